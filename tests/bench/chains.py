"""How many history entries are verified a second, beside what hashing the same bytes takes.

Processor time of this process: first over entries that are read already, as plain values, then with
reading them from the embedded engine.
"""

import logging
import math
import time
from dataclasses import dataclass
from hashlib import sha256

import boto3
import msgspec

from chalicelib.audit import book
from chalicelib.audit.book import Book
from chalicelib.audit.reading import Part, read
from chalicelib.store.tables import History
from tests.bench.scale import BATCH, put
from tests.support.backends import on_engine
from tests.support.world import Clock, opened

COPIES = 4000
STORED = 600
"""Copies that are laid into the engine, to be read from there."""


@dataclass(frozen=True)
class Rates:
    """What one core does."""

    size: int
    """Bytes of an entry as it is hashed."""
    verified: float
    """Entries a second: every hash, every link, what was sent and posted added up."""
    hashed: float
    """Entries a second whose bytes are merely hashed."""
    read: float
    """Entries read and verified a second."""


def measure(copies: int = COPIES) -> Rates:
    """Verify the history of one repair so many times over."""
    with on_engine() as address, opened(address, Clock()) as world:
        reply = world.intake()
        steps = (
            ("notify", "desk-chan", {"told": "李國強"}),
            ("dispatch", "desk-chan", {"department": "engineering"}),
            ("take", "engineer-lee", {"signed_name": "李國強"}),
            ("start", "engineer-lee", {}),
            ("complete", "engineer-lee", {"result": "已更換"}),
            ("accept", "assistant-lam", {"signed_name": "林曉彤"}),
        )
        for command, who, form in steps:
            reply = world.do(reply, command, who, **form)
            assert reply.status == 200, reply.json
        whole = world.house.whole
        history = list(whole.history(f"{world.site}#ticket#{reply.ticket['id']}"))
        client = boto3.client("dynamodb", endpoint_url=address)
        laid = [
            History(record=f"{item['record']}-{number}", seq=item["seq"], body=item["body"])
            for number in range(STORED)
            for item in history
        ]
        for start in range(0, len(laid), BATCH):
            put(client, laid[start : start + BATCH])
        part = Part("history", 0, 1, math.inf)
        before = time.process_time()
        stored = read(lambda: whole, part).counted["history"]
        reading = time.process_time() - before
    count = copies * len(history)
    raw = [msgspec.json.encode(item["body"]) for item in history]
    began = time.process_time()
    for _ in range(copies):
        assert book.histories(Book(), history) == []
    then = time.process_time()
    for _ in range(copies):
        for each in raw:
            sha256(each).hexdigest()
    return Rates(
        size=sum(map(len, raw)) // len(raw),
        verified=count / (then - began),
        hashed=count / (time.process_time() - then),
        read=stored / reading,
    )


def main() -> None:
    """Print the figures."""
    rates = measure()
    print(f"history entries of {rates.size} bytes, a second and core")
    print(f"{'verified':22} {rates.verified:10,.0f}")
    print(f"{'hashed with sha256':22} {rates.hashed:10,.0f}")
    print(f"{'read and verified':22} {rates.read:10,.0f}")


if __name__ == "__main__":
    logging.disable()
    main()

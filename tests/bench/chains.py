"""How many history entries are verified a second, beside what hashing the same bytes takes.

Entries are read already, as plain values; what reading them takes is the store's and the line's.
"""

import logging
import time
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from chalicelib.audit import book
from chalicelib.audit.book import Book
from tests.support.backends import on_engine
from tests.support.world import Clock, opened

COPIES = 4000


@dataclass(frozen=True)
class Rates:
    """What one core does."""

    size: int
    """Bytes of an entry as it is hashed."""
    verified: float
    """Entries a second: every hash, every link, what was sent and posted added up."""
    hashed: float
    """Entries a second whose bytes are merely hashed."""


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
        history = list(world.house.whole.history(f"{world.site}#ticket#{reply.ticket['id']}"))
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
    )


def main() -> None:
    """Print the figures."""
    rates = measure()
    print(f"history entries of {rates.size} bytes, a second and core")
    print(f"{'verified':22} {rates.verified:10,.0f}")
    print(f"{'hashed with sha256':22} {rates.hashed:10,.0f}")


if __name__ == "__main__":
    logging.disable()
    main()

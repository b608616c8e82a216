"""What a search costs among a thousand and among a hundred thousand tickets.

The lists of the index that the questions are looked for in are written straight into the engine,
and of the tickets those that a page shows: no other item is read. Times are relative, for the
engine is no DynamoDB; store calls and read units are its own.
"""

import logging
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import boto3
from msgspec.structs import replace
from pynamodb.models import Model

from chalicelib.core import finding
from chalicelib.core.ports import Key
from chalicelib.store.items import finding_item, record_item
from chalicelib.store.meter import metered
from chalicelib.tickets.model.ticket import Ticket
from tests.bench.scale import put
from tests.support.backends import on_engine
from tests.support.world import Clock, World, opened

BATCH = 25
"""Items written in one request."""
TIMES = 15
QUESTIONS = {
    "漏水": "in every ticket",
    "漏水 B7": "in every ticket, and a number that nine have",
    "漏水 電梯": "in every ticket, and in every tenth",
    "停電 冷氣": "each in every third, never both",
    "水": "one character alone",
}


@dataclass(frozen=True)
class Row:
    """One search."""

    tickets: int
    question: str
    shown: int
    trips: int
    read_units: float
    seconds: float


def words(number: int, of: int) -> str:
    """What the ticket says: the questions decide what of it lies in the index."""
    said = ["漏水"]
    if number % (of // 9) == 0:
        said.append("B7")
    if number % 10 == 0:
        said.append("電梯")
    if number % 3:
        said.append("停電" if number % 3 == 1 else "冷氣")
    return " ".join(said)


def fill(world: World, client: Any, count: int) -> None:
    """Copies of one ticket, with the entries of the index that are asked for."""
    id = world.intake().ticket["id"]
    one = world.house.service.store.load([Key(Ticket, world.site, id)]).record(
        Ticket, world.site, id
    )
    assert one
    batch: list[Model] = []
    for item in _items(one, count):
        batch.append(item)
        if len(batch) == BATCH:
            put(client, batch)
            batch = []
    if batch:
        put(client, batch)


def _items(one: Ticket, count: int) -> Iterator[Model]:
    for number in range(count):
        said = words(number, count)
        ticket = replace(one, id=f"{number:021x}", words=said)
        if number > count - 1_000 or "B7" in said or ("電梯" in said and number > count - 9_000):
            yield record_item(ticket)
        for term in finding.terms([said]):
            yield finding_item(ticket, term)


def measure(count: int) -> Iterator[Row]:
    """Every question among `count` tickets."""
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        with opened(address, Clock()) as world:
            fill(world, client, count)
            for question in QUESTIONS:
                yield _row(world, count, question)


def _row(world: World, count: int, question: str) -> Row:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with metered() as meter:
            reply = world.get(f"/search?q={quote(question)}", "desk-chan")
        took.append(time.perf_counter() - began)
        assert reply.status == 200, reply.json
    shown = len(reply.json["items"])
    return Row(count, question, shown, meter.trips, meter.read_units, statistics.median(took))


def main() -> None:
    """Print a row a size and question, its time relative to the first row's."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 100_000]
    print(f"{'tickets':>8} {'shown':>6} {'trips':>6} {'read':>6} {'p50':>6}  question")
    first: Row | None = None
    for size in sizes:
        for row in measure(size):
            first = first or row
            print(
                f"{row.tickets:8} {row.shown:6} {row.trips:6} {row.read_units:6g} "
                f"{row.seconds / first.seconds:6.2f}  {row.question} ({QUESTIONS[row.question]})",
                flush=True,
            )


if __name__ == "__main__":
    logging.disable()
    main()

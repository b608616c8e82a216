"""What closing a day costs among many open orders: `python -m tests.bench.closing 1000 100000`.

So many orders lie with engineering, carried over from the day before; fifty of them move. Their
tickets and the day before are written straight into the engine.
"""

import argparse
import json
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from msgspec.structs import replace

from chalicelib.core.record import Record
from chalicelib.store.items import record_item
from chalicelib.store.meter import metered
from chalicelib.tickets.days.model import Day, Daybook
from chalicelib.tickets.days.rules import bind
from chalicelib.tickets.model.ticket import Ticket
from tests.bench.scale import BATCH, put
from tests.support import desk
from tests.support.backends import on_engine
from tests.support.residents import stored
from tests.support.world import Clock, World, opened

MOVED = 50
"""Orders that are passed on to another department, from one end of the list to the other."""
COLUMNS = ("trips", "read_units", "write_units", "seconds")
KEPT = Path(__file__).parent.parent.parent / "build" / "bench" / "closing.json"


@dataclass(frozen=True)
class Run:
    """One closing of a day."""

    open: int
    trips: int
    read_units: float
    write_units: float
    seconds: float


def measure(count: int) -> Run:
    """Close a day among so many orders that were open when it began."""
    with on_engine() as address, opened(address, Clock()) as world:
        fill(world, boto3.client("dynamodb", endpoint_url=address), count)
        for number in range(MOVED):
            path = f"/tickets/{order_id(number * count // MOVED)}/reassign"
            form = {"department": "grounds", "reason": "改派"}
            reply = world.post(path, "desk-chan", form, if_match='"2"')
            assert reply.status == 200, reply.json
        book: Daybook = stored(world, Daybook, world.site)
        world.clock.at = book.closes_at
        with metered() as meter:
            began = time.perf_counter()
            report = desk.reconcile(world)
            seconds = time.perf_counter() - began
        assert report["failed"] == 0
        closed: Day = stored(world, Day, str(book.day))
        assert closed.tally("engineering").still == count - MOVED
        return Run(count, meter.trips, meter.read_units, meter.write_units, seconds)


def fill(world: World, client: Any, count: int, only: Iterable[int] | None = None) -> None:
    """A day that was closed with so many orders open, on its sheets; the tickets of all or some."""
    reply = world.do(world.intake(), "dispatch", "desk-chan", department="engineering")
    ticket: Ticket = stored(world, Ticket, reply.ticket["id"])
    day: Day = stored(world, Day, desk.closed(world))
    book: Daybook = stored(world, Daybook, world.site)
    world.clock.at = book.since + timedelta(hours=2)
    orders = tuple(map(order_id, range(count)))
    tally, sheets = bind(world.site, replace(day.tally("engineering"), open=orders))
    others = (each for each in day.tallies if each.department != "engineering")
    put(client, [record_item(replace(day, tallies=(*others, tally)))])
    wanted = orders if only is None else map(order_id, only)
    copies = (replace(ticket, id=id) for id in wanted)
    for batch in batched((*sheets, *copies), BATCH):
        put(client, [record_item(each) for each in batch])


def order_id(number: int) -> str:
    return f"open-{number:016}"


def batched(records: tuple[Record, ...], size: int) -> Iterator[tuple[Record, ...]]:
    """So many at a time."""
    for start in range(0, len(records), size):
        yield records[start : start + size]


def main() -> None:
    """Print a row a size, and keep them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=(1_000, 100_000))
    rows = []
    print(f"{'open':>8} {'moved':>6} {'trips':>6} {'read':>8} {'write':>8} {'s':>7}")
    for size in arguments.parse_args().sizes:
        run = measure(size)
        print(
            f"{run.open:8} {MOVED:6} {run.trips:6} {run.read_units:8g} {run.write_units:8g} "
            f"{run.seconds:7.3f}",
            flush=True,
        )
        rows.append(asdict(run))
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = {"day": str(datetime.now(UTC).date()), "moved": MOVED, "rows": rows}
    KEPT.write_text(json.dumps(kept, indent=1))


if __name__ == "__main__":
    logging.disable()
    main()

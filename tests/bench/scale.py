"""The dispatch check costs what is due, not what is open: `make bench` shows it.

Fifty repairs are due among a thousand and among a hundred thousand open ones. Open ones are
written as items, copies of a real one, straight into the engine.
"""

import logging
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import boto3
from msgspec.structs import replace
from pynamodb.models import Model

from app import app
from chalicelib.core.ports import Key
from chalicelib.core.record import Timer
from chalicelib.store.items import record_item, timer_item
from chalicelib.store.meter import metered
from chalicelib.tickets.model.ticket import Ticket
from local import schedule
from tests.support.backends import on_engine
from tests.support.world import Clock, World, opened

DUE = 50
BATCH = 12
"""Repairs written in one request, two items each."""


@dataclass(frozen=True)
class Run:
    """One dispatch check."""

    open: int
    trips: int
    read_units: float
    write_units: float
    seconds: float
    idle_read_units: float
    """Of a check that found nothing due."""


def measure(count: int) -> Run:
    """Run the check with fifty due among `count` open repairs."""
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        with opened(address, Clock()) as world:
            fill(world, client, count - DUE)
            for _ in range(DUE):
                world.intake()
            check = app.handler_map["dispatch_check"]
            world.clock.tick(minutes=6)
            with metered() as meter:
                began = time.perf_counter()
                report = check(schedule.event(world.clock()), None)
                seconds = time.perf_counter() - began
            assert (report["due"], report["fired"]) == (DUE, DUE)
            with metered() as idle:
                check(schedule.event(world.clock()), None)
            return Run(
                count, meter.trips, meter.read_units, meter.write_units, seconds, idle.read_units
            )


def fill(world: World, client: Any, count: int) -> None:
    """Open repairs whose deadline is a day away."""
    reply = world.intake()
    world.do(reply, "notify", "desk-chan", told="李國強")
    store = world.house.service.store
    id = reply.ticket["id"]
    ticket = store.load([Key(Ticket, world.site, id)]).record(Ticket, world.site, id)
    assert ticket
    due_at = world.clock() + timedelta(days=1)
    timer = Timer(clause="T-4.3.2", job="dispatch-check", due_at=due_at)
    for start in range(0, count, BATCH):
        batch: list[Model] = []
        for number in range(start, min(start + BATCH, count)):
            copy = replace(ticket, id=f"open-{number:07}", timers=(timer,))
            batch += [record_item(copy), timer_item(copy, timer)]
        put(client, batch)


def put(client: Any, items: list[Model]) -> None:
    requests: dict[str, list[Any]] = {}
    for item in items:
        request = {"PutRequest": {"Item": item.serialize()}}
        requests.setdefault(type(item).Meta.table_name, []).append(request)
    client.batch_write_item(RequestItems=requests)


def main() -> None:
    """Print a row a size."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 100_000]
    print(
        f"{'open':>8} {'due':>4} {'trips':>6} {'read':>6} {'write':>6} {'idle read':>10} {'s':>7}"
    )
    for size in sizes:
        run = measure(size)
        print(
            f"{run.open:8} {DUE:4} {run.trips:6} {run.read_units:6g} {run.write_units:6g} "
            f"{run.idle_read_units:10g} {run.seconds:7.3f}"
        )


if __name__ == "__main__":
    logging.disable()
    main()

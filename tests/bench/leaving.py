"""Charging who leaves late costs what is due, not who is there: `make bench` shows it.

Twenty should have left among a hundred guests' stays and among fifty thousand. Those who still
have a day are written as items, copies of a real one, straight into the engine.
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
from chalicelib.core.record import Timer
from chalicelib.lodging.staying.model import CLAUSE
from chalicelib.lodging.stays.model import STAYS, Stay
from chalicelib.store.items import record_item, timer_item
from chalicelib.store.meter import metered
from local import schedule
from tests.bench.scale import BATCH, put
from tests.support import lodging
from tests.support.backends import on_engine
from tests.support.residents import stored
from tests.support.world import Clock, World, opened

DUE = 20


@dataclass(frozen=True)
class Run:
    """One run of the job at noon."""

    there: int
    trips: int
    read_units: float
    write_units: float
    seconds: float
    idle_read_units: float
    """Of a run that found nothing due."""


def measure(count: int) -> Run:
    """Charge twenty who are late among the guests of `count` stays."""
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        with opened(address, Clock()) as world:
            late = [lodging.lodged(world) for _ in range(DUE)]
            fill(world, client, late[0].json["stay"]["id"], count - DUE)
            lodging.at(world, lodging.day(world, 1), "12:00:01")
            charge = app.handler_map["stays"]
            with metered() as meter:
                began = time.perf_counter()
                report = charge(schedule.event(world.clock()), None)
                seconds = time.perf_counter() - began
            assert (report["due"], report["fired"]) == (DUE, DUE)
            assert all(lodging.posted(world, each) == 5000 for each in late)
            with metered() as idle:
                charge(schedule.event(world.clock()), None)
            return Run(
                count, meter.trips, meter.read_units, meter.write_units, seconds, idle.read_units
            )


def fill(world: World, client: Any, id: str, count: int) -> None:
    """Guests who have another day, like those of a stay."""
    stay = stored(world, Stay, id)
    timer = Timer(clause=CLAUSE, job=STAYS, due_at=world.clock() + timedelta(days=2))
    for start in range(0, count, BATCH):
        batch: list[Model] = []
        for number in range(start, min(start + BATCH, count)):
            copy = replace(stay, id=f"there-{number:07}", timers=(timer,))
            batch += [record_item(copy), timer_item(copy, timer)]
        put(client, batch)


def main() -> None:
    """Print a row a size."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 50_000]
    print(
        f"{'there':>8} {'due':>4} {'trips':>6} {'read':>6} {'write':>6} {'idle read':>10} {'s':>7}"
    )
    for size in sizes:
        run = measure(size)
        print(
            f"{run.there:8} {DUE:4} {run.trips:6} {run.read_units:6g} {run.write_units:6g} "
            f"{run.idle_read_units:10g} {run.seconds:7.3f}"
        )


if __name__ == "__main__":
    logging.disable()
    main()

"""Reports on the reception room cost what lies in their period, not the archive: `make bench`.

A month with a guest and a fine is reported where a hundred stays lie in the months before it, and
where five thousand do. Those are written as items, copies of a real one with its nights and its
postings, straight into the engine; the books of their months are closed by the job.
"""

import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import boto3
from msgspec.structs import replace
from pynamodb.models import Model

from chalicelib.core import finding
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.lodging import jobs
from chalicelib.lodging.accounts.model import Line, What, charged
from chalicelib.lodging.house.model import Lodger, Night
from chalicelib.lodging.stays.model import Stay
from chalicelib.store.items import finding_item, ledger_items, record_item
from chalicelib.store.meter import metered
from tests.bench.scale import BATCH, put
from tests.support import conduct, lodging
from tests.support.backends import on_engine
from tests.support.residents import stored
from tests.support.world import Clock, World, opened

BEGUN = datetime(2026, 1, 5, 1, tzinfo=UTC)
PERIOD = "first=2026-03-01&last=2026-03-31&by=day"
_STAMP = Stamp(by="x", name="x", at=BEGUN, command="x", clause="P-report", correlation="")


@dataclass(frozen=True)
class Run:
    """Both reports of one month."""

    archive: int
    trips: int
    read_units: float
    seconds: float
    figures: tuple[Any, ...]


def measure(count: int) -> Run:
    """Report a month after `count` stays of the months before it."""
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        with opened(address, Clock(BEGUN)) as world:
            conduct.guarded(lodging.settled(world, r1="AB"))
            reply = lodging.staying(world)
            fill(world, client, reply.json["stay"]["id"], count)
            lodging.at(world, date(2026, 3, 2), "09:00:00")
            lodging.run(world, jobs.books(world.house.service.store))
            lodging.left(world, lodging.staying(world))
            conduct.upheld(world, conduct.employee(world, "owes"))
            lodging.at(world, date(2026, 4, 2), "09:00:00")
            with metered() as meter:
                began = time.perf_counter()
                beds = world.get(f"/reports/lodging?{PERIOD}", lodging.DORMITORY).json
                accounts = world.get(f"/reports/accounts?{PERIOD}", conduct.FINANCE).json
                seconds = time.perf_counter() - began
            figures = (beds["total"], accounts["movements"], accounts["total"]["charged"])
            assert beds["total"]["beds"]["used"] == 0  # the guest left on the day of coming
            assert accounts["total"]["opening"]["fen"] == count
            return Run(count, meter.trips, meter.read_units, seconds, figures)


def fill(world: World, client: Any, id: str, count: int) -> None:
    """Stays of January and February, with a night and a charge of a fen each."""
    stay = stored(world, Stay, id)
    nights: dict[date, list[Lodger]] = {}
    for start in range(0, count, BATCH // 2):
        batch: list[Model] = []
        for number in range(start, min(start + BATCH // 2, count)):
            copy = replace(stay, id=f"{number:021}", timers=())
            night = date(2026, 1, 6) + timedelta(days=number % 50)
            lodger = Lodger(
                room="1", bed="A", stay=copy.id, guest="x", sex=stay.asked.guests[0].sex
            )
            nights.setdefault(night, []).append(lodger)
            batch += [record_item(copy), *_found(copy), *_posted(copy)]
        put(client, batch)
    for night, lodgers in nights.items():
        put(client, [record_item(Night(site=world.site, id=str(night), lodgers=tuple(lodgers)))])


def _found(stay: Stay) -> Iterator[Model]:
    for term in finding.terms(stay.found_by()):
        yield finding_item(stay, term)


def _posted(stay: Stay) -> Iterator[Model]:
    line = Line(what=What.NIGHTS, clause="L-6", fen=1)
    journal = charged(f"earlier-{int(stay.id) % 40}", line)
    [entered] = enter(Change(before=None, after=stay, journals=(journal,)), _STAMP)
    yield from ledger_items(entered, 0, journal)


def main() -> None:
    """Print a row a size."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 5_000]
    print(f"{'archive':>8} {'trips':>6} {'read':>6} {'s':>7}")
    for size in sizes:
        run = measure(size)
        print(f"{run.archive:8} {run.trips:6} {run.read_units:6g} {run.seconds:7.3f}")


if __name__ == "__main__":
    logging.disable()
    main()

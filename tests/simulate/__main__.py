"""`make simulate`: SEED=1 DAYS=365 HOUSEHOLDS=2000 HOUSE=60 HOSPITAL=300. The same seed lives the
same again.

An estate of so many households, a reception room of so many beds and a hospital of so many official
receptions a year live side by side; of which there are 0 does not live.
"""

import logging
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from chalicelib.store.meter import metered
from tests.simulate.auditing import audit
from tests.simulate.checks import Checks
from tests.simulate.estate import START
from tests.simulate.hospital.checks import HospitalChecks
from tests.simulate.hospital.year import HospitalYear, opened_hospital
from tests.simulate.house.checks import HouseChecks
from tests.simulate.house.year import HouseYear, opened_house
from tests.simulate.living import Timeline, together
from tests.simulate.year import Year, opened_estate
from tests.support.backends import on_engine
from tests.support.quick import collect_seldom
from tests.support.world import World

USUAL = {"SEED": 1, "DAYS": 365, "HOUSEHOLDS": 2_000, "HOUSE": 60, "HOSPITAL": 300}


@dataclass
class Lived:
    """A site with its checks."""

    site: Year | HouseYear | HospitalYear
    checks: Checks | HouseChecks | HospitalChecks

    @property
    def line(self) -> str:
        """How far it is, in a word or two."""
        counts, checked = self.site.counts, self.checks.checked
        match self.site:
            case Year():
                much, what = f"matters {len(self.site.cases):6}", "cases"
            case HouseYear():
                much, what = f"stays {len(self.site.book.stays):5}", "stays"
            case HospitalYear():
                much, what = f"receptions {len(self.site.book.visits):4}", "papers"
        return (
            f"{much}  requests {counts['requests']:7}  timers {counts['timers']:4}"
            f"  checked {checked[what]:7}"
        )


def main() -> None:
    """Live the year; a line a day, the sum of it at the end. Fails if anything was violated."""
    asked = {name: int(os.environ.get(name) or usual) for name, usual in USUAL.items()}
    if not any(asked[each] for each in ("HOUSEHOLDS", "HOUSE", "HOSPITAL")):
        sys.exit("nobody lives: HOUSEHOLDS, HOUSE or HOSPITAL has to be more than 0")
    began = time.perf_counter()
    print(" ".join(f"{name}={said}" for name, said in asked.items()), flush=True)
    with metered() as meter, on_engine() as address, together(address) as world:
        timeline = Timeline(world.clock)
        lives = list(_opened(world, timeline, asked))
        print(f"opened in {time.perf_counter() - began:.0f} s", flush=True)
        for number in range(asked["DAYS"]):
            day = START + timedelta(days=number)
            start, seen = time.perf_counter(), [len(each.site.found) for each in lives]
            try:
                timeline.live(day, *(each.site for each in lives))
                _check(lives, day, last=number == asked["DAYS"] - 1)
            finally:  # what was found is said, whatever ended the day
                found = [
                    violation
                    for each, before in zip(lives, seen, strict=True)
                    for violation in each.site.found[before:]
                ]
                print(
                    f"{day}  {'  '.join(each.line for each in lives)}"
                    f"  violations {len(found):3}  {time.perf_counter() - start:5.1f} s",
                    flush=True,
                )
                for violation in found:
                    print(f"  {violation.what[:400]}", flush=True)
    for each in lives:
        _sum(each)
    digests = "".join(each.site.digest() for each in lives)
    violated = sum(len(each.site.found) for each in lives)
    print(f"\ndigest: {sha256(digests.encode()).hexdigest()[:16]}\nviolations: {violated}")
    print(
        f"\n{meter.trips:,} round trips, {meter.read_units:,.0f} read and"
        f" {meter.write_units:,.0f} write units; {time.perf_counter() - began:,.0f} s,"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"
    )
    sys.exit(1 if violated else 0)


def _opened(world: World, timeline: Timeline, asked: dict[str, int]) -> Iterator[Lived]:
    if asked["HOUSEHOLDS"]:
        estate = opened_estate(world, timeline, asked["SEED"], asked["HOUSEHOLDS"])
        yield Lived(estate, Checks(estate))
    if asked["HOUSE"]:
        house = opened_house(world, timeline, asked["SEED"], asked["HOUSE"])
        yield Lived(house, HouseChecks(house))
    if asked["HOSPITAL"]:
        hospital = opened_hospital(world, timeline, asked["SEED"], asked["HOSPITAL"])
        yield Lived(hospital, HospitalChecks(hospital))


def _check(lives: list[Lived], day: date, *, last: bool) -> None:
    for each in lives:
        each.checks.day(day)
    if last or (day + timedelta(days=1)).day == 1:
        for each in lives:
            if not isinstance(each.checks, Checks):
                each.checks.month()
        audit(lives[0].site, lives[0].checks.checked)


def _sum(lived: Lived) -> None:
    print(f"\n{lived.site.world.site}\ndone:")
    _table(lived.site.counts)
    print("checked:")
    _table(lived.checks.checked)
    print(f"digest: {lived.site.digest()}")


def _table(counts: Counter[str]) -> None:
    for what, count in sorted(counts.items(), key=lambda each: each[0].split(":")[0]):
        print(f"  {what:38}{count:9,}")


if __name__ == "__main__":
    logging.disable()
    collect_seldom()
    main()

"""`make simulate`: SEED=1 DAYS=365 HOUSEHOLDS=2000. The same seed lives the same year again."""

import logging
import os
import resource
import sys
import time
from datetime import timedelta

from chalicelib.store.meter import metered
from tests.simulate.checks import Checks
from tests.simulate.estate import START
from tests.simulate.year import Year, estate
from tests.support.backends import on_engine


def main() -> None:
    """Live the year; a line a day, the sum of it at the end. Fails if anything was violated."""
    seed, days, households = (
        int(os.environ.get(name) or usual)
        for name, usual in (("SEED", 1), ("DAYS", 365), ("HOUSEHOLDS", 2_000))
    )
    began = time.perf_counter()
    print(f"SEED={seed} DAYS={days} HOUSEHOLDS={households}", flush=True)
    with metered() as meter, on_engine() as address, estate(address, seed, households) as year:
        checks = Checks(year)
        print(f"opened in {time.perf_counter() - began:.0f} s", flush=True)
        for number in range(days):
            day = START + timedelta(days=number)
            start, seen = time.perf_counter(), len(year.found)
            year.live(day)
            checks.day(day)
            if (day + timedelta(days=1)).day == 1 or number == days - 1:
                checks.month()
            held = len(year.found) - seen
            print(
                f"{day}  matters {len(year.cases):6}  requests {year.counts['requests']:7}"
                f"  timers {year.counts['timers']:4}  checked {checks.checked['cases']:7}"
                f"  violations {held:3}  {time.perf_counter() - start:5.1f} s",
                flush=True,
            )
            for each in year.found[seen:]:
                print(f"  {each.what[:400]}", flush=True)
    _summary(year, checks)
    print(
        f"\n{meter.trips:,} round trips, {meter.read_units:,.0f} read and"
        f" {meter.write_units:,.0f} write units; {time.perf_counter() - began:,.0f} s,"
        f" {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB"
    )
    sys.exit(1 if year.found else 0)


def _summary(year: Year, checks: Checks) -> None:
    print("\ndone:")
    ordered = sorted(year.counts.items(), key=lambda each: each[0].split(":")[0])
    for what, count in ordered:
        print(f"  {what:32}{count:9,}")
    print("checked:")
    for what, count in sorted(checks.checked.items()):
        print(f"  {what:32}{count:9,}")
    print(f"digest: {year.digest()}")
    print(f"violations: {len(year.found)}")


if __name__ == "__main__":
    logging.disable()
    main()

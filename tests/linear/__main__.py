"""`make linear`: SEEDS=100 OPERATIONS=500 CLIENTS=8 FIRST=0 WORKERS=1. A line a seed, then the sum.

Each seed is a house of two to six beds on an engine of its own.
"""

import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import starmap
from multiprocessing import get_context

from tests.linear.seeds import Played, played, quietly

RESTS = 10
"""How often in a seed all rest, and everything stored is looked at."""


def main() -> None:
    """Play the seeds. Fails if anything does not hold."""
    first, seeds, operations, clients, workers = (
        int(os.environ.get(name) or usual)
        for name, usual in (
            ("FIRST", 0),
            ("SEEDS", 100),
            ("OPERATIONS", 500),
            ("CLIENTS", 8),
            ("WORKERS", 1),
        )
    )
    print(
        f"{seeds} seeds from {first}, {clients} clients, {operations} operations each", flush=True
    )
    began, sums, flawed, ended = time.perf_counter(), Counter[str](), 0, 0
    with ProcessPoolExecutor(workers, get_context("spawn"), quietly) as pool:
        wanted = {
            pool.submit(played, each, operations, RESTS, clients): each
            for each in range(first, first + seeds)
        }
        for done in as_completed(wanted):
            ended += 1
            if done.exception():
                flawed += 1
                print(f"seed {wanted[done]:4}  did not end: {done.exception()!r}", flush=True)
                continue
            of = done.result()
            flawed += bool(of.found)
            sums.update(of.counts)
            sums.update(_summed(of))
            print(
                f"seed {of.seed:4}  operations {of.operations:6}  transactions {of.transactions:6}"
                f"  on beds {of.checked:7}  conflicts {of.faults['conflicts']:5}"
                f"  lost answers {of.faults['lost answers']:4}  violations {len(of.found):3}"
                f"  {of.seconds:6.1f} s",
                flush=True,
            )
            for each in of.found:
                print(f"  {each[:4000]}", flush=True)
    print()
    print("\n".join(starmap("{:40}{:12,}".format, sorted(sums.items()))))
    print(f"\n{ended} seeds, {flawed} with violations; {time.perf_counter() - began:,.0f} s")
    sys.exit(1 if flawed else 0)


def _summed(of: Played) -> dict[str, int]:
    return {
        "= operations": of.operations,
        "= operations on beds, ordered": of.checked,
        "= transactions carried out": of.transactions,
        "= conflicts put in": of.faults["conflicts"],
        "= answers lost": of.faults["lost answers"],
        "= violations": len(of.found),
    }


if __name__ == "__main__":
    main()

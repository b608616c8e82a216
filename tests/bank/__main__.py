"""`make bank`: POSTINGS=100000 SEED=1. Fails if anything does not hold."""

import logging
import os
import sys
from itertools import starmap

from tests.bank.bank import run


def main() -> None:
    """Let the clerks work, and say what came of it."""
    postings, seed = int(os.environ.get("POSTINGS") or 100_000), int(os.environ.get("SEED") or 1)
    of = run(postings, seed)
    sums = {**of.counts, **{f"= {name}": each for name, each in of.faults.items()}}
    print("\n".join(starmap("{:44}{:10,}".format, sorted(sums.items()))))
    for each in of.found:
        print(each[:300])
    print(
        f"\n{of.postings:,} postings in {of.seconds:,.0f} s, {len(of.found)} violations;"
        f" asked of the ledger: {', '.join(sorted({action for action, _ in of.asked}))}"
    )
    sys.exit(1 if of.found else 0)


if __name__ == "__main__":
    logging.disable()
    main()

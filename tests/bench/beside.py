"""Our API beside django-helpdesk's: the same machine, the same client, signed in, over HTTP.

`python -m tests.bench.beside 100 1000` measures among so many tickets. What is measured is kept
in `build/bench`; `tests.bench.page` draws `docs/benchmarks.md` from it.
"""

import argparse
import json
import logging
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.driving import Bounds, Cell, drive
from tests.bench.sides import Side, missing, ours, theirs

SIZES = (100, 1_000, 10_000, 100_000)
CLIENTS = (1, 8)
ORDER = ("get", "change", "list", "create")
"""What makes more of them comes last."""
DATABASES = ("SQLite", "PostgreSQL")
WARMING = 4
"""Requests that nobody counts, two a worker."""
KEPT = Path(__file__).parent.parent.parent / "build" / "bench" / "beside.json"


def measure(side: Side, size: int, bounds: Bounds) -> dict[str, Any]:
    """Every operation, by one client and by eight, and the memory after it."""
    cells: dict[str, Any] = {}
    for operation in ORDER:
        start = _warmed(side, operation, size)
        for clients in CLIENTS:
            most = bounds.requests
            if operation == "change":
                most = min(most, (size - WARMING) // 2)
            cell = _driven(side, operation, start, clients, Bounds(most, bounds.seconds))
            start += most
            cells[f"{operation} {clients}"] = asdict(cell)
            print(
                f"    {operation:7}{clients:2} clients {cell.median_ms:10.1f} ms "
                f"{cell.per_second:9.1f}/s  ({cell.requests})",
                flush=True,
            )
    return {"cells": cells, "mib": side.pss()}


def _warmed(side: Side, operation: str, size: int) -> int:
    """Requests before it counts; where each takes long, one must do. How many numbers are used."""
    if size <= 10_000:
        _driven(side, operation, 0, 2, Bounds(WARMING, 10))
    return WARMING


def _driven(side: Side, operation: str, start: int, clients: int, bounds: Bounds) -> Cell:
    return drive(
        side.address,
        lambda number: side.ask(operation, start + number),
        clients,
        bounds,
        side.headers,
    )


def main() -> None:
    """Measure, and keep what was measured."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES)
    arguments.add_argument("--requests", type=int, default=300, help="at most, for each figure")
    arguments.add_argument("--seconds", type=float, default=20, help="at most, for each figure")
    arguments.add_argument("--ours", action="store_true", help="without django-helpdesk")
    given = arguments.parse_args()
    bounds = Bounds(given.requests, given.seconds)
    found: dict[str, dict[int, Any]] = {}
    for size in given.sizes:
        print(f"ours, {size} tickets", flush=True)
        with ours(size) as side:
            found.setdefault("ours", {})[size] = measure(side, size, bounds)
    for database in () if given.ours else DATABASES:
        if reason := missing(database):
            print(f"without django-helpdesk on {database}: {reason}", file=sys.stderr)
            continue
        with TemporaryDirectory(prefix="helpdesk-") as folder:
            for size in sorted(given.sizes):
                print(f"django-helpdesk on {database}, {size} tickets", flush=True)
                with theirs(size, database, Path(folder)) as side:
                    found.setdefault(database, {})[size] = measure(side, size, bounds)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps({"day": str(datetime.now(UTC).date()), "sides": found}, indent=1))
    print(f"kept in {KEPT}")


if __name__ == "__main__":
    logging.disable()
    main()

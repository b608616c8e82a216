"""Draws `docs/benchmarks.md` from what was measured: `python -m tests.bench.page --write`."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.bench import beside, closing, overhead, pages

PAGE = Path(__file__).parent.parent.parent / "docs" / "benchmarks.md"
CREATE_FASTER, FASTER, FLAT = 3, {1_000: 20, 10_000: 500}, 1.5
"""What is aimed at: how many times faster, and how much slower at most with many more."""

HEAD = """# Measured 量度

Drawn by `python -m tests.bench.page --write` from what `make bench` measured. All on one machine
with two cores of a common server processor and the disk that comes with it; client, server and
database share them. Times differ from machine to machine: look at the ratios.
"""
BESIDE = """
## Beside django-helpdesk

Ours as `make run` serves it, on the embedded engine's file; django-helpdesk 2.6.1 by its REST API,
set up for use: no debugging, connections kept, SQLite with a write-ahead log, the indexes that its
migrations make, no mail sent. Both by gunicorn with two workers of eight threads, signed in by a
token, asked by the same client over connections that it keeps. By one client: the median time of a
request. By eight at once: how many requests are answered in a second.

A change is here the dispatch of a repair, which stores the ticket, its history and what its
department is told; there it is another priority. Creating is here an indoor repair with its
numbered order, warranty and deadline; there a ticket with title, description and priority.
"""

WHERE = """
Where an aim is missed: about half of a write is the engine's one transaction, which stores record,
history entry, register, counter, timers, messages and the answer to be repeated, while theirs
stores two rows and no history; about a third is botocore, which makes, signs and reads two
requests. A list makes 25 whole records, each with the actions that the asker may take now.
"""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _rows(sides: dict[str, Any], clients: int) -> Iterator[list[str]]:
    """Ours, then each of the others with how many times as fast ours is."""
    name, better = ("median_ms", -1) if clients == 1 else ("per_second", 1)
    for operation in overhead.LIMITS:
        for size, measured in sides["ours"].items():
            ours = measured["cells"][f"{operation} {clients}"][name]
            row = [operation, f"{int(size):,}", _number(ours)]
            for database in beside.DATABASES:
                other = sides.get(database, {}).get(size)
                if other is None:
                    row += ["not measured", ""]
                    continue
                theirs = other["cells"][f"{operation} {clients}"][name]
                row += [_number(theirs), f"× {_number((ours / theirs) ** better)}"]
            yield row


def _flat(sides: dict[str, Any]) -> Iterator[list[str]]:
    sizes = list(sides["ours"])
    few, many = sides["ours"][sizes[0]]["cells"], sides["ours"][sizes[-1]]["cells"]
    for operation in overhead.LIMITS:
        ratio = many[f"{operation} 1"]["median_ms"] / few[f"{operation} 1"]["median_ms"]
        yield [operation, f"{int(sizes[0]):,} → {int(sizes[-1]):,}", f"× {_number(ratio)}"]


def _aims(sides: dict[str, Any]) -> Iterator[list[str]]:
    """Each aim against each database, and whether it is met."""
    for database in beside.DATABASES:
        for operation in overhead.LIMITS:
            aims = dict.fromkeys(sides["ours"], CREATE_FASTER) if operation == "create" else FASTER
            for size, aim in aims.items():
                there = sides.get(database, {}).get(str(size))
                if there is None:
                    continue
                cell = f"{operation} 1"
                theirs = there["cells"][cell]["median_ms"]
                ratio = theirs / sides["ours"][str(size)]["cells"][cell]["median_ms"]
                met = "met" if ratio >= aim else "**missed**"
                row = [
                    operation,
                    database,
                    f"{int(size):,}",
                    f"× {aim}",
                    f"× {_number(ratio)}",
                    met,
                ]
                yield row


def _beside(found: dict[str, Any]) -> Iterator[str]:
    sides = found["sides"]
    yield from BESIDE.splitlines()
    yield ""
    yield f"Measured on {found['day']}."
    yield ""
    others = [name for each in beside.DATABASES for name in (each, "ours is")]
    yield "One client, milliseconds a request:"
    yield ""
    yield from _table(["", "tickets", "ours", *others], _rows(sides, 1))
    yield "Eight clients, requests a second:"
    yield ""
    yield from _table(["", "tickets", "ours", *others], _rows(sides, 8))
    yield "What was aimed at:"
    yield ""
    aims = list(_aims(sides))
    yield from _table(["", "beside", "tickets", "aim", "is", ""], aims)
    if any(row[-1] != "met" for row in aims):
        yield from WHERE.strip().splitlines()
        yield ""
    yield f"Ours, slower with more tickets (aim: × {FLAT} at most):"
    yield ""
    yield from _table(["", "tickets", "is"], _flat(sides))
    yield "Memory of server and database together after it, MiB (what is shared counted once):"
    yield ""
    names = ["ours", *beside.DATABASES]
    yield from _table(
        ["tickets", *names],
        (
            [
                f"{int(size):,}",
                *(
                    _number(sides[n][size]["mib"]) if size in sides.get(n, {}) else ""
                    for n in names
                ),
            ]
            for size in sides["ours"]
        ),
    )


def _overhead(found: dict[str, Any]) -> Iterator[str]:
    yield "## Above the bare storage calls"
    yield ""
    yield (
        "Processor time of a request as the function takes it from API Gateway: token, permission,"
        f"\nform, rules, log and metrics. The wire is stubbed: median of {found['calls']:,} calls"
        f"\nin one process, {found['day']}. A token that comes again is known by its digest."
    )
    yield ""
    rows = (
        [
            name,
            *(f"{each:.2f}" for each in (of["whole"], of["bare"], of["whole"] - of["bare"])),
            f"{overhead.LIMITS[name] or ''}",
        ]
        for name, of in found["rows"].items()
    )
    yield from _table(["ms", "request", "storage calls alone", "above", "aim"], rows)


def _closing(found: dict[str, Any]) -> Iterator[str]:
    yield "## Closing a day"
    yield ""
    yield (
        f"The reconciliation of a day in which {found['moved']} orders moved among so many that are"
        f"\nopen, {found['day']}."
    )
    yield ""
    head = ["open", "round trips", "read units", "write units", "seconds"]
    yield from _table(
        head,
        (
            [f"{row['open']:,}", *(_number(row[each]) for each in closing.COLUMNS)]
            for row in found["rows"]
        ),
    )


def _pages(found: dict[str, Any]) -> Iterator[str]:
    few, many = found["rows"].values()
    sizes = [f"among {int(size):,}" for size in found["rows"]]
    yield "## The console's pages"
    yield ""
    yield (
        "Milliseconds in Chromium from asking for a page until its heading and what it is about"
        f"\nstand there and nothing is awaited any more, median of {pages.TIMES}, {found['day']}."
        "\nSo many repairs lie at the estate, all of them found by search; so many stays at the"
        "\nhotel; receptions, claims and settlements at the hospital. The scripts are in the cache."
    )
    yield ""
    rows = (
        [name, _number(few[name]), _number(many[name]), f"× {_number(many[name] / few[name])}"]
        for name in few
    )
    yield from _table(["", *sizes, "slower"], rows)


PARTS = (
    (beside.KEPT, _beside),
    (overhead.KEPT, _overhead),
    (closing.KEPT, _closing),
    (pages.KEPT, _pages),
)


def page() -> str:
    """The page, of what was measured here."""
    lines = HEAD.splitlines()
    for kept, part in PARTS:
        if kept.exists():
            lines += ["", *part(json.loads(kept.read_text()))]
    text = "\n".join(lines).rstrip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text + "\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page())
    else:
        print(page())

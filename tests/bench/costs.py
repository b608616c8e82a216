"""What every route costs at the store: round trips and capacity units, on the embedded engine.

`make cost` prints the table; `docs/cost.md` holds the copy that the tests compare with.
"""

import logging
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from app import OPERATIONS
from chalicelib.core.forms import Urgency
from chalicelib.service.operations import Command, ListOf, Operation
from chalicelib.store.meter import Meter
from tests.bench import asking, functions
from tests.bench.metering import TICKETS, Bench, bench
from tests.support import desk, erasing
from tests.support.calls import Call
from tests.support.filling import fields, required, value
from tests.support.paths import APART, FORWARDED, Move, form_of, walk, ways
from tests.support.scenes import scene
from tests.support.world import Clock, Reply

PAGE = Path(__file__).parent.parent.parent / "docs" / "cost.md"
HEAD = """# What a request costs

Round trips to DynamoDB and capacity units of every route, the reading of the person's roles
included, measured on the embedded engine with settings already remembered. A command is measured
once for each way that its life leads from a state to another; the dearest is shown. `make cost`
prints this page; a test fails on one trip or unit more.

| route | round trips | read units | write units |
|---|---:|---:|---:|
"""


def routes(bench: Bench) -> Iterator[tuple[str, Meter]]:
    """Every route with its cost, then a replay."""
    for op in OPERATIONS:
        yield f"{op.method} {op.path}", _cost(bench, op)
        bench.measured(partial(_filter, bench, op))
    yield "POST /sites/{site}/tickets, of a caller whom nobody knew", _unknown(bench)
    yield "any POST, sent again with its key", _replay(bench)
    _taken_twice(bench)


def _cost(bench: Bench, op: Operation) -> Meter:
    command = op.path.rsplit("/", 1)[1]
    edges = [edge for edge in sorted(ways()) if edge[0] == command]
    if op.name == "ticket-intake":
        return _dearest(_walked(bench, edge) for edge in sorted(ways()) if edge[0] == "intake")
    if isinstance(op, Command) and "{ticket}" in op.path and edges:
        return _dearest(_walked(bench, edge) for edge in edges)
    return _asked(bench, op) if op.method == "GET" else _posted(bench, op)


def _dearest(costs: Iterator[Meter]) -> Meter:
    found = list(costs)
    return Meter(
        trips=max(each.trips for each in found),
        read_units=max(each.read_units for each in found),
        write_units=max(each.write_units for each in found),
    )


def _walked(bench: Bench, edge: tuple[str, str, str]) -> Meter:
    world = bench.world
    world.clock.at = Clock().at
    *way, last = ways()[edge]
    reply = walk(world, tuple(way)) if way else None
    world.clock.at += APART
    form = form_of(last, world.clock(), reply and reply.ticket)

    def ask() -> None:
        if reply:
            answer = world.do(reply, last.command, last.variant.who, **form)
        else:
            answer = world.post("/tickets", last.variant.who, form)
        assert answer.status in (200, 201)

    return bench.measured(ask)


def _posted(bench: Bench, op: Operation) -> Meter:
    now = scene(bench.world, op)

    def ask() -> None:
        answer = now.send(bench.world)
        assert answer.status in (200, 201), (op.name, answer.json)

    return bench.measured(ask)


def _asked(bench: Bench, op: Operation) -> Meter:
    world, ticket = bench.world, _full_page(bench)
    known = asking.places(world, op, ticket)
    path = op.path.removeprefix("/sites/{site}").format_map(known)

    def ask() -> None:
        answer = world.get(f"{path}?{asking.asked_of(op)}", asking.asker(op))
        assert answer.status == 200, (op.name, answer.json)

    return bench.measured(ask)


def _filter(bench: Bench, op: Operation) -> None:
    """Ask a list by each of its filters: each may have an index of its own."""
    if not isinstance(op, ListOf):
        return
    now = bench.world.clock()
    asked = {each.encode_name: each for each in fields(op.query) if each.encode_name not in PAGING}
    always = {name: value(each.type, now) for name, each in asked.items() if required(each)}
    path = re.sub(r"{\w+}", "x-1", op.path.removeprefix("/sites/{site}"))
    queries = [{**always, name: value(each.type, now)} for name, each in asked.items()]
    if "order" in asked and isinstance(asked["order"].default, Urgency):
        state = value(asked["state"].type, now)
        queries.append({**always, "state": state, "order": Urgency.DUE.value})
    for query in queries:
        answer = bench.world.get(f"{path}?{urlencode(_spelled(query))}", asking.asker(op))
        assert answer.status in (200, 404), (op.name, answer.json)


def _spelled(query: dict[str, Any]) -> dict[str, Any]:
    """As an address says yes and no."""
    return {name: str(each).lower() if each is True else each for name, each in query.items()}


PAGING = {"limit", "cursor"}


def _full_page(bench: Bench) -> Reply:
    bench.world.clock.at = Clock().at
    shown = bench.world.get("/tickets?unit=A-1203&limit=100", "desk-chan").json["items"]
    for _ in range(TICKETS - len(shown)):
        bench.world.intake()
    return bench.world.intake()


def _replay(bench: Bench) -> Meter:
    form = form_of(Move("intake", 0), bench.world.clock(), None)

    def ask() -> None:
        assert bench.world.post("/tickets", "desk-chan", form, key="again").status == 201

    ask()
    return bench.measured(ask)


def _unknown(bench: Bench) -> Meter:
    """The same with a person, their entry, and the timer by which they are erased one day."""
    return bench.measured(lambda: erasing.called(bench.world))


def _taken_twice(bench: Bench) -> None:
    """What a source passes on twice is looked up by what has it."""
    form = form_of(Move("intake", FORWARDED), bench.world.clock(), None)

    def ask(status: int) -> None:
        assert bench.world.post("/tickets", "desk-chan", form).status == status

    ask(201)
    bench.measured(partial(ask, 409))


@dataclass(frozen=True)
class Measured:
    """The whole page, and what each function asked of the store meanwhile."""

    page: str
    calls: dict[str, set[Call]]


def measure() -> Measured:
    """Drive every route and every scheduled function."""
    calls: dict[str, set[Call]] = defaultdict(set)
    rows: list[tuple[str, Meter]] = []
    with bench(calls) as busy:
        busy.measured(partial(desk.closed, busy.world), "reconciliation")  # a site's first day
        rows += routes(busy)
    with bench(calls, first=10**6) as quiet:
        rows += functions.costs(quiet)
        functions.verified(quiet)
    lines = [
        f"| {route} | {cost.trips} | {cost.read_units:g} | {cost.write_units:g} |"
        for route, cost in rows
    ]
    return Measured(HEAD + "\n".join(lines) + "\n", calls)


def main() -> None:
    """Print the page, or with `--write` keep it."""
    if "--write" in sys.argv:
        PAGE.write_text(measure().page)
    else:
        print(measure().page)


if __name__ == "__main__":
    logging.disable()
    main()

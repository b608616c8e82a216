"""What every route costs at the store: round trips and capacity units, on the embedded engine.

`make cost` prints the table; `docs/cost.md` holds the copy that the tests compare with.
"""

import dataclasses
import itertools
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import OPERATIONS, app
from chalicelib import wiring
from chalicelib.service.operations import Command, Operation
from chalicelib.store.meter import Meter, metered
from chalicelib.store.vault import Vault
from chalicelib.web.routing import House
from local import schedule
from tests.support.backends import on_engine
from tests.support.paths import APART, Move, form_of, walk, ways
from tests.support.world import Clock, Reply, World, opened

PAGE = Path(__file__).parent.parent.parent / "docs" / "cost.md"
HEAD = """# What a request costs

Round trips to DynamoDB and capacity units of every route, the reading of the person's roles
included, measured on the embedded engine with settings already remembered. A command is measured
once for each way that its life leads from a state to another; the dearest is shown. `make cost`
prints this page; a test fails on one trip or unit more.

| route | round trips | read units | write units |
|---|---:|---:|---:|
"""
TICKETS = 25
"""A full page of every list."""
READS_ALL = {"verify"}
"""What costs as much as there is; `make bench` says how quickly it goes."""


@dataclass
class Bench:
    """A site with tickets on it, and a meter at its store."""

    world: World

    def measured(self, ask: Callable[[], Any]) -> Meter:
        with metered() as meter:
            ask()
        return meter


@contextmanager
def bench() -> Iterator[Bench]:
    with (
        on_engine() as address,
        opened(address, Clock(), site="cost") as world,
        wiring.serving(_settled(world)) as house,
    ):
        yield Bench(World(house, world.clock, world.site, {"X-Correlation-Id": "cost"}))


def _settled(world: World) -> House:
    """The world's house without chance: the same run costs the same, to the unit."""
    numbers = itertools.count()
    service = dataclasses.replace(world.house.service, fresh_id=lambda at: f"{next(numbers):021x}")
    vault = Vault(b"0" * 32, random=lambda size: b"0" * size)
    return dataclasses.replace(world.house, service=service, vault=vault)


def rows(bench: Bench) -> Iterator[tuple[str, Meter]]:
    """Every route with its cost, then a replay and the scheduled functions."""
    for op in OPERATIONS:
        yield f"{op.method} {op.path}", _cost(bench, op)
    yield "any POST, sent again with its key", _replay(bench)
    for name in schedule.functions().keys() - READS_ALL:
        yield f"scheduled: {name}, nothing due", _scheduled(bench, name, due=0)
        yield f"scheduled: {name}, {TICKETS} due", _scheduled(bench, name, due=TICKETS)


def _cost(bench: Bench, op: Operation) -> Meter:
    command = op.path.rsplit("/", 1)[1]
    edges = [edge for edge in sorted(ways()) if edge[0] == command]
    if op.name == "ticket-intake":
        return _dearest(_walked(bench, edge) for edge in sorted(ways()) if edge[0] == "intake")
    if isinstance(op, Command) and op.subject and edges:
        return _dearest(_walked(bench, edge) for edge in edges)
    return _asked(bench, op)


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


ASKERS = {"ledger-account": "finance-ho", "ticket-mine": "owner-wong"}


def _asked(bench: Bench, op: Operation) -> Meter:
    world, ticket = bench.world, _full_page(bench)
    known = {
        "ticket": ticket.ticket["id"],
        "number": ticket.ticket["forms"][0]["number"],
        "account": "income.repair",
        "unit": "A-1203",
    }
    path = op.path.removeprefix("/sites/{site}").format_map(known)
    query = {"duty-record": "?day=2026-03-02", "ticket-list": "?unit=A-1203"}.get(op.name, "")
    form = {"people-find": {"phone": "13800138001"}}.get(op.name, {})
    who = ASKERS.get(op.name, "supervisor-chow")

    def ask() -> None:
        answer = world.call(op.method, path + query, who, form)
        assert answer.status == 200, (op.name, answer.json)

    return bench.measured(ask)


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


def _scheduled(bench: Bench, name: str, due: int) -> Meter:
    world = bench.world
    function = app.handler_map[name]
    world.clock.tick(days=1)
    function(schedule.event(world.clock()), None)
    for _ in range(due):
        world.intake()
    world.clock.tick(days=1)
    return bench.measured(lambda: function(schedule.event(world.clock()), None))


def page() -> str:
    """The whole page."""
    with bench() as made:
        made.world.get("/desk", "desk-chan")
        lines = [
            f"| {route} | {cost.trips} | {cost.read_units:g} | {cost.write_units:g} |"
            for route, cost in rows(made)
        ]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Print the page, or with `--write` keep it."""
    if "--write" in sys.argv:
        PAGE.write_text(page())
    else:
        print(page())


if __name__ == "__main__":
    logging.disable()
    main()

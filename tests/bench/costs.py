"""What every route costs at the store: round trips and capacity units, on the embedded engine.

`make cost` prints the table; `docs/cost.md` holds the copy that the tests compare with.
"""

import dataclasses
import itertools
import logging
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import boto3

from app import OPERATIONS, app
from chalicelib import settings, wiring
from chalicelib.audit.nightly import Flawed
from chalicelib.lodging import routes as lodging_routes
from chalicelib.service.operations import Command, ListOf, Operation
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.meter import Meter, metered
from chalicelib.store.vault import Vault
from chalicelib.web.routing import House
from local import sample, schedule
from ops.cloud.functions import API
from tests.bench import official
from tests.support import (
    conduct,
    delegating,
    desk,
    erasing,
    letters,
    lodging,
    nobodys,
    planning,
    sheets,
)
from tests.support.backends import on_engine
from tests.support.calls import Call, recorded
from tests.support.due import DUE
from tests.support.filling import fields, required, value
from tests.support.paths import APART, COMPLAINT, FORWARDED, Move, form_of, walk, ways
from tests.support.scenes import scene
from tests.support.station import Station
from tests.support.uploads import attached
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
    address: str
    calls: dict[str, set[Call]]
    """What each function asked of the store."""

    def measured(self, ask: Callable[[], Any], function: str = API) -> Meter:
        """What it costs that a function does something."""
        store = self.world.house.service.store
        assert isinstance(store, DynamoStore)
        with recorded(store._connection) as asked, metered() as meter:
            ask()
        self.calls[function] |= asked
        return meter


@contextmanager
def bench(calls: dict[str, set[Call]], first: int = 0) -> Iterator[Bench]:
    """A site of its own; what its functions ask of the store is added to the calls.

    Ids count from the first: files of the same name lie in the same storage.
    """
    with (
        on_engine() as address,
        opened(address, Clock(), site="cost") as world,
        wiring.serving(_settled(world, first)) as house,
    ):
        settled = World(house, world.clock, world.site, {"X-Correlation-Id": "cost"})
        settled.get("/desk", "desk-chan")
        yield Bench(settled, address, calls)


def _settled(world: World, first: int) -> House:
    """The world's house without chance: the same run costs the same, to the unit."""
    numbers = itertools.count(first)
    service = dataclasses.replace(world.house.service, fresh_id=lambda at: f"{next(numbers):021x}")
    vault = Vault(lambda: b"0" * 32, random=lambda size: b"0" * size)
    return dataclasses.replace(world.house, service=service, vault=vault)


def routes(bench: Bench) -> Iterator[tuple[str, Meter]]:
    """Every route with its cost, then a replay."""
    for op in OPERATIONS:
        yield f"{op.method} {op.path}", _cost(bench, op)
        bench.measured(partial(_filter, bench, op))
    yield "POST /sites/{site}/tickets, of a caller whom nobody knew", _unknown(bench)
    yield "any POST, sent again with its key", _replay(bench)
    _taken_twice(bench)


def functions(bench: Bench) -> Iterator[tuple[str, Meter]]:
    """Every function but the API, at a site where nothing else waits for anybody."""
    Station(bench.world).setting()
    yield "scheduled: dispatch_check, a file card due", _card(bench)
    yield "scheduled: stays, a guest leaves late", _left_late(bench)
    yield "scheduled: retention, a guest erased", _guest_erased(bench)
    for name in [each for each in schedule.functions() if each not in READS_ALL]:
        yield f"scheduled: {name}, nothing due", _scheduled(bench, name, due=0)
        yield f"scheduled: {name}, {TICKETS} due", _scheduled(bench, name, due=TICKETS)
    yield "stream: deliver, a message for one channel", _streamed(bench, told=1)
    yield f"stream: deliver, {TICKETS} messages for one channel", _streamed(bench, told=TICKETS)
    yield "by hand: open_site, 24 records", _opened(bench)
    _imported(bench)
    _overstayed(bench)
    _caught_up(bench)


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


LODGING = frozenset(op.name for op in lodging_routes.OPERATIONS)
ASKERS = {
    **dict.fromkeys(
        ("house", "house-history", "house-nights", "house-queue", "lodging", "lodging-version"),
        lodging.ADMIN,
    ),
    **dict.fromkeys(
        ("stay", "stay-history", "stay-list", "stay-place", "stay-print"), lodging.DIRECTOR
    ),
    **dict.fromkeys(
        ("relative", "relative-document", "relative-history", "stay-owed"), lodging.DORMITORY
    ),
    **dict.fromkeys(
        ("gate-check-list", "gate-pass-list", "visit", "visit-history", "visit-list"), lodging.GUARD
    ),
    "lodging-versions": lodging.ADMIN,
    "relative-list": lodging.DORMITORY,
    "relative-mine": lodging.EMPLOYEE,
    "stay-mine": lodging.EMPLOYEE,
    "violation-mine": lodging.EMPLOYEE,
    **dict.fromkeys(
        (
            "violation",
            "violation-print",
            "violation-list",
            "violation-history",
            "violation-files",
            "violation-file-show",
            "conduct",
            "conduct-history",
        ),
        lodging.DIRECTOR,
    ),
    **dict.fromkeys(
        ("account", "account-history", "account-statement", "account-table", "account-workbook"),
        conduct.FINANCE,
    ),
    **dict.fromkeys(
        ("pass", "pass-code", "pass-files", "pass-file-show", "pass-history", "pass-list"),
        lodging.DORMITORY,
    ),
    **dict.fromkeys(
        ("report-lodging", "report-lodging-table", "report-lodging-workbook"), lodging.DORMITORY
    ),
    **dict.fromkeys(
        ("report-accounts", "report-accounts-table", "report-accounts-workbook"), conduct.FINANCE
    ),
    **official.ASKERS,
    "desk-version": "admin-cheng",
    "desk-versions": "admin-cheng",
    "import-list": "admin-cheng",
    "import-run-findings": "admin-cheng",
    "import-show": "admin-cheng",
    "import-trial-findings": "admin-cheng",
    "ledger-account": "finance-ho",
    "person": "admin-cheng",
    "person-history": "admin-cheng",
    "telling": "admin-cheng",
    "ticket-mine": "owner-wong",
}


def places(world: World, op: Operation, ticket: Reply) -> dict[str, str]:
    """What may be named in an operation's path, all of it there."""
    return {
        **(_lodged(world) if op.name in LODGING else {}),
        "lane": _lane(world) if "{lane}" in op.path else "",
        "handover": desk.handover(world).json["id"] if "{handover}" in op.path else "",
        "item": ticket.ticket["id"],
        "day": desk.closed(world) if "{day}" in op.path else "",
        "department": "engineering",
        "delegation": _delegation(world) if "{delegation}" in op.path else "",
        "incident": sample.OUTAGE,
        "plan": planning.set_up(world).json["plan"]["id"] if "{plan}" in op.path else "",
        "ticket": ticket.ticket["id"],
        "terms": "1",
        "number": ticket.ticket["forms"][0]["number"],
        "account": "income.repair",
        "unit": "A-1203",
        "person": "owner-lau" if op.name.startswith("same-matters") else "engineer-wong",
        "import": sheets.tried(world, sheets.text(SHEET), "units").json["id"],
        "file": attached(world, ticket.ticket["id"]).json["file"]["id"],
        **(_answered_for(world) if op.name in OF_CONDUCT else {}),
        **(_carried(world) if "{pass}" in op.path else {}),
        "visit": _visit(world) if "{visit}" in op.path else "",
        **(_letter(world) if "{letter}" in op.path or op.name == "letter-list" else {}),
        **official.places(world, op),
    }


def asked_of(op: Operation) -> str:
    """The query by which an operation is asked."""
    if op.name.startswith("same-matters"):
        return "category=cleaning"
    if op.name.startswith("report-"):
        return "first=2026-03-02&last=2026-03-02"
    return QUERIES.get(op.name, "")


def _asked(bench: Bench, op: Operation) -> Meter:
    world, ticket = bench.world, _full_page(bench)
    known = places(world, op, ticket)
    path = op.path.removeprefix("/sites/{site}").format_map(known)

    def ask() -> None:
        answer = world.get(f"{path}?{asked_of(op)}", _asker(op))
        assert answer.status == 200, (op.name, answer.json)

    return bench.measured(ask)


def _delegation(world: World) -> str:
    given: str = delegating.accepted(world).json["delegation"]["id"]
    return given


_days = itertools.count(62)


def _lodged(world: World) -> dict[str, str]:
    """A stay that waits, of a relative, on a day that no other scene asks for beds of; settings of
    a version of their own.
    """
    lodging.peopled(world)
    if world.get("/lodging/versions", lodging.ADMIN).json["items"] == []:
        etag = world.get("/lodging", lodging.ADMIN).etag
        world.post("/lodging/change", lodging.ADMIN, {"ahead_days": 366}, if_match=etag)
    reply = lodging.freed(world, first=next(_days))
    stay = reply.json["stay"]
    return {"stay": stay["id"], "relative": stay["asked"]["guests"][0]["relative"], "room": "1"}


OF_CONDUCT = frozenset(
    op.name
    for op in lodging_routes.OPERATIONS
    if "{violation}" in op.path or "{employee}" in op.path
)


def _answered_for(world: World) -> dict[str, str]:
    """An employee with a fine, a payment, a violation still to be decided, and one with evidence
    and a slip.
    """
    who = conduct.employee(conduct.guarded(world), f"answers-{next(world._keys)}")
    conduct.upheld(world, who)
    conduct.settle(world, who, "cancel")
    conduct.paying(world, who, 100)
    conduct.reported(world, who)
    reply = conduct.reported(world, who, breach="dormitory")
    added = conduct.evidence(world, reply)
    file, violation = added.json["file"]["id"], reply.json["violation"]["id"]
    path = f"/violations/{violation}/files/{file}/attach"
    assert world.post(path, conduct.GATE, if_match=added.etag).status == 200
    conduct.do(world, reply, "uphold")
    return {"violation": violation, "employee": who, "file": file}


def _carried(world: World) -> dict[str, str]:
    """A pass with a photo on it."""
    known = lodging.access_pass(world, lodging.lodged(world)).json["access_pass"]
    return {"pass": known["id"], "file": lodging.photographed(world, known["id"])}


def _letter(world: World) -> dict[str, str]:
    """A letter with a scan on it."""
    known = letters.written(world)
    return {"letter": known.json["letter"]["id"], "file": letters.with_scan(world, known)}


def _visit(world: World) -> str:
    visit: str = lodging.visiting_employee(world).json["visit"]["id"]
    return visit


SHEET = [["Unit", "Building"], ["A-1203", "another"]]
"""With something to be said of it."""


def _lane(world: World) -> str:
    station = Station(world)
    station.setting()
    return station.park().id


def _asker(op: Operation) -> str:
    return ASKERS.get(op.name, "supervisor-chow")


def _filter(bench: Bench, op: Operation) -> None:
    """Ask a list by each of its filters: each may have an index of its own."""
    if not isinstance(op, ListOf):
        return
    now = bench.world.clock()
    asked = {each.encode_name: each for each in fields(op.query) if each.encode_name not in PAGING}
    always = {name: value(each.type, now) for name, each in asked.items() if required(each)}
    path = re.sub(r"{\w+}", "x-1", op.path.removeprefix("/sites/{site}"))
    for name, each in asked.items():
        query = urlencode(_spelled({**always, name: value(each.type, now)}))
        answer = bench.world.get(f"{path}?{query}", _asker(op))
        assert answer.status in (200, 404), (op.name, answer.json)


def _spelled(query: dict[str, Any]) -> dict[str, Any]:
    """As an address says yes and no."""
    return {name: str(each).lower() if each is True else each for name, each in query.items()}


PAGING = {"limit", "cursor"}
QUERIES = {
    "duty-record": "day=2026-03-02",
    "ticket-list": "unit=A-1203",
    "ticket-search": urlencode({"q": "A-1203 漏水"}),
    "intake": "phone_tail=8001",
    "people-search": urlencode({"q": "黃麗華"}),
    "unit-search": "q=1203",
    "names": "people=desk-chan,engineer-lee",
    "ticket-approvals": "step=decide",
    "car-calendar": "from_day=2026-03-02&to_day=2026-03-08",
    "house-nights": "from_day=2026-03-02&to_day=2026-04-01",
}
"""What is asked for where something has to be."""


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


def _imported(bench: Bench) -> None:
    """A unit is found by what it is now, and no more by what it was; what a source passed on is
    in its register once."""
    passed_on = [
        [
            "單號",
            "類別",
            "受理時間",
            "內容",
            "報修人",
            "電話",
            "房號",
            "投訴類別",
            "渠道",
            "來源編號",
        ],
        [
            "G-1",
            "投訴",
            "2026-02-26",
            "吵",
            "黃",
            "9123 4567",
            "A-1203",
            "噪音",
            "集團客戶服務中心",
            "G-1",
        ],
    ]
    units = [[["Unit", "Building"], ["A-1203", building]] for building in ("old", "new")]
    for kind, rows in (("units", units[0]), ("units", units[1]), ("tickets", passed_on)):
        reply = sheets.tried(bench.world, sheets.text(rows), kind)
        begun = sheets.step(bench.world, reply, "run", update=True)
        assert begun.status == 200, begun.json
        bench.measured(partial(sheets.work, bench.world), "imports")


def _card(bench: Bench) -> Meter:
    world, function = bench.world, app.handler_map["dispatch_check"]
    world.clock.tick(days=1)
    while function(schedule.event(world.clock()), None)["due"]:
        world.clock.tick(days=1)
    form = form_of(Move("intake", COMPLAINT), world.clock(), None)
    assert world.post("/tickets", "desk-chan", form).status == 201
    world.clock.tick(days=1)
    return bench.measured(lambda: function(schedule.event(world.clock()), None), "dispatch_check")


def _left_late(bench: Bench) -> Meter:
    """Who is charged leaves then, so that nothing more falls due."""
    world, function = bench.world, app.handler_map["stays"]
    reply = lodging.lodged(world)
    lodging.at(world, lodging.day(world, 1), "12:00:01")
    cost = bench.measured(lambda: function(schedule.event(world.clock()), None), "stays")
    lodging.left(world, reply)
    return cost


def _overstayed(bench: Bench) -> None:
    """Who is charged in a month after that of their grant is found in it."""
    world, function = bench.world, app.handler_map["stays"]
    first = lodging.day(world, 62).replace(day=1)
    lodging.at(world, first - timedelta(days=2), "10:00:00")
    lodging.lodged(world)
    lodging.at(world, first, "12:00:01")
    bench.measured(lambda: function(schedule.event(world.clock()), None), "stays")


def _caught_up(bench: Bench) -> None:
    """What had no room in the transactions before follows with those of reminders."""
    world, function = bench.world, app.handler_map["receptions"]
    official.outgrown(world)
    for _ in range(2):
        world.clock.tick(days=1)
        bench.measured(lambda: function(schedule.event(world.clock()), None), "receptions")


def _guest_erased(bench: Bench) -> Meter:
    """Notice is given an hour before, as of whoever is erased on request."""
    world, function = bench.world, app.handler_map["retention"]

    def run() -> None:
        assert function(schedule.event(world.clock()), None)["fired"]

    erasing.guest_asked_for(world)
    world.clock.tick(hours=1)
    bench.measured(run, "retention")
    world.clock.tick(hours=1)
    return bench.measured(run, "retention")


def _scheduled(bench: Bench, name: str, due: int) -> Meter:
    world, found = bench.world, [1]
    function = app.handler_map[name]

    def run() -> None:
        found.append(function(schedule.event(world.clock()), None)["due"])

    world.clock.tick(days=1)
    while found[-1]:
        bench.measured(run, name)
    for _ in range(due):
        DUE[name].begin(world)
    if due:
        world.clock.tick(days=1)
    return bench.measured(run, name)


def _streamed(bench: Bench, told: int) -> Meter:
    station = Station(bench.world)
    tickets = [station.dispatched() for _ in range(told)]
    names = [f"ticket#{each.ticket['id']}" for each in tickets]
    return bench.measured(lambda: station.stream(*names), "deliver")


def _verified(bench: Bench) -> None:
    """Verify what holds, and then what has to be looked at again in every place there is."""
    nobodys.plant(boto3.client("dynamodb", endpoint_url=bench.address), settings.LOCAL)

    def verify() -> None:
        with suppress(Flawed):
            app.handler_map["verify"](schedule.event(bench.world.clock()), None)

    bench.measured(verify, "verify")


def _opened(bench: Bench) -> Meter:
    file = sample.file(bench.world.clock().date(), "opened")
    context = SimpleNamespace(aws_request_id="opened")
    return bench.measured(lambda: app.handler_map["open_site"](file, context), "open_site")


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
        rows += functions(quiet)
        _verified(quiet)
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

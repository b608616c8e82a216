"""What every function but the API costs, where nothing is due and where something is."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import boto3

from app import app
from chalicelib import settings
from chalicelib.audit.nightly import Flawed
from chalicelib.store.meter import Meter
from local import sample, schedule
from tests.bench import official
from tests.bench.metering import TICKETS, Bench
from tests.support import erasing, lodging, nobodys, sheets
from tests.support.due import DUE
from tests.support.paths import COMPLAINT, Move, form_of
from tests.support.station import Station

READS_ALL = {"verify"}
"""What costs as much as there is; `make bench` says how quickly it goes."""


def costs(bench: Bench) -> Iterator[tuple[str, Meter]]:
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


def verified(bench: Bench) -> None:
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

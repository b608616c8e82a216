"""Crash safety: every storage call of every command and job goes wrong in every way.

After each fault the same request is sent again with the same key, as a client on a bad line does.
What the engine then holds must be what it holds after a run without a fault: nothing lost,
nothing doubled, nothing half done. The points are listed by the program itself.
"""

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import boto3
import pytest
from msgspec import convert

from app import app
from chalicelib import wiring
from chalicelib.core.history import Entry, flaws
from chalicelib.core.means import Means
from chalicelib.core.ports import Key, Letter, Listing, Target
from chalicelib.core.record import Record
from chalicelib.files.model import Attachment
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.vault import Vault
from chalicelib.tickets.days.model import Day, Daybook, Report
from chalicelib.tickets.model import Ticket
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.shifts.model import Handover
from local import schedule
from tests.support import desk, dump, planning
from tests.support.backends import on_engine
from tests.support.contract import operation_named
from tests.support.dump import Dump
from tests.support.faults import Died, Fault, watched
from tests.support.paths import (
    APART,
    COMPLAINT,
    ENQUIRY,
    FORWARDED,
    Edge,
    Move,
    form_of,
    walk,
    ways,
)
from tests.support.post import Recorded
from tests.support.residents import stored
from tests.support.scenes import scene
from tests.support.station import Station
from tests.support.uploads import JPEG, add, announced, attach, put
from tests.support.world import Clock, Reply, World, opened

Act = Callable[[], Any]
SITE = "crash"


@dataclass
class Bench:
    """A site on an engine of its own, which can be brought back to where it was."""

    world: World
    client: Any
    clean: Dump

    @property
    def connection(self) -> Any:
        store = self.world.house.service.store
        assert isinstance(store, DynamoStore)
        return store._connection


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    numbers = itertools.count()
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        with opened(address, Clock(), site=SITE) as world:
            service = dataclasses.replace(
                world.house.service,
                fresh_id=lambda at: f"id-{next(numbers)}",
                pause=lambda attempt: None,
            )
            vault = Vault(lambda: b"0" * 32, random=lambda size: b"0" * size)
            house = dataclasses.replace(world.house, service=service, vault=vault)
            with wiring.serving(house):
                world.house = house
                yield Bench(world, client, dump.taken(client))


def survive(
    bench: Bench, act: Act, check: Callable[[], None], lay: Callable[[], None] = lambda: None
) -> int:
    """Let every storage call of an act go wrong in every way; the number of points.

    `lay` puts back what the act takes out of object storage.
    """
    before = dump.taken(bench.client)
    objects = bench.world.house.objects
    lay()
    with watched(bench.connection, objects=objects) as calls:
        act()
    held = dump.taken(bench.client)
    expected = dump.normal(held)
    points = list(itertools.product(range(len(calls.made)), Fault))
    for number, fault in points:
        dump.restore(bench.client, before, held)
        lay()
        with watched(bench.connection, number, fault, objects) as calls, suppress(Died):
            act()
        act()
        calls.arrive()
        check()
        held = dump.taken(bench.client)
        assert dump.normal(held) == expected, f"{calls.made[number]} ({number}) {fault}"
    return len(points)


def whole(bench: Bench, id: str, kind: type[Record] = Ticket) -> None:
    """The record's history is chained to what the record is."""
    store = bench.world.house.service.store
    record = store.load([Key(kind, SITE, id)]).record(kind, SITE, id)
    assert record
    page = store.page(Listing(table="history", partition=f"{SITE}#{kind.KIND}#{id}", limit=100))
    assert not list(flaws(record, (convert(item, Entry) for item in page.items)))


def edges() -> list[Edge]:
    """Every way on from state to state; of a command that stays in many, the first and the last."""
    stays: dict[str, list[Edge]] = {}
    for edge in sorted(ways()):
        command, before, after = edge
        stays.setdefault(command if before == after else "-".join(edge), []).append(edge)
    return sorted({edge for each in stays.values() for edge in (each[0], each[-1])})


@pytest.mark.clause("P-once", "P-history", "P-number", "P-money", "P-tell")
@pytest.mark.parametrize("edge", edges(), ids="-".join)
def test_a_command_survives_every_fault(
    bench: Bench, edge: Edge, record_property: Callable[[str, object], None]
) -> None:
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    *way, last = ways()[edge]
    reply: Reply | None = walk(world, tuple(way)) if way else None
    world.clock.at += APART
    form = form_of(last, world.clock(), reply and reply.ticket)
    path = f"/tickets/{reply.ticket['id']}/{last.command}" if reply else "/tickets"
    done: list[Reply] = []

    def act() -> None:
        answer = world.post(
            path,
            last.variant.who,
            form,
            key="the-same-key",
            if_match=reply and reply.etag,
            X_Correlation_Id="the-same-request",
        )
        if answer.status != 503:
            assert answer.status in (200, 201), answer.json
            done.append(answer)

    points = survive(bench, act, lambda: whole(bench, done[-1].ticket["id"]))
    assert points >= 8
    record_property("crash points", points)


LEFT_BEHIND = re.compile(r"frontdesk-local-(deliveries|history)")


def elsewhere(client: Any) -> list[str]:
    """What the engine holds besides lanes and their histories: tries that failed are kept there."""
    lines = dump.normal(dump.taken(client))
    return [line for line in lines if not (LEFT_BEHIND.search(line) and "lane#" in line)]


@pytest.mark.clause("P-tell", "P-once", "P-history")
@pytest.mark.parametrize("function", ["deliver", "messages"])
def test_messages_survive_every_fault(
    bench: Bench, function: str, record_property: Callable[[str, object], None]
) -> None:
    """Two tickets, three messages. Whatever call goes wrong, and wherever a worker dies between
    sending and saying so: each leaves, in order, once the sweep came by; a second time it has the
    same id."""
    world, station = bench.world, Station(bench.world)
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    station.setting()
    robot = station.carrier(Means.WECOM)
    tickets = [station.dispatched(), station.dispatched()]
    tickets.append(world.do(tickets[0], "cancel", "desk-chan", reason="業戶取消"))
    names = [f"ticket#{each.ticket['id']}" for each in tickets]
    began = world.clock()

    def act() -> None:
        with suppress(Exception):
            if function == "deliver":
                station.stream(*names)
            else:
                station.missed()

    def recover() -> None:
        for _ in range(2):  # a claim lapses, a try that failed is repeated
            world.clock.tick(minutes=3)
            with suppress(Exception):
                station.sweep()

    def run(fault: Callable[[], Any] = nullcontext) -> list[str]:
        dump.restore(bench.client, before)
        world.clock.at, robot.letters[:] = began, []
        with suppress(Died), fault():
            act()
        if function == "deliver":
            act()
        recover()
        return robot.ids

    before = dump.taken(bench.client)
    with watched(bench.connection) as calls:
        expected = run()
    assert len(expected) == 3
    clean = elsewhere(bench.client)
    made = len(calls.made)
    points: list[tuple[object, Callable[[], Any]]] = [
        ((number, fault), partial(watched, bench.connection, number, fault))
        for number, fault in itertools.product(range(made), Fault)
    ]
    points += [
        ((number, moment), partial(dying, robot, number, moment))
        for number, moment in itertools.product(range(len(expected)), ("before", "after"))
    ]
    for name, fault in points:
        ids = run(fault)
        assert set(ids) == set(expected), name
        for each in _by_record(list(dict.fromkeys(ids))):
            assert each == sorted(each), name
        assert elsewhere(bench.client) == clean, name
        for lane in station.lanes():
            assert (lane.waiting, lane.parked, lane.timers) == ((), (), ()), name
            history = [convert(item, Entry) for item in station.history(lane)]
            assert not list(flaws(lane, history)), name
    assert len(points) >= 60
    record_property("crash points", len(points))


def _by_record(ids: list[str]) -> Iterator[list[str]]:
    records = dict.fromkeys(id.rsplit("#", 2)[0] for id in ids)
    for record in records:
        yield [id for id in ids if id.startswith(f"{record}#")]


@contextmanager
def dying(robot: Recorded, number: int, moment: str) -> Iterator[None]:
    """The process dies as a letter leaves, or when it has left and nobody has written it down."""
    sent = itertools.count()

    def die(letter: Letter) -> None:
        if next(sent) == number:
            if moment == "after":
                robot.letters.append((Target(address=""), letter))
            raise Died

    robot.before = die
    try:
        yield
    finally:
        robot.before = lambda letter: None


@pytest.mark.clause("P-once", "T-4.3.2")
def test_the_dispatch_check_survives_every_fault(
    bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    """Two repairs due, one of them dispatched elsewhere: whatever happens, each is told of once."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    tickets = [world.intake(), world.intake(unit="B-0502", person="owner-lau")]
    world.do(tickets[1], "dispatch", "desk-chan", department="grounds")
    world.clock.at += APART
    event = schedule.event(world.clock())

    def act() -> None:
        with suppress(Exception):
            app.handler_map["dispatch_check"](event, None)

    points = survive(bench, act, lambda: [whole(bench, t.ticket["id"]) for t in tickets] and None)
    assert points >= 40
    record_property("crash points", points)


@pytest.mark.clause("P-once", "P-number", "T-4.2.1", "T-4.2.2")
@pytest.mark.parametrize(("number", "hours"), [(COMPLAINT, 24), (FORWARDED, 23)])
def test_cards_and_replies_survive_every_fault(
    bench: Bench, number: int, hours: int, record_property: Callable[[str, object], None]
) -> None:
    """A card is due, or a reply: it is opened once, the breach recorded once."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    form = form_of(Move("intake", number), world.clock(), None)
    if number == FORWARDED:
        passed_on = (world.clock() - timedelta(hours=1)).isoformat()
        form["source"] = {**form["source"], "received_at": passed_on}
    ticket = world.post("/tickets", "desk-chan", form).ticket["id"]
    world.clock.tick(hours=hours)
    event = schedule.event(world.clock())

    def act() -> None:
        with suppress(Exception):
            app.handler_map["dispatch_check"](event, None)

    points = survive(bench, act, lambda: whole(bench, ticket))
    assert points >= 40
    record_property("crash points", points)


@pytest.mark.clause("P-once", "P-number", "T-4.2.2", "T-4.1")
@pytest.mark.parametrize("number", [FORWARDED, ENQUIRY])
def test_what_is_taken_in_survives_every_fault(
    bench: Bench, number: int, record_property: Callable[[str, object], None]
) -> None:
    """Its register and its hold with it: sent again, it is the one that was taken in."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    form = form_of(Move("intake", number), world.clock(), None)
    done: list[Reply] = []

    def act() -> None:
        same = {"key": "the-same-key", "X_Correlation_Id": "the-same-request"}
        answer = world.post("/tickets", "desk-chan", form, **same)
        if answer.status != 503:
            assert answer.status == 201, answer.json
            done.append(answer)

    points = survive(bench, act, lambda: whole(bench, done[-1].ticket["id"]))
    assert points >= 8
    record_property("crash points", points)


@pytest.mark.clause("P-once", "T-4.7")
def test_the_reconciliation_survives_every_fault(
    bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    """Two orders and two days that nobody closed: a run closes both, whatever happens to it."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    world.clock.tick(minutes=1)
    for ticket in (world.intake(), world.intake()):
        world.do(ticket, "dispatch", "desk-chan", department="engineering")
    world.clock.tick(hours=40)
    event = schedule.event(world.clock())

    def act() -> None:
        with suppress(Exception):
            app.handler_map["reconciliation"](event, None)

    def check() -> None:
        days = [stored(world, Day, f"2026-03-0{number}") for number in (2, 3)]
        assert [len(each.tally("engineering").open) for each in days] == [2, 2]
        assert [each.tally("engineering").carried_in for each in days] == [0, 2]
        whole(bench, SITE, Daybook)
        for each in days:
            whole(bench, each.id, Day)

    points = survive(bench, act, check)
    assert points >= 60
    record_property("crash points", points)


@pytest.mark.clause("P-once", "T-4.6")
@pytest.mark.parametrize("step", ["open", "sign-off", "acknowledge", "force", "note", "report"])
def test_a_handover_and_a_report_survive_every_fault(
    bench: Bench, step: str, record_property: Callable[[str, object], None]
) -> None:
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    world.intake()
    name = "day-report-hand-in" if step == "report" else f"handover-{step}"
    now = scene(world, operation_named(name))
    done: list[Reply] = []

    def act() -> None:
        answer = now.send(world, key="the-same-key", X_Correlation_Id="the-same-request")
        if answer.status != 503:
            assert answer.status in (200, 201), answer.json
            done.append(answer)

    def check() -> None:
        if step == "report":
            whole(bench, "2026-03-02.engineering", Report)
        elif step != "note":
            whole(bench, done[-1].json["id"], Handover)

    points = survive(bench, act, check)
    assert points >= 8
    record_property("crash points", points)


@pytest.mark.clause("P-once", "T-4.6")
def test_reminding_of_a_handover_survives_every_fault(
    bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    world.intake()
    id = desk.signed_off(world).json["id"]
    world.clock.tick(minutes=20)
    event = schedule.event(world.clock())

    def act() -> None:
        with suppress(Exception):
            app.handler_map["handovers"](event, None)

    points = survive(bench, act, lambda: whole(bench, id, Handover))
    assert points >= 20
    assert stored(world, Handover, id).reminders == 1
    record_property("crash points", points)


@pytest.mark.clause("P-once", "T-4.3.1")
@pytest.mark.parametrize("step", ["set-up", "change", "suspend", "resume", "end"])
def test_a_plan_survives_every_fault(
    bench: Bench, step: str, record_property: Callable[[str, object], None]
) -> None:
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    now = scene(world, operation_named(f"plan-{step}"))
    done: list[Reply] = []

    def act() -> None:
        answer = now.send(world, key="the-same-key", X_Correlation_Id="the-same-request")
        if answer.status != 503:
            assert answer.status in (200, 201), answer.json
            done.append(answer)

    points = survive(bench, act, lambda: whole(bench, done[-1].json["plan"]["id"], Plan))
    assert points >= 8
    record_property("crash points", points)


@pytest.mark.clause("P-once", "P-number", "T-4.3.1")
def test_opening_the_orders_of_plans_survives_every_fault(
    bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    """A plan two orders behind: a run opens both, each once, whatever happens to it."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    id = planning.set_up(world, period="days", missed="catch_up").json["plan"]["id"]
    world.clock.tick(hours=25)
    event = schedule.event(world.clock())

    def act() -> None:
        with suppress(Exception):
            app.handler_map["plans"](event, None)

    def check() -> None:
        whole(bench, id, Plan)
        assert stored(world, Plan, id).opened == 2

    points = survive(bench, act, check)
    assert points >= 80
    record_property("crash points", points)


FILES: dict[str, tuple[bytes, int, int]] = {
    "announced": (JPEG, 201, 201),
    "attached": (JPEG, 200, 200),
    "found wrong": (b"GIF89a" + JPEG, 422, 412),  # what was given up has a new version
}
"""What becomes of a file: its content, what is answered, and what if that answer was lost."""


@pytest.mark.clause("P-files", "P-once", "P-history")
@pytest.mark.parametrize("fate", FILES)
def test_a_file_survives_every_fault(
    bench: Bench, fate: str, record_property: Callable[[str, object], None]
) -> None:
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    ticket = world.intake().ticket["id"]
    content, status, again = FILES[fate]
    same = {"key": "the-same-key", "X_Correlation_Id": "the-same-request"}
    waiting: list[Reply] = []
    if fate != "announced":
        waiting.append(add(world, ticket, **announced(content)))
        assert put(waiting[0], content) == 200
    answers: list[Reply] = []

    def act() -> None:
        if waiting:
            answer = attach(world, waiting[0], **same)
        else:
            answer = world.post(f"/tickets/{ticket}/files", "desk-chan", announced(), **same)
        if answer.status != 503:
            assert answer.status in (status, again), answer.json
            answers.append(answer)

    def check() -> None:
        file = answers[-1].json if fate == "announced" else waiting[0].json
        whole(bench, ticket)
        whole(bench, file["file"]["id"], Attachment)

    points = survive(bench, act, check)
    assert points >= 8
    assert answers[0].status == status
    record_property("crash points", points)


@pytest.mark.clause("P-files", "P-once")
def test_the_removal_of_orphans_survives_every_fault(
    bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    """One was never attached, one was found wrong: the first is given up, the second removed."""
    world = bench.world
    dump.restore(bench.client, bench.clean)
    world.clock.at = Clock().at
    ticket = world.intake().ticket["id"]
    replies = [add(world, ticket), add(world, ticket, **announced(b"no photo"))]
    assert [put(replies[0]), put(replies[1], b"no photo")] == [200, 200]
    assert attach(world, replies[1]).status == 422
    kept, removed = (f"{SITE}/ticket/{ticket}/{reply.json['file']['id']}" for reply in replies)
    world.clock.tick(days=1)
    event = schedule.event(world.clock())
    objects = world.house.objects

    def lay() -> None:
        objects._client.put_object(Bucket=objects._bucket, Key=removed, Body=b"no photo")

    def act() -> None:
        with suppress(Exception):
            app.handler_map["orphans"](event, None)

    def check() -> None:
        assert objects.inspect(removed) is None
        assert objects.inspect(kept)
        for reply in replies:
            whole(bench, reply.json["file"]["id"], Attachment)

    points = survive(bench, act, check, lay)
    assert points >= 40
    record_property("crash points", points)

"""Engineering is told of an indoor repair within five minutes, by the desk or by the program."""

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

import app
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.site import Site
from chalicelib.core.words import Language, spoken
from chalicelib.service import deadlines
from chalicelib.service.deadlines import LeftUndone
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.tickets.model.ticket import Ticket
from local import sample
from tests.support.residents import inbox, settle, stored, told
from tests.support.world import Reply, World, opened
from tests.tickets.building import PUBLIC, Case, Paper

MS = timedelta(milliseconds=1)
IN_TIME = [
    timedelta(0),
    timedelta(minutes=4, seconds=59),
    timedelta(minutes=5) - MS,
    timedelta(minutes=5),  # to the millisecond is still in time
]
TOO_LATE = [
    timedelta(minutes=5) + MS,
    timedelta(minutes=5, seconds=1),
    timedelta(hours=9),
    timedelta(days=400),
]
BREACH = ("supervisor-chow", "notify_breached")


def sent(change: Change) -> list[tuple[str, str]]:
    return [(message.to, message.code) for message in change.messages]


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("after", "breached"),
    [*((each, False) for each in IN_TIME), *((each, True) for each in TOO_LATE)],
)
@pytest.mark.parametrize("command", ["notify", "dispatch"])
def test_the_desk_has_five_minutes(command: str, after: timedelta, breached: bool) -> None:
    paper = Paper()
    paper.now += after
    change = paper.step(command)
    notification = paper.the.notification
    assert notification
    assert (notification.told_at, notification.breached) == (paper.now, breached)
    assert (BREACH in sent(change)) is breached
    assert paper.the.timers == ()


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("minutes", [1, 15, 1440])
@pytest.mark.parametrize(("over", "breached"), [(timedelta(0), False), (MS, True)])
def test_the_time_allowed_is_a_setting(minutes: int, over: timedelta, breached: bool) -> None:
    paper = Paper(terms=replace(sample.terms("paths"), notify_minutes=minutes))
    paper.now += timedelta(minutes=minutes) + over
    paper.step("notify")
    assert paper.the.notification
    assert paper.the.notification.breached is breached


@pytest.mark.clause("T-3.0", "T-4.3.2")
@pytest.mark.parametrize(
    ("steps", "is_told"),
    [
        ([("dispatch", {"department": "grounds"})], False),
        ([("dispatch", {"department": "customer_service"})], False),
        ([("dispatch", {"department": "engineering"})], True),
        ([("dispatch", {"department": "engineering", "assignee": "engineer-wong"})], True),
        ([("dispatch", {"department": "grounds"}), ("reassign", {})], True),
        ([("dispatch", {"department": "grounds"}), ("notify", {})], True),
    ],
)
def test_only_an_order_to_engineering_tells_engineering(
    steps: list[tuple[str, dict[str, Any]]], is_told: bool
) -> None:
    paper = Paper()
    for command, given in steps:
        paper.step(command, **given)
    assert paper.the.notification
    assert (paper.the.notification.told_at is not None) is is_told
    assert bool(paper.the.timers) is not is_told


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("first", ["notify", "dispatch", "check"])
def test_told_once_is_told(first: str) -> None:
    paper = Paper()
    paper.check() if first == "check" else paper.step(first)
    assert paper.refuses("notify") == ("told_already", "T-4.3.2")


@pytest.mark.clause("T-4.3.2", "P-words")
@pytest.mark.parametrize("language", [Language.HANT, Language.HANS])
@pytest.mark.parametrize("by", ["dispatch", "check"])
def test_whom_the_program_told_is_said_in_words(by: str, language: Language) -> None:
    paper = Paper()
    paper.check() if by == "check" else paper.step(by)
    with pytest.raises(Refusal) as caught:
        paper.step("notify")
    said = caught.value
    assert "message" not in spoken.detail(said.code, language, said.data)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("before", "breaches"),
    [
        ("notify", 0),  # told in time: a later dispatch breaches nothing
        ("check", 1),  # the program's own breach is not recorded again
        ("nobody", 1),
    ],
)
def test_a_breach_is_told_once(before: str, breaches: int) -> None:
    paper = Paper()
    changes = []
    if before == "notify":
        changes.append(paper.step("notify"))
    paper.later(hours=1)
    if before == "check":
        changes.append(paper.check())
    changes += [paper.step("dispatch"), paper.step("reassign"), paper.step("reassign")]
    assert sum(sent(change).count(BREACH) for change in changes) == breaches


@pytest.mark.clause("T-4.3.2", "P-history")
@pytest.mark.parametrize("command", ["notify", "dispatch", "check"])
def test_a_breach_is_recorded_in_the_history(command: str) -> None:
    paper = Paper().later(minutes=6)
    paper.check() if command == "check" else paper.step(command)
    assert paper.history[-1].entry.facts.get("breached") is True


@pytest.mark.clause("T-4.3.2")
def test_the_dispatch_check_tells_everyone_in_engineering() -> None:
    change = Paper().later(minutes=5).check()
    assert sent(change) == [
        ("head-cheung", "repair_reported"),
        ("engineer-lee", "repair_reported"),
        ("engineer-wong", "repair_reported"),
        BREACH,
    ]


@pytest.mark.clause("T-4.3.1", "T-4.3.2")
def test_a_public_repair_has_no_deadline() -> None:
    paper = Paper(**{"unit": None, "item": None, **PUBLIC})
    assert paper.the.timers == ()
    assert paper.refuses("notify") == ("indoor_only", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["start", "complete", "archive"])
def test_once_work_began_there_is_nobody_to_tell(until: str) -> None:
    assert Paper().until(until).refuses("notify") == ("too_late", "T-4.3.2")


def check(world: World, as_of: str, id: str = "event-1") -> Any:
    """The scheduled function, as EventBridge calls it."""
    event = {
        "version": "0",
        "id": id,
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "time": as_of,
        "region": "ap-east-1",
        "resources": ["arn:aws:events:ap-east-1:123456789012:rule/dispatch-check"],
        "detail": {},
    }
    return app.dispatch_check(event, None)


def counted(report: Any) -> tuple[int, int, int]:
    return report["due"], report["fired"], report["failed"]


def run_now(world: World, who: str = "supervisor-chow") -> Reply:
    return world.post("/jobs/dispatch-check", who)


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    "as_of",
    [
        "2026-03-02T01:05:00Z",  # to the millisecond
        "2026-03-02T09:05:00+08:00",  # the same instant in site time
        "2026-03-02T10:00:00Z",
    ],
)
def test_the_check_finds_what_is_due_and_nothing_before(world: World, as_of: str) -> None:
    case = Case(world)
    world.clock.tick(minutes=5)
    for before in ("2026-03-02T01:04:59Z", "2026-03-02T01:04:59.999Z"):
        assert counted(check(world, before)) == (0, 0, 0)
    assert case.shown().ticket == case.ticket
    assert counted(check(world, as_of)) == (1, 1, 0)
    assert case.shown().ticket["notification"]["breached"] is True
    assert told(world, "supervisor-chow", case.id) == ["notify_breached"]


@pytest.mark.clause("T-4.3.2", "P-once", "P-history")
def test_the_check_tells_engineering_once_however_often_it_runs(world: World) -> None:
    case = Case(world)
    world.clock.tick(hours=3)
    reports = [check(world, "2026-03-02T04:00:00Z", f"event-{each}") for each in (1, 1, 2)]
    assert [counted(each) for each in reports] == [(1, 1, 0), (0, 0, 0), (0, 0, 0)]
    assert run_now(world).json["due"] == 0
    for who in ("head-cheung", "engineer-lee", "engineer-wong"):
        assert told(world, who, case.id) == ["repair_reported"]
    assert told(world, "supervisor-chow", case.id) == ["notify_breached"]
    [_, entry] = case.history()
    assert (entry["by"], entry["command"], entry["clause"], entry["facts"]) == (
        "system.dispatch-check",
        "dispatch-check",
        "T-4.3.2",
        {"breached": True},
    )
    assert entry["at"] == "2026-03-02T04:00:00Z"
    assert entry["correlation"] == "event-1"


@pytest.mark.clause("T-4.3.2")
def test_the_check_finds_orders_that_engineering_never_got(world: World) -> None:
    nobodys, elsewhere = Case(world), Case(world)
    elsewhere.step("dispatch", department="grounds")
    world.clock.tick(minutes=6)
    assert counted(check(world, "2026-03-02T01:06:00Z")) == (2, 2, 0)
    for case, department in ((nobodys, None), (elsewhere, "grounds")):
        shown = case.shown().ticket
        assert shown["notification"]["told_by"] == "system.dispatch-check"
        assert shown["department"] == department


@pytest.mark.clause("T-4.3.2")
def test_what_was_seen_to_in_the_meantime_falls_due_no_more(world: World) -> None:
    cases = {command: Case(world) for command in ("notify", "dispatch", "cancel")}
    world.clock.tick(minutes=4, seconds=59)
    for command, case in cases.items():
        case.step(command)
    world.clock.tick(hours=1)
    assert counted(check(world, "2026-03-02T02:05:00Z")) == (0, 0, 0)
    for case in cases.values():
        assert told(world, "supervisor-chow", case.id) == []
        assert case.shown().ticket == case.ticket


@pytest.mark.clause("T-4.3.2")
def test_the_desk_late_tells_the_supervisor_itself(world: World) -> None:
    in_time, late = Case(world), Case(world)
    world.clock.tick(minutes=5)
    in_time.step("notify")
    world.clock.tick(milliseconds=1)
    late.step("notify")
    assert counted(check(world, "2026-03-02T02:00:00Z")) == (0, 0, 0)
    assert told(world, "supervisor-chow", in_time.id) == []
    assert told(world, "supervisor-chow", late.id) == ["notify_breached"]
    assert in_time.history()[-1]["facts"] == {}
    assert late.history()[-1]["facts"] == {"breached": True}


@pytest.mark.clause("T-4.3.2")
def test_a_run_hours_late_catches_up_everything(world: World) -> None:
    cases = [Case(world) for _ in range(12)]
    cases[3].step("notify")
    world.clock.tick(hours=7)
    not_due_yet = Case(world)
    assert counted(check(world, "2026-03-02T08:00:00Z")) == (11, 11, 0)
    breached = [each.shown().ticket["notification"]["breached"] for each in cases]
    assert breached == [True] * 3 + [False] + [True] * 8
    assert not_due_yet.shown().ticket["notification"]["told_at"] is None


@pytest.mark.clause("T-4.3.2", "P-who")
def test_a_run_on_demand_is_for_its_own_site(world: World) -> None:
    case = Case(world)
    with opened(None, world.clock) as other:
        elsewhere = Case(other)
        world.clock.tick(minutes=5)
        assert counted(run_now(other).json) == (1, 1, 0)
        assert elsewhere.shown().ticket["notification"]["breached"] is True
    assert case.shown().ticket["notification"]["told_at"] is None
    assert counted(check(world, "2026-03-02T01:05:00Z")) == (1, 1, 0)


@pytest.mark.clause("T-4.3.2")
def test_the_scheduled_run_is_for_every_site(world: World) -> None:
    here = Case(world)
    with opened(None, world.clock) as other:
        there = Case(other)
        world.clock.tick(minutes=5)
        assert counted(check(world, "2026-03-02T01:05:00Z")) == (2, 2, 0)
        assert there.shown().ticket["notification"]["breached"] is True
    assert here.shown().ticket["notification"]["breached"] is True


@pytest.mark.clause("T-4.3.2", "P-who")
def test_who_runs_the_check_on_demand(world: World) -> None:
    case = Case(world)
    world.clock.tick(minutes=5)
    for who, status in (("desk-chan", 403), ("engineer-lee", 403), ("nobody", 404)):
        assert run_now(world, who).status == status
    assert case.shown().ticket == case.ticket
    assert counted(run_now(world, "admin-cheng").json) == (1, 1, 0)


@pytest.mark.clause("T-4.3.2", "P-once")
def test_an_order_that_cannot_be_done_keeps_no_other_waiting(world: World) -> None:
    spoilt, *sound = (Case(world) for _ in range(4))
    world.clock.tick(minutes=5)

    def broken(ticket: Ticket, act: Any) -> Change:
        if ticket.id == spoilt.id:
            raise RuntimeError("spoilt")
        return DISPATCH_CHECK.decide(ticket, act)

    job = dataclasses.replace(DISPATCH_CHECK, decide=broken)
    with pytest.raises(LeftUndone, match="1 of 4"):
        deadlines.scheduled(
            world.house.service, job, {"time": "2026-03-02T01:05:00Z", "id": "event-1"}
        )
    assert all(each.shown().ticket["notification"]["breached"] for each in sound)
    assert counted(check(world, "2026-03-02T01:10:00Z")) == (1, 1, 0)
    assert spoilt.shown().ticket["notification"]["breached"] is True


@pytest.mark.clause("T-4.3.2")
def test_a_ticket_keeps_the_deadline_that_it_was_taken_in_under(world: World) -> None:
    before = Case(world)
    store = world.house.service.store
    longer = replace(sample.terms(world.site), id="000002", notify_minutes=30)
    sample.add(store, longer, world.clock())
    settle(world, stored(world, Site, world.site), settings={"tickets": 2})
    after = Case(world)
    world.clock.tick(minutes=5)
    assert counted(check(world, "2026-03-02T01:05:00Z")) == (1, 1, 0)
    assert before.shown().ticket["notification"]["breached"] is True
    assert after.shown().ticket["notification"]["due_at"] == "2026-03-02T01:30:00Z"


@pytest.mark.clause("P-tell", "P-words")
def test_the_supervisor_reads_of_the_breach(world: World) -> None:
    case = Case(world)
    world.clock.tick(minutes=5)
    check(world, "2026-03-02T01:05:00Z")
    for language, text in (
        ("zh-Hant", "室內報修 {}(A-1203)未在時限內知會工程維護部。"),
        ("zh-Hans", "室内报修 {}(A-1203)未在时限内知会工程维护部。"),
        ("en", "Engineering was not told of indoor repair {} (A-1203) in time."),
    ):
        [message] = inbox(world, "supervisor-chow", language)
        assert message["text"] == text.format(case.order)
        assert message["clause"] == "T-4.3.2"


def test_the_report_is_json_that_a_log_can_hold(world: World) -> None:
    report = check(world, "2026-03-02T01:05:00Z")
    assert json.loads(json.dumps(report)) == {
        "job": "dispatch-check",
        "as_of": "2026-03-02T01:05:00+00:00",
        "due": 0,
        "fired": 0,
        "failed": 0,
        "oldest_seconds": 0,
    }

"""Recurring work opens its orders by timers, once each (T-4.3.1)."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app import app
from chalicelib.core.people import Person
from chalicelib.core.site import Site
from chalicelib.service.deadlines import Report
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.plans.model import Period, Plan, Rhythm
from chalicelib.tickets.plans.rhythm import following
from local import sample, schedule
from tests.support.backends import on_engine
from tests.support.planning import STOP, do, form, run, set_up
from tests.support.residents import inbox, settle, stored
from tests.support.world import Clock, Reply, World, opened
from tests.tickets.building import USUAL, at_site, outcome

pytestmark = pytest.mark.clause("T-4.3.1")
DAILY = {"period": "days", "first": "2026-03-02", "at": "08:00"}
"""From the day on that the tests begin, at nine: the first order is tomorrow's."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world


def at(world: World, clock: str, day: str = "2026-03-03") -> Report:
    """The job, when the clock on the site's wall shows this."""
    world.clock.at = at_site(clock, day)
    return run(world)


def shown(world: World, plan: Reply, who: str = "supervisor-chow") -> Any:
    return world.get(f"/plans/{plan.json['plan']['id']}", who).json


def orders(world: World) -> list[dict[str, Any]]:
    """Every order that a plan opened, in the order of their numbers."""
    page = world.get("/tickets?limit=100", "desk-chan").json
    assert page["next"] is None
    found = [each["ticket"] for each in page["items"] if each["ticket"]["plan"]]
    return sorted(found, key=lambda each: str(each["forms"][0]["number"]))


def days(world: World) -> list[str]:
    return [each["plan"]["day"] for each in orders(world)]


def test_an_occurrence_opens_one_order_and_the_plan_moves_on(site: World) -> None:
    plan = set_up(site, **DAILY)
    assert plan.headers["Location"].endswith(f"/plans/{plan.json['plan']['id']}")
    assert at(site, "07:59:59.999").fired == 0
    assert at(site, "08:00:00").fired == 1
    assert run(site).fired == 0
    [order] = orders(site)
    assert order["forms"][0]["number"] == "CW-20260303-0001"
    assert (order["kind"], order["state"], order["department"]) == (
        *("repair_public", "dispatched", "engineering"),
    )
    assert (order["channel"], order["reporter"]["person"]) == (None, "supervisor-chow")
    assert order["plan"] == {"plan": plan.json["plan"]["id"], "day": "2026-03-03"}
    assert [each["department"] for each in order["passages"]] == ["engineering"]
    now = shown(site, plan)
    assert now["plan"]["latest"]["number"] == "CW-20260303-0001"
    assert (now["plan"]["opened"], now["plan"]["skipped"]) == (1, 0)
    assert [each["day"] for each in now["coming"]] == [
        *("2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"),
    ]
    assert now["coming"][0]["at"] == "2026-03-04T00:00:00Z"


@pytest.mark.clause("P-tell")
def test_the_department_and_who_set_it_up_are_told_once(site: World) -> None:
    set_up(site, **DAILY)
    at(site, "08:00")
    run(site)
    for who, code in (
        ("engineer-lee", "ticket_dispatched"),
        ("head-cheung", "ticket_dispatched"),
        ("supervisor-chow", "plan_order_opened"),
    ):
        assert [each["code"] for each in inbox(site, who)] == [code]
    assert "CW-20260303-0001 (A 座電梯)" in inbox(site, "supervisor-chow")[0]["text"]
    assert inbox(site, "engineer-tse") == []


def test_a_head_who_set_it_up_is_told_as_the_department_is(site: World) -> None:
    set_up(site, "head-cheung", **DAILY)
    at(site, "08:00")
    assert [each["code"] for each in inbox(site, "head-cheung")] == ["ticket_dispatched"]


@pytest.mark.clause("T-4.4.1", "T-4.4.4", "T-4.5")
def test_the_order_lives_as_any_public_repair(site: World) -> None:
    set_up(site, **DAILY)
    at(site, "08:00")
    reply = site.get(f"/tickets/{orders(site)[0]['id']}", "desk-chan")
    copy = {"working_copy": reply.ticket["forms"][0]["number"]}
    for command in ("take", "start", "complete", "accept", "follow-up", "review", "archive"):
        site.clock.tick(minutes=30)
        who, filled = USUAL[command]
        more = copy if command == "archive" else {}
        reply = site.do(reply, command, who, **filled, **more)
        assert reply.status == 200, (command, reply.json)
    assert reply.ticket["state"] == "archived"
    printed = site.get(f"/tickets/{reply.ticket['id']}/forms/{copy['working_copy']}", "desk-chan")
    assert "計劃保養 2026-03-03" in printed.body.decode()


@pytest.mark.clause("P-once")
def test_twelve_missed_ticks_are_caught_up_in_one_run(site: World) -> None:
    plan = set_up(site, **DAILY, missed="catch_up")
    assert at(site, "08:00", "2026-03-14").fired == 12
    expected = [f"2026-03-{day:02}" for day in range(3, 15)]
    assert days(site) == expected
    numbers = [each["forms"][0]["number"] for each in orders(site)]
    assert numbers == [f"CW-20260314-{number:04}" for number in range(1, 13)]
    assert (run(site).fired, shown(site, plan)["plan"]["opened"]) == (0, 12)
    history = site.get(f"/plans/{plan.json['plan']['id']}/history?limit=100", "gm-ng").json["items"]
    assert [each["facts"]["day"] for each in history[1:]] == expected


def test_of_a_late_run_skip_opens_the_newest(site: World) -> None:
    plan = set_up(site, **DAILY, missed="skip")
    assert at(site, "07:59:59", "2026-03-15").fired == 1
    assert days(site) == ["2026-03-14"]
    now = shown(site, plan)["plan"]
    assert (now["opened"], now["skipped"], now["next"]) == (1, 11, "2026-03-15")
    history = site.get(f"/plans/{now['id']}/history", "gm-ng").json["items"]
    assert history[-1]["facts"] == {
        "day": "2026-03-14",
        "order": "CW-20260315-0001",
        "skipped": 11,
        "skipped_days": ["2026-03-03", "2026-03-13"],
    }


MISSED: dict[str, tuple[str, list[str], int]] = {
    "skip": ("skip", ["2026-03-03", "2026-03-07"], 3),
    "catch_up": ("catch_up", [f"2026-03-0{day}" for day in range(3, 8)], 0),
}


@pytest.mark.parametrize(("missed", "expected", "skipped"), MISSED.values(), ids=MISSED)
def test_what_a_suspended_plan_missed(
    site: World, missed: str, expected: list[str], skipped: int
) -> None:
    plan = set_up(site, **DAILY, missed=missed)
    at(site, "08:00")
    do(site, plan, "suspend", **STOP)
    assert at(site, "09:00", "2026-03-06").fired == 0
    coming = shown(site, plan)["coming"][0]["day"]
    assert coming == ("2026-03-07" if missed == "skip" else "2026-03-04")
    resumed = do(site, plan, "resume")
    assert (resumed.status, resumed.json["coming"][0]["day"]) == (200, coming)
    run(site)
    at(site, "08:00", "2026-03-07")
    assert days(site) == expected
    assert shown(site, plan)["plan"]["skipped"] == skipped


@pytest.mark.parametrize("step", ["suspend", "end"])
def test_what_was_due_before_it_was_stopped_still_opens(site: World, step: str) -> None:
    """The job comes some minutes later: nothing that fell due is lost between the two."""
    plan = set_up(site, **DAILY)
    site.clock.at = at_site("08:00:00", "2026-03-03")
    assert do(site, plan, step, **STOP).status == 200
    if step == "suspend":
        refused = do(site, plan, "resume")
        assert outcome(refused) == ("plan_order_due", "T-4.3.1")
        assert "2026-03-03" in refused.json["detail"]
    assert at(site, "08:04:00").fired == 1
    assert at(site, "08:04:00", "2026-03-09").fired == 0
    assert days(site) == ["2026-03-03"]
    assert shown(site, plan)["plan"]["state"] == {"suspend": "suspended", "end": "ended"}[step]


def test_a_plan_ends_with_its_last_day(site: World) -> None:
    plan = set_up(site, **DAILY, last="2026-03-04")
    at(site, "08:00")
    assert shown(site, plan)["plan"]["state"] == "active"
    at(site, "08:00", "2026-03-04")
    now = shown(site, plan)
    assert (now["plan"]["state"], now["coming"], now["allowed_actions"]) == ("ended", [], [])
    assert outcome(do(site, plan, "resume")) == ("too_late", "T-4.3.1")


def test_a_change_holds_from_now_on(site: World) -> None:
    plan = set_up(site, **DAILY)
    at(site, "08:00")
    weekly = form(site, **DAILY | {"period": "weeks", "at": "10:00"}, area="B 座電梯")
    changed = do(site, plan, "change", **weekly)
    assert changed.json["coming"][0]["day"] == "2026-03-09"
    assert at(site, "09:59:59", "2026-03-09").fired == 0
    assert at(site, "10:00:00", "2026-03-09").fired == 1
    assert [each["place"]["area"] for each in orders(site)] == ["A 座電梯", "B 座電梯"]


def test_no_day_has_two_orders_of_a_plan(site: World) -> None:
    """Its time put later on a day that has its order: the next is tomorrow's."""
    plan = set_up(site, **DAILY)
    at(site, "08:00")
    later = do(site, plan, "change", **form(site, **DAILY | {"at": "09:00"}))
    assert later.json["coming"][0]["day"] == "2026-03-04"


def test_a_rhythm_is_not_changed_over_an_order_that_is_due(site: World) -> None:
    plan = set_up(site, **DAILY)
    site.clock.at = at_site("08:00:00", "2026-03-03")
    weekly = form(site, **DAILY | {"period": "weeks"})
    assert outcome(do(site, plan, "change", **weekly)) == ("plan_order_due", "T-4.3.1")
    words = do(site, plan, "change", **form(site, **DAILY, words="檢查並潤滑"))
    assert words.status == 200
    run(site)
    assert [each["words"] for each in orders(site)] == ["檢查並潤滑"]
    assert do(site, plan, "change", **weekly).status == 200


def test_a_new_rhythm_of_a_suspended_plan_skips_what_the_old_one_missed(site: World) -> None:
    plan = set_up(site, **DAILY, missed="catch_up")
    do(site, plan, "suspend", **STOP)
    site.clock.at = at_site("09:00:00", "2026-03-05")
    changed = do(site, plan, "change", **form(site, **DAILY | {"at": "10:00"}, missed="catch_up"))
    assert (changed.json["plan"]["skipped"], changed.json["plan"]["next"]) == (3, "2026-03-05")
    assert at(site, "10:00", "2026-03-05").fired == 0
    do(site, plan, "resume")
    assert run(site).fired == 1
    assert days(site) == ["2026-03-05"]


FAULTY: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "no such department": ({"department": "gardens"}, ("/department", "no_such")),
    "ten years and more ago": ({"first": "2016-02-29"}, ("/first", "out_of_range")),
    "ten years and more ahead": ({"first": "2036-03-03"}, ("/first", "out_of_range")),
    "the year 9999": ({"first": "9999-12-31"}, ("/first", "out_of_range")),
    "the year 1": ({"first": "0001-01-01"}, ("/first", "out_of_range")),
    "over before it begins": ({"last": "2026-03-01"}, ("/last", "nothing_planned")),
    "today's is over": ({"last": "2026-03-02"}, ("/last", "nothing_planned")),
    "no time of day": ({"at": "24:00"}, ("/at", "not_in_form")),
    "no time at all": ({"at": "08:00\n"}, ("/at", "not_in_form")),
    "never": ({"every": 0}, ("/every", "out_of_range")),
    "too seldom": ({"every": 367}, ("/every", "out_of_range")),
    "no area": ({"area": " "}, ("/area", "not_in_form")),
    "no day": ({"first": "2026-02-29"}, ("/first", "not_a_day")),
}


@pytest.mark.parametrize(("given", "fault"), FAULTY.values(), ids=FAULTY)
def test_a_plan_that_cannot_be(site: World, given: dict[str, Any], fault: tuple[str, str]) -> None:
    reply = site.post("/plans", "supervisor-chow", form(site, **DAILY | given))
    assert outcome(reply) == ("invalid_form", "T-4.3.1", fault)
    assert site.get("/plans", "gm-ng").json["items"] == []


def test_the_farthest_plan_that_can_be_is_shown(site: World) -> None:
    far = set_up(site, **DAILY | {"period": "years", "first": "2036-03-02"}, every=366)
    assert [each["day"] for each in far.json["coming"]][-1] == "3500-03-02"


def test_a_first_day_in_the_past_opens_nothing_for_what_is_over(site: World) -> None:
    plan = set_up(site, **DAILY | {"period": "months", "first": "2025-08-31"})
    assert run(site).fired == 0
    assert [each["day"] for each in plan.json["coming"]][:2] == ["2026-03-31", "2026-04-30"]


@pytest.mark.clause("P-who")
def test_a_head_sees_and_sees_to_the_departments_own_plans(site: World) -> None:
    ours = set_up(site, "head-cheung", **DAILY)
    path = f"/plans/{ours.json['plan']['id']}"
    assert site.get(path, "head-ho").status == 404
    assert site.get("/plans", "head-ho").json["items"] == []
    assert do(site, ours, "suspend", "head-ho", **STOP).status == 404
    theirs = form(site, **DAILY, department="grounds")
    assert outcome(site.post("/plans", "head-cheung", theirs)) == ("other_department", "T-4.3.1")
    assert outcome(do(site, ours, "change", "head-cheung", **theirs)) == (
        *("other_department", "T-4.3.1"),
    )
    moved = do(site, ours, "change", "supervisor-fung", **theirs)
    assert moved.status == 200
    at(site, "08:00")
    assert [each["department"] for each in orders(site)] == ["grounds"]
    assert site.get(path, "desk-chan").json["allowed_actions"] == []
    assert outcome(do(site, ours, "end", "desk-chan", **STOP)) == ("not_your_step", "T-4.3.1")
    assert site.get(path, "owner-wong").status == 403


GONE: dict[str, tuple[dict[str, Any], str]] = {
    "not active": ({"active": False}, "head-cheung"),
    "without a role": ({"roles": ()}, "head-cheung"),
    "still there": ({}, "supervisor-fung"),
}


@pytest.mark.parametrize(("fields", "reporter"), GONE.values(), ids=GONE)
def test_who_set_it_up_is_gone(site: World, fields: dict[str, Any], reporter: str) -> None:
    set_up(site, "supervisor-fung", **DAILY)
    settle(site, stored(site, Person, "supervisor-fung"), **fields)
    assert at(site, "08:00").fired == 1
    [order] = orders(site)
    assert (order["reporter"]["person"], order["department"]) == (reporter, "engineering")


@pytest.mark.clause("T-3.0")
def test_a_department_that_is_closed_gets_no_more_orders(site: World) -> None:
    plan = set_up(site, **DAILY, department="grounds")
    known: Site = stored(site, Site, site.site)
    closed = tuple(replace(each, closed=each.key == "grounds") for each in known.departments)
    settle(site, known, departments=closed)
    again = form(site, **DAILY, department="grounds")
    fault = ("invalid_form", "T-4.3.1", ("/department", "department_closed"))
    assert outcome(site.post("/plans", "supervisor-chow", again)) == fault
    assert outcome(do(site, plan, "change", **again)) == fault
    at(site, "08:00")
    assert [each["department"] for each in orders(site)] == ["engineering"]
    assert [each["code"] for each in inbox(site, "head-ho")] == []


def test_the_department_is_gone_and_nothing_is_lost(site: World) -> None:
    """Engineering has it, whose supervisor is told; where there is none, the desk finds it."""
    for area in ("花園", "水池"):
        set_up(site, **DAILY, department="grounds", area=area)
    known: Site = stored(site, Site, site.site)
    settle(site, known, departments=tuple(e for e in known.departments if e.key != "grounds"))
    at(site, "08:00")
    assert [each["department"] for each in orders(site)] == ["engineering"] * 2
    assert len(inbox(site, "head-cheung")) == 2
    settle(site, stored(site, Site, site.site), departments=())
    settle(site, stored(site, Person, "supervisor-chow"), active=False)
    assert at(site, "08:00", "2026-03-04").fired == 2
    last = orders(site)[-1]["reporter"]
    assert last == {
        "person": "supervisor-chow",
        "name": "周敏",
        "phone": None,
        "phone_index": None,
    }


@pytest.mark.clause("P-once", "P-number")
def test_jobs_at_once_open_each_order_once(site: World) -> None:
    for number in range(6):
        set_up(site, **DAILY, area=f"電梯 {number}", missed="catch_up")
    site.clock.at = at_site("08:00:00", "2026-03-05")
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: run(site), range(4)))
    assert sum(each.fired for each in reports) == 18
    made = orders(site)
    assert len({(each["plan"]["plan"], each["plan"]["day"]) for each in made}) == len(made) == 18
    numbers = sorted(each["forms"][0]["number"] for each in made)
    assert numbers == [f"CW-20260305-{number:04}" for number in range(1, 19)]


@pytest.mark.clause("P-once")
def test_a_run_for_a_later_time_than_the_clock_shows_opens_what_it_is_for(site: World) -> None:
    set_up(site, **DAILY)
    event = schedule.event(at_site("08:00:00", "2026-03-04"))
    assert app.handler_map["plans"](event, None)["failed"] == 0
    assert days(site) == ["2026-03-03", "2026-03-04"]


@pytest.mark.clause("P-history")
def test_plan_and_order_are_written_by_the_program(site: World) -> None:
    plan = set_up(site, **DAILY)
    at(site, "08:00")
    record: Plan = stored(site, Plan, plan.json["plan"]["id"])
    [order] = orders(site)
    for path, seen in ((f"/plans/{record.id}", record), (f"/tickets/{order['id']}", None)):
        entries = site.get(f"{path}/history", "gm-ng").json["items"]
        assert (entries[-1]["by"], entries[-1]["command"]) == ("system.plans", "plans")
        if seen:
            assert len(entries) == seen.version == 2
    assert stored(site, Ticket, order["id"]).received_by == "system.plans"
    assert site.get("/plans/no-such/history", "gm-ng").status == 404


def test_a_site_elsewhere_has_its_own_time(address: str) -> None:
    """New York puts its clocks on: eight o'clock comes an hour earlier, and no order twice."""
    with opened(address, Clock(datetime(2026, 3, 6, 20, 0, tzinfo=UTC))) as world:
        known: Site = stored(world, Site, world.site)
        settle(world, known, time_zone="America/New_York")
        set_up(world, period="days", first="2026-03-07", at="08:00", missed="catch_up")
        found = []
        for hour in range(5 * 24):
            world.clock.at = datetime(2026, 3, 7, 0, 0, tzinfo=UTC)
            world.clock.tick(hours=hour)
            if run(world).fired:
                found.append(world.clock().strftime("%d %H:%M"))
        assert found == ["07 13:00", "08 12:00", "09 12:00", "10 12:00", "11 12:00"]


def test_other_orders_are_numbered_on_with_those_of_plans(site: World) -> None:
    set_up(site, **DAILY)
    at(site, "08:00")
    reply = site.intake(
        kind="repair_public", unit=None, item=None, area="大堂", person="owner-wong"
    )
    assert reply.ticket["forms"][0]["number"] == "CW-20260303-0002"
    assert reply.ticket["plan"] is None


def test_the_sample_site_has_two_plans(site: World) -> None:
    for plan in (*sample.plans(site.clock(), site.site),) * 2:
        sample.add(site.house.service.store, plan, site.clock())
    shown = site.get("/plans", "head-cheung").json["items"]
    assert [each["coming"][0]["day"] for each in shown] == ["2026-03-31", "2026-03-09"]
    assert at(site, "09:00", "2026-03-31").fired == 5


PAGE = (Path(__file__).parent.parent.parent / "docs" / "plans.md").read_text()


def test_the_page_shows_a_form_that_is_taken_and_days_that_are_right(site: World) -> None:
    shown = json.loads(PAGE.split("```json\n")[1].split("```")[0])
    reply = site.post("/plans", "supervisor-chow", shown)
    assert reply.json["coming"][0]["day"] == "2026-03-31"
    for first, rhythm, falls in re.findall(r"^\| (\S+) \| every (.+) \| (.+) \|$", PAGE, re.M):
        every, period = re.fullmatch(r"(?:(\d+) )?(\w+?)s?", rhythm).groups()  # type: ignore[union-attr]
        days = Rhythm(
            every=int(every or 1),
            period=Period(f"{period}s"),
            at="08:00",
            first=date.fromisoformat(first),
        )
        day = following(days, date.min)
        assert day
        said = f"{day.day} {day:%B}" if period != "day" else f"{day.day} and"
        assert falls.startswith(said)
        second = following(days, day)
        assert second
        assert f"{second.day} {second:%B}" in falls

"""Asking for reports: whose they are, of which days, and what is refused (P-report)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.tickets.reports import rules
from tests.support import desk
from tests.support.residents import join
from tests.support.world import MONDAY, Clock, Reply, World, opened
from tests.tickets.building import PUBLIC, Case, at_site, outcome

pytestmark = pytest.mark.clause("P-report")

TODAY = "first=2026-03-02&last=2026-03-02"
LAMP = PUBLIC | {"unit": None, "item": None}


def asked(world: World, query: str = TODAY, who: str = "supervisor-chow", **more: Any) -> Reply:
    return world.get(f"/reports/tickets?{query}", who, **more)


def taken_in(world: World, *clocks: tuple[str, str]) -> None:
    """A lamp reported at each of these clock times on these days at the site."""
    for clock, day in clocks:
        world.clock.at = at_site(clock, day)
        assert world.intake(**LAMP).status == 201


def test_a_day_is_the_sites_own(world: World) -> None:
    taken_in(
        world,
        ("23:59:59.999", "2026-03-01"),
        ("00:00", "2026-03-02"),
        ("23:59:59.999", "2026-03-02"),
        ("00:00", "2026-03-03"),
    )
    report = asked(world).json
    assert report["total"]["taken_in"] == 2
    assert report["time_zone"] == "Asia/Shanghai"
    days = asked(world, "first=2026-03-01&last=2026-03-03&by=day").json["groups"]
    assert [each["figures"]["taken_in"] for each in days] == [1, 2, 1]


def test_a_period_over_the_end_of_the_year(world: World) -> None:
    taken_in(
        world,
        ("23:59", "2026-12-30"),
        ("12:00", "2026-12-31"),
        ("00:30", "2027-01-01"),  # 31 December in UTC
        ("00:00", "2027-01-02"),
    )
    months = asked(world, "first=2026-12-31&last=2027-01-01&by=month").json["groups"]
    assert [(each["key"], each["figures"]["taken_in"]) for each in months] == [
        ("2026-12", 1),
        ("2027-01", 1),
    ]


def test_of_a_period_in_which_nothing_came_all_is_nothing(estate: World) -> None:
    report = asked(estate, "first=2025-03-02&last=2025-03-02").json
    assert report["total"]["taken_in"] == 0
    assert {each["rate"] for each in report["total"]["rates"]} == {None}


def test_a_report_is_of_what_has_become_of_it_since(world: World) -> None:
    case = Case(world)
    before = asked(world).json["total"]
    world.clock.tick(days=40)
    case.until("archive")
    after = asked(world).json["total"]
    assert [(each["open"], each["archived"]) for each in (before, after)] == [(1, 0), (0, 1)]
    assert after["satisfaction"]["scores"] == [0, 0, 0, 0, 1]


def test_a_report_reads_page_after_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.tickets.reports.gathering._PAGE", 2)
    taken_in(world, *(("09:00", "2026-03-02"),) * 5)
    assert asked(world).json["total"]["taken_in"] == 5


def test_more_than_are_counted_at_once_are_refused_with_the_day_on_which_it_is_too_much(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_TICKETS", 2)
    taken_in(world, ("09:00", "2026-03-02"), ("10:00", "2026-03-02"))
    assert asked(world, "first=2026-03-01&last=2026-03-04").status == 200
    taken_in(world, ("00:30", "2026-03-03"))
    refused = asked(world, "first=2026-03-01&last=2026-03-04")
    assert outcome(refused) == ("invalid_form", "P-report", ("/last", "too_many_tickets"))
    assert refused.json["errors"][0]["data"] == {"max": 2, "day": "2026-03-03"}


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", ("/first", "required")),
        ("first=2026-03-02", ("/last", "required")),
        ("first=2026-02-30&last=2026-03-02", ("/first", "not_a_day")),
        ("first=2026-03-02&last=2026-03-01", ("/last", "last_before_first")),
        ("first=2026-01-01&last=2027-01-02", ("/last", "period_too_long")),  # 367 days
        ("first=1999-12-31&last=2000-01-01", ("/first", "out_of_range")),
        ("first=0001-01-01&last=0001-01-01", ("/first", "out_of_range")),
        ("first=9999-12-31&last=9999-12-31", ("/last", "out_of_range")),
        (f"{TODAY}&by=year", ("/by", "not_a_choice")),
        (f"{TODAY}&by=day&by=week", ("/by", "repeated")),
        (f"{TODAY}&department=no-such", ("/department", "no_such")),
        (f"{TODAY}&department=%F0%9F%98%80", ("/department", "not_in_form")),
        (f"{TODAY}&sort=up", ("/sort", "unknown")),
    ],
)
def test_what_cannot_be_reported_is_refused(
    estate: World, query: str, fault: tuple[str, str]
) -> None:
    said = outcome(asked(estate, query))
    assert said[:2] == ("invalid_form", "P-report")
    assert fault in said[2:]


@pytest.mark.parametrize(
    "query",
    [
        "first=2028-01-01&last=2028-12-31",
        "first=2000-01-01&last=2000-01-01",
        "first=2499-12-31&last=2499-12-31",
    ],
)
def test_a_leap_year_is_reported_and_days_long_ago_or_to_come(estate: World, query: str) -> None:
    assert asked(estate, f"{query}&by=week").status == 200


def test_a_head_sees_their_own_department_and_no_other(world: World) -> None:
    assert world.intake(**LAMP).status == 201
    own = asked(world, f"{TODAY}&department=engineering", "head-cheung")
    assert own.json["total"]["taken_in"] == 1
    assert [each["key"] for each in own.json["departments"]] == ["engineering"]
    for query in (TODAY, f"{TODAY}&department=grounds"):
        said = outcome(asked(world, query, "head-cheung"))
        assert said == ("invalid_form", "P-report", ("/department", "own_department"))


def test_a_head_of_no_department_sees_nothing(estate: World) -> None:
    join(estate, Person(site=estate.site, id="head", name="x", roles=(Role.DEPARTMENT_HEAD,)))
    for query in (TODAY, f"{TODAY}&department=engineering"):
        assert outcome(asked(estate, query, "head"))[2:] == (("/department", "own_department"),)


@pytest.mark.parametrize("who", ["owner-wong", "engineer-lee", "assistant-lam"])
def test_nobody_else_may_ask(estate: World, who: str) -> None:
    assert outcome(asked(estate, who=who)) == ("not_your_step", "P-report")


@pytest.mark.parametrize(
    "who", ["desk-chan", "supervisor-chow", "gm-ng", "finance-ho", "admin-cheng"]
)
def test_who_runs_the_site_may_ask_of_all_of_it(estate: World, who: str) -> None:
    assert asked(estate, who=who).status == 200


def test_another_sites_tickets_are_no_part_of_it(world: World) -> None:
    with opened(None, Clock(MONDAY)) as other:
        assert other.intake().status == 201
        assert asked(other).json["total"]["taken_in"] == 1
    assert asked(world).json["total"]["taken_in"] == 0
    nowhere = World(world.house, world.clock, "no-such-site")
    assert asked(nowhere).status == 404


def test_a_report_is_made_by_the_clock_of_the_program(estate: World) -> None:
    estate.clock.at = MONDAY + timedelta(minutes=7)
    assert asked(estate).json["made_at"] == "2026-03-02T01:07:00Z"


def test_the_reports_of_departments_are_counted_on_the_days_that_were_closed(world: World) -> None:
    """Of two that were owed one came in time; the other is missing, and then it is late."""
    report = {"signed_name": "張偉", "words": "今日工單如上"}
    day = desk.running(world)
    path = f"/days/{day}/reports"
    handed = "handed"
    assert asked(world).json["total"][handed] == {"on_time": 0, "late": 0, "missing": 0}
    draft = world.get(f"{path}/engineering", "head-cheung")
    world.post(f"{path}/engineering", "head-cheung", report, if_match=draft.etag)
    assert desk.closed(world) == str(day) == "2026-03-02"
    assert asked(world).json["total"][handed] == {"on_time": 1, "late": 0, "missing": 1}
    late = world.get(f"{path}/grounds", "head-ho")
    report["signed_name"] = "何建業"
    given = world.post(f"{path}/grounds", "head-ho", report, if_match=late.etag)
    assert given.status == 200, given.json
    assert asked(world).json["total"][handed] == {"on_time": 1, "late": 1, "missing": 0}
    next_day = "first=2026-03-03&last=2026-03-03"
    assert asked(world, next_day).json["total"][handed] == {"on_time": 0, "late": 0, "missing": 0}
    own = asked(world, f"{TODAY}&department=grounds", "head-ho").json["total"][handed]
    assert own == {"on_time": 0, "late": 1, "missing": 0}

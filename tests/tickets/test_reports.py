"""Figures of a report against tickets made by hand, counted by hand (P-report)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import periods
from chalicelib.core.site import Site
from chalicelib.core.words import as_it_is
from chalicelib.tickets.days.model import Day, Report, Reported, report_id
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reports import rules
from chalicelib.tickets.reports.forms import Asked, By
from chalicelib.tickets.reports.model import Measure, TicketReport
from local import sample
from tests.core.making import LAW
from tests.tickets.building import (
    BAD,
    COMPLAINT,
    INQUIRY,
    PUBLIC,
    UNCOVERED,
    Paper,
    at_site,
    looked_at,
    passed_on,
)

pytestmark = pytest.mark.clause("P-report")

SITE = sample.site("paths")
NOW = at_site("09:00", "2026-03-31")
MARCH = Asked(first=date(2026, 3, 1), last=date(2026, 3, 31))


def told_in_time() -> Paper:
    """A repair dispatched after two minutes, done three hours later, archived, very satisfied."""
    tap = Paper(at=at_site("09:00", "2026-03-02"))
    tap.later(minutes=2).steps("dispatch", "take", "start").later(hours=3).step("complete")
    tap.steps("accept", "follow-up", "review", "archive")
    return tap


def told_late_and_owing() -> Paper:
    """Out of warranty, first with grounds, so told after an hour; 188.00 charged, none paid."""
    tap = Paper(at=at_site("09:00", "2026-03-02"), **UNCOVERED)
    tap.step("dispatch", department="grounds")
    tap.later(hours=1).step("reassign", department="engineering")
    tap.steps("take", "quote", "consent", "start").later(hours=10).step("complete")
    return tap


def never_told() -> Paper:
    """Withdrawn in the first minute: nobody need be told."""
    tap = Paper(at=at_site("23:59", "2026-03-08"))
    tap.step("cancel")
    return tap


def not_told_yet() -> Paper:
    """Five minutes before the report is made: due now, and not told."""
    return Paper(at=NOW - timedelta(minutes=5))


def lamp() -> Paper:
    """Of public facilities; returned by engineering, and with the desk since."""
    out = Paper(at=at_site("00:00", "2026-03-09"), **PUBLIC, unit=None, item=None)
    out.step("take")
    out.later(hours=1).step("return")
    return out


def in_a_day() -> Paper:
    """Completed at 23:59:59; a vain call, then dissatisfied, so reopened; a card at once."""
    dirty = Paper(at=at_site("10:00", "2026-03-10"), **COMPLAINT)
    dirty.step("dispatch", department="grounds")
    dirty.step("take", "engineer-tse", signed_name="謝家俊")
    dirty.step("start", "engineer-tse")
    dirty.later(hours=23, minutes=59, seconds=59).step("complete", "engineer-tse")
    dirty.step("accept")
    dirty.step("follow-up", reached=False, satisfaction=None, words=None)
    dirty.later(hours=1).step("follow-up", **BAD, then="reopen")
    dirty.fire("T-4.2.1")
    return dirty


def a_day_and_no_more() -> Paper:
    """Completed at 23:59:59 and accepted; called, 2 corrected to 4; then visited for 9 minutes."""
    dirty = Paper(at=at_site("10:00", "2026-03-11"), **COMPLAINT)
    dirty.step("dispatch", department="grounds")
    dirty.step("take", "engineer-tse", signed_name="謝家俊")
    dirty.step("start", "engineer-tse")
    dirty.later(hours=23, minutes=59, seconds=59).step("complete", "engineer-tse")
    dirty.step("accept")
    dirty.step("follow-up", satisfaction=2, words="一般", then="visit")
    dirty.step("correct", satisfaction=4, words="好", then="visit")
    dirty.later(hours=1)
    ended = dirty.now
    dirty.step(
        "visit",
        at=(ended - timedelta(minutes=9)).isoformat(),
        ended_at=ended.isoformat(),
        time_reason="業戶外出",
    )
    return dirty


def from_the_group() -> Paper:
    """Passed on at 9:00; told in 24 hours, then not, then late by an hour with the result."""
    at = at_site("09:00", "2026-03-16")
    noise = Paper(at=at, **passed_on("GSC-1", at, category="noise"))
    noise.later(hours=24).step("reply", stage="progress")
    noise.fire("T-4.2.1")
    noise.later(hours=24).fire("T-4.2.2")
    noise.later(hours=1).step("reply")
    return noise


def the_same_again() -> Paper:
    """A second complaint about the noise: a letter to the general manager, open."""
    noise = Paper(
        at=at_site("09:00", "2026-03-30"), **COMPLAINT | {"category": "noise", "channel": "web"}
    )
    noise.beside = replace(from_the_group().the, id="t0")
    noise.step("same-matter", earlier="t0")
    return noise


def answered() -> Paper:
    """An inquiry, closed after half an hour."""
    water = Paper(at=at_site("23:59", "2026-03-31", "+08:00") - timedelta(days=15), **INQUIRY)
    water.later(minutes=30).steps("answer", "close")
    return water


MADE = (
    told_in_time,
    told_late_and_owing,
    never_told,
    not_told_yet,
    lamp,
    in_a_day,
    a_day_and_no_more,
    from_the_group,
    the_same_again,
    answered,
)


BUILT = {make.__name__: replace(make().the, id=make.__name__) for make in MADE}


@pytest.fixture
def tickets() -> list[Ticket]:
    return list(BUILT.values())


DAYS = [
    Day(
        site="paths",
        id=day,
        day=date.fromisoformat(day),
        since=NOW,
        until=NOW,
        closed_at=NOW,
        reported=tuple(Reported(department=each, by="x", at=NOW) for each in on_time),
        not_reported=missing,
    )
    for day, on_time, missing in (
        ("2026-03-02", ("engineering", "grounds"), ()),
        ("2026-03-03", ("engineering",), ("grounds",)),
        ("2026-03-09", (), ("engineering", "grounds")),
    )
]
LATE = [("2026-03-09", "grounds"), ("2026-03-10", "grounds")]
"""Reports handed in late; the day of the second is not closed yet."""


def reports() -> Iterable[Report]:
    for day, department in LATE:
        on = date.fromisoformat(day)
        yield Report(site="paths", id=report_id(on, department), day=on, department=department)


def made(tickets: list[Ticket], **asked: Any) -> TicketReport:
    owing = rules.owed(DAYS, reports())
    return rules.report(replace(MARCH, **asked), tickets, owing, looked_at(NOW, SITE))


def counted(figures: Any) -> dict[str, tuple[int, int, float | None]]:
    return {
        str(each.measure): (each.numerator, each.denominator, each.rate)
        for each in figures.rates
        if each.denominator
    }


def test_everything_is_counted_as_by_hand(tickets: list[Ticket]) -> None:
    total = made(tickets).total
    assert (total.taken_in, total.open, total.completed, total.archived, total.cancelled) == (
        10,
        5,  # not told yet, the lamp, the one reopened, the one passed on, the letter
        4,  # two taps, the complaint visited, the inquiry
        2,  # the first tap; the inquiry, which is closed
        1,
    )
    assert {kind: count for kind, count in total.kinds.items() if count} == {
        "repair_indoor": 4,
        "repair_public": 1,
        "complaint": 4,
        "inquiry": 1,
    }
    assert {each: count for each, count in total.categories.items() if count} == {
        "cleaning": 2,
        "noise": 2,
    }
    assert {each: count for each, count in total.channels.items() if count} == {
        "phone": 8,
        "group_service_centre": 1,
        "web": 1,
    }


def test_every_rate_is_as_by_hand(tickets: list[Ticket]) -> None:
    assert counted(made(tickets).total) == {
        "told_in_time": (1, 3, 0.3333),  # the one withdrawn counts for nothing
        "completed_without_card": (1, 4, 0.25),  # two cards, and one due for the letter's day
        "replied_in_time": (2, 3, 0.6667),
        "followed_up": (3, 3, 1.0),  # the tap, the one reopened, the one visited
        "visited_in_time": (0, 1, 0.0),
        "reported_in_time": (3, 6, 0.5),
        "dissatisfied": (1, 4, 0.25),
        "same_matter": (1, 4, 0.25),
        "reopened": (1, 4, 0.25),  # the inquiry is no work
        "first_time_right": (2, 4, 0.5),  # one came back, one was passed on
    }


def test_answers_money_calls_and_reports_are_as_by_hand(tickets: list[Ticket]) -> None:
    total = made(tickets).total
    assert total.satisfaction.scores == (1, 0, 0, 1, 2)  # 2 was corrected to 4
    assert (total.satisfaction.answers, total.satisfaction.mean) == (4, 3.75)
    assert total.vain_calls == 1
    assert (total.handed.on_time, total.handed.late, total.handed.missing) == (3, 1, 2)
    money = total.money
    assert (money.quoted.fen, money.charged.fen, money.paid.fen, money.owing.fen) == (
        18800,
        18800,
        0,
        18800,
    )


@pytest.mark.clause("T-4.4.1")
def test_what_is_said_with_an_acceptance_counts_until_somebody_asks() -> None:
    tap = Paper(at=at_site("09:00", "2026-03-02"))
    tap.steps("dispatch", "take", "start", "complete")
    tap.step("accept", satisfaction=3)
    assert made([tap.the]).total.satisfaction.scores == (0, 0, 1, 0, 0)
    tap.step("follow-up", satisfaction=4)
    assert made([tap.the]).total.satisfaction.scores == (0, 0, 0, 1, 0)


def test_the_workload_of_a_department_is_as_by_hand(tickets: list[Ticket]) -> None:
    found = {each.key: each for each in made(tickets).departments}
    assert list(found) == ["customer_service", "engineering", "grounds", "gm_office", ""]
    work = found["engineering"]
    assert (work.received, work.completed, work.returned, work.open) == (3, 2, 1, 0)
    assert (work.median_hours, work.p90_hours) == (6.5, 10.0)  # of 3 and 10 hours
    grounds = found["grounds"]
    assert (grounds.received, grounds.completed, grounds.passed_on, grounds.open) == (4, 2, 1, 1)
    assert grounds.reopened == 1
    assert (grounds.median_hours, grounds.p90_hours) == (24.0, 24.0)  # 23:59:59 is 23.9997
    assert grounds.satisfaction.scores == (1, 0, 0, 1, 1)
    desk = found[""]
    assert (desk.received, desk.completed, desk.cancelled, desk.open) == (10, 1, 1, 4)
    assert found["gm_office"].median_hours is None


@pytest.mark.parametrize("by", By)
def test_the_parts_of_a_report_sum_to_the_whole(tickets: list[Ticket], by: By) -> None:
    report = made(tickets, by=by)
    for name in ("taken_in", "open", "completed", "archived", "cancelled", "vain_calls"):
        parts = (getattr(each.figures, name) for each in report.groups)
        assert sum(parts) == getattr(report.total, name), name
    for place, rate in enumerate(report.total.rates):
        if rate.measure is not Measure.REPORTED_IN_TIME:
            parts = (each.figures.rates[place].denominator for each in report.groups)
            assert sum(parts) == rate.denominator, rate.measure


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # 8 March 23:59 at the site is its Sunday, 9 March 0:00 its Monday; in UTC both are the 8th
        (By.WEEK, {"2026-W10": 3, "2026-W11": 3, "2026-W12": 2, "2026-W14": 2}),
        (By.MONTH, {"2026-03": 10}),
        (By.DEPARTMENT, {"engineering": 2, "grounds": 2, "": 6}),
        (By.KIND, {"repair_indoor": 4, "repair_public": 1, "complaint": 4, "inquiry": 1}),
        (By.CATEGORY, {"cleaning": 2, "noise": 2, "": 6}),
        (By.CHANNEL, {"phone": 8, "web": 1, "group_service_centre": 1}),
    ],
)
def test_what_came_is_divided_as_by_hand(
    tickets: list[Ticket], by: By, expected: dict[str, int]
) -> None:
    groups = made(tickets, by=by).groups
    found = {each.key: each.figures.taken_in for each in groups if each.figures.taken_in}
    assert found == expected


@pytest.mark.clause("P-report", "P-words")
@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.WEEK, set()),  # a time says by itself which one it is
        (By.DEPARTMENT, {"工程維護部", "環境部", "前臺(未派單)"}),
        (By.KIND, {"公共設施報修", "室內報修", "投訴", "諮詢"}),
        (By.CATEGORY, {"清潔衛生", "噪音", "(無)"}),
    ],
)
def test_every_part_that_is_no_time_is_named(
    tickets: list[Ticket], by: By, expected: set[str]
) -> None:
    groups = made(tickets, by=by).groups
    assert {each.name.hant for each in groups if each.name and each.figures.taken_in} == expected


def test_every_day_of_the_period_has_its_part(tickets: list[Ticket]) -> None:
    groups = made(tickets, by=By.DAY).groups
    assert [each.key for each in groups] == [f"2026-03-{day:02}" for day in range(1, 32)]
    came = {each.key[-2:]: each.figures.taken_in for each in groups if each.figures.taken_in}
    assert came == {
        "02": 2,
        "08": 1,
        "09": 1,
        "10": 1,
        "11": 1,
        "16": 2,
        "30": 1,
        "31": 1,
    }
    handed = groups[8].figures.handed  # the 9th
    assert (handed.on_time, handed.late, handed.missing) == (0, 1, 1)


def test_weeks_are_cut_off_at_the_edges_of_the_period_and_go_over_a_year() -> None:
    asked = {"first": date(2026, 12, 30), "last": date(2027, 1, 5), "by": By.WEEK}
    groups = made([], **asked).groups
    assert [(each.key, str(each.first), str(each.last)) for each in groups] == [
        ("2026-W53", "2026-12-30", "2027-01-03"),
        ("2027-W01", "2027-01-04", "2027-01-05"),
    ]
    months = made([], **asked | {"by": By.MONTH}).groups
    assert [each.key for each in months] == ["2026-12", "2027-01"]


def test_of_one_department_only_what_lies_with_it_and_its_own_work(tickets: list[Ticket]) -> None:
    report = made(tickets, department="grounds")
    assert report.total.taken_in == 2
    assert [each.key for each in report.departments] == ["grounds"]
    assert report.departments[0].passed_on == 1  # a ticket that lies elsewhere now
    assert (report.total.handed.on_time, report.total.handed.late) == (1, 1)


def test_of_nothing_there_is_no_rate() -> None:
    report = rules.report(MARCH, [], [], looked_at(NOW, SITE))
    assert all((each.denominator, each.rate) == (0, None) for each in report.total.rates)
    assert report.total.satisfaction.mean is None
    assert all(each.p90_hours is None for each in report.departments)


@pytest.mark.parametrize(
    ("minutes", "median", "p90"),
    [
        ([90], 1.5, 1.5),
        ([60, 120], 1.5, 2.0),
        ([60, 120, 600], 2.0, 10.0),
        ([60 * n for n in range(1, 11)], 5.5, 9.0),  # nine of ten within nine hours
        ([60 * n for n in range(1, 12)], 6.0, 10.0),  # of eleven, ten
    ],
)
def test_half_and_nine_of_ten(minutes: list[int], median: float, p90: float) -> None:
    tickets = []
    for each in minutes:
        tap = Paper()
        tap.steps("dispatch", "take", "start").later(minutes=each).step("complete")
        tickets.append(tap.the)
    work = rules.workload("engineering", as_it_is("工程維護部"), tickets)
    assert (work.median_hours, work.p90_hours) == (median, p90)


@pytest.mark.parametrize(
    ("part", "whole", "places", "expected"),
    [
        (0, 0, 4, None),
        (0, 7, 4, 0.0),
        (2, 3, 4, 0.6667),
        (1, 8, 2, 0.13),  # 0.125: halves up
        (9, 8, 2, 1.13),
        (1, 1, 4, 1.0),
    ],
)
def test_quotients_are_rounded_halves_up(
    part: int, whole: int, places: int, expected: float | None
) -> None:
    assert periods.quotient(part, whole, places) == expected


def at(site: Site, first: str, last: str) -> tuple[str, str]:
    days = (date.fromisoformat(each) for each in (first, last))
    begins, over = periods.span(*days, site.time_zone)
    return begins.isoformat(), over.isoformat()


@pytest.mark.parametrize(
    ("zone", "first", "last", "begins", "over"),
    [
        ("Asia/Shanghai", "2026-12-31", "2027-01-01", "2026-12-30T16", "2027-01-01T16"),
        ("UTC", "2026-03-02", "2026-03-02", "2026-03-02T00", "2026-03-03T00"),
        ("America/New_York", "2026-03-08", "2026-03-08", "2026-03-08T05", "2026-03-09T04"),
        # the clock goes from 0:00 to 1:00: the day begins with what follows 23:59:59
        ("Africa/Cairo", "2026-04-24", "2026-04-24", "2026-04-23T22", "2026-04-24T21"),
        # 0:00 to 0:59 is shown twice: the day begins when it is first shown
        ("America/Havana", "2026-11-01", "2026-11-01", "2026-11-01T04", "2026-11-02T05"),
    ],
)
def test_days_are_those_of_the_site(
    zone: str, first: str, last: str, begins: str, over: str
) -> None:
    site = replace(SITE, time_zone=zone)
    assert at(site, first, last) == (f"{begins}:00:00+00:00", f"{over}:00:00+00:00")


@LAW
@given(
    st.lists(st.tuples(st.sampled_from(MADE), st.integers(-(10**5), 10**5)), max_size=6),
    st.sampled_from(By),
)
def test_however_it_is_divided_nothing_is_lost_or_counted_twice(
    chosen: list[tuple[Any, int]], by: By
) -> None:
    """Whatever came on whichever day; of the open, completed and cancelled, too."""
    came = [
        replace(BUILT[make.__name__], received_at=at_site("12:00") + timedelta(minutes=minutes))
        for make, minutes in chosen
    ]
    asked = Asked(first=date(2025, 12, 1), last=date(2026, 5, 31), by=by)
    report = rules.report(asked, came, [], looked_at(NOW, SITE))
    total = report.total
    assert total.open + total.completed + total.cancelled == total.taken_in == len(came)
    assert sum(each.figures.taken_in for each in report.groups) == len(came)
    assert sum(each.figures.money.owing.fen for each in report.groups) == total.money.owing.fen
    assert total.money.paid.fen + total.money.owing.fen == total.money.charged.fen
    for each in report.departments:
        left = each.completed + each.returned + each.passed_on + each.cancelled
        assert each.received == left + each.open


@LAW
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_a_quotient_is_as_near_as_its_decimals_allow(part: int, whole: int, places: int) -> None:
    found = periods.quotient(part, whole, places)
    assert found is not None
    assert abs(found * whole - part) <= whole * (0.5 + 1e-3) / 10**places

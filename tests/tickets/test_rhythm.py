"""On which days a plan's occurrences lie, and at which instants (T-4.3.1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.tickets.plans import rhythm
from chalicelib.tickets.plans.model import Period, Rhythm

pytestmark = pytest.mark.clause("T-4.3.1")
DAYS, WEEKS, MONTHS, YEARS = Period


def of(period: Period, first: str, every: int = 1, at: str = "08:00", last: str = "") -> Rhythm:
    return Rhythm(
        every=every,
        period=period,
        at=at,
        first=date.fromisoformat(first),
        last=date.fromisoformat(last) if last else None,
    )


def days(of: Rhythm, number: int = 5, after: date = date.min) -> list[str]:
    """The next so many occurrences, as people write them."""
    found: list[str] = []
    day = rhythm.following(of, after)
    while day and len(found) < number:
        found.append(str(day))
        day = rhythm.following(of, day)
    return found


OCCURRENCES: dict[str, tuple[Rhythm, list[str]]] = {
    "daily over the year's end": (
        of(DAYS, "2026-12-30"),
        ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"],
    ),
    "every third day over 29 February": (
        of(DAYS, "2028-02-26", 3),
        ["2028-02-26", "2028-02-29", "2028-03-03", "2028-03-06", "2028-03-09"],
    ),
    "every other week": (
        of(WEEKS, "2026-12-14", 2),
        ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25", "2027-02-08"],
    ),
    "monthly on the 31st": (  # a short month's last day; the 31st again where there is one
        of(MONTHS, "2026-01-31"),
        ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
    ),
    "monthly on the 31st, in a leap year": (
        of(MONTHS, "2028-01-31"),
        ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31"],
    ),
    "monthly on the 30th": (
        of(MONTHS, "2026-12-30"),
        ["2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"],
    ),
    "each quarter from the 30th of November": (
        of(MONTHS, "2026-11-30", 3),
        ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30"],
    ),
    "yearly on 29 February": (  # the 28th in between, the 29th in a leap year
        of(YEARS, "2028-02-29"),
        ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
    ),
    "every fourth year on 29 February, over 2100": (  # which is no leap year
        of(YEARS, "2092-02-29", 4),
        ["2092-02-29", "2096-02-29", "2100-02-28", "2104-02-29", "2108-02-29"],
    ),
    "yearly on the last day of the year": (
        of(YEARS, "2026-12-31"),
        ["2026-12-31", "2027-12-31", "2028-12-31", "2029-12-31", "2030-12-31"],
    ),
    "the last day is one": (
        of(WEEKS, "2026-03-02", last="2026-03-09"),
        ["2026-03-02", "2026-03-09"],
    ),
    "the last day is none": (of(WEEKS, "2026-03-02", last="2026-03-08"), ["2026-03-02"]),
    "once": (of(DAYS, "2026-03-02", last="2026-03-02"), ["2026-03-02"]),
}


@pytest.mark.parametrize(("given_", "expected"), OCCURRENCES.values(), ids=OCCURRENCES)
def test_days(given_: Rhythm, expected: list[str]) -> None:
    assert days(given_) == expected


INSTANTS: dict[str, tuple[str, str, str, str]] = {
    "Shanghai": ("Asia/Shanghai", "2026-03-02", "08:00", "2026-03-02T00:00"),
    "Shanghai, the first minute": ("Asia/Shanghai", "2027-01-01", "00:00", "2026-12-31T16:00"),
    "Shanghai, the last minute": ("Asia/Shanghai", "2026-12-31", "23:59", "2026-12-31T15:59"),
    "New York, before": ("America/New_York", "2026-03-07", "08:00", "2026-03-07T13:00"),
    "New York, clocks on": ("America/New_York", "2026-03-08", "08:00", "2026-03-08T12:00"),
    # 02:30 is skipped that day: it is when it would have been, 03:30 by the new time
    "New York, an hour skipped": ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30"),
    # 01:30 is shown twice that day: it is the first
    "New York, an hour twice": ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
    "London, clocks back": ("Europe/London", "2026-10-25", "08:00", "2026-10-25T08:00"),
    "Auckland, summer": ("Pacific/Auckland", "2027-01-01", "08:00", "2026-12-31T19:00"),
}


@pytest.mark.parametrize(("zone", "day", "at", "utc"), INSTANTS.values(), ids=INSTANTS)
def test_a_clock_time_is_the_sites_own(zone: str, day: str, at: str, utc: str) -> None:
    due_at = rhythm.at(of(DAYS, day, at=at), date.fromisoformat(day), zone)
    assert due_at == datetime.fromisoformat(f"{utc}+00:00")
    assert due_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-01T23:59:59.999+00:00", "2026-03-02"),  # 07:59:59.999 at the site
        ("2026-03-02T00:00:00+00:00", "2026-03-03"),  # 08:00 sharp: later than now is tomorrow
        ("2026-03-02T15:59:59+00:00", "2026-03-03"),  # in UTC it is still the 2nd
        ("2026-03-02T16:00:00+00:00", "2026-03-03"),  # midnight at the site
    ],
)
def test_the_first_later_than_now(now: str, expected: str) -> None:
    daily = of(DAYS, "2020-01-01")
    assert str(rhythm.after(daily, datetime.fromisoformat(now), "Asia/Shanghai")) == expected


def test_until_an_instant_and_at_it() -> None:
    daily = of(DAYS, "2026-03-02")
    limit = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)

    def due(limit: datetime) -> int:
        return len(list(rhythm.until(daily, daily.first, limit, "Asia/Shanghai")))

    assert (due(limit), due(limit - timedelta(milliseconds=1))) == (3, 2)


FIRSTS = st.dates(date(2016, 1, 1), date(2036, 12, 31))
RHYTHMS = st.builds(
    Rhythm,
    every=st.integers(1, 366),
    period=st.sampled_from(Period),
    at=st.just("08:00"),
    first=FIRSTS,
)


@given(RHYTHMS, FIRSTS)
def test_no_day_lies_between_a_day_and_the_one_that_follows(plan: Rhythm, after: date) -> None:
    """Asked from anywhere, the occurrences are those that one finds by counting from the first."""
    counted, day = [], plan.first
    while len(counted) < 3:
        if day > after:
            counted.append(day)
        following = rhythm.following(plan, day)
        assert following
        assert following > day
        day = following
    assert days(plan, 3, after) == [str(each) for each in counted]


@given(RHYTHMS, st.integers(0, 15))
def test_months_and_years_never_drift(plan: Rhythm, number: int) -> None:
    if plan.period in (MONTHS, YEARS):
        for day in map(date.fromisoformat, days(plan, number)):
            is_last = (day + timedelta(days=1)).day == 1
            assert day.day == plan.first.day or (day.day < plan.first.day and is_last)

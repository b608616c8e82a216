"""When a term is over, at its edges; and the laws that hold whatever the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.calendar import (
    Calendar,
    Days,
    Interval,
    Official,
    OwnDay,
    Region,
    Why,
    instant,
)
from chalicelib.core.clock import Counting, Pause, Reckoning, Rules, reckon
from chalicelib.core.regions import official

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
MORNING, AFTERNOON = Interval(first=540, last=720), Interval(first=780, last=1080)
FULL, NONE = (MORNING, AFTERNOON), ()
OFFICE = Calendar(week=(*[FULL] * 5, NONE, NONE), region=Region.CN)
"""Monday to Friday, 9 to 12 and 13 to 18: 8 hours a day."""
SHIFTS = Calendar(week=((Interval(first=1320, last=1800),),) * 7)
"""Every night from 22:00 to 06:00."""
KNOWN = official(Region.CN, 2025)
OWN = replace(
    OFFICE,
    days=(
        OwnDay(day=date(2026, 3, 3), name="停電檢修"),
        OwnDay(day=date(2026, 2, 17), name="春節值班", hours=(Interval(first=600, last=660),)),
    ),
)


def at(text: str, zone: str = SHANGHAI) -> datetime:
    """`2026-03-02 09:00` as the wall shows it."""
    day, clock = text.split()
    hours, minutes = clock.split(":")[:2]
    return instant(date.fromisoformat(day), int(hours) * 60 + int(minutes), zone)


def rules(calendar: Calendar = OFFICE, zone: str = SHANGHAI) -> Rules:
    return Rules(counts=Counting.WORKING, calendar=calendar, official=KNOWN, zone=zone)


def pause(begins: str, ends: str) -> Pause:
    return Pause(begins=at(begins), ends=at(ends), by="x", reason="x")


def worked(start: str, hours: float, given: Rules, *pauses: Pause) -> Reckoning:
    return reckon(
        at(start, given.zone), timedelta(hours=hours), given, pauses, at("2030-01-01 00:00")
    )


MARCH = "2026-03-02 "
TABLE: dict[str, tuple[str, float, str]] = {
    # An hour of a Monday morning.
    "morning": (MARCH + "09:00", 1, MARCH + "10:00"),
    # 11:30, an hour: half before lunch, half after.
    "over lunch": (MARCH + "11:30", 1, MARCH + "13:30"),
    # What ends as the morning ends is due then, not at 13:00.
    "ends at lunch": (MARCH + "11:00", 1, MARCH + "12:00"),
    # What comes during lunch begins to count at 13:00.
    "comes at lunch": (MARCH + "12:30", 1, MARCH + "14:00"),
    # At the very end of the day nothing of it is left.
    "comes at the end": (MARCH + "18:00", 1, "2026-03-03 10:00"),
    "comes a minute before": (MARCH + "17:59", 1, "2026-03-03 09:59"),
    "ends with the day": (MARCH + "09:00", 8, MARCH + "18:00"),
    "a minute longer": (MARCH + "09:00", 8 + 1 / 60, "2026-03-03 09:01"),
    # Midnight belongs to the day that begins.
    "at midnight": (MARCH + "24:00", 1, "2026-03-03 10:00"),
    "Friday evening": ("2026-03-06 17:00", 2, "2026-03-09 10:00"),
    # 14 February 2026 is a Saturday on which people work for Spring Festival.
    "make-up Saturday": ("2026-02-13 17:00", 2, "2026-02-14 10:00"),
    "an ordinary Saturday": ("2026-02-07 10:00", 1, "2026-02-09 10:00"),
    # Off from Sunday 15 to Monday 23 February.
    "Spring Festival": ("2026-02-14 17:00", 2, "2026-02-24 10:00"),
    "comes on a holiday": ("2026-02-17 10:00", 1, "2026-02-24 10:00"),
    # 28 February is the other Saturday.
    "second make-up Saturday": ("2026-02-27 17:00", 2, "2026-02-28 10:00"),
    # 1 to 3 January are off, Sunday 4 is worked.
    "year end": ("2025-12-31 17:00", 2, "2026-01-04 10:00"),
    "Qingming": ("2026-04-03 17:00", 2, "2026-04-07 10:00"),
    "Labour Day": ("2026-04-30 17:00", 2, "2026-05-06 10:00"),
    "make-up for Labour Day": ("2026-05-08 17:00", 2, "2026-05-09 10:00"),
    "Dragon Boat": ("2026-06-18 17:00", 2, "2026-06-22 10:00"),
    "make-up Sunday": ("2026-09-19 10:00", 1, "2026-09-20 10:00"),
    "Mid-Autumn": ("2026-09-24 17:00", 2, "2026-09-28 10:00"),
    "National Day": ("2026-09-30 17:00", 2, "2026-10-08 10:00"),
}


@pytest.mark.parametrize("case", TABLE)
def test_working_time_ends(case: str) -> None:
    start, hours, due = TABLE[case]
    assert worked(start, hours, rules()).due_at == at(due)


def test_a_second_more_than_twenty_four_hours_is_another_day_of_the_clock() -> None:
    clock = Rules(zone=SHANGHAI)
    start = at(MARCH + "09:00")
    day = reckon(start, timedelta(hours=24), clock, (), start)
    assert day.due_at == start + timedelta(hours=24)
    assert [part.day.why for part in day.parts] == [Why.CLOCK]


PAUSED: dict[str, tuple[str, float, tuple[Pause, ...], str]] = {
    # Stood still from Friday noon to Monday noon: only working time is lost by it.
    "over a weekend": (
        "2026-03-06 11:00",
        3,
        (pause("2026-03-06 12:00", "2026-03-09 12:00"),),
        "2026-03-09 15:00",
    ),
    # What stood still before it began is nothing to it.
    "before the start": (
        MARCH + "10:00",
        1,
        (pause(MARCH + "09:00", MARCH + "10:00"),),
        MARCH + "11:00",
    ),
    "begun before the start": (
        MARCH + "10:00",
        1,
        (pause(MARCH + "09:00", MARCH + "10:30"),),
        MARCH + "11:30",
    ),
    # 10:00 to 11:00 and 10:30 to 11:30 are an hour and a half, not two.
    "two that overlap": (
        MARCH + "09:00",
        2,
        (pause(MARCH + "10:00", MARCH + "11:00"), pause(MARCH + "10:30", MARCH + "11:30")),
        MARCH + "13:30",
    ),
    "one inside another": (
        MARCH + "09:00",
        2,
        (pause(MARCH + "10:00", MARCH + "11:30"), pause(MARCH + "10:30", MARCH + "11:00")),
        MARCH + "13:30",
    ),
    "during lunch": (
        MARCH + "11:00",
        2,
        (pause(MARCH + "12:00", MARCH + "13:00"),),
        MARCH + "14:00",
    ),
    # It was due as the pause began.
    "just as it was due": (
        MARCH + "09:00",
        1,
        (pause(MARCH + "10:00", MARCH + "11:00"),),
        MARCH + "10:00",
    ),
    "empty": (MARCH + "09:00", 1, (pause(MARCH + "09:30", MARCH + "09:30"),), MARCH + "10:00"),
}


@pytest.mark.parametrize("case", PAUSED)
def test_a_pause_counts_from_the_start_anew(case: str) -> None:
    start, hours, pauses, due = PAUSED[case]
    assert worked(start, hours, rules(), *pauses).due_at == at(due)


def test_a_pause_that_lasts_says_what_would_be_if_it_ended_now() -> None:
    stands = Pause(begins=at(MARCH + "10:00"), by="x", reason="x")
    now = at(MARCH + "15:00")
    found = reckon(at(MARCH + "09:00"), timedelta(hours=2), rules(), (stands,), now)
    assert found.stands_still
    assert found.due_at == at(MARCH + "16:00")


def test_the_sites_own_word_goes_before_the_regions() -> None:
    """Off on a Tuesday, at work for an hour on New Year's Day of the moon."""
    assert worked(MARCH + "17:00", 2, rules(OWN)).due_at == at("2026-03-04 10:00")
    found = worked("2026-02-14 17:00", 2, rules(OWN))
    assert found.due_at == at("2026-02-17 11:00")
    whys = [part.day.why for part in found.parts]
    assert whys == [Why.MAKEUP, Why.HOLIDAY, Why.HOLIDAY, Why.OWN_HOURS]
    assert found.parts[-1].day.name == "春節值班"


def test_a_year_that_is_not_known_is_named() -> None:
    """Nobody has set the days of 2027 yet: the week counts, and the explanation says so."""
    found = worked("2026-12-31 17:00", 2, rules())
    assert found.due_at == at("2027-01-01 10:00")
    assert found.unknown == (2027,)
    assert worked("2026-12-30 17:00", 2, rules()).unknown == ()


def test_without_a_region_nothing_is_unknown() -> None:
    assert worked("2026-12-31 17:00", 2, rules(replace(OFFICE, region=None))).unknown == ()


NIGHTS: dict[str, tuple[str, float, str]] = {
    # Tuesday at 01:00 is still Monday's night.
    "into the night before": ("2026-03-03 01:00", 2, "2026-03-03 03:00"),
    "to its end": ("2026-03-03 01:00", 5, "2026-03-03 06:00"),
    "into the next night": ("2026-03-03 01:00", 6, "2026-03-03 23:00"),
    "by day": ("2026-03-03 12:00", 3, "2026-03-04 01:00"),
}


@pytest.mark.parametrize("case", NIGHTS)
def test_a_shift_over_midnight(case: str) -> None:
    start, hours, due = NIGHTS[case]
    assert worked(start, hours, rules(SHIFTS)).due_at == at(due)


CHANGES: dict[str, tuple[str, float, str]] = {
    # 8 March 2026, 02:00 to 03:00 is skipped in New York: that night has seven hours.
    "clocks on": ("2026-03-07 22:00", 8, "2026-03-08T23:00-04:00"),
    # 1 November 2026, 01:00 to 02:00 comes twice: that night has nine.
    "clocks back": ("2026-10-31 22:00", 9, "2026-11-01T06:00-05:00"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_where_clocks_change(case: str) -> None:
    start, hours, due = CHANGES[case]
    found = worked(start, hours, rules(SHIFTS, NEW_YORK))
    assert found.due_at == datetime.fromisoformat(due)


@pytest.mark.parametrize("minutes", [120, 135, 179, 180])
def test_a_clock_time_that_is_skipped_is_the_moment_of_the_jump(minutes: int) -> None:
    assert instant(date(2026, 3, 8), minutes, NEW_YORK) == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_a_day_of_the_week_has_its_hours_beside_the_holidays() -> None:
    days = Days(OFFICE, KNOWN)
    assert days.of(date(2026, 3, 2)).why is Why.WEEK
    assert days.of(date(2026, 3, 1)).why is Why.REST
    assert days.of(date(2026, 2, 17)).name == "spring_festival"


def test_the_library_is_not_asked_for_no_region() -> None:
    assert official(None, 2026) == Official()


_instants = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    datetime(2027, 6, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
_terms = st.integers(1, 60 * 200).map(lambda minutes: timedelta(minutes=minutes))
_zones = st.sampled_from([SHANGHAI, NEW_YORK, "Europe/London", "Africa/Cairo", "Asia/Kathmandu"])


@st.composite
def _hours(draw: st.DrawFn) -> tuple[Interval, ...]:
    edges = sorted(draw(st.lists(st.integers(0, 1439), max_size=6, unique=True)))
    return tuple(Interval(first=a, last=b) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def _rules(draw: st.DrawFn) -> Rules:
    week = [draw(_hours()) for _ in range(6)]
    calendar = Calendar(
        week=(FULL, *week), region=draw(st.sampled_from([None, Region.CN])), makeup=draw(_hours())
    )
    counts = draw(st.sampled_from(list(Counting)))
    return Rules(counts=counts, calendar=calendar, official=KNOWN, zone=draw(_zones))


@st.composite
def _pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    begins = draw(st.lists(_instants, max_size=3))
    lasts = (draw(st.integers(0, 60 * 100)) for _ in begins)
    return tuple(
        Pause(begins=each, ends=each + timedelta(minutes=last), by="x", reason="x")
        for each, last in zip(begins, lasts, strict=True)
    )


LAWS = settings(max_examples=60, deadline=None)
LATE = datetime(2030, 1, 1, tzinfo=UTC)


@LAWS
@given(_instants, st.integers(0, 10**5), _terms, _rules(), _pauses())
def test_what_begins_later_is_due_no_earlier(
    start: datetime, seconds: int, term: timedelta, given: Rules, pauses: tuple[Pause, ...]
) -> None:
    later = start + timedelta(seconds=seconds)
    first = reckon(start, term, given, pauses, LATE).due_at
    assert first <= reckon(later, term, given, pauses, LATE).due_at


@LAWS
@given(_instants, _terms, _terms, _rules(), _pauses())
def test_what_takes_longer_is_due_later(
    start: datetime, term: timedelta, more: timedelta, given: Rules, pauses: tuple[Pause, ...]
) -> None:
    longer = reckon(start, term + more, given, pauses, LATE).due_at
    assert reckon(start, term, given, pauses, LATE).due_at < longer


@LAWS
@given(_instants, _terms, _rules(), _pauses())
def test_no_pause_makes_it_earlier(
    start: datetime, term: timedelta, given: Rules, pauses: tuple[Pause, ...]
) -> None:
    without = reckon(start, term, given, (), LATE).due_at
    assert without <= reckon(start, term, given, pauses, LATE).due_at


@LAWS
@given(_instants, _terms, _rules(), _pauses())
def test_what_counted_adds_up_and_lies_in_working_time(
    start: datetime, term: timedelta, given: Rules, pauses: tuple[Pause, ...]
) -> None:
    found = reckon(start, term, given, pauses, LATE)
    spans = [span for part in found.parts for span in part.spans]
    assert sum((each.until - each.since for each in spans), timedelta()) == term
    assert found.due_at == spans[-1].until
    ends = [start, *(edge for span in spans for edge in (span.since, span.until))]
    assert ends == sorted(ends)
    if given.counts is Counting.WORKING:
        for part in found.parts:
            hours = [
                (
                    instant(part.day.day, each.first, given.zone),
                    instant(part.day.day, each.last, given.zone),
                )
                for each in part.day.hours
            ]
            assert all(
                any(first <= span.since and span.until <= last for first, last in hours)
                for span in part.spans
            )
    for still in found.pauses:
        assert all(span.until <= still.since or span.since >= still.until for span in spans)


@LAWS
@given(_instants, _terms, _zones, _pauses())
def test_who_works_day_and_night_works_by_the_clock(
    start: datetime, term: timedelta, zone: str, pauses: tuple[Pause, ...]
) -> None:
    always = Rules(
        counts=Counting.WORKING,
        calendar=Calendar(week=((Interval(first=0, last=1440),),) * 7),
        zone=zone,
    )
    clock = replace(always, counts=Counting.CLOCK)
    assert (
        reckon(start, term, always, pauses, LATE).due_at
        == reckon(start, term, clock, pauses, LATE).due_at
    )

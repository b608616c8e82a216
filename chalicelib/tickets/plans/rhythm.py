"""On which days a rhythm falls, and at which instants. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from chalicelib.core.calendar import months_after
from chalicelib.core.sitetime import day as site_day
from chalicelib.tickets.days.rules import instant
from chalicelib.tickets.plans.model import Period, Rhythm

_DAYS = {Period.DAYS: 1, Period.WEEKS: 7}
_MONTHS = {Period.MONTHS: 1, Period.YEARS: 12}


def following(rhythm: Rhythm, after: date) -> date | None:
    """The first occurrence later than a day; None if the last is over."""
    number = 0 if after < rhythm.first else _number(rhythm, after)
    day = _day(rhythm, number)
    if day <= after:
        day = _day(rhythm, number + 1)
    return None if rhythm.last and day > rhythm.last else day


def _number(rhythm: Rhythm, day: date) -> int:
    """Of the occurrence that a day lies at or after, or of the one that its month has later on."""
    if rhythm.period in _DAYS:
        return (day - rhythm.first).days // (rhythm.every * _DAYS[rhythm.period])
    months = (day.year - rhythm.first.year) * 12 + day.month - rhythm.first.month
    return months // (rhythm.every * _MONTHS[rhythm.period])


def _day(rhythm: Rhythm, number: int) -> date:
    """The day of an occurrence; the first has number 0."""
    if rhythm.period in _DAYS:
        return rhythm.first + timedelta(days=number * rhythm.every * _DAYS[rhythm.period])
    return months_after(rhythm.first, number * rhythm.every * _MONTHS[rhythm.period])


def at(rhythm: Rhythm, day: date, zone: str) -> datetime:
    """When the occurrence of a day falls due, UTC.

    A clock time that is shown twice that day counts when it is first shown, one that is skipped
    as if it was not.
    """
    hours, minutes = rhythm.at.split(":")
    return instant(day, int(hours) * 60 + int(minutes), zone)


def after(rhythm: Rhythm, now: datetime, zone: str) -> date | None:
    """The first occurrence that falls due later than now."""
    day = following(rhythm, site_day(now, zone) - timedelta(days=1))
    if day and at(rhythm, day, zone) <= now:
        return following(rhythm, day)
    return day


def until(rhythm: Rhythm, day: date | None, limit: datetime, zone: str) -> Iterator[date]:
    """The occurrences from one on that have fallen due by then, that instant included."""
    while day and at(rhythm, day, zone) <= limit:
        yield day
        day = following(rhythm, day)

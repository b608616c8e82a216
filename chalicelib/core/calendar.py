"""Working calendars: the hours of each day, public holidays, and make-up workdays 調休. Pure."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta

from chalicelib.core.fields import Day, Line
from chalicelib.core.record import Frozen

DAY = 1440
"""Minutes of a day; a clock change makes it longer or shorter, not its clock times."""


class Interval(Frozen):
    """Working time from one clock time to another, minutes after midnight.

    A shift over midnight ends after 1440; it belongs to the day on which it begins.
    """

    first: Annotated[int, Meta(ge=0, le=DAY - 1, examples=[540])]
    last: Annotated[int, Meta(ge=1, le=2 * DAY, examples=[720])]


Hours = Annotated[tuple[Interval, ...], Meta(max_length=12)]
"""The working time of a day, in order; a lunch break lies between two intervals."""


class OwnDay(Frozen):
    """A day on which the site keeps hours of its own, or none, whatever the region does."""

    day: Day
    name: Line
    """Why, as it is to be read in an explanation."""
    hours: Hours = ()


class Region(StrEnum):
    """Whose public holidays and make-up workdays count."""

    CN = "CN"
    """Mainland China, as the State Council sets them year by year."""


class Calendar(Frozen):
    """Working hours by weekday, Monday first; the region's days; and the site's own days."""

    week: tuple[Hours, ...] = ()
    region: Region | None = None
    makeup: Hours = ()
    """The hours of a make-up workday; none given: those of a Monday."""
    days: Annotated[tuple[OwnDay, ...], Meta(max_length=400)] = ()


class OfficialDay(Frozen):
    """A public holiday, or a day on which people work for one."""

    day: date
    works: bool
    name: str
    """Key of its name in the catalogue."""


class Official(Frozen):
    """A region's days, as they were known when the settings were made."""

    years: tuple[int, ...] = ()
    """The years that are known whole. Of any other nothing is known."""
    days: tuple[OfficialDay, ...] = ()


class Why(StrEnum):
    """Why a day has the hours that it has."""

    CLOCK = "clock"
    """Every hour counts."""
    WEEK = "week"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"
    OWN_HOURS = "own_hours"
    OWN_OFF = "own_off"


class Worked(Frozen):
    """The working hours of one day, and why."""

    day: date
    why: Why
    name: str = ""
    hours: Hours = ()
    known: bool = True
    """False: of this year the region's days are not known; the day counts as the week has it."""


class Days:
    """A calendar made ready for asking about one day after the other."""

    def __init__(self, calendar: Calendar, official: Official) -> None:
        self._calendar = calendar
        self._own = {each.day: each for each in calendar.days}
        self._official = {each.day: each for each in official.days} if calendar.region else {}
        self._years = frozenset(official.years) if calendar.region else None

    def of(self, day: date) -> Worked:
        """A day's hours: the site's own word first, then the region's, then the week's."""
        own = self._own.get(day)
        if own:
            why = Why.OWN_HOURS if own.hours else Why.OWN_OFF
            return Worked(day=day, why=why, name=own.name, hours=own.hours)
        known = self._years is None or day.year in self._years
        official = self._official.get(day)
        if official and official.works:
            hours = self._calendar.makeup or self._calendar.week[0]
            return Worked(day=day, why=Why.MAKEUP, name=official.name, hours=hours)
        if official:
            return Worked(day=day, why=Why.HOLIDAY, name=official.name)
        hours = self._calendar.week[day.weekday()]
        return Worked(day=day, why=Why.WEEK if hours else Why.REST, hours=hours, known=known)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where a month has no such day, its last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def instant(day: date, minutes: int, zone: str) -> datetime:
    """When the clock on the site's wall shows so many minutes after a day's midnight.

    A time that is shown twice counts when it is first shown, one that is skipped as the moment at
    which the clocks jump: so a later time is never an earlier instant.
    """
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    wall = ZoneInfo(zone)
    at = shown.replace(tzinfo=wall).astimezone(UTC)
    if at.astimezone(wall).replace(tzinfo=None) == shown:
        return at
    before = shown.replace(tzinfo=wall, fold=1).astimezone(UTC)
    offset = at.astimezone(wall).utcoffset()
    while at - before > timedelta(seconds=1):
        middle = before + (at - before) / 2
        if middle.astimezone(wall).utcoffset() == offset:
            at = middle
        else:
            before = middle
    return at.replace(microsecond=0)

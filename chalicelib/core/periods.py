"""Periods of a report: their days, and the days, weeks and months that they consist of (P-report).

A period is from a first day to a last one of the site, both included. Pure.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from chalicelib.core.calendar import instant
from chalicelib.core.errors import Fault

MOST_DAYS = 366
EARLIEST, LATEST = date(2000, 1, 1), date(2499, 12, 31)
"""Between them the id of a record begins with eleven digits of its time."""
_DAY = timedelta(days=1)
_NAMED: dict[str, Callable[[date], str]] = {
    "day": str,
    "week": lambda day: "{}-W{:02}".format(*day.isocalendar()),
    "month": lambda day: f"{day:%Y-%m}",
}


def faults(first: date, last: date) -> Iterator[Fault]:
    """What is wrong with a period that is asked for as `first` and `last`."""
    outside = [
        Fault(
            pointer=f"/{name}",
            code="out_of_range",
            data={"min": str(EARLIEST), "max": str(LATEST)},
        )
        for name, day in (("first", first), ("last", last))
        if not EARLIEST <= day <= LATEST
    ]
    yield from outside
    if last < first:
        yield Fault(pointer="/last", code="last_before_first")
    elif not outside and (last - first).days >= MOST_DAYS:
        yield Fault(pointer="/last", code="period_too_long", data={"max": MOST_DAYS})


def span(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The instant at which the first day begins, and the one at which the last is over."""
    return instant(first, 0, zone), over(last, zone)


def over(day: date, zone: str) -> datetime:
    """The instant at which a day is over at the site."""
    return instant(day + _DAY, 0, zone)


def days(first: date, last: date) -> Iterator[date]:
    """Every day of it."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def named(by: str) -> Callable[[date], str]:
    """What a day's `day`, `week` or `month` is called: `2026-03-02`, `2026-W10`, `2026-03`."""
    return _NAMED[by]


def parts(first: date, last: date, by: str) -> dict[str, list[date]]:
    """The days of it, by the day, week or month that they are of."""
    found: dict[str, list[date]] = {}
    for day in days(first, last):
        found.setdefault(named(by)(day), []).append(day)
    return found


def quotient(part: int, whole: int, places: int) -> float | None:
    """The quotient to so many decimals, halves up, worked out in whole numbers; None of nothing."""
    if whole == 0:
        return None
    scale: int = 10**places
    return (2 * part * scale + whole) // (2 * whole) / scale

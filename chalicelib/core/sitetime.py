"""Site time: days and clock times as people at a site read them.

Instants travel in UTC; a day exists only in a site's own time zone (IANA name).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local(at: datetime, zone: str) -> datetime:
    """The instant as the clock on the site's wall shows it."""
    return at.astimezone(ZoneInfo(zone))


def day(at: datetime, zone: str) -> date:
    """The site's calendar day in which the instant lies."""
    return local(at, zone).date()


def text(at: datetime) -> str:
    """UTC with fixed width, so that text order is time order: `2026-11-23T05:28:00.000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def id_begins(at: datetime) -> str:
    """How the ids begin that are given at an instant: later ones come after earlier ones."""
    return f"{int(at.timestamp() * 1000):011x}"


_FIRST, _LAST = date(1970, 1, 2), date(2500, 1, 1)
"""Between which ids are as long as each other; the program was written after and runs before."""


def ids_between(first: date | None, last: date | None) -> tuple[str, str]:
    """How the first and the last ids begin that are given on these days, in whatever time zone.

    >>> ids_between(None, None)
    ('', '~')
    """
    begin, end = "", "~"
    if first:
        day = min(max(first, _FIRST), _LAST)
        begin = id_begins(datetime.combine(day, time(), UTC) - timedelta(hours=14))
    if last:
        day = min(max(last, _FIRST), _LAST)
        end = id_begins(datetime.combine(day, time(), UTC) + timedelta(hours=36))
    return begin, end


def among(at: datetime, zone: str, first: date | None, last: date | None) -> bool:
    """Whether the instant lies on one of these days at the site."""
    on = day(at, zone)
    return (first is None or first <= on) and (last is None or on <= last)

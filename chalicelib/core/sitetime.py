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


def instant(at: datetime) -> datetime:
    """The instant as it is kept: in UTC, to the millisecond."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def id_begins(at: datetime) -> str:
    """How the ids begin that are given at an instant: later ones come after earlier ones."""
    return f"{int(at.timestamp() * 1000):011x}"


FIRST, LAST = date(1970, 1, 2), date(2500, 1, 1)
"""Between which instants are written alike; the program was written after and runs before."""


def _somewhere(first: date | None, last: date | None) -> tuple[datetime, datetime]:
    """From when to when it is one of these days anywhere on earth."""
    begin, end = (min(max(each, FIRST), LAST) for each in (first or FIRST, last or LAST))
    return (
        datetime.combine(begin, time(), UTC) - timedelta(hours=14),
        datetime.combine(end, time(), UTC) + timedelta(hours=36),
    )


def ids_between(first: date | None, last: date | None) -> tuple[str, str]:
    """Between what the ids lie that are given on these days, whatever the site's time zone.

    >>> ids_between(None, None)
    ('', '~')
    """
    begin, end = map(id_begins, _somewhere(first, last))
    return begin if first else "", end if last else "~"


def texts_between(first: date | None, last: date | None) -> tuple[str, str]:
    """Between what the texts of these days' instants lie, whatever the site's time zone."""
    begin, end = map(text, _somewhere(first, last))
    return begin, end


def among(at: datetime, zone: str, first: date | None, last: date | None) -> bool:
    """Whether the instant lies on one of these days at the site."""
    on = day(at, zone)
    return (first is None or first <= on) and (last is None or on <= last)

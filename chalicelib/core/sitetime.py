"""Site time: days and clock times as people at a site read them.

Instants travel in UTC; a day exists only in a site's own time zone (IANA name).
"""

from datetime import UTC, date, datetime
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

"""The house as one read brought it: what was never stored stands as empty."""

from collections.abc import Iterable
from datetime import date, timedelta

from chalicelib.core.ports import Key, Loaded
from chalicelib.lodging.house.model import (
    House,
    InLine,
    Night,
    Queue,
    house_key,
    night_key,
    queue_key,
)

_EVENING_BEFORE = timedelta(days=1)


def house_of(loaded: Loaded, site: str) -> House:
    """The site's house; without rooms, if none was ever added."""
    return loaded.record(House, site, site) or House(site=site, id=site)


def queue_of(loaded: Loaded, site: str) -> Queue:
    """The site's queue; empty, if nobody ever waited."""
    return loaded.record(Queue, site, site) or Queue(site=site, id=site)


def both(site: str) -> tuple[Key, Key]:
    """House and queue."""
    return (house_key(site), queue_key(site))


def looked_at(wanted: Iterable[InLine]) -> set[date]:
    """The nights that decide whether these can have a bed, and which they had the night before."""
    found: set[date] = set()
    for each in wanted:
        found |= {*each.nights, each.first - _EVENING_BEFORE}
    return found


def night_keys(site: str, days: Iterable[date]) -> list[Key]:
    """Where these nights are kept."""
    return [night_key(site, each) for each in sorted(days)]


def nights_of(loaded: Loaded, site: str, days: Iterable[date]) -> dict[date, Night]:
    """These nights; empty, where nobody has a bed."""
    return {
        day: loaded.record(Night, site, day.isoformat()) or Night(site=site, id=day.isoformat())
        for day in days
    }

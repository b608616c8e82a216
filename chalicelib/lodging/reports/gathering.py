"""Reading what the report on beds is made of: nights by key, stays by their months.

What is read grows with the nights of the period, the stays of its months, and with what was
settled about rooms since it began; never with what lies outside.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from chalicelib.core import periods
from chalicelib.core.act import Act
from chalicelib.core.history import Entry
from chalicelib.core.ports import Key, Listing, Store
from chalicelib.core.site import Site
from chalicelib.lodging.house.model import House, Night, Room
from chalicelib.lodging.reports import rules
from chalicelib.lodging.reports.facts import Settled
from chalicelib.lodging.reports.forms import OfPeriod
from chalicelib.lodging.reports.model import OccupancyReport
from chalicelib.lodging.stays.model import Stay, month_key
from chalicelib.lodging.terms import LodgingTerms
from chalicelib.service.searching import everything, under

_PAGE = 1000
_ENTRIES = 50
"""Of the house's history, read at once: it seldom changes."""
_ALWAYS = datetime.min.replace(tzinfo=UTC)


def made(store: Store, asked: OfPeriod, house: House, act: Act[LodgingTerms]) -> OccupancyReport:
    """The report, of what is stored; `house` is the house as it is now.

    Raises: Refusal `invalid_form` for more stays than are counted at once.
    """
    nights = _nights(store, asked, act.site.id)
    stays = _stays(store, asked, nights, act.site.id)
    return rules.report(asked, nights, _settled(store, asked, house, act.site), stays, act)


def _nights(store: Store, asked: OfPeriod, site: str) -> list[Night]:
    listing = Listing(
        table=Night.TABLE,
        partition=site,
        first=f"{Night.KIND}#{asked.first}",
        last=f"{Night.KIND}#{asked.last}",
        limit=_PAGE,
        consistent=True,
    )
    return [msgspec.convert(item, Night) for item in everything(store, listing)]


def _stays(store: Store, asked: OfPeriod, nights: Iterable[Night], site: str) -> dict[str, Stay]:
    named = {lodger.stay for night in nights for lodger in night.lodgers}
    for month in periods.parts(asked.first, asked.last, "month").values():
        named.update(under(store, Stay, site, month_key(month[0])))
        if len(named) > rules.MOST_STAYS:
            raise rules.too_many()
    found = _loaded(store, named, site)
    begun = {each.asked.begins for each in found.values() if each.asked.begins}
    return found | _loaded(store, begun - found.keys(), site)


def _loaded(store: Store, ids: Iterable[str], site: str) -> dict[str, Stay]:
    wanted = sorted(ids)
    loaded = store.load(Key(Stay, site, each) for each in wanted)
    known = (loaded.record(Stay, site, each) for each in wanted)
    return {each.id: each for each in known if each}


def _settled(store: Store, asked: OfPeriod, house: House, site: Site) -> list[Settled]:
    """The rooms as they were settled in the period, and before it those that it begins with.

    The house's history is read backwards, no further than to what its rooms were before. A house
    that was stored whole, without a step for each room, had them from then on.
    """
    begins, since = periods.over(asked.first, site.time_zone), _ALWAYS
    changes: list[Settled] = []
    unknown: set[str] = set()
    for entry in _entries(store, site.id):
        if entry.at < begins and not unknown:
            break
        number = entry.facts.get("room")
        if number is None:
            since = entry.at
        elif entry.at >= begins or number in unknown:
            room = msgspec.convert({**entry.form, "number": number}, Room)
            changes.append(Settled(entry.at, room))
            before = entry.at >= begins and "number" not in entry.form
            (unknown.add if before else unknown.discard)(number)
    changes.reverse()
    changed = {each.room.number for each in changes}
    untouched = (each for each in house.rooms if each.number not in changed)
    first = {each.room.number: each.room for each in reversed(changes)}
    whole = (*untouched, *(first[each] for each in sorted(unknown)))
    return [*(Settled(since, each) for each in whole), *changes]


def _entries(store: Store, site: str) -> Iterator[Entry]:
    """The house's history, newest first."""
    listing = Listing(
        table="history",
        partition=f"{site}#{House.KIND}#{site}",
        newest_first=True,
        limit=_ENTRIES,
        consistent=True,
    )
    for item in everything(store, listing):
        yield msgspec.convert(item, Entry)

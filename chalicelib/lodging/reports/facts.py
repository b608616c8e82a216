"""What happened in the reception room, day by day, as its records say it (P-report). Pure.

Everything is counted on the day, at the site, on which it happened: so what is counted of a day
that is over does not change by what comes after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from chalicelib.core import periods, sitetime
from chalicelib.core.approval import ChainState
from chalicelib.lodging.accounts.model import Part, What
from chalicelib.lodging.house.model import BedPlace, Lodger, Night, Room
from chalicelib.lodging.stays.model import Stay, StayState

_BY_ITSELF = (StayState.LAPSED, StayState.NO_SHOW)
_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)


class Fact(NamedTuple):
    """Something to be counted of a day."""

    day: date
    what: str
    of: str = ""
    """Type of room, or sex."""
    amount: int = 1


class Settled(NamedTuple):
    """A room as it was settled at an instant."""

    at: datetime
    room: Room


def rooms(settled: Iterable[Settled], at: datetime) -> dict[str, Room]:
    """The rooms as they were before an instant, by number, of what was settled in its order."""
    return {each.room.number: each.room for each in settled if each.at < at}


def of_nights(
    nights: Iterable[Night],
    days: Sequence[date],
    settled: Sequence[Settled],
    stays: Mapping[str, Stay],
    zone: str,
) -> Iterator[Fact]:
    """Beds open, given and used: the first by type of room, the others by sex as well."""
    lodgers = {date.fromisoformat(each.id): each.lodgers for each in nights}
    for day in days:
        over = periods.over(day, zone)
        house = rooms(settled, over)
        types = {number: room.type for number, room in house.items()}
        given = [each for each in lodgers.get(day, ()) if stays[each.stay].granted_at]
        beds = {
            BedPlace(room=number, bed=bed)
            for number, room in house.items()
            for bed in room.open_beds
        }
        for place in beds | {each.place for each in given}:
            yield Fact(day, "open", types[place.room])
        for each in given:
            for what in ("given", "used") if _there(each, stays, day, zone) else ("given",):
                yield Fact(day, what, types[each.room])
                yield Fact(day, f"{what}_of", each.sex)


def _there(lodger: Lodger, stays: Mapping[str, Stay], day: date, zone: str) -> bool:
    """Whether the guest had come when the day was over: who leaves has no bed that night."""
    begun = stays[stays[lodger.stay].asked.begins or lodger.stay]
    return any(
        each.guest == lodger.guest and sitetime.day(each.came_at, zone) <= day
        for each in begun.present
    )


def of_stay(stay: Stay, last: date, zone: str) -> Iterator[Fact]:
    """What happened to an application and to its guests, and when it waited, to the last day."""

    def on(at: datetime) -> date:
        return sitetime.day(at, zone)

    versions = zip(stay.earlier, stay.returned, strict=True)
    for asked, each in versions:
        yield Fact(on(each.registered_at), "applied")
        yield Fact(on(each.at), each.state)
        if asked.extends:
            yield Fact(on(each.registered_at), "extensions")
    yield Fact(on(stay.registered_at), "applied")
    if stay.asked.extends:
        yield Fact(on(stay.registered_at), "extensions")
    if stay.over:
        # What ends by itself does so by its first day, however late that was seen to.
        ended = on(stay.over.at)
        yield Fact(min(ended, stay.asked.first) if stay.state in _BY_ITSELF else ended, stay.state)
    if stay.granted_at:
        yield Fact(on(stay.granted_at), StayState.GRANTED)
        waited = stay.granted_at - stay.registered_at
        yield Fact(on(stay.granted_at), "waited", amount=waited // _MILLISECOND)
    yield from _waiting(stay, last, zone)
    for guest in stay.present:
        yield Fact(on(guest.came_at), "came")
        if guest.left_at:
            left = on(guest.left_at)
            yield Fact(left, "left")
            yield Fact(left, "nights", amount=(left - on(guest.came_at)).days)
    yield from _late(stay)


def _waiting(stay: Stay, last: date, zone: str) -> Iterator[Fact]:
    """That it had to wait, and that it waited as a day was over."""
    if stay.chain.state is not ChainState.APPROVED:
        return
    approved = stay.chain.signed[-1].at
    if approved == stay.granted_at:
        return
    day = sitetime.day(approved, zone)
    yield Fact(day, "queued")
    until = stay.granted_at or (stay.over.at if stay.over else None)
    while day <= last and (until is None or until >= periods.over(day, zone)):
        yield Fact(day, "waiting")
        day += _DAY


def _late(stay: Stay) -> Iterator[Fact]:
    """For which days which guests were charged, whatever in how many lines (L-6)."""
    charged: dict[tuple[str | None, date], set[Part | None]] = defaultdict(set)
    for each in stay.lines:
        if each.what is What.LATE and each.day:
            charged[each.guest, each.day].add(each.part)
    for (_, day), parts in charged.items():
        yield Fact(day, "late")
        if parts != {Part.HALF}:
            yield Fact(day, "overstayed")

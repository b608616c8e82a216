"""Who stays on after the day of leaving keeps the bed, and nobody else comes to it (L-6). Pure.

From the second on at which the whole day is owed, the night that begins is theirs: the bed is not
given anew. Whoever was given it before does not come in while they are there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.record import Frozen
from chalicelib.lodging.house.model import BedPlace, Lodger, Night
from chalicelib.lodging.house.placing import Nights
from chalicelib.lodging.staying import late
from chalicelib.lodging.staying.model import Present
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import LodgingTerms

MOST_NIGHTS = 10
"""Nights that one run of the job keeps for a stay; what is more waits for the next."""
_DAY = timedelta(days=1)


class InTheWay(Frozen):
    """Somebody who is in a bed that is another's by now."""

    name: str
    number: str
    """Of their application's form."""
    place: BedPlace


def nights(stay: Stay, now: datetime, terms: LodgingTerms, zone: str) -> tuple[date, ...]:
    """The nights up to tonight that are to be kept for who should have left, oldest first.

    Tonight's is among them however often it is asked: an extension given up late adds to it.
    """
    today = sitetime.day(now, zone)
    day = min((stay.leaves(each.guest) for each in stay.here), default=today + _DAY)
    found = []
    while day <= today:
        _, whole = late.steps(day, terms, zone)
        if whole <= now and (day == today or day not in stay.overstayed):
            found.append(day)
        day += _DAY
    return tuple(found)


def evening_before(days: Sequence[date]) -> tuple[date, ...]:
    """These nights, and those before them, which say who is in which bed."""
    return tuple(sorted({each - before for each in days for before in (timedelta(), _DAY)}))


def kept(stay: Stay, known: Nights, days: Sequence[date]) -> dict[date, Night]:
    """The nights with those of the stay who should have left in the beds that they are in."""
    found: dict[date, Night] = {}
    own = _own(stay)
    for day in days:
        before = found.get(day - _DAY) or known.get(day - _DAY)
        night = known[day]
        marks = tuple(
            _mark(stay, each, before)
            for each in stay.here
            if stay.leaves(each.guest) <= day
            and not any(each.guest == one.guest and one.stay in own for one in night.everyone)
        )
        if marks:
            found[day] = replace(night, overstaying=(*night.overstaying, *marks))
    return found


def _mark(stay: Stay, guest: Present, before: Night | None) -> Lodger:
    """The guest in the bed of the night before; who has come today only, in the one granted."""
    own, slept = _own(stay), before.everyone if before else ()
    places = [each.place for each in slept if each.stay in own and each.guest == guest.guest]
    places += [each.place for each in stay.beds if each.guest == guest.guest]
    sex = next(each.sex for each in stay.asked.guests if each.guest == guest.guest)
    return Lodger(room=places[0].room, bed=places[0].bed, stay=stay.id, guest=guest.guest, sex=sex)


def _own(stay: Stay) -> set[str]:
    """The stay and its extensions, as nights name them."""
    return {stay.id, *(each.stay for each in stay.moved)}


def given_away(stay: Stay, night: Night) -> Iterator[tuple[Lodger, Lodger]]:
    """Who of the stay is in a bed of this night that was given to whom before, or else in a room
    that was given to whom of the other sex (L-10).
    """
    for mark in (each for each in night.overstaying if each.stay == stay.id):
        same = (e for e in night.lodgers if e.place == mark.place and e.guest != mark.guest)
        mixed = (e for e in night.lodgers if e.room == mark.room and e.sex is not mark.sex)
        found = next(chain(same, mixed), None)
        if found:
            yield mark, found


def others(stay: Stay, known: Iterable[Night]) -> Iterator[Lodger]:
    """Who besides the stay is in its way where they were in these nights: in one of its beds, of
    the other sex in one of its rooms (L-10), or one of its guests.
    """
    places = {each.place for each in stay.beds}
    sexes = {each.guest: each.sex for each in stay.asked.guests}
    rooms = {each.place.room: sexes[each.guest] for each in stay.beds}
    for night in known:
        for each in night.everyone:
            mixed = each.room in rooms and each.sex is not rooms[each.room]
            if each.stay != stay.id and (each.place in places or mixed or each.guest in sexes):
                yield each


def in_the_way(
    stay: Stay, guests: set[str], known: Nights, stays: Mapping[str, Stay], today: date
) -> InTheWay | None:
    """Who is still in one of the beds of these guests today, or of the other sex in their room, or
    one of them, not checked out. Whose extension goes on in another bed tonight is not.
    """
    coming = replace(
        stay,
        asked=replace(stay.asked, guests=tuple(e for e in stay.asked.guests if e.guest in guests)),
        beds=tuple(each for each in stay.beds if each.guest in guests),
    )
    tonight = known.get(today)
    last = known.get(today - _DAY)
    were = (*(last.everyone if last else ()), *(tonight.overstaying if tonight else ()))
    for each in others(coming, [Night(site=stay.site, id=str(today), lodgers=were)]):
        other = stays.get(each.came_to)
        there = [known for known in other.here if known.guest == each.guest] if other else []
        if other and there and not _elsewhere(each, other, tonight):
            return InTheWay(name=there[0].name, number=other.number, place=each.place)
    return None


def _elsewhere(who: Lodger, stay: Stay, tonight: Night | None) -> bool:
    bed = tonight.of(who.guest) if tonight else None
    return bed is not None and bed.stay in _own(stay) and bed.place != who.place

"""Which beds guests can have for their nights: no bed twice, no room mixed (L-2, L-10). Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations

from msgspec.structs import replace

from chalicelib.core.record import Frozen
from chalicelib.lodging.house.model import (
    Asking,
    BedPlace,
    House,
    InLine,
    Lodger,
    Night,
    Queue,
    Sex,
)

Nights = Mapping[date, Night]
"""Every night that a decision looks at, as it is; an empty one where nobody has a bed yet."""
Given = dict[str, BedPlace]
"""Guest to bed."""


class _Free(Frozen):
    """A room with what can be given in it."""

    number: str
    beds: tuple[str, ...]
    sex: Sex | None


def placed(house: House, nights: Nights, wanted: InLine) -> Given | None:
    """A bed for each guest, the same for all their nights; None if there are not enough.

    Guests who go on staying keep their beds, as many as can if there is to be one for each. Rooms
    that have guests of the same sex fill up first, so that empty ones stay open to all; of these
    the smallest that will do. A bed is taken by who was given it, and by who is still in it, unless
    it is the guest's own.
    """
    during = [nights[each] for each in wanted.nights]
    if any(night.of(each.guest) for night in during for each in wanted.guests):
        return None
    kept = _kept(house, nights, during, wanted).items()
    ways = (combinations(kept, count) for count in range(len(kept), -1, -1))
    found = (_besides(each, house, during, wanted) for each in chain.from_iterable(ways))
    return next((given for given in found if given is not None), None)


def _besides(
    kept: Iterable[tuple[str, BedPlace]], house: House, during: Sequence[Night], wanted: InLine
) -> Given | None:
    """The beds that are kept, and one for each of the other guests; None if there is no way."""
    given = dict(kept)
    rooms = list(_free(house, during, given, wanted))
    left = [each for each in wanted.guests if each.guest not in given]
    for sex in Sex:
        beds = [(room.number, bed) for room in rooms if room.sex is sex for bed in room.beds]
        of_sex = [each for each in left if each.sex is sex]
        for guest, (room, bed) in zip(of_sex, beds, strict=False):
            given[guest.guest] = BedPlace(room=room, bed=bed)
    left = [each for each in left if each.guest not in given]
    empty = sorted((each for each in rooms if each.sex is None), key=lambda each: -len(each.beds))
    found = _shared_out(left, empty)
    return None if found is None else given | _snug(found, empty)


def _kept(house: House, nights: Nights, during: Sequence[Night], wanted: InLine) -> Given:
    """The beds that the guests have the night before and that nobody else has."""
    before = nights.get(wanted.first - _DAY)
    given: Given = {}
    for each in wanted.guests:
        lodger = _slept(before, each.guest) if before else None
        room = house.room(lodger.room) if lodger else None
        if not lodger or not room or lodger.bed not in room.open_beds:
            continue
        if lodger.place not in _taken(during, wanted) and _sexes(room.number, during) <= {each.sex}:
            given[each.guest] = lodger.place
    return given


def _slept(night: Night, guest: str) -> Lodger | None:
    return next((each for each in night.everyone if each.guest == guest), None)


def _taken(during: Iterable[Night], wanted: InLine) -> set[BedPlace]:
    own = {each.guest for each in wanted.guests}
    return {each.place for night in during for each in night.everyone if each.guest not in own}


_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def _sexes(room: str, during: Iterable[Night]) -> set[Sex]:
    return {sex for night in during for sex in night.sexes(room)}


def _free(house: House, during: Sequence[Night], given: Given, wanted: InLine) -> Iterable[_Free]:
    """The rooms with a bed that is free all nights, and whose they are. Mixed over time is none."""
    taken = _taken(during, wanted) | set(given.values())
    sexes = {each.guest: each.sex for each in wanted.guests}
    for room in house.rooms:
        beds = tuple(
            each for each in room.open_beds if BedPlace(room=room.number, bed=each) not in taken
        )
        here = _sexes(room.number, during)
        here |= {sexes[guest] for guest, place in given.items() if place.room == room.number}
        if beds and len(here) < len(Sex):
            yield _Free(number=room.number, beds=beds, sex=next(iter(here), None))


def _shared_out(left: Sequence[Asking], empty: Sequence[_Free]) -> Given | None:
    """Beds in empty rooms, each room for one sex; None if there is no way.

    The largest room goes to the one sex or the other: at least one guest is placed each time, so
    the search is no deeper than there are guests.
    """
    if not left:
        return {}
    if not empty:
        return None
    room, others = empty[0], empty[1:]
    for sex in dict.fromkeys(each.sex for each in left):
        here = [each for each in left if each.sex is sex][: len(room.beds)]
        rest = _shared_out([each for each in left if each not in here], others)
        if rest is not None:
            beds = zip(here, room.beds, strict=False)
            return {each.guest: BedPlace(room=room.number, bed=bed) for each, bed in beds} | rest
    return None


def _snug(given: Given, empty: Sequence[_Free]) -> Given:
    """Who shares a room in the smallest empty room that holds them all.

    The fewest choose first: whichever room they take, one at least as large is left to the others.
    """
    together: dict[str, list[str]] = {}
    for guest, place in given.items():
        together.setdefault(place.room, []).append(guest)
    rooms = sorted(empty, key=lambda each: len(each.beds))
    snug: Given = {}
    for guests in sorted(together.values(), key=len):
        room = next(each for each in rooms if len(each.beds) >= len(guests))
        rooms.remove(room)
        for guest, bed in zip(guests, room.beds, strict=False):
            snug[guest] = BedPlace(room=room.number, bed=bed)
    return snug


def held(nights: Nights, wanted: InLine, given: Given) -> dict[date, Night]:
    """The nights with the beds given. Who is still in one stays in it: what is given may end."""
    lodgers = tuple(
        Lodger(
            room=given[each.guest].room,
            bed=given[each.guest].bed,
            stay=wanted.stay,
            guest=each.guest,
            sex=each.sex,
            begins=wanted.begins,
        )
        for each in wanted.guests
    )
    return {
        night: replace(nights[night], lodgers=(*nights[night].lodgers, *lodgers))
        for night in wanted.nights
    }


def freed(nights: Nights, stays: set[str], guests: set[str] | None = None) -> dict[date, Night]:
    """The nights without the beds that stays had in them: of these guests, or of all."""

    def goes(each: Lodger) -> bool:
        return each.stay in stays and (guests is None or each.guest in guests)

    def kept(known: Iterable[Lodger]) -> tuple[Lodger, ...]:
        return tuple(each for each in known if not goes(each))

    return {
        day: replace(night, lodgers=kept(night.lodgers), overstaying=kept(night.overstaying))
        for day, night in nights.items()
        if any(map(goes, night.everyone))
    }


def overlap(one: InLine, other: InLine) -> bool:
    """Whether two want a bed for the same night. Leaving on a day and coming on it is no such."""
    return one.first < other.last and other.first < one.last


def has_turn(house: House, nights: Nights, queue: Queue, wanted: InLine, today: date) -> bool:
    """Whether nobody registered before could have a bed now that this one might take (L-2)."""
    before = (each for each in ahead(queue, wanted) if each.in_time(today))
    return not any(placed(house, nights, each) for each in before)


def ahead(queue: Queue, wanted: InLine) -> Iterator[InLine]:
    """Who wants a bed in the same nights and registered before."""
    for each in queue.waiting:
        if overlap(each, wanted) and order(each) < order(wanted):
            yield each


def order(waiting: InLine) -> tuple[object, ...]:
    """By which beds go: when it was registered; of the same instant, its id."""
    return (waiting.registered_at, waiting.stay)

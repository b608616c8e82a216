"""The calendar of beds as a page draws it: a bar for each guest and bed, who comes and who leaves.

Pure. Names are shown to who may see every stay, and masked to others (P-who).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from chalicelib.core.people import Person
from chalicelib.core.private import mask
from chalicelib.core.record import Frozen, Instant
from chalicelib.lodging.house.model import BedPlace, Lodger, Night, Sex
from chalicelib.lodging.stays.model import BEGINS, Stay, StayState
from chalicelib.lodging.stays.rules import OFFICE

_DAY = timedelta(days=1)
Stays = Mapping[str, Stay]


class Span(Frozen):
    """One bar: a guest in a bed for nights in a row, with all extensions that go on in it."""

    room: str
    bed: str
    stay: str
    """That its guest came to, or is to come to; of an offer its own."""
    extensions: tuple[str, ...]
    """Those of its extensions that the nights shown belong to."""
    number: str
    """Of the stay's application."""
    employee: str
    guest: str
    """Person id."""
    name: str
    """The guest's; masked to who may not see every stay."""
    sex: Sex
    state: StayState
    first: date
    """On whose evening the first of the nights shown begins."""
    last: date
    """On whose morning the last of them is over."""
    begins: date
    """The day of coming that was granted; before `first`, where the bar goes on to the left."""
    leaves: date
    """The day of leaving by the grant and its extensions; after `last`, if it goes on."""
    came_at: Instant | None
    left_at: Instant | None


class DueGuest(Frozen):
    """A guest who is to come or to leave today."""

    stay: str
    number: str
    guest: str
    """Person id."""
    name: str
    """Masked to who may not see every stay."""
    sex: Sex
    room: str
    bed: str
    day: date
    """The day of coming, or of leaving: before today where it is overdue."""


class Today(Frozen):
    """Who is to come and who is to leave on the day, at the site, on which it is asked."""

    day: date
    coming: tuple[DueGuest, ...]
    leaving: tuple[DueGuest, ...]


def name(of: str, person: Person) -> str:
    """A guest's name as this person may see it."""
    return of if person.has(OFFICE) else mask(of)


def begun(stay: Stay, stays: Stays) -> Stay:
    """The stay that the guests of an extension came to; of any other itself.

    What is only offered is not joined to it yet.
    """
    if stay.asked.begins and stay.state is not StayState.OFFERED:
        return stays[stay.asked.begins]
    return stay


def spans(nights: Mapping[date, Night], stays: Stays, person: Person) -> tuple[Span, ...]:
    """The bars of these nights, room by room and bed by bed, in order of time."""
    found: dict[tuple[str, str, str, str], list[tuple[date, Lodger]]] = {}
    for day, night in sorted(nights.items()):
        for each in night.lodgers:
            whose = begun(stays[each.stay], stays).id
            found.setdefault((each.room, each.bed, whose, each.guest), []).append((day, each))
    bars = (bar for held in found.values() for bar in _in_a_row(held))
    drawn = (_span(bar, stays, person) for bar in bars)
    return tuple(sorted(drawn, key=lambda each: (each.room, each.bed, each.first)))


def _in_a_row(held: Sequence[tuple[date, Lodger]]) -> Iterator[list[tuple[date, Lodger]]]:
    """The nights without a gap between them."""
    row = [held[0]]
    for each in held[1:]:
        if each[0] - row[-1][0] > _DAY:
            yield row
            row = []
        row.append(each)
    yield row


def _span(bar: Sequence[tuple[date, Lodger]], stays: Stays, person: Person) -> Span:
    (first, lodger), (last, _) = bar[0], bar[-1]
    stay = begun(stays[lodger.stay], stays)
    guest = next(each for each in stay.asked.guests if each.guest == lodger.guest)
    there = next((each for each in stay.present if each.guest == lodger.guest), None)
    named = dict.fromkeys(each.stay for _, each in bar)
    return Span(
        room=lodger.room,
        bed=lodger.bed,
        stay=stay.id,
        extensions=tuple(each for each in named if each != stay.id),
        number=stay.number,
        employee=stay.employee,
        guest=lodger.guest,
        name=name(guest.name, person),
        sex=lodger.sex,
        state=stay.state,
        first=first,
        last=last + _DAY,
        begins=stay.asked.first,
        leaves=stay.leaves(lodger.guest),
        came_at=there.came_at if there else None,
        left_at=there.left_at if there else None,
    )


def coming(tonight: Night, stays: Stays, person: Person) -> Iterator[DueGuest]:
    """Who has a bed tonight and has not come yet."""
    for each in tonight.lodgers:
        stay = begun(stays[each.stay], stays)
        if stay.state in BEGINS and each.guest not in {known.guest for known in stay.present}:
            yield _due(stay, each.guest, each.place, stay.asked.first, person)


def leaving(here: Iterable[Stay], stays: Stays, today: date, person: Person) -> Iterator[DueGuest]:
    """Who is there and has to leave today, or had to before."""
    for stay in here:
        for each in stay.here:
            day = stay.leaves(each.guest)
            if day <= today:
                yield _due(stay, each.guest, _last_bed(stay, each.guest, stays), day, person)


def _last_bed(stay: Stay, guest: str, stays: Stays) -> BedPlace:
    """The bed that a guest was given last, by the stay or its extensions."""
    known = [stay, *(stays[each.stay] for each in stay.moved if guest in each.rates)]
    beds = (bed for each in reversed(known) for bed in each.beds)
    return next(each.place for each in beds if each.guest == guest)


def _due(stay: Stay, guest: str, place: BedPlace, day: date, person: Person) -> DueGuest:
    known = next(each for each in stay.asked.guests if each.guest == guest)
    return DueGuest(
        stay=stay.id,
        number=stay.number,
        guest=guest,
        name=name(known.name, person),
        sex=known.sex,
        room=place.room,
        bed=place.bed,
        day=day,
    )

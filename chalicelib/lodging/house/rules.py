"""Rooms and beds as the dormitory office settles them, and the queue for them. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.record import Instant
from chalicelib.core.versions import repeated
from chalicelib.lodging.books.model import opened
from chalicelib.lodging.house import placing
from chalicelib.lodging.house.forms import AddRoom, ChangeRoom
from chalicelib.lodging.house.model import (
    CLAUSE,
    MOST_ROOMS,
    MOST_WAITING,
    NEXT,
    House,
    InLine,
    Night,
    Queue,
    Room,
)
from chalicelib.lodging.terms import LodgingTerms


def add_room(house: House, form: AddRoom, queue: Queue, act: Act[LodgingTerms]) -> Change:
    """One more room; whoever waits is offered its beds. With the first the books are opened."""
    found = list(_faults(form, act))
    if house.room(form.number):
        found.append(Fault(pointer="/number", code="repeated"))
    if len(house.rooms) >= MOST_ROOMS:
        found.append(
            Fault(pointer="", code="too_long", data={"max": MOST_ROOMS, "unit": "entries"})
        )
    room = Room(number=form.number, type=form.type, floor=form.floor, beds=form.beds)
    change = _settled(house, (*house.rooms, room), room, found, queue, act)
    if house.version:
        return change
    books = opened(house.site, act.today, act.site.time_zone)
    return replace(change, also=(*change.also, Change(before=None, after=books)))


def change_room(
    house: House, known: Room, form: ChangeRoom, queue: Queue, act: Act[LodgingTerms]
) -> Change:
    """The room as it is from now on. A bed that there was is closed, not left out."""
    found = list(_faults(form, act))
    named = {each.key for each in form.beds}
    missing = [each.key for each in known.beds if each.key not in named]
    if missing:
        found.append(Fault(pointer="/beds", code="bed_missing", data={"bed": missing[0]}))
    room = Room(
        number=known.number, type=form.type, floor=form.floor, beds=form.beds, closed=form.closed
    )
    if room == known:
        raise Refusal("nothing_changed", CLAUSE)
    rooms = tuple(room if each.number == known.number else each for each in house.rooms)
    return _settled(house, rooms, room, found, queue, act)


def _faults(form: AddRoom | ChangeRoom, act: Act[LodgingTerms]) -> Iterator[Fault]:
    if form.type not in {each.key for each in act.terms.rates}:
        yield Fault(pointer="/type", code="no_such")
    yield from repeated((each.key for each in form.beds), "/beds", "key")


def _settled(
    house: House,
    rooms: tuple[Room, ...],
    room: Room,
    found: list[Fault],
    queue: Queue,
    act: Act[LodgingTerms],
) -> Change:
    if found:
        raise Refusal("invalid_form", CLAUSE, faults=tuple(found))
    return Change(
        before=house if house.version else None,
        after=replace(house, rooms=rooms),
        facts={"room": room.number},
        also=looked_at(queue, act.now),
        rests_on=(queue,),
    )


def looked_at(queue: Queue, now: Instant) -> tuple[Change, ...]:
    """Something may be free: the queue is gone through at once, if anybody waits.

    It is another queue then, even where it was to be gone through anyway: whoever does so at this
    moment has not seen what is free now. While nobody waits the change has to rest on the queue.
    """
    if not queue.waiting:
        return ()
    due = queue.timer(CLAUSE)
    due_at = now - NEXT if due and due.due_at == now else now
    return queued(queue, replace(queue, timers=queue.timed(due_at)))


def joined(queue: Queue, waiting: InLine) -> tuple[Change, ...]:
    """One more waits, behind whoever registered before and before whoever did after (L-2).

    Raises: Refusal `queue_full`.
    """
    if len(queue.waiting) >= MOST_WAITING:
        raise Refusal("queue_full", CLAUSE, most=MOST_WAITING)
    everyone = tuple(sorted((*queue.waiting, waiting), key=placing.order))
    return queued(queue, replace(queue, waiting=everyone))


def without(queue: Queue, stay: str) -> Queue:
    """The queue without an application, which needs nothing looked at if it is the last."""
    waiting = tuple(each for each in queue.waiting if each.stay != stay)
    return replace(queue, waiting=waiting, timers=queue.timers if waiting else ())


def queued(before: Queue, after: Queue) -> tuple[Change, ...]:
    """The change of the queue, if it changes."""
    if before == after:
        return ()
    return (Change(before=before if before.version else None, after=after),)


def spent(before: Mapping[date, Night], after: Mapping[date, Night]) -> Iterable[Change]:
    """The changes of the nights that are otherwise than they were."""
    for day, night in after.items():
        known = before[day]
        yield Change(before=known if known.version else None, after=night)

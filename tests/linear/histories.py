"""Whether one order explains what several saw at once: linearizability, by Wing and Gong. Pure.

An operation has an effect at one instant between its call and its answer. A history holds if the
operations can be put into an order in which each is what the one thing that they are done to would
have answered, and in which nothing comes before what had been answered before it was called.

The search is Wing and Gong's, with Lowe's memory of what was tried: the same operations done with
the same outcome are not gone on from twice. What changes nothing comes as soon as it can: whatever
order has it later has it as well at that place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

State = TypeVar("State")
_HEAD = 0


class Step(Protocol[State]):
    """What an operation does, and what it answered."""

    def after(self, state: State) -> State | None:
        """The state after it; None where it could not have answered so."""
        ...


@dataclass(frozen=True)
class Operation(Generic[State]):
    """One operation as whoever called it saw it."""

    called: int
    """Instants count up, each there once."""
    answered: int
    step: Step[State]


def unexplained(operations: Sequence[Operation[State]], start: State) -> Operation[State] | None:
    """None if an order explains all of them; otherwise the first answer that none explains."""
    events = sorted(
        (at, number, answer)
        for number, each in enumerate(operations)
        for at, answer in ((each.called, False), (each.answered, True))
    )
    places = range(1, len(events) + 1)
    after, before = [*places, _HEAD], [_HEAD, *range(len(events))]
    """The events that are not dealt with, each with its neighbours; the head closes the ring."""
    before[_HEAD] = len(events)
    of = [-1, *(number for _, number, _ in events)]
    answers = [True, *(answer for _, _, answer in events)]
    ends = {
        number: place for place, (_, number, answer) in zip(places, events, strict=True) if answer
    }

    def lift(place: int) -> None:
        for each in (place, ends[of[place]]):
            after[before[each]], before[after[each]] = after[each], before[each]

    def put_back(place: int) -> None:
        for each in (ends[of[place]], place):
            after[before[each]] = before[after[each]] = each

    def first_seen(state: State) -> int:
        """The first that may come now and changes nothing; the head if there is none."""
        place = after[_HEAD]
        while not answers[place] and operations[of[place]].step.after(state) != state:
            place = after[place]
        return place if not answers[place] else _HEAD

    state, done, furthest = start, 0, 0
    tried = {(done, state)}
    way: list[tuple[int, State, bool]] = []
    place = after[_HEAD]
    while after[_HEAD] != _HEAD:
        seen = first_seen(state)
        if seen:
            way.append((seen, state, True))
            done |= 1 << of[seen]
            lift(seen)
            place = after[_HEAD]
            continue
        while not answers[place]:
            next = operations[of[place]].step.after(state)
            known = (done | 1 << of[place], next)
            if next is not None and known not in tried:
                break
            place = after[place]
        else:
            furthest = max(furthest, place)
            free = False
            while way and not free:
                place, state, only = way.pop()
                done &= ~(1 << of[place])
                put_back(place)
                free = not only
            if not free:
                return operations[of[furthest]]
            place = after[place]
            continue
        tried.add(known)
        way.append((place, state, False))
        done, state = known[0], next
        lift(place)
        place = after[_HEAD]
    return None

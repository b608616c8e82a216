"""What of a plan has to stay: what claims, trips and advances stand on (R-2.4, R-4.3.1). Pure.

A line of which a claim has taken something, or on which a trip stands, is there as what it was, on
its day, with its bearer, for no less; and the budget is no less than what was taken of it.
"""

from collections.abc import Iterable, Iterator

from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import yuan
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.judging import PLANNED
from chalicelib.reception.plans.model import PlanLine
from chalicelib.reception.receptions.model import COORDINATED, Content, Reception

_SAME = ("kind", "day", "bearer")
"""What may not change of a line that something stands on."""


def under_plan(reception: Reception, content: Content) -> None:
    """See that a plan written anew takes nothing from under what stands on the one before.

    Raises: Refusal `invalid_form`, with the line or the sum.
    """
    _see(_lines(reception, content), PLANNED)
    _see(_budget(reception, content, "/lines"), COORDINATED)


def under_request(reception: Reception, content: Content) -> None:
    """The same, of guests and days that are others.

    Raises: Refusal `invalid_form`, with the line or the sum.
    """
    _see((*_guests(reception, content), *_days(reception, content)), COORDINATED)
    _see(_budget(reception, content, "/guests"), COORDINATED)


def _see(faults: Iterable[Fault], clause: str) -> None:
    found = tuple(faults)
    if found:
        raise Refusal("invalid_form", clause, faults=found)


def _lines(reception: Reception, content: Content) -> Iterator[Fault]:
    places = {line.key: place for place, line in enumerate(content.lines)}
    for before in reception.content.lines:
        at = _other(before, places.get(before.key), content.lines)
        if at:
            yield from _stood_on(reception, before.key, at)
    for place, line in enumerate(content.lines):
        if _short(reception, line, content):
            yield _claimed(reception, line.key, f"/lines/{place}/fen")
        if line.count < len(reception.trips_on(line.key)):
            yield _driven(reception, line.key, f"/lines/{place}/count")


def _other(before: PlanLine, place: int | None, lines: tuple[PlanLine, ...]) -> str | None:
    """Where a line is no longer what it was, in what may not change of it."""
    if place is None:
        return "/lines"
    changed = (name for name in _SAME if getattr(lines[place], name) != getattr(before, name))
    name = next(changed, None)
    return f"/lines/{place}/{name}" if name else None


def _guests(reception: Reception, content: Content) -> Iterator[Fault]:
    for line in content.lines:
        if _short(reception, line, content):
            yield _claimed(reception, line.key, "/guests")


def _days(reception: Reception, content: Content) -> Iterator[Fault]:
    for line in content.lines:
        if line.day < content.first:
            yield from _stood_on(reception, line.key, "/first")
        elif line.day > content.last:
            yield from _stood_on(reception, line.key, "/last")


def _budget(reception: Reception, content: Content, at: str) -> Iterator[Fault]:
    """What claims took and advances hold, together."""
    booked, held = (each.fen for each in reception.booked), (each.fen for each in reception.in_hand)
    taken = sum((*booked, *held))
    if taken > judging.budget(content):
        yield Fault(pointer=at, code="budget_taken", data={"fen": taken, "amount": yuan(taken)})


def _short(reception: Reception, line: PlanLine, content: Content) -> bool:
    return judging.cost(line, content) < reception.spent(line.key)


def _stood_on(reception: Reception, line: str, at: str) -> Iterator[Fault]:
    """What is wrong where a line would not be any more what something stands on."""
    if reception.spent(line):
        yield _claimed(reception, line, at)
    if reception.trips_on(line):
        yield _driven(reception, line, at)


def _claimed(reception: Reception, line: str, at: str) -> Fault:
    fen = reception.spent(line)
    called = _called(reception, line)
    return Fault(
        pointer=at, code="line_booked", data={"line": called, "fen": fen, "amount": yuan(fen)}
    )


def _driven(reception: Reception, line: str, at: str) -> Fault:
    trips = ", ".join(each.number for each in reception.trips_on(line))
    called = _called(reception, line)
    return Fault(pointer=at, code="line_driven", data={"line": called, "trips": trips})


def _called(reception: Reception, key: str) -> str:
    """What a line that something stands on is for."""
    line = reception.line(key)
    assert line
    return line.words

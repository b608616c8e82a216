"""Where an order lies and since when, noted at every step (T-4.7).

What is asked of a day is answered from the instants at which things happened, however much later.
"""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.passing import Ended, Passage
from chalicelib.tickets.model.ticket import Ticket

OVER = (
    State.COMPLETED,
    State.ACCEPTED,
    State.VISIT_DUE,
    State.FOLLOWED_UP,
    State.REVIEWED,
    State.ARCHIVED,
    State.CLOSED,
    State.CANCELLED,
)
"""Nobody has the order to carry out any more."""


def holder(ticket: Ticket) -> str | None:
    """The department that the order lies with, empty for the desk; None once it is over."""
    return None if ticket.state in OVER else ticket.department or ""


def passages(ticket: Ticket) -> tuple[Passage, ...]:
    """Where it lay; an order from before that was noted counts as there since it was taken in."""
    held = holder(ticket)
    if ticket.passages or held is None:
        return ticket.passages
    return (Passage(department=held, since=ticket.received_at),)


def noted(change: Change, act: Act[Any]) -> Change:
    """The change with it noted on the ticket, if the order passes from one place to another."""
    before, after = change.before, change.after
    assert isinstance(after, Ticket)
    was = holder(before) if isinstance(before, Ticket) else None
    now = holder(after)
    if was == now:
        return change
    known = passages(before) if isinstance(before, Ticket) else ()
    if was is not None:
        left = replace(known[-1], until=act.now, ended=_ended(after))
        known = (*known[:-1], left)
    if now is not None:
        known = (*known, Passage(department=now, since=act.now))
    return replace(change, after=replace(after, passages=known))


def _ended(after: Ticket) -> Ended:
    if after.state is State.CANCELLED:
        return Ended.CANCELLED
    if holder(after) is None:
        return Ended.COMPLETED
    return Ended.RETURNED if holder(after) == "" else Ended.PASSED_ON

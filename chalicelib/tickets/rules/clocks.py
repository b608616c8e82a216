"""The clocks of a ticket: when what runs is due, and standing still where settings allow it.

A clock that may be paused counts from its start anew, without the times in which it stood still.
Handing the desk over stops none (T-4.6).
"""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.clock import Pause, Reckoning, reckon
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.tickets.model.matter import OPEN, Kind, State
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Deadline, Terms

CLAUSE = "T-4.2.1"


def reckoned(ticket: Ticket, deadline: Deadline, start: datetime, act: Act[Terms]) -> Reckoning:
    """When a term of a ticket is over that began to count at `start`, and why then."""
    pauses = ticket.pauses if act.terms.clock(deadline).pausable else ()
    rules = act.terms.rules(deadline, act.site.time_zone)
    return reckon(start, act.terms.length(deadline), rules, pauses, act.now)


def due(ticket: Ticket, deadline: Deadline, start: datetime, act: Act[Terms]) -> datetime:
    """When a term of a ticket is over that began to count at `start`."""
    return reckoned(ticket, deadline, start, act).due_at


def running(ticket: Ticket) -> Iterator[tuple[Deadline, datetime]]:
    """What of a ticket is still to fall due, and from when it counts."""
    told = ticket.notification
    if told and told.told_at is None and ticket.state is not State.CANCELLED:
        yield Deadline.NOTIFY, ticket.received_at
    uncarded = ticket.form_in_force(PaperForm.COMPLAINT_CARD) is None
    if ticket.kind is Kind.COMPLAINT and ticket.state in OPEN and uncarded:
        yield Deadline.CARD, ticket.received_at
    known = ticket.forwarded
    if known and known.reply_due_at:
        yield Deadline.REPLY, known.since or known.received_at


def is_paused(ticket: Ticket) -> bool:
    """Whether the clocks that may be paused stand still."""
    return bool(ticket.pauses) and ticket.pauses[-1].ends is None


def stands_still(ticket: Ticket, deadline: Deadline, act: Act[Terms]) -> bool:
    """Whether this clock does."""
    return is_paused(ticket) and act.terms.clock(deadline).pausable


def may_pause(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: something runs that may stand still, and does not yet."""
    if is_paused(ticket):
        return Refusal("paused_already", CLAUSE)
    if not any(_stoppable(ticket, act)):
        clauses = [deadline.clause for deadline, _ in running(ticket)]
        return Refusal("clock_runs_on", clauses[0] if clauses else CLAUSE)
    return None


def _stoppable(ticket: Ticket, act: Act[Terms]) -> Iterator[Deadline]:
    """What runs, may stand still, and is not over yet."""
    for deadline, _ in running(ticket):
        timer = ticket.timer(deadline.clause)
        if timer and timer.due_at > act.now and act.terms.clock(deadline).pausable:
            yield deadline


def paused(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: its clocks stand still."""
    return None if is_paused(ticket) else Refusal("not_paused", CLAUSE)


def pause(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """What may stand still does from now on, with the reason; the rest runs on."""
    stopped = [each.clause for each in _stoppable(ticket, act)]
    begun = Pause(begins=act.now, by=act.person.id, reason=form.reason)
    after = replace(
        ticket,
        pauses=(*ticket.pauses, begun),
        timers=tuple(each for each in ticket.timers if each.clause not in stopped),
    )
    return Change(before=ticket, after=after, facts={"stopped": stopped})


def resumed(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """The ticket with its pause ended; what stood still has still to be set anew."""
    ended = replace(ticket.pauses[-1], ends=act.now, ended_by=act.person.id)
    return replace(ticket, pauses=(*ticket.pauses[:-1], ended))

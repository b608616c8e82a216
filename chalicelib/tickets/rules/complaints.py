"""Complaints 投訴: what their cards, sources and letters add to the common road (T-4.2)."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.forms import Reason
from chalicelib.tickets.forms import Complete
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import cards, clocks, forwarded, letters, work
from chalicelib.tickets.terms import Terms


def complete(ticket: Ticket, form: Complete, act: Act[Terms]) -> Change:
    """The complaint is dealt with; its day stops, or the card is opened here and now.

    Nothing is waited for any more: what comes back does not stand still.
    """
    going_on = clocks.resumed(ticket, act) if clocks.is_paused(ticket) else ticket
    change = cards.completed(work.complete(going_on, form, act), act)
    return replace(change, before=ticket)


def reopened(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """What was completed was not: card, reply and decision are due again. No repair has them."""
    return letters.again(forwarded.again(cards.running(ticket, act), act), act)


def resume(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """Its clocks run again: each is due anew, from its start, without the times it stood still."""
    after = forwarded.running(cards.running(clocks.resumed(ticket, act), act), act)
    again = [each for each in after.timers if each not in ticket.timers]
    return Change(
        before=ticket, after=after, facts={"due": {each.clause: each.due_at for each in again}}
    )

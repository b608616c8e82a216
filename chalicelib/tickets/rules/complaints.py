"""Complaints 投訴: what their cards, sources and letters add to the common road (T-4.2)."""

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.tickets.forms import Complete
from chalicelib.tickets.model import Ticket
from chalicelib.tickets.rules import cards, forwarded, letters, work
from chalicelib.tickets.terms import Terms


def complete(ticket: Ticket, form: Complete, act: Act[Terms]) -> Change:
    """The complaint is dealt with; its day stops, or the card is opened here and now."""
    return cards.completed(work.complete(ticket, form, act), act)


def reopened(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """What was completed was not: card, reply and decision are due again. No repair has them."""
    return letters.again(forwarded.again(cards.running(ticket, act), act), act)

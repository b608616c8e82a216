"""The file card 投訴處理檔案卡 of a complaint that is not completed within a day (T-4.2.1).

The day counts from intake, whatever happens meanwhile. What is reopened was not completed: its
day runs on, and where it is over the card is due at once. There is never a second card.
"""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.record import Timer
from chalicelib.tickets.model.matter import Kind
from chalicelib.tickets.model.papers import PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import clocks, telling
from chalicelib.tickets.terms import Deadline, Terms

CLAUSE = "T-4.2.1"
CARD = PaperForm.COMPLAINT_CARD


def running(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """The ticket with its day running, if it is a complaint that has no card yet."""
    if ticket.kind is not Kind.COMPLAINT or ticket.form_in_force(CARD) or ticket.timer(CLAUSE):
        return ticket
    if clocks.stands_still(ticket, Deadline.CARD, act):
        return ticket
    over_at = max(clocks.due(ticket, Deadline.CARD, ticket.received_at, act), act.now)
    timer = Timer(clause=CLAUSE, job=telling.DISPATCH_CHECK, due_at=over_at)
    return replace(ticket, timers=(*ticket.timers, timer))


def check(ticket: Ticket, act: Act[Terms]) -> Change:
    """The day is over, and the complaint is open: its card is opened, the supervisor told."""
    after = _opened(ticket, act)
    return Change(
        before=ticket,
        after=after,
        facts={"card": after.forms[-1].number},
        messages=telling.supervisor("card_opened", after, act, CLAUSE),
    )


def completed(change: Change, act: Act[Terms]) -> Change:
    """The completion stops the day; one that comes when it is over opens the card itself."""
    ticket = change.after
    assert isinstance(ticket, Ticket)
    timer = ticket.timer(CLAUSE)
    if timer is None:
        return change
    if act.now < timer.due_at:
        return replace(change, after=_stopped(ticket))
    opened = check(ticket, act)
    return replace(
        change,
        after=opened.after,
        facts={**change.facts, **opened.facts},
        messages=(*change.messages, *opened.messages),
    )


def _opened(ticket: Ticket, act: Act[Terms]) -> Ticket:
    stopped = _stopped(ticket)
    return replace(stopped, forms=(*ticket.forms, act.issue(CARD, PREFIX[CARD])))


def _stopped(ticket: Ticket) -> Ticket:
    return replace(ticket, timers=tuple(each for each in ticket.timers if each.clause != CLAUSE))

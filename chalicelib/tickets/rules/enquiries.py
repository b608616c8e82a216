"""Inquiries, suggestions, calls for help: explained, referred, answered, closed (T-4.1)."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.tickets.forms import Close, Explain, Hear, Refer
from chalicelib.tickets.model.enquiries import Explanation, Outcome, Referral
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import telling
from chalicelib.tickets.terms import Terms

CLAUSE = "T-4.1"


def refer(ticket: Ticket, form: Refer, act: Act[Terms]) -> Change:
    """An outside unit was asked; the owner is answered, or answered anew, once it has."""
    at = form.at or act.now
    if not ticket.received_at <= at <= act.now:
        early = at < ticket.received_at
        raise _unfit("/at", "before_received") if early else _unfit("/at", "in_the_future")
    asked = Referral(
        id=f"r{len(ticket.referrals) + 1}",
        unit=form.unit,
        question=form.question,
        asked_at=at,
        asked_by=act.person.id,
    )
    after = replace(ticket, state=State.REFERRED, referrals=(*ticket.referrals, asked))
    return Change(before=ticket, after=after)


def hear(ticket: Ticket, form: Hear, act: Act[Terms]) -> Change:
    """What the outside unit answered; others may still be waited for."""
    waited_for = [each.id for each in ticket.referrals if each.answer is None]
    if form.referral not in waited_for:
        raise _unfit("/referral", "no_such")
    referrals = tuple(
        replace(each, answer=form.answer, answered_at=act.now, heard_by=act.person.id)
        if each.id == form.referral
        else each
        for each in ticket.referrals
    )
    state = State.REFERRED if len(waited_for) > 1 else State.REPORTED
    return Change(before=ticket, after=replace(ticket, state=state, referrals=referrals))


def answer(ticket: Ticket, form: Explain, act: Act[Terms]) -> Change:
    """The owner was answered: what is in scope was explained, and also what is not."""
    said = Explanation(
        in_scope=form.in_scope,
        content=form.content,
        told=form.told,
        by=act.person.id,
        at=act.now,
    )
    told = telling.about(ticket, ticket.reporter.person, "enquiry_answered", CLAUSE)
    after = replace(ticket, state=State.ANSWERED, explanation=said)
    return Change(before=ticket, after=after, messages=(told,))


def close(ticket: Ticket, form: Close, act: Act[Terms]) -> Change:
    """Closed, with content, handling and result in the duty record."""
    outcome = Outcome(handling=form.handling, result=form.result, by=act.person.id, at=act.now)
    return Change(before=ticket, after=replace(ticket, state=State.CLOSED, outcome=outcome))


def _unfit(pointer: str, code: str) -> Refusal:
    return Refusal("invalid_form", CLAUSE, faults=(Fault(pointer=pointer, code=code),))

"""Closing a case: acceptance, review, archive: in this order, by different people (T-4.4.4)."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.record import NumberedForm
from chalicelib.tickets.forms import Accept, Archive, BackTo, Reason, Review, SendBack
from chalicelib.tickets.model import (
    CUSTOMER_SERVICE,
    PaperForm,
    State,
    Ticket,
    Verdict,
)
from chalicelib.tickets.rules import follow_up, telling
from chalicelib.tickets.rules.dispatch import signed
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.whose import concerns

CLAUSE = "T-4.4.4"
ASSISTANT = frozenset({Role.PROPERTY_ASSISTANT})


def acceptor(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the property assistant or the owner accepts, never who did the work."""
    if act.person.id in ticket.workers:
        return Refusal("own_work", CLAUSE)
    if act.person.has(ASSISTANT) or concerns(act.person, ticket):
        return None
    return Refusal("not_your_step", CLAUSE, roles=[Role.OWNER, Role.PROPERTY_ASSISTANT])


def reviewer(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: nobody reviews what they did, accepted or followed up themselves."""
    involved = {*ticket.workers, *(each.by for each in ticket.follow_ups)}
    if ticket.acceptance:
        involved.add(ticket.acceptance.signature.person)
    return Refusal("own_work", CLAUSE) if act.person.id in involved else None


def accept(ticket: Ticket, form: Accept, act: Act[Terms]) -> Change:
    """The work is accepted; the follow-up call is due."""
    signed(form.signed_name, act, CLAUSE)
    verdict = Verdict(signature=act.sign(ticket.head), words=form.words)
    after = follow_up.queued(replace(ticket, acceptance=verdict), act)
    return Change(before=ticket, after=after)


def reject(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """The work is not accepted: back to the department."""
    return follow_up.reopened(ticket, ticket, "work_rejected", CLAUSE, act)


def review(ticket: Ticket, form: Review, act: Act[Terms]) -> Change:
    """The supervisor's signature under the whole case."""
    signed(form.signed_name, act, CLAUSE)
    verdict = Verdict(signature=act.sign(ticket.head), words=form.words)
    return Change(before=ticket, after=replace(ticket, state=State.REVIEWED, review=verdict))


def send_back(ticket: Ticket, form: SendBack, act: Act[Terms]) -> Change:
    """The supervisor refuses: the work, or the follow-up, has to be done again."""
    if form.to is BackTo.DEPARTMENT:
        return follow_up.reopened(ticket, ticket, "review_refused", CLAUSE, act)
    after = follow_up.queued(ticket, act)
    told = telling.department(CUSTOMER_SERVICE, "review_refused", ticket, act, CLAUSE)
    return Change(before=ticket, after=after, messages=told)


def settled(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: nothing is owing, every criticism answered, every odd visit explained."""
    if ticket.owing:
        return _missing("pay", "T-4.3.2", ticket)
    if follow_up.unanswered(ticket):
        return _missing("improve", "T-4.4.3", ticket)
    if follow_up.unexplained(ticket):
        return _missing("correct", "T-4.4.2", ticket)
    return None


def archive(ticket: Ticket, form: Archive, act: Act[Terms]) -> Change:
    """Archived with the stub, once the working copy is back, a card's likewise."""
    _back(ticket.order, form.working_copy)
    card = ticket.form_in_force(PaperForm.COMPLAINT_CARD)
    if card:
        _back(card, form.card_copy)
    return Change(before=ticket, after=replace(ticket, state=State.ARCHIVED, archived_at=act.now))


def _back(form: NumberedForm, number: str | None) -> None:
    if number is None:
        raise Refusal("working_copy_out", "T-4.5", number=form.number)
    if number.strip().upper() != form.number:
        raise Refusal("working_copy_differs", "T-4.5", number=form.number)


def _missing(step: str, clause: str, ticket: Ticket) -> Refusal:
    return Refusal("out_of_order", clause, state=ticket.state, missing=[step], step=step)

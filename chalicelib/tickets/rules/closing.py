"""Closing a case: acceptance, review, archive: in this order, by different people (T-4.4.4)."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.alike import bare
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Person, Role
from chalicelib.core.record import NumberedForm
from chalicelib.tickets.forms import Accept, AcceptFor, Archive, BackTo, Review, SendBack
from chalicelib.tickets.model.approvals import Proxy, Verdict
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, State
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import approvals, follow_up, telling
from chalicelib.tickets.rules.dispatch import signed
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.whose import concerns

CLAUSE = "T-4.4.4"
ASSISTANT = frozenset({Role.PROPERTY_ASSISTANT})


def acceptor(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the property assistant or the owner accepts, never who did the work."""
    own = outsider(ticket, act)
    if own or act.standing_in or act.person.has(ASSISTANT) or concerns(act.person, ticket):
        return own
    return Refusal("not_your_step", CLAUSE, roles=[Role.OWNER, Role.PROPERTY_ASSISTANT])


def outsider(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: nobody accepts their own work, or signs two steps."""
    barred = ticket.signers.union(ticket.workers)
    return None if barred.isdisjoint(act.signers) else Refusal("own_work", CLAUSE)


def reviewer(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: nobody reviews what they did, accepted, followed up or reported themselves."""
    involved = approvals.involved(ticket)
    return None if involved.isdisjoint(act.signers) else Refusal("own_work", CLAUSE)


def accept(ticket: Ticket, form: Accept, act: Act[Terms]) -> Change:
    """The work is accepted; the follow-up call is due."""
    signed(form.signed_name, act, CLAUSE)
    verdict = Verdict(
        signature=act.sign(ticket.head), words=form.words, satisfaction=form.satisfaction
    )
    after = follow_up.queued(replace(ticket, acceptance=verdict), act)
    return Change(before=ticket, after=after)


def accept_for(ticket: Ticket, form: AcceptFor, act: Act[Terms]) -> Change:
    """Somebody accepted in the owner's place; who takes it down signs for having heard it."""
    signed(form.signed_name, act, CLAUSE)
    known = act.beside
    if form.person is not None and not isinstance(known, Person):
        raise _unfit("/person", "no_such")
    if form.person == act.person.id or bare(form.name) == bare(act.person.name):
        raise _unfit("/name", "not_oneself")
    assert ticket.work
    if form.person in ticket.workers or bare(form.name) == bare(ticket.work.signature.name):
        raise Refusal("own_work", CLAUSE)
    proxy = Proxy(name=form.name, person=form.person, relation=form.relation, reason=form.reason)
    verdict = Verdict(signature=act.sign(ticket.head), words=form.words, proxy=proxy)
    after = follow_up.queued(replace(ticket, acceptance=verdict), act)
    return Change(before=ticket, after=after)


def _unfit(pointer: str, code: str) -> Refusal:
    return Refusal("invalid_form", CLAUSE, faults=(Fault(pointer=pointer, code=code),))


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

"""The work itself: starting and completing it, free or charged (T-4.3.1, T-4.3.2)."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.tickets.forms import Complete, Start
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, State
from chalicelib.tickets.model.paid import QuotationState
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import paid, telling
from chalicelib.tickets.rules.dispatch import with_worker
from chalicelib.tickets.terms import Terms

HEAD = frozenset({Role.DEPARTMENT_HEAD})


def own_order(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: who took the order works on it, or the department's head."""
    if act.person.has(HEAD) or (ticket.work and ticket.work.signature.person == act.person.id):
        return None
    return Refusal("other_assignee", "T-4.5")


def consented(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: paid work starts with the owner's consent; reworking it is free of charge."""
    if not ticket.paid:
        return None
    quotation = ticket.quotation
    agreed = quotation is not None and quotation.state is QuotationState.CONSENTED
    return None if agreed or ticket.reopened else Refusal("consent_missing", "T-4.3.2")


def start(ticket: Ticket, form: Start, act: Act[Terms]) -> Change:
    """The work begins."""
    assert ticket.work
    after = replace(
        ticket,
        state=State.WORKING,
        begun=True,
        work=replace(ticket.work, started_at=act.now),
        workers=with_worker(ticket, act.person.id),
    )
    return Change(before=ticket, after=after)


def complete(ticket: Ticket, form: Complete, act: Act[Terms]) -> Change:
    """The work is finished; what was used of the quotation is charged to the unit."""
    assert ticket.work
    after = replace(
        ticket,
        state=State.COMPLETED,
        work=replace(
            ticket.work,
            completed_at=act.now,
            completed_by=act.person.id,
            result=form.result,
        ),
        workers=with_worker(ticket, act.person.id),
    )
    after, journals = paid.charged(after, form.lines, act)
    return Change(
        before=ticket,
        after=after,
        journals=journals,
        messages=telling.department(CUSTOMER_SERVICE, "work_completed", ticket, act, "T-4.4.1"),
    )

"""Who has the order: dispatch, taking, returning, reassigning (T-3.0, T-4.5), and cancelling."""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.alike import folded
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Role
from chalicelib.tickets.forms import Dispatch, Reassign, Signed
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, ENGINEERING, State
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.work import Work
from chalicelib.tickets.rules import telling, warranty
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.whose import concerns

HEAD = frozenset({Role.DEPARTMENT_HEAD})
DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})


def in_department(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the order is with the acting person's own department."""
    if ticket.department is None or act.person.department != ticket.department:
        return Refusal("other_department", "T-3.0", department=ticket.department)
    return None


def for_me(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: an order given to a person is theirs, or their head's."""
    if ticket.assignee in (None, act.person.id) or act.person.has(HEAD):
        return None
    return Refusal("other_assignee", "T-3.0")


def desk_or_department(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the desk reassigns anything, a department head what the department has."""
    return None if act.person.has(DESK) else in_department(ticket, act)


def dispatch(ticket: Ticket, form: Dispatch, act: Act[Terms]) -> Change:
    """The order goes to a department; engineering counts as told by it."""
    return _send(ticket, form.department, form.assignee, act)


def reassign(ticket: Ticket, form: Reassign, act: Act[Terms]) -> Change:
    """The order goes to another department or person. Whoever took it has it no more."""
    if not act.person.has(DESK) and form.department != act.person.department:
        raise Refusal("other_department", "T-3.0", department=form.department)
    return _send(ticket, form.department, form.assignee, act)


def _send(ticket: Ticket, to: str, assignee: str | None, act: Act[Terms]) -> Change:
    department = act.site.department(to)
    if department is None:
        raise _unfit("/department")
    if department.closed and to != ticket.department:
        raise _unfit("/department", "department_closed")
    if assignee is not None and assignee not in department.told:
        raise _unfit("/assignee")
    after = replace(ticket, state=State.DISPATCHED, department=to, assignee=assignee, work=None)
    if to == ENGINEERING:
        after = telling.told(after, "message", act)
    told = (
        telling.department(to, "ticket_dispatched", ticket, act, "T-3.0")
        if assignee is None
        else (telling.about(ticket, assignee, "ticket_dispatched", "T-3.0"),)
    )
    return Change(
        before=ticket,
        after=after,
        facts=telling.breach_facts(ticket, after),
        messages=(*told, *telling.breach_messages(ticket, after, act)),
    )


def take(ticket: Ticket, form: Signed, act: Act[Terms]) -> Change:
    """Taking the order is a signature: person, time, name typed."""
    signed(form.signed_name, act, "T-4.5")
    after = replace(
        ticket,
        state=State.TAKEN,
        assignee=act.person.id,
        work=Work(signature=act.sign(ticket.head)),
        workers=with_worker(ticket, act.person.id),
    )
    return Change(before=ticket, after=after)


def hand_back(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """The department returns the order to the desk, with its reason."""
    after = replace(
        ticket,
        state=State.REPORTED,
        department=None,
        assignee=None,
        work=None,
        quotation=ticket.quotation and ticket.quotation.withdrawn(),
        standing=None,
    )
    told = telling.department(CUSTOMER_SERVICE, "ticket_returned", ticket, act, "T-3.0")
    return Change(before=ticket, after=after, messages=told)


def never_begun(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: work begun is brought to its end, and dissatisfaction never silently closed."""
    if ticket.reopened:
        return Refusal("reopened_stays_open", "T-4.4.1")
    return Refusal("work_begun", "T-4.4.4") if ticket.begun else None


def desk_or_own(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the desk withdraws any report, an owner their own."""
    if act.person.has(DESK) or concerns(act.person, ticket):
        return None
    return Refusal("not_your_step", "T-2.0", roles=[Role.DESK, Role.OWNER])


def cancel(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """The report is withdrawn before work starts; its forms are voided, the numbers kept."""
    after = replace(
        warranty.voided(ticket, form.reason, act, *PaperForm),
        state=State.CANCELLED,
        cancelled=form.reason,
        timers=(),
        quotation=ticket.quotation and ticket.quotation.withdrawn(),
        standing=None,
    )
    department = ticket.department
    told = (
        telling.department(department, "ticket_cancelled", ticket, act, "T-2.0")
        if department
        else ()
    )
    return Change(before=ticket, after=after, messages=told)


def with_worker(ticket: Ticket, person: str) -> tuple[str, ...]:
    """Everyone who worked on the ticket, this person included."""
    return tuple(dict.fromkeys((*ticket.workers, person)))


def signed(name: str, act: Act[Terms], clause: str) -> None:
    """See that the name typed is the acting person's own.

    Raises: Refusal `signature_differs`.
    """
    if folded(name) != folded(act.person.name):
        raise Refusal("signature_differs", clause)


def _unfit(pointer: str, code: str = "no_such") -> Refusal:
    return Refusal("invalid_form", "T-3.0", faults=(Fault(pointer=pointer, code=code),))

"""Telling engineering within five minutes, and whoever else a ticket concerns (T-4.3.2, P-tell)."""

from datetime import datetime

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.tickets.forms import Notify
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, ENGINEERING
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.work import Notification
from chalicelib.tickets.terms import Terms

CLAUSE = "T-4.3.2"
DISPATCH_CHECK = "dispatch-check"
"""The job whose timer runs from intake until engineering was told."""


def not_told(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: engineering has still to be told."""
    if ticket.notification is None:
        return Refusal("indoor_only", CLAUSE)
    if ticket.notification.told_at is not None:
        return Refusal("told_already", CLAUSE, told=ticket.notification.told)
    return None


def notify(ticket: Ticket, form: Notify, act: Act[Terms]) -> Change:
    """Engineering was told by the desk. Told too late is a breach, recorded here and now."""
    after = told(ticket, form.told, act)
    return Change(
        before=ticket,
        after=after,
        facts=breach_facts(ticket, after),
        messages=breach_messages(ticket, after, act),
    )


def dispatch_check(ticket: Ticket, act: Act[Terms]) -> Change:
    """The deadline fell due and nobody had told engineering: the program tells it, once."""
    after = told(ticket, "message", act, missed=True)
    return Change(
        before=ticket,
        after=after,
        facts=breach_facts(ticket, after),
        messages=(
            *department(ENGINEERING, "repair_reported", ticket, act, CLAUSE),
            *breach_messages(ticket, after, act),
        ),
    )


def told(ticket: Ticket, whom: str, act: Act[Terms], *, missed: bool = False) -> Ticket:
    """The ticket once engineering was told, its timer stopped; unchanged if it had been before."""
    notification = ticket.notification
    if notification is None or notification.told_at is not None:
        return ticket
    return replace(
        ticket,
        notification=replace(
            notification,
            told_at=act.now,
            told_by=act.person.id,
            told=whom,
            breached=missed or late(notification, act.now),
        ),
        timers=tuple(each for each in ticket.timers if each.clause != CLAUSE),
    )


def late(notification: Notification, told_at: datetime) -> bool:
    """Five minutes to the millisecond is still within five minutes."""
    return told_at > notification.due_at


def _breaches(before: Ticket, after: Ticket) -> bool:
    was = before.notification is not None and before.notification.breached
    return not was and after.notification is not None and after.notification.breached


def breach_facts(before: Ticket, after: Ticket) -> dict[str, object]:
    """What the history says of a breach: in the change that finds it, and no other."""
    return {"breached": True} if _breaches(before, after) else {}


def breach_messages(before: Ticket, after: Ticket, act: Act[Terms]) -> tuple[Message, ...]:
    """The customer-service supervisor is told of a breach, once: in the change that finds it."""
    return supervisor("notify_breached", after, act, CLAUSE) if _breaches(before, after) else ()


def supervisor(code: str, ticket: Ticket, act: Act[Terms], clause: str) -> tuple[Message, ...]:
    """A message to the customer-service supervisor."""
    supervised = act.site.department(CUSTOMER_SERVICE)
    return (about(ticket, supervised.supervisor, code, clause),) if supervised else ()


def department(
    key: str, code: str, ticket: Ticket, act: Act[Terms], clause: str
) -> tuple[Message, ...]:
    """A message to everyone in a department who is told of its orders."""
    found = act.site.department(key)
    return tuple(about(ticket, each, code, clause) for each in found.told) if found else ()


def about(ticket: Ticket, person: str, code: str, clause: str) -> Message:
    """A message on a ticket: its order's number and its place, nothing private."""
    return Message(
        to=person,
        code=code,
        clause=clause,
        data={
            "number": ticket.order.number,
            "place": " ".join(filter(None, (ticket.place.unit, ticket.place.area))),
        },
    )

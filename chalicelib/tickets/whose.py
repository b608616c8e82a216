"""Whose a matter is, and who may know of it (P-who)."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.people import Person, Role
from chalicelib.tickets.model.approvals import SEATS
from chalicelib.tickets.model.ticket import Ticket

WHOLE_SITE = frozenset(
    {Role.DESK, Role.CS_SUPERVISOR, Role.PROPERTY_ASSISTANT, Role.FINANCE, Role.GM}
)
"""Who sees every ticket of the site. The others see what concerns them."""
ONE_DEPARTMENT = frozenset({Role.ENGINEER, Role.DEPARTMENT_HEAD})


def concerns(person: Person, ticket: Ticket) -> bool:
    """Whether the matter is the person's own: they reported it, or it is about their unit."""
    return person.id == ticket.reporter.person or owns(person, ticket)


def owns(person: Person, ticket: Ticket) -> bool:
    """Whether it is about a unit of theirs, so that they answer for what it costs."""
    return ticket.place.unit is not None and ticket.place.unit in person.units


def may_see(person: Person, ticket: Ticket) -> bool:
    """Whether the person may know that the ticket exists (P-who)."""
    if person.has(WHOLE_SITE):
        return True
    if person.has(ONE_DEPARTMENT) and person.department == ticket.department is not None:
        return True
    return person.has(frozenset({Role.OWNER})) and concerns(person, ticket)


def only_department(act: Act[Any]) -> str | None:
    """The department that alone the person sees; None where they see all of the site."""
    return None if act.person.has(WHOLE_SITE) else act.person.department


def shown_to(act: Act[Any], ticket: Ticket) -> bool:
    """Whether the person may know of it, as themselves or as a substitute (P-who, P-approve).

    A substitute sees what waits for the signature that they may give, and what they signed.
    """
    if may_see(act.person, ticket):
        return True
    if not act.person.delegations:
        return False
    seats = frozenset({SEATS[ticket.awaits]} if ticket.awaits else ())
    stands_in = any(act.person.stands_in(seats, act.today))
    return stands_in or act.person.id in ticket.signers

"""Who may add files to a ticket, and until when (P-files)."""

from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.files.rules import not_full
from chalicelib.tickets.model.matter import OVER
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.whose import ONE_DEPARTMENT, concerns

CLAUSE = "P-files"
WHOLE_SITE = frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.PROPERTY_ASSISTANT})
OWNER = frozenset({Role.OWNER})
ADDS = WHOLE_SITE | ONE_DEPARTMENT | OWNER
"""Who may add to some ticket. Finance and the general manager look at what others add."""


def closed(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the matter is not over, this person has a part in it, and there is room."""
    if not _has_a_part(act.person, ticket):
        return Refusal("not_your_step", CLAUSE, roles=sorted(ADDS))
    if ticket.state in OVER:
        return Refusal("too_late", CLAUSE, state=ticket.state)
    return not_full(ticket)


def _has_a_part(person: Person, ticket: Ticket) -> bool:
    if person.has(WHOLE_SITE):
        return True
    if person.has(ONE_DEPARTMENT) and person.department == ticket.department is not None:
        return True
    return person.has(OWNER) and concerns(person, ticket)

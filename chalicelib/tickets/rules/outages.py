"""Tickets that hang on a known outage 已知故障: at intake, later, and taken off again (T-2.0).

The place that a ticket names must be one that the outage concerns. Each ticket keeps its own life.
"""

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.record import Record
from chalicelib.tickets.forms import JoinIncident
from chalicelib.tickets.incidents.model import Incident, IncidentState
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Terms

CLAUSE = "T-2.0"


def fault(incident: Record | None, building: str | None, area: str | None) -> Fault | None:
    """Why something of this place cannot hang on it, if it cannot."""
    if not isinstance(incident, Incident):
        return Fault(pointer="/incident", code="no_such")
    if incident.state is IncidentState.CLOSED:
        return Fault(pointer="/incident", code="incident_closed")
    if not incident.covers(building, area):
        return Fault(pointer="/incident", code="not_affected")
    return None


def on_none(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it hangs on no outage yet."""
    if ticket.incident is None:
        return None
    return Refusal("on_incident_already", CLAUSE, holder=f"{Incident.KIND}#{ticket.incident}")


def on_one(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it hangs on an outage."""
    return Refusal("on_no_incident", CLAUSE) if ticket.incident is None else None


def join(ticket: Ticket, form: JoinIncident, act: Act[Terms]) -> Change:
    """The ticket hangs on an outage from now on, and lives on as it did."""
    wrong = fault(act.beside, ticket.place.building, ticket.place.area)
    if wrong:
        raise Refusal("invalid_form", CLAUSE, faults=(wrong,))
    return Change(before=ticket, after=replace(ticket, incident=form.incident))


def leave(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """It was another matter: the ticket hangs on the outage no more."""
    return Change(
        before=ticket,
        after=replace(ticket, incident=None),
        facts={"incident": ticket.incident},
    )

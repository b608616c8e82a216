"""Where it is looked for what waits: the lists of all desks, and the steps that are asked there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.life import Life
from chalicelib.core.record import Record
from chalicelib.core.site import Desk
from chalicelib.lodging.conduct import service as conduct
from chalicelib.lodging.conduct.life import VIOLATION
from chalicelib.lodging.conduct.model import Violation
from chalicelib.lodging.families import service as families
from chalicelib.lodging.families.life import RELATIVE
from chalicelib.lodging.families.model import Relative
from chalicelib.lodging.stays import service as stays
from chalicelib.lodging.stays.life import STAY
from chalicelib.lodging.stays.model import Stay
from chalicelib.reception.cars import service as cars
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.cars.model import Trip
from chalicelib.reception.claims import advances
from chalicelib.reception.claims import service as claims
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.reception.receptions import service as receptions
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.settlements import service as settlements
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.reception.settlements.model import Settlement, Statement
from chalicelib.service.operations import ListOf
from chalicelib.tickets import reading
from chalicelib.tickets.incidents import service as incidents
from chalicelib.tickets.incidents.model import Incident
from chalicelib.tickets.lives import LIVES
from chalicelib.tickets.model.approvals import Approval
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.shifts import service as shifts
from chalicelib.tickets.shifts.model import Handover
from chalicelib.tickets.whose import only_department


def everybodys(act: Act[Any]) -> None:
    """What is listed is not of one department only."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A list, whose rows say what may be done with each."""

    name: str
    """What its records are called in an answer."""
    desk: Desk
    kind: type[Record]
    listed: ListOf
    lives: Iterable[Life] = ()
    """What is done with them: they are looked for by the states in which that waits. Without any
    the newest are looked at: one's own, or what there are few of.
    """
    newest: int = 100
    asking: Mapping[str, Any] = field(default_factory=dict)
    """What the list has to be asked for."""
    apart: frozenset[str] = frozenset()
    """Steps of these lives that few wait for in a state of many: another list has just those."""
    within: Callable[[Act[Any]], str | None] = everybodys
    """The department that alone somebody sees of it."""

    def states(self, act: Act[Any]) -> list[str]:
        """The states in which something may be asked of this person."""
        steps = [
            step
            for life in self.lives
            for step in life.steps.values()
            if step.command not in self.apart and act.ways(step.who, step.seats)
        ]
        return sorted({state for step in steps for state in step.asked_in} & self.kind.WAITS)

    def open_to(self, act: Act[Any]) -> bool:
        """Whether this person may look at it here."""
        here = self.desk in act.site.working
        return here and bool(act.ways(self.listed.who, self.listed.seats))


SOURCES = (
    Source(
        name="ticket",
        desk=Desk.TICKETS,
        kind=Ticket,
        listed=reading.LIST,
        lives=LIVES.values(),
        apart=frozenset({"decide"}),
        within=only_department,
    ),
    Source(
        name="ticket",
        desk=Desk.TICKETS,
        kind=Ticket,
        listed=reading.APPROVALS,
        asking={"step": Approval.DECIDE},
    ),
    Source(name="ticket", desk=Desk.TICKETS, kind=Ticket, listed=reading.MINE),
    Source(
        name="handover",
        desk=Desk.TICKETS,
        kind=Handover,
        listed=shifts.HANDOVER_LIST,
        newest=10,  # each names all that it hands over, and but one of them is open
    ),
    Source(name="incident", desk=Desk.TICKETS, kind=Incident, listed=incidents.INCIDENT_LIST),
    Source(name="stay", desk=Desk.LODGING, kind=Stay, listed=stays.IN_STATE, lives=[STAY]),
    Source(name="stay", desk=Desk.LODGING, kind=Stay, listed=stays.MINE),
    Source(
        name="relative",
        desk=Desk.LODGING,
        kind=Relative,
        listed=families.IN_STATE,
        lives=[RELATIVE],
    ),
    Source(
        name="violation",
        desk=Desk.LODGING,
        kind=Violation,
        listed=conduct.IN_STATE,
        lives=[VIOLATION],
    ),
    Source(name="violation", desk=Desk.LODGING, kind=Violation, listed=conduct.MINE),
    Source(
        name="reception",
        desk=Desk.RECEPTION,
        kind=Reception,
        listed=receptions.FOUND,
        lives=[RECEPTION],
    ),
    Source(name="trip", desk=Desk.RECEPTION, kind=Trip, listed=cars.IN_STATE, lives=[TRIP]),
    Source(
        name="advance", desk=Desk.RECEPTION, kind=Advance, listed=advances.LIST, lives=[ADVANCES]
    ),
    Source(
        name="claim", desk=Desk.RECEPTION, kind=ExpenseClaim, listed=claims.LIST, lives=[CLAIMS]
    ),
    Source(
        name="settlement",
        desk=Desk.RECEPTION,
        kind=Settlement,
        listed=settlements.LIST,
        lives=[SETTLING],
    ),
    Source(
        name="statement",
        desk=Desk.RECEPTION,
        kind=Statement,
        listed=settlements.STATEMENT_LIST,
        lives=[ANSWERING],
    ),
)

"""The life of a known outage 已知故障: every step, who may take it, where it leads (T-4.1)."""

from chalicelib.core.life import NEW, Life, Step, lead, stay
from chalicelib.core.people import Role
from chalicelib.tickets.incidents import forms, rules
from chalicelib.tickets.incidents.model import CLAUSE, IncidentState

ANNOUNCES = frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.DEPARTMENT_HEAD})
"""The desk, which says the words, and the heads of departments, who know first."""

INCIDENT = Life(
    IncidentState,
    [
        Step(
            command="open",
            form=forms.OpenIncident,
            clause=CLAUSE,
            who=ANNOUNCES,
            moves=lead([NEW], IncidentState.OPEN),
            rule=rules.opened,
        ),
        Step(
            command="update",
            form=forms.UpdateIncident,
            clause=CLAUSE,
            who=ANNOUNCES,
            moves=stay(IncidentState.OPEN),
            rule=rules.update,
            forward=False,
        ),
        Step(
            command="close",
            form=forms.CloseIncident,
            clause=CLAUSE,
            who=ANNOUNCES,
            moves=lead([IncidentState.OPEN], IncidentState.CLOSED),
            rule=rules.close,
        ),
    ],
)

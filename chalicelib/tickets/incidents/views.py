"""What is shown of a known outage: where, what to say, and what may be done with it now."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Language
from chalicelib.service.showing import Action, actions
from chalicelib.tickets.incidents.life import INCIDENT
from chalicelib.tickets.incidents.model import Incident
from chalicelib.tickets.incidents.rules import overdue


class Notice(Frozen):
    """What the desk says of an outage, in the language of who asks."""

    incident: str
    affected: str
    say: str
    since: Instant
    expected_end: Instant | None
    overdue: bool
    """It was expected to be over by now: ask before saying it."""


class IncidentView(Frozen):
    """A known outage, and the actions this person may take on it now."""

    incident: Incident
    notice: Notice
    allowed_actions: tuple[Action, ...]


class IncidentPage(Frozen):
    """A page of outages, newest first."""

    items: tuple[IncidentView, ...]
    next: str | None


class OpenIncidents(Frozen):
    """Every outage that a site has now, or a place of it; oldest first."""

    items: tuple[IncidentView, ...]


def notice(incident: Incident, act: Act[Any], language: Language) -> Notice:
    """What is said of it."""
    return Notice(
        incident=incident.id,
        affected=incident.affected,
        say=incident.say(language),
        since=incident.since,
        expected_end=incident.expected_end,
        overdue=overdue(incident, act),
    )


def incident_view(incident: Incident, act: Act[Any], language: Language) -> IncidentView:
    """The outage as this person sees it."""
    base = f"/sites/{incident.site}/incidents/{incident.id}"
    return IncidentView(
        incident=incident,
        notice=notice(incident, act, language),
        allowed_actions=actions(INCIDENT, incident, act, base),
    )

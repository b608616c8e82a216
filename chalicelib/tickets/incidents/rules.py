"""Announcing an outage, saying otherwise, and that it is over (T-4.1). Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.record import Frozen
from chalicelib.tickets.incidents.forms import CloseIncident, OpenIncident, UpdateIncident
from chalicelib.tickets.incidents.model import (
    CLAUSE,
    MOST_OPEN,
    Closing,
    Incident,
    IncidentState,
    Noticeboard,
)
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE


class Announcing(Frozen):
    """Where an outage is put up, before there is one."""

    board: Noticeboard
    state: str = NEW


class Ending(Frozen):
    """The form that ends an outage, and what was found when it came."""

    form: CloseIncident
    board: Noticeboard
    tickets: int
    """How many hang on it."""


def opened(announcing: Announcing, form: OpenIncident, act: Act[Any]) -> Change:
    """The outage is put up, and the desk told what to say."""
    since = form.since or act.now
    faults = tuple(_faults(form, since))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    board = announcing.board
    if len(board.open) >= MOST_OPEN:
        raise Refusal("too_many_incidents", CLAUSE, most=MOST_OPEN)
    incident = Incident(
        site=act.site.id,
        id=act.fresh_id,
        state=IncidentState.OPEN,
        affected=form.affected,
        whole_estate=form.whole_estate,
        buildings=tuple(dict.fromkeys(form.buildings)),
        areas=tuple(dict.fromkeys(form.areas)),
        words=form.words,
        words_hant=form.words_hant,
        words_hans=form.words_hans,
        words_en=form.words_en,
        since=since,
        expected_end=form.expected_end,
        opened_at=act.now,
        opened_by=act.person.id,
    )
    return Change(
        before=None,
        after=incident,
        messages=_desk("incident_opened", act, affected=incident.affected, words=incident.words),
        also=(_put_up(board, (*board.open, incident.id)),),
    )


def _faults(form: OpenIncident, since: datetime) -> Iterator[Fault]:
    if form.whole_estate == bool(form.buildings or form.areas):
        fields = ["whole_estate", "buildings", "areas"]
        yield Fault(pointer="/buildings", code="one_of", data={"fields": fields})
    yield from _end_faults(form, since)


def _end_faults(form: OpenIncident | UpdateIncident, since: datetime) -> Iterator[Fault]:
    if form.expected_end is not None and form.expected_end <= since:
        yield Fault(pointer="/expected_end", code="ends_before_it_begins")


def update(incident: Incident, form: UpdateIncident, act: Act[Any]) -> Change:
    """What the desk says from now on. What it said before stands in the history."""
    faults = tuple(_end_faults(form, incident.since))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    after = replace(
        incident,
        words=form.words,
        words_hant=form.words_hant,
        words_hans=form.words_hans,
        words_en=form.words_en,
        expected_end=form.expected_end,
    )
    told = _desk("incident_updated", act, affected=incident.affected, words=form.words)
    return Change(before=incident, after=after, messages=told)


def close(incident: Incident, ending: Ending, act: Act[Any]) -> Change:
    """The outage is over. The desk is told how many tickets hang on it; none of them is touched."""
    board = ending.board
    closed = Closing(
        result=ending.form.result, tickets=ending.tickets, by=act.person.id, at=act.now
    )
    return Change(
        before=incident,
        after=replace(incident, state=IncidentState.CLOSED, closed=closed),
        facts={"tickets": ending.tickets},
        messages=_desk("incident_closed", act, affected=incident.affected, count=ending.tickets),
        also=(_put_up(board, tuple(each for each in board.open if each != incident.id)),),
    )


def _put_up(board: Noticeboard, ids: tuple[str, ...]) -> Change:
    return Change(before=board if board.version else None, after=replace(board, open=ids))


def _desk(code: str, act: Act[Any], **data: object) -> tuple[Message, ...]:
    desk = act.site.department(CUSTOMER_SERVICE)
    return tuple(
        Message(to=each, code=code, clause=CLAUSE, data=data)
        for each in (desk.told if desk else ())
    )


def overdue(incident: Incident, act: Act[Any]) -> bool:
    """Whether it should be over by now, and is not: the words to say may be true no more."""
    end = incident.expected_end
    return incident.state is IncidentState.OPEN and end is not None and end < act.now

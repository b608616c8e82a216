"""What the front desk shows: records as they are kept, and what may be done with them now."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.people import ANY_ROLE, Role
from chalicelib.core.record import Frozen, Instant, Void
from chalicelib.core.site import Department, Site
from chalicelib.core.words import Language
from chalicelib.core.words.reminders import VISIT
from chalicelib.service.showing import Action, Paper, actions
from chalicelib.tickets.lives import life_of
from chalicelib.tickets.model.matter import Kind
from chalicelib.tickets.model.papers import Copy, copies_of
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import filing
from chalicelib.tickets.terms import Terms, Unit


class TicketView(Frozen):
    """A ticket, and the actions this person may take on it now."""

    ticket: Ticket
    allowed_actions: tuple[Action, ...]


class PaperCopy(Paper):
    """A copy of a numbered form that can be printed."""

    copy: Copy | None
    """Null of a form that has one only."""


class TicketScreen(TicketView):
    """A ticket by itself, with its papers; to who may visit now, with the reminder of it."""

    papers: tuple[PaperCopy, ...]
    reminder: str | None
    """Of conduct and appearance, in the language of who asks (T-5.1)."""


class TicketPage(Frozen):
    """A page of tickets."""

    items: tuple[TicketView, ...]
    next: str | None
    """The `cursor` of the next page, null on the last."""


class Candidate(TicketView):
    """A complaint that another one may be about the same matter as."""

    likeness: float | None = None
    """How like its words are: 1 for the same, 0 for nothing in common; null without words."""


class CandidatePage(Frozen):
    """A page of candidates."""

    items: tuple[Candidate, ...]
    next: str | None


class ReporterContact(Frozen):
    """How to reach who reported. Each reading is recorded."""

    person: str
    name: str
    phone: str


class DeskSettings(Frozen):
    """What the desk works with: departments, deadlines, warranty terms, prices, working hours."""

    version: int
    """What a change of them is made on: its If-Match."""
    departments: tuple[Department, ...]
    terms: Terms
    """Those in force for what is opened from now on; their `id` is their number."""


class UnitView(Frozen):
    """A unit: its building, its handover date, its owners."""

    unit: Unit


class UnitPage(Frozen):
    """A page of units."""

    items: tuple[UnitView, ...]
    next: str | None


class Matter(Frozen):
    """What a form is about: in their words, and what has come of it so far (T-4.1)."""

    kind: Kind
    words: str
    content: str | None = None
    handling: str | None = None
    result: str | None = None


class DutyEntry(Frozen):
    """A numbered form in the duty record."""

    number: str
    form: str
    record: str
    """`ticket#id` of the record that it was issued from."""
    day: date
    seq: int
    at: Instant
    by: str
    void: Void | None = None
    """Why it no longer counts, if it was voided. The number stays in the register."""
    matter: Matter | None = None
    """Of the ticket that it was issued from."""


class DutyRecord(Frozen):
    """The duty record 值班記錄 of a day: every form issued, in order of time."""

    day: date
    items: tuple[DutyEntry, ...]
    next: str | None


def matter_of(ticket: Ticket) -> Matter:
    """The ticket as the duty record has it."""
    work, said, outcome = ticket.work, ticket.explanation, ticket.outcome
    return Matter(
        kind=ticket.kind,
        words=ticket.words,
        content=said.content if said else None,
        handling=outcome.handling if outcome else None,
        result=outcome.result if outcome else work.result if work else None,
    )


def desk_settings(site: Site, act: Act[Terms]) -> DeskSettings:
    """What the desk works with; who made it so is not for owners."""
    known = act.person.has(ANY_ROLE - {Role.OWNER})
    return DeskSettings(
        version=site.version,
        departments=site.departments,
        terms=act.terms if known else replace(act.terms, made=None),
    )


def ticket_view(ticket: Ticket, act: Act[Any]) -> TicketView:
    """The ticket as this person sees it."""
    base = _path(ticket)
    steps = actions(life_of(ticket.kind), ticket, act, base)
    files = Action(command="files", clause=filing.CLAUSE, href=f"{base}/files")
    closed = filing.closed(ticket, act)
    return TicketView(ticket=ticket, allowed_actions=steps if closed else (*steps, files))


def _path(ticket: Ticket) -> str:
    return f"/sites/{ticket.site}/tickets/{ticket.id}"


def _papers(ticket: Ticket) -> Iterator[PaperCopy]:
    """The newest form first: it is what is printed now."""
    for form in reversed(ticket.forms):
        for copy in copies_of(form.form):
            asked = f"?copy={copy}" if copy else ""
            href = f"{_path(ticket)}/forms/{form.number}{asked}"
            yield PaperCopy(form=form.form, number=form.number, copy=copy, href=href)


def ticket_screen(ticket: Ticket, act: Act[Any], language: Language) -> TicketScreen:
    """The ticket by itself as this person sees it."""
    view = ticket_view(ticket, act)
    visits = any(action.command == "visit" for action in view.allowed_actions)
    return TicketScreen(
        ticket=view.ticket,
        allowed_actions=view.allowed_actions,
        papers=tuple(_papers(ticket)),
        reminder=VISIT.say(language) if visits else None,
    )

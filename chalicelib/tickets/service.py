"""What the front desk does: every step of a ticket's life, and reading a telephone number."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import sealed_anew
from chalicelib.core.errors import Refusal
from chalicelib.core.life import Step
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Loaded, ObjectStore, Vault
from chalicelib.core.record import Record
from chalicelib.core.words.tickets import STEPS
from chalicelib.files import service as files
from chalicelib.files.service import Host
from chalicelib.service.operations import Call, Command, Operation
from chalicelib.tickets import forms, searching
from chalicelib.tickets.incidents.model import Incident
from chalicelib.tickets.lives import life_of, step_of, steps_named
from chalicelib.tickets.model.asked_again import Repeats
from chalicelib.tickets.model.letters import Letter
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.papers import PAPERS
from chalicelib.tickets.reading import (
    ONE_TICKET,
    READINGS,
    SIGNS,
    SITE_TICKETS,
    STAFF,
    seen,
    terms_of,
    ticket_key,
)
from chalicelib.tickets.rules import callers, filing
from chalicelib.tickets.rules.intake import Scene
from chalicelib.tickets.terms import Unit
from chalicelib.tickets.views import ReporterContact, TicketView, ticket_view
from chalicelib.tickets.whose import shown_to

REACHES = frozenset(
    {
        Role.DESK,
        Role.CS_SUPERVISOR,
        Role.PROPERTY_ASSISTANT,
        Role.ENGINEER,
        Role.DEPARTMENT_HEAD,
    }
)
"""Who needs to call the person who reported (P-private)."""


FILES = Host(
    name="ticket",
    path=ONE_TICKET,
    key=ticket_key,
    seen=seen,
    sees=STAFF | {Role.OWNER},
    seats=SIGNS,
    adds=filing.ADDS,
    closed=filing.closed,
)
"""Photos, voice notes, receipts and letters hang on tickets (P-files)."""


CORRECTED: dict[str, Callable[[Ticket], Letter | Repeats | None]] = {
    "not-same-matter": lambda ticket: ticket.letter,
    "not-repeat-of": lambda ticket: ticket.repeats,
}
"""Steps that undo a link, and the link: the ticket at its other end counts one fewer."""


def operations(
    vault: Callable[[], Vault], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything the front desk can do over HTTP."""
    named = dict(steps_named())
    intakes = named.pop("intake")
    return (
        _intake(vault, intakes),
        *map(_command, named.values()),
        *READINGS,
        *PAPERS,
        *searching.operations(vault),
        _contact(vault),
        *files.operations(FILES, objects),
    )


def _shown(record: Record, act: Act[Any], call: Call) -> TicketView:
    assert isinstance(record, Ticket)
    return ticket_view(record, act)


def _about(step: Step) -> str:
    words = STEPS[step.command]
    return f"{words.en[0].upper()}{words.en[1:]} {words.hant}"


def _issued(steps: Iterable[Step]) -> tuple[str, ...]:
    """The forms that a command may issue, on whichever ticket."""
    return tuple(dict.fromkeys(form for step in steps for form in step.issues))


def _intake(vault: Callable[[], Vault], steps: tuple[Step, ...]) -> Command:
    step = steps[0]

    def reporter(call: Call, form: forms.Intake) -> str:
        if form.caller:
            return vault().caller_id(call.site, form.caller.phone)
        return form.person or call.person

    def needs(call: Call, form: forms.Intake) -> Iterable[Key]:
        yield Key(Person, call.site, reporter(call, form))
        if form.unit:
            yield Key(Unit, call.site, form.unit)
        if form.incident:
            yield Key(Incident, call.site, form.incident)
        if form.repeats:
            yield Key(Ticket, call.site, form.repeats)

    def decide(loaded: Loaded, form: forms.Intake, act: Act[Any], call: Call) -> Change:
        known = loaded.record(Person, call.site, reporter(call, form))
        person = known
        if form.caller and (known is None or known.phone is None):
            new = vault().caller(call.site, form.caller.name, form.caller.phone)
            person = sealed_anew(known, new)
        scene = Scene(
            reporter=person and callers.kept(person, act),
            known=known,
            unit=loaded.record(Unit, call.site, form.unit),
            incident=loaded.record(Incident, call.site, form.incident),
            earlier=loaded.record(Ticket, call.site, form.repeats),
        )
        return life_of(form.kind).decide(step.command, scene, form, act)

    return Command(
        name="ticket-intake",
        about=_about(step),
        path=SITE_TICKETS,
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=TicketView,
        terms=terms_of,
        needs=needs,
        counts=_issued(steps),
        decide=decide,
        show=_shown,
    )


def _command(steps: tuple[Step, ...]) -> Command:
    """A command: it is what the ticket's own life has under its name."""
    step = steps[0]

    def beside(call: Call, form: Any) -> Iterable[Key]:
        if isinstance(form, forms.SameMatter | forms.RepeatOf):
            yield Key(Ticket, call.site, form.earlier)
        if isinstance(form, forms.AcceptFor) and form.person is not None:
            yield Key(Person, call.site, form.person)
        if isinstance(form, forms.JoinIncident):
            yield Key(Incident, call.site, form.incident)

    def corrected(loaded: Loaded, call: Call) -> Iterable[Key]:
        ticket = loaded.record(Ticket, call.site, call.params["ticket"])
        link = CORRECTED[step.command](ticket) if ticket and step.command in CORRECTED else None
        if link:
            yield Key(Ticket, call.site, link.earlier)

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        ticket = loaded.record(Ticket, call.site, call.params["ticket"])
        assert ticket
        step_of(ticket.kind, step.command)
        for key in (*beside(call, form), *corrected(loaded, call)):
            act = replace(act, beside=loaded.record(*key))
        return life_of(ticket.kind).decide(step.command, ticket, form, act)

    return Command(
        name=f"ticket-{step.command}",
        about=_about(step),
        path=f"{ONE_TICKET}/{step.command}",
        clause=step.clause,
        who=frozenset(role for each in steps for role in each.who),
        seats=frozenset(role for each in steps for role in each.seats),
        form=step.form,
        answer=TicketView,
        terms=terms_of,
        needs=beside,
        also=corrected,
        counts=_issued(steps),
        subject=ticket_key,
        under=lambda ticket: step_of(ticket.kind, step.command).clause,
        sees=shown_to,
        decide=decide,
        show=_shown,
    )


def _contact(vault: Callable[[], Vault]) -> Command:
    """Reading a number is a change: the person's history says who read it, and for what."""

    def reporter(loaded: Loaded, call: Call) -> Iterable[Key]:
        ticket = loaded.record(Ticket, call.site, call.params["ticket"])
        if ticket:
            yield Key(Person, call.site, ticket.reporter.person)

    def decide(loaded: Loaded, form: None, act: Act[Any], call: Call) -> Change:
        ticket = seen(loaded, act, call)
        person = loaded.record(Person, call.site, ticket.reporter.person)
        if person is None or person.phone is None:
            raise Refusal("not_found", "P-private")
        return Change(before=person, after=person, facts={"ticket": ticket.id})

    def show(record: Record, act: Act[Any], call: Call) -> ReporterContact:
        assert isinstance(record, Person)
        return ReporterContact(person=record.id, name=record.name, phone=vault().phone(record))

    return Command(
        name="ticket-contact",
        about="Telephone number of who reported; the reading is recorded",
        method="GET",
        path=ONE_TICKET + "/contact",
        clause="P-private",
        who=REACHES,
        answer=ReporterContact,
        needs=lambda call, form: (ticket_key(call),),
        also=reporter,
        decide=decide,
        show=show,
        keyed=False,
    )

"""One screen for whoever calls or comes: who, which unit, what is open, what to say (T-2.0, T-5.1).

By the end of a telephone number, a name or a unit; of several that match one is chosen by id. A
whole number stays out of the address: `POST people/find` has it in its body.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta

from chalicelib.core import finding
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Id, Line, Question
from chalicelib.core.forms import Form
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, Store
from chalicelib.core.private import shown_end
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.words import Language
from chalicelib.core.words.reminders import RECEPTION
from chalicelib.service.operations import Call, Operation, Read
from chalicelib.service.searching import Search, exact, found
from chalicelib.tickets.incidents import gathering
from chalicelib.tickets.incidents.views import Notice, notice
from chalicelib.tickets.model.matter import OVER, Kind, State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.warranty import WarrantyReason
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.rules import warranty
from chalicelib.tickets.searching import unit_asked
from chalicelib.tickets.terms import Item, Terms, Unit

CLAUSE = "T-2.0"
_SHOWN = 25
"""People, or units, to choose from; tickets of a unit or a person that are looked at."""
_LOOKED_AT = 100
"""Of what the index proposes: a unit's number may read like the end of a telephone number."""

Tail = Annotated[
    str, Meta(min_length=4, max_length=4, pattern=r"^[0-9]{4}$(?!\n)", examples=["8001"])
]
"""The last four digits of a telephone number: what its mask shows."""


class IntakeQuestion(Form):
    """Who calls, or where it is: at least one of these."""

    phone_tail: Tail | None = None
    name: Question | None = None
    unit: Question | None = None
    person: Id | None = None
    """The one chosen of several."""
    area: Line | None = None


class KnownPerson(Frozen):
    """Somebody known at the site."""

    person: str
    name: str
    phone: str | None
    """Masked."""
    units: tuple[str, ...]


class KnownUnit(Frozen):
    """A unit, and when it was handed over."""

    unit: str
    building: str
    handover: date | None


class OpenTicket(Frozen):
    """A ticket that has not come to its end."""

    ticket: str
    number: str
    kind: Kind
    state: State
    unit: str | None
    area: str | None
    words: str
    received_at: Instant
    overdue: bool
    incident: str | None


class ComplaintCount(Frozen):
    """How often there was a complaint; what was withdrawn does not count."""

    recent: int
    days: int
    """How far back that is: within these days it may be about the same matter (T-4.2.3)."""
    found: int
    """Of all tickets that were looked at."""


class Matters(Frozen):
    """What the desk has of them."""

    open: tuple[OpenTicket, ...]
    """Newest first."""
    complaints: ComplaintCount
    more: bool
    """There are older tickets that were not looked at: the list of tickets has them."""


class Cover(Frozen):
    """Whether an item of the unit is in warranty today, until when, and why (T-4.3.2)."""

    item: Item
    covered: bool
    reason: WarrantyReason
    until: date | None


class IntakeScreen(Frozen):
    """What the desk sees as somebody calls. Nobody and nothing found: the caller is new."""

    reminder: str
    """Of conduct and appearance, in the language of who asks (T-5.1)."""
    people: tuple[KnownPerson, ...]
    units: tuple[KnownUnit, ...]
    more: bool
    """More match than are shown: ask for more of the name."""
    owners: tuple[KnownPerson, ...]
    """Of the unit, where it comes to one."""
    warranty: tuple[Cover, ...]
    """Of the unit, where it comes to one."""
    matters: Matters | None
    """Where it comes to one person or one unit."""
    outages: tuple[Notice, ...]
    """Known outages of the whole estate and of these places, with the words to say (T-4.1)."""


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """The intake screen."""
    return (
        Read(
            name="intake",
            about="Who calls: their unit, open tickets, complaints, warranty, known outages 受理",
            path="/sites/{site}/intake",
            clause=CLAUSE,
            who=frozenset({Role.DESK, Role.CS_SUPERVISOR}),
            query=IntakeQuestion,
            answer=IntakeScreen,
            terms=terms_of,
            needs=_named,
            show=lambda loaded, query, act, call: _screen(store(), loaded, query, act, call),
        ),
    )


def _named(call: Call, query: IntakeQuestion) -> Iterator[Key]:
    """What the question names by its id, and the noticeboard."""
    yield gathering.board_key(call.site)
    if query.person:
        yield Key(Person, call.site, query.person)
    if query.unit:
        yield Key(Unit, call.site, query.unit)


def _screen(
    store: Store, loaded: Loaded, query: IntakeQuestion, act: Act[Terms], call: Call
) -> IntakeScreen:
    if not any((query.phone_tail, query.name, query.unit, query.person, query.area)):
        fields = ["phone_tail", "name", "unit", "person", "area"]
        fault = Fault(pointer="", code="none_of", data={"fields": fields})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    units, more_units = _units(store, loaded, query, call.site)
    people, more_people = _people(store, loaded, query, call.site)
    people = [each for each in people if _at(each, units)] or people
    person = people[0] if len(people) == 1 else None
    theirs = person.units[:_SHOWN] if person and not query.unit else ()
    one = units[0].id if len(units) == 1 else theirs[0] if len(theirs) == 1 else None
    tickets, older = _ids(store, call.site, person.id if person else None, one)
    more = store.load(
        [
            *gathering.put_up(loaded, call.site),
            *(Key(Ticket, call.site, id) for id in tickets),
            *(Key(Unit, call.site, id) for id in theirs),
        ]
    )
    loaded |= more
    units = units or list(_known(loaded, Unit, call.site, theirs))
    unit = units[0] if one and units else None
    seen = list(_known(loaded, Ticket, call.site, tickets))
    return IntakeScreen(
        reminder=RECEPTION.say(call.language),
        people=tuple(map(_caller, people[:_SHOWN])),
        units=tuple(map(_flat, units[:_SHOWN])),
        more=more_people or more_units or max(len(people), len(units)) > _SHOWN,
        owners=tuple(map(_caller, _owners(store, unit, person))) if unit else (),
        warranty=tuple(covers(unit, act)) if unit else (),
        matters=matters(seen, older, act) if person or unit else None,
        outages=tuple(_outages(loaded, units, query, act, call.language)),
    )


def _at(person: Person, units: list[Unit]) -> bool:
    return any(each.id in person.units for each in units)


def _units(
    store: Store, loaded: Loaded, query: IntakeQuestion, site: str
) -> tuple[list[Unit], bool]:
    """The unit of this name, or those that are found by it, and whether there are more."""
    if query.unit is None:
        return [], False
    named = loaded.record(Unit, site, query.unit)
    if named:
        return [named], False
    return _searched(store, Unit, site, unit_asked(query.unit))


def _people(
    store: Store, loaded: Loaded, query: IntakeQuestion, site: str
) -> tuple[list[Person], bool]:
    """Who is named by id, or found by name and end of number, and whether there are more."""
    if query.person:
        named = loaded.record(Person, site, query.person)
        return [named] if named else [], False
    if query.name is None and query.phone_tail is None:
        return [], False
    words = " ".join(filter(None, (query.name, query.phone_tail)))
    people, more = _searched(store, Person, site, finding.asked(words))
    return [each for each in people if _is(each, query)], more


def _is(person: Person, query: IntakeQuestion) -> bool:
    """By the name and the number themselves: the index knows a person's units by the same terms."""
    end = shown_end(person.phone.mask) if person.phone else ()
    by_name = query.name is None or finding.matches(finding.asked(query.name), (person.name,))
    return person.active and by_name and (query.phone_tail is None or query.phone_tail in end)


def _searched(
    store: Store, kind: type[Any], site: str, asked: finding.Asked
) -> tuple[list[Any], bool]:
    search = Search(site=site, kind=kind.KIND, asked=asked, newest_first=False, limit=_LOOKED_AT)
    page = found(store, search)
    ids = [item["id"] for item in page.items]
    if not ids:
        return [], page.next is not None
    loaded = store.load([Key(kind, site, id) for id in ids])
    return exact(asked, page, _known(loaded, kind, site, ids)), page.next is not None


def _known(loaded: Loaded, kind: type[Any], site: str, ids: Iterable[str]) -> Iterator[Any]:
    records = (loaded.record(kind, site, id) for id in ids)
    return (each for each in records if each is not None)


def _ids(store: Store, site: str, person: str | None, unit: str | None) -> tuple[list[str], bool]:
    """The newest tickets of a person and of a unit, and whether there are older ones."""
    found: set[str] = set()
    older = False
    for index, value in (("by_person", person), ("by_unit", unit)):
        if value is None:
            continue
        page = store.page(
            Listing(
                table="tickets",
                index=index,
                partition=f"{site}#{value}",
                newest_first=True,
                limit=_SHOWN,
            )
        )
        found |= {item["id"].removeprefix("ticket#") for item in page.items}
        older = older or page.next is not None
    return sorted(found, reverse=True), older


def _owners(store: Store, unit: Unit, person: Person | None) -> Iterator[Person]:
    """The unit's owners; who calls is known already."""
    known: list[Record] = [person] if person else []
    wanted = [each for each in unit.owners if person is None or each != person.id]
    if wanted:
        loaded = store.load([Key(Person, unit.site, each) for each in wanted])
        known += _known(loaded, Person, unit.site, wanted)
    by_id = {each.id: each for each in known if isinstance(each, Person)}
    return (by_id[each] for each in unit.owners if each in by_id)


def covers(unit: Unit, act: Act[Terms]) -> Iterator[Cover]:
    """Item by item of the warranty table."""
    for item in act.terms.warranty:
        judged = warranty.judge(unit, item, act)
        yield Cover(item=item, covered=judged.covered, reason=judged.reason, until=judged.until)


def matters(tickets: Iterable[Ticket], older: bool, act: Act[Terms]) -> Matters:
    """What is open of these, and how many of them are complaints."""
    tickets = tuple(tickets)
    days = act.terms.same_matter_days
    since = act.now - timedelta(days=days)
    complaints = [
        each
        for each in tickets
        if each.kind is Kind.COMPLAINT and each.state is not State.CANCELLED
    ]
    return Matters(
        open=tuple(_open(each, act) for each in tickets if each.state not in OVER),
        complaints=ComplaintCount(
            recent=sum(each.received_at >= since for each in complaints),
            days=days,
            found=len(complaints),
        ),
        more=older,
    )


def _open(ticket: Ticket, act: Act[Any]) -> OpenTicket:
    return OpenTicket(
        ticket=ticket.id,
        number=ticket.order.number,
        kind=ticket.kind,
        state=ticket.state,
        unit=ticket.place.unit,
        area=ticket.place.area,
        words=ticket.words,
        received_at=ticket.received_at,
        overdue=any(timer.due_at < act.now for timer in ticket.timers),
        incident=ticket.incident,
    )


def _outages(
    loaded: Loaded, units: list[Unit], query: IntakeQuestion, act: Act[Any], language: Language
) -> Iterator[Notice]:
    buildings: set[str | None] = {each.building for each in units}
    for incident in gathering.known(loaded, act.site.id):
        if any(incident.covers(building, query.area) for building in buildings or {None}):
            yield notice(incident, act, language)


def _caller(person: Person) -> KnownPerson:
    return KnownPerson(
        person=person.id,
        name=person.name,
        phone=person.phone.mask if person.phone else None,
        units=person.units,
    )


def _flat(unit: Unit) -> KnownUnit:
    return KnownUnit(unit=unit.id, building=unit.building, handover=unit.handover)

"""What becomes of a row: something new, something known, something that is known otherwise.

An import adds. What is known stays as it is, unless the person who runs it says that the file is
right; and then, too, nobody loses a role or a unit by it. The same rows again change nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from msgspec.structs import astuple, replace

from chalicelib.common import people
from chalicelib.common.people import AddPerson
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import sealed_anew
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.history import LARGEST
from chalicelib.core.people import Person, Role, is_program
from chalicelib.core.ports import Key, Loaded, Vault
from chalicelib.core.record import Hold, Record
from chalicelib.core.site import Site
from chalicelib.core.versions import Made
from chalicelib.core.words import Name
from chalicelib.tickets import forms as tickets
from chalicelib.tickets.imports.forms import OwnerRow, PriceRow, StaffRow, TicketRow, UnitRow
from chalicelib.tickets.imports.headings import plain, shown
from chalicelib.tickets.imports.model import TICKETS, ImportKind
from chalicelib.tickets.model.matter import FORWARDING, Kind
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import callers
from chalicelib.tickets.rules.forwarded import once
from chalicelib.tickets.rules.intake import Scene
from chalicelib.tickets.rules.opening import take_over, ticket_id
from chalicelib.tickets.settings.forms import SetTerms
from chalicelib.tickets.settings.rules import revised
from chalicelib.tickets.terms import HANDED_OVER, Price, Terms, Unit, terms_key

R = TypeVar("R", bound=Record)
MOST_PRICES = 1000
"""Lines of a price list, which is part of one record."""
MOST_OWNED = 1000
"""Units of one owner."""
MOST_OWNERS = 100
"""Of one unit."""


class Outcome(StrEnum):
    """What became of a row."""

    STORED = "stored"
    KNOWN = "known"
    DIFFERING = "differing"


@dataclass(frozen=True)
class Judged:
    """What became of a row, and in which fields what is known is otherwise."""

    outcome: Outcome
    differs: tuple[str, ...] = ()


KNOWN, STORED = Judged(Outcome.KNOWN), Judged(Outcome.STORED)


@dataclass
class Shelf:
    """The records that some rows are about, as they were read and as the rows left them."""

    site: Site
    loaded: Loaded
    _changed: dict[Key, Change] = field(default_factory=dict)

    def get(self, kind: type[R], id: str | None) -> R | None:
        """The record as it is by now."""
        key = Key(kind, self.site.id, id or "")
        change = self._changed.get(key)
        if change:
            assert isinstance(change.after, kind)
            return change.after
        return self.loaded.record(kind, self.site.id, id)

    def put(self, change: Change) -> None:
        """A record changed, once more if it was before, and all that goes with it."""
        for each in change.whole():
            after = each.after
            key = Key(type(after), self.site.id, after.id)
            known = self._changed.get(key)
            before = known.before if known else each.before
            self._changed[key] = replace(each, before=before, also=())
            if isinstance(after, Site):
                self.site = after

    def changes(self) -> tuple[Change, ...]:
        """Everything that the rows changed, each record once."""
        return tuple(self._changed.values())

    @property
    def items(self) -> int:
        """How many items of a transaction that is: record, entry, timers, holds, and two a form."""
        return sum(
            2 + len(each.timers_set) + len(each.timers_cleared) + 2 * len(each.forms_issued)
            for each in self._changed.values()
        )


@dataclass(frozen=True)
class Hand:
    """By whom rows are taken in, and how."""

    act: Act[Terms]
    vault: Vault
    update: bool
    held: frozenset[str] = frozenset()
    """References of rows that some ticket has already."""


def unit(row: UnitRow, shelf: Shelf, hand: Hand) -> Judged:
    """A unit; a handover date is filled in where there was none."""
    first, last = HANDED_OVER
    if row.handover and not first <= row.handover <= last:
        raise _unfit(
            Fault(
                pointer="/handover",
                code="out_of_range",
                data={"min": str(first), "max": str(last)},
            )
        )
    known = shelf.get(Unit, row.id)
    if known is None:
        made = Unit(site=shelf.site.id, id=row.id, building=row.building, handover=row.handover)
        shelf.put(Change(before=None, after=made))
        return STORED
    return _said(known, {"building": row.building, "handover": row.handover}, shelf, hand)


def owner_id(row: OwnerRow, site: str, vault: Vault) -> str:
    """The owner's id: the one given, or who calls from their number."""
    return row.id or (vault.caller_id(site, row.phone) if row.phone else "")


def owner(row: OwnerRow, shelf: Shelf, hand: Hand) -> Judged:
    """An owner and their units, each of which knows the other from now on."""
    site = shelf.site.id
    id = owner_id(row, site, hand.vault)
    if not id:
        raise _unfit(Fault(pointer="/phone", code="id_or_phone"))
    faults = [*_reserved(id), *_absent_units(row.units, shelf)]
    if faults:
        raise _unfit(*faults)
    known = shelf.get(Person, id)
    person = known or Person(site=site, id=id, name=row.name)
    differs = _differs(person, row.name, row.phone, hand)
    if differs and not hand.update:
        return Judged(Outcome.DIFFERING, differs)
    after = _named(person, row.name, row.phone, hand)
    after = replace(
        after,
        roles=tuple(dict.fromkeys((*after.roles, Role.OWNER))),
        units=tuple(dict.fromkeys((*after.units, *row.units))),
    )
    owned = [_owned_by(shelf.get(Unit, each), id) for each in row.units]
    if len(after.units) > MOST_OWNED:
        raise _unfit(_too_many(MOST_OWNED))
    if any(len(each.owners) > MOST_OWNERS for _, each in owned):
        raise _unfit(_too_many(MOST_OWNERS))
    changed = [_put(*each, shelf) for each in ((known, after), *owned)]
    return STORED if any(changed) else KNOWN


def _too_many(most: int) -> Fault:
    return Fault(pointer="/units", code="too_long", data={"max": most, "unit": "entries"})


def _owned_by(unit: Unit | None, owner: str) -> tuple[Unit, Unit]:
    """A unit before and after it has this owner."""
    assert unit
    return unit, replace(unit, owners=tuple(dict.fromkeys((*unit.owners, owner))))


def staff(row: StaffRow, shelf: Shelf, hand: Hand) -> Judged:
    """Somebody who works here; their department tells them what concerns it from now on."""
    form = AddPerson(id=row.id, name=row.name, roles=row.roles, department=row.department)
    known = shelf.get(Person, row.id)
    faults = list(people.faults(form, shelf.site))
    more = not set(row.roles) <= set(known.roles if known else ())
    if known and more and row.id == hand.act.person.id:
        faults.append(Fault(pointer="/roles", code="own_person"))
    if faults:
        raise _unfit(*faults)
    person = known or Person(site=shelf.site.id, id=row.id, name=row.name)
    differs = _differs(person, row.name, row.phone, hand)
    if known and more:
        differs += ("roles",)
    if known and row.department not in (None, known.department):
        differs += ("department",)
    if differs and not hand.update:
        return Judged(Outcome.DIFFERING, differs)
    after = replace(
        _named(person, row.name, row.phone, hand),
        roles=tuple(dict.fromkeys((*person.roles, *row.roles))),
        department=row.department or person.department,
    )
    left = people.left(person, after, shelf.site)
    if left:
        raise _unfit(
            Fault(
                pointer="/department",
                code="still_supervises",
                data={"departments": ", ".join(left)},
            )
        )
    joined = people.staffed(shelf.site, known, after)
    if not _put(known, after, shelf):
        return KNOWN
    for each in joined:
        shelf.put(each)
    return STORED


def price(row: PriceRow, shelf: Shelf, hand: Hand) -> Judged:
    """A line of the price list, in the next settings; running cases keep the prices they have."""
    number = hand.act.site.settings["tickets"]
    old = shelf.get(Terms, terms_key(shelf.site.id, number).id)
    assert old
    new_key = terms_key(shelf.site.id, number + 1)
    terms = shelf.get(Terms, new_key.id) or old
    known = terms.price(row.code)
    said = Price(
        code=row.code,
        kind=row.kind,
        name=_words(row.name, row.name_hans, row.name_en, known.name if known else None),
        unit=_words(row.unit, row.unit_hans, row.unit_en, known.unit if known else None),
        fen=row.price,
    )
    if known == said:
        return KNOWN
    if known and not hand.update:
        differs = (
            name
            for name, was, now in (
                ("kind", known.kind, said.kind),
                ("name", known.name, said.name),
                ("unit", known.unit, said.unit),
                ("price", known.fen, said.fen),
            )
            if was != now
        )
        return Judged(Outcome.DIFFERING, tuple(differs))
    prices = tuple(said if each.code == row.code else each for each in terms.prices)
    if known is None:
        if len(prices) >= MOST_PRICES or len(msgspec.json.encode(prices)) > LARGEST // 2:
            raise _unfit(Fault(pointer="", code="list_full", data={"max": MOST_PRICES}))
        prices = (*prices, said)
    by = Made(at=hand.act.now, by=hand.act.person.id, name=hand.act.person.name)
    made = revised(old, SetTerms(prices=prices), number + 1, by)
    shelf.put(Change(before=None, after=made))
    settings = {**shelf.site.settings, "tickets": number + 1}
    shelf.put(Change(before=shelf.site, after=replace(shelf.site, settings=settings)))
    return STORED


def ticket(row: TicketRow, shelf: Shelf, hand: Hand) -> Judged:
    """A matter still open. Once taken in it lives on, and the file has no more say in it."""
    site = shelf.site.id
    id = ticket_id(site, row.number)
    if shelf.get(Ticket, id):
        return KNOWN
    source = _source(row, hand)
    place = shelf.get(Unit, row.unit)
    reporter = _reporter(row, place, shelf, hand)
    form = tickets.Intake(
        kind=row.kind,
        channel=row.channel,
        caller=tickets.Caller(name=row.name, phone=row.phone),
        unit=row.unit,
        area=row.area,
        item=row.item,
        words=row.words,
        category=_category(row.category, hand.act.terms),
        source=source,
    )
    act = replace(hand.act, fresh_id=id)
    scene = Scene(
        reporter=callers.kept(reporter, hand.act),
        known=shelf.get(Person, reporter.id),
        unit=place,
    )
    shelf.put(take_over(scene, form, row.received_at, row.number, row.department, act))
    return STORED


def passed_on(row: TicketRow) -> Hold | None:
    """What only one ticket can have: its source's own reference, if somebody passed it on."""
    if row.kind is not Kind.COMPLAINT or row.channel not in FORWARDING or not row.reference:
        return None
    return once(row.channel, row.reference)


def _source(row: TicketRow, hand: Hand) -> tickets.Source | None:
    """How a complaint was passed on (T-4.2.2)."""
    forwarded = row.kind is Kind.COMPLAINT and row.channel in FORWARDING
    if not forwarded:
        if row.reference or row.passed_on_at:
            field = "reference" if row.reference else "passed_on_at"
            raise _unfit(Fault(pointer=f"/{field}", code="forwarded_only"))
        return None
    if row.reference is None:
        raise _unfit(Fault(pointer="/reference", code="required"))
    at = row.passed_on_at or row.received_at
    if at > hand.act.now:
        raise _unfit(Fault(pointer="/passed_on_at", code="in_the_future"))
    if once(row.channel, row.reference).key in hand.held:
        raise _unfit(Fault(pointer="/reference", code="reference_known"))
    return tickets.Source(reference=row.reference, received_at=at)


def _reporter(row: TicketRow, place: Unit | None, shelf: Shelf, hand: Hand) -> Person:
    """An owner of the unit by this number, or whoever calls from it."""
    site = shelf.site.id
    index = hand.vault.index(site, row.phone)
    for id in place.owners if place else ():
        owner = shelf.get(Person, id)
        if owner and owner.phone and owner.phone.index == index:
            return owner
    known = shelf.get(Person, hand.vault.caller_id(site, row.phone))
    if known and known.phone:
        return known
    return sealed_anew(known, hand.vault.caller(site, row.name, row.phone))


Take = Callable[[Any, Shelf, Hand], Judged]
TAKE: dict[ImportKind, Take] = {
    ImportKind.UNITS: unit,
    ImportKind.OWNERS: owner,
    ImportKind.STAFF: staff,
    ImportKind.PRICES: price,
    ImportKind.TICKETS: ticket,
}


def needed(row: Any, site: Site, vault: Vault) -> Iterator[Key]:
    """The records that a row is about."""
    match row:
        case UnitRow():
            yield Key(Unit, site.id, row.id)
        case OwnerRow():
            yield Key(Person, site.id, owner_id(row, site.id, vault))
            yield from (Key(Unit, site.id, each) for each in row.units)
        case StaffRow():
            yield Key(Person, site.id, row.id)
        case PriceRow():
            yield terms_key(site.id, site.settings["tickets"])
        case TicketRow():
            yield Key(Ticket, site.id, ticket_id(site.id, row.number))
            yield Key(Person, site.id, vault.caller_id(site.id, row.phone))
            if row.unit:
                yield Key(Unit, site.id, row.unit)


def also_needed(row: Any, site: Site, loaded: Loaded) -> Iterator[Key]:
    """What can only be named once the first read is there."""
    if isinstance(row, TicketRow):
        place = loaded.record(Unit, site.id, row.unit)
        yield from (Key(Person, site.id, id) for id in (place.owners if place else ()))


def _said(known: Unit, said: dict[str, Any], shelf: Shelf, hand: Hand) -> Judged:
    """What a row says of a unit that is known; a blank cell says nothing."""
    given = {name: value for name, value in said.items() if value is not None}
    differs = tuple(
        name for name, value in given.items() if getattr(known, name) not in (None, value)
    )
    if differs and not hand.update:
        return Judged(Outcome.DIFFERING, differs)
    return STORED if _put(known, replace(known, **given), shelf) else KNOWN


def _differs(person: Person, name: str, phone: str | None, hand: Hand) -> tuple[str, ...]:
    """In what somebody is known otherwise."""
    other_phone = (
        phone is not None
        and person.phone is not None
        and person.phone.index != hand.vault.index(person.site, phone)
    )
    return (
        *(("name",) if person.name != name else ()),
        *(("phone",) if other_phone else ()),
    )


def _named(person: Person, name: str, phone: str | None, hand: Hand) -> Person:
    """Somebody by this name and number; what they have already is not sealed anew."""
    after = replace(person, name=name)
    same = (
        phone is not None
        and person.phone is not None
        and person.phone.index == hand.vault.index(person.site, phone)
    )
    return after if phone is None or same else hand.vault.with_phone(after, phone)


def _put(before: Record | None, after: Record, shelf: Shelf) -> bool:
    """Whether that is a change."""
    if before == after:
        return False
    shelf.put(Change(before=before, after=after))
    return True


def _category(said: str | None, terms: Terms) -> str | None:
    """The key of a category, named by it or by what it is called in one of the languages."""
    for each in terms.categories if said else ():
        if plain(said or "") in map(plain, (each.key, *astuple(each.name))):
            return each.key
    if said:
        choices = [each.key for each in terms.categories if not each.retired]
        raise _unfit(Fault(pointer="/category", code="not_a_choice", data={"choices": choices}))
    return None


def _words(hant: str, hans: str | None, en: str | None, known: Name | None) -> Name:
    """A name in every language: as the row says, else as it is known, else the same in all."""
    same = known if known and known.hant == hant else None
    return Name(
        hant=hant,
        hans=hans or (same.hans if same else hant),
        en=en or (same.en if same else hant),
    )


def _reserved(id: str) -> Iterable[Fault]:
    if is_program(id):
        yield Fault(pointer="/id", code="reserved")


def _absent_units(units: Iterable[str], shelf: Shelf) -> Iterable[Fault]:
    for each in units:
        if shelf.get(Unit, each) is None:
            yield Fault(pointer="/units", code="no_such_one", data={"id": shown(each)})


def _unfit(*faults: Fault) -> Refusal:
    return Refusal("invalid_form", TICKETS, faults=faults)

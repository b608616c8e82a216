"""Opening a site: an administrator hands its file to a function, in the AWS console or by CLI.

What is there already stays as it is, so the same file may be handed in again after a fault.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.common.people import IN_DEPARTMENT, Roles
from chalicelib.core import forms
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Id, Line, Phone
from chalicelib.core.forms import Form
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role, is_program
from chalicelib.core.ports import Conflict, Store, Vault
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Department, Desk, Site
from chalicelib.core.versions import Made, repeated
from chalicelib.core.words import Language, Name
from chalicelib.tickets.days.rules import first
from chalicelib.tickets.settings import rules as settings
from chalicelib.tickets.settings.forms import SetTerms
from chalicelib.tickets.terms import HANDED_OVER, Terms, Unit
from chalicelib.web.problems import problem
from chalicelib.web.routing import House

log = logging.getLogger(__name__)

CLAUSE = "P-who"
FIRST = 1
"""The number of a site's first settings."""
_COMMAND = "open-site"
_PROGRAM = f"system.{_COMMAND}"


class NewPerson(Frozen, forbid_unknown_fields=True):
    """Somebody of the site, by the name under which they sign in."""

    id: Id
    name: Line
    roles: Roles
    department: Id | None = None
    units: tuple[Id, ...] = ()
    phone: Phone | None = None


class NewUnit(Frozen, forbid_unknown_fields=True):
    """A flat, shop or office."""

    id: Id
    building: Line
    handover: date | None = None
    owners: tuple[Id, ...] = ()


class SiteFile(Form):
    """A site as it opens."""

    id: Id
    name: Name
    time_zone: Line = "Asia/Shanghai"
    desks: tuple[Desk, ...] = ()
    """Which desks it has; all of them where none is said."""
    departments: tuple[Department, ...] = ()
    desk: SetTerms = SetTerms()
    """The front desk's settings; the rulebook's by default."""
    units: tuple[NewUnit, ...] = ()
    people: tuple[NewPerson, ...]


class Opened(Frozen):
    """What became of a site's file."""

    site: str
    stored: int
    """Records that were not there yet."""
    known: int
    """Records that were, and stay as they are."""


def handed_in(house: House, event: Any, correlation: str) -> dict[str, Any]:
    """Open the site whose file an administrator handed in; a refusal says what is wrong with it."""
    service = house.service
    try:
        opened = open_site(service.store, house.vault, event, service.clock(), correlation)
    except Refusal as refusal:
        log.warning("site file refused", extra={"correlation": correlation, "code": refusal.code})
        wrong = Refusal(refusal.code, CLAUSE, faults=refusal.faults)
        answer = problem(wrong, Language.EN, correlation)
        return msgspec.json.decode(answer.body)  # type: ignore[no-any-return]
    log.info("site opened", extra={"correlation": correlation, **msgspec.to_builtins(opened)})
    return msgspec.to_builtins(opened)  # type: ignore[no-any-return]


def open_site(store: Store, vault: Vault, raw: Any, now: datetime, correlation: str) -> Opened:
    """Store everything of a site that is not there yet.

    Raises: Refusal `invalid_form` with every fault of the file, or `malformed`, and nothing is
    stored; Unavailable.
    """
    try:
        msgspec.json.encode(raw)
    except (UnicodeEncodeError, RecursionError):
        raise Refusal("malformed", CLAUSE) from None
    file = forms.parse(SiteFile, raw)
    faults = (*_faults(file), *settings.faults(_terms(file, now), None, "/desk"))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    stamp = Stamp(
        by=_PROGRAM,
        name=_COMMAND,
        at=now,
        command=_COMMAND,
        clause=CLAUSE,
        correlation=correlation,
    )
    made = [_stored(store, record, stamp) for record in records(file, vault, now)]
    return Opened(site=file.id, stored=sum(made), known=len(made) - sum(made))


def _stored(store: Store, record: Record, stamp: Stamp) -> bool:
    """Whether it was stored; false if it was there."""
    try:
        store.commit(enter(Change(before=None, after=record), stamp))
    except Conflict:
        return False
    return True


def records(file: SiteFile, vault: Vault, now: datetime) -> Iterator[Record]:
    """Everything of a site. The site itself comes last: until then it answers nobody."""
    terms, site = _terms(file, now), _site(file)
    yield terms
    for unit in file.units:
        yield Unit(
            site=file.id,
            id=unit.id,
            building=unit.building,
            handover=unit.handover,
            owners=unit.owners,
        )
    for each in file.people:
        person = Person(
            site=file.id,
            id=each.id,
            name=each.name,
            roles=tuple(dict.fromkeys(each.roles)),
            department=each.department,
            units=each.units,
        )
        yield vault.with_phone(person, each.phone) if each.phone else person
    yield first(site, terms, now)
    yield site


def _site(file: SiteFile) -> Site:
    """With the roles of who supervises its departments, as their people have them."""
    roles = {each.id: tuple(dict.fromkeys(each.roles)) for each in file.people}
    return Site(
        site=file.id,
        id=file.id,
        name=file.name,
        time_zone=file.time_zone,
        desks=tuple(dict.fromkeys(file.desks)),
        departments=tuple(replace(each, roles=roles[each.supervisor]) for each in file.departments),
        settings={"tickets": FIRST},
    )


def _terms(file: SiteFile, now: datetime) -> Terms:
    made = Made(at=now, by=_PROGRAM, name=_COMMAND)
    return settings.revised(Terms(site=file.id, id=""), file.desk, FIRST, made)


def _faults(file: SiteFile) -> Iterator[Fault]:
    """What the parts of the file say that cannot be, each alone or beside the others."""
    if not any(Role.ADMIN in person.roles for person in file.people):
        yield Fault(pointer="/people", code="no_admin")
    try:
        ZoneInfo(file.time_zone)
    except (LookupError, ValueError, OSError):
        yield Fault(pointer="/time_zone", code="no_such")
    yield from repeated((each.key for each in file.departments), "/departments", "key")
    yield from repeated((each.id for each in file.people), "/people", "id")
    yield from repeated((each.id for each in file.units), "/units", "id")
    known = {person.id: person for person in file.people}
    for place, department in enumerate(file.departments):
        at = f"/departments/{place}"
        if not settings.fits(Id, department.key):
            yield Fault(pointer=f"{at}/key", code="not_in_form")
        yield from _absent(department.told, known, at)
    yield from _people_faults(file)
    yield from _unit_faults(file)


def _people_faults(file: SiteFile) -> Iterator[Fault]:
    departments = {each.key for each in file.departments}
    units = {unit.id for unit in file.units}
    for place, each in enumerate(file.people):
        at = f"/people/{place}"
        if is_program(each.id):
            yield Fault(pointer=f"{at}/id", code="reserved")
        if each.department not in (None, *departments):
            yield Fault(pointer=f"{at}/department", code="no_such")
        if each.department is None and not IN_DEPARTMENT.isdisjoint(each.roles):
            yield Fault(pointer=f"{at}/department", code="required")
        yield from _absent(each.units, units, f"{at}/units")


def _unit_faults(file: SiteFile) -> Iterator[Fault]:
    """An owner finds their unit by what they themselves are said to have."""
    known = {person.id: person for person in file.people}
    first, last = HANDED_OVER
    for place, unit in enumerate(file.units):
        at = f"/units/{place}"
        yield from _absent(unit.owners, known, f"{at}/owners")
        for owner in unit.owners:
            if owner in known and unit.id not in known[owner].units:
                yield Fault(pointer=f"{at}/owners", code="says_otherwise", data={"id": owner})
        if unit.handover and not first <= unit.handover <= last:
            yield _out_of_range(f"{at}/handover", str(first), str(last))


def _absent(ids: Iterable[str], known: Iterable[str], at: str) -> Iterator[Fault]:
    for id in ids:
        if id not in known:
            yield Fault(pointer=at, code="no_such_one", data={"id": id})


def _out_of_range(at: str, least: Any, most: Any) -> Fault:
    return Fault(pointer=at, code="out_of_range", data={"min": least, "max": most})

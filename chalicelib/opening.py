"""Opening a site: an administrator hands its file to a function, in the AWS console or by CLI.

What is there already stays as it is, so the same file may be handed in again after a fault.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core import forms
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Id, Line, Phone
from chalicelib.core.forms import Form
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Conflict, Store, Vault
from chalicelib.core.record import Frozen, Record
from chalicelib.core.site import Department, Site
from chalicelib.core.words import Language, Words
from chalicelib.tickets.days.rules import first
from chalicelib.tickets.terms import Terms, Unit
from chalicelib.web.problems import problem
from chalicelib.web.routing import House

log = logging.getLogger(__name__)

CLAUSE = "P-who"
FIRST = "000001"
"""The number of a site's first settings."""


class NewPerson(Frozen, forbid_unknown_fields=True):
    """Somebody of the site, by the name under which they sign in."""

    id: Id
    name: Line
    roles: tuple[Role, ...]
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
    name: Words
    time_zone: Line = "Asia/Shanghai"
    departments: tuple[Department, ...] = ()
    desk: dict[str, Any] = {}
    """The front desk's settings, as `tickets.terms.Terms` has them; the rulebook's by default."""
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

    Raises: Refusal `invalid_form` with every fault of the file, and nothing is stored; Unavailable.
    """
    file = forms.parse(SiteFile, raw)
    faults = tuple(_faults(file))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    stamp = Stamp(
        by="system.open-site",
        name="open-site",
        at=now,
        command="open-site",
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
    terms, site = _terms(file), _site(file)
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
            roles=each.roles,
            department=each.department,
            units=each.units,
        )
        yield vault.with_phone(person, each.phone) if each.phone else person
    yield first(site, terms, now)
    yield site


def _site(file: SiteFile) -> Site:
    return Site(
        site=file.id,
        id=file.id,
        name=file.name,
        time_zone=file.time_zone,
        departments=file.departments,
        settings={"tickets": int(FIRST)},
    )


def _terms(file: SiteFile) -> Terms:
    terms = msgspec.convert({**file.desk, "site": file.id, "id": FIRST}, Terms)
    return replace(terms, version=0, head="", timers=(), holds=(), forms=())


def _faults(file: SiteFile) -> Iterator[Fault]:
    known = {person.id: person for person in file.people}
    departments = {each.key for each in file.departments}
    units = {unit.id for unit in file.units}
    if not any(Role.ADMIN in person.roles for person in file.people):
        yield Fault(pointer="/people", code="no_admin")
    try:
        ZoneInfo(file.time_zone)
    except (LookupError, ValueError, OSError):
        yield Fault(pointer="/time_zone", code="no_such")
    try:
        _terms(file)
    except msgspec.ValidationError:
        yield Fault(pointer="/desk", code="invalid")
    for place, department in enumerate(file.departments):
        for person in department.told:
            if person not in known:
                yield Fault(
                    pointer=f"/departments/{place}", code="no_such_one", data={"id": person}
                )
    for place, each in enumerate(file.people):
        if each.department not in (None, *departments):
            yield Fault(pointer=f"/people/{place}/department", code="no_such")
        for unit in each.units:
            if unit not in units:
                yield Fault(pointer=f"/people/{place}/units", code="no_such_one", data={"id": unit})
    for place, unit_ in enumerate(file.units):
        for owner in unit_.owners:
            if owner not in known:
                yield Fault(
                    pointer=f"/units/{place}/owners", code="no_such_one", data={"id": owner}
                )

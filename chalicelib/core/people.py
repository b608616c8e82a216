"""People, their roles at a site, and what is private about them (P-who, P-private)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.approval import Delegation
from chalicelib.core.means import Choice
from chalicelib.core.private import shown_end
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.words import Language


class Role(StrEnum):
    """What a person is at a site; a person may be several things (P-who)."""

    OWNER = "owner"
    DESK = "desk"
    ENGINEER = "engineer"
    DEPARTMENT_HEAD = "department_head"
    PROPERTY_ASSISTANT = "property_assistant"
    CS_SUPERVISOR = "cs_supervisor"
    EMPLOYEE = "employee"
    DEPARTMENT_MANAGER = "department_manager"
    GM_OFFICE_DIRECTOR = "gm_office_director"
    DORMITORY = "dormitory"
    GATE = "gate"
    HOST_DEPARTMENT = "host_department"
    OFFICE = "office"
    OFFICE_HEAD = "office_head"
    FINANCE = "finance"
    GM = "gm"
    ADMIN = "admin"


ANY_ROLE = frozenset(Role)
STAFF = ANY_ROLE - {Role.OWNER}
"""Who works at a site."""


class Sealed(Frozen):
    """A private value at rest: readable only with the person's key, found by keyed index."""

    box: str
    """Ciphertext, base64."""
    index: str
    """Keyed hash of the normalized value: equal values of one site have equal indexes."""
    mask: str
    """What the screen shows."""


class Person(Record):
    """Someone known at a site: staff, an owner, or a caller the desk wrote down."""

    KIND: ClassVar[str] = "person"
    TABLE: ClassVar[str] = "directory"

    name: str
    roles: tuple[Role, ...] = ()
    department: str | None = None
    units: tuple[str, ...] = ()
    phone: Sealed | None = None
    salt: str = ""
    """The person's part of the key that seals their private values, base64."""
    active: bool = True
    mail: Sealed | None = None
    identity: Sealed | None = None
    """Number of the identity document; who is known by one only has an id that follows from it."""
    language: Language = Language.HANT
    """In which the person is told what leaves the program."""
    choices: tuple[Choice, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    """Given and taken, as both parties' records have them; those over or ended are left out."""
    named_in: tuple[str, ...] = ()
    """Ids of the claims of a guest that show a mask of theirs."""
    erasure: Instant | None = None
    """When an administrator asked for it, of who is to be erased (P-private)."""
    erased_at: Instant | None = None

    def index(self) -> dict[str, str | None]:
        """Found by keyed hash of the telephone number."""
        return {"phone_key": f"{self.site}#{self.phone.index}" if self.phone else None}

    def found_by(self) -> tuple[str, ...]:
        """Found by name, units, and what the mask shows of the end of the telephone number."""
        return (self.name, *(shown_end(self.phone.mask) if self.phone else ()), *self.units)

    def has(self, roles: frozenset[Role]) -> bool:
        """Whether the person has at least one of the roles."""
        return not roles.isdisjoint(self.roles)

    def stands_in(self, roles: frozenset[Role], today: date) -> Iterator[Delegation]:
        """The delegations by which the person may sign in these roles on a day of the site."""
        for each in self.delegations:
            if each.taker == self.id and each.role in roles and each.counts(today):
                yield each

    def substitutes(self, role: Role, today: date) -> Iterator[str]:
        """Who stands in for the person in a role on a day of the site."""
        for each in self.delegations:
            if each.giver == self.id and each.role == role and each.counts(today):
                yield each.taker


_PROGRAM = "system."
GUEST = "guest-"
"""What the id of who is known by an identity document only begins with."""


def program(site: str, job: str) -> Person:
    """The program itself, as the one who acts when a deadline falls due."""
    return Person(site=site, id=f"{_PROGRAM}{job}", name=job)


def is_program(id: str) -> bool:
    """Whether an id stands for the program in history: nobody signs in by one."""
    return id.startswith(_PROGRAM)

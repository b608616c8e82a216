"""A site: one estate, one hotel or one hospital, with its own time, staff and numbers."""

from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core.people import Role
from chalicelib.core.record import Frozen, Record
from chalicelib.core.words import Name, Words, as_it_is

GM_OFFICE = "gm_office"
"""The department whose supervisor is the general manager."""
MOST_STAFF = 40
"""Of a department: all are told in one transaction, which holds a hundred items at most."""


class Department(Frozen):
    """A department that orders are dispatched to (T-3.0)."""

    key: str
    name: Name
    supervisor: str
    staff: Annotated[tuple[str, ...], Meta(max_length=MOST_STAFF)] = ()
    closed: bool = False
    """It gets no more orders; those that it has it brings to their end."""
    roles: Annotated[tuple[Role, ...], Meta(min_length=1)] | None = None
    """What its supervisor is at the site, noted whenever that changes; None: not since this is."""

    def seats(self, role: Role) -> bool:
        """Whether its supervisor sits where this role signs: who lost it leaves an empty seat."""
        return self.roles is None or role in self.roles

    @property
    def told(self) -> tuple[str, ...]:
        """Who is told of what concerns the department: its supervisor, then its staff."""
        return tuple(dict.fromkeys((self.supervisor, *self.staff)))


class Desk(StrEnum):
    """One of the three regulations, as a site works by it."""

    TICKETS = "tickets"
    LODGING = "lodging"
    RECEPTION = "reception"


DESKS = frozenset(each.value for each in Desk)


class Site(Record):
    """What holds for a whole site now; what a running case keeps is in its versioned settings."""

    KIND: ClassVar[str] = "site"
    TABLE: ClassVar[str] = "directory"

    name: Name
    time_zone: str = "Asia/Shanghai"
    desks: tuple[Desk, ...] = ()
    """Which of them it has, for menus to show; all of them where none is said."""
    departments: tuple[Department, ...] = ()
    settings: dict[str, int] = {}
    """Domain to the number of its settings in force."""

    @property
    def working(self) -> tuple[Desk, ...]:
        """The desks that it has."""
        return self.desks or tuple(Desk)

    def department(self, key: str) -> Department | None:
        """The department of this key, if the site has it."""
        return next((each for each in self.departments if each.key == key), None)

    def called(self, key: str) -> Words:
        """What a department is called; one that the site has no more keeps its key."""
        known = self.department(key)
        return known.name if known else as_it_is(key)

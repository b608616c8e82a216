"""What the official reception works under: ranks, standards, caps, items, cars, units (R)."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core import alike
from chalicelib.core.fields import Id, Line
from chalicelib.core.people import Role
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen
from chalicelib.core.versions import Versioned, version_id
from chalicelib.core.words import Name

DOMAIN = "reception"
"""The name of these settings among the site's."""

Fen = Annotated[int, Meta(ge=0, le=10**9, examples=[5000])]
"""An amount of money, CNY, in fen."""


class Rank(Frozen):
    """What a guest is, as standards and routing know it 級別."""

    key: Id
    name: Name
    important: bool = False
    """Provincial and municipal leaders, other important leaders, scholars: the GM receives them
    (R-3.3)."""
    expert: bool = False
    """An expert who comes to guide: a hospitality meal may be granted (R-4.2.2)."""


class CityClass(Frozen):
    """A class of cities, as standards know it 城市類別."""

    key: Id
    name: Name


class Scope(StrEnum):
    """Whose standard it is."""

    TRAVEL = "travel"
    """Of the group's own staff: the travel standard 出差標準 (R-4.1.1)."""
    OUTSIDE = "outside"
    """Of guests from outside: the national standard (R-4.2.1)."""


class Standard(Frozen):
    """What may be spent on one guest of a rank in a class of cities 接待標準, in fen."""

    scope: Scope
    rank: Id
    city: Id
    lodging: Fen
    """A night."""
    meal: Fen
    """A head at a working meal 工作餐."""
    hospitality: Fen = 0
    """A head at a hospitality meal 招待餐."""


class Forbidden(Frozen):
    """What is not to be offered without the GM's grant (R-4.3.4)."""

    code: Id
    name: Name


class Unit(Frozen):
    """A unit that guests come from, or that receives for us 單位."""

    key: Id
    name: Line
    group: bool = False
    """Whether it is of the group."""
    site: Id | None = None
    """The site of this installation that it is, if it is one: its finance settles there itself."""


def _name(hant: str, hans: str, en: str) -> Name:
    return Name(hant=hant, hans=hans, en=en)


RANKS = (
    Rank(key="leader", name=_name("省市領導", "省市领导", "Leader"), important=True),
    Rank(key="scholar", name=_name("學者", "学者", "Scholar"), important=True, expert=True),
    Rank(key="expert", name=_name("專家", "专家", "Expert"), expert=True),
    Rank(key="manager", name=_name("部門負責人", "部门负责人", "Head of department")),
    Rank(key="staff", name=_name("一般人員", "一般人员", "Staff")),
)
LOCAL = CityClass(key="local", name=_name("本市", "本市", "This city"))
_OUTSIDE = {
    "leader": (80000, 15000),
    "scholar": (80000, 15000),
    "expert": (50000, 13000),
    "manager": (50000, 13000),
    "staff": (38000, 11000),
}
_TRAVEL = {
    "leader": 80000,
    "scholar": 80000,
    "expert": 50000,
    "manager": 50000,
    "staff": 38000,
}
_MEAL = 4000
STANDARDS = (
    *(
        Standard(
            scope=Scope.OUTSIDE,
            rank=rank,
            city=LOCAL.key,
            lodging=night,
            meal=_MEAL,
            hospitality=head,
        )
        for rank, (night, head) in _OUTSIDE.items()
    ),
    *(
        Standard(scope=Scope.TRAVEL, rank=rank, city=LOCAL.key, lodging=night, meal=_MEAL)
        for rank, night in _TRAVEL.items()
    ),
)
FORBIDDEN = (
    Forbidden(code="baijiu", name=_name("白酒", "白酒", "Baijiu")),
    Forbidden(code="canned_drink", name=_name("易拉罐飲料", "易拉罐饮料", "Canned drinks")),
    Forbidden(code="cigarettes", name=_name("香煙", "香烟", "Cigarettes")),
)


class Hosts(Frozen):
    """How many hosts may sit with the guests 陪餐人數 (R-4.2.2, the national rule)."""

    most: Annotated[int, Meta(ge=0, le=50, examples=[3])] = 3
    """For up to so many guests as `up_to` says."""
    up_to: Annotated[int, Meta(ge=0, le=500, examples=[10])] = 10
    part: Annotated[int, Meta(ge=1, le=50, examples=[3])] = 3
    """Above that, one for every so many guests: a third, rounded down."""
    within_guests: bool = True
    """Never more than the guests are."""


class ReceptionTerms(Versioned):
    """A site's settings of the official reception, one version of many; never changed.

    Where a site has settled nothing yet, the rulebook's own hold, as version 0.
    """

    KIND: ClassVar[str] = "reception_terms"
    TABLE: ClassVar[str] = "directory"
    IMMUTABLE: ClassVar[bool] = True

    ranks: Annotated[tuple[Rank, ...], Meta(min_length=1, max_length=40)] = RANKS
    cities: Annotated[tuple[CityClass, ...], Meta(min_length=1, max_length=20)] = (LOCAL,)
    city: Id = LOCAL.key
    """The class of the city in which the site lies."""
    standards: Annotated[tuple[Standard, ...], Meta(min_length=1, max_length=400)] = STANDARDS
    """A rank and a class of cities without one is refused, never guessed (R-4.1.1, R-4.2.1)."""
    hosts: Hosts = Hosts()
    forbidden: Annotated[tuple[Forbidden, ...], Meta(min_length=1, max_length=100)] = FORBIDDEN
    units: Annotated[tuple[Unit, ...], Meta(max_length=300)] = ()
    districts: Annotated[tuple[Line, ...], Meta(max_length=100)] = ()
    """What counts as within the city; a car that goes anywhere else goes a long distance
    (R-4.3.7)."""
    city_km: Annotated[int, Meta(ge=1, le=10000, examples=[100])] = 100
    """A trip within the city that is longer is questioned (R-4.3.7)."""
    signs: Annotated[tuple[Role, ...], Meta(min_length=1, max_length=6)] = (Role.OFFICE_HEAD,)
    """Who signs a reception, at least one, in this order; the GM signs after them where something
    is his to grant. Of `department_manager`, `office_head`, `gm_office_director`."""
    gm_delegable: bool = False
    """Whether somebody may stand in for the GM in what the GM alone grants."""
    approve_hours: Annotated[int, Meta(ge=1, le=720, examples=[24])] = 24
    """After this long an approver is reminded, and then daily (P-approve)."""
    ahead_days: Annotated[int, Meta(ge=1, le=3650, examples=[730])] = 730
    """How far ahead a reception may lie, its last day included."""
    keep_contact_days: Annotated[int, Meta(ge=30, le=3650, examples=[365])] = 365
    """So long after the journey the telephone number in a letter is erased (P-private)."""

    def in_city(self, destination: str | None) -> bool:
        """Whether a car that goes there stays within the city, however it is written (R-4.3.7)."""
        return alike.bare(destination or "") in _bare(self.districts)

    def rank(self, key: str) -> Rank | None:
        """The rank of this key, if there is one."""
        return next((each for each in self.ranks if each.key == key), None)

    def unit(self, key: str | None) -> Unit | None:
        """The unit of this key, if there is one."""
        return next((each for each in self.units if each.key == key), None)

    def standard(self, scope: Scope, rank: str, city: str) -> Standard | None:
        """The standard for a rank in a class of cities, if one is settled."""
        wanted = (scope, rank, city)
        return next(
            (each for each in self.standards if (each.scope, each.rank, each.city) == wanted), None
        )


@lru_cache(maxsize=16)
def _bare(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(alike.bare, names))


def terms_key(site: str, number: int) -> Key:
    """Where a site's settings of this number are kept."""
    return Key(ReceptionTerms, site, version_id(number))


def rulebook(site: str) -> ReceptionTerms:
    """What holds at a site that has settled nothing yet: the rulebook's own, as version 0."""
    return ReceptionTerms(site=site, id=version_id(0))

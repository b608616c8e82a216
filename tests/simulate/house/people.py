"""Who works in a hotel with a reception room, its rooms, and what it settles in a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from chalicelib.core.people import Role
from chalicelib.core.record import plain
from chalicelib.core.site import Department
from chalicelib.core.words import Name
from chalicelib.opening import NewPerson, SiteFile, open_site
from tests.support.world import World

DIRECTOR, GM, SHUM, CLERK = "director-kwan", "gm-koo", "dormitory-shum", "dormitory-tam"
FINANCE, ADMIN = "finance-ho", "admin-lui"
GUARDS = ("gate-fok", "gate-lau")
"""By day, and by night."""
HEADS = {
    "dining": "manager-mok",
    "kitchen": "manager-yau",
    "housekeeping": "manager-sin",
    "front_office": "manager-pang",
    "general_office": DIRECTOR,
    "dormitory": SHUM,
    "gate": GUARDS[0],
    "gm_office": GM,
}
"""Department to who heads it as the year begins."""
WORKERS = ("dining", "kitchen", "housekeeping", "front_office")
"""The departments that most employees are of; the others have a few."""
_OFFICES = ("general_office", "dormitory")
STAFF: tuple[tuple[str, str, tuple[Role, ...], str | None], ...] = (
    *((HEADS[each], each, (Role.DEPARTMENT_MANAGER, Role.EMPLOYEE), each) for each in WORKERS),
    (
        DIRECTOR,
        "關偉明",
        (Role.GM_OFFICE_DIRECTOR, Role.DEPARTMENT_MANAGER, Role.EMPLOYEE),
        "general_office",
    ),
    (GM, "古志強", (Role.GM,), "gm_office"),
    (SHUM, "岑美玲", (Role.DORMITORY, Role.DEPARTMENT_MANAGER), "dormitory"),
    (CLERK, "譚惠珍", (Role.DORMITORY,), "dormitory"),
    (GUARDS[0], "霍志強", (Role.GATE,), "gate"),
    (GUARDS[1], "劉志偉", (Role.GATE,), "gate"),
    (FINANCE, "何佩珊", (Role.FINANCE,), None),
    (ADMIN, "呂文傑", (Role.ADMIN,), None),
)
SUBSTITUTES = {DIRECTOR: "manager-pang", GM: SHUM} | {
    HEADS[each]: HEADS[other]
    for each, other in zip(WORKERS, (*WORKERS[1:], WORKERS[0]), strict=True)
}
"""Who signs while somebody is away, if they accept it."""
TAKERS = {DIRECTOR: Role.GM_OFFICE_DIRECTOR, GM: Role.GM}
"""In which role somebody's signature is delegated; a manager's in that of a manager."""
STANDARD, FAMILY = 10_000, 8_001
"""Fen a day: of the one the half has no halves of a fen, of the other it has."""
_SIZES = (2, 4, 2, 3, 4, 1)
_STEM = 10_000_000


@dataclass
class Room:
    """A room as the dormitory office keeps it."""

    number: str
    type: str
    beds: tuple[str, ...]
    closed: bool = False

    def form(self) -> dict[str, Any]:
        """The room as a form says it is to be, without its number."""
        beds = [{"key": each} for each in self.beds]
        return {"type": self.type, "floor": int(self.number[0]), "beds": beds}


def rooms(beds: int) -> Iterator[Room]:
    """Rooms of several sizes with so many beds together."""
    left, place = beds, 0
    while left:
        size = min(_SIZES[place % len(_SIZES)], left)
        yield Room(
            number=f"{2 + place // 10}{place % 10:02}",
            type="family" if size > 2 else "standard",
            beds=tuple("ABCD"[:size]),
        )
        left, place = left - size, place + 1


class Kin(NamedTuple):
    """A relative as somebody tells of them."""

    name: str
    relation: str
    sex: str
    document: str


def employee(number: int) -> str:
    """One of the employees."""
    return f"employee-{number:03}"


def department(number: int) -> str:
    """Where they work: of every sixteen one in an office."""
    if number % 16 == 7:
        return _OFFICES[number // 16 % 2]
    return WORKERS[number % len(WORKERS)]


def kin(number: int, chance: Random) -> Kin:
    """A relative whose document nobody else has."""
    sex = chance.choice(("female", "male"))
    relation = chance.choice(("spouse", "parent", "parent", "child", "sibling"))
    return Kin(f"親屬{number:04}", relation, sex, f"K{_STEM + number}")


def open_hotel(world: World, employees: int) -> None:
    """Open the site with its staff and employees; it has no rooms yet."""
    people = [
        NewPerson(id=id, name=name, roles=roles, department=where)
        for id, name, roles, where in STAFF
    ]
    people += [
        NewPerson(
            id=employee(each),
            name=f"員工{each:03}",
            roles=(Role.EMPLOYEE,),
            department=department(each),
        )
        for each in range(employees)
    ]
    departments = tuple(
        Department(
            key=key,
            name=named(key),
            supervisor=head,
            staff=tuple(id for id, _, _, where in STAFF if where == key and id != head),
        )
        for key, head in HEADS.items()
    )
    hotel = SiteFile(
        id=world.site,
        name=named("Harbour Hotel"),
        departments=departments,
        people=tuple(people),
    )
    open_site(world.house.service.store, world.house.vault, plain(hotel), world.clock(), "hotel")


def named(text: str) -> Name:
    """A name in every language."""
    return Name(hant=text, hans=text, en=text)


_RATES = (("standard", STANDARD), ("family", FAMILY))


def rates(more: int) -> list[dict[str, Any]]:
    """What a day costs in each type of room, so much above what it did at first."""
    return [{"key": key, "name": plain(named(key)), "fen": fen + more} for key, fen in _RATES]


def prices(more: int) -> list[dict[str, Any]]:
    """What damage costs, so much above what it did at first."""
    listed = (("sheet", 6_000), ("quilt", 18_050), ("lamp", 9_999))
    return [{"code": code, "name": plain(named(code)), "fen": fen + more} for code, fen in listed]


FINES = {"dormitory": 5000, "visiting": 5000, "meals": 5000, "overnight": 10000, "points": 4}
FIRST: dict[str, Any] = {
    "number": 0,
    "max_days": 3,
    "offer_minutes": 240,
    "arrive_by": 1440,
    "charges_nights": False,
    "pass_fen": 2000,
    "leave_by": 720,
    "half_until": 1080,
    "visits_from": 480,
    "visits_until": 1440,
    "curfew": 1410,
    "overnight_minutes": 30,
    "suspends_at": 3,
    "suspends_within_months": 12,
    "suspends_for_days": 180,
    "fines": FINES,
    "rates": [{"key": "standard", "fen": STANDARD}],
    "damages": [],
}
"""What the rulebook has, where a site settled nothing, as far as something here goes by it."""
SETTLED: dict[int, dict[str, Any]] = {
    0: {"rates": rates(0), "damages": prices(0), "keep_guest_days": 3650},
    2: {"rates": rates(150), "fines": {**FINES, "visiting": 6000}},
    3: {"leave_by": 690, "half_until": 1050, "pass_fen": 2500},
    40: {"leave_by": 720, "half_until": 1080, "damages": prices(77)},
    75: {"arrive_by": 1320, "offer_minutes": 90},
    110: {"charges_nights": True, "fines": {**FINES, "meals": 8000, "overnight": 20000}},
    140: {"curfew": 1380, "visits_from": 420, "overnight_minutes": 75},
    170: {"rates": rates(1001), "charges_nights": False, "suspends_for_days": 60},
    200: {"visits_until": 1390, "curfew": 1410, "offer_minutes": 600},
    235: {"suspends_at": 2, "suspends_within_months": 6, "suspends_for_days": 30},
    265: {"max_days": 2, "arrive_by": 1440, "visits_until": 1440},
    300: {"max_days": 3, "suspends_at": 3, "suspends_within_months": 12, "visits_from": 480},
    330: {"rates": rates(333), "fines": FINES, "pass_fen": 2000, "offer_minutes": 240},
}
"""Days after the first on which settings are changed at ten, and how; at first, at midnight."""
HEADLESS = (60, 75, "kitchen")
"""From which day to which a department has no manager: the GM office's director heads it."""
SHUT = ((4, 6, 0), (41, 55, 1), (190, 215, 3), (280, 310, 2))
"""From which day to which a room is closed for repair, by its place among the rooms."""

"""Who works in the hospital and the two beside it, where guests come from, what is settled."""

from hashlib import sha256
from typing import Any

from chalicelib.core.people import Role
from chalicelib.core.record import plain
from chalicelib.core.site import Department
from chalicelib.core.words import Name
from chalicelib.opening import NewPerson, SiteFile, open_site
from tests.support.world import World

EAST, WEST, NORTH = "集團東院", "集團西院", "集團北院"
"""This hospital, one that knows it among its units, and one that does not."""
SITES = {WEST: "hospital-west", NORTH: "hospital-north"}
SOUTH, PROVINCE, BUREAU, COLLEGE = "集團南院", "省人民醫院", "市衛生局", "大學醫院"
GROUP = (WEST, NORTH, SOUTH)
OUTSIDE = (PROVINCE, BUREAU, COLLEGE)
MAK, LEI, SECRETARY = "host-mak", "host-lei", "secretary-chu"
AU, YIP = "manager-au", "manager-yip"
SO, LO, HEAD, DEPUTY = "office-so", "office-lo", "office-head-kam", "office-deputy-ip"
DIRECTOR, GM, ADMIN = "director-kwan", "gm-lok", "admin-pun"
FINANCE = ("finance-ho", "finance-yu")
WEST_HOST, WEST_HEAD, WEST_GM = "west-host", "west-head", "west-gm"
WEST_OFFICE, WEST_FINANCE, WEST_ADMIN = "west-office", "west-finance", "west-admin"
ROLES: dict[str, tuple[tuple[Role, ...], str]] = {
    MAK: ((Role.HOST_DEPARTMENT,), "cardiology"),
    AU: ((Role.DEPARTMENT_MANAGER, Role.HOST_DEPARTMENT), "cardiology"),
    LEI: ((Role.HOST_DEPARTMENT,), "surgery"),
    YIP: ((Role.DEPARTMENT_MANAGER,), "surgery"),
    SECRETARY: ((Role.HOST_DEPARTMENT,), "gm_office"),
    SO: ((Role.OFFICE,), "hospital_office"),
    LO: ((Role.OFFICE,), "hospital_office"),
    HEAD: ((Role.OFFICE_HEAD, Role.OFFICE), "hospital_office"),
    DEPUTY: ((Role.OFFICE_HEAD,), "hospital_office"),
    DIRECTOR: ((Role.GM_OFFICE_DIRECTOR,), "general_office"),
    FINANCE[0]: ((Role.FINANCE,), "finance"),
    FINANCE[1]: ((Role.FINANCE,), "finance"),
    GM: ((Role.GM,), "gm_office"),
    ADMIN: ((Role.ADMIN,), "gm_office"),
}
"""Person to their roles and department. Who heads the office asks for receptions himself."""
HEADS = {
    "cardiology": AU,
    "surgery": YIP,
    "hospital_office": HEAD,
    "general_office": DIRECTOR,
    "finance": FINANCE[0],
    "gm_office": GM,
}
"""Department to who heads it as the year begins."""
SUBSTITUTES = {
    HEAD: (Role.OFFICE_HEAD, DIRECTOR),
    GM: (Role.GM, DIRECTOR),
    AU: (Role.DEPARTMENT_MANAGER, YIP),
}
"""Who signs while somebody is away, if they accept it, and in which role."""
DEPUTISES = (100, 130)
"""From which day to which the deputy heads the office."""
CLOSED = (60, 90)
"""From which day to which surgery receives nobody."""
CITY, FAR = ("香洲區", "拱北口岸", "高鐵站"), ("廣州白雲機場", "深圳北站", "中山")
_NIGHTS = {"leader": 80000, "scholar": 80000, "expert": 50000, "manager": 50000, "staff": 38000}
_HEADS = {"leader": 15000, "scholar": 15000, "expert": 13000, "manager": 13000, "staff": 11000}
IMPORTANT, EXPERT = ("leader", "scholar"), ("scholar", "expert")
FORBIDDEN = ("baijiu", "canned_drink", "cigarettes")


def unit_account(unit: str) -> str:
    """What a unit's account is called in every ledger."""
    return f"unit.{sha256(unit.encode()).hexdigest()[:16]}"


def _standard(scope: str, rank: str, city: str, more: int) -> dict[str, Any]:
    return {
        "scope": scope,
        "rank": rank,
        "city": city,
        "lodging": _NIGHTS[rank] + more,
        "meal": 4000 + more // 10,
        "hospitality": _HEADS[rank] if scope == "outside" else 0,
    }


def _standards(more: int) -> list[dict[str, Any]]:
    """What may be spent, in fen; in the capital no leader or scholar has a standard."""
    local = [_standard(scope, rank, "local", more) for scope in _SCOPES for rank in _NIGHTS]
    capital = [
        _standard(scope, rank, "capital", more + 12000)
        for scope in _SCOPES
        for rank in _NIGHTS
        if rank not in IMPORTANT
    ]
    return [*local, *capital]


_SCOPES = ("outside", "travel")
_TABLE = {"most": 3, "up_to": 10, "part": 3, "within_guests": True}
FIRST: dict[str, Any] = {
    "number": 0,
    "city": "local",
    "hosts": _TABLE,
    "city_km": 100,
    "signs": ["office_head"],
    "gm_delegable": False,
    "keep_contact_days": 365,
    "districts": [],
    "standards": [],
}
"""What the rulebook has, where a site settled nothing, as far as something here goes by it."""
_UNITS = [
    {"key": "west", "name": WEST, "group": True, "site": SITES[WEST]},
    {"key": "north", "name": NORTH, "group": True, "site": SITES[NORTH]},
    {"key": "south", "name": SOUTH, "group": True},
    {"key": "province", "name": PROVINCE},
]
SETTLED: dict[int, dict[str, Any]] = {
    0: {
        "units": _UNITS,
        "districts": list(CITY),
        "cities": [
            {"key": key, "name": {"hant": name, "hans": name, "en": name}}
            for key, name in (("local", "本市"), ("capital", "省會"))
        ],
        "standards": _standards(0),
    },
    3: {"hosts": {**_TABLE, "within_guests": False}},
    8: {"signs": ["department_manager", "office_head"], "gm_delegable": True},
    70: {"gm_delegable": False, "city_km": 60, "keep_contact_days": 30},
    110: {"signs": ["office_head"], "hosts": _TABLE},
    150: {"standards": _standards(2000)},
    190: {"signs": ["gm_office_director", "office_head"], "districts": list(CITY[:2])},
    240: {"signs": ["department_manager"], "gm_delegable": True, "districts": list(CITY)},
    300: {"signs": ["office_head"], "standards": _standards(0), "city_km": 100},
}
"""Days after the first on which settings are changed at ten, and how; at first, at midnight."""


WEST_ROLES: dict[str, tuple[tuple[Role, ...], str]] = {
    WEST_HOST: ((Role.HOST_DEPARTMENT,), "wards"),
    WEST_OFFICE: ((Role.OFFICE,), "hospital_office"),
    WEST_HEAD: ((Role.OFFICE_HEAD,), "hospital_office"),
    WEST_FINANCE: ((Role.FINANCE,), "finance"),
    WEST_GM: ((Role.GM,), "gm_office"),
    WEST_ADMIN: ((Role.ADMIN,), "gm_office"),
}
_WEST_HEADS = {
    "wards": WEST_HOST,
    "hospital_office": WEST_HEAD,
    "finance": WEST_FINANCE,
    "gm_office": WEST_GM,
}


def open_hospitals(world: World) -> None:
    """Open the hospital and the two beside it, each with its people."""
    _open(world, world.site, EAST, ROLES, HEADS)
    for name, site in SITES.items():
        _open(world, site, name, WEST_ROLES, _WEST_HEADS)


def named(text: str) -> Name:
    """A name in every language."""
    return Name(hant=text, hans=text, en=text)


def _open(
    world: World,
    site: str,
    name: str,
    roles: dict[str, tuple[tuple[Role, ...], str]],
    heads: dict[str, str],
) -> None:
    file = SiteFile(
        id=site,
        name=named(name),
        departments=tuple(
            Department(
                key=key,
                name=named(key),
                supervisor=head,
                staff=tuple(id for id, (_, at) in roles.items() if at == key and id != head),
            )
            for key, head in heads.items()
        ),
        people=tuple(
            NewPerson(id=id, name=id, roles=of, department=at) for id, (of, at) in roles.items()
        ),
    )
    house = world.house
    open_site(house.service.store, house.vault, plain(file), world.clock(), correlation="hospital")

"""A sample site: a hospital that receives guests, with a reception that waits to be signed."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Store, Vault
from chalicelib.core.site import Desk, Site
from chalicelib.core.words import Name
from chalicelib.opening import open_site
from chalicelib.reception.routes import OPERATIONS
from chalicelib.reception.terms import DOMAIN
from chalicelib.service.requests import Service
from local import staffed

SITE = "mercy-hospital"
ZONE = "Asia/Shanghai"
STAFF: staffed.Staff = (
    ("host-mak", "麥家明", Role.HOST_DEPARTMENT, "cardiology"),
    ("host-manager-au", "區慧儀", Role.DEPARTMENT_MANAGER, "cardiology"),
    ("office-so", "蘇美珍", Role.OFFICE, "hospital_office"),
    ("office-head-kam", "甘志偉", Role.OFFICE_HEAD, "hospital_office"),
    ("hospital-finance-yu", "余佩玲", Role.FINANCE, "finance"),
    ("hospital-finance-tam", "譚永強", Role.FINANCE, "finance"),
    ("hospital-gm-lok", "駱建華", Role.GM, "gm_office"),
    ("hospital-admin-pun", "潘思敏", Role.ADMIN, None),
)
DEPARTMENTS: staffed.Departments = (
    ("cardiology", "心內科", "心内科", "Cardiology", "host-manager-au"),
    ("hospital_office", "院辦", "院办", "Hospital office", "office-head-kam"),
    ("finance", "財務部", "财务部", "Finance", "hospital-finance-yu"),
    ("gm_office", "總經理辦公室", "总经理办公室", "General manager's office", "hospital-gm-lok"),
)
_DISTRICTS = ["本院", "東區", "西區", "高鐵站", "機場"]
_UNITS = [
    {"key": "east", "name": "集團東院", "group": True},
    {"key": "province", "name": "省人民醫院"},
]
_SETTLED = 2
"""Number of the settings with which it is all done."""


def file(id: str = SITE) -> dict[str, Any]:
    """The hospital as the file that an administrator would hand in to open it."""
    name = Name(hant="仁愛醫院", hans="仁爱医院", en="Mercy Hospital")
    return staffed.file(id, name, STAFF, DEPARTMENTS, Desk.RECEPTION)


def load(store: Store, vault: Vault, now: datetime, id: str = SITE) -> None:
    """Open the hospital; what is there already stays as it is."""
    open_site(store, vault, file(id), now, correlation="sample")


def live(service: Service, now: datetime, id: str = SITE) -> None:
    """What has happened there, by the commands that people give: settings, a car, a reception.

    Done once: cut short and begun again on the same day, what was done is answered as it was.
    """
    site = service.store.load([Key(Site, id, id)]).record(Site, id, id)
    if site is None or site.settings.get(DOMAIN) == _SETTLED:
        return
    given = staffed.commands(service, OPERATIONS, f"sample-{now:%Y%m%d}")
    today = sitetime.day(now, ZONE)
    admin = "hospital-admin-pun"
    districts, version = {"districts": _DISTRICTS}, f'"{site.version}"'
    _, version = given("reception-change", districts, admin, version, site=id)
    first, last = str(today + timedelta(days=1)), str(today + timedelta(days=3))
    asked, etag = given(
        "reception-request",
        {
            "kind": "invited",
            "purpose": "心血管介入手術指導",
            "guests": [
                {"name": "鍾教授", "unit": "省人民醫院", "title": "主任醫師", "rank": "expert"},
                {"name": "戴醫生", "unit": "省人民醫院", "title": "副主任醫師", "rank": "manager"},
            ],
            "letter": {
                "reference": f"省醫函〔{today.year}〕18號",
                "unit": "省人民醫院",
                "dated": str(today),
            },
            "first": first,
            "last": last,
            "counterpart": "cardiology",
        },
        "host-mak",
        site=id,
    )
    named = {"site": id, "reception": asked["reception"]["id"]}
    meal = {"kind": "meal", "meal": "working", "fen": 4000, "hosts": 2, "bearer": "host"}
    lines = [
        {**meal, "sitting": "lunch", "day": first, "words": "午餐"},
        {
            **meal,
            "day": first,
            "words": "招待晚宴",
            "meal": "hospitality",
            "sitting": "dinner",
            "fen": 13000,
            "guests": ["1"],
            "hosts": 1,
        },
        {
            "kind": "lodging",
            "lodging": "ordinary",
            "day": first,
            "count": 2,
            "fen": 48000,
            "words": "協議酒店",
            "bearer": "advance",
        },
        {
            "kind": "vehicle",
            "day": first,
            "words": "接站",
            "destination": "高鐵站",
            "fen": 6000,
            "bearer": "host",
        },
    ]
    _, etag = given("reception-plan", {"lines": lines}, "host-mak", etag, **named)
    given("reception-submit", {}, "host-mak", etag, **named)
    car = {"plate": "粵A·12345", "name": "商務車", "seats": 7, "odometer": 48210}
    given("car-add", car, "office-so", site=id)
    again = staffed.commands(service, OPERATIONS, f"sample-units-{now:%Y%m%d}")
    again("reception-change", {"units": _UNITS}, admin, version, site=id)

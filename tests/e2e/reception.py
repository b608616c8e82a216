"""The official reception in the cloud: a hospital of its own, from the request to the car."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from local import hospital
from local.demo import Desk
from tests.e2e.deployment import Deployment
from tests.e2e.lodging import posted

HOST, OFFICER, OFFICE_HEAD = "host-mak", "office-so", "office-head-kam"
FINANCE, GM, ADMIN = "hospital-finance-yu", "hospital-gm-lok", "hospital-admin-pun"
CITY = "東區"
ASKED = (
    (HOST, "/my-receptions"),
    (OFFICER, "/receptions?state=approved"),
    (OFFICER, "/receptions?q=RR"),
    (OFFICER, "/cars"),
    (OFFICER, "/trips?state=arranged"),
    (OFFICER, "/waiting"),
    (FINANCE, "/claims?state=pending"),
    (FINANCE, "/settlements"),
)


def opened(deployment: Deployment, desk: Desk) -> Desk:
    """At a hospital of its own, just opened, in a city of one district."""
    name = f"hospital-{time.monotonic_ns()}"
    deployment.invoked("OpenSite", hospital.file(name))
    there = replace(desk, site=name)
    etag = there.call("GET", "/reception", ADMIN)[1]["ETag"]
    posted(there, "/reception/change", ADMIN, {"districts": [CITY]}, etag)
    return there


def submitted(desk: Desk) -> Any:
    """A reception of one guest, to be fetched tomorrow, that waits to be signed."""
    day = _tomorrow().date().isoformat()
    guest = {"name": "鍾教授", "unit": "省人民醫院", "title": "主任醫師", "rank": "expert"}
    letter = {"reference": f"{time.monotonic_ns()}號", "unit": "省人民醫院", "dated": "2026-01-01"}
    asked = {"kind": "invited", "purpose": "心內科指導", "guests": [guest], "letter": letter}
    days = {"first": day, "last": day, "counterpart": "cardiology"}
    reply = posted(desk, "/receptions", HOST, asked | days)
    car = {"kind": "vehicle", "day": day, "words": "接站", "destination": CITY, "bearer": "host"}
    form = {"lines": [car | {"fen": 6000}]}
    reply = posted(desk, f"{_path(reply)}/plan", HOST, form, reply["etag"])
    return posted(desk, f"{_path(reply)}/submit", HOST, {}, reply["etag"])


def _path(reply: Any) -> str:
    return f"/receptions/{reply['reception']['id']}"


def _tomorrow() -> datetime:
    """Noon at the site."""
    now = datetime.now(ZoneInfo(hospital.ZONE)) + timedelta(days=1)
    return now.replace(hour=12, minute=0, second=0, microsecond=0)


def approved(desk: Desk) -> Any:
    """Signed by both; the GM grants everything that he is asked for."""
    reply = submitted(desk)
    reply = posted(desk, f"{_path(reply)}/approve", OFFICE_HEAD, {}, reply["etag"])
    asked = (each["asked"] for each in reply["asks"])
    names = ("asks", "line", "code")
    grants = [{name: each[name] for name in names} | {"yes": True} for each in asked]
    return posted(desk, f"{_path(reply)}/approve", GM, {"grants": grants}, reply["etag"])


def arranged(desk: Desk) -> Any:
    """A reception with a trip for which car and driver are booked."""
    reply = approved(desk)
    begins, ends = (_tomorrow() + timedelta(hours=hours) for hours in (0, 1))
    when = {"begins": begins.isoformat(), "ends": ends.isoformat()}
    line = reply["reception"]["content"]["lines"][0]["key"]
    asked = {"reception": reply["reception"]["id"], "line": line, "purpose": "接站"}
    asked |= {"passengers": 1, "destination": CITY}
    trip = posted(desk, "/trips", HOST, asked | when)
    plate = f"粵A·{time.monotonic_ns() % 10**6:06}"
    form = {"name": "商務車", "plate": plate, "seats": 6, "odometer": 10}
    car = posted(desk, "/cars", OFFICER, form)["car"]["id"]
    driver = posted(desk, "/drivers", OFFICER, {"name": "司機"})["driver"]["id"]
    path = f"/trips/{trip['trip']['id']}/arrange"
    posted(desk, path, OFFICER, {"car": car, "driver": driver} | when, trip["etag"])
    return reply


def served(desk: Desk) -> bool:
    """Everything that the API does about receptions."""
    path = f"{_path(arranged(desk))}/trips"
    asked = (*ASKED, (HOST, path))
    return all(desk.call("GET", path, who)[0] == 200 for who, path in asked)

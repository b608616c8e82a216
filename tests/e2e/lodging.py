"""The reception room in the cloud: a hotel of its own, an application, a freed bed, a visitor."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from local import hotel
from local.demo import Desk
from tests.e2e.deployment import Deployment

EMPLOYEE, MANAGER, DIRECTOR = "employee-yip", "manager-mok", "director-kwan"
DORMITORY, GUARD, ADMIN = "dormitory-shum", "guard-fok", "hotel-admin-lui"
ASKED = (
    (EMPLOYEE, "/my-stays"),
    (EMPLOYEE, "/my-relatives"),
    (DIRECTOR, "/stays"),
    (DORMITORY, "/relatives"),
    (DORMITORY, "/house/queue"),
    (GUARD, "/gate/checks"),
    (GUARD, "/visits"),
)


def opened(deployment: Deployment, desk: Desk) -> Desk:
    """At a hotel of its own, just opened, with one bed."""
    name = f"hotel-{time.monotonic_ns()}"
    deployment.invoked("OpenSite", hotel.file(name))
    there = replace(desk, site=name)
    room = {"number": "201", "type": "standard", "floor": 2, "beds": [{"key": "A"}]}
    _posted(there, "/house/rooms", DORMITORY, room, '"0"')
    return there


def _posted(desk: Desk, path: str, who: str, form: Any, if_match: str | None = None) -> Any:
    status, headers, answer = desk.call("POST", path, who, form, if_match)
    assert status in (200, 201), answer
    return {**answer, "etag": headers["ETag"]}


def applied(desk: Desk) -> Any:
    """An application for a relative just verified, for tomorrow night."""
    form = {"name": "葉秀英", "relation": "parent", "sex": "female"}
    form["document"] = f"H{time.monotonic_ns() % 10**12}"
    claim = _posted(desk, "/relatives", EMPLOYEE, form)
    relative = claim["relative"]["id"]
    seen = {"proof": "household_register"}
    _posted(desk, f"/relatives/{relative}/verify", DORMITORY, seen, claim["etag"])
    day = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=1)
    asked = {"reason": "探親", "guests": [relative]}
    asked |= {"first": str(day), "last": str(day + timedelta(days=1))}
    return _posted(desk, "/stays", EMPLOYEE, asked)


def approved(desk: Desk) -> Any:
    """Signed by both."""
    reply = applied(desk)
    path = f"/stays/{reply['stay']['id']}/approve"
    for who in (MANAGER, DIRECTOR):
        reply = _posted(desk, path, who, {}, reply["etag"])
    return reply


def freed(desk: Desk) -> None:
    """The only bed is free again, and somebody waits for it."""
    first, second = approved(desk), approved(desk)
    assert [each["stay"]["state"] for each in (first, second)] == ["granted", "waiting"]
    path = f"/stays/{first['stay']['id']}/cancel"
    _posted(desk, path, EMPLOYEE, {"reason": "改期"}, first["etag"])


def visiting(desk: Desk) -> None:
    """A day visitor is inside, at whatever hour this runs."""
    _posted(desk, "/lodging/change", ADMIN, {"visits_from": 0, "visits_until": 1440}, '"0"')
    visitor = {"name": "鍾志明", "whom": "葉秀英"}
    assert _posted(desk, "/gate/checks", GUARD, {"visitor": visitor})["verdict"] == "allow"


def served(desk: Desk) -> bool:
    """Everything that the API does about stays."""
    freed(desk)
    visiting(desk)
    return all(desk.call("GET", path, who)[0] == 200 for who, path in ASKED)

"""The reception room in the cloud: a hotel of its own, from the application to the leaving."""

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
    (DIRECTOR, "/waiting"),
    (DORMITORY, "/relatives"),
    (DORMITORY, "/house/queue"),
    (DORMITORY, "/reports/lodging?first=2026-03-01&last=2026-03-02"),
    (DORMITORY, "/passes?state=lost"),
    (GUARD, "/gate/checks"),
    (GUARD, "/visits"),
)


def opened(deployment: Deployment, desk: Desk) -> Desk:
    """At a hotel of its own, just opened, with one bed."""
    name = f"hotel-{time.monotonic_ns()}"
    deployment.invoked("OpenSite", hotel.file(name))
    there = replace(desk, site=name)
    room = {"number": "201", "type": "standard", "floor": 2, "beds": [{"key": "A"}]}
    posted(there, "/house/rooms", DORMITORY, room, '"0"')
    return there


def posted(desk: Desk, path: str, who: str, form: Any, if_match: str | None = None) -> Any:
    """The answer to what is done, with the version that it leads to."""
    status, headers, answer = desk.call("POST", path, who, form, if_match)
    assert status in (200, 201), answer
    return {**answer, "etag": headers["ETag"]}


def number() -> str:
    """Of an identity document that nobody else has."""
    return f"H{time.monotonic_ns() % 10**12}"


def applied(desk: Desk, document: str = "", first: int = 1) -> Any:
    """An application for a relative just verified, for tomorrow night or another."""
    form = {"name": "葉秀英", "relation": "parent", "sex": "female"}
    form["document"] = document or number()
    claim = posted(desk, "/relatives", EMPLOYEE, form)
    relative = claim["relative"]["id"]
    seen = {"proof": "household_register"}
    posted(desk, f"/relatives/{relative}/verify", DORMITORY, seen, claim["etag"])
    day = datetime.now(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=first)
    asked = {"reason": "探親", "guests": [relative]}
    asked |= {"first": str(day), "last": str(day + timedelta(days=1))}
    return posted(desk, "/stays", EMPLOYEE, asked)


def to_erase(desk: Desk) -> str:
    """A guest whose application was taken back; their path."""
    reply = applied(desk)
    posted(desk, f"/stays/{reply['stay']['id']}/withdraw", EMPLOYEE, {}, reply["etag"])
    return f"/people/{reply['stay']['asked']['guests'][0]['guest']}"


def approved(desk: Desk, document: str = "", first: int = 1) -> Any:
    """Signed by both."""
    reply = applied(desk, document, first)
    path = f"/stays/{reply['stay']['id']}/approve"
    for who in (MANAGER, DIRECTOR):
        reply = posted(desk, path, who, {}, reply["etag"])
    return reply


def freed(desk: Desk) -> None:
    """The only bed is free again, and somebody waits for it."""
    first, second = approved(desk), approved(desk)
    assert [each["stay"]["state"] for each in (first, second)] == ["granted", "waiting"]
    path = f"/stays/{first['stay']['id']}/cancel"
    posted(desk, path, EMPLOYEE, {"reason": "改期"}, first["etag"])


def lodged(desk: Desk) -> Any:
    """A guest who came today."""
    document = number()
    reply = approved(desk, document, first=0)
    guest = reply["stay"]["asked"]["guests"][0]["guest"]
    came = {"guest": guest, "document": "passport", "number": document}
    path = f"/stays/{reply['stay']['id']}/check-in"
    return posted(desk, path, DORMITORY, {"guests": [came]}, reply["etag"])


def gone(desk: Desk) -> None:
    """A guest who came today has left without their pass."""
    reply = lodged(desk)
    there = reply["stay"]["present"][0]
    status, _, code = desk.call("GET", f"/passes/{there['access_pass']}/code", DORMITORY)
    assert (status, bool(code["code"])) == (200, True), code
    scanned = posted(desk, "/gate/checks", GUARD, {"code": code["code"]})
    assert (scanned["verdict"], scanned["recorded"]) == ("allow", True)
    form = {"guests": [{"guest": there["guest"], "pass_returned": False}], "clean": True}
    path = f"/stays/{reply['stay']['id']}/check-out"
    posted(desk, path, DORMITORY, form, reply["etag"])


def overstaying(client: Any, stage: str, desk: Desk) -> None:
    """A guest who should have left the day before yesterday: written past the program, as nobody
    can put a clock in the cloud forward.
    """
    id = lodged(desk)["stay"]["id"]
    last = datetime.now(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=2)
    client.update_item(
        TableName=f"frontdesk-{stage}-lodging",
        Key={"site": {"S": desk.site}, "id": {"S": f"stay#{id}"}},
        UpdateExpression="SET body.asked.#last = :last",
        ExpressionAttributeNames={"#last": "last"},
        ExpressionAttributeValues={":last": {"S": str(last)}},
    )


def visiting(desk: Desk) -> None:
    """A day visitor is inside, at whatever hour this runs."""
    etag = desk.call("GET", "/lodging", ADMIN)[1]["ETag"]
    posted(desk, "/lodging/change", ADMIN, {"visits_from": 0, "visits_until": 1440}, etag)
    visitor = {"name": "鍾志明", "whom": "葉秀英"}
    assert posted(desk, "/gate/checks", GUARD, {"visitor": visitor})["verdict"] == "allow"


def served(desk: Desk) -> bool:
    """Everything that the API does about stays."""
    freed(desk)
    gone(desk)
    visiting(desk)
    return all(desk.call("GET", path, who)[0] == 200 for who, path in ASKED)

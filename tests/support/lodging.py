"""A reception room settled over HTTP: its people, rooms, relatives and stays."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.core.people import Person, Role
from chalicelib.lodging import jobs
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Job, Report
from tests.support.delegating import today
from tests.support.residents import join, person, stored
from tests.support.uploads import announced, put
from tests.support.world import MONDAY, Reply, World

EMPLOYEE, COLLEAGUE = "employee-yip", "employee-szeto"
MANAGER, DIRECTOR, DORMITORY = "manager-mok", "director-kwan", "dormitory-shum"
GM, ADMIN = "gm-ng", "admin-cheng"
GUARD = "guard-fok"
STAFF = (
    (EMPLOYEE, Role.EMPLOYEE, "dining"),
    (COLLEAGUE, Role.EMPLOYEE, "dining"),
    (MANAGER, Role.DEPARTMENT_MANAGER, "dining"),
    (DIRECTOR, Role.GM_OFFICE_DIRECTOR, "general_office"),
    (DORMITORY, Role.DORMITORY, "dormitory"),
    (GUARD, Role.GATE, "gate"),
)
DEPARTMENTS = {
    "dining": ("餐飲部", "餐饮部", "Dining", MANAGER),
    "general_office": ("總辦", "总办", "General office", DIRECTOR),
    "dormitory": ("宿舍管理處", "宿舍管理处", "Dormitory office", DORMITORY),
    "gate": ("通道口保安", "通道口保安", "Gate", GUARD),
}
_numbers = itertools.count(10_000_000)
NUMBERS: dict[str, str] = {}
"""Relative to the number of their identity document."""
WOMAN = {"name": "葉秀英", "relation": "parent", "sex": "female"}
MAN = {"name": "葉國明", "relation": "parent", "sex": "male"}


_weeks = itertools.count(1)


def anew(world: World) -> World:
    """The site in a week of its own: what other tests left behind is over or far away."""
    world.clock.at = MONDAY + timedelta(weeks=next(_weeks))
    return world


def peopled(world: World) -> World:
    """The staff and departments that a reception room needs; once a site."""
    if stored(world, Person, EMPLOYEE):
        return world
    for id, role, department in STAFF:
        join(world, person(id, role, department=department))
    for key, (hant, hans, en, supervisor) in DEPARTMENTS.items():
        name = {"hant": hant, "hans": hans, "en": en}
        form = {"key": key, "name": name, "supervisor": supervisor}
        version = world.get("/desk", ADMIN).etag
        reply = world.post("/desk/departments", ADMIN, form, if_match=version)
        assert reply.status == 200, reply.json
    return world


def room(world: World, number: str, *beds: str) -> Reply:
    """One more room."""
    form = {"number": number, "type": "standard", "floor": 2, "beds": [{"key": b} for b in beds]}
    version = world.get("/house", DORMITORY).etag
    reply = world.post("/house/rooms", DORMITORY, form, if_match=version)
    assert reply.status == 200, reply.json
    return reply


def settled(world: World, **rooms: str) -> World:
    """People, and rooms as given: `r201="AB"` is room 201 with beds A and B."""
    peopled(world)
    known = {each["number"] for each in world.get("/house", DORMITORY).json["rooms"]}
    for name, beds in rooms.items():
        if name.removeprefix("r") not in known:
            room(world, name.removeprefix("r"), *beds)
    return world


def claimed(world: World, who: str = EMPLOYEE, **form: Any) -> Reply:
    """A relative just named, whose document nobody else has."""
    form = {**WOMAN, "document": f"H{next(_numbers)}", **form}
    world.clock.tick(seconds=1)
    reply = world.post("/relatives", who, form)
    assert reply.status == 201, reply.json
    NUMBERS[reply.json["relative"]["id"]] = form["document"]
    return reply


def relative(world: World, who: str = EMPLOYEE, **form: Any) -> str:
    """A verified relative; the id."""
    reply = claimed(world, who, **form)
    id: str = reply.json["relative"]["id"]
    seen = {"proof": "household_register"}
    verified = world.post(f"/relatives/{id}/verify", DORMITORY, seen, if_match=reply.etag)
    assert verified.status == 200, verified.json
    return id


def day(world: World, after: int) -> date:
    return today(world) + timedelta(days=after)


def asking(
    world: World, *guests: str, first: int = 1, days: int = 1, **form: Any
) -> dict[str, Any]:
    """An application for these relatives, from so many days ahead, for so many."""
    dates = {"first": str(day(world, first)), "last": str(day(world, first + days))}
    return {"reason": "探親", "guests": list(guests), **dates, **form}


def applied(world: World, who: str = EMPLOYEE, *guests: str, **form: Any) -> Reply:
    """An application; for a woman just verified, if no guests are given."""
    asked = asking(world, *(guests or (relative(world, who),)), **form)
    world.clock.tick(seconds=1)
    reply = world.post("/stays", who, asked)
    assert reply.status == 201, reply.json
    return reply


def do(world: World, reply: Reply, command: str, who: str, **form: Any) -> Reply:
    """A step on the stay as it stands now."""
    path = f"/stays/{reply.json['stay']['id']}/{command}"
    return world.post(path, who, form, if_match=version(world, reply))


def approved(world: World, reply: Reply) -> Reply:
    """Signed by both."""
    for who in (MANAGER, DIRECTOR):
        reply = do(world, reply, "approve", who)
        assert reply.status == 200, reply.json
    return reply


def granted(world: World, who: str = EMPLOYEE, *guests: str, **form: Any) -> Reply:
    """A stay that has its bed."""
    reply = approved(world, applied(world, who, *guests, **form))
    assert reply.json["stay"]["state"] == "granted", reply.json
    return reply


def arriving(stay: Any, *places: int) -> dict[str, Any]:
    """The form by which guests of a stay come: all of them, if none are named."""
    guests = stay["asked"]["guests"]
    came = [guests[each] for each in places] if places else guests
    return {
        "guests": [
            {
                "guest": each["guest"],
                "document": "resident_card",
                "number": NUMBERS[each["relative"]],
            }
            for each in came
        ]
    }


def came(world: World, reply: Reply, *places: int) -> Reply:
    """Guests check in, by their documents."""
    checked = do(world, reply, "check-in", DORMITORY, **arriving(now(world, reply), *places))
    assert checked.status == 200, checked.json
    return checked


def leaving(stay: Any, *places: int, back: bool = True, **form: Any) -> dict[str, Any]:
    """The form by which who is there leaves, all well."""
    present = stay["present"]
    gone = [present[each] for each in places] if places else present
    guests = [{"guest": each["guest"], "pass_returned": back} for each in gone]
    return {"guests": guests, "clean": True, **form}


def left(world: World, reply: Reply, *places: int, back: bool = True, **form: Any) -> Reply:
    """Guests check out."""
    asked = leaving(now(world, reply), *places, back=back, **form)
    checked = do(world, reply, "check-out", DORMITORY, **asked)
    assert checked.status == 200, checked.json
    return checked


def at(world: World, on: date, clock: str) -> None:
    """It is this time on the site's wall."""
    world.clock.at = datetime.fromisoformat(f"{on} {clock}+08:00").astimezone(UTC)


def staying(world: World, who: str = EMPLOYEE, *guests: str, **form: Any) -> Reply:
    """A stay whose guests came in the afternoon of its first day."""
    reply = granted(world, who, *guests, **form)
    at(world, date.fromisoformat(reply.json["stay"]["asked"]["first"]), "15:00:00")
    return came(world, reply)


def today_granted(world: World, *steps: Callable[[World, Reply], Reply]) -> Reply:
    """A stay from today on, in a room that nobody else is given a bed in after these steps."""
    settled(world)
    number = f"t{next(_numbers)}"
    room(world, number, "A")
    reply = granted(world, first=0)
    for step in steps:
        step(world, reply)
    form = {"type": "standard", "floor": 2, "beds": [{"key": "A"}], "closed": True}
    etag = world.get("/house", DORMITORY).etag
    closed = world.post(f"/house/rooms/{number}/change", DORMITORY, form, if_match=etag)
    assert closed.status == 200, closed.json
    return reply


def longer(world: World, reply: Reply) -> Reply:
    """An extension of a stay by a day, granted."""
    stay = now(world, reply)
    guest = stay["asked"]["guests"][0]["relative"]
    ahead = (date.fromisoformat(stay["asked"]["last"]) - today(world)).days
    return granted(world, stay["employee"], guest, first=ahead, extends=stay["id"])


def lodged(world: World) -> Reply:
    """A stay whose guest came today."""
    return today_granted(world, came)


def access_pass(world: World, reply: Reply) -> Reply:
    """The pass of the first guest there, as it stands now."""
    id = now(world, reply)["present"][0]["access_pass"]
    return world.get(f"/passes/{id}", DORMITORY)


def photographed(world: World, id: str) -> str:
    """A photo attached to a pass; its id."""
    added = world.post(f"/passes/{id}/files", DORMITORY, announced())
    assert put(added) == 200
    file: str = added.json["file"]["id"]
    path = f"/passes/{id}/files/{file}/attach"
    attached = world.post(path, DORMITORY, {}, if_match=added.etag)
    assert attached.status == 200, attached.json
    return file


def posted(world: World, reply: Reply) -> int:
    """What stands on the employee's account for a stay, in fen."""
    stay = reply.json["stay"]
    total, cursor = 0, ""
    while True:
        path = f"/ledger/employee.{stay['employee']}?limit=50{cursor}"
        page = world.get(path, "finance-ho").json
        total += sum(each["fen"] for each in page["items"] if each["about"]["stay"] == stay["id"])
        if page["next"] is None:
            return total
        cursor = f"&cursor={page['next']}"


_days: dict[str, Iterator[int]] = defaultdict(lambda: itertools.cycle(range(3, 58)))


def ahead(world: World) -> int:
    """In how many days a stay begins that is to have its nights for itself."""
    return next(_days[world.site])


def late(world: World) -> Reply:
    """An application that nobody signs."""
    return applied(settled(world, r1="A"), first=ahead(world))


def waiting(world: World, **form: Any) -> Reply:
    """An application that waits for the only bed."""
    return rivals(world, **form)[1]


def freed(world: World, **form: Any) -> Reply:
    """An application whose only bed has just become free."""
    first, reply = rivals(world, **form)
    assert do(world, first, "cancel", EMPLOYEE, reason="改期").status == 200
    return reply


def rivals(world: World, **form: Any) -> tuple[Reply, Reply]:
    """A stay that has the only bed of its nights, and an application that waits for it."""
    form = {"first": ahead(world), **form}
    first = granted(settled(world, r1="A"), **form)
    return first, approved(world, applied(world, **form))


def offered(world: World, **form: Any) -> Reply:
    """An application to which that bed is offered."""
    reply = freed(world, **form)
    world.clock.tick(seconds=1)
    offers(world)
    assert now(world, reply)["state"] == "offered"
    return reply


def version(world: World, reply: Reply) -> str:
    """The ETag of the stay as it stands now."""
    return world.get(f"/stays/{reply.json['stay']['id']}", DORMITORY).etag


def now(world: World, reply: Reply) -> Any:
    """The stay as it stands now."""
    return world.get(f"/stays/{reply.json['stay']['id']}", DORMITORY).json["stay"]


def run(world: World, job: Job) -> Report:
    """A job, as of now, for this site."""
    return deadlines.run(world.house.service, job, world.clock(), "run-1", site=world.site)


def offers(world: World) -> Report:
    """Free beds are offered."""
    return run(world, jobs.bed_offers(world.house.service.store))


def over(world: World) -> Report:
    """What its time is over for is seen to."""
    return run(world, jobs.stays(world.house.service.store))


def scan_code(world: World, reply: Reply) -> str:
    """What is scanned of the first guest's pass."""
    id = access_pass(world, reply).json["access_pass"]["id"]
    code: str = world.get(f"/passes/{id}/code", DORMITORY).json["code"]
    return code


def asked(world: World, who: str = GUARD, key: str | None = None, **form: Any) -> Reply:
    """What the gate says; to a guard, unless somebody else asks."""
    return world.post("/gate/checks", who, form, key=key)


def visitor(**form: Any) -> dict[str, Any]:
    """Somebody who comes to see a guest."""
    return {"visitor": {"name": "鍾志明", "whom": "葉秀英", **form}}


def colleague(world: World) -> dict[str, Any]:
    """An employee who has not been at the gate yet comes to see somebody."""
    id = f"colleague-{next(_numbers)}"
    join(world, person(id, Role.EMPLOYEE, department="dining"))
    return {"employee": {"employee": id, "whom": "葉婉儀"}}


def visiting(world: World, **form: Any) -> Reply:
    """A visit just begun: of a day visitor, unless it is said whose."""
    reply = asked(world, **(form or visitor()))
    assert reply.status == 201, reply.json
    assert reply.json["verdict"] == "allow", reply.json
    return world.get(f"/visits/{reply.json['check']['visit']}", GUARD)


def visiting_employee(world: World) -> Reply:
    """A visit of an employee just begun, at nine of a day of its own."""
    peopled(world)
    return visiting(world, **colleague(world))


def signed_out(world: World, reply: Reply) -> Reply:
    """The visit ends, as it was last seen."""
    path = f"/visits/{reply.json['visit']['id']}/sign-out"
    return world.post(path, GUARD, {}, if_match=reply.etag)


def night_allowed(world: World, reply: Reply, who: str = DIRECTOR) -> Reply:
    """The GM office gives leave to stay the coming night, as the visit stands now."""
    path = f"/visits/{reply.json['visit']['id']}"
    form = {"reason": "末班車已開出"}
    return world.post(f"{path}/allow-night", who, form, if_match=world.get(path, GUARD).etag)


def curfew(world: World) -> Report:
    """Who has not left in time is seen to."""
    return run(world, jobs.visits())


def all_seen_to(world: World) -> None:
    """No visit that other tests left behind is due any more."""
    while curfew(world).fired:
        pass

"""Letters of the official reception over HTTP, and the receptions that they are linked to."""

from datetime import timedelta
from typing import Any

from chalicelib.core.people import Person, Role
from chalicelib.service.operations import Operation
from tests.support import receptions
from tests.support.hospital import HOST, OFFICER, peopled
from tests.support.residents import join, person, stored
from tests.support.uploads import announced, put
from tests.support.world import Reply, World

CLERK = "office-lo"
"""Of the office as well."""
PHONE = "138 0013 9001"
VOID = {"reason": "行程取消"}


def staffed(world: World) -> World:
    """A hospital's people, with a second clerk in the office; once a site."""
    if not stored(peopled(world), Person, CLERK):
        join(world, person(CLERK, Role.OFFICE, department="hospital_office"))
    return world


def hours(world: World, count: float) -> str:
    """So many hours from now."""
    return (world.clock() + timedelta(hours=count)).isoformat()


def fax(world: World, **given: Any) -> dict[str, Any]:
    """Two of our own go by train the day after tomorrow (R-4.3.2)."""
    form = {
        "direction": "outgoing",
        "kind": "fax",
        "unit": "集團深圳醫院",
        "people": [
            {"name": "林志遠", "title": "心內科主任"},
            {"name": "方曉晴", "title": "主治醫師"},
        ],
        "journey": [
            {
                "by": "train",
                "number": "G6013",
                "departs_at": hours(world, 48),
                "arrives_at": hours(world, 51),
                "origin": "長沙南",
                "destination": "深圳北",
            }
        ],
        "contact": {"name": "蘇文", "phone": PHONE},
        "standard": {"words": "普通住宿、工作餐", "rank": "manager"},
        "answer_by": hours(world, 24),
    }
    return form | given


def letter(world: World, **given: Any) -> dict[str, Any]:
    """Another unit is asked to help with a professor who is no staff of the group (R-4.3.3)."""
    guest = {"name": "歐陽教授", "title": "教授", "unit": "省醫學院", "rank": "學者"}
    more = {"kind": "reception_letter", "people": [guest], "payment": "between_units"}
    return fax(world) | more | given


def received(world: World, **given: Any) -> dict[str, Any]:
    """Another unit asks us; a reference of its own each time."""
    more = {
        "direction": "incoming",
        "reference": f"深院函〔2026〕{next(world._keys)}號",
        "dated": f"{world.clock() + timedelta(hours=8):%Y-%m-%d}",
    }
    return letter(world) | more | given


def written(world: World, form: dict[str, Any] | None = None, by: str = OFFICER) -> Reply:
    """A letter just written; a fax, unless said otherwise."""
    staffed(world).clock.tick(seconds=1)
    reply = world.post("/letters", by, form or fax(world))
    assert reply.status == 201, reply.json
    return reply


def path(reply: Reply) -> str:
    return f"/letters/{reply.json['letter']['id']}"


def now(world: World, reply: Reply, by: str = OFFICER) -> Reply:
    return world.get(path(reply), by)


def answering(world: World, **given: Any) -> dict[str, Any]:
    """The other unit agrees."""
    form = {"accepted": True, "who": "深圳醫院院辦 鄭主任", "at": world.clock().isoformat()}
    return form | given


def do(world: World, reply: Reply, command: str, by: str = OFFICER, **form: Any) -> Reply:
    """A step on the letter as it stands now."""
    etag = now(world, reply).etag
    return world.post(f"{path(reply)}/{command}", by, form, if_match=etag)


def answered(world: World, reply: Reply, **given: Any) -> Reply:
    done = do(world, reply, "answer", **answering(world, **given))
    assert done.status == 200, done.json
    return done


def scanned(world: World, reply: Reply) -> Reply:
    """A scan announced and uploaded."""
    added = world.post(f"{path(reply)}/files", OFFICER, announced())
    assert put(added) == 200
    return added


def with_scan(world: World, reply: Reply) -> str:
    """A scan attached; its id."""
    added = scanned(world, reply)
    file: str = added.json["file"]["id"]
    at = f"{path(reply)}/files/{file}/attach"
    assert world.post(at, OFFICER, if_match=added.etag).status == 200
    return file


def reception(world: World, who: str = HOST, **form: Any) -> dict[str, Any]:
    """One just asked for, which cardiology is to carry out."""
    known: dict[str, Any] = receptions.requested(world, who=who, **form).json["reception"]
    return known


def scene(world: World, op: Operation) -> tuple[str, dict[str, Any], str | None]:
    """Where, with what form, and on which version a step may be taken now."""
    if op.name == "letter-write":
        lasting = letter(staffed(world), answer_by=hours(world, 40))
        return "/letters", lasting, None
    known = written(world)
    step = op.name.removeprefix("letter-")
    if step == "file-add":
        return f"{path(known)}/files", announced(), None
    if step == "file-attach":
        added = scanned(world, known)
        return f"{path(known)}/files/{added.json['file']['id']}/attach", {}, added.etag
    forms = {"answer": answering(world), "void": VOID}
    return f"{path(known)}/{step}", forms[step], known.etag


def faults(reply: Reply) -> set[tuple[str, str]]:
    assert reply.status == 422, reply.json
    return {(each["pointer"], each["code"]) for each in reply.json["errors"]}

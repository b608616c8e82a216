"""An official reception over HTTP, as far as a test needs it: asked for, planned, signed, over."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from chalicelib.reception import jobs
from chalicelib.reception.receptions.model import OFFICE
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Report
from tests.support.delegating import today
from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER, peopled
from tests.support.moments import Moment
from tests.support.residents import inbox
from tests.support.uploads import announced, put
from tests.support.world import Reply, World

_letters = itertools.count(1)
EXPERT = {"name": "鍾教授", "unit": "省人民醫院", "title": "主任醫師", "rank": "expert"}
COLLEAGUE = {"name": "戴文", "unit": "集團東院", "title": "護士長", "rank": "staff"}
DINNER = {"kind": "meal", "words": "晚餐", "meal": "working", "fen": 4000, "bearer": "host"}
"""A working meal within the standard, which the house bears."""
LUNCH = {**DINNER, "words": "午餐", "bearer": "guest_unit"}
"""One that the guests' own unit pays."""


def day(world: World, after: int) -> date:
    return today(world) + timedelta(days=after)


def asking(
    world: World, *guests: dict[str, Any], first: int = 1, days: int = 2, **form: Any
) -> Any:
    """A request for an expert, or for these, by a letter of its own."""
    return {
        "kind": "invited",
        "purpose": "學科指導",
        "guests": list(guests or (EXPERT,)),
        "letter": letter(world),
        "first": str(day(world, first)),
        "last": str(day(world, first + days)),
        "counterpart": "cardiology",
    } | form


def letter(world: World, **form: Any) -> dict[str, Any]:
    """A letter that no other reception has."""
    return {
        "reference": f"衛函〔2026〕{next(_letters)}號",
        "unit": "省衛生健康委員會",
        "dated": str(today(world)),
    } | form


def requested(world: World, *guests: dict[str, Any], who: str = HOST, **form: Any) -> Reply:
    """A reception just asked for."""
    peopled(world)
    world.clock.tick(seconds=1)
    reply = world.post("/receptions", who, asking(world, *guests, **form))
    assert reply.status == 201, reply.json
    return reply


def group(world: World, **form: Any) -> Reply:
    """One for a colleague of the group, for whom nothing has to be asked of the GM."""
    return requested(world, COLLEAGUE, kind="group_staff", purpose="進修", **form)


def do(world: World, reply: Reply, command: str, who: str, **form: Any) -> Reply:
    """A step on the reception as it stands now."""
    path = f"/receptions/{reply.json['reception']['id']}/{command}"
    return world.post(path, who, form, if_match=now(world, reply).etag)


def done(world: World, reply: Reply, command: str, who: str, **form: Any) -> Reply:
    """The same, and it is done."""
    answer = do(world, reply, command, who, **form)
    assert answer.status == 200, answer.json
    return answer


def now(world: World, reply: Reply) -> Reply:
    """The reception as it stands now."""
    return world.get(f"/receptions/{reply.json['reception']['id']}", OFFICER)


def line(reply: Reply, known: dict[str, Any]) -> dict[str, Any]:
    """A line of its plan: on the first day, unless it is said when."""
    return {"day": reply.json["reception"]["content"]["first"]} | known


def planned(world: World, reply: Reply | None = None, *lines: dict[str, Any]) -> Reply:
    """With a plan: of one dinner, if no lines are given."""
    reply = reply or requested(world)
    written = [line(reply, each) for each in lines or (DINNER,)]
    return done(world, reply, "plan", reply.json["reception"]["requested_by"], lines=written)


def submitted(world: World, reply: Reply | None = None, *lines: dict[str, Any]) -> Reply:
    """Handed in, with its plan written first if there is none."""
    reply = reply or requested(world)
    if lines or not reply.json["reception"]["content"]["lines"]:
        reply = planned(world, reply, *lines)
    return done(world, reply, "submit", reply.json["reception"]["requested_by"])


def again(reply: Reply, **form: Any) -> dict[str, Any]:
    """The form by which it was asked for, as it stands, but for these."""
    content = reply.json["reception"]["content"]
    return {name: each for name, each in content.items() if name != "lines"} | form


def deciding(reply: Reply, *no: str) -> list[dict[str, Any]]:
    """What the GM decides: yes to everything that he is asked for, but for these."""
    asked = (each["asked"] for each in reply.json["asks"])
    names = ("asks", "line", "code")
    return [
        {**{name: each[name] for name in names}, "yes": each["asks"] not in no} for each in asked
    ]


def approved(
    world: World, reply: Reply | None = None, *lines: dict[str, Any], no: tuple[str, ...] = ()
) -> Reply:
    """Signed by all; the GM grants everything, but what he is to say no to."""
    reply = done(world, submitted(world, reply, *lines), "approve", OFFICE_HEAD)
    if reply.json["reception"]["state"] == "pending":
        reply = done(world, reply, "approve", GM, grants=deciding(reply, *no))
    assert reply.json["reception"]["state"] == "approved"
    return reply


def departed(world: World, reply: Reply | None = None, *lines: dict[str, Any]) -> Reply:
    """The guests have left, on their last day."""
    reply = reply or approved(world, None, *lines)
    last = date.fromisoformat(reply.json["reception"]["content"]["last"])
    if last > today(world):
        world.clock.tick(days=(last - today(world)).days)
    return done(world, reply, "depart", HOST)


def told(world: World, who: str, reply: Reply) -> list[str]:
    """The codes of what a person was told of a reception, oldest first."""
    about = f"reception#{reply.json['reception']['id']}"
    return [each["code"] for each in reversed(inbox(world, who)) if each["record"] == about]


def reminders(world: World) -> Report:
    """Whoever is late is reminded, as of now, at this site."""
    return deadlines.run(
        world.house.service, jobs.receptions(), world.clock(), "run-1", site=world.site
    )


def file_added(world: World, reply: Reply) -> Reply:
    """A scan of the letter, uploaded and not yet attached."""
    path = f"/receptions/{reply.json['reception']['id']}/files"
    added = world.post(path, HOST, announced())
    assert put(added) == 200
    return added


def moment(world: World, step: str) -> Moment:
    """When a step may be taken on a reception."""
    if step == "request":
        peopled(world)
        return Moment("/receptions", HOST, asking(world))
    if step.startswith("file-"):
        return _file(world, step)
    reply, who, form = _BEFORE[step](world)
    path = f"/receptions/{reply.json['reception']['id']}/{step}"
    return Moment(path, who, form, now(world, reply).etag)


def _file(world: World, step: str) -> Moment:
    reply = requested(world)
    path = f"/receptions/{reply.json['reception']['id']}/files"
    if step == "file-add":
        return Moment(path, HOST, announced())
    added = file_added(world, reply)
    return Moment(f"{path}/{added.json['file']['id']}/attach", HOST, {}, added.etag)


def _planning(world: World) -> tuple[Reply, str, Any]:
    reply = approved(world)
    return reply, HOST, {"lines": [line(reply, {**DINNER, "words": "便飯"})]}


def _editing(world: World) -> tuple[Reply, str, Any]:
    return approved(world), HOST, asking(world, EXPERT, COLLEAGUE)


def _granting(world: World) -> tuple[Reply, str, Any]:
    reply = done(world, submitted(world), "approve", OFFICE_HEAD)
    return reply, GM, {"grants": deciding(reply)}


def _leaving(world: World) -> tuple[Reply, str, Any]:
    return approved(world, requested(world, first=0)), HOST, {}


def _closing(world: World) -> tuple[Reply, str, Any]:
    return departed(world, approved(world, requested(world, first=0, days=0))), OFFICER, {}


_WHY = {"reason": "行程有變"}
_BEFORE: dict[str, Callable[[World], tuple[Reply, str, Any]]] = {
    "plan": _planning,
    "try-plan": _planning,
    "edit": _editing,
    "submit": lambda world: (planned(world), HOST, {}),
    "approve": _granting,
    "refuse": lambda world: (submitted(world), OFFICE_HEAD, _WHY),
    "withdraw": lambda world: (submitted(world), HOST, {}),
    "reassign": lambda world: (requested(world), OFFICER, {**_WHY, "department": OFFICE}),
    "depart": _leaving,
    "close": _closing,
    "cancel": lambda world: (approved(world), HOST, _WHY),
}
SCENES: dict[str, Callable[[World], Moment]] = {
    f"reception-{step}": partial(moment, step=step)
    for step in ("request", "file-add", "file-attach", *_BEFORE)
}
"""By the name of the operation."""

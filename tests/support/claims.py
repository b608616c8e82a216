"""Advances and expense claims of a hospital, over HTTP; receptions that are approved."""

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

from chalicelib.reception.receptions.model import Reception
from tests.support import receptions
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.moments import Moment
from tests.support.residents import stored
from tests.support.uploads import announced, put
from tests.support.world import Reply, World

_numbers = itertools.count(1)
UNITS = ("市衛生局", "省醫學會", "市第二醫院")
HOSTED, ADVANCED, OWN = "1", "2", "3"
"""Keys of the lines of a plan: what the house bears, what it advances, what guests pay."""


def line(bearer: str, fen: int, **more: Any) -> dict[str, Any]:
    """A line of a plan, which costs so much."""
    return {"kind": "other", "words": "會務", "fen": fen, "bearer": bearer} | more


def plan(fen: int) -> list[dict[str, Any]]:
    """A line of each bearer, each of which costs so much."""
    return [
        line("host", fen),
        line("advance", fen, words="資料"),
        line("guest_unit", fen, words="參觀"),
    ]


def received(
    world: World,
    *lines: dict[str, Any],
    fen: int = 900_000,
    units: tuple[str, ...] = UNITS,
    state: str = "approved",
    **form: Any,
) -> Reception:
    """A reception by the heart clinic from today on, with a guest of each unit."""
    guests = [
        {"name": f"來賓 {place}", "unit": unit, "title": "科長", "rank": "staff"}
        for place, unit in enumerate(units, 1)
    ]
    asked = receptions.requested(world, *guests, kind="superior", first=0, **form)
    reply = _STATES[state](world, asked, *(lines or plan(fen)))
    assert reply.json["reception"]["state"] == state
    return stored(world, Reception, reply.json["reception"]["id"])  # type: ignore[no-any-return]


def _then(step: str, who: str) -> Callable[..., Reply]:
    def reached(world: World, reply: Reply, *lines: dict[str, Any]) -> Reply:
        before = receptions.approved if step == "cancel" else receptions.submitted
        given = {} if step == "withdraw" else {"reason": "改期"}
        return receptions.done(world, before(world, reply, *lines), step, who, **given)

    return reached


def _departed(world: World, reply: Reply, *lines: dict[str, Any]) -> Reply:
    return receptions.done(world, receptions.approved(world, reply, *lines), "depart", HOST)


def _closed(world: World, reply: Reply, *lines: dict[str, Any]) -> Reply:
    return receptions.done(world, _departed(world, reply, *lines), "close", OFFICER)


_STATES: dict[str, Callable[..., Reply]] = {
    "drafted": receptions.planned,
    "pending": receptions.submitted,
    "approved": receptions.approved,
    "departed": _departed,
    "closed": _closed,
    "refused": _then("refuse", OFFICE_HEAD),
    "withdrawn": _then("withdraw", HOST),
    "cancelled": _then("cancel", HOST),
}


def shown(world: World, reception: Reception) -> Reply:
    """As the API shows it now."""
    return world.get(f"/receptions/{reception.id}", OFFICER)


def replanned(world: World, reception: Reception, *lines: dict[str, Any]) -> Reply:
    """It has another plan, which nobody has signed; of these lines, or in other words."""
    reply = shown(world, reception)
    known = reply.json["reception"]["content"]["lines"]
    names = ("key", "kind", "day", "fen", "bearer")
    others = [{**{name: each[name] for name in names}, "words": "改"} for each in known]
    written = [receptions.line(reply, each) for each in lines]
    return receptions.done(world, reply, "plan", HOST, lines=written or others)


def reassigned(world: World, reception: Reception, department: str) -> None:
    """The office has another department receive."""
    form = {"department": department, "reason": "統籌"}
    receptions.done(world, shown(world, reception), "reassign", OFFICER, **form)


def now(world: World, reception: Reception) -> Reception:
    """As the store has it."""
    return stored(world, Reception, reception.id)  # type: ignore[no-any-return]


def asking(reception: Reception, fen: int = 900_000, **form: Any) -> dict[str, Any]:
    return {"reception": reception.id, "fen": fen, "reason": "接待備用"} | form


def asked(world: World, reception: Reception, fen: int = 900_000, who: str = OFFICER) -> Reply:
    """An advance, to be signed."""
    world.clock.tick(seconds=1)
    reply = world.post("/advances", who, asking(reception, fen))
    assert reply.status == 201, reply.json
    return reply


def do(world: World, reply: Reply, command: str, who: str, /, **form: Any) -> Reply:
    """A step on the advance or the claim as it stands now."""
    path = path_of(reply)
    return world.post(f"{path}/{command}", who, form, if_match=world.get(path, GM).etag)


def path_of(reply: Reply) -> str:
    shown = reply.json
    of = "claim" if "claim" in shown else "advance"
    return f"/{of}s/{shown[of]['id']}"


def done(world: World, reply: Reply, command: str, who: str, /, **form: Any) -> Reply:
    """The same, and it is."""
    after = do(world, reply, command, who, **form)
    assert after.status == 200, after.json
    return after


def lent(world: World, reception: Reception, fen: int = 900_000, who: str = OFFICER) -> Reply:
    """An advance in somebody's hands."""
    reply = done(world, asked(world, reception, fen, who), "approve", GM)
    return done(world, reply, "pay", FINANCE, method="cash")


def receipt(number: str | None = "", **more: Any) -> dict[str, Any]:
    """A receipt, of a number that no other has, unless it is to have this one or none."""
    known = f"2444-{next(_numbers):08d}" if number == "" else number
    given = {"number": known, "seller": "同慶樓", "dated": "2026-03-01"} | more
    return {name: each for name, each in given.items() if each is not None}


def claimed(fen: int, line: str = HOSTED, **more: Any) -> dict[str, Any]:
    """A line of a claim."""
    return {"line": line, "words": "工作餐", "receipt": receipt(), "fen": fen} | more


def writing(reception: Reception, *lines: dict[str, Any], **form: Any) -> dict[str, Any]:
    """The form of a claim; of one line, if none are given."""
    return {"reception": reception.id, "lines": list(lines or (claimed(359_677),)), **form}


def drafted(
    world: World, reception: Reception, *lines: dict[str, Any], who: str = OFFICER, **form: Any
) -> Reply:
    """A claim, not yet submitted."""
    world.clock.tick(seconds=1)
    reply = world.post("/claims", who, writing(reception, *lines, **form))
    assert reply.status == 201, reply.json
    return reply


def booked(
    world: World, reception: Reception, *lines: dict[str, Any], who: str = OFFICER, **form: Any
) -> Reply:
    """A claim that waits to be signed."""
    return done(world, drafted(world, reception, *lines, who=who, **form), "submit", who)


def signed(world: World, reception: Reception, *lines: dict[str, Any], **form: Any) -> Reply:
    """A claim that may be paid."""
    return done(world, booked(world, reception, *lines, **form), "approve", GM)


def paid(world: World, reception: Reception, *lines: dict[str, Any], **form: Any) -> Reply:
    """A claim that was paid, in cash."""
    return done(world, signed(world, reception, *lines, **form), "pay", FINANCE, method="cash")


def id_of(reply: Reply) -> str:
    """Of the advance or the claim."""
    return path_of(reply).rsplit("/", 1)[1]


def photographed(world: World, reply: Reply, who: str = OFFICER) -> Reply:
    """A receipt uploaded for a claim, to be attached."""
    added = world.post(f"{path_of(reply)}/files", who, announced())
    assert put(added) == 200
    return added


def moment(world: World, name: str) -> Moment:
    """When a step may be taken on an advance or a claim."""
    kind, _, step = name.partition("-")
    reception = received(world)
    if step == "ask":
        return Moment("/advances", OFFICER, asking(reception, 100_000))
    if step == "draft":
        return Moment("/claims", OFFICER, writing(reception))
    if step == "try":
        path = f"/receptions/{reception.id}/try-claim"
        return Moment(path, OFFICER, {"lines": [claimed(359_677)]})
    known, who, form = (_advance if kind == "advance" else _claim)(world, reception, step)
    path = path_of(known)
    if step == "file-add":
        return Moment(f"{path}/files", who, announced())
    if step == "file-attach":
        added = photographed(world, known)
        return Moment(f"{path}/files/{added.json['file']['id']}/attach", who, {}, added.etag)
    return Moment(f"{path}/{step}", who, form, known.etag)


def _advance(world: World, reception: Reception, step: str) -> tuple[Reply, str, dict[str, Any]]:
    known = asked(world, reception)
    match step:
        case "resubmit":
            form = {"fen": 500_000, "reason": "僅付訂金"}
            return done(world, known, "refuse", GM, reason="過多"), OFFICER, form
        case "pay":
            return done(world, known, "approve", GM), FINANCE, {"method": "cash"}
        case "return":
            known = done(world, known, "approve", GM)
            known = done(world, known, "pay", FINANCE, method="cash")
            return known, FINANCE, {"fen": 540_322, "method": "cash"}
    return known, OFFICER if step == "withdraw" else GM, _FORMS.get(step, {})


def _claim(world: World, reception: Reception, step: str) -> tuple[Reply, str, dict[str, Any]]:
    """Of a claim that draws on an advance, and would have some of it paid out."""
    of = id_of(lent(world, reception, 300_000))
    lines = (claimed(359_677), claimed(10_000, ADVANCED))
    form = {"advance": of, "from_advance": 200_000}
    if step in ("submit", "file-add", "file-attach"):
        return drafted(world, reception, *lines, **form), OFFICER, {}
    known = booked(world, reception, *lines, **form)
    if step == "change":
        return known, OFFICER, {"lines": [claimed(1)]}
    if step in ("pay", "reverse"):
        known = done(world, known, "approve", GM)
    if step == "reverse":
        known = done(world, known, "pay", FINANCE, method="transfer")
        return known, FINANCE, {"reason": "金額有誤", "anew": True}
    if step == "pay":
        return known, FINANCE, {"method": "transfer"}
    return known, OFFICER if step == "withdraw" else GM, _FORMS.get(step, {})


_FORMS = {"refuse": {"reason": "理由不足"}}
_ADVANCE = "ask approve refuse withdraw resubmit pay return"
_CLAIM = "draft try change submit approve refuse withdraw pay reverse file-add file-attach"
SCENES: dict[str, Callable[[World], Moment]] = {
    f"{kind}-{step}": partial(moment, name=f"{kind}-{step}")
    for kind, steps in (
        ("advance", "ask approve refuse withdraw resubmit pay return"),
        ("claim", _CLAIM),
    )
    for step in steps.split()
}
"""By the name of the operation."""


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert outcome(reply) == (422, "invalid_form", "R-4.3.5")
    assert all(each["detail"] for each in reply.json["errors"])
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]

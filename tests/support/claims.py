"""Advances and expense claims of a hospital, over HTTP; receptions that are approved."""

import itertools
from datetime import timedelta
from typing import Any

from chalicelib.core import numbering
from chalicelib.core.approval import Chain, ChainState, Mark, Seat
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.record import NumberedForm
from chalicelib.core.site import Site
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer, Granted, LineKind, PlanLine
from chalicelib.reception.receptions.model import (
    REQUEST,
    Content,
    Guest,
    GuestKind,
    OfficialLetter,
    Reception,
    ReceptionState,
    Responsible,
)
from chalicelib.reception.terms import rulebook, terms_key
from tests.support.delegating import today
from tests.support.hospital import FINANCE, GM, HOST, OFFICER, peopled
from tests.support.residents import stored
from tests.support.uploads import announced, put
from tests.support.world import Reply, World

_numbers = itertools.count(1)
UNITS = ("市衛生局", "省醫學會", "市第二醫院")
HOSTED, ADVANCED, OWN = "1", "2", "3"
"""Keys of the lines of a plan: what the house bears, what it advances, what guests pay."""


def line(world: World, key: str, bearer: Bearer, fen: int, **more: Any) -> PlanLine:
    return PlanLine(
        key=key,
        kind=LineKind.OTHER,
        day=today(world),
        words=f"項目 {key}",
        fen=fen,
        bearer=bearer,
        **more,
    )


def plan(world: World, fen: int) -> tuple[PlanLine, ...]:
    """A line of each bearer, each of which costs so much."""
    bearers = {HOSTED: Bearer.HOST, ADVANCED: Bearer.ADVANCE, OWN: Bearer.GUEST_UNIT}
    return tuple(line(world, key, bearer, fen) for key, bearer in bearers.items())


def received(
    world: World,
    *lines: PlanLine,
    fen: int = 900_000,
    state: ReceptionState = ReceptionState.APPROVED,
    grants: bool = True,
    units: tuple[str, ...] = UNITS,
) -> Reception:
    """A reception by the heart clinic, approved with all that the GM was asked for."""
    peopled(world)
    store = world.house.service.store
    counters = store.load((), counters=(world.site, (REQUEST,))).counters
    day, number = numbering.following(counters.get(REQUEST), today(world))
    content = Content(
        kind=GuestKind.SUPERIOR,
        purpose="檢查指導",
        guests=tuple(
            Guest(key=str(place), name=f"來賓 {place}", unit=unit, title="科長", rank="staff")
            for place, unit in enumerate(units, 1)
        ),
        letter=OfficialLetter(reference=f"衛函 {number}", unit=units[0], dated=today(world)),
        first=today(world),
        last=today(world) + timedelta(days=2),
        lines=lines or plan(world, fen),
    )
    terms = stored(world, Site, world.site).settings.get("reception", 0)
    key = terms_key(world.site, terms)
    judged = stored(world, key.kind, key.id) if terms else rulebook(world.site)
    now, seat = world.clock(), Seat(role="gm", clause="R-4.3.1", due_at=world.clock())
    mark = Mark(
        step=0,
        person=GM,
        whose=GM,
        role="gm",
        approves=True,
        words="",
        at=now,
        digest="d",
        version=1,
    )
    reception = Reception(
        site=world.site,
        id=world.house.service.fresh_id(now),
        forms=(
            NumberedForm(
                form=REQUEST,
                number=numbering.number("RR", day, number),
                day=day,
                seq=number,
                at=now,
                by=HOST,
            ),
        ),
        state=state,
        requested_by=HOST,
        requested_name=HOST,
        requested_at=now,
        content=content,
        responsible=Responsible(department="cardiology", clause="R-3.1"),
        terms=terms,
        chain=Chain(
            applicant=HOST, seats=(seat,), digest="d", state=ChainState.APPROVED, marks=(mark,)
        ),
        granted=tuple(
            Granted(
                asks=each.asks,
                line=each.line,
                code=each.code,
                digest=each.digest,
                yes=grants,
                by=GM,
                name=GM,
                at=now,
            )
            for each in judging.asked(content, judged)
        ),
    )
    stamp = Stamp(by=HOST, name=HOST, at=now, command="x", clause="R-4.3.1", correlation="")
    entered = enter(Change(before=None, after=reception), stamp)
    store.commit(entered)
    return entered[0].record  # type: ignore[return-value]


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


def scene(world: World, name: str) -> tuple[str, str, dict[str, Any], str | None]:
    """For an operation a moment at which it is allowed: path, who, form, version."""
    kind, _, step = name.partition("-")
    reception = received(world)
    if step == "ask":
        return "/advances", OFFICER, asking(reception, 100_000), None
    if step == "draft":
        return "/claims", OFFICER, writing(reception), None
    if kind == "advance":
        known, who, form = _advance(world, reception, step)
    else:
        known, who, form = _claim(world, reception, step)
    path = f"{path_of(known)}/{step}"
    if step == "file-add":
        return f"{path_of(known)}/files", who, announced(), None
    if step == "file-attach":
        added = photographed(world, known)
        return f"{path_of(known)}/files/{added.json['file']['id']}/attach", who, {}, added.etag
    return path, who, form, known.etag


def _advance(world: World, reception: Reception, step: str) -> tuple[Reply, str, dict[str, Any]]:
    known = asked(world, reception)
    match step:
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
    if step == "pay":
        return done(world, known, "approve", GM), FINANCE, {"method": "transfer"}
    return known, OFFICER if step == "withdraw" else GM, _FORMS.get(step, {})


_FORMS = {"refuse": {"reason": "理由不足"}}

"""Settlements between units over HTTP: what was advanced, drawn up, sent, answered, paid."""

from typing import Any

from chalicelib.core.people import Role
from chalicelib.reception.receptions.model import Reception
from tests.support import claims
from tests.support.claims import ADVANCED, UNITS
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.moments import Moment
from tests.support.residents import join, person
from tests.support.world import Reply, World

OTHER_FINANCE = "finance-yu"
"""Of the two who see to money, the one who confirms what the other drew up."""


def moneyed(world: World) -> World:
    """A second person in finance: what one draws up another sends."""
    join(world, person(OTHER_FINANCE, Role.FINANCE))
    return world


def gone(world: World, reception: Reception) -> Reply:
    """The guests of a reception have left."""
    path = f"/receptions/{reception.id}"
    reply = world.post(f"{path}/depart", HOST, {}, if_match=world.get(path, OFFICER).etag)
    assert reply.status == 200, reply.json
    return reply


def advanced(world: World, fen: int = 10_000, units: tuple[str, ...] = UNITS) -> Reception:
    """A reception whose guests left, for whose units so much was advanced and paid."""
    reception = claims.received(moneyed(world), units=units)
    claims.paid(world, reception, claims.claimed(fen, ADVANCED))
    gone(world, reception)
    return reception


def draw_up(world: World, reception: Reception, who: str = FINANCE) -> Reply:
    return world.post("/settlements", who, {"reception": reception.id})


def drawn(world: World, reception: Reception | None = None) -> Reply:
    reply = draw_up(world, reception or advanced(world))
    assert reply.status == 201, reply.json
    return reply


def do(world: World, reply: Reply, command: str, who: str, /, **form: Any) -> Reply:
    """A step on the settlement as it stands now."""
    path = f"/settlements/{reply.json['settlement']['id']}"
    return world.post(f"{path}/{command}", who, form, if_match=world.get(path, FINANCE).etag)


def done(world: World, reply: Reply, command: str, who: str, /, **form: Any) -> Reply:
    """The same, and it is."""
    after = do(world, reply, command, who, **form)
    assert after.status == 200, after.json
    return after


def sent(world: World, reception: Reception | None = None) -> Reply:
    return done(world, drawn(world, reception), "send", OTHER_FINANCE)


def yes(unit: str, **form: Any) -> dict[str, Any]:
    """A unit's finance confirms, by a letter."""
    return {"unit": unit, "yes": True, "name": "對方財務", "reference": "財函 1 號"} | form


def heard(world: World, reply: Reply | None = None, unit: str = UNITS[0]) -> Reply:
    return done(world, reply or sent(world), "hear", OFFICER, **yes(unit))


def transfer(unit: str = UNITS[0], fen: int = 3_334) -> dict[str, Any]:
    return {"unit": unit, "fen": fen, "method": "transfer"}


def _moment(reply: Reply, command: str, who: str, form: dict[str, Any]) -> Moment:
    return Moment(f"/settlements/{reply.json['settlement']['id']}/{command}", who, form, reply.etag)


def _to_draw_up(world: World) -> Moment:
    return Moment("/settlements", FINANCE, {"reception": advanced(world).id})


SCENES = {
    "settlement-draw-up": _to_draw_up,
    "settlement-give-up": lambda w: _moment(drawn(w), "give-up", FINANCE, {"reason": "重擬"}),
    "settlement-send": lambda w: _moment(drawn(w), "send", OTHER_FINANCE, {}),
    "settlement-hear": lambda w: _moment(sent(w), "hear", OFFICER, yes(UNITS[0])),
    "settlement-waive": lambda w: _moment(
        sent(w), "waive", GM, {"unit": UNITS[1], "fen": 3_333, "reason": "由本院承擔"}
    ),
    "settlement-transfer": lambda w: _moment(heard(w), "transfer", FINANCE, transfer()),
}
"""For each operation a moment at which it is allowed."""

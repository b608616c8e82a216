"""What may be named in the paths of the official reception, all of it there."""

from collections.abc import Callable

from chalicelib.reception import routes
from chalicelib.service.operations import Operation
from tests.support import cars, claims, neighbours, receptions, settlements
from tests.support.hospital import HOST, OFFICER
from tests.support.world import Reply, World

ASKERS = {
    op.name: OFFICER
    for op in routes.OPERATIONS
    if op.method == "GET" and not op.path.endswith("/my-receptions")
} | {"reception-mine": HOST}
"""Who asks for what is there."""


def _attached(world: World, added: Reply, path: str, who: str) -> str:
    file: str = added.json["file"]["id"]
    reply = world.post(f"{path}/files/{file}/attach", who, if_match=added.etag)
    assert reply.status == 200, reply.json
    return file


def _reception(world: World) -> dict[str, str]:
    """One that is signed, with a scan of its letter."""
    known = receptions.approved(world)
    id = known.json["reception"]["id"]
    added = receptions.file_added(world, known)
    return {"reception": id, "file": _attached(world, added, f"/receptions/{id}", HOST)}


def _claim(world: World) -> dict[str, str]:
    """One that waits to be signed, with a receipt photographed, and an advance."""
    reception = claims.received(world)
    known = claims.drafted(world, reception)
    added = claims.photographed(world, known)
    file = _attached(world, added, claims.path_of(known), OFFICER)
    claims.done(world, known, "submit", OFFICER)
    return {"claim": claims.id_of(known), "file": file}


_THERE: dict[str, Callable[[World], dict[str, str]]] = {
    "{reception}": _reception,
    "{trip}": lambda world: {"trip": cars.asked(world).json["trip"]["id"]},
    "{car}": lambda world: {"car": cars.car(world)},
    "{driver}": lambda world: {"driver": cars.driver(world)},
    "{advance}": lambda world: {
        "advance": claims.id_of(claims.asked(world, claims.received(world)))
    },
    "{claim}": _claim,
    "{settlement}": lambda world: {"settlement": settlements.sent(world).json["settlement"]["id"]},
    "{statement}": lambda world: {
        "statement": neighbours.SCENES["statement-confirm"](world).path.split("/")[2]
    },
}


def places(world: World, op: Operation) -> dict[str, str]:
    """What the operation's path names of it; the settings are remembered by then."""
    world.get("/reception", OFFICER)
    found: dict[str, str] = {}
    for name, made in _THERE.items():
        if name in op.path:
            found |= made(world)
    return found


def outgrown(world: World) -> None:
    """A reception to be signed which the index has not caught up with: of the guests that it had
    before entries are still to go, of those that it has some are to come.
    """
    known = receptions.requested(world, *_guests("甲", 100))
    for words in ("早餐", "午餐", "晚餐"):
        known = receptions.planned(world, known, {**receptions.DINNER, "words": words})
    known = receptions.done(
        world, known, "edit", HOST, **receptions.again(known, guests=_guests("乙", 200))
    )
    receptions.done(world, known, "submit", HOST)


def _guests(of: str, first: int) -> list[dict[str, str]]:
    """As many as may be, whose names and units are none of others."""
    return [
        {
            **receptions.EXPERT,
            "name": f"{chr(0x5F20 + n)}{chr(0x6587 + n)}{of}",
            "unit": f"{of}{n}院",
        }
        for n in range(first, first + 60)
    ]

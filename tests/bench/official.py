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

"""Handing the desk over, and letting a day end, as the harnesses need it."""

from datetime import date
from typing import Any

from app import app
from chalicelib.tickets.days.model import Daybook
from chalicelib.tickets.shifts.model import Note, note_id
from local import sample, schedule
from tests.support.residents import stored
from tests.support.world import Reply, World

SUPERVISOR = "supervisor-chow"
FORCE = {"signed_name": "周敏", "reason": "接班人員未能到崗"}
SIGNED = {"signed_name": "陳靜雯"}


def handover(world: World, who: str = "desk-chan") -> Reply:
    """A handover just opened; one under way before is ended by the supervisor."""
    for each in under_way(world):
        end = f"/handovers/{each['id']}/force"
        reply = world.post(end, SUPERVISOR, FORCE, if_match=f'"{each["version"]}"')
        assert reply.status == 200, reply.json
    opened = world.post("/handovers", who)
    assert opened.status == 201, opened.json
    return opened


def under_way(world: World) -> list[dict[str, Any]]:
    """The handover that is not over, if there is one; a clock put back puts it anywhere."""
    found, cursor = [], ""
    while True:
        page = world.get(f"/handovers?limit=100{cursor}", SUPERVISOR).json
        found += [each for each in page["items"] if each["state"] in ("open", "signed_off")]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def items(world: World, handover: str) -> list[dict[str, Any]]:
    """All its items, page by page."""
    found, cursor = [], ""
    while True:
        page = world.get(f"/handovers/{handover}/items?limit=100{cursor}", "desk-chan").json
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def noted(world: World, reply: Reply) -> Reply:
    """The handover, each of its items with a note."""
    id = reply.json["id"]
    for item in items(world, id):
        ticket = item["ticket"]
        note = Note(
            site=world.site,
            id=note_id(id, ticket),
            handover=id,
            ticket=ticket,
            words="等配件",
            by="desk-chan",
            at=world.clock(),
        )
        sample.add(world.house.service.store, note, world.clock())
    return reply


def signed_off(world: World) -> Reply:
    """A handover of whatever is open, signed off."""
    opened = noted(world, handover(world))
    path = f"/handovers/{opened.json['id']}/sign-off"
    return world.post(path, "desk-chan", SIGNED, if_match=opened.etag)


def running(world: World) -> date:
    """The day that runs."""
    book: Daybook = stored(world, Daybook, world.site)
    return book.day


def reconcile(world: World) -> Any:
    """The scheduled function, as its schedule calls it now."""
    return app.handler_map["reconciliation"](schedule.event(world.clock()), None)


def closed(world: World) -> str:
    """A day that was closed."""
    book: Daybook = stored(world, Daybook, world.site)
    if book.before is None:
        before, world.clock.at = world.clock(), max(world.clock(), book.closes_at)
        reconcile(world)
        book = stored(world, Daybook, world.site)
        world.clock.at = before
    return str(book.before)

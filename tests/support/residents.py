"""Who belongs to a site under test, and what it has stored and told them."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.record import Record
from local import sample
from tests.support.world import World


def person(
    id: str, *roles: Role, department: str | None = None, units: tuple[str, ...] = ()
) -> Person:
    """Somebody of the sample site whom the sample does not know; the name is the id."""
    return Person(site="paths", id=id, name=id, roles=roles, department=department, units=units)


def join(world: World, joining: Person, phone: str = "139 0013 7000") -> str:
    """Let somebody belong to the site from now on; the id."""
    known = world.house.vault.with_phone(replace(joining, site=world.site), phone)
    sample.add(world.house.service.store, known, world.clock())
    return joining.id


def stored(world: World, kind: type[Record], id: str) -> Any:
    """A record as the store has it."""
    return world.house.service.store.load([Key(kind, world.site, id)]).record(kind, world.site, id)


def settle(world: World, record: Record, **fields: Any) -> None:
    """Change a record that has no command of its own yet."""
    stamp = Stamp(
        by="admin-cheng", name="x", at=world.clock(), command="x", clause="P-who", correlation=""
    )
    change = Change(before=record, after=replace(record, **fields))
    world.house.service.store.commit(enter(change, stamp))


def inbox(world: World, who: str, language: str = "en") -> list[dict[str, Any]]:
    """What a person was told, newest first."""
    return list(world.get("/inbox?limit=100", who, language=language).json["items"])


def told(world: World, who: str, id: str) -> list[str]:
    """The codes of what a person was told of a ticket, oldest first."""
    about = [each for each in inbox(world, who) if each["record"] == f"ticket#{id}"]
    return [each["code"] for each in reversed(about)]

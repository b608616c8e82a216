"""Guests and callers whose time is over, and what became of them."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from chalicelib.audit.verification import Audit, Findings
from chalicelib.core.erasing import CLAUSE
from chalicelib.core.people import Person
from chalicelib.core.ports import Listing
from chalicelib.erasing.jobs import retention
from chalicelib.lodging.families.model import Relative
from chalicelib.service.deadlines import Report
from tests.support import lodging
from tests.support.residents import stored
from tests.support.world import Reply, World

ADMIN = lodging.ADMIN
GUEST_DAYS, CALLER_DAYS = 180, 730
"""As the rulebook's own settings have it."""
NUMBER = "136 7788 9901"


def erase(world: World) -> Report:
    """Whoever's time is over is seen to."""
    return lodging.run(world, retention(world.house.service.store))


def person(world: World, id: str) -> Person:
    found: Person = stored(world, Person, id)
    return found


def due_at(world: World, id: str) -> datetime | None:
    """When somebody is looked at."""
    timer = person(world, id).timer(CLAUSE)
    return timer and timer.due_at


def at_due(world: World, id: str) -> Report:
    """They are looked at, at the instant when it is due."""
    due = due_at(world, id)
    assert due
    world.clock.at = max(due, world.clock.at)
    return erase(world)


def claim(world: World, id: str) -> Relative:
    found: Relative = stored(world, Relative, id)
    return found


def guest(world: World, who: str = lodging.EMPLOYEE, **form: Any) -> tuple[str, str]:
    """A guest just named and verified: the ids of the claim and of the person."""
    id = lodging.relative(lodging.peopled(world), who, **form)
    return id, claim(world, id).guest


def noticed(world: World) -> tuple[str, str]:
    """A guest of whom notice was given: to be erased in a week."""
    id, of = guest(world)
    world.clock.tick(days=GUEST_DAYS - 7)
    erase(world)
    return id, of


def overdue(world: World) -> tuple[str, str]:
    """A guest who is to be erased now."""
    found = noticed(world)
    world.clock.tick(days=7)
    return found


def called(world: World, phone: str = NUMBER, **more: Any) -> Reply:
    """Somebody whom nobody knows calls about the lamp in the hall."""
    reply = world.intake(
        person=None,
        caller={"name": "陳大文", "phone": phone},
        **{"kind": "inquiry", "unit": None, "item": None, "area": "大堂", **more},
    )
    assert reply.status == 201, reply.json
    return reply


def caller(reply: Reply) -> str:
    id: str = reply.ticket["reporter"]["person"]
    return id


def cancelled(world: World, phone: str = NUMBER) -> Reply:
    """The same, and the matter is over."""
    reply = world.do(called(world, phone), "cancel", "desk-chan", reason="x")
    assert reply.status == 200, reply.json
    return reply


def caller_overdue(world: World) -> Reply:
    """A caller who is to be erased now."""
    reply = cancelled(world)
    world.clock.tick(days=CALLER_DAYS + 1)
    return reply


def asked_for(world: World, id: str, who: str = ADMIN) -> Reply:
    """Somebody is to be erased on request."""
    etag = f'"{person(world, id).version}"'
    return world.post(f"/people/{id}/erase", who, {"reason": "本人要求"}, if_match=etag)


_calls = itertools.count(10_000_000)


def caller_asked_for(world: World) -> Reply:
    """A caller whom nobody knew before, who is to be erased on request."""
    return asked_for(world, caller(cancelled(world, f"1{next(_calls):010}")))


def guest_asked_for(world: World) -> Reply:
    """A guest who is to be erased on request."""
    return asked_for(world, guest(world)[1])


def entries(world: World, record: str) -> list[dict[str, Any]]:
    """A record's history, by its name in it."""
    listing = Listing(table="history", partition=f"{world.site}#{record}", limit=100)
    return list(world.house.service.store.page(listing).items)


def audited(world: World) -> Findings:
    """What an audit of everything that the engine holds finds."""
    with ThreadPoolExecutor(2) as readers:
        return Audit(lambda: world.house.whole, readers).run()

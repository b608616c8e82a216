"""Delegations, as the harnesses and the tests of approvals need them."""

from datetime import date, timedelta
from typing import Any

from chalicelib.core import sitetime
from tests.support.world import Reply, World

GIVER, TAKER = "supervisor-chow", "head-ho"
ZONE = "Asia/Shanghai"


def today(world: World) -> date:
    return sitetime.day(world.clock(), ZONE)


def offer(world: World, **given: Any) -> dict[str, Any]:
    """For today, unless said otherwise; what was given before is taken back."""
    who = given.pop("who", GIVER)
    for each in world.get("/delegations", who).json["given"]:
        path = f"/delegations/{each['delegation']['id']}/revoke"
        world.post(path, who, {}, if_match=f'"{each["version"]}"')
    day = today(world).isoformat()
    form = {"taker": TAKER, "role": "cs_supervisor", "first": day, "last": day}
    return form | given


def given(world: World, who: str = GIVER, **form: Any) -> Reply:
    """A delegation, not yet accepted."""
    reply = world.post("/delegations", who, offer(world, who=who, **form))
    assert reply.status == 201, reply.json
    return reply


def step(world: World, reply: Reply, command: str, who: str, **form: Any) -> Reply:
    """A step on the delegation as the last reply showed it."""
    path = f"/delegations/{reply.json['delegation']['id']}/{command}"
    return world.post(path, who, form, if_match=reply.etag)


def accepted(world: World, who: str = GIVER, **form: Any) -> Reply:
    """A delegation that its substitute has accepted."""
    offered = given(world, who, **form)
    reply = step(world, offered, "accept", offered.json["delegation"]["taker"])
    assert reply.status == 200, reply.json
    return reply


def day_after(world: World, days: int) -> str:
    return (today(world) + timedelta(days=days)).isoformat()

"""Maintenance plans, as the harnesses and their own tests need them."""

from datetime import timedelta
from typing import Any

from chalicelib.core import sitetime
from chalicelib.service import deadlines
from chalicelib.service.deadlines import Report
from chalicelib.tickets.jobs import planned
from tests.support.world import Reply, World

SUPERVISOR = "supervisor-chow"
STOP = {"reason": "設備停用"}


def form(world: World, **given: Any) -> dict[str, Any]:
    """A yearly plan whose first order falls due within five minutes, or as given."""
    soon = sitetime.local(world.clock() + timedelta(minutes=5), "Asia/Shanghai")
    made = {
        "words": "檢查電梯",
        "area": "A 座電梯",
        "period": "years",
        "at": f"{soon:%H:%M}",
        "first": f"{soon:%Y-%m-%d}",
    }
    return made | given


def set_up(world: World, who: str = SUPERVISOR, **given: Any) -> Reply:
    """A plan just set up."""
    reply = world.post("/plans", who, form(world, **given))
    assert reply.status == 201, reply.json
    return reply


def do(world: World, reply: Reply, step: str, who: str = SUPERVISOR, **filled: Any) -> Reply:
    """A step on the plan as it stands now."""
    path = f"/plans/{reply.json['plan']['id']}"
    return world.post(f"{path}/{step}", who, filled, if_match=world.get(path, "gm-ng").etag)


def run(world: World) -> Report:
    """The job, as of now, for this site."""
    service = world.house.service
    return deadlines.run(service, planned(service.store), world.clock(), "run-1", site=world.site)

"""Fifty last signatures at once for four beds: four get one, the rest wait in order (L-2)."""

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from chalicelib.lodging.house.model import Night, Queue
from chalicelib.service import requests
from tests.support import dump
from tests.support.backends import on_engine
from tests.support.crowd import CLIENTS, at_once, conflicts
from tests.support.dump import Dump, Held
from tests.support.lodging import (
    DIRECTOR,
    EMPLOYEE,
    MAN,
    MANAGER,
    WOMAN,
    applied,
    day,
    do,
    offers,
    over,
    relative,
    settled,
)
from tests.support.residents import stored
from tests.support.world import Reply, World, opened


@dataclass(frozen=True)
class Fifty:
    """Four beds, and fifty applications that only wait for their last signatures."""

    world: World
    stays: list[Reply]
    held: Held
    before: Dump

    def again(self) -> tuple[World, list[Reply]]:
        """As it was before anybody signed."""
        self.held.restore(self.before)
        return self.world, self.stays


@pytest.fixture(scope="module")
def fifty() -> Iterator[Fifty]:
    with on_engine() as address, opened(address) as world:
        settled(world, r1="AB", r2="AB")
        stays = [signed_once(world, MAN if number % 2 else WOMAN) for number in range(CLIENTS)]
        client = boto3.client("dynamodb", endpoint_url=address)
        before = dump.taken(client)
        held = Held(client, before)
        held.listen(world.house.service.store._connection.client)  # type: ignore[attr-defined]
        yield Fifty(world, stays, held, before)


@pytest.mark.clause("L-2", "L-10", "L-3", "P-once")
@pytest.mark.parametrize("seed", range(20))
def test_of_fifty_for_four_beds_four_get_one_and_nobody_is_lost(
    fifty: Fifty, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Processes know nothing of one another's turns: so here nobody takes turns."""
    world, stays = fifty.again()
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))

    def sign(number: int) -> Reply:
        id, version = stays[number].json["stay"]["id"], stays[number].etag
        for _ in itertools.count():
            key = f"sign-{number}"
            reply = world.post(f"/stays/{id}/approve", DIRECTOR, {}, if_match=version, key=key)
            if reply.status != 409:
                return reply
            assert reply.json["code"] == "busy"
        raise AssertionError

    with conflicts(world, seed):
        replies = at_once(sign, CLIENTS)
    assert Counter(each.json["stay"]["state"] for each in replies) == {"granted": 4, "waiting": 46}
    consistent(world)
    queue: Queue = stored(world, Queue, world.site)
    order = [each.json["stay"]["id"] for each in stays]
    assert [each.stay for each in queue.waiting] == sorted(
        (each.stay for each in queue.waiting), key=order.index
    )
    night = stored(world, Night, str(day(world, 1)))
    assert [each.body for each in at_once(sign, CLIENTS)] == [each.body for each in replies]
    assert stored(world, Night, str(day(world, 1))) == night  # a replay changes nothing


@pytest.mark.clause("L-2")
def test_freed_beds_go_to_the_first_however_many_jobs_run_at_once(real: World) -> None:
    world = settled(real, r1="AB")
    held = [do(world, signed_once(world, WOMAN), "approve", DIRECTOR) for _ in range(2)]
    waiting = [do(world, signed_once(world, WOMAN), "approve", DIRECTOR) for _ in range(4)]
    for each in held:
        assert do(world, each, "cancel", EMPLOYEE, reason="x").status == 200
        world.clock.tick()
    at_once(lambda number: offers(world), 4)
    world.clock.tick()
    at_once(lambda number: (offers(world), over(world)), 4)
    states = [world.get(f"/stays/{each.json['stay']['id']}", EMPLOYEE) for each in waiting]
    assert [each.json["stay"]["state"] for each in states] == [*["offered"] * 2, *["waiting"] * 2]
    consistent(world)


def signed_once(world: World, guest: dict[str, Any]) -> Reply:
    """An application that only waits for its last signature."""
    reply = applied(world, EMPLOYEE, relative(world, **guest))
    return do(world, reply, "approve", MANAGER)


def consistent(world: World) -> None:
    """No bed twice, no room mixed, and nobody with a bed whose stay does not say so."""
    night = stored(world, Night, str(day(world, 1)))
    assert len({each.place for each in night.lodgers}) == len(night.lodgers)
    assert len({each.guest for each in night.lodgers}) == len(night.lodgers)
    for room in {each.room for each in night.lodgers}:
        assert len({each.sex for each in night.lodgers if each.room == room}) == 1
    for each in night.lodgers:
        stay = world.get(f"/stays/{each.stay}", EMPLOYEE).json["stay"]
        assert stay["state"] in ("granted", "offered")
        assert {"room": each.room, "bed": each.bed} in [bed["place"] for bed in stay["beds"]]

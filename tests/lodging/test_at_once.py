"""Fifty last signatures at once for four beds: four get one, the rest wait in order (L-2)."""

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import boto3
import pytest

from chalicelib import wiring
from chalicelib.lodging import jobs
from chalicelib.lodging.house.model import Night, Queue
from chalicelib.service import deadlines, requests
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
    granted,
    now,
    offers,
    over,
    relative,
    settled,
)
from tests.support.lodging import version as now_version
from tests.support.residents import stored
from tests.support.world import Reply, World, opened

RUNS = int(os.environ.get("RUNS") or 3)
"""How often fifty sign at once; twenty times by `RUNS=20`."""


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
@pytest.mark.parametrize("seed", range(RUNS))
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


@dataclass
class Meanwhile:
    """A store at which something else happens just before a certain call, once."""

    store: Any
    call: str
    number: int
    happens: Callable[[], object]

    def __getattr__(self, name: str) -> Any:
        work = getattr(self.store, name)
        if name != self.call:
            return work

        def called(*args: Any, **more: Any) -> Any:
            self.number -= 1
            if self.number == 0:
                self.happens()
            return work(*args, **more)

        return called


@pytest.fixture
def alone(real: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """One bed, in a process that knows nothing of others' turns."""
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    return settled(real, r1="A")


@contextmanager
def meanwhile(world: World, call: str, number: int, happens: Callable[[], object]) -> Iterator[Any]:
    """Something else happens before the so-manieth call of the store."""

    def elsewhere() -> None:
        with wiring.serving(world.house):
            happens()

    service = world.house.service
    store: Any = Meanwhile(service.store, call, number, elsewhere)
    with wiring.serving(replace(world.house, service=replace(service, store=store))):
        yield store


def rivals(world: World, count: int) -> list[Reply]:
    """The one who has the bed, and others who only wait for their last signatures."""
    first, *others = (signed_once(world, WOMAN) for _ in range(count))
    return [do(world, first, "approve", DIRECTOR), *others]


@pytest.mark.clause("L-2")
def test_who_is_signed_while_the_bed_becomes_free_gets_it(alone: World) -> None:
    has, waits = rivals(alone, 2)
    with meanwhile(alone, "commit", 1, lambda: do(alone, has, "cancel", EMPLOYEE, reason="x")):
        reply = do(alone, waits, "approve", DIRECTOR)
    assert reply.json["stay"]["state"] == "granted"


@pytest.mark.clause("L-2")
def test_who_joins_the_queue_while_the_bed_becomes_free_is_offered_it(alone: World) -> None:
    has, waits = rivals(alone, 2)
    with meanwhile(alone, "commit", 1, lambda: do(alone, waits, "approve", DIRECTOR)):
        assert do(alone, has, "cancel", EMPLOYEE, reason="x").status == 200
    assert now(alone, waits)["state"] == "waiting"
    offers(alone)
    assert now(alone, waits)["state"] == "offered"


@pytest.mark.clause("L-2")
def test_what_becomes_free_while_the_job_finds_nothing_is_offered(alone: World) -> None:
    has, waits, gives_up = rivals(alone, 3)
    do(alone, waits, "approve", DIRECTOR)
    alone.clock.tick(seconds=1)
    elsewhere = granted(alone, first=3)
    assert do(alone, elsewhere, "cancel", EMPLOYEE, reason="x").status == 200  # looked at anyway
    freed = partial(do, alone, has, "cancel", EMPLOYEE, reason="x")
    with meanwhile(alone, "commit", 1, freed) as store:
        deadlines.run(
            replace(alone.house.service, store=store),
            jobs.bed_offers(store),
            alone.clock(),
            "run-1",
            site=alone.site,
        )
    offers(alone)
    assert now(alone, waits)["state"] == "offered"
    assert do(alone, gives_up, "approve", DIRECTOR).json["stay"]["state"] == "waiting"


@pytest.mark.clause("L-2")
def test_nobody_is_given_a_bed_past_who_joins_the_queue_meanwhile(alone: World) -> None:
    """The later one has read the queue, and not yet the nights, as the earlier one joins it."""
    has, earlier, later = rivals(alone, 3)

    def joins() -> None:
        do(alone, earlier, "approve", DIRECTOR)
        do(alone, has, "cancel", EMPLOYEE, reason="x")

    version = now_version(alone, later)
    with meanwhile(alone, "load", 2, joins):
        path = f"/stays/{later.json['stay']['id']}/approve"
        reply = alone.post(path, DIRECTOR, {}, if_match=version)
    assert reply.json["stay"]["state"] == "waiting"
    offers(alone)
    assert now(alone, earlier)["state"] == "offered"


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

"""A thousand messages, a channel that fails at random, workers that are killed: none is lost."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from msgspec.structs import replace

from chalicelib.core.change import Change, Message
from chalicelib.core.means import Means
from chalicelib.core.ports import Failed, Letter, Target
from chalicelib.store.dynamo import DynamoStore
from tests.store.shelf import Room, entered
from tests.support.faults import Died
from tests.support.station import Station
from tests.support.world import World

RECORDS, EACH = 50, 20
WORKERS = 2
SEED = 11
STORM = 12
"""Rounds of three minutes in which things go wrong."""


class Weather:
    """What goes wrong, by chance, from a seed; the channel is well again after a while."""

    def __init__(self) -> None:
        self._chance = random.Random(SEED)
        self._lock = threading.Lock()
        self.bad = True

    def falls(self, share: float) -> bool:
        with self._lock:
            return self.bad and self._chance.random() < share


@contextmanager
def storms(world: World, weather: Weather) -> Iterator[None]:
    """Storage calls fail before they are sent, or the process dies after them."""
    store = world.house.service.store
    assert isinstance(store, DynamoStore)
    events = store._connection.client.meta.events

    def sending(request: Any, **_: Any) -> None:
        if weather.falls(0.003):
            raise EndpointConnectionError(endpoint_url=request.url)

    def answered(**_: Any) -> None:
        if weather.falls(0.003):
            raise Died

    events.register("before-send.dynamodb", sending)
    events.register("after-call.dynamodb", answered)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb", sending)
        events.unregister("after-call.dynamodb", answered)


def tell(world: World) -> dict[str, list[str]]:
    """Store changes with their messages; record to the ids of its messages, in order."""
    store, told = world.house.service.store, {}
    for number in range(RECORDS):
        room, ids = Room(site=world.site, id=f"r{number}"), []
        message = Message(to="head-cheung", code="visit_asked", clause="T-4.4.1")
        for seq in range(1, EACH + 1):
            said = replace(message, data={"number": f"CW-{seq}", "place": "A-1203"})
            before = room if room.version else None
            change = Change(before=before, after=replace(room, note=str(seq)), messages=(said,))
            made = entered(change, world.clock())
            store.commit(made)
            room = made[0].record  # type: ignore[assignment]
            ids.append(f"{world.site}#room#r{number}#{seq}#0")
        told[f"room#r{number}"] = ids
    return told


@pytest.mark.clause("P-tell", "P-once")
def test_a_thousand_messages_over_a_channel_that_fails_for_a_while(
    depot: Station, record_property: Callable[[str, object], None]
) -> None:
    world, weather = depot.world, Weather()
    depot.setting()
    told = tell(world)
    expected = {id for ids in told.values() for id in ids}
    assert len(expected) == RECORDS * EACH == 1000
    robot, killed = depot.carrier(Means.WECOM), itertools.count()

    def by_chance(letter: Letter) -> None:
        if weather.falls(0.2):
            raise Failed("http_503")
        if weather.falls(0.03):
            raise Died
        if weather.falls(0.03):  # it has left, and nobody has written it down
            robot.letters.append((Target(address=""), letter))
            raise Died

    robot.before = by_chance
    names = list(told)

    def work(mine: list[str]) -> None:
        """A worker: what the stream brings it, in batches, then the sweep. Another takes over."""
        for start in range(0, len(mine), 10):
            try:
                depot.stream(*mine[start : start + 10])
            except Died:
                next(killed)
        with suppress(Exception):
            try:
                depot.sweep()
            except Died:
                next(killed)

    with storms(world, weather):
        for round_ in range(60):
            weather.bad = round_ < STORM
            workers = [
                threading.Thread(target=work, args=(names if round_ < 2 else [],))
                for _ in range(WORKERS)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            world.clock.tick(minutes=3)
            if round_ > STORM and set(robot.ids) == expected and not any(map(busy, depot.lanes())):
                break
    assert set(robot.ids) == expected  # none lost
    assert [depot.world.house.service.store.announced(world.site, name) for name in names] == [
        [] for _ in names
    ]
    firsts = list(dict.fromkeys(robot.ids))
    for name, ids in told.items():
        prefix = f"{world.site}#{name}#"
        assert [id for id in firsts if id.startswith(prefix)] == ids  # in order
    for lane in depot.lanes():
        assert (lane.waiting, lane.parked) == ((), ())
    record_property("messages told", len(expected))
    record_property("duplicates dropped by their id", len(robot.ids) - len(expected))
    record_property("workers killed", next(killed))
    assert len(robot.ids) > len(expected)  # there was something to drop


def busy(lane: Any) -> bool:
    return bool(lane.waiting or lane.timers)

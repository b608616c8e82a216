"""Every storage call of an act goes wrong in every way: what is held must come out the same."""

import dataclasses
import itertools
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import boto3
from msgspec import convert

from app import app
from chalicelib import wiring
from chalicelib.core.history import Entry, flaws
from chalicelib.core.record import Record
from chalicelib.store import answers, tables
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.vault import Vault
from chalicelib.tickets.model.ticket import Ticket
from local import schedule
from tests.support import dump
from tests.support.backends import on_engine
from tests.support.dump import Dump, Held
from tests.support.faults import Died, watched
from tests.support.world import Clock, Reply, World, opened

Act = Callable[[], Any]
Point = TypeVar("Point")
ONE_IN = 1 if os.environ.get("CRASHES") == "all" else 8
"""Of so many points one is tried; each of them by `CRASHES=all`."""
SITE = "crash"
SAME = {"key": "the-same-key", "X_Correlation_Id": "the-same-request"}
"""What a client that sends a request again sends with it."""


def tried(points: list[Point]) -> list[Point]:
    """Those of an act's points that are tried now: others every time, or all of them."""
    return random.sample(points, -(-len(points) // ONE_IN))


class Survives(Protocol):
    """Asks whether an act survives every fault, at no fewer points than `least`."""

    def __call__(
        self,
        act: Act,
        check: Callable[[], None],
        least: int = 6,
        lay: Callable[[], None] = ...,
    ) -> None: ...


@dataclass
class Bench:
    """A site on an engine of its own, which can be brought back to where it was."""

    world: World
    held: Held
    clean: Dump

    @property
    def connection(self) -> Any:
        store = self.world.house.service.store
        assert isinstance(store, DynamoStore)
        return store._connection

    def again(self) -> World:
        """The site as it was opened, at the instant at which it was."""
        self.held.restore(self.clean)
        self.world.clock.at = Clock().at
        return self.world

    def job(self, function: str) -> Act:
        """A tick of now for this function, which may die of what goes wrong."""
        event = schedule.event(self.world.clock())

        def act() -> None:
            with suppress(Exception):
                app.handler_map[function](event, None)

        return act

    def whole(self, id: str, kind: type[Record] = Ticket) -> None:
        """The record's history is chained to what the record is."""
        name = f"{kind.KIND}#{id}"
        alike = self.held.bodies(tables.RECORDS[kind.TABLE], SITE, name)
        [record] = [body for body in alike if body["id"] == id]
        entries = self.held.bodies(tables.History, f"{SITE}#{name}")
        assert not list(flaws(convert(record, kind), (convert(each, Entry) for each in entries)))

    def names(self, kind: type[Record]) -> list[str]:
        """The ids of all records of a kind."""
        bodies = self.held.bodies(tables.RECORDS[kind.TABLE], SITE, f"{kind.KIND}#")
        return [body["id"] for body in bodies]

    def survive(
        self,
        act: Act,
        check: Callable[[], None],
        lay: Callable[[], None] = lambda: None,
        least: int = 6,
    ) -> int:
        """Let storage calls of an act go wrong in some way or other: at how many points it did, of
        no fewer than `least`.

        `lay` puts back what the act takes out of object storage.
        """
        before = self.held.taken()
        objects = self.world.house.objects
        lay()
        with watched(self.connection, objects=objects) as calls:
            act()
        expected = dump.normal(self.held.taken())
        assert len(calls.points) >= least
        points = tried(calls.points)
        for number, fault in points:
            self.held.restore(before)
            lay()
            with watched(self.connection, number, fault, objects) as calls, suppress(Died):
                act()
            act()
            calls.arrive()
            check()
            held = dump.normal(self.held.taken())
            assert held == expected, f"{calls.made[number]} ({number}) {fault}"
        return len(points)


@contextmanager
def benched() -> Iterator[Bench]:
    """A bench whose ids and sealing come out the same every time."""
    numbers = itertools.count()
    with on_engine() as address:
        client = boto3.client("dynamodb", endpoint_url=address)
        answers.take_as_sent(client)
        with opened(address, Clock(), site=SITE) as world:
            service = dataclasses.replace(
                world.house.service,
                fresh_id=lambda at: f"id-{next(numbers)}",
                pause=lambda attempt: None,
            )
            vault = Vault(lambda: b"0" * 32, random=lambda size: b"0" * size)
            house = dataclasses.replace(world.house, service=service, vault=vault)
            with wiring.serving(house):
                world.house = house
                clean = dump.taken(client)
                bench = Bench(world, Held(client, clean), clean)
                bench.held.listen(bench.connection.client)
                yield bench
                assert bench.held.taken() == dump.taken(client)


def answered(send: Callable[[], Reply], done: list[Reply], *statuses: int) -> Act:
    """Sends, and keeps what is answered once storage lets it."""

    def act() -> None:
        answer = send()
        if answer.status != 503:
            assert answer.status in (statuses or (200, 201)), answer.json
            done.append(answer)

    return act

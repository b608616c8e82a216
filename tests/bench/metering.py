"""A site on the embedded engine whose requests and functions are counted at its store."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from chalicelib import wiring
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.meter import Meter, metered
from chalicelib.store.vault import Vault
from chalicelib.web.routing import House
from ops.cloud.functions import API
from tests.support.backends import on_engine
from tests.support.calls import Call, recorded
from tests.support.world import Clock, World, opened

TICKETS = 25
"""A full page of every list, and what is due at once."""


@dataclass
class Bench:
    """A site with tickets on it, and a meter at its store."""

    world: World
    address: str
    calls: dict[str, set[Call]]
    """What each function asked of the store."""

    def measured(self, ask: Callable[[], Any], function: str = API) -> Meter:
        """What it costs that a function does something."""
        store = self.world.house.service.store
        assert isinstance(store, DynamoStore)
        with recorded(store._connection) as asked, metered() as meter:
            ask()
        self.calls[function] |= asked
        return meter


@contextmanager
def bench(calls: dict[str, set[Call]], first: int = 0) -> Iterator[Bench]:
    """A site of its own; what its functions ask of the store is added to the calls.

    Ids count from the first: files of the same name lie in the same storage.
    """
    with (
        on_engine() as address,
        opened(address, Clock(), site="cost") as world,
        wiring.serving(_settled(world, first)) as house,
    ):
        settled = World(house, world.clock, world.site, {"X-Correlation-Id": "cost"})
        settled.get("/desk", "desk-chan")
        yield Bench(settled, address, calls)


def _settled(world: World, first: int) -> House:
    """The world's house without chance: the same run costs the same, to the unit."""
    numbers = itertools.count(first)
    service = dataclasses.replace(world.house.service, fresh_id=lambda at: f"{next(numbers):021x}")
    vault = Vault(lambda: b"0" * 32, random=lambda size: b"0" * size)
    return dataclasses.replace(world.house, service=service, vault=vault)

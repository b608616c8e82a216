"""A store that reads what is real and writes nothing: what would be answered, without an effect."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from chalicelib.core.history import Entered
from chalicelib.core.outbox import Announced
from chalicelib.core.ports import NewReplay, Store
from tests.support.world import World


class DryStore:
    """Everything of a store but its effects."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def commit(
        self,
        entered: Sequence[Entered],
        replay: NewReplay | None = None,
        handed_over: Sequence[Announced] = (),
    ) -> None:
        """Nothing happens."""


def dry(world: World) -> World:
    """The same site, where every command is answered and none has an effect."""
    service = dataclasses.replace(world.house.service, store=DryStore(world.house.service.store))
    house = dataclasses.replace(world.house, service=service)
    return World(house=house, clock=world.clock, site=world.site)

"""A store that reads what is real and writes nothing: what would be answered, without an effect.

Nothing changes in it, so it reads each thing once.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from chalicelib.core.history import Entered
from chalicelib.core.outbox import Announced
from chalicelib.core.ports import Key, Loaded, NewReplay, Store
from tests.support.world import World


class DryStore:
    """Everything of a store but its effects."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[Any, Loaded] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def load(
        self,
        keys: Iterable[Key],
        *,
        counters: tuple[str, Iterable[str]] | None = None,
        replay: str | None = None,
        now: datetime | None = None,
    ) -> Loaded:
        """What is there; no key was ever used before."""
        site, forms = counters or ("", ())
        asked = (tuple(keys), site, tuple(forms))
        if asked not in self._known:
            self._known[asked] = self._store.load(asked[0], counters=(site, asked[2]))
        return self._known[asked]

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

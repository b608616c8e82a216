"""Fixtures: a station on moto, and one on the engine."""

from collections.abc import Iterator

import pytest

from tests.support.backends import on_engine
from tests.support.station import Station
from tests.support.world import World, opened


@pytest.fixture
def station(world: World) -> Station:
    return Station(world)


@pytest.fixture
def depot() -> Iterator[Station]:
    """On an engine where nobody else has anything to tell: for concurrency and crashes."""
    with on_engine() as address, opened(address) as world:
        yield Station(world)

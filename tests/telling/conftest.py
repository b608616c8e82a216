"""Fixtures: a station on moto, and one on the engine."""

import pytest

from tests.support.station import Station
from tests.support.world import World


@pytest.fixture
def station(world: World) -> Station:
    return Station(world)


@pytest.fixture
def depot(real: World) -> Station:
    """On the engine: for concurrency and crashes."""
    return Station(real)

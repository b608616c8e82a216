"""A site on the engine that the tests of one module share: each keeps to tickets of its own."""

from collections.abc import Iterator

import pytest

from tests.support.world import MONDAY, World, opened


@pytest.fixture(scope="module")
def _estate(engine_address: str) -> Iterator[World]:
    with opened(engine_address) as made:
        yield made


@pytest.fixture
def estate(_estate: World) -> World:
    """Monday morning again, with whatever the tests before left."""
    _estate.clock.at = MONDAY
    return _estate

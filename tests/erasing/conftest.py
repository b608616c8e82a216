"""An engine of their own: years go by here, and what other tests left would fall due in them."""

from collections.abc import Iterator

import pytest

from tests.support.backends import on_engine
from tests.support.world import World, opened


@pytest.fixture(scope="module")
def own_address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def real(own_address: str) -> Iterator[World]:
    with opened(own_address) as made:
        yield made

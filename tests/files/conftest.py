"""What is functional is tried on moto."""

from collections.abc import Iterator

import pytest

from tests.support.backends import on_moto
from tests.support.world import World


@pytest.fixture(scope="module")
def _estate() -> Iterator[World]:
    with on_moto() as made:
        yield made

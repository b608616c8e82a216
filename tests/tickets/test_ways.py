"""Every state of a repair is reached over HTTP, by the ways that its own table leads."""

import pytest

from tests.support.paths import walk, ways_to
from tests.support.world import World


@pytest.mark.clause("T-4.4.4", "T-4.5")
@pytest.mark.parametrize("state", sorted(ways_to()))
def test_every_state_is_reached_over_http(world: World, state: str) -> None:
    assert walk(world, ways_to()[state]).ticket["state"] == state

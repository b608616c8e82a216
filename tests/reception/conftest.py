"""The hospital that the tests of claims and advances share."""

from collections.abc import Iterator

import pytest

from tests.support import hospital
from tests.support.reckoned import reckoned
from tests.support.world import World


@pytest.fixture
def clinic(estate: World) -> Iterator[World]:
    """The estate with the hospital's people; at the end every account comes out."""
    yield hospital.peopled(estate)
    reckoned(estate)

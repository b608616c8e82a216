"""A short seed holds, and what is broken on purpose in the beds is found by a few; `make linear`
runs many.
"""

import pytest

from tests.linear import planted
from tests.linear.planted import Plant
from tests.linear.seeds import played

pytestmark = pytest.mark.clause("L-2", "L-10", "P-once", "P-together")


def test_eight_clients_and_three_beds() -> None:
    seed = played(0, operations=40, rests=2)
    assert seed.found == ()
    assert seed.operations == 320
    assert seed.transactions > 50


PLANTS = [
    (planted.nights_unguarded, ("not linearizable", "orphan night", "double night", "mixed room")),
    (planted.everybodys_turn, ("overtaken",)),
    (planted.rooms_mixed, ("mixed room",)),
]


@pytest.mark.parametrize(("plant", "what"), PLANTS)
def test_a_planted_fault_is_found_by_short_seeds(plant: Plant, what: tuple[str, ...]) -> None:
    """Whole ones find it within three (`make planted`); who comes first in these is chance."""
    last = planted.found(plant, range(4 * planted.SEEDS), operations=160, rests=4)[-1]
    assert any(each.startswith(what) for each in last.found)

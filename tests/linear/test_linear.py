"""A few short seeds run with the suite; what is broken on purpose is found by them."""

import pytest

from tests.linear import planted
from tests.linear.planted import Plant
from tests.linear.seeds import played

pytestmark = pytest.mark.clause("L-2", "L-10", "P-once", "P-together")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_eight_do_at_once_some_order_explains_it(seed: int) -> None:
    done = played(seed, operations=40, rests=2)
    assert done.found == ()
    assert done.operations == 320
    assert done.checked > 1000
    assert done.faults["conflicts"] + done.faults["lost answers"] > 3


PLANTS = [
    (planted.nights_unguarded, ("not linearizable", "orphan night", "double night", "mixed room")),
    (planted.everybodys_turn, ("overtaken",)),
    (planted.rooms_mixed, ("mixed room",)),
]


@pytest.mark.parametrize(("plant", "what"), PLANTS)
def test_a_planted_fault_is_found_within_three_seeds(plant: Plant, what: tuple[str, ...]) -> None:
    last = planted.found(plant, range(planted.SEEDS), operations=160, rests=4)[-1]
    assert any(each.startswith(what) for each in last.found)

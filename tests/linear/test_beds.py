"""What is held against the beds finds what is wrong with them, and nothing else."""

import pytest

from chalicelib.lodging.stays.model import StayState
from tests.linear.beds import AtRest
from tests.linear.clients import playing
from tests.support.lodging import EMPLOYEE

pytestmark = pytest.mark.clause("L-2", "L-3")


def test_a_night_that_is_over_is_still_whose_it_was_though_nobody_came() -> None:
    with playing(0, clients=1) as play:
        client, today = play.clients[0], play.clock.today
        client.applied(EMPLOYEE, play.relatives[EMPLOYEE][:1], today, 2)
        client.sign()
        play.clock.tick(days=1)
        play.settle()
        rest = AtRest(play)
        assert [each.state for each in rest.stays.values()] == [StayState.NO_SHOW]
        assert [len(night.lodgers) for night in rest.nights.values()] == [1, 0]
        assert list(rest.flaws()) == []
        rest.nights.pop(today)
        (flaw,) = rest.flaws()
        assert flaw.startswith("night of a stay that is not held")

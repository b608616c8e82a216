"""Job and clerk at the same instant: whoever is late is charged once (L-6, P-once)."""

from contextlib import nullcontext

import pytest

from chalicelib.service import requests
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import (
    DORMITORY,
    at,
    day,
    do,
    leaving,
    lodged,
    now,
    over,
    posted,
)
from tests.support.world import World


@pytest.mark.clause("L-6", "L-11", "P-once")
@pytest.mark.parametrize(
    ("clock", "fen"),
    [
        ("12:00:00", 0),  # in time
        ("12:00:01", 5000),  # half a day
        ("18:00:01", 10000),  # the whole, whether or not the half was charged before
    ],
)
def test_the_job_twice_and_the_clerk_at_once_charge_once(
    real: World, monkeypatch: pytest.MonkeyPatch, clock: str, fen: int
) -> None:
    world, stays = real, [lodged(real) for _ in range(2)]
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    first = day(world, 1)
    at(world, first, "12:00:01" if clock > "13" else "11:00:00")
    over(world)
    at(world, first, clock)
    forms = [leaving(now(world, each)) for each in stays]

    def act(number: int) -> None:
        if number < 2:
            over(world)
            return
        one = number - 2
        while do(world, stays[one], "check-out", DORMITORY, **forms[one]).status in (409, 412):
            pass

    with conflicts(world, seed=7):
        at_once(act, 4)
    over(world)
    assert [now(world, each)["state"] for each in stays] == ["left", "left"]
    assert [posted(world, each) for each in stays] == [fen, fen]
    assert [sum(line["fen"] for line in now(world, each)["lines"]) for each in stays] == [fen, fen]


@pytest.mark.clause("L-6", "L-11", "P-once")
@pytest.mark.parametrize(("clock", "fen"), [("12:00:01", 5000), ("18:00:01", 10000)])
def test_the_job_twice_at_once_and_three_times_after_one_another_charges_once(
    real: World, monkeypatch: pytest.MonkeyPatch, clock: str, fen: int
) -> None:
    """Each run is of one instant; what an earlier one did is not done again."""
    world, stays = real, [lodged(real) for _ in range(2)]
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    at(world, day(world, 1), clock)
    with conflicts(world, seed=9):
        at_once(lambda number: over(world), 2)
    for _ in range(3):
        assert over(world).fired == 0
    assert [posted(world, each) for each in stays] == [fen, fen]
    assert [len(now(world, each)["lines"]) for each in stays] == [1, 1]

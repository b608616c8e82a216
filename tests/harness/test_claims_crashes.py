"""Crash safety of advances and claims: every storage call of every command goes wrong.

What the engine then holds is what it holds after a run without a fault: nothing booked twice or
half, no receipt held by nobody, every account at what was done.
"""

import pytest

from chalicelib.core.ports import Listing
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.routes import OPERATIONS
from chalicelib.service.operations import Command
from tests.support import claims
from tests.support.contract import operation_named
from tests.support.reckoned import reckoned
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered

COMMANDS = [
    op.name
    for op in OPERATIONS
    if isinstance(op, Command) and op.keyed and op.name.startswith(("advance-", "claim-"))
]


def chained(bench: Bench) -> None:
    """Every advance, claim and reception is what its history says, and every account too."""
    store = bench.world.house.service.store
    for kind in (Advance, ExpenseClaim, Reception):
        listing = Listing(
            table=kind.TABLE, partition=bench.world.site, begins=f"{kind.KIND}#", limit=100
        )
        for item in store.page(listing).items:
            bench.whole(item["id"], kind)
    reckoned(bench.world)


@pytest.mark.clause("P-once", "P-history", "P-money", "R-4.3.1", "R-4.3.5", "R-4.3.6")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))
    survives(answered(lambda: now.send(world, **SAME), []), lambda: chained(bench))


@pytest.mark.clause("P-once", "P-history", "P-approve")
def test_reminding_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    reception = claims.received(world)
    claims.asked(world, reception, 100)
    waits = claims.booked(world, reception)
    world.clock.tick(days=1)

    def check() -> None:
        chained(bench)
        assert world.get(claims.path_of(waits), claims.GM).json["claim"]["state"] == "pending"

    survives(bench.job("receptions"), check, least=6)

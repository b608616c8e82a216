"""Crash safety of settlements: every storage call of every command goes wrong.

What the engine then holds, at both sites where there are two, is what it holds after a run without
a fault: nothing owed twice or half, both ledgers at what was done.
"""

import pytest

from chalicelib.core.ports import Listing
from chalicelib.reception.routes import OPERATIONS
from chalicelib.reception.settlements.model import Settlement, Statement
from chalicelib.service.operations import Command
from tests.support import neighbours, settlements
from tests.support.contract import operation_named
from tests.support.reckoned import reckoned
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import World

COMMANDS = [
    op.name
    for op in OPERATIONS
    if isinstance(op, Command) and op.keyed and op.name.startswith(("settlement-", "statement-"))
]


def chained(bench: Bench) -> None:
    """Every settlement and statement is what its history says, and every account too."""
    store = bench.world.house.service.store
    for kind in (Settlement, Statement):
        listing = Listing(
            table=kind.TABLE, partition=bench.world.site, begins=f"{kind.KIND}#", limit=100
        )
        for item in store.page(listing).items:
            bench.whole(item["id"], kind)


@pytest.mark.clause("P-once", "P-history", "P-money", "R-4.3.3")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))

    def holds() -> None:
        chained(bench)
        if name.startswith("settlement-"):
            reckoned(bench.world)

    survives(answered(lambda: now.send(world, **SAME), []), holds)


def confirmed(world: World) -> tuple[World, str]:
    """What a site here owes us, and its finance has confirmed."""
    there = neighbours.west(world)
    known = neighbours.sent(world)
    assert neighbours.answer(there, known, "confirm").status == 200
    return there, known.json["settlement"]["id"]


@pytest.mark.clause("P-once", "P-money", "R-4.3.3")
def test_a_transfer_on_two_ledgers_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    _, id = confirmed(world)
    path, form = f"/settlements/{id}/transfer", settlements.transfer(neighbours.WEST, 1)
    etag = world.get(f"/settlements/{id}", neighbours.FINANCE).etag

    def send() -> object:
        return world.post(path, neighbours.FINANCE, form, if_match=etag, **SAME)

    survives(answered(send, []), lambda: chained(bench))

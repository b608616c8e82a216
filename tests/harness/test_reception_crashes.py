"""Crash safety of receptions: every storage call of every command and of the job goes wrong.

What the engine then holds is what it holds after a run without a fault: one reception a letter, no
letter held by nobody, nobody reminded twice.
"""

import pytest

from chalicelib.core.ports import Listing
from chalicelib.reception.receptions.model import Reception
from chalicelib.service.operations import Command
from tests.support import receptions
from tests.support.contract import operation_named
from tests.support.hospital import OFFICE_HEAD
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered

COMMANDS = [each for each in receptions.SCENES if isinstance(operation_named(each), Command)]


def chained(bench: Bench) -> None:
    """Every reception is what its history says."""
    store = bench.world.house.service.store
    listing = Listing(
        table="reception", partition=bench.world.site, begins=f"{Reception.KIND}#", limit=100
    )
    for item in store.page(listing).items:
        bench.whole(item["id"], Reception)


@pytest.mark.clause("P-once", "P-history", "P-number", "R-2.1", "R-4.2.1", "R-4.3.1")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))
    survives(answered(lambda: now.send(world, **SAME), []), lambda: chained(bench))


@pytest.mark.clause("P-once", "P-history", "P-tell", "P-approve")
def test_a_reminder_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    reply = receptions.submitted(world)
    world.clock.tick(days=1)

    def check() -> None:
        chained(bench)
        heard = receptions.told(world, OFFICE_HEAD, reply)
        assert heard == ["reception_to_sign", "reception_waits"]

    survives(bench.job("receptions"), check, least=6)

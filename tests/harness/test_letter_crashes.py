"""Crash safety of letters: every storage call of every command and of what falls due goes wrong.

What the engine then holds is what it holds after a run without a fault: no number without its
letter, no reference held by nobody, no printing that is not recorded.
"""

from collections.abc import Callable
from contextlib import suppress

import pytest

from chalicelib.core.ports import Listing
from chalicelib.reception.letters.model import Letter
from chalicelib.reception.routes import OPERATIONS
from chalicelib.service.operations import Command
from tests.support import letters
from tests.support.contract import operation_named
from tests.support.faults import Died, watched
from tests.support.hospital import OFFICER
from tests.support.letters import path, received, reception, staffed, written
from tests.support.residents import stored
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import Reply, World

COMMANDS = [
    op.name
    for op in OPERATIONS
    if isinstance(op, Command) and op.keyed and op.name.startswith("letter-")
]


def chained(bench: Bench) -> None:
    """Every letter is what its history says."""
    store = bench.world.house.service.store
    listing = Listing(table="reception", partition=bench.world.site, begins="letter#", limit=100)
    for item in store.page(listing).items:
        bench.whole(item["id"], Letter)


@pytest.mark.clause("P-once", "P-history", "R-4.3.2", "R-4.3.3")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))
    survives(answered(lambda: now.send(world, **SAME), []), lambda: chained(bench))


@pytest.mark.clause("P-once", "P-number", "R-4.3.3")
def test_a_letter_that_came_in_is_registered_whole_or_not_at_all(
    bench: Bench, survives: Survives
) -> None:
    """Number, reference and the word to who asked for the reception, in one transaction."""
    world = staffed(bench.again())
    form = received(world, reference="深院函〔2026〕7號", reception=reception(world)["id"])
    done: list[Reply] = []

    def check() -> None:
        chained(bench)
        known = stored(world, Letter, done[-1].json["letter"]["id"])
        assert [each.number for each in known.forms] == ["IL-20260302-0001"]

    survives(answered(lambda: world.post("/letters", OFFICER, form, **SAME), done), check)


@pytest.mark.clause("P-history", "P-private")
def test_no_number_is_printed_without_being_recorded(bench: Bench) -> None:
    """It takes no key: who prints again prints another copy."""
    world = bench.again()
    reply = written(world)
    before, id = bench.held.taken(), reply.json["letter"]["id"]

    def ask() -> int:
        return world.get(f"{path(reply)}/print", OFFICER).status

    with watched(bench.connection) as calls:
        assert ask() == 200
    points = calls.points
    for number, fault in points:
        bench.held.restore(before)
        status = 0
        with watched(bench.connection, number, fault) as calls, suppress(Died):
            status = ask()
        copies = stored(world, Letter, id).copies
        assert status in (0, 200, 503)
        assert copies >= (status == 200), f"{calls.made[number]} ({number}) {fault}"
        calls.arrive()
        chained(bench)
    assert len(points) >= 6


def _unanswered(world: World) -> Reply:
    reply = written(world)
    world.clock.tick(days=1)
    return reply


def _long_over(world: World) -> Reply:
    reply = letters.answered(world, written(world))
    world.clock.tick(days=400)
    return reply


DUE: dict[str, Callable[[World], Reply]] = {
    "no answer in time": _unanswered,
    "a number no longer needed": _long_over,
}


@pytest.mark.clause("P-once", "P-history", "P-tell", "P-private", "R-4.3.2")
@pytest.mark.parametrize("what", DUE)
def test_what_falls_due_survives_every_fault(bench: Bench, what: str, survives: Survives) -> None:
    world = bench.again()
    reply = DUE[what](world)

    def check() -> None:
        chained(bench)
        known = stored(world, Letter, reply.json["letter"]["id"])
        assert (known.reminded_at is None) is (known.sealed is None)

    survives(bench.job("receptions"), check, least=10)

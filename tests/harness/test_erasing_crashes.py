"""Crash safety of erasing: somebody is erased whole, or is as they were (P-private)."""

from collections.abc import Callable

import pytest

from chalicelib.core.people import Person
from chalicelib.lodging.families.model import Relative
from chalicelib.tickets.model.ticket import Ticket
from tests.support import erasing
from tests.support.contract import operation_named
from tests.support.residents import stored
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import World

pytestmark = pytest.mark.clause("P-once", "P-history", "P-private")


def _to_tell_of(world: World) -> tuple[str, str]:
    found = erasing.guest(world)
    world.clock.tick(days=erasing.GUEST_DAYS - 7)
    return found


GUESTS: dict[str, tuple[Callable[[World], tuple[str, str]], bool]] = {
    "told of": (_to_tell_of, False),
    "erased": (erasing.overdue, True),
}


@pytest.mark.parametrize("what", GUESTS)
def test_a_guest_survives_every_fault(bench: Bench, what: str, survives: Survives) -> None:
    world = bench.again()
    begin, gone = GUESTS[what]
    id, of = begin(world)

    def check() -> None:
        bench.whole(id, Relative)
        bench.whole(of, Person)
        assert (erasing.claim(world, id).document is None) == gone
        assert (erasing.person(world, of).identity is None) == gone

    survives(bench.job("retention"), check, least=10)


def test_a_caller_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    reply = erasing.caller_overdue(world)
    id, ticket = erasing.caller(reply), reply.ticket["id"]

    def check() -> None:
        bench.whole(ticket)
        bench.whole(id, Person)
        known: Ticket = stored(world, Ticket, ticket)
        assert (known.reporter.phone, known.reporter.phone_index) == (None, None)
        assert erasing.person(world, id).phone is None

    survives(bench.job("retention"), check, least=10)


def test_a_request_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named("person-erase"))
    id = now.path.split("/")[2]
    survives(answered(lambda: now.send(world, **SAME), []), lambda: bench.whole(id, Person))

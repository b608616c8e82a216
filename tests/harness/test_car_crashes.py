"""Crash safety of cars and trips: every storage call of every command goes wrong.

What the engine then holds is what it holds after a run without a fault: no car booked for a trip
that does not say so, no trip arranged without its car, no reception that knows of another trip.
"""

from collections.abc import Callable

import pytest

from chalicelib.core.ports import Listing
from chalicelib.reception.cars import registry, service
from chalicelib.reception.cars.model import Car, Driver, Trip, TripState
from chalicelib.reception.receptions.model import Reception
from chalicelib.service.operations import Command
from tests.support import cars
from tests.support.contract import operation_named
from tests.support.hospital import OFFICER
from tests.support.residents import stored
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import Reply, World

COMMANDS = [
    op.name
    for op in (*service.OPERATIONS, *registry.operations(lambda: None))  # type: ignore[arg-type, return-value]
    if isinstance(op, Command)
]
BOOKS = (TripState.ARRANGED, TripState.OUT)


def whole(bench: Bench) -> None:
    """Every car, driver, trip and reception is what its history says, and they all agree."""
    world = bench.world
    for kind in (Car, Driver, Trip, Reception):
        listing = Listing(
            table="reception", partition=world.site, begins=f"{kind.KIND}#", limit=100
        )
        for item in world.house.service.store.page(listing).items:
            bench.whole(item["id"], kind)
            if kind is Trip:
                agreed(world, stored(world, Trip, item["id"]))


def agreed(world: World, trip: Trip) -> None:
    """The trip, its car, its driver and its reception say the same."""
    if trip.arranged:
        one = stored(world, Car, trip.arranged.car)
        who = stored(world, Driver, trip.arranged.driver)
        for each in (one, who):
            booked = trip.id in {held.trip for held in each.bookings}
            assert booked or trip.state not in BOOKS
            assert not booked or trip.state is not TripState.CANCELLED
    of = stored(world, Reception, trip.reception)
    ended = trip.state in (TripState.REFUSED, TripState.WITHDRAWN, TripState.CANCELLED)
    assert (trip.id in {each.trip for each in of.rides}) is not ended
    over = ended or trip.state is TripState.RETURNED
    assert (trip.name_in_history in of.underway) is not over


@pytest.mark.clause("P-once", "P-history", "R-4.3.7")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))
    survives(answered(lambda: now.send(world, **SAME), []), lambda: whole(bench))


def _taken(world: World) -> Callable[[], Reply]:
    """What another trip has: refused, whatever goes wrong."""
    known = cars.arranged(world).json["trip"]["arranged"]
    reply = cars.asked(world)
    path = f"/trips/{reply.json['trip']['id']}/arrange"
    form = {"car": known["car"], "driver": cars.driver(world), **cars.times(world)}
    return lambda: world.post(path, OFFICER, form, if_match=reply.etag, **SAME)


@pytest.mark.clause("P-once", "R-4.3.7")
def test_what_is_taken_stays_refused_whatever_goes_wrong(bench: Bench, survives: Survives) -> None:
    send = _taken(bench.again())
    survives(answered(send, [], 409), lambda: whole(bench), least=2)


@pytest.mark.clause("P-once", "P-history", "P-approve", "R-4.3.7")
def test_a_late_signature_is_reminded_of_once_whatever_goes_wrong(
    bench: Bench, survives: Survives
) -> None:
    world = bench.again()
    cars.to_sign(world)
    world.clock.tick(days=1)
    survives(bench.job("receptions"), lambda: whole(bench), least=8)

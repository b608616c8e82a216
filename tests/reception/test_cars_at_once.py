"""Fifty book one car for one time at once: one gets it, the rest are told who has it (R-4.3.7)."""

import itertools
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import boto3
import pytest

from chalicelib.reception.cars import booking
from chalicelib.reception.cars.model import Car, Trip
from chalicelib.service import requests
from tests.support import dump
from tests.support.backends import on_engine
from tests.support.cars import CITY, asked, car, driver, line, reception, settled, times
from tests.support.crowd import CLIENTS, at_once, conflicts
from tests.support.dump import Dump, Held
from tests.support.hospital import OFFICER
from tests.support.residents import stored
from tests.support.world import Reply, World, opened

RUNS = int(os.environ.get("RUNS") or 3)
"""How often fifty book at once; twenty times by `RUNS=20`."""


@dataclass(frozen=True)
class Fifty:
    """Fifty approved trips, a driver for each, and one car."""

    world: World
    trips: list[Reply]
    drivers: list[str]
    car: str
    held: Held
    before: Dump

    def again(self) -> World:
        """As it was before anything was booked."""
        self.held.restore(self.before)
        return self.world

    def book(self, number: int, **form: str) -> Reply:
        """The car, for the trip of this number; asked again while the site is busy."""
        trip = self.trips[number]
        path = f"/trips/{trip.json['trip']['id']}/arrange"
        form = {"car": self.car, "driver": self.drivers[number], **times(self.world), **form}
        while True:
            reply = self.world.post(
                path, OFFICER, form, if_match=trip.etag, key=f"arrange-{number}"
            )
            if reply.status != 409 or reply.json["code"] != "busy":
                return reply


@pytest.fixture(scope="module")
def fifty() -> Iterator[Fifty]:
    with on_engine() as address, opened(address) as world:
        settled(world)
        of = reception(world, line(world, "city", CITY, count=CLIENTS))
        when = {**times(world, "00:00", "23:59")}
        trips = [asked(world, of, **when) for _ in range(CLIENTS)]
        drivers = [driver(world) for _ in range(CLIENTS)]
        one = car(world)
        client = boto3.client("dynamodb", endpoint_url=address)
        before = dump.taken(client)
        held = Held(client, before)
        held.listen(world.house.service.store._connection.client)  # type: ignore[attr-defined]
        yield Fifty(world, trips, drivers, one, held, before)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes know nothing of one another's turns: so here nobody takes turns."""
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))


@pytest.mark.clause("R-4.3.7", "P-once")
@pytest.mark.parametrize("seed", range(RUNS))
@pytest.mark.usefixtures("alone")
def test_of_fifty_for_one_car_one_gets_it(fifty: Fifty, seed: int) -> None:
    world = fifty.again()
    with conflicts(world, seed):
        replies = at_once(fifty.book)
    assert Counter(each.status for each in replies) == {200: 1, 409: CLIENTS - 1}
    [won] = [each.json["trip"] for each in replies if each.status == 200]
    for each in replies:
        if each.status == 409:
            assert (each.json["code"], each.json["clause"]) == ("car_taken", "R-4.3.7")
            assert each.json["data"]["trip"] == won["id"]
            assert won["forms"][0]["number"] in each.json["detail"]
    known = stored(world, Car, fifty.car)
    assert [each.trip for each in known.bookings] == [won["id"]]
    assert [each.body for each in at_once(fifty.book) if each.status == 200] == [
        each.body for each in replies if each.status == 200
    ]
    assert stored(world, Car, fifty.car) == known  # a replay changes nothing


@pytest.mark.clause("R-4.3.7")
@pytest.mark.usefixtures("alone")
def test_of_fifty_drivers_trips_one_gets_the_driver(fifty: Fifty) -> None:
    """Each with another car: the driver alone decides."""
    world = fifty.again()
    cars = [car(world) for _ in range(8)]
    replies = at_once(lambda each: fifty.book(each, car=cars[each], driver=fifty.drivers[0]), 8)
    assert Counter(each.status for each in replies) == {200: 1, 409: 7}
    assert {each.json.get("code") for each in replies} == {None, "driver_taken"}
    booked = [each for each in cars if stored(world, Car, each).bookings]
    assert len(booked) == 1  # of who was refused nothing is left


@pytest.mark.clause("R-4.3.7")
@pytest.mark.usefixtures("alone")
def test_times_that_follow_one_another_are_all_booked_at_once(fifty: Fifty) -> None:
    world = fifty.again()

    def book(number: int) -> Reply:
        clock = [f"{8 + number + more:02}:00" for more in (0, 1)]
        return fifty.book(number, **times(world, *clock))

    assert {each.status for each in at_once(book, 10)} == {200}
    known = stored(world, Car, fifty.car).bookings
    assert len(known) == 10
    assert all(before.ends == after.begins for before, after in itertools.pairwise(known))


@pytest.mark.clause("R-4.3.7")
@pytest.mark.usefixtures("alone")
def test_whoever_rearranges_at_once_with_others_leaves_nothing_booked_twice(fifty: Fifty) -> None:
    world = fifty.again()
    others = [car(world), car(world)]
    at_once(lambda each: fifty.book(each, **times(world, f"{each:02}:00", f"{each + 1:02}:00")), 6)

    def rearrange(number: int) -> Reply:
        trip = fifty.trips[number].json["trip"]["id"]
        form = {"car": others[number % 2], "driver": fifty.drivers[number]}
        while True:
            etag = world.get(f"/trips/{trip}", OFFICER).etag
            reply = world.post(
                f"/trips/{trip}/arrange",
                OFFICER,
                {**form, **times(world, "10:00", "11:00")},
                if_match=etag,
            )
            if reply.json.get("code") not in ("busy", "stale"):
                return reply

    at_once(rearrange, 6)
    held: dict[str, int] = Counter()
    for each in (fifty.car, *others):
        known = stored(world, Car, each).bookings
        assert not any(booking.overlap(one, other) for one, other in itertools.pairwise(known))
        for one in known:
            held[one.trip] += 1
            assert stored(world, Trip, one.trip).arranged.car == each
    assert set(held.values()) == {1}
    assert len(held) == 6

"""The sample hotel opens whole; a fine and a payment stand there; a stay gets its bed."""

from datetime import timedelta

import pytest

from chalicelib.lodging.house.model import House
from local import hotel
from tests.support.lodging import DORMITORY, approved, asking
from tests.support.residents import stored
from tests.support.world import World


@pytest.mark.clause("L-1", "L-3", "L-11")
def test_the_sample_hotel_takes_a_guest_in(world: World) -> None:
    service, vault = world.house.service, world.house.vault
    there = World(world.house, world.clock, hotel.SITE)
    for _ in range(2):  # what is there already stays as it is
        hotel.load(service.store, vault, world.clock(), hotel.SITE)
        hotel.live(service, world.clock(), hotel.SITE)
    [known] = there.get("/my-violations", "employee-szeto").json["items"]
    assert (known["violation"]["clause"], known["violation"]["state"]) == ("L-8", "upheld")
    shown = there.get("/accounts/employee-szeto/statement", "hotel-finance-ou").json
    assert sorted(each["fen"] for each in shown["entries"]) == [-2000, 5000]
    reply = there.post("/stays", "employee-yip", asking(there, "mother", "father"))
    assert reply.status == 201, reply.json
    assert approved(there, reply).json["stay"]["state"] == "granted"


@pytest.mark.clause("P-report")
def test_its_rooms_are_open_from_the_day_on_which_it_was_opened(world: World) -> None:
    """It has them whole, without a step for each; one is closed the day after."""
    there = World(world.house, world.clock, hotel.SITE)
    opened = there.clock().date()
    hotel.load(world.house.service.store, world.house.vault, there.clock(), hotel.SITE)
    there.clock.tick(days=1)
    [room, *_] = stored(there, House, hotel.SITE).rooms
    form = {"type": "standard", "floor": 2, "beds": [{"key": each.key} for each in room.beds]}
    etag = there.get("/house", DORMITORY).etag
    path = f"/house/rooms/{room.number}/change"
    closed = there.post(path, DORMITORY, form | {"closed": True}, if_match=etag)
    assert closed.status == 200, closed.json
    there.clock.tick(days=1)
    first, last = opened - timedelta(days=1), opened + timedelta(days=2)
    query = f"first={first}&last={last}&by=day"
    days = there.get(f"/reports/lodging?{query}", DORMITORY).json["groups"]
    assert [each["figures"]["beds"]["open"] for each in days] == [0, 6, 6, 6]

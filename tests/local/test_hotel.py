"""The sample hotel opens whole; a fine and a payment stand there; a stay gets its bed."""

import pytest

from local import hotel
from tests.support.lodging import approved, asking
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

"""The sample hotel opens whole, and a stay goes from the application to the bed there."""

import pytest

from local import hotel
from tests.support.lodging import approved, asking
from tests.support.world import World


@pytest.mark.clause("L-1", "L-3")
def test_the_sample_hotel_takes_a_guest_in(world: World) -> None:
    service, vault = world.house.service, world.house.vault
    there = World(world.house, world.clock, hotel.SITE)
    for _ in range(2):  # what is there already stays as it is
        hotel.load(service.store, vault, world.clock(), hotel.SITE)
    reply = there.post("/stays", "employee-yip", asking(there, "mother", "father"))
    assert reply.status == 201, reply.json
    assert approved(there, reply).json["stay"]["state"] == "granted"

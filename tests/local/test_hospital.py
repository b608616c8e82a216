"""The sample hospital opens whole; its reception is signed by who it waits for."""

import pytest

from local import hospital
from tests.support.receptions import deciding
from tests.support.world import Reply, World


@pytest.mark.clause("R-2.2", "R-3.1", "R-4.3.1")
def test_the_sample_reception_is_signed_and_its_exceptions_granted(world: World) -> None:
    service, vault = world.house.service, world.house.vault
    there = World(world.house, world.clock, hospital.SITE)
    for _ in range(2):  # what is there already stays as it is
        hospital.load(service.store, vault, world.clock(), hospital.SITE)
        hospital.live(service, world.clock(), hospital.SITE)
    [known] = there.get("/receptions?state=pending", "office-so").json["items"]
    assert known["signs"] == "office-head-kam"
    path = f"/receptions/{known['reception']['id']}"

    def approve(who: str, **form: object) -> Reply:
        etag = there.get(path, who).etag
        return there.post(f"{path}/approve", who, form, if_match=etag)

    signed = approve("office-head-kam")
    assert {each["asked"]["asks"] for each in signed.json["asks"]} == {
        *("outside", "budget", "hospitality"),
    }
    approved = approve("hospital-gm-lok", grants=deciding(signed))
    assert approved.json["reception"]["state"] == "approved", approved.json
    [car] = there.get("/cars", "office-so").json["items"]
    assert car["car"]["seats"] == 7

"""From the request to the departure: department, plan, signatures, grants (R-2, R-3, R-4.3.1)."""

import pytest

from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.receptions import (
    DINNER,
    approved,
    deciding,
    departed,
    do,
    done,
    group,
    planned,
    requested,
    submitted,
)
from tests.support.world import World


@pytest.mark.clause("R-2.1", "R-2.2", "R-2.4", "R-3.1", "R-4.2.1", "R-4.3.1")
def test_from_the_request_to_the_departure(estate: World) -> None:
    reply = requested(estate)
    shown = reply.json["reception"]
    assert shown["state"] == "drafted"
    assert shown["responsible"]["department"] == "cardiology"
    assert shown["responsible"]["clause"] == "R-3.1"
    assert shown["forms"][0]["number"].startswith("RR-")
    reply = planned(estate, reply)
    assert reply.json["costs"]["host"] == reply.json["budget"] == 4000
    reply = submitted(estate, reply)
    assert reply.json["signs"] == OFFICE_HEAD
    assert {each["asked"]["asks"] for each in reply.json["asks"]} == {"budget", "outside"}
    reply = done(estate, reply, "approve", OFFICE_HEAD)
    assert (reply.json["reception"]["state"], reply.json["signs"]) == ("pending", GM)
    reply = done(estate, reply, "approve", GM, grants=deciding(reply))
    assert reply.json["reception"]["state"] == "approved"
    assert all(each["granted"] for each in reply.json["findings"])
    assert do(estate, reply, "depart", HOST).json["code"] == "guests_to_come"
    reply = departed(estate, reply)
    assert reply.json["reception"]["state"] == "departed"
    reply = done(estate, reply, "close", OFFICER)
    assert reply.json["reception"]["state"] == "closed"
    assert reply.actions == set()


@pytest.mark.clause("R-2.3", "R-4.1.2", "R-4.3.1")
def test_for_the_groups_staff_who_pay_for_themselves_the_gm_is_not_asked(estate: World) -> None:
    reply = approved(estate, group(estate), {**DINNER, "bearer": "guest_unit"})
    assert reply.json["asks"] == []
    assert [each["person"] for each in reply.json["reception"]["chain"]["marks"]] == [OFFICE_HEAD]


@pytest.mark.clause("R-4.3.1")
def test_all_who_are_concerned_are_shown_the_same(estate: World) -> None:
    reply = approved(estate)
    path = f"/receptions/{reply.json['reception']['id']}"
    for who in (HOST, OFFICE_HEAD, GM, FINANCE):
        shown = estate.get(path, who)
        assert shown.status == 200
        for name in ("findings", "asks", "costs", "budget", "spent", "reception"):
            assert shown.json[name] == reply.json[name]

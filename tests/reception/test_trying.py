"""A plan tried as it is being written: what would be found, and nothing stored (R-2.4, R-4)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support.hospital import FINANCE, HOST, OFFICER
from tests.support.receptions import (
    COLLEAGUE,
    DINNER,
    EXPERT,
    LUNCH,
    departed,
    line,
    planned,
    requested,
)
from tests.support.residents import join, person
from tests.support.scenes import nothing_written
from tests.support.world import Reply, World

FEAST = {**DINNER, "words": "晚宴", "meal": "hospitality", "fen": 13001, "sitting": "dinner"}
BED = {"kind": "lodging", "words": "酒店", "lodging": "ordinary", "fen": 38000, "bearer": "advance"}


def tried(world: World, reply: Reply, *lines: dict[str, Any], who: str = HOST) -> Reply:
    path = f"/receptions/{reply.json['reception']['id']}/try-plan"
    return world.post(path, who, {"lines": [line(reply, each) for each in lines]})


@pytest.mark.clause("R-2.4", "R-4.2.2", "R-4.3.1", "R-4.3.4")
def test_what_is_found_is_what_is_found_once_it_is_written(estate: World) -> None:
    reply = requested(estate)
    lines = (LUNCH, FEAST, {**BED, "count": 2})
    found = tried(estate, reply, *lines)
    assert found.status == 200, found.json
    written = planned(estate, reply, *lines).json
    assert found.json["findings"] == written["findings"] != []
    assert found.json["asks"] == [each["asked"] for each in written["asks"]] != []
    assert found.json["costs"] == written["costs"]
    assert found.json["budget"] == written["budget"] == 13001 + 2 * 38000
    keys = [each["key"] for each in written["reception"]["content"]["lines"]]
    assert [each["key"] for each in found.json["lines"]] == keys
    assert [each["standard"] for each in found.json["lines"]] == [4000, 13000, 50000]


@pytest.mark.clause("R-2.4")
def test_nothing_is_stored_and_the_lines_are_left_as_they_were(estate: World) -> None:
    reply = planned(estate)
    with nothing_written(estate):
        assert tried(estate, reply, FEAST).status == 200
    known = estate.get(f"/receptions/{reply.json['reception']['id']}", HOST)
    assert (known.etag, known.json["reception"]) == (reply.etag, reply.json["reception"])


@pytest.mark.clause("R-4.2.2")
def test_what_nobody_can_grant_is_found_like_all_else(estate: World) -> None:
    reply = requested(estate)
    crowd = {**DINNER, "hosts": 9}
    found = tried(estate, reply, crowd).json["findings"]
    assert {each["code"]: each["asks"] for each in found if each["line"]} == {
        "too_many_hosts": None
    }
    refused = estate.post(
        f"/receptions/{reply.json['reception']['id']}/plan",
        HOST,
        {"lines": [line(reply, crowd)]},
        if_match=reply.etag,
    )
    assert (refused.status, refused.json["errors"][0]["code"]) == (422, "too_many_hosts")


@pytest.mark.clause("R-2.4", "P-money")
def test_each_guest_costs_an_equal_part_of_their_lines_to_the_fen(estate: World) -> None:
    guests = (EXPERT, {**EXPERT, "name": "戴醫生"}, {**COLLEAGUE, "unit": "省人民醫院"})
    reply = requested(estate, *guests)
    shared = {"kind": "other", "words": "資料", "fen": 1000, "bearer": "host"}
    found = tried(estate, reply, shared, {**LUNCH, "guests": ["2"]}).json
    assert {each["guest"]: each["fen"] for each in found["guests"]} == {
        "1": 334,
        "2": 333 + 4000,
        "3": 333,
    }


@pytest.mark.clause("R-2.4", "P-words")
def test_what_makes_no_line_is_refused_at_its_field(estate: World) -> None:
    found = tried(estate, requested(estate), {**LUNCH, "destination": "機場"})
    assert (found.status, found.json["clause"]) == (422, "R-2.4")
    assert [each["pointer"] for each in found.json["errors"]] == ["/lines/0/destination"]


@pytest.mark.clause("P-who", "R-2.4")
def test_it_is_for_whoever_may_write_the_plan_now(estate: World) -> None:
    reply = planned(estate)
    stranger = join(estate, person("host-elsewhere", Role.HOST_DEPARTMENT, department="grounds"))
    assert tried(estate, reply, LUNCH, who=OFFICER).status == 200
    assert tried(estate, reply, LUNCH, who=stranger).status == 404
    assert tried(estate, reply, LUNCH, who=FINANCE).json["code"] == "not_your_step"
    assert tried(estate, departed(estate), LUNCH).json["code"] == "too_late"

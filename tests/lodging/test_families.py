"""Relatives are claimed by employees and verified by the dormitory office (L-1)."""

from typing import Any

import pytest

from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DORMITORY,
    EMPLOYEE,
    MANAGER,
    WOMAN,
    anew,
    claimed,
    peopled,
    relative,
)
from tests.support.world import World

pytestmark = pytest.mark.clause("L-1")
DOCUMENT = "110101199003070038"


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(peopled(estate))


@pytest.mark.parametrize("relation", ["spouse", "parent", "child", "sibling"])
def test_the_four_direct_relations_may_be_claimed(hotel: World, relation: str) -> None:
    assert claimed(hotel, relation=relation).json["relative"]["state"] == "claimed"


@pytest.mark.parametrize("relation", ["cousin", "friend", "grandparent", "", None])
def test_any_other_relation_is_refused_naming_the_clause(hotel: World, relation: Any) -> None:
    reply = hotel.post("/relatives", EMPLOYEE, {**WOMAN, "document": "H1", "relation": relation})
    assert (reply.status, reply.json["clause"]) == (422, "L-1")
    assert "/relation" in {each["pointer"] for each in reply.json["errors"]}


def test_only_an_employee_claims_and_only_the_office_verifies(hotel: World) -> None:
    form = {**WOMAN, "document": "H7654321"}
    assert hotel.post("/relatives", MANAGER, form).status == 403
    reply = claimed(hotel)
    path = f"/relatives/{reply.json['relative']['id']}"
    seen = {"proof": "marriage_certificate", "words": "原件"}
    assert hotel.post(f"{path}/verify", EMPLOYEE, seen, if_match=reply.etag).status == 403
    assert hotel.get(path, COLLEAGUE).status == 404  # another's family is not theirs to know
    verified = hotel.post(f"{path}/verify", DORMITORY, seen, if_match=reply.etag)
    shown = verified.json["relative"]
    assert (shown["state"], shown["verified"]["by"]) == ("verified", DORMITORY)
    assert shown["verified"]["proof"] == "marriage_certificate"
    history = hotel.get(f"{path}/history", DORMITORY).json["items"]
    assert [each["command"] for each in history] == ["relative-claim", "relative-verify"]


def test_the_office_is_told_of_a_claim_and_the_employee_of_the_end(hotel: World) -> None:
    reply = claimed(hotel)
    id = reply.json["relative"]["id"]
    office = hotel.get("/inbox", DORMITORY).json["items"]
    assert (office[0]["record"], office[0]["code"]) == (f"relative#{id}", "relative_claimed")
    hotel.clock.tick()
    form = {"reason": "證件不符"}
    ended = hotel.post(f"/relatives/{id}/end", DORMITORY, form, if_match=reply.etag)
    assert (ended.status, ended.json["allowed_actions"]) == (200, [])
    assert hotel.get("/inbox", EMPLOYEE).json["items"][0]["code"] == "relative_ended"


def test_one_document_is_one_person_and_claimed_once_by_an_employee(hotel: World) -> None:
    first = claimed(hotel, document="H-123456(7)")
    again = hotel.post("/relatives", EMPLOYEE, {**WOMAN, "document": "h1234567"})
    assert (again.status, again.json["code"], again.json["clause"]) == (
        409,
        "claimed_already",
        "L-1",
    )
    other = claimed(hotel, COLLEAGUE, document="H1234567", relation="spouse")  # hers as well
    assert other.json["relative"]["guest"] == first.json["relative"]["guest"]
    path = f"/relatives/{first.json['relative']['id']}/end"
    assert hotel.post(path, EMPLOYEE, {"reason": "重新登記"}, if_match=first.etag).status == 200
    claimed(hotel, document="H1234567")  # what ended may be claimed again


@pytest.mark.clause("P-private")
def test_the_number_is_masked_for_all_and_read_by_the_office_only_on_record(hotel: World) -> None:
    reply = claimed(hotel, document=DOCUMENT)
    assert reply.json["relative"]["document"] == "110***********0038"
    assert DOCUMENT.encode() not in reply.body
    path = f"/relatives/{reply.json['relative']['id']}/document"
    for who in (EMPLOYEE, MANAGER, ADMIN):
        assert hotel.get(path, who).status == 403
    assert hotel.get(path, DORMITORY).json["document"] == DOCUMENT
    history = hotel.get(path.replace("/document", "/history"), DORMITORY)
    assert DOCUMENT.encode() not in history.body  # the form is kept masked
    read = hotel.get(f"/people/{reply.json['relative']['guest']}/history", ADMIN)
    assert [each["by"] for each in read.json["items"]][-1] == DORMITORY
    assert DOCUMENT.encode() not in read.body


def test_lists_show_ones_own_and_what_is_to_be_verified(hotel: World) -> None:
    waiting, verified = claimed(hotel).json["relative"]["id"], relative(hotel)
    mine = [each["relative"]["id"] for each in hotel.get("/my-relatives", EMPLOYEE).json["items"]]
    assert mine[:2] == [verified, waiting]
    listed = hotel.get("/relatives?state=claimed&limit=100", DORMITORY).json["items"]
    ids = {each["relative"]["id"] for each in listed}
    assert waiting in ids
    assert verified not in ids
    assert hotel.get("/relatives", EMPLOYEE).status == 403


def test_words_of_what_was_told_are_there(hotel: World) -> None:
    claimed(hotel)
    text = hotel.get("/inbox", DORMITORY, language="zh-Hant").json["items"][0]["text"]
    assert text == f"員工 {EMPLOYEE} 登記親屬 葉秀英,請核實。"

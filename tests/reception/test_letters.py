"""Faxes and reception letters as they are written: fields, times, numbers (R-4.3.2, R-4.3.3)."""

from typing import Any

import pytest

from chalicelib.core.ports import Listing
from tests.support import letters
from tests.support.hospital import OFFICER
from tests.support.letters import (
    VOID,
    answering,
    do,
    faults,
    fax,
    letter,
    received,
    staffed,
    written,
)
from tests.support.world import World

KINDS = {"fax": (fax, "R-4.3.2"), "reception_letter": (letter, "R-4.3.3")}


@pytest.fixture
def hospital(estate: World) -> World:
    return staffed(estate)


def without(form: dict[str, Any], pointer: str) -> dict[str, Any]:
    """The form with one field left out, however deep."""
    first, *rest = pointer.strip("/").split("/")
    if not rest:
        return {name: each for name, each in form.items() if name != first}
    inner = form[first]
    if isinstance(inner, list):
        place = int(rest[0])
        item = without(inner[place], "/".join(rest[1:]))
        return form | {first: [*inner[:place], item, *inner[place + 1 :]]}
    return form | {first: without(inner, "/".join(rest))}


BOTH = (
    "/unit",  # to which unit
    "/people",  # who comes
    "/people/0/name",
    "/people/0/title",
    "/people/1/title",
    "/journey",  # train or flight
    "/journey/0/by",
    "/journey/0/number",
    "/journey/0/departs_at",
    "/journey/0/arrives_at",
    "/contact",
    "/contact/name",
    "/contact/phone",
    "/standard",
    "/answer_by",
)


OUTSIDE = (
    "/people/0/unit",  # identity of guests from outside
    "/people/0/rank",
    "/payment",  # way of settlement
)


REQUIRED = (
    *(("fax", each) for each in BOTH),
    *(("reception_letter", each) for each in (*BOTH, *OUTSIDE) if each != "/people/1/title"),
)


SAID = {
    "/contact": {("/contact/name", "required"), ("/contact/phone", "required")},
    "/standard": {("/standard", "none_of")},
}


@pytest.mark.clause("R-4.3.2", "R-4.3.3")
@pytest.mark.parametrize(("kind", "pointer"), REQUIRED)
def test_what_the_clause_asks_for_is_required(hospital: World, kind: str, pointer: str) -> None:
    make, clause = KINDS[kind]
    reply = hospital.post("/letters", OFFICER, without(make(hospital), pointer))
    assert faults(reply) == SAID.get(pointer, {(pointer, "required")})
    assert reply.json["clause"] == clause


@pytest.mark.clause("R-4.3.3")
@pytest.mark.parametrize("pointer", ["/reference", "/dated", "/payment", "/people/0/rank"])
def test_what_came_in_is_registered_with_what_its_sender_said(
    hospital: World, pointer: str
) -> None:
    reply = hospital.post("/letters", OFFICER, without(received(hospital), pointer))
    assert faults(reply) == {(pointer, "required")}


@pytest.mark.clause("R-4.3.2")
@pytest.mark.parametrize("left_out", ["payment", "words", "reception"])
def test_a_fax_needs_no_more_than_its_clause_asks(hospital: World, left_out: str) -> None:
    assert hospital.post("/letters", OFFICER, without(fax(hospital), left_out)).status == 201


def leg(world: World, departs: float, arrives: float) -> dict[str, Any]:
    return {
        "by": "flight",
        "number": "CZ3101",
        "departs_at": letters.hours(world, departs),
        "arrives_at": letters.hours(world, arrives),
    }


SECOND = 1 / 3600


TIMES: list[tuple[str, dict[str, Any], set[tuple[str, str]]]] = [
    (
        "arrives as it departs",
        {"legs": [(9, 9)]},
        {("/journey/0/arrives_at", "ends_before_it_begins")},
    ),
    ("arrives a second later", {"legs": [(9, 9 + SECOND)]}, set()),
    ("is over by now", {"legs": [(-3, 0)]}, {("/journey/0/arrives_at", "over_already")}),
    ("is on the way", {"legs": [(-3, SECOND)]}, set()),
    ("changes at once", {"legs": [(9, 10), (10, 11)]}, set()),
    (
        "changes before it arrives",
        {"legs": [(9, 10), (9.9, 11)]},
        {("/journey/1/departs_at", "before_it_arrives")},
    ),
    ("is to be answered by now", {"answer": 0}, {("/answer_by", "over_already")}),
    ("is to be answered in a second", {"answer": SECOND}, set()),
]


@pytest.mark.clause("R-4.3.2", "R-4.3.3")
@pytest.mark.parametrize(("what", "times", "wrong"), TIMES, ids=[each for each, *_ in TIMES])
def test_a_journey_is_to_come_and_can_be_answered(
    hospital: World, what: str, times: dict[str, Any], wrong: set[tuple[str, str]]
) -> None:
    form = fax(hospital)
    if "legs" in times:
        form["journey"] = [leg(hospital, *each) for each in times["legs"]]
    if "answer" in times:
        form["answer_by"] = letters.hours(hospital, times["answer"])
    reply = hospital.post("/letters", OFFICER, form)
    if wrong:
        assert faults(reply) == wrong
    else:
        assert reply.status == 201, reply.json


@pytest.mark.clause("R-4.3.3")
def test_what_came_in_late_is_registered_all_the_same(hospital: World) -> None:
    """Its journey may be over, and its answer due: it came as it came."""
    journey = [leg(hospital, -30, -27)]
    form = received(hospital, journey=journey, answer_by=letters.hours(hospital, -1))
    assert hospital.post("/letters", OFFICER, form).status == 201
    tomorrow = received(hospital, dated="2026-03-03")
    assert faults(hospital.post("/letters", OFFICER, tomorrow)) == {("/dated", "in_the_future")}


@pytest.mark.clause("R-4.3.2")
def test_only_what_came_in_has_a_senders_reference(hospital: World) -> None:
    form = fax(hospital, reference="深院函1號", dated="2026-03-01")
    reply = hospital.post("/letters", OFFICER, form)
    assert faults(reply) == {("/reference", "incoming_only"), ("/dated", "incoming_only")}


@pytest.mark.clause("R-4.3.2")
@pytest.mark.parametrize(
    ("standard", "name"),
    [
        ({"words": "工作餐"}, None),
        ({"rank": "manager"}, "Head of department"),
        ({"rank": "manager", "words": "工作餐"}, "Head of department"),
    ],
)
def test_the_standard_is_asked_for_in_words_or_by_a_rank(
    hospital: World, standard: dict[str, str], name: str | None
) -> None:
    asked = written(hospital, fax(hospital, standard=standard)).json["letter"]["standard"]
    assert asked["words"] == standard.get("words")
    assert (asked["name"] and asked["name"]["en"]) == name
    wrong = hospital.post("/letters", OFFICER, fax(hospital, standard={"rank": "emperor"}))
    assert faults(wrong) == {("/standard/rank", "no_such")}


@pytest.mark.clause("R-4.3.2", "R-4.3.3", "P-number")
def test_each_kind_has_numbers_of_its_own_without_a_gap(real: World) -> None:
    staffed(real)
    made = [
        written(real, make(real)).json["letter"]["forms"][0]["number"]
        for make in (fax, letter, received, fax, received, letter)
    ]
    assert made == [
        "FX-20260302-0001",
        "RL-20260302-0001",
        "IL-20260302-0001",
        "FX-20260302-0002",
        "IL-20260302-0002",
        "RL-20260302-0002",
    ]


@pytest.mark.clause("R-4.3.2", "P-number")
def test_a_void_letter_keeps_its_number_with_the_reason(real: World) -> None:
    reply = written(real)
    done = do(real, reply, "void", **VOID)
    assert done.json["letter"]["state"] == "void"
    assert done.actions == set()
    form = done.json["letter"]["forms"][0]
    assert (form["number"], form["void"]["reason"], form["void"]["by"]) == (
        "FX-20260302-0001",
        "行程取消",
        OFFICER,
    )
    listing = Listing(table="forms", partition=f"{real.site}#{form['number']}", limit=1)
    [registered] = real.house.service.store.page(listing).items
    assert registered["void"]["reason"] == "行程取消"
    assert written(real).json["letter"]["forms"][0]["number"] == "FX-20260302-0002"
    assert do(real, reply, "answer", **answering(real)).json["code"] == "too_late"
    assert do(real, reply, "void", **VOID).json["code"] == "too_late"


SAME = [
    {},
    {"reference": "深院函(2026)7号 "},  # another bracket, width and a space
    {"reference": "深院函[2026] 7号", "unit": "集 團深圳醫院"},
    {"kind": "fax"},
]


OTHER = [
    {"reference": "深院函〔2026〕8号"},
    {"reference": "深院函〔202〕67号"},  # the same signs, grouped otherwise
    {"unit": "集團廣州醫院"},
]


@pytest.mark.clause("R-4.3.3")
@pytest.mark.parametrize("again", SAME)
def test_a_senders_reference_is_registered_once(real: World, again: dict[str, str]) -> None:
    staffed(real)
    first = written(real, received(real, reference="深院函〔2026〕7号"))
    form = received(real, **{"reference": "深院函〔2026〕7号", **again})
    reply = real.post("/letters", OFFICER, form)
    assert (reply.status, reply.json["code"]) == (409, "letter_registered")
    assert reply.json["data"]["holder"] == f"letter#{first.json['letter']['id']}"
    do(real, first, "void", **VOID)
    assert real.post("/letters", OFFICER, form).status == 201


@pytest.mark.clause("R-4.3.3")
@pytest.mark.parametrize("other", OTHER)
def test_another_letter_is_another_letter(real: World, other: dict[str, str]) -> None:
    staffed(real)
    written(real, received(real, reference="深院函〔2026〕7号"))
    form = received(real, **{"reference": "深院函〔2026〕7号", **other})
    assert real.post("/letters", OFFICER, form).status == 201


def test_a_phone_is_a_phone(hospital: World) -> None:
    form = fax(hospital, contact={"name": "蘇文", "phone": "tel: 138"})
    assert faults(hospital.post("/letters", OFFICER, form)) == {("/contact/phone", "not_in_form")}

"""Faxes and reception letters: fields required, numbers, answers, reminders (R-4.3.2, R-4.3.3)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.core.ports import Listing
from chalicelib.reception.letters.model import Letter
from tests.support import delegating, letters, receptions
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.letters import (
    CLERK,
    PHONE,
    VOID,
    answered,
    answering,
    do,
    fax,
    letter,
    now,
    path,
    received,
    reception,
    staffed,
    written,
)
from tests.support.residents import inbox, join, person, stored
from tests.support.uploads import announced
from tests.support.world import Reply, World

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


def faults(reply: Reply) -> set[tuple[str, str]]:
    assert reply.status == 422, reply.json
    return {(each["pointer"], each["code"]) for each in reply.json["errors"]}


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


@pytest.mark.clause("R-4.3.2", "R-4.3.3")
@pytest.mark.parametrize("make", [fax, letter, received])
def test_an_answer_is_noted_and_corrected_by_another(hospital: World, make: Any) -> None:
    reply = written(hospital, make(hospital))
    assert reply.json["letter"]["state"] == ("registered" if make is received else "issued")
    hospital.clock.tick(hours=2)
    no = answered(hospital, reply, accepted=False, words="當日客滿")
    assert no.json["letter"]["state"] == "answered"
    assert no.actions == {"answer", "void"}
    hospital.clock.tick(hours=1)
    yes = answered(hospital, reply, accepted=True, who="鄭主任")
    known = yes.json["letter"]["answers"]
    assert [(each["accepted"], each["who"], each["by"]) for each in known] == [
        (False, "深圳醫院院辦 鄭主任", OFFICER),
        (True, "鄭主任", OFFICER),
    ]
    assert known[0]["words"] == "當日客滿"


ANSWERED_AT: list[tuple[str, float, set[tuple[str, str]]]] = [
    ("as it was issued", 0, set()),
    ("the minute in which it was, as a clock shows it", -SECOND, set()),
    ("a second before that", -2 * SECOND, {("/at", "before_the_letter")}),
    ("now", 2, set()),
    ("a second from now", 2 + SECOND, {("/at", "in_the_future")}),
]


@pytest.mark.clause("R-4.3.2")
@pytest.mark.parametrize(("when", "after", "wrong"), ANSWERED_AT)
def test_an_answer_came_after_the_letter_and_before_now(
    hospital: World, when: str, after: float, wrong: set[tuple[str, str]]
) -> None:
    reply = written(hospital)
    at = letters.hours(hospital, after)
    hospital.clock.tick(hours=2)
    done = do(hospital, reply, "answer", **answering(hospital, at=at))
    if wrong:
        assert faults(done) == wrong
        assert done.json["clause"] == "R-4.3.2"
    else:
        assert done.status == 200, done.json


@pytest.mark.clause("R-4.3.3")
def test_what_came_in_was_not_answered_before_its_date(hospital: World) -> None:
    reply = written(hospital, received(hospital, dated="2026-03-02"))
    early = answering(hospital, at="2026-03-01T23:59:59+08:00")
    assert faults(do(hospital, reply, "answer", **early)) == {("/at", "before_the_letter")}
    by_phone = answering(hospital, at="2026-03-02T00:00:00+08:00")  # before it was registered
    assert do(hospital, reply, "answer", **by_phone).status == 200


@pytest.mark.clause("R-4.3.3")
def test_a_letter_that_came_in_is_linked_to_the_reception_it_gave_rise_to(hospital: World) -> None:
    reply = written(hospital, received(hospital))
    assert reply.json["letter"]["reception"] is None
    known = reception(hospital)
    done = answered(hospital, reply, reception=known["id"])
    linked = done.json["letter"]["reception"]
    assert linked == {
        "id": known["id"],
        "number": known["forms"][0]["number"],
        "requested_by": HOST,
    }
    again = answered(hospital, reply, words="住宿已訂")
    assert again.json["letter"]["reception"] == linked
    listed = hospital.get(f"/letters?reception={known['id']}", OFFICER).json["items"]
    assert [each["letter"]["id"] for each in listed] == [reply.json["letter"]["id"]]


@pytest.mark.clause("R-4.3.3", "P-who")
def test_a_reception_that_is_not_there_is_no_link(hospital: World) -> None:
    form = letter(hospital, reception="no-such")
    assert faults(hospital.post("/letters", OFFICER, form)) == {("/reception", "no_such")}
    reply = written(hospital)
    wrong = do(hospital, reply, "answer", **answering(hospital, reception="no-such"))
    assert faults(wrong) == {("/reception", "no_such")}


def told(world: World, who: str, reply: Reply) -> list[str]:
    name = f"letter#{reply.json['letter']['id']}"
    return [each["code"] for each in reversed(inbox(world, who)) if each["record"] == name]


@pytest.mark.clause("R-4.3.3", "P-tell")
def test_who_asked_and_who_wrote_are_told_and_nobody_of_what_they_did(hospital: World) -> None:
    known = reception(hospital)
    reply = written(hospital, letter(hospital, reception=known["id"]))
    do(hospital, reply, "answer", CLERK, **answering(hospital))
    do(hospital, reply, "answer", **answering(hospital, accepted=False))
    do(hospital, reply, "void", CLERK, **VOID)
    assert told(hospital, HOST, reply) == [
        "letter_issued",
        "letter_accepted",
        "letter_declined",
        "letter_void",
    ]
    assert told(hospital, OFFICER, reply) == ["letter_accepted", "letter_void"]
    assert told(hospital, CLERK, reply) == []
    came = written(hospital, received(hospital, reception=known["id"]))
    assert told(hospital, HOST, came) == ["letter_received"]


@pytest.mark.clause("P-find")
def test_letters_are_listed_by_where_they_stand_and_whose_they_are(real: World) -> None:
    staffed(real)
    sent, other = written(real), written(real, letter(real), CLERK)
    came = written(real, received(real))
    answered(real, other)

    def listed(query: str, who: str = OFFICER) -> list[str]:
        items = real.get(f"/letters{query}", who).json["items"]
        return [each["letter"]["id"] for each in items]

    first, second, third = (each.json["letter"]["id"] for each in (sent, other, came))
    assert listed("") == [first]
    assert listed("?state=registered") == [third]
    assert listed("?state=answered", FINANCE) == [second]
    assert listed("?mine=true") == [first, third]
    assert listed("?mine=true&order=newest") == [third, first]
    assert listed("?mine=true&direction=incoming") == [third]
    assert listed("?mine=true&state=issued") == [first]
    assert listed("?mine=true", CLERK) == [second]
    assert listed("?mine=true", GM) == []
    assert listed("?from_day=2026-03-03") == []


@pytest.mark.clause("P-who")
def test_a_host_department_sees_the_letters_of_its_receptions(hospital: World) -> None:
    theirs = reception(hospital)
    others = reception(hospital, OFFICER, counterpart=None)
    linked = written(hospital, letter(hospital, reception=theirs["id"]))
    foreign = written(hospital, letter(hospital, reception=others["id"]))
    loose = written(hospital)
    assert now(hospital, linked, HOST).status == 200
    assert now(hospital, linked, HOST).actions == set()
    for each in (foreign, loose):
        assert now(hospital, each, HOST).status == 404
        assert hospital.get(f"{path(each)}/files", HOST).status == 404
    assert hospital.get(f"{path(linked)}/files", HOST).status == 200
    listed = hospital.get(f"/letters?reception={theirs['id']}", HOST).json["items"]
    assert [each["letter"]["id"] for each in listed] == [linked.json["letter"]["id"]]
    assert hospital.get(f"/letters?reception={others['id']}", HOST).status == 404
    assert hospital.get("/letters?reception=no-such", HOST).status == 404
    assert faults(hospital.get("/letters", HOST)) == {("/reception", "required")}
    for more in ("history", "print"):
        assert hospital.get(f"{path(linked)}/{more}", HOST).status == 200
        assert hospital.get(f"{path(loose)}/{more}", HOST).status == 404


@pytest.mark.clause("P-who", "P-private")
def test_who_signed_its_reception_sees_a_letter_and_reads_no_number(hospital: World) -> None:
    """Somebody of another host department, who stood in for the head of the office."""
    other = join(hospital, person("host-next-door", Role.HOST_DEPARTMENT, department="grounds"))
    delegating.accepted(hospital, OFFICE_HEAD, taker=other, role="office_head")
    signed = receptions.done(hospital, receptions.submitted(hospital), "approve", other)
    linked = written(hospital, letter(hospital, reception=signed.json["reception"]["id"]))
    assert hospital.get(f"{path(linked)}/history", other).status == 200
    printed = hospital.get(f"{path(linked)}/print", other)
    assert (printed.status, printed.json["code"]) == (403, "not_your_reception")


@pytest.mark.clause("P-files")
def test_a_scan_hangs_on_a_letter_until_it_is_void(hospital: World) -> None:
    reply = written(hospital)
    letters.with_scan(hospital, reply)
    [file] = hospital.get(f"{path(reply)}/files", FINANCE).json["items"]
    assert file["file"]["name"] == "漏水.jpg"
    assert hospital.post(f"{path(reply)}/files", OFFICE_HEAD, announced()).status == 403
    answered(hospital, reply)
    assert hospital.post(f"{path(reply)}/files", CLERK, announced()).status == 201
    do(hospital, reply, "void", **VOID)
    assert hospital.post(f"{path(reply)}/files", OFFICER, announced()).json["code"] == "too_late"
    assert hospital.get(f"{path(reply)}/files", FINANCE).status == 200


@pytest.mark.clause("P-history", "R-4.3.2")
def test_history_names_the_letters_own_clause_and_no_number(hospital: World) -> None:
    reply = written(hospital)
    answered(hospital, reply)
    entries = hospital.get(f"{path(reply)}/history", FINANCE).json["items"]
    said = [(each["command"], each["clause"]) for each in entries]
    assert said == [("letter-write", "R-4.3.2"), ("letter-answer", "R-4.3.2")]
    assert entries[0]["form"]["contact"]["phone"] == "****"


@pytest.mark.clause("P-private")
def test_the_number_is_masked_and_what_is_sealed_is_shown_to_nobody(hospital: World) -> None:
    reply = written(hospital)
    for who in (OFFICER, OFFICE_HEAD, GM, FINANCE):
        shown = now(hospital, reply, who).json["letter"]
        assert shown["contact"] == {"name": "蘇文", "phone": "138****9001"}
        assert shown["sealed"] is None
    assert stored(hospital, Letter, reply.json["letter"]["id"]).sealed


@pytest.mark.clause("P-private")
def test_printing_shows_the_number_and_is_recorded(hospital: World) -> None:
    reply = written(hospital)
    for count, who in enumerate((OFFICER, OFFICE_HEAD), 1):
        page = hospital.get(f"{path(reply)}/print", who)
        assert page.status == 200
        assert PHONE in page.body.decode()
        entry = hospital.get(f"{path(reply)}/history", OFFICER).json["items"][-1]
        assert (entry["command"], entry["by"], entry["clause"]) == (
            "letter-print",
            who,
            "P-private",
        )
        assert entry["facts"] == {"copy": count}
    for who in (GM, FINANCE):
        assert hospital.get(f"{path(reply)}/print", who).status == 403
    assert hospital.get("/letters/no-such/print", OFFICER).status == 404


@pytest.mark.clause("P-together")
def test_a_step_is_on_the_letter_as_it_was_seen(hospital: World) -> None:
    reply = written(hospital)
    hospital.get(f"{path(reply)}/print", OFFICER)
    stale = hospital.post(f"{path(reply)}/void", OFFICER, VOID, if_match=reply.etag)
    assert (stale.status, stale.json["code"]) == (412, "stale")
    assert PHONE not in stale.body.decode()


@pytest.mark.clause("P-once")
def test_the_same_form_again_is_the_same_letter(hospital: World) -> None:
    form = fax(hospital)
    first = hospital.post("/letters", OFFICER, form, key="same")
    again = hospital.post("/letters", OFFICER, form, key="same")
    assert first.body == again.body


def test_a_phone_is_a_phone(hospital: World) -> None:
    form = fax(hospital, contact={"name": "蘇文", "phone": "tel: 138"})
    assert faults(hospital.post("/letters", OFFICER, form)) == {("/contact/phone", "not_in_form")}

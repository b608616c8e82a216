"""Answers to faxes and reception letters, their links, who is told (R-4.3.2, R-4.3.3)."""

from typing import Any

import pytest

from tests.support import letters
from tests.support.hospital import HOST, OFFICER
from tests.support.letters import (
    CLERK,
    VOID,
    answered,
    answering,
    do,
    faults,
    fax,
    letter,
    received,
    reception,
    staffed,
    written,
)
from tests.support.residents import inbox
from tests.support.world import Reply, World


@pytest.fixture
def hospital(estate: World) -> World:
    return staffed(estate)


SECOND = 1 / 3600


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

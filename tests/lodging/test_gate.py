"""The gate: passes, day visitors, visiting employees, and when the store is away (L-5, L-9, L-10).

The clock of the process is in UTC; the site's is eight hours ahead.
"""

import base64
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import convert

from chalicelib.core.people import Role
from chalicelib.core.ports import Unavailable
from chalicelib.lodging.conduct.model import Violation
from chalicelib.lodging.gate.model import Visit
from chalicelib.lodging.passes import code
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.store.meter import metered
from chalicelib.store.vault import Vault
from tests.support.crowd import at_once
from tests.support.faults import failing
from tests.support.lodging import (
    ADMIN,
    DORMITORY,
    EMPLOYEE,
    GUARD,
    access_pass,
    all_seen_to,
    anew,
    asked,
    at,
    came,
    colleague,
    curfew,
    day,
    left,
    lodged,
    longer,
    peopled,
    scan_code,
    signed_out,
    today_granted,
    visiting,
    visitor,
)
from tests.support.residents import inbox, join, person, stored
from tests.support.world import Reply, World

DOWN = {"load_fails": Unavailable("down")}
UNWRITABLE = {"commit_fails": Unavailable("down")}


def said(reply: Reply) -> tuple[str, str, str]:
    """Verdict, reason and clause of an answer that is recorded as it was given."""
    assert reply.status == 201, reply.json
    answer, check = reply.json, reply.json["check"]
    assert answer["recorded"]
    assert answer["checked"] == "by_records"
    assert {key: answer[key] for key in ("verdict", "why", "clause")} == {
        key: check[key] for key in ("verdict", "why", "clause")
    }
    return answer["verdict"], answer["why"], answer["clause"]


HOURS = [
    # the minute before and the second at each end of L-9's hours, and of L-10's curfew
    ("00:00:00", "outside_hours", "outside_hours"),
    ("07:59:59", "outside_hours", "outside_hours"),
    ("08:00:00", "visiting", "visiting"),
    ("23:29:59", "visiting", "visiting"),
    ("23:30:00", "visiting", "after_curfew"),
    ("23:59:59", "visiting", "after_curfew"),
]


@pytest.mark.clause("L-9", "L-10")
@pytest.mark.parametrize(("clock", "of_visitor", "of_employee"), HOURS)
def test_visitors_are_let_in_in_their_hours(
    estate: World, clock: str, of_visitor: str, of_employee: str
) -> None:
    at(peopled(estate), day(anew(estate), 0), clock)
    reply = asked(estate, **visitor())
    assert said(reply)[1:] == (of_visitor, "L-9")
    assert said(reply)[0] == ("allow" if of_visitor == "visiting" else "deny")
    reply = asked(estate, **colleague(estate))
    clause = "L-9" if of_employee == "outside_hours" else "L-10"
    assert said(reply)[1:] == (of_employee, clause)
    assert (reply.json["check"]["visit"] is None) == (of_employee != "visiting")


@pytest.mark.clause("L-5", "L-9")
@pytest.mark.parametrize("clock", ["00:00:00", "03:00:00", "07:59:59", "23:59:59"])
def test_a_lodger_comes_in_at_any_hour(estate: World, clock: str) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    leaves = day(estate, 1)
    at(estate, leaves, clock)
    assert said(asked(estate, code=scanned)) == ("allow", "pass_valid", "L-5")
    at(estate, leaves + timedelta(days=1), "00:00:00")  # the day of leaving is over
    assert said(asked(estate, code=scanned)) == ("deny", "pass_expired", "L-5")


def _replaced(world: World, reply: Reply) -> None:
    _on_pass(world, reply, "replace")


def _revoked(world: World, reply: Reply) -> None:
    _on_pass(world, reply, "revoke", reason="x")


def _on_pass(world: World, reply: Reply, command: str, **form: Any) -> None:
    known = access_pass(world, reply)
    path = f"/passes/{known.json['access_pass']['id']}/{command}"
    assert world.post(path, DORMITORY, form, if_match=known.etag).status == 200


def _left(world: World, reply: Reply) -> None:
    left(world, reply)


def _left_without(world: World, reply: Reply) -> None:
    left(world, reply, back=False)


ENDS = [(_replaced, "lost"), (_revoked, "revoked"), (_left, "returned"), (_left_without, "lost")]


@pytest.mark.clause("L-5", "L-6")
@pytest.mark.parametrize(("end", "state"), ENDS)
def test_a_pass_that_counts_no_more_lets_nobody_in(estate: World, end: Any, state: str) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    end(estate, reply)
    for differs in (False, True):
        answer = asked(estate, code=scanned, holder_differs=differs)
        assert said(answer) == ("deny", f"pass_{state}", "L-5")
    assert answer.json["check"]["number"]


@pytest.mark.clause("L-5")
def test_what_the_site_did_not_sign_lets_nobody_in(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    id = access_pass(estate, reply).json["access_pass"]["id"]
    known = stored(estate, AccessPass, id)
    elsewhere = code.written(
        AccessPass(**{**{f: getattr(known, f) for f in known.__struct_fields__}, "site": "other"}),
        estate.house.vault.sign,
    )
    another_key = code.written(known, Vault(lambda: b"1" * 32).sign)
    for forged in (scanned + "A", elsewhere, another_key, "https://example.com/", "簽"):
        answer = asked(estate, code=forged)
        assert said(answer) == ("deny", "no_pass", "L-5")
        assert answer.json["check"]["access_pass"] is None


@pytest.mark.clause("L-5", "P-who")
def test_a_device_is_told_how_to_judge_passes_by_itself(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned, known = scan_code(estate, reply), access_pass(estate, reply).json["access_pass"]
    estate.clock.at += timedelta(minutes=2)
    told = carried(estate)
    item = next(each for each in told["items"] if each["access_pass"] == known["id"])
    facts = ("number", "name", "place", "stay", "valid_until")
    assert {key: item[key] for key in facts} == {key: known[key] for key in facts}
    text, _, signature = scanned.rpartition(":")
    key, signed = (base64.urlsafe_b64decode(f"{each}==") for each in (told["key"], signature))
    Ed25519PublicKey.from_public_bytes(key).verify(signed, text.encode())
    _revoked(estate, reply)
    later = carried(estate)
    assert known["id"] not in {each["access_pass"] for each in later["items"]}
    assert known["id"] < later["since"]
    assert access_pass(estate, lodged(anew(estate))).json["access_pass"]["id"] > later["since"]
    assert estate.get("/gate/passes", DORMITORY).status == 403


def carried(world: World) -> Any:
    reply = world.get("/gate/passes?limit=100", GUARD)
    assert (reply.status, reply.json["next"]) == (200, None)
    return reply.json


@pytest.mark.clause("L-5", "L-11")
def test_what_a_device_has_kept_is_judged_by_when_it_was_scanned(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    at(estate, day(estate, 1), "23:59:59")
    asked_at = estate.clock().isoformat()
    at(estate, day(estate, 2), "00:30:00")
    assert said(asked(estate, code=scanned)) == ("deny", "pass_expired", "L-5")
    late = asked(estate, code=scanned, asked_at=asked_at)
    assert said(late) == ("allow", "pass_valid", "L-5")
    check = late.json["check"]
    assert convert(check["asked_at"], datetime) == convert(asked_at, datetime)
    assert convert(check["at"], datetime) == estate.clock()
    ahead = (estate.clock() + timedelta(days=1)).isoformat()
    assert asked(estate, code=scanned, asked_at=ahead).json["why"] == "pass_expired"
    lent = asked(estate, code=scanned, asked_at=asked_at, holder_differs=True).json["check"]
    violation = stored(estate, Violation, lent["violation"])
    assert violation.happened_at == convert(asked_at, datetime)


@pytest.mark.clause("L-3", "L-5")
def test_with_an_extension_the_pass_lets_in_until_the_new_day_by_the_same_code(
    estate: World,
) -> None:
    codes: list[str] = []
    first = day(anew(estate), 0)
    scanned = lambda world, known: codes.append(scan_code(world, known))  # noqa: E731
    today_granted(estate, came, scanned, longer, scanned)
    before, after = codes
    assert after != before  # while the store is away only the new one says how long
    at(estate, first + timedelta(days=2), "23:59:59")
    assert said(asked(estate, code=before))[1] == "pass_valid"
    assert said(asked(estate, code=after))[1] == "pass_valid"
    at(estate, first + timedelta(days=3), "00:00:00")
    assert {said(asked(estate, code=each))[1] for each in (before, after)} == {"pass_expired"}


@pytest.mark.clause("L-9", "L-10", "P-approve")
def test_a_guard_who_visits_is_let_in_and_out_by_another(estate: World) -> None:
    who = "guard-and-employee"
    join(peopled(anew(estate)), person(who, Role.GATE, Role.EMPLOYEE, department="gate"))
    form = {"employee": {"employee": who, "whom": "葉秀英"}}
    refused = asked(estate, who, **form)
    assert (refused.status, refused.json["code"], refused.json["clause"]) == (
        403,
        "own_case",
        "L-10",
    )
    visit = visiting(estate, **form)
    assert estate.get(f"/visits/{visit.json['visit']['id']}", who).actions == set()
    path = f"/visits/{visit.json['visit']['id']}/sign-out"
    assert estate.post(path, who, {}, if_match=visit.etag).json["code"] == "own_case"
    assert signed_out(estate, visit).status == 200


@pytest.mark.clause("L-5", "P-tell", "P-history")
def test_a_lent_pass_is_denied_and_noted_on_it(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    answers = [asked(estate, code=scanned, holder_differs=True, key=f"lent-{n}") for n in (1, 1, 2)]
    assert [said(each) for each in answers] == [("deny", "pass_lent", "L-5")] * 3
    assert answers[0].body == answers[1].body  # sent again: noted once
    known = access_pass(estate, reply).json["access_pass"]
    assert known["state"] == "valid"
    assert known["lent"]["times"] == 2
    assert known["lent"]["check"] == answers[2].json["check"]["id"]
    history = estate.get(f"/passes/{known['id']}/history", DORMITORY).json["items"]
    assert [each["command"] for each in history[-2:]] == ["gate-check"] * 2
    assert scanned not in str(history)  # who reads history cannot come in with it
    told = [each for each in inbox(estate, DORMITORY) if each["code"] == "pass_lent"]
    of_it = [each for each in told if known["number"] in each["text"]]
    assert of_it == told[:2]
    assert said(asked(estate, code=scanned))[1] == "pass_valid"  # it still is its holder's


@pytest.mark.clause("P-words", "P-who", "L-9")
def test_the_guard_reads_why_and_nobody_else_asks(estate: World) -> None:
    at(peopled(estate), day(anew(estate), 0), "07:59:59")
    form = visitor()
    words = {
        language: estate.post("/gate/checks", GUARD, form, language=language).json["words"]
        for language in ("zh-Hant", "zh-Hans", "en")
    }
    assert words == {
        "zh-Hant": "不在來訪時間內,不得進入。",
        "zh-Hans": "不在来访时间内,不得进入。",
        "en": "It is not visiting time: not let in.",
    }
    assert [asked(estate, who, **form).status for who in (EMPLOYEE, DORMITORY, ADMIN)] == [403] * 3
    page = estate.get("/gate/checks?verdict=deny", DORMITORY).json["items"]
    assert [each["why"] for each in page[:3]] == ["outside_hours"] * 3
    assert estate.get("/gate/checks", EMPLOYEE).status == 403


WRONG = [
    ({}, "/code", "one_of"),
    ({"code": "x", **visitor()}, "/code", "one_of"),
    ({"code": "x\x00"}, "/code", "not_in_form"),
    ({"code": "x" * 513}, "/code", "too_long"),
    ({"holder_differs": True, **visitor()}, "/holder_differs", "with_code_only"),
    ({"asked_at": "2026-03-02T10:15:00Z", **visitor()}, "/asked_at", "with_code_only"),
    ({"employee": {"employee": "nobody", "whom": "x"}}, "/employee/employee", "no_such_one"),
    # an owner is no employee
    ({"employee": {"employee": "owner-wong", "whom": "x"}}, "/employee/employee", "no_such_one"),
    (visitor(stay="nowhere"), "/visitor/stay", "no_such_one"),
]


@pytest.mark.clause("L-9", "L-10")
@pytest.mark.parametrize(("form", "pointer", "fault"), WRONG)
def test_what_is_wrong_is_said_by_field(
    estate: World, form: dict[str, Any], pointer: str, fault: str
) -> None:
    reply = asked(peopled(anew(estate)), **form)
    assert reply.status == 422
    assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [(pointer, fault)]


@pytest.mark.clause("L-9", "L-11")
def test_a_visitor_of_a_guest_names_the_stay(estate: World) -> None:
    reply = lodged(anew(estate))
    stay = reply.json["stay"]["id"]
    visit = visiting(estate, **visitor(stay=stay)).json["visit"]
    assert (visit["stay"], visit["clause"]) == (stay, "L-9")
    left(estate, reply)
    assert asked(estate, **visitor(stay=stay)).status == 422  # nobody is there any more


LEAVING = [
    ("23:29:59", "gone"),
    ("23:30:00", "gone_late"),
    ("23:30:01", "gone_late"),
]


@pytest.mark.clause("L-10", "P-tell")
@pytest.mark.parametrize("job", [False, True], ids=["clerk first", "job first"])
@pytest.mark.parametrize(("clock", "state"), LEAVING)
def test_an_employee_is_out_by_half_past_eleven(
    estate: World, clock: str, state: str, *, job: bool
) -> None:
    reply = visiting(peopled(anew(estate)), **colleague(estate))
    id = reply.json["visit"]["id"]
    at(estate, day(estate, 0), clock)
    if job:
        curfew(estate)
        listed_now = stored(estate, Visit, id).state == "inside_late"
        assert listed_now == (state == "gone_late")
    out = signed_out(estate, estate.get(f"/visits/{id}", GUARD)).json["visit"]
    assert out["state"] == state
    assert (out["late_at"] is None) == (state == "gone")
    curfew(estate)
    shown = estate.get(f"/visits?state={state}&from_day={day(estate, 0)}", DORMITORY).json["items"]
    assert id in [each["visit"]["id"] for each in shown]


@pytest.mark.clause("L-9", "L-10", "P-tell")
def test_who_is_still_inside_is_listed_to_gate_and_dormitory_once(estate: World) -> None:
    peopled(anew(estate))
    all_seen_to(estate)
    on = day(estate, 0)
    late = [visiting(estate, **colleague(estate)) for _ in range(2)]
    gone = visiting(estate, **colleague(estate))
    for_day = visiting(estate)
    assert signed_out(estate, gone).status == 200
    at(estate, on, "23:29:59")
    assert curfew(estate).due == 0
    at(estate, on, "23:30:00")
    assert [curfew(estate).fired for _ in range(3)] == [2, 0, 0]
    ids = {each.json["visit"]["id"] for each in late}
    assert listed(estate, "inside_late", on) == ids
    assert listed(estate, "inside", on) == {for_day.json["visit"]["id"]}
    for who in (GUARD, DORMITORY):
        told = [each for each in inbox(estate, who) if each["code"] == "visit_late"]
        assert {each["record"].removeprefix("visit#") for each in told[:2]} == ids
        assert "23:30" in told[0]["text"]
    at(estate, on + timedelta(days=1), "00:00:00")
    assert curfew(estate).fired == 3  # the day visitor, by L-9, and two who stay the night
    history = estate.get(f"/visits/{for_day.json['visit']['id']}/history", GUARD).json["items"]
    assert history[-1]["clause"] == "L-9"
    out = signed_out(estate, estate.get(f"/visits/{for_day.json['visit']['id']}", GUARD))
    assert out.json["visit"]["state"] == "gone_late"


def listed(world: World, state: str, on: date) -> set[str]:
    """The visits of a day that stand so."""
    page = world.get(f"/visits?state={state}&from_day={on}&to_day={on}", GUARD).json["items"]
    return {each["visit"]["id"] for each in page}


@pytest.mark.clause("L-10", "P-together")
def test_an_employee_is_inside_once(estate: World) -> None:
    form = colleague(peopled(anew(estate)))
    replies = at_once(lambda number: asked(estate, **form), 4)
    assert sorted(each.status for each in replies) == [201, 409, 409, 409]
    refused = next(each for each in replies if each.status == 409).json
    assert (refused["code"], refused["clause"]) == ("inside_already", "L-10")
    first = next(each for each in replies if each.status == 201).json["check"]["visit"]
    assert signed_out(estate, estate.get(f"/visits/{first}", GUARD)).status == 200
    assert asked(estate, **form).status == 201


@pytest.mark.clause("L-9", "P-together")
def test_a_visitor_signed_out_twice_at_once_left_once(estate: World) -> None:
    reply = visiting(peopled(anew(estate)))
    replies = at_once(lambda number: signed_out(estate, reply), 4)
    assert sorted(each.status for each in replies) == [200, 412, 412, 412]
    visit = stored(estate, Visit, reply.json["visit"]["id"])
    assert (visit.version, visit.state, visit.timers, visit.holds) == (2, "gone", (), ())


@pytest.mark.clause("L-5", "P-once")
def test_without_the_store_the_signature_answers_and_says_so(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    with failing(estate, **DOWN):
        answer = asked(estate, code=scanned, key="away")
        lent = asked(estate, code=scanned, holder_differs=True)
        forged = asked(estate, code=scanned[:-1] + "!")
        estate.clock.tick(days=2)
        expired = asked(estate, code=scanned)
        estate.clock.tick(days=-2)
    for each, verdict, why in (
        (answer, "allow", "pass_valid"),
        (lent, "deny", "pass_lent"),
        (forged, "deny", "no_pass"),
        (expired, "deny", "pass_expired"),
    ):
        assert each.status == 200
        assert (each.json["verdict"], each.json["why"]) == (verdict, why)
        assert each.json["checked"] == "by_signature_only"
        assert (each.json["recorded"], each.json["check"]) == (False, None)
    again = asked(estate, code=scanned, key="away")  # the store is back
    assert said(again) == ("allow", "pass_valid", "L-5")


@pytest.mark.clause("L-5")
def test_what_could_be_read_counts_though_it_cannot_be_recorded(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    _revoked(estate, reply)
    with failing(estate, **UNWRITABLE):
        answer = asked(estate, code=scanned)
    assert (answer.status, answer.json["why"]) == (200, "pass_revoked")
    assert answer.json["checked"] == "by_records"
    assert (answer.json["recorded"], answer.json["check"]) == (False, None)


@pytest.mark.clause("L-5", "L-9")
@pytest.mark.parametrize("slow", ["load_takes", "commit_takes"])
def test_a_slow_store_is_not_waited_for(estate: World, slow: str) -> None:
    """And what arrives after the answer is recorded under its key, once."""
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    service = replace(estate.house.service, patience=0.3)
    hurried = World(replace(estate.house, service=service), estate.clock, estate.site)
    with failing(hurried, **{slow: 1.5}):
        began = time.monotonic()
        answer = asked(hurried, code=scanned, key=slow)
        assert time.monotonic() - began < 1
    assert (answer.status, answer.json["recorded"]) == (200, False)
    checked = "by_records" if slow == "commit_takes" else "by_signature_only"
    assert answer.json["checked"] == checked
    time.sleep(1.5)
    again = asked(estate, code=scanned, key=slow)
    assert said(again) == ("allow", "pass_valid", "L-5")
    page = estate.get("/gate/checks?verdict=allow", GUARD).json["items"]
    assert [each for each in page if each["number"] == again.json["check"]["number"]] == [
        again.json["check"]
    ]


@pytest.mark.clause("L-9", "L-10")
@pytest.mark.parametrize("how", [DOWN, UNWRITABLE], ids=["unreadable", "unwritable"])
def test_no_visitor_comes_in_without_the_store(estate: World, how: dict[str, Exception]) -> None:
    form = colleague(peopled(anew(estate)))
    with failing(estate, **how):
        assert asked(estate, **visitor()).status == 503
        assert asked(estate, **form).status == 503


@pytest.mark.clause("L-9")
@pytest.mark.parametrize("differs", [False, True])
def test_the_gate_reads_once_and_writes_once(estate: World, *, differs: bool) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    for each in (scanned, scanned + "A"):
        with metered() as meter:
            said(asked(estate, code=each, holder_differs=differs))
        assert meter.trips == 2

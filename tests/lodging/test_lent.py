"""A pass in another's hands at the gate is a violation to be decided, once a day (L-5, L-11)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.core.ports import Unavailable
from chalicelib.lodging.conduct.model import Violation
from chalicelib.lodging.passes.model import AccessPass
from tests.support.crowd import at_once, conflicts
from tests.support.faults import failing
from tests.support.lodging import (
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GUARD,
    access_pass,
    anew,
    asked,
    at,
    day,
    left,
    lodged,
    peopled,
    scan_code,
)
from tests.support.residents import inbox, join, person, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-5")
DOWN = {"load_fails": Unavailable("down")}
UNWRITABLE = {"commit_fails": Unavailable("down")}


def lendings(world: World, reply: Reply) -> list[Violation]:
    """The violations that name the stay."""
    page = world.get("/violations?limit=100&order=newest", DORMITORY).json["items"]
    known = [stored(world, Violation, each["violation"]["id"]) for each in page]
    return [each for each in known if each.stay == reply.json["stay"]["id"]]


def lent(world: World, scanned: str, **more: Any) -> dict[str, Any]:
    """Somebody else comes with the pass; what is recorded of it."""
    answer = asked(world, code=scanned, holder_differs=True, **more)
    assert (answer.status, answer.json["why"]) == (201, "pass_lent"), answer.json
    check: dict[str, Any] = answer.json["check"]
    return check


@pytest.mark.clause("L-11", "P-tell")
def test_a_lent_pass_is_a_violation_to_be_decided(estate: World) -> None:
    reply = lodged(anew(estate))
    stay = reply.json["stay"]
    check = lent(estate, scan_code(estate, reply))
    [violation] = lendings(estate, reply)
    guest = stay["asked"]["guests"][0]
    assert (violation.id, violation.raised_from) == (
        check["violation"],
        f"gate_check#{check['id']}",
    )
    assert (violation.state, violation.breach, violation.clause) == ("reported", "lending", "L-5")
    assert (violation.employee, violation.employee_name) == (EMPLOYEE, stay["employee_name"])
    assert (violation.stay, violation.stay_number) == (stay["id"], stay["forms"][0]["number"])
    assert (violation.guest, violation.guest_name) == (guest["guest"], guest["name"])
    assert (violation.terms, violation.happened_at) == (stay["terms"], estate.clock())
    number = access_pass(estate, reply).json["access_pass"]["number"]
    assert (violation.reported.by, violation.reported.words) == (GUARD, number)
    told = {each["code"] for each in inbox(estate, EMPLOYEE)}
    assert "violation_reported" in told
    path = f"/violations/{violation.id}"
    assert estate.get(path, GUARD).status == 200
    assert estate.get(path, EMPLOYEE).actions == {"explain"}
    etag = estate.get(path, DIRECTOR).etag
    done = estate.post(f"{path}/uphold", DIRECTOR, {}, if_match=etag)
    assert (done.status, done.json["violation"]["fine"]) == (200, 0)


@pytest.mark.clause("P-approve")
def test_whoever_found_a_pass_lent_does_not_decide_it(estate: World) -> None:
    """Though they are what others need to be who decide."""
    who = "guard-and-director"
    join(anew(estate), person(who, Role.GATE, Role.GM_OFFICE_DIRECTOR, department="gate"))
    reply = lodged(estate)
    violation = lent(estate, scan_code(estate, reply), who=who)["violation"]
    path = f"/violations/{violation}"
    shown = estate.get(path, who)
    assert shown.actions == set()
    refused = estate.post(f"{path}/dismiss", who, {"reason": "x"}, if_match=shown.etag)
    assert (refused.status, refused.json["code"]) == (403, "own_report")


@pytest.mark.clause("P-once")
def test_a_pass_lent_again_is_a_violation_a_day(estate: World) -> None:
    """Who is turned away and comes back, or to another gate, is the same lending."""
    join(peopled(anew(estate)), person("guard-other", Role.GATE, department="gate"))
    reply = lodged(estate)
    scanned = scan_code(estate, reply)
    at(estate, day(estate, 0), "23:59:59")
    first = [
        lent(estate, scanned, key="once"),
        lent(estate, scanned, key="once"),  # sent again
        lent(estate, scanned),
        lent(estate, scanned, who="guard-other"),
    ]
    assert len({each["violation"] for each in first}) == 1
    assert len(lendings(estate, reply)) == 1
    at(estate, day(estate, 1), "00:00:00")
    second = lent(estate, scanned)["violation"]
    assert second != first[0]["violation"]
    assert lent(estate, scanned)["violation"] == second
    assert len(lendings(estate, reply)) == 2
    known = stored(estate, AccessPass, access_pass(estate, reply).json["access_pass"]["id"])
    assert (known.lent.times, known.lent.violation) == (5, second)


@pytest.mark.clause("P-once", "P-together")
def test_two_gates_at_once_raise_one(real: World) -> None:
    reply = lodged(anew(real))
    scanned = scan_code(real, reply)
    with conflicts(real, seed=5):
        done = at_once(lambda number: asked(real, code=scanned, holder_differs=True), 6)
    assert {each.status for each in done} == {201}
    [violation] = lendings(real, reply)
    assert {each.json["check"]["violation"] for each in done} == {violation.id}
    known = stored(real, AccessPass, access_pass(real, reply).json["access_pass"]["id"])
    assert known.lent.times == 6


def _revoked(world: World, reply: Reply) -> None:
    known = access_pass(world, reply)
    path = f"/passes/{known.json['access_pass']['id']}/revoke"
    assert world.post(path, DORMITORY, {"reason": "x"}, if_match=known.etag).status == 200


def _left(world: World, reply: Reply) -> None:
    left(world, reply)


def _left_without(world: World, reply: Reply) -> None:
    left(world, reply, back=False)


def _expired(world: World, reply: Reply) -> None:
    at(world, day(world, 2), "00:00:00")


ENDS = [
    (_revoked, "pass_revoked"),
    (_left, "pass_returned"),
    (_left_without, "pass_lost"),
    (_expired, "pass_expired"),
]


@pytest.mark.parametrize(("end", "why"), ENDS)
def test_a_pass_that_counts_no_more_is_not_lent(estate: World, end: Any, why: str) -> None:
    """It lets nobody in, whoever found it or kept it; who sees more in it reports that."""
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    end(estate, reply)
    answer = asked(estate, code=scanned, holder_differs=True).json
    assert (answer["why"], answer["check"]["violation"]) == (why, None)
    assert lendings(estate, reply) == []


@pytest.mark.clause("P-once")
def test_without_the_store_a_lent_pass_is_reported_once_it_is_sent_again(estate: World) -> None:
    reply = lodged(anew(estate))
    scanned = scan_code(estate, reply)
    for way in (DOWN, UNWRITABLE):
        with failing(estate, **way):
            away = asked(estate, code=scanned, holder_differs=True, key="lent-away")
            assert (away.json["why"], away.json["recorded"]) == ("pass_lent", False)
        assert lendings(estate, reply) == []
    again = [lent(estate, scanned, key="lent-away") for _ in range(2)]
    assert again[0] == again[1]
    assert [each.id for each in lendings(estate, reply)] == [again[0]["violation"]]

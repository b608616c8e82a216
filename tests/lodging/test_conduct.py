"""Violations: reported, heard, decided by another, posted once, taken back (L-2 to L-11)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.lodging.conduct.model import Conduct
from tests.support import conduct, delegating
from tests.support.conduct import CLERK, GATE, REVERSE, UPHOLD, do, reported, reporting
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    MANAGER,
    ahead,
    anew,
    applied,
    asking,
    granted,
    left,
    lodged,
    offered,
    relative,
    settled,
)
from tests.support.lodging import do as stay_step
from tests.support.residents import inbox, join, person, settle, stored
from tests.support.world import Reply, World


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(conduct.guarded(estate))


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


FINED = [
    ("dormitory", "L-2", 5000, 4),
    ("lending", "L-5", 0, 0),  # the regulation forbids it and names no fine
    ("visiting", "L-7", 5000, 0),
    ("meals", "L-8", 5000, 0),
    ("mixed_sexes", "L-10", 10000, 0),
    ("overnight", "L-10", 10000, 0),
]


@pytest.mark.clause("L-2", "L-5", "L-7", "L-8", "L-10", "L-11", "P-money")
@pytest.mark.parametrize(("breach", "clause", "fen", "points"), FINED)
def test_each_breach_has_its_clause_its_fine_and_its_slip(
    hotel: World, breach: str, clause: str, fen: int, points: int
) -> None:
    who = conduct.employee(hotel, f"fined-{breach}")
    reply = reported(hotel, who, breach=breach)
    assert conduct.postings(hotel, f"employee.{who}") == []  # nothing before it is decided
    done = do(hotel, reply, "uphold", **UPHOLD)
    shown = done.json["violation"]
    assert (shown["state"], shown["clause"], shown["fine"], shown["points"]) == (
        "upheld",
        clause,
        fen,
        points,
    )
    lines = conduct.postings(hotel, f"employee.{who}")
    expected = [(fen, "lodging_fine", clause, f"violation#{shown['id']}")] if fen else []
    assert [(e["fen"], e["memo"], e["clause"], e["record"]) for e in lines] == expected
    slips = [(each["form"], each["number"][:3]) for each in shown["forms"]]
    assert slips == ([("deduction_slip", "DS-")] if points else [])
    *_, entry = hotel.get(f"/violations/{shown['id']}/history", GM).json["items"]
    assert (entry["command"], entry["clause"], entry["by"]) == (
        "violation-uphold",
        clause,
        DIRECTOR,
    )


@pytest.mark.clause("L-11")
def test_the_fine_names_guest_and_stay_by_the_settings_of_the_stay(hotel: World) -> None:
    """What is settled later does not touch it; what is no stay's goes by what is in force."""
    settled(hotel, r1="AB")
    guest = relative(hotel)
    stay = granted(hotel, EMPLOYEE, guest).json["stay"]
    fine_nights(hotel, 12000)
    before = conduct.balance(hotel, EMPLOYEE)
    conduct.upheld(hotel, breach="overnight", stay=stay["id"], guest=guest)
    *_, line = conduct.postings(hotel, f"employee.{EMPLOYEE}")
    assert line["fen"] == 10000
    assert line["about"] == {
        "guest": stay["asked"]["guests"][0]["guest"],
        "name": stay["asked"]["guests"][0]["name"],
        "stay": stay["id"],
        "number": stay["forms"][0]["number"],
        "day": str(hotel.clock().date()),
    }
    conduct.upheld(hotel, breach="overnight", guest=guest)
    assert conduct.balance(hotel, EMPLOYEE) - before == 10000 + 12000
    fine_nights(hotel, 10000)


def fine_nights(world: World, fen: int) -> None:
    """Settle what a night without leave costs."""
    fines = {"dormitory": 5000, "visiting": 5000, "meals": 5000, "overnight": fen, "points": 4}
    etag = world.get("/lodging", ADMIN).etag
    reply = world.post("/lodging/change", ADMIN, {"fines": fines}, if_match=etag)
    assert reply.status == 200, reply.json


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"breach": "singing"}, "/breach", "not_a_choice"),
    ({"employee": "nobody"}, "/employee", "no_such"),
    ({"employee": MANAGER}, "/employee", "no_such"),  # no employee of the reception room
    ({"stay": "none"}, "/stay", "no_such"),
    ({"guest": "none"}, "/guest", "no_such"),
]


@pytest.mark.clause("L-11")
@pytest.mark.parametrize(("form", "pointer", "code"), WRONG)
def test_a_report_names_who_and_what_there_is(
    hotel: World, form: dict[str, Any], pointer: str, code: str
) -> None:
    reply = hotel.post("/violations", GATE, {**reporting(hotel), **form})
    assert reply.status == 422
    assert (pointer, code) in {(each["pointer"], each["code"]) for each in reply.json["errors"]}


@pytest.mark.clause("L-11")
def test_guest_stay_and_employee_belong_together_and_nothing_is_of_the_future(hotel: World) -> None:
    settled(hotel, r1="AB")
    other, guest = relative(hotel, COLLEAGUE), relative(hotel)
    stay = granted(hotel, EMPLOYEE, guest, first=2).json["stay"]["id"]
    for form, pointer in (
        ({"guest": other}, "/guest"),  # of a colleague
        ({"stay": stay, "guest": relative(hotel)}, "/guest"),  # one's own, who does not stay
        ({"stay": stay, "employee": COLLEAGUE}, "/stay"),
    ):
        reply = hotel.post("/violations", GATE, reporting(hotel, **form))
        assert [each["pointer"] for each in reply.json["errors"]] == [pointer], form
    for seconds, status in ((0, 201), (1, 422)):
        at = hotel.clock() + timedelta(seconds=seconds)
        assert hotel.post("/violations", GATE, reporting(hotel, at=at)).status == status


@pytest.mark.clause("L-11")
def test_nothing_too_old_to_count_is_reported(hotel: World) -> None:
    """A year back by the site's days, as violations are counted (L-7); not 1970."""
    today = hotel.clock().replace(hour=3)  # 11:00 at the site
    year = today.replace(year=today.year - 1)
    for at, status in (
        (year.replace(hour=16) - timedelta(days=1), 201),  # midnight at the site
        (year.replace(hour=16) - timedelta(days=1, milliseconds=1), 422),
        (datetime(1970, 1, 2, tzinfo=UTC), 422),
    ):
        reply = hotel.post("/violations", GATE, reporting(hotel, at=at))
        assert reply.status == status, reply.json
    assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [
        ("/happened_at", "too_long_ago")
    ]


@pytest.mark.clause("L-11")
def test_a_stay_is_named_only_of_its_own_days(hotel: World) -> None:
    """Its settings say what the fine is: nobody picks them by naming an old one."""
    reply = lodged(hotel)
    stay, applied_on = reply.json["stay"]["id"], hotel.clock()
    hotel.clock.tick(days=1)
    left(hotel, reply)
    hotel.clock.tick(days=1)
    for days, status in ((-1, 422), (0, 201), (1, 201), (2, 422)):
        at = applied_on + timedelta(days=days)
        form = reporting(hotel, at=min(at, hotel.clock()), stay=stay)
        reply = hotel.post("/violations", GATE, form)
        assert reply.status == status, (days, reply.json)
        codes = [(e["pointer"], e["code"]) for e in reply.json.get("errors", ())]
        assert codes == ([("/happened_at", "not_during_stay")] if status == 422 else [])


@pytest.mark.clause("L-11", "P-approve")
def test_who_reported_decides_neither_by_delegation_nor_for_whom_they_stand_in(
    hotel: World,
) -> None:
    """Nor does anybody in the name of who reported it, or of whom it is about."""
    who = conduct.employee(hotel, "decided-by-delegate")
    join(hotel, person("delegate", Role.GATE, Role.EMPLOYEE, department="gate"))
    delegating.accepted(hotel, DIRECTOR, taker="delegate", role="gm_office_director")
    for employee, reporter in ((who, "delegate"), (who, DIRECTOR), ("delegate", GATE)):
        reply = reported(hotel, employee, by=reporter)
        for command, form in (("uphold", UPHOLD), ("dismiss", {"reason": "x"})):
            refused = do(hotel, reply, command, "delegate", **form)
            code = "own_case" if employee == "delegate" else "own_report"
            assert outcome(refused) == (403, code, "L-7")
    assert do(hotel, reported(hotel, who), "uphold", "delegate", **UPHOLD).status == 200


@pytest.mark.clause("L-11", "P-approve")
def test_who_reports_themselves_is_decided_on_by_another(hotel: World) -> None:
    who = "dormitory-and-employee"
    join(hotel, person(who, Role.DORMITORY, Role.EMPLOYEE, department="dormitory"))
    reply = reported(hotel, who, by=who)
    assert outcome(do(hotel, reply, "dismiss", who, reason="x")) == (403, "own_case", "L-7")
    assert do(hotel, reply, "uphold", **UPHOLD).status == 200
    assert conduct.balance(hotel, who) == 5000


@pytest.mark.clause("L-11")
def test_who_has_left_the_company_answers_still(hotel: World) -> None:
    who = conduct.employee(hotel, "left-the-company")
    reply = reported(hotel, who)
    settle(hotel, stored(hotel, Person, who), active=False)
    assert do(hotel, reply, "uphold", **UPHOLD).status == 200
    assert conduct.owing(hotel, who) == 5000
    assert conduct.paying(hotel, who, 5000).status == 200
    assert hotel.get(f"/accounts/{who}/statement", who).status == 404  # and comes in no more


@pytest.mark.clause("L-11", "P-who")
def test_only_who_keeps_the_house_reports_and_only_the_employee_explains(hotel: World) -> None:
    for who, status in ((GATE, 201), (CLERK, 201), (DIRECTOR, 201), (EMPLOYEE, 403), (GM, 403)):
        assert hotel.post("/violations", who, reporting(hotel)).status == status, who
    reply = reported(hotel)
    assert do(hotel, reply, "explain", COLLEAGUE, words="x").status == 404  # not theirs to know
    assert do(hotel, reply, "explain", GATE, words="x").status == 403
    said = do(hotel, reply, "explain", EMPLOYEE, words="只是送東西")
    assert [each["words"] for each in said.json["violation"]["statements"]] == ["只是送東西"]
    assert said.actions == {"explain"}
    done = do(hotel, reply, "dismiss", DIRECTOR, reason="屬實無妨")
    assert done.json["violation"]["state"] == "dismissed"
    assert outcome(do(hotel, reply, "explain", EMPLOYEE, words="x")) == (409, "too_late", "L-11")
    assert outcome(do(hotel, reply, "uphold", GM, **UPHOLD)) == (409, "too_late", "L-11")


@pytest.mark.clause("L-11", "P-approve")
@pytest.mark.parametrize(
    ("reporter", "decider", "status", "code"),
    [
        (GATE, DIRECTOR, 200, None),
        (GATE, GM, 200, None),
        (GATE, DORMITORY, 200, None),  # the supervisor of the dormitory office
        (GATE, CLERK, 403, "not_your_step"),  # who is of the office and does not supervise it
        (GATE, MANAGER, 403, "not_your_step"),
        (DIRECTOR, DIRECTOR, 403, "own_report"),
        (DORMITORY, DORMITORY, 403, "own_report"),
        (DORMITORY, DIRECTOR, 200, None),
        (DIRECTOR, DORMITORY, 200, None),
    ],
)
def test_whoever_reports_does_not_decide(
    hotel: World, reporter: str, decider: str, status: int, code: str | None
) -> None:
    reply = reported(hotel, conduct.employee(hotel, "decided-on"), by=reporter)
    shown = hotel.get(f"/violations/{reply.json['violation']['id']}", decider)
    done = do(hotel, reply, "uphold", decider, **UPHOLD)
    assert (done.status, done.json.get("code")) == (status, code)
    if shown.status == 200:
        assert ("uphold" in shown.actions) == ("dismiss" in shown.actions) == (status == 200)


@pytest.mark.clause("L-2", "P-money", "P-number")
def test_a_reversal_is_a_later_posting_and_happens_once(hotel: World) -> None:
    who = conduct.employee(hotel, "reversed")
    reply = conduct.upheld(hotel, who, breach="dormitory")
    number = reply.json["violation"]["forms"][0]["number"]
    hotel.clock.tick(days=40)
    done = do(hotel, reply, "reverse", GM, **REVERSE)
    assert done.json["violation"]["forms"][0]["void"]["reason"] == REVERSE["reason"]
    assert done.json["violation"]["forms"][0]["number"] == number  # it keeps its number
    fined, back = conduct.postings(hotel, f"employee.{who}")
    assert (fined["fen"], back["fen"]) == (5000, -5000)
    assert back["at"][:10] == str(hotel.clock().date())
    assert conduct.balance(hotel, who) == 0
    again = do(hotel, reply, "reverse", DIRECTOR, **REVERSE)
    assert outcome(again) == (409, "too_late", "L-11")
    assert conduct.balance(hotel, who) == 0


@pytest.mark.clause("L-7", "L-8")
def test_a_third_suspends_and_a_suspended_employee_does_not_apply(hotel: World) -> None:
    who = conduct.employee(hotel, "third")
    guest = relative(hotel, who)
    for breach in ("visiting", "meals", "dormitory", "overnight"):  # two of these count
        conduct.upheld(hotel, who, breach=breach)
    assert conduct.standing(hotel, who, who).json["eligible"] is True
    third = conduct.upheld(hotel, who, breach="meals")
    shown = conduct.standing(hotel, who, who).json
    assert (shown["eligible"], len(shown["counted"])) == (False, 3)
    assert third.json["violation"]["id"] in shown["barred"]["violations"]
    assert "eligibility_suspended" in {each["code"] for each in inbox(hotel, who)}
    over = hotel.clock() + timedelta(days=180)
    hotel.clock.at = over - timedelta(milliseconds=1)
    refused = hotel.post("/stays", who, asking(hotel, guest))
    assert outcome(refused) == (409, "suspended", "L-7")
    hotel.clock.at = over
    assert hotel.post("/stays", who, asking(hotel, guest)).status == 201
    late = conduct.settle(hotel, who, "restore")
    assert outcome(late) == (409, "too_late", "L-7")  # it was over by itself


@pytest.mark.clause("L-7")
def test_what_was_suspended_for_a_reversed_violation_is_eligible_again(hotel: World) -> None:
    who = conduct.employee(hotel, "suspended-wrongly")
    first, *_ = [conduct.upheld(hotel, who, breach="meals") for _ in range(4)]
    assert conduct.standing(hotel, who).json["eligible"] is False
    do(hotel, first, "reverse", **REVERSE)  # three are left
    assert conduct.standing(hotel, who).json["eligible"] is False
    second = hotel.get("/my-violations", who).json["items"][0]["violation"]["id"]
    path = f"/violations/{second}"
    reversed = hotel.post(f"{path}/reverse", GM, REVERSE, if_match=hotel.get(path, GM).etag)
    assert reversed.status == 200, reversed.json
    assert conduct.standing(hotel, who).json["eligible"] is True
    assert conduct.balance(hotel, who) == 2 * 5000


@pytest.mark.clause("L-7")
def test_the_gm_office_takes_the_right_to_stay_at_once_and_gives_it_back(hotel: World) -> None:
    who = conduct.employee(hotel, "cancelled")
    guest = relative(hotel, who)
    for by in (DORMITORY, GATE, who):
        assert conduct.settle(hotel, who, "cancel", by).status == 403
    done = conduct.settle(hotel, who, "cancel", DIRECTOR)
    assert (done.status, done.json["eligible"], done.actions) == (200, False, {"restore"})
    hotel.clock.tick(days=400)  # until it is given back, however long that takes
    refused = hotel.post("/stays", who, asking(hotel, guest), language="zh-Hant")
    assert outcome(refused) == (409, "eligibility_cancelled", "L-7")
    assert refused.json["detail"] == "總辦已取消住宿資格(屢次違規);恢復前不得申請。"
    for _ in range(3):
        conduct.upheld(hotel, who)  # a suspension does not shorten what was cancelled
    assert conduct.standing(hotel, who).json["barred"]["until"] is None
    assert conduct.settle(hotel, who, "restore", GM).json["eligible"] is True
    assert hotel.post("/stays", who, asking(hotel, guest)).status == 201
    for nobody in ("nobody", MANAGER):
        form = {"reason": "x"}
        reply = hotel.post(f"/conduct/{nobody}/cancel", DIRECTOR, form, if_match='"0"')
        assert outcome(reply) == (404, "not_found", "P-who")
    assert hotel.get(f"/conduct/{who}", COLLEAGUE).status == 404
    commands = [e["command"] for e in hotel.get(f"/conduct/{who}/history", who).json["items"]]
    assert (commands[0], commands[-1]) == ("conduct-cancel", "conduct-restore")


@pytest.mark.clause("L-7")
def test_who_loses_the_right_meanwhile_gets_no_bed(hotel: World) -> None:
    """Neither by the last signature nor by an offer: it can be refused, cancelled, or wait."""
    settled(hotel, r1="AB")
    who = conduct.employee(hotel, "meanwhile")
    pending = applied(hotel, who, relative(hotel, who), first=3)
    signed = stay_step(hotel, pending, "approve", MANAGER)
    conduct.settle(hotel, who, "cancel")
    refused = stay_step(hotel, signed, "approve", DIRECTOR)
    assert outcome(refused) == (409, "eligibility_cancelled", "L-7")
    conduct.settle(hotel, who, "restore")
    assert stay_step(hotel, signed, "approve", DIRECTOR).json["stay"]["state"] == "granted"
    day = ahead(hotel)
    granted(anew(hotel), first=day)  # one of the two beds
    offer = offered(hotel, first=day)
    conduct.settle(hotel, EMPLOYEE, "cancel")
    refused = stay_step(hotel, offer, "take-offer", EMPLOYEE)
    assert outcome(refused) == (409, "eligibility_cancelled", "L-7")
    conduct.settle(hotel, EMPLOYEE, "restore")
    assert stay_step(hotel, offer, "take-offer", EMPLOYEE).status == 200


@pytest.mark.clause("P-files")
def test_evidence_hangs_on_it_until_it_is_decided(hotel: World) -> None:
    reply = reported(hotel, breach="overnight")
    path = f"/violations/{reply.json['violation']['id']}/files"
    added = conduct.evidence(hotel, reply)
    one = f"{path}/{added.json['file']['id']}"
    assert hotel.post(f"{one}/attach", GATE, if_match=added.etag).status == 200
    assert len(hotel.get(path, EMPLOYEE).json["items"]) == 1  # the employee sees what is shown
    assert hotel.get(path, COLLEAGUE).status == 404
    do(hotel, reply, "uphold", **UPHOLD)
    late = conduct.announce(hotel, reply)
    assert outcome(late) == (409, "too_late", "L-10")


@pytest.mark.clause("L-7", "P-once", "P-together")
def test_decisions_at_once_count_each_once(real: World) -> None:
    """Three violations of one employee, each upheld by eight at once, with conflicts put in."""
    hotel = conduct.guarded(real)
    who = conduct.employee(hotel, "at-once")
    replies = [reported(hotel, who) for _ in range(3)]

    def decide(number: int) -> Reply:
        reply = replies[number % 3]
        by, path = (DIRECTOR, GM)[number % 2], f"/violations/{reply.json['violation']['id']}"
        return hotel.post(f"{path}/uphold", by, UPHOLD, if_match=reply.etag)

    with conflicts(hotel, seed=7):
        done = at_once(decide, 24)
    while any(each.status == 409 and each.json["code"] == "busy" for each in done):
        done += at_once(decide, 24)
    assert sum(each.status == 200 for each in done) == 3
    known: Conduct = stored(hotel, Conduct, who)
    assert {each.violation for each in known.counted} == {
        each.json["violation"]["id"] for each in replies
    }
    assert known.barred is not None
    assert conduct.balance(hotel, who) == 3 * 5000

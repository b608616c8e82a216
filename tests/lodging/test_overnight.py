"""Nights without leave: raised once a visit, whoever is first; leave of the GM office (L-10, L-11).

Who has to be out by 23:30 stays the night from midnight on; a day visitor half an hour later.
"""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.lodging.conduct.model import Violation
from chalicelib.lodging.gate.model import Visit
from chalicelib.store.meter import metered
from tests.support import conduct, delegating
from tests.support.conduct import UPHOLD
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import (
    ADMIN,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    GUARD,
    all_seen_to,
    anew,
    asked,
    at,
    colleague,
    curfew,
    day,
    left,
    lodged,
    night_allowed,
    peopled,
    signed_out,
    visiting,
    visitor,
)
from tests.support.residents import inbox, join, person, settle, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-10")


@pytest.fixture
def hotel(estate: World) -> World:
    peopled(anew(estate))
    all_seen_to(estate)
    return estate


def as_it_is(world: World, visit: Reply) -> Reply:
    return world.get(f"/visits/{visit.json['visit']['id']}", GUARD)


def raised(world: World, visit: Reply) -> list[Violation]:
    """What was raised of a visit: of the employee's and of those to be decided."""
    id = visit.json["visit"]["id"]
    page = world.get("/violations?limit=100&order=newest", DORMITORY).json["items"]
    found = [each["violation"]["id"] for each in page]
    known = [stored(world, Violation, each) for each in found]
    return [each for each in known if each.raised_from == f"visit#{id}"]


FIRST = {
    "clerk first": (),
    "listed, then the clerk": ("23:30:00",),
    "job first": ("23:30:00", "now"),
    "job late": ("now", "now"),
    "job twice": ("23:30:00", "now", "now"),
}
LASTING = [
    # days after the coming, the clock, whether a night was stayed
    (0, "23:29:59", False),
    (0, "23:30:00", False),
    (0, "23:59:59", False),
    (1, "00:00:00", True),
    (1, "00:30:00", True),
    (1, "07:59:59", True),
]


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize(("after", "clock", "overnight"), LASTING)
def test_an_employee_who_stays_past_midnight_is_reported_once(
    hotel: World, after: int, clock: str, first: str, *, overnight: bool
) -> None:
    visit, on = visiting(hotel, **colleague(hotel)), day(hotel, 0)
    leaving = (on + timedelta(days=after), clock)
    for run in FIRST[first]:
        when = leaving if run == "now" else (on, run)
        if when <= leaving:
            at(hotel, *when)
            curfew(hotel)
    at(hotel, *leaving)
    out = signed_out(hotel, as_it_is(hotel, visit)).json["visit"]
    curfew(hotel)
    found = raised(hotel, visit)
    assert len(found) == overnight
    assert (out["violation"] is not None) == (out["overnight_at"] is not None) == overnight
    assert out["state"] == ("gone" if clock == "23:29:59" else "gone_late")
    if overnight:
        at(hotel, on + timedelta(days=1), "00:00:00")
        violation = found[0]
        assert (violation.id, violation.state) == (out["violation"], "reported")
        assert (violation.breach, violation.clause) == ("overnight", "L-10")
        assert (violation.employee, violation.happened_at) == (out["employee"], hotel.clock())
        assert (violation.reported.by, violation.reported.words) == ("system.visits", out["name"])
        assert (violation.stay, violation.guest) == (None, None)


@pytest.mark.clause("L-11", "P-money", "P-tell")
def test_it_is_decided_as_any_other_and_fined(hotel: World) -> None:
    """The program reported it, so the GM office or the dormitory's supervisor decides as usual."""
    visit = visiting(hotel, **colleague(hotel))
    who = visit.json["visit"]["employee"]
    at(hotel, day(hotel, 1), "00:00:00")
    assert [curfew(hotel).fired for _ in range(3)] == [1, 1, 0]
    [violation] = raised(hotel, visit)
    assert "violation_reported" in {each["code"] for each in inbox(hotel, who)}
    for decider in (DIRECTOR, DORMITORY):
        told = [each for each in inbox(hotel, decider) if each["code"] == "violation_to_decide"]
        assert told[0]["record"] == f"violation#{violation.id}"
    path = f"/violations/{violation.id}"
    shown = hotel.get(path, who)
    assert shown.actions == {"explain"}
    assert hotel.post(f"{path}/uphold", GUARD, UPHOLD, if_match=shown.etag).status == 403
    form = {"words": "夜查屬實", "handed_over": True}
    done = hotel.post(f"{path}/uphold", DORMITORY, form, if_match=shown.etag)
    assert done.status == 200, done.json
    assert (done.json["violation"]["fine"], done.json["violation"]["handed_over"]) == (10000, True)
    assert conduct.balance(hotel, who) == 10000
    history = hotel.get(f"{path}/history", DORMITORY).json["items"]
    assert [(each["by"], each["command"]) for each in history] == [
        ("system.visits", "visits"),
        (DORMITORY, "violation-uphold"),
    ]


def test_handed_over_to_security_is_by_this_clause_only(hotel: World) -> None:
    reply = conduct.reported(conduct.guarded(hotel), breach="meals")
    wrong = conduct.do(hotel, reply, "uphold", words="屬實", handed_over=True)
    assert (wrong.status, wrong.json["clause"]) == (422, "L-8")
    assert [(each["pointer"], each["code"]) for each in wrong.json["errors"]] == [
        ("/handed_over", "by_curfew_only")
    ]


NIGHTS = [
    (1, "00:00:00", False),  # half an hour to get them out
    (1, "00:29:59", False),
    (1, "00:30:00", True),
]


@pytest.mark.clause("L-11")
@pytest.mark.parametrize("job", [False, True], ids=["clerk first", "job first"])
@pytest.mark.parametrize(("after", "clock", "overnight"), NIGHTS)
def test_for_a_visitor_who_stays_the_employee_of_the_stay_answers(
    hotel: World, after: int, clock: str, *, overnight: bool, job: bool
) -> None:
    stay = lodged(hotel).json["stay"]
    visit = visiting(hotel, **visitor(stay=stay["id"]))
    at(hotel, day(hotel, after), clock)
    if job:
        curfew(hotel)
        curfew(hotel)
    signed_out(hotel, as_it_is(hotel, visit))
    found = raised(hotel, visit)
    assert [(each.employee, each.stay, each.stay_number) for each in found] == (
        [(EMPLOYEE, stay["id"], stay["forms"][0]["number"])] if overnight else []
    )
    assert [each.reported.words for each in found] == (["鍾志明"] if overnight else [])


@pytest.mark.clause("L-11")
def test_the_stay_answers_though_its_guests_have_left_meanwhile(hotel: World) -> None:
    reply = lodged(hotel)
    visit = visiting(hotel, **visitor(stay=reply.json["stay"]["id"]))
    left(hotel, reply)
    at(hotel, day(hotel, 1), "00:30:00")
    assert len(raised(hotel, signed_out(hotel, as_it_is(hotel, visit)))) == 1


@pytest.mark.clause("P-tell")
@pytest.mark.parametrize("job", [False, True], ids=["clerk first", "job first"])
def test_for_a_visitor_without_a_stay_nobody_answers(hotel: World, *, job: bool) -> None:
    visit = visiting(hotel)
    record = f"visit#{visit.json['visit']['id']}"
    at(hotel, day(hotel, 1), "00:30:00")
    if job:
        assert [curfew(hotel).fired for _ in range(3)] == [1, 1, 0]
    out = signed_out(hotel, as_it_is(hotel, visit))
    assert out.json["visit"]["overnight_at"] is not None
    assert out.json["visit"]["violation"] is None
    assert raised(hotel, visit) == []
    told = {
        who: [each["code"] for each in inbox(hotel, who) if each["record"] == record]
        for who in (DORMITORY, GUARD, DIRECTOR)
    }
    late = ["visit_late"] if job else []
    assert told == {DORMITORY: ["visit_overnight", *late], GUARD: late, DIRECTOR: []}


@pytest.mark.clause("L-11")
def test_who_visits_a_guest_of_another_answers_without_that_stay(hotel: World) -> None:
    """Nothing of a colleague's stay is on the employee's account; their own stay is."""
    stay = lodged(hotel).json["stay"]["id"]
    form = colleague(hotel)
    form["employee"]["stay"] = stay
    own = {"employee": {"employee": EMPLOYEE, "whom": "葉秀英", "stay": stay}}
    visits = [visiting(hotel, **form), visiting(hotel, **own)]
    at(hotel, day(hotel, 1), "00:00:00")
    curfew(hotel)
    curfew(hotel)
    assert [each.stay for visit in visits for each in raised(hotel, visit)] == [None, stay]
    assert visits[0].json["visit"]["stay"] == stay


LEAVES = ["20:00:00", "23:29:59", "23:30:00", "23:59:59"]


@pytest.mark.clause("P-approve", "P-tell")
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("clock", LEAVES)
def test_with_leave_of_the_gm_office_the_night_is_no_violation(
    hotel: World, clock: str, *, listed: bool
) -> None:
    visit, on = visiting(hotel, **colleague(hotel)), day(hotel, 0)
    at(hotel, on, clock)
    if listed:
        curfew(hotel)
    done = night_allowed(hotel, visit)
    assert done.status == 200, done.json
    shown = done.json["visit"]
    assert (shown["state"], shown["late_at"]) == ("inside", None)
    [leave] = shown["leaves"]
    assert (leave["night"], leave["reason"]) == (str(on), "末班車已開出")
    assert (leave["given"]["person"], leave["given"]["delegation"]) == (DIRECTOR, None)
    told = [each for each in inbox(hotel, GUARD) if each["code"] == "night_allowed"]
    assert told[0]["record"] == f"visit#{shown['id']}"
    at(hotel, on + timedelta(days=1), "08:00:00")
    curfew(hotel)
    out = signed_out(hotel, as_it_is(hotel, visit)).json["visit"]
    assert (out["state"], raised(hotel, visit)) == ("gone", [])


def test_after_a_night_with_leave_the_next_is_like_any_other(hotel: World) -> None:
    visit, on = visiting(hotel, **colleague(hotel)), day(hotel, 0)
    assert night_allowed(hotel, visit).status == 200
    again = night_allowed(hotel, visit)
    assert (again.status, again.json["code"]) == (409, "night_allowed")
    at(hotel, on + timedelta(days=1), "00:00:00")
    assert night_allowed(hotel, visit, GM).status == 200  # for the night after this one
    at(hotel, on + timedelta(days=2), "23:30:00")
    curfew(hotel)
    assert as_it_is(hotel, visit).json["visit"]["state"] == "inside_late"
    at(hotel, on + timedelta(days=3), "00:00:00")
    refused = night_allowed(hotel, visit)
    assert (refused.status, refused.json["code"], refused.json["clause"]) == (
        409,
        "night_begun",
        "L-10",
    )
    curfew(hotel)
    assert len(raised(hotel, visit)) == 1


def test_leave_comes_too_late_once_the_night_has_begun_whoever_is_first(hotel: World) -> None:
    """Whether or not the program saw it: the same instant decides."""
    for job in (False, True):
        visit = visiting(hotel, **colleague(hotel))
        at(hotel, day(hotel, 1), "00:00:00")
        if job:
            curfew(hotel)
            curfew(hotel)
        assert night_allowed(hotel, visit).json["code"] == "night_begun"
        assert "allow-night" not in hotel.get(f"/visits/{visit.json['visit']['id']}", GM).actions
        assert signed_out(hotel, as_it_is(hotel, visit)).status == 200
        assert night_allowed(hotel, visit).json["code"] == "too_late"
        hotel.clock.tick(hours=9)


@pytest.mark.clause("P-approve", "P-who")
def test_the_gm_office_gives_leave_and_never_to_itself(hotel: World) -> None:
    substitute, both = "night-substitute", "director-and-employee"
    join(hotel, person(substitute, Role.DEPARTMENT_HEAD, Role.EMPLOYEE, department="dining"))
    join(hotel, person(both, Role.GM_OFFICE_DIRECTOR, Role.EMPLOYEE, department="general_office"))
    of_director = visiting(hotel, **_employee(both))
    of_substitute = visiting(hotel, **_employee(substitute))
    other = visiting(hotel, **colleague(hotel))
    delegating.accepted(hotel, both, taker=substitute, role="gm_office_director")
    form = {"reason": "末班車已開出"}
    # who, whose visit, what comes of it
    tried = [
        (GUARD, other, 403),
        (DORMITORY, other, 403),
        (ADMIN, other, 403),
        (EMPLOYEE, other, 403),
        (both, of_director, 403),  # to themselves
        (substitute, of_director, 403),  # to whom they stand in for
        (substitute, of_substitute, 403),
        (substitute, other, 200),
        (GM, of_director, 200),
        (both, of_substitute, 200),
    ]
    for who, visit, status in tried:
        path = f"/visits/{visit.json['visit']['id']}"
        reply = hotel.post(f"{path}/allow-night", who, form, if_match=visit.etag)
        assert reply.status == status, (who, reply.json)
        code = {403: ("own_case", "not_your_step")}.get(status)
        assert code is None or reply.json["code"] in code
    [leave] = as_it_is(hotel, other).json["visit"]["leaves"]
    assert (leave["given"]["person"], leave["given"]["whose"]) == (substitute, both)


def _employee(who: str) -> dict[str, Any]:
    return {"employee": {"employee": who, "whom": "葉秀英"}}


def test_nobody_gives_leave_for_a_visitor_they_would_answer_for(hotel: World) -> None:
    """The stay is the director's: its visitors are."""
    stay = lodged(hotel).json["stay"]["id"]
    visit = visiting(hotel, **visitor(stay=stay))
    known = stored(hotel, Person, EMPLOYEE)
    settle(hotel, known, roles=(Role.EMPLOYEE, Role.GM_OFFICE_DIRECTOR))
    assert night_allowed(hotel, visit, EMPLOYEE).json["code"] == "own_case"
    settle(hotel, stored(hotel, Person, EMPLOYEE), roles=(Role.EMPLOYEE,))
    assert night_allowed(hotel, visit).status == 200


def test_without_a_reason_there_is_no_leave(hotel: World) -> None:
    visit = visiting(hotel, **colleague(hotel))
    path = f"/visits/{visit.json['visit']['id']}/allow-night"
    for form in ({}, {"reason": " "}, {"reason": "x" * 1001}):
        reply = hotel.post(path, DIRECTOR, form, if_match=visit.etag)
        assert (reply.status, reply.json["clause"]) == (422, "L-10")
        assert [each["pointer"] for each in reply.json["errors"]] == ["/reason"]


SETTLED = [
    # minutes until the night, the end of visits and the curfew, and what comes of it for both
    ({"overnight_minutes": 0}, "00:00:00", "00:00:00"),
    ({"overnight_minutes": 90}, "01:30:00", "01:00:00"),
    ({"visits_until": 20 * 60}, "00:00:00", "00:00:00"),  # never before midnight
    ({"curfew": 24 * 60}, "00:30:00", "00:30:00"),
]


@pytest.mark.parametrize(("settings", "of_visitor", "of_employee"), SETTLED)
def test_the_night_begins_as_it_is_settled_when_the_visit_begins(
    hotel: World, settings: dict[str, int], of_visitor: str, of_employee: str
) -> None:
    before = hotel.get("/lodging", ADMIN)
    known = {key: before.json["terms"][key] for key in settings}
    changed = hotel.post("/lodging/change", ADMIN, settings, if_match=before.etag)
    assert changed.status == 200, changed.json
    visits = [visiting(hotel), visiting(hotel, **colleague(hotel))]
    etag = hotel.get("/lodging", ADMIN).etag
    assert hotel.post("/lodging/change", ADMIN, known, if_match=etag).status == 200
    for visit, clock in zip(visits, (of_visitor, of_employee), strict=True):
        at(hotel, day(hotel, 1), clock)
        assert stored(hotel, Visit, visit.json["visit"]["id"]).overnight_from == hotel.clock()
        hotel.clock.tick(days=-1, hours=8)


@pytest.mark.clause("P-once", "P-together")
def test_guard_and_job_at_once_raise_it_once(real: World) -> None:
    hotel = peopled(real)
    visits = [visiting(hotel, **colleague(hotel)) for _ in range(3)]
    at(hotel, day(hotel, 1), "00:30:00")

    def leave(number: int) -> Reply | None:
        if number % 2:
            curfew(hotel)
            return None
        return signed_out(hotel, as_it_is(hotel, visits[number // 2 % 3]))

    with conflicts(hotel, seed=11):
        at_once(leave, 12)
    for visit in visits:
        signed_out(hotel, as_it_is(hotel, visit))
    curfew(hotel)
    for visit in visits:
        [violation] = raised(hotel, visit)
        out = stored(hotel, Visit, visit.json["visit"]["id"])
        assert (out.violation, out.timers, out.holds) == (violation.id, (), ())


@pytest.mark.clause("P-who")
def test_who_left_the_company_answers_still_and_comes_in_no_more(hotel: World) -> None:
    form = colleague(hotel)
    who = form["employee"]["employee"]
    visit = visiting(hotel, **form)
    settle(hotel, stored(hotel, Person, who), active=False)
    at(hotel, day(hotel, 1), "00:00:00")
    assert signed_out(hotel, as_it_is(hotel, visit)).status == 200
    assert [each.employee for each in raised(hotel, visit)] == [who]
    at(hotel, day(hotel, 0), "09:00:00")
    assert asked(hotel, **form).status == 422


def test_what_is_raised_costs_no_trip_more(hotel: World) -> None:
    visit = visiting(hotel, **colleague(hotel))
    at(hotel, day(hotel, 1), "00:00:00")
    known = as_it_is(hotel, visit)
    with metered() as meter:
        assert signed_out(hotel, known).status == 200
    assert meter.trips == 2

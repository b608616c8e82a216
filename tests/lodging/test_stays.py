"""From the application over both signatures to the bed, over HTTP (L-1, L-3, P-approve)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.core.site import Site
from chalicelib.lodging.conduct.model import Barred, Conduct
from local import sample
from tests.support import delegating
from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    MAN,
    MANAGER,
    anew,
    applied,
    approved,
    asking,
    claimed,
    day,
    do,
    granted,
    now,
    over,
    relative,
    settled,
)
from tests.support.residents import inbox, join, person, settle, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-3")


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(settled(estate, r201="AB", r202="AB"))


def pointers(reply: Reply) -> set[tuple[str, str]]:
    return {(each["pointer"], each["code"]) for each in reply.json["errors"]}


def test_two_signatures_in_order_and_the_bed_is_held(hotel: World) -> None:
    reply = applied(hotel, days=3)
    assert reply.json["stay"]["forms"][0]["number"].startswith("LA-")
    assert (reply.json["signs"], reply.actions) == (MANAGER, {"withdraw"})
    early = do(hotel, reply, "approve", DIRECTOR)
    assert (early.status, early.json["code"]) == (403, "not_your_approval")
    first = do(hotel, reply, "approve", MANAGER, words="同意")
    assert (first.json["stay"]["state"], first.json["signs"]) == ("pending", DIRECTOR)
    second = do(hotel, first, "approve", DIRECTOR)
    stay = second.json["stay"]
    assert (stay["state"], len(stay["beds"])) == ("granted", 1)
    path = f"/house/nights?from_day={day(hotel, 1)}&to_day={day(hotel, 4)}"
    calendar = hotel.get(path, DORMITORY).json["nights"]
    assert [[each["stay"] for each in night["lodgers"]] for night in calendar] == [
        [stay["id"]],
        [stay["id"]],
        [stay["id"]],
        [],  # the day of leaving
    ]
    history = hotel.get(f"/stays/{stay['id']}/history", EMPLOYEE).json["items"]
    assert [each["command"] for each in history] == ["stay-apply", "stay-approve", "stay-approve"]
    assert hotel.get("/inbox", EMPLOYEE).json["items"][0]["code"] == "application_granted"


@pytest.mark.parametrize(
    ("first", "days", "fault"),
    [
        (0, 1, None),  # from today
        (1, 3, None),  # three days
        (1, 4, ("/last", "too_many_days")),  # four are not
        (-1, 2, ("/first", "in_the_past")),
        (1, 0, ("/last", "ends_before_it_begins")),  # no night
        (1, -1, ("/last", "ends_before_it_begins")),
        (60, 1, None),  # as far ahead as may be
        (61, 1, ("/first", "out_of_range")),
    ],
)
def test_three_days_and_not_four_not_in_the_past(
    hotel: World, first: int, days: int, fault: Any
) -> None:
    form = asking(hotel, relative(hotel), first=first, days=days)
    reply = hotel.post("/stays", EMPLOYEE, form)
    if fault is None:
        assert reply.status == 201
    else:
        assert (reply.status, reply.json["clause"], pointers(reply)) == (422, "L-3", {fault})


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_without_a_reason_it_is_refused(hotel: World, reason: Any) -> None:
    reply = hotel.post("/stays", EMPLOYEE, {**asking(hotel, relative(hotel)), "reason": reason})
    assert (reply.status, reply.json["clause"]) == (422, "L-3")
    assert {pointer for pointer, _ in pointers(reply)} == {"/reason"}


@pytest.mark.clause("L-1")
def test_guests_are_verified_relatives_of_ones_own(hotel: World) -> None:
    unverified = claimed(hotel).json["relative"]["id"]
    others, own = relative(hotel, COLLEAGUE), relative(hotel)
    reply = hotel.post("/stays", EMPLOYEE, asking(hotel, unverified, others, own, own))
    assert (reply.status, reply.json["clause"]) == (422, "L-1")
    assert pointers(reply) == {
        ("/guests/0", "not_verified"),
        ("/guests/1", "no_such_one"),  # a colleague's is like none
        ("/guests/3", "repeated"),
    }


@pytest.mark.clause("L-1", "L-7")
def test_who_is_suspended_or_has_left_does_not_apply(hotel: World) -> None:
    who = join(hotel, person(f"barred-{hotel.clock().day}", Role.EMPLOYEE, department="dining"))
    guest = relative(hotel, who)
    until = hotel.clock.tick(days=1)
    sample.add(
        hotel.house.service.store,
        Conduct(site=hotel.site, id=who, barred=Barred(by="x", name="x", at=until, until=until)),
        hotel.clock(),
    )
    hotel.clock.tick(seconds=-1)
    reply = hotel.post("/stays", who, asking(hotel, guest))
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (409, "suspended", "L-7")
    hotel.clock.tick(seconds=1)
    assert hotel.post("/stays", who, asking(hotel, guest)).status == 201
    version = hotel.get(f"/people/{who}", ADMIN).etag
    left = {"name": "x", "roles": ["employee"], "department": "dining", "active": False}
    assert hotel.post(f"/people/{who}/change", ADMIN, left, if_match=version).status == 200
    assert hotel.post("/stays", who, asking(hotel, guest)).status == 404


@pytest.mark.clause("P-approve")
def test_a_manager_who_applies_is_signed_above_and_nobody_signs_twice(hotel: World) -> None:
    who = join(
        hotel,
        person(
            f"both-{hotel.clock().day}", Role.EMPLOYEE, Role.DEPARTMENT_MANAGER, department="dining"
        ),
    )
    department = {"name": {"hant": "餐飲", "hans": "餐饮", "en": "Dining"}, "supervisor": who}
    version = hotel.get("/desk", ADMIN).etag
    hotel.post("/desk/departments/dining/change", ADMIN, department, if_match=version)
    reply = applied(hotel, who)
    assert reply.json["signs"] == DIRECTOR  # the manager's seat is empty: it goes up
    assert do(hotel, reply, "approve", who).json["code"] == "own_approval"
    first = do(hotel, reply, "approve", DIRECTOR)
    assert first.json["signs"] == GM  # one natural person signs one step
    assert do(hotel, first, "approve", DIRECTOR).json["code"] == "signed_already"
    assert do(hotel, first, "approve", GM).json["stay"]["state"] == "granted"
    back = {**department, "supervisor": MANAGER}
    version = hotel.get("/desk", ADMIN).etag
    hotel.post("/desk/departments/dining/change", ADMIN, back, if_match=version)


@pytest.mark.clause("P-approve", "P-tell")
def test_where_nobody_may_sign_whoever_applied_is_told_at_once_and_daily(hotel: World) -> None:
    site = stored(hotel, Site, hotel.site)
    settle(hotel, site, departments=())
    reply = applied(hotel, first=3)
    about = f"stay#{reply.json['stay']['id']}"
    assert reply.json["signs"] is None
    for days in (1, 2):
        heard = [each["code"] for each in inbox(hotel, EMPLOYEE) if each["record"] == about]
        assert heard == ["nobody_signs"] * days
        hotel.clock.tick(days=1)
        over(hotel)
    settle(hotel, stored(hotel, Site, hotel.site), departments=site.departments)


@pytest.mark.clause("P-approve")
def test_a_substitute_signs_for_the_manager_and_not_for_themselves(hotel: World) -> None:
    delegating.accepted(hotel, MANAGER, taker=EMPLOYEE, role="department_manager")
    own = applied(hotel)
    assert do(hotel, own, "approve", EMPLOYEE).json["code"] == "own_approval"
    other = applied(hotel, COLLEAGUE)
    seen = hotel.get(f"/stays/{other.json['stay']['id']}", EMPLOYEE)
    assert seen.actions == {"approve", "refuse"}
    signed = do(hotel, other, "approve", EMPLOYEE)
    mark = signed.json["stay"]["chain"]["marks"][0]
    assert (mark["person"], mark["whose"]) == (EMPLOYEE, MANAGER)
    assert mark["delegation"]


@pytest.mark.clause("P-approve")
def test_withdrawn_only_while_untouched_and_submitted_again_with_differences(hotel: World) -> None:
    guest = relative(hotel)
    reply = applied(hotel, EMPLOYEE, guest, days=2)
    touched = do(hotel, applied(hotel), "approve", MANAGER)
    late = do(hotel, touched, "withdraw", EMPLOYEE)
    assert (late.status, late.json["code"]) == (409, "signed_by_now")
    assert do(hotel, reply, "withdraw", COLLEAGUE).status == 404  # not theirs to know of
    back = do(hotel, reply, "withdraw", EMPLOYEE)
    assert (back.json["stay"]["state"], back.actions) == ("withdrawn", {"resubmit"})
    form = {**asking(hotel, guest, days=3), "reason": "母親探望"}
    again = do(hotel, back, "resubmit", EMPLOYEE, **form)
    assert again.json["stay"]["state"] == "pending"
    assert [
        (each["field"], each["before"], each["after"]) for each in again.json["differences"]
    ] == [
        ("reason", "探親", "母親探望"),
        ("last", str(day(hotel, 3)), str(day(hotel, 4))),
    ]
    refused = do(hotel, again, "refuse", MANAGER, reason="人手不足")
    assert (refused.json["stay"]["state"], refused.actions) == ("refused", set())
    third = do(hotel, refused, "resubmit", EMPLOYEE, **form)
    assert third.json["stay"]["chain"]["version"] == 3
    assert all(each["void"] for each in third.json["stay"]["chain"]["marks"])


def reminded(world: World, reply: Reply) -> int:
    """How often the manager was reminded of it."""
    about = ("application_waits", f"stay#{reply.json['stay']['id']}")
    told = world.get("/inbox?limit=100", MANAGER).json["items"]
    return sum((each["code"], each["record"]) == about for each in told)


@pytest.mark.clause("P-approve")
def test_a_late_signature_is_asked_for_daily_and_the_first_day_ends_it(hotel: World) -> None:
    reply = applied(hotel, first=2)
    hotel.clock.tick(hours=24)
    over(hotel)
    assert reminded(hotel, reply) == 1
    over(hotel)
    assert reminded(hotel, reply) == 1  # not again before tomorrow
    hotel.clock.tick(hours=24)
    over(hotel)
    assert reminded(hotel, reply) == 2
    hotel.clock.tick(hours=14, minutes=59, seconds=57)  # 23:59:59 on the first day
    over(hotel)
    assert now(hotel, reply)["state"] == "pending"
    hotel.clock.tick(seconds=1)
    over(hotel)
    assert now(hotel, reply)["state"] == "lapsed"
    assert do(hotel, reply, "approve", MANAGER).status == 409


def test_nobody_sees_anothers_and_the_manager_the_departments(hotel: World) -> None:
    id = applied(hotel).json["stay"]["id"]
    outsider = join(hotel, person(f"out-{hotel.clock().day}", Role.EMPLOYEE, department="grounds"))
    seen = {
        who: hotel.get(f"/stays/{id}", who).status
        for who in (EMPLOYEE, COLLEAGUE, outsider, MANAGER, DIRECTOR, DORMITORY, GM)
    }
    assert [who for who, status in seen.items() if status == 404] == [COLLEAGUE, outsider]
    assert id in {each["stay"]["id"] for each in hotel.get("/my-stays", EMPLOYEE).json["items"]}
    listed = hotel.get("/stays?state=pending&limit=100", MANAGER).json["items"]
    assert id in {each["stay"]["id"] for each in listed}


def test_an_extension_goes_on_from_the_first_with_its_own_reason(hotel: World) -> None:
    guest, other = relative(hotel), relative(hotel, **MAN)
    first = granted(hotel, EMPLOYEE, guest, days=3).json["stay"]
    form = asking(hotel, guest, first=4, days=3, extends=first["id"], reason="病未癒")
    wrong = {**form, "guests": [other], "first": str(day(hotel, 5)), "last": str(day(hotel, 8))}
    reply = hotel.post("/stays", EMPLOYEE, wrong)
    assert pointers(reply) == {("/first", "out_of_range"), ("/guests/0", "not_of_stay")}
    reply = hotel.post("/stays", COLLEAGUE, {**form, "guests": [relative(hotel, COLLEAGUE)]})
    assert pointers(reply) == {("/extends", "no_such")}
    extended = approved(hotel, hotel.post("/stays", EMPLOYEE, form)).json["stay"]
    assert extended["beds"] == first["beds"]  # nobody has to move


@pytest.mark.clause("L-2")
def test_a_guest_has_one_bed_a_night(hotel: World) -> None:
    """Two employees may have the same relative; the document says that it is one person."""
    document = f"P{hotel.clock():%m%d}9999"
    mine = relative(hotel, document=document)
    hers = relative(hotel, COLLEAGUE, document=document, relation="spouse")
    first = granted(hotel, EMPLOYEE, mine, days=2)
    second = do(hotel, applied(hotel, COLLEAGUE, hers, first=2), "approve", MANAGER)
    refused = do(hotel, second, "approve", DIRECTOR)
    assert (refused.status, refused.json["code"]) == (409, "guest_lodged")
    assert refused.json["data"] == {
        "name": "葉秀英",
        "night": str(day(hotel, 2)),
        "holder": f"stay#{first.json['stay']['id']}",
    }
    after = applied(hotel, COLLEAGUE, hers, first=3)  # as the first ends
    assert approved(hotel, after).json["stay"]["state"] == "granted"


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("path", "who"), [("/my-stays?", EMPLOYEE), ("/stays?state=withdrawn&", DIRECTOR)]
)
def test_stays_are_listed_by_day_and_in_both_orders(hotel: World, path: str, who: str) -> None:
    made = []
    for _ in range(2):
        reply = do(hotel, applied(hotel), "withdraw", EMPLOYEE)
        made.append((str(day(hotel, 0)), reply.json["stay"]["id"]))
        hotel.clock.tick(days=1)

    def listed(query: str) -> list[str]:
        items = hotel.get(f"{path}{query}&limit=100", who).json["items"]
        return [each["stay"]["id"] for each in items]

    (first, one), (second, two) = made
    between = f"from_day={first}&to_day={second}"
    assert listed(f"{between}&order=newest") == [two, one]
    assert listed(f"{between}&order=oldest") == [one, two]
    assert listed(f"from_day={second}&to_day={second}") == [two]

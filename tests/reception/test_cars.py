"""Trips by car over HTTP: asked for, signed, arranged, driven, given up (R-4.3.7)."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Role
from chalicelib.reception.plans.model import Bearer, LineKind
from chalicelib.reception.receptions.model import Reception, ReceptionState
from tests.support import delegating
from tests.support.cars import (
    CITY,
    FAR,
    arranged,
    arranging,
    asked,
    asking,
    at,
    car,
    change,
    do,
    done,
    driver,
    far,
    far_to_sign,
    left,
    line,
    reception,
    returned,
    settled,
    times,
    to_sign,
    today_arranged,
)
from tests.support.hospital import (
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
    settle,
)
from tests.support.residents import inbox, join, person, stored
from tests.support.residents import settle as put
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.7")

OTHER_HOST = "host-other"
REASON = {"reason": "行程有變"}


def trip(reply: Reply) -> Any:
    return reply.json["trip"]


def now(world: World, reply: Reply, who: str = OFFICER) -> Reply:
    return world.get(f"/trips/{trip(reply)['id']}", who)


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert reply.status == 422, reply.json
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def refused(reply: Reply) -> tuple[str, str]:
    assert reply.status in (403, 409), reply.json
    return reply.json["code"], reply.json["clause"]


def told(world: World, who: str, reply: Reply) -> list[str]:
    about = f"trip#{trip(reply)['id']}"
    return [each["code"] for each in reversed(inbox(world, who)) if each["record"] == about]


@pytest.mark.parametrize(
    ("destination", "kind"),
    [
        (CITY, "city"),
        (" 香洲 區", "city"),  # however it is spaced
        ("香洲区", "city"),  # and in whichever characters
        ("香洲", "long_distance"),  # another place
        ("香洲區政府", "long_distance"),
        (FAR, "long_distance"),
    ],
)
def test_how_far_it_goes_follows_from_where_it_is_declared_to_go(
    estate: World, destination: str, kind: str
) -> None:
    assert trip(asked(estate, destination=destination, km=9))["kind"] == kind


def test_what_the_office_head_signed_with_the_reception_is_approved(estate: World) -> None:
    reply = asked(estate)
    known = trip(reply)
    assert (known["state"], known["covered"]["role"]) == ("approved", "office_head")
    assert known["line_name"] == "接送"
    assert (known["covered"]["by"], known["chain"]) == (OFFICE_HEAD, None)
    assert told(estate, OFFICE_HEAD, reply) == ["trip_to_arrange"]


def test_the_long_distance_that_the_gm_granted_is_approved(estate: World) -> None:
    known = trip(asked(estate, **far(estate)))
    assert (known["state"], known["covered"]["role"]) == ("approved", "gm")
    assert known["covered"]["by"] == GM


def test_a_long_distance_that_was_not_granted_is_the_gms_to_sign(estate: World) -> None:
    reply = far_to_sign(estate)
    assert (trip(reply)["state"], trip(reply)["covered"]) == ("pending", None)
    assert told(estate, GM, reply) == ["trip_to_sign"]
    assert refused(do(estate, reply, "approve", OFFICE_HEAD)) == ("not_your_approval", "R-4.3.7")
    signed = done(estate, reply, "approve", GM, words="同意")
    assert trip(signed)["state"] == "approved"
    assert told(estate, HOST, reply) == ["trip_approved"]
    assert told(estate, OFFICE_HEAD, reply) == ["trip_to_arrange"]


def test_elsewhere_in_the_city_than_the_plan_has_it_is_the_office_heads_to_sign(
    estate: World,
) -> None:
    reply = to_sign(estate)
    assert (trip(reply)["kind"], trip(reply)["state"]) == ("city", "pending")
    assert refused(do(estate, reply, "approve", GM)) == ("not_your_approval", "R-4.3.7")
    assert trip(done(estate, reply, "approve", OFFICE_HEAD))["state"] == "approved"


def test_a_grant_is_for_the_place_it_was_given_for(estate: World) -> None:
    assert trip(asked(estate, **far(estate, destination="深圳")))["state"] == "pending"


def marks(of: Reception, *roles: Role) -> Reception:
    """The reception with the signatures of these roles only."""
    assert of.chain
    kept = tuple(each for each in of.chain.marks if each.role in roles)
    return replace(of, chain=replace(of.chain, marks=kept))


@pytest.mark.parametrize(
    ("roles", "state"),
    [
        ((Role.OFFICE_HEAD,), "approved"),
        ((Role.GM,), "approved"),  # the office head's seat was empty and went up
        ((Role.DEPARTMENT_MANAGER,), "pending"),  # the settings do not ask the office head
        ((), "pending"),
    ],
)
def test_only_the_office_heads_signature_covers_the_city(
    estate: World, roles: tuple[Role, ...], state: str
) -> None:
    of = reception(estate)
    put(estate, of, chain=marks(of, *roles).chain)
    assert trip(asked(estate, of))["state"] == state


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ReceptionState.DRAFTED, ("budget_missing", "R-4.3.1")),
        (ReceptionState.PENDING, ("budget_missing", "R-4.3.1")),
        (ReceptionState.CANCELLED, ("too_late", "R-4.3.1")),
        (ReceptionState.CLOSED, ("too_late", "R-4.3.1")),
    ],
)
def test_no_trip_for_a_reception_that_is_not_approved(
    estate: World, state: ReceptionState, said: tuple[str, str]
) -> None:
    of = reception(estate, state=state)
    assert refused(estate.post("/trips", HOST, asking(estate, of))) == said


@pytest.mark.clause("R-4.1.2", "R-4.2.1")
def test_no_trip_on_a_line_that_is_stopped_by_something_else(estate: World) -> None:
    settled(estate)
    own = reception(estate, line(estate, "city", CITY, bearer=Bearer.GUEST_UNIT))
    assert refused(estate.post("/trips", HOST, asking(estate, own))) == ("own_cost", "R-4.1.2")
    of = reception(estate, no=("outside",))
    form = asking(estate, of, **far(estate))
    assert refused(estate.post("/trips", HOST, form)) == ("not_granted", "R-4.2.1")


def test_what_a_request_has_to_say(estate: World) -> None:
    of = reception(estate, line(estate, "city", CITY), line(estate, "meal", None, kind="other"))

    def said(who: str = HOST, **form: Any) -> list[tuple[str, str]]:
        return faults(estate.post("/trips", who, asking(estate, of, **form)))

    assert said(reception="nothing") == [("/reception", "no_such")]
    assert said(line="nothing") == [("/line", "no_such")]
    assert said(line="meal") == [("/line", "no_such")]  # of no vehicle
    assert said(destination=FAR) == [("/km", "required")]
    assert said(**times(estate, "12:00", "12:00")) == [("/ends", "ends_before_it_begins")]
    assert said(begins=at(estate, after=-1)) == [("/begins", "in_the_past")]
    assert said(begins=at(estate, after=10)) == [
        ("/begins", "out_of_range"),
        ("/ends", "ends_before_it_begins"),
    ]
    assert said(ends=at(estate, "00:00", 10)) == [("/ends", "out_of_range")]
    long = asking(estate, of, ends=at(estate, "23:59:59", 9))  # to the last second of its days
    assert estate.post("/trips", HOST, long).status == 201


@pytest.mark.clause("P-who")
def test_only_who_receives_asks_for_cars(estate: World) -> None:
    of = reception(estate)
    join(estate, person(OTHER_HOST, Role.HOST_DEPARTMENT, department="grounds"))
    reply = estate.post("/trips", OTHER_HOST, asking(estate, of))
    assert faults(reply) == [("/reception", "no_such")]
    assert estate.post("/trips", FINANCE, asking(estate, of)).status == 403
    assert asked(estate, of, who=OFFICER).status == 201
    colleague = join(estate, person("host-b", Role.HOST_DEPARTMENT, department="cardiology"))
    assert asked(estate, of, who=colleague).status == 201


@pytest.mark.parametrize("step", ["refuse", "withdraw", "cancel"])
def test_a_line_is_for_so_many_trips_and_what_is_over_makes_room(estate: World, step: str) -> None:
    settled(estate)
    of = reception(estate, line(estate, "city", CITY if step == "cancel" else "別處", count=2))
    first, _ = asked(estate, of), asked(estate, of)
    form = asking(estate, of)
    assert refused(estate.post("/trips", HOST, form)) == ("line_used", "R-4.3.7")
    who = OFFICE_HEAD if step == "refuse" else HOST
    done(estate, first, step, who, **({} if step == "withdraw" else REASON))
    assert estate.post("/trips", HOST, form).status == 201
    assert refused(estate.post("/trips", HOST, form)) == ("line_used", "R-4.3.7")


def test_a_driven_trip_has_used_its_line(estate: World) -> None:
    settled(estate)
    of = reception(estate, line(estate, "city", CITY))
    returned(estate, arranged(estate, asked(estate, of, **times(estate, after=0)), **today(estate)))
    form = asking(estate, of)
    assert refused(estate.post("/trips", HOST, form)) == ("line_used", "R-4.3.7")


def today(world: World) -> Any:
    return times(world, after=0)


def test_a_reception_knows_what_is_underway(estate: World) -> None:
    of = reception(estate)
    reply = asked(estate, of, **today(estate))
    name = f"trip#{trip(reply)['id']}"
    assert stored(estate, Reception, of.id).underway == (name,)
    left(estate, arranged(estate, reply, **today(estate)))
    assert stored(estate, Reception, of.id).underway == (name,)
    done(estate, reply, "return", odometer=1010)
    assert stored(estate, Reception, of.id).underway == ()


@pytest.mark.clause("P-approve")
def test_the_applicant_never_signs(estate: World) -> None:
    reply = to_sign(estate, who=OFFICE_HEAD)
    assert told(estate, GM, reply) == ["trip_to_sign"]  # the seat goes up
    assert refused(do(estate, reply, "approve", OFFICE_HEAD)) == ("own_approval", "R-4.3.7")
    assert trip(done(estate, reply, "approve", GM))["state"] == "approved"


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("field", ["requested_by", "hands"])
def test_who_asked_for_the_reception_or_wrote_at_it_signs_no_trip_of_it(
    estate: World, field: str
) -> None:
    value = OFFICE_HEAD if field == "requested_by" else (OFFICE_HEAD,)
    settled(estate)
    of = reception(estate, line(estate, "city", "別處"), **{field: value})
    reply = asked(estate, of)
    assert refused(do(estate, reply, "approve", OFFICE_HEAD)) == ("own_approval", "R-4.3.7")
    assert trip(done(estate, reply, "approve", GM))["state"] == "approved"


@pytest.mark.clause("P-approve")
def test_the_applicants_substitute_does_not_sign_for_the_office_head(estate: World) -> None:
    settled(estate)
    give(estate, OFFICE_HEAD, HOST, "office_head")
    reply = to_sign(estate)
    assert refused(do(estate, reply, "approve", HOST)) == ("own_approval", "R-4.3.7")


@pytest.mark.clause("P-approve")
def test_the_office_heads_substitute_signs(estate: World) -> None:
    settled(estate)
    give(estate, OFFICE_HEAD, HOST_MANAGER, "office_head")
    reply = to_sign(estate)
    signed = done(estate, reply, "approve", HOST_MANAGER)
    [mark] = trip(signed)["chain"]["marks"]
    assert (mark["person"], mark["whose"]) == (HOST_MANAGER, OFFICE_HEAD)


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("delegable", [False, True])
def test_nobody_stands_in_for_the_gm_unless_the_settings_say_so(
    world: World, delegable: bool
) -> None:
    settled(world)
    if delegable:
        settle(world, gm_delegable=True)
    stranger = join(world, person("deputy", Role.EMPLOYEE, department="grounds"))
    give(world, GM, stranger, "gm")
    reply = far_to_sign(world)
    assert now(world, reply, stranger).status == (200 if delegable else 404)
    assert do(world, reply, "approve", stranger).status == (200 if delegable else 404)


def give(world: World, giver: str, taker: str, role: str) -> None:
    delegating.accepted(world, giver, taker=taker, role=role)


@pytest.mark.clause("P-approve")
def test_a_refused_or_withdrawn_trip_is_over(estate: World) -> None:
    reply = to_sign(estate)
    assert refused(do(estate, reply, "withdraw", OFFICER)) == ("not_your_application", "P-approve")
    over = done(estate, reply, "refuse", OFFICE_HEAD, reason="改乘班車")
    assert (trip(over)["state"], trip(over)["over"]["reason"]) == ("refused", "改乘班車")
    assert told(estate, HOST, reply) == ["trip_refused"]
    assert refused(do(estate, reply, "approve", OFFICE_HEAD))[0] == "too_late"
    again = to_sign(estate)
    assert trip(done(estate, again, "withdraw", HOST))["state"] == "withdrawn"


def test_nothing_is_arranged_before_it_is_approved(estate: World) -> None:
    reply = far_to_sign(estate)
    answer = do(estate, reply, "arrange", **arranging(estate))
    assert refused(answer) == ("out_of_order", "R-4.3.7")
    assert answer.json["data"]["missing"] == ["approve"]


def test_car_and_driver_are_booked_and_whom_it_concerns_is_told(estate: World) -> None:
    settled(estate)
    one, who = car(estate), driver(estate, "driver-told")
    reply = arranged(estate, asked(estate), car=one, driver=who)
    known = trip(reply)["arranged"]
    assert (known["car"], known["driver"]) == (one, who)
    for path in (f"/cars/{one}", f"/drivers/{who}"):
        shown = estate.get(path, OFFICER).json
        [held] = (shown.get("car") or shown["driver"])["bookings"]
        assert (held["trip"], held["out"]) == (trip(reply)["id"], False)
    assert told(estate, HOST, reply) == ["trip_arranged"]
    assert told(estate, "driver-told", reply) == ["trip_to_drive"]


def test_what_cannot_be_booked(estate: World) -> None:
    reply = asked(estate, passengers=5)

    def said(**form: Any) -> tuple[str, str]:
        return refused(do(estate, reply, "arrange", **arranging(estate, **form)))

    closed, gone = car(estate), driver(estate)
    assert change(estate, f"/cars/{closed}", closed=True).status == 200
    assert change(estate, f"/drivers/{gone}", closed=True).status == 200
    assert said(car=closed) == ("car_closed", "R-4.3.7")
    assert said(driver=gone) == ("driver_closed", "R-4.3.7")
    assert said(car=car(estate, seats=4)) == ("car_too_small", "R-4.3.7")
    assert do(estate, reply, "arrange", **arranging(estate, car=car(estate, seats=5))).status == 200

    def wrong(**form: Any) -> list[tuple[str, str]]:
        return faults(do(estate, reply, "arrange", **arranging(estate, **form)))

    assert wrong(car="nothing", driver="nobody") == [("/car", "no_such"), ("/driver", "no_such")]
    assert wrong(car=driver(estate)) == [("/car", "no_such")]  # a driver is no car
    assert wrong(ends=at(estate, "10:00")) == [("/ends", "ends_before_it_begins")]
    assert wrong(**times(estate, after=2)) == [  # another day than was asked for
        ("/begins", "out_of_range"),
        ("/ends", "out_of_range"),
    ]


@pytest.mark.parametrize(
    ("begins", "ends", "status"),
    [
        ("08:00", "10:00", 200),  # ends as the other begins
        ("12:00", "14:00", 200),  # begins as it ends
        ("08:00", "10:00:01", 409),  # a second of both
        ("11:59:59", "14:00", 409),
        ("10:00", "12:00", 409),  # the very same time
        ("10:30", "11:00", 409),  # within it
        ("08:00", "14:00", 409),  # around it
    ],
)
@pytest.mark.parametrize("what", ["car", "driver"])
def test_neither_is_booked_twice_for_one_time(
    estate: World, what: str, begins: str, ends: str, status: int
) -> None:
    other = arranged(estate)
    taken = trip(other)["arranged"][what]
    form = arranging(estate, **{what: taken}, **times(estate, begins, ends))
    answer = do(estate, asked(estate), "arrange", **form)
    assert answer.status == status, answer.json
    if status == 409:
        assert refused(answer) == (f"{what}_taken", "R-4.3.7")
        data = answer.json["data"]
        assert data["trip"] == trip(other)["id"]
        assert trip(other)["forms"][0]["number"] in answer.json["detail"]
        assert (data["begins"][-5:], data["ends"][-5:]) == ("10:00", "12:00")


def bookings(world: World, path: str) -> list[str]:
    shown = world.get(path, OFFICER).json
    return [each["trip"] for each in (shown.get("car") or shown["driver"])["bookings"]]


def test_another_car_driver_or_time_frees_what_was_booked(estate: World) -> None:
    settled(estate)
    who = driver(estate, "driver-changed")
    reply = arranged(estate, car=car(estate), driver=who)
    first, id = trip(reply)["arranged"], trip(reply)["id"]
    other = {"car": car(estate), "driver": driver(estate)}
    again = done(estate, reply, "arrange", **arranging(estate, **other))
    assert bookings(estate, f"/cars/{first['car']}") == []
    assert bookings(estate, f"/drivers/{first['driver']}") == []
    assert bookings(estate, f"/cars/{other['car']}") == [id]
    assert told(estate, "driver-changed", reply) == ["trip_to_drive", "trip_not_to_drive"]
    later = {**other, **times(estate, "11:00", "13:00")}  # over its own time
    again = done(estate, reply, "arrange", **arranging(estate, **later))
    assert trip(again)["arranged"]["begins"] == "2026-03-03T03:00:00Z"
    assert bookings(estate, f"/cars/{other['car']}") == [id]


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize("step", ["arrange", "depart"])
def test_what_a_trip_was_approved_by_still_has_to_count(estate: World, step: str) -> None:
    of = reception(estate)
    reply = asked(estate, of, **today(estate))
    form = arranging(estate, **today(estate))
    if step == "depart":
        reply, form = arranged(estate, reply, **form), {"odometer": 1000}

    def said(**fields: Any) -> tuple[str, str]:
        put(estate, stored(estate, Reception, of.id), **fields)
        return refused(do(estate, reply, step, **form))

    assert said(state=ReceptionState.DRAFTED) == ("budget_missing", "R-4.3.1")
    chain = marks(of, Role.DEPARTMENT_MANAGER).chain
    assert said(state=ReceptionState.APPROVED, chain=chain) == ("approval_gone", "R-4.3.7")
    put(estate, stored(estate, Reception, of.id), chain=of.chain)
    assert do(estate, reply, step, **form).status == 200


def test_a_trip_signed_by_itself_needs_no_other_signature(estate: World) -> None:
    reply = done(estate, to_sign(estate), "approve", OFFICE_HEAD)
    of = stored(estate, Reception, trip(reply)["reception"])
    put(estate, of, chain=marks(of).chain)
    assert trip(arranged(estate, reply))["state"] == "arranged"


@pytest.mark.parametrize(("km", "found"), [(0, 0), (100, 0), (101, 1)])
def test_a_way_longer_than_the_city_is_found(estate: World, km: int, found: int) -> None:
    reply = returned(estate, km=km)
    known = trip(reply)
    assert (known["state"], reply.json["distance"]) == ("returned", km)
    assert len(known["findings"]) == found
    of = stored(estate, Reception, known["reception"])
    [ride] = of.rides
    assert len(ride.findings) == found
    if found:
        [finding] = known["findings"]
        assert (finding["code"], finding["clause"]) == ("distance_beyond", "R-4.3.7")
        assert (finding["level"], finding["line"]) == ("warn", "city")
        assert (finding["data"]["km"], finding["data"]["most"]) == (101, 100)
        assert now(estate, reply, FINANCE).json["trip"]["findings"] == [finding]


@pytest.mark.parametrize(("km", "found"), [(300, 0), (301, 1)])
def test_a_way_longer_than_declared_is_found(estate: World, km: int, found: int) -> None:
    when = times(estate, after=0)
    reply = arranged(estate, asked(estate, **far(estate), **when), **when)
    known = trip(returned(estate, reply, km))
    assert [each["data"]["most"] for each in known["findings"]] == [300] * found


def test_a_trip_is_judged_by_the_settings_that_it_was_asked_under(estate: World) -> None:
    reply = left(estate)
    settle(estate, city_km=20)
    try:
        assert trip(done(estate, reply, "return", odometer=1050))["findings"] == []
    finally:
        settle(estate, city_km=100)


def test_odometers_never_go_back(estate: World) -> None:
    reply = today_arranged(estate)
    assert faults(do(estate, reply, "depart", odometer=999)) == [("/odometer", "odometer_back")]
    reply = done(estate, reply, "depart", odometer=1005)
    assert faults(do(estate, reply, "return", odometer=1004)) == [("/odometer", "odometer_back")]
    reply = done(estate, reply, "return", odometer=1040, words="繞道")
    assert (reply.json["distance"], trip(reply)["remark"]) == (35, "繞道")
    shown = estate.get(f"/cars/{trip(reply)['arranged']['car']}", OFFICER).json
    assert shown["car"]["odometer"] == 1040


def test_no_car_leaves_before_its_day(estate: World) -> None:
    reply = arranged(estate)
    assert refused(do(estate, reply, "depart", odometer=1000)) == ("trip_to_come", "R-4.3.7")
    estate.clock.tick(hours=14, minutes=59, seconds=50)
    assert refused(do(estate, reply, "depart", odometer=1000))[0] == "trip_to_come"
    estate.clock.tick(seconds=10)  # midnight at the site
    assert do(estate, reply, "depart", odometer=1000).status == 200


@pytest.mark.parametrize("what", ["car", "driver"])
def test_what_is_not_back_does_not_leave_again(estate: World, what: str) -> None:
    out = left(estate)
    same, when = {what: trip(out)["arranged"][what]}, times(estate, "12:00", "13:00", 0)
    reply = arranged(estate, asked(estate, **when), **same, **when)
    answer = do(estate, reply, "depart", odometer=1000)
    assert refused(answer) == (f"{what}_out", "R-4.3.7")
    assert answer.json["data"]["trip"] == trip(out)["id"]
    done(estate, out, "return", odometer=1000)
    assert do(estate, reply, "depart", odometer=1000).status == 200


def test_what_is_back_early_is_free_at_once(estate: World) -> None:
    estate.clock.tick(hours=1)  # ten o'clock
    out = left(estate)
    same = {key: trip(out)["arranged"][key] for key in ("car", "driver")}
    when = times(estate, "11:00", "12:00", 0)
    other = asked(estate, **when)
    assert refused(do(estate, other, "arrange", **same, **when))[0] == "car_taken"
    estate.clock.tick(minutes=50)
    done(estate, out, "return", odometer=1000)
    assert do(estate, other, "arrange", **same, **when).status == 200


def test_what_is_cancelled_is_free_for_others(estate: World) -> None:
    settled(estate)
    who = driver(estate, "driver-cancelled")
    when = times(estate, "15:00", "16:00")
    reply = arranged(estate, asked(estate), driver=who, **when)
    over = done(estate, reply, "cancel", OFFICER, **REASON)
    assert (trip(over)["state"], over.actions) == ("cancelled", set())
    assert told(estate, HOST, reply)[-1] == "trip_cancelled"
    assert told(estate, "driver-cancelled", reply)[-1] == "trip_cancelled"
    same = {key: trip(reply)["arranged"][key] for key in ("car", "driver")}
    assert do(estate, asked(estate), "arrange", **same, **when).status == 200


def test_what_has_left_is_not_cancelled(estate: World) -> None:
    assert refused(do(estate, left(estate), "cancel", HOST, **REASON))[0] == "too_late"


@pytest.mark.clause("P-who")
def test_a_trip_is_given_up_by_who_asked_or_by_the_office(estate: World) -> None:
    colleague = join(estate, person("host-c", Role.HOST_DEPARTMENT, department="cardiology"))
    reply = asked(estate)
    said = refused(do(estate, reply, "cancel", colleague, **REASON))
    assert said == ("not_your_application", "P-approve")
    assert do(estate, reply, "cancel", HOST, **REASON).status == 200
    assert do(estate, asked(estate), "cancel", OFFICE_HEAD, **REASON).status == 200


@pytest.mark.clause("P-find", "P-who")
def test_trips_are_listed_by_where_they_stand_and_by_their_reception(estate: World) -> None:
    of = reception(estate)
    first, second = asked(estate, of), asked(estate, of)
    third = to_sign(estate)
    pending = estate.get("/trips?limit=100&order=newest", OFFICE_HEAD).json["items"]
    assert pending[0]["trip"]["id"] == trip(third)["id"]
    assert {each["trip"]["state"] for each in pending} == {"pending"}
    shown = estate.get(f"/receptions/{of.id}/trips", HOST).json["items"]
    assert [each["trip"]["id"] for each in shown] == [trip(first)["id"], trip(second)["id"]]
    join(estate, person(OTHER_HOST, Role.HOST_DEPARTMENT, department="grounds"))
    assert estate.get(f"/receptions/{of.id}/trips", OTHER_HOST).status == 404
    assert estate.get("/receptions/nothing/trips", OFFICER).status == 404
    assert now(estate, first, OTHER_HOST).status == 404
    assert estate.get(f"/trips/{trip(first)['id']}/history", OTHER_HOST).status == 404
    entries = estate.get(f"/trips/{trip(first)['id']}/history", HOST).json["items"]
    assert [each["command"] for each in entries] == ["trip-ask"]


def test_a_line_of_another_kind_has_no_trips(estate: World) -> None:
    settled(estate)
    of = reception(estate, line(estate, "city", CITY, kind=LineKind.ITINERARY))
    assert faults(estate.post("/trips", HOST, asking(estate, of))) == [("/line", "no_such")]

"""Trips by car arranged, driven and given up (R-4.3.7)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.reception.receptions.model import Reception, ReceptionState
from tests.support.cars import (
    WHY,
    arranged,
    arranging,
    asked,
    at,
    car,
    change,
    do,
    done,
    driver,
    far,
    far_to_sign,
    faults,
    left,
    marks,
    now,
    reception,
    refused,
    returned,
    settled,
    times,
    to_sign,
    today_arranged,
    told,
    trip,
)
from tests.support.hospital import (
    FINANCE,
    HOST,
    OFFICE_HEAD,
    OFFICER,
    settle,
)
from tests.support.residents import join, person, stored
from tests.support.residents import settle as put
from tests.support.world import World

pytestmark = pytest.mark.clause("R-4.3.7")


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
    reply = asked(estate, of, **times(estate, after=0))
    form = arranging(estate, **times(estate, after=0))
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
    over = done(estate, reply, "cancel", OFFICER, **WHY)
    assert (trip(over)["state"], over.actions) == ("cancelled", set())
    assert told(estate, HOST, reply)[-1] == "trip_cancelled"
    assert told(estate, "driver-cancelled", reply)[-1] == "trip_cancelled"
    same = {key: trip(reply)["arranged"][key] for key in ("car", "driver")}
    assert do(estate, asked(estate), "arrange", **same, **when).status == 200


def test_what_has_left_is_not_cancelled(estate: World) -> None:
    assert refused(do(estate, left(estate), "cancel", HOST, **WHY))[0] == "too_late"


@pytest.mark.clause("P-who")
def test_a_trip_is_given_up_by_who_asked_or_by_the_office(estate: World) -> None:
    colleague = join(estate, person("host-c", Role.HOST_DEPARTMENT, department="cardiology"))
    reply = asked(estate)
    said = refused(do(estate, reply, "cancel", colleague, **WHY))
    assert said == ("not_your_application", "P-approve")
    assert do(estate, reply, "cancel", HOST, **WHY).status == 200
    assert do(estate, asked(estate), "cancel", OFFICE_HEAD, **WHY).status == 200

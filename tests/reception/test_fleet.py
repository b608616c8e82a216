"""The registry of cars and drivers, and the calendar of what they are booked for (R-4.3.7)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.reception.cars.model import KEPT
from tests.support.cars import (
    CITY,
    arranged,
    arranging,
    asked,
    at,
    car,
    change,
    do,
    done,
    driver,
    left,
    line,
    reception,
    settled,
    times,
    today_arranged,
)
from tests.support.delegating import today
from tests.support.hospital import ADMIN, FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.residents import join, person
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.7")

CAR = {"name": "商務車", "seats": 6, "odometer": 10}


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert reply.status == 422, reply.json
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("path", ["/cars", "/drivers"])
@pytest.mark.parametrize(
    ("who", "adds", "sees"),
    [
        (OFFICER, True, True),
        (OFFICE_HEAD, True, True),
        (ADMIN, True, True),
        (GM, False, True),
        (FINANCE, False, True),
        (HOST, False, False),
    ],
)
def test_the_office_keeps_cars_and_drivers(
    estate: World, path: str, who: str, adds: bool, sees: bool
) -> None:
    settled(estate)
    plate = f"粵A{abs(hash((path, who))) % 10**6:06}"
    form = {**CAR, "plate": plate} if path == "/cars" else {"name": "司機"}
    assert estate.post(path, who, form).status == (201 if adds else 403)
    assert estate.get(path, who).status == (200 if sees else 403)
    days = f"from_day={today(estate)}&to_day={today(estate)}"
    assert estate.get(f"/cars/calendar?{days}", who).status == (200 if sees else 403)


@pytest.mark.parametrize("plate", ["粵B·8Z001", "粤B8Z001", "粵b 8z001", "粵B-8Z001"])
def test_a_plate_is_one_cars_however_it_is_written(world: World, plate: str) -> None:
    settled(world)
    known = car(world, plate="粵B8Z001")
    reply = world.post("/cars", OFFICER, {**CAR, "plate": plate})
    assert (reply.status, reply.json["code"]) == (409, "plate_known")
    assert reply.json["data"]["holder"] == f"car#{known}"
    other = car(world)
    assert change(world, f"/cars/{other}", plate=plate).json["code"] == "plate_known"
    assert change(world, f"/cars/{known}", plate=plate).status in (200, 409)  # its own


def test_a_plate_that_is_given_up_is_free(estate: World) -> None:
    settled(estate)
    known = car(estate, plate="粵B8Z002")
    assert change(estate, f"/cars/{known}", plate="粵B8Z003").status == 200
    assert estate.post("/cars", OFFICER, {**CAR, "plate": "粵B8Z002"}).status == 201


def test_a_person_is_one_driver_and_belongs_to_the_site(world: World) -> None:
    settled(world)
    who = join(world, person("driver-a", Role.EMPLOYEE))
    known, other = driver(world, who), driver(world)
    form = {"name": "同一人", "person": who}
    assert world.post("/drivers", OFFICER, form).json["code"] == "driver_known"
    assert change(world, f"/drivers/{other}", person=who).json["code"] == "driver_known"
    assert change(world, f"/drivers/{known}", person=None).status == 200
    assert change(world, f"/drivers/{other}", person=who).status == 200
    form = {"name": "無此人", "person": "nobody"}
    assert faults(world.post("/drivers", OFFICER, form)) == [("/person", "no_such")]


@pytest.mark.clause("P-history", "P-together")
def test_what_is_changed_is_kept(estate: World) -> None:
    settled(estate)
    known = car(estate)
    reply = change(estate, f"/cars/{known}", odometer=900, closed=True)  # it was read wrongly
    assert (reply.json["car"]["odometer"], reply.json["car"]["closed"]) == (900, True)
    assert change(estate, f"/cars/{known}").json["code"] == "nothing_changed"
    entries = estate.get(f"/cars/{known}/history", GM).json["items"]
    assert [each["command"] for each in entries] == ["car-add", "car-change"]
    who = driver(estate)
    assert change(estate, f"/drivers/{who}", name="王師傅").status == 200
    entries = estate.get(f"/drivers/{who}/history", GM).json["items"]
    assert [each["command"] for each in entries] == ["driver-add", "driver-change"]
    assert estate.get("/cars/nothing", OFFICER).status == 404
    assert estate.get("/drivers/nobody/history", OFFICER).status == 404


def test_who_is_closed_keeps_what_is_booked(estate: World) -> None:
    reply = today_arranged(estate)
    known = reply.json["trip"]["arranged"]
    assert change(estate, f"/cars/{known['car']}", closed=True).status == 200
    assert do(estate, reply, "depart", odometer=1000).status == 200


@pytest.mark.clause("P-find")
def test_cars_are_listed_page_by_page(world: World) -> None:
    settled(world)
    known = {car(world) for _ in range(3)}
    first = world.get("/cars?limit=2", OFFICER).json
    second = world.get(f"/cars?limit=2&cursor={first['next']}", OFFICER).json
    shown = [each["car"]["id"] for each in (*first["items"], *second["items"])]
    assert (set(shown), len(shown), second["next"]) == (known, 3, None)


def calendar(world: World, first: int = 0, last: int = 6, who: str = OFFICER) -> Any:
    days = [str(today(world) + timedelta(days=each)) for each in (first, last)]
    reply = world.get(f"/cars/calendar?from_day={days[0]}&to_day={days[1]}", who)
    assert reply.status == 200, reply.json
    return reply.json


def bars(world: World, *days: int) -> dict[str, list[str]]:
    """Trips in the calendar, by the id of the car or the driver."""
    shown = calendar(world, *days)
    return {
        row["id"]: [each["trip"] for each in row["bars"]]
        for row in (*shown["cars"], *shown["drivers"])
    }


def test_the_calendar_has_a_row_for_each_and_a_bar_for_each_booking(world: World) -> None:
    settled(world)
    one, idle, who = car(world), car(world), driver(world)
    trips = []
    for begins, ends in (("14:00", "15:00"), ("10:00", "11:00")):
        when = times(world, begins, ends)
        reply = arranged(world, asked(world), car=one, driver=who, **when)
        trips.append(reply.json["trip"]["id"])
    later, earlier = trips
    assert bars(world) == {one: [earlier, later], idle: [], who: [earlier, later]}
    shown = calendar(world)
    assert [row["name"] for row in shown["cars"]] == sorted(row["name"] for row in shown["cars"])
    [row] = [row for row in shown["cars"] if row["id"] == one]
    assert (row["seats"], row["closed"], row["bars"][0]["destination"]) == (6, False, CITY)
    assert shown["time_zone"] == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("begins", "ends", "days"),
    [
        (("23:59:59", 1), ("00:00", 2), [1]),  # it ends at midnight: nothing of the next day
        (("23:59:59", 1), ("00:00:01", 2), [1, 2]),
        (("00:00", 1), ("00:00:01", 1), [1]),
        (("10:00", 1), ("09:00", 3), [1, 2, 3]),  # a bar goes over days
    ],
)
def test_a_bar_is_shown_on_every_day_at_the_site_that_it_touches(
    world: World, begins: tuple[str, int], ends: tuple[str, int], days: list[int]
) -> None:
    when = {"begins": at(world, *begins), "ends": at(world, *ends)}
    reply = arranged(world, asked(world, **when), **when)
    one = reply.json["trip"]["arranged"]["car"]
    assert [day for day in range(5) if bars(world, day, day)[one]] == days


def test_of_which_days_a_calendar_may_be(estate: World) -> None:
    settled(estate)

    def said(first: int, last: int) -> list[tuple[str, str]]:
        days = [str(today(estate) + timedelta(days=each)) for each in (first, last)]
        path = f"/cars/calendar?from_day={days[0]}&to_day={days[1]}"
        return faults(estate.get(path, OFFICER))

    assert said(1, 0) == [("/to_day", "ends_before_it_begins")]
    assert said(0, 31) == [("/to_day", "too_many_days")]
    assert said(-KEPT.days, 0) == [("/to_day", "too_many_days")]
    assert said(-KEPT.days, -KEPT.days) == [("/from_day", "too_long_ago")]
    assert calendar(estate, 1 - KEPT.days, 1 - KEPT.days)
    assert calendar(estate, 0, 30)


def test_bookings_of_long_ago_are_left_out(world: World) -> None:
    settled(world)
    one = car(world)
    when = times(world, after=0)
    out = left(world, arranged(world, asked(world, **when), car=one, **when))
    world.clock.tick(hours=2)
    old = done(world, out, "return", odometer=1000)
    world.clock.tick(days=KEPT.days - 1)
    newer = arranged(world, asked(world), car=one, **times(world))
    ids = [each.json["trip"]["id"] for each in (old, newer)]
    shown = world.get(f"/cars/{one}", OFFICER).json["car"]["bookings"]
    assert [each["trip"] for each in shown] == ids
    world.clock.tick(days=2)
    done(world, newer, "arrange", **arranging(world, car=one, **times(world, after=-1)))
    shown = world.get(f"/cars/{one}", OFFICER).json["car"]["bookings"]
    assert [each["trip"] for each in shown] == ids[1:]


def test_what_is_out_is_remembered_however_long(world: World) -> None:
    settled(world)
    one = car(world)
    when = times(world, after=0)
    out = arranged(world, asked(world, **when), car=one, **when)
    done(world, out, "depart", odometer=1000)
    world.clock.tick(days=KEPT.days + 5)
    arranged(world, asked(world), car=one, **times(world))
    shown = world.get(f"/cars/{one}", OFFICER).json["car"]["bookings"]
    assert [each["out"] for each in shown] == [True, False]


def test_one_car_is_booked_for_the_line_of_two_receptions(estate: World) -> None:
    settled(estate)
    one = car(estate)
    for begins, ends in (("10:00", "11:00"), ("11:00", "12:00")):
        of = reception(estate, line(estate, "city", CITY))
        when = times(estate, begins, ends)
        assert arranged(estate, asked(estate, of, **when), car=one, **when).status == 200

"""How full the reception room was: what is counted on which day, and stays so."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    MAN,
    MANAGER,
    applied,
    approved,
    at,
    came,
    do,
    granted,
    left,
    longer,
    offers,
    over,
    relative,
    room,
    settled,
    staying,
)
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("P-report", "L-2")

MONDAY = date(2026, 3, 2)
SUNDAY = MONDAY + timedelta(days=6)
NOTHING = {"open": 0, "given": 0, "used": 0, "rate": None}


@pytest.fixture
def hotel(real: World) -> World:
    """Two rooms of two beds, on a Monday at nine."""
    return settled(real, r1="AB", r2="AB")


def on(after: int) -> date:
    return MONDAY + timedelta(days=after)


def asked(
    world: World, first: date = MONDAY, last: date = SUNDAY, who: str = DORMITORY, **more: str
) -> Reply:
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return world.get(f"/reports/lodging?first={first}&last={last}{query}", who)


def total(world: World, first: date = MONDAY, last: date = SUNDAY) -> Any:
    reply = asked(world, first, last)
    assert reply.status == 200, reply.json
    return reply.json["total"]


def beds(world: World, *days: int) -> list[tuple[int, int, int]]:
    """Beds open, given and used in each of these nights after Monday's."""
    each = (total(world, on(day), on(day))["beds"] for day in days)
    return [(found["open"], found["given"], found["used"]) for found in each]


def later(world: World) -> None:
    """It is the morning of the second Monday; what fell due in between was seen to."""
    at(world, SUNDAY + timedelta(days=1), "09:00:00")
    over(world)


def change(world: World, number: str, *keys: str, shut: str = "", closed: bool = False) -> None:
    """A room with these beds, of which some are closed, or all of it is."""
    form = {
        "type": "standard",
        "floor": 2,
        "beds": [{"key": each, "closed": each in shut} for each in keys],
        "closed": closed,
    }
    etag = world.get("/house", DORMITORY).etag
    reply = world.post(f"/house/rooms/{number}/change", DORMITORY, form, if_match=etag)
    assert reply.status == 200, reply.json


def test_a_stay_over_the_edges_of_a_period_counts_with_its_nights_inside(hotel: World) -> None:
    reply = staying(hotel, days=3)  # Tuesday to Friday
    at(hotel, on(4), "11:00:00")
    left(hotel, reply)
    later(hotel)
    assert beds(hotel, 0, 1, 2, 3, 4) == [(4, 0, 0), (4, 1, 1), (4, 1, 1), (4, 1, 1), (4, 0, 0)]
    inside = total(hotel, on(2), on(2))
    assert inside["beds"] == {"open": 4, "given": 1, "used": 1, "rate": 0.25}
    assert (inside["guests"]["came"], inside["guests"]["left"]) == (0, 0)
    whole = total(hotel)
    assert whole["beds"] == {"open": 28, "given": 3, "used": 3, "rate": 0.1071}
    assert whole["guests"] == {
        "came": 1,
        "left": 1,
        "nights": 3,
        "mean_nights": 3.0,
        "late": 0,
        "overstayed": 0,
    }


def test_who_leaves_a_day_early_gives_the_bed_back_from_then_on(hotel: World) -> None:
    reply = staying(hotel, days=3)
    at(hotel, on(3), "23:59:59")
    left(hotel, reply)
    later(hotel)
    assert beds(hotel, 1, 2, 3) == [(4, 1, 1), (4, 1, 1), (4, 0, 0)]
    assert total(hotel)["guests"]["mean_nights"] == 2.0


def test_beds_that_nobody_came_to_were_given_that_night_and_not_used(hotel: World) -> None:
    granted(hotel, days=3)
    at(hotel, on(2), "00:00:00")
    over(hotel)
    later(hotel)
    assert beds(hotel, 1, 2, 3) == [(4, 1, 0), (4, 0, 0), (4, 0, 0)]
    assert total(hotel, on(1), on(1))["applications"]["no_show"] == 1
    assert total(hotel)["applications"]["no_show"] == 1


def test_a_guest_who_does_not_come_with_the_others_has_the_bed_unused(hotel: World) -> None:
    reply = granted(hotel, EMPLOYEE, relative(hotel), relative(hotel, **MAN), days=2)
    at(hotel, on(1), "15:00:00")
    came(hotel, reply, 0)
    at(hotel, on(3), "11:00:00")
    left(hotel, reply)
    later(hotel)
    assert beds(hotel, 1, 2) == [(4, 2, 1), (4, 2, 1)]
    assert total(hotel)["sexes"] == [
        {"sex": "female", "given": 2, "used": 2},
        {"sex": "male", "given": 2, "used": 0},
    ]


def test_an_extension_is_used_by_the_guests_who_came_before_it(hotel: World) -> None:
    reply = staying(hotel, days=1)
    longer(hotel, reply)
    at(hotel, on(3), "11:00:00")
    left(hotel, reply)
    later(hotel)
    assert beds(hotel, 1, 2, 3) == [(4, 1, 1), (4, 1, 1), (4, 0, 0)]
    second = total(hotel, on(2), on(2))  # without the nights of the stay that it goes on from
    assert second["beds"]["used"] == 1
    whole = total(hotel)
    assert (
        whole["applications"] | {"applied": 2, "extensions": 1, "granted": 2}
        == (whole["applications"])
    )
    assert (whole["guests"]["left"], whole["guests"]["nights"]) == (1, 2)


def test_beds_are_open_as_the_house_was_when_the_day_was_over(hotel: World) -> None:
    """Monday 4; Tuesday 3, a bed closed; Wednesday 5; Thursday 3, a room closed; Friday 5."""
    at(hotel, on(1), "23:59:59")
    change(hotel, "1", "A", "B", shut="B")
    at(hotel, on(2), "00:00:00")
    change(hotel, "1", "A", "B")
    at(hotel, on(2), "12:00:00")
    room(hotel, "3", "A")
    at(hotel, on(3), "08:00:00")
    change(hotel, "2", "A", "B", closed=True)
    at(hotel, on(4), "08:00:00")
    change(hotel, "2", "A", "B")
    later(hotel)
    assert [each[0] for each in beds(hotel, 0, 1, 2, 3, 4, 5)] == [4, 3, 5, 3, 5, 5]
    assert total(hotel)["beds"]["open"] == 4 + 3 + 5 + 3 + 5 + 5 + 5
    for number in range(60):  # more entries than are read at once
        change(hotel, "3", "A", shut="A" if number % 2 == 0 else "")
    assert [each[0] for each in beds(hotel, 0, 1, 2, 3, 4, 5)] == [4, 3, 5, 3, 5, 5]


def test_a_bed_that_somebody_has_is_open_whatever_was_closed_since(hotel: World) -> None:
    reply = staying(hotel, days=2)
    change(hotel, "1", "A", "B", closed=True)
    change(hotel, "2", "A", "B", closed=True)
    at(hotel, on(3), "11:00:00")
    left(hotel, reply)
    later(hotel)
    assert beds(hotel, 0, 1, 2, 3) == [(4, 0, 0), (1, 1, 1), (1, 1, 1), (0, 0, 0)]
    assert total(hotel, on(3), on(3))["beds"] == NOTHING


def test_an_empty_house_has_no_rate(real: World) -> None:
    settled(real)
    found = total(real)
    assert found["beds"] == NOTHING
    assert found["types"] == []
    assert found["guests"]["mean_nights"] is None
    assert set(found["waits"].values()) == {None}
    assert found["queue"] == {"longest": 0, "at_end": 0}


def test_what_has_not_begun_is_not_counted(hotel: World) -> None:
    granted(hotel, first=0, days=2)
    tonight = total(hotel)
    assert tonight["nights"] == 1
    assert tonight["beds"] == {"open": 4, "given": 1, "used": 0, "rate": 0.0}
    assert total(hotel, on(1), SUNDAY)["nights"] == 0
    assert total(hotel, on(1), SUNDAY)["beds"] == NOTHING


def test_an_offered_bed_is_not_given_until_it_is_taken(hotel: World) -> None:
    full = [granted(hotel, COLLEAGUE, days=1, first=3) for _ in range(4)]
    waits = approved(hotel, applied(hotel, first=3))
    assert waits.json["stay"]["state"] == "waiting"
    at(hotel, on(3), "20:00:00")
    do(hotel, full[0], "cancel", COLLEAGUE, reason="改期")
    hotel.clock.tick(seconds=1)
    offers(hotel)
    later(hotel)  # nobody took it
    assert beds(hotel, 3) == [(4, 3, 0)]
    assert total(hotel)["applications"]["lapsed"] == 1


def test_applications_are_counted_on_the_days_on_which_something_became_of_them(
    hotel: World,
) -> None:
    again = do(hotel, applied(hotel, first=3), "refuse", MANAGER, reason="x")
    taken_back = do(hotel, applied(hotel, first=3), "withdraw", EMPLOYEE)
    given_up = granted(hotel, first=3)
    at(hotel, on(1), "09:00:00")
    assert do(hotel, given_up, "cancel", EMPLOYEE, reason="x").status == 200
    form = {
        "reason": "探親",
        "guests": [again.json["stay"]["asked"]["guests"][0]["relative"]],
        "first": str(on(2)),
        "last": str(on(3)),
    }
    assert do(hotel, again, "resubmit", EMPLOYEE, **form).status == 200
    applied(hotel, first=1)  # signed by nobody
    later(hotel)
    groups = asked(hotel, last=on(3), by="day").json["groups"]
    counted = [
        {name: count for name, count in each["figures"]["applications"].items() if count}
        for each in groups
    ]
    assert taken_back.json["stay"]["state"] == "withdrawn"
    assert counted == [
        {"applied": 3, "granted": 1, "refused": 1, "withdrawn": 1},
        {"applied": 2, "cancelled": 1},  # the refused one, submitted again, is one more
        {"lapsed": 2},  # their first day, whenever it was seen to
        {},
    ]


def test_who_waits_is_counted_with_the_time_that_it_took(hotel: World) -> None:
    first = granted(hotel, COLLEAGUE, *(relative(hotel, COLLEAGUE) for _ in range(4)), first=3)
    waits = approved(hotel, applied(hotel, first=3))
    at(hotel, on(2), "09:00:00")
    do(hotel, first, "cancel", COLLEAGUE, reason="改期")
    hotel.clock.tick(seconds=1)
    offers(hotel)
    registered = hotel.get(f"/stays/{waits.json['stay']['id']}", DORMITORY).json["stay"]
    at(hotel, on(2), "12:00:00")
    assert do(hotel, waits, "take-offer", EMPLOYEE).json["stay"]["state"] == "granted"
    later(hotel)
    days = asked(hotel, last=on(3), by="day").json["groups"]
    assert [each["figures"]["queue"]["at_end"] for each in days] == [1, 1, 0, 0]
    whole = total(hotel)
    assert whole["queue"] == {"longest": 1, "at_end": 0}
    assert whole["applications"]["queued"] == 1
    assert registered["registered_at"].startswith("2026-03-02T01:00")
    assert whole["waits"]["longest_hours"] == 51.0  # from Monday 9:00 to Wednesday 12:00
    assert total(hotel, on(2), on(2))["waits"]["median_hours"] == 51.0


@pytest.mark.parametrize(
    ("clock", "late", "overstayed"),
    [
        ("12:00:00", 0, 0),  # in time, to the second
        ("12:00:01", 1, 0),
        ("18:00:00", 1, 0),
        ("18:00:01", 1, 1),
    ],
)
@pytest.mark.clause("L-6")
def test_late_check_outs_are_those_that_were_charged(
    hotel: World, clock: str, late: int, overstayed: int
) -> None:
    reply = staying(hotel)
    at(hotel, on(2), "12:00:01" if clock > "12:00:00" else "12:00:00")
    over(hotel)  # whoever charges the rest, it is one guest and one day
    at(hotel, on(2), clock)
    left(hotel, reply)
    later(hotel)
    found = total(hotel, on(2), on(2))["guests"]
    assert (found["late"], found["overstayed"]) == (late, overstayed)


@pytest.mark.clause("L-6")
def test_who_overstays_is_late_every_day_and_has_no_bed_any_more(hotel: World) -> None:
    reply = staying(hotel)
    for day in (2, 3):
        at(hotel, on(day), "18:00:01")
        over(hotel)
    at(hotel, on(4), "10:00:00")
    left(hotel, reply)
    later(hotel)
    days = asked(hotel, by="day").json["groups"]
    assert [each["figures"]["guests"]["overstayed"] for each in days] == [0, 0, 1, 1, 0, 0, 0]
    assert beds(hotel, 1, 2) == [(4, 1, 1), (4, 0, 0)]
    assert total(hotel)["guests"]["mean_nights"] == 3.0


def test_what_comes_after_a_period_does_not_change_it(hotel: World) -> None:
    """Who is there over its end leaves; what was refused is submitted again; rooms change."""
    refused = do(hotel, applied(hotel, first=3), "refuse", MANAGER, reason="x")
    pending = applied(hotel, first=9)
    at(hotel, on(6), "09:00:00")
    reply = staying(hotel, first=0, days=3)
    later(hotel)
    before = asked(hotel, by="week").json
    assert before["total"]["beds"]["used"] == 1
    approved(hotel, pending)
    form = {
        "reason": "探親",
        "guests": [refused.json["stay"]["asked"]["guests"][0]["relative"]],
        "first": str(on(40)),
        "last": str(on(41)),
    }
    assert do(hotel, refused, "resubmit", EMPLOYEE, **form).status == 200
    at(hotel, on(9), "19:00:00")
    left(hotel, reply)
    change(hotel, "1", "A", "B", closed=True)
    hotel.clock.tick(days=60)
    over(hotel)
    after = asked(hotel, by="week").json
    assert after | {"made_at": before["made_at"]} == before


@pytest.mark.parametrize(
    ("first", "last", "by", "nights"),
    [
        ("2026-02-01", "2026-03-31", "month", [28, 31]),
        ("2024-02-01", "2024-02-29", "month", [29]),
        ("2026-02-27", "2026-03-09", "week", [3, 7, 1]),  # Friday to the Monday after next
        ("2026-03-29", "2026-03-30", "day", [1, 1]),  # where others put their clocks on
        ("2025-12-29", "2026-01-04", "week", [7]),  # the week over the end of a year
    ],
)
def test_a_period_is_divided_by_the_calendar(
    hotel: World, first: str, last: str, by: str, nights: list[int]
) -> None:
    hotel.clock.tick(days=60)
    groups = asked(hotel, date.fromisoformat(first), date.fromisoformat(last), by=by).json["groups"]
    assert [each["figures"]["nights"] for each in groups] == nights


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("", ("/first", "required")),
        ("first=2026-03-02", ("/last", "required")),
        ("first=2026-03-02&last=2026-03-01", ("/last", "last_before_first")),
        ("first=2026-01-01&last=2027-01-02", ("/last", "period_too_long")),  # 367 days
        ("first=1999-12-31&last=2000-01-01", ("/first", "out_of_range")),
        ("first=2026-03-02&last=2026-03-02&by=year", ("/by", "not_a_choice")),
    ],
)
def test_what_cannot_be_reported_is_refused(
    hotel: World, query: str, fault: tuple[str, str]
) -> None:
    for path in ("/reports/lodging", "/reports/lodging.csv", "/reports/lodging.xlsx"):
        reply = hotel.get(f"{path}?{query}", DORMITORY)
        assert (reply.status, reply.json["clause"]) == (422, "P-report")
        assert fault in [(each["pointer"], each["code"]) for each in reply.json["errors"]]


def test_more_than_is_counted_at_once_is_refused(
    hotel: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chalicelib.lodging.reports.rules.MOST_STAYS", 1)
    applied(hotel)
    assert asked(hotel).status == 200
    applied(hotel)
    [fault] = asked(hotel).json["errors"]
    assert (fault["pointer"], fault["code"]) == ("/last", "too_many_stays")


@pytest.mark.parametrize(
    ("who", "status"),
    [(DORMITORY, 200), (DIRECTOR, 200), (GM, 200), (EMPLOYEE, 403), (MANAGER, 403)],
)
@pytest.mark.clause("P-who")
def test_who_may_read_it(hotel: World, who: str, status: int) -> None:
    assert asked(hotel, who=who).status == status

"""The calendar of beds as a page draws it: bars with extensions, who comes and leaves today."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.lodging import (
    ADMIN,
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GM,
    GUARD,
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
    settled,
    staying,
)
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-2", "L-10")

MONDAY = date(2026, 3, 2)


@pytest.fixture
def hotel(real: World) -> World:
    return settled(real, r1="AB", r2="AB")


def on(after: int) -> date:
    return MONDAY + timedelta(days=after)


def shown(world: World, first: int = 0, last: int = 6, who: str = DORMITORY) -> Any:
    reply = world.get(f"/house/nights?from_day={on(first)}&to_day={on(last)}", who)
    assert reply.status == 200, reply.json
    return reply.json


def bars(world: World, first: int = 0, last: int = 6) -> list[tuple[str, str, int, int, str]]:
    """Room, bed, first evening and last morning as days after Monday, and how it stands."""
    return [
        (
            each["room"],
            each["bed"],
            (date.fromisoformat(each["first"]) - MONDAY).days,
            (date.fromisoformat(each["last"]) - MONDAY).days,
            each["state"],
        )
        for each in shown(world, first, last)["spans"]
    ]


def today(world: World) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who is to come and to leave: bed and day."""
    known = shown(world)["today"]
    coming, leaving = (
        [(f"{each['room']}/{each['bed']}", each["day"]) for each in known[way]]
        for way in ("coming", "leaving")
    )
    return coming, leaving


def id_of(reply: Reply) -> str:
    found: str = reply.json["stay"]["id"]
    return found


def test_a_stay_and_its_extension_are_one_bar(hotel: World) -> None:
    reply = staying(hotel, days=2)
    extension = longer(hotel, reply)
    [span] = shown(hotel)["spans"]
    stay = reply.json["stay"]
    assert span == {
        "room": "1",
        "bed": "A",
        "stay": id_of(reply),
        "extensions": [id_of(extension)],
        "number": stay["forms"][0]["number"],
        "employee": EMPLOYEE,
        "guest": stay["asked"]["guests"][0]["guest"],
        "name": stay["asked"]["guests"][0]["name"],
        "sex": "female",
        "state": "staying",
        "first": str(on(1)),
        "last": str(on(4)),
        "begins": str(on(1)),
        "leaves": str(on(4)),
        "came_at": span["came_at"],
        "left_at": None,
    }
    assert span["came_at"] is not None
    assert bars(hotel, 3, 3) == [("1", "A", 3, 4, "staying")]  # the nights of the extension alone
    assert bars(hotel, 2, 3) == [("1", "A", 2, 4, "staying")]


def test_bars_end_where_guests_leave_early_and_stay_where_nobody_came(hotel: World) -> None:
    nobody = granted(hotel, COLLEAGUE, relative(hotel, COLLEAGUE, **MAN), days=2)
    reply = staying(hotel, days=3)
    at(hotel, on(2), "00:00:00")
    over(hotel)
    at(hotel, on(3), "10:00:00")
    left(hotel, reply)
    places = {(each["room"], each["bed"]): each["stay"] for each in shown(hotel)["spans"]}
    states = {(each[2], each[3], each[4]) for each in bars(hotel)}
    assert set(places.values()) == {id_of(nobody), id_of(reply)}
    assert states == {(1, 2, "no_show"), (1, 3, "left")}


def test_an_offer_is_a_bar_of_its_own_until_it_is_taken(hotel: World) -> None:
    full = [granted(hotel, COLLEAGUE, days=1, first=3) for _ in range(4)]
    waits = approved(hotel, applied(hotel, first=3))
    do(hotel, full[0], "cancel", COLLEAGUE, reason="改期")
    hotel.clock.tick(seconds=1)
    offers(hotel)
    states = [each[4] for each in bars(hotel)]
    assert sorted(states) == ["granted", "granted", "granted", "offered"]
    assert do(hotel, waits, "take-offer", EMPLOYEE).status == 200
    assert {each[4] for each in bars(hotel)} == {"granted"}


def test_who_comes_and_who_leaves_today(hotel: World) -> None:
    """On Tuesday two are to come; on Wednesday one leaves, on Thursday it is overdue."""
    assert today(hotel) == ([], [])
    reply = granted(hotel, EMPLOYEE, relative(hotel), relative(hotel), days=1)
    assert today(hotel) == ([], [])
    at(hotel, on(1), "08:00:00")
    assert today(hotel) == ([("1/A", str(on(1))), ("1/B", str(on(1)))], [])
    came(hotel, reply, 0)
    assert today(hotel) == ([("1/B", str(on(1)))], [])
    at(hotel, on(2), "08:00:00")
    assert today(hotel) == ([], [("1/A", str(on(2)))])
    at(hotel, on(3), "08:00:00")
    assert today(hotel) == ([], [("1/A", str(on(2)))])
    left(hotel, reply)
    assert today(hotel) == ([], [])


def test_who_goes_on_staying_leaves_on_the_day_of_the_extension(hotel: World) -> None:
    reply = staying(hotel, days=1)
    longer(hotel, reply)
    at(hotel, on(2), "08:00:00")
    assert today(hotel) == ([], [])
    at(hotel, on(3), "08:00:00")
    assert today(hotel) == ([], [("1/A", str(on(3)))])


def test_days_far_from_today_are_shown_with_who_comes_and_leaves_today(hotel: World) -> None:
    reply = staying(hotel, days=1)
    at(hotel, on(2), "08:00:00")
    far = shown(hotel, 40, 70)
    assert (far["spans"], len(far["nights"])) == ([], 31)
    assert [each["stay"] for each in far["today"]["leaving"]] == [id_of(reply)]


@pytest.mark.parametrize(
    ("who", "name"),
    [(DORMITORY, "葉秀英"), (DIRECTOR, "葉秀英"), (GM, "葉秀英"), (ADMIN, "***")],
)
@pytest.mark.clause("P-who")
def test_names_are_for_who_may_see_every_stay(hotel: World, who: str, name: str) -> None:
    staying(hotel)
    known = shown(hotel, who=who)
    assert [each["name"] for each in known["spans"]] == [name]
    at(hotel, on(2), "08:00:00")
    assert [each["name"] for each in shown(hotel, who=who)["today"]["leaving"]] == [name]


@pytest.mark.parametrize("who", [EMPLOYEE, MANAGER, GUARD])
@pytest.mark.clause("P-who")
def test_others_do_not_see_it(hotel: World, who: str) -> None:
    assert hotel.get(f"/house/nights?from_day={MONDAY}&to_day={MONDAY}", who).status == 403

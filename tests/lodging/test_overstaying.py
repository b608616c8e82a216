"""Who stays on after the day of leaving keeps the bed, and nobody else comes to it (L-6, L-10)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.support.lodging import (
    COLLEAGUE,
    DORMITORY,
    EMPLOYEE,
    anew,
    applied,
    approved,
    arriving,
    at,
    came,
    day,
    do,
    emptied,
    granted,
    left,
    now,
    offers,
    only,
    over,
    relative,
    staying,
)
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-6", "L-2")


@pytest.fixture
def hotel(estate: World) -> World:
    """One room with one bed, in a week of its own."""
    return emptied(anew(only(estate, r1="A")))


def last(reply: Reply) -> date:
    return date.fromisoformat(reply.json["stay"]["asked"]["last"])


def night(world: World, on: date) -> tuple[list[str], list[str]]:
    """Whose beds they are in a night, and who is in one that is not theirs; ids of stays."""
    page = world.get(f"/house/nights?from_day={on}&to_day={on}", DORMITORY).json["nights"][0]
    return [each["stay"] for each in page["lodgers"]], [e["stay"] for e in page["overstaying"]]


def id_of(reply: Reply) -> str:
    found: str = reply.json["stay"]["id"]
    return found


def refused(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


@pytest.mark.parametrize(
    ("clock", "kept"),
    [
        ("12:00:01", False),  # half a day late: they may be leaving still
        ("18:00:00", False),
        ("18:00:01", True),  # with the whole day the night is theirs
        ("23:59:50", True),
    ],
)
def test_from_the_whole_day_on_the_nights_bed_is_not_given_anew(
    hotel: World, clock: str, kept: bool
) -> None:
    stays_on = staying(hotel)
    at(hotel, last(stays_on), clock)
    over(hotel)
    assert night(hotel, last(stays_on)) == ([], [id_of(stays_on)] if kept else [])
    rival = approved(hotel, applied(hotel, COLLEAGUE, first=0))
    assert now(hotel, rival)["state"] == ("waiting" if kept else "granted")
    assert over(hotel).failed == 0


def test_once_they_have_left_who_waits_is_offered_the_bed(hotel: World) -> None:
    stays_on = staying(hotel)
    at(hotel, last(stays_on), "18:00:01")
    over(hotel)
    over(hotel)  # twice is once
    waits = approved(hotel, applied(hotel, COLLEAGUE, first=0))
    left(hotel, stays_on)
    assert night(hotel, last(stays_on)) == ([], [])
    hotel.clock.tick(seconds=1)
    offers(hotel)
    assert now(hotel, waits)["state"] == "offered"


def test_who_leaves_after_midnight_has_slept_there(hotel: World) -> None:
    stays_on = staying(hotel)
    at(hotel, last(stays_on), "18:00:01")
    over(hotel)
    at(hotel, last(stays_on) + timedelta(days=1), "00:30:00")
    left(hotel, stays_on)
    assert night(hotel, last(stays_on)) == ([], [id_of(stays_on)])
    assert night(hotel, last(stays_on) + timedelta(days=1)) == ([], [])


@pytest.mark.parametrize("away", [False, True], ids=["every day", "away for two days"])
def test_every_further_night_likewise(hotel: World, away: bool) -> None:
    stays_on = staying(hotel)
    days = [last(stays_on) + timedelta(days=each) for each in range(3)]
    for each in days[2:] if away else days:
        at(hotel, each, "18:00:01")
        over(hotel)
    assert [night(hotel, each)[1] for each in days] == [[id_of(stays_on)]] * 3
    assert now(hotel, stays_on)["overstayed"] == [str(each) for each in days]
    left(hotel, stays_on)
    assert [night(hotel, each)[1] for each in days] == [[id_of(stays_on)]] * 2 + [[]]


@pytest.mark.clause("L-3", "P-tell")
def test_whose_bed_it_is_comes_once_it_is_empty_and_does_not_lose_it(hotel: World) -> None:
    stays_on = granted(hotel)
    next_ = granted(hotel, COLLEAGUE, first=2, days=3)
    at(hotel, day(hotel, 1), "15:00:00")
    came(hotel, stays_on)
    at(hotel, last(stays_on), "11:00:00")
    form = arriving(next_.json["stay"])
    for clock in ("11:00:00", "18:00:01", "23:59:59"):
        at(hotel, last(stays_on), clock)
        over(hotel)
        reply = do(hotel, next_, "check-in", DORMITORY, **form)
        assert refused(reply) == (409, "bed_occupied", "L-6")
        number = now(hotel, stays_on)["forms"][0]["number"]
        assert reply.json["data"] == {
            "name": "葉秀英",
            "number": number,
            "room": "1",
            "bed": "A",
        }
    told = hotel.get("/inbox", DORMITORY).json["items"]
    assert next(each for each in told if each["code"] == "bed_still_taken")["clause"] == "L-6"
    both = night(hotel, last(stays_on))
    assert both == ([id_of(next_)], [id_of(stays_on)])
    at(hotel, last(stays_on) + timedelta(days=1), "00:00:00")
    over(hotel)  # nobody came on the first day, because nobody could
    assert now(hotel, next_)["state"] == "granted"
    at(hotel, last(stays_on) + timedelta(days=1), "09:00:00")
    left(hotel, stays_on)
    assert came(hotel, next_).json["stay"]["state"] == "staying"


@pytest.mark.clause("L-3")
def test_who_does_not_come_either_has_it_no_longer_than_granted(hotel: World) -> None:
    stays_on = granted(hotel)
    next_ = granted(hotel, COLLEAGUE, first=2, days=2)
    at(hotel, day(hotel, 1), "15:00:00")
    came(hotel, stays_on)
    for after, state in ((1, "granted"), (2, "no_show")):
        at(hotel, last(stays_on) + timedelta(days=after - 1), "18:00:01")
        over(hotel)
        at(hotel, last(stays_on) + timedelta(days=after), "00:00:00")
        over(hotel)
        assert now(hotel, next_)["state"] == state


@pytest.mark.clause("L-3")
def test_an_extension_in_the_evening_keeps_the_bed(hotel: World) -> None:
    stays_on = staying(hotel)
    at(hotel, last(stays_on), "18:00:01")
    over(hotel)
    guest = stays_on.json["stay"]["asked"]["guests"][0]["relative"]
    longer = granted(hotel, EMPLOYEE, guest, first=0, extends=id_of(stays_on))
    assert longer.json["stay"]["beds"][0]["place"] == {"room": "1", "bed": "A"}
    assert night(hotel, last(stays_on)) == ([id_of(longer)], [])


def _offered_longer(world: World, clock: str) -> tuple[Reply, Reply]:
    """A stay, and an extension to which the bed is offered at a time of the day of leaving, since
    whoever had it for that night has given it up.
    """
    stays_on = staying(world)
    next_ = granted(world, COLLEAGUE, first=1, days=1)
    guest = stays_on.json["stay"]["asked"]["guests"][0]["relative"]
    asked = applied(world, EMPLOYEE, guest, first=1, days=1, extends=id_of(stays_on))
    longer = approved(world, asked)
    at(world, last(stays_on), clock)
    over(world)
    assert do(world, next_, "cancel", COLLEAGUE, reason="不來了").status == 200
    world.clock.tick(seconds=1)
    offers(world)
    assert now(world, longer)["state"] == "offered"
    return stays_on, longer


@pytest.mark.clause("L-3")
def test_an_extension_that_is_only_offered_takes_nobody_out_of_bed(hotel: World) -> None:
    """The offer is over, and they are where they were: the bed is not given anew."""
    stays_on, longer = _offered_longer(hotel, "18:00:01")
    assert night(hotel, last(stays_on)) == ([id_of(longer)], [])
    at(hotel, last(stays_on), "23:00:00")
    over(hotel)
    assert now(hotel, longer)["state"] == "lapsed"
    over(hotel)
    assert night(hotel, last(stays_on)) == ([], [id_of(stays_on)])
    rival = approved(hotel, applied(hotel, COLLEAGUE, first=0))
    assert now(hotel, rival)["state"] == "waiting"
    left(hotel, stays_on)
    assert night(hotel, last(stays_on)) == ([], [])


@pytest.mark.clause("L-3", "P-tell")
def test_who_is_offered_the_bed_that_they_are_in_is_in_nobodys(hotel: World) -> None:
    stays_on, longer = _offered_longer(hotel, "17:00:00")
    at(hotel, last(stays_on), "18:00:01")
    over(hotel)
    assert night(hotel, last(stays_on)) == ([id_of(longer)], [])
    told = hotel.get("/inbox", DORMITORY).json["items"]
    of_it = [each["code"] for each in told if each["record"] == f"stay#{id_of(stays_on)}"]
    assert "bed_still_taken" not in of_it


@pytest.mark.clause("L-3")
def test_who_is_there_by_an_extension_is_in_the_way_as_well(hotel: World) -> None:
    """On the extension's last day, before anything is late, and on the day after."""
    stays_on = staying(hotel)
    guest = stays_on.json["stay"]["asked"]["guests"][0]["relative"]
    longer = granted(hotel, EMPLOYEE, guest, first=1, extends=id_of(stays_on))
    next_ = granted(hotel, COLLEAGUE, first=2, days=2)
    form = arriving(next_.json["stay"])
    for after, clock in ((0, "11:00:00"), (0, "18:00:01"), (1, "00:00:00"), (1, "09:00:00")):
        at(hotel, last(longer) + timedelta(days=after), clock)
        over(hotel)
        reply = do(hotel, next_, "check-in", DORMITORY, **form)
        assert refused(reply) == (409, "bed_occupied", "L-6")
    left(hotel, stays_on)
    assert came(hotel, next_).json["stay"]["state"] == "staying"


def test_a_guest_of_two_stays_checks_out_of_the_one_first(estate: World) -> None:
    world = emptied(anew(only(estate, r2="AB")))
    guest = relative(world)
    first = granted(world, EMPLOYEE, guest, first=0)
    second = granted(world, EMPLOYEE, guest, first=1)
    at(world, day(world, 0), "15:00:00")
    came(world, first)
    at(world, day(world, 1), "09:00:00")
    form = arriving(second.json["stay"])
    reply = do(world, second, "check-in", DORMITORY, **form)
    assert refused(reply) == (409, "bed_occupied", "L-6")
    left(world, first)
    assert came(world, second).json["stay"]["state"] == "staying"


@pytest.mark.clause("L-10")
def test_a_room_given_to_the_other_sex_is_told_and_not_mixed_further(estate: World) -> None:
    """Of a room with two beds one is given to a man for the night for which a woman stays on."""
    world = emptied(anew(only(estate, r2="AB")))
    man = {"name": "葉國明", "relation": "parent", "sex": "male"}
    stays_on = granted(world, first=0)
    next_ = granted(world, COLLEAGUE, relative(world, COLLEAGUE, **man), first=1)
    at(world, day(world, 0), "15:00:00")
    came(world, stays_on)
    at(world, day(world, 1), "18:00:01")
    over(world)
    codes = [each["code"] for each in world.get("/inbox", DORMITORY).json["items"][:3]]
    assert "bed_still_taken" in codes
    waits = approved(world, applied(world, COLLEAGUE, first=0))
    assert now(world, waits)["state"] == "waiting"
    mixed = do(world, next_, "check-in", DORMITORY, **arriving(next_.json["stay"]))
    assert refused(mixed) == (409, "bed_occupied", "L-6")
    left(world, stays_on)
    assert came(world, next_).json["stay"]["state"] == "staying"


PARTS: list[tuple[str, Callable[[World, Reply], Any]]] = [
    ("one of two", lambda world, reply: left(world, reply, 0)),
    ("both", lambda world, reply: left(world, reply)),
]


@pytest.mark.parametrize(("who", "leaves"), PARTS, ids=["one of two", "both"])
def test_who_is_left_is_charged_whoever_leaves_first(
    estate: World, who: str, leaves: Callable[[World, Reply], Any]
) -> None:
    """A clerk who is quicker than the job does not put off what the other owes."""
    world = emptied(anew(only(estate, r2="AB")))
    reply = staying(world, EMPLOYEE, relative(world), relative(world))
    at(world, last(reply), "12:00:30")
    leaves(world, reply)
    over(world)
    assert [each["part"] for each in now(world, reply)["lines"]] == ["half", "half"], who

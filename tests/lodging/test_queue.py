"""Beds go in order of registration; what is freed is offered to the first it fits (L-2)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.calendar import DAY, instant
from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MAN,
    MANAGER,
    anew,
    applied,
    approved,
    day,
    do,
    emptied,
    granted,
    now,
    offers,
    over,
    relative,
    room,
    settled,
)
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-2")


@pytest.fixture
def hotel(estate: World) -> World:
    """One room with one bed, one with two."""
    return emptied(anew(settled(estate, r1="A", r2="AB")))  # nor does anybody wait any more


def full(world: World, **form: Any) -> list[Reply]:
    """All three beds are given."""
    return [granted(world, **form) for _ in range(3)]


def waiting(world: World, who: str = EMPLOYEE, *guests: str, **form: Any) -> Reply:
    reply = approved(world, applied(world, who, *guests, **form))
    assert reply.json["stay"]["state"] == "waiting", reply.json
    return reply


def midnight(world: World) -> datetime:
    """When the day is over at the site."""
    return instant(day(world, 0), DAY, "Asia/Shanghai")


def place(world: World, reply: Reply) -> int | None:
    found: int | None = world.get(
        f"/stays/{reply.json['stay']['id']}/place", reply.json["stay"]["employee"]
    ).json["place"]
    return found


def state(world: World, reply: Reply) -> str:
    found: str = now(world, reply)["state"]
    return found


def test_full_means_a_place_in_order_of_registration_not_of_approval(hotel: World) -> None:
    full(hotel)
    early, late = applied(hotel), applied(hotel, COLLEAGUE)
    late = approved(hotel, late)
    assert (state(hotel, late), place(hotel, late)) == ("waiting", 1)
    early = approved(hotel, early)
    assert (place(hotel, early), place(hotel, late)) == (1, 2)
    assert hotel.get("/inbox", EMPLOYEE).json["items"][0]["code"] == "application_queued"
    queue = hotel.get("/house/queue", DORMITORY).json["waiting"]
    assert queue[0]["stay"] == early.json["stay"]["id"]


def test_a_freed_bed_is_offered_to_the_first_whose_dates_and_sex_fit(hotel: World) -> None:
    women = full(hotel)
    full(hotel, first=2)
    longer = waiting(hotel, days=2)  # first, but the second night is not free
    man = waiting(hotel, COLLEAGUE, relative(hotel, COLLEAGUE, **MAN))  # a room of women is none
    woman = waiting(hotel, COLLEAGUE)
    assert do(hotel, women[1], "cancel", EMPLOYEE, reason="改期").status == 200
    assert offers(hotel).fired >= 1
    states = [state(hotel, each) for each in (longer, man, woman)]
    assert states == ["waiting", "waiting", "offered"]
    told = hotel.get("/inbox", COLLEAGUE).json["items"][0]
    assert told["code"] == "bed_offered"


def test_while_an_offer_runs_nobody_overtakes_and_it_is_taken_once(hotel: World) -> None:
    first = full(hotel)[0]
    offered = waiting(hotel, COLLEAGUE)
    do(hotel, first, "cancel", EMPLOYEE, reason="改期")
    rival = approved(hotel, applied(hotel))  # between the bed's coming free and the offer
    assert state(hotel, rival) == "waiting"
    offers(hotel)
    assert state(hotel, offered) == "offered"
    later = approved(hotel, applied(hotel))
    assert state(hotel, later) == "waiting"  # the offered bed is not free
    assert do(hotel, offered, "take-offer", EMPLOYEE).status == 404  # theirs alone to know
    taken = do(hotel, offered, "take-offer", COLLEAGUE)
    assert (taken.json["stay"]["state"], taken.actions) == ("granted", {"cancel", "cede"})
    assert do(hotel, offered, "take-offer", COLLEAGUE).status == 409


def test_an_offer_expires_and_the_next_has_their_turn(hotel: World) -> None:
    first = full(hotel)[0]
    slow, next_ = waiting(hotel, COLLEAGUE), waiting(hotel)
    do(hotel, first, "cancel", EMPLOYEE, reason="改期")
    offers(hotel)
    hotel.clock.tick(minutes=239, seconds=59)
    over(hotel)
    assert state(hotel, slow) == "offered"
    hotel.clock.tick(seconds=1)  # four hours to the second: it is over
    late = do(hotel, slow, "take-offer", COLLEAGUE)
    assert (late.status, late.json["code"], late.json["clause"]) == (409, "offer_over", "L-2")
    over(hotel)
    offers(hotel)
    assert (state(hotel, slow), state(hotel, next_)) == ("lapsed", "offered")


def test_a_room_that_is_opened_is_offered_to_all_it_has_beds_for(hotel: World) -> None:
    full(hotel)
    one, two = waiting(hotel), waiting(hotel, COLLEAGUE)
    hotel.clock.tick(minutes=1)
    name = f"n{hotel.clock().day}-{hotel.clock().month}"
    room(hotel, name, "A", "B")
    hotel.clock.tick(minutes=1)
    assert offers(hotel).fired >= 2
    assert [state(hotel, each) for each in (one, two)] == ["offered", "offered"]
    closed = {
        "type": "standard",
        "floor": 2,
        "beds": [{"key": "A"}, {"key": "B"}],
        "closed": True,
    }
    version = hotel.get("/house", DORMITORY).etag
    reply = hotel.post(f"/house/rooms/{name}/change", DORMITORY, closed, if_match=version)
    assert reply.status == 200
    assert hotel.get("/house", DORMITORY).json["rooms"][-1]["closed"] is True


def test_who_waits_gives_up_and_whose_day_is_over_lapses(hotel: World) -> None:
    full(hotel)
    gone, stays_on = waiting(hotel), waiting(hotel, COLLEAGUE)
    cancelled = do(hotel, gone, "cancel", DORMITORY, reason="來電取消")
    assert cancelled.json["stay"]["state"] == "cancelled"
    assert hotel.get("/inbox", EMPLOYEE).json["items"][0]["code"] == "stay_cancelled"
    assert place(hotel, stays_on) == 1
    hotel.clock.tick(days=2)
    over(hotel)
    assert (state(hotel, stays_on), place(hotel, stays_on)) == ("lapsed", None)


@pytest.mark.clause("L-3")
def test_who_cannot_come_any_more_keeps_nobody_from_a_free_bed(hotel: World) -> None:
    held = full(hotel, days=2)
    missed = waiting(hotel, days=2)
    hotel.clock.tick(days=1)
    assert do(hotel, held[0], "cancel", EMPLOYEE, reason="改期").status == 200
    hotel.clock.at = midnight(hotel)
    offers(hotel)  # before the application whose first day is over has lapsed
    assert state(hotel, missed) == "waiting"
    next_ = approved(hotel, applied(hotel, COLLEAGUE, first=0))
    assert next_.json["stay"]["state"] == "granted"


@pytest.mark.clause("L-3")
def test_an_extension_whose_stay_is_over_keeps_no_bed_from_who_waits(hotel: World) -> None:
    begun = granted(hotel, COLLEAGUE, first=0)
    held = full(hotel)
    guest = begun.json["stay"]["asked"]["guests"][0]["relative"]
    longer = waiting(hotel, COLLEAGUE, guest, extends=begun.json["stay"]["id"])
    next_ = waiting(hotel)
    hotel.clock.tick(seconds=1)
    assert do(hotel, begun, "cancel", COLLEAGUE, reason="改期").status == 200
    assert do(hotel, held[0], "cancel", EMPLOYEE, reason="改期").status == 200
    hotel.clock.tick(seconds=1)
    offers(hotel)
    assert (state(hotel, longer), state(hotel, next_)) == ("lapsed", "offered")
    assert hotel.get("/inbox", COLLEAGUE).json["items"][0]["code"] == "application_lapsed"


@pytest.mark.clause("L-3")
def test_a_first_day_that_is_over_is_not_signed_and_not_cancelled(hotel: World) -> None:
    early, held = applied(hotel), granted(hotel, COLLEAGUE)
    hotel.clock.tick(days=1)
    hotel.clock.at = midnight(hotel) - timedelta(seconds=1)
    assert do(hotel, early, "approve", MANAGER).status == 200
    hotel.clock.tick(seconds=1)
    reply = do(hotel, early, "approve", DIRECTOR)
    assert (reply.status, reply.json["code"]) == (409, "first_day_over")
    assert reply.json["clause"] == "L-3"
    assert do(hotel, held, "cancel", COLLEAGUE, reason="x").json["code"] == "first_day_over"


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"number": "1"}, ("/number", "repeated")),  # there is one
        ({"type": "palace"}, ("/type", "no_such")),  # no rate of that key
        ({"beds": [{"key": "A"}, {"key": "A"}]}, ("/beds/1/key", "repeated")),
        ({"beds": []}, ("/beds", "too_short")),
        ({"floor": 100}, ("/floor", "out_of_range")),
    ],
)
def test_a_room_is_settled_rightly_or_not_at_all(hotel: World, form: Any, fault: Any) -> None:
    made = {"number": "999", "type": "standard", "floor": 1, "beds": [{"key": "A"}], **form}
    before = hotel.get("/house", DORMITORY)
    reply = hotel.post("/house/rooms", DORMITORY, made, if_match=before.etag)
    assert (reply.status, reply.json["clause"]) == (422, "L-2")
    assert {(each["pointer"], each["code"]) for each in reply.json["errors"]} == {fault}
    assert hotel.get("/house", DORMITORY).etag == before.etag


def test_a_bed_is_closed_and_never_left_out(hotel: World) -> None:
    version = hotel.get("/house", DORMITORY).etag
    form = {"type": "standard", "floor": 2, "beds": [{"key": "A"}]}
    reply = hotel.post("/house/rooms/2/change", DORMITORY, form, if_match=version)
    assert reply.json["errors"][0]["code"] == "bed_missing"
    assert hotel.post("/house/rooms/77/change", DORMITORY, form, if_match=version).status == 404


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("2026-04-01", 200),  # 31 nights
        ("2026-04-02", 422),  # 32
        ("2026-03-01", 422),  # the wrong way round
    ],
)
def test_the_calendar_shows_a_month_at_most(hotel: World, last: str, status: int) -> None:
    path = f"/house/nights?from_day=2026-03-02&to_day={last}"
    assert hotel.get(path, DORMITORY).status == status

"""Who is there after the day of leaving is reported to the GM office, once a stay and day (L-6)."""

from datetime import date, timedelta

import pytest

from tests.support.lodging import (
    ADMIN,
    DIRECTOR,
    EMPLOYEE,
    anew,
    at,
    came,
    granted,
    left,
    longer,
    over,
    relative,
    settled,
    staying,
)
from tests.support.residents import inbox
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-6", "P-tell")


@pytest.fixture
def hotel(estate: World) -> World:
    world = anew(settled(estate, r1="AB", r2="AB"))
    over(world)
    return world


def told(world: World, reply: Reply, who: str = DIRECTOR) -> int:
    """How often somebody was told that the stay's guests are still there."""
    record = f"stay#{reply.json['stay']['id']}"
    of_it = [each for each in inbox(world, who) if each["record"] == record]
    return sum(each["code"] == "overstaying" for each in of_it)


def leave_at(world: World, reply: Reply, days: int, clock: str) -> None:
    """It is this time, so many days after the day of leaving."""
    last = date.fromisoformat(reply.json["stay"]["asked"]["last"])
    at(world, last + timedelta(days=days), clock)


EDGES = [
    # in the half day they are late, and not overstaying
    (0, "12:00:01", 0),
    (0, "18:00:00", 0),
    (0, "18:00:01", 1),
    (1, "12:00:01", 1),
    (1, "18:00:01", 1),
]


@pytest.mark.parametrize("job", [False, True], ids=["clerk first", "job first"])
@pytest.mark.parametrize(("days", "clock", "times"), EDGES)
def test_the_gm_office_is_told_whoever_is_first(
    hotel: World, days: int, clock: str, times: int, *, job: bool
) -> None:
    """And that the job did not run before is no reason not to be told."""
    reply = staying(hotel)
    leave_at(hotel, reply, days, clock)
    for _ in range(3 if job else 0):
        over(hotel)
    left(hotel, reply)
    over(hotel)
    assert told(hotel, reply) == times
    assert told(hotel, reply, EMPLOYEE) == 0


def test_each_day_is_told_of_once_however_often_the_job_runs(hotel: World) -> None:
    reply = staying(hotel)
    for days in range(3):
        for clock in ("12:00:01", "18:00:01", "18:01:00", "23:59:59"):
            leave_at(hotel, reply, days, clock)
            over(hotel)
        assert told(hotel, reply) == days + 1
    left(hotel, reply)
    assert told(hotel, reply) == 3


def test_who_overstays_for_nothing_is_told_of_too(hotel: World) -> None:
    """A room that costs nothing is a room that somebody else waits for."""
    before = hotel.get("/lodging", ADMIN)
    rates = before.json["terms"]["rates"]
    free = [each | {"fen": 0} for each in rates]
    changed = hotel.post("/lodging/change", ADMIN, {"rates": free}, if_match=before.etag)
    reply = staying(hotel)
    hotel.post("/lodging/change", ADMIN, {"rates": rates}, if_match=changed.etag)
    leave_at(hotel, reply, 0, "18:00:01")
    over(hotel)
    over(hotel)
    assert told(hotel, reply) == 1
    assert left(hotel, reply).json["stay"]["lines"] == []


def test_who_has_an_extension_does_not_overstay(hotel: World) -> None:
    reply = staying(hotel)
    longer(hotel, reply)
    leave_at(hotel, reply, 0, "18:00:01")
    over(hotel)
    assert told(hotel, reply) == 0
    leave_at(hotel, reply, 1, "18:00:01")
    over(hotel)
    assert told(hotel, reply) == 1


def test_only_who_is_there_is_named(hotel: World) -> None:
    guests = [relative(hotel, name=name) for name in ("葉秀英", "葉小妹")]
    reply = granted(hotel, EMPLOYEE, *guests)
    at(hotel, date.fromisoformat(reply.json["stay"]["asked"]["first"]), "15:00:00")
    came(hotel, reply)
    leave_at(hotel, reply, 0, "11:00:00")
    left(hotel, reply, 0)
    leave_at(hotel, reply, 0, "18:00:01")
    over(hotel)
    text = next(each for each in inbox(hotel, DIRECTOR) if each["code"] == "overstaying")["text"]
    assert ("葉小妹" in text, "葉秀英" in text) == (True, False)

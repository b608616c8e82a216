"""Whoever drives a trip sees it and lists it: by the registry, whatever their role (R-4.3.7)."""

from datetime import timedelta

import pytest

from chalicelib.core.people import Role
from tests.support.cars import (
    arranged,
    asked,
    car,
    change,
    done,
    driver,
    returned,
    settled,
    times,
)
from tests.support.delegating import today
from tests.support.hospital import OFFICER
from tests.support.residents import join, person
from tests.support.world import Reply, World

KAO, LEI = "driver-kao", "driver-lei"


def id_of(trip: Reply) -> str:
    found: str = trip.json["trip"]["id"]
    return found


def driven(world: World, who: str, query: str = "") -> list[str]:
    listed = world.get(f"/my-trips?{query}", who)
    assert listed.status == 200, listed.json
    return [each["trip"]["id"] for each in listed.json["items"]]


@pytest.mark.clause("P-who", "R-4.3.7")
def test_a_driver_sees_the_trips_that_they_drive_and_nothing_else(real: World) -> None:
    settled(real)
    one = driver(real, KAO)
    later = times(real, after=2)
    second = arranged(real, asked(real, **later), driver=one, **later)
    today_ = times(real, after=0)
    first = arranged(real, asked(real, **today_), driver=one, **today_)
    another = arranged(real, driver=driver(real, LEI))
    real.clock.tick(hours=2)
    returned(real, first)
    assert driven(real, KAO) == [id_of(first), id_of(second)], "in order of time, over or to come"
    assert driven(real, KAO, "order=newest") == [id_of(second), id_of(first)]
    day = today(real) + timedelta(days=2)
    assert driven(real, KAO, f"from_day={day}&to_day={day}") == [id_of(second)]
    assert driven(real, OFFICER) == []
    shown = real.get(f"/trips/{id_of(second)}", KAO)
    assert (shown.status, shown.json["allowed_actions"]) == (200, [])
    assert real.get(f"/trips/{id_of(another)}", KAO).status == 404
    for path in (f"trips/{id_of(second)}/history", "trips", "cars", "drivers", "receptions"):
        assert real.get(f"/{path}", KAO).status == 403, path
    reception = second.json["trip"]["reception"]
    assert real.get(f"/receptions/{reception}/trips", KAO).status == 403


@pytest.mark.clause("P-who", "R-4.3.7")
def test_what_another_drives_by_now_is_theirs_to_see(real: World) -> None:
    """Another driver was booked, or the registry names another person."""
    settled(real)
    one, other = driver(real, KAO), driver(real)
    trip = arranged(real, driver=one)
    path = f"/trips/{id_of(trip)}"
    join(real, person(LEI, Role.ENGINEER))
    assert change(real, f"/drivers/{one}", person=LEI).status == 200
    assert [real.get(path, who).status for who in (KAO, LEI)] == [404, 200]
    assert (driven(real, KAO), driven(real, LEI)) == ([], [id_of(trip)])
    done(real, trip, "arrange", car=car(real), driver=other, **times(real))
    assert real.get(path, LEI).status == 404
    assert driven(real, LEI) == []
    assert real.get("/trips/no-such", LEI).status == 404

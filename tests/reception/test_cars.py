"""Trips by car as they are asked for: what covers them, what a request says (R-4.3.7)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from chalicelib.reception.plans.model import Bearer, LineKind
from chalicelib.reception.receptions.model import Reception, ReceptionState
from tests.support.cars import (
    CITY,
    FAR,
    WHY,
    arranged,
    asked,
    asking,
    at,
    do,
    done,
    far,
    far_to_sign,
    faults,
    left,
    line,
    marks,
    now,
    reception,
    refused,
    returned,
    settled,
    times,
    to_sign,
    told,
    trip,
)
from tests.support.hospital import (
    FINANCE,
    GM,
    HOST,
    OFFICE_HEAD,
    OFFICER,
)
from tests.support.residents import join, person, stored
from tests.support.residents import settle as put
from tests.support.world import World

pytestmark = pytest.mark.clause("R-4.3.7")


OTHER_HOST = "host-other"


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
    done(estate, first, step, who, **({} if step == "withdraw" else WHY))
    assert estate.post("/trips", HOST, form).status == 201
    assert refused(estate.post("/trips", HOST, form)) == ("line_used", "R-4.3.7")


def test_a_driven_trip_has_used_its_line(estate: World) -> None:
    settled(estate)
    of = reception(estate, line(estate, "city", CITY))
    returned(
        estate,
        arranged(estate, asked(estate, of, **times(estate, after=0)), **times(estate, after=0)),
    )
    form = asking(estate, of)
    assert refused(estate.post("/trips", HOST, form)) == ("line_used", "R-4.3.7")


def test_a_reception_knows_what_is_underway(estate: World) -> None:
    of = reception(estate)
    reply = asked(estate, of, **times(estate, after=0))
    name = f"trip#{trip(reply)['id']}"
    assert stored(estate, Reception, of.id).underway == (name,)
    left(estate, arranged(estate, reply, **times(estate, after=0)))
    assert stored(estate, Reception, of.id).underway == (name,)
    done(estate, reply, "return", odometer=1010)
    assert stored(estate, Reception, of.id).underway == ()


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

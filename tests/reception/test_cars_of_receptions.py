"""Trips of receptions that were asked for, planned and signed over HTTP (R-4.3.1, R-4.3.7)."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import claims
from tests.support.cars import (
    CITY,
    FAR,
    arranged,
    arranging,
    do,
    done,
    far_to_sign,
    left,
    returned,
    settled,
    times,
    to_sign,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICE_HEAD, OFFICER, under
from tests.support.receptions import (
    DINNER,
    approved,
    day,
    deciding,
    departed,
    planned,
    reminders,
    requested,
    submitted,
)
from tests.support.receptions import again as asked_again
from tests.support.receptions import do as on_reception
from tests.support.receptions import done as done_on_reception
from tests.support.receptions import now as reception_now
from tests.support.residents import inbox
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.7")

NEAR = {"kind": "vehicle", "words": "接站", "destination": CITY, "bearer": "host", "fen": 5000}
AWAY = {**NEAR, "words": "送機", "destination": FAR}
WHY = {"reason": "行程有變"}


def key(reply: Reply, words: str) -> str:
    """Of the line of these words."""
    lines = reply.json["reception"]["content"]["lines"]
    found: str = next(each["key"] for each in lines if each["words"] == words)
    return found


def asked(world: World, of: Reply, **form: Any) -> Reply:
    """A trip on the first line of the plan, for tomorrow; the answer, whatever it is."""
    asks = {
        "reception": of.json["reception"]["id"],
        "line": of.json["reception"]["content"]["lines"][0]["key"],
        "purpose": "接站",
        "passengers": 2,
        "destination": CITY,
        **times(world),
    }
    world.clock.tick(seconds=1)
    return world.post("/trips", HOST, asks | form)


def with_cars(world: World, **form: Any) -> Reply:
    """A reception that is approved, with a car within the city and one beyond it."""
    settled(world)
    return approved(world, requested(world, **form), NEAR, AWAY)


def test_what_was_signed_with_the_reception_is_arranged_at_once(estate: World) -> None:
    of = with_cars(estate)
    near = asked(estate, of)
    assert near.json["trip"]["covered"]["by"] == OFFICE_HEAD
    away = asked(estate, of, line=key(of, "送機"), destination=FAR, km=200)
    covered, [grant] = away.json["trip"]["covered"], grants(of)
    assert (covered["by"], covered["digest"]) == (GM, grant["digest"])
    for each in (near, away):
        assert arranged(estate, each).json["trip"]["state"] == "arranged"


def lines_of(of: Reply, **line: Any) -> list[dict[str, Any]]:
    """The lines of its plan as they are, but for this."""
    kept = ("key", "kind", "day", "words", "destination", "bearer", "fen")
    lines = of.json["reception"]["content"]["lines"]
    return [{name: each[name] for name in kept} | line for each in lines]


def grants(of: Reply) -> list[Any]:
    granted = of.json["reception"]["granted"]
    return [each for each in granted if each["asks"] == "long_distance"]


@pytest.mark.clause("R-4.3.1")
def test_no_trip_before_the_reception_is_approved(estate: World) -> None:
    settled(estate)
    of = planned(estate, requested(estate), NEAR)
    assert asked(estate, of).json["code"] == "budget_missing"
    of = submitted(estate, of)
    assert asked(estate, of).json["code"] == "budget_missing"
    of = done_on_reception(estate, of, "approve", OFFICE_HEAD)
    assert asked(estate, of).json["code"] == "budget_missing"
    of = done_on_reception(estate, of, "approve", GM, grants=deciding(of))
    assert asked(estate, of).status == 201


def test_what_the_gm_said_no_to_is_asked_again_for_the_trip(estate: World) -> None:
    settled(estate)
    of = approved(estate, requested(estate), AWAY, no=("long_distance",))
    reply = asked(estate, of, destination=FAR, km=200)
    assert (reply.json["trip"]["state"], reply.json["trip"]["covered"]) == ("pending", None)
    assert done(estate, reply, "approve", GM).json["trip"]["state"] == "approved"
    assert arranged(estate, reply).json["trip"]["state"] == "arranged"


@pytest.mark.clause("P-approve", "R-4.3.1")
def test_a_plan_written_anew_has_to_be_signed_before_its_cars_are_arranged(estate: World) -> None:
    of = with_cars(estate)
    reply = asked(estate, of)
    done_on_reception(estate, of, "plan", HOST, lines=lines_of(of, fen=6000))
    form = arranging(estate)
    refused = do(estate, reply, "arrange", **form)
    assert (refused.status, refused.json["code"]) == (409, "budget_missing")
    approved(estate, reception_now(estate, of))
    again = done(estate, reply, "arrange", **form)
    before, after = reply.json["trip"]["covered"], again.json["trip"]["covered"]
    assert after["digest"] != before["digest"]  # by what counts now


@pytest.mark.parametrize("change", ["days", "districts"])
def test_no_car_leaves_on_what_would_be_approved_otherwise_now(estate: World, change: str) -> None:
    """The office head signed the trip for the day after tomorrow, within the city."""
    settled(estate)
    of = approved(estate, requested(estate), {**NEAR, "destination": FAR})
    when = times(estate, after=2)
    reply = done(estate, asked(estate, of, **when), "approve", OFFICE_HEAD)
    form = arranging(estate, **when)
    reply = arranged(estate, reply, **form)
    districts = ["斗門區"] if change == "districts" else [CITY]
    with under(estate, districts=districts):
        if change == "days":
            other = asked_again(of, last=str(day(estate, 1)))
            of = done_on_reception(estate, of, "edit", HOST, **other)
        else:
            of = done_on_reception(estate, of, "plan", HOST, lines=lines_of(of, fen=6000))
        approved(estate, of)
    estate.clock.tick(days=2)
    for step, given in (("depart", {"odometer": 1000}), ("arrange", form)):
        answer = do(estate, reply, step, **given)
        assert (answer.status, answer.json["code"]) == (409, "approval_gone")
    done(estate, reply, "cancel", HOST, **WHY)  # and is asked for anew


@pytest.mark.clause("R-2.4")
def test_a_line_is_not_dropped_while_a_trip_stands_on_it(estate: World) -> None:
    of = with_cars(estate)
    reply = asked(estate, of)
    lines = [{"day": of.json["reception"]["content"]["first"], **DINNER}]
    answer = on_reception(estate, of, "plan", HOST, lines=lines)
    assert (answer.status, answer.json["clause"]) == (422, "R-2.4")
    [fault] = answer.json["errors"]
    number = reply.json["trip"]["forms"][0]["number"]
    assert (fault["pointer"], fault["code"]) == ("/lines", "line_driven")
    assert (fault["data"]["trips"], number in fault["detail"]) == (number, True)
    done(estate, reply, "cancel", HOST, **WHY)
    done_on_reception(estate, of, "plan", HOST, lines=lines)


def test_a_reception_waits_for_its_trips(estate: World) -> None:
    of = with_cars(estate)
    reply = asked(estate, of)
    refused = on_reception(estate, of, "cancel", HOST, **WHY)
    assert (refused.status, refused.json["code"]) == (409, "still_underway")
    assert refused.json["data"]["what"] == [f"trip#{reply.json['trip']['id']}"]
    assert refused.json["detail"] == "Bring these to their end first: Trip."
    done(estate, reply, "cancel", HOST, **WHY)
    assert on_reception(estate, of, "cancel", HOST, **WHY).status == 200


@pytest.mark.clause("R-4.3.1")
def test_what_was_driven_for_is_not_cancelled(estate: World) -> None:
    settled(estate)
    of = approved(estate, requested(estate, first=0), NEAR)
    when = times(estate, after=0)
    reply = returned(estate, arranged(estate, asked(estate, of, **when), **when))
    refused = on_reception(estate, of, "cancel", HOST, **WHY)
    assert (refused.status, refused.json["code"]) == (409, "cost_booked")
    assert refused.json["data"]["what"] == [f"trip#{reply.json['trip']['id']}"]


@pytest.mark.clause("R-4.3.3")
def test_nothing_is_settled_while_a_car_is_still_to_go(estate: World) -> None:
    settled(estate)
    of = approved(estate, requested(estate, first=0, days=0), {**NEAR, "bearer": "advance"})
    reception: Any = SimpleNamespace(id=of.json["reception"]["id"])
    claims.paid(estate, reception, claims.claimed(100, key(of, "接站")))
    reply = asked(estate, of, **times(estate, after=0))
    departed(estate, of)
    refused = estate.post("/settlements", FINANCE, {"reception": reception.id})
    assert (refused.status, refused.json["code"]) == (409, "trips_open")
    assert refused.json["data"]["numbers"] == [reply.json["trip"]["forms"][0]["number"]]
    done(estate, reply, "cancel", HOST, **WHY)
    assert estate.post("/settlements", FINANCE, {"reception": reception.id}).status == 201


def test_a_trip_comes_back_after_the_guests_have_left(estate: World) -> None:
    settled(estate)
    of = approved(estate, requested(estate, first=0, days=0), NEAR)
    when = times(estate, after=0)
    reply = left(estate, arranged(estate, asked(estate, of, **when), **when))
    of = departed(estate, of)
    assert on_reception(estate, of, "close", "office-so").json["code"] == "still_underway"
    done(estate, reply, "return", odometer=1020)
    assert on_reception(estate, of, "close", "office-so").status == 200


@pytest.mark.clause("R-4.3.5", "R-4.3.6")
@pytest.mark.parametrize("signed", [False, True])
def test_how_far_it_went_is_seen_by_the_gm_before_finance_pays(
    estate: World, *, signed: bool
) -> None:
    """Whether the car is back before the GM signed the claim, or after."""
    settled(estate)
    of = approved(estate, requested(estate, first=0, days=0), NEAR)
    when = times(estate, after=0)
    out = left(estate, arranged(estate, asked(estate, of, **when), **when))
    reception: Any = SimpleNamespace(id=of.json["reception"]["id"])
    claim = claims.booked(estate, reception, claims.claimed(5000, key(of, "接站")))
    if signed:
        claims.done(estate, claim, "approve", GM)
    done(estate, out, "return", odometer=1101)
    step, who, form = ("pay", FINANCE, {"method": "cash"}) if signed else ("approve", GM, {})
    answer = claims.do(estate, claim, step, who, **form)
    assert (answer.status, answer.json["code"]) == (409, "found_since")
    assert answer.json["clause"] == "R-4.3.7"
    lines = [claims.claimed(5000, key(of, "接站"))]
    claims.done(estate, claim, "change", OFFICER, lines=lines)
    again = claims.done(estate, claim, "submit", OFFICER)
    [finding] = [e for e in again.json["claim"]["findings"] if e["code"] == "distance_beyond"]
    assert (finding["data"]["km"], finding["data"]["most"]) == (101, 100)
    claims.done(estate, claim, "approve", GM)
    claims.done(estate, claim, "pay", FINANCE, method="cash")


@pytest.mark.clause("R-4.3.1", "R-4.3.6")
def test_nothing_is_paid_while_what_it_is_for_is_not_approved(estate: World) -> None:
    """The plan was written anew since the GM signed the claim: both are signed first."""
    of = approved(estate, requested(estate), NEAR)
    reception: Any = SimpleNamespace(id=of.json["reception"]["id"])
    claim = claims.signed(estate, reception, claims.claimed(5000, key(of, "接站")))
    of = done_on_reception(estate, of, "plan", HOST, lines=lines_of(of, fen=6000))
    answer = claims.do(estate, claim, "pay", FINANCE, method="cash")
    assert (answer.status, answer.json["code"]) == (409, "budget_missing")
    approved(estate, of)
    claims.done(estate, claim, "pay", FINANCE, method="cash")


def waits(world: World, who: str, reply: Reply) -> int:
    about = f"trip#{reply.json['trip']['id']}"
    return [e["code"] for e in inbox(world, who) if e["record"] == about].count("trip_waits")


@pytest.mark.clause("P-approve")
def test_who_is_late_to_sign_is_reminded_daily(world: World) -> None:
    city, far = to_sign(world), far_to_sign(world)
    world.clock.at += timedelta(days=1, seconds=-1)
    assert reminders(world).fired == 1  # the earlier one
    assert (waits(world, OFFICE_HEAD, city), waits(world, GM, far)) == (1, 0)
    world.clock.tick(seconds=1)
    assert reminders(world).fired == 1
    assert reminders(world).fired == 0
    assert (waits(world, OFFICE_HEAD, city), waits(world, GM, far)) == (1, 1)
    done(world, city, "approve", OFFICE_HEAD)
    world.clock.tick(days=1)
    reminders(world)
    assert (waits(world, OFFICE_HEAD, city), waits(world, GM, far)) == (1, 2)

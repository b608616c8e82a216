"""What changed between application and bed: the staff list, the family, the standing (L-1, L-7)."""

import itertools
from collections.abc import Callable
from datetime import date

import pytest

from chalicelib.core.people import Person, Role
from tests.support import conduct
from tests.support.lodging import (
    DIRECTOR,
    DORMITORY,
    MANAGER,
    anew,
    applied,
    arriving,
    at,
    do,
    granted,
    now,
    relative,
    settled,
)
from tests.support.residents import settle, stored
from tests.support.world import Reply, World

_names = itertools.count()
Meanwhile = Callable[[World, Reply], None]


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(settled(estate, r201="AB", r202="AB"))


def employee(world: World) -> str:
    return conduct.employee(world, f"meanwhile-{next(_names)}")


def left(world: World, reply: Reply) -> None:
    settle(world, stored(world, Person, reply.json["stay"]["employee"]), active=False)


def desk_now(world: World, reply: Reply) -> None:
    """On the site, and no employee of the hotel any more."""
    settle(world, stored(world, Person, reply.json["stay"]["employee"]), roles=(Role.DESK,))


def ended(world: World, reply: Reply) -> None:
    id = reply.json["stay"]["asked"]["guests"][0]["relative"]
    etag = world.get(f"/relatives/{id}", DORMITORY).etag
    form = {"reason": "並非直系親屬"}
    assert world.post(f"/relatives/{id}/end", DORMITORY, form, if_match=etag).status == 200


def cancelled(world: World, reply: Reply) -> None:
    assert conduct.settle(world, reply.json["stay"]["employee"], "cancel").status == 200


CASES: list[tuple[Meanwhile, str, str]] = [
    (left, "left_staff", "L-1"),
    (desk_now, "left_staff", "L-1"),
    (ended, "no_relative_now", "L-1"),
    (cancelled, "eligibility_cancelled", "L-7"),
]


@pytest.mark.clause("L-1", "L-7")
@pytest.mark.parametrize(("meanwhile", "code", "clause"), CASES)
def test_the_last_signature_gives_no_bed_to_who_may_not_stay_any_more(
    hotel: World, meanwhile: Meanwhile, code: str, clause: str
) -> None:
    signed = do(hotel, applied(hotel, employee(hotel)), "approve", MANAGER)
    meanwhile(hotel, signed)
    reply = do(hotel, signed, "approve", DIRECTOR)
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (409, code, clause)
    assert now(hotel, signed)["state"] == "pending"
    refused = do(hotel, signed, "refuse", DIRECTOR, reason="不再符合資格")
    assert refused.json["stay"]["state"] == "refused"


@pytest.mark.clause("L-1", "L-7")
@pytest.mark.parametrize(("meanwhile", "code", "clause"), CASES)
def test_nobody_checks_in_who_may_not_stay_any_more(
    hotel: World, meanwhile: Meanwhile, code: str, clause: str
) -> None:
    stay = granted(hotel, employee(hotel))
    meanwhile(hotel, stay)
    at(hotel, date.fromisoformat(stay.json["stay"]["asked"]["first"]), "15:00:00")
    reply = do(hotel, stay, "check-in", DORMITORY, **arriving(now(hotel, stay)))
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (409, code, clause)
    assert now(hotel, stay)["state"] == "granted"


@pytest.mark.clause("L-1")
def test_whose_claim_ended_keeps_nobody_else_out(hotel: World) -> None:
    who = employee(hotel)
    stay = granted(hotel, who, relative(hotel, who), relative(hotel, who, name="葉婉玲"))
    ended(hotel, stay)
    at(hotel, date.fromisoformat(stay.json["stay"]["asked"]["first"]), "15:00:00")
    reply = do(hotel, stay, "check-in", DORMITORY, **arriving(now(hotel, stay), 1))
    assert reply.json["stay"]["state"] == "staying", reply.json

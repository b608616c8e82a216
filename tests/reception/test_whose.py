"""Whose a reception is: the counterpart department's as well, whoever receives (R-4.3.5, P-who)."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.core.site import GM_OFFICE
from chalicelib.reception.receptions.model import OFFICE
from tests.support import cars, hospital
from tests.support.claims import (
    asked,
    asking,
    booked,
    claimed,
    do,
    done,
    drafted,
    id_of,
    lent,
    line,
    path_of,
    reassigned,
    received,
    writing,
)
from tests.support.hospital import FINANCE, GM, HOST_MANAGER, OFFICER
from tests.support.reckoned import reckoned
from tests.support.residents import join, person, settle, stored
from tests.support.world import Reply, World

COLLEAGUE, STRANGER = "host-colleague", "host-elsewhere"
CAR = line("host", 9000, kind="vehicle", destination="鄰市")


@pytest.fixture
def clinic(estate: World) -> Iterator[World]:
    hospital.peopled(estate)
    for who, department in ((COLLEAGUE, "cardiology"), (STRANGER, "grounds")):
        if not stored(estate, Person, who):
            join(estate, person(who, Role.HOST_DEPARTMENT, department=department))
    yield estate
    reckoned(estate)


def moved(world: World, who: str, department: str) -> None:
    """Somebody works in another department from now on."""
    settle(world, stored(world, Person, who), department=department)


def faults(reply: Reply) -> list[tuple[str, str]]:
    assert (reply.status, reply.json["code"]) == (422, "invalid_form")
    assert all(each["detail"] for each in reply.json["errors"])
    return [(each["pointer"], each["code"]) for each in reply.json["errors"]]


@pytest.mark.clause("R-4.3.5", "P-who")
@pytest.mark.parametrize("department", [OFFICE, GM_OFFICE])
def test_the_counterpart_sees_it_and_spends_on_it_whoever_receives(
    clinic: World, department: str
) -> None:
    reception = received(clinic, CAR, line("host", 9000))
    reassigned(clinic, reception, department)
    path = f"/receptions/{reception.id}"
    form: dict[str, Any] = {"line": "1", "destination": "鄰市", "km": 90}
    trip = cars.asked(clinic, reception, who=OFFICER, **form).json["trip"]["id"]
    advance = asked(clinic, reception, 100, COLLEAGUE)
    claim = booked(clinic, reception, claimed(100, "2"), who=COLLEAGUE)
    assert claim.json["claim"]["department"] == "cardiology"
    papers = (path, f"/trips/{trip}", path_of(advance), path_of(claim))
    for paper in papers:
        assert clinic.get(paper, HOST_MANAGER).status == 200, paper
        assert clinic.get(paper, COLLEAGUE).status == 200, paper
        assert clinic.get(paper, STRANGER).status == 404, paper
    assert clinic.get(path, COLLEAGUE).actions == set()  # deciding on it is with whom it was
    asks = cars.asking(clinic, reception, **form)
    assert faults(clinic.post("/trips", COLLEAGUE, asks)) == [("/reception", "no_such")]


@pytest.mark.clause("R-4.3.1", "R-4.3.5")
def test_who_has_money_in_hand_accounts_for_it_whosever_the_reception_is_by_now(
    clinic: World,
) -> None:
    """To its balance, and for nothing beside it."""
    reception = received(clinic)
    advance = lent(clinic, reception, 1000, COLLEAGUE)
    of = {"advance": id_of(advance)}
    refused = done(clinic, asked(clinic, reception, 9, COLLEAGUE), "refuse", GM, reason="x")
    moved(clinic, COLLEAGUE, "grounds")
    assert clinic.get(f"/receptions/{reception.id}", COLLEAGUE).actions == set()
    claim = booked(clinic, reception, claimed(600), who=COLLEAGUE, **of)
    assert claim.json["claim"]["department"] == "cardiology"
    for form, fault in (
        (writing(reception, claimed(2), **of, from_advance=1), ("/from_advance", "beside_advance")),
        (writing(reception, claimed(2)), ("/reception", "no_such")),
    ):
        assert faults(clinic.post("/claims", COLLEAGUE, form)) == [fault]
    beside = do(clinic, claim, "change", COLLEAGUE, lines=[claimed(600)])
    assert faults(beside) == [("/from_advance", "beside_advance")]
    more = clinic.post("/advances", COLLEAGUE, asking(reception, 1))
    assert faults(more) == [("/reception", "no_such")]
    again = do(clinic, refused, "resubmit", COLLEAGUE, fen=9, reason="x")
    assert (again.status, again.json["code"]) == (403, "not_your_reception")
    short = do(
        clinic, drafted(clinic, reception, claimed(401), who=COLLEAGUE, **of), "submit", COLLEAGUE
    )
    assert (short.status, short.json["data"]["balance"]) == (409, "¥4.00")
    done(clinic, done(clinic, claim, "approve", GM), "pay", FINANCE)
    done(clinic, advance, "return", FINANCE, fen=400, method="cash")
    assert clinic.get(f"/receptions/{reception.id}", COLLEAGUE).status == 404
    moved(clinic, COLLEAGUE, "cardiology")


@pytest.mark.clause("R-4.3.5")
def test_what_was_claimed_while_it_was_theirs_is_written_anew_and_no_more_beside(
    clinic: World,
) -> None:
    reception = received(clinic)
    claim = drafted(clinic, reception, claimed(100), who=COLLEAGUE)
    moved(clinic, COLLEAGUE, "grounds")
    more = do(clinic, claim, "change", COLLEAGUE, lines=[claimed(101)])
    assert faults(more) == [("/from_advance", "beside_advance")]
    done(clinic, claim, "change", COLLEAGUE, lines=[claimed(100)])
    assert done(clinic, claim, "submit", COLLEAGUE).json["claim"]["state"] == "pending"
    moved(clinic, COLLEAGUE, "cardiology")

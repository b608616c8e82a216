"""Whoever is late to sign an advance or a claim is reminded; nothing is decided by it."""

from collections.abc import Callable, Iterator

import pytest

from chalicelib.core.people import Role
from tests.support import delegating, hospital
from tests.support.claims import asked, booked, done, drafted, path_of, received, signed
from tests.support.hospital import FINANCE, GM, OFFICER
from tests.support.receptions import reminders
from tests.support.reckoned import reckoned
from tests.support.residents import inbox, join, person
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("P-approve", "P-tell")
PENDING: dict[str, Callable[[World], Reply]] = {
    "advance": lambda world: asked(world, received(world)),
    "claim": lambda world: booked(world, received(world)),
}


@pytest.fixture
def clinic(estate: World) -> Iterator[World]:
    estate.clock.tick(weeks=4)
    reminders(hospital.peopled(estate))
    yield estate
    reckoned(estate)


def reminded(world: World, who: str, reply: Reply) -> list[str]:
    """What somebody was told of what waits, oldest first."""
    of = next(each for each in ("advance", "claim") if each in reply.json)
    number = reply.json[of]["forms"][0]["number"]
    found = [each for each in inbox(world, who) if each["code"] == "spending_waits"]
    return [each["text"] for each in found if number in each["text"]]


@pytest.mark.parametrize("what", PENDING)
def test_the_gm_is_reminded_after_a_day_and_then_daily(clinic: World, what: str) -> None:
    reply = PENDING[what](clinic)
    state = clinic.get(path_of(reply), GM).json[what]["state"]
    clinic.clock.tick(hours=23, minutes=59, seconds=59)
    reminders(clinic)
    assert reminded(clinic, GM, reply) == []
    for times in (1, 2, 3):
        clinic.clock.tick(seconds=1)
        reminders(clinic)
        reminders(clinic)  # twice in the same minute
        assert len(reminded(clinic, GM, reply)) == times
        assert clinic.get(path_of(reply), GM).json[what]["state"] == state == "pending"
        clinic.clock.tick(hours=23, minutes=59, seconds=59)
    done(clinic, reply, "approve", GM)
    clinic.clock.tick(days=7)
    reminders(clinic)
    assert len(reminded(clinic, GM, reply)) == 3


def test_what_is_drafted_taken_back_or_decided_reminds_nobody(clinic: World) -> None:
    reception = received(clinic)
    advance = done(clinic, asked(clinic, reception, 100), "approve", GM)
    quiet = [
        drafted(clinic, reception),
        signed(clinic, reception),
        done(clinic, booked(clinic, reception), "withdraw", OFFICER),
        done(clinic, advance, "pay", FINANCE, method="cash"),
        done(clinic, asked(clinic, reception, 100), "refuse", GM, reason="x"),
    ]
    clinic.clock.tick(days=3)
    reminders(clinic)
    assert [reminded(clinic, GM, each) for each in quiet] == [[]] * len(quiet)


def test_who_stands_in_is_reminded_where_they_may_sign(clinic: World) -> None:
    join(clinic, person("deputy-fan", Role.OFFICE_HEAD, department="hospital_office"))
    last = str(delegating.today(clinic).replace(year=2027))
    delegating.accepted(clinic, who=GM, role="gm", taker="deputy-fan", last=last)
    alone = booked(clinic, received(clinic))
    hospital.settle(clinic, gm_delegable=True)
    both = booked(clinic, received(clinic))
    clinic.clock.tick(days=1, seconds=2)
    reminders(clinic)
    assert [len(reminded(clinic, who, alone)) for who in (GM, "deputy-fan")] == [1, 0]
    assert [len(reminded(clinic, who, both)) for who in (GM, "deputy-fan")] == [1, 1]
    hospital.settle(clinic, gm_delegable=False)

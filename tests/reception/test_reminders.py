"""Whoever is late to sign is reminded, of whatever it is: one job for the room (P-approve)."""

from collections.abc import Callable

import pytest

from chalicelib.core.site import Site
from tests.support import cars, claims, receptions
from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER, peopled
from tests.support.residents import inbox, settle, stored
from tests.support.world import Reply, World


def trip(world: World) -> str:
    """One within the city, which the head of the office signs."""
    return f"trip#{cars.to_sign(world).json['trip']['id']}"


def reception(world: World) -> str:
    return f"reception#{receptions.submitted(world).json['reception']['id']}"


def advance(world: World) -> str:
    return f"advance#{claims.id_of(claims.asked(world, claims.received(world)))}"


def claim(world: World) -> str:
    return f"claim#{claims.id_of(claims.booked(world, claims.received(world)))}"


WAITING: dict[str, tuple[Callable[[World], str], str]] = {
    "reception": (reception, OFFICE_HEAD),
    "trip": (trip, OFFICE_HEAD),
    "advance": (advance, GM),
    "claim": (claim, GM),
}


def heard(world: World, who: str, about: str) -> list[str]:
    return [each["code"] for each in inbox(world, who) if each["record"] == about]


@pytest.mark.clause("P-approve", "P-tell")
def test_one_run_reminds_of_everything_that_waits(real: World) -> None:
    peopled(real)
    waiting = {name: (begin(real), who) for name, (begin, who) in WAITING.items()}
    real.clock.tick(days=1, minutes=1)
    report = receptions.reminders(real)
    assert (report.failed, report.fired) == (0, len(WAITING))
    for name, (about, who) in waiting.items():
        assert any(each.endswith("_waits") for each in heard(real, who, about)), name
    assert receptions.reminders(real).due == 0


@pytest.mark.clause("P-approve", "P-tell")
def test_where_nobody_may_sign_whoever_asked_is_told_at_once_and_daily(real: World) -> None:
    """It waits, and does not pass; whoever asked has an administrator name somebody."""
    cars.settled(real)
    planned, spent = receptions.planned(real), claims.received(real)
    drafted = claims.drafted(real, spent)
    driven = cars.reception(real, cars.line(real, "city", "別處"))
    site = stored(real, Site, real.site)
    settle(real, site, departments=(site.department("cardiology"),))
    submitted = receptions.done(real, planned, "submit", HOST)
    assert submitted.json["signs"] is None
    waiting = {
        f"reception#{submitted.json['reception']['id']}": HOST,
        f"trip#{cars.asked(real, driven).json['trip']['id']}": HOST,
        f"advance#{claims.id_of(claims.asked(real, spent, 100))}": OFFICER,
        f"claim#{claims.id_of(claims.done(real, drafted, 'submit', OFFICER))}": OFFICER,
    }
    for days in (1, 2):
        for about, who in waiting.items():
            assert heard(real, who, about) == ["nobody_signs"] * days
        real.clock.tick(days=1)
        assert receptions.reminders(real).failed == 0


@pytest.mark.clause("P-approve")
def test_it_runs_by_hand_for_the_office(real: World) -> None:
    about = reception(peopled(real))
    real.clock.tick(days=1)
    reply: Reply = real.post("/jobs/receptions", OFFICER, {})
    assert (reply.status, reply.json["fired"]) == (200, 1)
    assert heard(real, OFFICE_HEAD, about)[0] == "reception_waits"
    assert real.post("/jobs/receptions", GM, {}).status == 403

"""What falls due on a letter: no answer in time, a number needed no more (R-4.3.2, P-private)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.site import Site
from chalicelib.reception.letters.model import Letter
from chalicelib.reception.receptions.model import OFFICE
from tests.support import hospital, receptions
from tests.support.hospital import OFFICE_HEAD, OFFICER
from tests.support.letters import (
    CLERK,
    PHONE,
    VOID,
    answered,
    do,
    fax,
    letter,
    now,
    path,
    received,
    staffed,
    written,
)
from tests.support.residents import inbox, settle, stored
from tests.support.world import World

Make = Callable[[World], dict[str, Any]]


@pytest.fixture
def house(real: World) -> World:
    return staffed(real)


def fired(world: World) -> int:
    return receptions.reminders(world).fired


def reminders(world: World, who: str) -> list[str]:
    told = (each["code"] for each in reversed(inbox(world, who)))
    return [each for each in told if each in ("letter_unanswered", "letter_to_answer")]


def in_office(world: World, who: str) -> None:
    """Somebody of its staff, besides its supervisor."""
    site: Site = stored(world, Site, world.site)
    departments = tuple(
        replace(each, staff=(who,)) if each.key == OFFICE else each for each in site.departments
    )
    settle(world, site, departments=departments)


@pytest.mark.clause("R-4.3.2", "R-4.3.3", "P-tell")
@pytest.mark.parametrize(
    ("make", "code"),
    [(fax, "letter_unanswered"), (letter, "letter_unanswered"), (received, "letter_to_answer")],
)
def test_the_office_is_reminded_once_of_an_answer_that_did_not_come(
    house: World, make: Make, code: str
) -> None:
    form = make(house)
    reply = written(house, form, CLERK)
    in_office(house, OFFICER)
    house.clock.at = datetime.fromisoformat(form["answer_by"]) - timedelta(seconds=1)
    assert fired(house) == 0
    house.clock.tick(seconds=1)  # the very instant that was asked for
    assert fired(house) == 1
    assert reminders(house, CLERK) == [code]
    assert reminders(house, OFFICE_HEAD) == [code]
    assert reminders(house, OFFICER) == [code]
    known = now(house, reply).json["letter"]
    assert known["reminded_at"] == house.clock().isoformat().replace("+00:00", "Z")
    house.clock.tick(days=30)
    assert fired(house) == 0
    assert answered(house, reply).json["letter"]["state"] == "answered"


@pytest.mark.clause("R-4.3.2")
@pytest.mark.parametrize("step", ["answer", "void"])
def test_who_was_answered_is_not_reminded(house: World, step: str) -> None:
    reply = written(house)
    if step == "answer":
        answered(house, reply)
    else:
        do(house, reply, "void", **VOID)
    house.clock.tick(days=7)
    assert fired(house) == 0


@pytest.mark.clause("R-4.3.3")
def test_what_asks_for_no_answer_by_a_time_reminds_nobody(house: World) -> None:
    form = {name: each for name, each in received(house).items() if name != "answer_by"}
    written(house, form)
    house.clock.tick(days=30)
    assert fired(house) == 0


@pytest.mark.clause("R-4.3.3")
def test_what_came_in_too_late_is_reminded_of_at_once(house: World) -> None:
    at = (house.clock() - timedelta(hours=1)).isoformat()
    written(house, received(house, answer_by=at))
    assert fired(house) == 1


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("days", [None, 30])
@pytest.mark.parametrize("over", [False, True])
def test_the_number_is_erased_so_long_after_the_journey(
    house: World, days: int | None, over: bool
) -> None:
    if days:
        hospital.settle(house, keep_contact_days=days)
    reply = written(house)
    if over:
        do(house, reply, "void", **VOID)
    else:
        answered(house, reply)
    arrives = now(house, reply).json["letter"]["journey"][-1]["arrives_at"]
    house.clock.at = datetime.fromisoformat(arrives) - timedelta(seconds=1)
    house.clock.tick(days=days or 365)
    assert fired(house) == 0
    house.clock.tick(seconds=1)
    assert fired(house) == 1
    kept = stored(house, Letter, reply.json["letter"]["id"])
    assert (kept.sealed, kept.contact.phone, kept.contact.name) == (None, None, "蘇文")
    assert now(house, reply).json["letter"]["contact"]["phone"] is None
    page = house.get(f"{path(reply)}/print", OFFICER).body.decode()
    assert PHONE not in page
    assert "號碼已刪除" in page
    entry = house.get(f"{path(reply)}/history?command=receptions", OFFICER).json["items"][-1]
    assert (entry["clause"], entry["facts"]) == ("P-private", {"erased": ["phone"]})


@pytest.mark.clause("P-private")
def test_what_came_in_long_after_its_journey_is_kept_from_then_on(house: World) -> None:
    form = received(house)
    long_ago = {"departs_at": "2025-01-01T09:00:00Z", "arrives_at": "2025-01-01T12:00:00Z"}
    form["journey"] = [form["journey"][0] | long_ago]
    reply = answered(house, written(house, form))
    house.clock.tick(days=364)
    assert fired(house) == 0
    house.clock.tick(days=1)
    assert fired(house) == 1
    assert stored(house, Letter, reply.json["letter"]["id"]).sealed is None


@pytest.mark.clause("P-private")
def test_a_later_setting_moves_no_letters_time(house: World) -> None:
    reply = written(house)
    hospital.settle(house, keep_contact_days=30)
    house.clock.tick(days=40)
    fired(house)
    assert stored(house, Letter, reply.json["letter"]["id"]).sealed

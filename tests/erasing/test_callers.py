"""A caller's number is erased when their last matter is over for the setting's time (P-private)."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Role
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import callers as rules
from tests.support.crowd import at_once
from tests.support.dump import taken
from tests.support.erasing import (
    ADMIN,
    CALLER_DAYS,
    NUMBER,
    asked_for,
    at_due,
    audited,
    called,
    caller,
    caller_overdue,
    cancelled,
    due_at,
    entries,
    erase,
    person,
)
from tests.support.residents import settle, stored
from tests.support.world import World

pytestmark = pytest.mark.clause("P-private")


def ticket(world: World, reply: Any) -> Ticket:
    found: Ticket = stored(world, Ticket, reply.ticket["id"])
    return found


def lying(world: World) -> str:
    """Everything that the site has but history, as text."""
    client = world.house.service.store._connection.client  # type: ignore[attr-defined]
    return "".join(
        f"{key}{item}"
        for key, item in taken(client).items()
        if world.site in key and "-history" not in key and "-replays" not in key
    )


@pytest.mark.parametrize(("days", "status"), [(29, 422), (30, 200), (3650, 200), (3651, 422)])
def test_the_time_is_a_setting_with_bounds(world: World, days: int, status: int) -> None:
    etag = world.get("/desk", ADMIN).etag
    form = {"keep_caller_days": days}
    reply = world.post("/desk/change", ADMIN, form, if_match=etag)
    assert reply.status == status
    if status == 422:
        assert reply.json["errors"][0]["pointer"] == "/keep_caller_days"


def test_a_caller_is_erased_with_all_that_their_tickets_showed(real: World) -> None:
    first, second = cancelled(real), cancelled(real)
    id = caller(first)
    begun = real.clock()
    assert due_at(real, id) == begun + timedelta(days=CALLER_DAYS)
    before = person(real, id)
    assert before.phone
    assert all(each in lying(real) for each in (before.phone.mask, '#9901"', before.salt))
    assert at_due(real, id).failed == 0
    after = person(real, id)
    assert (after.salt, after.phone, after.timers) == ("", None, ())
    assert after.erased_at == real.clock()
    for each in (first, second):
        reporter = ticket(real, each).reporter
        assert (reporter.name, reporter.phone, reporter.phone_index) == ("陳大文", None, None)
        assert real.get(f"/tickets/{each.ticket['id']}", "desk-chan").status == 200
        assert real.get(f"/tickets/{each.ticket['id']}/contact", "desk-chan").status == 404
    left = lying(real)
    for gone in (before.phone.mask, '9901"', before.salt, before.phone.box, "tel:"):
        assert gone not in left, gone
    for q in ("9901", "13677889901", "136 7788 9901"):
        assert real.get(f"/search?q={q}", "desk-chan").json["items"] == []
    assert real.get("/intake?phone_tail=9901", "desk-chan").json["people"] == []
    assert real.post("/people/find", "desk-chan", {"phone": NUMBER}).json["items"] == []
    last = entries(real, f"ticket#{first.ticket['id']}")[-1]
    assert (last["command"], last["clause"], last["by"]) == (
        "retention",
        "P-private",
        "system.retention",
    )
    found = audited(real)
    assert (found.flaws, found.imbalance) == ((), 0)


def test_history_holds_no_digit_of_a_number(real: World) -> None:
    reply = called(real)
    said = str(entries(real, f"ticket#{reply.ticket['id']}"))
    assert "9901" not in said
    assert "****" in said


def test_an_open_matter_keeps_the_number_and_the_time_counts_from_its_end(real: World) -> None:
    reply = called(real)
    id = caller(reply)
    at_due(real, id)
    assert person(real, id).phone
    assert due_at(real, id) == real.clock() + timedelta(days=CALLER_DAYS)
    real.clock.tick(days=10)
    over = real.do(
        real.get(f"/tickets/{reply.ticket['id']}", "desk-chan"), "cancel", "desk-chan", reason="x"
    )
    ended = real.clock()
    assert over.status == 200
    at_due(real, id)
    assert due_at(real, id) == ended + timedelta(days=CALLER_DAYS)
    at_due(real, id)
    assert person(real, id).erased_at == ended + timedelta(days=CALLER_DAYS)


def test_a_call_costs_the_person_nothing_unless_they_are_about_to_be_erased(real: World) -> None:
    id = caller(cancelled(real))
    real.clock.tick(days=CALLER_DAYS - 2)
    called(real)
    assert person(real, id).version == 1
    real.clock.tick(days=1)
    called(real)
    assert person(real, id).version == 2
    assert due_at(real, id) == real.clock() + timedelta(days=CALLER_DAYS)


def test_who_calls_again_later_is_known_by_the_same_id_and_has_a_new_key(real: World) -> None:
    reply = caller_overdue(real)
    id, salt = caller(reply), person(real, caller(reply)).salt
    erase(real)
    again = called(real)
    assert caller(again) == id
    assert person(real, id).salt not in ("", salt)
    assert due_at(real, id) == real.clock() + timedelta(days=CALLER_DAYS)
    contact = real.get(f"/tickets/{again.ticket['id']}/contact", "desk-chan")
    assert contact.json["phone"] == "13677889901"
    assert ticket(real, reply).reporter.phone is None


def test_owners_and_staff_are_never_erased_by_time(real: World) -> None:
    id = caller(cancelled(real))
    settle(real, person(real, id), roles=(Role.OWNER,), units=("A-1203",))
    at_due(real, id)
    assert (due_at(real, id), person(real, id).erased_at) == (None, None)
    assert person(real, id).phone
    called(real)
    assert due_at(real, id) is None


def test_more_tickets_than_one_transaction_takes_are_all_wiped(
    real: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    made = [cancelled(real) for _ in range(5)]
    at_due(real, caller(made[0]))
    assert person(real, caller(made[0])).erased_at
    assert {ticket(real, each).reporter.phone for each in made} == {None}
    assert audited(real).flaws == ()


def test_what_has_no_room_in_the_index_is_taken_out_of_it_all_the_same(real: World) -> None:
    """A long text is in the index only in part: the terms of the number must go before it is in."""
    words = "".join(chr(0x4E00 + number) for number in range(900))
    made = [called(real, words=words) for _ in range(3)]
    for each in made:
        real.do(each, "cancel", "desk-chan", reason="x")
    at_due(real, caller(made[0]))
    assert person(real, caller(made[0])).erased_at
    assert "tel:" not in lying(real)
    assert audited(real).flaws == ()


@pytest.mark.clause("P-once")
def test_run_by_many_at_once_each_caller_is_erased_once(real: World) -> None:
    made = [caller(cancelled(real, f"136 7788 {number}")) for number in range(1000, 1004)]
    real.clock.tick(days=CALLER_DAYS + 1)
    at_once(lambda _: erase(real), 6)
    for id in made:
        commands = [each["command"] for each in entries(real, f"person#{id}")]
        assert commands.count("retention") == 2  # the ticket, then the person
    assert audited(real).flaws == ()


@pytest.mark.clause("P-once", "P-together")
@pytest.mark.parametrize("seed", range(4))
def test_a_call_and_the_erasing_at_once_leave_a_number_to_call_back(real: World, seed: int) -> None:
    id = caller(caller_overdue(real))

    def act(number: int) -> Any:
        return erase(real) if number == seed % 2 else called(real)

    [reply] = [each for each in at_once(act, 2) if hasattr(each, "status")]
    contact = real.get(f"/tickets/{reply.ticket['id']}/contact", "desk-chan")
    assert (contact.status, contact.json.get("phone")) == (200, "13677889901")
    assert person(real, id).phone
    assert audited(real).flaws == ()


# on request


def test_an_administrator_has_somebody_erased_on_request(real: World) -> None:
    reply = cancelled(real)
    id = caller(reply)
    asked = asked_for(real, id)
    assert (asked.status, asked.json["erased_at"]) == (200, None)
    assert asked.json["erasure"] == "2026-03-02T01:00:00Z"
    assert person(real, id).phone
    at_due(real, id)
    assert real.get(f"/people/{id}", ADMIN).json["erased_at"] == "2026-03-02T02:00:00Z"
    asking = entries(real, f"person#{id}")[-3]
    assert (asking["command"], asking["by"], asking["form"]) == (
        "person-erase",
        ADMIN,
        {"reason": "本人要求"},
    )
    assert audited(real).flaws == ()


@pytest.mark.parametrize("who", ["desk-chan", "supervisor-chow", "gm-ng", "owner-wong"])
def test_nobody_else_has_anybody_erased(real: World, who: str) -> None:
    assert asked_for(real, caller(cancelled(real)), who).status == 403


def test_who_is_needed_or_has_a_part_or_nothing_private_is_not_erased(real: World) -> None:
    open_ = called(real)
    refused = asked_for(real, caller(open_))
    assert (refused.status, refused.json["code"], refused.json["clause"]) == (
        409,
        "still_needed",
        "P-private",
    )
    number = open_.ticket["forms"][0]["number"]
    assert refused.json["data"] == {"number": number, "holder": f"ticket#{open_.ticket['id']}"}
    assert asked_for(real, "owner-lau").json["code"] == "has_part"
    gone = caller(caller_overdue(real))
    real.do(open_, "cancel", "desk-chan", reason="x")
    real.clock.tick(days=CALLER_DAYS)
    erase(real)
    assert asked_for(real, gone).json["code"] == "nothing_private"


def test_who_left_is_erased_on_request_and_their_tickets_with_them(real: World) -> None:
    reply = real.do(
        real.intake(person="owner-lau", unit="B-0502"), "cancel", "desk-chan", reason="x"
    )
    settle(real, person(real, "owner-lau"), active=False)
    assert asked_for(real, "owner-lau").status == 200
    at_due(real, "owner-lau")
    assert person(real, "owner-lau").phone is None
    assert ticket(real, reply).reporter.phone is None


def test_a_call_after_the_request_is_waited_for(real: World) -> None:
    id = caller(cancelled(real))
    asked_for(real, id)
    again = called(real)
    at_due(real, id)
    assert person(real, id).phone
    real.do(again, "cancel", "desk-chan", reason="x")
    at_due(real, id)
    assert person(real, id).erased_at
    assert replace(person(real, id), erasure=None) == person(real, id)

"""A guest's identity number is erased when nobody used it for the setting's time (P-private)."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from msgspec.structs import replace

from chalicelib.lodging.families import erasing as rules
from chalicelib.lodging.families.model import Claim
from tests.support import lodging
from tests.support.crowd import at_once
from tests.support.erasing import (
    GUEST_DAYS,
    asked_for,
    at_due,
    audited,
    claim,
    due_at,
    entries,
    erase,
    guest,
    noticed,
    overdue,
    person,
)
from tests.support.lodging import COLLEAGUE, DORMITORY, EMPLOYEE
from tests.support.residents import inbox
from tests.support.world import World

pytestmark = pytest.mark.clause("P-private")
DOCUMENT = "110101199003070038"


@pytest.fixture
def hotel(real: World) -> World:
    return lodging.settled(real, r1="AB")


def settle(world: World, **terms: Any) -> Any:
    etag = world.get("/lodging", lodging.ADMIN).etag
    return world.post("/lodging/change", lodging.ADMIN, terms, if_match=etag)


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (29, 422),  # under the least
        (30, 200),
        (3650, 200),
        (3651, 422),
        (0, 422),  # erased as soon as known
    ],
)
def test_the_time_is_a_setting_with_bounds(hotel: World, days: int, status: int) -> None:
    reply = settle(hotel, keep_guest_days=days)
    assert reply.status == status
    if status == 200:
        assert reply.json["terms"]["keep_guest_days"] == days
    else:
        assert reply.json["errors"][0]["pointer"] == "/keep_guest_days"


def test_a_guest_costs_nothing_until_their_time_may_be_over(hotel: World) -> None:
    before = hotel.clock()
    _, id = guest(hotel)
    assert due_at(hotel, id) == before + timedelta(days=GUEST_DAYS - 7, seconds=1)
    hotel.clock.at = before + timedelta(days=GUEST_DAYS - 7)
    assert erase(hotel).due == 0


def test_who_named_the_guest_is_told_a_week_before_and_then_the_number_is_gone(
    hotel: World,
) -> None:
    id, of = guest(hotel, document=DOCUMENT)
    used = claim(hotel, id).verified
    assert used
    at_due(hotel, of)
    shown = hotel.get(f"/relatives/{id}", EMPLOYEE).json["relative"]
    erases_at = used.at + timedelta(days=GUEST_DAYS)
    assert claim(hotel, id).erases_at == erases_at == due_at(hotel, of)
    assert (shown["state"], shown["document"]) == ("verified", "110***********0038")
    notice = inbox(hotel, EMPLOYEE)[0]
    assert (notice["code"], notice["clause"]) == ("relative_erases", "P-private")
    assert "2026-08-29" in notice["text"]

    hotel.clock.at = erases_at - timedelta(seconds=1)
    assert erase(hotel).due == 0
    hotel.clock.tick(seconds=1)
    assert erase(hotel).failed == 0
    known = person(hotel, of)
    assert (known.salt, known.identity, known.phone, known.mail) == ("", None, None, None)
    assert (known.timers, known.named_in, known.erased_at) == ((), (), erases_at)
    ended = hotel.get(f"/relatives/{id}", DORMITORY).json["relative"]
    assert (ended["state"], ended["document"], ended["erases_at"]) == ("ended", None, None)
    assert ended["ended"]["by"] == "system.retention"
    last = entries(hotel, f"relative#{id}")[-1]
    assert (last["command"], last["clause"]) == ("retention", "P-private")
    assert entries(hotel, f"person#{of}")[-1]["facts"] == {"erased": ["identity"]}
    assert inbox(hotel, EMPLOYEE)[0]["code"] == "relative_erased"
    assert hotel.get(f"/relatives/{id}/document", DORMITORY).status == 404
    assert erase(hotel).due == 0
    found = audited(hotel)
    assert (found.flaws, found.imbalance) == ((), 0)


def test_a_stay_goes_on_counting_from_when_it_is_over(hotel: World) -> None:
    id, of = guest(hotel)
    stay = lodging.staying(hotel, EMPLOYEE, id, first=50)
    hotel.clock.tick(days=1)
    lodging.left(hotel, stay)
    left = hotel.clock()
    assert due_at(hotel, of) < left + timedelta(days=GUEST_DAYS - 7)  # a use does not touch it
    at_due(hotel, of)
    assert due_at(hotel, of) == left + timedelta(days=GUEST_DAYS - 7)
    assert claim(hotel, id).erases_at is None
    at_due(hotel, of)
    at_due(hotel, of)
    assert person(hotel, of).erased_at == left + timedelta(days=GUEST_DAYS)
    number = stay.json["stay"]["forms"][0]["number"]
    shown = hotel.get(f"/stays/{stay.json['stay']['id']}", EMPLOYEE).json["stay"]
    assert (shown["forms"][0]["number"], shown["state"]) == (number, "left")
    assert hotel.get(f"/accounts/{EMPLOYEE}/statement", EMPLOYEE).status == 200
    assert audited(hotel).flaws == ()


def test_nobody_is_erased_while_a_stay_is_not_over(hotel: World) -> None:
    assert settle(hotel, keep_guest_days=30).status == 200
    id, of = guest(hotel)
    lodging.granted(hotel, EMPLOYEE, id, first=40)
    for _ in range(2):
        at_due(hotel, of)
        assert person(hotel, of).identity
    assert due_at(hotel, of) == hotel.clock() + timedelta(days=23)


def test_an_application_within_the_week_withdraws_the_notice(hotel: World) -> None:
    id, of = noticed(hotel)
    assert claim(hotel, id).erases_at
    stay = lodging.applied(hotel, EMPLOYEE, id, first=3)
    assert claim(hotel, id).erases_at is None
    hotel.clock.tick(days=7)
    erase(hotel)
    assert (claim(hotel, id).state, person(hotel, of).erased_at) == (Claim.VERIFIED, None)
    assert lodging.now(hotel, stay)["state"] == "pending"


def test_the_same_document_may_be_named_again_and_has_a_new_key(hotel: World) -> None:
    id, of = guest(hotel, document=DOCUMENT)
    old = person(hotel, of)
    at_due(hotel, of)
    at_due(hotel, of)
    again, same = guest(hotel, document="110101 19900307 0038")
    assert same == of
    assert again != id
    new = person(hotel, of)
    assert (new.named_in, new.erased_at) == ((again,), None)
    assert new.salt not in ("", old.salt)
    assert due_at(hotel, of) > hotel.clock()
    assert hotel.get(f"/relatives/{again}/document", DORMITORY).json["document"] == DOCUMENT
    assert hotel.get(f"/relatives/{id}/document", DORMITORY).status == 404  # that claim is over


def test_what_was_sealed_opens_no_more(hotel: World) -> None:
    _, of = overdue(hotel)
    old = person(hotel, of)
    assert hotel.house.vault.identity(old)
    erase(hotel)
    salt = person(hotel, of).salt
    with pytest.raises(InvalidTag):
        hotel.house.vault.identity(replace(old, salt=salt))


def test_two_employees_name_one_guest_who_is_kept_for_both(hotel: World) -> None:
    mine, of = guest(hotel, document=DOCUMENT)
    hotel.clock.tick(days=100)
    theirs, same = guest(hotel, COLLEAGUE, document=DOCUMENT, relation="spouse")
    assert same == of
    at_due(hotel, of)
    assert due_at(hotel, of) > hotel.clock() + timedelta(days=90)
    at_due(hotel, of)
    assert {claim(hotel, each).erases_at for each in (mine, theirs)} == {due_at(hotel, of)}
    at_due(hotel, of)
    assert {claim(hotel, each).document for each in (mine, theirs)} == {None}
    assert person(hotel, of).erased_at


def test_a_claim_that_was_ended_is_wiped_without_a_word(hotel: World) -> None:
    reply = lodging.claimed(hotel)
    id, of = reply.json["relative"]["id"], reply.json["relative"]["guest"]
    hotel.post(f"/relatives/{id}/end", EMPLOYEE, {"reason": "誤填"}, if_match=reply.etag)
    told = inbox(hotel, EMPLOYEE)
    at_due(hotel, of)
    at_due(hotel, of)
    wiped = claim(hotel, id)
    assert (wiped.document, wiped.ended and wiped.ended.reason) == (None, "誤填")
    assert inbox(hotel, EMPLOYEE) == told


def test_more_claims_than_one_transaction_takes_are_all_wiped(
    hotel: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    ids = []
    for _ in range(5):
        reply = lodging.claimed(hotel, document=DOCUMENT)
        id, of = reply.json["relative"]["id"], reply.json["relative"]["guest"]
        hotel.post(f"/relatives/{id}/end", EMPLOYEE, {"reason": "x"}, if_match=reply.etag)
        ids.append(id)
    for _ in range(3):  # the first timer is the first claim's: the last was made seconds later
        at_due(hotel, of)
    assert person(hotel, of).erased_at
    assert {claim(hotel, each).document for each in ids} == {None}
    assert audited(hotel).flaws == ()


@pytest.mark.clause("P-once")
def test_run_by_many_at_once_each_guest_is_erased_once(hotel: World) -> None:
    made = [guest(hotel) for _ in range(4)]
    hotel.clock.tick(days=GUEST_DAYS - 7, seconds=10)
    at_once(lambda _: erase(hotel), 6)
    hotel.clock.tick(days=7)
    at_once(lambda _: erase(hotel), 6)
    for id, of in made:
        assert [each["command"] for each in entries(hotel, f"person#{of}")].count("retention") == 3
        assert (
            len([e for e in entries(hotel, f"relative#{id}") if e["command"] == "retention"]) == 2
        )
    assert audited(hotel).flaws == ()


@pytest.mark.clause("P-once", "P-together")
@pytest.mark.parametrize("seed", range(4))
def test_an_application_and_the_erasing_at_once_leave_no_stay_of_an_erased_guest(
    hotel: World, seed: int
) -> None:
    id, of = overdue(hotel)
    asked = lodging.asking(hotel, id, first=3)

    def act(number: int) -> int:
        if number == seed % 2:
            erase(hotel)
            return 0
        return hotel.post("/stays", EMPLOYEE, asked).status

    [status] = [each for each in at_once(act, 2) if each]
    erased = person(hotel, of).erased_at is not None
    assert (status, erased) in ((201, False), (422, True))
    assert (claim(hotel, id).state is Claim.ENDED) == erased


@pytest.mark.clause("P-once", "P-together")
@pytest.mark.parametrize("seed", range(4))
def test_a_new_claim_and_the_erasing_at_once_leave_a_number_that_opens(
    hotel: World, seed: int
) -> None:
    id, of = overdue(hotel)
    form = {**lodging.WOMAN, "document": lodging.NUMBERS[id]}

    def act(number: int) -> Any:
        if number == seed % 2:
            return erase(hotel)
        return hotel.post("/relatives", COLLEAGUE, form)

    [reply] = [each for each in at_once(act, 2) if hasattr(each, "status")]
    assert reply.status == 201
    theirs = reply.json["relative"]["id"]
    shown = hotel.get(f"/relatives/{theirs}/document", DORMITORY)
    assert (shown.status, shown.json["document"]) == (200, lodging.NUMBERS[id])
    assert theirs in person(hotel, of).named_in


def test_an_administrator_has_a_guest_erased_on_request(hotel: World) -> None:
    id, of = guest(hotel)
    assert asked_for(hotel, of).status == 200
    at_due(hotel, of)
    assert inbox(hotel, EMPLOYEE)[0]["code"] == "relative_erases"
    at_due(hotel, of)
    assert person(hotel, of).erased_at
    assert claim(hotel, id).document is None
    assert audited(hotel).flaws == ()


def test_a_guest_who_stays_is_not_erased_on_request(hotel: World) -> None:
    id, of = guest(hotel)
    stay = lodging.applied(hotel, EMPLOYEE, id)
    refused = asked_for(hotel, of)
    assert (refused.status, refused.json["code"]) == (409, "still_needed")
    known = stay.json["stay"]
    number = known["forms"][0]["number"]
    assert refused.json["data"] == {"number": number, "holder": f"stay#{known['id']}"}

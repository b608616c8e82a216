"""Advances: asked for, signed, paid out, brought back to the fen (R-4.3.1, P-money)."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from tests.support import delegating, hospital, receptions
from tests.support.claims import (
    asked,
    asking,
    booked,
    claimed,
    do,
    done,
    id_of,
    lent,
    now,
    paid,
    path_of,
    plan,
    received,
    replanned,
    shown,
)
from tests.support.hospital import ADMIN, FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.reckoned import accounts, reckoned
from tests.support.residents import inbox, join, person, settle, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.1", "P-money")


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


@pytest.mark.clause("R-4.3.3", "P-number", "P-tell")
def test_an_advance_comes_out_to_the_fen(clinic: World) -> None:
    """9,000.00, of which 3,596.77 are claimed and 5,403.22 brought back: 0.01 is left."""
    reception = received(clinic)
    before = accounts(clinic)
    advance = lent(clinic, reception, 900_000)
    assert advance.json["advance"]["forms"][0]["number"].startswith("CA-")
    paid(clinic, reception, claimed(359_677), advance=id_of(advance))
    back = done(clinic, advance, "return", FINANCE, fen=540_322, method="cash")
    assert (back.json["balance"]["fen"], back.json["advance"]["state"]) == (1, "paid")
    assert [each.fen for each in now(clinic, reception).in_hand] == [1]
    over = do(clinic, advance, "return", FINANCE, fen=2, method="cash")
    assert outcome(over) == (409, "over_balance", "R-4.3.1")
    assert "¥0.01" in over.json["detail"]
    last = done(clinic, advance, "return", FINANCE, fen=1, method="wechat")
    assert (last.json["balance"]["fen"], last.json["advance"]["state"]) == (0, "settled")
    assert now(clinic, reception).unfinished == ()
    receipts = [each["number"] for each in last.json["advance"]["forms"][1:]]
    assert [each[:3] for each in receipts] == ["AR-"] * 2
    assert [each["number"] for each in last.json["advance"]["returned"]] == receipts
    assert outcome(do(clinic, advance, "return", FINANCE, fen=1, method="cash")) == (
        409,
        "too_late",
        "R-4.3.1",
    )
    moved = accounts(clinic)
    moved.subtract(before)
    assert {name: fen for name, fen in moved.items() if fen} == {
        "expense.reception": 359_677,
        "cash.cash": -900_000 + 540_322,
        "cash.wechat": 1,
    }
    told = [each["text"] for each in inbox(clinic, OFFICER) if receipts[1] in each["text"]]
    assert [text.endswith("¥0.00 is left.") for text in told] == [True]


def test_what_is_claimed_and_not_paid_keeps_an_advance_open(clinic: World) -> None:
    """It is settled once every fen was spent or brought back, not before."""
    reception = received(clinic)
    advance = lent(clinic, reception, 100_000)
    claim = booked(clinic, reception, claimed(60_000), advance=id_of(advance))
    back = done(clinic, advance, "return", FINANCE, fen=40_000, method="cash")
    assert (back.json["balance"]["fen"], back.json["advance"]["state"]) == (0, "paid")
    names = (f"claim#{id_of(claim)}", f"advance#{id_of(advance)}")
    assert now(clinic, reception).unfinished == names
    reckoned(clinic)
    done(clinic, done(clinic, claim, "approve", GM), "pay", FINANCE)
    shown = clinic.get(path_of(advance), OFFICER).json["advance"]
    assert shown["state"] == "settled"
    assert now(clinic, reception).unfinished == ()


def test_no_more_is_advanced_than_the_budget_leaves(clinic: World) -> None:
    """The house's lines cost 18,000.00; what the guests pay themselves is none of it."""
    reception = received(clinic, fen=900_000)
    more = clinic.post("/advances", OFFICER, asking(reception, 1_800_001))
    assert outcome(more) == (409, "over_budget", "R-4.3.1")
    assert "¥18,000.00" in more.json["detail"]
    first = asked(clinic, reception, 1_000_000)
    second = clinic.post("/advances", OFFICER, asking(reception, 800_001))
    assert "¥8,000.00" in second.json["detail"]  # what is only asked for counts
    asked(clinic, reception, 800_000, HOST)
    assert outcome(clinic.post("/advances", HOST, asking(reception, 1))) == (
        409,
        "over_budget",
        "R-4.3.1",
    )
    done(clinic, first, "refuse", GM, reason="先以轉帳支付")
    assert asked(clinic, reception, 1_000_000).status == 201


def test_what_claims_took_is_advanced_to_nobody(clinic: World) -> None:
    reception = received(clinic, fen=100_000)
    paid(clinic, reception, claimed(99_999))
    left = clinic.post("/advances", OFFICER, asking(reception, 100_002))
    assert "¥1,000.01" in left.json["detail"]
    assert asked(clinic, reception, 100_001).status == 201


STATES = [
    ("drafted", "budget_missing"),
    ("pending", "budget_missing"),
    ("refused", "budget_missing"),
    ("withdrawn", "budget_missing"),
    ("cancelled", "too_late"),
    ("closed", "too_late"),
]


@pytest.mark.parametrize(("state", "code"), STATES)
def test_nothing_is_advanced_for_what_is_not_approved(clinic: World, state: str, code: str) -> None:
    reception = received(clinic, state=state)
    refused = clinic.post("/advances", OFFICER, asking(reception))
    assert outcome(refused) == (409, code, "R-4.3.1")
    assert now(clinic, reception) == reception


def test_nothing_is_advanced_where_the_house_spends_nothing(clinic: World) -> None:
    reception = received(clinic, plan(5000)[2])
    refused = clinic.post("/advances", OFFICER, asking(reception, 1))
    assert outcome(refused) == (409, "own_cost", "R-4.1.2")


@pytest.mark.clause("P-who")
def test_who_does_not_receive_asks_for_nothing(clinic: World) -> None:
    """Somebody of another department, and nobody, are answered alike."""
    join(clinic, person("host-other", Role.HOST_DEPARTMENT, department="grounds"))
    reception = received(clinic)
    others = clinic.post("/advances", "host-other", asking(reception))
    absent = clinic.post("/advances", "host-other", asking(replace(reception, id="x-1")))
    assert outcome(others) == outcome(absent) == (422, "invalid_form", "R-4.3.1")
    assert others.json["errors"] == absent.json["errors"]
    assert [each["pointer"] for each in others.json["errors"]] == ["/reception"]
    for who in (OFFICE_HEAD, GM, FINANCE, ADMIN):
        assert clinic.post("/advances", who, asking(reception)).status == 403


WRONG: list[tuple[Any, str]] = [
    (0, "out_of_range"),
    (-1, "out_of_range"),
    (10**9, "out_of_range"),
    (10**40, "out_of_range"),
    (0.01, "not_a_whole_number"),
    ("900", "not_a_whole_number"),
    (True, "not_a_whole_number"),
    (None, "not_a_whole_number"),
]


@pytest.mark.parametrize(("fen", "code"), WRONG)
def test_an_amount_is_whole_fen_above_nothing(clinic: World, fen: Any, code: str) -> None:
    reception = received(clinic)
    advance = lent(clinic, reception)
    for reply in (
        clinic.post("/advances", OFFICER, asking(reception, fen)),
        do(clinic, advance, "return", FINANCE, fen=fen, method="cash"),
    ):
        assert outcome(reply) == (422, "invalid_form", "R-4.3.1")
        assert [(each["pointer"], each["code"]) for each in reply.json["errors"]] == [
            ("/fen", code)
        ]
        assert reply.json["errors"][0]["detail"]


@pytest.mark.clause("P-approve")
def test_only_the_gm_signs_and_nobody_for_themselves(clinic: World) -> None:
    reception = received(clinic)
    advance = asked(clinic, reception)
    assert advance.json["signs"] == GM
    for who in (OFFICER, HOST, OFFICE_HEAD, FINANCE, ADMIN):
        assert do(clinic, advance, "approve", who).status == 403
    before = stored(clinic, Person, GM)
    settle(clinic, before, roles=(*before.roles, Role.OFFICE))
    own = asked(clinic, reception, 100, GM)
    assert own.json["signs"] is None  # above the GM there is nobody
    assert outcome(do(clinic, own, "approve", GM)) == (403, "own_approval", "R-4.3.1")
    settle(clinic, stored(clinic, Person, GM), roles=before.roles)
    assert done(clinic, advance, "approve", GM).json["advance"]["state"] == "approved"


@pytest.mark.clause("P-approve")
def test_another_signs_for_the_gm_only_where_the_settings_allow_it(clinic: World) -> None:
    reception = received(clinic)
    join(clinic, person("deputy-yiu", Role.HOST_DEPARTMENT, department="grounds"))
    given = {"who": GM, "role": "gm", "taker": "deputy-yiu"}
    delegating.accepted(clinic, **given)
    advance = asked(clinic, reception)
    assert do(clinic, advance, "approve", "deputy-yiu").status == 404
    hospital.settle(clinic, gm_delegable=True)
    reception = received(clinic)
    advance = asked(clinic, reception)
    assert clinic.get(path_of(advance), "deputy-yiu").actions == {"approve", "refuse"}
    signed = done(clinic, advance, "approve", "deputy-yiu").json["advance"]
    [mark] = signed["chain"]["marks"]
    assert (mark["person"], mark["whose"], mark["role"]) == ("deputy-yiu", GM, "gm")
    settle(clinic, stored(clinic, Person, "deputy-yiu"), roles=(Role.OFFICE,))
    own = asked(clinic, reception, 100, "deputy-yiu")
    assert outcome(do(clinic, own, "approve", "deputy-yiu"))[:2] == (403, "own_approval")
    hospital.settle(clinic, gm_delegable=False)


def test_it_is_paid_out_once_by_another_and_not_before_it_is_signed(clinic: World) -> None:
    reception = received(clinic)
    advance = asked(clinic, reception)
    early = do(clinic, advance, "pay", FINANCE, method="cash")
    assert outcome(early) == (409, "out_of_order", "R-4.3.1")
    assert early.json["data"]["step"] == "approve"
    done(clinic, advance, "approve", GM)
    before = stored(clinic, Person, OFFICER)
    settle(clinic, before, roles=(*before.roles, Role.FINANCE))
    assert outcome(do(clinic, advance, "pay", OFFICER, method="cash"))[:2] == (403, "own_case")
    done(clinic, advance, "pay", FINANCE, method="transfer")
    again = do(clinic, advance, "pay", FINANCE, method="transfer")
    assert outcome(again) == (409, "too_late", "R-4.3.1")
    back = do(clinic, advance, "return", OFFICER, fen=1, method="cash")
    assert outcome(back)[:2] == (403, "own_case")
    settle(clinic, stored(clinic, Person, OFFICER), roles=before.roles)


@pytest.mark.clause("P-approve")
def test_it_is_taken_back_until_it_is_paid_out(clinic: World) -> None:
    reception = received(clinic)
    join(clinic, person("host-second", Role.HOST_DEPARTMENT, department="cardiology"))
    pending = asked(clinic, reception)
    other = do(clinic, pending, "withdraw", HOST)  # it is the office's
    assert outcome(other)[:2] == (403, "not_your_application")
    assert done(clinic, pending, "withdraw", OFFICER).json["advance"]["state"] == "withdrawn"
    hosts = asked(clinic, reception, who=HOST)
    another = do(clinic, hosts, "withdraw", "host-second")
    assert outcome(another)[:2] == (403, "not_your_application")
    signed = done(clinic, hosts, "approve", GM)
    done(clinic, signed, "withdraw", OFFICER)  # the office takes any back
    assert now(clinic, reception).in_hand == ()
    [mark] = clinic.get(path_of(hosts), GM).json["advance"]["chain"]["marks"]
    assert mark["void"]
    handed_out = lent(clinic, reception)
    assert outcome(do(clinic, handed_out, "withdraw", OFFICER))[:2] == (409, "too_late")


@pytest.mark.clause("P-approve")
@pytest.mark.parametrize("ending", ["refuse", "withdraw"])
def test_what_was_refused_or_taken_back_is_asked_for_again(clinic: World, ending: str) -> None:
    """As a new version under its number; as much as is left of the budget, and no more."""
    reception = received(clinic, fen=1_000)
    first = asked(clinic, reception, 2_000)
    given = {"reason": "過多"} if ending == "refuse" else {}
    done(clinic, first, ending, GM if ending == "refuse" else OFFICER, **given)
    asked(clinic, reception, 500)
    more = do(clinic, first, "resubmit", OFFICER, fen=1_501, reason="訂金")
    assert outcome(more) == (409, "over_budget", "R-4.3.1")
    assert "¥15.00" in more.json["detail"]
    assert outcome(do(clinic, first, "resubmit", HOST, fen=1, reason="x"))[:2] == (
        403,
        "not_your_application",
    )
    again = done(clinic, first, "resubmit", OFFICER, fen=1_500, reason="訂金")
    shown = again.json["advance"]
    assert (shown["state"], shown["fen"], again.json["signs"]) == ("pending", 1_500, GM)
    assert shown["forms"] == first.json["advance"]["forms"]
    assert shown["chain"]["version"] == 2
    assert all(each["void"] for each in shown["chain"]["marks"])
    done(clinic, first, "approve", GM)
    done(clinic, first, "pay", FINANCE, method="cash")


def test_what_is_no_longer_approved_is_neither_signed_nor_paid_out(clinic: World) -> None:
    """Edited after the advance was asked for, the reception has to be approved again first."""
    reception = received(clinic)
    pending, signed = asked(clinic, reception, 100), asked(clinic, reception, 200)
    done(clinic, signed, "approve", GM)
    replanned(clinic, reception)
    for reply in (
        do(clinic, pending, "approve", GM),
        do(clinic, signed, "pay", FINANCE, method="cash"),
    ):
        assert outcome(reply) == (409, "budget_missing", "R-4.3.1")
    receptions.approved(clinic, shown(clinic, reception))
    done(clinic, pending, "approve", GM)
    done(clinic, signed, "pay", FINANCE, method="cash")


@pytest.mark.clause("P-find", "P-who", "P-history")
def test_advances_are_found_by_state_by_reception_and_as_ones_own(clinic: World) -> None:
    join(clinic, person("host-other", Role.HOST_DEPARTMENT, department="grounds"))
    reception = received(clinic)
    mine, hosts = asked(clinic, reception, 100), asked(clinic, reception, 200, HOST)
    done(clinic, hosts, "approve", GM)

    def found(path: str, who: str) -> list[str]:
        items = clinic.get(f"/advances?limit=100{path}", who).json["items"]
        return [each["advance"]["id"] for each in items]

    of = f"&reception={reception.id}"
    assert set(found(of, FINANCE)) == {id_of(mine), id_of(hosts)}
    assert set(found(of, HOST)) == {id_of(mine), id_of(hosts)}  # they receive
    assert found(of, "host-other") == []
    assert found(f"{of}&state=approved", GM) == [id_of(hosts)]
    assert id_of(hosts) in found("&state=approved", FINANCE)
    assert id_of(mine) not in found("&state=approved", FINANCE)
    assert id_of(mine) in found("", OFFICER)
    assert id_of(hosts) not in found("", OFFICER)
    history = clinic.get(f"{path_of(hosts)}/history", HOST).json["items"]
    assert [each["command"] for each in history] == ["advance-ask", "advance-approve"]

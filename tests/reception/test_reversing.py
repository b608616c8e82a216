"""A claim that was paid wrongly is taken back by an entry of today, once (P-money, R-4.3.6)."""

from typing import Any

import pytest

from tests.support import settlements
from tests.support.claims import (
    ADVANCED,
    HOSTED,
    claimed,
    do,
    done,
    drafted,
    id_of,
    lent,
    now,
    paid,
    path_of,
    receipt,
    received,
    signed,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.reckoned import accounts, reckoned
from tests.support.residents import inbox
from tests.support.world import Reply, World

WHY = {"reason": "發票金額有誤"}
pytestmark = pytest.mark.clause("P-money", "R-4.3.6")


def refused(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def test_every_account_is_as_it_was_before_it_was_paid(real: World) -> None:
    reception = received(real)
    advance = lent(real, reception, 300_000)
    before = accounts(real)
    lines = (claimed(359_677, HOSTED), claimed(10_000, ADVANCED))
    claim = paid(real, reception, *lines, advance=id_of(advance), from_advance=300_000)
    assert real.get(path_of(advance), OFFICER).json["advance"]["state"] == "settled"
    reply = done(real, claim, "reverse", FINANCE, **WHY)
    shown = reply.json["claim"]
    assert (shown["state"], shown["forms"][0]["void"]["reason"]) == ("reversed", WHY["reason"])
    assert reply.actions == set()
    assert accounts(real) == before
    again = real.get(path_of(advance), OFFICER).json
    assert (again["advance"]["state"], again["balance"]["fen"]) == ("paid", 300_000)
    known = now(real, reception)
    assert (known.booked, known.in_hand[0].fen) == ((), 300_000)
    told = [each for each in inbox(real, OFFICER) if each["record"] == f"claim#{id_of(claim)}"]
    assert told[0]["code"] == "claim_reversed"
    assert WHY["reason"] in told[0]["text"]
    done(real, advance, "return", FINANCE, fen=300_000, method="cash")
    reckoned(real)


def test_its_entry_is_of_today_and_names_the_claim(real: World) -> None:
    claim = paid(real, received(real), claimed(359_677))
    real.clock.tick(days=3)
    done(real, claim, "reverse", FINANCE, **WHY)
    entry = real.get(f"{path_of(claim)}/history", FINANCE).json["items"][-1]
    assert (entry["command"], entry["by"], entry["clause"]) == ("claim-reverse", FINANCE, "P-money")
    assert entry["facts"]["taken_back"] == 359_677
    assert entry["at"] > claim.json["claim"]["paid_at"]


@pytest.mark.clause("R-4.3.5")
@pytest.mark.parametrize(("anew", "answer"), [(False, 409), (True, 200)])
def test_its_receipts_stay_used_unless_it_is_claimed_anew(
    real: World, anew: bool, answer: int
) -> None:
    """What is claimed in its place is another claim: the GM signs that before it is paid."""
    reception, paper = received(real), receipt()
    claim = paid(real, reception, claimed(359_677, receipt=paper))
    done(real, claim, "reverse", FINANCE, anew=anew, **WHY)
    another = drafted(real, reception, claimed(359_600, receipt=paper))
    reply = do(real, another, "submit", OFFICER)
    assert reply.status == answer
    if anew:
        assert refused(do(real, another, "pay", FINANCE, method="cash"))[0] == 409
        done(real, another, "approve", GM)
        done(real, another, "pay", FINANCE, method="cash")
        assert accounts(real) == {"expense.reception": 359_600, "cash.cash": -359_600}
    else:
        assert reply.json["code"] == "receipt_used"
    reckoned(real)


def test_it_is_taken_back_once_and_nothing_is_done_with_it_any_more(real: World) -> None:
    claim = paid(real, received(real), claimed(100))
    done(real, claim, "reverse", FINANCE, anew=True, **WHY)
    lines = [claimed(1)]
    for command, who, form in (
        ("reverse", FINANCE, WHY),
        ("pay", FINANCE, {"method": "cash"}),
        ("change", OFFICER, {"lines": lines}),
        ("submit", OFFICER, {}),
        ("approve", GM, {}),
        ("withdraw", OFFICER, {}),
    ):
        reply = do(real, claim, command, who, **form)
        assert (reply.status, reply.json["code"]) == (409, "too_late"), command
    assert accounts(real) == {}


@pytest.mark.clause("R-4.3.3")
def test_what_a_unit_has_on_its_settlement_is_not_taken_back(real: World) -> None:
    reception = received(settlements.moneyed(real))
    hosted = paid(real, reception, claimed(500, HOSTED))
    shared = paid(real, reception, claimed(10_000, ADVANCED))
    settlements.gone(real, reception)
    drawn = settlements.drawn(real, reception)
    reply = do(real, shared, "reverse", FINANCE, **WHY)
    assert refused(reply) == (409, "claim_settled", "R-4.3.3")
    assert reply.json["data"] == {"holder": f"settlement#{drawn.json['settlement']['id']}"}
    done(real, hosted, "reverse", FINANCE, **WHY)
    settlements.done(real, drawn, "give-up", FINANCE, **WHY)
    done(real, shared, "reverse", FINANCE, **WHY)
    assert accounts(real) == {}
    reply = settlements.draw_up(real, reception)
    assert refused(reply) == (409, "nothing_to_settle", "R-4.3.3")


@pytest.mark.clause("R-4.3.1")
def test_nothing_is_taken_back_of_a_reception_that_is_closed(real: World) -> None:
    reception = received(real)
    claim = paid(real, reception, claimed(500, HOSTED))
    settlements.gone(real, reception)
    path = f"/receptions/{reception.id}"
    etag = real.get(path, OFFICER).etag
    assert real.post(f"{path}/close", OFFICER, {}, if_match=etag).status == 200
    assert refused(do(real, claim, "reverse", FINANCE, **WHY)) == (409, "too_late", "R-4.3.1")


@pytest.mark.parametrize(
    ("form", "pointer"),
    [
        ({}, "/reason"),  # nobody knows why
        ({"reason": " "}, "/reason"),
        ({**WHY, "fen": 1}, "/fen"),  # all of it or nothing
    ],
)
def test_why_is_said_and_nothing_else(real: World, form: dict[str, Any], pointer: str) -> None:
    claim = paid(real, received(real), claimed(100))
    reply = do(real, claim, "reverse", FINANCE, **form)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, pointer)


def test_it_is_finances_to_do_and_only_of_what_was_paid(real: World) -> None:
    reception = received(real)
    for who in (OFFICER, HOST, GM):
        assert do(real, paid(real, reception, claimed(1)), "reverse", who, **WHY).status == 403
    reply = do(real, signed(real, reception, claimed(1)), "reverse", FINANCE, **WHY)
    assert (reply.status, reply.json["code"]) == (409, "out_of_order")
    assert now(real, reception).spent(HOSTED) == 4

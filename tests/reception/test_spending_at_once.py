"""Fifty at once: a claim is paid once, a receipt used once, an advance drawn on no further than it
goes (R-4.3.6, P-once).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest

from chalicelib.core.money import yuan
from chalicelib.service import requests
from tests.support import hospital, settlements
from tests.support.claims import (
    ADVANCED,
    HOSTED,
    asking,
    booked,
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
from tests.support.crowd import CLIENTS, at_once, conflicts
from tests.support.hospital import FINANCE, GM, OFFICER
from tests.support.reckoned import accounts, reckoned
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("P-once", "P-money")


@pytest.fixture
def alone(real: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A process that knows nothing of others' turns: the store alone decides."""
    monkeypatch.setattr(requests, "_TURNS", (nullcontext(),))
    yield hospital.peopled(real)
    reckoned(real)


def insisting(send: Callable[[int], Reply]) -> Callable[[int], Reply]:
    """Whoever is told that too much is going on asks again, with the same key."""

    def sent(number: int) -> Reply:
        while (reply := send(number)).status == 409 and reply.json["code"] == "busy":
            pass
        return reply

    return sent


def paying(world: World, claim: Reply, key: str) -> Callable[[int], Reply]:
    etag = world.get(path_of(claim), FINANCE).etag
    return insisting(
        lambda number: world.post(
            f"{path_of(claim)}/pay",
            FINANCE,
            {"method": "cash"},
            if_match=etag,
            key=key.format(number),
        )
    )


@pytest.mark.clause("R-4.3.6")
@pytest.mark.parametrize("seed", range(3))
def test_of_fifty_payments_of_one_claim_one_is_carried_out(alone: World, seed: int) -> None:
    claim = signed(alone, received(alone), claimed(359_677))
    with conflicts(alone, seed):
        replies = at_once(paying(alone, claim, "pay-{}"))
    assert Counter(each.status for each in replies) == {200: 1, 412: CLIENTS - 1}
    assert accounts(alone) == {"expense.reception": 359_677, "cash.cash": -359_677}
    again = at_once(paying(alone, claim, "late-{}"), 8)
    assert {each.json["code"] for each in again} == {"too_late"}
    assert accounts(alone)["cash.cash"] == -359_677


@pytest.mark.clause("R-4.3.6")
def test_fifty_times_the_same_payment_is_one_and_answers_alike(alone: World) -> None:
    claim = signed(alone, received(alone), claimed(359_677))
    with conflicts(alone, 7):
        replies = at_once(paying(alone, claim, "the-same"))
    assert {(each.status, each.body) for each in replies} == {(200, replies[0].body)}
    assert accounts(alone)["cash.cash"] == -359_677


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize("seed", range(3))
def test_of_two_claims_beyond_an_advance_one_is_refused_with_the_balance(
    alone: World, seed: int
) -> None:
    reception = received(alone, fen=2_000_000)
    advance = lent(alone, reception, 900_000)
    claims = [
        drafted(alone, reception, claimed(fen), advance=id_of(advance))
        for fen in (450_001, 450_000)
    ]
    with conflicts(alone, seed):
        replies = at_once(insisting(lambda number: do(alone, claims[number], "submit", OFFICER)), 2)
    booked_one = next(each for each in replies if each.status == 200)
    refused = next(each for each in replies if each.status == 409)
    assert (refused.json["code"], refused.json["clause"]) == ("advance_short", "R-4.3.1")
    left = 900_000 - booked_one.json["total"]["fen"]
    assert refused.json["data"]["balance"] == yuan(left)
    assert alone.get(path_of(advance), OFFICER).json["balance"]["fen"] == left


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize("seed", range(3))
def test_of_two_claims_beside_an_advance_one_is_refused_with_what_is_left(
    alone: World, seed: int
) -> None:
    """They are for different lines, each of which would cover its own."""
    reception = received(alone, fen=1_000)
    lent(alone, reception, 1_200)
    claims = [drafted(alone, reception, claimed(500, line)) for line in (HOSTED, ADVANCED)]
    with conflicts(alone, seed):
        replies = at_once(insisting(lambda number: do(alone, claims[number], "submit", OFFICER)), 2)
    assert sorted(each.status for each in replies) == [200, 409]
    refused = next(each for each in replies if each.status == 409)
    assert (refused.json["code"], refused.json["clause"]) == ("over_budget", "R-4.3.1")
    assert refused.json["data"] == {"left": "¥3.00"}


@pytest.mark.clause("R-4.3.5")
def test_of_fifty_claims_of_one_receipt_one_is_booked(alone: World) -> None:
    reception = received(alone)
    paper = receipt()
    claims = [drafted(alone, reception, claimed(100, receipt=paper)) for _ in range(CLIENTS)]
    replies = at_once(insisting(lambda number: do(alone, claims[number], "submit", OFFICER)))
    codes = Counter(each.json.get("code", "booked") for each in replies)
    assert codes == {"booked": 1, "receipt_used": CLIENTS - 1}
    assert now(alone, reception).spent("1") == 100


@pytest.mark.clause("R-4.3.1")
def test_fifty_claims_book_no_more_than_the_plan(alone: World) -> None:
    reception = received(alone, fen=1_000)
    claims = [drafted(alone, reception, claimed(300)) for _ in range(CLIENTS)]
    replies = at_once(insisting(lambda number: do(alone, claims[number], "submit", OFFICER)))
    codes = Counter(each.json.get("code", "booked") for each in replies)
    assert codes == {"booked": 3, "over_plan": CLIENTS - 3}
    assert now(alone, reception).spent("1") == 900


@pytest.mark.clause("R-4.3.1")
def test_advances_asked_for_at_once_stay_within_the_budget(alone: World) -> None:
    reception = received(alone, fen=1_000)
    form = asking(reception, 900)
    replies = at_once(
        insisting(lambda number: alone.post("/advances", OFFICER, form, key=f"ask-{number}")), 8
    )
    assert Counter(each.status for each in replies) == {201: 2, 409: 6}
    assert sum(each.fen for each in now(alone, reception).in_hand) == 1_800


@pytest.mark.clause("R-4.3.1")
def test_what_is_brought_back_and_drawn_at_once_is_there_once(alone: World) -> None:
    reception = received(alone)
    advance = lent(alone, reception, 1_000)
    claim = drafted(alone, reception, claimed(700), advance=id_of(advance))

    def act(number: int) -> Reply:
        if number == 0:
            return do(alone, claim, "submit", OFFICER)
        return do(alone, advance, "return", FINANCE, fen=700, method="cash")

    replies = at_once(insisting(act), 4)
    done_so = [each for each in replies if each.status == 200]
    assert len(done_so) == 1
    assert alone.get(path_of(advance), OFFICER).json["balance"]["fen"] == 300


@pytest.mark.clause("R-4.3.6")
def test_a_claim_is_not_paid_while_it_is_changed(alone: World) -> None:
    reception = received(alone, fen=9_000_000)
    claims = [done(alone, booked(alone, reception), "approve", GM) for _ in range(2)]
    lines = [claimed(1)]

    def act(number: int) -> Reply:
        claim, pays = claims[number // 2], number % 2
        if pays:
            return do(alone, claim, "pay", FINANCE, method="cash")
        return do(alone, claim, "change", OFFICER, lines=lines)

    replies = at_once(insisting(act), 4)
    for one, other in ((0, 1), (2, 3)):
        assert sorted(each.status == 200 for each in (replies[one], replies[other])) == [
            False,
            True,
        ]


@pytest.mark.clause("R-4.3.6")
@pytest.mark.parametrize("seed", range(2))
def test_of_fifty_who_take_a_payment_back_one_does(alone: World, seed: int) -> None:
    claim = paid(alone, received(alone), claimed(359_677))
    path, form = path_of(claim), {"reason": "金額有誤"}
    etag = alone.get(path, FINANCE).etag

    def reverse(number: int) -> Reply:
        return alone.post(f"{path}/reverse", FINANCE, form, if_match=etag, key=f"back-{number}")

    with conflicts(alone, seed):
        replies = at_once(insisting(reverse))
    assert Counter(each.status for each in replies) == {200: 1, 412: CLIENTS - 1}
    assert accounts(alone) == {}


@pytest.mark.clause("R-4.3.3")
def test_a_payment_is_not_taken_back_while_it_is_settled(alone: World) -> None:
    """Whichever is first, the settlement is equal to the claims that are paid."""
    reception = received(settlements.moneyed(alone))
    shared = [paid(alone, reception, claimed(fen, "2")) for fen in (300, 700)]
    settlements.gone(alone, reception)

    def act(number: int) -> Reply:
        if number == 0:
            return settlements.draw_up(alone, reception)
        return do(alone, shared[0], "reverse", FINANCE, reason="x")

    drawn, back = at_once(insisting(act), 2)
    assert drawn.status == 201
    assert (back.status, drawn.json["fen"]) in ((200, 700), (409, 1_000))

"""Between two sites of one installation each finance answers at home, and both ledgers have it
(R-4.3.3)."""

import pytest

from chalicelib.core.money import yuan
from chalicelib.reception.claims.model import EXPENSE, owed_by
from tests.support import settlements
from tests.support.claims import UNITS
from tests.support.hospital import FINANCE, GM, OFFICER
from tests.support.neighbours import (
    FEN,
    THEIR_ADMIN,
    THEIR_FINANCE,
    WE,
    WEST,
    answer,
    now,
    received,
    sent,
    west,
)
from tests.support.reckoned import accounts
from tests.support.residents import inbox
from tests.support.scenes import nothing_written
from tests.support.settlements import do, done, transfer, yes
from tests.support.world import World


@pytest.mark.clause("R-4.3.3", "P-money")
def test_both_ledgers_have_both_sides_and_end_at_nothing(estate: World) -> None:
    there = west(estate)
    ours, theirs = accounts(estate), accounts(there)
    known = sent(estate)
    shown = received(there, known).json["statement"]
    assert (shown["state"], shown["owing"], shown["from_unit"]) == ("received", FEN, WE)
    assert accounts(estate)[owed_by(WEST)] - ours[owed_by(WEST)] == FEN
    assert answer(there, known, "confirm").status == 200
    assert accounts(there)[owed_by(WE)] - theirs[owed_by(WE)] == -FEN
    assert accounts(there)[EXPENSE] - theirs[EXPENSE] == FEN
    closed = done(estate, known, "transfer", FINANCE, **transfer(WEST, FEN))
    assert closed.json["settlement"]["state"] == "closed"
    assert received(there, known).json["statement"]["state"] == "paid"
    assert accounts(estate)[owed_by(WEST)] == ours[owed_by(WEST)]
    assert accounts(there)[owed_by(WE)] == theirs[owed_by(WE)]


@pytest.mark.clause("R-4.3.3")
def test_their_word_is_theirs_alone(estate: World) -> None:
    there = west(estate)
    known = sent(estate)
    reply = do(estate, known, "hear", OFFICER, **yes(WEST))
    assert (reply.status, reply.json["code"]) == (409, "their_word")
    assert answer(there, known, "confirm", THEIR_ADMIN).status == 403
    said = answer(there, known, "dispute", reason="少一人")
    assert said.json["statement"]["word"]["words"] == "少一人"
    share = now(estate, known).json["settlement"]["shares"][0]
    assert (share["word"]["yes"], share["word"]["by"]) == (False, THEIR_FINANCE)
    reply = do(estate, known, "transfer", FINANCE, **transfer(WEST, 1))
    assert (reply.status, reply.json["code"]) == (409, "unconfirmed")
    assert answer(there, known, "confirm").status == 200
    assert now(estate, known).json["settlement"]["shares"][0]["word"]["yes"] is True


@pytest.mark.clause("R-4.3.3", "P-who")
def test_what_is_offered_of_a_unit_is_what_may_be_done_with_it(estate: World) -> None:
    """A unit that is a site here answers there, and money comes from whoever has confirmed."""
    there = west(estate)
    alone = sent(estate)
    assert now(estate, alone).actions == set()
    known = settlements.sent(estate, settlements.advanced(estate, units=(*UNITS[:2], WEST)))
    after = done(estate, settlements.heard(estate, known), "hear", FINANCE, **yes(UNITS[0]))
    offered = {
        each["unit"]: [action["command"] for action in each["allowed_actions"]]
        for each in after.json["owes"]
    }
    assert offered == {UNITS[0]: ["hear", "transfer"], UNITS[1]: ["hear"], WEST: []}
    [owing] = (each["fen"] for each in after.json["owes"] if each["unit"] == WEST)
    assert yuan(owing) in inbox(there, THEIR_FINANCE)[0]["text"]  # of theirs, not of all


@pytest.mark.clause("R-4.3.3", "P-money")
def test_what_is_waived_is_no_expense_of_theirs(estate: World) -> None:
    there = west(estate)
    known, before = sent(estate), accounts(there)
    done(estate, known, "waive", GM, unit=WEST, fen=9_677, reason="承擔")
    assert received(there, known).json["statement"]["owing"] == FEN - 9_677
    assert answer(there, known, "confirm").status == 200
    done(estate, known, "waive", GM, unit=WEST, fen=50_000, reason="承擔")
    after = accounts(there)
    assert after[EXPENSE] - before[EXPENSE] == 300_000
    assert after[owed_by(WE)] - before[owed_by(WE)] == -300_000
    closed = done(estate, known, "transfer", FINANCE, **transfer(WEST, 300_000))
    assert closed.json["owing"] == 0


@pytest.mark.clause("R-4.3.3", "P-who")
def test_a_site_that_does_not_know_us_gets_nothing(estate: World) -> None:
    """Nobody writes into another site because they named it: it answers by letter."""
    apart = west(estate, knows=False)
    known = sent(estate, f"{WEST}分院")
    assert known.json["settlement"]["shares"][0]["site"] is None
    assert received(apart, known).status == 404
    assert do(estate, known, "hear", OFFICER, **yes(f"{WEST}分院")).status == 200


@pytest.mark.clause("P-who")
def test_nothing_leaks_from_one_site_to_the_other(estate: World) -> None:
    there = west(estate)
    known = sent(estate)
    id = known.json["settlement"]["id"]
    for path in (f"/settlements/{id}", f"/settlements/{id}/history"):
        assert there.get(path, THEIR_FINANCE).status == 404
    for path in (f"/statements/{id}", f"/statements/{id}/history", "/statements"):
        assert there.get(path, FINANCE).status == 404
    assert there.get(f"/statements/{id}/history", THEIR_FINANCE).status == 200
    number = known.json["settlement"]["forms"][0]["number"]
    for query in ("order=newest", f"q={number}", f"q={WE} {number}&state=received"):
        page = there.get(f"/statements?{query}&limit=50", THEIR_FINANCE).json["items"]
        assert id in {each["statement"]["id"] for each in page}
    paid = there.get(f"/statements?q={number}&state=paid", THEIR_FINANCE)
    assert paid.json["items"] == []


@pytest.mark.clause("P-once", "P-together")
def test_a_statement_is_answered_once_and_as_it_was_seen(estate: World) -> None:
    there = west(estate)
    known = sent(estate)
    seen = received(there, known)
    path = f"/statements/{known.json['settlement']['id']}/confirm"
    first = there.post(path, THEIR_FINANCE, {}, if_match=seen.etag, key="one")
    with nothing_written(there):
        again = there.post(path, THEIR_FINANCE, {}, if_match=seen.etag, key="one")
        stale = there.post(path, THEIR_FINANCE, {}, if_match=seen.etag, key="two")
    assert (first.status, again.body, stale.status) == (200, first.body, 412)
    assert settlements.do(estate, known, "transfer", FINANCE, **transfer(WEST, 1)).status == 200

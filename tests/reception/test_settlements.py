"""What was advanced is settled after departure, line by line, to zero on both ledgers (R-4.3.3)."""

import pytest

from chalicelib.reception.claims.model import EXPENSE, owed_by
from tests.support import claims
from tests.support.claims import ADVANCED, HOSTED, UNITS
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.reckoned import accounts
from tests.support.scenes import nothing_written
from tests.support.settlements import (
    OTHER_FINANCE,
    advanced,
    do,
    done,
    draw_up,
    drawn,
    gone,
    heard,
    moneyed,
    sent,
    transfer,
    yes,
)
from tests.support.world import World


@pytest.mark.clause("R-4.3.3", "P-money")
@pytest.mark.parametrize(
    ("fen", "units", "shares"),
    [
        (10_000, UNITS, [3_334, 3_333, 3_333]),  # what is left over goes to the first
        (1, UNITS, [1]),  # a fen has one bearer
        (2, UNITS, [1, 1]),
        (10_000, UNITS[:1], [10_000]),
        (359_677, UNITS[:2], [179_839, 179_838]),
    ],
)
def test_each_unit_owes_its_share_to_the_fen(
    estate: World, fen: int, units: tuple[str, ...], shares: list[int]
) -> None:
    shown = drawn(estate, advanced(estate, fen, units)).json
    assert [each["fen"] for each in shown["owes"]] == shares
    assert (shown["fen"], shown["owing"]) == (fen, fen)
    lines = [line for share in shown["settlement"]["shares"] for line in share["lines"]]
    assert sum(each["fen"] for each in lines) == fen
    assert {each["of"] for each in lines} == {fen}


@pytest.mark.clause("R-4.3.3")
def test_nothing_is_settled_before_departure(estate: World) -> None:
    reception = claims.received(moneyed(estate))
    claims.paid(estate, reception, claims.claimed(10_000, ADVANCED))
    with nothing_written(estate):
        reply = draw_up(estate, reception)
    assert (reply.status, reply.json["code"]) == (409, "not_departed")
    assert reply.json["clause"] == "R-4.3.3"
    gone(estate, reception)
    assert draw_up(estate, reception).status == 201


@pytest.mark.clause("R-4.3.3")
def test_it_equals_the_claims_and_waits_for_those_to_be_paid(estate: World) -> None:
    reception = claims.received(moneyed(estate))
    claims.paid(estate, reception, claims.claimed(10_000, ADVANCED))
    waiting = claims.signed(estate, reception, claims.claimed(500, ADVANCED))
    gone(estate, reception)
    reply = draw_up(estate, reception)
    assert (reply.status, reply.json["code"]) == (409, "claims_open")
    assert reply.json["data"]["numbers"] == [waiting.json["claim"]["forms"][0]["number"]]
    claims.done(estate, waiting, "pay", FINANCE, method="cash")
    assert draw_up(estate, reception).json["fen"] == 10_500


@pytest.mark.clause("R-4.3.3")
def test_where_nothing_was_advanced_there_is_nothing_to_settle(estate: World) -> None:
    reception = claims.received(moneyed(estate))
    claims.paid(estate, reception, claims.claimed(10_000, HOSTED))
    gone(estate, reception)
    reply = draw_up(estate, reception)
    assert (reply.status, reply.json["code"]) == (409, "nothing_to_settle")


@pytest.mark.clause("R-4.3.3")
def test_one_reception_has_one_settlement_until_it_is_given_up(estate: World) -> None:
    reception = advanced(estate)
    first = drawn(estate, reception)
    again = draw_up(estate, reception)
    assert (again.status, again.json["code"]) == (409, "settled_already")
    given_up = done(estate, first, "give-up", FINANCE, reason="漏列")
    assert given_up.json["settlement"]["forms"][0]["void"]["reason"] == "漏列"
    assert draw_up(estate, reception).status == 201


@pytest.mark.clause("R-4.3.3", "P-approve")
def test_who_drew_it_up_does_not_send_it(estate: World) -> None:
    known = drawn(estate)
    reply = do(estate, known, "send", FINANCE)
    assert (reply.status, reply.json["code"]) == (403, "own_work")
    assert done(estate, known, "send", OTHER_FINANCE).json["settlement"]["state"] == "sent"


@pytest.mark.clause("R-4.3.3", "P-money")
def test_it_closes_when_every_unit_has_paid_and_every_account_is_at_nothing(estate: World) -> None:
    before = accounts(estate)
    reception = advanced(estate)
    known = sent(estate, reception)
    for unit, fen in zip(UNITS, (3_334, 3_333, 3_333), strict=True):
        assert known.json["settlement"]["state"] == "sent"
        known = heard(estate, known, unit)
        known = done(estate, known, "transfer", FINANCE, **transfer(unit, fen))
    shown = known.json
    assert (shown["settlement"]["state"], shown["owing"], shown["owes"]) == ("closed", 0, [])
    after = accounts(estate)
    for unit in UNITS:
        assert after[owed_by(unit)] == before[owed_by(unit)]
    path = f"/receptions/{reception.id}"
    closed = estate.post(f"{path}/close", OFFICER, {}, if_match=estate.get(path, OFFICER).etag)
    assert closed.status == 200, closed.json


@pytest.mark.clause("R-4.3.3", "R-4.3.1")
def test_a_reception_is_not_closed_while_a_unit_owes(estate: World) -> None:
    reception = advanced(estate)
    path = f"/receptions/{reception.id}"

    def close() -> str:
        etag = estate.get(path, OFFICER).etag
        reply = estate.post(f"{path}/close", OFFICER, {}, if_match=etag)
        return str(reply.json.get("code"))

    assert close() == "settlement_missing"
    known = sent(estate, reception)
    assert close() == "still_underway"
    done(estate, known, "waive", GM, unit=UNITS[0], fen=3_334, reason="承擔")
    done(estate, known, "waive", GM, unit=UNITS[1], fen=3_333, reason="承擔")
    assert close() == "still_underway"
    done(estate, known, "waive", GM, unit=UNITS[2], fen=3_333, reason="承擔")
    assert close() == "None"


@pytest.mark.clause("R-4.3.3")
def test_money_is_taken_only_once_the_unit_has_confirmed(estate: World) -> None:
    known = sent(estate)
    reply = do(estate, known, "transfer", FINANCE, **transfer())
    assert (reply.status, reply.json["code"]) == (409, "unconfirmed")
    no = yes(UNITS[0], yes=False, words="多列一餐")
    done(estate, known, "hear", OFFICER, **no)
    reply = do(estate, known, "transfer", FINANCE, **transfer())
    assert (reply.status, reply.json["code"]) == (409, "unconfirmed")
    heard(estate, known)
    assert do(estate, known, "transfer", FINANCE, **transfer()).status == 200


@pytest.mark.clause("R-4.3.3")
def test_whoever_disputes_says_why(estate: World) -> None:
    known = sent(estate)
    reply = do(estate, known, "hear", OFFICER, **yes(UNITS[0], yes=False))
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/words")


@pytest.mark.clause("R-4.3.3", "P-money")
@pytest.mark.parametrize(
    ("fen", "status"),
    [
        (3_335, 409),  # a fen more than it owes
        (3_334, 200),
        (1, 200),  # a part
        (0, 422),
        (-1, 422),
    ],
)
def test_no_more_is_taken_than_is_owed(estate: World, fen: int, status: int) -> None:
    known = heard(estate)
    reply = do(estate, known, "transfer", FINANCE, **transfer(fen=fen))
    assert reply.status == status
    if status == 409:
        assert (reply.json["code"], reply.json["data"]["owing"]) == ("over_owing", "¥33.34")
    if status == 200:
        owed = {each["unit"]: each["fen"] for each in reply.json["owes"]}
        assert owed.get(UNITS[0], 0) == 3_334 - fen


@pytest.mark.clause("R-4.3.3", "R-4.1.3", "P-money")
def test_what_the_gm_waives_the_house_bears(estate: World) -> None:
    known = sent(estate)
    before = accounts(estate)
    after = done(estate, known, "waive", GM, unit=UNITS[0], fen=334, reason="承擔")
    assert [each["fen"] for each in after.json["owes"]] == [3_000, 3_333, 3_333]
    now = accounts(estate)
    assert now[EXPENSE] - before[EXPENSE] == 334
    assert now[owed_by(UNITS[0])] - before[owed_by(UNITS[0])] == -334
    assert do(estate, known, "waive", FINANCE, unit=UNITS[0], fen=1, reason="x").status == 403


@pytest.mark.clause("R-4.3.3")
def test_a_unit_that_has_no_part_in_it_is_none(estate: World) -> None:
    known = heard(estate)
    for command, who, form in (
        ("hear", OFFICER, yes("別的單位")),
        ("waive", GM, {"unit": "別的單位", "fen": 1, "reason": "x"}),
        ("transfer", FINANCE, transfer("別的單位", 1)),
    ):
        reply = do(estate, known, command, who, **form)
        assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/unit"), command


@pytest.mark.clause("P-who")
def test_who_has_no_part_in_money_sees_none_of_it(estate: World) -> None:
    known = drawn(estate)
    path = f"/settlements/{known.json['settlement']['id']}"
    for who in (HOST, "desk-chan", "owner-lau"):
        for at in (path, f"{path}/history", "/settlements"):
            assert estate.get(at, who).status == 403
    assert estate.get(f"{path}/history", GM).status == 200


@pytest.mark.clause("P-find")
def test_they_are_found_by_where_they_stand(estate: World) -> None:
    known = sent(estate)

    def ids(state: str) -> list[str]:
        page = estate.get(f"/settlements?state={state}&order=newest&limit=50", FINANCE).json
        return [each["settlement"]["id"] for each in page["items"]]

    id = known.json["settlement"]["id"]
    assert id in ids("sent")
    assert id not in ids("drawn")

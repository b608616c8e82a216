"""Payment: nothing without the GM's signature on what is paid, once, to the fen (R-4.3.6)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import boto3
import pytest
from msgspec.structs import replace

from chalicelib.core.approval import Chain, ChainState, Mark, Seat
from chalicelib.core.errors import Refusal
from chalicelib.core.money import Method
from chalicelib.core.people import Person, Role
from chalicelib.core.record import NumberedForm
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.model import (
    ClaimLine,
    ClaimState,
    ExpenseClaim,
    Receipt,
    Share,
    owed_by,
)
from chalicelib.reception.claims.paying import postings
from chalicelib.reception.plans.model import Bearer
from chalicelib.store import tables
from tests.support.claims import (
    ADVANCED,
    UNITS,
    booked,
    claimed,
    do,
    done,
    drafted,
    id_of,
    lent,
    line,
    paid,
    path_of,
    received,
    signed,
)
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.reckoned import accounts
from tests.support.residents import settle, stored
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("R-4.3.6", "P-money")
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def of(bearer: Bearer, fen: int, **shares: int) -> ClaimLine:
    return ClaimLine(
        line="1",
        words="工作餐",
        receipt=Receipt(number=f"n-{fen}", seller="x", dated=date(2026, 3, 1)),
        fen=fen,
        bearer=bearer,
        shares=tuple(Share(unit=unit, fen=each) for unit, each in shares.items()),
    )


def written(*lines: ClaimLine, **fields: Any) -> ExpenseClaim:
    """A claim that nobody has signed."""
    issued = NumberedForm(
        form="expense_claim", number="EC-1", day=date(2026, 3, 2), seq=1, at=NOW, by="a"
    )
    made: dict[str, Any] = {
        "site": "s",
        "id": "c",
        "forms": (issued,),
        "state": ClaimState.PENDING,
        "reception": "r",
        "reception_number": "RR-1",
        "department": "hospital_office",
        "departments": ("cardiology",),
        "person": "a",
        "person_name": "a",
        "claimed_at": NOW,
        "lines": lines or (of(Bearer.HOST, 359_677),),
        "terms": 0,
    }
    return ExpenseClaim(**{**made, **fields})


def by_gm(claim: ExpenseClaim, **mark: Any) -> ExpenseClaim:
    """The claim as the GM has signed it; or with a mark that is otherwise."""
    digest = signing.digest(claim)
    made: dict[str, Any] = {
        "step": 0,
        "person": "gm",
        "whose": "gm",
        "role": "gm",
        "approves": True,
        "words": "",
        "at": NOW,
        "digest": digest,
        "version": 1,
    }
    chain = Chain(
        applicant=claim.person,
        seats=(Seat(role="gm", clause="R-4.3.5", due_at=NOW),),
        digest=digest,
        state=ChainState.APPROVED,
        marks=(Mark(**{**made, **mark}),),
    )
    return replace(claim, chain=chain, state=ClaimState.SIGNED)


def posted(claim: ExpenseClaim, method: Method | None = Method.CASH) -> dict[str, int]:
    return {each.account: each.fen for each in postings(claim, method).postings}


def test_what_is_signed_is_posted() -> None:
    assert posted(by_gm(written())) == {"expense.reception": 359_677, "cash.cash": -359_677}


def test_the_advance_covers_what_was_drawn_and_the_till_the_rest() -> None:
    some = written(advance="v", from_advance=100_000)
    assert posted(by_gm(some), Method.CARD) == {
        "expense.reception": 359_677,
        "advance.a": -100_000,
        "cash.card": -259_677,
    }
    every = written(advance="v", from_advance=359_677)
    assert posted(by_gm(every), None) == {"expense.reception": 359_677, "advance.a": -359_677}


def test_what_is_advanced_for_units_stands_on_their_accounts() -> None:
    lines = (
        of(Bearer.ADVANCE, 10_000, 甲=3334, 乙=3333, 丙=3333),
        of(Bearer.ADVANCE, 1, 乙=1),
        of(Bearer.HOST, 5),
    )
    assert posted(by_gm(written(*lines))) == {
        "expense.reception": 5,
        owed_by("甲"): 3334,
        owed_by(" 乙 "): 3334,  # white space around it makes no other unit
        owed_by("丙"): 3333,
        "cash.cash": -10_006,
    }


def refused(claim: ExpenseClaim) -> tuple[str, str]:
    with pytest.raises(Refusal) as raised:
        postings(claim, Method.CASH)
    return raised.value.code, raised.value.clause


@pytest.mark.parametrize("state", [each for each in ClaimState if each is not ClaimState.SIGNED])
def test_nothing_is_posted_in_any_other_state(state: ClaimState) -> None:
    """Of a paid one neither: it is posted once."""
    claim = replace(by_gm(written()), state=state)
    assert refused(claim) == ("not_signed", "R-4.3.6")


def _chain(**fields: Any) -> Callable[[ExpenseClaim], ExpenseClaim]:
    def other(claim: ExpenseClaim) -> ExpenseClaim:
        assert claim.chain
        return replace(claim, chain=replace(claim.chain, **fields))

    return other


def _line(**fields: Any) -> Callable[[ExpenseClaim], ExpenseClaim]:
    return lambda claim: replace(claim, lines=(replace(claim.lines[0], **fields),))


TAMPERED: dict[str, Callable[[ExpenseClaim], ExpenseClaim]] = {
    "no chain at all": lambda claim: replace(claim, chain=None),
    "a chain that still waits": _chain(state=ChainState.PENDING),
    "a chain that was refused": _chain(state=ChainState.REFUSED),
    "no mark": _chain(marks=()),
    "an amount": _line(fen=359_678),
    "who bears it": _line(bearer=Bearer.ADVANCE, shares=(Share(unit="甲", fen=359_677),)),
    "a receipt": _line(receipt=Receipt(number="n-2", seller="x", dated=date(2026, 3, 1))),
    "words": _line(words="招待餐"),
    "a line more": lambda claim: replace(claim, lines=(*claim.lines, of(Bearer.HOST, 1))),
    "a line less": lambda claim: replace(claim, lines=()),
    "who is paid": lambda claim: replace(claim, person="b"),
    "what it draws": lambda claim: replace(claim, advance="v", from_advance=1),
    "the reception": lambda claim: replace(claim, reception="r2"),
    "another claim's signature": lambda claim: replace(claim, id="c2"),
    "a chain that says what it now says": lambda claim: _chain(
        digest=signing.digest(_line(fen=1)(claim))
    )(_line(fen=1)(claim)),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_nothing_is_posted_that_differs_from_what_was_signed(what: str) -> None:
    assert refused(TAMPERED[what](by_gm(written()))) == ("not_signed", "R-4.3.6")


MARKS: dict[str, dict[str, Any]] = {
    "void": {"void": True},
    "a no": {"approves": False},
    "another's": {"role": "office_head"},
    "on another digest": {"digest": "0" * 64},
}


@pytest.mark.parametrize("what", MARKS)
def test_no_other_mark_is_the_gms_signature(what: str) -> None:
    assert refused(by_gm(written(), **MARKS[what])) == ("not_signed", "R-4.3.6")


@pytest.fixture
def items(engine_address: str) -> Any:
    return boto3.client("dynamodb", endpoint_url=engine_address)


def test_a_signed_claim_that_was_altered_in_storage_is_not_paid(clinic: World, items: Any) -> None:
    """Whoever can write to the table cannot make finance pay another amount."""
    claim = signed(clinic, received(clinic))
    key = {"site": {"S": clinic.site}, "id": {"S": f"claim#{id_of(claim)}"}}
    table = tables.Reception.Meta.table_name
    item = items.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    before = accounts(clinic)
    try:
        line = item["body"]["M"]["lines"]["L"][0]["M"]
        altered = {**line, "fen": {"N": "899999"}}
        other = {**item["body"]["M"], "lines": {"L": [{"M": altered}]}}
        items.put_item(TableName=table, Item={**item, "body": {"M": other}})
        shown = clinic.get(path_of(claim), FINANCE)
        assert shown.json["total"]["fen"] == 899_999
        assert "pay" not in shown.actions
        reply = do(clinic, claim, "pay", FINANCE, method="cash")
        assert outcome(reply) == (409, "not_signed", "R-4.3.6")
        assert accounts(clinic) == before
    finally:
        items.put_item(TableName=table, Item=item)
    done(clinic, claim, "pay", FINANCE, method="cash")


def test_it_is_paid_by_finance_and_not_to_oneself(clinic: World) -> None:
    claim = signed(clinic, received(clinic))
    for who in (OFFICER, HOST, GM):
        assert do(clinic, claim, "pay", who, method="cash").status in (403, 404)
    before = stored(clinic, Person, OFFICER)
    settle(clinic, before, roles=(*before.roles, Role.FINANCE))
    reply = do(clinic, claim, "pay", OFFICER, method="cash")
    assert outcome(reply)[:2] == (403, "own_case")
    settle(clinic, stored(clinic, Person, OFFICER), roles=before.roles)


def test_it_is_paid_once(clinic: World) -> None:
    claim = paid(clinic, received(clinic))
    reply = do(clinic, claim, "pay", FINANCE, method="cash")
    assert outcome(reply) == (409, "too_late", "R-4.3.6")
    stale = clinic.post(f"{path_of(claim)}/pay", FINANCE, {"method": "cash"}, if_match='"3"')
    assert stale.status == 412
    for step, who, form in (
        ("change", OFFICER, {"lines": [claimed(1)]}),
        ("withdraw", OFFICER, {}),
        ("refuse", GM, {"reason": "x"}),
    ):
        assert do(clinic, claim, step, who, **form).status == 409


def test_no_step_leads_to_payment_past_the_gm(clinic: World) -> None:
    reception = received(clinic)
    draft = drafted(clinic, reception)
    early = do(clinic, draft, "pay", FINANCE, method="cash")
    assert outcome(early) == (409, "out_of_order", "R-4.3.6")
    assert early.json["data"]["missing"] == ["submit", "approve"]
    waits = booked(clinic, reception)
    assert do(clinic, waits, "pay", FINANCE, method="cash").json["data"]["missing"] == ["approve"]
    done(clinic, waits, "refuse", GM, reason="x")
    assert do(clinic, waits, "pay", FINANCE, method="cash").status == 409


def test_what_is_paid_out_is_paid_out_somehow(clinic: World) -> None:
    reception = received(clinic)
    advance = lent(clinic, reception, 100)
    some = signed(clinic, reception, claimed(101), advance=id_of(advance), from_advance=100)
    reply = do(clinic, some, "pay", FINANCE)
    assert outcome(reply) == (422, "invalid_form", "R-4.3.6")
    assert [each["pointer"] for each in reply.json["errors"]] == ["/method"]
    assert done(clinic, some, "pay", FINANCE, method="card").json["claim"]["method"] == "card"


@pytest.mark.clause("R-4.3.3", "R-4.1.3")
def test_what_was_advanced_for_three_units_is_shared_to_the_fen(clinic: World) -> None:
    reception = received(clinic)
    before = accounts(clinic)
    claim = paid(clinic, reception, claimed(10_000, ADVANCED), claimed(2, ADVANCED, unit=UNITS[2]))
    whole, one = claim.json["claim"]["lines"]
    assert [(each["unit"], each["fen"]) for each in whole["shares"]] == [
        (UNITS[0], 3334),
        (UNITS[1], 3333),
        (UNITS[2], 3333),
    ]
    assert [(each["unit"], each["fen"]) for each in one["shares"]] == [(UNITS[2], 2)]
    moved = accounts(clinic)
    moved.subtract(before)
    assert [moved[owed_by(unit)] for unit in UNITS] == [3334, 3333, 3335]
    assert moved["expense.reception"] == 0


@pytest.mark.clause("R-4.3.3")
def test_units_share_by_the_guests_whom_a_line_is_for(clinic: World) -> None:
    """Two of the first unit and one of the second; the third's guest was not there."""
    meal = line("advance", 5000, guests=["1", "2", "3"])
    units = (UNITS[0], UNITS[1], f" {UNITS[0]}", UNITS[2])
    reception = received(clinic, meal, units=units)
    claim = booked(clinic, reception, claimed(100, "1"), claimed(1, "1"))
    shares = [
        [(each["unit"], each["fen"]) for each in line["shares"]]
        for line in claim.json["claim"]["lines"]
    ]
    assert shares == [[(UNITS[0], 67), (UNITS[1], 33)], [(UNITS[0], 1)]]
    other = drafted(clinic, reception, claimed(100, "1"))
    form = {"lines": [claimed(1, "1", unit=UNITS[2])]}
    assert do(clinic, other, "change", OFFICER, **form).status == 422  # not of this line


@pytest.mark.clause("P-history")
def test_a_posting_says_what_it_is_for(clinic: World) -> None:
    reception = received(clinic)
    claim = paid(clinic, reception)
    number = claim.json["claim"]["forms"][0]["number"]
    items = clinic.get("/ledger/expense.reception?limit=100&order=newest", FINANCE).json["items"]
    entry = next(each for each in items if each["about"]["number"] == number)
    assert (entry["memo"], entry["clause"]) == ("claim_paid", "R-4.3.6")
    assert entry["record"] == f"claim#{id_of(claim)}"
    assert entry["about"] == {
        "number": number,
        "person": OFFICER,
        "name": OFFICER,
        "reception": reception.number,
    }

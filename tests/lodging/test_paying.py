"""Money in hand: paid, paid out, and taken back where it was entered by mistake (L-11, P-money)."""

from typing import Any

import pytest

from chalicelib.core.people import Role
from tests.support import conduct
from tests.support.conduct import FINANCE, paying, refunding, undoing
from tests.support.crowd import at_once, conflicts
from tests.support.lodging import COLLEAGUE, DIRECTOR, DORMITORY, GM, anew
from tests.support.residents import inbox, join, person
from tests.support.world import Reply, World

pytestmark = pytest.mark.clause("L-11", "P-money")
HUGE = 10**9


@pytest.fixture
def hotel(estate: World) -> World:
    return anew(conduct.guarded(estate))


@pytest.fixture
def who(hotel: World, request: pytest.FixtureRequest) -> str:
    """An employee of whom nothing is known yet."""
    return conduct.employee(hotel, f"pays-{abs(hash(request.node.name))}")


def outcome(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["code"], reply.json["clause"]


def statement(world: World, who: str) -> list[tuple[str, int, int]]:
    """What the employee reads: what for, fen, the balance after it."""
    shown = world.get(f"/accounts/{who}/statement", who).json
    return [(each["what"], each["fen"], each["balance"]) for each in shown["entries"]]


WRONG: list[tuple[Any, str]] = [
    (0, "out_of_range"),
    (-1, "out_of_range"),
    (HUGE + 1, "out_of_range"),
    (10**40, "out_of_range"),
    (0.001, "not_a_whole_number"),
    (50.0, "not_a_whole_number"),
    ("5000", "not_a_whole_number"),
    (True, "not_a_whole_number"),
    (None, "not_a_whole_number"),
]


@pytest.mark.parametrize("command", ["pay", "refund"])
@pytest.mark.parametrize(("fen", "code"), WRONG)
def test_an_amount_is_whole_fen_above_nothing(
    hotel: World, who: str, command: str, fen: Any, code: str
) -> None:
    begin = conduct.credited if command == "refund" else conduct.upheld
    begin(hotel, who)
    before = conduct.balance(hotel, who)
    etag = hotel.get(f"/accounts/{who}", FINANCE).etag
    form = {"fen": fen, "method": "cash"}
    reply = hotel.post(f"/accounts/{who}/{command}", FINANCE, form, if_match=etag)
    assert (reply.status, reply.json["clause"]) == (422, "L-11")
    assert [(e["pointer"], e["code"]) for e in reply.json["errors"]] == [("/fen", code)]
    assert conduct.balance(hotel, who) == before


@pytest.mark.clause("P-number", "P-tell")
def test_a_credit_is_paid_out_to_the_fen_by_numbered_slips(hotel: World, who: str) -> None:
    credit = conduct.credited(hotel, who)
    more = refunding(hotel, who, credit + 1)
    assert more.status == 422
    [fault] = more.json["errors"]
    assert (fault["pointer"], fault["code"], fault["data"]) == (
        "/fen",
        "out_of_range",
        {"min": 1, "max": credit, "unit": "fen"},
    )
    for fen in (1, credit - 1):
        done = refunding(hotel, who, fen)
        assert done.status == 200, done.json
    assert outcome(refunding(hotel, who, 1)) == (409, "no_credit", "L-11")
    assert [each["form"] for each in done.json["refunds"]] == ["refund"] * 2
    numbers = [each["number"] for each in done.json["refunds"]]
    assert [each[:3] for each in numbers] == ["RF-"] * 2
    assert len(done.json["receipts"]) == 1
    assert statement(hotel, who) == [
        ("lodging_fine", 5000, 5000),
        ("lodging_paid", -5000, 0),
        ("lodging_reversed", -5000, -5000),
        ("lodging_refunded", 1, -4999),
        ("lodging_refunded", 4999, 0),
    ]
    told = inbox(hotel, who)[0]
    assert (told["code"], numbers[1] in told["text"]) == ("account_refunded", True)
    [fen] = [e["fen"] for e in conduct.postings(hotel, "cash.cash") if _is(e, numbers[0])]
    assert fen == -1


def _is(posting: dict[str, Any], number: str) -> bool:
    return bool(posting["about"].get("number") == number)


def test_nothing_is_paid_out_of_what_is_owed_or_settled(hotel: World, who: str) -> None:
    assert outcome(refunding(hotel, who, 1)) == (409, "no_credit", "L-11")  # never used
    conduct.upheld(hotel, who)
    assert outcome(refunding(hotel, who, 1)) == (409, "no_credit", "L-11")  # owed
    paying(hotel, who, 5000)
    assert outcome(refunding(hotel, who, 1)) == (409, "no_credit", "L-11")  # settled


@pytest.mark.clause("P-number", "P-history", "P-tell")
def test_a_mistyped_payment_is_taken_back_by_an_entry_of_today(hotel: World, who: str) -> None:
    """The receipt is void and keeps its number; the right amount gets another."""
    conduct.upheld(hotel, who)
    number = paying(hotel, who, 5000).json["receipts"][0]["number"]
    hotel.clock.tick(days=3)
    done = undoing(hotel, who, number)
    assert done.status == 200, done.json
    [receipt] = done.json["receipts"]
    assert (receipt["number"], receipt["void"]["reason"]) == (number, "打錯金額")
    assert receipt["void"]["by"] == FINANCE
    again = paying(hotel, who, 500).json["receipts"]
    assert again[1]["number"] != number
    assert again[1]["void"] is None
    assert statement(hotel, who) == [
        ("lodging_fine", 5000, 5000),
        ("lodging_paid", -5000, 0),
        ("lodging_undone", 5000, 5000),
        ("lodging_paid", -500, 4500),
    ]
    entries = hotel.get(f"/accounts/{who}/statement", who).json["entries"]
    assert (entries[2]["number"], entries[2]["words"]) == (number, "打錯金額")
    assert entries[2]["at"][:10] == str(hotel.clock().date())
    cash = [each["fen"] for each in conduct.postings(hotel, "cash.cash") if _is(each, number)]
    assert cash == [5000, -5000]  # out of the same till
    told = next(each for each in inbox(hotel, who) if each["code"] == "account_undone")
    assert number in told["text"]
    history = hotel.get(f"/accounts/{who}/history", who).json["items"]
    assert history[1]["facts"] == {"undone": number, "fen": 5000}


def test_a_mistyped_refund_is_the_employees_credit_again(hotel: World, who: str) -> None:
    credit = conduct.credited(hotel, who)
    number = refunding(hotel, who, credit).json["refunds"][0]["number"]
    assert conduct.owing(hotel, who) == 0
    assert undoing(hotel, who, number).status == 200
    assert conduct.owing(hotel, who) == -credit
    assert refunding(hotel, who, credit).status == 200


def test_what_is_taken_back_is_what_was_paid_once_and_of_this_account(
    hotel: World, who: str
) -> None:
    """By the way that it was paid; never twice, never another's, never what was no payment."""
    other = conduct.employee(hotel, f"{who}-other")
    for each in (who, other):
        conduct.upheld(hotel, each, breach="dormitory")
    etag = hotel.get(f"/accounts/{who}", FINANCE).etag
    form = {"fen": 1234, "method": "transfer", "words": "銀行轉帳"}
    paid = hotel.post(f"/accounts/{who}/pay", FINANCE, form, if_match=etag)
    number = paid.json["receipts"][0]["number"]
    paying(hotel, other, 1)
    slip = hotel.get("/my-violations", who).json["items"][0]["violation"]["forms"][0]["number"]
    for whose, wrong in ((other, number), (who, "RC-20260302-9999"), (who, slip)):
        reply = undoing(hotel, whose, wrong)
        assert (reply.status, reply.json["clause"]) == (422, "L-11"), wrong
        assert [(e["pointer"], e["code"]) for e in reply.json["errors"]] == [("/number", "no_such")]
    assert undoing(hotel, who, number).status == 200
    till = [each["fen"] for each in conduct.postings(hotel, "cash.transfer") if _is(each, number)]
    assert till == [1234, -1234]
    assert outcome(undoing(hotel, who, number)) == (409, "taken_back_already", "L-11")
    assert conduct.owing(hotel, who) == 5000


@pytest.mark.clause("P-approve", "P-who")
def test_finance_alone_does_it_and_never_for_itself(hotel: World, who: str) -> None:
    credit = conduct.credited(hotel, who)
    number = hotel.get(f"/accounts/{who}", who).json["receipts"][0]["number"]
    for by in (GM, DIRECTOR, DORMITORY, who, COLLEAGUE):
        assert refunding(hotel, who, 1, by).status == 403
        assert undoing(hotel, who, number, by).status == 403
    clerk = join(hotel, person(f"{who}-clerk", Role.FINANCE, Role.EMPLOYEE, department="dining"))
    conduct.upheld(hotel, clerk)
    assert outcome(paying(hotel, clerk, 1, clerk)) == (403, "own_case", "L-11")
    own = paying(hotel, clerk, 5000).json["receipts"][0]["number"]
    assert outcome(undoing(hotel, clerk, own, clerk)) == (403, "own_case", "L-11")
    assert outcome(refunding(hotel, clerk, 1, clerk)) == (403, "own_case", "L-11")
    assert refunding(hotel, who, credit, clerk).status == 200


def offered(world: World, who: str, by: str = FINANCE) -> tuple[set[str], list[str]]:
    """What somebody may do with an account, and which numbers they may take back."""
    shown = world.get(f"/accounts/{who}/statement", by)
    lines = [each["number"] for each in shown.json["entries"] if each["allowed_actions"]]
    return shown.actions, lines


@pytest.mark.clause("P-who")
def test_what_is_offered_is_what_may_be_done_now(hotel: World, who: str) -> None:
    assert offered(hotel, who) == (set(), [])
    fine = conduct.upheld(hotel, who)
    assert offered(hotel, who) == ({"pay"}, [])
    receipt = paying(hotel, who, 5000).json["receipts"][0]["number"]
    assert offered(hotel, who) == (set(), [receipt])
    conduct.do(hotel, fine, "reverse", **conduct.REVERSE)
    slip = refunding(hotel, who, 2000).json["refunds"][0]["number"]
    assert offered(hotel, who) == ({"refund"}, [receipt, slip])
    undoing(hotel, who, slip)
    assert offered(hotel, who) == ({"refund"}, [receipt])
    for by in (GM, DORMITORY, who):
        assert offered(hotel, who, by) == (set(), [])


@pytest.mark.clause("P-once", "P-together")
@pytest.mark.parametrize("command", ["refund", "undo"])
def test_two_clerks_do_it_once(real: World, command: str) -> None:
    hotel = conduct.guarded(real)
    who = conduct.employee(hotel, f"at-once-{command}")
    conduct.credited(hotel, who)
    shown = hotel.get(f"/accounts/{who}", FINANCE)
    number = shown.json["receipts"][0]["number"]

    def act(number_: int) -> Reply:
        more = {"if_match": shown.etag, "key": f"{command}-{number_}"}
        if command == "refund":
            return refunding(hotel, who, 5000, **more)
        return undoing(hotel, who, number, **more)

    with conflicts(hotel, seed=3):
        done = at_once(act, 8)
    done += [act(each) for each in range(8)]
    assert {each.status for each in done} <= {200, 409, 412}
    assert len({each.body for each in done if each.status == 200}) == 1
    assert conduct.owing(hotel, who) == 0

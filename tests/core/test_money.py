"""Money is whole fen; a journal sums to zero or cannot be made (P-money)."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.money import Fen, Journal, Money, Posting, line_total, split, transfer
from tests.core.making import LAW


def journal(*fen: int) -> Journal:
    postings = tuple(Posting(account=f"a{place}", fen=each) for place, each in enumerate(fen))
    return Journal(memo="repair_paid", clause="P-money", postings=postings)


@pytest.mark.clause("P-money")
@pytest.mark.parametrize(
    "fen", [(), (1,), (-1,), (100, -99), (100, 100), (-100, -100), (1, 1, -1), (10**15, 1 - 10**15)]
)
def test_a_journal_that_does_not_sum_to_zero_cannot_be_made(fen: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="sums to zero"):
        journal(*fen)


@pytest.mark.clause("P-money")
def test_there_is_no_other_way_to_make_one() -> None:
    good = journal(100, -100)
    with pytest.raises(ValueError, match="sums to zero"):
        msgspec.structs.replace(good, postings=good.postings[:1])
    raw = msgspec.to_builtins(good)
    raw["postings"][0]["fen"] = 101
    with pytest.raises(msgspec.ValidationError, match="sums to zero"):
        msgspec.convert(raw, Journal)
    with pytest.raises(AttributeError):
        good.postings = ()  # type: ignore[misc]


@pytest.mark.clause("P-money")
@LAW
@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=6))
def test_whatever_is_posted_one_posting_more_settles_it(fen: list[int]) -> None:
    made = journal(*fen, -sum(fen))
    assert sum(posting.fen for posting in made.postings) == 0


@pytest.mark.clause("P-money")
def test_a_transfer_debits_one_account_and_credits_another() -> None:
    made = transfer("repair_paid", "T-4.3.2", debit="cash.wechat", credit="owner.lau", fen=18800)
    assert made == Journal(
        memo="repair_paid",
        clause="T-4.3.2",
        postings=(
            Posting(account="cash.wechat", fen=18800),
            Posting(account="owner.lau", fen=-18800),
        ),
    )


@pytest.mark.clause("P-money")
@pytest.mark.parametrize(
    ("price", "quantity", "fen"),
    [
        (8000, "1.5", 12000),
        (333, "1.5", 500),  # 499.5
        (1, "0.5", 1),
        (1, "0.499", 0),
        (1, "1.5", 2),
        (1, "2.5", 3),  # not to the even one
        (3, "0.5", 2),
        (5, "0.1", 1),
        (1, "0.001", 0),
        (100, "1.005", 101),  # 100.5; a binary number would say 100.49999
        (1250, "0.333", 416),  # 416.25
        (0, "9999.999", 0),
        (10**8, "9999.999", 999_999_900_000),
        (10**15, "9999.999", 9_999_999_000_000_000_000),
    ],
)
def test_a_line_is_rounded_at_halves_upwards(price: int, quantity: str, fen: int) -> None:
    assert line_total(price, Decimal(quantity)) == fen


@pytest.mark.clause("P-money")
@pytest.mark.parametrize("fen", [-1, 10**15 + 1, 1.5, "1", True, None])
def test_fen_are_whole_and_within_reason(fen: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(fen, Fen)


@pytest.mark.clause("P-money")
def test_money_has_its_currency_and_knows_no_other() -> None:
    assert msgspec.to_builtins(Money(fen=1)) == {"fen": 1, "currency": "CNY"}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"fen": 1, "currency": "HKD"}, Money)


@pytest.mark.clause("P-money")
@pytest.mark.parametrize(
    ("fen", "weights", "parts"),
    [
        (10000, [1, 1, 1], (3334, 3333, 3333)),  # 100.00 among three
        (1, [1, 1, 1], (1, 0, 0)),  # of equal remainders the first
        (2, [1, 1, 1], (1, 1, 0)),
        (0, [1, 2], (0, 0)),
        (100, [1], (100,)),
        (10, [1, 5], (2, 8)),  # 1.67 and 8.33: the larger remainder is the first's
        (10, [5, 1], (8, 2)),
        (7, [3, 0, 4], (3, 0, 4)),
    ],
)
def test_an_amount_is_split_to_the_fen(
    fen: int, weights: list[int], parts: tuple[int, ...]
) -> None:
    assert split(fen, weights) == parts


@pytest.mark.clause("P-money")
@LAW
@given(st.integers(0, 10**9), st.lists(st.integers(0, 60), min_size=1).filter(any))
def test_whatever_is_split_nothing_is_lost_and_nobody_has_a_fen_too_much(
    fen: int, weights: list[int]
) -> None:
    parts = split(fen, weights)
    assert sum(parts) == fen
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part * sum(weights) - fen * weight + sum(weights) <= 2 * sum(weights)

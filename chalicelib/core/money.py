"""Money: whole fen with its currency; amounts are worked out here, never taken from a client."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.core.record import Frozen

Fen = Annotated[int, Meta(ge=0, le=10**15)]
Currency = Literal["CNY"]


class Money(Frozen):
    """An amount in whole fen (P-money)."""

    fen: int
    currency: Currency = "CNY"


class Posting(Frozen):
    """One side of a journal entry: positive fen debit the account, negative credit it."""

    account: str
    fen: int


class Journal(Frozen):
    """A double entry. It sums to zero or it cannot be made (P-money)."""

    memo: str
    """Message code under which the catalogue words it."""
    clause: str
    postings: tuple[Posting, ...] = ()

    def __post_init__(self) -> None:
        if sum(posting.fen for posting in self.postings) != 0 or not self.postings:
            raise ValueError("a journal sums to zero")


def line_total(price: int, quantity: Decimal) -> int:
    """Fen for a quantity at a price in fen, halves rounded up."""
    return int((price * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def yuan(fen: int) -> str:
    """An amount as people read it."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def transfer(memo: str, clause: str, *, debit: str, credit: str, fen: int) -> Journal:
    """A journal that moves `fen` from the credited account to the debited one."""
    return Journal(
        memo=memo,
        clause=clause,
        postings=(Posting(account=debit, fen=fen), Posting(account=credit, fen=-fen)),
    )

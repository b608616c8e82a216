"""Money: whole fen with its currency; amounts are worked out here, never taken from a client."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from msgspec import Meta

from chalicelib.core.record import Frozen, Instant

Fen = Annotated[int, Meta(ge=0, le=10**15)]
Currency = Literal["CNY"]


class Method(StrEnum):
    """How something is paid."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"


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
    about: dict[str, str] = {}
    """What each of its postings says besides: whom and what it is for."""

    def __post_init__(self) -> None:
        if sum(posting.fen for posting in self.postings) != 0 or not self.postings:
            raise ValueError("a journal sums to zero")

    @property
    def said(self) -> dict[str, Any]:
        """What is kept with each posting."""
        about = {"about": self.about} if self.about else {}
        return {"memo": self.memo, "clause": self.clause, **about}


class LedgerEntry(Frozen):
    """One posting as it is stored: positive fen debit the account, negative credit it."""

    journal: str
    account: str
    fen: int
    memo: str
    clause: str
    record: str
    at: Instant
    by: str
    about: dict[str, str] = {}
    """Whom and what it is for: of the reception room the guest, the stay, and words."""


def line_total(price: int, quantity: Decimal) -> int:
    """Fen for a quantity at a price in fen, halves rounded up."""
    return int((price * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount in parts as the weights are, whole to the fen: what rounding leaves over goes to
    the largest remainders, of equal ones to the first.

    >>> split(10000, [1, 1, 1])
    (3334, 3333, 3333)
    """
    whole = sum(weights)
    parts = [fen * each // whole for each in weights]
    order = sorted(range(len(weights)), key=lambda place: -(fen * weights[place] % whole))
    for place in order[: fen - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def yuan(fen: int) -> str:
    """An amount as people read it."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def transfer(
    memo: str,
    clause: str,
    *,
    debit: str,
    credit: str,
    fen: int,
    about: dict[str, str] | None = None,
) -> Journal:
    """A journal that moves `fen` from the credited account to the debited one."""
    return Journal(
        memo=memo,
        clause=clause,
        about=about or {},
        postings=(Posting(account=debit, fen=fen), Posting(account=credit, fen=-fen)),
    )

"""What is kept of advances and expense claims, and the ledger's accounts (R-4.3.3 to R-4.3.6)."""

from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core import alike
from chalicelib.core.approval import Chain
from chalicelib.core.money import Method, yuan
from chalicelib.core.record import Frozen, Hold, Instant, Record
from chalicelib.files.model import Filed
from chalicelib.reception.plans.model import Bearer, Finding

CLAUSE = "R-4.3.5"
"""The clause by which costs are claimed, with details, and signed by the GM."""
UNSIGNED = "R-4.3.6"
"""The clause by which nothing is paid without the GM's signature."""
TAKEN_BACK = "P-money"
"""The clause by which nothing that was posted is altered: an entry of today takes it back."""
CLAIM = "expense_claim"
"""The numbered form 費用報銷單."""
ADVANCE = "cash_advance"
"""The numbered form 借款單."""
BROUGHT_BACK = "advance_receipt"
"""The numbered form 還款收據: of what is brought back of an advance."""
EXPENSE = "expense.reception"
"""The account of what the house bears."""
MOST_LINES = 40
"""Of one claim: each of their receipts is held in the transaction that books it."""


def unit_key(name: str) -> str:
    """What a unit is called in the ledger: from its name, so that all sites call it alike."""
    return sha256(name.strip().encode()).hexdigest()[:16]


def owed_by(unit: str) -> str:
    """The account of what was advanced for a unit: positive fen are owed to us."""
    return f"unit.{unit_key(unit)}"


def held_by(person: str) -> str:
    """The account of what a person has in hand of the house's money: positive fen are to be
    accounted for.
    """
    return f"advance.{person}"


def till(method: Method) -> str:
    """The account that money is paid from and into."""
    return f"cash.{method}"


class AdvanceState(StrEnum):
    """Where an advance stands."""

    PENDING = "pending"
    APPROVED = "approved"
    PAID = "paid"
    """In somebody's hands: claims may draw on it."""
    SETTLED = "settled"
    """Every fen of it was spent, by a claim that was paid, or brought back."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Drawn(Frozen):
    """What a claim takes of an advance, from when it was booked."""

    claim: str
    fen: int
    paid: bool = False


class BroughtBack(Frozen):
    """What was brought back of an advance, by a numbered receipt."""

    number: str
    fen: int
    method: Method
    at: Instant
    by: str


class Advance(Record):
    """Money handed out beforehand for a reception 借款 (R-4.3.1)."""

    KIND: ClassVar[str] = "advance"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset({AdvanceState.PENDING, AdvanceState.APPROVED})

    state: AdvanceState
    reception: str
    reception_number: str
    department: str
    """Key of the department that asks: the office, or one whose reception it is."""
    departments: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Keys of those whose reception it is, as it was when it was asked for."""
    person: str
    """Who asks for it, and accounts for it."""
    person_name: str
    fen: int
    reason: str
    asked_at: Instant
    terms: int
    """Number of the settings under which it was asked for."""
    chain: Chain | None = None
    """None until it is asked for, in the same act."""
    paid_at: Instant | None = None
    method: Method | None = None
    drawn: tuple[Drawn, ...] = ()
    returned: tuple[BroughtBack, ...] = ()

    @property
    def number(self) -> str:
        """Of the form."""
        return self.forms[0].number

    @property
    def amount(self) -> str:
        """As people read it."""
        return yuan(self.fen)

    @property
    def balance(self) -> int:
        """Fen that no claim has taken and nobody has brought back."""
        drawn, returned = (each.fen for each in self.drawn), (each.fen for each in self.returned)
        return self.fen - sum(drawn) - sum(returned)

    @property
    def accounted(self) -> bool:
        """Whether nothing of it is to be accounted for any more."""
        return self.balance == 0 and all(each.paid for each in self.drawn)

    def index(self) -> dict[str, str | None]:
        """Found by whose it is, by where it stands, and by its reception."""
        return {
            "person_key": f"{self.site}#{self.person}",
            **self.stands(self.state),
            "reception_key": f"{self.site}#{self.reception}",
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its number, its reception's, whose it is, and what for (P-find)."""
        return (self.number, self.reception_number, self.person_name, self.reason)


class Receipt(Frozen):
    """An invoice or another receipt 發票. Its number is used once, at all sites and for ever."""

    number: str | None = None
    """Of the invoice; without one, seller, amount and date stand for it."""
    seller: str
    dated: date
    photo: str | None = None
    """Id of the file of the claim that is its photograph."""

    def hold(self, fen: int) -> Hold:
        """What whoever claims it has, and nobody after them; however it was typed."""
        seller = f"receipt/{alike.bare(self.seller)}/{fen}/{self.dated}"
        return Hold(
            key=f"invoice/{alike.lettered(self.number)}" if self.number else seller,
            code="receipt_used",
            clause=CLAUSE,
            everywhere=True,
        )


class Share(Frozen):
    """What of a line is advanced for a unit that guests come from."""

    unit: str
    """Its name."""
    fen: int


class ClaimLine(Frozen):
    """One line of a claim: a receipt, and the line of the plan that it is for."""

    line: str
    """Key of the line of the plan."""
    words: str
    receipt: Receipt
    fen: int
    """What the receipt says."""
    unit: str | None = None
    """For whom it was advanced, where it was for one of several units."""
    line_name: str = ""
    """What the line of the plan is for, as it was when the claim was last written or booked."""
    cost: int = 0
    """What that costs, in fen, likewise."""
    bearer: Bearer = Bearer.HOST
    """Who bears it, likewise."""
    shares: tuple[Share, ...] = ()
    """Of what is advanced, likewise: whose account it goes on, to the fen."""

    @property
    def hold(self) -> Hold:
        """Of its receipt."""
        return self.receipt.hold(self.fen)


class ClaimState(StrEnum):
    """Where a claim stands."""

    DRAFTED = "drafted"
    PENDING = "pending"
    """Booked: its receipts are used, its plan's lines and its advance are taken."""
    SIGNED = "signed"
    """By the GM: it may be paid."""
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"
    """It was paid wrongly, and an entry of later took that back: its number is void."""


class Reversal(Frozen):
    """Why a payment was taken back, and by whom."""

    reason: str
    anew: bool
    """Whether its receipts may be claimed anew."""
    by: str
    name: str
    at: Instant


class ExpenseClaim(Filed):
    """An Expense Claim 費用報銷單 (R-4.3.5)."""

    KIND: ClassVar[str] = "claim"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset(
        {ClaimState.DRAFTED, ClaimState.PENDING, ClaimState.SIGNED}
    )

    state: ClaimState
    reception: str
    reception_number: str
    department: str
    """Key of the department that claims: the office, or one whose reception it is."""
    departments: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Keys of those whose reception it is, as it was when it was last written or booked."""
    person: str
    person_name: str
    claimed_at: Instant
    lines: tuple[ClaimLine, ...] = ()
    advance: str | None = None
    """Id of the advance that it draws on."""
    advance_number: str | None = None
    """Of that one's form."""
    from_advance: int = 0
    """Fen that it takes of that; the rest is paid out."""
    terms: int
    """Number of the settings under which it was last written or booked."""
    findings: tuple[Finding, ...] = ()
    """What the rules say of the plan's lines that it is for, as it was booked."""
    chain: Chain | None = None
    """None until it is first submitted."""
    paid_at: Instant | None = None
    paid_by: str | None = None
    paid_name: str | None = None
    method: Method | None = None
    reversal: Reversal | None = None
    copies: int = 0
    """How often it was printed."""

    @property
    def number(self) -> str:
        """Of the form."""
        return self.forms[0].number

    @property
    def total(self) -> int:
        """Fen, to the fen."""
        return sum(each.fen for each in self.lines)

    @property
    def amount(self) -> str:
        """The same, as people read it."""
        return yuan(self.total)

    @property
    def rest(self) -> int:
        """Fen that are paid out for it."""
        return self.total - self.from_advance

    def index(self) -> dict[str, str | None]:
        """Found by who claims, by where it stands, and by its reception."""
        return {
            "person_key": f"{self.site}#{self.person}",
            **self.stands(self.state),
            "reception_key": f"{self.site}#{self.reception}",
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its number, those of its invoices, who sold, who claims, and the words of its
        lines (P-find).
        """
        receipts = [each.receipt for each in self.lines]
        texts = (
            self.number,
            *(each.number for each in receipts if each.number),
            *(each.seller for each in receipts),
            self.person_name,
            *(each.words for each in self.lines),
        )
        return tuple(dict.fromkeys(texts))

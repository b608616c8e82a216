"""What is kept of a settlement, at the unit that advanced and at the one that owes (R-4.3.3)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.money import Method
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.reception.plans.model import LineKind

CLAUSE = "R-4.3.3"
SETTLEMENT = "settlement"
"""The numbered form 結算單."""
TRANSFER = "transfer"
"""The numbered form 劃帳單."""


class ShareLine(Frozen):
    """What one unit bears of one line of a claim."""

    claim: str
    """Number of the claim's form."""
    line: str
    """Key of the line of the plan."""
    kind: LineKind = LineKind.OTHER
    """What that is for: board, lodging, a car."""
    words: str
    dated: date
    """Of the receipt."""
    fen: int
    of: int
    """The whole line, in fen; the rest of it is other units'."""


class Word(Frozen):
    """What a finance department says of what it is to pay, and who said so."""

    yes: bool
    name: str
    """Who said it, of the unit."""
    words: str | None = None
    reference: str | None = None
    """Of the letter or fax by which it was said, where it was not said here."""
    by: str
    """Who wrote it down, or said it here."""
    at: Instant


class Transferred(Frozen):
    """Money that a unit's finance sent, by a numbered form 劃帳單."""

    number: str
    fen: int
    method: Method
    reference: str | None = None
    at: Instant
    by: str


class Waived(Frozen):
    """What the GM has the house bear after all."""

    fen: int
    reason: str
    at: Instant
    by: str


class Share(Frozen):
    """What one unit owes of a settlement."""

    unit: str
    """Name of the unit."""
    site: str | None = None
    """The site of this installation that it is: its finance answers there itself."""
    lines: tuple[ShareLine, ...] = ()
    word: Word | None = None
    """Its finance's newest word; None while it has said nothing."""
    earlier: tuple[Word, ...] = ()
    """What it said before, oldest first."""
    transferred: tuple[Transferred, ...] = ()
    waived: tuple[Waived, ...] = ()

    @property
    def fen(self) -> int:
        """What it owed at first."""
        return sum(each.fen for each in self.lines)

    @property
    def owing(self) -> int:
        """What it owes still."""
        sent = sum(each.fen for each in self.transferred)
        return self.fen - sent - sum(each.fen for each in self.waived)


class SettlementState(StrEnum):
    """Where a settlement stands."""

    DRAWN = "drawn"
    """It was drawn up from the claims; our finance has not said that it stands by it."""
    SENT = "sent"
    """Our finance stands by it; the units are to answer and to pay."""
    CLOSED = "closed"
    """Nobody owes anything."""
    GIVEN_UP = "given_up"
    """Before it was sent: its number counts no more, the reception may have another."""


class Settlement(Record):
    """A settlement 結算單 of a reception: line by line, unit by unit, equal to the claims paid."""

    KIND: ClassVar[str] = "settlement"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset({SettlementState.DRAWN, SettlementState.SENT})

    state: SettlementState
    reception: str
    reception_number: str
    drawn_by: str
    drawn_name: str = ""
    drawn_at: Instant
    shares: tuple[Share, ...] = ()
    sent_by: str | None = None
    sent_name: str | None = None
    sent_at: Instant | None = None
    closed_at: Instant | None = None
    copies: int = 0
    """How often it was printed."""

    @property
    def number(self) -> str:
        """Of its form."""
        return self.forms[0].number

    @property
    def fen(self) -> int:
        """What was advanced in all."""
        return sum(each.fen for each in self.shares)

    @property
    def owing(self) -> int:
        """Fen that all units together owe still."""
        return sum(each.owing for each in self.shares)

    def share(self, unit: str) -> Share | None:
        """What a unit owes of it, if it has a part in it."""
        return next((each for each in self.shares if each.unit == unit), None)

    def index(self) -> dict[str, str | None]:
        """Found by where it stands, and by its reception."""
        return {
            **self.stands(self.state),
            "reception_key": f"{self.site}#{self.reception}",
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its number, its reception's, and the units that owe (P-find)."""
        return (self.number, self.reception_number, *(each.unit for each in self.shares))


class StatementState(StrEnum):
    """Where what another unit asks of us stands."""

    RECEIVED = "received"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    PAID = "paid"
    """Nothing is owed of it."""


class Statement(Record):
    """A settlement as it comes to the site whose people were received: its finance answers here.

    Its id is the settlement's.
    """

    KIND: ClassVar[str] = "statement"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset({StatementState.RECEIVED, StatementState.DISPUTED})

    state: StatementState
    from_site: str
    """The site that advanced."""
    from_unit: str
    """Its name among this site's units."""
    number: str
    """Of the settlement's form there."""
    received_at: Instant
    lines: tuple[ShareLine, ...] = ()
    owing: int
    """Fen."""
    word: Word | None = None

    @property
    def fen(self) -> int:
        """What was asked at first."""
        return sum(each.fen for each in self.lines)

    def index(self) -> dict[str, str | None]:
        """Found by where it stands."""
        return self.stands(self.state)

    def found_by(self) -> tuple[str, ...]:
        """Found by the settlement's number, and the unit that sent it (P-find)."""
        return (self.number, self.from_unit)

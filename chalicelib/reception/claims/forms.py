"""What is filled in about advances and expense claims."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Question, Text
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.core.money import Method
from chalicelib.reception.claims.model import MOST_LINES, AdvanceState, ClaimState

Amount = Annotated[int, Meta(ge=1, le=10**9 - 1, examples=[359677])]
"""Whole fen, CNY, below ten million yuan."""


class AskAgain(Form):
    """Ask again for what was refused or taken back, as a new version (P-approve)."""

    fen: Amount
    reason: Text


class AskAdvance(AskAgain):
    """Ask for money beforehand 借款, no more than the reception's budget still leaves (R-4.3.1)."""

    reception: Id


class Sign(Form):
    """Sign it 簽批."""

    words: Text | None = None


class TakeBack(Form):
    """Take it back 撤回."""


class PayOut(Form):
    """Pay an advance out 支付借款."""

    method: Method


class BringBack(Form):
    """What is left of an advance is brought back 退還餘款, no more than its balance."""

    fen: Amount
    method: Method


class ReceiptIn(Form):
    """A receipt 發票, as it is printed."""

    number: Line | None = None
    """Of the invoice. Without one, seller, amount and date stand for it."""
    seller: Line
    dated: Day
    photo: Id | None = None
    """The file of the claim that is its photograph."""


class ClaimLineIn(Form):
    """A receipt, and the line of the plan that it is for."""

    line: Id
    """Key of the line of the plan."""
    words: Line
    receipt: ReceiptIn
    fen: Amount
    """What the receipt says."""
    unit: Line | None = None
    """The guests' unit that it was advanced for, where it is one of several; None: all share it."""


class WriteClaim(Form):
    """What is claimed 報銷內容: totals and who bears what are worked out, never given (R-4.3.5)."""

    lines: Annotated[tuple[ClaimLineIn, ...], Meta(min_length=1, max_length=MOST_LINES)]
    advance: Id | None = None
    """The advance that it draws on: one's own, for the same reception."""
    from_advance: Amount | None = None
    """How much it draws; None: all that is claimed."""


class DraftClaim(WriteClaim):
    """Write an Expense Claim 費用報銷單, to be submitted when it is whole (R-4.3.5)."""

    reception: Id


class TryClaim(WriteClaim):
    """What is being written of a claim: as many of its lines as are filled in so far (R-4.3.5)."""

    lines: Annotated[tuple[ClaimLineIn, ...], Meta(max_length=MOST_LINES)]
    claim: Id | None = None
    """The claim that it is written anew for, if there is one."""


class Submit(Form):
    """Submit the claim as it is: it is booked, and the GM is asked to sign (R-4.3.5)."""


class Reimburse(Form):
    """Pay the claim 報銷付款 (R-4.3.6)."""

    method: Method | None = None
    """Of what is paid out; left out where the advance covers all of it."""


class Reverse(Form):
    """Take back that a claim was paid 沖銷: an entry of today, to the fen and by the same way."""

    reason: Text
    anew: bool = False
    """Whether its receipts may be claimed anew, by a claim that the GM signs in its place."""


class AdvancesIn(Dated):
    """Which advances to list: a reception's, or by where they stand; with neither, one's own.

    With `q` they are found by number, reception, whose it is and what for, newest first, whoever's
    they are, unless state or reception are given as well.
    """

    state: AdvanceState | None = None
    reception: Id | None = None
    q: Question | None = None
    order: Urgency = Urgency.NEWEST


class ClaimsIn(Dated):
    """Which claims to list: a reception's, or by where they stand; with neither, one's own.

    With `q` they are found by number, invoice, seller, claimant and words, newest first, whoever's
    they are, unless state or reception are given as well.
    """

    state: ClaimState | None = None
    reception: Id | None = None
    q: Question | None = None
    order: Urgency = Urgency.NEWEST

"""What is filled in about accounts: a payment, a refund, a mistake, the days of a statement."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Text
from chalicelib.core.forms import Form
from chalicelib.core.money import Method

Amount = Annotated[int, Meta(ge=1, le=10**9, examples=[5000])]


class PayIn(Form):
    """The employee pays, as finance has it in hand 收款."""

    fen: Amount
    """Whole fen, CNY: no more than is owing."""
    method: Method
    words: Line | None = None


class RefundIn(Form):
    """Finance pays a credit out to the employee 退款."""

    fen: Amount
    """Whole fen, CNY: no more than the credit."""
    method: Method
    words: Line | None = None


class UndoIn(Form):
    """A payment or refund was entered by mistake 沖銷."""

    number: Id
    """Of its receipt or refund slip."""
    reason: Text


class StatementOf(Form):
    """Of which days, at the site, to show the lines; of all, if none is named."""

    from_day: Day | None = None
    """On this day or later; what was before is the opening balance."""
    to_day: Day | None = None
    """On this day or earlier."""

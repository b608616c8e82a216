"""What is filled in about accounts: a payment, and the days of a statement."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Line
from chalicelib.core.forms import Form
from chalicelib.core.money import Method


class PayIn(Form):
    """The employee pays, as finance has it in hand 收款."""

    fen: Annotated[int, Meta(ge=1, le=10**9, examples=[5000])]
    """Whole fen, CNY: no more than is owing."""
    method: Method
    words: Line | None = None


class StatementOf(Form):
    """Of which days, at the site, to show the lines; of all, if none is named."""

    from_day: Day | None = None
    """On this day or later; what was before is the opening balance."""
    to_day: Day | None = None
    """On this day or earlier."""

"""What is filled in about settlements between units (R-4.3.3)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Id, Line, Question, Text
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.core.money import Method
from chalicelib.reception.settlements.model import SettlementState, StatementState

_Owed = Annotated[int, Meta(ge=1, le=10**12, examples=[359677])]
"""Fen."""


class DrawUp(Form):
    """Draw the settlement 結算單 of a reception up, from its claims, after the guests left."""

    reception: Id


class Send(Form):
    """Send it to the units: our finance stands by it 確認並發出."""

    words: Text | None = None


class Answered(Form):
    """What a unit's finance said of it, by letter or fax 對方財務答覆."""

    unit: Line
    yes: bool
    """Whether it confirms; else it disputes, and says why."""
    name: Line
    """Who said so."""
    words: Text | None = None
    reference: Line | None = None


class Waive(Form):
    """Have the house bear a part of it after all 豁免 (R-4.1.3)."""

    unit: Line
    fen: _Owed
    reason: Text


class TransferIn(Form):
    """Money came from a unit's finance 劃帳."""

    unit: Line
    fen: _Owed
    method: Method = Method.TRANSFER
    reference: Line | None = None


class Confirm(Form):
    """Our people were received so, and we shall pay 確認."""

    words: Text | None = None


class SettlementsIn(Dated):
    """Which settlements to list, by where they stand and the day of drawing up; in which order.

    With `q` they are found by number, reception and unit, newest first, wherever they stand unless
    a state is given as well.
    """

    state: SettlementState | None = None
    """Those to be sent, if neither this nor `q` is given."""
    q: Question | None = None
    order: Urgency = Urgency.OLDEST


class StatementsIn(Dated):
    """Which statements to list, by where they stand and the day they came; in which order.

    With `q` they are found by the settlement's number and the unit that sent it, newest first,
    wherever they stand unless a state is given as well.
    """

    state: StatementState | None = None
    """Those to be answered, if neither this nor `q` is given."""
    q: Question | None = None
    order: Urgency = Urgency.OLDEST

"""What is filled in when the desk is handed over."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Id, Line, Text
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.tickets.shifts.model import HandoverState


class HandoverList(Dated):
    """Which handovers to list, by the day on which they were opened, and in which order."""

    order: Order = Order.NEWEST
    state: HandoverState | None = None


class OpenHandover(Form):
    """Open a handover 交接班: it lists everything that the desk leaves open (T-4.6)."""


class SetNote(Form):
    """What the next shift must know of a ticket that is left open (T-4.6)."""

    words: Text


class SignOff(Form):
    """Sign the handover off 交班簽名, once every item that is still open has its note (T-4.6)."""

    signed_name: Line


class Acknowledge(Form):
    """Acknowledge items 接班確認, by name: up to a hundred at a time, until none is left (T-4.6).

    With nothing handed over it is acknowledged without naming any.
    """

    signed_name: Line
    tickets: Annotated[tuple[Id, ...], Meta(max_length=100)] = ()


class Force(Form):
    """End a handover that the other person cannot come to 強制交接, with the reason (T-4.6)."""

    signed_name: Line
    reason: Text

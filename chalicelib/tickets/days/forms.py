"""What is filled in about a day: a department's report."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Id, Line, Text
from chalicelib.core.forms import Dated, Form, Order


class SetRemark(Form):
    """A remark on one of the day's orders."""

    ticket: Id
    words: Line


class DayList(Dated):
    """Which closed days to list, and in which order."""

    order: Order = Order.NEWEST


class HandIn(Form):
    """Report the day's orders to the desk 部門日報, signed by the department's head (T-4.7).

    The orders are put together by the server. Somebody else of the department who signs in the
    head's place says why in `acting`. A report handed in before is corrected by another, with the
    `reason`.
    """

    signed_name: Line
    words: Text
    remarks: Annotated[tuple[SetRemark, ...], Meta(max_length=100)] = ()
    acting: Text | None = None
    reason: Text | None = None

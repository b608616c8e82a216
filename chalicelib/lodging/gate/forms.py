"""What is filled in at the gate."""

from chalicelib.core.fields import Id, Line, ScanCode, When
from chalicelib.core.forms import Dated, Form, Order
from chalicelib.lodging.gate.model import Verdict, VisitState


class DayVisitor(Form):
    """Who comes for the day 訪客: their name, and whom they come to see (L-9)."""

    name: Line
    whom: Line
    stay: Id | None = None
    """The stay of the guest they come to see, if the guard knows it."""


class VisitingEmployee(Form):
    """An employee who comes to see somebody (L-10)."""

    employee: Id
    """Person id."""
    whom: Line
    stay: Id | None = None


class Ask(Form):
    """Who is at the gate: exactly one of `code`, `visitor` and `employee`."""

    code: ScanCode | None = None
    """The scanned code of an access pass 出入證."""
    holder_differs: bool = False
    """The guard sees that whoever carries the pass is not its holder."""
    asked_at: When | None = None
    """Of a code: when it was scanned, where the line was broken and the device has kept it."""
    visitor: DayVisitor | None = None
    employee: VisitingEmployee | None = None


class SignOut(Form):
    """A visitor leaves 離開登記."""


class ChecksIn(Dated):
    """Which answers of the gate to list, by what was said and the day; in which order."""

    verdict: Verdict = Verdict.DENY
    order: Order = Order.NEWEST


class VisitsIn(Dated):
    """Which visits to list, by where they stand and the day of coming; in which order."""

    state: VisitState = VisitState.INSIDE
    order: Order = Order.OLDEST

"""What is filled in about violations and eligibility."""

from chalicelib.core.fields import Id, Text, When
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.lodging.conduct.model import Breach, ViolationState


class ReportViolation(Form):
    """Report a violation 違規: what happened and when, and which employee answers for it (L-11)."""

    breach: Breach
    happened_at: When
    words: Text
    employee: Id
    stay: Id | None = None
    """The employee's stay during which it happened."""
    guest: Id | None = None
    """The relative who did it: of that stay, where it is named."""


class GiveStatement(Form):
    """What the employee says of it 陳述."""

    words: Text


class Uphold(Form):
    """The violation is as it was reported: the fine is posted 認定違規."""

    words: Text | None = None
    handed_over: bool = False
    """Whoever did it was handed over to security 交送保安部處理; only by L-10."""


class ViolationsIn(Dated):
    """Which violations to list, by where they stand and the day of the report; in which order."""

    state: ViolationState = ViolationState.REPORTED
    order: Urgency = Urgency.OLDEST

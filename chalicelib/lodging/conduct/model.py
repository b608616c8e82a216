"""An employee's standing with the reception room: whether they may apply (L-1, L-7)."""

from datetime import datetime
from typing import ClassVar

from chalicelib.core.record import Instant, Record


class Conduct(Record):
    """What an employee answers for. Its id is the employee's."""

    KIND: ClassVar[str] = "conduct"
    TABLE: ClassVar[str] = "lodging"

    suspended_until: Instant | None = None
    """They may not apply until then."""


def suspended(conduct: Conduct | None, now: datetime) -> bool:
    """Whether the employee's eligibility is suspended at an instant (L-7)."""
    return bool(conduct and conduct.suspended_until and now < conduct.suspended_until)

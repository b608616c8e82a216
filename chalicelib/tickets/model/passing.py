"""Where an order lay, one department after the other (T-3.0, T-4.7)."""

from enum import StrEnum

from chalicelib.core.record import Frozen, Instant


class Ended(StrEnum):
    """How an order left where it lay."""

    COMPLETED = "completed"
    PASSED_ON = "passed_on"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Passage(Frozen):
    """An order's time with a department, or with the desk before it is dispatched (T-4.7)."""

    department: str = ""
    """Empty while it lies with the desk."""
    since: Instant
    until: Instant | None = None
    ended: Ended | None = None

    def covers(self, at: Instant) -> bool:
        """Whether the order lay there at an instant; as it left, it is there no more."""
        return self.since <= at and (self.until is None or self.until > at)

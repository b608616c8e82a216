"""Whether a repair is free, until when, and why (T-4.3.2)."""

from datetime import date
from enum import StrEnum

from chalicelib.core.record import Frozen


class WarrantyReason(StrEnum):
    """Why an item is in warranty or not."""

    IN_PERIOD = "in_period"
    EXPIRED = "expired"
    NOT_HANDED_OVER = "not_handed_over"
    NO_TERM = "no_term"
    OVERRULED = "overruled"


class Warranty(Frozen):
    """Whether the repair is free, until when, and why (T-4.3.2)."""

    covered: bool
    reason: WarrantyReason
    until: date | None = None
    """Last day in warranty."""
    words: str | None = None
    """The desk's reason, if it overruled."""
    by: str | None = None

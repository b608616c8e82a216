"""Whether engineering was told in time, who did the work, and what came of it (T-4.3.2, T-4.5)."""

from chalicelib.core.act import Signature
from chalicelib.core.record import Frozen, Instant


class Notification(Frozen):
    """Whether engineering was told of an indoor repair in time (T-4.3.2)."""

    due_at: Instant
    told_at: Instant | None = None
    told_by: str | None = None
    told: str | None = None
    """The person told, in words, or that the message was sent."""
    breached: bool = False


class Work(Frozen):
    """Who did the work, and what came of it."""

    signature: Signature
    """Taking the order is a signature (T-4.5)."""
    started_at: Instant | None = None
    completed_at: Instant | None = None
    completed_by: str | None = None
    result: str | None = None

"""What is kept of follow-up calls, door visits, and answers to criticism (T-4.4.1 to T-4.4.3)."""

from enum import StrEnum

from chalicelib.core.record import Frozen, Instant


class Contact(StrEnum):
    """How the customer was reached after the work."""

    CALL = "call"
    VISIT = "visit"


class Then(StrEnum):
    """Where a follow-up leads when the matter is not at its end."""

    REOPEN = "reopen"
    VISIT = "visit"


class FollowUp(Frozen):
    """A follow-up call or a door visit 回訪. Never edited: a correction is a new one (T-4.4.3)."""

    id: str
    contact: Contact
    by: str
    recorded_at: Instant
    called: str
    """Whom the caller asked for, or who opened the door."""
    at: Instant
    """When the call was made, or the visit began."""
    ended_at: Instant | None = None
    reached: bool
    """A call: somebody answered. A visit: they consented to it."""
    satisfaction: int | None = None
    words: str | None = None
    criticism: str | None = None
    then: Then | None = None
    outside_time: bool = False
    """The visit was shorter or longer than T-4.4.2 asks."""
    time_reason: str | None = None
    corrects: str | None = None
    correction_reason: str | None = None


class Improvement(Frozen):
    """The supervisor's answer to a criticism (T-4.4.3)."""

    follow_up: str
    words: str
    by: str
    at: Instant

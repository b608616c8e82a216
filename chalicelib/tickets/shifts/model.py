"""What is kept of a handover 交接班: what was left open, noted, signed, acknowledged (T-4.6)."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.core.act import Signature
from chalicelib.core.record import Frozen, Instant, Record

CLAUSE = "T-4.6"
HANDOVERS = "handovers"
"""The job that reminds the desk of what was not acknowledged."""
MOST = 4000
"""As many open tickets as a handover can take: its record holds the ids of all."""


class HandoverState(StrEnum):
    """Where a handover stands."""

    OPEN = "open"
    SIGNED_OFF = "signed_off"
    ACKNOWLEDGED = "acknowledged"
    FORCED = "forced"


class Forced(Frozen):
    """A supervisor's ending of a handover that nobody could take over."""

    reason: str
    signature: Signature


class Handover(Record):
    """One shift leaves the desk, another comes. A site has one that is not over at most."""

    KIND: ClassVar[str] = "handover"
    TABLE: ClassVar[str] = "desk"

    state: HandoverState
    opened_at: Instant
    opened_by: str
    terms: int
    """Number of the settings under which it was opened."""
    items: tuple[str, ...] = ()
    """Tickets left open: when it was opened; from the sign-off on, when it was signed."""
    waiting: tuple[str, ...] = ()
    """Of those handed over, the ones not acknowledged yet."""
    outgoing: Signature | None = None
    incoming: Signature | None = None
    """Of who acknowledged last."""
    forced: Forced | None = None
    reminders: int = 0


class Note(Record):
    """What the next shift must know of a ticket. A record of its own: there may be thousands."""

    KIND: ClassVar[str] = "handover_note"
    TABLE: ClassVar[str] = "desk"

    handover: str
    ticket: str
    words: str = ""
    by: str = ""
    at: Instant | None = None


def note_id(handover: str, ticket: str) -> str:
    """The id of a handover's note on a ticket: there is one."""
    return f"{handover}.{ticket}"

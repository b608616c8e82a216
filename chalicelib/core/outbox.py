"""What leaves the outbox: messages stored with their change, and the mark that they are there."""

from datetime import datetime, timedelta

from chalicelib.core.change import Message
from chalicelib.core.record import Frozen, Instant

ANNOUNCE = "announce"
"""The job that looks for messages that nobody has handed over yet."""
GRACE = timedelta(minutes=2)
"""How long the outbox's stream has to bring a message before the sweep looks for it."""


class Told(Frozen):
    """A message as the outbox has it."""

    id: str
    """`kind#id#seq#number` of record, history entry and message: the same every time it is sent."""
    at: Instant
    record: str
    seq: int
    number: int
    correlation: str
    """Of the request that caused it."""
    message: Message

    @property
    def place(self) -> str:
        """Where it stands among those of its record."""
        return place(self.seq, self.number)


def place(seq: int, number: int) -> str:
    """Where a message stands among those of its record; text order is the order of history."""
    return f"{seq:09d}#{number:03d}"


class Announced(Frozen):
    """A history entry whose messages have still to be handed over to the channels."""

    site: str
    record: str
    """`kind#id` of the record."""
    seq: int
    due_at: Instant


def announcement(site: str, record: str, seq: int, at: datetime) -> Announced:
    """The mark that an entry made at an instant leaves in the transaction that stores it."""
    return Announced(site=site, record=record, seq=seq, due_at=at + GRACE)

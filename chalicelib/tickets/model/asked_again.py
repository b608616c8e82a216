"""That the customer asked again, or once more about the same thing 催單、重複投訴."""

from chalicelib.core.record import Frozen, Instant
from chalicelib.tickets.model.matter import Channel


class Urging(Frozen):
    """That the customer asked again 催單."""

    at: Instant
    by: str
    channel: Channel
    words: str


class Repeats(Frozen):
    """The earlier ticket about the same thing that a ticket repeats, and who says so."""

    earlier: str
    by: str
    at: Instant
    words: str | None = None

"""A complaint that was passed on, and what its source was told of it (T-4.2.2)."""

from enum import StrEnum

from chalicelib.core.record import Frozen, Instant


class Stage(StrEnum):
    """How far a reply to whoever passed a complaint on goes."""

    PROGRESS = "progress"
    RESULT = "result"


class Reply(Frozen):
    """What the source was told of a complaint that it passed on (T-4.2.2)."""

    stage: Stage
    channel: str
    at: Instant
    """When it was given."""
    words: str
    by: str
    recorded_at: Instant


class Forwarded(Frozen):
    """A complaint as its source passed it on (T-4.2.2). The source is the ticket's channel."""

    reference: str
    received_at: Instant
    since: Instant | None = None
    """From when the present term counts; None on what was passed on before this was kept."""
    reply_due_at: Instant | None = None
    """None once the result was reported."""
    replies: tuple[Reply, ...] = ()
    missed: tuple[Instant, ...] = ()
    """Each time at which a reply was due and none had been given."""

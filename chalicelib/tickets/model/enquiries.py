"""What was asked elsewhere, explained and done about what is answered, not worked on (T-4.1)."""

from chalicelib.core.record import Frozen, Instant


class Referral(Frozen):
    """A question to an outside unit, and its answer (T-4.1)."""

    id: str
    unit: str
    """Whom the desk asked: no unit of the estate, but a company or an office."""
    question: str
    asked_at: Instant
    asked_by: str
    answer: str | None = None
    answered_at: Instant | None = None
    heard_by: str | None = None


class Explanation(Frozen):
    """What was explained to the owner, in scope or not (T-4.1)."""

    in_scope: bool
    content: str
    told: str
    by: str
    at: Instant


class Outcome(Frozen):
    """How it was handled, and what came of it (T-4.1)."""

    handling: str
    result: str
    by: str
    at: Instant

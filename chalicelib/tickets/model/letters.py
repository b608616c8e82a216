"""A second complaint about one matter, as a letter to the general manager (T-4.2.3)."""

from chalicelib.core.record import Frozen, Instant
from chalicelib.tickets.model.approvals import Verdict


class Letter(Frozen):
    """A complaint judged to be about the same matter as an earlier one (T-4.2.3)."""

    number: str
    earlier: str
    """Id of the earlier complaint."""
    times: int
    """Which complaint about the matter it is: the second, the third."""
    judged_by: str
    judged_at: Instant
    words: str | None = None
    decision: Verdict | None = None
    """The general manager's, and nobody else's."""


def letters_of(site: str) -> str:
    """The queue of a site's letters that the general manager has still to decide."""
    return f"{site}#letters"

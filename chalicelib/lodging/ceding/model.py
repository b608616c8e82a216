"""What is kept of a bed that is ceded: while it is proposed, and once it is agreed (L-2)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from chalicelib.core.record import Frozen, Instant


class Ceding(Frozen):
    """A proposal to cede beds. It holds while both stays have it, word for word, in its time."""

    giver: str
    """The stay whose beds they are."""
    receiver: str
    """The application that waits."""
    name: str
    """Of the employee who proposes it."""
    guests: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Person ids of the guests who cede their beds."""
    night: date
    """From this night on they have none."""
    until: Instant
    """From this instant on it is over."""


class Ceded(Frozen):
    """Beds that were ceded: for their guests the day of leaving is the day of that night."""

    to: str
    """The stay that has them."""
    guests: Annotated[tuple[str, ...], Meta(min_length=1)]
    night: date
    at: Instant

"""What is filled in about applications and stays."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Text
from chalicelib.core.forms import Dated, Form, Urgency
from chalicelib.lodging.stays.model import MOST_GUESTS, StayState


class Apply(Form):
    """Apply for beds 住宿申請: why, from which day to which, for which relatives (L-3).

    At most three days, unless the settings say otherwise: the first day and the day of leaving
    three days later are one application, four are not. For longer, a new one `extends` the first
    from its day of leaving on, with a special reason of its own.
    """

    reason: Text
    first: Day
    last: Day
    """The day of leaving; no night of it is asked for."""
    guests: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=MOST_GUESTS)]
    """Verified relatives of one's own."""
    extends: Id | None = None


class ApplyAgain(Apply):
    """Submit a refused or withdrawn application again, as a new version (P-approve)."""


class Approve(Form):
    """Sign an application 批准 (L-3)."""

    words: Text | None = None


class Withdraw(Form):
    """Take one's application back 撤回, while nobody has signed it (P-approve)."""


class TakeOffer(Form):
    """Take the beds that are offered 接受床位 (L-2)."""


class StaysIn(Dated):
    """Which stays to list, by where they stand and the day of first applying; in which order."""

    state: StayState = StayState.PENDING
    order: Urgency = Urgency.OLDEST

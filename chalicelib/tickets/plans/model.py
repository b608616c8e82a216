"""What is kept of a maintenance plan 計劃保養: what is done where and how often."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.record import Frozen, Instant, Record

CLAUSE = "T-4.3.1"
PLANS = "plans"
"""The job that opens the orders."""


class Period(StrEnum):
    """What a rhythm counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Missed(StrEnum):
    """What becomes of occurrences that were missed: the job ran late, or the plan was suspended."""

    SKIP = "skip"
    """After a late run the newest opens, the earlier ones do not; after a suspension none does."""
    CATCH_UP = "catch_up"
    """Each opens an order of its own."""


class PlanState(StrEnum):
    """Where a plan stands."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Rhythm(Frozen):
    """Every so many days, weeks, months or years from the first day on, at a site's clock time.

    Months and years are counted from the first day: where a month has no such day, the month's
    last day stands for it, and later months have the day itself again.
    """

    every: int
    period: Period
    at: str
    """`HH:MM` on the clock of the site's wall."""
    first: date
    last: date | None = None
    """No occurrence lies after it."""


class Opened(Frozen):
    """The order that an occurrence opened."""

    day: date
    """The occurrence's; the order may have been opened later."""
    ticket: str
    number: str
    at: Instant


class Plan(Record):
    """Recurring work on a public facility. An occurrence opens one order and is over with it.

    `next` moves on in the transaction that opens the order, under the plan's version: so there is
    one order an occurrence, whatever runs twice, late, or at once.
    """

    KIND: ClassVar[str] = "plan"
    TABLE: ClassVar[str] = "desk"

    state: PlanState
    words: str
    """What is to be done."""
    area: str
    department: str
    rhythm: Rhythm
    missed: Missed
    owner: str
    """Who set it up: the reporter of its orders."""
    owner_name: str
    next: date | None = None
    """The earliest occurrence that has neither opened an order nor been skipped."""
    stopped_at: Instant | None = None
    """When it was suspended or ended: what falls due later opens nothing."""
    reason: str | None = None
    """Why it was."""
    opened: int = 0
    skipped: int = 0
    latest: Opened | None = None

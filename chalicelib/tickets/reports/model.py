"""What a report says: figures, each of which can be counted again by hand (P-report)."""

from datetime import date
from enum import StrEnum

from chalicelib.core.money import Money
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Words
from chalicelib.tickets.model.matter import Channel, Kind
from chalicelib.tickets.reports.forms import By
from chalicelib.tickets.terms import Category

CLAUSE = "P-report"


class Measure(StrEnum):
    """What is measured as so many of so many."""

    TOLD_IN_TIME = "told_in_time"
    """Indoor repairs of which engineering was told within the limit, of those told or overdue."""
    COMPLETED_WITHOUT_CARD = "completed_without_card"
    """Complaints completed before their file card was due, of those and those with a card."""
    REPLIED_IN_TIME = "replied_in_time"
    """Replies to who passed a complaint on, of those and the times at which one was missed."""
    FOLLOWED_UP = "followed_up"
    """Matters whose customer was reached after the work, of those accepted or called."""
    VISITED_IN_TIME = "visited_in_time"
    """Door visits that lasted as long as they should, of those with consent."""
    REPORTED_IN_TIME = "reported_in_time"
    """Department reports handed in before the day was closed, of those owed on closed days."""
    DISSATISFIED = "dissatisfied"
    """Answers of 1 or 2, of all answers."""
    SAME_MATTER = "same_matter"
    """Complaints judged to be about the same matter as an earlier one, of all complaints."""
    REOPENED = "reopened"
    """Repairs and complaints that came back, of those ever completed."""
    FIRST_TIME_RIGHT = "first_time_right"
    """Repairs and complaints completed by the first department, neither returned nor come back, of
    those ever completed."""


CLAUSE_OF: dict[Measure, str] = {
    Measure.TOLD_IN_TIME: "T-4.3.2",
    Measure.COMPLETED_WITHOUT_CARD: "T-4.2.1",
    Measure.REPLIED_IN_TIME: "T-4.2.2",
    Measure.FOLLOWED_UP: "T-4.4.1",
    Measure.VISITED_IN_TIME: "T-4.4.2",
    Measure.REPORTED_IN_TIME: "T-4.7",
    Measure.DISSATISFIED: "T-4.4.1",
    Measure.SAME_MATTER: "T-4.2.3",
    Measure.REOPENED: "T-4.4.1",
    Measure.FIRST_TIME_RIGHT: "T-3.0",
}
"""The clause that a measure is about."""


class Rate(Frozen):
    """So many of so many."""

    measure: Measure
    clause: str
    numerator: int
    denominator: int
    rate: float | None
    """To four decimals, halves up; None of nothing."""


class Satisfaction(Frozen):
    """What customers answered to follow-up calls and visits, corrected answers once (T-4.4.1)."""

    answers: int
    mean: float | None
    """To two decimals, halves up."""
    scores: tuple[int, ...]
    """How many answered 1, 2, 3, 4 and 5."""


class Handed(Frozen):
    """What became of the department reports owed on closed days (T-4.7)."""

    on_time: int
    late: int
    missing: int


class Sums(Frozen):
    """Money of paid repairs (T-4.3.2). What is charged is paid or owing."""

    quoted: Money
    """Of the quotations on offer, consented to or used; none declined or withdrawn."""
    charged: Money
    paid: Money
    owing: Money


class Figures(Frozen):
    """Everything that is counted of some tickets. Those taken in are open, completed or cancelled.

    What is archived, or closed, is completed too.
    """

    taken_in: int
    open: int
    completed: int
    archived: int
    cancelled: int
    kinds: dict[Kind, int]
    channels: dict[Channel, int]
    categories: dict[str, int]
    """Of complaints, by key, where there are any."""
    rates: tuple[Rate, ...]
    """One for each measure, in the order of `Measure`."""
    satisfaction: Satisfaction
    vain_calls: int
    """Follow-up calls that reached nobody."""
    handed: Handed
    money: Sums


class Group(Frozen):
    """A part of the report."""

    key: str
    """`2026-03-02`, `2026-W10`, `2026-03`, or a code; empty for what has none."""
    name: Words | None = None
    """What it is called, where it is no time."""
    first: date | None = None
    """First day of it that lies in the period, where it is a time."""
    last: date | None = None
    figures: Figures


class Workload(Frozen):
    """What a department had to do: each time that an order came to it, and how it left.

    What was received is completed, returned, passed on, cancelled or open.
    """

    key: str
    """Of the department; empty for what lies, or lay, with the desk and was not dispatched."""
    name: Words
    received: int
    completed: int
    returned: int
    passed_on: int
    cancelled: int
    open: int
    reopened: int
    """Of those completed: came back."""
    median_hours: float | None
    """From dispatch to completion by the clock, to two decimals; of two in the middle the mean."""
    p90_hours: float | None
    """Nine of ten were completed within: the nearest rank."""
    satisfaction: Satisfaction
    """Of the tickets that lie with it now."""


class TicketReport(Frozen):
    """What was taken in during some days, and what had become of it when the report was made."""

    site: str
    first: date
    last: date
    time_zone: str
    made_at: Instant
    by: By | None
    department: str | None
    categories: tuple[Category, ...]
    """What complaints may be about, as the settings in force call it."""
    total: Figures
    groups: tuple[Group, ...]
    departments: tuple[Workload, ...]


class Outcome(StrEnum):
    """What became of one department report that was owed."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"


class Owed(Frozen):
    """A department report that a closed day asked for."""

    day: date
    department: str
    outcome: Outcome

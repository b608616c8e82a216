"""What is kept of a day: the book that runs, the days closed, the departments' reports (T-4.7)."""

from datetime import date
from typing import ClassVar

from chalicelib.core.act import Signature
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.tickets.model.passing import Ended

CLAUSE = "T-4.7"
RECONCILIATION = "reconciliation"
"""The job that reminds departments, and closes the day."""


class Gone(Frozen):
    """An order that is neither completed nor open there: what the balance differs by."""

    ticket: str
    number: str
    how: Ended


class Sheet(Record):
    """Some of a department's open orders, by their ids 附頁. It is never changed.

    It is named by what is on it, so days that carry the same orders over share it: keeping what is
    open costs what moved.
    """

    KIND: ClassVar[str] = "sheet"
    TABLE: ClassVar[str] = "desk"

    orders: tuple[str, ...] = ()


class Attached(Frozen):
    """A sheet that a tally goes on in."""

    sheet: str
    count: int


class Tally(Frozen):
    """The day's orders of a department, each once: `carried_in` and `issued` are as many as
    `completed`, what is open and `gone` together.
    """

    department: str
    """Empty for what lies with the desk and was not dispatched yet."""
    carried_in: int = 0
    """Open when the day began."""
    issued: tuple[str, ...] = ()
    """Tickets that came in the course of it."""
    completed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """Carried out: the next day's carried in. In the store, those that fill no sheet."""
    sheets: tuple[Attached, ...] = ()
    """What else is open, in the store."""
    lying: int = 0
    """In a report: what else is open, carried in and listed by the day."""
    gone: tuple[Gone, ...] = ()
    late: tuple[str, ...] = ()
    """Of those issued: came on a day before, and were stored only after it was closed."""

    @property
    def still(self) -> int:
        """How many are open."""
        return len(self.open) + self.lying + sum(each.count for each in self.sheets)

    def knows(self, ticket: str) -> bool:
        """Whether the ticket is one of these; asked of a tally that is whole."""
        return (
            ticket in self.open
            or ticket in self.completed
            or any(each.ticket == ticket for each in self.gone)
        )


class Reported(Frozen):
    """That a department reported before the day was closed."""

    department: str
    by: str
    at: Instant


class Daybook(Record):
    """The day that runs at a site, and what falls due in it. There is one a site."""

    KIND: ClassVar[str] = "daybook"
    TABLE: ClassVar[str] = "desk"

    day: date
    since: Instant
    """When the day before was closed."""
    closes_at: Instant
    terms: int
    """Number of the settings under which the day runs."""
    before: date | None = None
    """The day closed last; None while there is none."""
    reported: tuple[Reported, ...] = ()
    reminded_at: Instant | None = None


class Day(Record):
    """A day closed by the reconciliation 當日結單. It is never changed."""

    KIND: ClassVar[str] = "day"
    TABLE: ClassVar[str] = "desk"

    day: date
    since: Instant
    until: Instant
    """What happened after the one, up to and at the other, is counted."""
    closed_at: Instant
    """When the reconciliation ran; its numbers do not depend on it."""
    before: date | None = None
    tallies: tuple[Tally, ...] = ()
    reported: tuple[Reported, ...] = ()
    not_reported: tuple[str, ...] = ()
    """Departments that had not reported when it was closed."""

    def tally(self, department: str) -> Tally:
        """A department's orders; empty, if it had none."""
        empty = Tally(department=department)
        return next((each for each in self.tallies if each.department == department), empty)


class Remark(Frozen):
    """What a department says of one of its orders."""

    ticket: str
    words: str


class Entry(Frozen):
    """A report as it was handed in, or a correction of it."""

    at: Instant
    signature: Signature
    words: str
    remarks: tuple[Remark, ...] = ()
    acting: str | None = None
    """Why somebody signed in the head's place."""
    reason: str | None = None
    """Why it corrects the one before."""
    late: bool = False
    issued: int
    completed: int
    open: int


class Report(Record):
    """A department's report of a day 部門當日報表: handed in once, corrected by further entries."""

    KIND: ClassVar[str] = "report"
    TABLE: ClassVar[str] = "desk"

    day: date
    department: str
    tally: Tally | None = None
    """The orders that the newest entry speaks of."""
    entries: tuple[Entry, ...] = ()

    @property
    def late(self) -> bool:
        """Whether it was handed in after its day was over."""
        return bool(self.entries) and self.entries[0].late


def report_id(day: date, department: str) -> str:
    """The id of a department's report: there is one a day."""
    return f"{day}.{department}"

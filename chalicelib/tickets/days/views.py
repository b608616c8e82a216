"""What is shown of a day: the reconciliation, and the departments' reports."""

from datetime import date

from chalicelib.core.record import Frozen, Instant
from chalicelib.tickets.days.model import Day, Report, Tally


class Balance(Frozen):
    """A department's day in numbers: what came in against what became of it."""

    department: str
    """Empty for what lies with the desk and was not dispatched yet."""
    carried_in: int
    issued: int
    completed: int
    open: int
    gone: int
    """What the two sides of completed and open differ by; the day lists it ticket by ticket."""


class DaySummary(Frozen):
    """A closed day in numbers."""

    day: date
    closed_at: Instant
    not_reported: tuple[str, ...]
    balances: tuple[Balance, ...]


class DayPage(Frozen):
    """A page of closed days, newest first."""

    items: tuple[DaySummary, ...]
    next: str | None


class ReportState(Frozen):
    """What became of a department's report."""

    department: str
    reported_at: Instant | None
    """None: it has not come to this moment."""
    late: bool
    by: str | None
    corrections: int


class DayView(Frozen):
    """A closed day, ticket by ticket, and the reports as they are now."""

    day: Day
    balances: tuple[Balance, ...]
    reports: tuple[ReportState, ...]


class RunningDay(Frozen):
    """The day that runs, up to now: who has reported, what it comes to so far."""

    day: date
    reminds_at: Instant
    """When departments that have not reported are reminded."""
    closes_at: Instant
    """What is open then is carried over to the next day."""
    reports: tuple[ReportState, ...]
    balances: tuple[Balance, ...]


class ReportView(Frozen):
    """A department's report, and what it would say if it was handed in now."""

    report: Report
    draft: Tally
    closes_at: Instant
    """A report that comes later is kept, marked late."""


def balance(tally: Tally) -> Balance:
    """The numbers of a tally."""
    return Balance(
        department=tally.department,
        carried_in=tally.carried_in,
        issued=len(tally.issued),
        completed=len(tally.completed),
        open=tally.still,
        gone=len(tally.gone),
    )


def summary(day: Day) -> DaySummary:
    """A closed day in numbers."""
    return DaySummary(
        day=day.day,
        closed_at=day.closed_at,
        not_reported=day.not_reported,
        balances=tuple(map(balance, day.tallies)),
    )


def report_state(department: str, report: Report | None) -> ReportState:
    """Whether, when and by whom a department reported."""
    first = report.entries[0] if report and report.entries else None
    return ReportState(
        department=department,
        reported_at=first.at if first else None,
        late=first is not None and first.late,
        by=first.signature.person if first else None,
        corrections=len(report.entries) - 1 if report and first else 0,
    )

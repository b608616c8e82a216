"""What was charged, paid and taken back in a period, and who owes what (L-11, P-report).

Every amount is in whole fen. Opening, charged, less taken back, less paid make the closing; all
of it follows from the postings of the period and from what was owed before it. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from chalicelib.core import periods, sitetime
from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import LedgerEntry, Money
from chalicelib.core.people import Person
from chalicelib.core.record import Frozen, Instant
from chalicelib.lodging.accounts.model import INCOME
from chalicelib.lodging.books.folding import employee_of, folded
from chalicelib.lodging.books.model import Owing
from chalicelib.lodging.reports.forms import OfPeriod, Per
from chalicelib.lodging.reports.model import CLAUSE

MOST_POSTINGS = 20_000
"""What is read and counted well within the 29 s that API Gateway waits."""
_UP_TO = (30, 60, 90)


class AccountSums(Frozen):
    """What accounts say of some days. Opening and the rest make the closing."""

    opening: Money
    """Owing before the first day; below zero a credit."""
    charged: Money
    taken_back: Money
    paid: Money
    closing: Money
    """Owing when the last day was over, or now."""


class Ages(Frozen):
    """How long what is owing has been so, counted from the day of posting to the last day.

    Payments settle the oldest first. What is owing in parts, less the credit, is the closing.
    """

    up_to_30: Money
    up_to_60: Money
    up_to_90: Money
    older: Money
    credit: Money
    """Of who has paid more than they owe."""


class Movement(Frozen):
    """What was posted for one reason."""

    what: str
    """Code of what it is for, among the ledger's memos."""
    clause: str
    """That asks for it; of a fine, the clause that was broken."""
    count: int
    fen: int
    """Charged; below zero taken back or paid."""


class EmployeeAccount(Frozen):
    """One employee's account, where something was posted in the period or is owing."""

    employee: str
    name: str | None
    department: str | None
    """Of which the employee is now."""
    sums: AccountSums
    ages: Ages


class DepartmentAccounts(Frozen):
    """The accounts of the employees that are of a department now."""

    department: str | None
    sums: AccountSums
    ages: Ages


class AccountsGroup(Frozen):
    """A day, week or month of the report, or what of it lies in the period."""

    key: str
    first: date
    last: date
    sums: AccountSums


class AccountsReport(Frozen):
    """Employees' accounts in a period. Of days that are over it is the same whenever it is made."""

    site: str
    first: date
    last: date
    time_zone: str
    made_at: Instant
    by: Per | None
    total: AccountSums
    ages: Ages
    movements: tuple[Movement, ...]
    employees: tuple[EmployeeAccount, ...]
    """Who owes most first."""
    departments: tuple[DepartmentAccounts, ...]
    groups: tuple[AccountsGroup, ...]


def too_many() -> Refusal:
    """Why no report is made of more than `MOST_POSTINGS`."""
    fault = Fault(pointer="/last", code="too_many_lines", data={"max": MOST_POSTINGS})
    return Refusal("invalid_form", CLAUSE, faults=(fault,))


def report(
    asked: OfPeriod,
    before: Mapping[str, Owing],
    postings: Sequence[LedgerEntry],
    people: Mapping[str, Person],
    act: Act[None],
) -> AccountsReport:
    """The report, from what was owed before the period and what was posted in it, in its order."""
    zone, last = act.site.time_zone, min(asked.last, act.today)
    now = folded(before, postings, zone)
    of: dict[str, list[LedgerEntry]] = defaultdict(list)
    on: dict[date, list[LedgerEntry]] = defaultdict(list)
    for each in postings:
        of[employee_of(each)].append(each)
        on[sitetime.day(each.at, zone)].append(each)
    employees = tuple(
        EmployeeAccount(
            employee=each,
            name=people[each].name if each in people else None,
            department=people[each].department if each in people else None,
            sums=_sums(_fen(before, each), of[each]),
            ages=_ages([now[each]] if each in now else [], last),
        )
        for each in sorted({*before, *of}, key=lambda each: (-_fen(now, each), each))
    )
    opening = sum(each.fen for each in before.values())
    return AccountsReport(
        site=act.site.id,
        first=asked.first,
        last=asked.last,
        time_zone=zone,
        made_at=act.now,
        by=asked.by,
        total=_sums(opening, postings),
        ages=_ages(now.values(), last),
        movements=tuple(_movements(postings)),
        employees=employees,
        departments=tuple(_departments(employees)),
        groups=tuple(_groups(asked, opening, on)),
    )


def _fen(owing: Mapping[str, Owing], employee: str) -> int:
    return owing[employee].fen if employee in owing else 0


def _sums(opening: int, postings: Iterable[LedgerEntry]) -> AccountSums:
    charged = taken_back = paid = 0
    for each in postings:
        if each.account != INCOME:
            paid += each.fen
        elif each.fen < 0:
            charged -= each.fen
        else:
            taken_back += each.fen
    return AccountSums(
        opening=Money(fen=opening),
        charged=Money(fen=charged),
        taken_back=Money(fen=taken_back),
        paid=Money(fen=paid),
        closing=Money(fen=opening + charged - taken_back - paid),
    )


def _ages(owing: Iterable[Owing], last: date) -> Ages:
    parts = [0] * (len(_UP_TO) + 1)
    credit = 0
    for known in owing:
        credit += known.credit
        for each in known.unpaid:
            parts[sum((last - each.day).days > limit for limit in _UP_TO)] += each.fen
    up_to_30, up_to_60, up_to_90, older = (Money(fen=each) for each in parts)
    return Ages(
        up_to_30=up_to_30,
        up_to_60=up_to_60,
        up_to_90=up_to_90,
        older=older,
        credit=Money(fen=credit),
    )


def _movements(postings: Iterable[LedgerEntry]) -> Iterator[Movement]:
    """By what it is for and its clause, in the order of their codes."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in postings:
        found[each.memo, each.clause].append(-each.fen)
    for (what, clause), amounts in sorted(found.items()):
        yield Movement(what=what, clause=clause, count=len(amounts), fen=sum(amounts))


def _departments(employees: Iterable[EmployeeAccount]) -> Iterator[DepartmentAccounts]:
    """By key; last who is of none."""
    of: dict[str | None, list[EmployeeAccount]] = defaultdict(list)
    for each in employees:
        of[each.department].append(each)
    for department in sorted(of, key=lambda each: (each is None, each or "")):
        mine = of[department]
        yield DepartmentAccounts(
            department=department,
            sums=AccountSums(**_added(each.sums for each in mine)),
            ages=Ages(**_added(each.ages for each in mine)),
        )


def _added(amounts: Iterable[AccountSums | Ages]) -> dict[str, Money]:
    """Field by field."""
    found: dict[str, int] = defaultdict(int)
    for each in amounts:
        for name in each.__struct_fields__:
            found[name] += getattr(each, name).fen
    return {name: Money(fen=fen) for name, fen in found.items()}


def _groups(
    asked: OfPeriod, opening: int, on: Mapping[date, Sequence[LedgerEntry]]
) -> Iterator[AccountsGroup]:
    """Every part of the period; each opens with what the one before closed with."""
    if asked.by is None:
        return
    for key, days in periods.parts(asked.first, asked.last, asked.by).items():
        sums = _sums(opening, (each for day in days for each in on.get(day, ())))
        opening = sums.closing.fen
        yield AccountsGroup(key=key, first=days[0], last=days[-1], sums=sums)

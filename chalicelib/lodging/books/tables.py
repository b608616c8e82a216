"""The report on accounts as tables, for a file to calculate with (P-report)."""

from collections.abc import Iterator
from decimal import Decimal

from chalicelib.common.sheets import Cell, Column, Sheet, Sort
from chalicelib.core.site import Site
from chalicelib.core.words import Language
from chalicelib.core.words.messages import MEMOS
from chalicelib.core.words.occupancy import ACCOUNT_PARTS, ACCOUNTED, AMOUNTS
from chalicelib.core.words.reports import BY, PARTS, REPORTED
from chalicelib.lodging.accounts.model import CLAUSE
from chalicelib.lodging.books.forms import AccountsTable
from chalicelib.lodging.books.report import AccountsReport, AccountSums, Ages

_SUMS, _AGES = AccountSums.__struct_fields__, Ages.__struct_fields__


def title(report: AccountsReport, language: Language) -> str:
    """What the report is called."""
    return f"{ACCOUNTED['title'].say(language)} {report.first} – {report.last}"


def tables(report: AccountsReport, site: Site, language: Language) -> dict[AccountsTable, Sheet]:
    """What was posted, the groups where the report is divided, employees and departments."""
    found = {AccountsTable.OVERVIEW: _overview(report, language)}
    if report.by:
        found[AccountsTable.GROUPS] = _groups(report, report.by, language)
    return {
        **found,
        AccountsTable.EMPLOYEES: _employees(report, site, language),
        AccountsTable.DEPARTMENTS: _departments(report, site, language),
    }


def _text(words: str) -> Column:
    return Column(title=words, sort=Sort.TEXT)


def _amounts(language: Language, *names: str) -> tuple[Column, ...]:
    return tuple(Column(title=AMOUNTS[each].say(language)) for each in names)


def _yuan(of: AccountSums | Ages) -> Iterator[Decimal]:
    """Field by field."""
    for name in of.__struct_fields__:
        yield Decimal(getattr(of, name).fen) / 100


def _overview(report: AccountsReport, language: Language) -> Sheet:
    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in report.movements:
            name = MEMOS[each.what].say(language)
            yield name, each.clause, each.count, Decimal(each.fen) / 100
        for part in (report.total, report.ages):
            for name, amount in zip(part.__struct_fields__, _yuan(part), strict=True):
                yield AMOUNTS[name].say(language), CLAUSE, None, amount

    return Sheet(
        title=PARTS[AccountsTable.OVERVIEW].say(language),
        columns=(
            _text(REPORTED["figure"].say(language)),
            _text(REPORTED["clause"].say(language)),
            Column(title=ACCOUNTED["count"].say(language)),
            Column(title=ACCOUNTED["amount"].say(language)),
        ),
        rows=tuple(rows()),
    )


def _groups(report: AccountsReport, by: str, language: Language) -> Sheet:
    return Sheet(
        title=PARTS[AccountsTable.GROUPS].say(language),
        columns=(
            _text(BY[by].say(language)),
            *(Column(title=REPORTED[each].say(language), sort=Sort.DAY) for each in _EDGES),
            *_amounts(language, *_SUMS),
        ),
        rows=tuple((each.key, each.first, each.last, *_yuan(each.sums)) for each in report.groups),
    )


_EDGES = ("first", "last")


def _employees(report: AccountsReport, site: Site, language: Language) -> Sheet:
    return Sheet(
        title=ACCOUNT_PARTS[AccountsTable.EMPLOYEES].say(language),
        columns=(
            _text(ACCOUNTED["employee"].say(language)),
            _text(ACCOUNTED["number"].say(language)),
            _text(BY["department"].say(language)),
            *_amounts(language, *_SUMS, *_AGES),
        ),
        rows=tuple(
            (
                each.name,
                each.employee,
                _department(each.department, site, language),
                *_yuan(each.sums),
                *_yuan(each.ages),
            )
            for each in report.employees
        ),
    )


def _departments(report: AccountsReport, site: Site, language: Language) -> Sheet:
    return Sheet(
        title=ACCOUNT_PARTS[AccountsTable.DEPARTMENTS].say(language),
        columns=(_text(BY["department"].say(language)), *_amounts(language, *_SUMS, *_AGES)),
        rows=tuple(
            (
                _department(each.department, site, language),
                *_yuan(each.sums),
                *_yuan(each.ages),
            )
            for each in report.departments
        ),
    )


def _department(key: str | None, site: Site, language: Language) -> str:
    """What a department is called; one that the site has no more keeps its key."""
    known = site.department(key) if key else None
    return known.name.say(language) if known else key or REPORTED["none"].say(language)

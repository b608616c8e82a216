"""What is reported of the reception room over HTTP: figures, and files to calculate with.

A table is text and is the answer itself; a workbook is put into object storage and answered with
a link, as with every report.
"""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.common.sheets import CSV, ReportFile, Sheet, comma_separated, kept, workbook
from chalicelib.core.act import Act
from chalicelib.core.people import Role
from chalicelib.core.ports import Loaded, ObjectStore, Store
from chalicelib.core.record import Frozen
from chalicelib.lodging.books import gathering as books
from chalicelib.lodging.books import tables as of_accounts
from chalicelib.lodging.books.forms import TableOfAccounts
from chalicelib.lodging.books.report import AccountsReport
from chalicelib.lodging.house.gathering import house_of
from chalicelib.lodging.house.model import house_key
from chalicelib.lodging.house.service import WATCHES
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.reports import gathering, rules
from chalicelib.lodging.reports import tables as of_beds
from chalicelib.lodging.reports.forms import OfPeriod, TableOfPeriod
from chalicelib.lodging.reports.model import CLAUSE, OccupancyReport
from chalicelib.lodging.terms import rulebook
from chalicelib.service.operations import Call, Document, Operation, Read

REPORTS = "/sites/{site}/reports"
READS_ACCOUNTS = frozenset({Role.FINANCE, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who sees all accounts together. An employee sees their own statement."""


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything that is reported of the reception room."""

    def beds(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> OccupancyReport:
        rules.may_be(query, getattr(query, "table", ""))
        return gathering.made(store(), query, house_of(loaded, call.site), act)

    def bed_sheets(report: OccupancyReport, act: Act[Any], call: Call) -> Mapping[Any, Sheet]:
        return of_beds.tables(report, call.language)

    def accounts(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> AccountsReport:
        rules.may_be(query, getattr(query, "table", ""))
        return books.made(store(), query, act)

    def account_sheets(report: AccountsReport, act: Act[Any], call: Call) -> Mapping[Any, Sheet]:
        return of_accounts.tables(report, act.site, call.language)

    return (
        *_report(
            "lodging",
            "how full the reception room was 住宿報表",
            OccupancyReport,
            TableOfPeriod,
            beds,
            bed_sheets,
            of_beds.title,
            objects,
            who=WATCHES,
            terms=terms_of,
            unset_terms=rulebook,
            needs=lambda call, query: (house_key(call.site),),
        ),
        *_report(
            "accounts",
            "employees' accounts with the reception room 帳目報表",
            AccountsReport,
            TableOfAccounts,
            accounts,
            account_sheets,
            of_accounts.title,
            objects,
            who=READS_ACCOUNTS,
        ),
    )


def _report(
    name: str,
    about: str,
    answer: type[Frozen],
    one_table: type[OfPeriod],
    made: Callable[..., Any],
    sheets: Callable[[Any, Act[Any], Call], Mapping[Any, Sheet]],
    title: Callable[..., str],
    objects: Callable[[], ObjectStore],
    **more: Any,
) -> tuple[Read, ...]:
    """A report as figures, a table of it as CSV, and all of it as XLSX."""

    def called(query: OfPeriod, call: Call) -> str:
        return f"{call.site}_{name}_{query.first}_{query.last}"

    def table(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> Document:
        report = made(loaded, query, act, call)
        return Document(
            media_type=f"{CSV}; charset=utf-8; header=present",
            text=comma_separated(sheets(report, act, call)[query.table]),
            name=f"{called(query, call)}_{query.table}.csv",
        )

    def book(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> ReportFile:
        report = made(loaded, query, act, call)
        tables = sheets(report, act, call).values()
        content = workbook(title(report, call.language), tables, act.now)
        return kept(objects(), call.site, f"{called(query, call)}.xlsx", content, act.now)

    common = {"clause": CLAUSE, **more}
    return (
        Read(
            name=f"report-{name}",
            about=f"Some days in figures: {about}",
            path=f"{REPORTS}/{name}",
            query=OfPeriod,
            answer=answer,
            show=made,
            **common,
        ),
        Read(
            name=f"report-{name}-table",
            about=f"A table as CSV: {about}",
            path=f"{REPORTS}/{name}.csv",
            query=one_table,
            answer=Document,
            media_type=CSV,
            show=table,
            **common,
        ),
        Read(
            name=f"report-{name}-workbook",
            about=f"XLSX, by a link good for five minutes: {about}",
            path=f"{REPORTS}/{name}.xlsx",
            query=OfPeriod,
            answer=ReportFile,
            show=book,
            **common,
        ),
    )

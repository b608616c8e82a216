"""What is reported over HTTP: figures, a page to print, files to calculate with (P-report).

A table is text and is the answer itself. A workbook is not: API Gateway hands on bytes only to who
names their type first in Accept, so it is put into object storage and answered with a link.
"""

from collections.abc import Callable
from typing import Any

from chalicelib.common.sheets import CSV, ReportFile, comma_separated, kept
from chalicelib.core.act import Act
from chalicelib.core.ports import Loaded, ObjectStore, Store
from chalicelib.service.operations import Call, Document, Operation, Read
from chalicelib.tickets.reading import terms_of
from chalicelib.tickets.reports import gathering, rules
from chalicelib.tickets.reports.forms import Asked, AskedTable
from chalicelib.tickets.reports.model import CLAUSE, TicketReport
from chalicelib.tickets.reports.page import page
from chalicelib.tickets.reports.sheets import workbook
from chalicelib.tickets.reports.tables import table

PATH = "/sites/{site}/reports/tickets"
_WHO = rules.WHOLE_SITE | rules.OWN_DEPARTMENT


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything that is reported of tickets."""

    def made(query: Asked, act: Act[Any]) -> TicketReport:
        rules.may_ask(query, act.person, act.site)
        return gathering.made(store(), query, act)

    def show(loaded: Loaded, query: Asked, act: Act[Any], call: Call) -> TicketReport:
        return made(query, act)

    def show_page(loaded: Loaded, query: Asked, act: Act[Any], call: Call) -> Document:
        return page(made(query, act), act.site, call.language)

    def show_table(loaded: Loaded, query: AskedTable, act: Act[Any], call: Call) -> Document:
        report = made(query, act)
        return Document(
            media_type=f"{CSV}; charset=utf-8; header=present",
            text=comma_separated(table(query.table, report, call.language)),
            name=f"{_name(report)}_{query.table}.csv",
        )

    def show_workbook(loaded: Loaded, query: Asked, act: Act[Any], call: Call) -> ReportFile:
        report = made(query, act)
        content, name = workbook(report, act.site, call.language), f"{_name(report)}.xlsx"
        return kept(objects(), call.site, name, content, act.now)

    return (
        Read(
            name="report-tickets",
            about="What was taken in during some days, counted 統計報表",
            path=PATH,
            clause=CLAUSE,
            who=_WHO,
            terms=terms_of,
            query=Asked,
            answer=TicketReport,
            show=show,
        ),
        Read(
            name="report-tickets-page",
            about="The report as a page to look at and to print 統計報表",
            path=f"{PATH}.html",
            clause=CLAUSE,
            who=_WHO,
            terms=terms_of,
            query=Asked,
            answer=Document,
            show=show_page,
        ),
        Read(
            name="report-tickets-table",
            about="A table of the report as CSV 統計報表",
            path=f"{PATH}.csv",
            clause=CLAUSE,
            who=_WHO,
            terms=terms_of,
            query=AskedTable,
            answer=Document,
            media_type=CSV,
            show=show_table,
        ),
        Read(
            name="report-tickets-workbook",
            about="The report as XLSX, by a link good for five minutes 統計報表",
            path=f"{PATH}.xlsx",
            clause=CLAUSE,
            who=_WHO,
            terms=terms_of,
            query=Asked,
            answer=ReportFile,
            show=show_workbook,
        ),
    )


def _name(report: TicketReport) -> str:
    return f"{report.site}_{report.first}_{report.last}"

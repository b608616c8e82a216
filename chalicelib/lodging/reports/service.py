"""What is reported of the reception room over HTTP: figures, and files to calculate with."""

from collections.abc import Callable
from typing import Any

from chalicelib.common.sheets import CSV, ReportFile, comma_separated, kept, workbook
from chalicelib.core.act import Act
from chalicelib.core.ports import Loaded, ObjectStore, Store
from chalicelib.lodging.house.gathering import house_of
from chalicelib.lodging.house.model import house_key
from chalicelib.lodging.house.service import WATCHES
from chalicelib.lodging.reading import terms_of
from chalicelib.lodging.reports import gathering, rules
from chalicelib.lodging.reports.forms import OfPeriod, TableOfPeriod
from chalicelib.lodging.reports.model import CLAUSE, OccupancyReport
from chalicelib.lodging.reports.tables import tables, title
from chalicelib.lodging.terms import rulebook
from chalicelib.service.operations import Call, Document, Operation, Read

PATH = "/sites/{site}/reports/lodging"


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything that is reported of the reception room."""

    def made(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> OccupancyReport:
        rules.may_be(query)
        return gathering.made(store(), query, house_of(loaded, call.site), act)

    def table(loaded: Loaded, query: TableOfPeriod, act: Act[Any], call: Call) -> Document:
        report = made(loaded, query, act, call)
        return Document(
            media_type=f"{CSV}; charset=utf-8; header=present",
            text=comma_separated(tables(report, call.language)[query.table]),
            name=f"{_name(report)}_{query.table}.csv",
        )

    def book(loaded: Loaded, query: OfPeriod, act: Act[Any], call: Call) -> ReportFile:
        report, language = made(loaded, query, act, call), call.language
        sheets = tables(report, language).values()
        content = workbook(title(report, language), sheets, act.now)
        return kept(objects(), call.site, f"{_name(report)}.xlsx", content, act.now)

    return (
        _report("", "How full the reception room was, counted 住宿報表", OccupancyReport, made),
        _report(
            ".csv",
            "A table of the report on beds as CSV 住宿報表",
            Document,
            table,
            query=TableOfPeriod,
            media_type=CSV,
        ),
        _report(
            ".xlsx",
            "The report on beds as XLSX, by a link good for five minutes 住宿報表",
            ReportFile,
            book,
        ),
    )


def _name(report: OccupancyReport) -> str:
    return f"{report.site}_lodging_{report.first}_{report.last}"


_NAMES = {"": "report-lodging", ".csv": "report-lodging-table", ".xlsx": "report-lodging-workbook"}


def _report(ending: str, about: str, answer: Any, show: Any, **more: Any) -> Read:
    return Read(
        name=_NAMES[ending],
        about=about,
        path=f"{PATH}{ending}",
        clause=CLAUSE,
        who=WATCHES,
        terms=terms_of,
        unset_terms=rulebook,
        answer=answer,
        needs=lambda call, query: (house_key(call.site),),
        show=show,
        **{"query": OfPeriod, **more},
    )

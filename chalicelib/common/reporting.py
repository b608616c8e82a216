"""A report over HTTP: its figures, and files to calculate with (P-report)."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.common.sheets import CSV, ReportFile, Sheet, comma_separated, kept, workbook
from chalicelib.core.act import Act
from chalicelib.core.forms import Form
from chalicelib.core.ports import Loaded, ObjectStore
from chalicelib.core.record import Frozen
from chalicelib.service.operations import Call, Document, Read

REPORTS = "/sites/{site}/reports"


def report(
    name: str,
    about: str,
    answer: type[Frozen],
    of_period: type[Form],
    one_table: type[Form],
    made: Callable[..., Any],
    sheets: Callable[[Any, Act[Any], Call], Mapping[Any, Sheet]],
    title: Callable[..., str],
    objects: Callable[[], ObjectStore],
    **more: Any,
) -> tuple[Read, ...]:
    """A report as figures, a table of it as CSV, and all of it as XLSX.

    Both forms name a period as `first` and `last`, the second a `table` of those that `sheets`
    makes. A table is text and is the answer itself; a workbook is put into object storage and
    answered with a link.
    """

    def called(query: Any, call: Call) -> str:
        return f"{call.site}_{name}_{query.first}_{query.last}"

    def table(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> Document:
        found = made(loaded, query, act, call)
        return Document(
            media_type=f"{CSV}; charset=utf-8; header=present",
            text=comma_separated(sheets(found, act, call)[query.table]),
            name=f"{called(query, call)}_{query.table}.csv",
        )

    def book(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> ReportFile:
        found = made(loaded, query, act, call)
        tables = sheets(found, act, call).values()
        content = workbook(title(found, call.language), tables, act.now)
        return kept(objects(), call.site, f"{called(query, call)}.xlsx", content, act.now)

    return (
        Read(
            name=f"report-{name}",
            about=f"Some days in figures: {about}",
            path=f"{REPORTS}/{name}",
            query=of_period,
            answer=answer,
            show=made,
            **more,
        ),
        Read(
            name=f"report-{name}-table",
            about=f"A table as CSV: {about}",
            path=f"{REPORTS}/{name}.csv",
            query=one_table,
            answer=Document,
            media_type=CSV,
            show=table,
            **more,
        ),
        Read(
            name=f"report-{name}-workbook",
            about=f"XLSX, by a link good for five minutes: {about}",
            path=f"{REPORTS}/{name}.xlsx",
            query=of_period,
            answer=ReportFile,
            show=book,
            **more,
        ),
    )

"""A report as a workbook, with its pictures (P-report)."""

import io
from typing import Any

from chalicelib.common.sheets import Sort, fill
from chalicelib.core import sitetime
from chalicelib.core.site import Site
from chalicelib.core.words import Language
from chalicelib.core.words.reports import REPORTED
from chalicelib.tickets.reports.forms import Part
from chalicelib.tickets.reports.model import Measure, TicketReport
from chalicelib.tickets.reports.tables import (
    RATES_AT,
    SCORES_AT,
    Table,
    tables,
)


def workbook(report: TicketReport, site: Site, language: Language) -> bytes:
    """The report as a workbook: a sheet a table, real numbers and days, pictures of the rates.

    The same report makes the same bytes.
    """
    import xlsxwriter  # only who asks for a workbook waits for it

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties(
        {"title": title(report, site, language), "created": report.made_at.replace(tzinfo=None)}
    )
    for each in tables(report, language):
        sheet = book.add_worksheet(each.title)
        fill(book, sheet, each)
        if each.part is Part.OVERVIEW:
            sheet.insert_chart("H2", _bars(book, each, "rates", language))
            sheet.insert_chart("H22", _bars(book, each, "scores", language))
        if each.part is Part.GROUPS and each.rows:
            sheet.insert_chart(len(each.rows) + 2, 1, _came(book, each))
    book.close()
    return content.getvalue()


def title(report: TicketReport, site: Site, language: Language) -> str:
    """What stands above the report."""
    name = REPORTED["title"].say(language)
    return f"{site.name.say(language)} · {name} · {report.first} – {report.last}"


def about(report: TicketReport, language: Language) -> tuple[tuple[str, str], ...]:
    """What the report is of, and when it was made, by the clock on the site's wall."""
    at = sitetime.local(report.made_at, report.time_zone)
    return (
        (REPORTED["period"].say(language), f"{report.first} – {report.last} ({report.time_zone})"),
        (REPORTED["made_at"].say(language), f"{at:%Y-%m-%d %H:%M}"),
    )


_DRAWN = {"rates": (RATES_AT, len(Measure), 4), "scores": (SCORES_AT, 5, 2)}
"""What is drawn of the overview: first row, how many, and the column of the values."""


def _bars(book: Any, table: Table, what: str, language: Language) -> Any:
    first, count, column = _DRAWN[what]
    chart = book.add_chart({"type": "bar"})
    rows = (first + 1, first + count)
    chart.add_series(
        {
            "categories": [table.title, rows[0], 0, rows[1], 0],
            "values": [table.title, rows[0], column, rows[1], column],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": REPORTED[what].say(language), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, **({"max": 1} if what == "rates" else {})})
    chart.set_size({"width": 620, "height": 380 if what == "rates" else 240})
    return chart


def _came(book: Any, table: Table) -> Any:
    """How many were taken in, group by group."""
    column = next(at for at, each in enumerate(table.columns) if each.sort is Sort.NUMBER)
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": [table.title, 0, column],
            "categories": [table.title, 1, 0, len(table.rows), 0],
            "values": [table.title, 1, column, len(table.rows), column],
        }
    )
    chart.set_legend({"none": True})
    chart.set_size({"width": 900, "height": 300})
    return chart

"""Tables as files that a spreadsheet opens: CSV and XLSX (P-report)."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.site import Site
from chalicelib.core.words import Language
from chalicelib.core.words.reports import REPORTED
from chalicelib.tickets.reports.forms import Part
from chalicelib.tickets.reports.model import Measure, TicketReport
from chalicelib.tickets.reports.tables import (
    RATES_AT,
    SCORES_AT,
    Cell,
    Sort,
    Table,
    tables,
)

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of its own country."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
_FORMATS = {Sort.TEXT: "@", Sort.NUMBER: "#,##0", Sort.SHARE: "0.0%", Sort.DAY: "yyyy-mm-dd"}
_DECIMAL = "#,##0.00"
_WIDEST, _NARROWEST = 48, 10


def comma_separated(table: Table) -> str:
    """The table as RFC 4180 has it, in UTF-8 with its mark, so that Excel shows Chinese.

    Text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(each.title) for each in table.columns])
    for row in table.rows:
        writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return _BOM + text.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


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
    for each in tables(report, site, language):
        sheet = book.add_worksheet(each.title)
        _fill(book, sheet, each)
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


def _fill(book: Any, sheet: Any, table: Table) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {sort: book.add_format({"num_format": code}) for sort, code in _FORMATS.items()}
    decimal = book.add_format({"num_format": _DECIMAL})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, head)
        sheet.set_column(place, place, _width(table, place))
        for number, row in enumerate(table.rows, start=1):
            cell = row[place]
            exact = column.sort is Sort.NUMBER and isinstance(cell, Decimal | float)
            _write(sheet, number, place, cell, decimal if exact else formats[column.sort])


def _write(sheet: Any, row: int, place: int, cell: Cell, format: Any) -> None:
    """Text is written as text, whatever it looks like: nothing in it is ever a formula."""
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, place, cell, format)
        case date():
            sheet.write_datetime(row, place, cell, format)
        case _:
            sheet.write_number(row, place, cell, format)


def _width(table: Table, place: int) -> int:
    """Wide enough for its cells; headings are wrapped. A Chinese character takes two places."""
    cells = (str(row[place]) for row in table.rows if row[place] is not None)
    longest = max((sum(2 if ord(c) > 0x2E7F else 1 for c in each) for each in cells), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


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

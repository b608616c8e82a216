"""Tables as files that a spreadsheet opens: CSV and XLSX (P-report)."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

from chalicelib.core.ports import Link, ObjectStore
from chalicelib.core.record import Frozen

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MADE = "_reports/"
"""What keys of workbooks begin with; no site can be called so. They are gone after a day."""
_BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of its own country."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
_WIDEST, _NARROWEST = 48, 10


Cell = str | int | float | Decimal | date | None
"""Text, a whole number, a share or decimal, an amount in yuan, a day, or nothing to be said."""


class Sort(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"


class Column(Frozen):
    """A column, with its heading."""

    title: str
    sort: Sort = Sort.NUMBER


class ReportFile(Frozen):
    """A report as a file, and how to fetch it now."""

    name: str
    media_type: str
    bytes: int
    link: Link


class Sheet(Frozen):
    """A table with its headings, in one language."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_FORMATS = {Sort.TEXT: "@", Sort.NUMBER: "#,##0", Sort.SHARE: "0.0%", Sort.DAY: "yyyy-mm-dd"}
_DECIMAL = "#,##0.00"


def comma_separated(table: Sheet) -> str:
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


def fill(book: Any, sheet: Any, table: Sheet) -> None:
    """Write a table into an empty sheet of a workbook: real numbers and days."""
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


def _width(table: Sheet, place: int) -> int:
    """Wide enough for its cells; headings are wrapped. A Chinese character takes two places."""
    cells = (str(row[place]) for row in table.rows if row[place] is not None)
    longest = max((sum(2 if ord(c) > 0x2E7F else 1 for c in each) for each in cells), default=0)
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def workbook(title: str, tables: Iterable[Sheet], now: datetime) -> bytes:
    """Tables as a workbook, a sheet each; the same at the same instant makes the same bytes."""
    import xlsxwriter  # only who asks for a workbook waits for it

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": title, "created": now.replace(tzinfo=None)})
    for table in tables:
        fill(book, book.add_worksheet(table.title), table)
    book.close()
    return content.getvalue()


def kept(objects: ObjectStore, site: str, name: str, content: bytes, now: datetime) -> ReportFile:
    """A workbook in object storage, and a link to it; the same content lies there once."""
    key = f"{MADE}{site}/{sha256(content).hexdigest()}.xlsx"
    objects.keep(key, XLSX, content)
    link = objects.link(key, name, XLSX, now)
    return ReportFile(name=name, media_type=XLSX, bytes=len(content), link=link)

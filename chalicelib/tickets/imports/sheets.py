"""Reading a spreadsheet, XLSX or CSV, as rows of text. Pure, and in bounded memory.

Rows are read as they come and kept only where something stands in them: two cells in opposite
corners of a sheet, a million formatted blank rows, or a ZIP that unpacks to gigabytes cost no
more than their own bytes. Numbers stay decimal from the file's text on; no binary fraction.
"""

import csv
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from io import BytesIO, StringIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from chalicelib.core.errors import Fault
from chalicelib.tickets.imports.model import MOST_ROWS, Row, SheetType

MOST_UNPACKED = 60_000_000
"""Bytes of the parts of a workbook that are read."""
MOST_COLUMNS = 50
"""What stands further right is not read."""
_MOST_MERGED = 100_000
"""Cells to which merging may carry what stands in another."""
_MOST_CHARACTERS = 5_000
"""Of a cell: no field takes as many."""
_BLANK = "\u200b\ufeff \t\r\n\u3000\xa0"
_CHUNK = 65_536
_PART = 100_000
"""Bytes as which each part counts besides its own: opening ten thousand of them takes seconds."""
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
"""How Excel keeps a character that XML cannot hold, such as the carriage return of pasted text."""
_DIGITS = Context(prec=15)
"""As many as a spreadsheet's numbers hold: 0.30000000000000004 was 0.3 when it was typed."""
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Number formats that show a date, those of the Chinese editions included."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
"""What of a number format is no pattern: quoted text, colours and places, blanks."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
"""In the order in which they are tried: almost anything is valid GB 18030."""
WRONG = "\x00"
"""What stands for a cell that shows an error: no field may have it."""


class NoSheet(Exception):
    """It cannot be read, or is too large; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a CSV file in one way to read its bytes."""

    name: str
    """Of the sheet, or of the encoding."""
    rows: list[Row]


def sheets(content: bytes, kind: SheetType) -> Iterator[Sheet]:
    """Every visible sheet in turn, or the text by every encoding that it may be in.

    Raises: NoSheet.
    """
    if kind is SheetType.CSV:
        yield from _texts(content)
        return
    try:
        yield from _Workbook(content).visible()
    except (BadZipFile, NotImplementedError, RuntimeError, KeyError, IndexError) as wrong:
        raise _unreadable() from wrong
    except (expat.ExpatError, EOFError, OSError, ValueError, zlib.error, struct.error) as wrong:
        raise _unreadable() from wrong


def _unreadable() -> NoSheet:
    return NoSheet(Fault(pointer="", code="not_a_spreadsheet"))


def _too_many() -> NoSheet:
    return NoSheet(Fault(pointer="", code="too_many_rows", data={"max": MOST_ROWS}))


def _kept(cells: dict[int, str]) -> dict[int, str]:
    stripped = ((place, text[:_MOST_CHARACTERS].strip(_BLANK)) for place, text in cells.items())
    return {place: text for place, text in stripped if text}


# CSV


def _texts(content: bytes) -> Iterator[Sheet]:
    encodings: tuple[str, ...] = _ENCODINGS
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    read = 0
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        read += 1
        yield Sheet(encoding, list(_lines(text)))
    if not read:
        raise NoSheet(Fault(pointer="", code="unknown_encoding"))


def _lines(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    kept = 0
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter)):
            found = _kept(dict(enumerate(cells[:MOST_COLUMNS])))
            if found:
                kept += 1
                if kept > MOST_ROWS + _ABOVE:
                    raise _too_many()
                yield Row(number=number + 1, cells=found)
    except csv.Error as wrong:
        raise _unreadable() from wrong


_ABOVE = 20
"""Rows with titles and headings that may stand above what is taken in."""


# XLSX (ECMA-376): a ZIP of XML parts


@dataclass
class _Cell:
    """A cell as it is being read."""

    place: int = 0
    kind: str = "n"
    style: int = 0
    text: list[str] = field(default_factory=list)


class _Workbook:
    def __init__(self, content: bytes) -> None:
        self._archive = ZipFile(BytesIO(content))
        self._left = MOST_UNPACKED
        self._strings: list[str] = []
        self._dates: list[bool] = []
        self._since = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet knows no time zone

    def visible(self) -> Iterator[Sheet]:
        """Each sheet that is not hidden, in the order of the tabs."""
        parts = self._parts("xl/_rels/workbook.xml.rels")
        shown: list[tuple[str, str]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._since = datetime(1904, 1, 1)  # noqa: DTZ001
            if tag == "sheet" and attributes.get("state", "visible") == "visible":
                id = next(value for name, value in attributes.items() if name.endswith(":id"))
                shown.append((attributes["name"], parts[id][1]))

        self._read("xl/workbook.xml", start)
        for kind, part in parts.values():
            if kind == "sharedStrings":
                self._strings = self._texts(part)
            elif kind == "styles":
                self._dates = self._styles(part)
        for name, part in shown:
            yield Sheet(name, self._rows(part))

    def _parts(self, name: str) -> dict[str, tuple[str, str]]:
        """Of the workbook: id to kind and place."""
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                target = attributes["Target"]
                place = target[1:] if target.startswith("/") else f"xl/{target}"
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], place)

        self._read(name, start)
        return found

    def _texts(self, part: str) -> list[str]:
        """The texts that cells refer to, without how they are pronounced."""
        found: list[str] = []
        pieces: list[str] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            inside.append(tag)
            if tag == "si":
                pieces.clear()

        def end(tag: str) -> None:
            inside.pop()
            if tag == "si":
                found.append(_unescaped("".join(pieces)[:_MOST_CHARACTERS]).strip(_BLANK))

        def text(data: str) -> None:
            if inside and inside[-1] == "t" and "rPh" not in inside:
                pieces.append(data)

        self._read(part, start, end, text)
        return found

    def _styles(self, part: str) -> list[bool]:
        """Of each style, whether it shows a number as a date."""
        own: dict[int, bool] = {}
        found: list[bool] = []
        inside: list[str] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            inside.append(tag)
            if tag == "numFmt":
                pattern = _NOT_SHOWN.sub("", attributes["formatCode"].partition(";")[0]).lower()
                own[int(attributes["numFmtId"])] = any(each in pattern for each in "ymdhs")
            if tag == "xf" and "cellXfs" in inside:
                number = int(attributes.get("numFmtId", "0"))
                found.append(own.get(number, number in _DATES))

        self._read(part, start, lambda tag: inside.pop() and None)
        return found

    def _rows(self, part: str) -> list[Row]:
        rows: list[Row] = []
        merged: list[str] = []
        inside: list[str] = []
        cells: dict[int, str] = {}
        cell = _Cell()
        number = 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal cell, number
            inside.append(tag)
            if tag == "row":
                number = int(attributes.get("r", number + 1))
                cells.clear()
                cell = _Cell(place=-1)
            elif tag == "c":
                place = _column(attributes["r"]) if "r" in attributes else cell.place + 1
                cell = _Cell(place, attributes.get("t", "n"), int(attributes.get("s", "0")))
            elif tag == "mergeCell":
                merged.append(attributes["ref"])

        def end(tag: str) -> None:
            inside.pop()
            if tag == "c" and cell.text and cell.place < MOST_COLUMNS:
                cells[cell.place] = self._shown(cell)
            elif tag == "row":
                found = _kept(cells)
                if found:
                    rows.append(Row(number=number, cells=found))
                if len(rows) > MOST_ROWS + _ABOVE:
                    raise _too_many()

        def text(data: str) -> None:
            if inside and inside[-1] in ("v", "t") and "rPh" not in inside and "c" in inside:
                cell.text.append(data)

        self._read(part, start, end, text)
        return _spread(rows, merged)

    def _shown(self, cell: _Cell) -> str:
        """A cell's text; a date as ISO 8601 has it, a number in plain digits."""
        text = "".join(cell.text)
        if cell.kind == "s":
            return self._strings[int(text)]
        if cell.kind == "e":
            return WRONG
        if cell.kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if cell.kind != "n":
            return _unescaped(text)
        try:
            value = _DIGITS.create_decimal(text)
        except InvalidOperation:
            return text
        if not value.is_finite() or abs(value.adjusted()) > 20:
            return text
        if cell.style < len(self._dates) and self._dates[cell.style] and 1 <= value < 2_958_466:
            return self._date(value)
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain

    def _date(self, value: Decimal) -> str:
        at = self._since + timedelta(seconds=int((value * 86_400).to_integral_value()))
        return at.date().isoformat() if value == int(value) else at.isoformat()

    def _read(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], object] = lambda tag: None,
        text: Callable[[str], None] = lambda data: None,
    ) -> None:
        """A part, element by element, whatever prefix its names have."""
        parser: Any = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_document_type
        parser.StartElementHandler = lambda tag, given: start(tag.rpartition(":")[2], given)
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = text
        self._left -= _PART
        with self._archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise NoSheet(_too_much())
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _too_much() -> Fault:
    return Fault(pointer="", code="too_much_inside", data={"max": MOST_UNPACKED // 1_000_000})


def _no_document_type(*_: object) -> None:
    raise _unreadable()


def _column(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _spread(rows: list[Row], merged: list[str]) -> list[Row]:
    """What stands in merged cells stands in each row that they cover."""
    by_number = {row.number: row for row in rows}
    left = _MOST_MERGED
    for reference in merged:
        first, _, last = reference.partition(":")
        ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if not ends[0] or not ends[1]:
            continue
        top, bottom, place = int(ends[0][2]), int(ends[1][2]), _column(first)
        source = by_number.get(top)
        left -= bottom - top
        if source is None or place not in source.cells or left < 0:
            continue
        for number in range(top + 1, bottom + 1):
            if number in by_number:
                by_number[number].cells.setdefault(place, source.cells[place])
    return rows

"""Which column is what, by the words at its head, in any of the three languages. Pure."""

import unicodedata
from collections.abc import Iterator

from chalicelib.core.errors import Fault
from chalicelib.core.private import mask
from chalicelib.core.words.imports import HEADINGS
from chalicelib.tickets.imports.columns import FIELDS, Field
from chalicelib.tickets.imports.model import MOST_ROWS, Column, ImportKind, Row, SheetType, Table
from chalicelib.tickets.imports.sheets import NoSheet, Sheet, sheets

_SEARCHED = 20
"""Rows among which the headings are looked for: titles may stand above them."""
_MOST_UNREAD = 50
_LONGEST = 80


def table(content: bytes, file: SheetType, kind: ImportKind) -> Table:
    """The first sheet, in the first encoding, that has the headings of this kind of rows.

    Raises: NoSheet.
    """
    for sheet in sheets(content, file):
        for place, row in enumerate(sheet.rows[:_SEARCHED]):
            columns = tuple(_columns(row, kind))
            if _required(kind) <= {column.field for column in columns}:
                return _below(sheet, place, columns)
    names = [field.words for field in FIELDS[kind] if field.required]
    raise NoSheet(Fault(pointer="", code="no_headings", data={"columns": names}))


def _required(kind: ImportKind) -> set[str]:
    return {field.name for field in FIELDS[kind] if field.required}


def _below(sheet: Sheet, place: int, columns: tuple[Column, ...]) -> Table:
    row, rows = sheet.rows[place], sheet.rows[place + 1 :]
    if not rows:
        raise NoSheet(Fault(pointer="", code="no_rows"))
    if len(rows) > MOST_ROWS:
        raise NoSheet(Fault(pointer="", code="too_many_rows", data={"max": MOST_ROWS}))
    read = {column.place for column in columns}
    others = (shown(text) for at, text in sorted(row.cells.items()) if at not in read)
    return Table(
        sheet=sheet.name,
        headings_in=row.number,
        columns=columns,
        unread=tuple(others)[:_MOST_UNREAD],
        rows=rows,
    )


def _columns(row: Row, kind: ImportKind) -> Iterator[Column]:
    """A field's column is the first that goes by its own name, or else by another of its."""
    said = {place: plain(text) for place, text in sorted(row.cells.items())}
    for field in FIELDS[kind]:
        place = next(_called(field, said), None)
        if place is not None:
            del said[place]
            yield Column(field=field.name, place=place, heading=shown(row.cells[place]))


def _called(field: Field, said: dict[int, str]) -> Iterator[int]:
    words = HEADINGS[field.words]
    for names in ((words.hant, words.hans, words.en), field.also.split()):
        known = {plain(name) for name in names}
        yield from (place for place, text in said.items() if text in known)


def plain(text: str) -> str:
    """A word as it is compared: letters and digits of any width, nothing else."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())


def shown(text: str) -> str:
    """What a file says, short, and masked where it may be somebody's number."""
    many = sum(each.isdigit() for each in text) > 6
    return mask(text[:_LONGEST]) if many else text[:_LONGEST]

"""Rows that say what a row above has said, seen over the whole file before anything is stored."""

import unicodedata
from collections.abc import Callable

from chalicelib.core.errors import Fault
from chalicelib.core.private import normal
from chalicelib.tickets.imports.headings import plain
from chalicelib.tickets.imports.model import ImportKind, Row, Table

_KEY = {
    ImportKind.UNITS: "id",
    ImportKind.STAFF: "id",
    ImportKind.PRICES: "code",
    ImportKind.TICKETS: "number",
}
_PASSED_ON = ("channel", "reference")


def repeated(table: Table, kind: ImportKind) -> dict[int, Fault]:
    """Row to what is wrong with it: its key stands above already.

    An owner may stand in many rows, one for each unit, by one name and one number.
    """
    place = {column.field: column.place for column in table.columns}
    seen: dict[str, Row] = {}
    found: dict[int, Fault] = {}
    for row in table.rows:
        said = {name: row.cells.get(at, "") for name, at in place.items()}
        if kind is ImportKind.OWNERS:
            key = _same(said.get("id", "")) or normal(_same(said.get("phone", "")))
        else:
            key = _same(said.get(_KEY[kind], ""))
        first = seen.setdefault(key, row) if key else row
        if first is row:
            continue
        at = f"/{_KEY.get(kind, 'name')}"
        if kind is not ImportKind.OWNERS:
            found[row.number] = Fault(pointer=at, code="row_repeated", data={"row": first.number})
        elif _other(plain, first, row, place.get("name")) or _other(
            lambda text: normal(_same(text)), first, row, place.get("phone")
        ):
            found[row.number] = Fault(
                pointer=at, code="row_says_otherwise", data={"row": first.number}
            )
    if kind is ImportKind.TICKETS:
        found |= _references(table, place)
    return found


def _references(table: Table, place: dict[str, int]) -> dict[int, Fault]:
    """By a source's own reference one complaint was passed on (T-4.2.2)."""
    seen: dict[tuple[str, str], Row] = {}
    found: dict[int, Fault] = {}
    for row in table.rows:
        source, reference = (row.cells.get(place.get(name, -1), "") for name in _PASSED_ON)
        if reference:
            first = seen.setdefault((plain(source), _same(reference).casefold()), row)
            if first is not row:
                found[row.number] = Fault(
                    pointer="/reference", code="row_repeated", data={"row": first.number}
                )
    return found


def _same(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _other(compared: Callable[[str], str], first: Row, row: Row, place: int | None) -> bool:
    """Whether both rows say something in a column, and not the same."""
    if place is None:
        return False
    before, after = (compared(each.cells.get(place, "")) for each in (first, row))
    return bool(before and after) and before != after

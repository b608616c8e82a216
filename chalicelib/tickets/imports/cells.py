"""From the cells of a row to a typed form: every fault at once, at its field. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.core import forms
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Form
from chalicelib.core.site import Site
from chalicelib.core.words import Words
from chalicelib.core.words.labels import (
    CHANNELS,
    ITEMS,
    KINDS,
    PRICES,
    ROLES,
    STATES,
)
from chalicelib.tickets.imports.forms import ROWS
from chalicelib.tickets.imports.headings import plain
from chalicelib.tickets.imports.model import Column, ImportKind, Row
from chalicelib.tickets.model import State
from chalicelib.tickets.rules.passing import OVER

_DAY = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
    r"(?:[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YUAN = re.compile(r"(?:CNY|RMB|[¥￥])?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d+)?\s*元?", re.ASCII)
_BETWEEN = re.compile(r"[,;、/|\s]+")
_WHOLE = re.compile(r"(\d{5,})\.0+")
"""A number that some program wrote out as a fraction."""

Read = Callable[[str, Site], Any]


class _Wrong(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _text(text: str, site: Site) -> str:
    return text


def _id(text: str, site: Site) -> str:
    return _WHOLE.sub(r"\1", _narrow(text))


def _line(text: str, site: Site) -> str:
    """What somebody wrote on several lines of a cell is one line here."""
    return " ".join(text.split())


def _day(text: str, site: Site) -> str:
    return _moment(text).date().isoformat()


def _instant(text: str, site: Site) -> str:
    at = _moment(text).replace(tzinfo=ZoneInfo(site.time_zone))
    return at.astimezone(UTC).isoformat()


def _moment(text: str) -> datetime:
    narrow = _narrow(text)
    found = _DAY.fullmatch(narrow) or _DIGITS.fullmatch(narrow)
    if found is None:
        raise _no_date()
    year, month, day, *clock = (int(each) for each in found.groups() if each)
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  the zone is the site's
    except ValueError:
        raise _no_date() from None


def _no_date() -> _Wrong:
    return _Wrong(Fault(pointer="", code="not_a_date"))


def _fen(text: str, site: Site) -> int:
    found = _YUAN.fullmatch(_narrow(text))
    amount = found and Decimal(found[1].replace(",", "") + (found[2] or "")) * 100
    if amount is None or amount != int(amount):
        raise _Wrong(Fault(pointer="", code="not_an_amount"))
    return int(amount)


def _list(text: str) -> list[str]:
    return [each for each in _BETWEEN.split(_narrow(text)) if each]


def _ids(text: str, site: Site) -> list[str]:
    return [_id(each, site) for each in _list(text)]


def _choice(table: Mapping[str, Words]) -> Read:
    """A code, or what it is called in one of the languages."""
    return lambda text, site: _named(text, table)


def _named(text: str, table: Mapping[str, Words]) -> str:
    wanted = plain(text)
    for code, words in table.items():
        if wanted in map(plain, (code, words.hant, words.hans, words.en)):
            return code
    raise _Wrong(Fault(pointer="", code="not_a_choice", data={"choices": list(table)}))


def _roles(text: str, site: Site) -> list[str]:
    """Apart from commas there may be blanks within a role's name, so it is tried whole first."""
    try:
        return [_named(text, ROLES)]
    except _Wrong:
        return [_named(each, ROLES) for each in _list(text)]


def _department(text: str, site: Site) -> str:
    return _named(text, {each.key: each.name for each in site.departments})


def _status(text: str, site: Site) -> str:
    state = _named(text, STATES)
    if State(state) in OVER:
        raise _Wrong(Fault(pointer="", code="open_only"))
    return state


_READ: dict[str, Read] = {
    "id": _id,
    "unit": _id,
    "number": _line,
    "phone": _id,
    "units": _ids,
    "handover": _day,
    "received_at": _instant,
    "price": _fen,
    "roles": _roles,
    "department": _department,
    "item": _choice(ITEMS),
    "channel": _choice(CHANNELS),
    "status": _status,
    "words": _text,
}
_KINDS: dict[ImportKind, Read] = {
    ImportKind.PRICES: _choice(PRICES),
    ImportKind.TICKETS: _choice(KINDS),
}
_ONLY_CHECKED = "status"


def read(row: Row, columns: tuple[Column, ...], kind: ImportKind, site: Site) -> Form:
    """What the row says.

    Raises: Refusal `invalid_form` with a fault for every field that is wrong.
    """
    said: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in columns:
        text = row.cells.get(column.place)
        if text is None:
            continue
        try:
            said[column.field] = _reading(column.field, kind)(text, site)
        except _Wrong as wrong:
            fault = wrong.fault
            faults.append(Fault(pointer=f"/{column.field}", code=fault.code, data=fault.data))
    said.pop(_ONLY_CHECKED, None)
    try:
        form = forms.parse(ROWS[kind], said)
    except Refusal as refused:
        wrong_already = {fault.pointer for fault in faults}
        faults += (each for each in refused.faults if each.pointer not in wrong_already)
    if faults:
        raise Refusal("invalid_form", faults=tuple(faults))
    return form


def _reading(field: str, kind: ImportKind) -> Read:
    if field == "kind":
        return _KINDS[kind]
    if field == "unit" and kind is ImportKind.PRICES:
        return _line
    return _READ.get(field, _line)

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
from chalicelib.core.words.tickets import STATES
from chalicelib.tickets.imports.choices import OVER_BY_NOW, STILL_OPEN, also, choices
from chalicelib.tickets.imports.forms import ROWS
from chalicelib.tickets.imports.headings import plain
from chalicelib.tickets.imports.model import Column, ImportKind, Row
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.rules.passing import OVER

_DAY = re.compile(
    r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?"
    r"(?:[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
)
_HALF = re.compile(r"(上午|AM)|(下午|PM)", re.IGNORECASE)
"""Of a day: so spreadsheets in Chinese write the time out as text, 2026/3/2 下午 03:30."""
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YUAN = re.compile(r"(?:CNY|RMB|[¥￥])?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d+)?\s*元?", re.ASCII)
_BETWEEN = re.compile(r"[,;、/|\s]+")
_WHOLE = re.compile(r"(\d{5,})\.0+")
"""A number that some program wrote out as a fraction."""
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MADE_A_DATE = re.compile(
    rf"\d{{4}}-\d\d-\d\d(T[\d:]+)?|\d{{1,2}}-({_MONTH})(-\d\d)?|({_MONTH})-\d\d", re.IGNORECASE
)
"""What becomes of 3-15 or 5-6 in a cell that is not formatted as text."""

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
    said = _WHOLE.sub(r"\1", _narrow(text))
    if _MADE_A_DATE.fullmatch(said):
        raise _Wrong(Fault(pointer="", code="made_a_date"))
    return said


def _phone(text: str, site: Site) -> str:
    """An area code may stand in brackets."""
    return " ".join(re.split(r"[()\s]+", _id(text, site))).strip()


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
    half = _HALF.search(narrow)
    if half:
        narrow = f"{narrow[: half.start()]} {narrow[half.end() :]}".strip()
    found = _DAY.fullmatch(narrow) or _DIGITS.fullmatch(narrow)
    if found is None:
        raise _no_date()
    year, month, day, *clock = (int(each) for each in found.groups() if each)
    if half:
        clock = _of_half(clock, bool(half[2]))
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  the zone is the site's
    except ValueError:
        raise _no_date() from None


def _of_half(clock: list[int], afternoon: bool) -> list[int]:
    """Twelve is the first hour of a half; who writes 下午 15:00 means three o'clock as well."""
    if not clock or (clock[0] > 12 and not afternoon):
        raise _no_date()
    return [clock[0] % 12 + 12 * afternoon, *clock[1:]]


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


def _choice(field: str, kind: ImportKind) -> Read:
    """A code, or what it is called in one of the languages or besides."""

    def read(text: str, site: Site) -> str:
        known, wanted = choices(field, kind, site), plain(text)
        called = (code for code, names in also(field).items() if wanted in names.split())
        code = next(called, "")
        return code if code in known else _named(text, known)

    return read


def _named(
    text: str, table: Mapping[str, Words], offered: Mapping[str, Words] | None = None
) -> str:
    wanted = plain(text)
    for code, words in table.items():
        if wanted in map(plain, (code, words.hant, words.hans, words.en)):
            return code
    may = list(table if offered is None else offered)
    raise _Wrong(Fault(pointer="", code="not_a_choice", data={"choices": may}))


def _roles(text: str, site: Site) -> list[str]:
    """Apart from commas there may be blanks within a role's name, so it is tried whole first."""
    known = choices("roles", ImportKind.STAFF, site)
    try:
        return [_named(text, known)]
    except _Wrong:
        return [_named(each, known) for each in _list(text)]


def _status(text: str, site: Site) -> None:
    """It is looked at and not kept: a matter begins here by what the row says of its department."""
    said = plain(text)
    if said in map(plain, STILL_OPEN.split()):
        return
    if said in map(plain, OVER_BY_NOW.split()):
        raise _open_only()
    if State(_named(text, STATES, choices("status", ImportKind.TICKETS, site))) in OVER:
        raise _open_only()


def _open_only() -> _Wrong:
    return _Wrong(Fault(pointer="", code="open_only"))


_READ: dict[str, Read] = {
    "id": _id,
    "unit": _id,
    "number": _line,
    "phone": _phone,
    "units": _ids,
    "handover": _day,
    "received_at": _instant,
    "passed_on_at": _instant,
    "price": _fen,
    "roles": _roles,
    "status": _status,
    "words": _text,
}
_CHOSEN = ("kind", "department", "item", "channel")
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
    if field in _CHOSEN:
        return _choice(field, kind)
    if field == "unit" and kind is ImportKind.PRICES:
        return _line
    return _READ.get(field, _line)

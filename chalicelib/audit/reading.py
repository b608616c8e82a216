"""Reading a part of a table into a sheet; sheets are put together in any order."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from pynamodb.models import Model

from chalicelib.audit import book
from chalicelib.audit.book import Book
from chalicelib.store import tables
from chalicelib.store.whole import Item, WholeStore

Series = tuple[str, str]
"""A site and a form: what is numbered together."""


class OutOfTime(Exception):
    """There is more to read than there was time for. Nothing is known to be wrong, or right."""


@dataclass
class Sheet:
    """What was read of a part of a table."""

    book: Book = field(default_factory=Book)
    counted: Counter[str] = field(default_factory=Counter)
    """Table to how many items of it were read."""
    suspects: set[str] = field(default_factory=set)
    """Records, as `site#kind#id`, whose history does not hold as it was read."""
    numbers: dict[Series, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """Numbers in the register by day: bit n is set where the day's nth is there."""
    counters: dict[Series, tuple[str, int]] = field(default_factory=dict)
    """Day and last number given."""

    def merge(self, other: "Sheet") -> None:
        """Put another part beside this one."""
        self.book.merge(other.book)
        self.counted += other.counted
        self.suspects |= other.suspects
        self.counters |= other.counters
        for series, days in other.numbers.items():
            for day, bits in days.items():
                self.numbers[series][day] = self.numbers[series].get(day, 0) | bits


@dataclass(frozen=True)
class Part:
    """A part of a table to be read."""

    table: str
    segment: int
    segments: int
    until: float
    """When to give up, by the monotonic clock, which all processes of a machine share."""
    only: frozenset[str] | None = None
    """A second look: these records, what their entries sent and posted each by itself."""


def read(source: Callable[[], WholeStore], part: Part) -> Sheet:
    """The sheet of a part.

    Raises: OutOfTime, Unavailable.
    """
    sheet = Sheet()
    table = tables.BY_NAME[part.table]
    items = _items(source(), table, part, sheet)
    if part.only is not None:
        _ENTER_AGAIN[table](sheet, (item for item in items if _owner(item) in part.only))
    else:
        _ENTER[table](sheet, items)
    return sheet


def _items(store: WholeStore, table: type[Model], part: Part, sheet: Sheet) -> Iterator[Item]:
    for page in store.pages(table, part.segment, part.segments):
        if time.monotonic() > part.until:
            raise OutOfTime(part.table)
        sheet.counted[part.table] += len(page)
        yield from page


def _owner(item: Item) -> str:
    """The record that a message or posting is of, by what is said in it, or that is found."""
    if "term" in item:
        return book.found_record(item)
    site = str(item.get("account") or item.get("record")).partition("#")[0]
    return f"{site}#{book.body_of(item).get('record')}"


def _each(enter: Callable[[Book, Item], None], sheet: Sheet, items: Iterator[Item]) -> None:
    for item in items:
        enter(sheet.book, item)


def _histories(sheet: Sheet, items: Iterator[Item]) -> None:
    sheet.suspects |= {flaw.record for flaw in book.histories(sheet.book, items)}


def _forms(sheet: Sheet, items: Iterator[Item]) -> None:
    for item in items:
        book.form(sheet.book, item)
        body = book.body_of(item)
        day, seq = str(body.get("day")), body.get("seq")
        if isinstance(seq, int) and seq > 0:
            days = sheet.numbers[_series(item["key"], str(body.get("form")))]
            days[day] = days.get(day, 0) | 1 << seq


def _counters(sheet: Sheet, items: Iterator[Item]) -> None:
    for item in items:
        site, _, form = item["key"].partition("#")
        last = item.get("last")
        sheet.counters[site, form] = str(item.get("day")), last if isinstance(last, int) else 0


def _series(key: str, form: str) -> Series:
    return key.partition("#")[0], form


Enter = Callable[[Sheet, Iterator[Item]], None]
_ENTER: dict[type[Model], Enter] = {
    **dict.fromkeys(tables.RECORDS.values(), partial(_each, book.record)),
    tables.History: _histories,
    tables.Timers: partial(_each, book.timer),
    tables.Holds: partial(_each, book.hold),
    tables.Finding: partial(_each, book.finding),
    tables.Counters: _counters,
    tables.Forms: _forms,
    tables.Ledger: partial(_each, book.posting),
    tables.Outbox: partial(_each, book.message),
}
_ENTER_AGAIN: dict[type[Model], Enter] = {
    tables.Finding: _ENTER[tables.Finding],
    tables.Ledger: partial(_each, partial(book.posting, each=True)),
    tables.Outbox: partial(_each, partial(book.message, each=True)),
}

"""A second look at what did not come out even, by itself, while nobody changes it.

The tables are read one after the other while people work, so what was written in between is met
on one side only. What then still does not hold, in one state of one record, is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.audit import book
from chalicelib.audit.book import Book, Name
from chalicelib.core.history import End, Flaw, ending
from chalicelib.core.ports import Unavailable
from chalicelib.store import tables
from chalicelib.store.dynamo import Raw
from chalicelib.store.whole import Item, WholeStore

_TRIES = 8
_PLACES = {
    "timer": (tables.Timers, ("shard", "due"), book.timer),
    "hold": (tables.Holds, ("key",), book.hold),
    "form": (tables.Forms, ("key",), book.form),
}
"""What has a place of its own: its table, the names of its key, how it is entered."""


@dataclass(frozen=True)
class Settled:
    """A record as it stood still."""

    end: End
    """Of its history."""
    effects: Book
    """What every entry sent and posted."""
    flaws: tuple[Flaw, ...]


def settle(store: WholeStore, name: str, left: Iterable[Name]) -> Settled:
    """Look at a record, `site#kind#id`, and at what was left over of it.

    Raises: Unavailable, also where the record changes at every look.
    """
    left = set(left)
    for _ in range(_TRIES):
        before = record_of(store, name)
        settled = _look(store, name, before, left)
        if record_of(store, name) == before:
            return settled
    raise Unavailable(f"{name} does not stand still")


def _look(store: WholeStore, name: str, record: Item | None, left: set[Name]) -> Settled:
    had, effects = Book(), Book()
    found: list[Flaw] = []
    entries = store.history(name) if name else ()
    end = book.history(effects, found, name, entries, each=True)
    if record is None and end.version:
        found.append(Flaw(record=name, seq=end.version, what="record_missing"))
    elif record is not None:
        found += ending(name, end, book.end_of(record))
        book.record(had, record)
    placed = {each for each in {*had, *left} if each.what in _PLACES}
    items = store.items(map(_raw, placed))
    open_book = Book(had)
    for each in placed:
        if _raw(each) in items:
            _PLACES[each.what][2](open_book, items[_raw(each)])
    for each in sorted(placed & open_book.keys()):
        how = "missing" if _raw(each) not in items else "altered" if each in had else "orphaned"
        found.append(Flaw(record=name, seq=end.version, what=f"{each.what}_{how}"))
    return Settled(end, effects, tuple(found))


def record_of(store: WholeStore, name: str) -> Item | None:
    """The record of this name, `site#kind#id`, as it is kept now.

    Raises: Unavailable.
    """
    site, _, id = name.partition("#")
    if not site or not id:
        return None
    keys = [
        (table.Meta.table_name, (("site", site), ("id", id))) for table in tables.RECORDS.values()
    ]
    return next(iter(store.items(keys).values()), None)


def _raw(name: Name) -> Raw:
    table, names, _ = _PLACES[name.what]
    return table.Meta.table_name, tuple(zip(names, name.key, strict=True))

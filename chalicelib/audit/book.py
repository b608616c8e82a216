"""What each stored item says, entered into a book that comes out even.

Everything is kept twice: a record says which timers, holds and forms it has, and there they lie;
its history says where it ends, and so does it; an entry says what was sent and posted with it, and
there it is. Each statement is entered under a name, once for and once against. What cancels out
is gone from the book at once; what is left over does not hold, or was being written meanwhile.

Nothing is taken for granted of an item: whoever altered it may have written anything.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from chalicelib.core import effects
from chalicelib.core.finding import entry_hash
from chalicelib.core.history import NOTHING, End, Flaw, digest_of_stored, followed
from chalicelib.core.outbox import ANNOUNCE
from chalicelib.core.record import Instant, Record
from chalicelib.store.items import (
    EVERYWHERE,
    form_item,
    hold_item,
    journal_name,
    message_key,
    timer_item,
)
from chalicelib.store.whole import Item


class Name(NamedTuple):
    """What a statement is about."""

    what: str
    """`history`, `timer`, `hold`, `form`, `finding`, `messages`, `postings`, `journal`."""
    record: str
    """`site#kind#id` of the record that it hangs on."""
    key: tuple[str, ...] = ()
    """Where it lies, of what has a place of its own: values of its item's key."""


class Book(dict[Name, int]):
    """Names to what is entered under them, as long as that is not even."""

    def add(self, name: Name, number: int) -> None:
        """Enter a statement; the same number against it strikes it out."""
        total = self.get(name, 0) + number
        if total:
            self[name] = total
        else:
            self.pop(name, None)

    def merge(self, other: "Book") -> None:
        """Enter all of another book."""
        for name, number in other.items():
            self.add(name, number)


class Kept(Record):
    """A stored record of any kind, as far as all kinds are alike."""

    KIND = ""
    TABLE = ""

    kept_as: str
    """`kind#id`."""

    @property
    def name_in_history(self) -> str:
        """What the item is kept under, whatever its body says."""
        return self.kept_as


def kept(item: Item) -> Kept | None:
    """The record of an item; None if its body is none."""
    try:
        return msgspec.convert({**item["body"], "kept_as": item["id"]}, Kept)
    except (KeyError, TypeError, msgspec.ValidationError):
        return None


def end_of(item: Item | None) -> End:
    """Where the history of a record ought to lead; nowhere, if there is no record."""
    if item is None:
        return NOTHING
    body = body_of(item)
    return End(item.get("version", 0), body.get("head", ""), digest_of_stored(body))


def record(book: Book, item: Item) -> None:
    """A record says where its history ends, and which timers, holds and forms it has."""
    name = f"{item['site']}#{item['id']}"
    book.add(Name("history", name), _number(end_of(item)))
    known = kept(item)
    if known is None:
        return
    for timer in known.timers:
        laid = timer_item(known, timer)
        book.add(Name("timer", name, (laid.shard, laid.due)), 1)
    for hold in known.holds:
        book.add(Name("hold", name, (hold_item(known, hold).key,)), 1)
    if known.indexed:
        book.add(Name("finding", name), _hexadecimal(known.indexed.sum))
    for form in known.forms:
        laid_form = form_item(known, form)
        said = effects.hashed(laid_form.day_key, laid_form.place, laid_form.body)
        book.add(Name("form", name, (laid_form.key,)), said)


def histories(book: Book, items: Iterable[Item]) -> list[Flaw]:
    """Histories, those of one record together: where they break, and where each ends."""
    found: list[Flaw] = []
    for name, entries in groupby(items, itemgetter("record")):
        end = history(book, found, name, entries)
        book.add(Name("history", name), -_number(end))
    return found


def history(
    book: Book, found: list[Flaw], name: str, entries: Iterable[Item], *, each: bool = False
) -> End:
    """One history: its flaws are added to those found; what it sent and posted is entered.

    Summed up over the record, or under every entry's own name if `each`.
    """
    bodies = [(item.get("seq", -1), body_of(item)) for item in entries]
    end, flaws = followed(name, bodies)
    found += flaws
    for seq, body in bodies:
        key = (str(seq),) if each else ()
        for what, field in (("messages", "told"), ("postings", "posted")):
            if field in body:
                book.add(Name(what, name, key), _hexadecimal(body[field]))
    return end


def timer(book: Book, item: Item) -> None:
    """A timer lies where its record has it. What only announces messages is no record's."""
    if item["shard"].startswith(f"{ANNOUNCE}#"):
        return
    owner = "#".join(item["due"].split("#")[1:4])
    book.add(Name("timer", owner, (item["shard"], item["due"])), -1)


def hold(book: Book, item: Item) -> None:
    """A hold is had by a record; what only one of all sites may have says of which site it is."""
    site, owner = _site(item["key"]), str(item.get("record"))
    name = owner if site == EVERYWHERE else f"{site}#{owner}"
    book.add(Name("hold", name, (item["key"],)), -1)


def finding(book: Book, item: Item) -> None:
    """An entry of the index is one of those that its record adds up."""
    term, place = item["term"], item["place"]
    book.add(Name("finding", found_record(item)), -entry_hash(term, place))


def found_record(item: Item) -> str:
    """The record that an entry of the index finds."""
    site, _, rest = item["term"].partition("#")
    return f"{site}#{rest.partition('#')[0]}#{item['place'].rpartition('#')[2]}"


def form(book: Book, item: Item) -> None:
    """A form in the register is one of its record's, word for word."""
    said = effects.hashed(item.get("day_key"), item.get("place"), item.get("body"))
    owner = f"{_site(item['key'])}#{body_of(item).get('record')}"
    book.add(Name("form", owner, (item["key"],)), -said)


def message(book: Book, item: Item, *, each: bool = False) -> None:
    """A message was sent by an entry; its id is `kind#id#seq#number`."""
    body, site = body_of(item), _site(item["record"])
    id, said = str(body.get("id")), body.get("message")
    owner, seq, number = _place(id)
    to = said.get("to") if isinstance(said, dict) else None
    whole = id == f"{owner}#{seq}#{body.get('number')}" and body.get("seq") == seq
    if whole and message_key(site, str(to), _instant(body), id).items() <= item.items():
        sent = {"seq": seq} | {field: body.get(field) for field in _MESSAGE}
    else:
        sent = {}
    key = (str(seq),) if each else ()
    book.add(Name("messages", f"{site}#{owner}", key), -effects.message(number, sent))


def posting(book: Book, item: Item, *, each: bool = False) -> None:
    """A posting was made by an entry; the postings of its journal sum to zero (P-money)."""
    body, site = body_of(item), _site(item["account"])
    journal = str(body.get("journal"))
    owner, seq, number = _place(journal.partition("#")[2])
    line = _whole(item["place"].removeprefix(f"{journal}#"))
    key = (str(seq),) if each else ()
    laid = journal == journal_name(_instant(body), owner, seq, number)
    if laid and item["account"] == f"{site}#{body.get('account')}":
        made = {"seq": seq} | {field: body.get(field) for field in _POSTING}
        made |= {"about": body["about"]} if body.get("about") else {}
    else:
        made = {}
    book.add(Name("postings", f"{site}#{owner}", key), -effects.posting(number, line, made))
    book.add(Name("journal", f"{site}#{owner}", (str(seq), journal)), _fen(body))


_NEVER = datetime.min.replace(tzinfo=UTC)
_MESSAGE = ("record", "at", "correlation", "message")
_POSTING = ("record", "at", "by", "memo", "clause", "account", "fen")


def body_of(item: Item) -> dict[str, Any]:
    """What an item says besides its key; nothing, where it says nothing that can be read."""
    body = item.get("body")
    return body if isinstance(body, dict) else {}


def _site(key: str) -> str:
    return key.partition("#")[0]


def _place(name: str) -> tuple[str, int, int]:
    owner, _, rest = name.rpartition("#")
    owner, _, seq = owner.rpartition("#")
    return owner, _whole(seq), _whole(rest)


def _instant(body: dict[str, Any]) -> datetime:
    try:
        return msgspec.convert(body.get("at"), Instant)
    except msgspec.ValidationError:
        return _NEVER


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _fen(body: dict[str, Any]) -> int:
    fen = body.get("fen")
    return fen if isinstance(fen, int) else 0


def _hexadecimal(text: Any) -> int:
    try:
        return int(text, 16)
    except (TypeError, ValueError):
        return -1


def _number(end: End) -> int:
    if end == NOTHING:
        return 0
    return int.from_bytes(sha256(" ".join(map(str, end)).encode()).digest())

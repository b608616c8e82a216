"""History: one entry a commit, each chained to the one before by hash (P-history)."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from chalicelib.core import effects, finding
from chalicelib.core.change import MOST_ACTIONS, Change
from chalicelib.core.errors import Refusal
from chalicelib.core.record import Frozen, Instant, Record, plain

LARGEST = 250_000
"""Bytes of JSON that a record may have; as a DynamoDB item it is somewhat larger."""
_encode = msgspec.json.Encoder(order="deterministic").encode


class Entry(Frozen):
    """Who did what to a record, when, by which form. Never altered, never deleted."""

    site: str
    record: str
    """`kind#id` of the record."""
    seq: int
    """The record's version that this entry made."""
    at: Instant
    by: str
    name: str
    command: str
    clause: str
    form: dict[str, Any] = {}
    """The form as it came in, private fields hidden."""
    facts: dict[str, Any] = {}
    digest: str
    """Hash of the record as this entry left it."""
    told: str | None = None
    """What the messages that went with it add up to (P-tell)."""
    posted: str | None = None
    """What the postings that went with it add up to (P-money)."""
    correlation: str
    prev: str
    hash: str = ""


class Stamp(Frozen):
    """What every entry made by one act has in common."""

    by: str
    name: str
    at: Instant
    command: str
    clause: str
    correlation: str
    form: dict[str, Any] = {}


class Entered(Frozen):
    """A change with its history written: ready for `commit`, answerable before it."""

    change: Change
    record: Record
    """The record at its next version, its head the new entry's hash."""
    entry: Entry
    terms_added: tuple[str, ...] = ()
    """By which it is found from now on."""
    terms_removed: tuple[str, ...] = ()


_REPLAY = 1
"""Room for the answer that is remembered with it."""


def enter(change: Change, stamp: Stamp) -> tuple[Entered, ...]:
    """Write the history of a change and of all that go with it.

    What room they leave in their transaction the index has.
    """
    room = MOST_ACTIONS - _REPLAY - sum(each.actions for each in change.whole())
    made = []
    for each in change.whole():
        entered = _enter(each, stamp, room)
        room -= len(entered.terms_added) + len(entered.terms_removed)
        made.append(entered)
    return tuple(made)


def _enter(change: Change, stamp: Stamp, room: int) -> Entered:
    before = change.before
    prev = before.head if before else ""
    settled = finding.settle(before, change.after, room)
    record = msgspec.structs.replace(
        change.after,
        version=(before.version if before else 0) + 1,
        indexed=settled.indexed,
    )
    said: dict[str, Any] = {"record": record.name_in_history, "seq": record.version, "at": stamp.at}
    entry = Entry(
        site=record.site,
        **said,
        by=stamp.by,
        name=stamp.name,
        command=stamp.command,
        clause=stamp.clause,
        form=plain(stamp.form),
        facts=plain(change.facts),
        digest=digest_of(record),
        told=effects.told(change.messages, **said, correlation=stamp.correlation),
        posted=effects.posted(change.journals, **said, by=stamp.by),
        correlation=stamp.correlation,
        prev=prev,
    )
    entry = msgspec.structs.replace(entry, hash=hash_of(entry))
    return Entered(
        change=change,
        record=msgspec.structs.replace(record, head=entry.hash),
        entry=entry,
        terms_added=settled.added,
        terms_removed=settled.removed,
    )


def digest_of(record: Record) -> str:
    """Hash of a record's whole content as it is stored; its head follows from the entry.

    What is empty is left out, so that a field that a release adds does not alter old records.

    Raises: Refusal `record_full` before the store would refuse an item over 400 KB.
    """
    content = _without(plain(record), "head")
    if len(content) > LARGEST:
        raise Refusal("record_full", "P-history", bytes=LARGEST)
    return sha256(content).hexdigest()


def digest_of_stored(body: dict[str, Any]) -> str:
    """`digest_of` the record of whatever kind whose stored body this is."""
    return sha256(_without(body, "head")).hexdigest()


def hash_of(entry: Entry) -> str:
    """Hash of an entry and, through `prev`, of all before it."""
    return _hash_of_stored(plain(entry))


def _hash_of_stored(body: dict[str, Any]) -> str:
    return sha256(_without(body, "hash")).hexdigest()


def _without(body: dict[str, Any], field: str) -> bytes:
    return _encode({**body, field: ""})


class Flaw(Frozen):
    """Where what is kept does not hold."""

    record: str
    """`site#kind#id`."""
    seq: int
    """The version of the record at which it shows."""
    what: str


class End(NamedTuple):
    """What a history says the record now is."""

    version: int
    head: str
    digest: str


NOTHING = End(0, "", "")
"""The end of a history that has no entry."""


def followed(name: str, entries: Iterable[tuple[int, dict[str, Any]]]) -> tuple[End, list[Flaw]]:
    """Where a history leads, and every place where it was altered, cut, added to or reordered.

    `name` is the record's `site#kind#id`; the entries, oldest first, are stored bodies, each with
    the number that it is kept under. Nothing is taken for granted of what is in them.
    """
    found: list[Flaw] = []
    end = NOTHING
    for seq, body in entries:
        expected = end.version + 1
        named = f"{body.get('site')}#{body.get('record')}"
        if not seq == body.get("seq") == expected or named != name:
            found.append(Flaw(record=name, seq=expected, what="missing"))
        if body.get("prev") != end.head:
            found.append(Flaw(record=name, seq=seq, what="unchained"))
        if _hash_of_stored(body) != body.get("hash"):
            found.append(Flaw(record=name, seq=seq, what="altered"))
        end = End(seq, body.get("hash", ""), body.get("digest", ""))
    return end, found


def ending(name: str, end: End, record: End) -> Iterator[Flaw]:
    """Where a history's end and the record, as it is kept, do not agree."""
    if end[:2] != record[:2]:
        yield Flaw(record=name, seq=record.version, what="truncated")
    elif end.digest != record.digest:
        yield Flaw(record=name, seq=record.version, what="record_altered")


def flaws(record: Record, entries: Iterable[Entry]) -> Iterator[Flaw]:
    """Every place where a record and its entries, oldest first, do not hold."""
    name = f"{record.site}#{record.name_in_history}"
    end, found = followed(name, ((entry.seq, plain(entry)) for entry in entries))
    yield from found
    yield from ending(name, end, End(record.version, record.head, digest_of(record)))

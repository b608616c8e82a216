"""History: one entry a commit, each chained to the one before by hash (P-history)."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import msgspec

from chalicelib.core.change import Change
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
    """The form as it came in, private fields masked."""
    facts: dict[str, Any] = {}
    digest: str
    """Hash of the record as this entry left it."""
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


def enter(change: Change, stamp: Stamp) -> tuple[Entered, ...]:
    """Write the history of a change and of all that go with it."""
    return tuple(_enter(each, stamp) for each in change.whole())


def _enter(change: Change, stamp: Stamp) -> Entered:
    before = change.before
    prev = before.head if before else ""
    record = msgspec.structs.replace(
        change.after, version=(before.version if before else 0) + 1, head=prev
    )
    entry = Entry(
        site=record.site,
        record=record.name_in_history,
        seq=record.version,
        at=stamp.at,
        by=stamp.by,
        name=stamp.name,
        command=stamp.command,
        clause=stamp.clause,
        form=plain(stamp.form),
        facts=plain(change.facts),
        digest=digest_of(record),
        correlation=stamp.correlation,
        prev=prev,
    )
    entry = msgspec.structs.replace(entry, hash=hash_of(entry))
    return Entered(
        change=change, record=msgspec.structs.replace(record, head=entry.hash), entry=entry
    )


def digest_of(record: Record) -> str:
    """Hash of a record's whole content as it is stored, its head being that of the version before.

    What is empty is left out, so that a field that a release adds does not alter old records.

    Raises: Refusal `record_full` before the store would refuse an item over 400 KB.
    """
    content = _encode(plain(record))
    if len(content) > LARGEST:
        raise Refusal("record_full", "P-history", bytes=LARGEST)
    return sha256(content).hexdigest()


def hash_of(entry: Entry) -> str:
    """Hash of an entry and, through `prev`, of all before it."""
    return sha256(_encode(plain(msgspec.structs.replace(entry, hash="")))).hexdigest()


class Flaw(Frozen):
    """Where a history does not hold."""

    record: str
    seq: int
    what: str


def flaws(record: Record, entries: Iterable[Entry]) -> Iterator[Flaw]:
    """Every place where the entries, oldest first, were altered, removed, added or reordered."""
    prev, seq, last = "", 0, None
    for entry in entries:
        seq += 1
        if entry.seq != seq or entry.record != record.name_in_history:
            yield Flaw(record=record.name_in_history, seq=seq, what="missing")
            seq = entry.seq
        if entry.prev != prev:
            yield Flaw(record=record.name_in_history, seq=entry.seq, what="unchained")
        if hash_of(entry) != entry.hash:
            yield Flaw(record=record.name_in_history, seq=entry.seq, what="altered")
        prev, last = entry.hash, entry
    if seq != record.version or prev != record.head:
        yield Flaw(record=record.name_in_history, seq=record.version, what="truncated")
    elif last and last.digest != digest_of(msgspec.structs.replace(record, head=last.prev)):
        yield Flaw(record=record.name_in_history, seq=record.version, what="record_altered")

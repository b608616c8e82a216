"""How the parts of a change lie in the tables: keys, order, packing."""

import zlib
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

import msgspec

from chalicelib.core import finding, sitetime
from chalicelib.core.history import Entered, Entry
from chalicelib.core.money import Journal
from chalicelib.core.outbox import ANNOUNCE, Announced, Told, place
from chalicelib.core.ports import Answer, NewReplay
from chalicelib.core.record import Hold, NumberedForm, Record, Timer, plain
from chalicelib.store import tables

SHARDS = 8
EVERYWHERE = "*"
"""In the place of a site, which has another name: what only one record of all sites may have."""
REMEMBERED_FOR = timedelta(hours=24)
"""How long an idempotency key is good for."""


def shard_of(job: str, number: int) -> str:
    """The partition of a job's timers."""
    return f"{job}#{number}"


def counter_key(site: str, form: str) -> str:
    """The key of a form's counter at a site."""
    return f"{site}#{form}"


def form_key(site: str, number: str) -> str:
    """The key of a form in the register, from what is printed on it."""
    return f"{site}#{number}"


def history_key(site: str, record: str) -> str:
    """The partition of a record's history; `record` is its `kind#id`."""
    return f"{site}#{record}"


def expires_at(now: datetime) -> int:
    """When a replay given now is forgotten, in seconds since 1970."""
    return int((now + REMEMBERED_FOR).timestamp())


def packed(answer: Answer) -> bytes:
    """An answer as it is remembered: a third of its size, and so of its cost."""
    return zlib.compress(msgspec.msgpack.encode(answer))


def unpacked(stored: bytes) -> Answer:
    """The answer again, to the byte."""
    return msgspec.msgpack.decode(zlib.decompress(stored), type=Answer)


def record_item(record: Record) -> tables.RecordTable:
    """A record with its keys and index attributes beside its body."""
    model = tables.RECORDS[record.TABLE]
    attributes: dict[str, Any] = record.index()
    return model(
        site=record.site,
        id=record.name_in_history,
        version=record.version,
        body=plain(record),
        **attributes,
    )


def entry_item(entry: Entry) -> tables.History:
    """A history entry."""
    return tables.History(
        record=history_key(entry.site, entry.record), seq=entry.seq, body=plain(entry)
    )


def shard_number(site: str, record: str) -> int:
    """Which of a job's shards holds the timers of a record; `record` is its `kind#id`."""
    return crc32(f"{site}#{record}".encode()) % SHARDS


def timer_item(record: Record, timer: Timer) -> tables.Timers:
    """A timer, where its job will look for it."""
    name = record.name_in_history
    return _timer_item(timer.job, record.site, name, timer.clause, timer.due_at)


def announcement_item(announced: Announced) -> tables.Timers:
    """The mark that an entry's messages have still to be handed over."""
    seq = f"{announced.seq:09d}"
    return _timer_item(ANNOUNCE, announced.site, announced.record, seq, announced.due_at)


def _timer_item(job: str, site: str, record: str, last: str, due_at: datetime) -> tables.Timers:
    return tables.Timers(
        shard=shard_of(job, shard_number(site, record)),
        due=f"{sitetime.text(due_at)}#{site}#{record}#{last}",
    )


def hold_item(record: Record, hold: Hold) -> tables.Holds:
    """What the record has, and nobody else at its site, or at any."""
    name = record.name_in_history
    return tables.Holds(
        key=hold_key(record.site, hold), record=f"{record.site}#{name}" if hold.everywhere else name
    )


def hold_key(site: str, hold: Hold) -> str:
    """The key of what a record of a site has."""
    return f"{EVERYWHERE if hold.everywhere else site}#{hold.key}"


def finding_item(record: Record, term: str) -> tables.Finding:
    """The record in the index, under a term."""
    partition, place = finding.address(record, term)
    return tables.Finding(term=partition, place=place)


def form_item(record: Record, form: NumberedForm) -> tables.Forms:
    """A form in the register, and so in the duty record of its day."""
    return tables.Forms(
        key=form_key(record.site, form.number),
        day_key=f"{record.site}#{form.day}",
        place=f"{sitetime.text(form.at)}#{form.number}",
        body=plain({"record": record.name_in_history, **plain(form)}),
    )


def journal_name(at: datetime, record: str, seq: int, number: int) -> str:
    """What an entry's journals are called; `record` is its `kind#id`."""
    return f"{sitetime.text(at)}#{record}#{seq}#{number}"


def ledger_items(entered: Entered, number: int, journal: Journal) -> list[tables.Ledger]:
    """A journal's postings, each under its account."""
    entry = entered.entry
    name = journal_name(entry.at, entry.record, entry.seq, number)
    return [
        tables.Ledger(
            account=f"{entry.site}#{posting.account}",
            place=f"{name}#{line}",
            body=plain(
                {
                    "journal": name,
                    "account": posting.account,
                    "fen": posting.fen,
                    **journal.said,
                    "record": entry.record,
                    "at": entry.at,
                    "by": entry.by,
                }
            ),
        )
        for line, posting in enumerate(journal.postings)
    ]


def message_key(site: str, to: str, at: datetime, id: str) -> dict[str, str]:
    """Where a message lies: under its record, in order, and in the inbox of who is to be told."""
    record, seq, number = id.rsplit("#", 2)
    return {
        "record": history_key(site, record),
        "place": place(int(seq), int(number)),
        "person": f"{site}#{to}",
        "at": f"{sitetime.text(at)}#{id}",
    }


def message_items(entered: Entered) -> list[tables.Outbox]:
    """The change's messages, under the record, and each in the inbox of who is to be told."""
    entry = entered.entry
    items = []
    for number, message in enumerate(entered.change.messages):
        id = f"{entry.record}#{entry.seq}#{number}"
        told = Told(
            id=id,
            at=entry.at,
            record=entry.record,
            seq=entry.seq,
            number=number,
            correlation=entry.correlation,
            message=message,
        )
        key = message_key(entry.site, message.to, entry.at, id)
        items.append(
            tables.Outbox(
                record=key["record"],
                place=key["place"],
                person=key["person"],
                at=key["at"],
                body=plain(told),
            )
        )
    return items


def replay_item(replay: NewReplay) -> tables.Replays:
    """An answer to be remembered."""
    return tables.Replays(
        key=replay.key,
        fingerprint=replay.fingerprint,
        answer=packed(replay.answer),
        expires=expires_at(replay.now),
    )

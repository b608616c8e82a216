"""What an act sends and posts, added up, so that its history entry answers for it.

Each message and posting has a hash of its own; an entry holds their sum. A sum does not mind the
order in which messages and postings, spread over people and accounts, are met again: an audit
adds up what it finds and compares (P-tell, P-money).
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import msgspec

from chalicelib.core.change import Message
from chalicelib.core.money import Journal
from chalicelib.core.record import plain

_encode = msgspec.json.Encoder(order="deterministic").encode


def hashed(*parts: Any) -> int:
    """A number of 248 bits that stands for these JSON values.

    As many as a transaction can hold, a hundred, add up to no more than 256 bits.
    """
    return int.from_bytes(sha256(_encode(parts)).digest()[1:])


def told(messages: Iterable[Message], **entry: Any) -> str | None:
    """The sum over the messages of an entry; None where it has none.

    `entry` is what is kept with each: the record's `kind#id`, `seq`, `at`, `correlation`.
    """
    said = plain(entry)
    return _sum(
        message(number, {**said, "message": plain(each)}) for number, each in enumerate(messages)
    )


def posted(journals: Iterable[Journal], **entry: Any) -> str | None:
    """The sum over the postings of an entry; None where it has none.

    `entry` is what is kept with each: the record's `kind#id`, `seq`, `at`, `by`.
    """
    said = plain(entry)
    return _sum(
        posting(
            number,
            line,
            {**said, **journal.said, **plain(each)},
        )
        for number, journal in enumerate(journals)
        for line, each in enumerate(journal.postings)
    )


def message(number: int, said: dict[str, Any]) -> int:
    """The hash of one message, its entry's `number`th."""
    return hashed("message", number, said)


def posting(number: int, line: int, said: dict[str, Any]) -> int:
    """The hash of one posting: a line of its entry's `number`th journal."""
    return hashed("posting", number, line, said)


def _sum(hashes: Iterable[int]) -> str | None:
    total = sum(hashes)
    return f"{total:064x}" if total else None

"""By which terms a record is found, in Chinese and English (P-find).

A text is cut into *units*: each Chinese character is one, and each number or word of another
script with what stands inside it (`A-1203`). Units that touch make a *run*. The terms of a run are
its words, with their parts (`a1203`, `a`, `1203`), and every pair of neighbours in which there is
a Chinese character (`漏水`, `座12`), so that what stood apart is not found as one. Width, case and
Traditional or Simplified make no difference.

A term is `first second`: the index keeps `second` in order under `first`, so all that begins with
one character lies together. A record's terms have an order, and as many as one transaction has
room for go in with it; the others follow with the record's next steps.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from chalicelib.core.alike import plain
from chalicelib.core.effects import hashed
from chalicelib.core.record import Indexed, Record

PHONE = "tel"
"""The kind of key that is the keyed hash of a telephone number."""
_LONGEST = 64
"""Characters of a word that the index keeps."""
_KEY = re.compile("\x01([a-z]+:[0-9a-f]+)")
"""What is found whole; no field of a form may hold its first character."""
_CHINESE = (
    r"\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = rf"(?:(?![{_CHINESE}])[^\W_])+"
_UNITS = re.compile(rf"([{_CHINESE}])|{_WORD}(?:[-./_]{_WORD})*")
_INSIDE = re.compile(r"[-./_]")


class Unit(NamedTuple):
    """A Chinese character, or a word or number with its parts."""

    whole: str
    """Without what stands inside it."""
    parts: tuple[str, ...] = ()
    """Where it has more than one."""
    chinese: bool = False
    """Whether it is a character that has its meaning by itself."""

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What may be asked for of it by who asks for it with what stands before it."""
        return (self.whole, *self.parts[:1])

    @property
    def ends(self) -> tuple[str, ...]:
        """What may be asked for of it by who asks for it with what comes after it."""
        return (self.whole, *self.parts[-1:])


Run = tuple[Unit, ...]
"""Units with nothing between them."""


def key(kind: str, value: str) -> str:
    """Something that is found whole, such as the keyed hash of a telephone number, hexadecimal."""
    return f"\x01{kind}:{value}"


def runs(text: str) -> Iterator[Run]:
    """What a text is made of."""
    run: list[Unit] = []
    end = 0
    for match in _UNITS.finditer(plain(text)):
        if run and match.start() > end:
            yield tuple(run)
            run = []
        run.append(Unit(match[0], chinese=True) if match[1] else _word(match[0]))
        end = match.end()
    if run:
        yield tuple(run)


def _word(text: str) -> Unit:
    parts = _INSIDE.split(text)
    return Unit("".join(parts), tuple(parts) if len(parts) > 1 else ())


def terms(found_by: Iterable[str]) -> tuple[str, ...]:
    """The terms of texts and keys, in their order, each once."""
    return tuple(dict.fromkeys(term for text in found_by for term in _terms(text)))


def _terms(text: str) -> Iterator[str]:
    if whole := _KEY.fullmatch(text):
        yield term(whole[1])
        return
    for run in runs(text):
        for unit in run:
            if not unit.chinese:
                yield from map(term, (unit.whole, *unit.parts))
        for left, right in pairwise(run):
            yield from (term(one, two) for one in left.ends for two in right.beginnings)
        if run[-1].chinese:
            yield term(run[-1].whole)


def term(first: str, second: str = "") -> str:
    """A term as a record remembers it."""
    return f"{first[:_LONGEST]} {second[:_LONGEST]}"


def partition(site: str, kind: str, first: str) -> str:
    """Where the index keeps everything of a kind that is found by what begins so."""
    return f"{site}#{kind}#{first}"


def place(second: str, id: str) -> str:
    """Where in a partition a record stands."""
    return f"{second}#{id}"


def address(record: Record, of: str) -> tuple[str, str]:
    """Partition and place of the index entry of one of a record's terms."""
    first, _, second = of.partition(" ")
    return partition(record.site, record.KIND, first), place(second, record.id)


class Settled(NamedTuple):
    """What a step does to the index."""

    indexed: Indexed | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def settle(before: Record | None, after: Record, room: int) -> Settled:
    """Bring the index as near to what the record says as `room` entries take it.

    What the record is no longer found by goes first.
    """
    was = before.indexed if before else None
    had = before.found_by() if before else ()
    if was and was.whole and had == after.found_by():
        return Settled(was)
    wanted = terms(after.found_by())
    have = (*terms(had)[: was.first], *was.beyond) if was else ()
    if not wanted and not have:
        return Settled(None)
    outdated = set(have).difference(wanted)
    removed = tuple(each for each in have if each in outdated)[: max(room, 0)]
    missing = set(wanted).difference(have)
    added = tuple(each for each in wanted if each in missing)[: max(room - len(removed), 0)]
    lying = (set(have) | set(added)).difference(removed)
    first = next((at for at, each in enumerate(wanted) if each not in lying), len(wanted))
    ahead = lying.difference(wanted[:first])
    total = int(was.sum, 16) if was and was.sum else 0
    total += sum(_hash(after, each) for each in added)
    total -= sum(_hash(after, each) for each in removed)
    indexed = Indexed(
        first=first,
        of=len(wanted),
        beyond=tuple(each for each in (*have, *added) if each in ahead),
        sum=f"{total:x}",
    )
    return Settled(indexed, added, removed)


def _hash(record: Record, of: str) -> int:
    return entry_hash(*address(record, of))


def entry_hash(partition: str, place: str) -> int:
    """The number of 120 bits that stands for an entry in the sum that its record keeps."""
    return hashed("finding", partition, place) >> 128


class Asked(NamedTuple):
    """What somebody looks for: all of it must be there."""

    runs: tuple[Run, ...] = ()
    keys: tuple[str, ...] = ()


def asked(text: str) -> Asked:
    """What somebody looks for who writes this."""
    return Asked(runs=tuple(runs(text)))


class List(NamedTuple):
    """A list of the index: what is found by a term, or by all that begins with a character."""

    first: str
    second: str | None
    """None: whatever comes after it."""


_MOST_LISTS = 4
"""Of a long question so many are looked at; the rest is held against the records."""


def lists(of: Asked) -> tuple[List, ...]:
    """Where to look, the likeliest to be short first: words and numbers, then characters."""
    found = [List(*_parted(each)) for text in of.keys for each in _terms(text)]
    words, pairs, alone = [], [], []
    for run in of.runs:
        pairs += [List(*_parted(term(a.whole, b.whole))) for a, b in pairwise(run)]
        words += [List(*_parted(term(each.whole))) for each in run if not each.chinese]
        alone += [List(each.whole, None) for each in run if each.chinese and len(run) == 1]
    words.sort(key=lambda each: -len(each.first))
    pairs.sort(key=lambda each: -len(each.first + (each.second or "")))
    return tuple(dict.fromkeys([*found, *words, *pairs]))[:_MOST_LISTS] or tuple(alone[:1])


def _parted(of: str) -> tuple[str, str]:
    first, _, second = of.partition(" ")
    return first, second


def matches(of: Asked, found_by: Iterable[str]) -> bool:
    """Whether all of it is there, what touches touching.

    The index only proposes: it may lag, and it cuts long words and knows no more than pairs.
    """
    texts = tuple(found_by)
    there = [run for text in texts if not _KEY.fullmatch(text) for run in runs(text)]
    return set(of.keys) <= set(texts) and all(
        any(_contains(have, wanted) for have in there) for wanted in of.runs
    )


def _contains(have: Run, wanted: Run) -> bool:
    return any(
        all(_is(have[start + at], unit, at, len(wanted)) for at, unit in enumerate(wanted))
        for start in range(len(have) - len(wanted) + 1)
    )


def _is(unit: Unit, wanted: Unit, at: int, of: int) -> bool:
    """Whether it may be asked for so; only at the ends of a question may parts be left out."""
    if of == 1:
        return wanted.whole in (unit.whole, *unit.parts)
    if at == 0:
        return wanted.whole in unit.ends
    return wanted.whole in (unit.beginnings if at == of - 1 else (unit.whole,))


def likeness(one: str, other: str) -> float:
    """How like two texts are, by the terms that both have: 1 for equal, 0 for nothing (Dice)."""
    if one == other:
        return 1.0
    mine, others = set(_terms(one)), set(_terms(other))
    return 2 * len(mine & others) / (len(mine) + len(others)) if mine or others else 0.0

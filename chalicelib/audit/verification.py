"""Verifying everything that is kept, on a running system, in one reading of every table.

Held in memory for every record: its name, where its history ends and what its entries sent and
posted, some 600 bytes; for every open timer, hold and journal of one side, as much again until
the other side is met. Pages are read ahead by nobody: a part of a table is read a page at a time.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import chain

from chalicelib.audit import book
from chalicelib.audit.book import Book, Name
from chalicelib.audit.numbers import number_flaws
from chalicelib.audit.reading import OutOfTime, Part, Sheet, read
from chalicelib.audit.settling import Settled, record_of, settle
from chalicelib.core.history import Flaw
from chalicelib.core.record import Frozen
from chalicelib.store import tables
from chalicelib.store.whole import WholeStore

_AFTER_ONE_ANOTHER = (
    tuple(tables.RECORDS),
    ("history",),
    ("counters", "timers", "holds"),
    ("forms", "ledger", "outbox", "finding"),
)
"""Entries before what they sent and posted, counters before numbers: what is missing then in what
is read later was not merely written too late."""
_EFFECTS = {"messages": "outbox", "postings": "ledger", "journal": "ledger"}


class Findings(Frozen):
    """What an audit found."""

    counted: dict[str, int]
    """Table to items read."""
    flaws: tuple[Flaw, ...]
    imbalance: int
    """Fen by which journals do not sum to zero, without sign."""
    looked_again: int
    """Records that had to be looked at by themselves."""
    seconds: float

    @property
    def records(self) -> int:
        """Records read, of all kinds."""
        return sum(self.counted[name] for name in tables.RECORDS)


@dataclass(frozen=True)
class Audit:
    """How the tables are read: by how many at once, in how many parts, until when."""

    source: Callable[[], WholeStore]
    """The store, in whatever thread or process a part is read."""
    readers: Executor
    segments: int = 4
    until: float = math.inf
    progress: Callable[[Part, int], None] = lambda part, items: None
    """Told of every part that was read, and how many items it had."""

    def run(self) -> Findings:
        """Everything that does not hold.

        Raises: OutOfTime, Unavailable.
        """
        began = time.perf_counter()
        whole, now = Sheet(), Sheet()
        for names in _AFTER_ONE_ANOTHER:
            self._read(whole, names)
        self._read(now, ("counters",))
        settled = self._settled(whole)
        effects, imbalance = self._effects(whole, settled)
        flaws = chain(
            chain.from_iterable(each.flaws for each in settled.values()),
            effects,
            self._index(whole),
            number_flaws(whole.counters, whole.numbers, now.counters),
        )
        return Findings(
            counted={name: whole.counted[name] for names in _AFTER_ONE_ANOTHER for name in names},
            flaws=tuple(flaws),
            imbalance=imbalance,
            looked_again=len(settled),
            seconds=time.perf_counter() - began,
        )

    def _settled(self, whole: Sheet) -> dict[str, Settled]:
        """Every record that did not come out even, looked at by itself."""
        left: dict[str, set[Name]] = {record: set() for record in whole.suspects}
        for name in whole.book:
            left.setdefault(name.record, set()).add(name)
        settled = {}
        for record, names in sorted(left.items()):
            if time.monotonic() > self.until:
                raise OutOfTime("second look")
            settled[record] = settle(self.source(), record, names)
        return settled

    def _read(self, into: Sheet, names: Iterable[str], only: frozenset[str] | None = None) -> None:
        parts = [
            Part(name, segment, self.segments, self.until, only)
            for name in names
            for segment in range(self.segments)
        ]
        jobs = [(part, self.readers.submit(read, self.source, part)) for part in parts]
        for part, job in jobs:
            sheet = job.result()
            into.merge(sheet)
            self.progress(part, sheet.counted.total())

    def _effects(self, whole: Sheet, settled: Mapping[str, Settled]) -> tuple[list[Flaw], int]:
        """Messages and postings that are not their entry's, and fen that do not sum to zero.

        Read once more, if they did not agree. What was written since the second look at its record
        is too young to be judged.
        """
        open_names = [name for name in whole.book if name.what in _EFFECTS]
        read_again = sorted({_EFFECTS[name.what] for name in open_names})
        sheet, records = Sheet(), frozenset(name.record for name in open_names)
        self._read(sheet, read_again, only=records)
        for record in records:
            for name, number in settled[record].effects.items():
                if _EFFECTS[name.what] in read_again:
                    sheet.book.add(name, number)
        found, imbalance = [], 0
        for name, number in sorted(sheet.book.items()):
            seq = int(name.key[0])
            if seq > settled[name.record].end.version and _has_entry(
                self.source(), name.record, seq
            ):
                continue
            if name.what == "journal":
                imbalance += abs(number)
            what = "journal_unbalanced" if name.what == "journal" else f"{name.what}_differ"
            found.append(Flaw(record=name.record, seq=seq, what=what))
        return found, imbalance

    def _index(self, whole: Sheet) -> Iterator[Flaw]:
        """Records that the index does not find as they add it up.

        It is read once more for those that did not agree; what changed meanwhile is too young.
        """
        records = frozenset(name.record for name in whole.book if name.what == "finding")
        if not records:
            return
        before = {name: record_of(self.source(), name) for name in records}
        sheet = Sheet()
        self._read(sheet, ("finding",), only=records)
        for name, item in sorted(before.items()):
            said = Book()
            if item is not None:
                book.record(said, item)
            place = Name("finding", name)
            total = said.get(place, 0) + sheet.book.get(place, 0)
            if total and record_of(self.source(), name) == item:
                version = item.get("version", 0) if item else 0
                yield Flaw(record=name, seq=version, what="finding_differs")


def _has_entry(store: WholeStore, record: str, seq: int) -> bool:
    return any(item["seq"] == seq for item in store.history(record))

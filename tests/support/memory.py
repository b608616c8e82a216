"""The store in memory: the conditions of `store.commit`, without a network, for walks of thousands.

What DynamoDB does with them is proven on the engine; here it is only held to the same promises.
"""

from collections import Counter as Counts
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime

from chalicelib.core.change import Message
from chalicelib.core.history import Entered, Entry
from chalicelib.core.money import Posting
from chalicelib.core.numbering import Counter
from chalicelib.core.outbox import Announced
from chalicelib.core.ports import Conflict, Due, Key, Loaded, NewReplay, Replay
from chalicelib.core.record import Hold, NumberedForm, Record
from chalicelib.store.items import hold_key


class MemoryStore:
    """As much of `core.ports.Store` as commands on records and their deadlines need."""

    def __init__(self) -> None:
        self.records: dict[Key, Record] = {}
        self.history: dict[str, tuple[Entry, ...]] = {}
        self.timers: dict[tuple[str, Due], None] = {}
        self.holds: dict[str, str] = {}
        self.counters: dict[str, Counter] = {}
        self.forms: dict[str, NumberedForm] = {}
        self.postings: tuple[tuple[str, Posting], ...] = ()
        self.messages: tuple[tuple[str, Message], ...] = ()
        self.replays: dict[str, NewReplay] = {}
        self.commits = 0

    def fork(self) -> "MemoryStore":
        """Another store that holds the same, and goes its own way from here."""
        made = copy(self)
        for name in ("records", "history", "timers", "holds", "counters", "forms", "replays"):
            setattr(made, name, dict(getattr(self, name)))
        return made

    def load(
        self,
        keys: Iterable[Key],
        *,
        counters: tuple[str, Iterable[str]] | None = None,
        replay: str | None = None,
        now: datetime | None = None,
    ) -> Loaded:
        site, forms = counters or ("", ())
        known = {form: self.counters.get(f"{site}#{form}") for form in forms}
        before = self.replays.get(replay or "")
        return Loaded(
            {key: self.records[key] for key in keys if key in self.records},
            {form: counter for form, counter in known.items() if counter},
            Replay(fingerprint=before.fingerprint, answer=before.answer) if before else None,
        )

    def holder(self, site: str, hold: Hold) -> str:
        where, _, owner = self.holds.get(hold_key(site, hold), "").partition("#")
        return owner if where == site else ""

    def taken(self, site: str, holds: Iterable[Hold]) -> frozenset[Hold]:
        return frozenset(hold for hold in holds if hold_key(site, hold) in self.holds)

    def commit(
        self,
        entered: Sequence[Entered],
        replay: NewReplay | None = None,
        handed_over: Sequence[Announced] = (),
    ) -> None:
        assert not handed_over
        written = [(each.record.site, each.record.name_in_history) for each in entered]
        assert len(set(written)) == len(written), "a transaction writes an item once"
        wrong = {what for each in entered for what in self._wrong(each)}
        if replay and replay.key in self.replays:
            wrong.add("replay")
        if wrong:
            taken = (hold for each in entered for hold in each.change.holds_taken)
            found = [hold for hold in taken if hold_key(entered[0].record.site, hold) in self.holds]
            raise Conflict(wrong, found)
        for each in entered:
            self._write(each)
        if replay:
            self.replays[replay.key] = replay
        self.commits += 1

    def _wrong(self, entered: Entered) -> Iterator[str]:
        change, record = entered.change, entered.record
        known = self.records.get(Key(type(record), record.site, record.id))
        if (known.version if known else 0) != (change.before.version if change.before else 0):
            yield "record"
        for each in change.rests_on:
            known = self.records.get(Key(type(each), each.site, each.id))
            if (known.version if known else 0) != each.version:
                yield "record"
        for form in change.forms_issued:
            counter = self.counters.get(f"{record.site}#{form.form}")
            follows = counter and (counter.day, counter.last) == (form.day, form.seq - 1)
            begins = form.seq == 1 and (counter is None or counter.day < form.day)
            if not (follows or begins):
                yield "counter"
            if form.number in self.forms:
                yield "number"
        for hold in change.holds_taken:
            if hold_key(record.site, hold) in self.holds:
                yield "hold"

    def _write(self, entered: Entered) -> None:
        change, record = entered.change, entered.record
        name = f"{record.site}#{record.name_in_history}"
        self.records[Key(type(record), record.site, record.id)] = record
        self.history[name] = (*self.history.get(name, ()), entered.entry)
        for timers, running in ((change.timers_cleared, False), (change.timers_set, True)):
            for timer in timers:
                due = Due(
                    site=record.site,
                    kind=record.KIND,
                    id=record.id,
                    clause=timer.clause,
                    due_at=timer.due_at,
                )
                if running:
                    self.timers[timer.job, due] = None
                else:
                    del self.timers[timer.job, due]
        for hold in change.holds_released:
            del self.holds[hold_key(record.site, hold)]
        for hold in change.holds_taken:
            self.holds[hold_key(record.site, hold)] = f"{record.site}#{record.name_in_history}"
        for form in change.forms_issued:
            self.counters[f"{record.site}#{form.form}"] = Counter(day=form.day, last=form.seq)
            self.forms[form.number] = form
        for form in change.forms_voided:
            self.forms[form.number] = form
        self.postings += tuple(
            (name, posting) for journal in change.journals for posting in journal.postings
        )
        self.messages += tuple((name, message) for message in change.messages)

    def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
        found = [due for each, due in self.timers if each == job and due.due_at <= as_of]
        yield sorted(found, key=lambda due: due.due_at)

    def balance(self, name: str) -> Counts[str]:
        """What a record's postings come to, account by account."""
        balance: Counts[str] = Counts()
        for record, posting in self.postings:
            if record == name:
                balance[posting.account] += posting.fen
        return balance

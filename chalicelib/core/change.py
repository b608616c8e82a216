"""`Change`: everything that is to happen, as a value. Nothing has happened yet.

A rule says what the record will be. Timers, holds and forms are part of the record, so what is
set, cleared, taken, released, issued or voided follows from the record before and after: it is
said once and cannot disagree with the record.
"""

from collections.abc import Iterator
from typing import Any, TypeVar

from chalicelib.core.errors import Refusal
from chalicelib.core.money import Journal
from chalicelib.core.record import Frozen, Hold, NumberedForm, Record, Timer

MOST_ACTIONS = 100
"""What one transaction may write, delete and look at."""


class Message(Frozen):
    """Something that a person must be told once the change is stored (P-tell)."""

    to: str
    """Person id."""
    code: str
    """Its words are in the catalogue, in the reader's language."""
    clause: str
    data: dict[str, Any] = {}


class Change(Frozen):
    """What a command does to one record, and what goes with it in the same transaction."""

    before: Record | None
    after: Record
    facts: dict[str, Any] = {}
    """What the history entry says besides the form: what was worked out, found or issued."""
    journals: tuple[Journal, ...] = ()
    messages: tuple[Message, ...] = ()
    also: tuple["Change", ...] = ()
    """Changes of other records that happen together with this one or not at all."""
    rests_on: tuple[Record, ...] = ()
    """Records that it looked at and leaves as they are: it is carried out only while they are as
    they were read, those of version 0 not there."""
    refusal: Refusal | None = None
    """What the person is told once the change is stored, where what was found ends in a no."""

    @property
    def timers_set(self) -> tuple[Timer, ...]:
        """Timers that start to run."""
        return _added(self.before.timers if self.before else (), self.after.timers)

    @property
    def timers_cleared(self) -> tuple[Timer, ...]:
        """Timers that run no more."""
        return _added(self.after.timers, self.before.timers if self.before else ())

    @property
    def holds_taken(self) -> tuple[Hold, ...]:
        """What the record has from now on."""
        return _added(self.before.holds if self.before else (), self.after.holds)

    @property
    def holds_released(self) -> tuple[Hold, ...]:
        """What others may have again."""
        return _added(self.after.holds, self.before.holds if self.before else ())

    @property
    def forms_issued(self) -> tuple[NumberedForm, ...]:
        """Forms that get a number."""
        known = {form.number for form in self.before.forms} if self.before else set()
        return tuple(form for form in self.after.forms if form.number not in known)

    @property
    def forms_voided(self) -> tuple[NumberedForm, ...]:
        """Forms that count no more."""
        valid = {form.number for form in self.before.forms if not form.void} if self.before else ()
        return tuple(form for form in self.after.forms if form.void and form.number in valid)

    @property
    def actions(self) -> int:
        """What it writes, deletes and looks at, without the index: record, entry, and what goes
        with them.
        """
        timers = len(self.timers_set) + len(self.timers_cleared)
        holds = len(self.holds_taken) + len(self.holds_released)
        forms = 2 * len(self.forms_issued) + len(self.forms_voided)
        postings = sum(len(journal.postings) for journal in self.journals)
        announced = len(self.messages) + 1 if self.messages else 0
        return 2 + timers + holds + forms + postings + announced + len(self.rests_on)

    def whole(self) -> Iterator["Change"]:
        """This change and all that go with it."""
        yield self
        for each in self.also:
            yield from each.whole()


_Each = TypeVar("_Each")


def _added(before: tuple[_Each, ...], after: tuple[_Each, ...]) -> tuple[_Each, ...]:
    return tuple(each for each in after if each not in before)

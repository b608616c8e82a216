"""Records: the frozen values that the store keeps, and what hangs on every one of them."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, dataclass_transform

import msgspec
from msgspec import Meta

from chalicelib.core import sitetime

_NEVER = "~"
"""Comes after every instant."""

Instant = Annotated[datetime, Meta(tz=True)]
"""A point in time, UTC, to the millisecond."""


class _ByName(msgspec.StructMeta):
    """Makes every field of every subclass keyword-only, which msgspec does not inherit."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any
    ) -> type:
        return super().__new__(mcs, name, bases, namespace, **{"kw_only": True, **config})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Frozen(msgspec.Struct, metaclass=_ByName, frozen=True):
    """A value that is never changed, only replaced."""


class Timer(Frozen):
    """The next thing that falls due on a record under a clause.

    At most one a clause. It costs nothing until `due_at`; firing it removes it in the same
    transaction as its effect.
    """

    clause: str
    job: str
    due_at: Instant


class Hold(Frozen):
    """Something that only one record may have: a bed for a night, a car for an hour."""

    key: str
    code: str
    """The refusal given to whoever comes second."""
    clause: str
    everywhere: bool = False
    """Whether no other site may have it either."""


class Void(Frozen):
    """Why a numbered form no longer counts."""

    reason: str
    at: Instant
    by: str


class NumberedForm(Frozen):
    """A paper form issued from the record, under a number that is never given twice (P-number)."""

    form: str
    number: str
    day: date
    """The day, at the site, on which the number was given."""
    seq: int
    at: Instant
    by: str
    void: Void | None = None


class Indexed(Frozen):
    """Which of the terms that a record is found by lie in the index (P-find)."""

    first: int
    """The first so many of them do."""
    of: int
    """How many there are."""
    beyond: tuple[str, ...] = ()
    """What lies there besides: on its way out, or in before its turn."""
    sum: str
    """The hashes of all its entries, added up, hexadecimal."""

    @property
    def whole(self) -> bool:
        """Whether the index says what the record says."""
        return self.first == self.of and not self.beyond


class Record(Frozen):
    """What every stored record has. The store writes it only through `commit`."""

    KIND: ClassVar[str]
    TABLE: ClassVar[str]
    IMMUTABLE: ClassVar[bool] = False
    """Never changed once stored, so a process may remember it."""
    WAITS: ClassVar[frozenset[str]] = frozenset()
    """The states in which something is asked of somebody; in them it stands by what is due."""

    site: str
    id: str
    version: int = 0
    """0 before it was ever stored; each commit adds one. It is the record's ETag."""
    head: str = ""
    """Hash of the record's newest history entry."""
    timers: tuple[Timer, ...] = ()
    holds: tuple[Hold, ...] = ()
    forms: tuple[NumberedForm, ...] = ()
    indexed: Indexed | None = None
    """None where it was never found by anything."""

    @property
    def name_in_history(self) -> str:
        """`kind#id`: how history, timers and messages name this record within its site."""
        return f"{self.KIND}#{self.id}"

    def index(self) -> dict[str, str | None]:
        """Index attributes stored beside the body; `None` keeps the record out of an index."""
        return {}

    def stands(self, state: str) -> dict[str, str | None]:
        """Index attributes of a record that is found by where it stands."""
        return {
            "state_key": f"{self.site}#{self.KIND}#{state}",
            "due": self.due_place(state),
        }

    def due_place(self, state: str, department: str | None = None) -> str | None:
        """Its place among what waits in a state, the soonest due first, without a deadline last.

        The department whose it is stands there too, so that the others need not read the record.
        `None` where nobody waits for anything.
        """
        if state not in self.WAITS:
            return None
        return f"{self.first_due}#{self.id}#{department or ''}"

    @property
    def first_due(self) -> str:
        """When the first thing on it falls due, as text; after every instant where nothing does."""
        return min((sitetime.text(timer.due_at) for timer in self.timers), default=_NEVER)

    def found_by(self) -> tuple[str, ...]:
        """The texts, and the keys of `core.finding`, that it is found by, most important first.

        The index remembers how many of their terms it has: a release may add texts behind those
        that there were, and nothing else.
        """
        return ()

    def timer(self, clause: str) -> Timer | None:
        """The timer running under a clause, if there is one."""
        return next((timer for timer in self.timers if timer.clause == clause), None)

    def form_in_force(self, *kinds: str) -> NumberedForm | None:
        """The newest form of these kinds that was not voided."""
        valid = [form for form in self.forms if form.form in kinds and form.void is None]
        return valid[-1] if valid else None


def plain(value: Any) -> Any:
    """A value as JSON values with what is empty left out: how it is stored, and what is hashed."""
    return _compact(msgspec.to_builtins(value))


def _compact(value: Any) -> Any:
    if isinstance(value, dict):
        entries = ((key, _compact(each)) for key, each in value.items())
        return {key: each for key, each in entries if each not in (None, [], {})}
    if isinstance(value, list | tuple):
        return [_compact(each) for each in value]
    return value

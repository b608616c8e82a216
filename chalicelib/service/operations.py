"""What the API can do, as declarations: the edge serves them, the description lists them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.forms import Form, NoQuery
from chalicelib.core.history import Entry
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Frozen, Record
from chalicelib.core.words import Language
from chalicelib.service.searching import Search


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request, its token checked and nothing else."""

    person: str
    params: Mapping[str, str]
    """What the path names: always `site`, then what the route names."""
    query: Mapping[str, list[str]] = field(default_factory=dict)
    body: bytes = b""
    language: Language = Language.HANT
    correlation: str = ""
    key: str | None = None
    """Idempotency-Key."""
    if_match: str | None = None

    @property
    def site(self) -> str:
        """The site that the path names."""
        return self.params["site"]


class HistoryPage(Frozen):
    """A page of a record's history, oldest first."""

    items: tuple[Entry, ...]
    next: str | None


class Document(Frozen):
    """Something shown that is not JSON: a page to print, a table to save."""

    media_type: str
    text: str
    name: str = ""
    """The file that it is saved as, ASCII; empty for what is looked at."""


def nothing(*_: Any) -> tuple[Key, ...]:
    """Nothing more has to be read."""
    return ()


def no_terms(*_: Any) -> None:
    """The domain has no settings that the operation needs."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What all operations declare. `who` is the permission: without it nothing is declared."""

    name: str
    about: str
    """What it is for, in one line."""
    method: str
    path: str
    clause: str
    who: frozenset[Role]
    answer: type[Frozen]
    seats: frozenset[Role] = frozenset()
    """The roles in which it is permitted to who stands in for another (P-approve)."""
    media_type: str = "text/html"
    """Of the answer, where it is a `Document`."""
    gathers: bool = False
    """Whether it answers with rows of lists, each as its list shows it and to whom it does."""
    part: str = ""
    """The part of the API that it belongs to, as the description groups them."""
    query: type[Form] = NoQuery
    """What its address may ask besides."""
    terms: Callable[[Loaded, Call], Key | None] = no_terms
    """The settings it works under, as the record or the site names them. They are remembered."""
    unset_terms: Callable[[str], Record] | None = None
    """What a site works under that has settled nothing yet, where that may be."""
    also: Callable[[Loaded, Call], Iterable[Key]] = nothing
    """What can only be named once the first read is there."""
    further: Callable[[Loaded, Call], Iterable[Key]] = nothing
    """What can only be named once that is there as well; of most there is nothing."""

    def settings(self, loaded: Loaded, call: Call) -> Record | None:
        """The settings it works under, of those that were read; else what is unset stands for."""
        named = self.terms(loaded, call)
        if named:
            return loaded.record(*named)
        return self.unset_terms(call.site) if self.unset_terms else None


@dataclass(frozen=True, kw_only=True)
class Read(Operation):
    """Shows what there is."""

    method: str = "GET"
    needs: Callable[[Call, Any], Iterable[Key]] = nothing
    show: Callable[[Loaded, Any, Act[Any], Call], Frozen]
    """Raises Refusal `not_found` for what is not there, or not for this person's eyes."""
    version: Callable[[Any], int] | None = None
    """The shown record's version, where it is one record."""


@dataclass(frozen=True, kw_only=True)
class ListOf(Operation):
    """Shows a page of what there is."""

    method: str = "GET"
    listing: Callable[[Call, Any], Listing | Search]
    record: Callable[[dict[str, Any], Call], Key] | None = None
    """The record that an item of the listing names; None where the item is what is shown."""
    needs: Callable[[Call, Any], Iterable[Key]] = nothing
    """What is read besides."""
    show: Callable[[Page, list[Record], Any, Act[Any], Call], Frozen]


@dataclass(frozen=True, kw_only=True)
class Command(Operation):
    """Changes what there is."""

    method: str = "POST"
    form: type[Form] | None = None
    """None: what its address asks stands for it."""
    needs: Callable[[Call, Any], Iterable[Key]] = nothing
    counts: tuple[str, ...] = ()
    """The forms that it may issue."""
    subject: Callable[[Call], Key] | None = None
    """The record it changes. None: it makes a new one."""
    unset: Callable[[Call], Record] | None = None
    """What stands for the record, as version 0, until it is first set."""
    under: Callable[[Any], str] | None = None
    """The clause by which it makes or changes this record, where not all have it from one."""
    sees: Callable[[Act[Any], Any], bool] | None = None
    """Whether a person may know of the record it changes."""
    around: Callable[[Call], Iterable[Key]] = nothing
    """What it happens in. It is read whatever the form says."""
    within: Callable[[Loaded, Act[Any], Call], object] = nothing
    """Looks at what it happens in, before anything is said of it. Raises Refusal `not_found`."""
    decide: Callable[[Loaded, Any, Act[Any], Call], Change]
    show: Callable[[Record, Act[Any], Call], Frozen]
    contended: bool = False
    """Whether those who give it want the same thing: in a process they take turns, by site."""
    unrecorded: Callable[[Any, Frozen | None, Call, datetime], Frozen | None] | None = None
    """What is answered while the store does not, of those that cannot wait: given the form, what
    was decided if that much could be read, and the instant. None: this one has to wait. What is
    answered so is not known to be stored, and the asker's roles not to be what they need."""
    keyed: bool = True
    """Whether it takes an Idempotency-Key. Only a read that must be recorded takes none."""


@dataclass(frozen=True, kw_only=True)
class Trial(Operation):
    """Shows what would come of a form. Nothing is stored: it takes no Idempotency-Key."""

    method: str = "POST"
    form: type[Form]
    needs: Callable[[Call, Any], Iterable[Key]]
    show: Callable[[Loaded, Any, Act[Any], Call], Frozen]
    """Raises Refusal `not_found` for what is not there, or not for this person's eyes."""


@dataclass(frozen=True, kw_only=True)
class Run(Operation):
    """Does something that is no change of one record; its answer is remembered like any other."""

    method: str = "POST"
    form: type[Form] | None = None
    run: Callable[[Any, Any, Act[Any], Call], Frozen]
    """Given the service, the form, the act and the call."""

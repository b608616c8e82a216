"""What is shown of every record: what may be done with it now, its history, its paper."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.fields import Id
from chalicelib.core.forms import Dated, Order
from chalicelib.core.history import Entry
from chalicelib.core.life import Life, Living, Step
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Frozen, Record
from chalicelib.core.words import Language
from chalicelib.service.operations import (
    Call,
    Command,
    Document,
    HistoryPage,
    ListOf,
    nothing,
)


class Action(Frozen, omit_defaults=True):
    """Something that this person may do with this record now."""

    command: str
    clause: str
    href: str
    """Where to POST its form."""
    asked: bool = False
    """Whether somebody waits for it; otherwise it is merely open to this person."""


class Paper(Frozen):
    """A numbered form that can be printed."""

    form: str
    number: str
    href: str
    """Where to GET it."""


def action(step: Step, record: Living, base: str) -> Action:
    """A step as it may be taken on the record, at its address below the record's."""
    return Action(
        command=step.command,
        clause=step.clause,
        href=f"{base}/{step.command}",
        asked=record.state in step.asked_in,
    )


def actions(life: Life, record: Living, act: Act[Any], base: str) -> tuple[Action, ...]:
    """The steps that this person may take now, each at its address below the record's."""
    return tuple(action(step, record, base) for step in life.allowed(record, act))


class Entries(Dated):
    """Which entries of a history to list, and in which order."""

    order: Order = Order.OLDEST
    command: Id | None = None
    by: Id | None = None


def entries_of(name: str, query: Entries, call: Call) -> Listing:
    """The history of a record, by its name in history."""
    return Listing(
        table="history",
        newest_first=query.order is Order.NEWEST,
        partition=f"{call.site}#{name}",
        limit=query.limit,
        cursor=query.cursor,
    )


def entries_page(page: Page, query: Entries, act: Act[Any]) -> HistoryPage:
    """The entries of a page that pass the filters."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    entries = (msgspec.convert(item, Entry) for item in page.items)
    return HistoryPage(
        items=tuple(
            each
            for each in entries
            if query.command in (None, each.command)
            and query.by in (None, each.by)
            and sitetime.among(each.at, zone, *days)
        ),
        next=page.next,
    )


def history_of(
    name: str,
    about: str,
    path: str,
    who: frozenset[Role],
    key: Callable[[Call], Key],
    seen: Callable[[Record | None, Act[Any]], object],
) -> ListOf:
    """A record's history, oldest first unless asked otherwise.

    `seen` refuses whoever may not know of the record.
    """

    def shown(
        page: Page, records: list[Record], query: Entries, act: Act[Any], call: Call
    ) -> HistoryPage:
        seen(records[0] if records else None, act)
        return entries_page(page, query, act)

    def listing(call: Call, query: Entries) -> Listing:
        kind, _, id = key(call)
        return entries_of(f"{kind.KIND}#{id}", query, call)

    return ListOf(
        name=name,
        about=about,
        path=path,
        clause="P-history",
        who=who,
        query=Entries,
        answer=HistoryPage,
        listing=listing,
        needs=lambda call, query: (key(call),),
        show=shown,
    )


def print_of(
    name: str,
    about: str,
    path: str,
    who: frozenset[Role],
    key: Callable[[Call], Key],
    seen: Callable[[Loaded, Act[Any], Call], Any],
    page: Callable[[Any, Act[Any], Language], Document],
    *,
    clause: str,
    seats: frozenset[Role] = frozenset(),
    also: Callable[[Loaded, Call], Iterable[Key]] = nothing,
) -> Command:
    """A record on paper: by whom it is printed, and which copy it is, is recorded.

    `seen` finds the record and refuses whoever may not print it.
    """

    def decide(loaded: Loaded, form: None, act: Act[Any], call: Call) -> Change:
        record = seen(loaded, act, call)
        copies = record.copies + 1
        return Change(before=record, after=replace(record, copies=copies), facts={"copy": copies})

    return Command(
        name=name,
        about=about,
        method="GET",
        path=path + "/print",
        clause=clause,
        who=who,
        seats=seats,
        answer=Document,
        needs=lambda call, form: (key(call),),
        also=also,
        decide=decide,
        show=lambda record, act, call: page(record, act, call.language),
        keyed=False,
    )

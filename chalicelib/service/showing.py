"""What is shown of every record: what may be done with it now, and its history."""

from collections.abc import Callable
from typing import Any

import msgspec

from chalicelib.core.act import Act
from chalicelib.core.forms import Paged
from chalicelib.core.history import Entry
from chalicelib.core.life import Life, Living
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Page
from chalicelib.core.record import Frozen, Record
from chalicelib.service.operations import Call, HistoryPage, ListOf


class Action(Frozen):
    """Something that this person may do with this record now."""

    command: str
    clause: str
    href: str
    """Where to POST its form."""


def actions(life: Life, record: Living, act: Act[Any], base: str) -> tuple[Action, ...]:
    """The steps that this person may take now, each at its address below the record's."""
    return tuple(
        Action(command=step.command, clause=step.clause, href=f"{base}/{step.command}")
        for step in life.allowed(record, act)
    )


def history_of(
    name: str,
    about: str,
    path: str,
    who: frozenset[Role],
    key: Callable[[Call], Key],
    seen: Callable[[Record | None, Act[Any]], object],
) -> ListOf:
    """A record's history, oldest first. `seen` refuses whoever may not know of the record."""

    def shown(
        page: Page, records: list[Record], query: Paged, act: Act[Any], call: Call
    ) -> HistoryPage:
        seen(records[0] if records else None, act)
        return HistoryPage(
            items=tuple(msgspec.convert(item, Entry) for item in page.items), next=page.next
        )

    def listing(call: Call, query: Paged) -> Listing:
        kind, site, id = key(call)
        return Listing(
            table="history",
            partition=f"{site}#{kind.KIND}#{id}",
            limit=query.limit,
            cursor=query.cursor,
        )

    return ListOf(
        name=name,
        about=about,
        path=path,
        clause="P-history",
        who=who,
        query=Paged,
        answer=HistoryPage,
        listing=listing,
        needs=lambda call, query: (key(call),),
        show=shown,
    )

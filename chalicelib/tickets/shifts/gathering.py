"""What lies open at the desk, read so that nothing slips through (T-4.6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib.core.ports import Listing, Store
from chalicelib.tickets.days.gathering import in_states, tickets
from chalicelib.tickets.model.matter import OVER, State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.shifts.model import Handover, Note

_PAGE = 500
_OPEN = tuple(state for state in State if state not in OVER)
_UNDER_WAY = timedelta(minutes=1)
"""Longer than a request takes: what was being taken in as a handover was opened is seen."""


def left_open(store: Store, site: str) -> tuple[Ticket, ...]:
    """Everything that an index says is open, as it is at this moment."""
    ids = dict.fromkeys(in_states(store, site, _OPEN))
    return tuple(tickets(store, site, ids))


def still_open(store: Store, handover: Handover) -> tuple[Ticket, ...]:
    """Everything that may be open: what was when it was opened, what the index says, what is new.

    An index lags, and misses what moves while it is read. What was listed before, and what came
    since, is read from the tickets themselves.
    """
    ids = dict.fromkeys(
        (
            *handover.items,
            *in_states(store, handover.site, _OPEN),
            *came_since(store, handover.site, handover.opened_at),
        )
    )
    return tuple(tickets(store, handover.site, ids))


def came(store: Store, handover: Handover) -> tuple[Ticket, ...]:
    """Everything taken in since it was opened."""
    return tuple(
        tickets(store, handover.site, came_since(store, handover.site, handover.opened_at))
    )


def came_since(store: Store, site: str, at: datetime) -> Iterator[str]:
    """Ids of tickets taken in from then on, consistently read; nothing older is."""
    first = f"{int((at - _UNDER_WAY).timestamp() * 1000):011x}"
    cursor: str | None = None
    while True:
        page = store.page(
            Listing(
                table="tickets",
                partition=site,
                first=f"ticket#{first}",
                last="ticket#~",
                newest_first=True,
                limit=_PAGE,
                cursor=cursor,
                consistent=True,
                names_only=True,
            )
        )
        for item in page.items:
            yield item["id"].removeprefix("ticket#")
        cursor = page.next
        if cursor is None:
            return


def noted(store: Store, handover: Handover) -> frozenset[str]:
    """The tickets that have their note."""
    found: set[str] = set()
    cursor: str | None = None
    while True:
        page = store.page(
            Listing(
                table="desk",
                partition=handover.site,
                begins=f"{Note.KIND}#{handover.id}.",
                limit=_PAGE,
                cursor=cursor,
                consistent=True,
            )
        )
        found |= {item["ticket"] for item in page.items}
        cursor = page.next
        if cursor is None:
            return frozenset(found)

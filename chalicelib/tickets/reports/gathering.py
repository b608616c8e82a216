"""Reading what a report is made of: tickets by the time in their ids, and the days closed.

A period is a range of keys of the base table, so no index is read, and nothing outside it.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.core import periods
from chalicelib.core.act import Act
from chalicelib.core.ports import Listing, Store
from chalicelib.core.site import Site
from chalicelib.service.searching import everything
from chalicelib.tickets.days.model import Day, Report
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reports import rules
from chalicelib.tickets.reports.forms import Asked
from chalicelib.tickets.reports.model import Owed, TicketReport
from chalicelib.tickets.terms import Terms

_PAGE = 1000
"""Records asked for at once; where they are large, a page ends at a megabyte."""


def made(store: Store, asked: Asked, act: Act[Terms]) -> TicketReport:
    """The report, of the tickets as they are stored.

    Raises: Refusal `invalid_form` for more tickets than are counted at once.
    """
    tickets = list(_taken_in(store, asked, act.site))
    return rules.report(asked, tickets, _owed(store, asked, act.site.id), act)


def _taken_in(store: Store, asked: Asked, site: Site) -> Iterator[Ticket]:
    days = periods.span(asked.first, asked.last, site.time_zone)
    first, over = map(_begins, days)
    listing = Listing(table="tickets", partition=site.id, first=first, last=over, limit=_PAGE)
    for count, item in enumerate(everything(store, listing)):
        ticket = msgspec.convert(item, Ticket)
        if count == rules.MOST_TICKETS:
            raise rules.too_many(ticket, site)
        yield ticket


def _begins(at: datetime) -> str:
    """What comes before the key of every ticket taken in at an instant, and after earlier ones."""
    return f"ticket#{int(at.timestamp() * 1000):011x}"


def _owed(store: Store, asked: Asked, site: str) -> tuple[Owed, ...]:
    days = Listing(
        table="desk",
        partition=site,
        first=f"day#{asked.first}",
        last=f"day#{asked.last}",
        limit=_PAGE,
    )
    reports = replace(days, first=f"report#{asked.first}", last=f"report#{asked.last}.~")
    return rules.owed(
        [msgspec.convert(item, Day) for item in everything(store, days)],
        [msgspec.convert(item, Report) for item in everything(store, reports)],
    )

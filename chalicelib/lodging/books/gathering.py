"""Reading what the report on accounts is made of: the last books closed, and what was posted since.

What is posted to employees' accounts is read from the other side, by time: one account of income
and one for each way of paying, however many employees there are. So what is read grows with the
period and at most a month before it, never with the ledger.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

import msgspec

from chalicelib.core import periods, sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import instant
from chalicelib.core.money import LedgerEntry, Method
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Listing, Store
from chalicelib.core.site import Site
from chalicelib.lodging.accounts.model import INCOME
from chalicelib.lodging.accounts.paying import IN_HAND
from chalicelib.lodging.books import report
from chalicelib.lodging.books.folding import folded
from chalicelib.lodging.books.model import Books, Owing, books_key, month_before
from chalicelib.lodging.reports.forms import OfPeriod
from chalicelib.service.searching import everything

_PAGE = 1000
_ACCOUNTS = (INCOME, *(f"cash.{each}" for each in Method))
_BEGINNING = date(2000, 1, 1)
"""Nothing was posted before."""


def made(store: Store, asked: OfPeriod, act: Act[None]) -> report.AccountsReport:
    """The report, of what was posted until now.

    Raises: Refusal `invalid_form` for more postings than are counted at once.
    """
    site = act.site
    begins, over = periods.span(asked.first, asked.last, site.time_zone)
    known, since = _closed(store, min(asked.first, act.today), site)
    earlier: list[LedgerEntry] = []
    within: list[LedgerEntry] = []
    for each in _posted(store, since, over, site):
        (within if each.at >= begins else earlier).append(each)
    if len(within) > report.MOST_POSTINGS:
        raise report.too_many()
    before = folded(known, earlier, site.time_zone)
    whom = {each.about["employee"] for each in within} | before.keys()
    people = store.load(Key(Person, site.id, each) for each in sorted(whom))
    named = ((each, people.record(Person, site.id, each)) for each in whom)
    found = {each: person for each, person in named if person}
    return report.report(asked, before, within, found, act)


def at_the_end(store: Store, books: Books, site: Site) -> dict[str, Owing]:
    """What everybody owed when the month of these books was over."""
    known, since = _closed(store, books.first, site)
    over = instant(books.next, 0, site.time_zone)
    return folded(known, _posted(store, since, over, site), site.time_zone)


def _closed(store: Store, day: date, site: Site) -> tuple[dict[str, Owing], datetime]:
    """What was owed by the last books closed before a day, and from when on the ledger is read.

    Where none of the last two months' is closed, that is from the beginning.
    """
    last = month_before(day)
    keys = [books_key(site.id, each) for each in (last, month_before(last))]
    loaded = store.load(keys)
    for key in keys:
        books = loaded.record(Books, site.id, key.id)
        if books and books.closed:
            return books.owing, instant(books.next, 0, site.time_zone)
    return {}, instant(_BEGINNING, 0, site.time_zone)


def _posted(store: Store, since: datetime, until: datetime, site: Site) -> list[LedgerEntry]:
    """The other sides of what was posted to employees' accounts, in the order of their time."""
    found = chain.from_iterable(_of(store, each, since, until, site) for each in _ACCOUNTS)
    return sorted(found, key=lambda each: (each.at, each.journal))


def _of(
    store: Store, account: str, since: datetime, until: datetime, site: Site
) -> Iterator[LedgerEntry]:
    listing = Listing(
        table="ledger",
        partition=f"{site.id}#{account}",
        first=sitetime.text(since),
        last=sitetime.text(until),
        limit=_PAGE,
        consistent=True,
    )
    for item in everything(store, listing):
        posting = msgspec.convert(item, LedgerEntry)
        if account == INCOME or posting.memo in IN_HAND:
            yield posting

"""Reading the orders of a day: those that moved in it, and nothing that is long over (T-4.7)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.ports import Conflict, Key, Listing, Loaded, Store
from chalicelib.tickets.days import rules
from chalicelib.tickets.days.model import CLAUSE, RECONCILIATION, Day, Daybook, Sheet, Tally
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.passing import OVER
from chalicelib.tickets.terms import Terms, terms_key

_PAGE = 500
_TOGETHER = 40
"""Sheets stored in one transaction, each with its history."""
_HELD = tuple(state for state in State if state not in OVER)


def moved(store: Store, book: Daybook) -> list[Ticket]:
    """Every ticket that moved in the book's day or since; on a site's first day all open ones, too.

    An index says which, and may lag; what each says of itself is what is stored at this moment.
    """
    ids = dict.fromkeys(_moved_since(store, book.site, book.since - rules.MARGIN))
    if book.before is None:
        ids |= dict.fromkeys(in_states(store, book.site, _HELD))
    return tickets(store, book.site, ids)


def tickets(store: Store, site: str, ids: Iterable[str]) -> list[Ticket]:
    """The tickets of these ids, as they are stored at this moment."""
    keys = [Key(Ticket, site, id) for id in ids]
    loaded = store.load(keys)
    found = (loaded.record(*key) for key in keys)
    return [each for each in found if isinstance(each, Ticket)]


def in_states(store: Store, site: str, states: Iterable[State]) -> Iterator[str]:
    """Ids of the tickets in these states, from an index."""
    for state in states:
        cursor: str | None = None
        while True:
            page = store.page(
                Listing(
                    table="tickets",
                    index="by_state",
                    partition=f"{site}#{state}",
                    limit=_PAGE,
                    cursor=cursor,
                )
            )
            yield from (item["id"].removeprefix("ticket#") for item in page.items)
            cursor = page.next
            if cursor is None:
                break


def _moved_since(store: Store, site: str, since: datetime) -> Iterator[str]:
    cursor: str | None = None
    while True:
        page = store.page(
            Listing(
                table="tickets",
                index="moved",
                partition=site,
                newest_first=True,
                limit=_PAGE,
                cursor=cursor,
            )
        )
        for item in page.items:
            if item["moved_order"] < sitetime.text(since):
                return
            yield item["id"].removeprefix("ticket#")
        cursor = page.next
        if cursor is None:
            return


def following(store: Store, book: Daybook, act: Act[Terms]) -> Terms:
    """The settings in force now, under which the next day runs."""
    number = act.site.settings["tickets"]
    if number == book.terms:
        return act.terms
    key = terms_key(book.site, number)
    terms = store.load([key]).record(*key)
    assert isinstance(terms, Terms)
    return terms


def day_before(store: Store, book: Daybook) -> Day | None:
    """The day closed last, its tallies whole."""
    key = Key(Day, book.site, str(book.before))
    day = store.load([key]).record(*key) if book.before else None
    if not isinstance(day, Day):
        return None
    found = store.load(sheets_of(day.site, day.tallies))
    return replace(day, tallies=tuple(whole(found, day.site, each) for each in day.tallies))


def sheets_of(site: str, tallies: Iterable[Tally]) -> tuple[Key, ...]:
    """Where the tallies go on."""
    return tuple(Key(Sheet, site, at.sheet) for each in tallies for at in each.sheets)


def whole(loaded: Loaded, site: str, tally: Tally) -> Tally:
    """The tally as a whole, its sheets being read."""
    found = (loaded.record(*key) for key in sheets_of(site, (tally,)))
    return rules.whole(tally, {each.id: each for each in found if isinstance(each, Sheet)})


def lay(store: Store, sheets: Iterable[Sheet], act: Act[Terms]) -> None:
    """Store the sheets that are not there yet. Left without a day, they are the next try's.

    Raises: Conflict, Unavailable.
    """
    missing = _missing(store, sheets)
    for start in range(0, len(missing), _TOGETHER):
        batch = missing[start : start + _TOGETHER]
        try:
            _lay(store, batch, act)
        except Conflict:
            # Somebody closes the same day: what they have not laid yet is left.
            if left := _missing(store, batch):
                _lay(store, left, act)


def _missing(store: Store, sheets: Iterable[Sheet]) -> list[Sheet]:
    wanted = {Key(Sheet, each.site, each.id): each for each in sheets}
    there = store.load(wanted)
    return [sheet for key, sheet in wanted.items() if there.record(*key) is None]


def _lay(store: Store, sheets: Iterable[Sheet], act: Act[Terms]) -> None:
    first, *others = (Change(before=None, after=each) for each in sheets)
    stamp = Stamp(
        by=act.person.id,
        name=act.person.name,
        at=act.now,
        command=RECONCILIATION,
        clause=CLAUSE,
        correlation=act.fresh_id,
    )
    store.commit(enter(replace(first, also=tuple(others)), stamp))


def so_far(
    store: Store, book: Daybook, departments: Iterable[str], act: Act[Terms]
) -> tuple[Tally, ...]:
    """The orders of the day that runs, up to now: those of these departments among others."""
    until = min(act.now, book.closes_at)
    return rules.reckon(day_before(store, book), moved(store, book), book.since, until, departments)


def draft(store: Store, book: Daybook, department: str, act: Act[Terms]) -> Tally:
    """A department's orders of the day that runs, up to now."""
    tallies = so_far(store, book, (department,), act)
    return next(each for each in tallies if each.department == department)

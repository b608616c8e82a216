"""From postings to what is owed, and since when (L-11, P-money). Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.money import LedgerEntry
from chalicelib.lodging.books.model import Books, Owing, Unpaid, opened


def employee_of(posting: LedgerEntry) -> str:
    """Whose account the other side of a posting stands on."""
    return posting.about["employee"]


def folded(
    known: Mapping[str, Owing], postings: Iterable[LedgerEntry], zone: str
) -> dict[str, Owing]:
    """What each employee owes after these postings, who owes nothing left out.

    The postings are those of the other accounts, in the order of their time: what is credited to
    income is owed, what is debited to cash is paid.
    """
    owing = dict(known)
    for each in postings:
        employee = employee_of(each)
        before = owing.get(employee, Owing())
        owing[employee] = after(before, sitetime.day(each.at, zone), -each.fen)
    return {employee: each for employee, each in owing.items() if each.fen}


def after(before: Owing, day: date, fen: int) -> Owing:
    """What is owed after `fen` were charged on a day or, below zero, paid or taken back."""
    if fen >= 0:
        covered = min(before.credit, fen)
        *older, newest = before.unpaid or (Unpaid(day=day, fen=0),)
        if newest.day != day:
            older, newest = [*older, newest], Unpaid(day=day, fen=0)
        newest = replace(newest, fen=newest.fen + fen - covered)
        unpaid = tuple(each for each in (*older, newest) if each.fen)
        return Owing(unpaid=unpaid, credit=before.credit - covered)
    left = -fen
    still: list[Unpaid] = []
    for each in before.unpaid:
        settled = min(each.fen, left)
        left -= settled
        if each.fen > settled:
            still.append(replace(each, fen=each.fen - settled))
    return Owing(unpaid=tuple(still), credit=before.credit + left)


def close(books: Books, owing: Mapping[str, Owing], act: Act[None]) -> Change:
    """The month's books are closed, the next month's opened."""
    closed = replace(books, closed=True, owing=dict(owing), timers=())
    following = opened(books.site, books.next, act.site.time_zone)
    return Change(
        before=books,
        after=closed,
        facts={"owing": sum(each.fen for each in owing.values())},
        also=(Change(before=None, after=following),),
    )

"""What employees owed when a month was over: a memory of the ledger, so that it need not be read
from its beginning (L-11).

The ledger alone says what is owed. What is kept here can be made again from it at any time.
"""

from datetime import date, timedelta
from typing import ClassVar

from chalicelib.core import periods
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Record, Timer
from chalicelib.lodging.accounts.model import CLAUSE

BOOKS = "books"
"""The job that closes them."""
_AFTER = timedelta(hours=1)
"""After the month: what was posted in its last second is stored by then."""
_LONGEST_MONTH = timedelta(days=31)


class Unpaid(Frozen):
    """What is not paid yet of what was charged on a day."""

    day: date
    """On which it was posted, at the site."""
    fen: int


class Owing(Frozen):
    """What an employee owes, the oldest first; payments settle the oldest."""

    unpaid: tuple[Unpaid, ...] = ()
    credit: int = 0
    """Fen, where more was paid and taken back than charged; then nothing is unpaid."""

    @property
    def fen(self) -> int:
        """What is owed; below zero it is the employee's credit."""
        return sum(each.fen for each in self.unpaid) - self.credit


class Books(Record):
    """A month's books; their id is the month, `2026-03`."""

    KIND: ClassVar[str] = "books"
    TABLE: ClassVar[str] = "lodging"

    closed: bool = False
    owing: dict[str, Owing] = {}
    """By employee, when the month was over; who owed nothing is left out."""

    @property
    def first(self) -> date:
        """The first day of the month."""
        return date.fromisoformat(f"{self.id}-01")

    @property
    def next(self) -> date:
        """The first day of the month after it."""
        return (self.first + _LONGEST_MONTH).replace(day=1)


def books_key(site: str, day: date) -> Key:
    """Where the books of a day's month are kept."""
    return Key(Books, site, periods.named("month")(day))


def month_before(day: date) -> date:
    """The last day of the month before a day's."""
    return day.replace(day=1) - timedelta(days=1)


def opened(site: str, day: date, zone: str) -> Books:
    """The books of a day's month, which are closed when it is over at the site."""
    books = Books(site=site, id=books_key(site, day).id)
    due_at = periods.over(month_before(books.next), zone) + _AFTER
    timer = Timer(clause=CLAUSE, job=BOOKS, due_at=due_at)
    return Books(site=site, id=books.id, timers=(timer,))

"""What is kept of an application for a bed, and of the stay that comes of it (L-2, L-3)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core import finding
from chalicelib.core.approval import Chain
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.lodging.accounts.model import Line
from chalicelib.lodging.ceding.model import Ceded, Ceding
from chalicelib.lodging.families.model import Relation
from chalicelib.lodging.house.model import Asking, BedPlace, InLine, Sex, nights
from chalicelib.lodging.staying.model import Inspection, Moved, Present
from chalicelib.lodging.terms import Fen

CLAUSE = "L-3"
STAYS = "stays"
"""The job that reminds approvers, and ends what its time is over for."""
APPLICATION = "lodging_application"
"""The numbered form 住宿申請."""
MOST_GUESTS = 4


_ANYWHERE = timedelta(hours=14)
"""No site is further from UTC."""
_LONGEST_MONTH = timedelta(days=31)


def month_key(day: date) -> str:
    """By what the stays are found that are counted in the month of a day."""
    return finding.key("month", f"{day:%Y%m}")


class StayState(StrEnum):
    """Where an application, or the stay that comes of it, stands."""

    PENDING = "pending"
    WAITING = "waiting"
    """Approved, and in the queue for a bed."""
    OFFERED = "offered"
    """A bed became free and is kept for it for a while."""
    GRANTED = "granted"
    """It has its beds."""
    STAYING = "staying"
    """Somebody has come."""
    LEFT = "left"
    """All who came have checked out."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """Its first day, or the time to take an offer, is over."""
    NO_SHOW = "no_show"
    """It had its beds, and nobody came."""
    CEDED = "ceded"
    """It had its beds, and ceded all of them before anybody came."""


BEGINS = frozenset({StayState.GRANTED, StayState.STAYING})
"""While it is one of these, it may be extended."""
OCCUPIES = BEGINS | {StayState.OFFERED}
"""While it is one of these, nights name it."""
OPEN = OCCUPIES | {StayState.PENDING, StayState.WAITING}
"""While it is one of these, its guests are in use (P-private)."""


class Guest(Frozen):
    """A verified relative who is to stay."""

    relative: str
    """Id of the verified relation."""
    guest: str
    """Person id."""
    name: str
    relation: Relation
    sex: Sex


class Application(Frozen):
    """What is applied for: the content that is signed."""

    reason: str
    first: date
    """The day of coming, at the site."""
    last: date
    """The day of leaving."""
    guests: Annotated[tuple[Guest, ...], Meta(min_length=1, max_length=MOST_GUESTS)]
    extends: str | None = None
    """The stay that it goes on from, of an extension."""
    begins: str | None = None
    """The stay that its guests came to, of an extension, or of an extension of one."""

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights from the day of coming to the day of leaving."""
        return nights(self.first, self.last)


class Bedded(Frozen):
    """Which bed a guest has for all nights."""

    guest: str
    place: BedPlace
    rate: Fen
    """What a day of it costs by the settings under which it was given."""


class Over(Frozen):
    """How it ended before it began: refused, taken back, given up, or over by itself."""

    by: str
    at: Instant
    reason: str | None = None


class Returned(Frozen):
    """How an earlier version ended that was then submitted again."""

    registered_at: Instant
    """When it was applied for."""
    state: StayState
    """Refused or withdrawn."""
    at: Instant
    """When it was."""


class Stay(Record):
    """An application 住宿申請 by an employee for relatives, and the stay that it becomes."""

    KIND: ClassVar[str] = "stay"
    TABLE: ClassVar[str] = "lodging"
    WAITS: ClassVar[frozenset[str]] = frozenset(
        {
            StayState.PENDING,
            StayState.WAITING,
            StayState.OFFERED,
            StayState.GRANTED,
            StayState.STAYING,
        }
    )

    state: StayState
    employee: str
    employee_name: str
    department: str | None = None
    """The employee's, whose manager signs first."""
    asked: Application
    earlier: tuple[Application, ...] = ()
    """What was asked for in the versions before this one, oldest first."""
    returned: tuple[Returned, ...] = ()
    """What became of each of those."""
    registered_at: Instant
    """When this version was applied for: beds go in this order (L-2)."""
    terms: int
    """Number of the settings that it was applied for under; 0 are the rulebook's own."""
    chain: Chain
    beds: tuple[Bedded, ...] = ()
    granted_at: Instant | None = None
    """When it got its beds for good: by the last signature, or by taking an offer."""
    offered_until: Instant | None = None
    over: Over | None = None
    moved: tuple[Moved, ...] = ()
    """Granted extensions: they move the day of leaving."""
    present: tuple[Present, ...] = ()
    """The guests who came, with those who have left."""
    inspections: tuple[Inspection, ...] = ()
    lines: tuple[Line, ...] = ()
    """What was charged to the employee for it, in order (L-11)."""
    ceding: Ceding | None = None
    """What it has proposed to another, or another to it (L-2)."""
    ceded: tuple[Ceded, ...] = ()
    """The beds that it gave away (L-2)."""
    overstayed: tuple[date, ...] = ()
    """The nights for which guests who should have left are kept in their beds (L-6)."""
    copies: int = 0
    """Of the application, printed."""

    def index(self) -> dict[str, str | None]:
        """Found by the employee, and by where it stands."""
        return {
            "person_key": f"{self.site}#{self.employee}",
            **self.stands(self.state),
        }

    def found_by(self) -> tuple[str, ...]:
        """The months in which it is counted (P-report)."""
        return tuple(month_key(each) for each in self._months())

    def _months(self) -> Iterator[date]:
        """The first of each month from the application to the last that is known of it.

        What a site's days are is not looked at: by the edges it may be one month more.
        """
        begin = (self.forms[0].at - _ANYWHERE).date().replace(day=1)
        instants = [self.over.at] if self.over else []
        instants += [each.left_at for each in self.present if each.left_at]
        known = [each.last for each in (*self.earlier, self.asked)]
        known += [each.last for each in self.moved]
        known += [each.day for each in self.lines if each.day]
        end = max(*known, *((at + _ANYWHERE).date() for at in instants), begin)
        while begin <= end:
            yield begin
            begin = (begin + _LONGEST_MONTH).replace(day=1)

    @property
    def number(self) -> str:
        """Of the application's form."""
        return self.forms[0].number

    @property
    def here(self) -> tuple[Present, ...]:
        """The guests who are there now."""
        return tuple(each for each in self.present if each.left_at is None)

    @property
    def over_at(self) -> datetime:
        """The last that is known of it, once it is over."""
        known = [self.registered_at, *(each.left_at for each in self.present if each.left_at)]
        return max([*known, self.over.at] if self.over else known)

    @property
    def gone(self) -> frozenset[str]:
        """The guests who came and have left, by person id."""
        return frozenset(each.guest for each in self.present if each.left_at)

    def leaves(self, guest: str) -> date:
        """The day on which a guest has to leave: by the grant and its extensions (L-3), or by
        which their bed is another's (L-2).
        """
        last = max([self.asked.last, *(each.last for each in self.moved if guest in each.rates)])
        return min([last, *(each.night for each in self.ceded if guest in each.guests)])

    def rate(self, guest: str) -> int:
        """What a day costs a guest, in fen: where they last were given a bed."""
        for each in reversed(self.moved):
            if guest in each.rates:
                return each.rates[guest]
        return next(each.rate for each in self.beds if each.guest == guest)

    def to_come(self, today: date) -> tuple[Guest, ...]:
        """The guests who have not come and have a night left on this day."""
        came = {each.guest for each in self.present}
        return tuple(
            each
            for each in self.asked.guests
            if each.guest not in came and today < self.leaves(each.guest)
        )

    @property
    def wanted(self) -> InLine:
        """What it asks of the house."""
        return InLine(
            stay=self.id,
            registered_at=self.registered_at,
            first=self.asked.first,
            last=self.asked.last,
            guests=tuple(Asking(guest=each.guest, sex=each.sex) for each in self.asked.guests),
            begins=self.asked.begins,
        )

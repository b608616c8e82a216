"""The terms that the desk works under: deadlines, warranty, prices, hours; and the units."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core.calendar import Calendar, Official
from chalicelib.core.clock import Counting, Rules
from chalicelib.core.fields import Id
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Record
from chalicelib.core.versions import Versioned, version_id
from chalicelib.core.words import Name
from chalicelib.core.words.settings import CATEGORIES


class Item(StrEnum):
    """What is broken indoors, as the warranty terms 保修 distinguish it (T-4.3.2)."""

    WATERPROOFING = "waterproofing"
    ELECTRICAL = "electrical"
    PLUMBING = "plumbing"
    DECORATION = "decoration"
    HEATING = "heating"
    COOLING = "cooling"
    OTHER = "other"


MonthDay = tuple[Annotated[int, Meta(ge=1, le=12)], Annotated[int, Meta(ge=1, le=31)]]
"""A day of every year: month, day."""


class Season(Frozen):
    """A heating or cooling season: month and day on which it begins and ends, both included."""

    first: MonthDay
    last: MonthDay


class WarrantyTerm(Frozen):
    """How long an item is in warranty from the unit's handover: whole years, or whole seasons."""

    years: Annotated[int, Meta(ge=0, le=100)] = 0
    seasons: Annotated[int, Meta(ge=0, le=100)] = 0
    season: Season | None = None


class PriceKind(StrEnum):
    """What a price is paid for."""

    LABOUR = "labour"
    MATERIAL = "material"


class Price(Frozen):
    """One line of the price list of paid repairs 戶內有償維修."""

    code: Id
    kind: PriceKind
    name: Name
    unit: Name
    fen: Annotated[int, Meta(ge=0, le=10**8, examples=[8000])]


class Deadline(StrEnum):
    """What falls due on a ticket, by the name of the setting that says after how long."""

    NOTIFY = "notify_minutes"
    CARD = "card_hours"
    REPLY = "reply_hours"

    @property
    def clause(self) -> str:
        """The clause that it runs under, its timer's name."""
        return _CLAUSES[self]


_CLAUSES = {Deadline.NOTIFY: "T-4.3.2", Deadline.CARD: "T-4.2.1", Deadline.REPLY: "T-4.2.2"}


class Clock(Frozen):
    """What a deadline is counted in, and whether its clock may be stopped for a while."""

    counts: Counting = Counting.CLOCK
    pausable: bool = False


CategoryKey = Annotated[
    str,
    Meta(min_length=1, max_length=64, pattern=r"^[a-z][a-z0-9_]*$(?!\n)", examples=["cleaning"]),
]


class Category(Frozen):
    """What a complaint may be about: the same matter is of the same category (T-4.2.3)."""

    key: CategoryKey
    name: Name
    retired: bool = False
    """No new complaint is of it; those that are remain."""


MADE_HERE = ("official",)
"""What the program itself puts into a version."""


class Terms(Versioned):
    """The desk's settings. Each version is kept; a ticket stays under the one it was opened with.

    The id is the version's number, six digits.
    """

    KIND: ClassVar[str] = "ticket_terms"
    TABLE: ClassVar[str] = "directory"
    IMMUTABLE: ClassVar[bool] = True

    notify_minutes: Annotated[int, Meta(ge=1, le=1440)] = 5
    """Within this long after intake engineering is told of an indoor repair (T-4.3.2)."""
    tries_per_day: Annotated[int, Meta(ge=1, le=20)] = 3
    """How often a day a follow-up call may be tried in vain (T-4.4.1)."""
    visit_minutes: tuple[int, int] = (10, 20)
    """Between how many minutes a door visit should last (T-4.4.2)."""
    card_hours: Annotated[int, Meta(ge=1, le=720)] = 24
    """This long after intake a complaint not completed gets its file card (T-4.2.1)."""
    reply_hours: Annotated[int, Meta(ge=1, le=720)] = 24
    """How often whoever passed a complaint on is told how it stands (T-4.2.2)."""
    review_hours: Annotated[int, Meta(ge=1, le=720)] = 24
    """This long after the follow-up the supervisor is reminded of the review, and then daily."""
    decide_hours: Annotated[int, Meta(ge=1, le=720)] = 24
    """This long after a complaint became a letter the GM is reminded of it, and then daily."""
    same_matter_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    """How far back a complaint may lie to be about the same matter (T-4.2.3)."""
    handover_minutes: Annotated[int, Meta(ge=1, le=1440)] = 15
    """How often the desk is reminded of items handed over and not acknowledged (T-4.6)."""
    day_reminds_at: Annotated[int, Meta(ge=0, le=1439)] = 16 * 60 + 30
    """When departments that have not reported are reminded: minutes after midnight (T-4.7)."""
    day_closes_at: Annotated[int, Meta(ge=0, le=1439)] = 17 * 60
    """When the reconciliation closes the day: minutes after midnight (T-4.7)."""
    keep_caller_days: Annotated[int, Meta(ge=30, le=3650)] = 730
    """So long after their last matter was over a caller's number is erased (P-private)."""
    warranty: dict[Item, WarrantyTerm] = {}
    prices: tuple[Price, ...] = ()
    calendar: Calendar = Calendar()
    official: Official = Official()
    """The days of the calendar's region, as they were known when these settings were made."""
    clocks: dict[Deadline, Clock] = {}
    """How deadlines are counted; one that is not named runs on by the clock."""
    categories: Annotated[tuple[Category, ...], Meta(min_length=1, max_length=100)] = tuple(
        Category(key=key, name=name) for key, name in CATEGORIES.items()
    )

    def price(self, code: str) -> Price | None:
        """The price list's line of this code."""
        return next((price for price in self.prices if price.code == code), None)

    def category(self, key: str) -> Category | None:
        """The category of this key, retired or not."""
        return next((each for each in self.categories if each.key == key), None)

    def clock(self, deadline: Deadline) -> Clock:
        """How a deadline is counted."""
        return self.clocks.get(deadline, Clock())

    def length(self, deadline: Deadline) -> timedelta:
        """After how long it falls due."""
        if deadline is Deadline.NOTIFY:
            return timedelta(minutes=self.notify_minutes)
        hours = self.card_hours if deadline is Deadline.CARD else self.reply_hours
        return timedelta(hours=hours)

    def rules(self, deadline: Deadline, zone: str) -> Rules:
        """What it is counted by."""
        return Rules(
            counts=self.clock(deadline).counts,
            calendar=self.calendar,
            official=self.official,
            zone=zone,
        )


def terms_key(site: str, number: int) -> Key:
    """Where a site's settings of this number are kept."""
    return Key(Terms, site, version_id(number))


HANDED_OVER = (date(1900, 1, 1), date(2999, 12, 31))
"""Between which days a handover may lie: every date that follows from it is one."""


class Unit(Record):
    """A flat, shop or office of the estate."""

    KIND: ClassVar[str] = "unit"
    TABLE: ClassVar[str] = "directory"

    building: str
    handover: date | None = None
    """Handover date 交付日期: warranty counts from it. None: not handed over yet."""
    owners: tuple[str, ...] = ()

    def found_by(self) -> tuple[str, ...]:
        """Found by its name and its building."""
        return (self.id, self.building)

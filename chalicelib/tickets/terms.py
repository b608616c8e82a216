"""The terms that the desk works under: deadlines, warranty, prices, hours; and the units."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Record
from chalicelib.core.words import Words


class Item(StrEnum):
    """What is broken indoors, as the warranty terms 保修 distinguish it (T-4.3.2)."""

    WATERPROOFING = "waterproofing"
    ELECTRICAL = "electrical"
    PLUMBING = "plumbing"
    DECORATION = "decoration"
    HEATING = "heating"
    COOLING = "cooling"
    OTHER = "other"


class Season(Frozen):
    """A heating or cooling season: month and day on which it begins and ends, both included."""

    first: tuple[int, int]
    last: tuple[int, int]


class WarrantyTerm(Frozen):
    """How long an item is in warranty from the unit's handover: whole years, or whole seasons."""

    years: int = 0
    seasons: int = 0
    season: Season | None = None


class PriceKind(StrEnum):
    """What a price is paid for."""

    LABOUR = "labour"
    MATERIAL = "material"


class Price(Frozen):
    """One line of the price list of paid repairs 戶內有償維修."""

    code: str
    kind: PriceKind
    name: Words
    unit: Words
    fen: Annotated[int, Meta(ge=0, le=10**8)]


class Interval(Frozen):
    """Working time from one clock time to another, minutes after midnight."""

    first: Annotated[int, Meta(ge=0, le=1440)]
    last: Annotated[int, Meta(ge=0, le=1440)]


class Calendar(Frozen):
    """Working hours by weekday (Monday first), holidays, and make-up workdays 調休上班日."""

    week: tuple[tuple[Interval, ...], ...] = ()
    holidays: tuple[date, ...] = ()
    makeup_workdays: tuple[date, ...] = ()


class Terms(Record):
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
    same_matter_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    """How far back a complaint may lie to be about the same matter (T-4.2.3)."""
    handover_minutes: Annotated[int, Meta(ge=1, le=1440)] = 15
    """How often the desk is reminded of items handed over and not acknowledged (T-4.6)."""
    day_reminds_at: Annotated[int, Meta(ge=0, le=1439)] = 16 * 60 + 30
    """When departments that have not reported are reminded: minutes after midnight (T-4.7)."""
    day_closes_at: Annotated[int, Meta(ge=0, le=1439)] = 17 * 60
    """When the reconciliation closes the day: minutes after midnight (T-4.7)."""
    warranty: dict[Item, WarrantyTerm] = {}
    prices: tuple[Price, ...] = ()
    calendar: Calendar = Calendar()

    def price(self, code: str) -> Price | None:
        """The price list's line of this code."""
        return next((price for price in self.prices if price.code == code), None)


def terms_key(site: str, number: int) -> Key:
    """Where a site's settings of this number are kept."""
    return Key(Terms, site, f"{number:06}")


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

"""How full the reception room was, in figures that can be counted again by hand (P-report)."""

from datetime import date

from chalicelib.core.record import Frozen, Instant
from chalicelib.lodging.house.model import Sex
from chalicelib.lodging.reports.forms import Per
from chalicelib.lodging.terms import RoomRate

CLAUSE = "P-report"


class BedNights(Frozen):
    """Beds, each counted once for every night (L-2)."""

    open: int
    """Beds that could be given, as the house was when the day was over, and those given."""
    given: int
    """Beds that were somebody's when the day was over, who came or not."""
    used: int
    """Beds given whose guest was there when the day was over."""
    rate: float | None
    """Used of open, to four decimals, halves up; None where no bed was open."""


class OfType(Frozen):
    """The beds in rooms of a type, as the type of each room was that night."""

    type: str
    """Key of its rate in the settings."""
    beds: BedNights


class OfSex(Frozen):
    """The beds of women, or of men (L-10)."""

    sex: Sex
    given: int
    used: int


class ApplicationsCounted(Frozen):
    """What happened to applications, each counted on the day on which it happened (L-2, L-3)."""

    applied: int
    """Applied for; each version that was submitted again is one more."""
    extensions: int
    """Of those: to go on staying."""
    granted: int
    """Got their beds, by the last signature or by taking an offer."""
    queued: int
    """Approved without a bed: they had to wait (L-2)."""
    refused: int
    withdrawn: int
    cancelled: int
    lapsed: int
    """Their first day was over, or an offer, without a bed taken: counted by their first day."""
    no_show: int
    """They had their beds and nobody came by their first day, on which they are counted."""
    ceded: int
    """They had their beds, and gave all of them up to others before anybody came (L-2)."""


class Waits(Frozen):
    """How long it took from an application to its beds, of those that got them (L-2)."""

    mean_hours: float | None
    """To two decimals, halves up; None of nothing."""
    median_hours: float | None
    """Of two in the middle the mean."""
    longest_hours: float | None


class Queued(Frozen):
    """Approved applications without a bed of their own when a day was over (L-2)."""

    longest: int
    """On the day on which most waited."""
    at_end: int
    """On the last day that is counted."""


class GuestsCounted(Frozen):
    """Who came and left, each counted on the day on which they did (L-3, L-6)."""

    came: int
    left: int
    nights: int
    """Of those who left: from the day of coming to the day of leaving, extended or overstayed."""
    mean_nights: float | None
    """To two decimals, halves up; None where nobody left."""
    late: int
    """GuestsCounted and days charged for leaving late, half a day or the whole (L-6)."""
    overstayed: int
    """Of those, where the guest was still there after the hour at which the whole day is lost."""


class BedFigures(Frozen):
    """Everything that is counted of some days."""

    nights: int
    """Nights that have begun. What is still to come is not counted."""
    beds: BedNights
    types: tuple[OfType, ...]
    sexes: tuple[OfSex, ...]
    applications: ApplicationsCounted
    waits: Waits
    queue: Queued
    guests: GuestsCounted


class BedGroup(Frozen):
    """A day, week or month of the report, or what of it lies in the period."""

    key: str
    """`2026-03-02`, `2026-W10` or `2026-03`."""
    first: date
    last: date
    figures: BedFigures


class OccupancyReport(Frozen):
    """How full the reception room was. Of days that are over it is the same whenever it is made."""

    site: str
    first: date
    last: date
    time_zone: str
    made_at: Instant
    by: Per | None
    types: tuple[RoomRate, ...]
    """Types of rooms, as the settings in force call them."""
    total: BedFigures
    groups: tuple[BedGroup, ...]

"""What the reception room works under: days, offers, rates, prices, fines, hours (L-2 to L-10)."""

from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core.fields import Id
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen
from chalicelib.core.versions import Versioned, version_id
from chalicelib.core.words import Name

DOMAIN = "lodging"
"""The name of these settings among the site's."""
MOST_DAYS = 14
"""Of one application, whatever a site settles: its nights are held in one transaction."""

Fen = Annotated[int, Meta(ge=0, le=10**8, examples=[5000])]
"""An amount of money, CNY, in fen."""
Minute = Annotated[int, Meta(ge=0, le=1440, examples=[720])]
"""A time on the clock of the site's wall, minutes after midnight."""


class RoomRate(Frozen):
    """What a day costs a guest in a type of room 住宿費, where a day is charged (L-6)."""

    key: Id
    name: Name
    fen: Fen


class DamagePrice(Frozen):
    """One line of the price list of what may be soiled or damaged 損壞賠償 (L-4)."""

    code: Id
    name: Name
    fen: Fen


class Fines(Frozen):
    """The regulation's fines 罰款, in fen, and the points of a deduction slip 扣分單."""

    dormitory: Fen = 5000
    """A guest stays in a staff dormitory (L-2)."""
    visiting: Fen = 5000
    """A guest visits a staff dormitory (L-7)."""
    meals: Fen = 5000
    """Meals in the room, or staff meals brought in (L-8)."""
    overnight: Fen = 10000
    """Mixed sexes, or a night without the GM office (L-10)."""
    points: Annotated[int, Meta(ge=0, le=100, examples=[4])] = 4
    """Of the slip that goes with a fine for the dormitory (L-2)."""


STANDARD = RoomRate(
    key="standard", name=Name(hant="標準間", hans="标准间", en="Standard room"), fen=10000
)


class LodgingTerms(Versioned):
    """A site's settings of the reception room, one version of many; never changed.

    Where a site has settled nothing yet, the rulebook's own hold, as version 0.
    """

    KIND: ClassVar[str] = "lodging_terms"
    TABLE: ClassVar[str] = "directory"
    IMMUTABLE: ClassVar[bool] = True

    max_days: Annotated[int, Meta(ge=1, le=MOST_DAYS, examples=[3])] = 3
    """How long one application lasts at most: from its first day to the day of leaving (L-3)."""
    ahead_days: Annotated[int, Meta(ge=1, le=366, examples=[60])] = 60
    """How far ahead the first day may lie."""
    offer_minutes: Annotated[int, Meta(ge=10, le=1440, examples=[240])] = 240
    """How long an offered bed is kept for who waited (L-2)."""
    approve_hours: Annotated[int, Meta(ge=1, le=720, examples=[24])] = 24
    """After this long an approver is reminded, and then daily (P-approve)."""
    rates: Annotated[tuple[RoomRate, ...], Meta(min_length=1, max_length=40)] = (STANDARD,)
    damages: Annotated[tuple[DamagePrice, ...], Meta(max_length=200)] = ()
    fines: Fines = Fines()
    arrive_by: Minute = 24 * 60
    """By when on the first day somebody has to come; then the beds are others' (L-3)."""
    charges_nights: bool = False
    """Whether nights within the grant cost their rate (L-6)."""
    pass_fen: Fen = 2000
    """Charge for replacing an access pass 出入證 (L-6)."""
    leave_by: Minute = 12 * 60
    """Leaving later costs half a day (L-6)."""
    half_until: Minute = 18 * 60
    """Leaving later than that costs the whole day (L-6)."""
    visits_from: Minute = 8 * 60
    """From when visitors are let in (L-9)."""
    visits_until: Minute = 24 * 60
    """Until when they are (L-9)."""
    curfew: Minute = 23 * 60 + 30
    """When visiting employees must have left (L-10)."""
    overnight_minutes: Annotated[int, Meta(ge=0, le=480, examples=[30])] = 30
    """So long after they had to leave, and not before midnight, who is inside stays the night
    (L-10)."""
    suspends_at: Annotated[int, Meta(ge=1, le=100, examples=[3])] = 3
    """So many violations on one employee suspend their eligibility (L-7)."""
    suspends_within_months: Annotated[int, Meta(ge=1, le=120, examples=[12])] = 12
    """Within this time."""
    suspends_for_days: Annotated[int, Meta(ge=1, le=3650, examples=[180])] = 180
    """For this time."""


def terms_key(site: str, number: int) -> Key:
    """Where a site's settings of this number are kept."""
    return Key(LodgingTerms, site, version_id(number))


def rulebook(site: str) -> LodgingTerms:
    """What holds at a site that has settled nothing yet: the rulebook's own, as version 0."""
    return LodgingTerms(site=site, id=version_id(0))

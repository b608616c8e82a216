"""A line of the plan of a reception, what the rules say of it, and what the GM granted (R-2.4)."""

from datetime import date
from enum import StrEnum
from typing import Any

from chalicelib.core.record import Frozen, Instant


class LineKind(StrEnum):
    """What a line of the plan is for (R-2.4)."""

    ITINERARY = "itinerary"
    """An item of the day's programme 日程."""
    MEAL = "meal"
    LODGING = "lodging"
    VEHICLE = "vehicle"
    TICKET = "ticket"
    """A return ticket 返程票."""
    OTHER = "other"


class MealKind(StrEnum):
    """How guests are fed (R-4.2.2)."""

    WORKING = "working"
    """工作餐."""
    HOSPITALITY = "hospitality"
    """招待餐."""


class Sitting(StrEnum):
    """Which meal of a day it is."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"


class LodgingKind(StrEnum):
    """How guests are lodged (R-4.1.2)."""

    ORDINARY = "ordinary"
    """普通住宿."""
    RAISED = "raised"
    """Any other."""


class Bearer(StrEnum):
    """Who bears the cost of a line (R-4.1.2, R-4.1.3, R-4.3.3)."""

    GUEST_UNIT = "guest_unit"
    """The guests' own unit pays by itself 自付: nothing is spent here."""
    HOST = "host"
    """The receiving side bears it 承擔."""
    ADVANCE = "advance"
    """The receiving side advances it 墊付; it is settled with the guests' unit."""


class PlanLine(Frozen):
    """One line of the plan. What it costs is worked out, never given."""

    key: str
    """Its own for as long as it is there: claims, trips and grants name it."""
    kind: LineKind
    day: date
    words: str
    meal: MealKind | None = None
    sitting: Sitting | None = None
    """Of a meal; None: it may be any of its day."""
    lodging: LodgingKind | None = None
    guests: tuple[str, ...] = ()
    """Keys of the guests that it is for; empty: all."""
    hosts: int = 0
    """How many of the house sit with them, at a meal."""
    count: int = 1
    """How many: nights of a lodging, pieces of the rest."""
    fen: int = 0
    """What one costs: a head at a meal, a guest and night of a lodging, a piece of the rest."""
    city: str | None = None
    """Class of the city in which it is; None: the site's own."""
    bearer: Bearer
    items: tuple[str, ...] = ()
    """Codes of what is not offered without the GM's grant (R-4.3.4)."""
    destination: str | None = None
    """Where a vehicle goes; within the city if the settings have it among its districts."""


class Sums(Frozen):
    """What a plan costs, in fen: line by line, and by who bears it."""

    lines: dict[str, int]
    """Key of the line to what it costs."""
    guest_unit: int
    host: int
    advance: int


class Level(StrEnum):
    """How much a finding weighs."""

    WARN = "warn"
    """It may be done, and is seen by whoever signs and pays."""
    STOP = "stop"
    """It may not be done, unless the GM grants what can be granted."""


class Ask(StrEnum):
    """What the GM alone grants."""

    BUDGET = "budget"
    """What the reception costs (R-4.3.1)."""
    OUTSIDE = "outside"
    """Guests from outside, and the standard for them (R-4.2.1)."""
    HOSPITALITY = "hospitality"
    """A hospitality meal (R-4.2.2)."""
    STANDARD = "standard"
    """Above the standard (R-4.1.1, R-4.3.4)."""
    ORDINARY = "ordinary"
    """Of the group's staff: other than a working meal or ordinary lodging (R-4.1.2)."""
    BEARER = "bearer"
    """The receiving side bears or advances what the group's staff cost (R-4.1.3)."""
    ITEM = "item"
    """Something not to be offered (R-4.3.4)."""
    LONG_DISTANCE = "long_distance"
    """A car beyond the city (R-4.3.7)."""


class Finding(Frozen):
    """What the rules say of a plan: the same to applicant, approver and finance."""

    level: Level
    code: str
    clause: str
    line: str | None = None
    """Key of the line; None: of the reception as a whole."""
    data: dict[str, Any] = {}
    asks: Ask | None = None
    """What the GM would have to grant; None: nobody can, or nothing has to be."""
    granted: bool = False
    """Whether he has: then it stops nothing."""
    terms: int
    """Number of the settings by which it was found."""

    @property
    def stops(self) -> bool:
        """Whether it keeps the line from being carried out as things are."""
        return self.level is Level.STOP and not self.granted


class Asked(Frozen):
    """One thing that the GM is asked for, on the page that lists them all."""

    asks: Ask
    clause: str
    line: str | None = None
    code: str | None = None
    """Of the item, where it is for one."""
    digest: str
    """Of everything that it was asked for: a grant is for this and nothing else."""
    data: dict[str, Any] = {}


class Granted(Frozen):
    """What the GM decided of one thing, once: it holds for this line as it was, nothing else."""

    asks: Ask
    line: str | None = None
    code: str | None = None
    digest: str
    yes: bool
    words: str | None = None
    by: str
    name: str
    at: Instant

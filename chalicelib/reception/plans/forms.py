"""What is filled in about a plan: all of its lines, each time."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, of_kinds
from chalicelib.core.forms import Form
from chalicelib.reception.plans.model import Bearer, LineKind, LodgingKind, MealKind, Sitting
from chalicelib.reception.receptions.model import MOST_GUESTS, MOST_LINES
from chalicelib.reception.terms import Fen

MOST_ITEMS = 18
"""Of a whole plan: with whatever else its lines may ask for, the GM can decide on one page."""
SAID_OF: dict[str, tuple[LineKind, ...]] = {
    "meal": (LineKind.MEAL,),
    "sitting": (LineKind.MEAL,),
    "lodging": (LineKind.LODGING,),
    "hosts": (LineKind.MEAL,),
    "count": tuple(each for each in LineKind if each is not LineKind.MEAL),
    "destination": (LineKind.VEHICLE,),
}
"""What lines of these kinds say, and no others."""


class PlanLineIn(Form):
    """One line of the plan. A line that was there before names its `key`, and keeps it.

    What it costs is worked out: a meal for guests and hosts, a lodging for guests and nights, the
    rest by the piece.
    """

    key: Id | None = None
    """Of the line that it was; None: a new one."""
    kind: LineKind
    day: Day
    """Of a lodging: of its first night."""
    words: Line
    meal: Annotated[MealKind | None, of_kinds(SAID_OF["meal"])] = None
    """Of meals only."""
    sitting: Annotated[Sitting | None, of_kinds(SAID_OF["sitting"])] = None
    """Of meals only. Its hosts are counted with those of the same meal in other lines; where it is
    not said which it is, with those of the whole day (R-4.2.2)."""
    lodging: Annotated[LodgingKind | None, of_kinds(SAID_OF["lodging"])] = None
    """Of lodgings only."""
    guests: Annotated[tuple[Id, ...], Meta(max_length=MOST_GUESTS)] = ()
    """Keys of the guests that it is for; none: all."""
    hosts: Annotated[int, Meta(ge=0, le=500, examples=[2]), of_kinds(SAID_OF["hosts"])] = 0
    """How many of the house sit with them, at a meal."""
    count: Annotated[int, Meta(ge=1, le=100, examples=[2]), of_kinds(SAID_OF["count"])] = 1
    """Nights of a lodging, pieces of the rest; a meal is one."""
    fen: Fen = 0
    """What one costs: a head at a meal, a guest and night of a lodging, a piece of the rest."""
    city: Id | None = None
    """Class of the city in which it is; None: the site's own."""
    bearer: Bearer
    items: Annotated[tuple[Id, ...], Meta(max_length=MOST_ITEMS)] = ()
    """Codes of what is not offered without the GM's grant (R-4.3.4)."""
    destination: Annotated[Line | None, of_kinds(SAID_OF["destination"])] = None
    """Where a vehicle goes; of vehicles only."""


class Plan(Form):
    """Write the plan of a reception 接待安排, whole: what it no longer names is dropped (R-2.4)."""

    lines: Annotated[tuple[PlanLineIn, ...], Meta(max_length=MOST_LINES)]

"""What is asked of a report of the reception room: which days, in which parts, which table."""

from enum import StrEnum

from chalicelib.core.fields import Day
from chalicelib.core.forms import Form


class Per(StrEnum):
    """Into what parts a report is divided."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class OfPeriod(Form):
    """From the first day to the last, both included, at the site's own time."""

    first: Day
    last: Day
    by: Per | None = None


class BedTable(StrEnum):
    """The tables of the report on beds."""

    OVERVIEW = "overview"
    GROUPS = "groups"
    ROOMS = "rooms"


class TableOfPeriod(OfPeriod):
    """One table of the report on beds."""

    table: BedTable = BedTable.OVERVIEW

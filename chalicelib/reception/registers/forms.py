"""What is asked of a report on receptions: which days, in which parts, which table."""

from enum import StrEnum

from chalicelib.core.fields import Day
from chalicelib.core.forms import Form


class Parts(StrEnum):
    """Into what parts a report is divided."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ReceptionsIn(Form):
    """Receptions that begin from the first day to the last, both included."""

    first: Day
    last: Day
    by: Parts | None = None


class ReceptionTable(StrEnum):
    """The tables of the report on receptions."""

    OVERVIEW = "overview"
    GROUPS = "groups"
    DEPARTMENTS = "departments"
    KINDS = "kinds"
    REGISTER = "register"
    GUESTS = "guests"
    EXCEPTIONS = "exceptions"


class TableOfReceptions(ReceptionsIn):
    """One table of the report on receptions."""

    table: ReceptionTable = ReceptionTable.OVERVIEW

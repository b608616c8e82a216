"""What is asked of a report: which days, in which parts, of which department."""

from enum import StrEnum

from chalicelib.core.fields import Day, Id
from chalicelib.core.forms import Form


class By(StrEnum):
    """Into what parts a report is divided."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    DEPARTMENT = "department"
    KIND = "kind"
    CHANNEL = "channel"
    CATEGORY = "category"


class Asked(Form):
    """What was taken in from the first day to the last, both included, at the site's own time."""

    first: Day
    last: Day
    by: By | None = None
    department: Id | None = None
    """Only what lies with this department now, and its own workload."""


class Part(StrEnum):
    """The tables of a report."""

    OVERVIEW = "overview"
    GROUPS = "groups"
    DEPARTMENTS = "departments"


class AskedTable(Asked):
    """One table of a report."""

    table: Part = Part.OVERVIEW

"""What is filled in for a maintenance plan."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Text
from chalicelib.core.forms import Form, Order, Paged
from chalicelib.tickets.model.matter import ENGINEERING
from chalicelib.tickets.plans.model import Missed, Period, PlanState

ClockTime = Annotated[
    str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", examples=["08:00"])
]
"""A time on the clock of the site's wall."""


class SetUp(Form):
    """Set up a maintenance plan 計劃保養 for a public facility (T-4.3.1).

    A first day in the past opens nothing for what is over; it only says how the days are counted.
    """

    words: Text
    area: Line
    department: Id = ENGINEERING
    every: Annotated[int, Meta(ge=1, le=366, examples=[1])] = 1
    period: Period
    at: ClockTime
    first: Day
    last: Day | None = None
    missed: Missed = Missed.SKIP


class ChangePlan(SetUp):
    """Change a plan from now on 更改計劃: all of it as it is to be (T-4.3.1)."""


class PlanList(Paged):
    """Which plans to list, and in which order."""

    order: Order = Order.NEWEST
    state: PlanState | None = None
    department: Id | None = None


class Resume(Form):
    """Resume a suspended plan 恢復計劃; what was missed opens as the plan's `missed` says."""

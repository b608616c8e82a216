"""What is shown of a maintenance plan: the plan, what comes next, and what may be done with it."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.service.showing import Action, actions
from chalicelib.tickets.plans import rules
from chalicelib.tickets.plans.life import PLAN
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.plans.rules import Coming


class PlanView(Frozen):
    """A plan, its next occurrences, and the actions this person may take on it now."""

    plan: Plan
    coming: tuple[Coming, ...]
    """At most five; of a suspended plan, what would come if it was resumed now."""
    allowed_actions: tuple[Action, ...]


class PlanPage(Frozen):
    """A page of plans, newest first."""

    items: tuple[PlanView, ...]
    next: str | None


def plan_view(plan: Plan, act: Act[Any]) -> PlanView:
    """The plan as this person sees it."""
    base = f"/sites/{plan.site}/plans/{plan.id}"
    return PlanView(
        plan=plan,
        coming=rules.coming(plan, act),
        allowed_actions=actions(PLAN, plan, act, base),
    )

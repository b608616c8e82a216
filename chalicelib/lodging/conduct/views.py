"""What is shown of violations and of an employee's standing, and what may be done with them now."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.lodging.conduct.life import CONDUCT, VIOLATION
from chalicelib.lodging.conduct.model import Barred, Conduct, Counted, Violation, barred
from chalicelib.service.showing import Action, Paper, actions


class ViolationView(Frozen):
    """A violation, and what this person may do with it now."""

    version: int
    violation: Violation
    papers: tuple[Paper, ...]
    """Its slip, where it has one."""
    allowed_actions: tuple[Action, ...]


class ViolationPage(Frozen):
    """A page of violations."""

    items: tuple[ViolationView, ...]
    next: str | None


class ConductView(Frozen):
    """An employee's standing: whether they may apply, and what counts against them."""

    version: int
    employee: str
    eligible: bool
    barred: Barred | None
    """Why they may not apply now, if they may not."""
    counted: tuple[Counted, ...]
    allowed_actions: tuple[Action, ...]


def violation_view(violation: Violation, act: Act[Any]) -> ViolationView:
    """The violation as this person sees it."""
    base = f"/sites/{violation.site}/violations/{violation.id}"
    return ViolationView(
        version=violation.version,
        violation=violation,
        papers=tuple(
            Paper(form=each.form, number=each.number, href=f"{base}/print")
            for each in violation.forms
        ),
        allowed_actions=actions(VIOLATION, violation, act, base),
    )


def conduct_view(conduct: Conduct, act: Act[Any]) -> ConductView:
    """The standing at this instant."""
    bar = barred(conduct, act.now)
    return ConductView(
        version=conduct.version,
        employee=conduct.id,
        eligible=bar is None,
        barred=bar,
        counted=conduct.counted,
        allowed_actions=actions(
            CONDUCT, conduct, act, f"/sites/{conduct.site}/conduct/{conduct.id}"
        ),
    )

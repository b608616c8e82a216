"""What would be found of a plan that is being written (R-2.4, R-4). Pure."""

from collections import Counter

from chalicelib.core.act import Act
from chalicelib.core.money import split
from chalicelib.core.record import Frozen
from chalicelib.reception.plans import judging, keeping, rules
from chalicelib.reception.plans.forms import Plan
from chalicelib.reception.plans.model import Asked, Finding, Sums
from chalicelib.reception.plans.sitting import guests_of
from chalicelib.reception.receptions.model import Content, Reception
from chalicelib.reception.terms import ReceptionTerms


class TriedLine(Frozen):
    """A line of the plan as it would be."""

    key: str
    """By which findings name it."""
    fen: int
    """What it would cost."""
    standard: int | None
    """What one may cost by the standard of its guests; None where there is none for it."""


class ForGuest(Frozen):
    """What a guest would cost: of each line that is for them an equal part."""

    guest: str
    """Key of the guest."""
    fen: int


class PlanTried(Frozen):
    """What the rules would say of a plan, were it written now."""

    lines: tuple[TriedLine, ...]
    """In the order of the form."""
    findings: tuple[Finding, ...]
    asks: tuple[Asked, ...]
    """What the GM would have to grant."""
    costs: Sums
    budget: int
    """Fen that the house would bear and advance."""
    guests: tuple[ForGuest, ...]


def tried(reception: Reception, form: Plan, act: Act[ReceptionTerms]) -> PlanTried:
    """The plan judged as it is written: what nobody can grant is found like all else.

    Raises: Refusal `invalid_form` for what makes no line, or takes away what something stands on.
    """
    content = rules.said(reception, form, act.terms)
    keeping.under_plan(reception, content)
    costs = judging.sums(content)
    return PlanTried(
        lines=tuple(
            TriedLine(
                key=line.key,
                fen=costs.lines[line.key],
                standard=judging.cap(line, content, act.terms),
            )
            for line in content.lines
        ),
        findings=judging.findings(content, (), act.terms),
        asks=judging.asked(content, act.terms),
        costs=costs,
        budget=judging.budget(content),
        guests=_guests(content, costs),
    )


def _guests(content: Content, costs: Sums) -> tuple[ForGuest, ...]:
    each: Counter[str] = Counter()
    for line in content.lines:
        whom = guests_of(line, content)
        for guest, fen in zip(whom, split(costs.lines[line.key], [1] * len(whom)), strict=True):
            each[guest.key] += fen
    return tuple(ForGuest(guest=guest.key, fen=each[guest.key]) for guest in content.guests)

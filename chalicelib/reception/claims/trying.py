"""What would be found of a claim that is being written (R-4.3.1, R-4.3.5). Pure."""

from collections.abc import Container, Iterator

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.record import Frozen, Hold
from chalicelib.reception.claims import booking, lending
from chalicelib.reception.claims.booking import Scene
from chalicelib.reception.claims.life import CLAIMS
from chalicelib.reception.claims.model import ExpenseClaim, Share
from chalicelib.reception.claims.rules import Blank, Found
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer, Finding, Level
from chalicelib.reception.terms import ReceptionTerms


class TriedReceipt(Frozen):
    """A line of the claim as it would be."""

    bearer: Bearer
    shares: tuple[Share, ...]
    findings: tuple[Finding, ...]
    """What keeps it from being booked, and what the rules say of the plan's line."""


class PlanLeft(Frozen):
    """What no other claim has taken of a line of the plan, in fen."""

    line: str
    fen: int


class ClaimTried(Frozen):
    """What the rules would say of a claim, were it submitted now."""

    lines: tuple[TriedReceipt, ...]
    """In the order of the form."""
    findings: tuple[Finding, ...]
    """Of all of them together."""
    total: int
    from_advance: int
    rest: int
    plan: tuple[PlanLeft, ...]
    """In the order of the plan."""
    left: int
    """Fen of the budget that neither other claims nor advances have taken."""


def written(
    claim: ExpenseClaim | None, found: Found, act: Act[ReceptionTerms]
) -> tuple[ExpenseClaim, Scene]:
    """The claim as it would be, written or written anew, and what it would be booked against.

    Raises: Refusal `invalid_form` for what makes no claim; why this person may not write it.
    """
    scene = found.scene
    if claim is None:
        blank = Blank(reception=scene.reception, advance=found.named)
        change = CLAIMS.decide("draft", blank, found.form, act)
    else:
        change = CLAIMS.decide("change", claim, found, act)
        scene = booking.without(claim, scene)
        if found.form.advance != claim.advance:
            scene = replace(scene, advance=found.named)
    assert isinstance(change.after, ExpenseClaim)
    return change.after, scene


def tried(claim: ExpenseClaim, scene: Scene, used: Container[Hold]) -> ClaimTried:
    """The claim judged as it is when it is submitted; `used` is what others have."""
    refusals = (
        *booking.unspendable(claim, scene),
        *booking.beyond(claim, scene),
        *_used(claim, used),
    )
    known = booking.found(claim, scene)

    def stopping(place: int | None) -> tuple[Finding, ...]:
        return tuple(_found(refusal, scene) for at, refusal in refusals if at == place)

    return ClaimTried(
        lines=tuple(
            TriedReceipt(
                bearer=line.bearer,
                shares=line.shares,
                findings=(
                    *stopping(place),
                    *(each for each in known if each.line == line.line),
                ),
            )
            for place, line in enumerate(claim.lines)
        ),
        findings=stopping(None),
        total=claim.total,
        from_advance=claim.from_advance,
        rest=claim.rest,
        plan=_plan(scene),
        left=_left(scene),
    )


def _used(claim: ExpenseClaim, used: Container[Hold]) -> Iterator[tuple[int, Refusal]]:
    for place, each in enumerate(claim.lines):
        if each.hold in used:
            yield place, Refusal(each.hold.code, each.hold.clause)


_APART = frozenset({"line", "holder"})
"""What of a refusal is none of its facts."""


def _found(refusal: Refusal, scene: Scene) -> Finding:
    """Why a claim would be refused, as it stands among what is found at its line."""
    return Finding(
        level=Level.STOP,
        code=refusal.code,
        clause=refusal.clause,
        data={name: each for name, each in refusal.data.items() if name not in _APART},
        terms=int(scene.judged.id),
    )


def _plan(scene: Scene) -> tuple[PlanLeft, ...]:
    content = scene.reception.content
    return tuple(
        PlanLeft(line=each.key, fen=judging.cost(each, content) - scene.reception.spent(each.key))
        for each in content.lines
    )


def _left(scene: Scene) -> int:
    """Nothing, where nothing may be spent at all."""
    try:
        return lending.budget_left(scene.reception, scene.judged)
    except Refusal:
        return 0

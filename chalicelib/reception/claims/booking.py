"""Booking a claim: its receipts, its plan's lines and its advance are taken, all or none. Pure.

What nobody approved is not booked, nor more than a line's cost leaves, nor more than an advance
holds, nor beside it what somebody else has in hand (R-4.3.1). What is changed, refused, taken back
or reversed gives all of it up again.
"""

from collections import Counter

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.money import yuan
from chalicelib.core.record import Frozen
from chalicelib.reception.claims import lending
from chalicelib.reception.claims.model import CLAUSE, Advance, ClaimState, ExpenseClaim
from chalicelib.reception.claims.writing import planned
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Finding
from chalicelib.reception.receptions.model import COORDINATED, Booked, Reception
from chalicelib.reception.terms import ReceptionTerms

_BOOKED = frozenset({ClaimState.PENDING, ClaimState.SIGNED, ClaimState.PAID})


class Scene(Frozen):
    """What a claim is booked against, and the settings that the reception is judged by."""

    reception: Reception
    advance: Advance | None
    """That it draws on, if it draws on one."""
    judged: ReceptionTerms


def book(
    claim: ExpenseClaim, scene: Scene, act: Act[ReceptionTerms]
) -> tuple[ExpenseClaim, tuple[Change, ...]]:
    """The claim as it is booked, and what goes with it.

    Raises: Refusal `over_plan`, `over_budget`, `advance_short`, `invalid_form`, or why nothing may
        be spent.
    """
    reception = scene.reception
    spendable(claim, scene)
    lines = planned(claim.lines, reception, act)
    claimed: Counter[str] = Counter()
    for each in lines:
        claimed[each.line] += each.fen
        left = each.cost - reception.spent(each.line)
        if claimed[each.line] > left:
            raise Refusal("over_plan", COORDINATED, line=each.planned, left=yuan(max(left, 0)))
    if claim.rest:
        lending.covered(claim.rest, reception, scene.judged)
    claim = replace(
        claim,
        departments=reception.departments,
        lines=lines,
        findings=found(claim, scene),
        holds=tuple(each.hold for each in lines),
    )
    booked = tuple(Booked(claim=claim.id, line=line, fen=fen) for line, fen in claimed.items())
    reception = replace(reception, booked=(*reception.booked, *booked))
    advance = lending.draw(scene.advance, claim) if scene.advance else None
    return claim, _together(claim, scene, reception, advance)


def found(claim: ExpenseClaim, scene: Scene) -> tuple[Finding, ...]:
    """What the rules say of the plan's lines that it is for, and of the trips made on them."""
    reception, lines = scene.reception, {each.line for each in claim.lines}
    judged = judging.findings(reception.content, reception.granted, scene.judged)
    driven = (each for ride in reception.rides if ride.line in lines for each in ride.findings)
    return (*(each for each in judged if each.line in lines), *driven)


def as_found(claim: ExpenseClaim, scene: Scene) -> None:
    """See that what it is signed for, and paid, is what it was submitted with.

    Raises: Refusal `found_since`, with the clause of what was; why nothing may be spent.
    """
    spendable(claim, scene)
    now = found(claim, scene)
    if now != claim.findings:
        clauses = (each.clause for each in now if each not in claim.findings)
        raise Refusal("found_since", next(clauses, CLAUSE))


def spendable(claim: ExpenseClaim, scene: Scene) -> None:
    """See that each line of the plan that it is for was approved, and what of it was granted.

    Raises: Refusal, why nothing may be spent.
    """
    lines = [each.line for each in claim.lines]
    for refusal in judging.spending(scene.reception, lines, scene.judged).values():
        if refusal:
            raise refusal


def unbook(claim: ExpenseClaim, scene: Scene) -> tuple[Change, ...]:
    """What goes with giving a claim up; nothing, where it was not booked."""
    if claim.state not in _BOOKED:
        return ()
    others = tuple(each for each in scene.reception.booked if each.claim != claim.id)
    reception = replace(scene.reception, booked=others)
    advance = lending.undraw(scene.advance, claim) if scene.advance else None
    return _together(claim, scene, reception, advance)


def spend(claim: ExpenseClaim, scene: Scene) -> tuple[Change, ...]:
    """What goes with paying a claim: nothing that it had taken is given up any more."""
    booked = tuple(
        replace(each, paid=True) if each.claim == claim.id else each
        for each in scene.reception.booked
    )
    reception = replace(scene.reception, booked=booked)
    advance = lending.spend(scene.advance, claim) if scene.advance else None
    return _together(claim, scene, reception, advance)


def _together(
    claim: ExpenseClaim, scene: Scene, reception: Reception, advance: Advance | None
) -> tuple[Change, ...]:
    """Reception and advance as they become; the reception says what the advance still holds."""
    facts = {"claim": claim.number, "fen": claim.total}
    if scene.advance is None or advance is None:
        return (Change(before=scene.reception, after=reception, facts=facts),)
    reception = lending.in_hand(reception, advance)
    drawn = {"claim": claim.number, "fen": claim.from_advance, "balance": advance.balance}
    return (
        Change(before=scene.reception, after=reception, facts=facts),
        Change(before=scene.advance, after=advance, facts=drawn),
    )

"""Booking a claim: its receipts, its plan's lines and its advance are taken, all or none. Pure.

What nobody approved is not booked, nor more than a line's cost leaves, nor more than an advance
holds, nor beside it what somebody else has in hand (R-4.3.1). What is changed, refused, taken back
or reversed gives all of it up again.
"""

from collections import Counter
from collections.abc import Iterator

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
    claim = replace(claim, lines=planned(claim.lines, reception, act))
    for _, refusal in beyond(claim, scene):
        raise refusal
    claim = replace(
        claim,
        departments=reception.departments,
        findings=found(claim, scene),
        holds=tuple(each.hold for each in claim.lines),
    )
    claimed: Counter[str] = Counter()
    for each in claim.lines:
        claimed[each.line] += each.fen
    booked = tuple(Booked(claim=claim.id, line=line, fen=fen) for line, fen in claimed.items())
    reception = replace(reception, booked=(*reception.booked, *booked))
    advance = lending.draw(scene.advance, claim) if scene.advance else None
    return claim, _together(claim, scene, _holding(scene, reception, advance))


def unspendable(claim: ExpenseClaim, scene: Scene) -> Iterator[tuple[int, Refusal]]:
    """Why nothing may be spent on lines of it, each by its place."""
    keys = [each.line for each in claim.lines]
    refusals = judging.spending(scene.reception, keys, scene.judged)
    for place, key in enumerate(keys):
        refusal = refusals[key]
        if refusal:
            yield place, refusal


def beyond(claim: ExpenseClaim, scene: Scene) -> Iterator[tuple[int | None, Refusal]]:
    """Where it is more than there is: on which of its lines, or with all of them together."""
    claimed: Counter[str] = Counter()
    for place, each in enumerate(claim.lines):
        claimed[each.line] += each.fen
        left = each.cost - scene.reception.spent(each.line)
        if claimed[each.line] > left:
            yield (
                place,
                Refusal("over_plan", COORDINATED, line=each.line_name, left=yuan(max(left, 0))),
            )
    try:
        if claim.rest:
            lending.covered(claim.rest, scene.reception, scene.judged)
        if scene.advance:
            lending.draw(scene.advance, claim)
    except Refusal as refusal:
        yield None, refusal


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
    for _, refusal in unspendable(claim, scene):
        raise refusal


def unbook(claim: ExpenseClaim, scene: Scene) -> tuple[Change, ...]:
    """What goes with giving a claim up; nothing, where it was not booked."""
    given_up = without(claim, scene)
    return () if given_up is scene else _together(claim, scene, given_up)


def without(claim: ExpenseClaim, scene: Scene) -> Scene:
    """The scene as it is once a claim was given up; the same, where it was not booked."""
    if claim.state not in _BOOKED:
        return scene
    others = tuple(each for each in scene.reception.booked if each.claim != claim.id)
    advance = lending.undraw(scene.advance, claim) if scene.advance else None
    return _holding(scene, replace(scene.reception, booked=others), advance)


def spend(claim: ExpenseClaim, scene: Scene) -> tuple[Change, ...]:
    """What goes with paying a claim: nothing that it had taken is given up any more."""
    booked = tuple(
        replace(each, paid=True) if each.claim == claim.id else each
        for each in scene.reception.booked
    )
    reception = replace(scene.reception, booked=booked)
    advance = lending.spend(scene.advance, claim) if scene.advance else None
    return _together(claim, scene, _holding(scene, reception, advance))


def _holding(scene: Scene, reception: Reception, advance: Advance | None) -> Scene:
    """The scene with these; the reception says what the advance still holds."""
    if advance:
        reception = lending.in_hand(reception, advance)
    return replace(scene, reception=reception, advance=advance)


def _together(claim: ExpenseClaim, before: Scene, after: Scene) -> tuple[Change, ...]:
    """Reception and advance as they become."""
    facts = {"claim": claim.number, "fen": claim.total}
    spent = Change(before=before.reception, after=after.reception, facts=facts)
    if before.advance is None or after.advance is None:
        return (spent,)
    drawn = {"claim": claim.number, "fen": claim.from_advance, "balance": after.advance.balance}
    return (spent, Change(before=before.advance, after=after.advance, facts=drawn))

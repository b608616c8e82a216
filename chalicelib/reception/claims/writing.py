"""What a claim says: each receipt with its line of the plan, who bears it, whose account (R-4.3.5).

Pure. Who bears a line, and how several units share it, is the plan's to say, never the form's.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import asdict, replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import split
from chalicelib.core.words.choices import FEN
from chalicelib.reception.claims import whose
from chalicelib.reception.claims.forms import ClaimLineIn, WriteClaim
from chalicelib.reception.claims.model import (
    CLAUSE,
    Advance,
    ClaimLine,
    ExpenseClaim,
    Receipt,
    Share,
    unit_key,
)
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Bearer, PlanLine
from chalicelib.reception.plans.sitting import guests_of
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms


def written(
    form: WriteClaim,
    reception: Reception,
    advance: Advance | None,
    act: Act[ReceptionTerms],
    claim: ExpenseClaim | None = None,
) -> tuple[tuple[ClaimLine, ...], int]:
    """The lines of the claim, and how much it draws on its advance.

    `claim` is what is written anew, if it was written before. Whose reception it is not any more,
    as another department has it, claims on what they have in hand, and beside it no more than they
    claimed before (R-4.3.5).

    Raises: Refusal `invalid_form`.
    """
    lines = tuple(_line(each) for each in form.lines)
    total = sum(each.fen for each in lines)
    from_advance = (form.from_advance or total) if form.advance else 0
    wrong = [
        *_advance_faults(form, total, reception, advance, act),
        *_photo_faults(lines, claim),
    ]
    beside = claim.rest if claim else 0
    if total - from_advance > beside and whose.spends_for(reception, act.person) is None:
        wrong.append(Fault(pointer="/from_advance", code="beside_advance"))
    return planned(lines, reception, act, *wrong), from_advance


def _line(form: ClaimLineIn) -> ClaimLine:
    receipt = form.receipt
    return ClaimLine(
        line=form.line,
        words=form.words,
        receipt=Receipt(**asdict(receipt)),
        fen=form.fen,
        unit=form.unit,
    )


def planned(
    lines: tuple[ClaimLine, ...], reception: Reception, act: Act[ReceptionTerms], *wrong: Fault
) -> tuple[ClaimLine, ...]:
    """The lines with what the plan, as it is now, says of each; `wrong` is what else is.

    Raises: Refusal `invalid_form`, where they are not of it, among others.
    """
    faults = (*_faults(lines, reception, act), *wrong)
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    return tuple(_planned(each, reception) for each in lines)


def _planned(line: ClaimLine, reception: Reception) -> ClaimLine:
    plan = reception.line(line.line)
    assert plan
    return replace(
        line,
        line_name=plan.words,
        cost=judging.cost(plan, reception.content),
        bearer=plan.bearer,
        shares=_shares(line, plan, reception),
    )


def _shares(line: ClaimLine, plan: PlanLine, reception: Reception) -> tuple[Share, ...]:
    """On whose account it goes: the unit that the line names, or all whose guests it was for, by
    how many each of them has there.
    """
    if plan.bearer is not Bearer.ADVANCE:
        return ()
    if line.unit is not None:
        return (Share(unit=line.unit.strip(), fen=line.fen),)
    units = _units(plan, reception)
    parts = split(line.fen, [*units.values()])
    return tuple(Share(unit=unit, fen=fen) for unit, fen in zip(units, parts, strict=True) if fen)


def _units(plan: PlanLine, reception: Reception) -> dict[str, int]:
    """The units of a line's guests, and how many of them each has, in the order of the guests."""
    units: dict[str, int] = {}
    for each in guests_of(plan, reception.content):
        units[each.unit.strip()] = units.get(each.unit.strip(), 0) + 1
    return units


def _faults(
    lines: Iterable[ClaimLine], reception: Reception, act: Act[ReceptionTerms]
) -> Iterator[Fault]:
    """Each is of the plan, nothing is of days to come, and no receipt is there twice."""
    seen: set[str] = set()
    for place, each in enumerate(lines):
        at = f"/lines/{place}"
        plan = reception.line(each.line)
        if plan is None:
            yield Fault(pointer=f"{at}/line", code="no_such")
        elif each.unit is not None:
            yield from _unit_faults(each.unit, plan, reception, at)
        if each.receipt.dated > act.today:
            yield Fault(pointer=f"{at}/receipt/dated", code="in_the_future")
        if each.hold.key in seen:
            yield Fault(pointer=f"{at}/receipt", code="repeated")
        seen.add(each.hold.key)


def _unit_faults(unit: str, plan: PlanLine, reception: Reception, at: str) -> Iterator[Fault]:
    if plan.bearer is not Bearer.ADVANCE:
        yield Fault(pointer=f"{at}/unit", code="not_advanced")
    elif unit_key(unit) not in map(unit_key, _units(plan, reception)):
        yield Fault(pointer=f"{at}/unit", code="no_such")


def _photo_faults(lines: Iterable[ClaimLine], claim: ExpenseClaim | None) -> Iterator[Fault]:
    """A photograph is among the files that hang on the claim."""
    known = {each.id for each in claim.files} if claim else set()
    for place, each in enumerate(lines):
        if each.receipt.photo is not None and each.receipt.photo not in known:
            yield Fault(pointer=f"/lines/{place}/receipt/photo", code="no_such")


def _advance_faults(
    form: WriteClaim,
    total: int,
    reception: Reception,
    advance: Advance | None,
    act: Act[ReceptionTerms],
) -> Iterator[Fault]:
    """What it draws on is in one's own hands, for this reception; no more than is claimed."""
    if form.advance is None:
        if form.from_advance is not None:
            yield Fault(pointer="/advance", code="required")
        return
    if advance is None or not whose.has_in_hand(advance, reception, act.person):
        yield Fault(pointer="/advance", code="no_such")
    if form.from_advance is not None and form.from_advance > total:
        yield Fault(
            pointer="/from_advance", code="out_of_range", data={"min": 1, "max": total, "unit": FEN}
        )

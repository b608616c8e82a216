"""Reporting a violation, hearing the employee, deciding it, and taking it back. Pure.

Whoever reports does not decide (P-approve); the fine is the employee's, guest and stay named
(L-11); it is posted once, when it is upheld, and taken back by a later posting.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import months_after
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.money import yuan
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Void
from chalicelib.files.rules import not_full
from chalicelib.lodging.accounts.model import Line, What, charged, taken_back
from chalicelib.lodging.conduct import eligibility
from chalicelib.lodging.conduct.forms import GiveStatement, ReportViolation, Uphold
from chalicelib.lodging.conduct.model import (
    CLAUSE_OF,
    SLIP,
    Breach,
    Conduct,
    Remark,
    Violation,
    ViolationState,
)
from chalicelib.lodging.conduct.raising import news, raised
from chalicelib.lodging.families.model import DORMITORY, Relative
from chalicelib.lodging.stays.model import Stay, StayState
from chalicelib.lodging.terms import Fines, LodgingTerms

OFFICE = frozenset({Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who sees every violation. A reporter sees what they reported, an employee their own."""
REPORTS = frozenset({Role.GATE, Role.DORMITORY, Role.GM_OFFICE_DIRECTOR})
EMPLOYEE = frozenset({Role.EMPLOYEE})
SEATS = frozenset({Role.GM_OFFICE_DIRECTOR, Role.GM})
"""The roles that decide; the dormitory office's supervisor does besides."""
_PREFIX = "DS"


class Witnessed(Frozen):
    """Before there is a violation: what was found of whom and what the report names."""

    employee: Person | None
    stay: Stay | None
    relative: Relative | None
    state: str = NEW


class Found(Frozen):
    """A form, and the employee's standing as it is now."""

    form: Any
    conduct: Conduct | None


def sees(act: Act[Any], violation: Violation) -> bool:
    """Whether a person may know of it (P-who)."""
    person = act.person
    parties = {violation.employee, violation.reported.by}
    parties.update(each.by for each in (violation.decision, violation.reversal) if each)
    return (
        person.id in parties
        or person.has(OFFICE)
        or any(True for _ in person.stands_in(SEATS, act.today))
    )


def own(violation: Violation, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: it is the employee's own case."""
    if act.person.id == violation.employee:
        return None
    return Refusal("not_your_case", violation.clause)


def may_decide(violation: Violation, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: somebody else reported it, it is another's, and this person decides such things."""
    if violation.employee in act.signers:
        return Refusal("own_case", violation.clause)
    if violation.reported.by in act.signers:
        return Refusal("own_report", violation.clause)
    office = act.site.department(DORMITORY)
    supervises = office is not None and office.supervisor == act.person.id
    if act.standing_in or act.person.has(SEATS) or supervises:
        return None
    return Refusal("not_your_step", violation.clause, roles=sorted(SEATS))


def closed(violation: Violation, act: Act[Any]) -> Refusal | None:
    """Why this person may not add evidence now: it is decided, or they have no part in it."""
    if not (act.person.has(REPORTS) or act.person.id == violation.employee):
        return Refusal("not_your_step", violation.clause, roles=sorted(REPORTS | EMPLOYEE))
    if violation.state is not ViolationState.REPORTED:
        return Refusal("too_late", violation.clause, state=violation.state)
    return not_full(violation)


def report(seen: Witnessed, form: ReportViolation, act: Act[LodgingTerms]) -> Change:
    """A violation is reported; the employee may say what they have to say before it is decided.

    Raises: Refusal `invalid_form`.
    """
    clause = CLAUSE_OF[form.breach]
    faults = tuple(_faults(seen, form, act))
    if faults:
        raise Refusal("invalid_form", clause, faults=faults)
    assert seen.employee
    violation = Violation(
        site=act.site.id,
        id=act.fresh_id,
        state=ViolationState.REPORTED,
        breach=form.breach,
        clause=clause,
        happened_at=form.happened_at,
        employee=seen.employee.id,
        employee_name=seen.employee.name,
        stay=form.stay,
        stay_number=seen.stay.number if seen.stay else None,
        guest=seen.relative.guest if seen.relative else None,
        guest_name=seen.relative.name if seen.relative else None,
        terms=seen.stay.terms if seen.stay else int(act.terms.id),
        reported=_signed(act, form.words),
    )
    return raised(violation, act)


def _faults(seen: Witnessed, form: ReportViolation, act: Act[LodgingTerms]) -> Iterator[Fault]:
    """It has happened, not too long ago; employee, stay and guest belong together (L-11).

    What is too old to count towards a suspension is too old to be reported.
    """
    since = months_after(act.today, -act.terms.suspends_within_months)
    day = sitetime.day(form.happened_at, act.site.time_zone)
    if form.happened_at > act.now:
        yield Fault(pointer="/happened_at", code="in_the_future")
    elif day < since:
        yield Fault(pointer="/happened_at", code="too_long_ago", data={"since": str(since)})
    if seen.employee is None or not seen.employee.has(EMPLOYEE):
        yield Fault(pointer="/employee", code="no_such")
    if form.stay and (seen.stay is None or seen.stay.employee != form.employee):
        yield Fault(pointer="/stay", code="no_such")
    elif seen.stay and not _during(seen.stay, day, act):
        yield Fault(pointer="/happened_at", code="not_during_stay")
    if form.guest and (
        seen.relative is None
        or seen.relative.employee != form.employee
        or (seen.stay and form.guest not in {each.relative for each in seen.stay.asked.guests})
    ):
        yield Fault(pointer="/guest", code="no_such")


def _during(stay: Stay, day: date, act: Act[Any]) -> bool:
    """Whether it may be that stay's: from the day of applying to that on which the last one left.

    A guest without a bed yet, or any more, may be where guests must not be (L-2).
    """
    known = [stay.registered_at, *(each.left_at for each in stay.present if each.left_at)]
    first, *left = (sitetime.day(each, act.site.time_zone) for each in known)
    return first <= day and (stay.state is not StayState.LEFT or day <= max(left))


def explain(violation: Violation, found: Found, act: Act[LodgingTerms]) -> Change:
    """The employee's statement; whoever decides reads it."""
    form: GiveStatement = found.form
    statements = (*violation.statements, _signed(act, form.words))
    return Change(before=violation, after=replace(violation, statements=statements))


def uphold(violation: Violation, found: Found, act: Act[LodgingTerms]) -> Change:
    """It is a violation: fine, slip and what it costs of the right to stay, in one transaction.

    Raises: Refusal `invalid_form`.
    """
    form: Uphold = found.form
    if form.handed_over and violation.clause != CLAUSE_OF[Breach.OVERNIGHT]:
        fault = Fault(pointer="/handed_over", code="by_curfew_only")
        raise Refusal("invalid_form", violation.clause, faults=(fault,))
    fine, points = _penalty(violation.breach, act.terms.fines)
    slips = (act.issue(SLIP, _PREFIX),) if points else ()
    after = replace(
        violation,
        state=ViolationState.UPHELD,
        decision=_signed(act, form.words),
        fine=fine,
        points=points,
        handed_over=form.handed_over,
        forms=(*violation.forms, *slips),
    )
    journals = (charged(violation.employee, _line(after, act)),) if fine else ()
    return Change(
        before=violation,
        after=after,
        facts={"fine": fine, "slips": [each.number for each in slips]},
        journals=journals,
        messages=(news(violation, violation.employee, "violation_upheld", act, fine=yuan(fine)),),
        also=eligibility.upheld(violation, found.conduct, act),
    )


def _penalty(breach: Breach, fines: Fines) -> tuple[int, int]:
    """Fen of the fine, and points of the slip that goes with it."""
    match breach:
        case Breach.DORMITORY:
            return fines.dormitory, fines.points
        case Breach.VISITING:
            return fines.visiting, 0
        case Breach.MEALS:
            return fines.meals, 0
        case Breach.MIXED_SEXES | Breach.OVERNIGHT:
            return fines.overnight, 0
        case Breach.LENDING:
            return 0, 0


def dismiss(violation: Violation, found: Found, act: Act[LodgingTerms]) -> Change:
    """It was none, or cannot be shown: nothing is posted, and why is said."""
    form: Reason = found.form
    return Change(
        before=violation,
        after=replace(
            violation, state=ViolationState.DISMISSED, decision=_signed(act, form.reason)
        ),
        messages=(news(violation, violation.employee, "violation_dismissed", act),),
    )


def reverse(violation: Violation, found: Found, act: Act[LodgingTerms]) -> Change:
    """It was upheld wrongly: a posting of today takes the fine back, and the slip is void."""
    form: Reason = found.form
    void = Void(reason=form.reason, at=act.now, by=act.person.id)
    after = replace(
        violation,
        state=ViolationState.REVERSED,
        reversal=_signed(act, form.reason),
        forms=tuple(replace(each, void=void) for each in violation.forms),
    )
    taken = (taken_back(violation.employee, _line(violation, act), form.reason),)
    return Change(
        before=violation,
        after=after,
        journals=taken if violation.fine else (),
        messages=(news(violation, violation.employee, "violation_reversed", act),),
        also=eligibility.reversed(violation, found.conduct, act),
    )


def _line(violation: Violation, act: Act[LodgingTerms]) -> Line:
    """The fine as it stands on the employee's account, guest and stay named (L-11)."""
    return Line(
        what=What.FINE,
        clause=violation.clause,
        fen=violation.fine,
        guest=violation.guest,
        name=violation.guest_name,
        stay=violation.stay,
        number=violation.stay_number,
        day=sitetime.day(violation.happened_at, act.site.time_zone),
    )


def _signed(act: Act[LodgingTerms], words: str | None) -> Remark:
    return Remark(by=act.person.id, name=act.person.name, at=act.now, words=words)

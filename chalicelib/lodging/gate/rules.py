"""What the gate says, and what it reports of a pass in another's hands (L-5, L-9, L-10). Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import instant
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import STAFF, Person, Role
from chalicelib.core.record import Frozen
from chalicelib.lodging.conduct.model import Breach, Remark, Violation, ViolationState
from chalicelib.lodging.conduct.raising import raised
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.gate import visits
from chalicelib.lodging.gate.forms import Ask, DayVisitor, VisitingEmployee
from chalicelib.lodging.gate.model import CURFEW, HOURS, GateCheck, Verdict, Why
from chalicelib.lodging.passes import rules as passes
from chalicelib.lodging.passes.code import Claims
from chalicelib.lodging.passes.model import CLAUSE as CARRIED
from chalicelib.lodging.passes.model import AccessPass, Lent, PassState
from chalicelib.lodging.stays.model import Stay, StayState
from chalicelib.lodging.terms import LodgingTerms

SEES = frozenset({Role.GATE, Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who reads what the gate said, and who is inside."""
_ENDED = {
    PassState.REVOKED: Why.REVOKED,
    PassState.RETURNED: Why.RETURNED,
    PassState.LOST: Why.LOST,
}


class AtGate(Frozen):
    """Who is at the gate, and what is known of them."""

    form: Ask
    claims: Claims | None = None
    """What the scanned code says; None where the site did not sign it."""
    access_pass: AccessPass | None = None
    employee: Person | None = None
    stay: Stay | None = None


def faults(form: Ask) -> tuple[Fault, ...]:
    """What is wrong with who is said to be at the gate."""
    given = [each for each in (form.code, form.visitor, form.employee) if each is not None]
    if len(given) != 1:
        fields = ["code", "visitor", "employee"]
        return (Fault(pointer="/code", code="one_of", data={"fields": fields}),)
    if form.code is None:
        of_a_pass = {"holder_differs": form.holder_differs, "asked_at": form.asked_at is not None}
        return tuple(
            Fault(pointer=f"/{name}", code="with_code_only")
            for name, said in of_a_pass.items()
            if said
        )
    return ()


def signed(claims: Claims | None, now: datetime, *, differs: bool) -> Why:
    """What a code says by itself: all that can be said of it where no record can be read."""
    if claims is None:
        return Why.NOT_OURS
    if now >= claims.expires_at:
        return Why.EXPIRED
    return Why.LENT if differs else Why.VALID


def verdict(why: Why) -> Verdict:
    """Whether whoever is at the gate may come in."""
    return Verdict.ALLOW if why in (Why.VALID, Why.VISITING) else Verdict.DENY


def check(found: AtGate, act: Act[LodgingTerms]) -> Change:
    """Let somebody in, or not, and record it; a visit begins.

    Raises: Refusal `invalid_form`, `own_case` of a guard who lets themselves in as a visitor.
    """
    wrong = (*faults(found.form), *_unknown(found))
    if wrong:
        raise Refusal("invalid_form", HOURS, faults=wrong)
    if found.employee and found.employee.id == act.person.id:
        raise Refusal("own_case", CURFEW)
    coming = found.form.visitor or found.form.employee
    return _visiting(found, coming, act) if coming else _scanned(found, act)


def _unknown(found: AtGate) -> Iterator[Fault]:
    """Whom the form names and nobody knows."""
    employee, stay = found.form.employee, found.stay
    person = found.employee
    if employee and not (person and person.active and person.has(STAFF)):
        at = "/employee/employee"
        yield Fault(pointer=at, code="no_such_one", data={"id": employee.employee})
    for field, each in (("visitor", found.form.visitor), ("employee", employee)):
        if each and each.stay and not (stay and stay.state is StayState.STAYING):
            yield Fault(pointer=f"/{field}/stay", code="no_such_one", data={"id": each.stay})


def _said(why: Why, clause: str, act: Act[Any], **of_whom: Any) -> GateCheck:
    return GateCheck(
        site=act.site.id,
        id=act.fresh_id,
        verdict=verdict(why),
        why=why,
        clause=clause,
        at=act.now,
        guard=act.person.id,
        guard_name=act.person.name,
        **of_whom,
    )


def _scanned(found: AtGate, act: Act[Any]) -> Change:
    """The code says which pass it is; until when it lasts, the pass itself, once it is read."""
    known, form, claims = found.access_pass, found.form, found.claims
    asked_at = min(form.asked_at, act.now) if form.asked_at else None
    if known is None or claims is None:
        return Change(before=None, after=_said(Why.NOT_OURS, CARRIED, act, asked_at=asked_at))
    lasting = replace(claims, expires_at=known.valid_until)
    why = signed(lasting, asked_at or act.now, differs=form.holder_differs)
    if known.state is not PassState.VALID:
        why = _ENDED[known.state]
    after = _said(
        why,
        CARRIED,
        act,
        access_pass=known.id,
        number=known.number,
        name=known.name,
        place=known.place,
        valid_until=known.valid_until,
        asked_at=asked_at,
    )
    return _lent(known, after, act) if why is Why.LENT else Change(before=None, after=after)


def _lent(known: AccessPass, check: GateCheck, act: Act[Any]) -> Change:
    """A valid pass in another's hands: each time noted and told, and once a day a violation (L-5).

    Who is turned away and tries again, or another gate, is the same lending.
    """
    before = known.lent.violation if known.lent and _today(known.lent, act) else None
    violation = _lending(known, check, act)
    named = before or violation.id
    office = act.site.department(DORMITORY)
    return Change(
        before=None,
        after=replace(check, violation=named),
        messages=tuple(
            _notice(each, "pass_lent", number=known.number, name=known.name)
            for each in (office.told if office else ())
        ),
        also=(
            Change(before=known, after=passes.lent(known, check.id, named, act)),
            *(() if before else (raised(violation, act),)),
        ),
    )


def _notice(to: str, code: str, **data: str) -> Message:
    return Message(to=to, code=code, clause=CARRIED, data=data)


def _today(lent: Lent, act: Act[Any]) -> bool:
    return sitetime.day(lent.at, act.site.time_zone) == act.today


def _lending(known: AccessPass, check: GateCheck, act: Act[Any]) -> Violation:
    """The guard reports it; the employee answers for the guest (L-11)."""
    return Violation(
        site=check.site,
        id=act.fresh_id,
        state=ViolationState.REPORTED,
        breach=Breach.LENDING,
        clause=CARRIED,
        happened_at=check.asked_at or act.now,
        employee=known.employee,
        employee_name=known.employee_name or known.employee,
        stay=known.stay,
        stay_number=known.stay_number,
        guest=known.holder,
        guest_name=known.name,
        terms=known.terms,
        reported=Remark(by=check.guard, name=check.guard_name, at=act.now, words=known.number),
        raised_from=check.name_in_history,
    )


def _visiting(
    found: AtGate, coming: DayVisitor | VisitingEmployee, act: Act[LodgingTerms]
) -> Change:
    employee = found.employee
    name = coming.name if isinstance(coming, DayVisitor) else employee.name if employee else ""
    why, clause = _hours(act, employee=employee is not None)
    said = _said(why, clause, act, name=name, whom=coming.whom)
    if why is not Why.VISITING:
        return Change(before=None, after=said)
    visit = visits.begun(coming, name, employee, found.stay, act)
    return Change(
        before=None,
        after=replace(said, visit=visit.id),
        also=(Change(before=None, after=visit),),
    )


def _hours(act: Act[LodgingTerms], *, employee: bool) -> tuple[Why, str]:
    """Whether visitors are let in now, and by which clause (L-9, L-10)."""
    terms, zone = act.terms, act.site.time_zone
    opens, closes = (
        instant(act.today, each, zone) for each in (terms.visits_from, terms.visits_until)
    )
    if not opens <= act.now < closes:
        return Why.OUTSIDE_HOURS, HOURS
    if not employee:
        return Why.VISITING, HOURS
    until = visits.ends(act.today, act, employee=True).until
    return (Why.VISITING if act.now < until else Why.AFTER_CURFEW), CURFEW

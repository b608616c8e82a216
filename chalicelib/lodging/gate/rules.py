"""What the gate says, and when a visit is over (L-5, L-9, L-10). Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import instant
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import ANY_ROLE, Person, Role
from chalicelib.core.record import Frozen, Timer
from chalicelib.core.site import Site
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.gate.forms import Ask, DayVisitor, SignOut, VisitingEmployee
from chalicelib.lodging.gate.model import (
    CURFEW,
    GATE,
    HOURS,
    VISITS,
    GateCheck,
    SignedOut,
    Verdict,
    Visit,
    VisitState,
    Why,
    inside,
)
from chalicelib.lodging.passes import rules as passes
from chalicelib.lodging.passes.code import Claims
from chalicelib.lodging.passes.model import CLAUSE as CARRIED
from chalicelib.lodging.passes.model import AccessPass, PassState
from chalicelib.lodging.stays.model import Stay, StayState
from chalicelib.lodging.terms import LodgingTerms

GUARDS = frozenset({Role.GATE})
SEES = frozenset({Role.GATE, Role.DORMITORY, Role.GM_OFFICE_DIRECTOR, Role.GM})
"""Who reads what the gate said, and who is inside."""
_STAFF = ANY_ROLE - {Role.OWNER}
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
    if form.holder_differs and form.code is None:
        return (Fault(pointer="/holder_differs", code="with_code_only"),)
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

    Raises: Refusal `invalid_form`.
    """
    wrong = (*faults(found.form), *_unknown(found))
    if wrong:
        raise Refusal("invalid_form", HOURS, faults=wrong)
    coming = found.form.visitor or found.form.employee
    return _visiting(found, coming, act) if coming else _scanned(found, act)


def _unknown(found: AtGate) -> Iterator[Fault]:
    """Whom the form names and nobody knows."""
    employee, stay = found.form.employee, found.stay
    person = found.employee
    if employee and not (person and person.active and person.has(_STAFF)):
        at = "/employee/employee"
        yield Fault(pointer=at, code="no_such_one", data={"id": employee.employee})
    for field, each in (("visitor", found.form.visitor), ("employee", employee)):
        if each and each.stay and not (stay and stay.state is StayState.STAYING):
            yield Fault(pointer=f"/{field}/stay", code="no_such_one", data={"id": each.stay})


def _said(why: Why, clause: str, act: Act[Any]) -> GateCheck:
    return GateCheck(
        site=act.site.id,
        id=act.fresh_id,
        verdict=verdict(why),
        why=why,
        clause=clause,
        at=act.now,
        guard=act.person.id,
        guard_name=act.person.name,
    )


def _scanned(found: AtGate, act: Act[Any]) -> Change:
    """The code says which pass it is; until when it lasts, the pass itself, once it is read."""
    known, differs, claims = found.access_pass, found.form.holder_differs, found.claims
    if known is None or claims is None:
        return Change(before=None, after=_said(Why.NOT_OURS, CARRIED, act))
    why = signed(replace(claims, expires_at=known.valid_until), act.now, differs=differs)
    if known.state is not PassState.VALID:
        why = _ENDED[known.state]
    after = replace(
        _said(why, CARRIED, act), access_pass=known.id, number=known.number, name=known.name
    )
    if why is not Why.LENT:
        return Change(before=None, after=after)
    office = act.site.department(DORMITORY)
    return Change(
        before=None,
        after=after,
        messages=tuple(
            _notice(each, "pass_lent", CARRIED, number=known.number, name=known.name)
            for each in (office.told if office else ())
        ),
        also=(Change(before=known, after=passes.lent(known, after.id, act)),),
    )


def _visiting(
    found: AtGate, coming: DayVisitor | VisitingEmployee, act: Act[LodgingTerms]
) -> Change:
    employee = found.employee
    name = coming.name if isinstance(coming, DayVisitor) else employee.name if employee else ""
    why, clause, until = _hours(act, employee=employee is not None)
    said = replace(_said(why, clause, act), name=name, whom=coming.whom)
    if why is not Why.VISITING:
        return Change(before=None, after=said)
    visit = Visit(
        site=act.site.id,
        id=act.fresh_id,
        clause=clause,
        name=name,
        employee=employee.id if employee else None,
        whom=coming.whom,
        stay=coming.stay,
        guard=act.person.id,
        guard_name=act.person.name,
        came_at=act.now,
        until=until,
        timers=(Timer(clause=clause, job=VISITS, due_at=until),),
        holds=(inside(employee.id),) if employee else (),
    )
    return Change(
        before=None,
        after=replace(said, visit=visit.id),
        also=(Change(before=None, after=visit),),
    )


def _hours(act: Act[LodgingTerms], *, employee: bool) -> tuple[Why, str, datetime]:
    """Whether visitors are let in now, by which clause, and until when (L-9, L-10)."""
    terms, zone = act.terms, act.site.time_zone
    opens, closes, curfew = (
        instant(act.today, each, zone)
        for each in (terms.visits_from, terms.visits_until, terms.curfew)
    )
    if not opens <= act.now < closes:
        return Why.OUTSIDE_HOURS, HOURS, closes
    if not employee:
        return Why.VISITING, HOURS, closes
    until = min(curfew, closes)
    return (Why.VISITING if act.now < until else Why.AFTER_CURFEW), CURFEW, until


def sign_out(visit: Visit, form: SignOut, act: Act[Any]) -> Change:
    """The visit is over; late from the very instant on by which it had to be."""
    out = SignedOut(by=act.person.id, name=act.person.name, at=act.now)
    late = act.now >= visit.until
    after = replace(
        visit,
        state=VisitState.GONE_LATE if late else VisitState.GONE,
        late_at=visit.until if late else None,
        out=out,
        timers=(),
        holds=(),
    )
    return Change(before=visit, after=after)


def still_inside(visit: Visit, act: Act[Any]) -> Change:
    """Who has not left in time is listed to gate and dormitory office (L-9, L-10)."""
    until = sitetime.local(visit.until, act.site.time_zone).strftime("%H:%M")
    return Change(
        before=visit,
        after=replace(visit, state=VisitState.INSIDE_LATE, late_at=visit.until, timers=()),
        messages=tuple(
            _notice(each, "visit_late", visit.clause, name=visit.name, whom=visit.whom, until=until)
            for each in _watching(visit, act.site)
        ),
    )


def _watching(visit: Visit, site: Site) -> tuple[str, ...]:
    """The guard who let them in, the gate's department, and the dormitory office."""
    found = (site.department(GATE), site.department(DORMITORY))
    told = (person for each in found if each for person in each.told)
    return tuple(dict.fromkeys((visit.guard, *told)))


def _notice(to: str, code: str, clause: str, **data: str) -> Message:
    return Message(to=to, code=code, clause=clause, data=data)

"""When a visit begins, has to be over, and lasts into the night (L-9, L-10). Pure.

A visitor is late from the instant on by which they had to leave: gate and dormitory office are
told. Half an hour later (setting), and not before midnight, whoever is inside stays the night. That
is a violation of the employee who answers, unless the GM office gave leave for it before.
"""

from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import DAY, instant
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Person, Role, program
from chalicelib.core.record import Frozen, Timer
from chalicelib.core.site import Site
from chalicelib.lodging.conduct.model import Breach, Remark, Violation, ViolationState
from chalicelib.lodging.conduct.raising import raised
from chalicelib.lodging.families.model import DORMITORY
from chalicelib.lodging.gate.forms import DayVisitor, SignOut, VisitingEmployee
from chalicelib.lodging.gate.model import (
    CURFEW,
    GATE,
    HOURS,
    VISITS,
    Answers,
    Leave,
    SignedOut,
    Visit,
    VisitState,
    inside,
)
from chalicelib.lodging.stays.model import Stay
from chalicelib.lodging.terms import LodgingTerms

GUARDS = frozenset({Role.GATE})
GIVES_LEAVE = frozenset({Role.GM_OFFICE_DIRECTOR, Role.GM})
"""The GM office."""
_DAY = timedelta(days=1)
_LAST = timedelta(milliseconds=1)
"""A visit that has to be over at midnight is over on the day before."""


class Ends(Frozen):
    """Until when somebody may be inside who came, and what follows."""

    until: datetime
    overnight_from: datetime


def ends(day: date, act: Act[LodgingTerms], *, employee: bool) -> Ends:
    """When the time of who is inside on a day is over, and when their night begins (L-9, L-10)."""
    terms, zone = act.terms, act.site.time_zone
    at = min(terms.curfew, terms.visits_until) if employee else terms.visits_until
    until = instant(day, at, zone)
    night = until + timedelta(minutes=terms.overnight_minutes)
    return Ends(until=until, overnight_from=max(night, instant(day, DAY, zone)))


def begun(
    coming: DayVisitor | VisitingEmployee,
    employee: Person | None,
    stay: Stay | None,
    act: Act[LodgingTerms],
) -> Visit:
    """Somebody is let in, until their time of today is over."""
    clause = CURFEW if employee else HOURS
    over = ends(act.today, act, employee=employee is not None)
    return Visit(
        site=act.site.id,
        id=act.fresh_id,
        clause=clause,
        name=coming.name if isinstance(coming, DayVisitor) else employee.name if employee else "",
        employee=employee.id if employee else None,
        whom=coming.whom,
        stay=coming.stay,
        guard=act.person.id,
        guard_name=act.person.name,
        came_at=act.now,
        until=over.until,
        overnight_from=over.overnight_from,
        answers=_answers(employee, stay, act),
        timers=(Timer(clause=clause, job=VISITS, due_at=over.until),),
        holds=(inside(employee.id),) if employee else (),
    )


def _answers(employee: Person | None, stay: Stay | None, act: Act[LodgingTerms]) -> Answers | None:
    """The visiting employee; else the employee whose guest is visited (L-11)."""
    if stay and (employee is None or employee.id == stay.employee):
        return Answers(
            employee=stay.employee,
            name=stay.employee_name,
            stay=stay.id,
            stay_number=stay.number,
            terms=stay.terms,
        )
    if employee is None:
        return None
    return Answers(employee=employee.id, name=employee.name, terms=int(act.terms.id))


def not_oneself(visit: Visit, act: Act[Any]) -> Refusal | None:
    """Guard: a guard who visits is signed out by another."""
    return Refusal("own_case", visit.clause) if visit.employee == act.person.id else None


def sign_out(visit: Visit, form: SignOut, act: Act[Any]) -> Change:
    """The visit is over: late from the very instant on by which it had to be, and a night without
    leave from the instant on at which that begins, whether or not the program saw it before."""
    over = replace(
        visit,
        state=VisitState.GONE_LATE if act.now >= visit.until else VisitState.GONE,
        late_at=visit.until if act.now >= visit.until else None,
        out=SignedOut(by=act.person.id, name=act.person.name, at=act.now),
        timers=(),
        holds=(),
    )
    begins = visit.overnight_from
    if begins is None or act.now < begins or visit.overnight_at:
        return Change(before=visit, after=over)
    return _overnight(visit, over, begins, act)


def overdue(visit: Visit, act: Act[Any]) -> Change:
    """Who has not left in time is listed, and who has not then, stays the night (L-9, L-10)."""
    begins = visit.overnight_from
    if visit.state is VisitState.INSIDE or begins is None:
        return _listed(visit, act)
    return _overnight(visit, replace(visit, timers=()), begins, act)


def _listed(visit: Visit, act: Act[Any]) -> Change:
    """The gate and the dormitory office are told of who is late."""
    begins = visit.overnight_from
    timers = (Timer(clause=CURFEW, job=VISITS, due_at=begins),) if begins else ()
    until = _clock(visit.until, act)
    return Change(
        before=visit,
        after=replace(visit, state=VisitState.INSIDE_LATE, late_at=visit.until, timers=timers),
        messages=tuple(
            _notice(each, "visit_late", visit, until=until) for each in _watching(visit, act.site)
        ),
    )


def _overnight(visit: Visit, after: Visit, begins: datetime, act: Act[Any]) -> Change:
    """The night began with the visitor inside: the program reports it on who answers.

    Where nobody answers, the dormitory office is told, and that is all.
    """
    after = replace(after, overnight_at=begins)
    answers = visit.answers
    if answers is None:
        office = act.site.department(DORMITORY)
        told = office.told if office else ()
        since = _clock(begins, act)
        messages = tuple(_notice(each, "visit_overnight", visit, since=since) for each in told)
        return Change(before=visit, after=after, messages=messages)
    reporter = program(visit.site, VISITS)
    violation = Violation(
        site=visit.site,
        id=act.fresh_id,
        state=ViolationState.REPORTED,
        breach=Breach.OVERNIGHT,
        clause=CURFEW,
        happened_at=begins,
        employee=answers.employee,
        employee_name=answers.name,
        stay=answers.stay,
        stay_number=answers.stay_number,
        terms=answers.terms,
        reported=Remark(by=reporter.id, name=reporter.name, at=act.now, words=visit.name),
        raised_from=visit.name_in_history,
    )
    return Change(
        before=visit,
        after=replace(after, violation=violation.id),
        facts={"violation": violation.id},
        also=(raised(violation, act),),
    )


def not_own(visit: Visit, act: Act[Any]) -> Refusal | None:
    """Guard: nobody gives leave to themselves, nor for a night that they would answer for."""
    parties = {visit.employee, visit.answers.employee if visit.answers else None}
    return Refusal("own_case", CURFEW) if parties & act.signers else None


def for_tonight(visit: Visit, act: Act[Any]) -> Refusal | None:
    """Guard: leave is given for the coming night, before it begins."""
    begins, zone = visit.overnight_from, act.site.time_zone
    if begins is None or act.now >= begins:
        return Refusal("night_begun", CURFEW)
    if act.now < instant(_night(visit, zone), 0, zone):
        return Refusal("night_allowed", CURFEW, night=str(visit.leaves[-1].night))
    return None


def _night(visit: Visit, zone: str) -> date:
    """The day at whose end the visitor has to be out."""
    return sitetime.day(visit.until - _LAST, zone)


def allow_night(visit: Visit, form: Reason, act: Act[LodgingTerms]) -> Change:
    """The visitor may stay the coming night; the next day is like any other."""
    night = _night(visit, act.site.time_zone)
    over = ends(night + _DAY, act, employee=visit.employee is not None)
    leave = Leave(night=night, reason=form.reason, given=act.sign(visit.head))
    after = replace(
        visit,
        state=VisitState.INSIDE,
        until=over.until,
        late_at=None,
        overnight_from=over.overnight_from,
        leaves=(*visit.leaves, leave),
        timers=(Timer(clause=visit.clause, job=VISITS, due_at=over.until),),
    )
    return Change(
        before=visit,
        after=after,
        facts={"night": str(night)},
        messages=tuple(
            _notice(each, "night_allowed", visit, night=str(night))
            for each in _watching(visit, act.site)
        ),
    )


def _watching(visit: Visit, site: Site) -> tuple[str, ...]:
    """The guard who let them in, the gate's department, and the dormitory office."""
    found = (site.department(GATE), site.department(DORMITORY))
    told = (person for each in found if each for person in each.told)
    return tuple(dict.fromkeys((visit.guard, *told)))


def _clock(at: datetime, act: Act[Any]) -> str:
    return sitetime.local(at, act.site.time_zone).strftime("%H:%M")


def _notice(to: str, code: str, visit: Visit, **data: str) -> Message:
    said = {"name": visit.name, "whom": visit.whom}
    clause = visit.clause if code == "visit_late" else CURFEW
    return Message(to=to, code=code, clause=clause, data=said | data)

"""Maintenance plans: setting them up, and opening each occurrence's order once (T-4.3.1). Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Instant, Timer
from chalicelib.tickets.model.matter import ENGINEERING, Kind, Place, Planned, Reporter, State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.plans import rhythm
from chalicelib.tickets.plans.forms import ChangePlan, Resume, SetUp
from chalicelib.tickets.plans.model import (
    CLAUSE,
    PLANS,
    Missed,
    Opened,
    Plan,
    PlanState,
    Rhythm,
)
from chalicelib.tickets.rules import intake, passing, telling
from chalicelib.tickets.terms import Terms

ALL_SEE = frozenset({Role.DESK, Role.CS_SUPERVISOR, Role.GM})
"""Who sees every plan. A department's head sees the department's."""
SUPERVISOR = frozenset({Role.CS_SUPERVISOR})
_FAR = timedelta(days=3653)
"""A plan's first day lies within ten years, before or after."""
_SHOWN = 5


class Blank(Frozen):
    """What there is before a plan is set up."""

    state: str = NEW


class Coming(Frozen):
    """An occurrence to come."""

    day: date
    at: Instant


def sees(person: Person, plan: Plan) -> bool:
    """Whether the person may know of a plan."""
    return person.has(ALL_SEE) or person.department == plan.department


def in_charge(plan: Plan, act: Act[Terms]) -> Refusal | None:
    """Guard: the supervisor of customer service sees to all plans, a head to the department's."""
    return _not_theirs(plan.department, act)


def _not_theirs(department: str, act: Act[Terms]) -> Refusal | None:
    if act.person.has(SUPERVISOR) or act.person.department == department:
        return None
    return Refusal("other_department", CLAUSE, department=department)


def none_due(plan: Plan, act: Act[Terms]) -> Refusal | None:
    """Guard: every order that fell due was opened."""
    timer = plan.timer(CLAUSE)
    if timer and timer.due_at <= act.now:
        return Refusal("plan_order_due", CLAUSE, day=str(plan.next))
    return None


def set_up(blank: Blank, form: SetUp, act: Act[Terms]) -> Change:
    """A plan whose first order falls due later than now."""
    days = _fit(form, act)
    plan = Plan(
        site=act.site.id,
        id=act.fresh_id,
        state=PlanState.ACTIVE,
        words=form.words,
        area=form.area,
        department=form.department,
        rhythm=days,
        missed=form.missed,
        owner=act.person.id,
        owner_name=act.person.name,
    )
    return Change(before=None, after=_placed(plan, _first(plan, act), act))


def change(plan: Plan, form: ChangePlan, act: Act[Terms]) -> Change:
    """The plan as it is from now on. A new rhythm counts from now, and from the day after the
    newest order's: no day has two. What a suspended plan missed by the old rhythm is skipped.
    """
    days = _fit(form, act)
    after = replace(
        plan,
        words=form.words,
        area=form.area,
        department=form.department,
        rhythm=days,
        missed=form.missed,
    )
    if days == plan.rhythm:
        return Change(before=plan, after=after)
    refusal = none_due(plan, act)
    if refusal:
        raise refusal
    gone = tuple(rhythm.until(plan.rhythm, plan.next, act.now, act.site.time_zone))
    after = replace(after, skipped=plan.skipped + len(gone))
    return Change(before=plan, after=_placed(after, _first(after, act), act), facts=_facts(gone))


def _fit(form: SetUp, act: Act[Terms]) -> Rhythm:
    """The form's rhythm, if all of the form can be.

    Raises: Refusal.
    """
    refusal = _not_theirs(form.department, act)
    if refusal:
        raise refusal
    days = Rhythm(
        every=form.every, period=form.period, at=form.at, first=form.first, last=form.last
    )
    faults = tuple(_faults(form, days, act))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    return days


def _faults(form: SetUp, days: Rhythm, act: Act[Terms]) -> Iterator[Fault]:
    department = act.site.department(form.department)
    if department is None or department.closed:
        code = "department_closed" if department else "no_such"
        yield Fault(pointer="/department", code=code)
    least, most = act.today - _FAR, act.today + _FAR
    if not least <= form.first <= most:
        yield Fault(
            pointer="/first", code="out_of_range", data={"min": str(least), "max": str(most)}
        )
    elif rhythm.after(days, act.now, act.site.time_zone) is None:
        yield Fault(pointer="/last", code="nothing_planned")


def _first(plan: Plan, act: Act[Terms]) -> date | None:
    """The first occurrence later than now, on a day that has no order yet."""
    day = rhythm.after(plan.rhythm, act.now, act.site.time_zone)
    if day and plan.latest and day <= plan.latest.day:
        return rhythm.following(plan.rhythm, plan.latest.day)
    return day


def _placed(plan: Plan, day: date | None, act: Act[Terms]) -> Plan:
    """The plan with its next occurrence and the timer for it; ended, if there is none.

    While it is stopped only what fell due before is still to be opened.
    """
    if day is None:
        return replace(plan, state=PlanState.ENDED, next=None, timers=())
    due_at = rhythm.at(plan.rhythm, day, act.site.time_zone)
    runs = plan.stopped_at is None or due_at <= plan.stopped_at
    timers = (Timer(clause=CLAUSE, job=PLANS, due_at=due_at),) if runs else ()
    return replace(plan, next=day, timers=timers)


def _facts(skipped: tuple[date, ...]) -> dict[str, object]:
    """What the history says of occurrences that open nothing: how many, and the first and last."""
    if not skipped:
        return {}
    return {"skipped": len(skipped), "skipped_days": [str(skipped[0]), str(skipped[-1])]}


def suspend(plan: Plan, form: Reason, act: Act[Terms]) -> Change:
    """What falls due from now on opens nothing. What is due already still opens."""
    return _stopped(plan, PlanState.SUSPENDED, form.reason, act)


def end(plan: Plan, form: Reason, act: Act[Terms]) -> Change:
    """The plan is over. What is due already still opens."""
    return _stopped(plan, PlanState.ENDED, form.reason, act)


def _stopped(plan: Plan, state: PlanState, reason: str, act: Act[Terms]) -> Change:
    stopped_at = plan.stopped_at or act.now
    after = replace(plan, state=state, reason=reason, stopped_at=stopped_at)
    return Change(before=plan, after=_placed(after, plan.next, act))


def resume(plan: Plan, form: Resume, act: Act[Terms]) -> Change:
    """The plan goes on. What it missed is skipped, or opens one order after the other."""
    after = replace(plan, state=PlanState.ACTIVE, reason=None, stopped_at=None)
    if plan.missed is Missed.CATCH_UP:
        return Change(before=plan, after=_placed(after, plan.next, act))
    gone = tuple(rhythm.until(plan.rhythm, plan.next, act.now, act.site.time_zone))
    after = replace(after, skipped=plan.skipped + len(gone))
    day = rhythm.following(plan.rhythm, gone[-1]) if gone else plan.next
    return Change(before=plan, after=_placed(after, day, act), facts=_facts(gone))


def due(plan: Plan, reporter: Person | None, act: Act[Terms]) -> Change:
    """An occurrence is due: its order is opened, and the plan moves on, in one transaction.

    `reporter` is who answers for the order: whoever set the plan up, or somebody in their place;
    None where nobody is left.
    """
    timer = plan.timer(CLAUSE)
    assert timer
    limit = max(timer.due_at, min(act.now, plan.stopped_at or act.now))
    days = tuple(rhythm.until(plan.rhythm, plan.next, limit, act.site.time_zone))
    day, gone = (days[-1], days[:-1]) if plan.missed is Missed.SKIP else (days[0], ())
    order = _order(plan, day, reporter, act)
    ticket = order.after
    assert isinstance(ticket, Ticket)
    after = replace(
        plan,
        opened=plan.opened + 1,
        skipped=plan.skipped + len(gone),
        latest=Opened(day=day, ticket=ticket.id, number=ticket.order.number, at=act.now),
    )
    return Change(
        before=plan,
        after=_placed(after, rhythm.following(plan.rhythm, day), act),
        facts={"day": str(day), "order": ticket.order.number, **_facts(gone)},
        also=(order,),
    )


def _order(plan: Plan, day: date, reporter: Person | None, act: Act[Terms]) -> Change:
    """A public repair like any other. A department that is no more, or closed, gets no more orders:
    engineering does in its place.
    """
    known = act.site.department(plan.department)
    department = plan.department if known and not known.closed else ENGINEERING
    ticket = Ticket(
        site=plan.site,
        id=act.fresh_id,
        kind=Kind.REPAIR_PUBLIC,
        state=State.DISPATCHED,
        reporter=Reporter(
            person=reporter.id if reporter else plan.owner,
            name=reporter.name if reporter else plan.owner_name,
            phone=reporter.phone.mask if reporter and reporter.phone else None,
            phone_index=reporter.phone.index if reporter and reporter.phone else None,
        ),
        place=Place(area=plan.area),
        words=plan.words,
        received_at=act.now,
        received_by=act.person.id,
        terms=int(act.terms.id),
        department=department,
        plan=Planned(plan=plan.id, day=day),
    )
    opened = passing.noted(intake.dispatched(ticket, act), act)
    told = {each.to for each in opened.messages}
    if reporter is None or reporter.id in told:
        return opened
    order = opened.after
    assert isinstance(order, Ticket)
    news = telling.about(order, reporter.id, "plan_order_opened", CLAUSE)
    return replace(opened, messages=(*opened.messages, news))


def coming(plan: Plan, act: Act[Terms]) -> tuple[Coming, ...]:
    """The next occurrences that open an order; of a suspended plan, if it was resumed now."""
    zone = act.site.time_zone
    day = plan.next
    if plan.state is PlanState.ENDED:
        return ()
    if plan.state is PlanState.SUSPENDED and plan.missed is Missed.SKIP:
        day = _first(plan, act)
    found: list[Coming] = []
    while day and len(found) < _SHOWN:
        found.append(Coming(day=day, at=rhythm.at(plan.rhythm, day, zone)))
        day = rhythm.following(plan.rhythm, day)
    return tuple(found)

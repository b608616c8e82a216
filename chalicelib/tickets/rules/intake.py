"""Taking a repair in (T-2.0, T-4.3.1, T-4.3.2)."""

from collections.abc import Iterator
from datetime import timedelta

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Timer
from chalicelib.tickets.forms import Intake
from chalicelib.tickets.model import (
    ENGINEERING,
    SELF_SERVICE,
    Kind,
    Notification,
    Place,
    Reporter,
    State,
    Ticket,
)
from chalicelib.tickets.rules import telling, warranty
from chalicelib.tickets.terms import Terms, Unit

AT_DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})
"""Who takes in what others report; an owner reports for themselves only."""


class Scene(Frozen):
    """What the desk finds when the phone rings: no ticket yet, but perhaps a person and a unit."""

    reporter: Person | None
    """The person named, the caller (known by phone or new), or the owner themselves."""
    unit: Unit | None
    state: str = NEW


def intake(scene: Scene, form: Intake, act: Act[Terms]) -> Change:
    """A ticket with its numbered order; engineering is told, or has to be within five minutes."""
    faults = tuple(_faults(scene, form, act))
    if faults:
        raise Refusal("invalid_form", "T-2.0", faults=faults)
    reporter = scene.reporter
    assert reporter is not None
    indoor = form.kind is Kind.REPAIR_INDOOR
    ticket = Ticket(
        site=act.site.id,
        id=act.fresh_id,
        kind=form.kind,
        channel=form.channel,
        state=State.REPORTED if indoor else State.DISPATCHED,
        reporter=Reporter(
            person=reporter.id,
            name=form.caller.name if form.caller else reporter.name,
            phone=reporter.phone.mask if reporter.phone else None,
        ),
        place=Place(
            unit=scene.unit.id if scene.unit else None,
            building=scene.unit.building if scene.unit else None,
            area=form.area,
            owners=scene.unit.owners if scene.unit else (),
        ),
        words=form.words,
        item=form.item,
        received_at=act.now,
        received_by=act.person.id,
        terms=int(act.terms.id),
        **(_indoor(scene, form, act) if indoor else {"department": ENGINEERING}),
    )
    ticket = warranty.with_order(ticket, act)
    told = (
        ()
        if indoor
        else telling.department(ENGINEERING, "ticket_dispatched", ticket, act, "T-4.3.1")
    )
    caller = Change(before=None, after=reporter) if reporter.version == 0 else None
    return Change(
        before=None,
        after=ticket,
        facts={"order": ticket.forms[-1].number},
        messages=told,
        also=(caller,) if caller else (),
    )


def _indoor(scene: Scene, form: Intake, act: Act[Terms]) -> dict[str, object]:
    assert scene.unit is not None
    assert form.item is not None
    due_at = act.now + timedelta(minutes=act.terms.notify_minutes)
    judged = warranty.judge(scene.unit, form.item, act)
    if form.overrule:
        judged = warranty.overruled(judged, form.overrule, act)
    return {
        "notification": Notification(due_at=due_at),
        "timers": (Timer(clause=telling.CLAUSE, job=telling.DISPATCH_CHECK, due_at=due_at),),
        "warranty": judged,
    }


def _faults(scene: Scene, form: Intake, act: Act[Terms]) -> Iterator[Fault]:
    at_desk = act.person.has(AT_DESK)
    if at_desk:
        if (form.person is None) == (form.caller is None):
            yield Fault(pointer="/person", code="one_of", data={"fields": ["person", "caller"]})
    else:
        if form.channel not in SELF_SERVICE:
            yield Fault(pointer="/channel", code="not_a_choice", data={"choices": SELF_SERVICE})
        if form.person not in (None, act.person.id):
            yield Fault(pointer="/person", code="desk_only")
        for field in ("caller", "overrule"):
            if getattr(form, field) is not None:
                yield Fault(pointer=f"/{field}", code="desk_only")
    if form.person is not None and scene.reporter is None:
        yield Fault(pointer="/person", code="no_such")
    elif scene.reporter is not None and scene.reporter.phone is None:
        yield Fault(pointer="/person", code="no_phone")
    if form.kind is Kind.REPAIR_INDOOR:
        for field in ("unit", "item"):
            if getattr(form, field) is None:
                yield Fault(pointer=f"/{field}", code="required")
        hidden = not at_desk and form.unit not in act.person.units
        if form.unit is not None and (scene.unit is None or hidden):
            yield Fault(pointer="/unit", code="no_such")
    else:
        if form.area is None:
            yield Fault(pointer="/area", code="required")
        for field in ("unit", "item", "overrule"):
            if getattr(form, field) is not None:
                yield Fault(pointer=f"/{field}", code="indoor_only")

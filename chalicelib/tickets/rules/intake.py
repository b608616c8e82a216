"""Taking a matter in (T-2.0, T-4.1, T-4.2.1, T-4.2.2, T-4.3.1, T-4.3.2)."""

from collections.abc import Iterator

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, Timer
from chalicelib.tickets.forms import Intake
from chalicelib.tickets.incidents.model import Incident
from chalicelib.tickets.model.matter import (
    ENGINEERING,
    ENQUIRIES,
    FORWARDING,
    SELF_SERVICE,
    Kind,
    Place,
    Reporter,
    State,
)
from chalicelib.tickets.model.papers import PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.model.work import Notification
from chalicelib.tickets.rules import (
    asked_again,
    cards,
    clocks,
    forwarded,
    outages,
    telling,
    warranty,
)
from chalicelib.tickets.terms import Deadline, Terms, Unit

AT_DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})
"""Who takes in what others report; an owner reports for themselves only."""


class Scene(Frozen):
    """What the desk finds when the phone rings: no ticket yet, but perhaps a person and a unit."""

    reporter: Person | None
    """The person named, the caller (known by phone or new), or the owner themselves."""
    known: Person | None = None
    """The same as the site knows them, if it does."""
    unit: Unit | None
    incident: Incident | None = None
    earlier: Ticket | None = None
    """The ticket that the form says it repeats."""
    state: str = NEW


def intake(scene: Scene, form: Intake, act: Act[Terms]) -> Change:
    """A ticket with its numbered form, and whatever falls due from now on."""
    faults = tuple(_faults(scene, form, act))
    if faults:
        raise Refusal("invalid_form", "T-2.0", faults=faults)
    reporter = scene.reporter
    assert reporter is not None
    public = form.kind is Kind.REPAIR_PUBLIC
    ticket = Ticket(
        site=act.site.id,
        id=act.fresh_id,
        kind=form.kind,
        channel=form.channel,
        state=State.DISPATCHED if public else State.REPORTED,
        reporter=Reporter(
            person=reporter.id,
            name=form.caller.name if form.caller else reporter.name,
            phone=reporter.phone.mask if reporter.phone else None,
            phone_index=reporter.phone.index if reporter.phone else None,
        ),
        place=Place(
            unit=scene.unit.id if scene.unit else None,
            building=scene.unit.building if scene.unit else None,
            area=form.area,
            owners=scene.unit.owners if scene.unit else (),
        ),
        words=form.words,
        item=form.item,
        category=form.category,
        received_at=act.now,
        received_by=act.person.id,
        terms=int(act.terms.id),
        department=ENGINEERING if public else None,
        incident=form.incident,
        repeats=asked_again.named(form.repeats, act) if form.repeats else None,
    )
    if form.kind is Kind.REPAIR_INDOOR:
        ticket = _indoor(ticket, scene, form, act)
    change = dispatched(ticket, act) if public else _taken_in(_with_forms(ticket, form, act))
    new = reporter is not scene.known
    caller = Change(before=scene.known, after=reporter) if new else None
    repeated = asked_again.counted(None, ticket, scene.earlier)
    return replace(change, also=(*((caller,) if caller else ()), *repeated))


def dispatched(ticket: Ticket, act: Act[Terms]) -> Change:
    """A repair of public facilities has its order, and its department is told (T-4.3.1)."""
    assert ticket.department
    change = _taken_in(warranty.with_order(ticket, act))
    assert isinstance(change.after, Ticket)
    told = telling.department(ticket.department, "ticket_dispatched", change.after, act, "T-4.3.1")
    return replace(change, messages=told)


def _taken_in(ticket: Ticket) -> Change:
    return Change(before=None, after=ticket, facts={"order": ticket.order.number})


def _with_forms(ticket: Ticket, form: Intake, act: Act[Terms]) -> Ticket:
    """What has no order of its own is entered in the duty record by itself (T-4.1)."""
    if form.kind in ENQUIRIES:
        entry = act.issue(PaperForm.DUTY_ENTRY, PREFIX[PaperForm.DUTY_ENTRY])
        return replace(ticket, forms=(entry,))
    ticket = warranty.with_order(ticket, act)
    return forwarded.registered(cards.running(ticket, act), form.source, act)


def _indoor(ticket: Ticket, scene: Scene, form: Intake, act: Act[Terms]) -> Ticket:
    assert scene.unit is not None
    assert form.item is not None
    due_at = clocks.due(ticket, Deadline.NOTIFY, act.now, act)
    judged = warranty.judge(scene.unit, form.item, act)
    if form.overrule:
        judged = warranty.overruled(judged, form.overrule, act)
    return replace(
        ticket,
        notification=Notification(due_at=due_at),
        timers=(Timer(clause=telling.CLAUSE, job=telling.DISPATCH_CHECK, due_at=due_at),),
        warranty=judged,
    )


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
        for field in ("caller", "overrule", "incident"):
            if getattr(form, field) is not None:
                yield Fault(pointer=f"/{field}", code="desk_only")
    if form.person is not None and scene.reporter is None:
        yield Fault(pointer="/person", code="no_such")
    elif scene.reporter is not None and scene.reporter.phone is None:
        yield Fault(pointer="/person", code="no_phone")
    yield from _where(scene, form, at_desk, act)
    if at_desk and form.incident is not None:
        building = scene.unit.building if scene.unit else None
        wrong = outages.fault(scene.incident, building, form.area)
        yield from (wrong,) if wrong else ()
    yield from _complaint(form, act)
    if form.repeats and scene.reporter:
        place = Place(unit=form.unit, area=form.area)
        fault = asked_again.repeatable(
            scene.earlier, scene.reporter.id, place, act.person, "/repeats"
        )
        if fault:
            yield fault


def _where(scene: Scene, form: Intake, at_desk: bool, act: Act[Terms]) -> Iterator[Fault]:
    indoor, public = form.kind is Kind.REPAIR_INDOOR, form.kind is Kind.REPAIR_PUBLIC
    if indoor:
        for field in ("unit", "item"):
            if getattr(form, field) is None:
                yield Fault(pointer=f"/{field}", code="required")
    elif public and form.area is None:
        yield Fault(pointer="/area", code="required")
    elif not public and (form.unit is None) == (form.area is None):
        yield Fault(pointer="/unit", code="one_of", data={"fields": ["unit", "area"]})
    if not public:
        hidden = not at_desk and form.unit not in act.person.units
        if form.unit is not None and (scene.unit is None or hidden):
            yield Fault(pointer="/unit", code="no_such")
    if not indoor:
        for field in ("unit", "item", "overrule") if public else ("item", "overrule"):
            if getattr(form, field) is not None:
                yield Fault(pointer=f"/{field}", code="indoor_only")


def _complaint(form: Intake, act: Act[Terms]) -> Iterator[Fault]:
    """A complaint is of a category; one that was passed on has its source, no other has."""
    complaint = form.kind is Kind.COMPLAINT
    if complaint and form.category is None:
        yield Fault(pointer="/category", code="required")
    if not complaint and form.category is not None:
        yield Fault(pointer="/category", code="complaint_only")
    if complaint and form.category is not None:
        known = act.terms.category(form.category)
        if known is None or known.retired:
            choices = [each.key for each in act.terms.categories if not each.retired]
            yield Fault(pointer="/category", code="not_a_choice", data={"choices": choices})
    passed_on = complaint and form.channel in FORWARDING
    if passed_on and form.source is None:
        yield Fault(pointer="/source", code="required")
    if not passed_on and form.source is not None:
        yield Fault(pointer="/source", code="forwarded_only")
    if form.source is not None and form.source.received_at > act.now:
        yield Fault(pointer="/source/received_at", code="in_the_future")

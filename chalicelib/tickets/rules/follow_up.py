"""After the work: follow-up calls, door visits, corrections, improvement notes (T-4.4.1–T-4.4.3).

No entry is made by the program itself, and none is ever edited.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.tickets.forms import Call, Correct, Improve, Visit
from chalicelib.tickets.model.follow_up import Contact, FollowUp, Improvement, Then
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, State
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import complaints, telling
from chalicelib.tickets.terms import Terms

DISSATISFIED = 2


def tries_left(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: after the day's last vain try the call waits for another day."""
    if ticket.call_from is not None and ticket.call_from > act.today:
        return Refusal(
            "tries_used", "T-4.4.1", tries=act.terms.tries_per_day, day=str(ticket.call_from)
        )
    return None


def call(ticket: Ticket, form: Call, act: Act[Terms]) -> Change:
    """A follow-up call: reached, with what they said; or not, and it goes back in the queue."""
    at = form.at or act.now
    _happened(ticket, act, {"/at": at})
    _result_fits("T-4.4.1", form.reached, form)
    entry = FollowUp(
        id=_next_id(ticket),
        contact=Contact.CALL,
        by=act.person.id,
        recorded_at=act.now,
        called=form.called,
        at=at,
        reached=form.reached,
        satisfaction=form.satisfaction,
        words=form.words,
        criticism=form.criticism,
        then=form.then,
    )
    return _followed(ticket, entry, act)


def visit(ticket: Ticket, form: Visit, act: Act[Terms]) -> Change:
    """A door visit: with consent its result, without consent none."""
    _happened(ticket, act, {"/at": form.at, "/ended_at": form.ended_at})
    if form.ended_at <= form.at:
        raise _unfit("T-4.4.2", "/ended_at", "ends_before_it_begins")
    _result_fits("T-4.4.2", form.consent, form)
    entry = FollowUp(
        id=_next_id(ticket),
        contact=Contact.VISIT,
        by=act.person.id,
        recorded_at=act.now,
        called=form.called,
        at=form.at,
        ended_at=form.ended_at,
        reached=form.consent,
        satisfaction=form.satisfaction,
        words=form.words,
        criticism=form.criticism,
        then=form.then,
        outside_time=form.consent and _outside_time(form.at, form.ended_at, act),
        time_reason=form.time_reason,
    )
    return _followed(ticket, entry, act)


def _outside_time(at: datetime, ended_at: datetime | None, act: Act[Terms]) -> bool:
    if ended_at is None:
        return False
    shortest, longest = act.terms.visit_minutes
    return not timedelta(minutes=shortest) <= ended_at - at <= timedelta(minutes=longest)


def correct(ticket: Ticket, form: Correct, act: Act[Terms]) -> Change:
    """A new entry in the place of an old one. A review of what it corrects no longer stands.

    A criticism stays unless another is written in its place: it is answered, not dropped.
    """
    old = _entry(ticket, form.follow_up)
    _result_fits("T-4.4.3", form.reached, form)
    entry = replace(
        old,
        id=_next_id(ticket),
        by=act.person.id,
        recorded_at=act.now,
        reached=form.reached,
        satisfaction=form.satisfaction,
        words=form.words,
        criticism=(form.criticism or old.criticism) if form.reached else None,
        then=form.then,
        outside_time=form.reached and _outside_time(old.at, old.ended_at, act),
        time_reason=form.time_reason or old.time_reason,
        corrects=old.id,
        correction_reason=form.reason,
    )
    return _followed(ticket, entry, act)


def improve(ticket: Ticket, form: Improve, act: Act[Terms]) -> Change:
    """The supervisor's answer to a criticism."""
    entry = _entry(ticket, form.follow_up)
    if entry.criticism is None:
        raise _unfit("T-4.4.3", "/follow_up", "no_criticism")
    note = Improvement(follow_up=entry.id, words=form.words, by=act.person.id, at=act.now)
    return Change(before=ticket, after=replace(ticket, improvements=(*ticket.improvements, note)))


def criticism_open(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: a criticism still waits for its improvement note."""
    return None if unanswered(ticket) else Refusal("no_criticism", "T-4.4.3")


def unanswered(ticket: Ticket) -> list[FollowUp]:
    """Criticisms without an improvement note; a note still answers one that a correction kept."""
    noted = {note.follow_up for note in ticket.improvements}
    answered = {
        (_first(ticket, each).id, each.criticism) for each in ticket.follow_ups if each.id in noted
    }
    return [
        each
        for each in ticket.in_force()
        if each.criticism and (_first(ticket, each).id, each.criticism) not in answered
    ]


def unexplained(ticket: Ticket) -> list[FollowUp]:
    """Visits outside their time whose reason is still asked for (T-4.4.2)."""
    return [each for each in ticket.in_force() if each.outside_time and not each.time_reason]


def something_to_correct(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: there is an entry to correct."""
    return None if ticket.follow_ups else Refusal("nothing_to_correct", "T-4.4.3")


def _followed(ticket: Ticket, entry: FollowUp, act: Act[Terms]) -> Change:
    """The last entry decides where the matter stands; a corrected older one only informs."""
    after = replace(ticket, follow_ups=(*ticket.follow_ups, entry), review=None)
    if entry is not _newest(after):
        if entry.then is not None:
            raise _unfit("T-4.4.1", "/then", "decided_since")
        state = State.FOLLOWED_UP if ticket.state is State.REVIEWED else ticket.state
        return Change(before=ticket, after=replace(after, state=state))
    if entry.then is Then.REOPEN:
        return reopened(ticket, after, "follow_up_dissatisfied", "T-4.4.1", act)
    if entry.then is Then.VISIT:
        after = replace(after, state=State.VISIT_DUE, call_from=None)
        told = telling.department(CUSTOMER_SERVICE, "visit_asked", ticket, act, "T-4.4.1")
        return Change(before=ticket, after=after, messages=told)
    if not entry.reached:
        return Change(before=ticket, after=queued(after, act))
    if entry.satisfaction is not None and entry.satisfaction <= DISSATISFIED:
        raise Refusal("dissatisfied_left_open", "T-4.4.1")
    return Change(before=ticket, after=replace(after, state=State.FOLLOWED_UP, call_from=None))


def _first(ticket: Ticket, entry: FollowUp) -> FollowUp:
    """The entry that this one, through whatever corrections, stands for."""
    while entry.corrects:
        entry = next(each for each in ticket.follow_ups if each.id == entry.corrects)
    return entry


def _newest(ticket: Ticket) -> FollowUp | None:
    """The entry recorded last since the acceptance; a correction stands where its old one did."""
    assert ticket.acceptance
    since = ticket.acceptance.signature.at
    return max(
        (each for each in ticket.in_force() if _first(ticket, each).recorded_at >= since),
        key=lambda each: ticket.follow_ups.index(_first(ticket, each)),
        default=None,
    )


def reopened(ticket: Ticket, after: Ticket, why: str, clause: str, act: Act[Terms]) -> Change:
    """Back to the department that did the work, for everyone to see that it came back."""
    after = replace(
        after,
        state=State.DISPATCHED,
        assignee=None,
        work=None,
        acceptance=None,
        review=None,
        call_from=None,
        reopened=ticket.reopened + 1,
    )
    after = complaints.reopened(after, act)
    assert ticket.department
    told = telling.department(ticket.department, why, ticket, act, clause)
    return Change(before=ticket, after=after, messages=told)


def queued(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """In the follow-up queue: today, or tomorrow once today's tries are used up."""
    zone = act.site.time_zone
    tries = [
        each
        for each in ticket.in_force()
        if each.contact is Contact.CALL
        and not each.reached
        and sitetime.day(each.at, zone) == act.today
    ]
    wait = timedelta(days=1 if len(tries) >= act.terms.tries_per_day else 0)
    return replace(ticket, state=State.ACCEPTED, call_from=act.today + wait)


def _happened(ticket: Ticket, act: Act[Terms], times: dict[str, datetime]) -> None:
    """See that calls and visits are recorded once they happened, after the acceptance."""
    assert ticket.acceptance
    faults = [
        Fault(pointer=pointer, code="in_the_future")
        if at > act.now
        else Fault(pointer=pointer, code="before_acceptance")
        for pointer, at in times.items()
        if not ticket.acceptance.signature.at <= at <= act.now
    ]
    if faults:
        raise Refusal("invalid_form", "T-4.4.3", faults=tuple(faults))


def _result_fits(clause: str, reached: bool, form: Call | Visit | Correct) -> None:
    """See that there is a result if somebody was reached, and none if nobody was."""
    if reached:
        faults = [
            Fault(pointer=f"/{field}", code="required")
            for field in ("satisfaction", "words")
            if getattr(form, field) is None
        ]
    else:
        faults = [
            Fault(pointer=f"/{field}", code="nobody_reached")
            for field in ("satisfaction", "criticism")
            if getattr(form, field) is not None
        ]
        if form.then is Then.REOPEN:
            faults.append(Fault(pointer="/then", code="nobody_reached"))
    if faults:
        raise Refusal("invalid_form", clause, faults=tuple(faults))


def _entry(ticket: Ticket, id: str) -> FollowUp:
    found = next((each for each in ticket.in_force() if each.id == id), None)
    if found is None:
        raise _unfit("T-4.4.3", "/follow_up", "no_such")
    return found


def _next_id(ticket: Ticket) -> str:
    return f"f{len(ticket.follow_ups) + 1}"


def _unfit(clause: str, pointer: str, code: str) -> Refusal:
    return Refusal("invalid_form", clause, faults=(Fault(pointer=pointer, code=code),))

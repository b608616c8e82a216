"""Handing over: everything open has a note, somebody else acknowledges each item (T-4.6). Pure."""

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.record import Frozen, Hold, Timer
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, OVER
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.dispatch import signed
from chalicelib.tickets.shifts.forms import Acknowledge, Force, OpenHandover, SetNote, SignOff
from chalicelib.tickets.shifts.model import (
    CLAUSE,
    HANDOVERS,
    MOST,
    Forced,
    Handover,
    HandoverState,
    Note,
)
from chalicelib.tickets.terms import Terms

_NAMED = 20
"""How many of those that lack a note a refusal names; the list shows all."""


class Leaving(Frozen):
    """What the desk leaves open, before there is a handover."""

    tickets: tuple[Ticket, ...]
    state: str = NEW


class Found(Frozen):
    """A form, and what was found at the desk when it came."""

    form: SignOff | Acknowledge
    tickets: tuple[Ticket, ...] = ()
    """For a sign-off all that may be open; for an acknowledgement what it may have missed."""
    noted: frozenset[str] = frozenset()


def unfinished(tickets: Iterable[Ticket]) -> tuple[Ticket, ...]:
    """Those that are not over, in the order in which they were opened."""
    return tuple(sorted((each for each in tickets if each.state not in OVER), key=lambda t: t.id))


def opened(leaving: Leaving, form: OpenHandover, act: Act[Terms]) -> Change:
    """A handover of everything that is open. Clocks of tickets run on."""
    items = unfinished(leaving.tickets)
    _fits(items)
    handover = Handover(
        site=act.site.id,
        id=act.fresh_id,
        state=HandoverState.OPEN,
        opened_at=act.now,
        opened_by=act.person.id,
        terms=int(act.terms.id),
        items=tuple(each.id for each in items),
        holds=(Hold(key="handover", code="handover_open", clause=CLAUSE),),
    )
    return Change(before=None, after=handover, facts={"items": len(items)})


def _fits(items: tuple[Ticket, ...]) -> None:
    if len(items) > MOST:
        raise Refusal("too_many_open", CLAUSE, count=len(items), most=MOST)


def note(known: Note, handover: Handover, ticket: Ticket, form: SetNote, act: Act[Terms]) -> Change:
    """The note on a ticket, as long as it is open and the handover is not signed off."""
    for state in (handover.state, ticket.state):
        if state in (*OVER, *_CLOSED):
            raise Refusal("too_late", CLAUSE, state=state)
    after = replace(known, words=form.words, by=act.person.id, at=act.now)
    return Change(before=known if known.version else None, after=after)


_CLOSED = (HandoverState.SIGNED_OFF, HandoverState.ACKNOWLEDGED, HandoverState.FORCED)


def sign_off(handover: Handover, found: Found, act: Act[Terms]) -> Change:
    """Signed, once whatever is open at this moment has its note. What is over by now needs none."""
    items = unfinished(found.tickets)
    _fits(items)
    lacking = [each for each in items if each.id not in found.noted]
    if lacking:
        raise Refusal(
            "note_missing",
            CLAUSE,
            count=len(lacking),
            numbers=[each.order.number for each in lacking[:_NAMED]],
            tickets=[each.id for each in lacking[:_NAMED]],
        )
    signed(found.form.signed_name, act, CLAUSE)
    ids = tuple(each.id for each in items)
    after = replace(
        handover,
        state=HandoverState.SIGNED_OFF,
        items=ids,
        waiting=ids,
        outgoing=act.sign(handover.head),
        timers=(_timer(act),),
    )
    return Change(before=handover, after=after, facts={"items": len(ids)})


def _timer(act: Act[Terms]) -> Timer:
    due_at = act.now + timedelta(minutes=act.terms.handover_minutes)
    return Timer(clause=CLAUSE, job=HANDOVERS, due_at=due_at)


def remind(handover: Handover, act: Act[Terms]) -> Change:
    """Items stand unacknowledged: the desk is reminded, and will be again."""
    desk = act.site.department(CUSTOMER_SERVICE)
    return Change(
        before=handover,
        after=replace(handover, reminders=handover.reminders + 1, timers=(_timer(act),)),
        messages=tuple(
            Message(
                to=each,
                code="handover_waiting",
                clause=CLAUSE,
                data={"count": len(handover.waiting)},
            )
            for each in (desk.told if desk else ())
        ),
    )


def another_person(handover: Handover, act: Act[Terms]) -> Refusal | None:
    """Guard: nobody hands over to themselves."""
    left = handover.outgoing and handover.outgoing.person
    return Refusal("own_handover", CLAUSE) if act.person.id == left else None


def acknowledge(handover: Handover, found: Found, act: Act[Terms]) -> Change:
    """Items are acknowledged; with the last one the desk is taken over.

    A ticket that was being taken in at the moment of the sign-off is handed over as well.
    """
    form = found.form
    assert isinstance(form, Acknowledge)
    assert handover.outgoing
    signed(form.signed_name, act, CLAUSE)
    slipped = tuple(
        each.id
        for each in unfinished(found.tickets)
        if each.received_at <= handover.outgoing.at and each.id not in handover.items
    )
    waiting = (*handover.waiting, *slipped)
    faults = tuple(
        Fault(pointer=f"/tickets/{place}", code="no_such")
        for place, each in enumerate(form.tickets)
        if each not in waiting
    )
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    left = tuple(each for each in waiting if each not in form.tickets)
    after = replace(
        handover,
        items=(*handover.items, *slipped),
        waiting=left,
        incoming=act.sign(handover.head),
    )
    if not left:
        after = replace(after, state=HandoverState.ACKNOWLEDGED, timers=(), holds=())
    return Change(before=handover, after=after, facts={"waiting": len(left)})


def force(handover: Handover, form: Force, act: Act[Terms]) -> Change:
    """A supervisor ends it for whoever could not come; what was not acknowledged stays named."""
    signed(form.signed_name, act, CLAUSE)
    after = replace(
        handover,
        state=HandoverState.FORCED,
        forced=Forced(reason=form.reason, signature=act.sign(handover.head)),
        waiting=handover.waiting or handover.items,
        timers=(),
        holds=(),
    )
    return Change(before=handover, after=after, facts={"waiting": len(after.waiting)})

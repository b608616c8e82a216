"""Complaints passed on by the group service centre or the quality office (T-4.2.2).

Each stands in the group register once. Its source is told how it stands, in time, until it was
told the result; what is reopened has no result yet.
"""

import unicodedata
from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.record import Hold, Timer
from chalicelib.tickets.forms import GiveReply, Source
from chalicelib.tickets.model.forwarded import Forwarded, Reply, Stage
from chalicelib.tickets.model.matter import Channel
from chalicelib.tickets.model.papers import PREFIX, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import clocks, telling
from chalicelib.tickets.terms import Deadline, Terms

CLAUSE = "T-4.2.2"
REGISTER = PaperForm.GROUP_REGISTER


def registered(ticket: Ticket, source: Source | None, act: Act[Terms]) -> Ticket:
    """The ticket in the group register, if it was passed on; a reply falls due.

    It is due from when it was passed on. Where that was too long ago it is due now.
    """
    if source is None:
        return ticket
    assert ticket.channel
    passed_on = Forwarded(reference=source.reference, received_at=source.received_at)
    passed_on = _from(ticket, passed_on, source.received_at, act)
    ticket = replace(
        ticket,
        holds=(*ticket.holds, once(ticket.channel, source.reference)),
        forms=(*ticket.forms, act.issue(REGISTER, PREFIX[REGISTER])),
    )
    return _due(ticket, passed_on, act)


def once(channel: Channel, reference: str) -> Hold:
    """The same reference of the same source is taken in once."""
    plain = "".join(unicodedata.normalize("NFKC", reference).split()).casefold()
    return Hold(key=f"forwarded#{channel}#{plain}", code="forwarded_already", clause=CLAUSE)


def result_open(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it was passed on, and its source waits for the result."""
    if ticket.forwarded is None:
        return Refusal("not_forwarded", CLAUSE)
    if ticket.forwarded.reply_due_at is None:
        return Refusal("result_reported", CLAUSE)
    return None


def result_reported(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: the source, if there is one, was told the result."""
    waits = ticket.forwarded is not None and ticket.forwarded.reply_due_at is not None
    return Refusal("result_missing", CLAUSE) if waits else None


def reply(ticket: Ticket, form: GiveReply, act: Act[Terms]) -> Change:
    """The source was told how it stands. Told too late is a breach, recorded here and now."""
    known = ticket.forwarded
    assert known
    assert known.reply_due_at
    at = form.at or act.now
    if not known.received_at <= at <= act.now:
        early = at < known.received_at
        raise _unfit("before_received") if early else _unfit("in_the_future")
    entry = Reply(
        stage=form.stage,
        channel=form.channel,
        at=at,
        words=form.words,
        by=act.person.id,
        recorded_at=act.now,
    )
    missed, _ = _passed(ticket, known, at - timedelta(milliseconds=1), act)
    after = replace(
        known,
        reply_due_at=None,
        replies=(*known.replies, entry),
        missed=(*known.missed, *missed),
    )
    if form.stage is not Stage.RESULT:
        after = _from(ticket, after, at, act)
    return _change(ticket, after, missed, act)


def check(ticket: Ticket, act: Act[Terms]) -> Change:
    """A reply fell due and none was given: a breach, once for each time that it was due."""
    known = ticket.forwarded
    assert known
    assert known.reply_due_at
    missed, due_at = _passed(ticket, known, act.now, act)
    since = missed[-1] if missed else known.since
    after = replace(known, since=since, reply_due_at=due_at, missed=(*known.missed, *missed))
    return _change(ticket, after, missed, act)


def again(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """What is reopened has no result: its source is told anew."""
    known = ticket.forwarded
    if known is None or known.reply_due_at is not None:
        return ticket
    return _due(ticket, _from(ticket, known, act.now, act), act)


def taken_over(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """An opening ticket: what fell due before is the paper's, the next reply a term from now."""
    known = ticket.forwarded
    if known is None or known.reply_due_at is None or known.reply_due_at > act.now:
        return ticket
    return _due(ticket, _from(ticket, known, act.now, act), act)


def running(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """The ticket whose clock stood still, its reply due again; unchanged if it did not."""
    known = ticket.forwarded
    if known is None or known.reply_due_at is None or ticket.timer(CLAUSE):
        return ticket
    return _due(ticket, _from(ticket, known, known.since or known.received_at, act), act)


def _from(ticket: Ticket, known: Forwarded, since: datetime, act: Act[Terms]) -> Forwarded:
    """A reply due a term after an instant; where that is over already, now."""
    due_at = max(clocks.due(ticket, Deadline.REPLY, since, act), act.now)
    return replace(known, since=since, reply_due_at=due_at)


def _passed(
    ticket: Ticket, known: Forwarded, until: datetime, act: Act[Terms]
) -> tuple[tuple[datetime, ...], datetime]:
    """The times at which a reply was due until then, and the next."""
    due_at = known.reply_due_at
    assert due_at
    if ticket.timer(CLAUSE) is None:
        due_at = clocks.due(ticket, Deadline.REPLY, known.since or known.received_at, act)
    missed = []
    while due_at <= until:
        missed.append(due_at)
        due_at = clocks.due(ticket, Deadline.REPLY, due_at, act)
    return tuple(missed), due_at


def _change(
    ticket: Ticket, known: Forwarded, missed: tuple[datetime, ...], act: Act[Terms]
) -> Change:
    told: tuple[Message, ...] = ()
    if missed:
        told = telling.supervisor("reply_overdue", ticket, act, CLAUSE)
    return Change(
        before=ticket,
        after=_due(ticket, known, act),
        facts={"missed": missed} if missed else {},
        messages=told,
    )


def _due(ticket: Ticket, known: Forwarded, act: Act[Terms]) -> Ticket:
    """The ticket with what is known, and its timer at the time at which a reply is due."""
    others = tuple(each for each in ticket.timers if each.clause != CLAUSE)
    due_at = known.reply_due_at
    if clocks.stands_still(ticket, Deadline.REPLY, act):
        return replace(ticket, forwarded=known, timers=others)
    timer = due_at and Timer(clause=CLAUSE, job=telling.DISPATCH_CHECK, due_at=due_at)
    return replace(ticket, forwarded=known, timers=(*others, timer) if timer else others)


def _unfit(code: str) -> Refusal:
    return Refusal("invalid_form", CLAUSE, faults=(Fault(pointer="/at", code=code),))

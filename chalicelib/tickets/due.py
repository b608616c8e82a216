"""What runs on a ticket, when it is due, and why then: as data, and in the reader's words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.calendar import DAY, Hours, Why
from chalicelib.core.clock import Part, Reckoning
from chalicelib.core.people import Role
from chalicelib.core.ports import Loaded
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Language
from chalicelib.core.words.settings import DUE, HOLIDAYS, LENGTHS
from chalicelib.service.operations import Call, Read
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reading import ONE_TICKET, STAFF, seen, terms_of, ticket_key
from chalicelib.tickets.rules import clocks
from chalicelib.tickets.terms import Deadline, Terms


class DueTime(Frozen):
    """One thing that falls due on a ticket."""

    deadline: Deadline
    """The setting that says after how long."""
    clause: str
    due_at: Instant | None
    """None while its clock stands still."""
    local: str | None
    """The same as the clock on the site's wall shows it, with its offset."""
    stands_still: bool
    why: tuple[str, ...]
    """Why it is due then, sentence by sentence, in the caller's language."""
    reckoning: Reckoning
    """The same as data."""
    terms: int
    """Number of the settings that it is counted by: those that the ticket was opened under."""


class TicketDue(Frozen):
    """Everything that runs on a ticket. Empty where nothing does."""

    ticket: str
    items: tuple[DueTime, ...]


def due_times(ticket: Ticket, act: Act[Terms], language: Language) -> Iterator[DueTime]:
    """What runs on the ticket, one after the other."""
    for deadline, start in clocks.running(ticket):
        found = clocks.reckoned(ticket, deadline, start, act)
        timer = ticket.timer(deadline.clause)
        due_at = timer.due_at if timer else None
        yield DueTime(
            deadline=deadline,
            clause=deadline.clause,
            due_at=due_at,
            local=sitetime.local(due_at, found.zone).isoformat() if due_at else None,
            stands_still=due_at is None,
            why=tuple(_why(deadline, found, due_at, ticket.terms, language)),
            reckoning=found,
            terms=ticket.terms,
        )


def _why(
    deadline: Deadline, found: Reckoning, due_at: datetime | None, terms: int, language: Language
) -> Iterator[str]:
    def shown(at: datetime) -> str:
        return sitetime.local(at, found.zone).strftime("%Y-%m-%d %H:%M:%S")

    yield DUE[found.counts].say(
        language,
        start=shown(found.start),
        term=_length(found.milliseconds, language),
        zone=found.zone,
        terms=terms,
        clause=deadline.clause,
    )
    for part in found.parts:
        if part.day.why is not Why.CLOCK:
            yield _day(part, language)
    for year in found.unknown:
        yield DUE["unknown"].say(language, year=year)
    for pause in found.pauses:
        yield DUE["pause"].say(language, since=shown(pause.since), until=shown(pause.until))
    how = "still" if due_at is None else "at_once" if due_at > found.due_at else "due"
    yield DUE[how].say(language, due=shown(due_at or found.due_at))


def _day(part: Part, language: Language) -> str:
    day = part.day
    name = HOLIDAYS.get(day.name)
    return DUE[day.why].say(
        language,
        day=str(day.day),
        name=name.say(language) if name else day.name,
        hours=_hours(day.hours),
        counted=_length(part.milliseconds, language),
    )


def _hours(hours: Hours) -> str:
    return ", ".join(f"{_clock(each.first)}–{_clock(each.last)}" for each in hours)


def _clock(minutes: int) -> str:
    """`24:00` is the end of the day; what lies after it is shown as the next day's, with a +1."""
    over = minutes > DAY
    minutes -= DAY if over else 0
    return f"{minutes // 60:02}:{minutes % 60:02}{'+1' if over else ''}"


def _length(milliseconds: int, language: Language) -> str:
    """Hours, minutes and seconds, those that there are; part of a second is left out."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    counts = {"hours": minutes // 60, "minutes": minutes % 60, "seconds": seconds}
    said = [LENGTHS[name].say(language, count=count) for name, count in counts.items() if count]
    return " ".join(said) or LENGTHS["minutes"].say(language, count=0)


def _show(loaded: Loaded, query: Any, act: Act[Terms], call: Call) -> TicketDue:
    ticket = seen(loaded, act, call)
    return TicketDue(ticket=ticket.id, items=tuple(due_times(ticket, act, call.language)))


DUE_TIMES = Read(
    name="ticket-due",
    about="What falls due on a ticket, when, and why then",
    path=ONE_TICKET + "/due",
    clause="P-find",
    who=STAFF | {Role.OWNER},
    answer=TicketDue,
    terms=terms_of,
    needs=lambda call, query: (ticket_key(call),),
    show=_show,
)

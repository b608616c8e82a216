"""Callers' telephone numbers are erased when their last matter is over for the setting's time.

Their tickets stay, without mask and keyed hash; nothing finds them by the number (P-private). Pure.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import erasing
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.erasing import AT_ONCE, NEAR
from chalicelib.core.people import Person
from chalicelib.tickets.model.matter import OVER
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Terms

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def kept(person: Person, act: Act[Terms]) -> Person:
    """Who reports something now: not erased before the setting's time is over."""
    return erasing.used(person, act.now, _due(act.now, act.terms))


def _due(last_used: datetime, terms: Terms) -> datetime:
    return last_used + timedelta(days=terms.keep_caller_days)


def is_open(tickets: Iterable[Ticket]) -> Ticket | None:
    """The first that is not over."""
    return next((each for each in tickets if each.state not in OVER), None)


def due(person: Person, tickets: tuple[Ticket, ...], act: Act[Terms]) -> Change:
    """What becomes of who called: kept on while they are in use, or erased, ticket by ticket."""
    asked, unfinished = person.erasure is not None, is_open(tickets)
    if person.roles and (person.active or not asked):
        return Change(before=person, after=erasing.untimed(person))
    if asked:
        look_at = act.now + NEAR if unfinished else act.now
    else:
        look_at = _due(act.now if unfinished else _last_used(tickets), act.terms)
    if look_at > act.now:
        return Change(before=person, after=erasing.timed(person, look_at))
    shown = [each for each in tickets if _shows(each)][:AT_ONCE]
    if shown:
        return Change(
            before=person,
            after=erasing.going_on(person),
            facts={"tickets": [each.id for each in shown]},
            also=tuple(map(_wiped, shown)),
        )
    facts = {"erased": ["phone", *(["mail"] if person.mail else [])]}
    return Change(before=person, after=erasing.erased(person, act.now), facts=facts)


def _last_used(tickets: Iterable[Ticket]) -> datetime:
    """When the last matter was over; of who has none, long ago."""
    return max((at for each in tickets for at in _instants(each)), default=_LONG_AGO)


def _instants(ticket: Ticket) -> Iterator[datetime]:
    """When it was taken in, and when it was last moved on."""
    yield ticket.received_at
    if ticket.archived_at:
        yield ticket.archived_at
    if ticket.outcome:
        yield ticket.outcome.at
    for each in ticket.passages[-1:]:
        yield each.until or each.since


def _shows(ticket: Ticket) -> bool:
    """Whether something of the number is there, or is still on its way out of the index."""
    reporter, indexed = ticket.reporter, ticket.indexed
    return bool(reporter.phone or reporter.phone_index or (indexed and indexed.beyond))


def _wiped(ticket: Ticket) -> Change:
    reporter = replace(ticket.reporter, phone=None, phone_index=None)
    return Change(before=ticket, after=replace(ticket, reporter=reporter))

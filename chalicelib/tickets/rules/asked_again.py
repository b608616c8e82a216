"""Urging 催單, and repeats of an earlier ticket: counted apart, never a reason to refuse (T-2.0).

A ticket's reopenings are counted where it is reopened. Neither urging nor a repeat changes a clock.
"""

import unicodedata

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Person, Role
from chalicelib.tickets.forms import RepeatOf, Urge
from chalicelib.tickets.model.asked_again import Repeats, Urging
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE, SELF_SERVICE, Place
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import passing, telling
from chalicelib.tickets.terms import Terms
from chalicelib.tickets.whose import may_see

CLAUSE = "T-2.0"
KEPT = 50
"""As many of a ticket's urgings as it keeps, the newest; its history has them all."""
_DESK = frozenset({Role.DESK, Role.CS_SUPERVISOR})


def urge(ticket: Ticket, form: Urge, act: Act[Terms]) -> Change:
    """The customer asked again: whoever has the order is told, from the second time on their
    supervisor with them.
    """
    if not act.person.has(_DESK) and form.channel not in SELF_SERVICE:
        fault = Fault(pointer="/channel", code="not_a_choice", data={"choices": SELF_SERVICE})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    urging = Urging(at=act.now, by=act.person.id, channel=form.channel, words=form.words)
    after = replace(ticket, urged=ticket.urged + 1, urgings=(*ticket.urgings, urging)[-KEPT:])
    return Change(
        before=ticket, after=after, facts={"urged": after.urged}, messages=_urged(after, act)
    )


def _urged(ticket: Ticket, act: Act[Terms]) -> tuple[Message, ...]:
    """What nobody has to carry out, or nobody was given yet, is with the desk."""
    has_it = act.site.department(passing.holder(ticket) or CUSTOMER_SERVICE)
    if has_it is None:
        return ()
    if ticket.urged > 1:
        return telling.department(has_it.key, "ticket_urged_again", ticket, act, CLAUSE)
    told = has_it.staff or has_it.told
    return tuple(telling.about(ticket, each, "ticket_urged", CLAUSE) for each in told)


def repeatable(
    earlier: Ticket | None, reporter: str, place: Place, person: Person, pointer: str
) -> Fault | None:
    """What is wrong with naming a ticket as an earlier one about the same thing, if anything is.

    It is of the same person, the same unit, or the same public area, and seen by who names it.
    """
    if earlier is None or not may_see(person, earlier):
        return Fault(pointer=pointer, code="no_such")
    known = earlier.place
    same = (
        earlier.reporter.person == reporter
        or (place.unit is not None and place.unit == known.unit)
        or (place.area is not None and known.area is not None and _alike(place.area, known.area))
    )
    return None if same else Fault(pointer=pointer, code="not_repeated")


def _alike(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def no_repeat_yet(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it names no earlier ticket."""
    if ticket.repeats is None:
        return None
    return Refusal("repeats_already", CLAUSE, holder=f"{Ticket.KIND}#{ticket.repeats.earlier}")


def a_repeat(ticket: Ticket, act: Act[Terms]) -> Refusal | None:
    """Guard: it names an earlier ticket."""
    return Refusal("no_repeat", CLAUSE) if ticket.repeats is None else None


def repeat_of(ticket: Ticket, form: RepeatOf, act: Act[Terms]) -> Change:
    """The ticket repeats an earlier one, which counts it."""
    earlier = act.beside if isinstance(act.beside, Ticket) else None
    fault = repeatable(earlier, ticket.reporter.person, ticket.place, act.person, "/earlier")
    assert fault or earlier
    if earlier and not fault and _order(earlier) >= _order(ticket):
        fault = Fault(pointer="/earlier", code="not_repeated")
    if fault:
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    after = replace(ticket, repeats=named(form.earlier, act, form.words))
    return Change(before=ticket, after=after, also=counted(ticket, after, earlier))


def _order(ticket: Ticket) -> tuple[object, str]:
    return ticket.received_at, ticket.id


def named(earlier: str, act: Act[Terms], words: str | None = None) -> Repeats:
    """That a ticket repeats another, as the acting person says."""
    return Repeats(earlier=earlier, by=act.person.id, at=act.now, words=words)


def not_repeat_of(ticket: Ticket, form: Reason, act: Act[Terms]) -> Change:
    """Corrected: it repeats none, and the one that counted it counts it no more."""
    earlier = act.beside if isinstance(act.beside, Ticket) else None
    after = replace(ticket, repeats=None)
    return Change(before=ticket, after=after, also=counted(ticket, after, earlier))


def counted(before: Ticket | None, after: Ticket, earlier: Ticket | None) -> tuple[Change, ...]:
    """The change of the earlier ticket's count, if a ticket begins or ceases to repeat it.

    It is written on the earlier ticket, in the same transaction, so that the number is exact and
    shown wherever the ticket is, without a further read.
    """
    if earlier is None:
        return ()
    more = (earlier.id in _earlier(after)) - (before is not None and earlier.id in _earlier(before))
    if not more:
        return ()
    known = replace(earlier, repeated=earlier.repeated + more)
    said = "repeated_by" if more > 0 else "repeated_no_more_by"
    return (Change(before=earlier, after=known, facts={said: after.id}),)


def _earlier(ticket: Ticket) -> set[str]:
    """The tickets that it repeats: as somebody named them, or as it was judged to be a letter."""
    return {each.earlier for each in (ticket.repeats, ticket.letter) if each}

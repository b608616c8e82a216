"""Taking over what was open before the site began here (T-2.0): opening tickets.

They come in at their own date and live on from today. What fell due before stays with the paper
that it was kept on: no clock of theirs that has run out begins anew, nobody is told once more.
"""

import unicodedata
from datetime import datetime
from hashlib import sha256

from msgspec.structs import replace

from chalicelib.core import numbering
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.numbering import Counter
from chalicelib.core.people import Role
from chalicelib.tickets.forms import Intake
from chalicelib.tickets.model.matter import ENGINEERING, ENQUIRIES, State
from chalicelib.tickets.model.papers import ORDERS, PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import forwarded, passing, telling
from chalicelib.tickets.rules.intake import Scene, intake
from chalicelib.tickets.terms import Terms

ISSUED = (*ORDERS, PaperForm.DUTY_ENTRY, PaperForm.GROUP_REGISTER)
"""The forms that an opening ticket may get."""


def ticket_id(site: str, number: str) -> str:
    """The id of what had this number before: it follows from it, and sorts before all others."""
    same = "".join(unicodedata.normalize("NFKC", number).split()).casefold()
    return "0" * 11 + sha256(f"{site}#{same}".encode()).hexdigest()[:32]


def take_over(
    scene: Scene,
    form: Intake,
    received_at: datetime,
    number: str,
    department: str | None,
    act: Act[Terms],
) -> Change:
    """A ticket as it would be if it had been taken in then, under an order numbered today.

    The order is new, so that paper and program agree from now on; the ticket names the number that
    it had. It lies with its department since today: the day of the import counts it as issued.

    Raises: Refusal `invalid_form`.
    """
    if received_at > act.now:
        raise _unfit(Fault(pointer="/received_at", code="in_the_future"))
    if department and form.kind in ENQUIRIES:
        raise _unfit(Fault(pointer="/department", code="not_dispatched"))
    taken_in = intake(scene, form, _then(act, received_at))
    ticket = taken_in.after
    assert isinstance(ticket, Ticket)
    if department:
        ticket = replace(ticket, state=State.DISPATCHED, department=department)
    ticket = replace(
        _running(ticket, act),
        imported=number,
        forms=tuple(replace(each, at=act.now) for each in ticket.forms),
    )
    if ticket.department == ENGINEERING:
        ticket = telling.told(ticket, number, act)
    facts = {**taken_in.facts, "imported": number}
    change = Change(before=None, after=ticket, facts=facts, also=taken_in.also)
    return passing.noted(change, act)


def _then(act: Act[Terms], at: datetime) -> Act[Terms]:
    """The act as the desk's, when it took the matter in; forms are numbered as of today."""
    counters: dict[str, Counter] = {}
    for form in ISSUED:
        day, seq = numbering.following(act.counters.get(form), act.today)
        counters[form] = Counter(day=day, last=seq - 1)
    return replace(act, now=at, person=replace(act.person, roles=(Role.DESK,)), counters=counters)


def _running(ticket: Ticket, act: Act[Terms]) -> Ticket:
    """Only with the clocks that have not run out; who passed it on is told on, term by term."""
    ticket = forwarded.taken_over(ticket, act)
    timers = tuple(each for each in ticket.timers if each.due_at > act.now)
    known = ticket.notification
    runs = known is not None and known.due_at > act.now
    return replace(ticket, timers=timers, notification=known if runs else None)


def _unfit(fault: Fault) -> Refusal:
    return Refusal("invalid_form", "T-2.0", faults=(fault,))

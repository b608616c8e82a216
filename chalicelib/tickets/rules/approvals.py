"""The signatures that a ticket waits for: who is barred from them, and who is reminded (P-approve).

What waits for its review or for the general manager reminds when its time is over, and then once
a day. Nothing is decided by it.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.people import Person
from chalicelib.core.ports import Key
from chalicelib.core.record import Timer
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.tickets.model.approvals import SEATS, Approval
from chalicelib.tickets.model.matter import CUSTOMER_SERVICE
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules import telling
from chalicelib.tickets.terms import Terms

CLAUSE = "P-approve"
_APART = timedelta(days=1)
_ASKED = {Approval.REVIEW: CUSTOMER_SERVICE, Approval.DECIDE: GM_OFFICE}
"""The department whose supervisor is asked for it. An acceptance reminds by its follow-up."""


def involved(ticket: Ticket) -> frozenset[str]:
    """Whose own case it is: who did the work, followed up, signed for it, reported or owns it.

    Planned work was reported by nobody: whoever set the plan up may review it, or a site with one
    supervisor could never end it.
    """
    proxy = ticket.acceptance.proxy if ticket.acceptance else None
    return frozenset(
        {
            *ticket.workers,
            *(each.by for each in ticket.follow_ups),
            *ticket.signers,
            *([proxy.person] if proxy and proxy.person else ()),
            *(() if ticket.plan else (ticket.reporter.person,)),
            *ticket.place.owners,
        }
    )


def timed(change: Change, act: Act[Terms]) -> Change:
    """The change with its reminder running, if the ticket waits from now on for a signature."""
    before, after = change.before, change.after
    assert isinstance(after, Ticket)
    if isinstance(before, Ticket) and before.awaits is after.awaits:
        return change
    timers = tuple(each for each in after.timers if each.clause != CLAUSE)
    if after.awaits in _ASKED:
        timers = (*timers, _timer(act.now + timedelta(hours=_hours(after.awaits, act.terms))))
    return replace(change, after=replace(after, timers=timers))


def _hours(approval: Approval, terms: Terms) -> int:
    return terms.review_hours if approval is Approval.REVIEW else terms.decide_hours


def _timer(due_at: datetime) -> Timer:
    return Timer(clause=CLAUSE, job=telling.DISPATCH_CHECK, due_at=due_at)


def approver(ticket: Ticket, site: Site) -> Key | None:
    """Whose signature is waited for."""
    asked = site.department(_ASKED[ticket.awaits]) if ticket.awaits else None
    return Key(Person, site.id, asked.supervisor) if asked else None


def remind(ticket: Ticket, act: Act[Terms]) -> Change:
    """Late: the approver is reminded, and whoever stands in; tomorrow again, if it still waits."""
    timer, awaited = ticket.timer(CLAUSE), ticket.awaits
    assert timer
    assert awaited
    due_at = timer.due_at
    while due_at <= act.now:
        due_at += _APART
    others = tuple(each for each in ticket.timers if each.clause != CLAUSE)
    whom: tuple[str, ...] = ()
    if isinstance(act.beside, Person):
        whom = (act.beside.id, *act.beside.substitutes(SEATS[awaited], act.today))
    code = "review_waits" if awaited is Approval.REVIEW else "decision_waits"
    return Change(
        before=ticket,
        after=replace(ticket, timers=(*others, _timer(due_at))),
        facts={"reminded": whom},
        messages=tuple(telling.about(ticket, each, code, CLAUSE) for each in dict.fromkeys(whom)),
    )

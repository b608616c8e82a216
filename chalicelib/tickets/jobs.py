"""What falls due at the front desk, and the functions that see to it."""

from typing import Any

from chalicelib.common.jobs import run_job
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Store
from chalicelib.service.deadlines import Firing, Job
from chalicelib.tickets.days import gathering
from chalicelib.tickets.days import model as days
from chalicelib.tickets.days import rules as day_rules
from chalicelib.tickets.days.model import Daybook
from chalicelib.tickets.model.papers import PaperForm
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.plans import gathering as plan_gathering
from chalicelib.tickets.plans import model as plans
from chalicelib.tickets.plans import rules as plan_rules
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.reading import ticket_terms
from chalicelib.tickets.rules import approvals, cards, forwarded, telling
from chalicelib.tickets.shifts import model as shifts
from chalicelib.tickets.shifts import rules as shift_rules
from chalicelib.tickets.shifts.model import Handover
from chalicelib.tickets.terms import Terms, terms_key

RUNS = frozenset({Role.CS_SUPERVISOR, Role.ADMIN})
"""Who may run them by hand."""

DISPATCH_CHECK = Job(
    name=telling.DISPATCH_CHECK,
    clause=telling.CLAUSE,
    kinds=(Ticket,),
    terms=ticket_terms,
    decide=telling.dispatch_check,
    others={
        cards.CLAUSE: Firing(decide=cards.check, counts=(cards.CARD,)),
        forwarded.CLAUSE: Firing(decide=forwarded.check),
        approvals.CLAUSE: Firing(decide=approvals.remind, beside=approvals.approver),
    },
)
"""Every five minutes: engineering is told of what it was not told of in time (T-4.3.2), a complaint
still open after a day gets its card (T-4.2.1), a reply not given in time is found (T-4.2.2), a
signature that is late is asked for again (P-approve)."""


def _terms(record: Daybook | Handover) -> Key:
    return terms_key(record.site, record.terms)


HANDOVERS = Job(
    name=shifts.HANDOVERS,
    clause=shifts.CLAUSE,
    kinds=(Handover,),
    terms=_terms,
    decide=shift_rules.remind,
)
"""Every five minutes: the desk is reminded of what was handed over and not acknowledged (T-4.6)."""


def reconciliation(store: Store) -> Job:
    """Every five minutes: departments are reminded, and the day is closed (T-4.7)."""

    def decide(book: Daybook, act: Act[Terms]) -> Change:
        if not day_rules.closing(book, act):
            return day_rules.remind(book, act)
        before, moved = gathering.day_before(store, book), gathering.moved(store, book)
        tallies, sheets = day_rules.closed(book, before, moved, act)
        gathering.lay(store, sheets, act)
        return day_rules.close(book, tallies, gathering.following(store, book, act), act)

    return Job(
        name=days.RECONCILIATION,
        clause=days.CLAUSE,
        kinds=(Daybook,),
        terms=_terms,
        decide=decide,
        chains=True,
    )


def planned(store: Store) -> Job:
    """Every five minutes: maintenance plans open the orders that are due (T-4.3.1)."""

    def decide(plan: Plan, act: Act[Any]) -> Change:
        return plan_rules.due(plan, *plan_gathering.answering(store, plan, act))

    return Job(
        name=plans.PLANS,
        clause=plans.CLAUSE,
        kinds=(Plan,),
        decide=decide,
        counts=(PaperForm.WORK_ORDER,),
        chains=True,
    )


RUN_JOBS = (
    run_job(
        telling.DISPATCH_CHECK,
        telling.CLAUSE,
        "Run the dispatch check",
        lambda service: DISPATCH_CHECK,
        RUNS,
    ),
    run_job(
        days.RECONCILIATION,
        days.CLAUSE,
        "Run the daily reconciliation 當日結單",
        lambda service: reconciliation(service.store),
        RUNS,
    ),
    run_job(
        shifts.HANDOVERS,
        shifts.CLAUSE,
        "Remind of what was handed over and not acknowledged",
        lambda service: HANDOVERS,
        RUNS,
    ),
    run_job(
        plans.PLANS,
        plans.CLAUSE,
        "Open the orders of maintenance plans 計劃保養 that are due",
        lambda service: planned(service.store),
        RUNS,
    ),
)

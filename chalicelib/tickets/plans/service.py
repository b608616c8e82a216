"""What is done about maintenance plans over HTTP (T-4.3.1)."""

from typing import Any

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Order
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import history_of
from chalicelib.tickets.plans import rules
from chalicelib.tickets.plans.forms import PlanList
from chalicelib.tickets.plans.life import PLAN
from chalicelib.tickets.plans.model import CLAUSE, Plan
from chalicelib.tickets.plans.rules import Blank
from chalicelib.tickets.plans.views import PlanPage, PlanView, plan_view
from chalicelib.tickets.reading import terms_of

PLANS = "/sites/{site}/plans"
ONE_PLAN = PLANS + "/{plan}"
SEES = rules.ALL_SEE | {Role.DEPARTMENT_HEAD}
ABOUT = {
    "change": "Change a maintenance plan from now on 更改計劃",
    "suspend": "Suspend a maintenance plan 暫停計劃",
    "resume": "Resume a maintenance plan 恢復計劃",
    "end": "End a maintenance plan 終止計劃",
}


def _key(call: Call) -> Key:
    return Key(Plan, call.site, call.params["plan"])


def _shown(record: Record, act: Act[Any], call: Call) -> PlanView:
    assert isinstance(record, Plan)
    return plan_view(record, act)


def _seen(record: Record | None, act: Act[Any]) -> Plan:
    """The plan, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Plan) or not rules.sees(act.person, record):
        raise Refusal("not_found", "P-who")
    return record


SET_UP = Command(
    name="plan-set-up",
    about="Set up a maintenance plan for a public facility 計劃保養",
    path=PLANS,
    clause=CLAUSE,
    who=PLAN.steps["set-up"].who,
    form=PLAN.steps["set-up"].form,
    answer=PlanView,
    terms=terms_of,
    decide=lambda loaded, form, act, call: PLAN.decide("set-up", Blank(), form, act),
    show=_shown,
)


def _listed(page: Page, records: list[Record], query: Any, act: Act[Any], call: Call) -> PlanPage:
    plans = [
        each
        for each in records
        if isinstance(each, Plan)
        and rules.sees(act.person, each)
        and query.state in (None, each.state)
        and query.department in (None, each.department)
    ]
    return PlanPage(items=tuple(plan_view(each, act) for each in plans), next=page.next)


PLAN_LIST = ListOf(
    name="plan-list",
    about="Maintenance plans, newest first unless asked otherwise 計劃保養",
    path=PLANS,
    clause=CLAUSE,
    who=SEES,
    query=PlanList,
    answer=PlanPage,
    listing=lambda call, query: Listing(
        table="desk",
        partition=call.site,
        begins="plan#",
        newest_first=query.order is Order.NEWEST,
        limit=query.limit,
        cursor=query.cursor,
    ),
    record=lambda item, call: Key(Plan, call.site, item["id"]),
    show=_listed,
)
SHOW = Read(
    name="plan",
    about="A maintenance plan, its next occurrences, and what may be done with it now",
    path=ONE_PLAN,
    clause=CLAUSE,
    who=SEES,
    answer=PlanView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: plan_view(_seen(loaded.record(*_key(call)), act), act),
    version=lambda view: view.plan.version,
)


HISTORY = history_of(
    "plan-history",
    "A maintenance plan's history: orders opened, occurrences skipped",
    ONE_PLAN + "/history",
    SEES,
    _key,
    _seen,
)


def _step(command: str) -> Command:
    step = PLAN.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        return PLAN.decide(command, _seen(loaded.record(*_key(call)), act), form, act)

    return Command(
        name=f"plan-{command}",
        about=ABOUT[command],
        path=f"{ONE_PLAN}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=PlanView,
        terms=terms_of,
        subject=_key,
        sees=lambda act, plan: rules.sees(act.person, plan),
        decide=decide,
        show=_shown,
    )


OPERATIONS: tuple[Operation, ...] = (SET_UP, PLAN_LIST, SHOW, HISTORY, *map(_step, ABOUT))
"""Everything about maintenance plans that is done over HTTP."""

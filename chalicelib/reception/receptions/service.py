"""Receptions over HTTP: ask, plan, sign, carry out, close, look up (R-2, R-3, R-4.3.1)."""

from collections.abc import Callable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, ObjectStore, Page
from chalicelib.core.record import Record
from chalicelib.files import rules as filing
from chalicelib.files import service as files
from chalicelib.files.service import Host
from chalicelib.reception.plans.forms import Plan
from chalicelib.reception.plans.trying import PlanTried, tried
from chalicelib.reception.reading import terms_of
from chalicelib.reception.receptions import rules
from chalicelib.reception.receptions.forms import ReceptionsIn, Request
from chalicelib.reception.receptions.life import RECEPTION, WRITES
from chalicelib.reception.receptions.model import COORDINATED, LETTER, REQUEST, Reception
from chalicelib.reception.receptions.model import ReceptionState as State
from chalicelib.reception.receptions.signing import SIGNS
from chalicelib.reception.receptions.views import (
    ReceptionPage,
    ReceptionView,
    reception_item,
    reception_view,
)
from chalicelib.reception.receptions.writing import Blank
from chalicelib.reception.terms import rulebook, terms_key
from chalicelib.service.lists import OnesOwn, held, named, own, sought, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, Trial
from chalicelib.service.searching import Search
from chalicelib.service.showing import history_of

RECEPTIONS = "/sites/{site}/receptions"
ONE_RECEPTION = RECEPTIONS + "/{reception}"
SEES = WRITES | SIGNS | {Role.FINANCE}
ABOUT = {
    "plan": "Write the plan, whole: programme, meals, lodging, cars, tickets 接待安排",
    "edit": "Change guests, purpose, letter or days; what was signed is void 修改申請",
    "submit": "Hand it in to be signed 送審",
    "approve": "Sign it; the GM decides of everything that he is asked for 批准",
    "refuse": "Refuse it, saying why 不批准",
    "withdraw": "Take it back while nobody signed it 撤回",
    "reassign": "Have another department receive, saying why 改派接待部門",
    "depart": "The guests have left 客人離開",
    "close": "All is spent and settled 結案",
    "cancel": "It does not take place 取消接待",
}
WRITTEN = frozenset({"plan", "edit"})
"""What is judged by the settings in force; all else by those that it was written under."""


def operations(objects: Callable[[], ObjectStore]) -> tuple[Operation, ...]:
    """Everything about receptions that is done over HTTP."""
    return (
        ASK,
        MINE,
        FOUND,
        SHOW,
        HISTORY,
        *map(_step, ABOUT),
        TRY_PLAN,
        *files.operations(PAPERS, objects),
    )


def reception_key(call: Call) -> Key:
    """The reception that the path names."""
    return Key(Reception, call.site, call.params["reception"])


def shown(record: Record, act: Act[Any], call: Call) -> ReceptionView:
    """The reception as the person who asks sees it."""
    assert isinstance(record, Reception)
    return reception_view(record, act)


def seen(record: Record | None, act: Act[Any]) -> Reception:
    """The reception, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Reception) or not rules.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def terms_of_reception(reception: Reception | None) -> Key | None:
    """The settings that it was written under; None where they are the rulebook's own."""
    return terms_key(reception.site, reception.terms) if reception and reception.terms else None


def own_terms(loaded: Loaded, call: Call) -> Key | None:
    """The same, of the reception that the path names."""
    return terms_of_reception(loaded.record(Reception, call.site, call.params["reception"]))


def _asked(loaded: Loaded, form: Request, act: Act[Any], call: Call) -> Change:
    return RECEPTION.decide("request", Blank(), form, act)


ASK = Command(
    name="reception-request",
    about="Ask for a reception 公務接待申請",
    path=RECEPTIONS,
    clause=LETTER,
    who=WRITES,
    form=Request,
    answer=ReceptionView,
    terms=terms_of,
    unset_terms=rulebook,
    counts=(REQUEST,),
    decide=_asked,
    show=shown,
)


def _page(page: Page, records: list[Record], query: Any, act: Act[Any]) -> ReceptionPage:
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in records
        if isinstance(each, Reception)
        and rules.sees(act, each)
        and sitetime.among(each.requested_at, zone, *days)
    )
    return ReceptionPage(items=tuple(reception_item(each, act) for each in found), next=page.next)


MINE = ListOf(
    name="reception-mine",
    about="Receptions that one asked for, newest first unless asked otherwise",
    path="/sites/{site}/my-receptions",
    clause=LETTER,
    who=WRITES,
    query=OnesOwn,
    answer=ReceptionPage,
    listing=lambda call, query: own(Reception, call, query),
    record=named(Reception),
    show=lambda page, records, query, act, call: _page(page, records, query, act),
)


def _listing(call: Call, query: ReceptionsIn) -> Listing | Search:
    if query.q is None:
        state = query.state or State.PENDING
        return standing(Reception, call, state, query, query.order)
    return sought(Reception, call, query, query.q)


def _found(
    page: Page, records: list[Record], query: ReceptionsIn, act: Act[Any], call: Call
) -> ReceptionPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    state = query.state if query.q else query.state or State.PENDING
    wanted = [
        each
        for each in held(page, records, query.q)
        if isinstance(each, Reception) and state in (None, each.state)
    ]
    return _page(page, [*wanted], query, act)


FOUND = ListOf(
    name="reception-list",
    about="Receptions by where they stand, or by number, letter, guest and unit",
    path=RECEPTIONS,
    clause=COORDINATED,
    who=SEES,
    seats=SIGNS,
    query=ReceptionsIn,
    answer=ReceptionPage,
    listing=_listing,
    record=named(Reception),
    show=_found,
)
SHOW = Read(
    name="reception-show",
    about="A reception: planned, found, asked, granted, spent, and what may be done with it now",
    path=ONE_RECEPTION,
    clause=COORDINATED,
    who=SEES,
    seats=SIGNS,
    answer=ReceptionView,
    terms=own_terms,
    unset_terms=rulebook,
    needs=lambda call, query: (reception_key(call),),
    show=lambda loaded, query, act, call: reception_view(
        seen(loaded.record(*reception_key(call)), act), act
    ),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "reception-history",
    "Who asked, wrote, signed and decided what and when, oldest first",
    ONE_RECEPTION + "/history",
    SEES,
    reception_key,
    seen,
)


def _tried(loaded: Loaded, form: Plan, act: Act[Any], call: Call) -> PlanTried:
    reception = seen(loaded.record(*reception_key(call)), act)
    return tried(reception, form, RECEPTION.admit("plan", reception, act))


TRY_PLAN = Trial(
    name="reception-try-plan",
    about="What would be found of a plan, were it written now",
    path=ONE_RECEPTION + "/try-plan",
    clause=RECEPTION.steps["plan"].clause,
    who=WRITES,
    form=Plan,
    answer=PlanTried,
    terms=terms_of,
    unset_terms=rulebook,
    needs=lambda call, form: (reception_key(call),),
    show=_tried,
)


def _over(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Why no paper is put to it any more by this person, if none is."""
    if reception.state in (State.CLOSED, State.CANCELLED):
        return Refusal("too_late", filing.CLAUSE, state=reception.state)
    return rules.receives(reception, act) or filing.not_full(reception)


PAPERS = Host(
    name="reception",
    path=ONE_RECEPTION,
    key=reception_key,
    seen=lambda loaded, act, call: seen(loaded.record(*reception_key(call)), act),
    sees=SEES,
    seats=SIGNS,
    adds=WRITES,
    closed=_over,
)
"""The official letter, and whatever else belongs to it (P-files)."""


def _step(command: str) -> Command:
    step = RECEPTION.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        return RECEPTION.decide(command, seen(loaded.record(*reception_key(call)), act), form, act)

    return Command(
        name=f"reception-{command}",
        about=ABOUT[command],
        path=f"{ONE_RECEPTION}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=ReceptionView,
        terms=terms_of if command in WRITTEN else own_terms,
        unset_terms=rulebook,
        subject=reception_key,
        sees=rules.sees,
        decide=decide,
        show=shown,
    )

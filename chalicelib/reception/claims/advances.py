"""Advances over HTTP: ask, sign, pay out, bring back, look up (R-4.3.1)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Key, Loaded, Page, Store
from chalicelib.core.record import Record
from chalicelib.reception.claims import whose
from chalicelib.reception.claims.forms import AdvancesIn, AskAdvance
from chalicelib.reception.claims.gathering import judged, listed
from chalicelib.reception.claims.lending import Lent, Wanted
from chalicelib.reception.claims.life import ADVANCES
from chalicelib.reception.claims.model import Advance
from chalicelib.reception.claims.signing import GM
from chalicelib.reception.claims.views import AdvancePage, AdvanceView, advance_view
from chalicelib.reception.reading import terms_of
from chalicelib.reception.receptions.model import COORDINATED, Reception
from chalicelib.reception.terms import rulebook
from chalicelib.service.lists import held, named, ordered
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.showing import history_of

PATH = "/sites/{site}/advances"
ONE = PATH + "/{advance}"
ABOUT = {
    "approve": "Sign an advance, as the general manager 批准借款",
    "refuse": "Refuse an advance, saying why 不批准借款",
    "withdraw": "Take an advance back before it is paid out 撤回借款",
    "resubmit": "Ask again for what was refused or taken back, as a new version 重新申請借款",
    "pay": "Pay an advance out 支付借款",
    "return": "What is left of an advance is brought back, and gets a receipt 退還餘款",
}


def operations(store: Callable[[], Store]) -> tuple[Operation, ...]:
    """Everything about advances."""
    return (_ask(store), LIST, SHOW, HISTORY, *(_step(command, store) for command in ABOUT))


def _key(call: Call) -> Key:
    return Key(Advance, call.site, call.params["advance"])


def _shown(record: Record, act: Act[Any], call: Call) -> AdvanceView:
    assert isinstance(record, Advance)
    return advance_view(record, act)


def _seen(record: Record | None, act: Act[Any]) -> Advance:
    """The advance, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, Advance) or not whose.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _ask(store: Callable[[], Store]) -> Command:
    step = ADVANCES.steps["ask"]

    def decide(loaded: Loaded, form: AskAdvance, act: Act[Any], call: Call) -> Change:
        reception = loaded.record(Reception, call.site, form.reception)
        by = judged(store(), reception) if reception else rulebook(call.site)
        return ADVANCES.decide("ask", Wanted(reception=reception, judged=by), form, act)

    return Command(
        name="advance-ask",
        about="Ask for money beforehand, for a reception that is approved 借款",
        path=PATH,
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=AdvanceView,
        terms=terms_of,
        unset_terms=rulebook,
        needs=lambda call, form: (Key(Reception, call.site, form.reception),),
        counts=step.issues,
        decide=decide,
        show=_shown,
    )


def _page(
    page: Page, records: list[Record], query: AdvancesIn, act: Act[Any], call: Call
) -> AdvancePage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    ordered(query.state, query.order, COORDINATED)
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in held(page, records, query.q)
        if isinstance(each, Advance)
        and whose.sees(act, each)
        and query.state in (None, each.state)
        and query.reception in (None, each.reception)
        and sitetime.among(each.asked_at, zone, *days)
    )
    return AdvancePage(items=tuple(advance_view(each, act) for each in found), next=page.next)


LIST = ListOf(
    name="advance-list",
    about="Advances of a reception, by where they stand, by number, person and words, or one's "
    "own; newest first 借款單",
    path=PATH,
    clause=COORDINATED,
    who=whose.SEES,
    seats=GM,
    query=AdvancesIn,
    answer=AdvancePage,
    terms=terms_of,
    unset_terms=rulebook,
    listing=lambda call, query: listed(Advance, call, query),
    record=named(Advance),
    show=_page,
)
SHOW = Read(
    name="advance",
    about="An advance, its balance, and what may be done with it now",
    path=ONE,
    clause=COORDINATED,
    who=whose.SEES,
    seats=GM,
    answer=AdvanceView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: advance_view(_seen(loaded.record(*_key(call)), act), act),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "advance-history",
    "Who asked for an advance, signed, paid it out and drew on it and when, oldest first",
    ONE + "/history",
    whose.SEES,
    _key,
    _seen,
)


def _around(loaded: Loaded, call: Call) -> Iterable[Key]:
    advance = loaded.record(Advance, call.site, call.params["advance"])
    if advance:
        yield Key(Reception, call.site, advance.reception)


def _step(command: str, store: Callable[[], Store]) -> Command:
    step = ADVANCES.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        advance = _seen(loaded.record(*_key(call)), act)
        reception = loaded.record(Reception, call.site, advance.reception)
        assert reception
        lent = Lent(form=form, reception=reception, judged=judged(store(), reception))
        return ADVANCES.decide(command, advance, lent, act)

    return Command(
        name=f"advance-{command}",
        about=ABOUT[command],
        path=f"{ONE}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=AdvanceView,
        terms=terms_of,
        unset_terms=rulebook,
        also=_around,
        counts=step.issues,
        subject=_key,
        sees=whose.sees,
        decide=decide,
        show=_shown,
    )

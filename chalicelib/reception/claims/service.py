"""Expense claims over HTTP: write, submit, sign, pay, look up (R-4.3.5, R-4.3.6)."""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.ports import Key, Loaded, ObjectStore, Page, Store
from chalicelib.core.record import Record
from chalicelib.files import service as files
from chalicelib.files.rules import not_full
from chalicelib.files.service import Host
from chalicelib.reception.claims import whose
from chalicelib.reception.claims.booking import Scene
from chalicelib.reception.claims.forms import ClaimsIn, DraftClaim, TryClaim, WriteClaim
from chalicelib.reception.claims.gathering import judged, listed
from chalicelib.reception.claims.life import CLAIMS
from chalicelib.reception.claims.model import CLAUSE, Advance, ClaimState, ExpenseClaim
from chalicelib.reception.claims.printing import claim_page
from chalicelib.reception.claims.rules import Blank, Found
from chalicelib.reception.claims.signing import GM
from chalicelib.reception.claims.trying import ClaimTried, tried, written
from chalicelib.reception.claims.views import ClaimPage, ClaimView, claim_view
from chalicelib.reception.reading import terms_of
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.receptions.rules import sees
from chalicelib.reception.terms import rulebook
from chalicelib.service.lists import held, named, ordered
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read, Trial
from chalicelib.service.showing import history_of, print_of

PATH = "/sites/{site}/claims"
ONE = PATH + "/{claim}"
ABOUT = {
    "change": "Write a claim anew: what was booked and signed of it counts no more 修改報銷單",
    "submit": "Submit a claim: it is booked, and the GM is asked to sign 提交報銷單",
    "approve": "Sign a claim, as the general manager 總經理簽批",
    "refuse": "Refuse a claim, saying why 不予簽批",
    "withdraw": "Take a claim back before it is signed 撤回報銷單",
    "pay": "Pay a claim that the general manager has signed, once 報銷付款",
    "reverse": "Take back that a claim was paid, by an entry of today, saying why 沖銷",
}


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything about claims."""
    return (
        DRAFT,
        _trial(store),
        LIST,
        SHOW,
        HISTORY,
        *(_step(command, store) for command in ABOUT),
        PRINT,
        *files.operations(RECEIPTS, objects),
    )


def _key(call: Call) -> Key:
    return Key(ExpenseClaim, call.site, call.params["claim"])


def _shown(record: Record, act: Act[Any], call: Call) -> ClaimView:
    assert isinstance(record, ExpenseClaim)
    return claim_view(record, act)


def _seen(record: Record | None, act: Act[Any]) -> ExpenseClaim:
    """The claim, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    if not isinstance(record, ExpenseClaim) or not whose.sees(act, record):
        raise Refusal("not_found", "P-who")
    return record


def _named(call: Call, form: Any) -> Iterable[Key]:
    if isinstance(form, DraftClaim):
        yield Key(Reception, call.site, form.reception)
    if isinstance(form, WriteClaim) and form.advance:
        yield Key(Advance, call.site, form.advance)


def _drafted(loaded: Loaded, form: DraftClaim, act: Act[Any], call: Call) -> Change:
    blank = Blank(
        reception=loaded.record(Reception, call.site, form.reception),
        advance=loaded.record(Advance, call.site, form.advance),
    )
    return CLAIMS.decide("draft", blank, form, act)


DRAFT = Command(
    name="claim-draft",
    about="Write an Expense Claim 費用報銷單, to be submitted when it is whole",
    path=PATH,
    clause=CLAUSE,
    who=CLAIMS.steps["draft"].who,
    form=CLAIMS.steps["draft"].form,
    answer=ClaimView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=_named,
    counts=CLAIMS.steps["draft"].issues,
    decide=_drafted,
    show=_shown,
)


def _reception_key(call: Call) -> Key:
    return Key(Reception, call.site, call.params["reception"])


def _wanted(call: Call, form: TryClaim) -> Iterable[Key]:
    yield _reception_key(call)
    yield from _named(call, form)
    if form.claim:
        yield Key(ExpenseClaim, call.site, form.claim)


def _before(loaded: Loaded, call: Call) -> Iterable[Key]:
    """What the claim draws on that is written anew."""
    for claim in loaded.all(ExpenseClaim):
        if claim.advance:
            yield Key(Advance, call.site, claim.advance)


def _trial(store: Callable[[], Store]) -> Trial:
    def show(loaded: Loaded, form: TryClaim, act: Act[Any], call: Call) -> ClaimTried:
        reception = loaded.record(*_reception_key(call))
        if not isinstance(reception, Reception) or not sees(act, reception):
            raise Refusal("not_found", "P-who")
        claim = loaded.record(ExpenseClaim, call.site, form.claim)
        known = claim and claim.reception == reception.id and whose.sees(act, claim)
        if form.claim and not known:
            raise Refusal("invalid_form", CLAUSE, faults=(Fault(pointer="/claim", code="no_such"),))
        drawn_on = claim.advance if claim else form.advance
        scene = Scene(
            reception=reception,
            advance=loaded.record(Advance, call.site, drawn_on),
            judged=judged(store(), reception),
        )
        named = loaded.record(Advance, call.site, form.advance)
        after, scene = written(claim, Found(form=form, scene=scene, named=named), act)
        used = store().taken(call.site, [each.hold for each in after.lines])
        return tried(after, scene, used.difference(claim.holds if claim else ()))

    return Trial(
        name="claim-try",
        about="What would be found of a claim on a reception, were it submitted now",
        path="/sites/{site}/receptions/{reception}/try-claim",
        clause=CLAUSE,
        who=CLAIMS.steps["draft"].who,
        form=TryClaim,
        answer=ClaimTried,
        terms=terms_of,
        unset_terms=rulebook,
        needs=_wanted,
        also=_before,
        show=show,
    )


def _page(
    page: Page, records: list[Record], query: ClaimsIn, act: Act[Any], call: Call
) -> ClaimPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    ordered(query.state, query.order, CLAUSE)
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    found = (
        each
        for each in held(page, records, query.q)
        if isinstance(each, ExpenseClaim)
        and whose.sees(act, each)
        and query.state in (None, each.state)
        and query.reception in (None, each.reception)
        and sitetime.among(each.claimed_at, zone, *days)
    )
    return ClaimPage(items=tuple(claim_view(each, act) for each in found), next=page.next)


LIST = ListOf(
    name="claim-list",
    about="Claims of a reception, by where they stand, by number, invoice, seller and words, or "
    "one's own; newest first 報銷單",
    path=PATH,
    clause=CLAUSE,
    who=whose.SEES,
    seats=GM,
    query=ClaimsIn,
    answer=ClaimPage,
    terms=terms_of,
    unset_terms=rulebook,
    listing=lambda call, query: listed(ExpenseClaim, call, query),
    record=named(ExpenseClaim),
    show=_page,
)
SHOW = Read(
    name="claim",
    about="A claim line by line, with what the rules say of it, and what may be done with it now",
    path=ONE,
    clause=CLAUSE,
    who=whose.SEES,
    seats=GM,
    answer=ClaimView,
    terms=terms_of,
    unset_terms=rulebook,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: claim_view(_seen(loaded.record(*_key(call)), act), act),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "claim-history",
    "Who wrote, signed, changed and paid a claim and when, oldest first",
    ONE + "/history",
    whose.SEES,
    _key,
    _seen,
)


PRINT = print_of(
    "claim-print",
    "A claim on paper, for the books; the printing is recorded 列印",
    ONE,
    whose.SEES,
    _key,
    lambda loaded, act, call: _seen(loaded.record(*_key(call)), act),
    claim_page,
    clause=CLAUSE,
    seats=GM,
)


def _closed(claim: ExpenseClaim, act: Act[Any]) -> Refusal | None:
    """Why no paper is added now: it would be none of what was submitted."""
    if claim.state is not ClaimState.DRAFTED:
        return Refusal("too_late", CLAUSE, state=claim.state)
    return not_full(claim)


RECEIPTS = Host(
    name="claim",
    path=ONE,
    key=_key,
    seen=lambda loaded, act, call: _seen(loaded.record(*_key(call)), act),
    sees=whose.SEES,
    adds=whose.ASKS,
    closed=_closed,
)
"""Receipts, photographed, hang on it, and are part of what is signed (P-files)."""


def _around(loaded: Loaded, call: Call) -> Iterable[Key]:
    """What it is booked against."""
    claim = loaded.record(ExpenseClaim, call.site, call.params["claim"])
    if claim:
        yield Key(Reception, call.site, claim.reception)
        if claim.advance:
            yield Key(Advance, call.site, claim.advance)


def _step(command: str, store: Callable[[], Store]) -> Command:
    step = CLAIMS.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        claim = _seen(loaded.record(*_key(call)), act)
        reception = loaded.record(Reception, call.site, claim.reception)
        assert reception
        scene = Scene(
            reception=reception,
            advance=loaded.record(Advance, call.site, claim.advance),
            judged=judged(store(), reception),
        )
        named = form.advance if isinstance(form, WriteClaim) else None
        found = Found(form=form, scene=scene, named=loaded.record(Advance, call.site, named))
        return CLAIMS.decide(command, claim, found, act)

    return Command(
        name=f"claim-{command}",
        about=ABOUT[command],
        path=f"{ONE}/{command}",
        clause=step.clause,
        who=step.who,
        seats=step.seats,
        form=step.form,
        answer=ClaimView,
        terms=terms_of,
        unset_terms=rulebook,
        needs=_named,
        also=_around,
        counts=step.issues,
        subject=_key,
        sees=whose.sees,
        decide=decide,
        show=_shown,
    )

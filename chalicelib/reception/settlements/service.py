"""Settlements between units over HTTP: drawn up, sent, answered, paid (R-4.3.3)."""

from collections.abc import Iterable
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Role
from chalicelib.core.ports import Key, Listing, Loaded, Page
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.reception.claims.model import ExpenseClaim
from chalicelib.reception.reading import terms_of
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.settlements.forms import DrawUp, SettlementsIn, StatementsIn
from chalicelib.reception.settlements.life import ANSWERING, DRAWS, SETTLING
from chalicelib.reception.settlements.model import (
    CLAUSE,
    Settlement,
    SettlementState,
    Statement,
    StatementState,
)
from chalicelib.reception.settlements.printing import settlement_page
from chalicelib.reception.settlements.rules import Asked, Drawing, Elsewhere, Found
from chalicelib.reception.settlements.views import (
    SettlementPage,
    SettlementView,
    StatementPage,
    StatementView,
    settlement_view,
    statement_view,
)
from chalicelib.reception.terms import DOMAIN, ReceptionTerms, rulebook, terms_key
from chalicelib.service.lists import held, named, sought, standing
from chalicelib.service.operations import Call, Command, ListOf, Operation, Read
from chalicelib.service.searching import Search
from chalicelib.service.showing import history_of, print_of

SETTLEMENTS = "/sites/{site}/settlements"
ONE_SETTLEMENT = SETTLEMENTS + "/{settlement}"
STATEMENTS = "/sites/{site}/statements"
ONE_STATEMENT = STATEMENTS + "/{statement}"
SEES = DRAWS | {Role.GM}
ABOUT = {
    "give-up": "Give a settlement up before it is sent 作廢結算單",
    "send": "Our finance confirms it and sends it to the units 確認並發出",
    "hear": "What a unit's finance said of it, by letter or fax 登記對方財務答覆",
    "waive": "The GM has the house bear a part of it after all 豁免",
    "transfer": "Money came from a unit's finance 劃帳",
}
ABOUT_STATEMENT = {
    "confirm": "Our people were received so, and we shall pay 確認",
    "dispute": "It is not as it says 有異議",
}


def _key(call: Call) -> Key:
    return Key(Settlement, call.site, call.params["settlement"])


def _shown(record: Record, act: Act[Any], call: Call) -> SettlementView:
    assert isinstance(record, Settlement)
    return settlement_view(record, act)


def _known(record: Record | None, act: Act[Any]) -> Settlement:
    if not isinstance(record, Settlement):
        raise Refusal("not_found", "P-who")
    return record


def _claims(loaded: Loaded, call: Call, reception: str) -> tuple[ExpenseClaim, ...]:
    """The claims that took a part of the reception's plan, as it names them."""
    known = loaded.record(Reception, call.site, reception)
    ids = dict.fromkeys(each.claim for each in known.booked) if known else ()
    found = (loaded.record(ExpenseClaim, call.site, id) for id in ids)
    return tuple(each for each in found if each)


def _drawn(loaded: Loaded, form: DrawUp, act: Act[ReceptionTerms], call: Call) -> Change:
    reception = loaded.record(Reception, call.site, form.reception)
    if reception is None:
        raise Refusal("not_found", "P-who")
    claims = _claims(loaded, call, reception.id)
    return SETTLING.decide("draw-up", Drawing(reception=reception, claims=claims), form, act)


def _booked(loaded: Loaded, call: Call) -> Iterable[Key]:
    for known in loaded.all(Reception):
        for id in dict.fromkeys(each.claim for each in known.booked):
            yield Key(ExpenseClaim, call.site, id)


DRAW_UP = Command(
    name="settlement-draw-up",
    about="Draw the settlement of a reception up, after the guests left 結算單",
    path=SETTLEMENTS,
    clause=CLAUSE,
    who=DRAWS,
    form=DrawUp,
    answer=SettlementView,
    terms=terms_of,
    unset_terms=rulebook,
    counts=SETTLING.steps["draw-up"].issues,
    needs=lambda call, form: (Key(Reception, call.site, form.reception),),
    also=_booked,
    decide=_drawn,
    show=_shown,
)


def _listing(call: Call, query: SettlementsIn) -> Listing | Search:
    if query.q:
        return sought(Settlement, call, query, query.q)
    state = query.state or SettlementState.DRAWN
    return standing(Settlement, call, state, query, query.order)


def _page(
    page: Page, records: list[Record], query: SettlementsIn, act: Act[Any], call: Call
) -> SettlementPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    state = query.state if query.q else query.state or SettlementState.DRAWN
    found = (
        each
        for each in held(page, records, query.q)
        if isinstance(each, Settlement)
        and state in (None, each.state)
        and sitetime.among(each.drawn_at, zone, *days)
    )
    return SettlementPage(items=tuple(settlement_view(each, act) for each in found), next=page.next)


LIST = ListOf(
    name="settlement-list",
    about="Settlements by where they stand, oldest first unless asked otherwise, or by number "
    "and unit",
    path=SETTLEMENTS,
    clause=CLAUSE,
    who=SEES,
    query=SettlementsIn,
    answer=SettlementPage,
    listing=_listing,
    record=named(Settlement),
    show=_page,
)
SHOW = Read(
    name="settlement",
    about="A settlement: who owes what, and what may be done with it now",
    path=ONE_SETTLEMENT,
    clause=CLAUSE,
    who=SEES,
    answer=SettlementView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: settlement_view(
        _known(loaded.record(*_key(call)), act), act
    ),
    version=lambda view: view.version,
)
HISTORY = history_of(
    "settlement-history",
    "Who drew up, sent, answered and paid what and when, oldest first",
    ONE_SETTLEMENT + "/history",
    SEES,
    _key,
    _known,
)


PRINT = print_of(
    "settlement-print",
    "A settlement on paper, for the units that owe; the printing is recorded 列印",
    ONE_SETTLEMENT,
    SEES,
    _key,
    lambda loaded, act, call: _known(loaded.record(*_key(call)), act),
    settlement_page,
    clause=CLAUSE,
)


def _sites(loaded: Loaded, call: Call) -> Iterable[Key]:
    """The sites that the units are, and what they have of it; the reception."""
    known = loaded.record(*_key(call))
    if isinstance(known, Settlement):
        yield Key(Reception, call.site, known.reception)
        for share in known.shares:
            if share.site:
                yield Key(Site, share.site, share.site)
                yield Key(Statement, share.site, known.id)


def _their_terms(loaded: Loaded, call: Call) -> Iterable[Key]:
    known = loaded.record(*_key(call))
    for share in known.shares if isinstance(known, Settlement) else ():
        site = loaded.record(Site, share.site or "", share.site)
        number = site.settings.get(DOMAIN) if site else None
        if site and number:
            yield terms_key(site.id, number)


def _elsewhere(loaded: Loaded, settlement: Settlement) -> Iterable[Elsewhere]:
    for share in settlement.shares:
        site = loaded.record(Site, share.site or "", share.site)
        number = site.settings.get(DOMAIN) if site else None
        terms = loaded.record(*terms_key(site.id, number)) if site and number else None
        units = terms.units if isinstance(terms, ReceptionTerms) else ()
        if site:
            us = next((each.name for each in units if each.site == settlement.site), None)
            statement = loaded.record(Statement, site.id, settlement.id)
            yield Elsewhere(site=site, us=us, statement=statement)


def _step(command: str) -> Command:
    step = SETTLING.steps[command]

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        settlement = _known(loaded.record(*_key(call)), act)
        found = Found(
            form=form,
            reception=loaded.record(Reception, call.site, settlement.reception),
            elsewhere=tuple(_elsewhere(loaded, settlement)),
        )
        return SETTLING.decide(command, settlement, found, act)

    return Command(
        name=f"settlement-{command}",
        about=ABOUT[command],
        path=f"{ONE_SETTLEMENT}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=SettlementView,
        counts=step.issues,
        also=_sites,
        further=_their_terms,
        subject=_key,
        decide=decide,
        show=_shown,
    )


def _statement_key(call: Call) -> Key:
    return Key(Statement, call.site, call.params["statement"])


def _statement_shown(record: Record, act: Act[Any], call: Call) -> StatementView:
    assert isinstance(record, Statement)
    return statement_view(record, act)


def _received(record: Record | None, act: Act[Any]) -> Statement:
    if not isinstance(record, Statement):
        raise Refusal("not_found", "P-who")
    return record


def _statement_page(
    page: Page, records: list[Record], query: StatementsIn, act: Act[Any], call: Call
) -> StatementPage:
    """Index and words propose: what stands otherwise by now, or says otherwise, is left out."""
    zone, days = act.site.time_zone, (query.from_day, query.to_day)
    state = query.state if query.q else query.state or StatementState.RECEIVED
    found = (
        each
        for each in held(page, records, query.q)
        if isinstance(each, Statement)
        and state in (None, each.state)
        and sitetime.among(each.received_at, zone, *days)
    )
    return StatementPage(items=tuple(statement_view(each, act) for each in found), next=page.next)


def _statements(call: Call, query: StatementsIn) -> Listing | Search:
    if query.q:
        return sought(Statement, call, query, query.q)
    state = query.state or StatementState.RECEIVED
    return standing(Statement, call, state, query, query.order)


STATEMENT_LIST = ListOf(
    name="statement-list",
    about="What other units ask of us, by where it stands, oldest first unless asked otherwise, "
    "or by number and unit",
    path=STATEMENTS,
    clause=CLAUSE,
    who=SEES,
    query=StatementsIn,
    answer=StatementPage,
    listing=_statements,
    record=named(Statement),
    show=_statement_page,
)
STATEMENT = Read(
    name="statement",
    about="What another unit asks of us, line by line 對帳單",
    path=ONE_STATEMENT,
    clause=CLAUSE,
    who=SEES,
    answer=StatementView,
    needs=lambda call, query: (_statement_key(call),),
    show=lambda loaded, query, act, call: statement_view(
        _received(loaded.record(*_statement_key(call)), act), act
    ),
    version=lambda view: view.version,
)
STATEMENT_HISTORY = history_of(
    "statement-history",
    "When it came, who confirmed or disputed it, and what was paid, oldest first",
    ONE_STATEMENT + "/history",
    SEES,
    _statement_key,
    _received,
)


def _answer(command: str) -> Command:
    step = ANSWERING.steps[command]

    def there(loaded: Loaded, call: Call) -> Iterable[Key]:
        known = loaded.record(*_statement_key(call))
        if isinstance(known, Statement):
            yield Key(Settlement, known.from_site, known.id)
            yield Key(Site, known.from_site, known.from_site)

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        statement = _received(loaded.record(*_statement_key(call)), act)
        settlement = loaded.record(Settlement, statement.from_site, statement.id)
        site = loaded.record(Site, statement.from_site, statement.from_site)
        assert settlement
        assert site
        asked = Asked(form=form, settlement=settlement, site=site)
        return ANSWERING.decide(command, statement, asked, act)

    return Command(
        name=f"statement-{command}",
        about=ABOUT_STATEMENT[command],
        path=f"{ONE_STATEMENT}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=StatementView,
        also=there,
        subject=_statement_key,
        decide=decide,
        show=_statement_shown,
    )


OPERATIONS: tuple[Operation, ...] = (
    DRAW_UP,
    LIST,
    SHOW,
    HISTORY,
    *map(_step, ABOUT),
    PRINT,
    STATEMENT_LIST,
    STATEMENT,
    STATEMENT_HISTORY,
    *map(_answer, ABOUT_STATEMENT),
)
"""Everything about settlements that is done over HTTP."""

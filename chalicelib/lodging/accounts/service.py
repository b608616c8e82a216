"""Accounts over HTTP: the statement, as a table and a workbook; payments, refunds, mistakes
(L-11, P-money).
"""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.common.sheets import CSV, ReportFile, comma_separated, kept, workbook
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form
from chalicelib.core.money import LedgerEntry
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key, Listing, Loaded, ObjectStore, Store
from chalicelib.core.record import Frozen, NumberedForm, Record
from chalicelib.lodging.accounts import paying
from chalicelib.lodging.accounts.forms import PayIn, RefundIn, StatementOf, UndoIn
from chalicelib.lodging.accounts.model import CLAUSE, account
from chalicelib.lodging.accounts.paying import RECEIPT, REFUND, Account
from chalicelib.lodging.accounts.printing import money_page
from chalicelib.lodging.accounts.statement import Statement, sheet, statement
from chalicelib.service.operations import Call, Command, Document, Operation, Read
from chalicelib.service.searching import everything
from chalicelib.service.showing import Action, Paper, history_of

ONE_ACCOUNT = "/sites/{site}/accounts/{employee}"
STATEMENT = ONE_ACCOUNT + "/statement"
FINANCE = frozenset({Role.FINANCE})
KEEPS = FINANCE | {Role.GM, Role.GM_OFFICE_DIRECTOR, Role.DORMITORY}
"""Who sees every account. An employee sees their own."""
SEES = KEEPS | {Role.EMPLOYEE}
_PAGE = 1000


class AccountView(Frozen):
    """An account: its receipts and refund slips, and its version, which a payment names."""

    version: int
    employee: str
    receipts: tuple[NumberedForm, ...]
    """Of payments; void where one was entered by mistake."""
    refunds: tuple[NumberedForm, ...]
    """Slips of what was paid out."""


def operations(
    store: Callable[[], Store], objects: Callable[[], ObjectStore]
) -> tuple[Operation, ...]:
    """Everything about accounts."""

    def postings(call: Call) -> list[LedgerEntry]:
        """Every posting of the account, oldest first, as it is at this moment."""
        listing = Listing(
            table="ledger",
            partition=f"{call.site}#{account(call.params['employee'])}",
            limit=_PAGE,
            consistent=True,
        )
        return [msgspec.convert(item, LedgerEntry) for item in everything(store(), listing)]

    def made(loaded: Loaded, query: StatementOf, act: Act[Any], call: Call) -> Statement:
        person = _holder(loaded, act, call)
        return statement(person.id, person.name, postings(call), query, act.site.time_zone)

    def screen(loaded: Loaded, query: StatementOf, act: Act[Any], call: Call) -> Statement:
        return _offered(made(loaded, query, act, call), known(loaded, call), act)

    def table(loaded: Loaded, query: StatementOf, act: Act[Any], call: Call) -> Document:
        shown = made(loaded, query, act, call)
        return Document(
            media_type=f"{CSV}; charset=utf-8; header=present",
            text=comma_separated(sheet(shown, act.site.time_zone, call.language)),
            name=f"{call.site}_{shown.employee}.csv",
        )

    def book(loaded: Loaded, query: StatementOf, act: Act[Any], call: Call) -> ReportFile:
        shown = made(loaded, query, act, call)
        table = sheet(shown, act.site.time_zone, call.language)
        content = workbook(table.title, (table,), act.now)
        name = f"{call.site}_{shown.employee}.xlsx"
        return kept(objects(), call.site, name, content, act.now)

    def known(loaded: Loaded, call: Call) -> Account:
        return loaded.record(Account, call.site, call.params["employee"]) or _unset(call)

    def owing(call: Call) -> int:
        return sum(each.fen for each in postings(call))

    def paid(loaded: Loaded, form: PayIn, act: Act[Any], call: Call) -> Change:
        return paying.pay(known(loaded, call), form, owing(call), act)

    def refunded(loaded: Loaded, form: RefundIn, act: Act[Any], call: Call) -> Change:
        return paying.refund(known(loaded, call), form, owing(call), act)

    def counted(loaded: Loaded, query: None, act: Act[Any], call: Call) -> Change:
        return paying.printed(known(loaded, call), call.params["number"])

    def page(record: Record, act: Act[Any], call: Call) -> Document:
        assert isinstance(record, Account)
        person = store().load([_person_key(call)]).record(*_person_key(call))
        posted = paying.posted(postings(call), call.params["number"])
        assert isinstance(person, Person)
        assert posted
        return money_page(record, person.name, posted, act, call.language)

    def undone(loaded: Loaded, form: UndoIn, act: Act[Any], call: Call) -> Change:
        return paying.undo(known(loaded, call), form, postings(call), act)

    return (
        _shows(
            "account-statement",
            "Statement of what an employee owes 對帳單",
            "",
            Statement,
            screen,
            needs=lambda call, query: (_person_key(call), _key(call)),
        ),
        _shows(
            "account-table", "The statement as CSV 對帳單", ".csv", Document, table, media_type=CSV
        ),
        _shows(
            "account-workbook",
            "The statement as XLSX, by a link good for five minutes 對帳單",
            ".xlsx",
            ReportFile,
            book,
        ),
        SHOW,
        HISTORY,
        _changes(
            "pay",
            "The employee pays towards what is owing, and gets a receipt 收款",
            PayIn,
            paid,
            RECEIPT,
        ),
        _changes("refund", "A credit is paid out to the employee 退款", RefundIn, refunded, REFUND),
        _changes(
            "undo",
            "A payment or refund entered by mistake is taken back by an entry of today 沖銷",
            UndoIn,
            undone,
        ),
        Command(
            name="account-print",
            about="A receipt or refund slip on paper; the printing is recorded 列印",
            method="GET",
            path=ONE_ACCOUNT + "/forms/{number}",
            clause=CLAUSE,
            who=SEES,
            answer=Document,
            needs=lambda call, form: (_key(call), _person_key(call)),
            within=_holder,
            decide=counted,
            show=page,
            keyed=False,
        ),
    )


def _key(call: Call) -> Key:
    return Key(Account, call.site, call.params["employee"])


def _person_key(call: Call) -> Key:
    return Key(Person, call.site, call.params["employee"])


def _unset(call: Call) -> Account:
    return Account(site=call.site, id=call.params["employee"])


def _holder(loaded: Loaded, act: Act[Any], call: Call) -> Person:
    """Whose account it is, if this person may know of it.

    Raises: Refusal `not_found`.
    """
    person = loaded.record(Person, call.site, call.params["employee"])
    if person is None or not (act.person.id == person.id or act.person.has(KEEPS)):
        raise Refusal("not_found", "P-who")
    return person


def _shows(
    name: str,
    about: str,
    ending: str,
    answer: type[Frozen],
    show: Any,
    needs: Callable[[Call, StatementOf], Iterable[Key]] = lambda call, query: (_person_key(call),),
    **more: Any,
) -> Read:
    return Read(
        name=name,
        about=about,
        path=f"{STATEMENT}{ending}",
        clause=CLAUSE,
        who=SEES,
        query=StatementOf,
        answer=answer,
        needs=needs,
        show=show,
        **more,
    )


def _changes(
    command: str, about: str, form: type[Form], decide: Callable[..., Change], *counts: str
) -> Command:
    return Command(
        name=f"account-{command}",
        about=about,
        path=f"{ONE_ACCOUNT}/{command}",
        clause=CLAUSE,
        who=FINANCE,
        form=form,
        answer=AccountView,
        subject=_key,
        unset=_unset,
        counts=counts,
        around=lambda call: (_person_key(call),),
        within=_holder,
        decide=decide,
        show=lambda record, act, call: _view(record, call),
    )


def _offered(shown: Statement, known: Account, act: Act[Any]) -> Statement:
    """With the papers of its lines; and with what this person may do with it, and with these."""
    base = f"/sites/{known.site}/accounts/{known.id}"
    papers = {
        each.number: Paper(form=each.form, number=each.number, href=f"{base}/forms/{each.number}")
        for each in known.forms
    }
    shown = replace(
        shown,
        entries=tuple(replace(each, paper=papers.get(each.number or "")) for each in shown.entries),
    )
    if not act.person.has(FINANCE):
        return shown

    def action(command: str) -> Action:
        return Action(command=command, clause=CLAUSE, href=f"{base}/{command}")

    barred = {"pay": paying.no_payment, "refund": paying.no_refund}
    mistakable = paying.mistakable(known, act)
    return replace(
        shown,
        allowed_actions=tuple(
            action(command)
            for command, no in barred.items()
            if no(known, shown.owing.fen, act) is None
        ),
        entries=tuple(
            replace(each, allowed_actions=(action("undo"),))
            if each.what in paying.BY_HAND and each.number in mistakable
            else each
            for each in shown.entries
        ),
    )


def _view(record: Record | None, call: Call) -> AccountView:
    known = record if isinstance(record, Account) else _unset(call)
    return AccountView(
        version=known.version,
        employee=known.id,
        receipts=tuple(each for each in known.forms if each.form == RECEIPT),
        refunds=tuple(each for each in known.forms if each.form == REFUND),
    )


def _shown(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> AccountView:
    _holder(loaded, act, call)
    return _view(loaded.record(*_key(call)), call)


SHOW = Read(
    name="account",
    about="An employee's account: receipts, refund slips, the version that a payment names 帳戶",
    path=ONE_ACCOUNT,
    clause=CLAUSE,
    who=SEES,
    answer=AccountView,
    needs=lambda call, query: (_key(call), _person_key(call)),
    show=_shown,
    version=lambda view: view.version,
)


def _own_or_kept(record: Record | None, act: Act[Any]) -> None:
    if record is None or not (act.person.id == record.id or act.person.has(KEEPS)):
        raise Refusal("not_found", "P-who")


HISTORY = history_of(
    "account-history",
    "What was paid, paid out and taken back, by whom and when, oldest first",
    ONE_ACCOUNT + "/history",
    SEES,
    _key,
    _own_or_kept,
)

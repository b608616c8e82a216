"""An account's statement 對帳單: its postings in order, each with what it is for. Pure.

The balance is nothing but the sum of the postings: it is kept nowhere, so it cannot disagree.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chalicelib.common.sheets import Cell, Column, Sheet, Sort
from chalicelib.core import sitetime
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import LedgerEntry, Money
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Language
from chalicelib.core.words.accounts import HEADINGS
from chalicelib.core.words.messages import MEMOS
from chalicelib.lodging.accounts.forms import StatementOf
from chalicelib.lodging.accounts.model import CLAUSE, Part
from chalicelib.service.showing import Action, Paper

MOST_LINES = 5000
"""Of one statement: what is read and shown well within the time that a request has."""


class AccountLine(Frozen):
    """One line of an account. Positive fen are owed, negative ones paid or taken back."""

    at: Instant
    what: str
    """Code of what it is for, among the ledger's memos."""
    clause: str
    fen: int
    balance: int
    """Fen owing after it."""
    guest: str | None
    """Person id of the guest whom it is for (L-11)."""
    name: str | None
    """The guest's."""
    stay: str | None
    number: str | None
    """Of the application's form, or of the receipt."""
    day: str | None
    """The day, at the site, that it is for."""
    part: Part | None
    """How much of that day."""
    words: str | None
    record: str
    """`kind#id` of the record that it comes from."""
    paper: Paper | None = None
    """Its receipt or refund slip."""
    allowed_actions: tuple[Action, ...] = ()
    """What this person may do with the payment or refund that it is."""


class Statement(Frozen):
    """What an employee owed, line by line, and owes. Opening and lines make the closing."""

    employee: str
    name: str
    from_day: date | None
    to_day: date | None
    opening: Money
    entries: tuple[AccountLine, ...]
    closing: Money
    owing: Money
    """By all lines, whichever days are shown; below zero it is the employee's credit."""
    allowed_actions: tuple[Action, ...] = ()
    """What this person may do with the account now."""


def statement(
    employee: str, name: str, postings: Iterable[LedgerEntry], query: StatementOf, zone: str
) -> Statement:
    """The statement of some days, from every posting of the account in order.

    Raises: Refusal `invalid_form` for days that are not in order, or more lines than are shown.
    """
    if query.from_day and query.to_day and query.to_day < query.from_day:
        fault = Fault(pointer="/to_day", code="last_before_first")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    opening = closing = owing = 0
    entries: list[AccountLine] = []
    for each in postings:
        owing += each.fen
        day = sitetime.day(each.at, zone)
        if query.from_day and day < query.from_day:
            opening = closing = owing
        elif query.to_day is None or day <= query.to_day:
            closing = owing
            entries.append(_entry(each, owing))
        if len(entries) > MOST_LINES:
            fault = Fault(pointer="/to_day", code="too_many_lines", data={"max": MOST_LINES})
            raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    return Statement(
        employee=employee,
        name=name,
        from_day=query.from_day,
        to_day=query.to_day,
        opening=Money(fen=opening),
        entries=tuple(entries),
        closing=Money(fen=closing),
        owing=Money(fen=owing),
    )


def _entry(posting: LedgerEntry, balance: int) -> AccountLine:
    said = posting.about
    return AccountLine(
        at=posting.at,
        what=posting.memo,
        clause=posting.clause,
        fen=posting.fen,
        balance=balance,
        guest=said.get("guest"),
        name=said.get("name"),
        stay=said.get("stay"),
        number=said.get("number"),
        day=said.get("day"),
        part=Part(said["part"]) if "part" in said else None,
        words=said.get("words"),
        record=posting.record,
    )


_TEXTS = ("posted", "for_day", "what", "clause", "guest", "number", "words")


def sheet(known: Statement, zone: str, language: Language) -> Sheet:
    """The statement as a table: its lines in yuan, each with the balance after it."""
    heads = {name: words.say(language) for name, words in HEADINGS.items()}
    blank: tuple[Cell, ...] = (None,) * (len(_TEXTS) - 1)
    return Sheet(
        title=heads["title"],
        columns=(
            *(Column(title=heads[each], sort=Sort.TEXT) for each in _TEXTS),
            Column(title=heads["amount"]),
            Column(title=heads["balance"]),
        ),
        rows=(
            (heads["opening"], *blank, None, _yuan(known.opening.fen)),
            *(_row(each, zone, language) for each in known.entries),
            (heads["closing"], *blank, None, _yuan(known.closing.fen)),
        ),
    )


def _row(entry: AccountLine, zone: str, language: Language) -> tuple[Cell, ...]:
    return (
        f"{sitetime.local(entry.at, zone):%Y-%m-%d %H:%M}",
        entry.day,
        MEMOS[entry.what].say(language),
        entry.clause,
        entry.name,
        entry.number,
        entry.words,
        _yuan(entry.fen),
        _yuan(entry.balance),
    )


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100

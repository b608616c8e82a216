"""Money in hand on an employee's account: paid, paid out, and entered by mistake. Pure.

Each payment has a numbered receipt, each refund a numbered slip (P-number). Nothing that is posted
is altered: what was entered by mistake is taken back by an entry of today (L-11, P-money).
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import LedgerEntry, Method, transfer, yuan
from chalicelib.core.record import NumberedForm, Record, Void
from chalicelib.core.words.choices import FEN
from chalicelib.lodging.accounts.forms import PayIn, RefundIn, UndoIn
from chalicelib.lodging.accounts.model import CLAUSE, account

RECEIPT = "receipt"
"""The numbered form 收據."""
REFUND = "refund"
"""The numbered form 退款單."""
_PREFIX = {RECEIPT: "RC", REFUND: "RF"}
_PAID, _REFUNDED, _UNDONE = "lodging_paid", "lodging_refunded", "lodging_undone"
BY_HAND = frozenset({_PAID, _REFUNDED})
"""What may have been entered by mistake."""
IN_HAND = BY_HAND | {_UNDONE}
"""What money that goes in or out is called in the ledger."""


class Account(Record):
    """An employee's account 帳戶: its receipts and refund slips. Its lines are the ledger's; its id
    the employee's.

    Whatever finance does with it changes its version, so two clerks cannot take the same money
    twice, or pay it out twice.
    """

    KIND: ClassVar[str] = "account"
    TABLE: ClassVar[str] = "lodging"

    printed: dict[str, int] = {}
    """How often each was printed, by its number."""


def pay(known: Account, form: PayIn, owing: int, act: Act[Any]) -> Change:
    """A payment towards what is owing, in whole fen, by a numbered receipt.

    Raises: Refusal `account_settled`, `own_case`, `invalid_form` for more than is owing.
    """
    if refusal := no_payment(known, owing, act):
        raise refusal
    _no_more(form.fen, owing)
    receipt = act.issue(RECEIPT, _PREFIX[RECEIPT])
    journal = transfer(
        _PAID,
        CLAUSE,
        debit=_cash(form.method),
        credit=account(known.id),
        fen=form.fen,
        about=_about(known, receipt, form.method, form.words),
    )
    data = {"fen": yuan(form.fen), "number": receipt.number, "owing": yuan(owing - form.fen)}
    return Change(
        before=known if known.version else None,
        after=replace(known, forms=(*known.forms, receipt)),
        facts={"receipt": receipt.number, "owing": owing - form.fen},
        journals=(journal,),
        messages=(Message(to=known.id, code="account_paid", clause=CLAUSE, data=data),),
    )


def refund(known: Account, form: RefundIn, owing: int, act: Act[Any]) -> Change:
    """What was paid and is not owed is paid out, by a numbered slip.

    Raises: Refusal `no_credit`, `own_case`, `invalid_form` for more than the credit.
    """
    if refusal := no_refund(known, owing, act):
        raise refusal
    _no_more(form.fen, -owing)
    slip = act.issue(REFUND, _PREFIX[REFUND])
    journal = transfer(
        _REFUNDED,
        CLAUSE,
        debit=account(known.id),
        credit=_cash(form.method),
        fen=form.fen,
        about=_about(known, slip, form.method, form.words),
    )
    left = -owing - form.fen
    data = {"fen": yuan(form.fen), "number": slip.number, "credit": yuan(left)}
    return Change(
        before=known if known.version else None,
        after=replace(known, forms=(*known.forms, slip)),
        facts={"refund": slip.number, "credit": left},
        journals=(journal,),
        messages=(Message(to=known.id, code="account_refunded", clause=CLAUSE, data=data),),
    )


def undo(known: Account, form: UndoIn, postings: Iterable[LedgerEntry], act: Act[Any]) -> Change:
    """A payment or refund entered by mistake is taken back to the fen, by an entry of today.

    Its form is void and keeps its number.

    Raises: Refusal `taken_back_already`, `own_case`, `invalid_form` for a number not of this
    account.
    """
    if refusal := _own(known, act):
        raise refusal
    paper = next((each for each in known.forms if each.number == form.number), None)
    entry = posted(postings, form.number)
    if paper is None or entry is None:
        fault = Fault(pointer="/number", code="no_such")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    if paper.void:
        raise Refusal("taken_back_already", CLAUSE, number=paper.number)
    method = Method(entry.about["method"])
    sides = (account(known.id), _cash(method))
    debit, credit = sides if entry.fen < 0 else reversed(sides)
    fen = abs(entry.fen)
    journal = transfer(
        _UNDONE,
        CLAUSE,
        debit=debit,
        credit=credit,
        fen=fen,
        about=_about(known, paper, method, form.reason),
    )
    void = Void(reason=form.reason, at=act.now, by=act.person.id)
    data = {"fen": yuan(fen), "number": paper.number, "reason": form.reason}
    return Change(
        before=known,
        after=replace(
            known,
            forms=tuple(
                replace(each, void=void) if each is paper else each for each in known.forms
            ),
        ),
        facts={"undone": paper.number, "fen": fen},
        journals=(journal,),
        messages=(Message(to=known.id, code="account_undone", clause=CLAUSE, data=data),),
    )


def posted(postings: Iterable[LedgerEntry], number: str) -> LedgerEntry | None:
    """What was paid or paid out by a receipt or slip, of an account's postings in order."""
    named = (each for each in postings if each.about.get("number") == number)
    return next((each for each in named if "method" in each.about), None)


def printed(known: Account, number: str) -> Change:
    """One more copy of a receipt or slip, void or not.

    Raises: Refusal `not_found` where the account has none of this number.
    """
    if not any(each.number == number for each in known.forms):
        raise Refusal("not_found", CLAUSE)
    copy = known.printed.get(number, 0) + 1
    after = replace(known, printed={**known.printed, number: copy})
    return Change(before=known, after=after, facts={"number": number, "copy": copy})


def no_payment(known: Account, owing: int, act: Act[Any]) -> Refusal | None:
    """Why this person takes no payment now."""
    return _own(known, act) or (Refusal("account_settled", CLAUSE) if owing <= 0 else None)


def no_refund(known: Account, owing: int, act: Act[Any]) -> Refusal | None:
    """Why this person pays nothing out now."""
    return _own(known, act) or (Refusal("no_credit", CLAUSE) if owing >= 0 else None)


def mistakable(known: Account, act: Act[Any]) -> frozenset[str]:
    """The numbers of receipts and slips that this person may still take back."""
    standing = (each.number for each in known.forms if each.void is None)
    return frozenset() if _own(known, act) else frozenset(standing)


def _own(known: Account, act: Act[Any]) -> Refusal | None:
    """Nobody takes their own money, nor pays it out to themselves."""
    return Refusal("own_case", CLAUSE) if known.id == act.person.id else None


def _no_more(fen: int, most: int) -> None:
    if fen > most:
        fault = Fault(
            pointer="/fen", code="out_of_range", data={"min": 1, "max": most, "unit": FEN}
        )
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))


def _cash(method: Method) -> str:
    return f"cash.{method}"


def _about(
    known: Account, paper: NumberedForm, method: Method, words: str | None
) -> dict[str, str]:
    """What is said with both sides of the entry; the method, so that it can be taken back."""
    said = {"employee": known.id, "number": paper.number, "method": str(method)}
    return {**said, "words": words} if words else said

"""Paying what stands on an employee's account, with a receipt (L-11, P-money). Pure."""

from typing import Any, ClassVar

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import transfer, yuan
from chalicelib.core.record import Record
from chalicelib.lodging.accounts.forms import PayIn
from chalicelib.lodging.accounts.model import CLAUSE, account

RECEIPT = "receipt"
"""The numbered form 收據."""
_PREFIX = "RC"
PAID = "lodging_paid"
"""What a payment is called in the ledger."""


class Account(Record):
    """An employee's account 帳戶: its receipts. Its lines are the ledger's; its id the employee's.

    Every payment changes its version, so two clerks cannot take the same money twice.
    """

    KIND: ClassVar[str] = "account"
    TABLE: ClassVar[str] = "lodging"


def pay(known: Account, form: PayIn, owing: int, act: Act[Any]) -> Change:
    """A payment towards what is owing, in whole fen, by a numbered receipt.

    Raises: Refusal `account_settled`, `invalid_form` for more than is owing.
    """
    if owing <= 0:
        raise Refusal("account_settled", CLAUSE)
    if form.fen > owing:
        fault = Fault(pointer="/fen", code="out_of_range", data={"min": 1, "max": owing})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    receipt = act.issue(RECEIPT, _PREFIX)
    words = {"words": form.words} if form.words else {}
    about = {"employee": known.id, "number": receipt.number, **words}
    journal = transfer(
        PAID,
        CLAUSE,
        debit=f"cash.{form.method}",
        credit=account(known.id),
        fen=form.fen,
        about=about,
    )
    data = {"fen": yuan(form.fen), "number": receipt.number, "owing": yuan(owing - form.fen)}
    return Change(
        before=known if known.version else None,
        after=replace(known, forms=(*known.forms, receipt)),
        facts={"receipt": receipt.number, "owing": owing - form.fen},
        journals=(journal,),
        messages=(Message(to=known.id, code="account_paid", clause=CLAUSE, data=data),),
    )

"""Paying a claim: nothing is posted that the GM has not signed as it is (R-4.3.6). Pure.

What was paid wrongly is taken back by an entry of today; what is claimed in its place is another
claim, and the GM signs that (P-money).
"""

from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import Journal, Method, Posting
from chalicelib.core.record import Void
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.booking import Scene, as_found, spend, unbook
from chalicelib.reception.claims.forms import Reimburse, Reverse
from chalicelib.reception.claims.model import (
    EXPENSE,
    TAKEN_BACK,
    UNSIGNED,
    ClaimState,
    ExpenseClaim,
    Reversal,
    held_by,
    owed_by,
    till,
)
from chalicelib.reception.plans.model import Bearer
from chalicelib.reception.receptions.model import COORDINATED, SETTLED, Reception, ReceptionState
from chalicelib.reception.terms import ReceptionTerms


def unsigned(claim: ExpenseClaim) -> Refusal | None:
    """Why nothing is paid on it: the GM has not signed what it now says, or it was paid."""
    if claim.state is ClaimState.SIGNED and signing.is_signed(claim):
        return None
    return Refusal("not_signed", UNSIGNED, state=claim.state)


def postings(claim: ExpenseClaim, method: Method | None) -> Journal:
    """The entry of its payment: what the house bears and what it advances for units, against the
    advance that it draws on and what is paid out for the rest.

    Raises: Refusal `not_signed`, `invalid_form` where something is paid out by no method.
    """
    refusal = unsigned(claim)
    if refusal:
        raise refusal
    if claim.rest and method is None:
        fault = Fault(pointer="/method", code="required")
        raise Refusal("invalid_form", UNSIGNED, faults=(fault,))
    sums = _sums(claim, method)
    return _journal("claim_paid", UNSIGNED, claim, sums)


def _sums(claim: ExpenseClaim, method: Method | None) -> Counter[str]:
    """What its payment puts on each account; a method where something is paid out."""
    sums: Counter[str] = Counter()
    for line in claim.lines:
        if line.bearer is Bearer.HOST:
            sums[EXPENSE] += line.fen
        for share in line.shares:
            sums[owed_by(share.unit)] += share.fen
    sums[held_by(claim.person)] -= claim.from_advance
    if method:
        sums[till(method)] -= claim.rest
    return sums


def _journal(memo: str, clause: str, claim: ExpenseClaim, sums: Mapping[str, int]) -> Journal:
    return Journal(
        memo=memo,
        clause=clause,
        postings=tuple(Posting(account=name, fen=fen) for name, fen in sums.items() if fen),
        about={
            "number": claim.number,
            "person": claim.person,
            "name": claim.person_name,
            "reception": claim.reception_number,
        },
    )


def pay(claim: ExpenseClaim, form: Reimburse, scene: Scene, act: Act[ReceptionTerms]) -> Change:
    """Finance pays it, once, while what the GM signed is what is known of it.

    Raises: Refusal `not_signed`, `invalid_form`, `found_since`; why nothing may be spent any more.
    """
    journal = postings(claim, form.method)
    as_found(claim, scene)
    after = replace(
        claim,
        state=ClaimState.PAID,
        paid_at=act.now,
        paid_by=act.person.id,
        paid_name=act.person.name,
        method=form.method if claim.rest else None,
    )
    return Change(
        before=claim,
        after=after,
        facts={"fen": claim.total, "from_advance": claim.from_advance, "paid_out": claim.rest},
        journals=(journal,),
        messages=(signing.news(after, after.person, "claim_paid_out", UNSIGNED),),
        also=spend(claim, scene),
    )


def reverse(claim: ExpenseClaim, form: Reverse, scene: Scene, act: Act[ReceptionTerms]) -> Change:
    """Finance takes back that it was paid, once: its number is void, the plan's lines are free, its
    advance is to be accounted for again. Its receipts stay used, unless it is claimed anew.

    Raises: Refusal `claim_settled`, `too_late`.
    """
    refusal = _kept(claim, scene.reception)
    if refusal:
        raise refusal
    void = Void(reason=form.reason, at=act.now, by=act.person.id)
    after = replace(
        claim,
        state=ClaimState.REVERSED,
        forms=tuple(replace(each, void=void) for each in claim.forms),
        holds=() if form.anew else claim.holds,
        reversal=Reversal(
            reason=form.reason,
            anew=form.anew,
            by=act.person.id,
            name=act.person.name,
            at=act.now,
        ),
    )
    taken = {account: -fen for account, fen in _sums(claim, claim.method).items()}
    news = signing.news(after, after.person, "claim_reversed", TAKEN_BACK, reason=form.reason)
    return Change(
        before=claim,
        after=after,
        facts={"fen": claim.total, "from_advance": claim.from_advance, "taken_back": claim.rest},
        journals=(_journal("claim_reversed", TAKEN_BACK, claim, taken),),
        messages=(news,),
        also=unbook(claim, scene),
    )


def _kept(claim: ExpenseClaim, reception: Reception) -> Refusal | None:
    """Why it stays paid: a unit has it on its settlement, or the reception is at its end."""
    if reception.state is ReceptionState.CLOSED:
        return Refusal("too_late", COORDINATED, state=reception.state)
    if reception.settlement and any(line.shares for line in claim.lines):
        return Refusal("claim_settled", SETTLED, holder=f"settlement#{reception.settlement}")
    return None

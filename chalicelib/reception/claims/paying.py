"""Paying a claim: nothing is posted that the GM has not signed as it is (R-4.3.6). Pure."""

from collections import Counter

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.money import Journal, Method, Posting
from chalicelib.reception.claims import signing
from chalicelib.reception.claims.booking import Scene, spend
from chalicelib.reception.claims.forms import Reimburse
from chalicelib.reception.claims.model import (
    EXPENSE,
    UNSIGNED,
    ClaimState,
    ExpenseClaim,
    held_by,
    owed_by,
    till,
)
from chalicelib.reception.plans.model import Bearer
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
    sums: Counter[str] = Counter()
    for line in claim.lines:
        if line.bearer is Bearer.HOST:
            sums[EXPENSE] += line.fen
        for share in line.shares:
            sums[owed_by(share.unit)] += share.fen
    sums[held_by(claim.person)] -= claim.from_advance
    if claim.rest:
        if method is None:
            fault = Fault(pointer="/method", code="required")
            raise Refusal("invalid_form", UNSIGNED, faults=(fault,))
        sums[till(method)] -= claim.rest
    return Journal(
        memo="claim_paid",
        clause=UNSIGNED,
        postings=tuple(Posting(account=name, fen=fen) for name, fen in sums.items() if fen),
        about={
            "number": claim.number,
            "person": claim.person,
            "name": claim.person_name,
            "reception": claim.reception_number,
        },
    )


def pay(claim: ExpenseClaim, form: Reimburse, scene: Scene, act: Act[ReceptionTerms]) -> Change:
    """Finance pays it, once.

    Raises: Refusal `not_signed`, `invalid_form`.
    """
    journal = postings(claim, form.method)
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

"""Expense claims: written, submitted, signed by the GM, changed, paid (R-4.3.5, R-4.3.6). Pure."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.record import Frozen
from chalicelib.reception.claims import booking, paying, signing, whose
from chalicelib.reception.claims.booking import Scene
from chalicelib.reception.claims.forms import DraftClaim, Sign, Submit, TakeBack, WriteClaim
from chalicelib.reception.claims.model import (
    CLAIM,
    CLAUSE,
    Advance,
    ClaimState,
    ExpenseClaim,
)
from chalicelib.reception.claims.writing import written
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import ReceptionTerms

_PREFIX = "EC"


class Blank(Frozen):
    """Before there is a claim: the reception and the advance that its form names, if found."""

    reception: Reception | None
    advance: Advance | None
    state: str = NEW


class Found(Frozen):
    """A form, and what the claim is booked against."""

    form: Any
    scene: Scene
    named: Advance | None = None
    """The advance that the form names, if it names one."""


def draft(blank: Blank, form: DraftClaim, act: Act[ReceptionTerms]) -> Change:
    """A claim is written; nothing is booked yet.

    Raises: Refusal `invalid_form`.
    """
    reception, department = whose.claiming(blank.reception, blank.advance, act.person)
    lines, from_advance = written(form, reception, blank.advance, act)
    issued = act.issue(CLAIM, _PREFIX)
    claim = ExpenseClaim(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        state=ClaimState.DRAFTED,
        reception=reception.id,
        reception_number=reception.number,
        department=department,
        departments=reception.departments,
        person=act.person.id,
        person_name=act.person.name,
        claimed_at=act.now,
        lines=lines,
        advance=form.advance,
        advance_number=blank.advance.number if blank.advance else None,
        from_advance=from_advance,
        terms=int(act.terms.id),
    )
    return Change(before=None, after=claim, facts={"number": issued.number, "fen": claim.total})


def change(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """It says something else: what was booked and signed of it counts no more.

    Raises: Refusal `invalid_form`.
    """
    form: WriteClaim = found.form
    reception = found.scene.reception
    lines, from_advance = written(form, reception, found.named, act, claim)
    after = replace(
        signing.taken_back(claim),
        state=ClaimState.DRAFTED,
        departments=reception.departments,
        lines=lines,
        advance=form.advance,
        advance_number=found.named.number if found.named else None,
        from_advance=from_advance,
        terms=int(act.terms.id),
        findings=(),
        holds=(),
    )
    return Change(
        before=claim,
        after=after,
        facts={"fen": after.total, "before": claim.total},
        also=booking.unbook(claim, found.scene),
    )


def submit(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """It is booked, and the GM is asked to sign.

    Raises: Refusal `over_plan`, `over_budget`, `advance_short`, `invalid_form`, or why nothing may
        be spent.
    """
    assert isinstance(found.form, Submit)
    booked, also = booking.book(claim, found.scene, act)
    after = replace(booked, state=ClaimState.PENDING, terms=int(act.terms.id))
    after = signing.asked(after, act)
    return Change(
        before=claim,
        after=after,
        facts={"fen": after.total, "from_advance": after.from_advance},
        messages=signing.asked_for(after, "claim_to_sign", act.site),
        also=also,
    )


def approve(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """The GM signs what it says: finance may pay it (R-4.3.5).

    Raises: Refusal `found_since`; why nothing may be spent on it any more.
    """
    form: Sign = found.form
    after = signing.decided(claim, act, approves=True, words=form.words or "")
    booking.as_found(claim, found.scene)
    after = replace(after, state=ClaimState.SIGNED)
    told = signing.news(after, after.person, "claim_signed", CLAUSE)
    return Change(before=claim, after=after, messages=(told,), rests_on=(found.scene.reception,))


def refuse(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """The GM refuses it, with the words why: nothing of it is booked any more."""
    form: Reason = found.form
    after = signing.decided(claim, act, approves=False, words=form.reason)
    after = replace(after, state=ClaimState.REFUSED, holds=())
    told = signing.news(after, after.person, "claim_refused", CLAUSE, reason=form.reason)
    return Change(
        before=claim,
        after=after,
        messages=(told,),
        also=booking.unbook(claim, found.scene),
    )


def withdraw(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """It is taken back before the GM signed it: nothing of it is booked any more."""
    assert isinstance(found.form, TakeBack)
    after = replace(signing.taken_back(claim), state=ClaimState.WITHDRAWN, holds=())
    return Change(before=claim, after=after, also=booking.unbook(claim, found.scene))


def pay(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """Finance pays it, once.

    Raises: Refusal `not_signed`, `invalid_form`, `found_since`; why nothing may be spent any more.
    """
    return paying.pay(claim, found.form, found.scene, act)


def reverse(claim: ExpenseClaim, found: Found, act: Act[ReceptionTerms]) -> Change:
    """Finance takes back that it was paid, once.

    Raises: Refusal `claim_settled`, `too_late`.
    """
    return paying.reverse(claim, found.form, found.scene, act)

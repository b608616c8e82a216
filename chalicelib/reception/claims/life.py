"""The lives of advances and expense claims (R-4.3.1, R-4.3.5, R-4.3.6)."""

from typing import Any

from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW, Life, Step, lead
from chalicelib.reception.claims import forms, lending, paying, rules, signing, whose
from chalicelib.reception.claims.model import (
    ADVANCE,
    BROUGHT_BACK,
    CLAIM,
    CLAUSE,
    TAKEN_BACK,
    UNSIGNED,
    AdvanceState,
    ClaimState,
    ExpenseClaim,
)
from chalicelib.reception.receptions.model import COORDINATED


def _signed(claim: ExpenseClaim, act: Act[Any]) -> Refusal | None:
    return paying.unsigned(claim)


DRAFTED, PENDING, SIGNED, PAID, REFUSED, WITHDRAWN, REVERSED = ClaimState
CLAIMS = Life(
    ClaimState,
    [
        Step(
            command="draft",
            form=forms.DraftClaim,
            clause=CLAUSE,
            who=whose.ASKS,
            moves=lead([NEW], DRAFTED),
            rule=rules.draft,
            issues=(CLAIM,),
        ),
        Step(
            command="change",
            form=forms.WriteClaim,
            clause=CLAUSE,
            who=whose.ASKS,
            moves=lead([DRAFTED, PENDING, SIGNED, REFUSED, WITHDRAWN], DRAFTED),
            guards=(whose.own,),
            rule=rules.change,
            forward=False,
        ),
        Step(
            command="submit",
            form=forms.Submit,
            clause=CLAUSE,
            who=whose.ASKS,
            moves=lead([DRAFTED], PENDING),
            guards=(whose.own,),
            rule=rules.submit,
        ),
        Step(
            command="approve",
            form=forms.Sign,
            clause=CLAUSE,
            who=signing.GM,
            seats=signing.GM,
            moves=lead([PENDING], SIGNED),
            guards=(signing.may_sign,),
            rule=rules.approve,
        ),
        Step(
            command="refuse",
            form=Reason,
            clause=CLAUSE,
            who=signing.GM,
            seats=signing.GM,
            moves=lead([PENDING], REFUSED),
            guards=(signing.may_sign,),
            rule=rules.refuse,
            forward=False,
        ),
        Step(
            command="withdraw",
            form=forms.TakeBack,
            clause=approval.CLAUSE,
            who=whose.ASKS,
            moves=lead([DRAFTED, PENDING], WITHDRAWN),
            guards=(whose.own_or_office,),
            rule=rules.withdraw,
            forward=False,
        ),
        Step(
            command="pay",
            form=forms.Reimburse,
            clause=UNSIGNED,
            who=whose.FINANCE,
            moves=lead([SIGNED], PAID),
            guards=(whose.anothers, _signed),
            rule=rules.pay,
        ),
        Step(
            command="reverse",
            form=forms.Reverse,
            clause=TAKEN_BACK,
            who=whose.FINANCE,
            moves=lead([PAID], REVERSED),
            guards=(whose.anothers,),
            rule=rules.reverse,
            forward=False,
        ),
    ],
)

ADVANCES = Life(
    AdvanceState,
    [
        Step(
            command="ask",
            form=forms.AskAdvance,
            clause=COORDINATED,
            who=whose.ASKS,
            moves=lead([NEW], AdvanceState.PENDING),
            rule=lending.ask,
            issues=(ADVANCE,),
        ),
        Step(
            command="approve",
            form=forms.Sign,
            clause=COORDINATED,
            who=signing.GM,
            seats=signing.GM,
            moves=lead([AdvanceState.PENDING], AdvanceState.APPROVED),
            guards=(signing.may_sign,),
            rule=lending.approve,
        ),
        Step(
            command="refuse",
            form=Reason,
            clause=COORDINATED,
            who=signing.GM,
            seats=signing.GM,
            moves=lead([AdvanceState.PENDING], AdvanceState.REFUSED),
            guards=(signing.may_sign,),
            rule=lending.refuse,
            forward=False,
        ),
        Step(
            command="withdraw",
            form=forms.TakeBack,
            clause=approval.CLAUSE,
            who=whose.ASKS,
            moves=lead([AdvanceState.PENDING, AdvanceState.APPROVED], AdvanceState.WITHDRAWN),
            guards=(whose.own_or_office,),
            rule=lending.withdraw,
            forward=False,
        ),
        Step(
            command="resubmit",
            form=forms.AskAgain,
            clause=approval.CLAUSE,
            who=whose.ASKS,
            moves=lead([AdvanceState.REFUSED, AdvanceState.WITHDRAWN], AdvanceState.PENDING),
            guards=(whose.own,),
            rule=lending.ask_again,
            forward=False,
        ),
        Step(
            command="pay",
            form=forms.PayOut,
            clause=COORDINATED,
            who=whose.FINANCE,
            moves=lead([AdvanceState.APPROVED], AdvanceState.PAID),
            guards=(whose.anothers,),
            rule=lending.pay,
        ),
        Step(
            command="return",
            form=forms.BringBack,
            clause=COORDINATED,
            who=whose.FINANCE,
            moves={AdvanceState.PAID: (AdvanceState.SETTLED, AdvanceState.PAID)},
            guards=(whose.anothers,),
            rule=lending.bring_back,
            issues=(BROUGHT_BACK,),
            waits=frozenset(),
        ),
    ],
)

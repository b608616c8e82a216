"""Advances: asked for, signed, paid out, drawn on by claims, brought back (R-4.3.1, P-money). Pure.

What an advance still holds stands on its reception, too: so advances, and claims beside them, never
go beyond the budget together, and no reception ends while somebody has its money in hand.
"""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.money import transfer, yuan
from chalicelib.core.record import Frozen
from chalicelib.reception.claims import whose
from chalicelib.reception.claims.forms import (
    AskAdvance,
    AskAgain,
    BringBack,
    PayOut,
    Sign,
    TakeBack,
)
from chalicelib.reception.claims.model import (
    ADVANCE,
    BROUGHT_BACK,
    Advance,
    AdvanceState,
    BroughtBack,
    Drawn,
    ExpenseClaim,
    held_by,
    till,
)
from chalicelib.reception.claims.signing import asked, asked_for, decided, news, taken_back
from chalicelib.reception.plans import judging
from chalicelib.reception.receptions.model import COORDINATED, InHand, Reception
from chalicelib.reception.terms import ReceptionTerms

_PREFIX = {ADVANCE: "CA", BROUGHT_BACK: "AR"}
_OVER = frozenset({AdvanceState.SETTLED, AdvanceState.REFUSED, AdvanceState.WITHDRAWN})


class Wanted(Frozen):
    """Before there is an advance: the reception that it is for, and what that is judged by."""

    reception: Reception | None
    judged: ReceptionTerms
    state: str = NEW


class Lent(Frozen):
    """A form, and the reception that the advance is for."""

    form: Any
    reception: Reception
    judged: ReceptionTerms


def ask(wanted: Wanted, form: AskAdvance, act: Act[ReceptionTerms]) -> Change:
    """Money is asked for beforehand; the GM is asked to sign.

    Raises: Refusal `invalid_form`, `over_budget`, or why nothing may be spent.
    """
    reception, department = whose.spending(wanted.reception, act.person, COORDINATED)
    covered(form.fen, reception, wanted.judged)
    issued = act.issue(ADVANCE, _PREFIX[ADVANCE])
    advance = Advance(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        state=AdvanceState.PENDING,
        reception=reception.id,
        reception_number=reception.number,
        department=department,
        departments=reception.departments,
        person=act.person.id,
        person_name=act.person.name,
        fen=form.fen,
        reason=form.reason,
        asked_at=act.now,
        terms=int(act.terms.id),
    )
    advance = asked(advance, act)
    return Change(
        before=None,
        after=advance,
        facts={"number": issued.number},
        messages=asked_for(advance, "advance_to_sign", act.site),
        also=(promised(reception, advance),),
    )


def ask_again(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """It is asked for anew, under its number: every signature on what it was is void.

    Raises: Refusal `not_your_reception`, `over_budget`, or why nothing may be spent.
    """
    form: AskAgain = lent.form
    if whose.spends_for(lent.reception, act.person) is None:
        department = lent.reception.responsible.department
        raise Refusal("not_your_reception", COORDINATED, department=department)
    covered(form.fen, lent.reception, lent.judged)
    after = replace(
        advance,
        state=AdvanceState.PENDING,
        departments=lent.reception.departments,
        fen=form.fen,
        reason=form.reason,
        terms=int(act.terms.id),
    )
    after = asked(after, act)
    return Change(
        before=advance,
        after=after,
        facts={"before": advance.fen},
        messages=asked_for(after, "advance_to_sign", act.site),
        also=(promised(lent.reception, after),),
    )


def covered(fen: int, reception: Reception, judged: ReceptionTerms) -> None:
    """See that the budget, as it is approved now, covers so much besides what was taken of it.

    Raises: Refusal `over_budget`, or why nothing may be spent at all.
    """
    left = budget_left(reception, judged)
    if fen > left:
        raise Refusal("over_budget", COORDINATED, left=yuan(max(left, 0)))


def budget_left(reception: Reception, judged: ReceptionTerms) -> int:
    """Fen of what may be spent that neither claims nor advances have taken (R-4.3.1).

    Raises: Refusal, why nothing may be spent at all.
    """
    content = reception.content
    kept = judging.spending(reception, [each.key for each in content.lines], judged)
    lines = [each for each in content.lines if kept[each.key] is None]
    if not lines:
        raise next(filter(None, kept.values()), Refusal("budget_missing", COORDINATED))
    left = sum(judging.cost(each, content) - reception.spent(each.key) for each in lines)
    return left - sum(each.fen for each in reception.in_hand)


def in_hand(reception: Reception, advance: Advance) -> Reception:
    """The reception with what the advance holds now; an advance that is over holds nothing."""
    others = tuple(each for each in reception.in_hand if each.advance != advance.id)
    if advance.state in _OVER:
        return replace(reception, in_hand=others)
    held = InHand(advance=advance.id, person=advance.person, fen=advance.balance)
    return replace(reception, in_hand=(*others, held))


def promised(reception: Reception, advance: Advance) -> Change:
    """The same, as a change of the reception."""
    facts = {"advance": advance.number, "balance": advance.balance}
    return Change(before=reception, after=in_hand(reception, advance), facts=facts)


def approve(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """The GM signs: finance may pay it out.

    Raises: Refusal `over_budget`, or why nothing may be spent any more.
    """
    form: Sign = lent.form
    after = decided(advance, act, approves=True, words=form.words or "")
    covered(0, lent.reception, lent.judged)
    after = replace(after, state=AdvanceState.APPROVED)
    told = news(after, after.person, "advance_signed", COORDINATED)
    return Change(before=advance, after=after, messages=(told,), rests_on=(lent.reception,))


def refuse(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """The GM refuses it, with the words why."""
    form: Reason = lent.form
    after = decided(advance, act, approves=False, words=form.reason)
    after = replace(after, state=AdvanceState.REFUSED)
    told = news(after, after.person, "advance_refused", COORDINATED, reason=form.reason)
    return Change(
        before=advance,
        after=after,
        messages=(told,),
        also=(promised(lent.reception, after),),
    )


def withdraw(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """Whoever asked for it takes it back, before it was paid out."""
    assert isinstance(lent.form, TakeBack)
    after = replace(taken_back(advance), state=AdvanceState.WITHDRAWN)
    return Change(before=advance, after=after, also=(promised(lent.reception, after),))


def pay(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """Finance pays it out: from now on it is to be accounted for.

    Raises: Refusal `over_budget`, or why nothing may be spent any more.
    """
    form: PayOut = lent.form
    covered(0, lent.reception, lent.judged)
    after = replace(advance, state=AdvanceState.PAID, paid_at=act.now, method=form.method)
    journal = transfer(
        "advance_paid",
        COORDINATED,
        debit=held_by(advance.person),
        credit=till(form.method),
        fen=advance.fen,
        about=_about(advance, advance.number),
    )
    return Change(
        before=advance,
        after=after,
        journals=(journal,),
        messages=(news(after, after.person, "advance_paid_out", COORDINATED),),
        rests_on=(lent.reception,),
    )


def bring_back(advance: Advance, lent: Lent, act: Act[ReceptionTerms]) -> Change:
    """What is left is brought back, by a numbered receipt; at nothing it is settled.

    Raises: Refusal `over_balance`.
    """
    form: BringBack = lent.form
    if form.fen > advance.balance:
        raise Refusal("over_balance", COORDINATED, balance=yuan(advance.balance))
    receipt = act.issue(BROUGHT_BACK, _PREFIX[BROUGHT_BACK])
    returned = BroughtBack(
        number=receipt.number,
        fen=form.fen,
        method=form.method,
        at=act.now,
        by=act.person.id,
    )
    after = replace(
        advance, returned=(*advance.returned, returned), forms=(*advance.forms, receipt)
    )
    after = _settled(after)
    journal = transfer(
        "advance_returned",
        COORDINATED,
        debit=till(form.method),
        credit=held_by(advance.person),
        fen=form.fen,
        about=_about(advance, receipt.number),
    )
    said = {"fen": yuan(form.fen), "balance": yuan(after.balance), "receipt": receipt.number}
    return Change(
        before=advance,
        after=after,
        facts={"receipt": receipt.number, "balance": after.balance},
        journals=(journal,),
        messages=(news(after, after.person, "advance_brought_back", COORDINATED, **said),),
        also=(promised(lent.reception, after),),
    )


def draw(advance: Advance, claim: ExpenseClaim) -> Advance:
    """The advance with what a claim takes of it.

    Raises: Refusal `advance_short`.
    """
    balance = advance.balance if advance.state is AdvanceState.PAID else 0
    if claim.from_advance > balance:
        raise Refusal("advance_short", COORDINATED, balance=yuan(balance), number=advance.number)
    drawn = Drawn(claim=claim.id, fen=claim.from_advance)
    return replace(advance, drawn=(*advance.drawn, drawn))


def undraw(advance: Advance, claim: ExpenseClaim) -> Advance:
    """The advance with what a claim had taken of it given back: to be accounted for, again if it
    was settled.
    """
    others = tuple(each for each in advance.drawn if each.claim != claim.id)
    return replace(advance, state=AdvanceState.PAID, drawn=others)


def spend(advance: Advance, claim: ExpenseClaim) -> Advance:
    """The advance with what a claim had taken spent for good, as the claim is paid."""
    drawn = tuple(
        replace(each, paid=True) if each.claim == claim.id else each for each in advance.drawn
    )
    return _settled(replace(advance, drawn=drawn))


def _settled(advance: Advance) -> Advance:
    return replace(advance, state=AdvanceState.SETTLED) if advance.accounted else advance


def _about(advance: Advance, number: str) -> dict[str, str]:
    """What both sides of a posting say: which form, and whose and for what it is."""
    return {
        "number": number,
        "person": advance.person,
        "name": advance.person_name,
        "advance": advance.number,
        "reception": advance.reception_number,
    }

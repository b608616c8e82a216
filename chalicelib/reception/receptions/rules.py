"""What becomes of a reception that was written: signed, carried out, closed (R-4.3.1). Pure."""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval, effects
from chalicelib.core.act import Act
from chalicelib.core.approval import ChainState
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.people import Role
from chalicelib.core.record import plain
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.judging import PLANNED
from chalicelib.reception.plans.model import Bearer
from chalicelib.reception.receptions import granting, routing, signing, whose, writing
from chalicelib.reception.receptions.forms import Approve, Close, Depart, Reassign, Submit, Withdraw
from chalicelib.reception.receptions.model import (
    COORDINATED,
    SETTLED,
    Content,
    Over,
    Reception,
    ReceptionState,
    Responsible,
)
from chalicelib.reception.terms import ReceptionTerms

OFFICE = frozenset({Role.OFFICE})
ALL = frozenset({Role.OFFICE, Role.OFFICE_HEAD, Role.GM, Role.FINANCE})
"""Who sees every reception. A department's people see those that it receives, or is the counterpart
of."""


def sees(act: Act[Any], reception: Reception) -> bool:
    """Whether a person may know of it: by what they are, what they have in hand, and what they may
    sign, or did (P-who).
    """
    person = act.person
    if person.id == reception.requested_by or person.has(ALL):
        return True
    if whose.concerns(act, reception.departments):
        return True
    marks = reception.chain.marks if reception.chain else ()
    known = (*(each.person for each in marks), *(each.person for each in reception.in_hand))
    return person.id in known or signing.is_signer(reception, act)


def receives(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: it is the office's to do, the receiving department's, or the applicant's."""
    person, department = act.person, reception.responsible.department
    if person.id == reception.requested_by or person.has(OFFICE):
        return None
    if whose.belongs(person, (department,)):
        return None
    return Refusal("not_your_reception", COORDINATED, department=department)


def own(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: it is the applicant's to do."""
    if act.person.id == reception.requested_by:
        return None
    return Refusal("not_your_application", approval.CLAUSE)


def untouched(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: nobody has signed it yet."""
    signed = reception.chain and reception.chain.signed
    return Refusal("signed_by_now", approval.CLAUSE) if signed else None


def planned(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: there is a plan to be signed."""
    return None if reception.content.lines else Refusal("plan_missing", PLANNED)


def begun(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: its first day has come."""
    first = reception.content.first
    return Refusal("guests_to_come", COORDINATED, first=str(first)) if act.today < first else None


def in_time(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: its last day is not over. What is approved afterwards would be spent already."""
    last = reception.content.last
    return Refusal("days_over", COORDINATED, last=str(last)) if act.today > last else None


def nothing_underway(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: every advance, claim, trip and settlement of it is at its end."""
    if not reception.unfinished:
        return None
    what = reception.unfinished
    return Refusal("still_underway", COORDINATED, kinds=_kinds(what), what=list(what))


def nothing_booked(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: nothing was spent on it, and nobody driven for it."""
    claims = dict.fromkeys(f"claim#{each.claim}" for each in reception.booked)
    what = [*claims, *(each.name for each in reception.rides)]
    return Refusal("cost_booked", COORDINATED, kinds=_kinds(what), what=what) if what else None


def _kinds(names: Iterable[str]) -> list[str]:
    """Of records, by their names in history: each kind once."""
    return list(dict.fromkeys(each.partition("#")[0] for each in names))


def settled(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: what was advanced for the guests' units was settled with them."""
    lines = (reception.line(each.line) for each in reception.booked)
    advanced = any(each and each.bearer is Bearer.ADVANCE for each in lines)
    if reception.settlement or not advanced:
        return None
    return Refusal("settlement_missing", SETTLED)


def submit(reception: Reception, form: Submit, act: Act[ReceptionTerms]) -> Change:
    """It is handed in to be signed, by the GM as well where something is his to grant.

    Raises: Refusal `unroutable`, `plan_stopped`.
    """
    content = reception.content
    routing.there(act.site, reception.responsible.department, reception.responsible.clause)
    for found in judging.findings(content, (), act.terms):
        if found.stops and found.asks is None:
            line = next(each.words for each in content.lines if each.key == found.line)
            raise Refusal("plan_stopped", found.clause, line=line, finding=found.code)
    asked = judging.asked(content, act.terms)
    known = replace(reception, state=ReceptionState.PENDING, hands=writing.hands(reception, act))
    chain = signing.chain(known, asked, _digest(content), act)
    after = signing.awaited(replace(known, chain=chain), act)
    facts = {"fen": judging.budget(content), "asks": [str(each.asks) for each in asked]}
    messages = signing.asked_for(after, act.site)
    return Change(before=reception, after=after, facts=facts, messages=messages)


def _digest(content: Content) -> str:
    return f"{effects.hashed(plain(content)):062x}"


def approve(reception: Reception, form: Approve, act: Act[ReceptionTerms]) -> Change:
    """One signature more; the GM's decides of everything that he was asked for (R-4.2.1).

    Raises: Refusal `invalid_form` where something is left open.
    """
    chain = signing.decided(reception, act, approves=True, words=form.words or "")
    after = replace(reception, chain=chain)
    if signing.grants(reception, act.site):
        after = replace(after, granted=granting.granted(reception.content, form, act))
    else:
        granting.nothing_granted(form)
    if chain.state is ChainState.PENDING:
        after = signing.awaited(after, act)
        return Change(before=reception, after=after, messages=signing.asked_for(after, act.site))
    after = replace(after, state=ReceptionState.APPROVED, timers=())
    told = dict.fromkeys((reception.requested_by, *_supervisor(reception, act)))
    return Change(
        before=reception,
        after=after,
        messages=tuple(
            signing.news(after, each, "reception_approved", COORDINATED)
            for each in told
            if each != act.person.id
        ),
    )


def _supervisor(reception: Reception, act: Act[Any]) -> tuple[str, ...]:
    """Of the department that receives."""
    department = act.site.department(reception.responsible.department)
    return (department.supervisor,) if department else ()


def refuse(reception: Reception, form: Reason, act: Act[ReceptionTerms]) -> Change:
    """It is refused, with the words why; its letter is free."""
    chain = signing.decided(reception, act, approves=False, words=form.reason)
    after = replace(_over(reception, ReceptionState.REFUSED, form.reason, act), chain=chain)
    told = signing.news(after, reception.requested_by, "reception_refused", COORDINATED)
    return Change(before=reception, after=after, messages=(told,))


def withdraw(reception: Reception, form: Withdraw, act: Act[ReceptionTerms]) -> Change:
    """The applicant takes it back, before anybody signed; its letter is free."""
    assert reception.chain
    chain = approval.withdraw(reception.chain, act.person.id)
    after = replace(_over(reception, ReceptionState.WITHDRAWN, None, act), chain=chain)
    return Change(before=reception, after=after)


def cancel(reception: Reception, form: Reason, act: Act[ReceptionTerms]) -> Change:
    """It does not take place; its letter is free."""
    after = _over(reception, ReceptionState.CANCELLED, form.reason, act)
    if reception.state is ReceptionState.PENDING:
        assert reception.chain
        after = replace(after, chain=approval.recall(reception.chain))
    told = dict.fromkeys((reception.requested_by, *_supervisor(reception, act)))
    return Change(
        before=reception,
        after=after,
        messages=tuple(
            signing.news(after, each, "reception_cancelled", COORDINATED)
            for each in told
            if each != act.person.id
        ),
    )


def _over(
    reception: Reception, state: ReceptionState, reason: str | None, act: Act[Any]
) -> Reception:
    """At an end, or to be written anew: nobody is reminded, and its letter is another's to have,
    unless something was spent or is under way by it.
    """
    over = Over(by=act.person.id, name=act.person.name, at=act.now, reason=reason)
    holds = reception.holds if reception.booked or reception.unfinished else ()
    return replace(reception, state=state, over=over, timers=(), holds=holds)


def reassign(reception: Reception, form: Reassign, act: Act[ReceptionTerms]) -> Change:
    """The office has another department receive. What was signed stays signed.

    Raises: Refusal `unroutable`, `receives_already`.
    """
    routing.there(act.site, form.department, COORDINATED)
    if form.department == reception.responsible.department:
        raise Refusal("receives_already", COORDINATED, department=form.department)
    responsible = Responsible(
        department=form.department, clause=COORDINATED, reason=form.reason, by=act.person.id
    )
    after = replace(reception, responsible=responsible)
    asks_another = signing.holder(after, act.site) != signing.holder(reception, act.site)
    return Change(
        before=reception,
        after=after,
        facts={"before": reception.responsible.department},
        messages=(
            *writing.assigned(after, act),
            *(signing.asked_for(after, act.site) if asks_another else ()),
        ),
    )


def depart(reception: Reception, form: Depart, act: Act[ReceptionTerms]) -> Change:
    """The guests have left: from now on what was advanced can be settled (R-4.3.3).

    Raises: Refusal `invalid_form` where somebody did not come who was not announced.
    """
    announced = {each.key for each in reception.content.guests}
    faults = tuple(
        Fault(pointer=f"/absent/{place}", code="no_such")
        for place, key in enumerate(form.absent)
        if key not in announced
    )
    if faults:
        raise Refusal("invalid_form", SETTLED, faults=faults)
    after = replace(
        reception, state=ReceptionState.DEPARTED, absent=form.absent, departed_at=act.now
    )
    return Change(before=reception, after=after)


def close(reception: Reception, form: Close, act: Act[ReceptionTerms]) -> Change:
    """All is spent and settled. Its letter stays its own for ever."""
    over = Over(by=act.person.id, name=act.person.name, at=act.now)
    return Change(
        before=reception, after=replace(reception, state=ReceptionState.CLOSED, over=over)
    )

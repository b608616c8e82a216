"""The GM's signature on advances and claims: whose turn it is, and what it is for. Pure.

A signature is for the content that it was given on, by its digest, and for nothing else (R-4.3.5).
Above the GM there is nobody: what the GM asks for waits for somebody else to be the GM.
"""

from datetime import timedelta
from typing import Any, TypeVar

from msgspec.structs import replace

from chalicelib.core import approval, effects, signing
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, ChainState, Seat, Staffing
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.record import plain
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.reception.claims.model import (
    CLAUSE,
    Advance,
    AdvanceState,
    ClaimState,
    ExpenseClaim,
)
from chalicelib.reception.receptions.model import COORDINATED, RECEPTIONS
from chalicelib.reception.terms import ReceptionTerms

GM = frozenset({Role.GM})
_SEATS = {Role.GM: GM_OFFICE}
R = TypeVar("R", Advance, ExpenseClaim)
_AWAITED = frozenset({AdvanceState.PENDING, ClaimState.PENDING})


def digest(record: Advance | ExpenseClaim) -> str:
    """Of everything that is signed."""
    content: list[Any] = [record.name_in_history, record.number, record.reception, record.person]
    if isinstance(record, Advance):
        content += [record.fen, record.reason]
    else:
        papers = [each.id for each in record.files]
        draws = [record.advance, record.from_advance]
        content += [record.department, record.lines, draws, record.findings, papers]
    return f"{effects.hashed(plain(content)):064x}"


def clause(record: Advance | ExpenseClaim) -> str:
    """The clause by which the GM signs it."""
    return COORDINATED if isinstance(record, Advance) else CLAUSE


def asked(record: R, act: Act[ReceptionTerms]) -> R:
    """The record with the GM's signature asked for: every one on what it was before is void."""
    due_at = act.now + timedelta(hours=act.terms.approve_hours)
    known = record.chain
    chain = Chain(
        applicant=record.person,
        seats=(Seat(role=Role.GM, clause=clause(record), due_at=due_at),),
        personal=() if act.terms.gm_delegable else (Role.GM,),
        digest=digest(record),
        version=known.version + 1 if known else 1,
        marks=approval.recall(known).marks if known else (),
    )
    return replace(record, chain=chain, timers=(signing.timer(chain, RECEPTIONS),))


def taken_back(record: R) -> R:
    """The record with nothing asked for any more: every signature on it is void."""
    chain = approval.recall(record.chain) if record.chain else None
    return replace(record, chain=chain, timers=())


def decided(record: R, act: Act[ReceptionTerms], *, approves: bool, words: str) -> R:
    """The record with the acting person's decision; it waits for nobody any more.

    Raises: Refusal `approval_over`, `own_approval`, `not_your_approval`.
    """
    assert record.chain
    seats = _staffing(act.site, act.person)
    chain = signing.decided(record.chain, seats, act, approves=approves, words=words)
    return replace(record, chain=chain, timers=())


def is_signed(record: Advance | ExpenseClaim) -> bool:
    """Whether the GM, or who stands in, has signed it as it is, and nothing has voided it."""
    chain = record.chain
    return (
        chain is not None
        and chain.state is ChainState.APPROVED
        and any(each.role == Role.GM and each.digest == digest(record) for each in chain.signed)
    )


def _staffing(site: Site, person: Person | None = None) -> Staffing:
    """Who is the GM; `person` brings along the delegations that they may sign by."""
    return signing.staffing(site, _SEATS, {}, person.delegations if person else ())


def may_sign(record: Advance | ExpenseClaim, act: Act[ReceptionTerms]) -> Refusal | None:
    """Guard: the signature is this person's to give."""
    assert record.chain
    return signing.may_sign(record.chain, _staffing(act.site, act.person), act)


def is_signer(record: Advance | ExpenseClaim, act: Act[Any]) -> bool:
    """Whether the person may sign it now, their own seat or another's."""
    if record.state not in _AWAITED or record.chain is None:
        return False
    seats = _staffing(act.site, act.person)
    return signing.is_signer(record.chain, seats, act.person, act.today)


def holder(record: Advance | ExpenseClaim, site: Site) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    if record.state not in _AWAITED or record.chain is None:
        return None
    return signing.holder(record.chain, _staffing(site))


def approver(record: Advance | ExpenseClaim, site: Site) -> Key | None:
    """The same, as the key of a person."""
    who = holder(record, site)
    return Key(Person, site.id, who) if who else None


def news(record: Advance | ExpenseClaim, to: str, code: str, clause: str, **data: str) -> Message:
    """Somebody is told of it."""
    said = {
        "number": record.number,
        "name": record.person_name,
        "amount": record.amount,
        "reception": record.reception_number,
    }
    return Message(to=to, code=code, clause=clause, data=said | data)


def asked_for(record: Advance | ExpenseClaim, code: str, site: Site) -> tuple[Message, ...]:
    """Whoever is to sign is told so; where nobody may, whoever asked."""
    assert record.chain
    who = holder(record, site)
    if who:
        return (news(record, who, code, clause(record)),)
    return (signing.nobody(record.chain, record.number),)


def remind(record: Advance | ExpenseClaim, act: Act[Any]) -> Change:
    """Late: the GM is reminded, and whoever may stand in; tomorrow again. Nothing is decided."""
    assert record.chain
    whom = tuple(signing.reminded(record.chain, _staffing(act.site), act.beside, act.today))
    told = tuple(news(record, each, "spending_waits", approval.CLAUSE) for each in whom)
    return Change(
        before=record,
        after=replace(record, timers=signing.put_off(record, act.now)),
        facts={"reminded": whom},
        messages=told or (signing.nobody(record.chain, record.number),),
    )

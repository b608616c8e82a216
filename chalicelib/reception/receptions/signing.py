"""Who signs a reception, and when they are reminded (R-4.3.1, P-approve). Pure.

Those of the settings sign one after the other, and after them the GM, where something is his to
grant. A seat that is empty goes up; what goes up to the GM he signs once, with his own seat or the
last that goes up. Who asked for it or wrote at it signs nothing. Nobody signs for the GM, unless
the settings have it so.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval, signing
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Seat, Staffing
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.reception.plans.model import Ask, Asked
from chalicelib.reception.receptions.model import (
    COORDINATED,
    OFFICE,
    RECEPTIONS,
    Reception,
    ReceptionState,
)
from chalicelib.reception.terms import ReceptionTerms

GENERAL_OFFICE = "general_office"
"""The department whose supervisor is the GM-office director 總辦主任."""
ABOVE: dict[str, str] = {
    Role.DEPARTMENT_MANAGER: Role.OFFICE_HEAD,
    Role.OFFICE_HEAD: Role.GM,
    Role.GM_OFFICE_DIRECTOR: Role.GM,
}
SIGNS = frozenset(
    {Role.DEPARTMENT_MANAGER, Role.OFFICE_HEAD, Role.GM_OFFICE_DIRECTOR, Role.GM},
)


def seats(asked: Iterable[Asked], terms: ReceptionTerms, now: datetime) -> tuple[Seat, ...]:
    """The signatures that it needs; the GM's is one of them where something is his to grant.

    That the receiving side bears what the group's staff cost, the office asks of him (R-4.1.3).
    """
    asks = {each.asks for each in asked}
    roles = list(terms.signs)
    if Ask.BEARER in asks and Role.OFFICE_HEAD not in roles:
        roles.append(Role.OFFICE_HEAD)
    if asks:
        roles.append(Role.GM)
    due_at = now + timedelta(hours=terms.approve_hours)
    return tuple(Seat(role=each, clause=COORDINATED, due_at=due_at) for each in roles)


def chain(
    reception: Reception, asked: Iterable[Asked], digest: str, act: Act[ReceptionTerms]
) -> Chain:
    """The approvals that it needs as it is now, as who is there now is to give them."""
    known = reception.chain
    made = Chain(
        applicant=reception.requested_by,
        barred=reception.hands,
        seats=seats(asked, act.terms, act.now),
        personal=() if act.terms.gm_delegable else (Role.GM,),
        digest=digest,
        version=known.version + 1 if known else 1,
        marks=known.marks if known else (),
    )
    return approval.without_twice(made, Role.GM, staffing(reception, act.site))


def staffing(reception: Reception, site: Site, person: Person | None = None) -> Staffing:
    """Who holds which seat; `person` brings along the delegations that they may sign by.

    Neither the office nor the GM has a manager besides: that seat goes up.
    """
    receives = reception.responsible.department
    departments = {
        Role.DEPARTMENT_MANAGER: receives if receives not in (OFFICE, GM_OFFICE) else None,
        Role.OFFICE_HEAD: OFFICE,
        Role.GM_OFFICE_DIRECTOR: GENERAL_OFFICE,
        Role.GM: GM_OFFICE,
    }
    return signing.staffing(site, departments, ABOVE, person.delegations if person else ())


def standing(reception: Reception, site: Site) -> Chain:
    """The chain as it is to be signed by who is there now."""
    assert reception.chain
    return approval.without_twice(reception.chain, Role.GM, staffing(reception, site))


def decided(reception: Reception, act: Act[Any], *, approves: bool, words: str) -> Chain:
    """The chain after the acting person's decision.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    known = staffing(reception, act.site, act.person)
    chain = standing(reception, act.site)
    return signing.decided(chain, known, act, approves=approves, words=words)


def may_sign(reception: Reception, act: Act[Any]) -> Refusal | None:
    """Guard: the next signature is this person's to give."""
    known = staffing(reception, act.site, act.person)
    return signing.may_sign(standing(reception, act.site), known, act)


def is_signer(reception: Reception, act: Act[Any]) -> bool:
    """Whether the person may sign next, their own seat or another's."""
    if reception.state is not ReceptionState.PENDING:
        return False
    known = staffing(reception, act.site, act.person)
    return signing.is_signer(standing(reception, act.site), known, act.person, act.today)


def grants(reception: Reception, site: Site) -> bool:
    """Whether the next signature is the GM's, which decides of all that he is asked for."""
    if reception.state is not ReceptionState.PENDING:
        return False
    chain = standing(reception, site)
    return chain.seats[chain.step].role == Role.GM


def holder(reception: Reception, site: Site) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    if reception.state is not ReceptionState.PENDING:
        return None
    return signing.holder(standing(reception, site), staffing(reception, site))


def approver(reception: Reception, site: Site) -> Key | None:
    """The same, as the key of a person."""
    who = holder(reception, site)
    return Key(Person, site.id, who) if who else None


def news(reception: Reception, to: str, code: str, clause: str, **data: str) -> Message:
    """Somebody is told of a reception."""
    content = reception.content
    said = {
        "number": reception.number,
        "guest": content.guests[0].name,
        "unit": content.guests[0].unit,
        "first": str(content.first),
        "last": str(content.last),
    }
    return Message(to=to, code=code, clause=clause, data=said | data)


def awaited(reception: Reception, act: Act[ReceptionTerms]) -> Reception:
    """The reception with the time for its next signature counted from now."""
    assert reception.chain
    chain = signing.awaited(reception.chain, act.now, act.terms.approve_hours)
    return replace(reception, chain=chain, timers=(signing.timer(chain, RECEPTIONS),))


def asked_for(reception: Reception, site: Site) -> tuple[Message, ...]:
    """Whoever is to sign next is told so; where nobody may, whoever asked for it."""
    who = holder(reception, site)
    if who:
        return (news(reception, who, "reception_to_sign", COORDINATED),)
    return (signing.nobody(standing(reception, site), reception.number),)


def remind(reception: Reception, act: Act[Any]) -> Change:
    """Late: the approver is reminded, and whoever stands in; tomorrow again. Nothing is decided."""
    known = staffing(reception, act.site)
    chain = standing(reception, act.site)
    whom = tuple(signing.reminded(chain, known, act.beside, act.today))
    told = tuple(news(reception, each, "reception_waits", approval.CLAUSE) for each in whom)
    return Change(
        before=reception,
        after=replace(reception, timers=signing.put_off(reception, act.now)),
        facts={"reminded": whom},
        messages=told or (signing.nobody(chain, reception.number),),
    )

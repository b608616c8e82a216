"""Who signs an application, and when they are reminded (L-3, P-approve). Pure.

The department manager signs first, then the director of the GM office. A seat that is empty goes
up, to the general manager at last.
"""

from datetime import timedelta

from msgspec.structs import replace

from chalicelib.core import approval, signing
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Seat, Staffing
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.site import GM_OFFICE, Site
from chalicelib.lodging.stays.model import CLAUSE, Stay, StayState
from chalicelib.lodging.terms import LodgingTerms

GENERAL_OFFICE = "general_office"
"""The department whose supervisor is the GM-office director 總辦主任."""
ORDER = (Role.DEPARTMENT_MANAGER, Role.GM_OFFICE_DIRECTOR)
ABOVE: dict[str, str] = {
    Role.DEPARTMENT_MANAGER: Role.GM_OFFICE_DIRECTOR,
    Role.GM_OFFICE_DIRECTOR: Role.GM,
}
SIGNS = frozenset({*ORDER, Role.GM})


def chain(employee: str, digest: str, act: Act[LodgingTerms]) -> Chain:
    """The approvals that an application needs."""
    due_at = act.now + timedelta(hours=act.terms.approve_hours)
    seats = tuple(Seat(role=role, clause=CLAUSE, due_at=due_at) for role in ORDER)
    return Chain(applicant=employee, seats=seats, digest=digest)


def staffing(stay: Stay, site: Site, person: Person | None = None) -> Staffing:
    """Who holds which seat; `person` brings along the delegations that they may sign by."""
    departments = {
        Role.DEPARTMENT_MANAGER: stay.department,
        Role.GM_OFFICE_DIRECTOR: GENERAL_OFFICE,
        Role.GM: GM_OFFICE,
    }
    return signing.staffing(site, departments, ABOVE, person.delegations if person else ())


def decided(stay: Stay, act: Act[LodgingTerms], *, approves: bool, words: str) -> Chain:
    """The chain after the acting person's decision.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    seats = staffing(stay, act.site, act.person)
    return signing.decided(stay.chain, seats, act, approves=approves, words=words)


def may_sign(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: the next signature is this person's to give."""
    return signing.may_sign(stay.chain, staffing(stay, act.site, act.person), act)


def holder(stay: Stay, site: Site) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    if stay.state is not StayState.PENDING:
        return None
    return signing.holder(stay.chain, staffing(stay, site))


def approver(stay: Stay, site: Site) -> Key | None:
    """The same, as the key of a person."""
    who = holder(stay, site)
    return Key(Person, site.id, who) if who else None


def news(stay: Stay, to: str, code: str, clause: str, **data: str) -> Message:
    """Somebody is told of an application."""
    said = {
        "number": stay.number,
        "employee": stay.employee_name,
        "first": str(stay.asked.first),
        "last": str(stay.asked.last),
    }
    return Message(to=to, code=code, clause=clause, data=said | data)


def asked_for(stay: Stay, site: Site) -> tuple[Message, ...]:
    """Whoever is to sign next is told so; where nobody may, whoever asked for it."""
    who = holder(stay, site)
    if who:
        return (news(stay, who, "application_to_sign", CLAUSE),)
    return (signing.nobody(stay.chain, stay.number),)


def remind(stay: Stay, act: Act[LodgingTerms]) -> Change:
    """Late: the approver is reminded, and whoever stands in; tomorrow again. Nothing is decided."""
    seats = staffing(stay, act.site)
    whom = tuple(signing.reminded(stay.chain, seats, act.beside, act.today))
    told = tuple(news(stay, each, "application_waits", approval.CLAUSE) for each in whom)
    return Change(
        before=stay,
        after=replace(stay, timers=signing.put_off(stay, act.now)),
        facts={"reminded": whom},
        messages=told or (signing.nobody(stay.chain, stay.number),),
    )

"""Who signs an application, and when they are reminded (L-3, P-approve). Pure.

The department manager signs first, then the director of the GM office. A seat is the supervisor's
of its department; one that is empty goes up, to the general manager at last.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Seat, Staffing
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.record import Timer
from chalicelib.core.site import Site
from chalicelib.lodging.stays.model import CLAUSE, STAYS, Stay, StayState
from chalicelib.lodging.terms import LodgingTerms

GENERAL_OFFICE = "general_office"
"""The department whose supervisor is the GM-office director 總辦主任."""
GM_OFFICE = "gm_office"
"""The department whose supervisor is the general manager."""
ORDER = (Role.DEPARTMENT_MANAGER, Role.GM_OFFICE_DIRECTOR)
ABOVE: dict[str, str] = {
    Role.DEPARTMENT_MANAGER: Role.GM_OFFICE_DIRECTOR,
    Role.GM_OFFICE_DIRECTOR: Role.GM,
}
SIGNS = frozenset({*ORDER, Role.GM})
_APART = timedelta(days=1)


def chain(employee: str, digest: str, act: Act[LodgingTerms]) -> Chain:
    """The approvals that an application needs."""
    due_at = act.now + timedelta(hours=act.terms.approve_hours)
    seats = tuple(Seat(role=role, clause=CLAUSE, due_at=due_at) for role in ORDER)
    return Chain(applicant=employee, seats=seats, digest=digest)


def awaited(known: Chain, act: Act[LodgingTerms]) -> Chain:
    """The chain with the time for its next signature counted from now."""
    due_at = act.now + timedelta(hours=act.terms.approve_hours)
    seats = tuple(
        replace(seat, due_at=due_at) if place == known.step else seat
        for place, seat in enumerate(known.seats)
    )
    return replace(known, seats=seats)


def staffing(stay: Stay, site: Site, person: Person | None = None) -> Staffing:
    """Who holds which seat; `person` brings along the delegations that they may sign by."""
    seats = (
        (Role.DEPARTMENT_MANAGER, stay.department),
        (Role.GM_OFFICE_DIRECTOR, GENERAL_OFFICE),
        (Role.GM, GM_OFFICE),
    )
    known = ((role, site.department(key) if key else None) for role, key in seats)
    return Staffing(
        holders={role: (each.supervisor,) for role, each in known if each},
        above=ABOVE,
        delegations=person.delegations if person else (),
    )


def decided(stay: Stay, act: Act[LodgingTerms], *, approves: bool, words: str) -> Chain:
    """The chain after the acting person's decision.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    after = approval.decide(
        stay.chain,
        person=act.person.id,
        approves=approves,
        words=words,
        now=act.now,
        today=act.today,
        staffing=staffing(stay, act.site, act.person),
    )
    mark = after.marks[-1]
    standing_in = act.standing_in.id if act.standing_in else None
    in_role = mark.delegation or act.person.has(frozenset({Role(mark.role)}))
    if mark.delegation != standing_in or not in_role:
        raise Refusal("not_your_approval", CLAUSE, role=mark.role)
    return after


def may_sign(stay: Stay, act: Act[LodgingTerms]) -> Refusal | None:
    """Guard: the next signature is this person's to give."""
    try:
        decided(stay, act, approves=True, words="")
    except Refusal as refusal:
        return refusal
    return None


def holder(stay: Stay, site: Site) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    if stay.state is not StayState.PENDING:
        return None
    day = stay.asked.first  # no delegation is looked at, so the day is all the same
    ways = approval.signers(stay.chain, staffing(stay, site), day)
    return ways[0].person if ways else None


def approver(stay: Stay, site: Site) -> Key | None:
    """The same, as the key of a person."""
    who = holder(stay, site)
    return Key(Person, site.id, who) if who else None


def timer(due_at: datetime) -> Timer:
    """The timer by which an approver is reminded."""
    return Timer(clause=approval.CLAUSE, job=STAYS, due_at=due_at)


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
    """Whoever is to sign next is told so."""
    who = holder(stay, site)
    return (news(stay, who, "application_to_sign", CLAUSE),) if who else ()


def remind(stay: Stay, act: Act[LodgingTerms]) -> Change:
    """Late: the approver is reminded, and whoever stands in; tomorrow again. Nothing is decided."""
    known = stay.timer(approval.CLAUSE)
    assert known
    due_at = known.due_at
    while due_at <= act.now:
        due_at += _APART
    whom: tuple[str, ...] = ()
    if isinstance(act.beside, Person):
        role = Role(stay.chain.seats[stay.chain.step].role)
        whom = (act.beside.id, *act.beside.substitutes(role, act.today))
    others = tuple(each for each in stay.timers if each.clause != approval.CLAUSE)
    return Change(
        before=stay,
        after=replace(stay, timers=(*others, timer(due_at))),
        facts={"reminded": whom},
        messages=tuple(
            news(stay, each, "application_waits", approval.CLAUSE) for each in dict.fromkeys(whom)
        ),
    )

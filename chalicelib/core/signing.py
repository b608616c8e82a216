"""Signing an approval: who sits where at a site, whose turn it is, when they are reminded. Pure.

A seat is the supervisor's of its department, while they have the role that the seat asks for; one
that is empty goes up. What a decision makes of the chain is `core.approval`'s to say (P-approve).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval
from chalicelib.core.act import Act
from chalicelib.core.approval import Chain, Delegation, Staffing
from chalicelib.core.change import Message
from chalicelib.core.errors import Refusal
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Record, Timer
from chalicelib.core.site import Site

_APART = timedelta(days=1)
_ANY_DAY = date(2000, 1, 1)
"""Where no delegation is looked at, all days are the same."""


def staffing(
    site: Site,
    departments: Mapping[Role, str | None],
    above: Mapping[str, str],
    delegations: tuple[Delegation, ...] = (),
) -> Staffing:
    """Who holds which seat: the supervisor of the department that a role has, if they have it."""
    known = ((role, site.department(key) if key else None) for role, key in departments.items())
    return Staffing(
        holders={role: (each.supervisor,) for role, each in known if each and each.seats(role)},
        above=above,
        delegations=delegations,
    )


def awaited(chain: Chain, now: datetime, hours: int) -> Chain:
    """The chain with the time for its next signature counted from now."""
    due_at = now + timedelta(hours=hours)
    seats = tuple(
        replace(seat, due_at=due_at) if place == chain.step else seat
        for place, seat in enumerate(chain.seats)
    )
    return replace(chain, seats=seats)


def decided(
    chain: Chain, staffing: Staffing, act: Act[Any], *, approves: bool, words: str
) -> Chain:
    """The chain after the acting person's decision, in a role that they have or stand in for.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    after = approval.decide(
        chain,
        person=act.person.id,
        approves=approves,
        words=words,
        now=act.now,
        today=act.today,
        staffing=staffing,
    )
    mark = after.marks[-1]
    standing_in = act.standing_in.id if act.standing_in else None
    in_role = mark.delegation or act.person.has(frozenset({Role(mark.role)}))
    if mark.delegation != standing_in or not in_role:
        raise Refusal("not_your_approval", chain.seats[mark.step].clause, role=mark.role)
    return replace(after, marks=(*after.marks[:-1], replace(mark, name=act.person.name)))


def may_sign(chain: Chain, staffing: Staffing, act: Act[Any]) -> Refusal | None:
    """Why the next signature is not this person's to give, if it is not."""
    try:
        decided(chain, staffing, act, approves=True, words="")
    except Refusal as refusal:
        return refusal
    return None


def holder(chain: Chain, staffing: Staffing) -> str | None:
    """Whose signature is waited for; None if nobody may give it, or nobody has to."""
    ways = approval.signers(chain, replace(staffing, delegations=()), _ANY_DAY)
    return ways[0].person if ways else None


def is_signer(chain: Chain, staffing: Staffing, person: Person, today: date) -> bool:
    """Whether the person may sign next, their own seat or another's."""
    return any(way.person == person.id for way in approval.signers(chain, staffing, today))


def timer(chain: Chain, job: str) -> Timer:
    """The timer by which whoever is to sign next is reminded."""
    return Timer(clause=approval.CLAUSE, job=job, due_at=chain.seats[chain.step].due_at)


def nobody(chain: Chain, number: str) -> Message:
    """Whoever asked is told that nobody may sign: it waits until somebody is named who may."""
    return Message(
        to=chain.applicant,
        code="nobody_signs",
        clause=approval.CLAUSE,
        data={"number": number},
    )


def put_off(record: Record, now: datetime) -> tuple[Timer, ...]:
    """The record's timers with the reminder a day later, and later still until it is to come."""
    known = record.timer(approval.CLAUSE)
    assert known
    due_at = known.due_at
    while due_at <= now:
        due_at += _APART
    others = tuple(each for each in record.timers if each.clause != approval.CLAUSE)
    return (*others, replace(known, due_at=due_at))


def reminded(
    chain: Chain, staffing: Staffing, approver: Record | None, today: date
) -> Iterable[str]:
    """Who is reminded of a late signature: whose it is to give, and whoever stands in."""
    if not isinstance(approver, Person):
        return ()
    known = replace(staffing, delegations=approver.delegations)
    return dict.fromkeys(way.person for way in approval.signers(chain, known, today))

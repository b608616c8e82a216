"""Approval chains as pure values: who may sign next, and what a decision makes of the chain.

The laws, whatever the order of events (P-approve): steps are signed in order; the applicant, the
guest and whoever acts for them never sign; one natural person signs at most one step; an empty
seat goes up and never passes; nothing is approved by time running out; an edit after the first
signature voids the signatures; a signature keeps who acted, for whom, by which delegation, and
the digest of the version signed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum

from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.core.record import Frozen, Instant

CLAUSE = "P-approve"


class ChainState(StrEnum):
    """Where a chain stands."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Seat(Frozen):
    """One step of the chain: the role that signs it, and the clause that asks for it."""

    role: str
    clause: str
    due_at: Instant
    """When a reminder falls due. Nothing is decided by it."""


class Delegation(Frozen):
    """An approver away lets another sign for dates, both included."""

    id: str
    giver: str
    giver_name: str | None = None
    taker: str
    role: str
    first: date
    last: date
    accepted: bool
    """A delegation counts only once the substitute has accepted it."""

    def counts(self, today: date) -> bool:
        """Whether it is in force on a day of the site: it ends by itself, nothing has to end it."""
        return self.accepted and self.first <= today <= self.last


class Mark(Frozen):
    """A decision on one step."""

    step: int
    person: str
    """Who acted."""
    name: str = ""
    """What they were called as they did."""
    whose: str
    """For whom: the holder of the seat, the same person unless delegated."""
    delegation: str | None = None
    role: str
    """The role in which it was signed: above the seat's own when the seat was empty."""
    approves: bool
    words: str
    at: Instant
    digest: str
    """The version signed."""
    version: int
    void: bool = False


class Chain(Frozen):
    """An approval in progress."""

    applicant: str
    barred: tuple[str, ...] = ()
    """The guest and whoever acts for guest or applicant: none of them signs."""
    seats: tuple[Seat, ...] = ()
    personal: tuple[str, ...] = ()
    """Roles in which nobody signs for another."""
    digest: str
    """The content asked for, as it is now."""
    version: int = 1
    state: ChainState = ChainState.PENDING
    marks: tuple[Mark, ...] = ()

    @property
    def signed(self) -> tuple[Mark, ...]:
        """The signatures that count."""
        return tuple(mark for mark in self.marks if mark.approves and not mark.void)

    @property
    def step(self) -> int:
        """The seat to sign next."""
        return len(self.signed)


class Staffing(Frozen):
    """Who sits where, as the directory has it now."""

    holders: Mapping[str, tuple[str, ...]]
    """Role to the people who have it."""
    above: Mapping[str, str]
    """Role to the role it goes up to when its seat is empty."""
    delegations: tuple[Delegation, ...] = ()


class Signer(Frozen):
    """One way in which a person may sign the next step."""

    person: str
    whose: str
    role: str
    delegation: str | None


def signers(chain: Chain, staffing: Staffing, today: date) -> tuple[Signer, ...]:
    """Everyone who may sign the next step, their own seat before another's by delegation.

    A seat whose every holder is barred or has signed already is empty: it goes up. An empty
    result means that nobody may sign; the chain waits, it does not pass.
    """
    if chain.state is not ChainState.PENDING:
        return ()
    shut = {chain.applicant, *chain.barred, *(each.person for each in chain.signed)}
    shut |= {each.whose for each in chain.signed}
    role: str | None = chain.seats[chain.step].role
    seen: set[str] = set()
    while role and role not in seen:
        seen.add(role)
        holders = [each for each in staffing.holders.get(role, ()) if each not in shut]
        if holders:
            own = [Signer(person=each, whose=each, role=role, delegation=None) for each in holders]
            if role in chain.personal:
                return tuple(own)
            return (*own, *_substitutes(staffing.delegations, role, holders, shut, today))
        role = staffing.above.get(role)
    return ()


def _substitutes(
    delegations: Iterable[Delegation],
    role: str,
    holders: list[str],
    shut: set[str],
    today: date,
) -> list[Signer]:
    return [
        Signer(person=each.taker, whose=each.giver, role=role, delegation=each.id)
        for each in delegations
        if each.counts(today)
        and each.role == role
        and each.giver in holders
        and each.taker not in shut
    ]


def decide(
    chain: Chain,
    *,
    person: str,
    approves: bool,
    words: str,
    now: datetime,
    today: date,
    staffing: Staffing,
) -> Chain:
    """The chain after a person's decision on the next step.

    Raises: Refusal `approval_over`, `own_approval`, `signed_already`, `not_your_approval`.
    """
    if chain.state is not ChainState.PENDING:
        raise Refusal("approval_over", CLAUSE, state=chain.state)
    seat = chain.seats[chain.step]
    if person == chain.applicant or person in chain.barred:
        raise Refusal("own_approval", seat.clause)
    if any(person in (mark.person, mark.whose) for mark in chain.signed):
        raise Refusal("signed_already", seat.clause)
    ways = [each for each in signers(chain, staffing, today) if each.person == person]
    if not ways:
        raise Refusal("not_your_approval", seat.clause, role=seat.role)
    way = ways[0]
    mark = Mark(
        step=chain.step,
        person=person,
        whose=way.whose,
        delegation=way.delegation,
        role=way.role,
        approves=approves,
        words=words,
        at=now,
        digest=chain.digest,
        version=chain.version,
    )
    decided = replace(chain, marks=(*chain.marks, mark))
    if not approves:
        return replace(decided, state=ChainState.REFUSED)
    if decided.step == len(decided.seats):
        return replace(decided, state=ChainState.APPROVED)
    return decided


def withdraw(chain: Chain, person: str) -> Chain:
    """The chain after the applicant took it back, which they may while it is pending.

    Raises: Refusal `approval_over`, `not_your_application`.
    """
    if person != chain.applicant:
        raise Refusal("not_your_application", CLAUSE)
    if chain.state is not ChainState.PENDING:
        raise Refusal("approval_over", CLAUSE, state=chain.state)
    return replace(chain, state=ChainState.WITHDRAWN)


def edit(chain: Chain, digest: str) -> Chain:
    """The chain after the content asked for was changed: every signature on the old is void.

    A pending or approved chain starts again at its first seat. A refused or withdrawn one is
    submitted again as a new version. The same content changes nothing while it is in force.
    """
    over: tuple[ChainState, ...] = (ChainState.REFUSED, ChainState.WITHDRAWN)
    if digest == chain.digest and chain.state not in over:
        return chain
    return replace(
        chain,
        digest=digest,
        version=chain.version + 1,
        state=ChainState.PENDING,
        marks=tuple(replace(mark, void=True) for mark in chain.marks),
    )


def recall(chain: Chain) -> Chain:
    """The chain of what is taken back to be changed: every signature is void, and nobody signs
    before it is submitted again.
    """
    void = tuple(replace(mark, void=True) for mark in chain.marks)
    return replace(chain, state=ChainState.WITHDRAWN, marks=void)


def without_twice(chain: Chain, role: str, staffing: Staffing) -> Chain:
    """The chain without the next seats that who holds a role alone may sign, and signs one behind.

    One person signs one step. Where nobody is above them, all that is left to them is signed with
    their own seat, or with the last that goes up to them: it is their own from then on.
    """
    signed, ahead = chain.seats[: chain.step], chain.seats[chain.step :]
    theirs = [seat for seat in ahead if _left_to(role, seat, chain, staffing)]
    if len(theirs) < 2 or theirs[0] is not ahead[0]:
        return chain
    seats = (replace(seat, role=role) if seat is theirs[-1] else seat for seat in ahead[1:])
    return without_twice(replace(chain, seats=(*signed, *seats)), role, staffing)


def _left_to(role: str, seat: Seat, chain: Chain, staffing: Staffing) -> bool:
    """Whether nobody but who holds a role may sign a seat, were it the next."""
    next_one = replace(chain, seats=(*chain.seats[: chain.step], seat))
    ways = signers(next_one, replace(staffing, delegations=()), date.min)
    return bool(ways) and all(way.person in staffing.holders.get(role, ()) for way in ways)


def reminder_due(chain: Chain, now: datetime) -> bool:
    """Whether the next signature is late (P-approve: late approvals remind, they never decide)."""
    return chain.state is ChainState.PENDING and chain.seats[chain.step].due_at <= now

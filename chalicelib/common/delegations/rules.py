"""Giving, accepting and ending delegations (P-approve). Pure.

Both parties' records say what is given and taken, in the transaction that changes it: so whoever
acts brings along by what they may act, and nobody has to look for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.common.delegations.forms import Delegate, EndDelegation
from chalicelib.common.delegations.model import (
    CLAUSE,
    MOST,
    MOST_DAYS,
    SEATS,
    Standing,
    Substitution,
)
from chalicelib.core.act import Act
from chalicelib.core.approval import Delegation
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen

_STAFF = frozenset(Role) - {Role.OWNER}


class Offer(Frozen):
    """Before there is a delegation: to whom it would go."""

    taker: Person | None
    state: str = NEW


class Found(Frozen):
    """A form, and the other party as they are now."""

    form: Any
    other: Person


def give(offer: Offer, form: Delegate, act: Act[Any]) -> Change:
    """A delegation is offered; until the substitute accepts it, it counts for nothing."""
    faults = tuple(_faults(offer, form, act))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    assert offer.taker
    giver, taker = _current(act.person, act), _current(offer.taker, act)
    for each in giver.delegations:
        same = (each.giver, each.taker, each.role) == (giver.id, taker.id, form.role)
        if same and each.first <= form.last and form.first <= each.last:
            raise Refusal("delegated_already", CLAUSE, first=str(each.first), last=str(each.last))
    if max(len(giver.delegations), len(taker.delegations)) >= MOST:
        raise Refusal("too_many_delegations", CLAUSE, most=MOST)
    made = Substitution(
        site=act.site.id,
        id=act.fresh_id,
        state=Standing.OFFERED,
        giver=giver.id,
        giver_name=giver.name,
        taker=taker.id,
        taker_name=taker.name,
        role=form.role,
        first=form.first,
        last=form.last,
        words=form.words,
        given_at=act.now,
    )
    return Change(
        before=None,
        after=made,
        messages=_messages(made, "delegation_offered"),
        also=(_kept(act.person, made, act), _kept(offer.taker, made, act)),
    )


def _faults(offer: Offer, form: Delegate, act: Act[Any]) -> Iterator[Fault]:
    taker = offer.taker
    if form.taker == act.person.id:
        yield Fault(pointer="/taker", code="not_oneself")
    elif taker is None or not taker.active or not taker.has(_STAFF):
        yield Fault(pointer="/taker", code="no_such")
    if form.role not in SEATS or form.role not in act.person.roles:
        yield Fault(pointer="/role", code="not_yours")
    if form.first < act.today:
        yield Fault(pointer="/first", code="in_the_past")
    if form.last < form.first:
        yield Fault(pointer="/last", code="ends_before_it_begins")
    elif form.last - form.first >= timedelta(days=MOST_DAYS):
        yield Fault(pointer="/last", code="too_many_days", data={"max": MOST_DAYS})


def taker_only(known: Substitution, act: Act[Any]) -> Refusal | None:
    """Guard: the substitute answers for themselves."""
    return None if act.person.id == known.taker else Refusal("other_party", CLAUSE)


def giver_only(known: Substitution, act: Act[Any]) -> Refusal | None:
    """Guard: who gave it takes it back."""
    return None if act.person.id == known.giver else Refusal("other_party", CLAUSE)


def not_over(known: Substitution, act: Act[Any]) -> Refusal | None:
    """Guard: its last day is not over."""
    if act.today <= known.last:
        return None
    return Refusal("delegation_over", CLAUSE, last=str(known.last))


def accept(known: Substitution, found: Found, act: Act[Any]) -> Change:
    """From now on it counts, on its days."""
    after = replace(known, state=Standing.IN_FORCE, answered_at=act.now)
    return _changed(known, after, found.other, act, "delegation_accepted")


def decline(known: Substitution, found: Found, act: Act[Any]) -> Change:
    """The substitute declines it, or gives it back."""
    after = _ended(known, Standing.DECLINED, found.form, act)
    return _changed(known, after, found.other, act, "delegation_declined")


def revoke(known: Substitution, found: Found, act: Act[Any]) -> Change:
    """The giver takes it back; what was signed by it stays signed."""
    after = _ended(known, Standing.REVOKED, found.form, act)
    return _changed(known, after, found.other, act, "delegation_revoked")


def _ended(
    known: Substitution, state: Standing, form: EndDelegation | None, act: Act[Any]
) -> Substitution:
    answered = known.answered_at or (act.now if state is Standing.DECLINED else None)
    words = form.words if form else None
    return replace(known, state=state, answered_at=answered, ended_at=act.now, ended_words=words)


def _changed(
    known: Substitution, after: Substitution, other: Person, act: Act[Any], code: str
) -> Change:
    return Change(
        before=known,
        after=after,
        messages=_messages(after, code),
        also=(_kept(act.person, after, act), _kept(other, after, act)),
    )


def _messages(known: Substitution, code: str) -> tuple[Message, ...]:
    """Both are told."""
    data = {
        "giver": known.giver_name,
        "taker": known.taker_name,
        "first": str(known.first),
        "last": str(known.last),
    }
    return tuple(
        Message(to=each, code=code, clause=CLAUSE, data=data) for each in (known.giver, known.taker)
    )


def _kept(person: Person, known: Substitution, act: Act[Any]) -> Change:
    """A party's record with the delegation as it is now."""
    after = _with(person, known, act.today)
    return Change(before=person, after=after, facts={"delegation": known.id})


def _with(person: Person, known: Substitution, today: date) -> Person:
    others = tuple(
        each for each in person.delegations if each.id != known.id and each.last >= today
    )
    over = known.state not in (Standing.OFFERED, Standing.IN_FORCE)
    return replace(person, delegations=others if over else (*others, known.value))


def _current(person: Person, act: Act[Any]) -> Person:
    kept = tuple(each for each in person.delegations if each.last >= act.today)
    return replace(person, delegations=kept)


def lapse(
    after: Person, known: Iterable[Substitution], others: Mapping[str, Person], act: Act[Any]
) -> tuple[Person, dict[str, Person], tuple[Change, ...]]:
    """What is over because of what somebody is from now on: as its giver no longer active or
    without the role, as its taker no longer active or no longer staff.

    `others` are the other parties of all that the person has given and taken. Returns the person,
    the other parties concerned, and the changes of the delegations themselves.
    """
    changed: dict[str, Person] = {}
    changes = []
    for each in known:
        if _stands(each, after):
            continue
        ended = _ended(each, Standing.LAPSED, None, act)
        messages = _messages(ended, "delegation_lapsed")
        changes.append(Change(before=each, after=ended, messages=messages))
        after = _with(after, ended, act.today)
        id = other_party(each, after.id)
        changed[id] = _with(changed.get(id) or others[id], ended, act.today)
    return after, changed, tuple(changes)


def _stands(known: Substitution, person: Person) -> bool:
    if known.giver == person.id:
        return person.active and known.role in person.roles
    return person.active and person.has(_STAFF)


def other_party(known: Substitution | Delegation, person: str) -> str:
    """With whom somebody has it."""
    return known.taker if person == known.giver else known.giver

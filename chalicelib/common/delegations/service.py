"""Delegations over HTTP: give, accept, decline, revoke, and see one's own (P-approve)."""

from collections.abc import Iterable
from typing import Any

from chalicelib.common.delegations.forms import Delegate
from chalicelib.common.delegations.life import DELEGATION
from chalicelib.common.delegations.model import CLAUSE, Substitution
from chalicelib.common.delegations.rules import Found, Offer, other_party
from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.people import ANY_ROLE, Person
from chalicelib.core.ports import Key, Loaded
from chalicelib.core.record import Frozen, Record
from chalicelib.service.operations import Call, Command, Operation, Read

DELEGATIONS = "/sites/{site}/delegations"
ONE_DELEGATION = DELEGATIONS + "/{delegation}"


class DelegationAction(Frozen):
    """Something that this person may do with the delegation now."""

    command: str
    href: str
    """Where to POST its form."""


class DelegationView(Frozen):
    """A delegation, and what this person may do with it now."""

    version: int
    delegation: Substitution
    in_force: bool
    """Whether it counts today."""
    allowed_actions: tuple[DelegationAction, ...]


class MyDelegations(Frozen):
    """What a person has given and taken, as long as it is neither over nor ended."""

    given: tuple[DelegationView, ...]
    taken: tuple[DelegationView, ...]


def _key(call: Call) -> Key:
    return Key(Substitution, call.site, call.params["delegation"])


def _is_party(act: Act[Any], known: Substitution) -> bool:
    return act.person.id in (known.giver, known.taker)


def _seen(loaded: Loaded, act: Act[Any], call: Call) -> Substitution:
    """The delegation that the path names.

    Raises: Refusal `not_found`, alike for what is absent and what is between others.
    """
    known = loaded.record(Substitution, call.site, call.params["delegation"])
    if known is None or not _is_party(act, known):
        raise Refusal("not_found", "P-who")
    return known


def _shown(record: Record, act: Act[Any], call: Call) -> DelegationView:
    assert isinstance(record, Substitution)
    base = f"/sites/{record.site}/delegations/{record.id}"
    return DelegationView(
        version=record.version,
        delegation=record,
        in_force=record.value.counts(act.today),
        allowed_actions=tuple(
            DelegationAction(command=step.command, href=f"{base}/{step.command}")
            for step in DELEGATION.allowed(record, act)
        ),
    )


def _give(loaded: Loaded, form: Delegate, act: Act[Any], call: Call) -> Change:
    offer = Offer(taker=loaded.record(Person, call.site, form.taker))
    return DELEGATION.decide("give", offer, form, act)


GIVE = Command(
    name="delegation-give",
    about="Let another sign in one's place for dates 委託代理",
    path=DELEGATIONS,
    clause=CLAUSE,
    who=DELEGATION.steps["give"].who,
    form=DELEGATION.steps["give"].form,
    answer=DelegationView,
    needs=lambda call, form: (Key(Person, call.site, form.taker),),
    decide=_give,
    show=_shown,
)


def _mine(loaded: Loaded, query: Any, act: Act[Any], call: Call) -> MyDelegations:
    known = [loaded.record(Substitution, call.site, each.id) for each in act.person.delegations]
    live = [each for each in known if each and each.last >= act.today]
    return MyDelegations(
        given=tuple(_shown(each, act, call) for each in live if each.giver == act.person.id),
        taken=tuple(_shown(each, act, call) for each in live if each.taker == act.person.id),
    )


def _own(loaded: Loaded, call: Call) -> Iterable[Key]:
    person = loaded.record(Person, call.site, call.person)
    for each in person.delegations if person else ():
        yield Key(Substitution, call.site, each.id)


MINE = Read(
    name="delegation-mine",
    about="The delegations that one has given and taken",
    path=DELEGATIONS,
    clause=CLAUSE,
    who=ANY_ROLE,
    answer=MyDelegations,
    also=_own,
    show=_mine,
)
SHOW = Read(
    name="delegation",
    about="A delegation of one's own, and what may be done with it now",
    path=ONE_DELEGATION,
    clause=CLAUSE,
    who=ANY_ROLE,
    answer=DelegationView,
    needs=lambda call, query: (_key(call),),
    show=lambda loaded, query, act, call: _shown(_seen(loaded, act, call), act, call),
    version=lambda view: view.version,
)


def _step(command: str, about: str) -> Command:
    step = DELEGATION.steps[command]

    def other(loaded: Loaded, call: Call) -> Iterable[Key]:
        known = loaded.record(Substitution, call.site, call.params["delegation"])
        if known and call.person in (known.giver, known.taker):
            yield Key(Person, call.site, other_party(known, call.person))

    def decide(loaded: Loaded, form: Any, act: Act[Any], call: Call) -> Change:
        known = _seen(loaded, act, call)
        party = loaded.record(Person, call.site, other_party(known, call.person))
        assert party
        return DELEGATION.decide(command, known, Found(form=form, other=party), act)

    return Command(
        name=f"delegation-{command}",
        about=about,
        path=f"{ONE_DELEGATION}/{command}",
        clause=step.clause,
        who=step.who,
        form=step.form,
        answer=DelegationView,
        subject=_key,
        sees=_is_party,
        also=other,
        decide=decide,
        show=_shown,
    )


OPERATIONS: tuple[Operation, ...] = (
    GIVE,
    MINE,
    SHOW,
    _step("accept", "Accept a delegation 接受代理"),
    _step("decline", "Decline a delegation, or give it back 辭謝代理"),
    _step("revoke", "Revoke a delegation 撤回代理"),
)

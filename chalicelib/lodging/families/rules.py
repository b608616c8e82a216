"""Claiming a relative, verifying and ending it (L-1). Pure."""

from typing import Any

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen
from chalicelib.lodging.families import erasing
from chalicelib.lodging.families.forms import ClaimRelative, VerifyRelative
from chalicelib.lodging.families.model import (
    CLAUSE,
    DORMITORY,
    Claim,
    EndedClaim,
    Relative,
    Verification,
)
from chalicelib.lodging.terms import LodgingTerms

OFFICE = frozenset({Role.DORMITORY, Role.GM_OFFICE_DIRECTOR})
"""Who sees everybody's relatives. An employee sees their own."""
_DORMITORY = frozenset({Role.DORMITORY})


class Named(Frozen):
    """Before there is a claim: the relative as a person, and whether the site knows them."""

    guest: Person
    """Their number sealed."""
    known: Person | None
    """As the site knows them, if it does."""
    state: str = NEW


def sees(act: Act[Any], relative: Relative) -> bool:
    """Whether a person may know of it."""
    return act.person.id == relative.employee or act.person.has(OFFICE)


def of_own(relative: Relative, act: Act[Any]) -> Refusal | None:
    """Guard: the employee ends their own claims, the dormitory office any."""
    if act.person.id == relative.employee or act.person.has(_DORMITORY):
        return None
    return Refusal("not_your_relative", CLAUSE)


def not_own(relative: Relative, act: Act[Any]) -> Refusal | None:
    """Guard: nobody verifies their own relatives."""
    return Refusal("own_relative", CLAUSE) if act.person.id == relative.employee else None


def claim(named: Named, form: ClaimRelative, act: Act[LodgingTerms]) -> Change:
    """A relation is claimed; until it is verified it counts for nothing.

    The person is written with it: nobody is erased while they are named.
    """
    guest = named.guest
    assert guest.identity
    relative = Relative(
        site=act.site.id,
        id=act.fresh_id,
        state=Claim.CLAIMED,
        employee=act.person.id,
        employee_name=act.person.name,
        guest=guest.id,
        name=form.name,
        relation=form.relation,
        sex=form.sex,
        document=guest.identity.mask,
        claimed_at=act.now,
    )
    office = act.site.department(DORMITORY)
    guest = replace(guest, named_in=(*guest.named_in, relative.id))
    return Change(
        before=None,
        after=replace(relative, holds=(relative.claim(),)),
        messages=tuple(
            _message(relative, each, "relative_claimed") for each in (office.told if office else ())
        ),
        also=(Change(before=named.known, after=erasing.kept(guest, act)),),
    )


def verify(relative: Relative, form: VerifyRelative, act: Act[Any]) -> Change:
    """From now on the relative may be a guest."""
    verified = Verification(
        by=act.person.id, name=act.person.name, at=act.now, proof=form.proof, words=form.words
    )
    return Change(
        before=relative,
        after=replace(relative, state=Claim.VERIFIED, verified=verified),
        messages=(_message(relative, relative.employee, "relative_verified"),),
    )


def end(relative: Relative, form: Reason, act: Act[Any]) -> Change:
    """The claim counts no more: it was wrong, or is true no longer. It may be made again."""
    ended = EndedClaim(by=act.person.id, at=act.now, reason=form.reason)
    told = () if act.person.id == relative.employee else (relative.employee,)
    return Change(
        before=relative,
        after=replace(relative, state=Claim.ENDED, ended=ended, holds=()),
        messages=tuple(_message(relative, each, "relative_ended") for each in told),
    )


def _message(relative: Relative, to: str, code: str) -> Message:
    data = {"employee": relative.employee_name, "name": relative.name}
    return Message(to=to, code=code, clause=CLAUSE, data=data)

"""Guests' identity numbers are erased when nobody used them for the setting's time (P-private).

Whoever named them is told a week before, and may keep them by applying; then their claims end and
show no mask, and what is sealed with the guest goes with the key. Pure.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import erasing, sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.erasing import AT_ONCE, CLAUSE, GRACE, NEAR
from chalicelib.core.people import Person
from chalicelib.core.record import Frozen
from chalicelib.lodging.families.model import Claim, EndedClaim, Relative
from chalicelib.lodging.stays.model import OPEN, Stay
from chalicelib.lodging.terms import LodgingTerms

NOTICE = timedelta(days=7)
"""So long before, whoever named the guest is told."""


class Traces(Frozen):
    """Where a guest is in use."""

    claims: tuple[Relative, ...] = ()
    """That show a mask of theirs."""
    stays: tuple[Stay, ...] = ()
    """Of the employees who made these, for this guest."""

    @property
    def open(self) -> Stay | None:
        """The first that is not over."""
        return next((each for each in self.stays if each.state in OPEN), None)

    @property
    def last_used(self) -> datetime:
        """When the last claim was made, proved or ended, or a stay was over."""
        claimed = (at for each in self.claims for at in _instants(each))
        return max((*claimed, *(each.over_at for each in self.stays)))


def _instants(claim: Relative) -> Iterator[datetime]:
    yield claim.claimed_at
    if claim.verified:
        yield claim.verified.at
    if claim.ended:
        yield claim.ended.at


def kept(guest: Person, act: Act[LodgingTerms]) -> Person:
    """The guest as somebody names them now: not erased before the setting's time is over."""
    return erasing.used(guest, act.now, _due(act.now, act.terms))


def _due(last_used: datetime, terms: LodgingTerms) -> datetime:
    """When it is time to give notice."""
    return last_used + timedelta(days=terms.keep_guest_days) - NOTICE


def due(guest: Person, traces: Traces, act: Act[LodgingTerms]) -> Change:
    """What becomes of a guest whose time may be over: kept on, given notice of, or erased."""
    claims = traces.claims
    if not claims:
        facts = {"erased": ["identity"]}
        return Change(before=guest, after=erasing.erased(guest, act.now), facts=facts)
    if guest.erasure:
        if traces.open:
            return _kept_on(guest, claims, act.now + NEAR)
        at = act.now + GRACE
    else:
        look_at = _due(act.now if traces.open else traces.last_used, act.terms)
        if look_at > act.now:
            return _kept_on(guest, claims, look_at)
        at = max(look_at + NOTICE, act.now + GRACE)
    unwarned = [each for each in claims if each.erases_at is None]
    if unwarned:
        return _warned(guest, unwarned, at, act)
    return _wiped(guest, claims[:AT_ONCE], act)


def _kept_on(guest: Person, claims: Iterable[Relative], look_at: datetime) -> Change:
    """They are in use: what notice was given counts no more."""
    noticed = [each for each in claims if each.erases_at]
    also = tuple(withdrawn(noticed[:AT_ONCE]))
    more = len(noticed) > AT_ONCE
    after = erasing.going_on(guest) if more else erasing.timed(guest, look_at)
    return Change(before=guest, after=after, also=also)


def withdrawn(claims: Iterable[Relative | None]) -> Iterator[Change]:
    """These claims are in use: no notice that was given of their end counts any more."""
    for each in claims:
        if each and each.erases_at:
            yield Change(before=each, after=replace(each, erases_at=None))


def _warned(guest: Person, claims: list[Relative], at: datetime, act: Act[Any]) -> Change:
    """Whoever named the guest is told when the number will be erased."""
    told = claims[:AT_ONCE]
    after = erasing.timed(guest, at) if told == claims else erasing.going_on(guest)
    return Change(
        before=guest,
        after=after,
        facts={"erases_at": at, "claims": [each.id for each in told]},
        also=tuple(
            Change(
                before=each,
                after=replace(each, erases_at=at),
                messages=_addressed(each, "relative_erases", at, act),
            )
            for each in told
        ),
    )


def _wiped(guest: Person, claims: tuple[Relative, ...], act: Act[Any]) -> Change:
    """These claims end and show nothing of the number; the guest may be named anew."""
    ids = {each.id for each in claims}
    left = tuple(each for each in guest.named_in if each not in ids)
    return Change(
        before=guest,
        after=erasing.going_on(replace(guest, named_in=left)),
        facts={"claims": sorted(ids)},
        also=tuple(_ended(each, act) for each in claims),
    )


def _ended(claim: Relative, act: Act[Any]) -> Change:
    known = claim.state is Claim.ENDED
    ended = EndedClaim(by=act.person.id, at=act.now, reason=CLAUSE)
    after = replace(
        claim,
        state=Claim.ENDED,
        ended=claim.ended if known else ended,
        document=None,
        erases_at=None,
        holds=(),
    )
    told = () if known else _addressed(claim, "relative_erased", act.now, act)
    return Change(before=claim, after=after, messages=told)


def _addressed(claim: Relative, code: str, at: datetime, act: Act[Any]) -> tuple[Message, ...]:
    if claim.state is Claim.ENDED:
        return ()
    day = str(sitetime.day(at, act.site.time_zone))
    data = {"employee": claim.employee_name, "name": claim.name, "day": day}
    return (Message(to=claim.employee, code=code, clause=CLAUSE, data=data),)

"""Asking for a trip, signing it, and giving it up (R-4.3.7, P-approve). Pure."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from chalicelib.core import approval, sitetime
from chalicelib.core import signing as seats
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.forms import Reason
from chalicelib.core.life import NEW
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen
from chalicelib.reception.cars import booking, covering, signing
from chalicelib.reception.cars.forms import ApproveTrip, AskTrip, WithdrawTrip
from chalicelib.reception.cars.model import (
    CLAUSE,
    REQUEST,
    Car,
    Driver,
    Trip,
    TripKind,
    TripState,
)
from chalicelib.reception.plans.model import LineKind, PlanLine
from chalicelib.reception.receptions import whose
from chalicelib.reception.receptions.model import RECEPTIONS, Content, Over, Reception, Ride
from chalicelib.reception.receptions.rules import receives
from chalicelib.reception.terms import ReceptionTerms

OFFICE = frozenset({Role.OFFICE, Role.OFFICE_HEAD})
"""Who arranges trips."""
ASKS = OFFICE | {Role.HOST_DEPARTMENT}
SEES = OFFICE | {Role.GM, Role.FINANCE}
"""Who sees every trip. The departments of a reception see its trips, whoever asked or signed."""
_PREFIX = "TR"


class Wish(Frozen):
    """Before there is a trip: what was found of what the form names."""

    reception: Reception | None
    terms: ReceptionTerms | None
    """The settings that the reception is judged by."""
    state: str = NEW


class Found(Frozen):
    """A form, and what its decision looks at besides the trip."""

    form: Any
    reception: Reception | None
    terms: ReceptionTerms | None = None
    """The settings that decide: the reception's, or those that the trip was asked under."""
    cars: dict[str, Car] = {}
    drivers: dict[str, Driver] = {}
    """Those that the form names, and those that the trip has."""


def sees(act: Act[Any], trip: Trip) -> bool:
    """Whether a person may know of it: by what they are, by what they may sign, or did (P-who)."""
    person = act.person
    if person.id == trip.asked_by or person.has(SEES):
        return True
    if whose.concerns(act, trip.departments):
        return True
    marks = trip.chain.marks if trip.chain else ()
    return any(person.id == mark.person for mark in marks) or signing.is_signer(trip, act)


def own(trip: Trip, act: Act[Any]) -> Refusal | None:
    """Guard: it is the applicant's to do."""
    if act.person.id == trip.asked_by:
        return None
    return Refusal("not_your_application", approval.CLAUSE)


def own_or_office(trip: Trip, act: Act[Any]) -> Refusal | None:
    """Guard: the applicant gives up their own, the office any."""
    return None if act.person.has(OFFICE) else own(trip, act)


def ask(wish: Wish, form: AskTrip, act: Act[Any]) -> Change:
    """A trip is asked for; it is approved already, if the reception's approval covers it.

    Raises: Refusal `invalid_form`, `line_used`, those of `covering.stopped`.
    """
    reception, line = _asked_on(wish.reception, form, act)
    terms = wish.terms
    assert terms
    refusal = covering.stopped(reception, line.key, terms)
    if refusal:
        raise refusal
    kind = covering.kind_of(form.destination, terms)
    faults = tuple(_faults(form, kind, reception, act))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    if len(reception.trips_on(line.key)) >= line.count:
        raise Refusal("line_used", CLAUSE, line=line.words, count=line.count)
    issued = act.issue(REQUEST, _PREFIX)
    trip = Trip(
        site=act.site.id,
        id=act.fresh_id,
        forms=(issued,),
        state=TripState.APPROVED,
        reception=reception.id,
        reception_number=reception.number,
        departments=reception.departments,
        line=line.key,
        line_name=line.words,
        kind=kind,
        purpose=form.purpose,
        passengers=form.passengers,
        destination=form.destination,
        km=form.km,
        begins=form.begins,
        ends=form.ends,
        asked_by=act.person.id,
        asked_name=act.person.name,
        asked_at=act.now,
        terms=int(terms.id),
        covered=covering.covered(reception, line.key, form.destination, terms),
    )
    trip = trip if trip.covered else _to_sign(trip, reception, terms)
    told = signing.to_arrange(trip, act) if trip.covered else signing.asked_for(trip, act)
    ride = Ride(trip=trip.id, number=trip.number, line=line.key)
    return Change(
        before=None,
        after=trip,
        facts={"number": issued.number, "kind": kind, "covered": trip.covered},
        messages=tuple(told),
        also=(_begun(reception, trip, ride),),
    )


def _asked_on(
    reception: Reception | None, form: AskTrip, act: Act[Any]
) -> tuple[Reception, PlanLine]:
    """The reception, if it is this person's to ask for, and the line of a vehicle.

    Raises: Refusal `invalid_form`.
    """
    if reception is None or not _may_ask(reception, act):
        raise _no_such("/reception")
    line = reception.line(form.line)
    if line is None or line.kind is not LineKind.VEHICLE:
        raise _no_such("/line")
    return reception, line


def _may_ask(reception: Reception, act: Act[Any]) -> bool:
    """Whoever arranges cars, or has the reception to see to."""
    return act.person.has(OFFICE) or receives(reception, act) is None


def _no_such(pointer: str) -> Refusal:
    return Refusal("invalid_form", CLAUSE, faults=(Fault(pointer=pointer, code="no_such"),))


def _faults(form: AskTrip, kind: TripKind, reception: Reception, act: Act[Any]) -> Iterator[Fault]:
    """Within the reception's days, not in the past; how far, where it is far."""
    zone, content = act.site.time_zone, reception.content
    first, last = sitetime.day(form.begins, zone), sitetime.day(form.ends, zone)
    if first < act.today:
        yield Fault(pointer="/begins", code="in_the_past")
    elif not content.first <= first <= content.last:
        yield _outside("/begins", content)
    if form.ends <= form.begins:
        yield Fault(pointer="/ends", code="ends_before_it_begins")
    elif not content.first <= last <= content.last:
        yield _outside("/ends", content)
    if kind is TripKind.LONG_DISTANCE and form.km is None:
        yield Fault(pointer="/km", code="required")


def _outside(at: str, content: Content) -> Fault:
    days = (str(content.first), str(content.last))
    return Fault(pointer=at, code="out_of_range", data={"min": days[0], "max": days[1]})


def _to_sign(trip: Trip, reception: Reception, terms: ReceptionTerms) -> Trip:
    """The trip with a chain of its own, and whoever signs it reminded."""
    chain = signing.chain(trip, (reception.requested_by, *reception.hands), terms)
    timers = (seats.timer(chain, RECEPTIONS),)
    return replace(trip, state=TripState.PENDING, chain=chain, timers=timers)


def _begun(reception: Reception, trip: Trip, ride: Ride) -> Change:
    """The reception with the trip, which keeps it from being closed until it is over."""
    after = replace(
        reception,
        rides=(*reception.rides, ride),
        underway=(*reception.underway, trip.name_in_history),
    )
    return Change(before=reception, after=after)


def ended(trip: Trip, found: Found, ride: Ride | None) -> Change:
    """The reception with the trip over: as it was driven, or without it, its line free again."""
    reception = found.reception
    assert reception
    rides = (ride if each.trip == trip.id else each for each in reception.rides)
    after = replace(
        reception,
        rides=tuple(each for each in rides if each),
        underway=tuple(each for each in reception.underway if each != trip.name_in_history),
    )
    return Change(before=reception, after=after)


def approve(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """The signature: the office is to arrange it."""
    form: ApproveTrip = found.form
    chain = signing.decided(trip, act, approves=True, words=form.words or "")
    after = replace(trip, state=TripState.APPROVED, chain=chain, timers=())
    told = signing.news(after, trip.asked_by, "trip_approved", act)
    return Change(before=trip, after=after, messages=(told, *signing.to_arrange(after, act)))


def refuse(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """The trip is refused, with the words why."""
    form: Reason = found.form
    chain = signing.decided(trip, act, approves=False, words=form.reason)
    after = replace(
        trip, state=TripState.REFUSED, chain=chain, over=_over(form.reason, act), timers=()
    )
    told = signing.news(after, trip.asked_by, "trip_refused", act, reason=form.reason)
    return Change(before=trip, after=after, messages=(told,), also=(ended(trip, found, None),))


def withdraw(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """The applicant takes it back, before anybody signed."""
    assert isinstance(found.form, WithdrawTrip)
    assert trip.chain
    chain = approval.withdraw(trip.chain, act.person.id)
    after = replace(trip, state=TripState.WITHDRAWN, chain=chain, over=_over(None, act), timers=())
    return Change(before=trip, after=after, also=(ended(trip, found, None),))


def cancel(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """It is given up: car and driver are free for others."""
    form: Reason = found.form
    after = replace(trip, state=TripState.CANCELLED, over=_over(form.reason, act))
    return Change(
        before=trip,
        after=after,
        messages=tuple(_told_of_end(after, found, act, form.reason)),
        also=(ended(trip, found, None), *_freed(trip, found, act)),
    )


def _freed(trip: Trip, found: Found, act: Act[Any]) -> Iterator[Change]:
    for each in (*found.cars.values(), *found.drivers.values()):
        yield Change(before=each, after=booking.freed(each, trip.id, act.now))


def _told_of_end(trip: Trip, found: Found, act: Act[Any], reason: str) -> Iterator[Message]:
    """The applicant, and whoever was to drive; not who does it."""
    drivers = (each.person for each in found.drivers.values())
    for each in dict.fromkeys((trip.asked_by, *drivers)):
        if each and each != act.person.id:
            yield signing.news(trip, each, "trip_cancelled", act, reason=reason)


def _over(reason: str | None, act: Act[Any]) -> Over:
    return Over(by=act.person.id, name=act.person.name, at=act.now, reason=reason)

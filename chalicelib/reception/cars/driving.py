"""Arranging an approved trip, leaving and coming back (R-4.3.7). Pure."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Fault, Refusal
from chalicelib.reception.cars import booking, covering, signing
from chalicelib.reception.cars.booking import B
from chalicelib.reception.cars.forms import ArrangeTrip, DepartTrip, ReturnTrip
from chalicelib.reception.cars.model import (
    CLAUSE,
    Arranged,
    Booking,
    Car,
    Driven,
    Driver,
    Trip,
    TripKind,
    TripState,
)
from chalicelib.reception.cars.rules import Found, ended
from chalicelib.reception.plans.model import Finding, Level
from chalicelib.reception.receptions.model import Reception, Ride
from chalicelib.reception.terms import ReceptionTerms


def arrange(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """Car and driver are booked, in place of those that the trip had.

    Raises: Refusal `invalid_form`, `approval_gone`, `car_closed`, `driver_closed`,
    `car_too_small`, `car_taken`, `driver_taken`, those of `covering.stopped`.
    """
    form: ArrangeTrip = found.form
    car, driver = _named(form, found, trip, act)
    trip = _still_approved(trip, found, act)
    arranged = Arranged(
        car=car.id,
        car_name=car.name,
        plate=car.plate,
        driver=driver.id,
        driver_name=driver.name,
        begins=form.begins,
        ends=form.ends,
        by=act.person.id,
        name=act.person.name,
        at=act.now,
    )
    after = replace(trip, state=TripState.ARRANGED, arranged=arranged)
    wanted = _booking(after)
    _free(car, driver, trip, wanted, act)
    assert found.reception
    return Change(
        before=trip,
        after=after,
        messages=tuple(_told(after, driver, found, act)),
        also=(
            *_rebooked(found.cars, car, wanted, act),
            *_rebooked(found.drivers, driver, wanted, act),
        ),
        rests_on=(found.reception,),
    )


def _named(form: ArrangeTrip, found: Found, trip: Trip, act: Act[Any]) -> tuple[Car, Driver]:
    """The car and the driver that the form names, for a time that was asked for.

    Raises: Refusal `invalid_form`.
    """
    car, driver = found.cars.get(form.car), found.drivers.get(form.driver)
    faults = tuple(_faults(form, car, driver, trip, act))
    if faults:
        raise Refusal("invalid_form", CLAUSE, faults=faults)
    assert car
    assert driver
    return car, driver


def _faults(
    form: ArrangeTrip, car: Car | None, driver: Driver | None, trip: Trip, act: Act[Any]
) -> Iterator[Fault]:
    if car is None:
        yield Fault(pointer="/car", code="no_such")
    if driver is None:
        yield Fault(pointer="/driver", code="no_such")
    if form.ends <= form.begins:
        yield Fault(pointer="/ends", code="ends_before_it_begins")
    zone = act.site.time_zone
    first, last = sitetime.day(trip.begins, zone), sitetime.day(trip.ends, zone)
    for at, when in (("/begins", form.begins), ("/ends", form.ends)):
        if not first <= sitetime.day(when, zone) <= last:
            yield Fault(pointer=at, code="out_of_range", data={"min": str(first), "max": str(last)})


def _still_approved(trip: Trip, found: Found, act: Act[Any]) -> Trip:
    """The trip, if its reception as it is now, and what it was approved by, still let it be.

    Raises: Refusal `approval_gone`, those of `covering.stopped`.
    """
    reception, terms = found.reception, found.terms
    assert reception
    assert terms
    refusal = covering.stopped(reception, trip.line, terms)
    if refusal:
        raise refusal
    gone = Refusal("approval_gone", CLAUSE, reception=trip.reception_number)
    if not _as_it_was(trip, reception, terms, act):
        raise gone
    if trip.covered is None:
        return trip
    covered = covering.covered(reception, trip.line, trip.destination, terms)
    if covered is None:
        raise gone
    return replace(trip, covered=covered)


def _as_it_was(trip: Trip, reception: Reception, terms: ReceptionTerms, act: Act[Any]) -> bool:
    """Whether it goes no farther than it was approved for, within the reception's days."""
    farther = covering.kind_of(trip.destination, terms) is TripKind.LONG_DISTANCE
    if farther and trip.kind is TripKind.CITY:
        return False
    zone, content = act.site.time_zone, reception.content
    days = (sitetime.day(each, zone) for each in (trip.begins, trip.ends))
    return all(content.first <= each <= content.last for each in days)


def _free(car: Car, driver: Driver, trip: Trip, wanted: Booking, act: Act[Any]) -> None:
    """See that both may be booked, and are for nothing else at that time.

    Raises: Refusal `car_closed`, `driver_closed`, `car_too_small`, `car_taken`, `driver_taken`.
    """
    if car.closed:
        raise Refusal("car_closed", CLAUSE, car=car.name)
    if driver.closed:
        raise Refusal("driver_closed", CLAUSE, driver=driver.name)
    seats, passengers = car.seats, trip.passengers
    if passengers > seats:
        raise Refusal("car_too_small", CLAUSE, car=car.name, seats=seats, passengers=passengers)
    has = booking.taken(car, wanted)
    if has:
        begins, ends = (signing.shown(each, act) for each in (has.begins, has.ends))
        raise Refusal(
            "car_taken",
            CLAUSE,
            car=car.name,
            trip=has.trip,
            number=has.number,
            begins=begins,
            ends=ends,
        )
    has = booking.taken(driver, wanted)
    if has:
        begins, ends = (signing.shown(each, act) for each in (has.begins, has.ends))
        raise Refusal(
            "driver_taken",
            CLAUSE,
            driver=driver.name,
            trip=has.trip,
            number=has.number,
            begins=begins,
            ends=ends,
        )


def _rebooked(known: dict[str, B], one: B, wanted: Booking, act: Act[Any]) -> Iterator[Change]:
    """The one that is booked from now on, and what the trip had instead."""
    yield Change(before=one, after=booking.booked(one, wanted, act.now))
    for each in known.values():
        if each.id != one.id:
            yield Change(before=each, after=booking.freed(each, wanted.trip, act.now))


def _told(trip: Trip, driver: Driver, found: Found, act: Act[Any]) -> Iterator[Message]:
    """The applicant, whoever is to drive, and whoever is not to any more."""
    assert trip.arranged
    said = {"plate": trip.arranged.plate, "driver": driver.name}
    if trip.asked_by != act.person.id:
        yield signing.news(trip, trip.asked_by, "trip_arranged", act, **said)
    if driver.person:
        yield signing.news(trip, driver.person, "trip_to_drive", act, **said)
    for each in found.drivers.values():
        if each.person and each.id != driver.id:
            yield signing.news(trip, each.person, "trip_not_to_drive", act)


def on_its_day(trip: Trip, act: Act[Any]) -> Refusal | None:
    """Guard: no car leaves before the day on which its trip begins."""
    assert trip.arranged
    first = sitetime.day(trip.arranged.begins, act.site.time_zone)
    return Refusal("trip_to_come", CLAUSE, first=str(first)) if act.today < first else None


def depart(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """The car leaves, with no less on its odometer than it came back with last.

    Raises: Refusal `invalid_form`, `approval_gone`, `car_out`, `driver_out`, those of
    `covering.stopped`.
    """
    form: DepartTrip = found.form
    trip = _still_approved(trip, found, act)
    car, driver = _both(trip, found)
    has = booking.out(car, trip.id)
    if has:
        raise Refusal("car_out", CLAUSE, car=car.name, trip=has.trip, number=has.number)
    has = booking.out(driver, trip.id)
    if has:
        raise Refusal("driver_out", CLAUSE, driver=driver.name, trip=has.trip, number=has.number)
    _no_less(form.odometer, car.odometer)
    after = replace(trip, state=TripState.OUT, left=_read(form.odometer, act))
    leaves = replace(_booking(trip), out=True)
    gone = replace(booking.booked(car, leaves, act.now), odometer=form.odometer)
    assert found.reception
    return Change(
        before=trip,
        after=after,
        also=(
            Change(before=car, after=gone),
            Change(before=driver, after=booking.booked(driver, leaves, act.now)),
        ),
        rests_on=(found.reception,),
    )


def come_back(trip: Trip, found: Found, act: Act[Any]) -> Change:
    """The car is back: how far it went is worked out, and kept as a finding where it is too far.

    Raises: Refusal `invalid_form`.
    """
    form: ReturnTrip = found.form
    car, driver = _both(trip, found)
    assert trip.left
    assert found.terms
    _no_less(form.odometer, trip.left.odometer)
    after = replace(
        trip, state=TripState.RETURNED, back=_read(form.odometer, act), remark=form.words
    )
    findings = tuple(_findings(after, found.terms))
    ride = Ride(trip=trip.id, number=trip.number, line=trip.line, findings=findings)
    had = replace(_booking(trip), out=True)
    here = replace(booking.back(car, had, act.now), odometer=form.odometer)
    return Change(
        before=trip,
        after=replace(after, findings=findings),
        facts={"distance": after.distance, "findings": [each.code for each in findings]},
        also=(
            Change(before=car, after=here),
            Change(before=driver, after=booking.back(driver, had, act.now)),
            ended(trip, found, ride),
        ),
    )


def _findings(trip: Trip, terms: ReceptionTerms) -> Iterator[Finding]:
    """Farther than what was approved reaches: within the city, or as it was declared."""
    most = terms.city_km if trip.kind is TripKind.CITY else trip.km
    distance = trip.distance
    assert distance is not None
    if most is not None and distance > most:
        yield Finding(
            level=Level.WARN,
            code="distance_beyond",
            clause=CLAUSE,
            line=trip.line,
            data={"trip": trip.id, "number": trip.number, "km": distance, "most": most},
            terms=trip.terms,
        )


def _both(trip: Trip, found: Found) -> tuple[Car, Driver]:
    """The car and the driver that the trip has."""
    assert trip.arranged
    return found.cars[trip.arranged.car], found.drivers[trip.arranged.driver]


def _booking(trip: Trip) -> Booking:
    """What car and driver are booked for by the trip."""
    assert trip.arranged
    return Booking(
        trip=trip.id,
        number=trip.number,
        destination=trip.destination,
        begins=trip.arranged.begins,
        ends=trip.arranged.ends,
    )


def _no_less(odometer: int, least: int) -> None:
    if odometer < least:
        fault = Fault(pointer="/odometer", code="odometer_back", data={"least": least})
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))


def _read(odometer: int, act: Act[Any]) -> Driven:
    return Driven(odometer=odometer, at=act.now, by=act.person.id, name=act.person.name)

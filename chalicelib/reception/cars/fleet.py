"""The registry of cars and drivers, as the office keeps it (R-4.3.7). Pure."""

from typing import Any, TypeVar

from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import Person, Role
from chalicelib.reception.cars.forms import AddCar, AddDriver, ChangeCar, ChangeDriver
from chalicelib.reception.cars.model import (
    CLAUSE,
    Bookable,
    Car,
    Driver,
    driver_hold,
    plate_hold,
)

KEEPS = frozenset({Role.OFFICE, Role.OFFICE_HEAD, Role.ADMIN})
"""Who settles which cars and drivers there are."""
B = TypeVar("B", bound=Bookable)


def add_car(form: AddCar, act: Act[Any]) -> Change:
    """One more car; its plate is no other's."""
    car = Car(
        site=act.site.id,
        id=act.fresh_id,
        name=form.name,
        plate=form.plate,
        seats=form.seats,
        odometer=form.odometer,
        holds=(plate_hold(form.plate),),
    )
    return Change(before=None, after=car)


def change_car(car: Car, form: ChangeCar) -> Change:
    """The car as it is from now on; what is booked stays booked."""
    after = replace(
        car,
        name=form.name,
        plate=form.plate,
        seats=form.seats,
        odometer=form.odometer,
        closed=form.closed,
        holds=(plate_hold(form.plate),),
    )
    return _changed(car, after)


def add_driver(form: AddDriver, person: Person | None, act: Act[Any]) -> Change:
    """One more driver; a person of the site is no more than one."""
    driver = Driver(site=act.site.id, id=act.fresh_id, name=form.name)
    return Change(before=None, after=_who(driver, form.person, person))


def change_driver(driver: Driver, form: ChangeDriver, person: Person | None) -> Change:
    """The driver as they are from now on; what is booked stays booked."""
    after = replace(driver, name=form.name, closed=form.closed)
    return _changed(driver, _who(after, form.person, person))


def _who(driver: Driver, id: str | None, person: Person | None) -> Driver:
    """The driver as who they are at the site, if they are known there.

    Raises: Refusal `invalid_form`.
    """
    if id and (person is None or not person.active or not person.roles):
        fault = Fault(pointer="/person", code="no_such")
        raise Refusal("invalid_form", CLAUSE, faults=(fault,))
    return replace(driver, person=id, holds=(driver_hold(id),) if id else ())


def _changed(before: B, after: B) -> Change:
    if after == before:
        raise Refusal("nothing_changed", CLAUSE)
    return Change(before=before, after=after)

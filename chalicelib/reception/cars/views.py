"""What is shown of cars, drivers and trips, and what may be done with a trip now."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from chalicelib.core import sitetime
from chalicelib.core.act import Act
from chalicelib.core.record import Frozen
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.cars.model import Bookable, Booking, Car, Driver, Trip
from chalicelib.service.showing import Action, actions


class TripView(Frozen):
    """A trip, and what this person may do with it now."""

    version: int
    trip: Trip
    distance: int | None
    """Km driven, once the car is back."""
    allowed_actions: tuple[Action, ...]


class TripPage(Frozen):
    """A page of trips."""

    items: tuple[TripView, ...]
    next: str | None


class CarView(Frozen):
    """A car, with what it is booked for."""

    version: int
    car: Car


class CarPage(Frozen):
    """A page of cars."""

    items: tuple[CarView, ...]
    next: str | None


class DriverView(Frozen):
    """A driver, with what they are booked for."""

    version: int
    driver: Driver


class DriverPage(Frozen):
    """A page of drivers."""

    items: tuple[DriverView, ...]
    next: str | None


class Row(Frozen):
    """A car or a driver in the calendar, with a bar for each booking of those days."""

    id: str
    name: str
    plate: str | None
    """Of a car."""
    seats: int | None
    closed: bool
    bars: tuple[Booking, ...]
    """In order of time; one may begin before these days and end after them."""


class CarCalendar(Frozen):
    """Who and what is booked when 用車日曆, as a page draws it: a row each, in order of names."""

    from_day: date
    to_day: date
    time_zone: str
    cars: tuple[Row, ...]
    drivers: tuple[Row, ...]


def trip_view(trip: Trip, act: Act[Any]) -> TripView:
    """The trip as this person sees it."""
    return TripView(
        version=trip.version,
        trip=trip,
        distance=trip.distance,
        allowed_actions=actions(TRIP, trip, act, f"/sites/{trip.site}/trips/{trip.id}"),
    )


def calendar(
    cars: Iterable[Car], drivers: Iterable[Driver], days: tuple[date, date], act: Act[Any]
) -> CarCalendar:
    """The bars of these days, both included."""
    zone = act.site.time_zone

    def bars(one: Bookable) -> Iterator[Booking]:
        for each in one.bookings:
            begins, ends = sitetime.day(each.begins, zone), _last_day(each, zone)
            if begins <= days[1] and days[0] <= ends:
                yield each

    return CarCalendar(
        from_day=days[0],
        to_day=days[1],
        time_zone=zone,
        cars=_rows(
            Row(
                id=each.id,
                name=each.name,
                plate=each.plate,
                seats=each.seats,
                closed=each.closed,
                bars=tuple(bars(each)),
            )
            for each in cars
        ),
        drivers=_rows(
            Row(
                id=each.id,
                name=each.name,
                plate=None,
                seats=None,
                closed=each.closed,
                bars=tuple(bars(each)),
            )
            for each in drivers
        ),
    )


def _rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda each: (each.name, each.id)))


def _last_day(booking: Booking, zone: str) -> date:
    """The day in which its last instant lies: one that ends at midnight has none of the next."""
    return sitetime.day(booking.ends - timedelta(milliseconds=1), zone)

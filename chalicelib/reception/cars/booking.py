"""Booking a car or a driver: never twice for one time (R-4.3.7). Pure.

A booking reaches from its first instant to before its last: what begins as another ends is free.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from chalicelib.reception.cars.model import KEPT, Bookable, Booking

B = TypeVar("B", bound=Bookable)


def taken(one: Bookable, wanted: Booking) -> Booking | None:
    """The first booking for another trip that is for some of the same time."""
    return next((each for each in _others(one, wanted.trip) if overlap(each, wanted)), None)


def overlap(one: Booking, other: Booking) -> bool:
    """Whether two are for some of the same time."""
    return one.begins < other.ends and other.begins < one.ends


def out(one: Bookable, trip: str) -> Booking | None:
    """The other trip for which a car or driver has left and is not back."""
    return next((each for each in _others(one, trip) if each.out), None)


def booked(one: B, wanted: Booking, now: datetime) -> B:
    """The car or driver with this booking, in place of what the trip had before."""
    others = (each for each in _others(one, wanted.trip) if _kept(each, now))
    return replace(one, bookings=tuple(sorted((*others, wanted), key=_in_order)))


def freed(one: B, trip: str, now: datetime) -> B:
    """The car or driver without what a trip had."""
    kept = tuple(each for each in _others(one, trip) if _kept(each, now))
    return replace(one, bookings=kept)


def back(one: B, had: Booking, now: datetime) -> B:
    """The car or driver back from a trip: what is left of its time is free."""
    if now <= had.begins:
        return freed(one, had.trip, now)
    return booked(one, replace(had, ends=min(had.ends, now), out=False), now)


def _others(one: Bookable, trip: str) -> Iterator[Booking]:
    return (each for each in one.bookings if each.trip != trip)


def _kept(booking: Booking, now: datetime) -> bool:
    return booking.out or booking.ends > now - KEPT


def _in_order(booking: Booking) -> tuple[datetime, str]:
    return booking.begins, booking.trip

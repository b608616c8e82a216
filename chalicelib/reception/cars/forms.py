"""What is filled in about cars, drivers and trips."""

from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Day, Id, Line, Plate, Question, Text, When, among
from chalicelib.core.forms import Dated, Form, Order, Urgency
from chalicelib.reception.cars.model import TripState
from chalicelib.reception.plans.model import LineKind

Odometer = Annotated[int, Meta(ge=0, le=9_999_999, examples=[48210])]
"""A reading, in km."""
Passengers = Annotated[int, Meta(ge=1, le=100, examples=[4])]


class AddCar(Form):
    """A car of the house 車輛."""

    name: Line
    plate: Plate
    seats: Passengers
    """For passengers, besides the driver's."""
    odometer: Odometer


class ChangeCar(AddCar):
    """A car as it is to be, whole. What is closed is booked for nothing anew."""

    closed: bool = False


class AddDriver(Form):
    """A driver of the house 司機."""

    name: Line
    person: Id | None = None
    """Of the site, if they are known there: then they are told what they are to drive."""


class ChangeDriver(AddDriver):
    """A driver as they are to be, whole. Who is closed is booked for nothing anew."""

    closed: bool = False


class OfDays(Form):
    """Of which days to show the bookings: 31 at most."""

    from_day: Day
    to_day: Day


class AskTrip(Form):
    """Ask for a car for guests of a reception 用車申請, on a line of its plan (R-4.3.7).

    Whether it is within the city follows from the destination, by the settings.
    """

    reception: Id
    line: Annotated[Id, among([LineKind.VEHICLE])]
    """Key of a line of its plan, of a vehicle."""
    purpose: Text
    passengers: Passengers
    destination: Line
    km: Annotated[int, Meta(ge=1, le=20_000, examples=[320])] | None = None
    """Of a long distance: how far it is, there and back."""
    begins: When
    ends: When


class ApproveTrip(Form):
    """Sign a trip 批准用車 (R-4.3.7)."""

    words: Text | None = None


class WithdrawTrip(Form):
    """Take one's request back 撤回, while nobody has signed it (P-approve)."""


class ArrangeTrip(Form):
    """Book a car and a driver for an approved trip 派車, or others, or another time.

    The time is within the days that were asked for; what begins as another ends is free.
    """

    car: Id
    driver: Id
    begins: When
    ends: When


class DepartTrip(Form):
    """The car leaves 出車."""

    odometer: Odometer


class ReturnTrip(Form):
    """The car is back 回場."""

    odometer: Odometer
    words: Text | None = None
    """Of the way: why it was longer, for one."""


class TripsOf(Dated):
    """Which trips to list, by the day on which they were asked for; in which order."""

    order: Order = Order.OLDEST


class TripsDriven(Form):
    """Which of the trips that one drives to list, by the day on which they begin; in which order.

    All at once: a driver's bookings are few.
    """

    from_day: Day | None = None
    to_day: Day | None = None
    order: Order = Order.OLDEST


class TripsIn(Dated):
    """Which trips to list, by where they stand and the day on which they were asked for.

    With `q` they are found by number, reception, destination, purpose and who asked, newest first,
    wherever they stand unless a state is given as well.
    """

    state: TripState | None = None
    """Those to be signed, if neither this nor `q` is given."""
    q: Question | None = None
    order: Urgency = Urgency.OLDEST

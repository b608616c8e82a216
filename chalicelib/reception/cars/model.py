"""What is kept of cars, drivers and trips (R-4.3.7)."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core import alike
from chalicelib.core.approval import Chain
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen, Hold, Instant, Record
from chalicelib.reception.plans.model import Finding
from chalicelib.reception.receptions.model import Over

CLAUSE = "R-4.3.7"
"""The clause by which cars are approved, arranged, and booked for one trip at a time."""
REQUEST = "trip_request"
"""The numbered form 用車申請單."""
KEPT = timedelta(days=62)
"""How long a car and a driver remember what they were booked for."""


class Booking(Frozen):
    """A time for which a car or a driver is booked: from the one instant, to before the other."""

    trip: str
    number: str
    """Of the trip's form."""
    destination: str
    begins: Instant
    ends: Instant
    out: bool = False
    """Whether they have left for it and are not back."""


class Bookable(Record):
    """A car or a driver, with the times for which they are booked.

    Each booking is decided by this record's version: neither is booked twice for one time, however
    many decide at once.
    """

    name: str
    closed: bool = False
    """Booked for nothing anew."""
    bookings: tuple[Booking, ...] = ()
    """In order of time; those over long ago are left out."""


class Car(Bookable):
    """A car 車輛."""

    KIND: ClassVar[str] = "car"
    TABLE: ClassVar[str] = "reception"

    plate: str
    seats: int
    """For passengers, besides the driver's."""
    odometer: int
    """In km, as it was read last."""


class Driver(Bookable):
    """A driver 司機."""

    KIND: ClassVar[str] = "driver"
    TABLE: ClassVar[str] = "reception"

    person: str | None = None
    """Person id, of who is known at the site: they are told what they are to drive, and see it."""

    def index(self) -> dict[str, str | None]:
        """Found by the person."""
        return {"person_key": f"{self.site}#{self.person}" if self.person else None}


def plate_hold(plate: str) -> Hold:
    """A plate is one car's, however it is written."""
    letters = "".join(each for each in alike.bare(plate) if each.isalnum())
    return Hold(key=f"plate/{letters}", code="plate_known", clause=CLAUSE)


def driver_hold(person: str) -> Hold:
    """A person is one driver."""
    return Hold(key=f"driver/{person}", code="driver_known", clause=CLAUSE)


class TripKind(StrEnum):
    """How far a trip goes, by where it is declared to go (R-4.3.7)."""

    CITY = "city"
    """市區."""
    LONG_DISTANCE = "long_distance"
    """長途."""


class TripState(StrEnum):
    """Where a trip stands."""

    PENDING = "pending"
    APPROVED = "approved"
    """The office is to arrange it."""
    ARRANGED = "arranged"
    """A car and a driver are booked."""
    OUT = "out"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Covered(Frozen):
    """By what of the reception's own approval a trip is approved (R-4.3.7)."""

    role: Role
    """As what it was given: the office head's signature, or the general manager's grant."""
    by: str
    at: Instant
    digest: str
    """Of what was signed or granted."""


class Arranged(Frozen):
    """Who drives in which car, and exactly when."""

    car: str
    car_name: str
    plate: str
    driver: str
    driver_name: str
    begins: Instant
    ends: Instant
    by: str
    name: str
    at: Instant


class Driven(Frozen):
    """A reading of the odometer, as the car left or came back."""

    odometer: int
    at: Instant
    by: str
    name: str


class Trip(Record):
    """A trip by car for guests of a reception 用車, from the wish to the way back."""

    KIND: ClassVar[str] = "trip"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset(
        {TripState.PENDING, TripState.APPROVED, TripState.ARRANGED, TripState.OUT}
    )

    state: TripState
    reception: str
    reception_number: str
    departments: Annotated[tuple[str, ...], Meta(min_length=1)]
    """Keys of those whose reception it was when it was asked for."""
    line: str
    """Key of the line of the reception's plan."""
    line_name: str = ""
    """What that is for, as it was when the trip was asked for."""
    kind: TripKind
    purpose: str
    passengers: int
    destination: str
    km: int | None = None
    """Declared, there and back, of a long distance."""
    begins: Instant
    ends: Instant
    """As it was asked for."""
    asked_by: str
    asked_name: str
    asked_at: Instant
    terms: int
    """Number of the settings that it is judged by: the reception's."""
    chain: Chain | None = None
    """None where the reception's own approval covers it."""
    covered: Covered | None = None
    arranged: Arranged | None = None
    left: Driven | None = None
    back: Driven | None = None
    remark: str | None = None
    """What was said of the way when it was over."""
    findings: tuple[Finding, ...] = ()
    over: Over | None = None

    @property
    def number(self) -> str:
        """Of its form."""
        return self.forms[0].number

    @property
    def distance(self) -> int | None:
        """Km driven, once the car is back."""
        return self.back.odometer - self.left.odometer if self.left and self.back else None

    def index(self) -> dict[str, str | None]:
        """Found by who asked for it, by where it stands, and by its reception."""
        return {
            "person_key": f"{self.site}#{self.asked_by}",
            **self.stands(self.state),
            "reception_key": f"{self.site}#{self.reception}",
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its number, its reception's, where it goes, what for, and who asked (P-find)."""
        return (
            self.number,
            self.reception_number,
            self.destination,
            self.purpose,
            self.asked_name,
        )

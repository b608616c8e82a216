"""The few cars and drivers of the hospital, and what they are booked for (R-4.3.7)."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.estate import START, instant, local
from tests.simulate.hospital.book import Bookable, Trip
from tests.simulate.hospital.people import SO
from tests.simulate.hospital.rulings import No, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

CARS = (("粵C·A1001", 4), ("粵C·A1002", 12))
DRIVERS = ("司機何", "司機袁")
SHUT = ((20, 45, 0), (200, 215, 1))
"""From which day to which a car is in the workshop, by its place."""


class Fleet:
    """Cars and drivers."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year

    def plan(self, day: date) -> None:
        """Cars and drivers there are from the first day on; some are in the workshop meanwhile."""
        year, since = self._year, (day - START).days
        if since == 0:
            year.at(instant(day, 0.2), self._buy)
        for first, last, place in SHUT:
            if since in (first, last):
                year.at(instant(day, 8), lambda p=place, s=since == first: self._shut(p, s))  # type: ignore[misc]

    def _buy(self) -> None:
        year = self._year
        for plate, seats in CARS:
            form = {"name": plate, "plate": plate, "seats": seats, "odometer": 1000}
            reply = year.post("/cars", SO, form)
            if year.expect(reply, 201, "car"):
                id = reply.json["car"]["id"]
                year.book.cars[id] = Bookable(id, seats, 1000)
        again = {"name": "又一輛", "plate": "粵 C-a1001", "seats": 4, "odometer": 5}
        year.answered(year.post("/cars", SO, again), "car again", no("plate_known", "R-4.3.7"))
        for name in DRIVERS:
            reply = year.post("/drivers", SO, {"name": name})
            if year.expect(reply, 201, "driver"):
                id = reply.json["driver"]["id"]
                year.book.drivers[id] = Bookable(id)

    def _shut(self, place: int, shut: bool) -> None:
        year = self._year
        car = list(year.book.cars.values())[place]
        plate, seats = CARS[place]
        known = {"name": plate, "plate": plate, "seats": seats, "odometer": car.odometer}
        path = f"/cars/{car.id}"
        etag = year.get(path, SO).etag
        reply = year.post(f"{path}/change", SO, {**known, "closed": shut}, etag)
        if year.expect(reply, 200, "car changed"):
            car.closed = shut

    @property
    def pairs(self) -> list[tuple[Bookable, Bookable]]:
        """Every car with every driver."""
        book = self._year.book
        return [(car, driver) for car in book.cars.values() for driver in book.drivers.values()]

    @staticmethod
    def no_car(trip: Trip, car: Bookable, driver: Bookable) -> No | None:
        """Why a car and a driver are not to be had for a trip."""
        if car.closed:
            return no("car_closed", "R-4.3.7")
        if trip.passengers > car.seats:
            return no("car_too_small", "R-4.3.7")
        if car.taken(trip.id, trip.begins, trip.ends):
            return no("car_taken", "R-4.3.7")
        if driver.taken(trip.id, trip.begins, trip.ends):
            return no("driver_taken", "R-4.3.7")
        return None

    def both(self, trip: Trip) -> tuple[Bookable, Bookable]:
        """The car and the driver that a trip has."""
        book = self._year.book
        assert trip.car
        assert trip.driver
        return book.cars[trip.car], book.drivers[trip.driver]

    def free(self, trip: Trip) -> None:
        """They are another's to have, if it has them."""
        for one in self.both(trip) if trip.car else ():
            one.bookings.pop(trip.id, None)

    def gone(self, trip: Trip) -> No | None:
        """Why they cannot leave: they are out with another trip."""
        car, driver = self.both(trip)
        if car.out(trip.id):
            return no("car_out", "R-4.3.7")
        return no("driver_out", "R-4.3.7") if driver.out(trip.id) else None


def bars(
    booked: dict[str, Bookable], days: tuple[date, date]
) -> set[tuple[str, str, datetime, datetime]]:
    """Who is booked for what in some days, as the calendar has to show it."""
    return {
        (one.id, each.trip, each.begins, each.ends)
        for one in booked.values()
        for each in one.bookings.values()
        if local(each.begins).date() <= days[1]
        and days[0] <= local(each.ends - timedelta(milliseconds=1)).date()
    }

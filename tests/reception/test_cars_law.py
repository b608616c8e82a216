"""Whatever is arranged, rearranged, driven and given up in whatever order: nothing is booked twice,
and what is booked is what is arranged (R-4.3.7).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import Form, Reason
from chalicelib.core.people import Person, Role
from chalicelib.core.record import Frozen, NumberedForm, Record
from chalicelib.reception.cars import booking
from chalicelib.reception.cars.forms import ArrangeTrip, AskTrip, DepartTrip, ReturnTrip
from chalicelib.reception.cars.life import TRIP
from chalicelib.reception.cars.model import Bookable, Booking, Car, Driver, Trip, TripState
from chalicelib.reception.cars.rules import Found, Wish
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.terms import rulebook
from local import sample
from tests.core.making import LAW
from tests.support.cars import CITY, granted, vehicle

pytestmark = pytest.mark.clause("R-4.3.7")

NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = date(2026, 3, 2)
TERMS = replace(rulebook("site"), districts=(CITY,))
FORM = NumberedForm(form="x", number="RR-1", day=DAY, seq=1, at=NINE, by="host")
OFFICER = Person(site="site", id="officer", name="officer", roles=(Role.OFFICE,))
TRIPS, CARS, DRIVERS = range(6), range(2), range(2)


class Step(Frozen):
    """Something that is tried."""

    command: str
    trip: int
    car: int
    driver: int
    begins: int
    """Quarters of an hour after nine."""
    length: int
    later: int
    """Minutes before it is tried."""


STEPS = st.lists(
    st.builds(
        Step,
        command=st.sampled_from([*["arrange"] * 4, *["go on"] * 3, "cancel", "ask"]),
        trip=st.sampled_from(TRIPS),
        car=st.sampled_from(CARS),
        driver=st.sampled_from(DRIVERS),
        begins=st.integers(0, 8),
        length=st.integers(1, 4),
        later=st.integers(0, 10),
    ),
    min_size=25,
    max_size=40,
)


class House:
    """Two cars, two drivers, and a reception with trips; every change as it is decided."""

    def __init__(self) -> None:
        self.now = NINE
        lines = (vehicle(DAY, "city", CITY, count=99),)
        self.records: dict[str, Record] = {}
        self.keep(replace(granted(FORM, TERMS, *lines, first=DAY), site="site"))
        for each in CARS:
            self.keep(Car(site="site", id=f"c{each}", name="x", plate="x", seats=4, odometer=0))
        for each in DRIVERS:
            self.keep(Driver(site="site", id=f"d{each}", name="x"))
        self.trips: dict[int, str] = {}
        for each in TRIPS:
            self.ask(each)

    def keep(self, *records: Record) -> None:
        for each in records:
            self.records[each.name_in_history] = replace(each, version=each.version + 1)

    def all(self, kind: type[Any]) -> Iterator[Any]:
        return (each for each in self.records.values() if isinstance(each, kind))

    @property
    def reception(self) -> Reception:
        return next(self.all(Reception))

    def act(self) -> Act[Any]:
        return Act(
            person=OFFICER,
            now=self.now,
            site=sample.site("site"),
            terms=None,
            fresh_id=f"trip-{len(self.records)}",
        )

    def carry_out(self, change: Change) -> Record:
        """Every record that is changed was as it was read."""
        for each in change.whole():
            known = self.records.get(each.after.name_in_history)
            assert each.before == known
            self.keep(each.after)
        return change.after

    def ask(self, number: int) -> None:
        form = AskTrip(
            reception="reception",
            line="city",
            purpose="x",
            passengers=1,
            destination=CITY,
            begins=self.now,
            ends=NINE + timedelta(hours=14),
        )
        wish = Wish(reception=self.reception, terms=TERMS)
        self.trips[number] = self.carry_out(TRIP.decide("ask", wish, form, self.act())).id

    def trip(self, number: int) -> Trip:
        return self.records[f"trip#{self.trips[number]}"]  # type: ignore[return-value]

    def command(self, step: Step) -> str:
        """What going on means for the trip."""
        if step.command != "go on":
            return step.command
        return "return" if self.trip(step.trip).state is TripState.OUT else "depart"

    def form(self, step: Step, command: str) -> Form:
        begins = NINE + timedelta(minutes=15 * step.begins)
        forms: Mapping[str, Form] = {
            "arrange": ArrangeTrip(
                car=f"c{step.car}",
                driver=f"d{step.driver}",
                begins=begins,
                ends=begins + timedelta(minutes=15 * step.length),
            ),
            "cancel": Reason(reason="x"),
            "depart": DepartTrip(odometer=10**6),
            "return": ReturnTrip(odometer=10**6),
        }
        return forms[command]

    def take(self, step: Step) -> None:
        self.now += timedelta(minutes=step.later)
        trip, had = self.trip(step.trip), self.trip(step.trip).arranged
        command = self.command(step)
        if command == "ask":
            if not TRIP.allowed(trip, self.act()):
                self.ask(step.trip)
            return
        wanted = command == "arrange"
        cars = {*([f"c{step.car}"] if wanted else ()), *([had.car] if had else ())}
        drivers = {*([f"d{step.driver}"] if wanted else ()), *([had.driver] if had else ())}
        found = Found(
            form=self.form(step, command),
            reception=self.reception,
            terms=TERMS,
            cars={each.id: each for each in self.all(Car) if each.id in cars},
            drivers={each.id: each for each in self.all(Driver) if each.id in drivers},
        )
        self.carry_out(TRIP.decide(command, trip, found, self.act()))

    def holds(self) -> None:
        """The law."""
        held: dict[str, set[tuple[str, str]]] = {}
        for one in self.all(Bookable):
            for first, second in combinations(one.bookings, 2):
                assert not booking.overlap(first, second), one
            for each in one.bookings:
                held.setdefault(each.trip, set()).add((type(one).KIND, one.id))
                self._is_what_the_trip_says(one, each)
        for trip in self.all(Trip):
            has = held.get(trip.id, set())
            both = trip.arranged and {("car", trip.arranged.car), ("driver", trip.arranged.driver)}
            if trip.state in (TripState.ARRANGED, TripState.OUT):
                assert has == both
            elif trip.state is TripState.RETURNED:
                assert has in (both, set())
            else:
                assert has == set()

    def _is_what_the_trip_says(self, one: Bookable, held: Booking) -> None:
        trip: Any = self.records[f"trip#{held.trip}"]
        assert held.begins == trip.arranged.begins < held.ends
        assert held.ends <= trip.arranged.ends
        assert held.out == (trip.state is TripState.OUT)
        if trip.state is not TripState.RETURNED:
            assert held.ends == trip.arranged.ends
        if isinstance(one, Car) and held.out:
            assert one.odometer == trip.left.odometer


@given(STEPS)
@LAW
def test_nothing_is_booked_twice_and_what_is_booked_is_arranged(steps: list[Step]) -> None:
    house, done = House(), 0
    for step in steps:
        before = dict(house.records)
        try:
            house.take(step)
        except Refusal:
            assert house.records == before
        else:
            done += 1
        house.holds()
    underway = {each.name_in_history for each in house.all(Trip) if not over(each)}
    assert set(house.reception.underway) == underway


def over(trip: Trip) -> bool:
    return trip.state in (TripState.RETURNED, TripState.CANCELLED)


AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def held(begins: int, ends: int, trip: str = "t") -> Booking:
    """In seconds after ten."""
    first, last = (AT + timedelta(seconds=each) for each in (begins, ends))
    return Booking(trip=trip, number="x", destination="x", begins=first, ends=last)


@pytest.mark.parametrize(
    ("begins", "ends", "taken"),
    [
        (-60, 0, False),  # ends as the other begins
        (60, 120, False),  # begins as the other ends
        (-60, 1, True),
        (59, 120, True),
        (0, 60, True),
        (10, 20, True),
        (-10, 70, True),
    ],
)
def test_a_booking_reaches_to_before_its_end(begins: int, ends: int, taken: bool) -> None:
    one = Driver(site="s", id="d", name="x", bookings=(held(0, 60),))
    assert bool(booking.taken(one, held(begins, ends, "other"))) is taken
    assert booking.taken(one, held(begins, ends)) is None  # its own is in nobody's way

"""Cars for guests: asked for, signed by how far they go, arranged, driven, given up (R-4.3.7).

There are few cars and drivers, wanted at overlapping times and at times that touch.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.simulate.estate import instant, local
from tests.simulate.hospital import rulings
from tests.simulate.hospital.book import Bookable, Booking, Trip, Visit
from tests.simulate.hospital.people import CITY, FAR, GM, HEAD, LO, SO
from tests.simulate.hospital.rulings import No, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

ELSEWHERE, REFUSED, GIVEN_UP, TOO_FAR, MOVED = 0.2, 0.08, 0.08, 0.3, 0.15
BAD, OWN = 0.15, 0.2


class Driving:
    """Trips, from the wish to the way back."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._fleet = year.fleet

    def carry_out(self, visit: Visit) -> None:
        """Every vehicle of the plan is asked for, mostly as often as it was planned."""
        for key, line in visit.lines.items():
            own = line["bearer"] == "guest_unit" and not self._year.happens(OWN)
            if line["kind"] == "vehicle" and not own:
                more = self._year.happens(0.15)
                for _ in range(line["count"] + more):
                    self._year.later(4, lambda key=key: self._ask(visit, key))  # type: ignore[misc]

    # Asking and signing

    def _ask(self, visit: Visit, key: str) -> None:
        year, chance = self._year, self._year.chance
        if key not in visit.lines or visit.last_day < year.today:
            return
        line = visit.lines[key]
        destination = line["destination"]
        if year.happens(ELSEWHERE):
            destination = chance.choice((*CITY, *FAR))
        begins, ends = self._times(visit)
        far = not rulings.in_city(destination, visit.terms)
        form = {
            "reception": visit.id,
            "line": key,
            "purpose": "接送",
            "passengers": min(len(visit.guests), 10),
            "destination": destination,
            "begins": begins.isoformat(),
            "ends": ends.isoformat(),
            **({"km": chance.choice((120, 300))} if far else {}),
        }
        who = visit.by if year.happens(0.7) else SO
        wanted = self._stopped(visit, key)
        if wanted is None and len(visit.rides(key)) >= line.get("count", 1):
            wanted = no("line_used", "R-4.3.7")
        reply = year.begin("trip", who, form, wanted)
        if reply is None:
            return
        trip = Trip(
            "trip",
            reply.json["trip"],
            reply.etag,
            who,
            visit=visit,
            line=key,
            destination=destination,
            far=far,
            km=form.get("km"),
            passengers=form["passengers"],
            begins=begins,
            ends=ends,
            barred=(who, visit.by, *visit.hands),
            terms=visit.terms,
            covered=self._covers(visit, key, destination),
        )
        trip.state = "approved" if trip.covered else "pending"
        visit.trips.append(trip)
        year.book.trips[trip.id] = trip
        year.begun(trip, reply, form)
        year.touch(visit)
        if trip.view["kind"] != ("long_distance" if far else "city"):
            year.violated(f"trip {trip.id} is {trip.view['kind']} to {destination}")
        if not trip.covered and year.happens(BAD):
            self._arrange(trip, again=True)
        if trip.covered:
            year.later(3, lambda: self._arrange(trip))
        else:
            year.later(4, lambda: self._sign(trip))
        if year.happens(GIVEN_UP):
            year.later(12, lambda: self._give_up(trip))
        year.at(ends + timedelta(hours=12), lambda: self._give_up(trip))

    def _times(self, visit: Visit) -> tuple[datetime, datetime]:
        """A whole hour or a half of a day that is left of the visit."""
        chance, today = self._year.chance, self._year.today
        first = max(visit.first_day, today)
        day = first + timedelta(days=chance.randint(0, (visit.last_day - first).days))
        begins = chance.choice((8, 9, 10, 10.5, 11, 13, 14, 15, 16))
        return instant(day, begins), instant(day, begins + chance.choice((1, 1.5, 2, 3)))

    @staticmethod
    def _stopped(visit: Visit, key: str) -> No | None:
        """Why there is no trip on a line. That it is far the GM may grant to the trip as well."""
        found = rulings.may_spend(visit, key)
        if found is None or found.code != "not_granted":
            return found
        return None if set(found.clauses) == {"R-4.3.7"} else found

    @staticmethod
    def _covers(visit: Visit, key: str, destination: str) -> bool:
        """Whether the reception's approval is for this trip too: as it was planned, and by whom
        such a trip has to be signed.
        """
        if key not in visit.lines or rulings.may_spend(visit, key):
            return False
        if visit.lines[key]["destination"] != destination:
            return False
        if rulings.in_city(destination, visit.terms):
            return any(each.role in ("office_head", "gm") for each in visit.signed)
        return bool(visit.granted.get(("long_distance", key, None)))

    def _sign(self, trip: Trip) -> None:
        """Within the city who heads the office signs, a long distance the GM."""
        year, office = self._year, self._year.office
        if trip.state != "pending":
            return
        turn = office.alone("gm" if trip.far else "office_head", trip.barred)
        if turn is None:
            return
        wrong = HEAD if turn.holder == GM else GM
        if year.happens(BAD):
            etag = year.get(trip.path, SO).etag
            reply = year.post(f"{trip.path}/approve", wrong, {}, etag)
            year.bars(reply, f"{wrong} signs another's trip", "R-4.3.7")
        delegable = trip.terms["gm_delegable"]
        who = office.signs_for(turn, trip.barred, delegable=delegable)
        if who is None:
            year.at(office.back(turn.holder), lambda: self._sign(trip))
        elif year.happens(REFUSED):
            if year.step(trip, "refuse", who, {"reason": "請步行"}):
                trip.state = "refused"
                year.touch(trip.visit)
        elif year.step(trip, "approve", who, {}):
            trip.state = "approved"
            year.later(2, lambda: self._arrange(trip))

    # Arranging and driving

    def _arrange(self, trip: Trip, *, again: bool = False) -> None:
        """A car and a driver are booked, whichever somebody thinks of; if they are not to be had,
        those that are.
        """
        chance = self._year.chance
        if trip.state not in ("approved", "arranged") and not again:
            return
        pairs = self._fleet.pairs
        if self._book(trip, *chance.choice(pairs)) or self._no_trip(trip):
            return
        free = [each for each in pairs if self._fleet.no_car(trip, *each) is None]
        if free:
            self._book(trip, *chance.choice(free))

    def _no_trip(self, trip: Trip) -> No | None:
        """Why it cannot be arranged, with whatever car: it waits for its reception."""
        if trip.state not in ("approved", "arranged"):
            missing = trip.state == "pending"
            return no("out_of_order" if missing else "too_late", "R-4.3.7")
        stopped = self._stopped(trip.visit, trip.line)
        if stopped:
            return stopped
        farther = not trip.far and not rulings.in_city(trip.destination, trip.visit.terms)
        covers = not trip.covered or self._covers(trip.visit, trip.line, trip.destination)
        return no("approval_gone", "R-4.3.7") if farther or not covers else None

    def _book(self, trip: Trip, car: Bookable, driver: Bookable) -> bool:
        year = self._year
        form = {
            "car": car.id,
            "driver": driver.id,
            "begins": trip.begins.isoformat(),
            "ends": trip.ends.isoformat(),
        }
        wanted = self._no_trip(trip) or self._fleet.no_car(trip, car, driver)
        if not year.step(trip, "arrange", LO, form, wanted):
            return False
        anew = trip.state == "arranged"
        self._fleet.free(trip)
        trip.state, trip.car, trip.driver = "arranged", car.id, driver.id
        for one in (car, driver):
            one.bookings[trip.id] = Booking(trip.id, trip.begins, trip.ends)
        if not anew:
            year.at(trip.begins - timedelta(hours=30), lambda: self._too_soon(trip))
            year.at(trip.begins + self._late(), lambda: self._depart(trip))
            if year.happens(MOVED):
                year.later(3, lambda: self._arrange(trip))
        return True

    def _late(self) -> timedelta:
        """They leave a little before their time, or after it."""
        return timedelta(minutes=self._year.chance.randint(-10, 40))

    def _too_soon(self, trip: Trip) -> None:
        """A car does not leave the day before."""
        early = local(self._year.now).date() < local(trip.begins).date()
        if trip.state == "arranged" and early and self._year.happens(BAD):
            wanted = no("trip_to_come", "R-4.3.7")
            self._year.step(trip, "depart", LO, {"odometer": 999_999}, wanted)

    def _depart(self, trip: Trip) -> None:
        """They leave; if the reception is being changed or the car is not back, they wait."""
        year = self._year
        if trip.state != "arranged":
            return
        car, driver = self._fleet.both(trip)
        gone = self._no_trip(trip)
        if gone:
            year.step(trip, "depart", LO, {"odometer": car.odometer}, gone)
            year.at(year.now + timedelta(hours=1), lambda: self._depart(trip))
            return
        if year.happens(BAD):
            wanted = no("invalid_form", "R-4.3.7") if car.odometer else None
            wanted = self._fleet.gone(trip) or wanted
            year.step(trip, "depart", LO, {"odometer": car.odometer - 1}, wanted)
        odometer = car.odometer + year.chance.randint(0, 3)
        if not year.step(trip, "depart", LO, {"odometer": odometer}, self._fleet.gone(trip)):
            year.at(year.now + timedelta(minutes=45), lambda: self._depart(trip))
            return
        trip.state, trip.left_at, car.odometer = "out", odometer, odometer
        for one in (car, driver):
            one.bookings[trip.id] = Booking(trip.id, trip.begins, trip.ends, out=True)
        back = max(
            year.now + timedelta(minutes=5), trip.ends + self._late() - timedelta(minutes=15)
        )
        year.at(back, lambda: self._return(trip))

    def _return(self, trip: Trip) -> None:
        """How far they were is worked out; farther than was approved is seen (R-4.3.7)."""
        year = self._year
        most = trip.km or int(trip.terms["city_km"])
        km = year.chance.choice((most, most // 2, 12))
        if year.happens(TOO_FAR):
            km = most + year.chance.choice((1, 55))
        form = {"odometer": trip.left_at + km}
        if not year.step(trip, "return", LO, form):
            return
        trip.state, trip.beyond = "returned", km > most
        car, driver = self._fleet.both(trip)
        car.odometer = trip.left_at + km
        for one in (car, driver):
            one.bookings[trip.id] = Booking(trip.id, trip.begins, min(trip.ends, year.now))
        if year.now <= trip.begins:
            self._fleet.free(trip)
        year.touch(trip.visit)
        said = [each["code"] for each in trip.view["findings"]]
        if said != ["distance_beyond"] * trip.beyond:
            year.violated(f"trip {trip.id} of {km} km, {most} at most: {said}")

    def _give_up(self, trip: Trip) -> None:
        """A trip that is not made, or was not by its time, is taken back or called off."""
        year = self._year
        if trip.state not in ("pending", "approved", "arranged"):
            return
        if trip.state == "pending":
            if year.step(trip, "withdraw", trip.by, {}):
                trip.state = "withdrawn"
        elif year.step(trip, "cancel", trip.by, {"reason": "改乘高鐵"}):
            self._fleet.free(trip)
            trip.state = "cancelled"
        year.touch(trip.visit)

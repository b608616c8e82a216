"""What must be by what was done: beds, the queue, who leaves when. No rule of the program is asked.

The book is kept by hand: what people did, and what the house answered where it had a choice, as
which of several free beds a guest was given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from tests.simulate.cases import Done
from tests.simulate.estate import START, instant
from tests.simulate.house.people import FIRST, Room

DAY = timedelta(days=1)
BEDDED = ("offered", "granted", "staying")
"""Where a stay stands while it has beds."""
GOES_ON = ("granted", "staying")
Place = tuple[str, str]
"""Room and bed."""


class Guest(NamedTuple):
    """A verified relative: of the claim, as a person, and the number on their document."""

    relative: str
    guest: str
    sex: str
    document: str


class Leaves(NamedTuple):
    """From when on a guest had to leave on which day, and what a day of their bed costs."""

    since: datetime
    day: date
    rate: int


@dataclass(eq=False)
class Stay:
    """A stay as those who deal with it know it; nothing of it is worked out by the program."""

    view: dict[str, Any]
    etag: str
    employee: str
    department: str
    guests: tuple[Guest, ...]
    first: date
    last: date
    registered: datetime
    terms: dict[str, Any]
    """The settings in force as it was applied for."""
    begins: "Stay | None" = None
    """The stay that its guests came to, of an extension."""
    log: list[Done] = field(default_factory=list)
    versions: int = 1
    """How often it was applied for."""
    state: str = "pending"
    signed: int = 0
    """Signatures on this version."""
    signers: set[str] = field(default_factory=set)
    """Whoever gave them, and for whom."""
    beds: dict[str, Place] = field(default_factory=dict)
    until: datetime | None = None
    """When the offer is over."""
    arrive_at: datetime | None = None
    """By when somebody has to come."""
    came: dict[str, datetime] = field(default_factory=dict)
    left: dict[str, datetime] = field(default_factory=dict)
    leaves: dict[str, list[Leaves]] = field(default_factory=dict)
    moved: list["Stay"] = field(default_factory=list)
    """The extensions that are granted."""
    back: list[datetime] = field(default_factory=list)
    """When an extension was given up again, so that it is looked at who should have left."""
    passes: dict[str, str] = field(default_factory=dict)
    """Guest to the pass that they carry."""

    @property
    def id(self) -> str:
        return str(self.view["id"])

    @property
    def order(self) -> tuple[datetime, str]:
        """By which beds go."""
        return (self.registered, self.id)

    @property
    def nights(self) -> list[date]:
        return [self.first + each * DAY for each in range((self.last - self.first).days)]

    @property
    def here(self) -> list[Guest]:
        """Who is there now."""
        return [each for each in self.guests if each.guest in self.came.keys() - self.left.keys()]

    @property
    def goes_on(self) -> bool:
        """Whether the stay that it is an extension of, if it is one, still has its guests."""
        root = self.begins
        return root is None or (
            root.state in GOES_ON and not any(each.guest in root.left for each in self.guests)
        )

    def leaving(self, guest: str) -> date:
        """The day on which a guest has to leave."""
        return self.leaves[guest][-1].day

    def held(self) -> Iterator[tuple[date, Place, Guest]]:
        """Every night's bed that it has, by who has left when."""
        root = self.begins if self.begins and self in self.begins.moved else self
        everyone = max(root.left.values(), default=None) if root.state == "left" else None
        for each in self.guests if self.beds else ():
            gone = root.left.get(each.guest) or everyone
            for night in self.nights:
                if gone is None or night < on_wall(gone):
                    yield night, self.beds[each.guest], each


def on_wall(at: datetime) -> date:
    """The day that the calendar on the site's wall shows."""
    return (at + timedelta(hours=8)).date()


@dataclass
class Book:
    """The house as it has to be."""

    rooms: dict[str, Room] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    open: dict[str, Stay] = field(default_factory=dict)
    """Those that are not over."""
    settings: list[tuple[datetime, dict[str, Any]]] = field(
        default_factory=lambda: [(instant(START, 0) - DAY, FIRST)]
    )
    """From when on which were in force."""

    @property
    def terms(self) -> dict[str, Any]:
        """The settings in force now."""
        return self.settings[-1][1]

    @property
    def waiting(self) -> list[Stay]:
        """Who waits for a bed, in order of registration."""
        found = (each for each in self.open.values() if each.state == "waiting")
        return sorted(found, key=lambda each: each.order)

    def ended(self, stay: Stay, state: str) -> None:
        """It is over before it began, and its extensions with it."""
        for each in (stay, *stay.moved):
            each.state, each.beds = state, {}
            self.open.pop(each.id, None)

    def left(self, stay: Stay, guests: Iterable[str], now: datetime) -> None:
        """Guests have gone; with the last of them the stay is over, and so are its extensions."""
        stay.left |= dict.fromkeys(guests, now)
        if not stay.here:
            for each in (stay, *stay.moved):
                each.state = "left"
                self.open.pop(each.id, None)

    def occupied(self, nights: Iterable[date]) -> list[tuple[date, Place, Guest]]:
        """What anybody has of these nights."""
        wanted = set(nights)
        return [
            held
            for each in self.open.values()
            if each.state in BEDDED
            for held in each.held()
            if held[0] in wanted
        ]

    def lodged(self, stay: Stay) -> bool:
        """Whether a guest of it has a bed in one of its nights by another stay."""
        guests = {each.guest for each in stay.guests}
        return any(each.guest in guests for _, _, each in self.occupied(stay.nights))

    def fits(self, stay: Stay) -> bool:
        """Whether there are beds for it: one a guest for all nights, rooms of one sex."""
        taken = self.occupied(stay.nights)
        if self.lodged(stay):
            return False
        beds = {place for _, place, _ in taken}
        missing = {sex: sum(each.sex == sex for each in stay.guests) for sex in ("female", "male")}
        empty: list[int] = []
        for room in self.rooms.values():
            sexes = {each.sex for _, place, each in taken if place[0] == room.number}
            free = 0 if room.closed else sum((room.number, bed) not in beds for bed in room.beds)
            if not sexes:
                empty.append(free)
            elif len(sexes) == 1:
                missing[sexes.pop()] -= free
        women, men = (max(0, each) for each in missing.values())
        largest = sorted(empty, reverse=True)[: len(stay.guests)]
        return any(
            sum(for_women) >= women and sum(largest) - sum(for_women) >= men
            for count in range(len(largest) + 1)
            for for_women in combinations(largest, count)
        )

    def overtakes(self, stay: Stay) -> bool:
        """Whether somebody who registered before waits for its nights and could have a bed."""
        return any(
            each.order < stay.order
            and each.first < stay.last
            and stay.first < each.last
            and self.fits(each)
            for each in self.waiting
        )

    def bedded(self, stay: Stay, view: dict[str, Any]) -> Iterator[str]:
        """Take down which beds it was given, with whatever may not be."""
        given = {
            each["guest"]: (each["place"]["room"], each["place"]["bed"]) for each in view["beds"]
        }
        taken = self.occupied(stay.nights)
        if given.keys() != {each.guest for each in stay.guests}:
            yield f"stay {stay.id} has beds for {sorted(given)}"
        for each in stay.guests:
            number, bed = given[each.guest]
            room = self.rooms[number]
            there = {other.sex for _, place, other in taken if place[0] == number}
            there |= {other.sex for other in stay.guests if given[other.guest][0] == number}
            if there != {each.sex}:
                yield f"stay {stay.id}: room {number} is mixed"
            if room.closed or bed not in room.beds:
                yield f"stay {stay.id}: bed {number}/{bed} is closed"
            if any(place == (number, bed) for _, place, _ in taken):
                yield f"stay {stay.id}: bed {number}/{bed} is another's"
        if len(set(given.values())) < len(given):
            yield f"stay {stay.id}: one bed for two"
        stay.beds = given

    def rate(self, stay: Stay, guest: str) -> int:
        """What a day of a guest's bed costs by the settings in force now."""
        kind = self.rooms[stay.beds[guest][0]].type
        return next(int(each["fen"]) for each in self.terms["rates"] if each["key"] == kind)

    def priced(self, stay: Stay, now: datetime) -> None:
        """The beds are given: each guest has a day of leaving and a rate."""
        for each in stay.guests:
            stay.leaves[each.guest] = [Leaves(now, stay.last, self.rate(stay, each.guest))]

    def granted(self, stay: Stay, now: datetime) -> None:
        """The beds are its own: an extension moves the day of leaving of the stay it goes on from,
        any other has a time by which somebody has to come.
        """
        stay.state, stay.until = "granted", None
        root = stay.begins
        if root is None:
            stay.arrive_at = instant(stay.first, self.terms["arrive_by"] / 60)
            if stay.arrive_at <= now:
                stay.arrive_at = instant(stay.first, 24)
            return
        root.moved.append(stay)
        _settle(root, now)

    def given_up(self, stay: Stay, now: datetime) -> None:
        """An extension that was granted counts no more."""
        root = stay.begins
        if root and stay in root.moved:
            root.moved.remove(stay)
            root.back.append(now)
            _settle(root, now)


def _settle(root: Stay, now: datetime) -> None:
    """The days of leaving as the extensions now have them."""
    for guest, known in root.leaves.items():
        mine = [each for each in root.moved if guest in each.beds]
        last = max([root.last, *(each.last for each in mine)])
        rate = mine[-1].leaves[guest][-1].rate if mine else known[0].rate
        known.append(Leaves(now, last, rate))

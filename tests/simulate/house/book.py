"""What must be by what was done: beds, the queue, who leaves when. No rule of the program is asked.

The book is kept by hand: what people did, and what the house answered where it had a choice, as
which of several free beds a guest was given.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from tests.simulate.cases import Done
from tests.simulate.estate import START, instant
from tests.simulate.house.people import FIRST, Room

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
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
    ceded: dict[str, date] = field(default_factory=dict)
    """Guest to the night from which on their bed is another's."""

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
    def ends_with(self) -> str | None:
        """Why it cannot go on from the stay that it is an extension of, if it is one."""
        root = self.begins
        if root is None:
            return None
        if root.state not in GOES_ON:
            return "stay_over"
        if any(each.guest in root.ceded for each in self.guests):
            return "bed_ceded"
        return "stay_over" if any(each.guest in root.left for each in self.guests) else None

    def leaving(self, guest: str) -> date:
        """The day on which a guest has to leave."""
        return self.leaves[guest][-1].day

    def held(self) -> Iterator[tuple[date, Place, Guest]]:
        """Every night's bed that it has, by who has left when."""
        root = self.begins if self.begins and self in self.begins.moved else self
        everyone = max(root.left.values(), default=None) if root.state == "left" else None
        for each in self.guests if self.beds else ():
            gone = root.left.get(each.guest) or everyone
            until = [on_wall(gone)] if gone else []
            until += [self.ceded[each.guest]] if each.guest in self.ceded else []
            for night in self.nights:
                if all(night < day for day in until):
                    yield night, self.beds[each.guest], each

    def bed(self, guest: str, night: date) -> Place:
        """The bed in which who should have left is in a night: the last that they were given."""
        given = [each for each in self.moved if guest in each.beds and each.last <= night]
        return max(given, key=lambda each: each.last, default=self).beds[guest]


def on_wall(at: datetime) -> date:
    """The day that the calendar on the site's wall shows."""
    return (at + timedelta(hours=8)).date()


Held = tuple[date, Place, Guest]
"""A night, the bed, and whose it is."""


class Ceding(NamedTuple):
    """Beds of a stay that are to be another's from a night on."""

    giver: Stay
    guests: tuple[str, ...]
    night: date

    def frees(self, stay: Stay, held: Held) -> bool:
        """Whether this would be another's."""
        night, _, guest = held
        return stay is self.giver and guest.guest in self.guests and night >= self.night


def looks(stay: Stay, guest: str, end: datetime) -> list[datetime]:
    """When it is looked at who should have left: the minute after each step, after their coming,
    and after an extension was given up.
    """
    found = {whole_minute(each) for each in (stay.came[guest], *stay.back)}
    day = min(each.day for each in stay.leaves[guest])
    while day <= on_wall(end):
        found |= {whole_minute(each) for each in steps(stay, day)}
        day += DAY
    return sorted(each for each in found if stay.came[guest] <= each <= end)


def overstayed(stay: Stay, guest: str, now: datetime) -> set[date]:
    """The nights that who should have left keeps the bed for, by who looked before they left."""
    gone = stay.left.get(guest)
    found: set[date] = set()
    if stay.leaving(guest) > on_wall(now) and len(stay.leaves[guest]) == 1:
        return found
    for at in looks(stay, guest, gone or now):
        day = [each for each in stay.leaves[guest] if each.since <= at][-1].day
        while day <= on_wall(at):
            if steps(stay, day)[1] <= at != gone:
                found.add(day)
            day += DAY
    return {each for each in found if gone is None or each < on_wall(gone)}


def whole_minute(at: datetime) -> datetime:
    """When what is due every minute is seen to."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def steps(stay: Stay, day: date) -> tuple[datetime, datetime]:
    """From when on a day half of it is owed, and from when the whole: what is done at the very
    second of the rule is done in time.
    """
    half, whole = (stay.terms[each] / 60 for each in ("leave_by", "half_until"))
    return instant(day, half) + _SECOND, instant(day, whole) + _SECOND


@dataclass
class Book:
    """The house as it has to be."""

    rooms: dict[str, Room] = field(default_factory=dict)
    stays: dict[str, Stay] = field(default_factory=dict)
    open: dict[str, Stay] = field(default_factory=dict)
    """Those that are not over."""
    clock: Callable[[], datetime] = lambda: instant(START, 0)
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

    def given(self, nights: Iterable[date], but: Ceding | None = None) -> list[Held]:
        """What anybody was given of these nights, but for what is ceded."""
        wanted = set(nights)
        first, last = min(wanted), max(wanted)
        return [
            held
            for each in self.open.values()
            if each.state in BEDDED and each.first <= last and first < each.last
            for held in each.held()
            if held[0] in wanted and not (but and but.frees(each, held))
        ]

    def overstaying(self, nights: Iterable[date]) -> list[Held]:
        """Who should have left and is in a bed in these nights."""
        wanted, now = set(nights), self.clock()
        return [
            (night, each.bed(guest.guest, night), guest)
            for each in self.open.values()
            if each.came
            for guest in each.here
            for night in overstayed(each, guest.guest, now)
            if night in wanted
        ]

    def lodged(self, stay: Stay, but: Ceding | None = None) -> bool:
        """Whether a guest of it has a bed in one of its nights by another stay."""
        guests = {each.guest for each in stay.guests}
        return any(each.guest in guests for _, _, each in self.given(stay.nights, but))

    def fits(self, stay: Stay, but: Ceding | None = None) -> bool:
        """Whether there are beds for it: one a guest for all nights, rooms of one sex. Who should
        have left has theirs, if it is not a guest of this.
        """
        if self.lodged(stay, but):
            return False
        taken = [*self.given(stay.nights, but), *self.overstaying(stay.nights)]
        own = {each.guest for each in stay.guests}
        beds = {place for _, place, each in taken if each.guest not in own}
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
        own = {each.guest for each in stay.guests}
        overstaying = (each for each in self.overstaying(stay.nights) if each[2].guest not in own)
        taken = [*self.given(stay.nights), *overstaying]
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

    def in_the_way(self, stay: Stay, guests: Iterable[Guest]) -> bool:
        """Whether somebody of another stay is still in a bed of these guests, or of the other sex
        in their room, or is one of them. Who goes on in another bed tonight is not.
        """
        coming, tonight = list(guests), on_wall(self.clock())
        evening = tonight - DAY
        for other in self.open.values():
            if other is stay or not other.came or not other.here:
                continue
            own = [other, *other.moved]
            slept = [held for each in own for held in each.held()]
            marks = [
                (night, other.bed(each.guest, night), each)
                for each in other.here
                for night in overstayed(other, each.guest, self.clock())
            ]
            there = {each.guest for each in other.here}
            were = [each for each in slept if each[0] == evening]
            were += [each for each in marks if each[0] in (evening, tonight)]
            for _, place, who in were:
                goes_on = [bed for night, bed, each in slept if (night, each) == (tonight, who)]
                moves = bool(goes_on) and goes_on[0] != place
                if who.guest in there and not moves and _bars(place, who, coming, stay):
                    return True
        return False

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


def _bars(place: Place, who: Guest, coming: list[Guest], stay: Stay) -> bool:
    for each in coming:
        room, _ = bed = stay.beds[each.guest]
        if place == bed or who.guest == each.guest:
            return True
        if place[0] == room and who.sex != each.sex:
            return True
    return False


def _settle(root: Stay, now: datetime) -> None:
    """The days of leaving as the extensions now have them."""
    for guest, known in root.leaves.items():
        mine = [each for each in root.moved if guest in each.beds]
        last = max([root.last, *(each.last for each in mine)])
        rate = mine[-1].leaves[guest][-1].rate if mine else known[0].rate
        known.append(Leaves(now, last, rate))

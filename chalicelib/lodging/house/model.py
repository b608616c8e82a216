"""Rooms and beds, which of them is whose on which night, and who waits for one (L-2, L-10)."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from msgspec import Meta

from chalicelib.core.fields import Id
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Instant, Record, Timer

CLAUSE = "L-2"
BED_OFFERS = "bed-offers"
"""The job that offers what was freed."""
NEXT = timedelta(milliseconds=1)
"""Between one look at the queue and the next: what is due again has another instant."""
MOST_ROOMS = 100
MOST_BEDS = 8
"""Of a room."""
MOST_WAITING = 500


class Sex(StrEnum):
    """By which a room is kept unmixed (L-10)."""

    FEMALE = "female"
    MALE = "male"


class Bed(Frozen):
    """A bed of a room."""

    key: Id
    closed: bool = False


Beds = Annotated[tuple[Bed, ...], Meta(min_length=1, max_length=MOST_BEDS)]


class Room(Frozen):
    """A room of the house. What is closed is given to nobody anew."""

    number: Id
    type: Id
    """Key of its rate in the settings."""
    floor: Annotated[int, Meta(ge=-9, le=99, examples=[2])]
    beds: Beds
    closed: bool = False

    @property
    def open_beds(self) -> tuple[str, ...]:
        """The keys of the beds that may be given."""
        return () if self.closed else tuple(each.key for each in self.beds if not each.closed)


class House(Record):
    """The rooms of a site's reception room 家屬接待室: one house a site, its id the site's."""

    KIND: ClassVar[str] = "house"
    TABLE: ClassVar[str] = "lodging"

    rooms: tuple[Room, ...] = ()

    def room(self, number: str) -> Room | None:
        """The room of this number, if there is one."""
        return next((each for each in self.rooms if each.number == number), None)


class BedPlace(Frozen):
    """One bed of the house."""

    room: str
    bed: str


class Lodger(Frozen):
    """Who has a bed for a night."""

    room: str
    bed: str
    stay: str
    guest: str
    """Person id of the guest: nobody has two beds a night."""
    sex: Sex
    begins: str | None = None
    """The stay that the guest came to, where it is by an extension that the bed is theirs."""

    @property
    def came_to(self) -> str:
        """The stay that says whether the guest is there."""
        return self.begins or self.stay

    @property
    def place(self) -> BedPlace:
        """Which bed it is."""
        return BedPlace(room=self.room, bed=self.bed)


class Night(Record):
    """Who has which bed in one night; its id is the day on whose evening the night begins.

    All that is given for a night is decided by this record's version, so that no bed and no guest
    is given twice and no room is mixed, however many decide at once.
    """

    KIND: ClassVar[str] = "night"
    TABLE: ClassVar[str] = "lodging"

    lodgers: tuple[Lodger, ...] = ()
    overstaying: tuple[Lodger, ...] = ()
    """Who should have left and is still in a bed: it is nobody else's to be given (L-6)."""

    @property
    def everyone(self) -> tuple[Lodger, ...]:
        """Whoever is in a bed, granted or not."""
        return (*self.lodgers, *self.overstaying)

    @property
    def ungranted(self) -> tuple[Lodger, ...]:
        """Who is in a bed that is not theirs; by an extension late in the evening it may be."""
        own = {(each.guest, each.place) for each in self.lodgers}
        return tuple(each for each in self.overstaying if (each.guest, each.place) not in own)

    def sexes(self, room: str) -> set[Sex]:
        """Whose room it is that night: both sexes' while one is still in what is the other's."""
        return {each.sex for each in self.everyone if each.room == room}

    def of(self, guest: str) -> Lodger | None:
        """The bed that a guest was given for that night."""
        return next((each for each in self.lodgers if each.guest == guest), None)


class Asking(Frozen):
    """A guest for whom a bed is wanted."""

    guest: str
    sex: Sex


class InLine(Frozen):
    """An approved application for which there was no bed."""

    stay: str
    registered_at: Instant
    """When it was applied for: beds go in this order (L-2)."""
    first: date
    last: date
    """The day of leaving."""
    guests: Annotated[tuple[Asking, ...], Meta(min_length=1)]
    begins: str | None = None
    """The stay that its guests came to, of an extension."""

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights that are wanted."""
        return nights(self.first, self.last)

    def in_time(self, today: date) -> bool:
        """Whether its guests can still come: once the first day is over they have no turn (L-3)."""
        return self.first >= today


class Queue(Record):
    """Who waits, in order of registration. There is one a house; its id is the site's."""

    KIND: ClassVar[str] = "queue"
    TABLE: ClassVar[str] = "lodging"

    waiting: tuple[InLine, ...] = ()

    def place(self, stay: str) -> int | None:
        """Which in the queue an application is, from 1; None if it does not wait."""
        numbered = enumerate(self.waiting, 1)
        return next((number for number, each in numbered if each.stay == stay), None)

    def timed(self, due_at: Instant) -> tuple[Timer, ...]:
        """The timer by which what is free is offered."""
        return (Timer(clause=CLAUSE, job=BED_OFFERS, due_at=due_at),)


def nights(first: date, last: date) -> tuple[date, ...]:
    """The nights from the first day to the day of leaving."""
    return tuple(first + timedelta(days=each) for each in range((last - first).days))


def house_key(site: str) -> Key:
    """Where a site's house is kept."""
    return Key(House, site, site)


def queue_key(site: str) -> Key:
    """Where a site's queue is kept."""
    return Key(Queue, site, site)


def night_key(site: str, night: date) -> Key:
    """Where a night is kept."""
    return Key(Night, site, night.isoformat())

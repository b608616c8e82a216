"""What is kept of a letter: who comes, how, to whom, by what standard, what was answered."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.record import Frozen, Hold, Instant
from chalicelib.core.words import Name
from chalicelib.files.model import Filed
from chalicelib.reception.receptions.model import same_letter

OWN_STAFF = "R-4.3.2"
"""The clause by which own staff who go elsewhere are announced by fax."""
OUTSIDE = "R-4.3.3"
"""The clause by which another unit is asked to help with guests from outside."""
FAX, RECEPTION_LETTER, INCOMING = "fax", "reception_letter", "incoming_letter"
"""The numbered forms 傳真文件, 接待函, 來函."""
PREFIX = {FAX: "FX", RECEPTION_LETTER: "RL", INCOMING: "IL"}
MOST_PEOPLE = 60
MOST_LEGS = 20


class Direction(StrEnum):
    """Whether it goes out or comes in."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class LetterKind(StrEnum):
    """By which clause it is written."""

    FAX = "fax"
    """傳真文件: the sender's own staff come to be received (R-4.3.2)."""
    RECEPTION_LETTER = "reception_letter"
    """接待函: guests of the sender's come, who are no staff of the group (R-4.3.3)."""


CLAUSE_OF = {LetterKind.FAX: OWN_STAFF, LetterKind.RECEPTION_LETTER: OUTSIDE}


class Transport(StrEnum):
    """By what they come. Each has a number: of the train, the flight, the car."""

    TRAIN = "train"
    FLIGHT = "flight"
    COACH = "coach"
    SHIP = "ship"
    CAR = "car"


class Payment(StrEnum):
    """The way in which costs are settled 費用結算辦法 (R-4.3.3)."""

    BETWEEN_UNITS = "between_units"
    """The receiving unit advances them; its finance transfers the account afterwards."""
    BY_GUEST = "by_guest"
    BY_GUEST_UNIT = "by_guest_unit"
    """The guests' own unit pays on the spot."""
    BY_HOST = "by_host"
    """The receiving unit bears them."""


class Comer(Frozen):
    """Somebody who comes."""

    name: str
    title: str
    unit: str | None = None
    rank: str | None = None
    """In the sender's words."""


class Leg(Frozen):
    """A part of the journey."""

    by: Transport
    number: str
    departs_at: Instant
    arrives_at: Instant
    origin: str | None = None
    destination: str | None = None


class Contact(Frozen):
    """Whom to call."""

    name: str
    phone: str | None = None
    """Masked. None: erased (P-private)."""


class StandardAsked(Frozen):
    """By what standard they are to be received: in words, by a rank of the settings, or both."""

    words: str | None = None
    rank: str | None = None
    name: Name | None = None
    """What the settings call the rank."""


class Linked(Frozen):
    """The reception that it helps, or gave rise to."""

    id: str
    number: str
    requested_by: str


class Answered(Frozen):
    """An answer, as the office noted it: the other unit's, or ours."""

    accepted: bool
    who: str
    """Who answered for their unit."""
    at: Instant
    words: str | None = None
    by: str
    """Who noted it."""
    name: str
    noted_at: Instant


class LetterState(StrEnum):
    """Where a letter stands."""

    ISSUED = "issued"
    """Sent; the other unit is to answer."""
    REGISTERED = "registered"
    """Received; we are to answer."""
    ANSWERED = "answered"
    VOID = "void"


class Letter(Filed):
    """A fax or reception letter 傳真文件、接待函, sent or received."""

    KIND: ClassVar[str] = "letter"
    TABLE: ClassVar[str] = "reception"

    state: LetterState
    direction: Direction
    kind: LetterKind
    unit: str
    """The other unit: to whom it goes, or whom it is from."""
    reference: str | None = None
    """The sender's, of one that came in."""
    dated: date
    """By the sender; of one that goes out, the day on which it was issued."""
    people: tuple[Comer, ...] = ()
    journey: tuple[Leg, ...] = ()
    contact: Contact
    sealed: str | None = None
    """The contact's number, sealed for this letter; shown by no view. None: erased (P-private)."""
    standard: StandardAsked = StandardAsked()
    payment: Payment | None = None
    """None of a fax that does not say."""
    words: str | None = None
    answer_by: Instant | None = None
    """None of one that came in and asks for no answer by a time."""
    reminded_at: Instant | None = None
    """When the office was told that there was no answer by then."""
    reception: Linked | None = None
    by: str
    by_name: str
    at: Instant
    terms: int
    """Number of the settings that it was written under."""
    answers: tuple[Answered, ...] = ()
    """The last one counts; those before it were corrected."""
    copies: int = 0
    """How often it was printed, its number in clear."""

    @property
    def clause(self) -> str:
        """By which it was written."""
        return CLAUSE_OF[self.kind]

    @property
    def number(self) -> str:
        """Of its form."""
        return self.forms[0].number

    @property
    def arrives_at(self) -> Instant:
        """When the journey is over."""
        return self.journey[-1].arrives_at

    def index(self) -> dict[str, str | None]:
        """Found by who wrote or registered it, by where it stands, and by its reception."""
        return {
            "person_key": f"{self.site}#{self.by}",
            "state_key": f"{self.site}#{self.KIND}#{self.state}",
            "reception_key": f"{self.site}#{self.reception.id}" if self.reception else None,
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its number, the sender's, the unit, who comes, their units, whom to call, and
        its words (P-find).
        """
        coming = (each for one in self.people for each in (one.name, one.unit))
        texts = (self.number, self.reference, self.unit, *coming, self.contact.name, self.words)
        return tuple(dict.fromkeys(each for each in texts if each))


def received_once(unit: str, reference: str, clause: str) -> Hold:
    """Held by a letter that came in, until it is void: a sender's reference comes once."""
    key = f"incoming/{same_letter(unit, reference)}"
    return Hold(key=key, code="letter_registered", clause=clause)


def seal_label(site: str, letter: str) -> str:
    """What a letter's number is sealed for: it opens for this letter and nothing else."""
    return f"{site}#letter#{letter}"

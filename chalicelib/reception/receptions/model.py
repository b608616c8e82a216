"""What is kept of a reception: guests, letter, department, plan, approval, spending."""

import re
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar

from chalicelib.core import alike, finding
from chalicelib.core.approval import Chain
from chalicelib.core.record import Frozen, Instant
from chalicelib.files.model import Filed
from chalicelib.reception.plans.model import Finding, Granted, PlanLine

COORDINATED = "R-4.3.1"
"""The clause by which the office coordinates, and funds are approved before they are spent."""
SETTLED = "R-4.3.3"
"""The clause by which everything is settled after the guests have left."""
LETTER = "R-2.1"
"""The clause by which a reception names its official letter."""
RECEPTIONS = "receptions"
"""The job that reminds whoever is to sign in the official reception."""
REQUEST = "reception_request"
"""The numbered form 公務接待申請."""
OFFICE = "hospital_office"
"""The department that coordinates 院辦; its supervisor is the office head."""


def month_key(day: date) -> str:
    """By what the receptions are found that begin in the month of a day."""
    return finding.key("month", f"{day:%Y%m}")


MOST_GUESTS = 60
MOST_LINES = 60


class GuestKind(StrEnum):
    """Who is received (R-2.1 to R-2.3)."""

    SUPERIOR = "superior"
    """Superiors who inspect 上級領導."""
    INVITED = "invited"
    """Invited guests and partners 應邀來賓、合作單位."""
    GROUP_STAFF = "group_staff"
    """The group's staff on survey, training, internship 集團員工."""


CLAUSE_OF: dict[GuestKind, str] = {
    GuestKind.SUPERIOR: "R-2.1",
    GuestKind.INVITED: "R-2.2",
    GuestKind.GROUP_STAFF: "R-2.3",
}


class Guest(Frozen):
    """Somebody received."""

    key: str
    """Their own within the reception: lines name them by it."""
    name: str
    unit: str
    """Name of the unit that they come from."""
    title: str
    rank: str
    """Key of a rank of the settings."""


class OfficialLetter(Frozen):
    """The official letter 公函 by which guests are announced: one letter, one reception."""

    reference: str
    unit: str
    dated: date


_BETWEEN = re.compile(r"[\W_]+")


def same_letter(unit: str, reference: str) -> str:
    """What a unit's letter of this number is known by, however the two are typed."""
    said = "\n".join(map(_bare, (unit, reference)))
    return sha256(said.encode()).hexdigest()[:32]


def _bare(text: str) -> str:
    """Whichever brackets, width, case and characters it is written with."""
    bare = alike.bare(text)
    return _BETWEEN.sub("-", bare).strip("-") or bare


class Responsible(Frozen):
    """The department that receives, and why it is that one (R-3.1 to R-3.3)."""

    department: str
    clause: str
    reason: str | None = None
    """Why the office has another receive; None: it follows from the rule."""
    by: str | None = None
    """Who had."""


class Content(Frozen):
    """What is asked for, as one version has it: what is signed is this."""

    kind: GuestKind
    purpose: str
    guests: tuple[Guest, ...] = ()
    letter: OfficialLetter
    first: date
    last: date
    counterpart: str | None = None
    """Key of the department whose business it is, if there is one."""
    lines: tuple[PlanLine, ...] = ()


class Earlier(Frozen):
    """A version that was handed in before."""

    version: int
    """Which: as signatures name it, the first being 1."""
    content: Content


class ReceptionState(StrEnum):
    """Where a reception stands."""

    DRAFTED = "drafted"
    """It is planned; nothing is asked for yet."""
    PENDING = "pending"
    APPROVED = "approved"
    """What was granted may be carried out and spent."""
    DEPARTED = "departed"
    """The guests have left: what was advanced can be settled."""
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


class Over(Frozen):
    """How it came to an end, or to a halt."""

    by: str
    name: str
    at: Instant
    reason: str | None = None


class Booked(Frozen):
    """What a claim has taken of a line's cost, from when it was booked."""

    claim: str
    line: str
    fen: int
    paid: bool = False


class InHand(Frozen):
    """What of an advance is in somebody's hands, or promised to them, and no claim has taken.

    It stands here, with nothing in it at last, until the advance is settled.
    """

    advance: str
    person: str
    """In whose hands."""
    fen: int


class Ride(Frozen):
    """A trip by car that stands, on the line of the plan that it is for (R-4.3.7)."""

    trip: str
    number: str
    line: str
    findings: tuple[Finding, ...] = ()
    """Of the way that was driven, for whoever pays what the line costs."""

    @property
    def name(self) -> str:
        """Of the trip, in history."""
        return f"trip#{self.trip}"


class Reception(Filed):
    """An official reception 公務接待, from its request to its end."""

    KIND: ClassVar[str] = "reception"
    TABLE: ClassVar[str] = "reception"
    WAITS: ClassVar[frozenset[str]] = frozenset(
        {
            ReceptionState.DRAFTED,
            ReceptionState.PENDING,
            ReceptionState.APPROVED,
            ReceptionState.DEPARTED,
        }
    )

    state: ReceptionState
    requested_by: str
    requested_name: str
    requested_at: Instant
    content: Content
    earlier: Earlier | None = None
    """The version beside which it is shown; history has them all."""
    responsible: Responsible
    terms: int
    """Number of the settings that it is judged by: those in force when it was last edited."""
    numbered: int = 0
    """The last number that a guest was given for a key; nobody gets one again."""
    lines_numbered: int = 0
    """The same of the lines of the plan."""
    hands: tuple[str, ...] = ()
    """Who wrote at it besides whoever asked for it: none of them signs."""
    chain: Chain | None = None
    """None until it is first submitted."""
    granted: tuple[Granted, ...] = ()
    """What the GM decided of it as it is now."""
    granted_before: tuple[Granted, ...] = ()
    """What he decided of the last version before of which he did; it counts no more."""
    absent: tuple[str, ...] = ()
    """Keys of guests who did not come, as was said when the others left."""
    departed_at: Instant | None = None
    over: Over | None = None
    booked: tuple[Booked, ...] = ()
    rides: tuple[Ride, ...] = ()
    """A line is for so many as it counts, and no more."""
    underway: tuple[str, ...] = ()
    """Trips and a settlement that are not at their end, by their names in history. Each puts
    itself in and takes itself out."""
    in_hand: tuple[InHand, ...] = ()
    settlement: str | None = None
    """Id of its settlement, once it was drawn up: one reception, one settlement."""

    @property
    def number(self) -> str:
        """Of the request's form."""
        return self.forms[0].number

    def line(self, key: str) -> PlanLine | None:
        """The line of the plan of this key, if there is one."""
        return next((each for each in self.content.lines if each.key == key), None)

    @property
    def departments(self) -> tuple[str, ...]:
        """Keys of those whose reception it is: the one that receives (R-3.1 to R-3.3), and the
        counterpart, which may be another (R-4.3.5).
        """
        named = (self.responsible.department, self.content.counterpart)
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def came(self) -> tuple[Guest, ...]:
        """The guests but for those who are known not to have come."""
        return tuple(each for each in self.content.guests if each.key not in self.absent)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """What of it is not at its end, by its name in history: claims to be signed or paid,
        advances to be accounted for, trips, a settlement.
        """
        claims = dict.fromkeys(f"claim#{each.claim}" for each in self.booked if not each.paid)
        return (*claims, *(f"advance#{each.advance}" for each in self.in_hand), *self.underway)

    def spent(self, line: str) -> int:
        """Fen that claims have taken of a line."""
        return sum(each.fen for each in self.booked if each.line == line)

    def trips_on(self, line: str) -> tuple[Ride, ...]:
        """The trips that stand on a line."""
        return tuple(each for each in self.rides if each.line == line)

    def index(self) -> dict[str, str | None]:
        """Found by who asked for it, and by where it stands."""
        return {
            "person_key": f"{self.site}#{self.requested_by}",
            **self.stands(self.state),
        }

    def found_by(self) -> tuple[str, ...]:
        """Found by its month, its number, the letter's, the guests, their units, and what it is
        for (P-find). A report reads months: many guests do not come before them.
        """
        content = self.content
        guests = (name for each in content.guests for name in (each.name, each.unit))
        return (
            month_key(content.first),
            self.number,
            content.letter.reference,
            *dict.fromkeys(guests),
            content.purpose,
        )

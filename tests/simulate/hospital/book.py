"""What the world believes of the hospital: by what people did, and by nothing that it says itself.

Of what was answered only ids, keys and numbers are taken down.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from tests.simulate.cases import Done
from tests.simulate.hospital import rulings
from tests.simulate.hospital.people import FIRST, unit_account
from tests.simulate.hospital.rulings import Guest, Line, Thing

DAY = timedelta(days=1)
LIVING = ("drafted", "pending", "approved", "departed", "closed")
"""While a reception is one of these, its letter is its own."""
BOOKED = ("pending", "signed", "paid")
HELD = ("pending", "approved", "paid")
"""While an advance is one of these, its reception is not over."""
DRIVEN = ("pending", "approved", "arranged", "out")
"""While a trip is one of these, likewise."""
EXPENSE = "expense.reception"


@dataclass(eq=False)
class Paper:
    """A record as those know it who deal with it."""

    kind: str
    view: dict[str, Any]
    etag: str
    by: str
    """Who asked for it, or wrote it."""
    state: str = ""
    log: list[Done] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.view["id"])

    @property
    def path(self) -> str:
        return f"/{self.kind}s/{self.id}"

    @property
    def number(self) -> str:
        return str(self.view["forms"][0]["number"])


class Signed(NamedTuple):
    """A signature: who gave it, for whom, and in which role."""

    person: str
    whose: str
    role: str


@dataclass(eq=False)
class Visit(Paper):
    """A reception."""

    form: dict[str, Any] = field(default_factory=dict)
    """As it was last asked for, each guest with the key that they were given."""
    terms: dict[str, Any] = field(default_factory=dict)
    """The settings in force as it was last written."""
    department: str = ""
    moved: bool = False
    """Whether the office has another department receive."""
    lines: dict[str, Line] = field(default_factory=dict)
    hands: list[str] = field(default_factory=list)
    """Who wrote at it."""
    versions: int = 0
    """How often it was handed in."""
    seats: list[str] = field(default_factory=list)
    """The roles that sign it as it is, in order."""
    signed: list[Signed] = field(default_factory=list)
    asked: dict[Thing, str] = field(default_factory=dict)
    granted: dict[Thing, bool] = field(default_factory=dict)
    advances: list["Advance"] = field(default_factory=list)
    claims: list["Claim"] = field(default_factory=list)
    trips: list["Trip"] = field(default_factory=list)
    settlement: "Settlement | None" = None
    carried: bool = False
    """Whether it was set about to be carried out."""

    @property
    def group(self) -> bool:
        return str(self.form["kind"]) == "group_staff"

    @property
    def inspects(self) -> bool:
        """Whether superiors come."""
        return str(self.form["kind"]) == "superior"

    @property
    def guests(self) -> list[Guest]:
        return list(self.form["guests"])

    @property
    def first(self) -> str:
        return str(self.form["first"])

    @property
    def last(self) -> str:
        return str(self.form["last"])

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.first)

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.last)

    @property
    def letter(self) -> tuple[str, str]:
        """Whose letter it came by, and its reference."""
        return self.form["letter"]["unit"], self.form["letter"]["reference"]

    @property
    def spendable(self) -> list[str]:
        """Keys of the lines that may be spent on now."""
        return [key for key in self.lines if rulings.may_spend(self, key) is None]

    def cost(self, key: str) -> int:
        return rulings.cost(self.lines[key], self.guests)

    @property
    def booked(self) -> Iterator["Claim"]:
        return (each for each in self.claims if each.state in BOOKED)

    def spent(self, key: str) -> int:
        """Fen that claims have taken of a line."""
        lines = (line for claim in self.booked for line in claim.lines)
        return sum(line["fen"] for line in lines if line["line"] == key)

    @property
    def in_hand(self) -> dict[str, int]:
        """Advance to what of it no claim has taken and nobody brought back."""
        return {each.id: each.balance for each in self.advances if each.state in HELD}

    @property
    def taken(self) -> int:
        """Fen that claims have taken and advances hold."""
        return sum(map(self.spent, self.lines)) + sum(self.in_hand.values())

    @property
    def left(self) -> int:
        """What of the budget is neither spent nor promised."""
        free = sum(self.cost(key) - self.spent(key) for key in self.spendable)
        return free - sum(self.in_hand.values())

    @property
    def unfinished(self) -> bool:
        """Whether anything of it is not at its end."""
        claims = any(each.state in ("pending", "signed") for each in self.claims)
        open_ = self.settlement is not None and self.settlement.state in ("drawn", "sent")
        return claims or open_ or bool(self.in_hand) or any(e.state in DRIVEN for e in self.trips)

    def rides(self, key: str) -> list["Trip"]:
        """The trips that stand on a line."""
        stand = (*DRIVEN, "returned")
        return [each for each in self.trips if each.line == key and each.state in stand]


@dataclass(eq=False)
class Trip(Paper):
    """A trip for guests of a reception."""

    visit: Visit = field(kw_only=True)
    line: str = ""
    destination: str = ""
    far: bool = False
    km: int | None = None
    passengers: int = 1
    begins: datetime = field(kw_only=True)
    ends: datetime = field(kw_only=True)
    barred: tuple[str, ...] = ()
    terms: dict[str, Any] = field(default_factory=dict)
    covered: bool = False
    """Whether what its reception was approved by approves it."""
    car: str | None = None
    driver: str | None = None
    left_at: int = 0
    """Odometer, in km."""
    beyond: bool = False
    """Whether it was driven farther than was approved."""


@dataclass(eq=False)
class Advance(Paper):
    """Money handed out beforehand."""

    visit: Visit = field(kw_only=True)
    fen: int = 0
    delegable: bool = False
    returned: int = 0

    @property
    def drawn(self) -> int:
        claims = (each for each in self.visit.booked if each.advance is self)
        return sum(each.from_advance for each in claims)

    @property
    def balance(self) -> int:
        return self.fen - self.drawn - self.returned


@dataclass(eq=False)
class Claim(Paper):
    """An expense claim."""

    visit: Visit = field(kw_only=True)
    lines: list[dict[str, Any]] = field(default_factory=list)
    advance: Advance | None = None
    from_advance: int = 0
    delegable: bool = False
    of: int = 0
    """The version of its reception as it was submitted."""
    beyond: frozenset[str] = frozenset()
    """Trips too far of its lines that were known then."""
    shares: dict[str, int] = field(default_factory=dict)
    """What of it was advanced, unit by unit, as it was submitted."""
    borne: int = 0
    """What of it the house bears."""
    method: str = ""
    """How it was paid, if it was."""

    @property
    def total(self) -> int:
        return sum(int(each["fen"]) for each in self.lines)

    @property
    def form(self) -> dict[str, Any]:
        """As it was written."""
        if self.advance is None:
            return {"lines": self.lines}
        drawn = {"advance": self.advance.id, "from_advance": self.from_advance}
        return {"lines": self.lines, **drawn}

    def driven_beyond(self) -> frozenset[str]:
        """The trips of its lines that went too far, as is known now."""
        keys = {each["line"] for each in self.lines}
        return frozenset(each.id for each in self.visit.trips if each.beyond and each.line in keys)


@dataclass(eq=False)
class Share:
    """What a unit owes of a settlement."""

    fen: int
    site: str | None
    """The site of this installation that has it before it."""
    word: bool | None = None
    paid: int = 0
    """Transferred or waived."""

    @property
    def owing(self) -> int:
        return self.fen - self.paid


@dataclass(eq=False)
class Settlement(Paper):
    """What was advanced for the guests' units, settled."""

    visit: Visit = field(kw_only=True)
    units: dict[str, Share] = field(default_factory=dict)

    @property
    def owing(self) -> int:
        return sum(each.owing for each in self.units.values())


@dataclass(eq=False)
class Letter(Paper):
    """A fax or a reception letter."""

    form: dict[str, Any] = field(default_factory=dict)
    answers: int = 0
    due: datetime | None = None
    reminded: bool = False
    erased_at: datetime | None = None
    """When its telephone number is needed no more."""


class Booking(NamedTuple):
    """What a car or driver is booked for: from the one instant, to before the other."""

    trip: str
    begins: datetime
    ends: datetime
    out: bool = False

    def meets(self, begins: datetime, ends: datetime) -> bool:
        return self.begins < ends and begins < self.ends


@dataclass(eq=False)
class Bookable:
    """A car or a driver."""

    id: str
    seats: int = 0
    odometer: int = 0
    closed: bool = False
    bookings: dict[str, Booking] = field(default_factory=dict)
    """By trip."""

    def taken(self, trip: str, begins: datetime, ends: datetime) -> bool:
        """Whether another trip has it for some of that time."""
        others = (each for each in self.bookings.values() if each.trip != trip)
        return any(each.meets(begins, ends) for each in others)

    def out(self, trip: str) -> bool:
        """Whether it has left for another trip and is not back."""
        return any(each.out and each.trip != trip for each in self.bookings.values())


@dataclass
class Book:
    """The hospital as it has to be."""

    visits: dict[str, Visit] = field(default_factory=dict)
    trips: dict[str, Trip] = field(default_factory=dict)
    advances: dict[str, Advance] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    settlements: dict[str, Settlement] = field(default_factory=dict)
    letters: dict[str, Letter] = field(default_factory=dict)
    cars: dict[str, Bookable] = field(default_factory=dict)
    drivers: dict[str, Bookable] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    """Number of an invoice, to the claim that has it, at whichever site."""
    accounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Site and account, to what stands on it in fen."""
    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Form and day, to how many numbers were given."""
    terms: dict[str, Any] = field(default_factory=lambda: dict(FIRST))
    """The settings in force now."""

    @property
    def papers(self) -> Iterable[Paper]:
        kinds = (self.visits, self.trips, self.advances, self.claims)
        for papers in (*kinds, self.settlements, self.letters):
            yield from papers.values()

    def post(self, site: str, debit: str, credit: str, fen: int) -> None:
        """An entry of two sides."""
        self.accounts[site, debit] += fen
        self.accounts[site, credit] -= fen

    def paid(self, site: str, claim: Claim, method: str, times: int = 1) -> None:
        """A claim was paid, or taken back: what the house bears, what it advanced unit by unit."""
        self.accounts[site, EXPENSE] += times * claim.borne
        for unit, fen in claim.shares.items():
            self.accounts[site, unit_account(unit)] += times * fen
        self.accounts[site, f"advance.{claim.by}"] -= times * claim.from_advance
        self.accounts[site, f"cash.{method}"] -= times * (claim.total - claim.from_advance)

    def letter_taken(self, unit: str, reference: str) -> bool:
        """Whether a reception that is not over has come by a letter."""
        living = (each for each in self.visits.values() if each.state in LIVING)
        return any(each.letter == (unit, reference) for each in living)

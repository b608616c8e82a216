"""What is reported of receptions: figures, the register of them, what the GM granted (P-report)."""

from datetime import date

from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Words
from chalicelib.reception.plans.model import Ask
from chalicelib.reception.receptions.model import GuestKind, ReceptionState

CLAUSE = "P-report"


class Figures(Frozen):
    """Counts and amounts in fen of some receptions: of those approved, the refused count nothing.

    A reception is counted on the day on which it begins.
    """

    receptions: int
    guests: int
    budget: int
    """What may be spent, borne by the house or advanced: without what the GM refused."""
    spent: int
    """What claims have taken of it."""
    borne: int
    """Of what was spent, what the house bears."""
    advanced: int
    """Of what was spent, what was advanced for other units."""
    per_guest: float | None
    """Fen spent on a guest, to a hundredth; None where there was none."""
    used: float | None
    """How much of the budget was spent, 1 being all."""
    granted: int
    """Exceptions that the GM granted, guests from outside and budgets not counted."""


class Group(Frozen):
    """The figures of a part of the period, a department, or a kind of guests."""

    key: str
    """`2026-03-02`, `2026-W10`, `2026-03`, or a code."""
    name: Words | None = None
    """What it is called, where it is no time."""
    first: date | None = None
    """First day of it that lies in the period, where it is a time."""
    last: date | None = None
    figures: Figures


class Signed(Frozen):
    """Who approved a reception, in which role, and when."""

    role: str
    person: str
    """Id of who signed."""
    name: str
    """What they were called as they did."""
    at: Instant


class Registered(Frozen):
    """A line of the register of receptions 接待登記冊."""

    id: str
    number: str
    state: ReceptionState
    kind: GuestKind
    first: date
    last: date
    department: str
    purpose: str
    letter: str
    """Reference of the official letter, the unit that wrote it, and its date."""
    guests: tuple[str, ...]
    """Name, title and unit of each who came, or of each announced while they are here."""
    hosts: int
    """The most of the house who sit with them at a meal."""
    budget: int
    spent: int
    per_guest: float | None
    costs: tuple[int, ...]
    """Fen of what was spent that each guest is taken to have cost, in their order: even parts,
    whole to the fen by largest remainders.
    """
    signed: tuple[Signed, ...]
    granted: int


class ExceptionMade(Frozen):
    """What the GM decided of something out of the ordinary."""

    number: str
    """Of the reception's form."""
    first: date
    department: str
    asks: Ask
    code: str | None
    line: str | None
    words: str | None
    """What the line of the plan is for."""
    yes: bool
    said: str | None
    """What he said with it."""
    by: str
    """Id of who decided."""
    name: str
    """What they were called as they did."""
    at: Instant


class ReceptionsReport(Frozen):
    """What receptions cost in some days, against what was granted (P-report)."""

    site: str
    first: date
    last: date
    time_zone: str
    made_at: Instant
    by: str | None
    total: Figures
    groups: tuple[Group, ...]
    departments: tuple[Group, ...]
    kinds: tuple[Group, ...]
    register: tuple[Registered, ...]
    """Every reception of the period that was ever submitted, in order of its first day."""
    exceptions: tuple[ExceptionMade, ...]

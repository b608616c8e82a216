"""What is kept of violations, and of an employee's right to apply (L-2, L-5, L-7 to L-11)."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.files.model import Filed

ELIGIBILITY = "L-7"
"""The clause by which the right to stay is lost."""
LIABLE = "L-11"
"""The clause by which the employee answers for the guest."""
SLIP = "deduction_slip"
"""The numbered form 扣分單."""


class Breach(StrEnum):
    """What a guest, or the employee, did against the rules 違規."""

    DORMITORY = "dormitory"
    """A guest stayed in a staff dormitory: a fine and a deduction slip (L-2)."""
    LENDING = "lending"
    """A pass was in another's hands (L-5); the regulation has no fine for it."""
    VISITING = "visiting"
    """A guest visited a staff dormitory (L-7)."""
    MEALS = "meals"
    """Meals in the room, or staff meals brought in (L-8)."""
    MIXED_SEXES = "mixed_sexes"
    """Both sexes in one room (L-10)."""
    OVERNIGHT = "overnight"
    """A night, or past the curfew, without leave of the GM office (L-10)."""


CLAUSE_OF: dict[Breach, str] = {
    Breach.DORMITORY: "L-2",
    Breach.LENDING: "L-5",
    Breach.VISITING: "L-7",
    Breach.MEALS: "L-8",
    Breach.MIXED_SEXES: "L-10",
    Breach.OVERNIGHT: "L-10",
}
COUNTED = frozenset({Breach.VISITING, Breach.MEALS})
"""The breaches that cost the right to stay when they come together (L-7, L-8)."""


class ViolationState(StrEnum):
    """Where a reported violation stands."""

    REPORTED = "reported"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    REVERSED = "reversed"
    """It was upheld, and was found wrong later."""


class Remark(Frozen):
    """Who said what, and when."""

    by: str
    name: str
    at: Instant
    words: str | None = None


class Violation(Filed):
    """A violation 違規: what happened, who answers for it, what was decided.

    The employee answers, for their guest as for themselves (L-11).
    """

    KIND: ClassVar[str] = "violation"
    TABLE: ClassVar[str] = "lodging"
    WAITS: ClassVar[frozenset[str]] = frozenset({ViolationState.REPORTED})

    state: ViolationState
    breach: Breach
    clause: str
    happened_at: Instant
    employee: str
    employee_name: str
    stay: str | None = None
    """During which it happened, where it was during one."""
    stay_number: str | None = None
    """Of its application's form."""
    guest: str | None = None
    """Person id of the guest who did it."""
    guest_name: str | None = None
    terms: int
    """Number of the settings whose fine it is: the stay's, or those in force when reported."""
    reported: Remark
    """Who reported it; the program, of a night that it found by the clock."""
    raised_from: str | None = None
    """`kind#id` of the gate's answer or the visit that it was raised from; None: it was reported
    by somebody's own word."""
    statements: tuple[Remark, ...] = ()
    """What the employee says of it, oldest first."""
    decision: Remark | None = None
    fine: int = 0
    """Fen, as it was posted when it was upheld."""
    points: int = 0
    """Of the deduction slip."""
    handed_over: bool = False
    """Whether whoever did it was handed over to security 交送保安部 (L-10)."""
    reversal: Remark | None = None
    copies: int = 0
    """Of the slip, printed."""

    def index(self) -> dict[str, str | None]:
        """Found by the employee, and by where it stands."""
        return {
            "person_key": f"{self.site}#{self.employee}",
            **self.stands(self.state),
        }


class Eligibility(StrEnum):
    """Whether an employee may apply. That a suspension is over is no state: the end is read."""

    ELIGIBLE = "eligible"
    SUSPENDED = "suspended"
    """For a time, after so many violations."""
    CANCELLED = "cancelled"
    """By the GM office, until it restores it."""


class Counted(Frozen):
    """An upheld violation that counts towards a suspension (L-7, L-8)."""

    violation: str
    day: date
    """On which it happened, at the site."""


class Barred(Frozen):
    """Why an employee may not apply."""

    by: str
    name: str
    at: Instant
    until: Instant | None = None
    """None: until the GM office restores it."""
    reason: str | None = None
    violations: tuple[str, ...] = ()
    """Ids of those that came together."""


class Conduct(Record):
    """An employee's standing with the reception room. Its id is the employee's."""

    KIND: ClassVar[str] = "conduct"
    TABLE: ClassVar[str] = "lodging"

    state: Eligibility = Eligibility.ELIGIBLE
    counted: tuple[Counted, ...] = ()
    """In order of their days."""
    barred: Barred | None = None


def barred(conduct: Conduct | None, now: datetime) -> Barred | None:
    """Why the employee may not apply at an instant, if they may not (L-7)."""
    known = conduct.barred if conduct else None
    return known if known and (known.until is None or now < known.until) else None

"""What is kept of the gate: each answer that it gave, and each visit (L-5, L-9, L-10)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.act import Signature
from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Hold, Instant, Record
from chalicelib.lodging.house.model import BedPlace

HOURS = "L-9"
CURFEW = "L-10"
VISITS = "visits"
"""The job that lists who has not left in time."""
GATE = "gate"
"""Key of the department that guards the gate, where a site has one."""


class Verdict(StrEnum):
    """What the gate says."""

    ALLOW = "allow"
    DENY = "deny"


class Why(StrEnum):
    """Why the gate says so."""

    VALID = "pass_valid"
    VISITING = "visiting"
    NOT_OURS = "no_pass"
    """The site did not sign the code: it is forged, damaged, or another site's."""
    EXPIRED = "pass_expired"
    REVOKED = "pass_revoked"
    RETURNED = "pass_returned"
    LOST = "pass_lost"
    LENT = "pass_lent"
    """The guard says that whoever carries it is not its holder."""
    OUTSIDE_HOURS = "outside_hours"
    AFTER_CURFEW = "after_curfew"


class GateCheck(Record):
    """One answer of the gate; never changed. Of a code that is no pass it names none."""

    KIND: ClassVar[str] = "gate_check"
    TABLE: ClassVar[str] = "lodging"

    verdict: Verdict
    why: Why
    clause: str
    at: Instant
    guard: str
    """Person id."""
    guard_name: str
    name: str | None = None
    """Of the pass's holder, or of the visitor."""
    access_pass: str | None = None
    """Id of the pass that was scanned."""
    number: str | None = None
    """As it is read on the pass."""
    place: BedPlace | None = None
    """The bed that its holder came to."""
    valid_until: Instant | None = None
    """Until when the pass lasted as it was then."""
    asked_at: Instant | None = None
    """When the pass was scanned, where the device says so: it may have kept it for a while."""
    violation: str | None = None
    """Id of the violation that stands for it, of a pass in another's hands."""
    visit: str | None = None
    """Id of the visit that began with it."""
    whom: str | None = None
    """Whom a visitor came to see."""

    def index(self) -> dict[str, str | None]:
        """Found by what was said."""
        return {"state_key": f"{self.site}#{self.KIND}#{self.verdict}"}


class VisitState(StrEnum):
    """Where a visit stands."""

    INSIDE = "inside"
    INSIDE_LATE = "inside_late"
    """Still there when the time to leave was over."""
    GONE = "gone"
    GONE_LATE = "gone_late"


class SignedOut(Frozen):
    """When a visitor left, and which guard saw it."""

    by: str
    name: str
    at: Instant


class Answers(Frozen):
    """Who answers for a night without leave: the visiting employee, or the guest's (L-11)."""

    employee: str
    """Person id."""
    name: str
    stay: str | None = None
    """Their own stay whose guest is visited, if it is one."""
    stay_number: str | None = None
    """Of its application's form."""
    terms: int
    """Number of the settings whose fine it is: the stay's, or those in force at the coming."""


class Leave(Frozen):
    """Leave of the GM office to stay a night 批准留宿 (L-10)."""

    night: date
    """Which begins at the end of this day, at the site."""
    reason: str
    given: Signature


class Visit(Record):
    """A visit 來訪: a day visitor or an employee, from signing in to signing out."""

    KIND: ClassVar[str] = "visit"
    TABLE: ClassVar[str] = "lodging"

    state: VisitState = VisitState.INSIDE
    clause: str
    """By which they have to leave: L-10 an employee, L-9 any other."""
    name: str
    employee: str | None = None
    """Person id of a visiting employee."""
    whom: str
    stay: str | None = None
    """The stay whose guest is visited, where it was said."""
    guard: str
    """Person id of who let them in."""
    guard_name: str
    came_at: Instant
    until: Instant
    """By when they have to be out; whoever is inside at this instant is late."""
    late_at: Instant | None = None
    """`until`, of a visit that was not over then."""
    overnight_from: Instant | None = None
    """From when on whoever is inside stays the night; None on a visit begun before it was kept."""
    answers: Answers | None = None
    """None: of a day visitor who named no stay nobody answers."""
    leaves: tuple[Leave, ...] = ()
    """Each moves the end of the visit by a day."""
    overnight_at: Instant | None = None
    """`overnight_from`, of a visit that went on into the night without leave."""
    violation: str | None = None
    """Id of the one that was raised of it, where somebody answers."""
    out: SignedOut | None = None

    def index(self) -> dict[str, str | None]:
        """Found by where it stands; an employee's by the employee as well."""
        return {
            "person_key": f"{self.site}#{self.employee}" if self.employee else None,
            "state_key": f"{self.site}#{self.KIND}#{self.state}",
        }


def inside(employee: str) -> Hold:
    """An employee is inside once."""
    return Hold(key=f"inside#{employee}", code="inside_already", clause=CURFEW)


def visit_key(site: str, id: str) -> Key:
    """Where a visit is kept."""
    return Key(Visit, site, id)

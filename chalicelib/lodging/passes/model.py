"""What is kept of an access pass 出入證: whose it is, for how long, what became of it (L-5)."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.core.ports import Key
from chalicelib.core.record import Frozen, Instant
from chalicelib.files.model import Filed
from chalicelib.lodging.house.model import BedPlace

CLAUSE = "L-5"


class PassState(StrEnum):
    """Where a pass stands."""

    VALID = "valid"
    REVOKED = "revoked"
    """It lets nobody in any more."""
    RETURNED = "returned"
    LOST = "lost"
    """Its replacement was charged."""


class Ended(Frozen):
    """Why a pass counts no more."""

    by: str
    at: Instant
    reason: str | None = None


class Lent(Frozen):
    """When the gate last found it with somebody else 轉借: what a violation by L-5 may name."""

    check: str
    """Id of the gate's answer."""
    by: str
    """Person id of the guard."""
    at: Instant
    times: int = 1
    """How often it has been, this time included; each is in its history."""
    violation: str | None = None
    """Id of the violation that was reported of it on that day, at the site."""


class AccessPass(Filed):
    """A guest's pass: personal, not lent. A photo of the guest may hang on it."""

    KIND: ClassVar[str] = "access_pass"
    TABLE: ClassVar[str] = "lodging"

    state: PassState = PassState.VALID
    number: str
    """As it is read on the pass: the application's, which guest, and which copy."""
    copy: int = 1
    holder: str
    """Person id of the guest."""
    name: str
    """The guest's."""
    employee: str
    employee_name: str = ""
    """Empty on a pass given before it was kept."""
    stay: str
    terms: int
    """Number of the settings that the stay is under."""
    place: BedPlace | None = None
    """The bed that its holder came to; None on a pass given before it was kept."""
    valid_from: Instant
    valid_until: Instant
    """The end of the holder's day of leaving; it moves with it."""
    ended: Ended | None = None
    replaced_by: str | None = None
    """Id of the pass given in place of a lost one."""
    lent: Lent | None = None

    @property
    def stay_number(self) -> str:
        """Of the application's form, with which its own begins."""
        return self.number.rpartition("-")[0]

    def index(self) -> dict[str, str | None]:
        """Found by the employee, and by where it stands."""
        return {
            "person_key": f"{self.site}#{self.employee}",
            "state_key": f"{self.site}#{self.KIND}#{self.state}",
        }


def pass_key(site: str, id: str) -> Key:
    """Where a pass is kept."""
    return Key(AccessPass, site, id)

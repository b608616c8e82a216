"""What is kept of an employee's relative: who claims whom as what, and who verified it (L-1)."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.core.record import Frozen, Hold, Instant, Record
from chalicelib.lodging.house.model import Sex

CLAUSE = "L-1"
DORMITORY = "dormitory"
"""The department whose people are told of what is to be verified."""


class Relation(StrEnum):
    """The direct relatives 直系親屬, and nobody else (L-1)."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"


class Proof(StrEnum):
    """The document by which a relation was seen to be true."""

    HOUSEHOLD_REGISTER = "household_register"
    MARRIAGE_CERTIFICATE = "marriage_certificate"
    BIRTH_CERTIFICATE = "birth_certificate"
    NOTARIAL_DEED = "notarial_deed"
    OTHER = "other"


class Claim(StrEnum):
    """Where a claimed relation stands."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    ENDED = "ended"


class Verification(Frozen):
    """Who saw which document."""

    by: str
    name: str
    at: Instant
    proof: Proof
    words: str | None = None


class EndedClaim(Frozen):
    """Why a relation counts no more."""

    by: str
    at: Instant
    reason: str


class Relative(Record):
    """Somebody whom an employee has named as a direct relative."""

    KIND: ClassVar[str] = "relative"
    TABLE: ClassVar[str] = "lodging"
    WAITS: ClassVar[frozenset[str]] = frozenset({Claim.CLAIMED})

    state: Claim
    employee: str
    employee_name: str
    guest: str
    """The relative as a person of the site: the same document is the same person."""
    name: str
    relation: Relation
    sex: Sex
    document: str | None = None
    """Number of the identity document, masked; whole, it is sealed with the person. None: erased
    (P-private)."""
    claimed_at: Instant
    verified: Verification | None = None
    ended: EndedClaim | None = None
    erases_at: Instant | None = None
    """When the number is erased and the claim ends, unless it is used before (P-private)."""

    def index(self) -> dict[str, str | None]:
        """Found by the employee, and by where it stands."""
        return {
            "person_key": f"{self.site}#{self.employee}",
            **self.stands(self.state),
        }

    def claim(self) -> Hold:
        """Held until it ends: an employee names somebody once."""
        key = f"relative#{self.employee}#{self.guest}"
        return Hold(key=key, code="claimed_already", clause=CLAUSE)

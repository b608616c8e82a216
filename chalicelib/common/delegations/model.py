"""What is kept of a delegation: who gave it to whom, of which signature, for which dates."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.core.approval import Delegation
from chalicelib.core.people import Role
from chalicelib.core.record import Instant, Record

CLAUSE = "P-approve"
SEATS = frozenset(
    {
        Role.PROPERTY_ASSISTANT,
        Role.CS_SUPERVISOR,
        Role.DEPARTMENT_MANAGER,
        Role.GM_OFFICE_DIRECTOR,
        Role.OFFICE_HEAD,
        Role.GM,
    }
)
"""The roles that sign approvals: what else a role may do is never delegated."""
MOST_DAYS = 366
"""An absence: who is away for longer is followed by somebody who has the role."""
MOST = 10
"""How many a person may have given and taken at a time: all may end in one transaction."""


class Standing(StrEnum):
    """Where a delegation stands. That its dates are over is no state: they are looked at."""

    OFFERED = "offered"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    """The giver lost what was theirs to give."""


class Substitution(Record):
    """A delegation 代理, as it was offered and what became of it."""

    KIND: ClassVar[str] = "delegation"
    TABLE: ClassVar[str] = "directory"

    state: Standing
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    role: Role
    first: date
    last: date
    words: str | None = None
    given_at: Instant
    answered_at: Instant | None = None
    ended_at: Instant | None = None
    ended_words: str | None = None

    @property
    def value(self) -> Delegation:
        """As the records of both parties have it."""
        return Delegation(
            id=self.id,
            giver=self.giver,
            giver_name=self.giver_name,
            taker=self.taker,
            role=self.role,
            first=self.first,
            last=self.last,
            accepted=self.state is Standing.IN_FORCE,
        )

"""The signatures that a ticket waits for, and those that it has (T-4.4.4, P-approve)."""

from enum import StrEnum

from chalicelib.core.act import Signature
from chalicelib.core.people import Role
from chalicelib.core.record import Frozen


class Proxy(Frozen):
    """Who accepted in the owner's place (T-4.4.4)."""

    name: str
    person: str | None = None
    """If they are known at the site."""
    relation: str
    reason: str


class Verdict(Frozen):
    """A signed decision with words: an acceptance or a review."""

    signature: Signature
    words: str | None = None
    satisfaction: int | None = None
    """1 to 5, with an acceptance. The follow-up is made all the same (T-4.4.1)."""
    proxy: Proxy | None = None
    """Whose word it is, where the one who signs took it down."""


class Approval(StrEnum):
    """The signatures that a ticket may wait for (P-approve)."""

    ACCEPT = "accept"
    """The owner's or the property assistant's."""
    REVIEW = "review"
    """The customer-service supervisor's."""
    DECIDE = "decide"
    """The general manager's, on a letter."""


SEATS = {
    Approval.ACCEPT: Role.PROPERTY_ASSISTANT,
    Approval.REVIEW: Role.CS_SUPERVISOR,
    Approval.DECIDE: Role.GM,
}
"""The role whose signature it is, and whose substitute's."""

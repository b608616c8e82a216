"""What is kept of guests from their coming to their leaving (L-3, L-4, L-6)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from chalicelib.core.record import Frozen, Instant
from chalicelib.lodging.house.model import nights

CLAUSE = "L-6"
"""By which guests leave."""
INSPECTED = "L-4"


class Document(StrEnum):
    """The identity document that was seen."""

    RESIDENT_CARD = "resident_card"
    PASSPORT = "passport"
    TRAVEL_PERMIT = "travel_permit"
    OTHER = "other_document"


class Present(Frozen):
    """A guest who came: by which document, seen by whom, with which pass."""

    guest: str
    """Person id."""
    name: str
    document: Document
    checked_by: str
    """Person id of who saw the document, and its number to be the guest's."""
    checker: str
    """Their name."""
    came_at: Instant
    access_pass: str
    """Id of the pass 出入證 that they carry."""
    left_at: Instant | None = None


class Moved(Frozen):
    """An extension that was granted: whose day of leaving it moves."""

    stay: str
    """The extension's own."""
    first: date
    last: date
    """The new day of leaving."""
    rates: dict[str, int] = {}
    """Guest to what a day of their bed costs, in fen."""

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights that it adds."""
        return nights(self.first, self.last)


class Inspection(Frozen):
    """How guests left their beds 檢查 (L-4)."""

    by: str
    name: str
    at: Instant
    guests: Annotated[tuple[str, ...], Meta(min_length=1)]
    clean: bool
    words: str | None = None

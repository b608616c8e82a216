"""What is kept of a known outage 已知故障: where, since when, what the desk says of it (T-4.1)."""

from enum import StrEnum
from typing import ClassVar

from chalicelib.core.alike import bare
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.words import Language

CLAUSE = "T-4.1"
MOST_OPEN = 50
"""As many outages as a site may have at one time: every caller's are looked through."""


class IncidentState(StrEnum):
    """Whether an outage is known to last."""

    OPEN = "open"
    CLOSED = "closed"


class Closing(Frozen):
    """How an outage ended."""

    result: str
    tickets: int
    """How many tickets hung on it. Each goes on by itself."""
    by: str
    at: Instant


class Incident(Record):
    """A known outage, announced or found: several callers' one cause."""

    KIND: ClassVar[str] = "incident"
    TABLE: ClassVar[str] = "desk"

    state: IncidentState
    affected: str
    """What does not work, in words."""
    whole_estate: bool = False
    buildings: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    words: str
    """What the desk says to whoever calls, where nothing else is given for their language."""
    words_hant: str | None = None
    words_hans: str | None = None
    words_en: str | None = None
    since: Instant
    """In the future for one that was announced."""
    expected_end: Instant | None = None
    opened_at: Instant
    opened_by: str
    closed: Closing | None = None

    def covers(self, building: str | None, area: str | None) -> bool:
        """Whether it concerns a unit of a building, or a public area in somebody's words.

        Areas are words: one that says more than the other is the same place.
        """
        if self.whole_estate:
            return True
        if building is not None and bare(building) in map(bare, self.buildings):
            return True
        named = bare(area or "")
        return bool(named) and any(
            known in named or named in known for known in map(bare, self.areas)
        )

    def say(self, language: Language) -> str:
        """What the desk says, in a language."""
        given = {
            Language.HANT: self.words_hant,
            Language.HANS: self.words_hans,
            Language.EN: self.words_en,
        }
        return given[language] or self.words


class Noticeboard(Record):
    """The outages that a site has now 通告板: found with one read, as they are at this moment."""

    KIND: ClassVar[str] = "noticeboard"
    TABLE: ClassVar[str] = "desk"

    open: tuple[str, ...] = ()
    """Ids of the incidents, oldest first."""

"""A letter, and another side that answers as it is told to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.channels.guard import Guard, Place
from chalicelib.channels.https import Answer
from chalicelib.core.ports import Letter
from chalicelib.core.words import Language
from tests.support.world import MONDAY

PUBLIC = "93.184.216.34"
LETTER = Letter(
    id="jade-garden#ticket#t-1#5#0",
    at=MONDAY,
    site="jade-garden",
    code="ticket_dispatched",
    clause="T-3.0",
    record="ticket#t-1",
    number="CW-20260302-0001",
    language=Language.HANT,
    subject="【翠湖花園】已派單",
    text="已派單 CW-20260302-0001(A-1203),請接單。",
    correlation="c-1",
)


def guard(*addresses: str) -> Guard:
    """A guard to whom every host has these addresses."""
    return Guard(lambda host: list(addresses or (PUBLIC,)))


@dataclass
class Side:
    """The other side of a POST."""

    status: int = 200
    body: bytes = b""
    retry_after: str = ""
    asked: list[tuple[Place, Mapping[str, str], bytes]] = field(default_factory=list)

    def __call__(self, place: Place, headers: Mapping[str, str], body: bytes) -> Answer:
        self.asked.append((place, headers, body))
        return Answer(self.status, self.retry_after, self.body)

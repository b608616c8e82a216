"""Who is told what by which channel, and what each channel has still to be told (P-tell)."""

from hashlib import sha256
from typing import ClassVar

from chalicelib.core import sitetime
from chalicelib.core.means import Means, Personal
from chalicelib.core.outbox import Told
from chalicelib.core.record import Frozen, Instant, Record
from chalicelib.core.site import Desk, Site
from chalicelib.core.words import Language
from chalicelib.core.words.messages import MESSAGES, OF_DESKS

CLAUSE = "P-tell"
DELIVER = "deliver"
"""The job that goes on with a lane when its timer falls due."""
TEST = "channel_test"
"""The message that goes to one channel only, to try it out."""
CODES = tuple(code for code in MESSAGES if code != TEST)
"""What a setting may name: a test goes where it is sent, whatever is set."""


def codes_at(site: Site) -> tuple[str, ...]:
    """Those of the messages that are sent at a site: it may do without some desks."""
    elsewhere = {code for desk in set(Desk) - {*site.working} for code in OF_DESKS[desk]}
    return tuple(code for code in CODES if code not in elsewhere)


class Channel(Frozen):
    """Where a site is told of what happens, whoever else is told."""

    id: str
    means: Means
    box: str
    """Its target, sealed."""
    shown: str
    """As much of its address as anybody may see."""
    codes: tuple[str, ...] = ()
    """The messages that it hears of; none named: all."""
    departments: tuple[str, ...] = ()
    """The departments whose messages it hears of; none named: everyone's."""
    language: Language = Language.HANT


class Rule(Frozen):
    """How people are told of one thing, besides the inbox."""

    code: str
    staff: tuple[Personal, ...] = ()
    owners: tuple[Personal, ...] = ()
    optional: bool = True
    """Whether a person may do with less."""


class Telling(Record):
    """A site's settings of who is told what by which channel 通知設定."""

    KIND: ClassVar[str] = "telling"
    TABLE: ClassVar[str] = "directory"

    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()

    def channel(self, id: str) -> Channel | None:
        """The channel of this id, if the site has it."""
        return next((each for each in self.channels if each.id == id), None)

    def rule(self, code: str) -> Rule | None:
        """How people are told of this, if by more than the inbox."""
        return next((each for each in self.rules if each.code == code), None)


class Way(Frozen):
    """Where messages go: a channel of the site, or one means of reaching one person."""

    means: Means
    channel: str = ""
    person: str = ""


class Waiting(Frozen):
    """A message that has not been sent yet."""

    told: Told
    since: Instant
    """From when its seven days count."""


class Parked(Frozen):
    """A message that was given up, until somebody sends it again."""

    told: Told
    at: Instant
    reason: str


class Lane(Record):
    """What one way has still to be told of one record, in order; no lane waits for another."""

    KIND: ClassVar[str] = "lane"
    TABLE: ClassVar[str] = "deliveries"

    about: str
    """`kind#id` of the record that the messages are about."""
    way: Way
    waiting: tuple[Waiting, ...] = ()
    parked: tuple[Parked, ...] = ()
    taken: str = ""
    """Place of the last message taken in: none is taken in twice."""
    claim: str = ""
    """Who is sending now, until the timer falls due; nobody else may."""
    tries: int = 0
    """Of the first message waiting."""
    reason: str = ""
    """Why its last try failed."""

    def index(self) -> dict[str, str | None]:
        """Listed only while something is parked, or waiting after a try that failed."""
        trouble, at = None, None
        if self.parked:
            trouble, at = "parked", self.parked[-1].told.at
        elif self.waiting and self.tries:
            trouble, at = "waiting", self.waiting[0].told.at
        return {
            "trouble_key": f"{self.site}#{trouble}" if trouble else None,
            "trouble_since": f"{sitetime.text(at)}#{self.id}" if at else None,
        }


def lane_id(about: str, way: Way) -> str:
    """The id of the lane that leads one way with messages about one record."""
    name = f"{about}\n{way.means}\n{way.channel}\n{way.person}"
    return sha256(name.encode()).hexdigest()[:32]

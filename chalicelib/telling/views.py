"""What the API shows of settings and deliveries: never a secret, never a whole address."""

from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.core.means import Choice, Means
from chalicelib.core.outbox import Told
from chalicelib.core.people import Person
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words import Language, Words, unfilled
from chalicelib.core.words.messages import MESSAGES
from chalicelib.telling.model import CLAUSE, Lane, Rule, Telling


class ChannelView(Frozen):
    """A channel of a site."""

    id: str
    means: Means
    target: str
    """As much of it as anybody may see."""
    codes: tuple[str, ...]
    departments: tuple[str, ...]
    language: Language


class Subject(Frozen):
    """What people may be told of, by how it is said."""

    code: str
    name: Words


class TellingView(Frozen):
    """A site's settings of who is told what by which channel."""

    version: int
    channels: tuple[ChannelView, ...]
    rules: tuple[Rule, ...]
    available: tuple[Means, ...]
    """The means that there are here."""
    notices: tuple[Subject, ...] = ()
    """What there is to be told of; said where the settings are read, not where they are changed."""


class OwnTelling(Frozen):
    """One's own settings."""

    version: int
    language: Language
    mail: str | None
    """Masked."""
    phone: str | None
    """Masked."""
    choices: tuple[Choice, ...]


class MyTelling(Frozen):
    """How one is told, besides the inbox, and what there is to choose."""

    mine: OwnTelling
    rules: tuple[Rule, ...]
    """What the site tells people of by more than the inbox."""
    notices: tuple[Subject, ...]
    """Of that, what everybody may settle for themselves."""


class Undelivered(Frozen):
    """A message that has not left."""

    id: str
    at: Instant
    code: str
    clause: str
    text: str
    reason: str
    """Why the last try failed; empty before the first."""


class Delivery(Frozen):
    """What a channel or a person has still to be told of one record."""

    id: str
    version: int
    record: str
    means: Means
    channel: str
    """Of the site; empty where a person is told."""
    person: str
    waiting: tuple[Undelivered, ...]
    parked: tuple[Undelivered, ...]
    tries: int
    """Of the first message waiting."""
    next_try: Instant | None


class Deliveries(Frozen):
    """A page of deliveries in trouble, newest first."""

    items: tuple[Delivery, ...]
    next: str | None


def notices(codes: Iterable[str]) -> tuple[Subject, ...]:
    """What these messages say, without whom and what each is about."""
    return tuple(Subject(code=code, name=unfilled(MESSAGES[code])) for code in codes)


def telling_view(telling: Telling, available: tuple[Means, ...]) -> TellingView:
    """The settings as the administrator sees them."""
    channels = (
        ChannelView(
            id=each.id,
            means=each.means,
            target=each.shown,
            codes=each.codes,
            departments=each.departments,
            language=each.language,
        )
        for each in telling.channels
    )
    return TellingView(
        version=telling.version,
        channels=tuple(channels),
        rules=telling.rules,
        available=available,
    )


def mine(person: Person) -> OwnTelling:
    """One's own settings."""
    return OwnTelling(
        version=person.version,
        language=person.language,
        mail=person.mail.mask if person.mail else None,
        phone=person.phone.mask if person.phone else None,
        choices=person.choices,
    )


def delivery(lane: Lane, language: Language) -> Delivery:
    """A lane, its messages in the reader's language."""
    timer = lane.timer(CLAUSE)
    waiting = [_undelivered(each.told, "", language) for each in lane.waiting]
    if waiting:
        waiting[0] = replace(waiting[0], reason=lane.reason)
    return Delivery(
        id=lane.id,
        version=lane.version,
        record=lane.about,
        means=lane.way.means,
        channel=lane.way.channel,
        person=lane.way.person,
        waiting=tuple(waiting),
        parked=tuple(_undelivered(each.told, each.reason, language) for each in lane.parked),
        tries=lane.tries,
        next_try=timer.due_at if timer else None,
    )


def _undelivered(told: Told, reason: str, language: Language) -> Undelivered:
    message = told.message
    return Undelivered(
        id=told.id,
        at=told.at,
        code=message.code,
        clause=message.clause,
        text=MESSAGES[message.code].say(language, **message.data),
        reason=reason,
    )

"""What people fill in about telling: a site's settings, one's own, a test, sending again."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from chalicelib.core.fields import Address, Code, Id, Mail, Secret
from chalicelib.core.forms import Form, Order, Paged
from chalicelib.core.means import Means, Personal
from chalicelib.core.words import Language

MOST_CHANNELS = 20
Codes = Annotated[tuple[Code, ...], Meta(max_length=60)]
Personally = Annotated[tuple[Personal, ...], Meta(max_length=2)]


class SetChannel(Form):
    """A channel as it is to be. Left out, target and secret stay what they are."""

    id: Id
    means: Means
    target: Address | None = None
    secret: Secret | None = None
    codes: Codes = ()
    departments: Annotated[tuple[Id, ...], Meta(max_length=40)] = ()
    language: Language = Language.HANT


class SetRule(Form):
    """How people are told of one thing, besides the inbox."""

    code: Code
    staff: Personally = ()
    owners: Personally = ()
    optional: bool = True


class SetTelling(Form):
    """All channels and rules as they are to be; what is not named is gone."""

    channels: Annotated[tuple[SetChannel, ...], Meta(max_length=MOST_CHANNELS)] = ()
    rules: Annotated[tuple[SetRule, ...], Meta(max_length=60)] = ()


class SetChoice(Form):
    """How one wants to be told of one thing; by nothing means by the inbox alone."""

    code: Code
    by: Personally = ()


class SetOwnTelling(Form):
    """One's own settings as they are to be. Left out, the e-mail address stays what it is."""

    language: Language = Language.HANT
    mail: Mail | None = None
    forget_mail: bool = False
    choices: Annotated[tuple[SetChoice, ...], Meta(max_length=60)] = ()


class TryChannel(Form):
    """Send a test message to one channel, the way that every message goes."""

    channel: Id


class SendAgain(Form):
    """Send what was parked again, for another seven days."""


class Trouble(StrEnum):
    """What keeps messages from having left."""

    PARKED = "parked"
    WAITING = "waiting"


class InTrouble(Paged):
    """Which deliveries to list, and in which order."""

    state: Trouble = Trouble.PARKED
    order: Order = Order.NEWEST
    means: Means | None = None

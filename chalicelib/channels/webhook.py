"""Signed webhooks, as the Standard Webhooks specification has them."""

import base64
import binascii
import hmac
from datetime import datetime
from hashlib import sha256

import msgspec

from chalicelib.channels.guard import Guard
from chalicelib.channels.https import Answer, Post, post
from chalicelib.core.errors import Fault
from chalicelib.core.ports import Failed, Letter, Misdirected, Target, Undeliverable
from chalicelib.core.record import Frozen, Instant

_PREFIX = "whsec_"
_SECRET = range(24, 65)
"""Bytes that a secret has."""
_LONGEST_PAUSE = 24 * 60 * 60


class Data(Frozen):
    """What a receiver is told."""

    id: str
    site: str
    code: str
    clause: str
    record: str
    number: str
    language: str
    text: str
    correlation: str


class Event(Frozen):
    """The body of a webhook."""

    type: str
    timestamp: Instant
    """When it happened; when it was sent is in the header."""
    data: Data


class Webhook:
    """Posts each message, signed, to the address of a receiver."""

    def __init__(self, guard: Guard, post: Post = post) -> None:
        self._guard = guard
        self._post = post

    def check(self, target: Target) -> None:
        """See `Carrier.check`."""
        self._guard.checked(target.address)
        key_of(target.secret)

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """See `Carrier.send`."""
        place, body = self._guard.checked(target.address), body_of(letter)
        id, timestamp = webhook_id(letter), str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Frontdesk",
            "webhook-id": id,
            "webhook-timestamp": timestamp,
            "webhook-signature": signature(key_of(target.secret), id, timestamp, body),
        }
        answered(self._post(place, headers, body))


def webhook_id(letter: Letter) -> str:
    """The message's id as the specification wants it, without a full stop."""
    return f"msg_{sha256(letter.id.encode()).hexdigest()[:32]}"


def body_of(letter: Letter) -> bytes:
    """The body, the same each time the message is sent."""
    data = Data(
        id=letter.id,
        site=letter.site,
        code=letter.code,
        clause=letter.clause,
        record=letter.record,
        number=letter.number,
        language=letter.language,
        text=letter.text,
        correlation=letter.correlation,
    )
    return msgspec.json.encode(Event(type=letter.code, timestamp=letter.at, data=data))


def key_of(secret: str) -> bytes:
    """The key that a secret stands for.

    Raises: Misdirected `no_secret`.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise Misdirected(Fault(pointer="/secret", code="no_secret")) from None
    if not secret.startswith(_PREFIX) or len(key) not in _SECRET:
        raise Misdirected(Fault(pointer="/secret", code="no_secret"))
    return key


def signature(key: bytes, id: str, timestamp: str, body: bytes) -> str:
    """The signature of one sending."""
    signed = hmac.new(key, f"{id}.{timestamp}.".encode() + body, sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def answered(answer: Answer) -> None:
    """What an HTTP status says: taken, gone for good, or to be tried again.

    Raises: Failed, Undeliverable.
    """
    if 200 <= answer.status < 300:
        return
    if answer.status == 410:
        raise Undeliverable("http_410")
    after = answer.retry_after
    pause = min(int(after), _LONGEST_PAUSE) if after.isascii() and after.isdigit() else 0
    raise Failed(f"http_{answer.status}", pause)

"""The only place that builds things: from the settings to a house that is ready to serve."""

import base64
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from chalicelib import settings
from chalicelib.service.requests import Service
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.store.vault import Vault
from chalicelib.store.whole import WholeStore
from chalicelib.web.routing import House
from chalicelib.web.tokens import KeySet, Verifier

_house: House | None = None


def now() -> datetime:
    """The time, UTC, to the millisecond: what is stored compares as what was decided with."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def fresh_id(at: datetime) -> str:
    """An id that nobody can guess, later ones sorting after earlier ones."""
    return f"{int(at.timestamp() * 1000):011x}{secrets.token_hex(5)}"


def build(environment: settings.Settings) -> House:
    """A house that serves what the settings name.

    Raises: ValueError where the vault has no secret.
    """
    connection = connect(environment.region, environment.endpoint)
    return House(
        service=Service(
            store=DynamoStore(connection),
            clock=now,
            fresh_id=fresh_id,
        ),
        verifier=Verifier(
            KeySet(environment.issuer), environment.audience, environment.person_claim
        ),
        vault=Vault(_secret(environment.vault_key)),
        whole=WholeStore(connection),
    )


def _secret(key: str) -> bytes:
    """The vault's secret, from base64.

    Raises: ValueError, which does not quote it.
    """
    try:
        return base64.b64decode(key, validate=True)
    except ValueError:
        raise ValueError("VAULT_KEY is 32 bytes in base64") from None


def house() -> House:
    """This process's house, built when the first request needs it: importing does no I/O."""
    global _house
    if _house is None:
        _house = build(settings.current())
    return _house


@contextmanager
def serving(other: House) -> Iterator[House]:
    """Serve another house for a while."""
    global _house
    before, _house = _house, other
    try:
        yield other
    finally:
        _house = before

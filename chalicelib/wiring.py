"""The only place that builds things: from the settings to a house that is ready to serve."""

import base64
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from chalicelib import settings
from chalicelib.channels.guard import Guard
from chalicelib.channels.mail import Ses, Smtp
from chalicelib.channels.robots import DingTalk, Feishu, WeCom
from chalicelib.channels.sms import Sns
from chalicelib.channels.webhook import Webhook
from chalicelib.core import sitetime
from chalicelib.core.means import Means
from chalicelib.core.ports import Carrier
from chalicelib.service.requests import Service
from chalicelib.store import secrets_manager
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.store.objects import S3Objects
from chalicelib.store.vault import Vault
from chalicelib.store.whole import WholeStore
from chalicelib.telling.delivering import Courier
from chalicelib.web.routing import House
from chalicelib.web.tokens import KeySet, Verifier

_house: House | None = None


def now() -> datetime:
    """The time, UTC, to the millisecond: what is stored compares as what was decided with."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def fresh_id(at: datetime) -> str:
    """An id that nobody can guess, later ones sorting after earlier ones."""
    return sitetime.id_begins(at) + secrets.token_hex(5)


def build(environment: settings.Settings) -> House:
    """A house that serves what the settings name.

    Raises: ValueError where the vault has no secret, or files have no bucket.
    """
    if not environment.files_bucket:
        raise ValueError("FILES_BUCKET names the bucket that files lie in")
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
        vault=Vault(_secret(environment)),
        objects=S3Objects(environment.files_bucket, environment.region, environment.files_endpoint),
        carriers=carriers(environment),
        whole=WholeStore(connection),
    )


def carriers(environment: settings.Settings) -> dict[Means, Carrier]:
    """The means of telling that the settings give; what is not there cannot be set for a site."""
    guard = Guard()
    found: dict[Means, Carrier] = {
        Means.WEBHOOK: Webhook(guard),
        Means.WECOM: WeCom(guard=guard),
        Means.DINGTALK: DingTalk(guard=guard),
        Means.FEISHU: Feishu(guard=guard),
    }
    if environment.mail == "ses":
        found[Means.EMAIL] = Ses(sender=environment.mail_from, region=environment.region)
    if environment.mail == "smtp":
        found[Means.EMAIL] = Smtp(
            sender=environment.mail_from,
            host=environment.smtp_host,
            port=environment.smtp_port,
            user=environment.smtp_user,
            password=environment.smtp_password,
        )
    if environment.sms == "sns":
        found[Means.SMS] = Sns(region=environment.region)
    return found


def _secret(environment: settings.Settings) -> Callable[[], bytes]:
    """Where the vault's 32 bytes come from: the cloud's keeper of secrets, or the environment.

    Raises: ValueError, which does not quote it.
    """
    if environment.vault_secret:
        return partial(secrets_manager.secret, environment.region, environment.vault_secret)
    try:
        secret = base64.b64decode(environment.vault_key, validate=True)
    except ValueError:
        raise ValueError("VAULT_KEY is 32 bytes in base64") from None
    if len(secret) != 32:
        raise ValueError("VAULT_KEY is 32 bytes in base64")
    return lambda: secret


def courier() -> Courier:
    """This process's hands for what leaves the outbox."""
    serving = house()
    return Courier(service=serving.service, vault=serving.vault, carriers=serving.carriers)


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

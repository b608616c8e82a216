"""What the environment says, read once. No secret has a default that a deployed stage accepts."""

import os
from collections.abc import Mapping
from functools import cache

from chalicelib.core.record import Frozen

LOCAL = "local"


class Console(Frozen):
    """What the console is told before anybody has signed in: where one signs in, by OAuth 2's
    authorization code with PKCE (S256).
    """

    authorize: str
    token: str
    end_session: str | None
    """Where one is sent to sign out; None where the issuer keeps nobody signed in."""
    client: str
    scope: str


class Settings(Frozen):
    """The environment of one process."""

    stage: str
    region: str
    endpoint: str | None
    """Address of a DynamoDB-compatible engine; None for DynamoDB itself."""
    files_bucket: str
    """The bucket of object storage that files lie in."""
    files_endpoint: str | None
    """Address of an S3-compatible store; None for S3 itself."""
    files_origin: str
    """Where a browser sends files to and fetches them from."""
    issuer: str
    """OIDC issuer whose tokens are believed."""
    audience: str
    person_claim: str
    """The claim that holds the person's id."""
    console: Console | None
    """None where nobody signs in on a page."""
    sites: tuple[str, ...]
    """Where to look for whoever signed in, in this order."""
    vault_key: str
    """32 bytes, base64: seals what is private. Only `local` has it in its environment."""
    vault_secret: str
    """Name of the secret that a deployed stage's vault key is made from."""
    cors_origin: str
    mail: str
    """How e-mail leaves: `ses`, `smtp`, or not at all."""
    mail_from: str
    smtp_host: str
    smtp_port: int
    """465 begins with TLS; any other goes over to it (STARTTLS)."""
    smtp_user: str
    smtp_password: str
    sms: str
    """How text messages leave: `sns`, or not at all."""
    outbox_stream: str
    """ARN of the outbox's stream, which the template puts in."""


_NO_STREAM = "arn:aws:dynamodb:local:000000000000:table/frontdesk-local-outbox/stream/local"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings of a process.

    Raises: ValueError where a deployed stage would run with what only `local` may have, and where
    a channel is only half set.
    """
    stage = environment.get("STAGE", LOCAL)
    settings = Settings(
        stage=stage,
        region=environment.get("AWS_REGION", environment.get("AWS_DEFAULT_REGION", LOCAL)),
        endpoint=environment.get("AWS_ENDPOINT_URL_DYNAMODB"),
        files_bucket=environment.get("FILES_BUCKET", ""),
        files_endpoint=environment.get("AWS_ENDPOINT_URL_S3"),
        files_origin=environment.get("FILES_ORIGIN", ""),
        issuer=environment.get("OIDC_ISSUER", ""),
        audience=environment.get("OIDC_AUDIENCE", "frontdesk"),
        person_claim=environment.get("OIDC_PERSON_CLAIM", "sub"),
        console=_console(environment),
        sites=tuple(filter(None, environment.get("SITES", "").split(","))),
        vault_key=environment.get("VAULT_KEY", ""),
        vault_secret=environment.get("VAULT_SECRET", ""),
        cors_origin=environment.get("CORS_ORIGIN", "*"),
        mail=environment.get("MAIL", ""),
        mail_from=environment.get("MAIL_FROM", ""),
        smtp_host=environment.get("SMTP_HOST", ""),
        smtp_port=int(environment.get("SMTP_PORT", "587")),
        smtp_user=environment.get("SMTP_USER", ""),
        smtp_password=environment.get("SMTP_PASSWORD", ""),
        sms=environment.get("SMS", ""),
        outbox_stream=environment.get("OUTBOX_STREAM", _NO_STREAM),
    )
    if settings.mail not in ("", "ses", "smtp") or settings.sms not in ("", "sns"):
        raise ValueError("MAIL is ses, smtp or nothing; SMS is sns or nothing")
    if settings.mail and "@" not in settings.mail_from:
        raise ValueError("whoever sends e-mail says from whom: MAIL_FROM")
    if settings.mail == "smtp" and not settings.smtp_host:
        raise ValueError("e-mail by SMTP needs a server: SMTP_HOST")
    deployed = "AWS_LAMBDA_FUNCTION_NAME" in environment
    if deployed and stage == LOCAL:
        raise ValueError("STAGE=local does not run in Lambda")
    if stage != LOCAL and not settings.issuer.startswith("https://"):
        raise ValueError("a deployed stage believes only an issuer reached by https")
    console = settings.console
    if stage != LOCAL and console and not _by_https(console):
        raise ValueError("on a deployed stage people sign in by https: SIGN_IN_…")
    if stage != LOCAL and (settings.vault_key or not settings.vault_secret):
        raise ValueError("a deployed stage keeps its vault key in VAULT_SECRET, not in VAULT_KEY")
    return settings


def _console(environment: Mapping[str, str]) -> Console | None:
    """Raises: ValueError where only a part is said of how one signs in."""
    names = ("AUTHORIZE", "TOKEN", "CLIENT")
    authorize, token, client = (environment.get(f"SIGN_IN_{name}", "") for name in names)
    if not any((authorize, token, client)):
        return None
    if not all((authorize, token, client)):
        raise ValueError("to sign in on a page takes SIGN_IN_AUTHORIZE, _TOKEN and _CLIENT")
    return Console(
        authorize=authorize,
        token=token,
        end_session=environment.get("SIGN_IN_END_SESSION") or None,
        client=client,
        scope=environment.get("SIGN_IN_SCOPE", "openid"),
    )


def _by_https(console: Console) -> bool:
    asked = filter(None, (console.authorize, console.token, console.end_session))
    return all(each.startswith("https://") for each in asked)


@cache
def current() -> Settings:
    """The settings of this process."""
    return from_environment(os.environ)

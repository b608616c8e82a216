"""E-mail: by SES, or by SMTP where a region has no SES."""

import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as _SMTP
from email.utils import format_datetime
from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session

from chalicelib.channels.webhook import webhook_id
from chalicelib.core.errors import Fault
from chalicelib.core.fields import MAIL
from chalicelib.core.ports import Failed, Letter, Misdirected, Target, Undeliverable

BRIEFLY = Config(connect_timeout=3, read_timeout=7, retries={"total_max_attempts": 1})
"""A lane tries again by itself."""
_SECONDS = 3.0
_FOR_GOOD = frozenset({"BadRequestException", "MessageRejected"})


def composed(letter: Letter, sender: str, to: str, now: datetime) -> EmailMessage:
    """The letter as an e-mail; mail programs drop a second one with the same Message-ID.

    SES gives a Message-ID of its own, hence the header of ours.
    """
    message = EmailMessage(policy=_SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{webhook_id(letter)}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["X-Frontdesk-Message"] = letter.id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = str(letter.language)
    message.set_content(letter.text)
    return message


@dataclass(frozen=True, kw_only=True)
class Mail:
    """What both ways have in common: who sends, and what an address looks like."""

    sender: str

    def check(self, target: Target) -> None:
        """See `Carrier.check`."""
        if not re.search(MAIL, target.address):
            raise Misdirected(Fault(pointer="/target", code="no_such_address"))


@dataclass(frozen=True, kw_only=True)
class Ses(Mail):
    """Amazon SES."""

    region: str

    @cached_property
    def client(self) -> Any:
        """Made when the first letter needs it."""
        return Session().create_client("sesv2", region_name=self.region, config=BRIEFLY)

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """See `Carrier.send`."""
        self.check(target)
        raw = composed(letter, self.sender, target.address, now).as_bytes()
        try:
            self.client.send_email(
                FromEmailAddress=self.sender,
                Destination={"ToAddresses": [target.address]},
                Content={"Raw": {"Data": raw}},
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise (Undeliverable if code in _FOR_GOOD else Failed)(code) from None
        except BotoCoreError:
            raise Failed("unreachable") from None


@dataclass(frozen=True, kw_only=True)
class Smtp(Mail):
    """A mail server of the operator's, always by TLS."""

    host: str
    port: int
    user: str
    password: str
    connect: Callable[..., smtplib.SMTP] = smtplib.SMTP
    connect_tls: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL

    def send(self, target: Target, letter: Letter, now: datetime) -> None:
        """See `Carrier.send`."""
        self.check(target)
        message = composed(letter, self.sender, target.address, now)
        try:
            with self._server() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            [(status, _)] = refused.recipients.values()
            raise (Undeliverable if status >= 500 else Failed)(f"smtp_{status}") from None
        except smtplib.SMTPResponseException as error:
            raise Failed(f"smtp_{error.smtp_code}") from None
        except (OSError, smtplib.SMTPException):
            raise Failed("unreachable") from None

    def _server(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.port == 465:
            return self.connect_tls(self.host, self.port, timeout=_SECONDS, context=context)
        server = self.connect(self.host, self.port, timeout=_SECONDS)
        server.starttls(context=context)
        return server

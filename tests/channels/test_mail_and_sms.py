"""E-mail by SES and by SMTP, text messages by SNS: what is sent, and what each refusal means."""

import smtplib
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from moto import mock_aws

from chalicelib.channels.mail import Mail, Ses, Smtp
from chalicelib.channels.sms import Sns, number_of
from chalicelib.core.ports import Carrier, Failed, Misdirected, Target, Undeliverable
from tests.channels.sending import LETTER
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-tell")

TO = Target(address="wong@example.com")
FROM = "Frontdesk <desk@mail.test>"


@dataclass
class Server:
    """A mail server as `smtplib` sees it."""

    fails: Exception | None = None
    done: list[str] = field(default_factory=list)
    messages: list[Any] = field(default_factory=list)

    def __call__(self, host: str, port: int, **more: Any) -> "Server":
        self.done.append(f"connect {host}:{port}{' by TLS' if 'context' in more else ''}")
        assert more["timeout"]
        return self

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.done.append("quit")

    def starttls(self, context: Any) -> None:
        self.done.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.done.append(f"login {user}")

    def send_message(self, message: Any) -> None:
        if self.fails:
            raise self.fails
        self.messages.append(message)


def smtp(server: Server, **fields: Any) -> Smtp:
    given = {"host": "smtp.test", "port": 587, "user": "desk", "password": "hidden"} | fields
    return Smtp(sender=FROM, connect=server, connect_tls=server, **given)  # type: ignore[arg-type]


def test_a_mail_says_what_the_letter_says_and_can_be_told_from_another() -> None:
    server = Server()
    smtp(server).send(TO, LETTER, MONDAY)
    smtp(server).send(TO, LETTER, MONDAY)
    first, second = (
        message_from_bytes(each.as_bytes(), policy=default) for each in server.messages
    )
    assert (first["To"], first["From"]) == ("wong@example.com", FROM)
    assert first["Subject"] == LETTER.subject
    assert first.get_content().strip() == LETTER.text
    assert first["X-Frontdesk-Message"] == LETTER.id
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@mail.test>")
    assert first["Date"] == "Mon, 02 Mar 2026 01:00:00 +0000"


@pytest.mark.parametrize(
    ("port", "user", "done"),
    [
        (587, "desk", ["connect smtp.test:587", "starttls", "login desk", "quit"]),
        (465, "desk", ["connect smtp.test:465 by TLS", "login desk", "quit"]),
        (25, "", ["connect smtp.test:25", "starttls", "quit"]),  # never in clear
    ],
)
def test_a_mail_server_is_spoken_to_by_tls(port: int, user: str, done: list[str]) -> None:
    server = Server()
    smtp(server, port=port, user=user).send(TO, LETTER, MONDAY)
    assert server.done == done


@pytest.mark.parametrize(
    ("fails", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), Undeliverable("smtp_550")),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), Failed("smtp_450")),
        (smtplib.SMTPAuthenticationError(535, b"no"), Failed("smtp_535")),
        (smtplib.SMTPSenderRefused(553, b"no", "x"), Failed("smtp_553")),
        (smtplib.SMTPServerDisconnected(), Failed("unreachable")),
        (TimeoutError(), Failed("unreachable")),
        (ConnectionRefusedError(), Failed("unreachable")),
    ],
)
def test_only_an_address_refused_for_good_is_given_up(
    fails: Exception, expected: Failed | Undeliverable
) -> None:
    with pytest.raises(type(expected)) as trouble:
        smtp(Server(fails)).send(TO, LETTER, MONDAY)
    assert trouble.value.reason == expected.reason


@pytest.mark.parametrize(
    "address",
    ["", "wong", "wong@", "@example.com", "wong@example", "a@b.c\nBcc: x@y.zz", "a b@example.com"],
)
@pytest.mark.parametrize("carrier", [smtp(Server()), Ses(sender=FROM, region="ap-east-1")])
def test_no_address_no_mail(carrier: Mail, address: str) -> None:
    with pytest.raises(Misdirected) as wrong:
        carrier.check(Target(address=address))
    assert wrong.value.fault.code == "no_such_address"


def test_ses_sends_it_whole() -> None:
    carrier, sent = Ses(sender=FROM, region="ap-east-1"), list[Any]()
    with mock_aws(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(carrier.client, "send_email", lambda **given: sent.append(given))
        carrier.send(TO, LETTER, MONDAY)
    [given] = sent
    assert given["Destination"] == {"ToAddresses": ["wong@example.com"]}
    assert given["FromEmailAddress"] == FROM
    message = message_from_bytes(given["Content"]["Raw"]["Data"], policy=default)
    assert message["X-Frontdesk-Message"] == LETTER.id


def test_sns_sends_it_to_the_number() -> None:
    with mock_aws():
        Sns(region="ap-east-1").send(Target(address="138 0013 8000"), LETTER, MONDAY)


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("+852 9123 4567", "+85291234567"),
        ("0085291234567", "+85291234567"),
    ],
)
def test_a_number_is_dialled_from_anywhere(phone: str, number: str) -> None:
    assert number_of(phone) == number


class Refusing:
    """An AWS client that refuses."""

    def __init__(self, trouble: Exception) -> None:
        self._trouble = trouble

    def send_email(self, **_: Any) -> None:
        raise self._trouble

    publish = send_email


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "to 13800138000"}}, "Send")


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (refused("TooManyRequestsException"), Failed("TooManyRequestsException")),
        (refused("SendingPausedException"), Failed("SendingPausedException")),
        (refused("AuthorizationError"), Failed("AuthorizationError")),
        (refused("Throttling"), Failed("Throttling")),
        (ReadTimeoutError(endpoint_url="https://x"), Failed("unreachable")),
        (refused("MessageRejected"), Undeliverable("MessageRejected")),
        (refused("InvalidParameter"), Undeliverable("InvalidParameter")),
    ],
)
def test_what_aws_refuses_for_good_is_given_up_and_the_rest_tried_again(
    trouble: Exception, expected: Failed | Undeliverable
) -> None:
    sms = trouble.args and "InvalidParameter" in str(trouble)
    carrier: Carrier = Sns(region="x") if sms else Ses(sender=FROM, region="x")
    vars(carrier)["client"] = Refusing(trouble)
    to = Target(address="13800138000") if sms else TO
    with pytest.raises(type(expected)) as found:
        carrier.send(to, LETTER, MONDAY)
    assert found.value.reason == expected.reason
    assert "138" not in str(found.value)  # what AWS said may quote the number

"""Webhooks are signed as the Standard Webhooks specification has it; what comes back is read."""

import base64
import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest

from chalicelib.channels.webhook import Webhook, signature
from chalicelib.core.ports import Failed, Misdirected, Target, Undeliverable
from tests.channels.sending import LETTER, PUBLIC, Side, guard
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-tell")

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TARGET = Target(address="https://hooks.example.com/frontdesk", secret=SECRET)


def test_the_signature_is_the_one_of_the_specifications_example() -> None:
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    body = b'{"test": 2432232314}'
    found = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_receiver_can_verify_it_and_drop_a_second_one() -> None:
    side = Side()
    webhook = Webhook(guard(), side)
    webhook.send(TARGET, LETTER, MONDAY)
    webhook.send(TARGET, LETTER, MONDAY + timedelta(hours=1))
    (place, first, body), (_, second, again) = side.asked
    assert (place.host, place.address, place.path) == (
        "hooks.example.com",
        PUBLIC,
        "/frontdesk",
    )
    assert first["webhook-id"] == second["webhook-id"]
    assert "." not in first["webhook-id"]
    assert (first["webhook-timestamp"], second["webhook-timestamp"]) == (
        str(int(MONDAY.timestamp())),
        str(int(MONDAY.timestamp()) + 3600),
    )
    assert body == again
    for headers in (first, second):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        digest = hmac.new(base64.b64decode(SECRET[6:]), signed, sha256).digest()
        assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert json.loads(body) == {
        "type": "ticket_dispatched",
        "timestamp": "2026-03-02T01:00:00Z",
        "data": {
            "id": LETTER.id,
            "site": "jade-garden",
            "code": "ticket_dispatched",
            "clause": "T-3.0",
            "record": "ticket#t-1",
            "number": "CW-20260302-0001",
            "language": "zh-Hant",
            "text": LETTER.text,
            "correlation": "c-1",
        },
    }


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_it_is_taken(status: int) -> None:
    Webhook(guard(), Side(status)).send(TARGET, LETTER, MONDAY)


def test_a_receiver_that_is_gone_is_gone() -> None:
    with pytest.raises(Undeliverable, match="http_410"):
        Webhook(guard(), Side(410)).send(TARGET, LETTER, MONDAY)


@pytest.mark.parametrize(
    ("status", "retry_after", "after"),
    [
        (100, "", 0),
        (301, "", 0),  # a redirect is not followed
        (307, "", 0),
        (400, "", 0),
        (404, "", 0),
        (429, "120", 120),
        (429, "Wed, 21 Oct 2026 07:28:00 GMT", 0),
        (429, "-5", 0),
        (503, "99999999999", 86_400),
        (500, "", 0),
    ],
)
def test_everything_else_is_tried_again(status: int, retry_after: str, after: float) -> None:
    with pytest.raises(Failed) as failed:
        Webhook(guard(), Side(status, retry_after=retry_after)).send(TARGET, LETTER, MONDAY)
    assert (failed.value.reason, failed.value.after) == (f"http_{status}", after)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        SECRET.removeprefix("whsec_"),  # without its prefix
        "whsec_not base64!",
        "whsec_" + base64.b64encode(b"k" * 23).decode(),
        "whsec_" + base64.b64encode(b"k" * 65).decode(),
    ],
)
def test_a_webhook_has_a_good_secret(secret: str) -> None:
    side = Side()
    with pytest.raises(Misdirected) as wrong:
        Webhook(guard(), side).check(Target(address=TARGET.address, secret=secret))
    assert (wrong.value.fault.pointer, wrong.value.fault.code) == ("/secret", "no_secret")


@pytest.mark.parametrize("size", [24, 64])
def test_a_secret_has_24_to_64_bytes(size: int) -> None:
    secret = "whsec_" + base64.b64encode(b"k" * size).decode()
    Webhook(guard()).check(Target(address=TARGET.address, secret=secret))


def test_a_target_that_became_private_is_not_sent_to() -> None:
    side = Side()
    with pytest.raises(Undeliverable, match="private_target"):
        Webhook(guard("10.0.0.1"), side).send(TARGET, LETTER, MONDAY)
    assert side.asked == []

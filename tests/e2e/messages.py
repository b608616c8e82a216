"""Messages in the cloud: brought by the outbox's stream, and sent by e-mail."""

import json
import time
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.request import urlopen

from local import schedule
from local.demo import Desk
from tests.e2e.deployment import Deployment
from tests.e2e.jobs import left_untold, until

FROM = "desk@example.com"
ENGINEER, ADDRESS = "engineer-lee", "lee@example.com"
SETTINGS = {"Sms": "sns", "Mail": "ses", "MailFrom": FROM, "MailIdentity": FROM}
RULE = {"code": "ticket_dispatched", "staff": ["email", "sms"]}


def set_up(deployment: Deployment, desk: Desk) -> None:
    """The site tells its staff of dispatched orders by e-mail and SMS; the engineer wants both."""
    deployment.emulator.client("sesv2").create_email_identity(EmailIdentity=FROM)
    posted(desk, "/telling", "admin-cheng", {"rules": [RULE]})
    posted(desk, "/me/telling", ENGINEER, {"language": "en", "mail": ADDRESS})


def refused(desk: Desk) -> str:
    """A webhook to this very machine is not to be had, whoever asks."""
    channel = {"id": "own", "means": "webhook", "target": "https://127.0.0.1/hook"}
    _, headers, _ = desk.call("GET", "/telling", "admin-cheng")
    secret = {"secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"}
    status, _, problem = desk.call(
        "POST", "/telling", "admin-cheng", {"channels": [channel | secret]}, headers["ETag"]
    )
    assert status == 422, problem
    return f"a webhook on a private address: {status} {problem['errors'][0]['code']}"


def streamed(deployment: Deployment, desk: Desk) -> str:
    """Dispatch an order; what the engineer's mailbox holds of it, and how long it took."""
    number, _ = dispatched(desk)
    seconds = until("the e-mail came", lambda: bool(mails(deployment, number)))
    [mail] = mails(deployment, number)
    assert mail["To"] == [ADDRESS], mail
    until("the SMS came", lambda: bool(texts(deployment, number)))
    text, *_ = texts(deployment, number)
    return f"{mail['Subject']!r} by e-mail, {text['Message']!r} by SMS, after {seconds:.1f} s"


def swept(deployment: Deployment, desk: Desk) -> str:
    """Take the stream off, dispatch an order, and let the sweep find what the stream missed."""
    client = deployment.emulator.client("lambda")
    [mapping] = client.list_event_source_mappings(FunctionName=deployment.resources["Deliver"])[
        "EventSourceMappings"
    ]
    client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    time.sleep(2)
    number, _ = dispatched(desk)
    time.sleep(2)
    assert not mails(deployment, number)
    event = schedule.event(datetime.now(UTC) + timedelta(minutes=10))
    report = deployment.invoked("Messages", event)
    assert report["handed_over"] >= 1, report
    assert len(mails(deployment, number)) == 1
    client.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    time.sleep(3)
    assert len(mails(deployment, number)) == 1
    return f"stream off: sent by the sweep ({report['sent']} sent); stream on again: not again"


def dispatched(desk: Desk) -> tuple[str, str]:
    """An order dispatched to engineering: its number, and its ticket's id."""
    ticket = left_untold(desk)
    _, headers, _ = desk.call("GET", f"/tickets/{ticket}", "desk-chan")
    form = {"department": "engineering"}
    path = f"/tickets/{ticket}/dispatch"
    status, _, answer = desk.call("POST", path, "desk-chan", form, headers["ETag"])
    assert status == 200, answer
    return answer["ticket"]["forms"][-1]["number"], ticket


def mails(deployment: Deployment, number: str) -> list[dict[str, Any]]:
    """What SES sent about an order."""
    return _sent(deployment, "ses/messages", "messages", number)


def texts(deployment: Deployment, number: str) -> list[dict[str, Any]]:
    """What SNS sent about an order, by SMS."""
    return _sent(deployment, "sns/sms-messages", "sms_messages", number)


def _sent(deployment: Deployment, path: str, field: str, number: str) -> list[dict[str, Any]]:
    address = f"{deployment.emulator.address}/_ministack/{path}"
    with urlopen(address, context=deployment.emulator.trust) as answer:
        held = json.loads(answer.read())
    return [sent for sent in chain(*held[field].values()) if number in json.dumps(sent)]


def posted(desk: Desk, path: str, who: str, form: dict[str, Any]) -> None:
    _, headers, _ = desk.call("GET", path, who)
    status, _, answer = desk.call("POST", path, who, form, headers["ETag"])
    assert status == 200, answer

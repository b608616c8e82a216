"""The dispatch check in the cloud: fired by its schedule, and killed in the middle of its work."""

import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from local import schedule
from local.demo import Desk
from tests.e2e.deployment import STAGE, Deployment

FUNCTION = "DispatchCheck"
RULE = "DispatchCheckDispatchCheckEvent"
MANY = 40
_PATIENCE = 240.0


def until(what: str, holds: Callable[[], bool]) -> float:
    """Wait until it holds; the seconds that it took.

    Raises: AssertionError when it does not within some minutes.
    """
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < _PATIENCE, f"in vain: {what}"
        time.sleep(0.02)
    return time.monotonic() - began


def left_untold(desk: Desk) -> str:
    """Take in an indoor repair that nobody tells engineering of; its id."""
    status, _, answer = desk.call(
        "POST",
        "/tickets",
        "desk-chan",
        {
            "kind": "repair_indoor",
            "channel": "phone",
            "person": "owner-wong",
            "unit": "A-1203",
            "item": "plumbing",
            "words": "水管漏水",
        },
    )
    assert status == 201, answer
    return str(answer["ticket"]["id"])


def killed(deployment: Deployment, desk: Desk) -> str:
    """Kill the function when it has done some of its work; what the retry made of it."""
    tickets = [left_untold(desk) for _ in range(MANY)]
    event = schedule.event(datetime.now(UTC) + timedelta(hours=1))
    deployment.invoked(FUNCTION, event, wait=False)
    until("some of it is done", lambda: 0 < _waiting(deployment) < MANY - 5)
    [worker] = deployment.emulator.workers(deployment.resources[FUNCTION])
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)
    left = _waiting(deployment)
    assert 0 < left < MANY, left
    seconds = until("the retry has done the rest", lambda: _waiting(deployment) == 0)
    for ticket in tickets:
        commands = [each["command"] for each in _history(desk, ticket)]
        assert commands == ["ticket-intake", "dispatch-check"], commands
    return (
        f"{MANY} due, killed with {left} left; the retry finished after {seconds:.1f} s; each once"
    )


def hurried(deployment: Deployment) -> None:
    """Let the schedule fire every minute, as an administrator may in the console."""
    rule = deployment.resources[RULE].rsplit("/", 1)[-1]
    deployment.emulator.client("events").put_rule(Name=rule, ScheduleExpression="rate(1 minute)")


def fired(desk: Desk, ticket: str) -> str:
    """Wait until the schedule has fired the check for a repair left untold."""
    seconds = until("the schedule fired", lambda: len(_history(desk, ticket)) == 2)
    last = _history(desk, ticket)[-1]
    assert (last["command"], last["by"]) == ("dispatch-check", "system.dispatch-check")
    assert last["facts"] == {"breached": True}
    return f"engineering told by the system, the breach recorded; waited {seconds:.0f} s"


def _history(desk: Desk, ticket: str) -> list[dict[str, Any]]:
    _, _, page = desk.call("GET", f"/tickets/{ticket}/history?limit=100", "desk-chan")
    return list(page["items"])


def _waiting(deployment: Deployment) -> int:
    client = deployment.emulator.client("dynamodb")
    found = client.scan(
        TableName=f"frontdesk-{STAGE}-timers",
        FilterExpression="begins_with(#shard, :job)",
        ExpressionAttributeNames={"#shard": "shard"},
        ExpressionAttributeValues={":job": {"S": "dispatch-check#"}},
    )
    return int(found["Count"])

"""Runs the scheduled functions at their times, as EventBridge does in the cloud."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from app import app

log = logging.getLogger("chalicelib.schedule")
_RATE = re.compile(r"rate\(([1-9]\d*) (minute|hour|day)s?\)")
_SECONDS = {"minute": 60.0, "hour": 3600.0, "day": 86400.0}


def every(expression: str) -> float:
    """Seconds between two runs.

    Raises: ValueError for a schedule that this scheduler does not know.
    """
    rate = _RATE.fullmatch(expression)
    if rate is None:
        raise ValueError(f"the local schedule knows no {expression}")
    return int(rate[1]) * _SECONDS[rate[2]]


def functions() -> dict[str, tuple[float, Callable[..., Any]]]:
    """Name of every scheduled function, how often it runs, and what it is."""
    return {
        source.name: (every(source.schedule_expression.to_string()), app.handler_map[source.name])
        for source in app.event_sources
        if hasattr(source, "schedule_expression")
    }


def event(at: datetime) -> dict[str, Any]:
    """What EventBridge hands to a scheduled function."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "local",
        "resources": [],
        "detail": {},
    }


def main() -> None:
    """Run everything at the start, which catches up what was missed, and then at its times."""
    due = dict.fromkeys(functions(), 0.0)
    while True:
        now = time.time()
        for name, (seconds, function) in functions().items():
            if now >= due[name]:
                due[name] = (now // seconds + 1) * seconds
                try:
                    function(event(datetime.now(UTC)), None)
                except Exception:
                    log.exception("scheduled function failed", extra={"function": name})
        time.sleep(max(0.2, min(due.values()) - time.time()))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()

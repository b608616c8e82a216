"""Plays the outbox's stream, which the engine has not: messages are handed over within a second."""

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from app import app
from chalicelib import wiring
from chalicelib.core.outbox import ANNOUNCE, GRACE
from chalicelib.core.ports import Due

log = logging.getLogger("chalicelib.stream")


def event(news: list[Due]) -> dict[str, Any]:
    """What the stream of a table hands to a function: the keys of what is new."""
    return {
        "Records": [
            {
                "eventName": "INSERT",
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {
                        "record": {"S": f"{due.site}#{due.kind}#{due.id}"},
                        "place": {"S": f"{due.clause}#000"},
                    },
                    "SequenceNumber": f"{number:021d}",
                    "StreamViewType": "KEYS_ONLY",
                },
            }
            for number, due in enumerate(news)
        ]
    }


def play(now: datetime) -> None:
    """Bring everything that is announced to the function that the stream brings it to."""
    for batch in wiring.house().service.store.due(ANNOUNCE, now + GRACE):
        app.handler_map["deliver"](event(batch), None)


def main() -> None:
    """Every second, until it is stopped."""
    while True:
        try:
            play(datetime.now(UTC))
        except Exception:
            log.exception("stream not played")
        time.sleep(1)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()

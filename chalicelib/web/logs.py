"""Structured logs: one JSON object a line, static text and ids, nothing private."""

import itertools
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

_invocation: ContextVar[str | None] = ContextVar("invocation", default=None)


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "text": record.getMessage(),
            "logger": record.name,
            **{name: value for name, value in vars(record).items() if name not in _OWN},
            **_lambda(),
        }
        if record.exc_info:
            line["trace"] = _trace(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _lambda() -> dict[str, str]:
    """What AWS calls the invocation and its trace, to be found beside our own correlation."""
    named = {"invocation": _invocation.get(), "xray": os.environ.get("_X_AMZN_TRACE_ID")}
    return {name: value for name, value in named.items() if value}


def of_invocation(event: Any, get_response: Callable[[Any], Any]) -> Any:
    """Chalice's middleware: every line logged on the way says which invocation it is of."""
    context = getattr(event, "lambda_context", None) or event.context
    token = _invocation.set(getattr(context, "aws_request_id", None))
    try:
        return get_response(event)
    finally:
        _invocation.reset(token)


def _trace(error: BaseException | None) -> str:
    """Where it broke and on what kind of error; its message may quote what somebody said.

    What an error is from may lead back to the error itself; each is said once.
    """
    said: dict[int, list[str]] = {}
    while error is not None and id(error) not in said:
        where = traceback.format_tb(error.__traceback__)
        said[id(error)] = [*where, f"{type(error).__qualname__}\n"]
        error = error.__cause__ or error.__context__
    return "".join(itertools.chain(*said.values()))


def configure() -> None:
    """Send the program's logs to standard output, as Lambda collects them."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("chalicelib")
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    root.propagate = False

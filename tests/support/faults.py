"""Faults at the storage calls, put in at botocore's events: the program is not touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from botocore.exceptions import ConnectionClosedError, EndpointConnectionError
from pynamodb.connection import Connection


class Fault(StrEnum):
    """How a storage call goes wrong."""

    NOT_SENT = "fails before sending"
    LOST = "carried out, its answer lost"
    DIES = "the process dies after the answer"


class Died(BaseException):
    """The process is gone: no handler of the program runs any more."""


@dataclass
class Calls:
    """The storage calls made while watched, and what goes wrong with one of them."""

    made: list[str] = field(default_factory=list)
    wrong: int | None = None
    fault: Fault | None = None

    def _hit(self) -> bool:
        return self.wrong == len(self.made) - 1


@contextmanager
def watched(
    connection: Connection, wrong: int | None = None, fault: Fault | None = None
) -> Iterator[Calls]:
    """Count the calls; the one of this number, if any, goes wrong, its retries likewise."""
    client = connection.client
    calls = Calls(wrong=wrong, fault=fault)

    def begun(model: Any, **_: Any) -> None:
        calls.made.append(model.name)

    def sending(request: Any, **_: Any) -> None:
        if not calls._hit():
            return
        if fault is Fault.NOT_SENT:
            raise EndpointConnectionError(endpoint_url=request.url)
        if fault is Fault.LOST:
            client._endpoint.http_session.send(request)
            raise ConnectionClosedError(endpoint_url=request.url)

    def answered(**_: Any) -> None:
        if calls._hit() and fault is Fault.DIES:
            raise Died

    hooks = {
        "before-call.dynamodb": begun,
        "before-send.dynamodb": sending,
        "after-call.dynamodb": answered,
    }
    for event, hook in hooks.items():
        client.meta.events.register(event, hook)
    try:
        yield calls
    finally:
        for event, hook in hooks.items():
            client.meta.events.unregister(event, hook)

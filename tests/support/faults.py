"""Faults: at storage calls, put in at botocore's events, and of a store as a whole."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from botocore.exceptions import ConnectionClosedError, EndpointConnectionError
from pynamodb.connection import Connection

from chalicelib import wiring
from tests.support.world import World

READS = frozenset(
    {"BatchGetItem", "GetItem", "GetObject", "HeadObject", "Query", "Scan", "TransactGetItems"}
)
"""The calls that leave everything as it was."""


class Fault(StrEnum):
    """How a storage call goes wrong."""

    NOT_SENT = "fails before sending"
    LOST = "carried out, its answer lost"
    DIES = "the process dies after the answer"
    LATE = "the process dies, and the request arrives when all is long done"


class Died(BaseException):
    """The process is gone: no handler of the program runs any more."""


@dataclass
class Calls:
    """The storage calls made while watched, and what goes wrong with one of them."""

    made: list[str] = field(default_factory=list)
    wrong: int | None = None
    fault: Fault | None = None
    underway: list[tuple[Any, Any]] = field(default_factory=list)
    """Requests that have not arrived yet, each with the client that sends it."""

    @property
    def points(self) -> list[tuple[int, Fault]]:
        """Every call with every way in which it goes wrong. Of one that reads it is all the same to
        whoever asked, and to storage, whether it was carried out.
        """
        return [
            (number, fault)
            for number, name in enumerate(self.made)
            for fault in ((Fault.NOT_SENT, Fault.DIES) if name in READS else Fault)
        ]

    def _hit(self) -> bool:
        return self.wrong == len(self.made) - 1

    def arrive(self) -> None:
        """What is under way arrives."""
        for client, request in self.underway:
            client._endpoint.http_session.send(request)


@contextmanager
def watched(
    connection: Connection,
    wrong: int | None = None,
    fault: Fault | None = None,
    objects: Any = None,
) -> Iterator[Calls]:
    """Count the calls, those of object storage too where it is given.

    The one of this number, if any, goes wrong, its retries likewise.
    """
    calls = Calls(wrong=wrong, fault=fault)
    clients = [connection.client, *([objects._client] if objects else [])]
    with ExitStack() as hooked:
        for client in clients:
            hooked.enter_context(_hooked(client, calls, fault))
        yield calls


@contextmanager
def _hooked(client: Any, calls: Calls, fault: Fault | None) -> Iterator[None]:
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
        if fault is Fault.LATE:
            calls.underway.append((client, request))
            raise Died

    def answered(**_: Any) -> None:
        if calls._hit() and fault is Fault.DIES:
            raise Died

    hooks = {
        "before-call": begun,
        "before-send": sending,
        "after-call": answered,
    }
    for event, hook in hooks.items():
        client.meta.events.register(event, hook)
    try:
        yield
    finally:
        for event, hook in hooks.items():
            client.meta.events.unregister(event, hook)


@dataclass
class Failing:
    """A store that fails as it is told to."""

    store: Any
    load_fails: Exception | None = None
    commit_fails: Exception | None = None
    load_takes: float = 0
    """Seconds."""
    commit_takes: float = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def load(self, *args: Any, **more: Any) -> Any:
        time.sleep(self.load_takes)
        if self.load_fails:
            raise self.load_fails
        return self.store.load(*args, **more)

    def commit(self, *args: Any, **more: Any) -> None:
        time.sleep(self.commit_takes)
        if self.commit_fails:
            raise self.commit_fails
        self.store.commit(*args, **more)


@contextmanager
def failing(world: World, **how: Any) -> Iterator[None]:
    service = world.house.service
    broken = replace(service, store=Failing(service.store, **how), pause=lambda attempt: None)
    with wiring.serving(replace(world.house, service=broken)):
        yield

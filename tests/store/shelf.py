"""A store on the engine, with a hand in its tables and a finger in its wire."""

import base64
import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import (
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from chalicelib.core.change import Change
from chalicelib.core.history import Entered, Stamp, enter
from chalicelib.core.ports import Answer, NewReplay
from chalicelib.core.record import Record
from chalicelib.store import tables
from chalicelib.store.dynamo import DynamoStore
from tests.support.world import MONDAY

_numbers = itertools.count(1)
_ADDRESS = "https://store.test"
UNANSWERED = (
    EndpointConnectionError(endpoint_url=_ADDRESS),
    ConnectTimeoutError(endpoint_url=_ADDRESS),
    ReadTimeoutError(endpoint_url=_ADDRESS),
)
"""What botocore raises where nobody answers."""
OVERRUN = (
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
    "TransactionInProgressException",
)
"""What a store answers that has too much to do."""


class Room(Record):
    """A record of a domain that the store has never heard of."""

    KIND = "room"
    TABLE = "directory"

    note: str = ""
    tag: str | None = None

    def index(self) -> dict[str, str | None]:
        return {"phone_key": f"{self.site}#{self.tag}" if self.tag else None}


class Rule(Record):
    """A record that is never changed once stored."""

    KIND = "rule"
    TABLE = "directory"
    IMMUTABLE = True

    note: str = ""


def fresh_site() -> str:
    return f"shelf-{next(_numbers)}"


def entered(change: Change, now: datetime = MONDAY) -> tuple[Entered, ...]:
    stamp = Stamp(
        by="desk-chan",
        name="陳靜雯",
        at=now,
        command="step",
        clause="T-3.0",
        correlation="c1",
        form={"words": "漏水"},
    )
    return enter(change, stamp)


def replay(key: str, body: bytes = b"{}", now: datetime = MONDAY) -> NewReplay:
    answer = Answer(status=201, headers={"ETag": '"1"'}, body=body)
    return NewReplay(key=key, fingerprint=f"of {key}", answer=answer, now=now)


Item = dict[str, Any]
Dump = dict[str, dict[str, Item]]
"""Table to what is in it, each item under its own JSON."""


@dataclass(frozen=True)
class Shelf:
    """The store under test, a client of its own for looking and tampering, and a site."""

    store: DynamoStore
    client: Any
    site: str

    @property
    def events(self) -> Any:
        return self.store._connection.client.meta.events

    def commit(self, change: Change, *, now: datetime = MONDAY, key: str | None = None) -> Any:
        made = entered(change, now)
        self.store.commit(made, replay(key, now=now) if key else None)
        return made[0].record

    def add(self, record: Record, *, key: str | None = None) -> Any:
        return self.commit(Change(before=None, after=record), key=key)

    def room(self, id: str = "1", **fields: Any) -> Room:
        return Room(site=self.site, id=id, **fields)

    def dump(self) -> Dump:
        """Everything there is, in every table."""
        return {name: self._items(model) for name, model in tables.BY_NAME.items()}

    def _items(self, model: Any) -> dict[str, Item]:
        pages = self.client.get_paginator("scan").paginate(
            TableName=model.Meta.table_name, ConsistentRead=True
        )
        items = [item for page in pages for item in page["Items"]]
        return {json.dumps(item, sort_keys=True, default=_text): item for item in items}

    def put(self, table: str, **attributes: str) -> None:
        item = {name: _typed(value) for name, value in attributes.items()}
        self.client.put_item(TableName=tables.PREFIX + table, Item=item)

    def remove(self, table: str, **key: Any) -> None:
        raw = {name: _typed(value) for name, value in key.items()}
        self.client.delete_item(TableName=tables.PREFIX + table, Key=raw)

    @contextmanager
    def on(self, event: str, hook: Callable[..., Any]) -> Iterator[None]:
        """A hook at one of botocore's events."""
        name = event.replace(".", ".dynamodb.", 1)
        self.events.register_first(name, hook)
        try:
            yield
        finally:
            self.events.unregister(name, hook)

    @contextmanager
    def failing(self, operation: str, error: Exception) -> Iterator[None]:
        """Calls that never reach the store."""

        def fail(**_: Any) -> None:
            raise error

        with self.on(f"before-call.{operation}", fail):
            yield

    @contextmanager
    def refusing(self, operation: str, code: str, **more: Any) -> Iterator[None]:
        """Calls that the store refuses with an error of its own."""
        parsed = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {}, **more}

        def refuse(**_: Any) -> Any:
            return SimpleNamespace(status_code=400), parsed

        with self.on(f"before-call.{operation}", refuse):
            yield

    @contextmanager
    def watched(self, operation: str) -> Iterator[list[dict[str, Any]]]:
        """The requests as they are sent."""
        sent: list[dict[str, Any]] = []

        def note(params: dict[str, Any], **_: Any) -> None:
            sent.append(json.loads(params["body"]))

        with self.on(f"before-call.{operation}", note):
            yield sent


def changes(before: Dump, after: Dump) -> tuple[list[tuple[str, Item]], list[tuple[str, Item]]]:
    """What is gone and what is new, each with its table."""
    gone = [
        (table, before[table][key])
        for table in before
        for key in before[table]
        if key not in after[table]
    ]
    new = [
        (table, after[table][key])
        for table in after
        for key in after[table]
        if key not in before[table]
    ]
    return gone, new


def simple(value: dict[str, Any]) -> Any:
    """A DynamoDB value as people write it."""
    [(kind, each)] = value.items()
    match kind:
        case "M":
            return {key: simple(inner) for key, inner in each.items()}
        case "L":
            return [simple(inner) for inner in each]
        case "N":
            return int(each)
    return each


def plainly(item: Item) -> dict[str, Any]:
    return {name: simple(value) for name, value in item.items()}


def _typed(value: Any) -> dict[str, str]:
    return {"N": str(value)} if isinstance(value, int) else {"S": value}


def _text(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()

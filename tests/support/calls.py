"""What is asked of the store, as IAM sees it: an action on a table or on one of its indexes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pynamodb.connection import Connection

from chalicelib.store import tables

Call = tuple[str, str]
"""An action and its place: `("Query", "tickets/by_state")`."""
_WRITES = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}


@contextmanager
def recorded(connection: Connection) -> Iterator[set[Call]]:
    """Everything that is asked meanwhile. A transaction is permitted by its items."""
    asked: set[Call] = set()

    def begun(model: Any, params: dict[str, Any], **_: Any) -> None:
        asked.update(_seen(model.name, json.loads(params["body"])))

    client = connection.client
    client.meta.events.register("before-call.dynamodb", begun)
    try:
        yield asked
    finally:
        client.meta.events.unregister("before-call.dynamodb", begun)


def _seen(action: str, request: dict[str, Any]) -> Iterator[Call]:
    match action:
        case "BatchGetItem":
            for table in request["RequestItems"]:
                yield action, _short(table)
        case "TransactWriteItems":
            for item in request["TransactItems"]:
                for kind, each in item.items():
                    yield _WRITES.get(kind, kind), _short(each["TableName"])
        case _:
            index = request.get("IndexName")
            table = _short(request["TableName"])
            yield action, f"{table}/{index}" if index else table


def _short(table: str) -> str:
    return table.removeprefix(tables.PREFIX)

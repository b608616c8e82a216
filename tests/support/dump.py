"""Everything that an engine holds, to compare and to bring back."""

import json
import re
from typing import Any

from chalicelib.store import tables

Dump = dict[str, dict[str, Any]]
"""Table and key, as text, to the item."""

_VARIES = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r'("sum": {"S": ")[0-9a-f]+'), r"\1HASH"),
    (re.compile(r"\bid-\d+\b"), "ID"),
    (
        re.compile(r"((?:announce|bed-offers|dispatch-check|imports|orphans|plans|stays)#)\d"),
        r"\1N",
    ),
)
"""What differs between two runs that did the same: ids, the hashes over them, the shard by them."""


def taken(client: Any) -> Dump:
    """Every item of every table."""
    found: Dump = {}
    for model in tables.ALL:
        table = model.Meta.table_name
        names = tables.all_key_names(model, None)
        request: dict[str, Any] = {"TableName": table, "ConsistentRead": True}
        while True:
            page = client.scan(**request)
            for item in page["Items"]:
                key = json.dumps([table, [item[name] for name in names]], sort_keys=True)
                found[key] = item
            if "LastEvaluatedKey" not in page:
                break
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
    return found


def restore(client: Any, to: Dump, now: Dump | None = None) -> None:
    """Make the engine hold exactly this again; `now` is what it holds, if that is known."""
    now = taken(client) if now is None else now
    requests: list[tuple[str, dict[str, Any]]] = []
    for key, item in now.items():
        if key not in to:
            table = json.loads(key)[0]
            names = tables.all_key_names(tables.BY_NAME[table.removeprefix(tables.PREFIX)], None)
            request = {"DeleteRequest": {"Key": {name: item[name] for name in names}}}
            requests.append((table, request))
    requests += [
        (json.loads(key)[0], {"PutRequest": {"Item": item}})
        for key, item in to.items()
        if now.get(key) != item
    ]
    for start in range(0, len(requests), 25):
        batch: dict[str, list[Any]] = {}
        for table, request in requests[start : start + 25]:
            batch.setdefault(table, []).append(request)
        client.batch_write_item(RequestItems=batch)


def normal(dump: Dump) -> list[str]:
    """What it says, without what differs between two runs that did the same."""
    lines = []
    for key, item in dump.items():
        kept = {name: value for name, value in item.items() if name != "answer"}
        line = f"{key} {json.dumps(kept, sort_keys=True, default=str)}"
        for pattern, instead in _VARIES:
            line = pattern.sub(instead, line)
        lines.append(line)
    return sorted(lines)

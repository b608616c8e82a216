"""Everything that an engine holds, to compare and to bring back."""

import json
import re
from collections.abc import Container
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables
from tests.support.faults import READS

Dump = dict[str, dict[str, Any]]
"""Table and key, as text, to the item."""

_VARIES = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
    (re.compile(r'("sum": {"S": ")[0-9a-f]+'), r"\1HASH"),
    (re.compile(r'("sealed": {"S": ")[^"]+'), r"\1BOX"),
    (re.compile(r"\bid-\d+\b"), "ID"),
    (
        re.compile(
            r"((?:announce|bed-offers|books|dispatch-check|imports|orphans|plans|receptions"
            r"|retention|stays|visits)#)\d"
        ),
        r"\1N",
    ),
)
"""What differs between two runs that did the same: ids, the hashes over them, the shard by them,
what is sealed for them alone."""


def taken(client: Any, changed: Container[str] | None = None) -> Dump:
    """Every item of every table, or of those that changed."""
    found: Dump = {}
    for model in tables.ALL:
        table = model.Meta.table_name
        if changed is not None and table not in changed:
            continue
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
            table = _table(key)
            names = tables.all_key_names(tables.BY_NAME[table.removeprefix(tables.PREFIX)], None)
            request = {"DeleteRequest": {"Key": {name: item[name] for name in names}}}
            requests.append((table, request))
    requests += [
        (_table(key), {"PutRequest": {"Item": item}})
        for key, item in to.items()
        if now.get(key) != item
    ]
    for start in range(0, len(requests), 25):
        batch: dict[str, list[Any]] = {}
        for table, request in requests[start : start + 25]:
            batch.setdefault(table, []).append(request)
        client.batch_write_item(RequestItems=batch)


@cache
def _table(key: str) -> str:
    return str(json.loads(key)[0])


class Held:
    """What an engine holds: only the tables that were written to since are read again."""

    def __init__(self, client: Any, known: Dump) -> None:
        self._client, self._known, self._changed = client, known, set[str]()

    def listen(self, writer: Any) -> None:
        """Everything that is written is written by this client, whatever becomes of its calls."""
        writer.meta.events.register("before-call", self._begun)

    def _begun(self, model: Any, params: dict[str, Any], **_: Any) -> None:
        if model.name not in READS:
            names = re.findall(r'"TableName": ?"([^"]+)"', params["body"].decode())
            assert names, f"{model.name} does not say where it writes"
            self._changed.update(names)

    def taken(self) -> Dump:
        """As `taken`."""
        if not self._changed:
            return self._known
        kept = {key: item for key, item in self._known.items() if _table(key) not in self._changed}
        self._known = kept | taken(self._client, self._changed)
        self._changed.clear()
        return self._known

    def bodies(self, model: type[Model], partition: str, begins: str = "") -> list[Any]:
        """What a partition holds in its items' bodies, in order; of one range or of all."""
        found = []
        within = json.dumps([model.Meta.table_name, [{"S": partition}]]).removesuffix("]]")
        for key, item in self.taken().items():
            if key.startswith(within):
                [(type_, place)] = json.loads(key)[1][1].items()
                if place.startswith(begins):
                    found.append((int(place) if type_ == "N" else place, item["body"]["M"]))
        found.sort(key=itemgetter(0))
        return [tables.RecordTable.body.deserialize(body) for _, body in found]

    def restore(self, to: Dump) -> None:
        """As `restore`."""
        restore(self._client, to, self.taken())
        self._known = to


def normal(dump: Dump) -> list[str]:
    """What it says, without what differs between two runs that did the same."""
    lines = []
    for key, item in dump.items():
        kept = {name: value for name, value in item.items() if name != "answer"}
        lines.append(_without(f"{key} {json.dumps(kept, sort_keys=True, default=str)}"))
    return sorted(lines)


@lru_cache(10_000)
def _without(line: str) -> str:
    """It without what varies; most of an engine's lines are the ones that it held before."""
    for pattern, instead in _VARIES:
        line = pattern.sub(instead, line)
    return line

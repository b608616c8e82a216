"""The store on DynamoDB: one shared connection, one consistent read, pages, and what is due."""

import base64
import binascii
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.connection import Connection
from pynamodb.models import Model

from chalicelib.core import sitetime
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.history import Entered
from chalicelib.core.numbering import Counter
from chalicelib.core.outbox import ANNOUNCE, Announced
from chalicelib.core.ports import (
    Due,
    Key,
    Listing,
    Loaded,
    NewReplay,
    Page,
    Replay,
    Unavailable,
    Unreadable,
)
from chalicelib.core.record import Hold, Record
from chalicelib.store import answers, meter, tables
from chalicelib.store.commit import PASSING, commit
from chalicelib.store.items import (
    SHARDS,
    counter_key,
    hold_key,
    shard_number,
    shard_of,
    unpacked,
)

Raw = tuple[str, tuple[tuple[str, str], ...]]
"""A table and the key of an item in it."""
_BATCH = 100
_REMEMBERED = 256
_TRIES = 5
_ALWAYS = datetime.max.replace(tzinfo=UTC)


def connect(region: str, endpoint: str | None, read_seconds: int = 5) -> Connection:
    """A connection whose time limits lie inside API Gateway's 29 s, its calls counted.

    Whoever is not asked by it may wait longer for an answer.
    """
    connection = Connection(
        region=region,
        host=endpoint,
        connect_timeout_seconds=2,
        read_timeout_seconds=read_seconds,
        max_retry_attempts=2,
        max_pool_connections=50,
    )
    # Said once: what botocore would put together anew is an eighth of a call's processor time.
    connection.session.set_default_client_config(Config(user_agent=connection.session.user_agent()))
    for table in tables.ALL:
        connection.add_meta_table(table._get_connection().get_meta_table())
    answers.take_as_sent(connection.client)
    connection.client.meta.events.register("after-call.dynamodb", meter.count)
    return connection


class DynamoStore:
    """`core.ports.Store` on DynamoDB, or on an engine that speaks its protocol."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._immutable: dict[Key, Record] = {}

    def load(
        self,
        keys: Iterable[Key],
        *,
        counters: tuple[str, Iterable[str]] | None = None,
        replay: str | None = None,
        now: datetime | None = None,
    ) -> Loaded:
        """See `Store.load`."""
        wanted = dict.fromkeys(keys)
        records = {key: self._immutable[key] for key in wanted if key in self._immutable}
        asked = {key: _raw_record(key) for key in wanted if key not in records}
        site, forms = counters or ("", ())
        counting = {form: _raw(tables.Counters, key=counter_key(site, form)) for form in forms}
        replaying = [_raw(tables.Replays, key=replay)] if replay is not None else []
        items = self._get([*asked.values(), *counting.values(), *replaying])
        for key, raw in asked.items():
            if raw in items:
                records[key] = self._remember(key, items[raw])
        return Loaded(
            records,
            {form: _counter(items[raw]) for form, raw in counting.items() if raw in items},
            next((_replay(items[raw], now) for raw in replaying if raw in items), None),
        )

    def holder(self, site: str, hold: Hold) -> str:
        """See `Store.holder`."""
        raw = _raw(tables.Holds, key=hold_key(site, hold))
        item = self._get([raw]).get(raw)
        owner = item["record"]["S"] if item else ""
        if hold.everywhere:
            where, _, owner = owner.partition("#")
            owner = owner if where == site else ""
        return owner

    def taken(self, site: str, holds: Iterable[Hold]) -> frozenset[Hold]:
        """See `Store.taken`."""
        asked = {hold: _raw(tables.Holds, key=hold_key(site, hold)) for hold in holds}
        items = self._get([*asked.values()])
        return frozenset(hold for hold, raw in asked.items() if raw in items)

    def commit(
        self,
        entered: Sequence[Entered],
        replay: NewReplay | None = None,
        handed_over: Sequence[Announced] = (),
    ) -> None:
        """See `Store.commit`."""
        commit(self._connection, entered, replay, handed_over)

    def page(self, listing: Listing) -> Page:
        """See `Store.page`."""
        if listing.first > listing.last:
            return Page(items=(), next=None)
        model = tables.BY_NAME[listing.table]
        hash_name, range_name = tables.key_names(model, listing.index)
        request: dict[str, Any] = {
            "TableName": model.Meta.table_name,
            "KeyConditionExpression": "#h = :h",
            "ExpressionAttributeNames": {"#h": hash_name},
            "ExpressionAttributeValues": {":h": {"S": listing.partition}},
            "ScanIndexForward": not listing.newest_first,
            "Limit": listing.limit + 1,
            "ConsistentRead": listing.consistent or listing.kind is not None,
        }
        if listing.index:
            request["IndexName"] = listing.index
        if listing.begins:
            request["KeyConditionExpression"] += " AND begins_with(#r, :r)"
            request["ExpressionAttributeNames"]["#r"] = range_name
            request["ExpressionAttributeValues"][":r"] = {"S": listing.begins}
        elif listing.last:
            request["KeyConditionExpression"] += " AND #r BETWEEN :f AND :l"
            request["ExpressionAttributeNames"]["#r"] = range_name
            request["ExpressionAttributeValues"] |= {
                ":f": {"S": listing.first},
                ":l": {"S": listing.last},
            }
        key_names = tables.all_key_names(model, listing.index)
        if listing.names_only:
            request["ProjectionExpression"] = "#h, #r"
            request["ExpressionAttributeNames"]["#r"] = range_name
        if listing.cursor:
            position = _position(listing.cursor, key_names)
            if position[hash_name] != {"S": listing.partition}:
                raise _bad_cursor()
            request["ExclusiveStartKey"] = position
        try:
            answer = self._call("Query", request)
        except ClientError as error:
            if listing.cursor and error.response["Error"]["Code"] == "ValidationException":
                raise _bad_cursor() from error
            raise
        kept = answer["Items"][: listing.limit]
        # One more than the page was asked for; an answer may also end early, at 1 MB.
        more = len(answer["Items"]) > listing.limit or "LastEvaluatedKey" in answer
        next = _cursor(kept[-1], key_names) if more and kept else None
        if listing.kind is None:
            return Page(items=tuple(map(_plain, kept)), next=next)
        return Page(items=(), next=next, records=self._listed(listing.kind, kept))

    def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
        """See `Store.due`."""
        for number in range(SHARDS):
            yield from self._due_in(number, job, as_of)

    def announced(self, site: str, record: str) -> list[Announced]:
        """See `Store.announced`."""
        batches = self._due_in(shard_number(site, record), ANNOUNCE, _ALWAYS, consistent=True)
        found = (_announced(due) for batch in batches for due in batch)
        mine = (each for each in found if (each.site, each.record) == (site, record))
        return sorted(mine, key=lambda each: each.seq)

    def _due_in(
        self, shard: int, job: str, as_of: datetime, *, consistent: bool = False
    ) -> Iterator[list[Due]]:
        request: dict[str, Any] = {
            "TableName": tables.Timers.Meta.table_name,
            "KeyConditionExpression": "#s = :s AND #d < :d",
            "ExpressionAttributeNames": {"#s": "shard", "#d": "due"},
            "ExpressionAttributeValues": {
                ":s": {"S": shard_of(job, shard)},
                ":d": {"S": sitetime.text(as_of) + "$"},
            },
            "ConsistentRead": consistent,
            "Limit": _BATCH,
        }
        while True:
            response = self._call("Query", request)
            if response["Items"]:
                yield [_due(item) for item in response["Items"]]
            if "LastEvaluatedKey" not in response:
                break
            request["ExclusiveStartKey"] = response["LastEvaluatedKey"]

    def _get(self, raw_keys: Sequence[Raw]) -> dict[Raw, dict[str, Any]]:
        found: dict[Raw, dict[str, Any]] = {}
        for start in range(0, len(raw_keys), _BATCH):
            found |= self._get_batch(raw_keys[start : start + _BATCH])
        return found

    def _get_batch(self, raw_keys: Sequence[Raw]) -> dict[Raw, dict[str, Any]]:
        requests: dict[str, dict[str, Any]] = {}
        for table, key in raw_keys:
            request = requests.setdefault(table, {"ConsistentRead": True, "Keys": []})
            request["Keys"].append({name: {"S": value} for name, value in key})
        names = {table: tuple(name for name, _ in key) for table, key in raw_keys}
        found: dict[Raw, dict[str, Any]] = {}
        for attempt in range(_TRIES):
            response = self._call("BatchGetItem", {"RequestItems": requests})
            for table, items in response["Responses"].items():
                for item in items:
                    key = tuple((name, item[name]["S"]) for name in names[table])
                    found[table, key] = item
            requests = response.get("UnprocessedKeys") or {}
            if not requests:
                return found
            time.sleep(0.02 * 2**attempt)
        raise Unavailable("keys left unprocessed")

    def _call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._connection.dispatch(operation, request)
        except ClientError as error:
            if error.response["Error"]["Code"] in PASSING:
                raise Unavailable(str(error)) from error
            raise
        except BotoCoreError as error:
            raise Unavailable(str(error)) from error

    def _listed(self, kind: type[Record], items: Iterable[dict[str, Any]]) -> tuple[Record, ...]:
        named = ((item["site"]["S"], item["id"]["S"].partition("#")[2], item) for item in items)
        return tuple(self._remember(Key(kind, site, id), item) for site, id, item in named)

    def _remember(self, key: Key, item: dict[str, Any]) -> Record:
        try:
            record = msgspec.convert(
                tables.RecordTable.body.deserialize(item["body"]["M"]), key.kind
            )
        except Exception as error:
            raise Unreadable(f"{key.kind.KIND} {key.id} of {key.site}") from error
        if record.IMMUTABLE:
            while len(self._immutable) >= _REMEMBERED:
                self._immutable.pop(next(iter(self._immutable)))
            self._immutable[key] = record
        return record


def _raw(model: type[Model], **key: str) -> Raw:
    return model.Meta.table_name, tuple(key.items())


def _raw_record(key: Key) -> Raw:
    return _raw(tables.RECORDS[key.kind.TABLE], site=key.site, id=f"{key.kind.KIND}#{key.id}")


def _counter(item: dict[str, Any]) -> Counter:
    return Counter(day=date.fromisoformat(item["day"]["S"]), last=int(item["last"]["N"]))


def _replay(item: dict[str, Any], now: datetime | None) -> Replay | None:
    if now is not None and int(item["expires"]["N"]) <= now.timestamp():
        return None
    return Replay(fingerprint=item["fingerprint"]["S"], answer=unpacked(item["answer"]["B"]))


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    if "body" in item:
        return tables.RecordTable.body.deserialize(item["body"]["M"])
    return {name: next(iter(value.values())) for name, value in item.items()}


def _due(item: dict[str, Any]) -> Due:
    due_at, site, kind, id, clause = item["due"]["S"].split("#")
    return Due(site=site, kind=kind, id=id, clause=clause, due_at=datetime.fromisoformat(due_at))


def _announced(due: Due) -> Announced:
    return Announced(
        site=due.site, record=f"{due.kind}#{due.id}", seq=int(due.clause), due_at=due.due_at
    )


def _cursor(item: dict[str, Any], names: tuple[str, ...]) -> str:
    position = msgspec.json.encode({name: item[name] for name in names})
    return base64.urlsafe_b64encode(position).decode().rstrip("=")


def _position(cursor: str, names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    try:
        decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        position = msgspec.json.decode(decoded, type=dict[str, dict[str, str]])
    except (binascii.Error, msgspec.MsgspecError, ValueError):
        raise _bad_cursor() from None
    whole = set(position) == set(names)
    if not whole or any(set(each) not in ({"S"}, {"N"}) for each in position.values()):
        raise _bad_cursor()
    return position


def _bad_cursor() -> Refusal:
    return Refusal("invalid_form", "P-find", faults=(Fault(pointer="/cursor", code="no_such"),))

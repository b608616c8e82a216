"""The store read whole, which only its verification does: it alone may scan."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables
from chalicelib.store.dynamo import DynamoStore, Raw

Item = dict[str, Any]
"""An item as plain values."""


class WholeStore(DynamoStore):
    """A store that can also be read table by table. Every read is consistent."""

    def pages(self, table: type[Model], segment: int, segments: int) -> Iterator[list[Item]]:
        """One of so many equal parts of a table, a page at a time.

        What lies under one hash key comes in one part, together, in the order of the range key.

        Raises: Unavailable.
        """
        yield from self._read(
            "Scan",
            {
                "TableName": table.Meta.table_name,
                "Segment": segment,
                "TotalSegments": segments,
                "ConsistentRead": True,
            },
        )

    def history(self, record: str) -> Iterator[Item]:
        """The entries of a record, named `site#kind#id`, oldest first.

        Raises: Unavailable.
        """
        request = {
            "TableName": tables.History.Meta.table_name,
            "KeyConditionExpression": "#r = :r",
            "ExpressionAttributeNames": {"#r": "record"},
            "ExpressionAttributeValues": {":r": {"S": record}},
            "ConsistentRead": True,
        }
        for page in self._read("Query", request):
            yield from page

    def items(self, keys: Iterable[Raw]) -> dict[Raw, Item]:
        """Those items that exist.

        Raises: Unavailable.
        """
        found = self._get(list(dict.fromkeys(keys)))
        return {key: _plain(item) for key, item in found.items()}

    def _read(self, operation: str, request: dict[str, Any]) -> Iterator[list[Item]]:
        while True:
            answer = self._call(operation, request)
            yield [_plain(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return
            request = {**request, "ExclusiveStartKey": answer["LastEvaluatedKey"]}


def _plain(item: dict[str, Any]) -> Item:
    """The item as plain values; an attribute as no release writes it is left out."""
    with suppress(TypeError, ValueError):
        return tables.RecordTable.body.deserialize(item)
    plain: Item = {}
    for name, value in item.items():
        with suppress(TypeError, ValueError):
            plain |= tables.RecordTable.body.deserialize({name: value})
    return plain

"""Python and moto without what takes most of their time; what they answer is the same.

Before every transaction moto copies each value of each table concerned, and of every value that it
answers it asks ten members for whatever other names they might have.
"""

import gc
from collections.abc import MutableMapping
from typing import Any

from botocore.model import StructureShape
from moto.core.serialize import JSONSerializer
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import Table

_structure = JSONSerializer._serialize_type_structure


def make() -> None:
    """Have moto copy what may change, and answer what is there."""
    Table.__deepcopy__ = _copied  # type: ignore[attr-defined]
    Item.__deepcopy__ = _same_values  # type: ignore[method-assign]
    JSONSerializer._serialize_type_structure = _answered  # type: ignore[method-assign]


def collect_seldom() -> None:
    """What is there by now stays; a fifth of the processor time went into looking at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _copied(table: Table, memo: dict[int, Any]) -> Table:
    """A table with the same items: one that is put takes the place of another, none is altered."""
    made = Table.__new__(Table)
    made.__dict__.update(table.__dict__)
    made.items = table.items.copy()
    if table.has_range_key:
        for key, items in table.items.items():
            made.items[key] = items.copy()
    return made


def _same_values(item: Item, memo: dict[int, Any]) -> Item:
    """An item from which attributes may be left out."""
    made = Item.__new__(Item)
    made.__dict__.update(item.__dict__)
    made.attrs = type(item.attrs).__new__(type(item.attrs))
    dict.update(made.attrs, item.attrs)
    return made


def _answered(
    self: JSONSerializer,
    serialized: MutableMapping[str, Any],
    value: Any,
    shape: StructureShape,
    key: str,
) -> None:
    """A value has the one member that it has."""
    if shape.name != "AttributeValue" or not isinstance(value, dict) or not key:
        _structure(self, serialized, value, shape, key)
        return
    wrapper: dict[str, Any] = {}
    for name, member in value.items():
        if member is not None:
            self._serialize(wrapper, member, shape.members[name], name)
    self._default_serialize(serialized, wrapper, shape, key)

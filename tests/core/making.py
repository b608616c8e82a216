"""Values of any stored type, made from the type's own definition."""

import os
from datetime import UTC, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from msgspec import inspect

from chalicelib.core.record import Frozen, plain

LAW = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""How a law is held: however slow the machine is, and leaving nothing behind."""
WALKS = settings(
    max_examples=int(os.environ.get("FRONTDESK_LAWS") or 50),
    stateful_step_count=50,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""How many walks of how many steps a state machine takes, unless FRONTDESK_LAWS says more."""
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda by: timezone(timedelta(minutes=by)))
INSTANTS = st.datetimes(timezones=st.just(UTC) | _OFFSETS)
JSON = st.recursive(
    st.none() | TEXTS | st.integers(-(10**20), 10**20) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
"""Any JSON value without a fraction."""
STORED = st.recursive(
    TEXTS | st.integers(-(10**20), 10**20) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
"""Any JSON value that is kept: nothing in it is null."""
BODIES = st.dictionaries(TEXTS, STORED, max_size=4)


@cache
def values(kind: type[Frozen]) -> st.SearchStrategy[Any]:
    """Any value of a struct that may be stored; one that holds nothing at all is none."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    fields = {field.name: _of(field.type) for field in info.fields}
    return st.builds(kind, **fields).filter(lambda made: plain(made) != {})


def _of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.Metadata():
            return _of(kind.type)
        case inspect.UnionType():
            return st.one_of(*map(_of, kind.types))
        case inspect.NoneType():
            return st.none()
        case inspect.StrType(pattern=str() as pattern):
            least, most = kind.min_length or 0, kind.max_length or 80
            return st.from_regex(pattern).filter(lambda text: least <= len(text) <= most)
        case inspect.StrType():
            return TEXTS
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            low = -(2**53) if kind.ge is None else kind.ge
            high = 2**53 if kind.le is None else kind.le
            return st.integers(low, high)
        case inspect.DateTimeType():
            return INSTANTS
        case inspect.DateType():
            return st.dates()
        case inspect.EnumType():
            return st.sampled_from(list(kind.cls))
        case inspect.LiteralType():
            return st.sampled_from(kind.values)
        case inspect.TupleType():
            return st.tuples(*map(_of, kind.item_types))
        case inspect.VarTupleType():
            least = kind.min_length or 0
            return st.lists(_of(kind.item_type), min_size=least, max_size=least + 3).map(tuple)
        case inspect.DictType(value_type=inspect.AnyType()):
            return BODIES.map(plain)
        case inspect.DictType():
            return st.dictionaries(_of(kind.key_type), _of(kind.value_type), max_size=3)
        case inspect.StructType():
            return values(kind.cls)
    raise TypeError(f"nothing of this type is stored: {kind}")

"""Filling in any form from its own definition, so that a form written next year is covered too."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from msgspec import NODEFAULT, inspect

from chalicelib.core.forms import Form


def bare(kind: inspect.Type) -> tuple[inspect.Type, list[Any]]:
    """A type without annotations and `| None`, and the examples its annotations gave."""
    examples: list[Any] = []
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            examples += (kind.extra_json_schema or {}).get("examples", [])
            kind = kind.type
        else:
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    return kind, examples


@cache
def fields(form: type[Form]) -> tuple[inspect.Field, ...]:
    kind = inspect.type_info(form)
    assert isinstance(kind, inspect.StructType)
    return kind.fields


def required(field: inspect.Field) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def value(kind: inspect.Type, now: datetime) -> Any:
    """A value that the type allows."""
    kind, examples = bare(kind)
    match kind:
        case inspect.StructType():
            return {
                each.encode_name: value(each.type, now) for each in kind.fields if each.required
            }
        case inspect.VarTupleType():
            return [value(kind.item_type, now)]
        case inspect.EnumType():
            return next(iter(kind.cls)).value
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return examples[0]
        case inspect.DateTimeType():
            return now.isoformat()
        case inspect.DateType():
            return now.date().isoformat()
        case inspect.StrType():
            return examples[0]
    raise TypeError(f"no example of {kind}")


def filled(form: type[Form], now: datetime, **given: Any) -> dict[str, Any]:
    """The form with every required field filled in, and those given."""
    made = {each.encode_name: value(each.type, now) for each in fields(form) if required(each)}
    return made | given


def wrong(form: type[Form], good: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every way in which a filled form can be wrong, a name and the form for each."""
    yield "not an object", ["no", "object"]
    yield "unknown field", good | {"no_such_field": 1}
    for each in fields(form):
        yield from _wrong(each, good)


def _wrong(field: inspect.Field, good: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    name = field.encode_name
    if required(field):
        yield f"{name} missing", {key: each for key, each in good.items() if key != name}
        yield f"{name} null", good | {name: None}
    kind, _ = bare(field.type)
    for what, bad in _bad_values(kind, good.get(name)):
        yield f"{name} {what}", good | {name: bad}


def _bad_values(kind: inspect.Type, present: Any) -> Iterator[tuple[str, Any]]:
    match kind:
        case inspect.StrType():
            yield "a number", 7
            yield "a list", []
            yield "empty", ""
            yield "blank", " \u3000 "
            yield "with a control character", "a\x00b"
            yield "too long", "長" * ((kind.max_length or 1000) + 1)
        case inspect.IntType():
            yield "text", "many"
            yield "a fraction", 1.5
            yield "yes or no", True
            yield "too small", (kind.ge or 0) - 1
            yield "too large", (kind.le or 0) + 1
            yield "huge", 10**40
        case inspect.BoolType():
            yield "text", "yes"
            yield "a number", 1
        case inspect.EnumType():
            yield "no choice of it", "no-such-choice"
            yield "a number", 3
        case inspect.DateTimeType():
            yield "no time", "yesterday"
            yield "without offset", "2026-03-02T10:15:00"
            yield "a number", 1772417700
            yield "before any in UTC", "0001-01-01T00:00:00+08:00"
            yield "after any in UTC", "9999-12-31T23:59:59-08:00"
        case inspect.DateType():
            yield "no day", "2026-02-30"
        case inspect.StructType():
            yield "text", "no object"
            inner = present or {}
            yield "with an unknown field", {**inner, "no_such_field": 1}
            for each in kind.fields:
                for what, bad in _wrong(each, inner):
                    yield what, bad
        case inspect.VarTupleType():
            yield "text", "no list"
            yield "with a number in it", [7]
            if kind.min_length:
                yield "empty", []
            if kind.max_length:
                item = value(kind.item_type, datetime.now().astimezone())
                yield "too long", [item] * (kind.max_length + 1)
            item_kind, _ = bare(kind.item_type)
            if isinstance(item_kind, inspect.StructType):
                good = value(item_kind, datetime.now().astimezone())
                for each in item_kind.fields:
                    for what, bad in _wrong(each, good):
                        yield f"item {what}", [bad]


def later(now: datetime, **by: float) -> str:
    return (now + timedelta(**by)).isoformat()

"""From what a client sent to a typed form: every fault at once, and what history may keep of it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from msgspec import inspect
from msgspec.structs import replace

from chalicelib.core import sitetime
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Count, Cursor, Day, Text
from chalicelib.core.record import Frozen, Instant
from chalicelib.core.words.choices import UNITS


class Form(Frozen, forbid_unknown_fields=True):
    """What a person fills in. Fields that the form does not know are refused, not dropped."""


class NoQuery(Form):
    """A route without query parameters."""


class Order(StrEnum):
    """In which order a list is shown."""

    NEWEST = "newest"
    OLDEST = "oldest"


class Urgency(StrEnum):
    """In which order a list of what stands somewhere is shown."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE = "due"
    """What falls due first, and last what has no deadline; what waits for nobody by its age."""


class Paged(Form):
    """Which page to show."""

    limit: Count = 25
    cursor: Cursor | None = None


class Dated(Paged):
    """Of which days, at the site, to show what there is."""

    from_day: Day | None = None
    """On this day or later."""
    to_day: Day | None = None
    """On this day or earlier."""


class Reason(Form):
    """A step that needs nothing but its reason."""

    reason: Text


F = TypeVar("F", bound=Form)
_MOST_FAULTS = 100
"""As many faults as anybody would read; an answer must not outgrow its request."""


def decoded(body: bytes) -> Any:
    """The JSON of a body in UTF-8.

    Raises: Refusal `malformed`; `invalid_form` where an object has a field twice, of which one
    program would see the first and another the last.
    """
    try:
        text = body.decode()
        raw = msgspec.json.decode(text)
        faults = _capped(_repeated(json.loads(text, object_pairs_hook=_Object), ""))
    except (ValueError, RecursionError):
        raise Refusal("malformed") from None
    if faults:
        raise Refusal("invalid_form", faults=faults)
    return raw


def parse(form: type[F], raw: Any) -> F:
    """The form, from decoded JSON. Its instants are in UTC, to the millisecond.

    Raises: Refusal `invalid_form` with a fault for every field that is wrong.
    """
    try:
        found = msgspec.convert(raw, form)
    except (msgspec.ValidationError, RecursionError):
        raise _refusal(form, raw) from None
    timed = _timed(form)
    if timed or _lenient(form):
        faults = _capped(_faults(_type_of(form), raw, ""))
        if faults:
            raise Refusal("invalid_form", faults=faults)
    return _in_utc(found) if timed else found


def parse_query(form: type[F], raw: Mapping[str, list[str]]) -> F:
    """The form, from query parameters: text, each given once.

    Raises: Refusal `invalid_form`.
    """
    repeated = (name for name, values in raw.items() if len(values) > 1)
    faults = _capped(Fault(pointer=_at("", name), code="repeated") for name in repeated)
    if faults:
        raise Refusal("invalid_form", faults=faults)
    kinds = {field.encode_name: _bare(field.type) for field in _type_of(form).fields}
    return parse(form, {name: _typed(kinds.get(name), values[0]) for name, values in raw.items()})


def kept(form: Form) -> dict[str, Any]:
    """The form as history keeps it: what is private or secret is hidden whole.

    History is never altered, so that nothing of a number could ever be erased from it.
    """
    return _kept(_type_of(type(form)), msgspec.to_builtins(form))  # type: ignore[no-any-return]


class _Object(dict[str, Any]):
    """An object of JSON that knows which of its fields were given more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs) if len(self) < len(pairs) else {}
        self.repeated = [name for name, count in times.items() if count > 1]


def _repeated(value: Any, pointer: str) -> Iterator[Fault]:
    if isinstance(value, _Object):
        for name in value.repeated:
            yield Fault(pointer=_at(pointer, name), code="repeated")
        for name, each in value.items():
            yield from _repeated(each, _at(pointer, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _repeated(each, _at(pointer, place))


def _capped(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(islice(faults, _MOST_FAULTS))


def _typed(kind: inspect.Type | None, text: str) -> Any:
    if isinstance(kind, inspect.IntType) and text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    if isinstance(kind, inspect.BoolType):
        return {"true": True, "false": False}.get(text, text)
    return text


def _refusal(form: type[Form], raw: Any) -> Refusal:
    faults = _capped(_faults(_type_of(form), raw, ""))
    return Refusal("invalid_form", faults=faults or (Fault(pointer="", code="invalid"),))


@cache
def _type_of(form: type[Form]) -> inspect.StructType:
    kind = inspect.type_info(form)
    assert isinstance(kind, inspect.StructType)
    return kind


@cache
def _lenient(form: type[Form]) -> bool:
    """Whether some value in the form would drop fields that it does not know."""
    return any(not each.forbid_unknown_fields for each in _structs(_type_of(form)))


@cache
def _timed(form: type[Form]) -> bool:
    """Whether there are instants in the form."""
    return any(
        isinstance(_bare(field.type), inspect.DateTimeType)
        for each in _structs(_type_of(form))
        for field in each.fields
    )


def _in_utc(value: Any) -> Any:
    """The value with its instants as they are kept."""
    match value:
        case datetime():
            return sitetime.instant(value)
        case Frozen():
            fields = msgspec.structs.asdict(value)
            return replace(value, **{name: _in_utc(each) for name, each in fields.items()})
        case tuple():
            return tuple(map(_in_utc, value))
    return value


def _structs(kind: inspect.Type) -> Iterator[inspect.StructType]:
    match kind := _bare(kind):
        case inspect.StructType():
            yield kind
            for field in kind.fields:
                yield from _structs(field.type)
        case inspect.VarTupleType():
            yield from _structs(kind.item_type)
        case inspect.DictType():
            yield from _structs(kind.value_type)


def _member(kind: inspect.Type) -> inspect.Type:
    """The type without its `| None`; a form knows no other union."""
    if isinstance(kind, inspect.UnionType):
        return next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    return kind


def _bare(kind: inspect.Type) -> inspect.Type:
    """The type without its annotations and without its `| None`."""
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        kind = kind.type if isinstance(kind, inspect.Metadata) else _member(kind)
    return kind


def _at(pointer: str, name: str | int) -> str:
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _faults(kind: inspect.Type, value: Any, pointer: str) -> Iterator[Fault]:
    if value is None and isinstance(kind, inspect.UnionType):
        return
    match kind := _bare(kind):
        case inspect.StructType():
            yield from _struct_faults(kind, value, pointer)
        case inspect.VarTupleType():
            yield from _list_faults(kind, value, pointer)
        case inspect.TupleType():
            yield from _row_faults(kind, value, pointer)
        case inspect.DictType():
            yield from _table_faults(kind, value, pointer)
        case inspect.StrType():
            yield from _text_faults(kind, value, pointer)
        case inspect.IntType():
            yield from _number_faults(kind, value, pointer)
        case inspect.BoolType():
            if not isinstance(value, bool):
                yield Fault(pointer=pointer, code="not_yes_or_no")
        case inspect.EnumType():
            choices = [each.value for each in kind.cls]
            if value not in choices:
                yield Fault(pointer=pointer, code="not_a_choice", data={"choices": choices})
        case inspect.DateTimeType():
            yield from _instant_faults(value, pointer)
        case inspect.DateType():
            yield from _convertible(date, value, Fault(pointer=pointer, code="not_a_day"))


_INSTANTS = tuple(datetime.combine(day, time(), UTC) for day in (sitetime.FIRST, sitetime.LAST))


def _instant_faults(value: Any, pointer: str) -> Iterator[Fault]:
    faults = tuple(_convertible(Instant, value, Fault(pointer=pointer, code="not_an_instant")))
    yield from faults
    first, last = _INSTANTS
    if not faults and not first <= msgspec.convert(value, Instant) < last:
        yield Fault(
            pointer=pointer,
            code="out_of_range",
            data={"min": str(sitetime.FIRST), "max": str(sitetime.LAST)},
        )


def _convertible(kind: Any, value: Any, fault: Fault) -> Iterator[Fault]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        yield fault


def _struct_faults(kind: inspect.StructType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(pointer=pointer, code="not_an_object")
        return
    fields = {field.encode_name: field for field in kind.fields}
    for name, field in fields.items():
        if name in value:
            unit = UNITS.get(f"{kind.cls.__name__}.{name}") or UNITS.get(name)
            yield from _in_units(_faults(field.type, value[name], _at(pointer, name)), unit)
        elif field.required:
            yield Fault(pointer=_at(pointer, name), code="required")
    for name in value:
        if name not in fields:
            yield Fault(pointer=_at(pointer, name), code="unknown")


def _in_units(faults: Iterator[Fault], unit: str | None) -> Iterator[Fault]:
    """What lies out of range is said in what it counts."""
    for each in faults:
        counted = unit and each.code == "out_of_range" and "unit" not in each.data
        yield replace(each, data={**each.data, "unit": unit}) if counted else each


def _list_faults(kind: inspect.VarTupleType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(pointer=pointer, code="not_a_list")
        return
    yield from _size_faults(len(value), kind, pointer, "entries")
    for place, each in enumerate(value):
        yield from _faults(kind.item_type, each, _at(pointer, place))


def _row_faults(kind: inspect.TupleType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield Fault(pointer=pointer, code="not_a_list")
    elif len(value) != len(kind.item_types):
        count = len(kind.item_types)
        yield Fault(pointer=pointer, code="not_so_many", data={"count": count})
    else:
        for place, (each, item) in enumerate(zip(value, kind.item_types, strict=True)):
            yield from _faults(item, each, _at(pointer, place))


def _table_faults(kind: inspect.DictType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(pointer=pointer, code="not_an_object")
        return
    for name, each in value.items():
        unknown = next(_faults(kind.key_type, name, _at(pointer, name)), None)
        if unknown:
            yield Fault(pointer=unknown.pointer, code="unknown")
        else:
            yield from _faults(kind.value_type, each, _at(pointer, name))


def _text_faults(kind: inspect.StrType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault(pointer=pointer, code="not_text")
        return
    sized = list(_size_faults(len(value), kind, pointer, "characters"))
    yield from sized
    if not sized and kind.pattern is not None and not re.search(kind.pattern, value):
        yield Fault(pointer=pointer, code="not_in_form", data={"pattern": kind.pattern})


def _number_faults(kind: inspect.IntType, value: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield Fault(pointer=pointer, code="not_a_whole_number")
    elif (kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le):
        yield Fault(pointer=pointer, code="out_of_range", data={"min": kind.ge, "max": kind.le})


def _size_faults(
    size: int, kind: inspect.StrType | inspect.VarTupleType, pointer: str, unit: str
) -> Iterator[Fault]:
    if kind.max_length is not None and size > kind.max_length:
        yield Fault(pointer=pointer, code="too_long", data={"max": kind.max_length, "unit": unit})
    if kind.min_length is not None and size < kind.min_length:
        yield Fault(pointer=pointer, code="too_short", data={"min": kind.min_length, "unit": unit})


def _kept(kind: inspect.Type, value: Any) -> Any:
    kind = _member(kind)
    if value is None:
        return None
    if isinstance(kind, inspect.Metadata) and (kind.extra_json_schema or {}).get("x-private"):
        return "****"
    match kind := _bare(kind):
        case inspect.StructType():
            return {
                field.encode_name: _kept(field.type, value[field.encode_name])
                for field in kind.fields
            }
        case inspect.VarTupleType():
            return [_kept(kind.item_type, each) for each in value]
    return value

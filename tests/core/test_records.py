"""Every stored type survives the store, which leaves out whatever is empty (P-history)."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from msgspec import NODEFAULT, inspect

import app
from chalicelib.core.history import Entry, digest_of, hash_of
from chalicelib.core.record import Frozen, NumberedForm, Record, Timer, Void, plain
from tests.core.making import BODIES, LAW, values
from tests.support.world import MONDAY

assert app.OPERATIONS  # every domain is imported, so that every record is known


def records(kind: type[Record] = Record) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("chalicelib."):
            yield each
        yield from records(each)


STORED: tuple[type[Frozen], ...] = (*sorted(set(records()), key=lambda each: each.__name__), Entry)


def structs(kind: inspect.Type) -> Iterator[inspect.StructType]:
    """Every struct that a value of the type may hold, itself included."""
    if isinstance(kind, inspect.StructType):
        yield kind
        for field in kind.fields:
            yield from structs(field.type)
    for part in parts(kind):
        yield from structs(part)


def parts(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    match kind:
        case inspect.Metadata():
            return (kind.type,)
        case inspect.UnionType():
            return tuple(kind.types)
        case inspect.VarTupleType():
            return (kind.item_type,)
        case inspect.TupleType():
            return tuple(kind.item_types)
        case inspect.DictType():
            return (kind.key_type, kind.value_type)
    return ()


def empties(kind: inspect.Type) -> list[Any]:
    """The values of a type that the store leaves out."""
    match kind:
        case inspect.Metadata():
            return empties(kind.type)
        case inspect.UnionType():
            return [each for part in kind.types for each in empties(part)]
        case inspect.NoneType():
            return [None]
        case inspect.VarTupleType():
            return [] if kind.min_length else [()]
        case inspect.DictType():
            return [{}]
        case inspect.StructType() if all(empties(field.type) for field in kind.fields):
            return [kind.cls()]
    return []


def default(field: inspect.Field) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()


def reachable() -> list[inspect.StructType]:
    found = {each.cls: each for kind in STORED for each in structs(inspect.type_info(kind))}
    return sorted(found.values(), key=lambda each: each.cls.__name__)


def leaves(kind: inspect.Type) -> Iterator[inspect.Type]:
    below = parts(kind)
    if not below:
        yield kind
    for part in below:
        yield from leaves(part)


def test_the_walk_reaches_what_is_stored() -> None:
    assert {"Ticket", "Person", "Site", "Terms", "Unit", "Entry"} <= {k.__name__ for k in STORED}
    assert {"Hold", "Timer", "Signature", "FollowUp", "Words"} <= {
        kind.cls.__name__ for kind in reachable()
    }


@pytest.mark.parametrize("kind", reachable(), ids=lambda kind: kind.cls.__name__)
def test_what_may_be_empty_has_that_very_emptiness_as_default(kind: inspect.StructType) -> None:
    lost = [
        f"{field.name}: {empty!r}"
        for field in kind.fields
        for empty in empties(field.type)
        if default(field) != empty
    ]
    assert not lost, f"would not come back from the store: {lost}"


@pytest.mark.parametrize("kind", reachable(), ids=lambda kind: kind.cls.__name__)
def test_a_field_holds_only_what_the_store_keeps(kind: inspect.StructType) -> None:
    kept = (
        inspect.StrType,
        inspect.IntType,
        inspect.BoolType,
        inspect.DateTimeType,
        inspect.DateType,
        inspect.EnumType,
        inspect.LiteralType,
        inspect.StructType,
        inspect.AnyType,
        inspect.NoneType,
    )
    for field in kind.fields:
        assert all(isinstance(leaf, kept) for leaf in leaves(field.type)), field.name


@pytest.mark.parametrize("kind", reachable(), ids=lambda kind: kind.cls.__name__)
def test_no_list_has_a_gap_and_no_key_is_lost(kind: inspect.StructType) -> None:
    """A null in a list cannot be kept, and a key whose value is empty is left out."""
    for field in kind.fields:
        for part in walk(field.type):
            if isinstance(part, inspect.VarTupleType):
                assert None not in empties(part.item_type), field.name
            if isinstance(part, inspect.DictType):
                assert not empties(part.value_type), field.name


def walk(kind: inspect.Type) -> Iterator[inspect.Type]:
    yield kind
    for part in parts(kind):
        yield from walk(part)


@pytest.mark.clause("P-history")
@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
def test_what_was_stored_comes_back_equal_and_with_the_same_digest(kind: type[Frozen]) -> None:
    @settings(LAW, max_examples=60)
    @given(values(kind))
    def law(made: Any) -> None:
        again = msgspec.convert(plain(made), kind)
        assert again == made
        digest = digest_of if isinstance(made, Record) else hash_of
        assert digest(again) == digest(made)

    law()


@settings(LAW, max_examples=200)
@given(BODIES)
def test_leaving_out_twice_is_leaving_out_once(body: dict[str, Any]) -> None:
    assert plain(plain(body)) == plain(body)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"a": None, "b": (), "c": {}, "d": []}, {}),
        ({"a": "", "b": 0, "c": False}, {"a": "", "b": 0, "c": False}),  # empty, yet said
        ({"a": {"b": {"c": None}}}, {}),  # what becomes empty is left out too
        ({"a": [{"b": None}, []]}, {"a": [{}, []]}),  # a list keeps its places
        ({"a": ((), (1,))}, {"a": [[], [1]]}),  # Sunday has no working hours
    ],
)
def test_only_what_is_empty_is_left_out(value: Any, kept: Any) -> None:
    assert plain(value) == kept


class Flat(Record):
    KIND = "flat"
    TABLE = "directory"


@pytest.mark.parametrize("field", Flat.__struct_fields__)
def test_a_record_is_never_changed_in_place(field: str) -> None:
    flat = Flat(site="s", id="1")
    with pytest.raises(AttributeError):
        setattr(flat, field, getattr(flat, field))


@pytest.mark.clause("P-number")
def test_the_form_in_force_is_the_newest_that_was_not_voided() -> None:
    void = Void(reason="overruled", at=MONDAY, by="desk")

    def form(kind: str, seq: int, void: Void | None = None) -> NumberedForm:
        return NumberedForm(
            form=kind,
            number=f"{kind}-{seq}",
            day=MONDAY.date(),
            seq=seq,
            at=MONDAY,
            by="desk",
            void=void,
        )

    flat = Flat(
        site="s", id="1", forms=(form("A", 1), form("B", 1), form("A", 2, void), form("C", 1))
    )
    assert flat.form_in_force("A") == form("A", 1)
    assert flat.form_in_force("A", "B") == form("B", 1)
    assert flat.form_in_force("D") is None
    assert Flat(site="s", id="1", forms=(form("A", 1, void),)).form_in_force("A") is None


def test_a_timer_is_found_by_its_clause() -> None:
    timer = Timer(clause="T-4.3.2", job="dispatch-check", due_at=MONDAY)
    flat = Flat(site="s", id="1", timers=(timer,))
    assert flat.timer("T-4.3.2") == timer
    assert flat.timer("T-4.2.1") is None
    assert flat.name_in_history == "flat#1"

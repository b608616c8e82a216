"""What a body holds comes back from the store as it was."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from chalicelib.core.record import plain
from chalicelib.store.attributes import BodyAttribute
from tests.core.making import BODIES, LAW
from tests.store.shelf import Shelf

BODY = BodyAttribute()


@settings(LAW, max_examples=200)
@given(BODIES)
def test_what_is_written_is_read_again(body: dict[str, Any]) -> None:
    again = BODY.deserialize(BODY.serialize(body))
    assert repr(again) == repr(body)  # yes and 1 are equal, and not the same


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("", {"S": ""}),
        ("漏水", {"S": "漏水"}),
        (0, {"N": "0"}),
        (-(10**15), {"N": "-1000000000000000"}),
        (True, {"BOOL": True}),
        ({}, {"M": {}}),
        ([], {"L": []}),
        (
            {"a": [1, {"b": False}]},
            {"M": {"a": {"L": [{"N": "1"}, {"M": {"b": {"BOOL": False}}}]}}},
        ),
    ],
)
def test_a_value_lies_in_the_item_so(value: Any, written: dict[str, Any]) -> None:
    assert BODY.serialize({"key": value}) == {"key": written}
    assert BODY.deserialize({"key": written}) == {"key": value}


@pytest.mark.parametrize(
    "value", [None, 1.5, Decimal(1), b"x", (1,), {1}, datetime(2026, 3, 2, tzinfo=UTC)]
)
def test_what_the_store_does_not_keep_is_refused_at_once(value: Any) -> None:
    with pytest.raises(TypeError, match="not kept in the store"):
        BODY.serialize({"deep": [{"value": value}]})


NASTY = (
    "\x00\x01\x7f \t\n\\\"'{}[]$#",
    "𠮷野家 🔧🇭🇰 e\u0301 \u202e\ufeff",
    "null",
    "0",
    "x" * 100_000,
    "漏" * 80_000,
)


@pytest.mark.parametrize("note", NASTY, ids=range(len(NASTY)))
def test_the_engine_gives_back_every_character(shelf: Shelf, note: str) -> None:
    shelf.add(shelf.room(note=note))
    [(_, item)] = [
        each for each in shelf.dump()["directory"].items() if each[1]["site"]["S"] == shelf.site
    ]
    assert BODY.deserialize(item["body"]["M"])["note"] == note
    assert plain(shelf.room(note=note))["note"] == note

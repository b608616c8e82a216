"""A form is typed or refused with every fault at once; history keeps no private field of it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Meta

import app
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.fields import Cursor, Day, Id, Line, Phone, Quantity, Text, When
from chalicelib.core.forms import Form, Paged, decoded, kept, parse, parse_query
from chalicelib.core.words.faults import FAULTS
from chalicelib.service.operations import Command, Run
from tests.core.making import JSON, LAW
from tests.support.filling import filled, wrong
from tests.support.world import MONDAY


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Maker(Form):
    name: Line
    phone: Phone
    other: Phone | None = None


class Part(Form):
    code: Id
    weight: Annotated[int, Meta(ge=1, le=9)] = 1


class Sheet(Form):
    name: Line
    colour: Colour
    parts: Annotated[tuple[Part, ...], Meta(min_length=1, max_length=2)]
    maker: Maker | None = None
    phones: tuple[Phone, ...] = ()
    urgent: bool = False
    at: When | None = None
    day: Day | None = None


GOOD: dict[str, Any] = {"name": "閘門", "colour": "red", "parts": [{"code": "p-1"}]}
MAKER = {"name": "周敏", "phone": "138 0013 8000"}


def faults(form: type[Form], raw: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as refused:
        parse(form, raw)
    assert refused.value.code == "invalid_form"
    return {(fault.pointer, fault.code) for fault in refused.value.faults}


def tried(form: type[Form], raw: Any) -> tuple[Fault, ...] | None:
    """The faults, or None where the form is taken."""
    try:
        parse(form, raw)
    except Refusal as refusal:
        return refusal.faults
    return None


def test_a_form_that_is_right_is_typed() -> None:
    sheet = parse(Sheet, GOOD | {"at": "2026-03-02T10:15:00+08:00", "day": "2026-03-02"})
    assert sheet == Sheet(
        name="閘門",
        colour=Colour.RED,
        parts=(Part(code="p-1", weight=1),),
        at=datetime(2026, 3, 2, 2, 15, tzinfo=UTC),
        day=date(2026, 3, 2),
    )


def test_every_fault_is_named_at_once() -> None:
    raw = {
        "colour": "green",
        "parts": [{"code": "a b"}, {"weight": 10}, 7],
        "maker": {"name": " ", "phone": 138, "fax": "1"},
        "phones": ["13800138000", "none"],
        "urgent": 1,
        "at": "10:15",
        "day": "2026-02-29",
        "a/b~c": None,
    }
    assert faults(Sheet, raw) == {
        ("/name", "required"),
        ("/colour", "not_a_choice"),
        ("/parts", "too_long"),
        ("/parts/0/code", "not_in_form"),
        ("/parts/1/code", "required"),
        ("/parts/1/weight", "out_of_range"),
        ("/parts/2", "not_an_object"),
        ("/maker/name", "not_in_form"),
        ("/maker/phone", "not_text"),
        ("/maker/fax", "unknown"),
        ("/phones/1", "too_short"),
        ("/urgent", "not_yes_or_no"),
        ("/at", "not_an_instant"),
        ("/day", "not_a_day"),
        ("/a~1b~0c", "unknown"),  # RFC 6901
    }


@pytest.mark.parametrize(
    ("field", "value", "pointer", "code", "data"),
    [
        ("name", None, "/name", "not_text", {}),  # null is no name
        ("name", "", "/name", "too_short", {"min": 1, "unit": "characters"}),
        ("name", "長" * 81, "/name", "too_long", {"max": 80, "unit": "characters"}),
        ("colour", None, "/colour", "not_a_choice", {"choices": ["red", "blue"]}),
        ("colour", ["red"], "/colour", "not_a_choice", {"choices": ["red", "blue"]}),
        ("colour", "RED", "/colour", "not_a_choice", {"choices": ["red", "blue"]}),
        ("parts", [], "/parts", "too_short", {"min": 1, "unit": "entries"}),
        ("parts", {"0": {"code": "p"}}, "/parts", "not_a_list", {}),
        ("parts", "p-1", "/parts", "not_a_list", {}),
        ("parts", [None], "/parts/0", "not_an_object", {}),
        (
            "parts",
            [{"code": "p", "weight": 0}],
            "/parts/0/weight",
            "out_of_range",
            {"min": 1, "max": 9},
        ),
        (
            "parts",
            [{"code": "p", "weight": 10**30}],
            "/parts/0/weight",
            "out_of_range",
            {"min": 1, "max": 9},
        ),
        ("parts", [{"code": "p", "weight": True}], "/parts/0/weight", "not_a_whole_number", {}),
        ("parts", [{"code": "p", "weight": "1"}], "/parts/0/weight", "not_a_whole_number", {}),
        ("parts", [{"code": "p", "weight": 1.5}], "/parts/0/weight", "not_a_whole_number", {}),
        ("maker", [], "/maker", "not_an_object", {}),
        ("maker", MAKER | {"other": 1}, "/maker/other", "not_text", {}),
        ("urgent", None, "/urgent", "not_yes_or_no", {}),
        ("urgent", "true", "/urgent", "not_yes_or_no", {}),
        ("at", "2026-03-02T10:15:00", "/at", "not_an_instant", {}),  # where?
        ("at", "2026-03-02T24:00:00Z", "/at", "not_an_instant", {}),
        ("at", "2026-03-02T23:59:60Z", "/at", "not_an_instant", {}),
        ("at", 1772417700, "/at", "not_an_instant", {}),
        ("day", "2026-3-2", "/day", "not_a_day", {}),
        ("day", "2026-03-02T00:00:00Z", "/day", "not_a_day", {}),
        ("day", "0000-01-01", "/day", "not_a_day", {}),
    ],
)
def test_a_fault_says_where_what_and_within_which_bounds(
    field: str, value: Any, pointer: str, code: str, data: dict[str, Any]
) -> None:
    with pytest.raises(Refusal) as refused:
        parse(Sheet, GOOD | {field: value})
    [fault] = refused.value.faults
    assert (fault.pointer, fault.code, fault.data) == (pointer, code, data)


@pytest.mark.parametrize("raw", [None, [], "form", 7, True, [GOOD]])
def test_what_is_no_object_is_no_form(raw: Any) -> None:
    assert faults(Sheet, raw) == {("", "not_an_object")}


@pytest.mark.parametrize("name", ["maker", "at", "day"])
def test_null_says_that_what_may_be_missing_is_missing(name: str) -> None:
    assert parse(Sheet, GOOD | {name: None}) == parse(Sheet, GOOD)


def test_no_depth_of_nesting_breaks_the_check() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert faults(Sheet, GOOD | {"name": deep}) == {("/name", "not_text")}
    assert faults(Sheet, GOOD | {"parts": deep}) == {("/parts/0", "not_an_object")}
    assert faults(Sheet, GOOD | {"no_such": deep}) == {("/no_such", "unknown")}


NAMES = sorted(Sheet.__struct_fields__) + sorted(Maker.__struct_fields__)
NEARLY = st.recursive(
    JSON | st.sampled_from(["red", "p-1", "138 0013 8000", "2026-03-02", "2026-03-02T10:15:00Z"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "weight", *NAMES]), inner, max_size=4)
    ),
    max_leaves=12,
)
"""Values that look like parts of the form more often than chance would have it."""


@settings(LAW, max_examples=200)
@given(st.dictionaries(st.sampled_from(NAMES), NEARLY, max_size=9).map(lambda odd: GOOD | odd))
def test_whatever_is_refused_has_faults_that_have_words(raw: dict[str, Any]) -> None:
    found = tried(Sheet, raw)
    assert found != ()
    codes = {fault.code for fault in found or ()}
    assert codes <= set(FAULTS) - {"invalid"}  # `invalid` would be a fault nobody can find


@settings(LAW, max_examples=200)
@given(st.sampled_from(sorted(Sheet.__struct_fields__)), NEARLY)
def test_a_right_field_is_never_blamed(name: str, value: Any) -> None:
    found = tried(Sheet, GOOD | {name: value})
    assert all(fault.pointer.split("/")[1] == name for fault in found or ())


EVERY_FORM = sorted(
    {op.form for op in app.OPERATIONS if isinstance(op, Command | Run) and op.form},
    key=lambda form: form.__name__,
)


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.__name__)
def test_every_form_of_the_program_names_every_way_of_being_wrong(form: type[Form]) -> None:
    good = filled(form, MONDAY)
    parse(form, good)
    for what, raw in wrong(form, good):
        with pytest.raises(Refusal) as refused:
            parse(form, raw)
        assert all(fault.code != "invalid" for fault in refused.value.faults), what


class Holder(Form):
    line: Line = "x"
    text: Text = "x"
    id: Id = "x"
    phone: Phone = "12345"
    quantity: Quantity = "1"
    cursor: Cursor = "x"
    when: When = MONDAY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line", "x"),
        ("line", "陳 大文"),
        ("line", "長" * 80),
        ("line", "🔧" * 80),  # characters are counted, not bytes
        ("line", " x "),
        ("text", "第一行\n第二行\r\n\t第三行"),
        ("text", "長" * 1000),
        ("text", "𠮷野家 naïve 🇭🇰"),
        ("id", "A-1203"),
        ("id", "a" * 64),
        ("id", "0._-"),
        ("phone", "12345"),
        ("phone", "138 0013 8000"),
        ("phone", "+86-138-0013-8000"),
        ("quantity", "0.001"),
        ("quantity", "9999.999"),
        ("quantity", "1.0"),
        ("cursor", "eyJ-_0"),
        ("when", "2026-03-02T10:15:00.123+08:00"),
    ],
)
def test_what_a_field_is_for_is_taken(field: str, value: Any) -> None:
    parse(Holder, {field: value})


class Nested(Form):
    one: Holder
    many: tuple[Holder, ...] = ()
    none: When | None = None


def test_instants_are_in_utc_to_the_millisecond() -> None:
    """However they are written, they are compared, stored and shown alike."""
    when = {"when": "2026-03-02T10:15:00.123999+08:00"}
    form = parse(Nested, {"one": when, "many": [when]})
    for each in (form.one.when, form.many[0].when):
        assert each.isoformat() == "2026-03-02T02:15:00.123000+00:00"
    assert form.none is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("line", " "),
        ("line", "\u3000\u00a0"),
        ("line", "x\n"),  # a newline behind the last character
        ("line", "x\ny"),
        ("line", "x\ty"),
        ("line", "x\x7fy"),
        ("text", "\n\t \r"),
        ("text", "x\x00"),
        ("text", "x\x0b"),
        ("id", ""),
        ("id", "-a"),
        ("id", "a#b"),  # keys of the store are joined with it
        ("id", "a/b"),
        ("id", "a\n"),
        ("id", "室"),
        ("id", "a" * 65),
        ("phone", "1234"),
        ("phone", "1" * 25),
        ("phone", "138-0013-800x"),
        ("phone", "++86138001"),
        ("phone", "13800138000 "),
        ("phone", "1３800138000"),  # a full-width digit
        ("quantity", "0"),
        ("quantity", "0.0"),
        ("quantity", "0.000"),
        ("quantity", "-1"),
        ("quantity", "01"),
        ("quantity", "10000"),
        ("quantity", "1.0000"),
        ("quantity", "1e3"),
        ("quantity", "1."),
        ("quantity", "1\n"),
        ("quantity", "١"),  # an Arabic digit
        ("quantity", 1),
        ("cursor", ""),
        ("cursor", "a="),
        ("cursor", "a" * 401),
        ("when", "2026-03-02T10:15:00"),
        ("when", "2026-02-30T10:15:00Z"),
        ("when", "1969-12-31T23:59:59Z"),
        ("when", "1970-01-02T07:59:59.999+08:00"),  # a day of 1970 there, not yet one in UTC
        ("when", "2500-01-01T00:00:00Z"),
        ("when", "0001-01-01T00:00:00+08:00"),  # before the first instant that UTC has
        ("when", "9999-12-31T23:59:59-08:00"),
    ],
)
def test_what_a_field_is_not_for_is_refused(field: str, value: Any) -> None:
    [(pointer, _)] = faults(Holder, {field: value})
    assert pointer == f"/{field}"


def taken(field: str, values: list[str]) -> list[str]:
    return [ascii(value) for value in values if tried(Holder, {field: value}) is None]


BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace()]
UNSEEN = [
    *("\u200b", "\u200d", "\u2060", "\ufeff"),  # of no width
    *("\u00ad", "\u034f", "\u061c", "\u2066", "\u206f", "\ufe0f", "\ufffb"),  # marks
    *("\u115f", "\u2800", "\u3164", "\uffa0"),  # letters that are blank: fillers, Braille
    *("\U0001d173", "\U000e0041", "\U000e0100", "\U000e0fff"),  # beyond the first plane
]


@pytest.mark.parametrize("field", ["line", "text"])
def test_words_that_nobody_can_see_are_no_words(field: str) -> None:
    assert taken(field, [blank * 3 for blank in (*BLANKS, *UNSEEN)]) == []


def test_a_line_is_one_line() -> None:
    endings = ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
    assert taken("line", [f"x{ending}y" for ending in endings]) == []


@pytest.mark.parametrize("field", ["line", "text"])
def test_words_hold_no_control_character(field: str) -> None:
    controls = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
    assert taken(field, [f"x{chr(code)}y" for code in controls]) == []


def test_a_hostile_text_is_checked_in_no_time() -> None:
    """What is too long is not held against its pattern, which takes long on what nearly fits."""
    assert faults(Holder, {"text": "x" * 10_000_000 + "\x00"}) == {("/text", "too_long")}


class Search(Paged):
    name: Line | None = None
    day: Day | None = None
    colour: Colour | None = None


def asked(**given: str) -> dict[str, list[str]]:
    return {name: [value] for name, value in given.items()}


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, Search(limit=25)),
        (asked(limit="1"), Search(limit=1)),
        (asked(limit="100"), Search(limit=100)),
        (asked(limit="007"), Search(limit=7)),
        (asked(name="7", limit="7"), Search(limit=7, name="7")),  # a name may be made of digits
        (asked(day="2026-03-02", colour="red"), Search(day=date(2026, 3, 2), colour=Colour.RED)),
    ],
)
def test_a_query_is_typed_from_text(given: dict[str, list[str]], expected: Search) -> None:
    assert parse_query(Search, given) == expected


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (asked(limit="0"), {("/limit", "out_of_range")}),
        (asked(limit="101"), {("/limit", "out_of_range")}),
        (asked(limit=""), {("/limit", "not_a_whole_number")}),
        (asked(limit="1.0"), {("/limit", "not_a_whole_number")}),
        (asked(limit="1e2"), {("/limit", "not_a_whole_number")}),
        (asked(limit="１"), {("/limit", "not_a_whole_number")}),
        (asked(limit="²"), {("/limit", "not_a_whole_number")}),
        (asked(limit="null"), {("/limit", "not_a_whole_number")}),
        (asked(limit="9" * 5000), {("/limit", "not_a_whole_number")}),
        (asked(name="", no_such="1"), {("/name", "too_short"), ("/no_such", "unknown")}),
        (asked(colour="green", day="today"), {("/colour", "not_a_choice"), ("/day", "not_a_day")}),
        ({"limit": ["1", "1"]}, {("/limit", "repeated")}),
        ({"a/b": ["1", "2"], "name": ["x", "y"]}, {("/a~1b", "repeated"), ("/name", "repeated")}),
    ],
)
def test_a_query_names_its_faults(
    given: dict[str, list[str]], expected: set[tuple[str, str]]
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_query(Search, given)
    assert {(fault.pointer, fault.code) for fault in refused.value.faults} == expected


@pytest.mark.clause("P-private")
def test_history_keeps_a_form_with_its_private_fields_hidden() -> None:
    raw = GOOD | {
        "maker": MAKER | {"other": "+86 139-0013-9000"},
        "phones": ["13700137000", "62281234567"],
        "at": "2026-03-02T10:15:00+08:00",
    }
    form = parse(Sheet, raw)
    assert kept(form) == {
        "name": "閘門",
        "colour": "red",
        "parts": [{"code": "p-1", "weight": 1}],
        "maker": {"name": "周敏", "phone": "****", "other": "****"},
        "phones": ["****", "****"],
        "urgent": False,
        "at": "2026-03-02T02:15:00Z",
        "day": None,
    }
    assert form.phones == ("13700137000", "62281234567")


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.__name__)
def test_no_form_of_the_program_leaves_a_telephone_number_in_history(form: type[Form]) -> None:
    number = "13912345678"
    raw = json.loads(json.dumps(filled(form, MONDAY)).replace("138 0013 8000", number))
    assert number not in json.dumps(kept(parse(form, raw)))


def test_an_instant_keeps_the_offset_it_was_given_with() -> None:
    east = timezone(timedelta(hours=8))
    at = parse(Holder, {"when": "2026-03-02T10:15:00+08:00"}).when
    assert at == datetime(2026, 3, 2, 10, 15, tzinfo=east)


MANY = {f"field {number}": 0 for number in range(5000)}


@pytest.mark.parametrize(
    "refused",
    [
        lambda: parse(Sheet, MANY),
        lambda: parse_query(Search, {name: ["1", "2"] for name in MANY}),
        lambda: decoded(b"{" + b",".join(b'"%d":0,"%d":0' % (n, n) for n in range(500)) + b"}"),
    ],
    ids=["unknown", "repeated in a query", "repeated in a body"],
)
def test_an_answer_names_no_more_faults_than_anybody_reads(refused: Callable[[], Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        refused()
    assert len(refusal.value.faults) == 100


class Paid(Form):
    """A sum, by the name that sums have."""

    fen: Annotated[int, Meta(ge=1, le=500)]


def test_what_is_out_of_range_is_said_in_what_it_counts() -> None:
    with pytest.raises(Refusal) as refused:
        parse(Paid, {"fen": 0})
    [fault] = refused.value.faults
    assert fault.data == {"min": 1, "max": 500, "unit": "fen"}

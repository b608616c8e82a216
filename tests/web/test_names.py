"""Everything that a page draws from the description has words: fields, choices, operations."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest

from app import OPERATIONS
from chalicelib.core.words import Language, fields, operations
from chalicelib.core.words.choices import CHOICES, CODED, KEYED
from chalicelib.core.words.labels import NAMES
from chalicelib.core.words.references import REFERS
from chalicelib.service.operations import ListOf, Read
from chalicelib.telling.model import DELIVER
from local import schedule
from tests.support.contract import DESCRIPTION

SCHEMAS: dict[str, dict[str, Any]] = DESCRIPTION["components"]["schemas"]
FIELDS, NAMED = NAMES["field"], NAMES["operation"]
UNREAD = {
    "beyond",
    "everywhere",
    "head",
    "headers",
    "holds",
    "href",
    "indexed",
    "phone_index",
    "sealed",
    "sum",
    "timers",
}
"""Of answers: what the program keeps for itself, and nobody reads."""

Names = Mapping[str, frozenset[str]]
"""What there is to be named, by whose it is: of a schema its properties, of an operation its
parameters."""


def described() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        for operation in methods.values():
            yield path, operation


def mentioned(node: Any) -> Iterator[str]:
    """Names of the components that something refers to."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for each in node.values():
            yield from mentioned(each)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from mentioned(each)


def reached(node: Any) -> set[str]:
    """Names of all components that something is made of, however deep."""
    seen: set[str] = set()
    new = set(mentioned(node))
    while new:
        seen |= new
        new = {name for each in new for name in mentioned(SCHEMAS[each])} - seen
    return seen


def answers(operation: Mapping[str, Any]) -> Iterator[Any]:
    """What an operation answers where nothing is refused."""
    for status, answer in operation["responses"].items():
        if status < "300":
            yield answer


def properties(components: set[str]) -> Names:
    return {name: frozenset(SCHEMAS[name].get("properties", ())) for name in components}


def parameters() -> Names:
    return {
        operation["operationId"]: frozenset(
            each["name"] for each in operation["parameters"] if each["in"] == "query"
        )
        for _, operation in described()
    }


FORMS = properties(reached([each.get("requestBody") for _, each in described()]))
QUERIES = parameters()
ANSWERS = properties(
    reached([answer for _, operation in described() for answer in answers(operation)])
)


def unnamed(names: Names, fields: Mapping[str, object]) -> set[str]:
    return {
        f"{whose}.{name}"
        for whose, each in names.items()
        for name in each
        if name not in fields and f"{whose}.{name}" not in fields
    }


def test_the_description_is_walked() -> None:
    assert {"Intake", "Caller", "PlanLineIn"} <= set(FORMS)  # nested ones too
    assert "by" in QUERIES["report-tickets"]
    assert {"Ticket", "Signature"} <= set(ANSWERS)


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("names", [FORMS, QUERIES], ids=["forms", "queries"])
def test_every_field_that_somebody_fills_in_has_a_name(names: Names) -> None:
    assert unnamed(names, FIELDS) == set()


@pytest.mark.clause("P-words")
def test_every_field_that_somebody_reads_has_a_name() -> None:
    assert {each for each in unnamed(ANSWERS, FIELDS) if each.split(".")[-1] not in UNREAD} == set()


def test_every_name_of_a_field_is_of_one_that_there_is() -> None:
    theirs = FORMS | QUERIES | ANSWERS
    common = {name for names in theirs.values() for name in names}
    own = {f"{whose}.{name}" for whose, names in theirs.items() for name in names}
    assert set(FIELDS) <= common | own


@pytest.mark.parametrize("package", [fields, operations], ids=["fields", "operations"])
def test_what_is_named_is_named_in_one_place(package: ModuleType) -> None:
    rooms = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for found in pkgutil.iter_modules(package.__path__)
    ]
    named = [
        name
        for room in rooms
        for catalogue in ("FIELDS", "OPERATIONS")
        for name in vars(room).get(catalogue, ())
    ]
    assert len(set(named)) == len(named) > 50


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", list(Language))
def test_two_fields_side_by_side_have_two_names(language: Language) -> None:
    """Nobody fills in a form in which two boxes are called the same."""
    for whose, names in (FORMS | QUERIES | ANSWERS).items():
        said = [
            words.say(language)
            for name in names
            if (words := FIELDS.get(f"{whose}.{name}") or FIELDS.get(name))
        ]
        assert len(set(said)) == len(said), whose


@pytest.mark.clause("P-words")
def test_every_operation_has_a_name_and_every_name_its_operation() -> None:
    assert set(NAMED) == {operation.name for operation in OPERATIONS}


@pytest.mark.clause("P-words")
@pytest.mark.parametrize("language", list(Language))
def test_what_stands_in_a_menu_is_told_apart(language: Language) -> None:
    """What names no record is found from the menu."""
    menu = [
        NAMED[operation["operationId"]].say(language)
        for path, operation in described()
        if re.findall(r"{(\w+)}", path) == ["site"]
    ]
    assert len(set(menu)) == len(menu) > 100


@pytest.mark.clause("P-words")
def test_every_choice_says_where_its_words_are() -> None:
    choices = {name: schema for name, schema in SCHEMAS.items() if "enum" in schema}
    assert {name: schema["x-words"] for name, schema in choices.items()} == CHOICES
    for name, schema in choices.items():
        assert set(schema["enum"]) <= set(NAMES[schema["x-words"]]), name


OWN = {
    "?.command",
    "AddDepartment.key",
    "AddPerson.id",
    "AddRoom.number",
    "Bed.key",
    "CityClass.key",
    "DamagePrice.code",
    "Forbidden.code",
    "Price.code",
    "Rank.key",
    "RoomRate.key",
    "SetChannel.id",
    "UndoIn.number",
    "chalicelib.reception.terms.Unit.key",
    "chalicelib.reception.terms.Unit.site",
}
"""Ids that stand for nothing else: whoever fills in the form gives them."""
AN_ID = "^[A-Za-z0-9][A-Za-z0-9._-]*"


def texts(schema: Any) -> Iterator[dict[str, Any]]:
    """What of a property is text without a format: itself, one of several, or each of many."""
    if isinstance(schema, dict):
        if schema.get("type") == "string" and not {"format", "enum"} & schema.keys():
            yield schema
        for each in (schema.get("items"), *schema.get("anyOf", ())):
            yield from texts(each)


def asked_for() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that somebody fills in or asks by, with its schema."""
    for whose, names in FORMS.items():
        for name in names:
            yield f"{whose}.{name}", SCHEMAS[whose]["properties"][name]
    for _, operation in described():
        for each in operation["parameters"]:
            if each["in"] == "query":
                yield f"?.{each['name']}", each["schema"]


def test_every_id_that_somebody_fills_in_says_what_it_stands_for() -> None:
    ids = {
        name
        for name, schema in asked_for()
        if any(each.get("pattern", "").startswith(AN_ID) for each in texts(schema))
        and "x-refers" not in schema
    }
    assert ids == OWN


IN_WORDS = {
    "ClaimLine.unit",
    "Comer.rank",
    "Comer.unit",
    "Consent.given_by",
    "OfficialLetter.unit",
    "Owes.unit",
    "Referral.unit",
    "chalicelib.reception.claims.model.Share.unit",
    "chalicelib.reception.letters.model.Letter.unit",
    "chalicelib.reception.receptions.model.Guest.unit",
    "chalicelib.reception.settlements.model.Share.unit",
}
"""Called like an id, and said in words by whoever filled it in."""


def test_every_id_that_somebody_reads_says_what_it_stands_for() -> None:
    """In answers an id is plain text: it is known by what it is called, as whoever did something
    is, or a record of a kind.
    """
    kinds = set(REFERS.values())
    silent = {
        f"{whose}.{name}"
        for whose, names in ANSWERS.items()
        for name in names
        if (name.endswith("_by") or name in kinds)
        and any(texts(schema := SCHEMAS[whose]["properties"][name]))
        and not {"x-refers", "x-words"} & schema.keys()
    }
    assert silent == IN_WORDS


@pytest.mark.parametrize("table", [CODED, KEYED, REFERS], ids=["codes", "keys", "references"])
def test_what_is_said_of_a_property_is_of_one_that_there_is(table: Mapping[str, str]) -> None:
    properties = {
        f"{whose}.{name}" for whose, each in SCHEMAS.items() for name in each.get("properties", ())
    }
    asked = {
        f"{op.query.__name__}.{name}"
        for op in OPERATIONS
        if isinstance(op, Read | ListOf)
        for name in op.query.__struct_fields__
    }
    assert set(table) <= properties | asked | {each.rpartition(".")[2] for each in properties}


SETTLED = {
    "rank": "reception",
    "city": "reception",
    "forbidden": "reception",
    "rate": "lodging",
    "damage": "lodging",
    "price": "desk-settings",
    "category": "desk-settings",
}
"""Of what settings name by keys: the operation that says what each is called."""


@pytest.mark.clause("P-who", "P-words")
def test_who_reads_or_fills_in_a_key_of_settings_may_know_what_it_is_called() -> None:
    """Console and others show names in their place, and let one choose among them."""
    who = {each.name: each.who for each in OPERATIONS}
    gathered = {each.name for each in OPERATIONS if each.gathers}
    unknown = set()
    for _, operation in described():
        if operation["operationId"] in gathered:
            continue
        for name in reached([operation.get("requestBody"), *answers(operation)]):
            for schema in SCHEMAS[name].get("properties", {}).values():
                settings = SETTLED.get(schema.get("x-refers", ""))
                if settings and who[operation["operationId"]] - who[settings]:
                    unknown.add((operation["operationId"], settings))
    assert unknown == set()


@pytest.mark.parametrize(
    ("whose", "field", "unit"),
    [
        ("RoomRate", "fen", "fen"),
        ("Registered", "per_guest", "fen"),  # not whole
        ("BedNights", "rate", "share"),
    ],
)
def test_a_number_says_what_it_counts(whose: str, field: str, unit: str) -> None:
    assert SCHEMAS[whose]["properties"][field]["x-unit"] == unit


def test_a_field_without_a_name_is_noticed() -> None:
    names = {"Call": frozenset({"at", "words"}), "Correct": frozenset({"words"})}
    assert unnamed(names, {"Call.words": 1, "at": 1}) == {"Correct.words"}


def test_what_falls_due_is_named_in_histories() -> None:
    """The verification writes none, and messages are delivered under the name of their timer."""
    jobs = {each.replace("_", "-") for each in schedule.functions()} - {"verify", "messages"}
    assert jobs | {DELIVER} <= NAMES["command"].keys()

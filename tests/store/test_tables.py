"""The tables that are deployed are the tables that the program reads and writes."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pynamodb.attributes import Attribute
from pynamodb.models import Model

from chalicelib.core.people import Person
from chalicelib.core.record import Record
from chalicelib.core.site import Site
from chalicelib.files.model import Attachment
from chalicelib.store import tables
from chalicelib.store.items import record_item
from chalicelib.telling.model import Lane, Telling
from chalicelib.tickets.incidents.model import Incident, Noticeboard
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.terms import Terms, Unit
from local.tables import RESOURCES
from ops import resources
from tests.core.making import LAW, values

DECLARED: dict[str, dict[str, Any]] = {
    each["Properties"]["TableName"]["Fn::Sub"].removeprefix("frontdesk-${Stage}-"): each
    for each in json.loads(RESOURCES.read_text())["Resources"].values()
    if each.get("Type") == "AWS::DynamoDB::Table"
}


def named(model: type[Model]) -> str:
    return str(model.Meta.table_name).removeprefix(tables.PREFIX)


def keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {each["KeyType"]: each["AttributeName"] for each in schema}


def test_what_is_written_down_is_what_the_program_says_now() -> None:
    stale = [path.name for path, text in resources.files().items() if path.read_text() != text]
    assert stale == []


def test_every_table_is_declared_and_no_other() -> None:
    assert sorted(DECLARED) == sorted(map(named, tables.ALL)) == sorted(tables.BY_NAME)
    assert set(tables.RECORDS.values()) <= set(tables.ALL)


@pytest.mark.parametrize("model", tables.ALL, ids=named)
def test_a_table_is_declared_with_the_keys_and_indexes_of_its_model(model: type[Model]) -> None:
    properties = DECLARED[named(model)]["Properties"]
    attributes: dict[str, Attribute[Any]] = model.get_attributes()
    own = {
        kind: name
        for name, each in attributes.items()
        for kind, is_key in (("HASH", each.is_hash_key), ("RANGE", each.is_range_key))
        if is_key
    }
    assert keys(properties["KeySchema"]) == own
    declared = {each["IndexName"]: each for each in properties.get("GlobalSecondaryIndexes", [])}
    assert set(declared) == set(model._indexes)
    used = set(own.values())
    for name, index in declared.items():
        found = keys(index["KeySchema"])
        assert tables.key_names(model, name) == (found["HASH"], found["RANGE"])
        used |= set(found.values())
    assert {each["AttributeName"] for each in properties["AttributeDefinitions"]} == used
    for each in properties["AttributeDefinitions"]:
        assert attributes[each["AttributeName"]].attr_type == each["AttributeType"]


@pytest.mark.parametrize("model", tables.ALL, ids=named)
def test_the_engine_has_the_table_as_its_model_reads_it(client: Any, model: type[Model]) -> None:
    table = client.describe_table(TableName=model.Meta.table_name)["Table"]
    names = keys(table["KeySchema"])
    assert tables.key_names(model, None) == (names["HASH"], names.get("RANGE", ""))
    for index in table.get("GlobalSecondaryIndexes", []):
        found = keys(index["KeySchema"])
        assert tables.key_names(model, index["IndexName"]) == (found["HASH"], found["RANGE"])


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_every_table_is_kept_restorable_protected_and_encrypted(name: str) -> None:
    declared = DECLARED[name]
    properties = declared["Properties"]
    assert (declared["DeletionPolicy"], declared["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert properties["DeletionProtectionEnabled"] is True
    assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert properties["SSESpecification"]["SSEEnabled"] is True
    assert properties["BillingMode"] == "PAY_PER_REQUEST"


def test_only_answers_given_are_forgotten_by_themselves() -> None:
    forgotten = {
        name: each["Properties"]["TimeToLiveSpecification"]["AttributeName"]
        for name, each in DECLARED.items()
        if "TimeToLiveSpecification" in each["Properties"]
    }
    assert forgotten == {"replays": "expires"}


@pytest.mark.parametrize(
    "kind",
    [Ticket, Incident, Noticeboard, Attachment, Person, Site, Terms, Unit, Telling, Lane],
    ids=lambda kind: kind.KIND,
)
def test_every_record_has_a_table_that_knows_its_index_attributes(kind: type[Record]) -> None:
    """An attribute that the model does not know would fail every write of the record."""
    model = tables.RECORDS[kind.TABLE]
    indexed = {name for index in model._indexes for name in tables.key_names(model, index)}

    @settings(LAW, max_examples=30)
    @given(values(kind))
    def law(made: Any) -> None:
        assert set(made.index()) <= indexed
        item = record_item(made)
        assert (item.site, item.id) == (made.site, f"{kind.KIND}#{made.id}")
        for each in made.index().values():
            assert each is None or made.site in each or made.id in each

    law()

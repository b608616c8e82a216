"""The tables, from the models that the program reads and writes."""

from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables

STREAMED = frozenset({tables.Outbox})
"""Tables whose new items start a function."""


def logical_name(model: type[Model]) -> str:
    """The table's name within the template."""
    return f"{model.__name__}Table"


def _short_name(model: type[Model]) -> str:
    return str(model.Meta.table_name).removeprefix(tables.PREFIX)


def table(model: type[Model]) -> dict[str, Any]:
    """A table as CloudFormation declares it: kept, restorable, encrypted, paid by use."""
    schema = model._get_schema()
    properties: dict[str, Any] = {
        "TableName": {"Fn::Sub": f"frontdesk-${{Stage}}-{_short_name(model)}"},
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": sorted(
            schema["attribute_definitions"], key=lambda each: each["AttributeName"]
        ),
        "KeySchema": _hash_first(schema["key_schema"]),
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "DeletionProtectionEnabled": True,
        "SSESpecification": {"SSEEnabled": True},
    }
    indexes = [
        {
            "IndexName": index["index_name"],
            "KeySchema": _hash_first(index["key_schema"]),
            "Projection": index["projection"],
        }
        for index in schema["global_secondary_indexes"]
    ]
    if indexes:
        properties["GlobalSecondaryIndexes"] = indexes
    if model in STREAMED:
        properties["StreamSpecification"] = {"StreamViewType": "KEYS_ONLY"}
    if model in tables.EXPIRING:
        properties["TimeToLiveSpecification"] = {
            "AttributeName": tables.EXPIRING[model],
            "Enabled": True,
        }
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": properties,
    }


def _hash_first(keys: list[Any]) -> list[Any]:
    return sorted(keys, key=lambda key: key["KeyType"])


def resources() -> dict[str, Any]:
    """Every table."""
    return {logical_name(model): table(model) for model in tables.ALL}

"""Writes what Chalice does not make itself, from the program's own definitions.

`.chalice/resources.json`, merged into the template that is deployed: the tables.
`.chalice/policy-*.json`: what each function may do, and nothing else.

`make run` creates its tables from the same `resources.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables

FOLDER = Path(__file__).parent.parent / ".chalice"
API = "api_handler"
READ = ("BatchGetItem", "Query")
"""What a list or a decision needs. No function may scan."""


def logical_name(model: type[Model]) -> str:
    """The table's name within the template."""
    return f"{model.__name__}Table"


def short_name(model: type[Model]) -> str:
    """The table's name without its stage."""
    return str(model.Meta.table_name).removeprefix(tables.PREFIX)


def table(model: type[Model]) -> dict[str, Any]:
    """A table as CloudFormation declares it: kept, restorable, encrypted, paid by use."""
    schema = model._get_schema()
    properties: dict[str, Any] = {
        "TableName": {"Fn::Sub": f"frontdesk-${{Stage}}-{short_name(model)}"},
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
    """What is merged into Chalice's template."""
    return {
        "Parameters": {
            "Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]}
        },
        "Resources": {logical_name(model): table(model) for model in tables.ALL},
    }


def policy(
    reads: tuple[type[Model], ...], puts: tuple[type[Model], ...], deletes: tuple[type[Model], ...]
) -> dict[str, Any]:
    """What a function may do with which tables; a transaction is permitted by its items.

    Nothing is ever updated in place, and only what is no record of anything is deleted.
    """
    statements = [
        _allow([f"dynamodb:{action}" for action in READ], reads, indexes=True),
        _allow(["dynamodb:PutItem"], puts),
        _allow(["dynamodb:DeleteItem"], deletes),
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {
                "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
                ":log-group:/aws/lambda/${AWS::StackName}-*"
            },
        },
    ]
    return {"Version": "2012-10-17", "Statement": statements}


def _allow(
    actions: list[str], models: tuple[type[Model], ...], indexes: bool = False
) -> dict[str, Any]:
    resources: list[Any] = []
    for model in models:
        arn = {"Fn::GetAtt": [logical_name(model), "Arn"]}
        resources.append(arn)
        if indexes and model._get_schema()["global_secondary_indexes"]:
            resources.append({"Fn::Sub": f"${{{logical_name(model)}.Arn}}/index/*"})
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


POLICIES: dict[str, dict[str, Any]] = {
    API: policy(
        reads=tuple(table for table in tables.ALL if table is not tables.Holds),
        puts=tables.ALL,
        deletes=(tables.Timers, tables.Holds),
    ),
    "dispatch_check": policy(
        reads=(tables.Timers, tables.Tickets, tables.Directory),
        puts=(tables.Tickets, tables.History, tables.Outbox, tables.Timers),
        deletes=(tables.Timers,),
    ),
    "messages": policy(
        reads=(tables.Timers, tables.Outbox, tables.Deliveries, tables.Directory),
        puts=(tables.Deliveries, tables.History, tables.Timers),
        deletes=(tables.Timers,),
    ),
    "deliver": policy(
        reads=(tables.Timers, tables.Outbox, tables.Deliveries, tables.Directory),
        puts=(tables.Deliveries, tables.History, tables.Timers),
        deletes=(tables.Timers,),
    ),
}
"""Function to what it may do."""


def files() -> dict[Path, str]:
    """Every file that this module writes, with its content."""
    contents = {"resources.json": resources()}
    contents |= {f"policy-{name}.json": content for name, content in POLICIES.items()}
    return {
        FOLDER / name: json.dumps(content, indent=2) + "\n" for name, content in contents.items()
    }


def main() -> None:
    """Write them, or with `--check` say which are out of date."""
    stale = [
        path for path, text in files().items() if not path.exists() or path.read_text() != text
    ]
    if "--check" in sys.argv:
        if stale:
            sys.exit("out of date, run `make resources`: " + ", ".join(path.name for path in stale))
        return
    for path, text in files().items():
        path.write_text(text)


if __name__ == "__main__":
    main()

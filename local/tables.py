"""Creates the tables from the very definition that is deployed to AWS."""

import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

RESOURCES = Path(__file__).parent.parent / ".chalice" / "resources.json"
_CREATES = (
    "TableName",
    "BillingMode",
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
)
"""What CreateTable takes; recovery, protection and encryption are AWS's business."""


def create(client: Any, stage: str) -> None:
    """Create every table and index that is not there yet. `client` is boto3's for DynamoDB."""
    declared = json.loads(RESOURCES.read_text())["Resources"].values()
    made = [each for each in declared if each.get("Type") == "AWS::DynamoDB::Table"]
    for properties in (each["Properties"] for each in made):
        name = properties["TableName"]["Fn::Sub"].replace("${Stage}", stage)
        request = {key: properties[key] for key in _CREATES if key in properties}
        try:
            client.create_table(**{**request, "TableName": name})
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceInUseException":
                raise
            _add_indexes(client, name, request)
            continue
        if "TimeToLiveSpecification" in properties:
            client.update_time_to_live(
                TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"]
            )


def _add_indexes(client: Any, name: str, request: dict[str, Any]) -> None:
    """What a release adds to a table of before."""
    described = client.describe_table(TableName=name)["Table"]
    there = {each["IndexName"] for each in described.get("GlobalSecondaryIndexes", [])}
    for index in request.get("GlobalSecondaryIndexes", []):
        if index["IndexName"] not in there:
            client.update_table(
                TableName=name,
                AttributeDefinitions=request["AttributeDefinitions"],
                GlobalSecondaryIndexUpdates=[{"Create": index}],
            )

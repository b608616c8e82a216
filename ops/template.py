"""What an auditor asks of the template that is deployed: one table of functions, and the faults."""

import json
import re
from collections.abc import Iterator
from typing import Any

API = "APIHandler"
MOST_RESOURCES = 300
"""What API Gateway gives a REST API."""
_WRITTEN_DOWN = re.compile(r"arn:aws[a-z-]*:|\b[a-z]{2}-[a-z]+-\d\b|\b\d{12}\b")
"""A partition, a region or an account, none of which a template may name."""

Resources = dict[str, dict[str, Any]]


def of_type(template: dict[str, Any], kind: str) -> Resources:
    """The resources of a type, by name, as their properties."""
    return {
        name: each["Properties"]
        for name, each in template["Resources"].items()
        if each["Type"] == kind
    }


def api_resources(template: dict[str, Any]) -> int:
    """How many API Gateway resources the routes take: one for each part of each path."""
    paths = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    parts = {
        tuple(path.strip("/").split("/")[:end])
        for path in paths
        for end in range(1, path.count("/") + 1)
    }
    return len(parts | {()})


def statements(template: dict[str, Any], function: dict[str, Any]) -> list[dict[str, Any]]:
    """What a function may do, wherever the stage is deployed."""
    return list(_granted(template["Resources"][function["Role"]["Fn::GetAtt"][0]]["Properties"]))


def _granted(role: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A role's statements, those that hold under a condition included."""
    for policy in role["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            yield statement["Fn::If"][1] if "Fn::If" in statement else statement


def places_of(statement: dict[str, Any]) -> list[Any]:
    """Where a statement holds, or where it does not."""
    return list(statement.get("Resource") or statement["NotResource"])


def starts(function: dict[str, Any]) -> str:
    """What starts a function."""
    events = function.get("Events", {}).values()
    return (
        "; ".join(each["Properties"].get("Schedule", each["Type"]) for each in events) or "by hand"
    )


def asynchronous(function: dict[str, Any]) -> dict[str, Any]:
    """Where its failures go and how often it is tried: its own settings, or its stream's."""
    streams = (
        each["Properties"]
        for each in function.get("Events", {}).values()
        if "Stream" in each["Properties"]
    )
    return next(streams, None) or dict(function.get("EventInvokeConfig", {}))


def alarms_of(template: dict[str, Any], name: str) -> list[str]:
    """The metrics at which an alarm of a function rings: AWS's own, and those of its reports."""
    job = re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
    return sorted(
        each["MetricName"]
        for each in of_type(template, "AWS::CloudWatch::Alarm").values()
        if any(named["Value"] in ({"Ref": name}, job) for named in each.get("Dimensions", ()))
    )


def table(template: dict[str, Any]) -> Iterator[str]:
    """Every function: what starts it, what it may do where, its dead letters, retries, alarms."""
    yield "| function | started by | may | dead letters | retries | at once | alarms |"
    yield "|---|---|---|---|---|---|---|"
    for name, function in sorted(of_type(template, "AWS::Serverless::Function").items()):
        granted = statements(template, function)
        actions = sorted({action for each in granted for action in each["Action"]})
        places = {json.dumps(place) for each in granted for place in places_of(each)}
        invoked = asynchronous(function)
        dead = "on-failure queue" if "DestinationConfig" in invoked else "answers its caller"
        started = "the API" if name == API else starts(function)
        retries = invoked.get("MaximumRetryAttempts", "the caller's")
        at_once = function["ReservedConcurrentExecutions"]["Fn::If"][1]
        rings = ", ".join(alarms_of(template, name))
        may = f"{len(actions)} actions in {len(places)} places"
        yield f"| {name} | {started} | {may} | {dead} | {retries} | {at_once} | {rings} |"


def faults(template: dict[str, Any]) -> Iterator[str]:
    """What a deployment would trip over, or an auditor."""
    if api_resources(template) > MOST_RESOURCES:
        yield f"{api_resources(template)} API resources, {MOST_RESOURCES} are given"
    for written in sorted(set(_WRITTEN_DOWN.findall(json.dumps(template["Resources"])))):
        yield f"{written} is written down"
    yield from _permission_faults(template)
    for name, function in of_type(template, "AWS::Serverless::Function").items():
        yield from _function_faults(template, name, function)
    for name, each in template["Resources"].items():
        if each["Type"] == "AWS::DynamoDB::Table":
            yield from _table_faults(name, each)


def _permission_faults(template: dict[str, Any]) -> Iterator[str]:
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for statement in _granted(role):
            if any(
                place == "*" or action.endswith("*")
                for place in places_of(statement)
                for action in statement["Action"]
            ):
                yield f"{name} may do or reach everything"


def _function_faults(
    template: dict[str, Any], name: str, function: dict[str, Any]
) -> Iterator[str]:
    sharing = of_type(template, "AWS::Serverless::Function").values()
    if [each["Role"] for each in sharing].count(function["Role"]) > 1:
        yield f"{name} has no role of its own"
    if "ReservedConcurrentExecutions" not in function:
        yield f"{name} reserves no concurrency"
    groups = of_type(template, "AWS::Logs::LogGroup").values()
    group = {"Fn::Sub": f"/aws/lambda/${{{name}}}"}
    if not any(each["LogGroupName"] == group and each["RetentionInDays"] for each in groups):
        yield f"{name} keeps its logs for ever"
    if name == API:
        return
    invoked = asynchronous(function)
    if "OnFailure" not in invoked.get("DestinationConfig", {}):
        yield f"{name} has nowhere for its dead letters"
    if "MaximumRetryAttempts" not in invoked:
        yield f"{name} has no retry limit"


def _table_faults(name: str, table: dict[str, Any]) -> Iterator[str]:
    properties = table["Properties"]
    kept = {
        "has no point-in-time recovery": properties.get("PointInTimeRecoverySpecification")
        == {"PointInTimeRecoveryEnabled": True},
        "has no deletion protection": properties.get("DeletionProtectionEnabled") is True,
        "is not encrypted": properties.get("SSESpecification") == {"SSEEnabled": True},
        "goes with its stack": table.get("DeletionPolicy") == "Retain",
        "goes when it is replaced": table.get("UpdateReplacePolicy") == "Retain",
    }
    yield from (f"{name} {what}" for what, holds in kept.items() if not holds)

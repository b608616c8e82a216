"""A sound template has no fault, and each fault that is planted in it is named."""

import copy
from typing import Any

import pytest

from ops import template

Template = dict[str, Any]
QUEUE = {"Fn::GetAtt": ["Failures", "Arn"]}


def function(**properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "Role": {"Fn::GetAtt": ["JobRole", "Arn"]},
            "ReservedConcurrentExecutions": {"Fn::If": ["Reserves", "2", None]},
            **properties,
        },
    }


def role() -> dict[str, Any]:
    statements = [
        {"Effect": "Allow", "Action": ["dynamodb:Query"], "Resource": [{"Ref": "Timers"}]},
        {
            "Fn::If": [
                "Texts",
                {"Effect": "Allow", "Action": ["sns:Publish"], "NotResource": ["topics"]},
                {"Ref": "AWS::NoValue"},
            ]
        },
    ]
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"Policies": [{"PolicyDocument": {"Statement": statements}}]},
    }


def alarm(metric: str, dimension: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "MetricName": metric,
            "Dimensions": [{"Name": "Of", "Value": dimension}],
        },
    }


def logs(name: str) -> dict[str, Any]:
    group = {"Fn::Sub": f"/aws/lambda/${{{name}}}"}
    return {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"LogGroupName": group, "RetentionInDays": 30},
    }


SOUND: Template = {
    "Resources": {
        "RestAPI": {
            "Type": "AWS::Serverless::Api",
            "Properties": {"DefinitionBody": {"paths": {"/sites/{site}/me": {}, "/": {}}}},
        },
        "APIHandler": function(Role={"Fn::GetAtt": ["ApiRole", "Arn"]}),
        "ApiRole": role(),
        "ApiLogs": logs("APIHandler"),
        "NightJob": function(
            EventInvokeConfig={
                "MaximumRetryAttempts": 2,
                "DestinationConfig": {"OnFailure": {"Destination": QUEUE}},
            },
            Events={"Tick": {"Type": "Schedule", "Properties": {"Schedule": "rate(1 day)"}}},
        ),
        "JobRole": role(),
        "JobLogs": logs("NightJob"),
        "Errors": alarm("Errors", {"Ref": "NightJob"}),
        "Oldest": alarm("OldestSeconds", "night-job"),
        "Others": alarm("Throttles", {"Ref": "APIHandler"}),
        "Timers": {
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
                "DeletionProtectionEnabled": True,
                "SSESpecification": {"SSEEnabled": True},
            },
        },
    }
}


def test_a_sound_template_has_no_fault() -> None:
    assert list(template.faults(SOUND)) == []


def planted(path: str, value: Any = None) -> Template:
    """The sound template with another value somewhere, or without it."""
    made = copy.deepcopy(SOUND)
    inner: Any = made["Resources"]
    *way, last = path.split("/")
    for step in way:
        inner = inner[int(step) if isinstance(inner, list) else step]
    key = int(last) if isinstance(inner, list) else last
    if value is None:
        del inner[key]
    else:
        inner[key] = value
    return made


_GRANTED = "JobRole/Properties/Policies/0/PolicyDocument/Statement"
_DEEP = {f"/{'/'.join(f'{step}{branch}' for step in range(99))}": {} for branch in range(4)}


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (
            planted(f"{_GRANTED}/0/Resource", ["*"]),
            "JobRole may do or reach everything",
        ),
        (
            planted(f"{_GRANTED}/0/Action", ["dynamodb:*"]),
            "JobRole may do or reach everything",
        ),
        (
            planted(f"{_GRANTED}/1/Fn::If/1/NotResource", ["*"]),  # under a condition too
            "JobRole may do or reach everything",
        ),
        (planted("NightJob/Properties/Role/Fn::GetAtt/0", "ApiRole"), "no role of its own"),
        (planted("NightJob/Properties/ReservedConcurrentExecutions"), "reserves no concurrency"),
        (planted("JobLogs"), "NightJob keeps its logs for ever"),
        (planted("JobLogs/Properties/RetentionInDays", 0), "NightJob keeps its logs for ever"),
        (
            planted("NightJob/Properties/EventInvokeConfig/DestinationConfig"),
            "NightJob has nowhere for its dead letters",
        ),
        (
            planted("NightJob/Properties/EventInvokeConfig/MaximumRetryAttempts"),
            "NightJob has no retry limit",
        ),
        (
            planted("NightJob/Properties/Events/Tick/Properties/Stream", "a stream"),
            "NightJob has no retry limit",  # a stream has its own, not the function's
        ),
        (
            planted("Timers/Properties/PointInTimeRecoverySpecification"),
            "Timers has no point-in-time recovery",
        ),
        (
            planted("Timers/Properties/DeletionProtectionEnabled", 0),
            "Timers has no deletion protection",
        ),
        (planted("Timers/Properties/SSESpecification"), "Timers is not encrypted"),
        (planted("Timers/DeletionPolicy", "Delete"), "Timers goes with its stack"),
        (planted("Timers/UpdateReplacePolicy"), "Timers goes when it is replaced"),
        (planted("Timers/Properties/TableName", "x-ap-east-1"), "ap-east-1 is written down"),
        (planted("Timers/Properties/TableName", "arn:aws-cn:dynamodb"), "is written down"),
        (planted("Timers/Properties/TableName", "123456789012"), "is written down"),
        (
            planted("RestAPI/Properties/DefinitionBody/paths", _DEEP),
            "397 API resources, 300 are given",
        ),
    ],
    ids=lambda each: each.replace(" ", "-") if isinstance(each, str) else "",
)
def test_what_is_wrong_is_named(wrong: Template, found: str) -> None:
    assert any(found in fault for fault in template.faults(wrong))


_MAY = "2 actions in 2 places"


def test_the_table_says_what_an_auditor_asks() -> None:
    assert list(template.table(SOUND))[2:] == [
        f"| APIHandler | the API | {_MAY} | answers its caller | the caller's | 2 | Throttles |",
        f"| NightJob | rate(1 day) | {_MAY} | on-failure queue | 2 | 2 | Errors, OldestSeconds |",
    ]

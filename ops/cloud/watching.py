"""What watches a deployed stage: alarms and whom they tell, a dashboard, saved log queries."""

import json
from collections.abc import Iterable
from typing import Any

from chalicelib import watch
from chalicelib.audit import nightly
from ops.cloud.alarms import FIVE_MINUTES, Alarm, Metric, alarms
from ops.cloud.functions import APP, Function

TOPIC = "AlarmTopic"
KEY = "AlarmKey"
QUERIES: dict[str, str] = {
    "by correlation": "fields @timestamp, text, route, status, job, record, @message\n"
    "| filter correlation = 'PUT THE ID HERE'\n| sort @timestamp",
    "refused by clause": "filter ispresent(clause) and status < 500\n"
    "| stats count(*) as refused by clause, code, route\n| sort refused desc",
    "slowest routes": "filter text = 'request'\n"
    "| stats count(*) as requests, pct(Milliseconds, 50) as p50, pct(Milliseconds, 95) as p95, "
    "max(Milliseconds) as slowest by route\n| sort p95 desc",
    "failed": "filter level = 'ERROR' or Failed > 0\n"
    "| fields @timestamp, text, job, route, site, record, correlation, xray, trace\n"
    "| sort @timestamp desc",
    "readings of private data": "filter person = 'PUT THE PERSON HERE'\n"
    "| fields @timestamp, person, site, route, status, correlation\n| sort @timestamp desc",
}
"""Saved queries over the logs, by name."""


def template(
    functions: Iterable[Function], queues: Iterable[str], tables: Iterable[str]
) -> dict[str, Any]:
    """Everything that watches, to be merged into the template that has these as its resources.

    Queues and tables are given by their logical names.
    """
    watched = list(functions)
    ringing = list(alarms(watched, queues, tables))
    return {
        "Parameters": {
            "AlarmEmail": {
                "Type": "String",
                "Default": "",
                "Description": "Who is told of alarms by e-mail; empty for nobody",
            }
        },
        "Conditions": {"TellsByEmail": {"Fn::Not": [{"Fn::Equals": [{"Ref": "AlarmEmail"}, ""]}]}},
        "Resources": {
            **_topic(),
            **{alarm.logical: _alarm(alarm) for alarm in ringing},
            "Dashboard": _dashboard(watched, ringing),
            **_queries(watched),
        },
    }


def _topic() -> dict[str, Any]:
    """Encrypted by a key of its own: CloudWatch may not use the one that AWS keeps for SNS."""
    ours = {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}
    cloudwatch = {"Service": "cloudwatch.amazonaws.com"}
    account = {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
    return {
        KEY: {
            "Type": "AWS::KMS::Key",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
            "Properties": {
                "Description": {"Fn::Sub": "Alarms of frontdesk ${Stage}"},
                "EnableKeyRotation": True,
                "KeyPolicy": _policy(
                    {"Principal": account, "Action": "kms:*", "Resource": "*"},
                    {
                        "Principal": cloudwatch,
                        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                        "Resource": "*",
                        "Condition": ours,
                    },
                ),
            },
        },
        TOPIC: {
            "Type": "AWS::SNS::Topic",
            "Properties": {"KmsMasterKeyId": {"Fn::GetAtt": [KEY, "Arn"]}},
        },
        "AlarmTopicPolicy": {
            "Type": "AWS::SNS::TopicPolicy",
            "Properties": {
                "Topics": [{"Ref": TOPIC}],
                "PolicyDocument": _policy(
                    {
                        "Principal": cloudwatch,
                        "Action": "sns:Publish",
                        "Resource": {"Ref": TOPIC},
                        "Condition": ours,
                    }
                ),
            },
        },
        "AlarmSubscription": {
            "Type": "AWS::SNS::Subscription",
            "Condition": "TellsByEmail",
            "Properties": {
                "TopicArn": {"Ref": TOPIC},
                "Protocol": "email",
                "Endpoint": {"Ref": "AlarmEmail"},
            },
        },
    }


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    allowed = [{"Effect": "Allow", **statement} for statement in statements]
    return {"Version": "2012-10-17", "Statement": allowed}


def _alarm(alarm: Alarm) -> dict[str, Any]:
    english, chinese = alarm.words
    properties: dict[str, Any] = {
        "AlarmDescription": f"{english} {chinese}",
        "AlarmActions": [{"Ref": TOPIC}],
        "OKActions": [{"Ref": TOPIC}],
        "ComparisonOperator": alarm.comparison,
        "Threshold": alarm.threshold,
        "EvaluationPeriods": alarm.periods,
        "DatapointsToAlarm": alarm.breaching,
        "TreatMissingData": alarm.missing,
    }
    if len(alarm.metrics) > 1:
        properties["Metrics"] = _added_up(alarm)
    else:
        [metric] = alarm.metrics
        exact = alarm.statistic[1:].isdigit()
        properties |= {**_metric(metric), "Period": alarm.seconds}
        properties["ExtendedStatistic" if exact else "Statistic"] = alarm.statistic
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _added_up(alarm: Alarm) -> list[dict[str, Any]]:
    parts = [
        {
            "Id": f"m{number}",
            "ReturnData": False,
            "MetricStat": {
                "Metric": _metric(metric),
                "Period": alarm.seconds,
                "Stat": alarm.statistic,
            },
        }
        for number, metric in enumerate(alarm.metrics)
    ]
    return [{"Id": "all", "Expression": "SUM(FILL(METRICS(), 0))", "ReturnData": True}, *parts]


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "Namespace": metric.namespace,
        "MetricName": metric.name,
        "Dimensions": [{"Name": name, "Value": of} for name, of in metric.dimensions.items()],
    }


def _queries(watched: Iterable[Function]) -> dict[str, Any]:
    groups = [{"Fn::Sub": f"/aws/lambda/${{{function.logical}}}"} for function in watched]
    return {
        f"Query{name.title().replace(' ', '')}": {
            "Type": "AWS::Logs::QueryDefinition",
            "Properties": {
                "Name": {"Fn::Sub": f"frontdesk-${{Stage}}/{name}"},
                "QueryString": query,
                "LogGroupNames": groups,
            },
        }
        for name, query in QUERIES.items()
    }


def _dashboard(watched: list[Function], ringing: list[Alarm]) -> dict[str, Any]:
    stage = ["Stage", "${Stage}"]
    jobs = [function.job for function in watched if function.job]
    tell = [function.report for function in watched if function.parks]

    def api(*names: str, stat: str = "Sum") -> list[list[Any]]:
        return [[watch.NAMESPACE, name, *stage, {"stat": stat}] for name in names]

    def job(name: str, *of: str, stat: str = "Sum") -> list[list[Any]]:
        return [[watch.NAMESPACE, name, *stage, "Job", each, {"stat": stat}] for each in of]

    latency = ["AWS/ApiGateway", "Latency", "ApiName", APP, *stage]
    letters = [
        ["AWS/SQS", metric.name, "QueueName", f"${{{alarm.of}.QueueName}}", {"stat": "Maximum"}]
        for alarm in ringing
        for metric in alarm.metrics
        if alarm.kind == "DeadLetters"
    ]
    messages = [line for name in ("Sent", "Failed", "Parked") for line in job(name, *tell)]
    verified = [
        line
        for name in ("Verified", "HistoryFlaws", "OtherFlaws", "LedgerImbalance")
        for line in job(name, nightly.JOB, stat="Maximum")
    ]
    charts = {
        "Requests, refusals, failures 請求、拒絕、失敗": api("Requests", "Refused", "Failed"),
        "Latency, ms 回應時間": [[*latency, {"stat": "p50"}], [*latency, {"stat": "p95"}]],
        "Due and done 到期與完成": [*job("Due", *jobs), *job("Fired", *jobs)],
        "Oldest due, s 最久未辦": job("OldestSeconds", *jobs, stat="Maximum"),
        "Messages 訊息": messages,
        "Dead letters 死信": letters,
        "Verification and ledger 核驗與帳目": verified,
        "Store: trips and units 儲存用量": api("Trips", "ReadUnits", "WriteUnits"),
    }
    widgets = [_rung(ringing), *(_chart(*chart) for chart in charts.items() if chart[1])]
    return {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {
            "DashboardName": {"Fn::Sub": "frontdesk-${Stage}"},
            "DashboardBody": {"Fn::Sub": json.dumps({"widgets": widgets}, ensure_ascii=False)},
        },
    }


def _rung(ringing: list[Alarm]) -> dict[str, Any]:
    arns = [f"${{{alarm.logical}.Arn}}" for alarm in ringing]
    properties = {"title": "Alarms 警報", "alarms": arns}
    return {"type": "alarm", "width": 24, "height": 4, "properties": properties}


def _chart(title: str, metrics: list[list[Any]]) -> dict[str, Any]:
    properties = {
        "title": title,
        "metrics": metrics,
        "period": FIVE_MINUTES,
        "region": "${AWS::Region}",
        "view": "timeSeries",
    }
    return {"type": "metric", "width": 12, "height": 6, "properties": properties}

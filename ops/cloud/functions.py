"""The functions: what starts each, what it may do, how long it may take, how often it is tried.

A function may do what it calls and nothing else. A transaction is permitted by its items; nothing
is ever updated in place, and only what is no record of anything is deleted. No function may scan.
"""

from dataclasses import dataclass
from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables
from ops.cloud import keys, queues
from ops.cloud.tables import arn, logical_name

Statement = dict[str, Any]
RUNTIME = "python3.11"
_READ = ("BatchGetItem", "Query")
"""What a list or a decision needs."""
_LONGEST_WAIT = 6 * 3600
"""Seconds for which AWS keeps trying an event; the next occurrence catches up what it was for."""


def reads(*models: type[Model]) -> Statement:
    """Permission to read tables and their indexes."""
    places: list[Any] = []
    for model in models:
        places.append(arn(model))
        if model._get_schema()["global_secondary_indexes"]:
            places.append({"Fn::Sub": f"${{{logical_name(model)}.Arn}}/index/*"})
    return allow([f"dynamodb:{action}" for action in _READ], places)


def puts(*models: type[Model]) -> Statement:
    """Permission to write items."""
    return allow(["dynamodb:PutItem"], [arn(model) for model in models])


def deletes(*models: type[Model]) -> Statement:
    """Permission to delete items."""
    return allow(["dynamodb:DeleteItem"], [arn(model) for model in models])


def allow(actions: list[str], places: list[Any]) -> Statement:
    """Permission to do these things in these places."""
    return {"Effect": "Allow", "Action": actions, "Resource": places}


@dataclass(frozen=True, kw_only=True)
class Function:
    """A Lambda function besides what Chalice says of it."""

    name: str
    """As `app.py` names it."""
    seconds: int
    """How long it may run."""
    at_once: str
    """How many of it may run at the same time: a parameter, or a number."""
    minutes: int | None = None
    """How often its schedule starts it."""
    may: tuple[Statement, ...]

    @property
    def logical(self) -> str:
        """Its name within the template, as Chalice forms it."""
        if self.name == API:
            return "APIHandler"
        return "".join(part.capitalize() for part in self.name.split("_"))

    def policy(self) -> dict[str, Any]:
        """Everything that it may do."""
        logs = {
            "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}"
            f":log-group:/aws/lambda/${{AWS::StackName}}-{self.logical}-*"
        }
        statements = [*self.may, allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs])]
        if self.name != API:
            statements.append(allow(["sqs:SendMessage"], [queues.FAILURES_ARN]))
        return {"Version": "2012-10-17", "Statement": statements}

    def properties(self) -> dict[str, Any]:
        """What is merged into what Chalice declares of it."""
        made: dict[str, Any] = {
            "ReservedConcurrentExecutions": {
                "Fn::If": ["Reserves", self.at_once, {"Ref": "AWS::NoValue"}]
            },
        }
        if self.name != API:
            made["EventInvokeConfig"] = {
                "MaximumRetryAttempts": 2,
                "MaximumEventAgeInSeconds": _LONGEST_WAIT,
                "DestinationConfig": {
                    "OnFailure": {"Type": "SQS", "Destination": queues.FAILURES_ARN}
                },
            }
        if self.minutes is not None:
            event = {
                "RetryPolicy": {
                    "MaximumRetryAttempts": 8,
                    "MaximumEventAgeInSeconds": _LONGEST_WAIT,
                },
                "DeadLetterConfig": {"Arn": queues.FAILURES_ARN},
            }
            made["Events"] = {f"{self.logical}Event": {"Properties": event}}
        return {"Properties": made}


API = "api_handler"
FUNCTIONS = (
    Function(
        name=API,
        seconds=28,
        at_once="50",
        may=(
            reads(*(table for table in tables.ALL if table is not tables.Holds)),
            puts(*tables.ALL),
            deletes(tables.Timers, tables.Holds),
            *keys.OPENS,
        ),
    ),
    Function(
        name="dispatch_check",
        seconds=240,
        at_once="2",
        minutes=5,
        may=(
            reads(tables.Timers, tables.Tickets, tables.Directory),
            puts(tables.Tickets, tables.History, tables.Outbox),
            deletes(tables.Timers),
        ),
    ),
    Function(
        name="open_site",
        seconds=300,
        at_once="1",
        may=(puts(tables.Directory, tables.History), *keys.OPENS),
    ),
)


def resources() -> dict[str, Any]:
    """What is merged into the functions that Chalice declares.

    Chalice names the API's log group after a function that it then renames.
    """
    named = {"Properties": {"LogGroupName": {"Fn::Sub": "/aws/lambda/${APIHandler}"}}}
    return {
        **{each.logical: each.properties() for each in FUNCTIONS},
        "ApiHandlerLogGroup": named,
    }

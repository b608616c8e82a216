"""The functions: what starts each, what it may do, how long it may take, how often it is tried.

A function may do what it calls and nothing else. A transaction is permitted by its items; nothing
is ever updated in place, and only what is no record of anything is deleted. None may scan but the
one that verifies everything, and that one writes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pynamodb.models import Model

from chalicelib.store import tables
from ops.cloud import keys, queues, storage, telling
from ops.cloud.tables import logical_name

Statement = dict[str, Any]
_LONGEST_WAIT = 6 * 3600
"""Seconds for which AWS keeps trying an event; the next occurrence catches up what it was for."""


def allow(actions: list[str], places: list[Any]) -> Statement:
    """Permission to do these things in these places."""
    return {"Effect": "Allow", "Action": actions, "Resource": places}


def _place(name: str) -> dict[str, Any]:
    """The address of a table, or of one of its indexes: `tickets`, `tickets/by_state`."""
    table, _, index = name.partition("/")
    logical = logical_name(tables.BY_NAME[table])
    if index:
        return {"Fn::Sub": f"${{{logical}.Arn}}/index/{index}"}
    return {"Fn::GetAtt": [logical, "Arn"]}


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
    stream: type[Model] | None = None
    """The table whose stream starts it."""
    calls: dict[str, str]
    """What it does in which tables and indexes. A test holds it to be all that it does, and more
    than it does to be a fault."""
    also: tuple[Statement, ...] = ()
    """What it may do elsewhere."""
    finds_due: bool = False
    """Whether its report says how old the oldest of what is due is."""
    parks: bool = False
    """Whether its report counts messages that were given up."""
    megabytes: int | None = None
    """Its memory, where it needs other than the rest."""

    @property
    def report(self) -> str:
        """The name under which it reports."""
        return self.name.replace("_", "-")

    @property
    def job(self) -> str | None:
        """The name under which it reports what is due, if it does."""
        return self.report if self.finds_due else None

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
        statements = [
            *(
                allow([f"dynamodb:{action}"], [_place(name) for name in places.split()])
                for action, places in self.calls.items()
            ),
            *self._stream(),
            *self.also,
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], [logs]),
        ]
        if self.name != API:
            statements.append(allow(["sqs:SendMessage"], [queues.FAILURES_ARN]))
        return {"Version": "2012-10-17", "Statement": statements}

    def _stream(self) -> Iterator[Statement]:
        if self.stream:
            streams = {"Fn::Sub": f"${{{logical_name(self.stream)}.Arn}}/stream/*"}
            actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
            yield allow([f"dynamodb:{action}" for action in actions], [streams])

    def properties(self) -> dict[str, Any]:
        """What is merged into what Chalice declares of it."""
        made: dict[str, Any] = {
            "ReservedConcurrentExecutions": {
                "Fn::If": ["Reserves", self.at_once, {"Ref": "AWS::NoValue"}]
            },
        }
        failed = {"OnFailure": {"Type": "SQS", "Destination": queues.FAILURES_ARN}}
        if self.stream:
            source = {
                "Stream": {"Fn::GetAtt": [logical_name(self.stream), "StreamArn"]},
                "StartingPosition": "TRIM_HORIZON",
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
                "BisectBatchOnFunctionError": True,
                "MaximumRetryAttempts": 5,
                "MaximumRecordAgeInSeconds": 3600,
                "DestinationConfig": failed,
            }
            made["Events"] = {f"{self.logical}DynamodbEventSource": {"Properties": source}}
        elif self.name != API:
            made["EventInvokeConfig"] = {
                "MaximumRetryAttempts": 2,
                "MaximumEventAgeInSeconds": _LONGEST_WAIT,
                "DestinationConfig": failed,
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


APP = "frontdesk"
API = "api_handler"
_SENDING = {
    "BatchGetItem": "deliveries directory",
    "Query": "outbox timers",
    "PutItem": "deliveries history timers",
    "DeleteItem": "timers",
}
"""What handing over and sending takes."""
FUNCTIONS = (
    Function(
        name=API,
        seconds=28,
        at_once="50",
        calls={
            "BatchGetItem": "counters deliveries desk directory files holds lodging reception "
            "replays tickets",
            "ConditionCheckItem": "lodging reception",
            "Query": "deliveries/in_trouble desk directory directory/by_phone finding forms "
            "forms/duty history ledger lodging lodging/by_due lodging/by_person lodging/by_state "
            "outbox/inbox reception reception/by_due reception/by_person reception/by_reception "
            "reception/by_state tickets tickets/by_department tickets/by_due tickets/by_incident "
            "tickets/by_person tickets/by_state tickets/by_unit tickets/moved tickets/queue timers",
            "PutItem": "counters deliveries desk directory files finding forms history holds "
            "ledger lodging outbox reception replays tickets timers",
            "DeleteItem": "finding holds timers",
        },
        also=(
            *keys.OPENS,
            allow(["s3:GetObject", "s3:PutObject"], [storage.OBJECTS]),
            # Without it what is not there answers 403 instead of 404.
            allow(["s3:ListBucket"], [storage.BUCKET_ARN]),
        ),
    ),
    Function(
        name="dispatch_check",
        seconds=240,
        at_once="2",
        minutes=5,
        finds_due=True,
        calls={
            "BatchGetItem": "counters tickets directory",
            "Query": "timers",
            "PutItem": "counters finding forms history outbox tickets timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="reconciliation",
        seconds=240,
        at_once="2",
        minutes=5,
        finds_due=True,
        calls={
            "BatchGetItem": "desk directory tickets",
            "Query": "tickets/by_state tickets/moved timers",
            "PutItem": "desk history outbox timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="handovers",
        seconds=240,
        at_once="2",
        minutes=5,
        finds_due=True,
        calls={
            "BatchGetItem": "desk directory",
            "Query": "timers",
            "PutItem": "desk history outbox timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="plans",
        seconds=240,
        at_once="2",
        minutes=5,
        finds_due=True,
        calls={
            "BatchGetItem": "counters desk directory",
            "Query": "timers",
            "PutItem": "counters desk finding forms history outbox tickets timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="stays",
        seconds=240,
        at_once="2",
        minutes=1,
        finds_due=True,
        calls={
            "BatchGetItem": "directory lodging",
            "ConditionCheckItem": "lodging",
            "Query": "timers",
            "PutItem": "finding history ledger lodging outbox timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="bed_offers",
        seconds=240,
        at_once="2",
        minutes=1,
        finds_due=True,
        calls={
            "BatchGetItem": "directory lodging",
            "Query": "timers",
            "PutItem": "history lodging outbox timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="visits",
        seconds=240,
        at_once="2",
        minutes=1,
        finds_due=True,
        calls={
            "BatchGetItem": "directory lodging",
            "Query": "timers",
            "PutItem": "history lodging outbox timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="books",
        seconds=240,
        at_once="2",
        minutes=60,
        finds_due=True,
        calls={
            "BatchGetItem": "directory lodging",
            "Query": "ledger timers",
            "PutItem": "history lodging timers",
            "DeleteItem": "timers",
        },
    ),
    Function(
        name="receptions",
        seconds=240,
        at_once="2",
        minutes=5,
        finds_due=True,
        calls={
            "BatchGetItem": "directory reception",
            "Query": "timers",
            "PutItem": "finding history outbox reception timers",
            "DeleteItem": "finding timers",
        },
    ),
    Function(
        name="orphans",
        seconds=240,
        at_once="2",
        minutes=60,
        finds_due=True,
        calls={
            "BatchGetItem": "directory files",
            "Query": "timers",
            "PutItem": "files history timers",
            "DeleteItem": "timers",
        },
        also=(allow(["s3:DeleteObject"], [storage.OBJECTS]),),
    ),
    Function(
        name="retention",
        seconds=240,
        at_once="2",
        minutes=60,
        finds_due=True,
        calls={
            "BatchGetItem": "directory lodging tickets",
            "Query": "lodging/by_person tickets/by_person timers",
            "PutItem": "directory history lodging outbox tickets timers",
            "DeleteItem": "finding holds timers",
        },
    ),
    Function(
        name="imports",
        seconds=240,
        at_once="2",
        minutes=1,
        finds_due=True,
        calls={
            "BatchGetItem": "counters desk directory holds tickets",
            "Query": "timers",
            "PutItem": "counters desk directory finding forms history holds outbox tickets timers",
            "DeleteItem": "finding timers",
        },
        also=(
            *keys.OPENS,
            allow(["s3:DeleteObject", "s3:GetObject"], [storage.SPREADSHEETS]),
            allow(["s3:ListBucket"], [storage.BUCKET_ARN]),
        ),
    ),
    Function(
        name="messages",
        parks=True,
        seconds=120,
        at_once="2",
        minutes=1,
        finds_due=True,
        calls=_SENDING,
        also=(*keys.OPENS, *telling.SENDS),
    ),
    Function(
        name="deliver",
        parks=True,
        seconds=90,
        at_once="10",
        stream=tables.Outbox,
        calls=_SENDING,
        also=(*keys.OPENS, *telling.SENDS),
    ),
    Function(
        name="verify",
        seconds=900,
        at_once="1",
        minutes=24 * 60,
        megabytes=1769,
        calls={
            "Scan": "counters deliveries desk directory files finding forms history holds ledger "
            "lodging outbox reception tickets timers",
            "Query": "history",
            "BatchGetItem": "deliveries desk directory files forms holds lodging reception tickets "
            "timers",
        },
    ),
    Function(
        name="open_site",
        seconds=300,
        at_once="1",
        calls={"PutItem": "desk directory finding history timers"},
        also=keys.OPENS,
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

"""Every alarm has a test in which its metric rings it, and one in which it does not.

The alarms come from the template. An alarm that nobody here can ring fails the suite.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from app import app
from chalicelib import watch
from chalicelib.audit import nightly
from chalicelib.audit.reading import OutOfTime
from chalicelib.core.ports import Unavailable
from chalicelib.store import tables
from local import schedule
from ops.cloud import functions, queues, watching
from ops.cloud.alarms import Alarm, alarms
from ops.cloud.tables import logical_name
from ops.pictures import watching_page
from tests.support import dump
from tests.support.alarms import ALARM, OK, STAGE, state
from tests.support.backends import on_engine
from tests.support.due import DUE
from tests.support.emf import Datum
from tests.support.faults import failing
from tests.support.logged import logged
from tests.support.station import Station
from tests.support.world import Clock, World, opened

QUEUE = queues.FAILURES
FUNCTIONS = {each.name: each for each in functions.FUNCTIONS}
TABLES = [logical_name(model) for model in tables.ALL]
ALARMS = tuple(alarms(FUNCTIONS.values(), [QUEUE], TABLES))
TEMPLATE = watching.template(FUNCTIONS.values(), [QUEUE], TABLES)
NOW = 1_800_000_000_000
"""An instant, in milliseconds since 1970; what happened just happened then."""
MINUTE = 60_000


@dataclass
class Bench:
    """A site on an engine of its own, and what CloudWatch would know of what happens on it."""

    world: World
    client: Any

    def invoked(self, function: str, minutes_ago: float = 0, **fails: Exception) -> list[Datum]:
        """A run of a scheduled function: what Lambda counts, and what its log says."""
        at = NOW - int(minutes_ago * MINUTE)
        error = 0
        with logged() as lines, failing(self.world, **fails):
            try:
                app.handler_map[function](schedule.event(self.world.clock()), None)
            except Exception:
                error = 1
        logical = FUNCTIONS[function].logical
        return [
            *(_at(datum, at) for datum in lines.data),
            of_lambda(logical, "Invocations", 1, at),
            of_lambda(logical, "Errors", error, at),
        ]

    def asked(self, **fails: Exception) -> list[Datum]:
        """A request: what API Gateway counts of it."""
        with failing(self.world, **fails):
            reply = self.world.get("/me", "desk-chan")
        return [of_api("5XXError", int(reply.status >= 500)), of_api("Latency", 40)]

    def edit(self, table: str, path: str, value: Any) -> None:
        """Change the first item of a table behind the program's back."""
        *way, last = path.split(".")
        items = sorted(dump.taken(self.client).items())
        item = next(each for key, each in items if f"-{table}" in key)
        inner = item
        for name in way:
            inner = inner[name]["M"]
        inner[last] = value
        self.client.put_item(TableName=tables.PREFIX + table, Item=item)


def _at(datum: Datum, at: int) -> Datum:
    return Datum(datum.namespace, datum.metric, datum.dimensions, datum.value, at)


def of_lambda(logical: str, name: str, value: float, at: int = NOW) -> Datum:
    return Datum("AWS/Lambda", name, frozenset({("FunctionName", logical)}), value, at)


def of_api(name: str, value: float, at: int = NOW) -> Datum:
    stage = frozenset({("ApiName", "frontdesk"), ("Stage", STAGE)})
    return Datum("AWS/ApiGateway", name, stage, value, at)


def of_queue(name: str, letters: float) -> list[Datum]:
    dimensions = frozenset({("QueueName", name)})
    return [Datum("AWS/SQS", "ApproximateNumberOfMessagesVisible", dimensions, letters, NOW)]


def of_table(name: str, metric: str, **more: str) -> list[Datum]:
    dimensions = frozenset({("TableName", name), *more.items()})
    return [Datum("AWS/DynamoDB", metric, dimensions, 1, NOW)]


def name_of(function: str) -> str:
    """The function of a logical name."""
    return next(name for name, each in FUNCTIONS.items() if each.logical == function)


def late(bench: Bench, name: str, minutes: float, **fails: Exception) -> list[Datum]:
    """A run that finds something whose deadline passed so long ago."""
    DUE[name].begin(bench.world)
    bench.world.clock.tick(minutes=DUE[name].minutes + minutes)
    return bench.invoked(name, **fails)


def failed(bench: Bench, alarm: Alarm) -> list[Datum]:
    """A scheduled function runs into a store that does not answer; others are told of by AWS."""
    name = name_of(alarm.of)
    if name in DUE:
        return late(bench, name, 1, commit_fails=Unavailable("no answer"))
    if name == "verify":
        bench.edit("ledger", "body.fen", {"N": "1"})
        return bench.invoked(name)
    return [of_lambda(alarm.of, "Errors", 1)]


def runs(bench: Bench, alarm: Alarm) -> list[Datum]:
    """Every run of the last periods."""
    name, minutes = name_of(alarm.of), alarm.seconds / 60
    return [each for back in range(alarm.periods) for each in bench.invoked(name, back * minutes)]


def one_run_missed(bench: Bench, alarm: Alarm) -> list[Datum]:
    """All runs but the last, as far as more than one may be missed."""
    minutes = alarm.seconds / 60
    return [
        of_lambda(alarm.of, "Invocations", 1, NOW - int(back * minutes * MINUTE))
        for back in range(1 if alarm.periods > 1 else 0, alarm.periods)
    ]


def overdue(bench: Bench, alarm: Alarm) -> list[Datum]:
    """Something has been due for as long as the alarm bears."""
    return late(bench, name_of(alarm.of), alarm.threshold / 60)


def just_due(bench: Bench, alarm: Alarm) -> list[Datum]:
    """A second less."""
    return late(bench, name_of(alarm.of), (alarm.threshold - 1) / 60)


def sent(bench: Bench, alarm: Alarm) -> list[Datum]:
    """A message for a group's robot, sent by the function that the alarm is of."""
    station = Station(bench.world)
    station.setting()
    ticket = station.dispatched()
    if name_of(alarm.of) == "messages":
        bench.world.clock.tick(minutes=3)
        return bench.invoked("messages")
    with logged() as lines:
        station.bring(ticket)
    return [_at(datum, NOW) for datum in lines.data]


def parked(bench: Bench, alarm: Alarm) -> list[Datum]:
    """The robot refuses it for good."""
    with Station(bench.world).gone():
        return sent(bench, alarm)


def planted(table: str, path: str, value: Any) -> Callable[[Bench, Alarm], list[Datum]]:
    """The verification finds what somebody altered."""

    def found(bench: Bench, alarm: Alarm) -> list[Datum]:
        bench.edit(table, path, value)
        return bench.invoked("verify")

    return found


def verified(bench: Bench, alarm: Alarm) -> list[Datum]:
    return bench.invoked("verify")


def out_of_time(bench: Bench, alarm: Alarm) -> list[Datum]:
    event = schedule.event(bench.world.clock())
    with logged() as lines, pytest.raises(OutOfTime):
        nightly.scheduled(bench.world.house.whole, event, budget=-1.0)
    return [_at(datum, NOW) for datum in lines.data]


def slow(of_twenty: int) -> Callable[[Bench, Alarm], list[Datum]]:
    """So many requests of every twenty take three seconds, for three periods of five."""

    def asked(bench: Bench, alarm: Alarm) -> list[Datum]:
        return [
            of_api("Latency", 3000 if number < of_twenty else 40, NOW - back * 5 * MINUTE)
            for back in range(3)
            for number in range(20)
        ]

    return asked


Makes = Callable[[Bench, Alarm], list[Datum]]
RINGS: dict[str, tuple[Makes, Makes]] = {
    "Errors": (failed, lambda bench, alarm: [of_lambda(alarm.of, "Errors", 0)]),
    "Throttles": (
        lambda bench, alarm: [of_lambda(alarm.of, "Throttles", 1)],
        lambda bench, alarm: [of_lambda(alarm.of, "Throttles", 0)],
    ),
    "DidNotRun": (lambda bench, alarm: [], runs),
    "OldestDue": (overdue, just_due),
    "Parked": (parked, sent),
    "StreamBehind": (
        lambda bench, alarm: [of_lambda(alarm.of, "IteratorAge", 15 * MINUTE)],
        lambda bench, alarm: [of_lambda(alarm.of, "IteratorAge", 14 * MINUTE)],
    ),
    "DeadLetters": (
        lambda bench, alarm: of_queue(alarm.of, 1),
        lambda bench, alarm: of_queue(alarm.of, 0),
    ),
    "ServerErrors": (
        lambda bench, alarm: bench.asked(load_fails=ZeroDivisionError()),
        lambda bench, alarm: bench.asked(),
    ),
    "Slow": (slow(2), slow(1)),
    "Store": (
        lambda bench, alarm: of_table(alarm.of, "WriteThrottleEvents"),
        lambda bench, alarm: of_table("another-table", "WriteThrottleEvents"),
    ),
    "HistoryFlaws": (planted("history", "body.by", {"S": "somebody"}), verified),
    "OtherFlaws": (planted("outbox", "body.correlation", {"S": "x"}), verified),
    "Imbalance": (planted("ledger", "body.fen", {"N": "1"}), verified),
    "NotVerified": (out_of_time, verified),
}
"""By kind of alarm: what rings it, and what is well."""


@pytest.fixture(scope="module")
def filled() -> Iterator[tuple[Bench, dump.Dump]]:
    with on_engine() as address, opened(address, Clock(), site="watched") as world:
        client = boto3.client("dynamodb", endpoint_url=address)
        paid(world)
        Station(world).missed()
        yield Bench(world, client), dump.taken(client)


def paid(world: World) -> None:
    """A repair that was paid for: it has messages, forms, and postings."""
    lines = [{"code": "labour-plumber", "quantity": "1.5"}]
    reply = world.intake("owner-lau", channel="mobile", unit="B-0502", person=None)
    for command, who, form in (
        ("dispatch", "desk-chan", {"department": "engineering"}),
        ("take", "engineer-lee", {"signed_name": "李國強"}),
        ("quote", "engineer-lee", {"lines": lines}),
        ("consent", "owner-lau", {"manner": "in_app", "signed_name": "劉志強"}),
        ("start", "engineer-lee", {}),
        ("complete", "engineer-lee", {"result": "已換水龍頭", "lines": lines}),
        ("pay", "finance-ho", {"method": "wechat"}),
    ):
        reply = world.do(reply, command, who, **form)
        assert reply.status == 200, reply.json


@pytest.fixture
def bench(filled: tuple[Bench, dump.Dump]) -> Iterator[Bench]:
    made, clean = filled
    made.world.clock.at = Clock().at
    yield made
    dump.restore(made.client, clean)


def of_template(alarm: Alarm) -> dict[str, Any]:
    return TEMPLATE["Resources"][alarm.logical]["Properties"]


def test_every_alarm_of_the_template_is_tried_here() -> None:
    declared = {
        name
        for name, each in TEMPLATE["Resources"].items()
        if each["Type"] == "AWS::CloudWatch::Alarm"
    }
    assert declared == {alarm.logical for alarm in ALARMS}
    assert {alarm.kind for alarm in ALARMS} == set(RINGS)
    assert len(declared) == len(ALARMS)


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.logical)
def test_it_rings(bench: Bench, alarm: Alarm) -> None:
    ringing, _ = RINGS[alarm.kind]
    assert state(of_template(alarm), ringing(bench, alarm), NOW) == ALARM


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.logical)
def test_it_is_quiet_while_all_is_well(bench: Bench, alarm: Alarm) -> None:
    _, well = RINGS[alarm.kind]
    assert state(of_template(alarm), well(bench, alarm), NOW) == OK


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.logical)
def test_silence_rings_only_what_waits_for_something(alarm: Alarm) -> None:
    waits = alarm.kind in ("DidNotRun", "NotVerified")
    assert state(of_template(alarm), [], NOW) == (ALARM if waits else OK)


@pytest.mark.parametrize(
    "alarm", [each for each in ALARMS if each.kind == "DidNotRun"], ids=lambda alarm: alarm.logical
)
def test_one_run_missed_of_many_rings_nothing(bench: Bench, alarm: Alarm) -> None:
    assert state(of_template(alarm), one_run_missed(bench, alarm), NOW) == OK


@pytest.mark.parametrize("operation", ["BatchGetItem", "Query", "TransactWriteItems"])
def test_a_table_rings_for_each_of_what_is_added_up(operation: str) -> None:
    [alarm] = [each for each in ALARMS if each.of == "HistoryTable"]
    rung = of_table("HistoryTable", "SystemErrors", Operation=operation)
    assert state(of_template(alarm), rung, NOW) == ALARM
    assert state(of_template(alarm), of_table("HistoryTable", "ReadThrottleEvents"), NOW) == ALARM


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.logical)
def test_it_says_what_to_do_in_two_languages(alarm: Alarm) -> None:
    said = of_template(alarm)["AlarmDescription"]
    assert len(said) <= 1024
    assert re.search("[a-z]", said)
    assert re.search("[\u4e00-\u9fff]", said)


def test_no_place_and_no_account_is_written_down() -> None:
    text = json.dumps(TEMPLATE)
    assert not re.search(r"\b[a-z]{2}-[a-z]+-\d\b|\b\d{12}\b|arn:aws\b", text)


def test_the_dashboard_shows_what_the_template_has() -> None:
    """Every substitution is a resource, its attribute, a parameter, or AWS's own."""
    body = TEMPLATE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    named = {name.partition(".")[0] for name in re.findall(r"\${([^}]+)}", body)}
    functions_there = {each.logical for each in FUNCTIONS.values()}
    assert named <= {*TEMPLATE["Resources"], *functions_there, QUEUE, "Stage", "AWS::Region"}
    widgets = json.loads(body)["widgets"]
    assert len(widgets) == 9
    assert len(widgets[0]["properties"]["alarms"]) == len(ALARMS)


def test_what_is_charted_of_ours_is_what_the_program_says(bench: Bench) -> None:
    body = TEMPLATE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    charted = {
        metric[1]
        for widget in json.loads(body)["widgets"]
        for metric in widget["properties"].get("metrics", [])
        if metric[0] == watch.NAMESPACE
    }
    with logged() as lines:
        bench.world.get("/me", "desk-chan")
    runs = [bench.invoked(name) for name in ("dispatch_check", "messages", "verify")]
    said = [*lines.data, *itertools.chain(*runs)]
    assert charted <= {datum.metric for datum in said if datum.namespace == watch.NAMESPACE}


@pytest.mark.parametrize("name", watching.QUERIES)
def test_a_saved_query_asks_for_fields_that_lines_have(bench: Bench, name: str) -> None:
    """Every field is one that some line of the program has."""
    with logged() as lines:
        ticket = bench.world.intake().ticket
        bench.world.get(f"/tickets/{ticket['id']}/contact", "desk-chan")
        bench.world.post("/tickets", "gm-ng", {})
        bench.world.clock.tick(minutes=6)
        bench.invoked("dispatch_check", commit_fails=ZeroDivisionError())
    known = {field for line in lines.all for field in line} | {"xray"}
    own = {"by", "as", "asc", "desc", "and", "or", "sort", "filter", "fields", "stats", "count"}
    words = re.sub(r"'[^']*'|@\w+|\bas \w+", " ", watching.QUERIES[name])
    asked = set(re.findall(r"[A-Za-z_]\w*", words)) - own - {"pct", "max", "ispresent"}
    aliases = set(re.findall(r"\bas (\w+)", watching.QUERIES[name]))
    assert asked - aliases <= known


def test_the_page_is_drawn_from_the_alarms() -> None:
    page = Path("docs/watching.md").read_text()
    assert page == watching_page()
    assert all(words in page for alarm in ALARMS for words in alarm.words)


def test_what_is_said_of_functions_is_what_the_app_has() -> None:
    """Names, schedules and streams: an alarm for a function that is not there would never ring."""
    sources = {source.name: source for source in app.event_sources}
    by_hand = {each.name for each in app.pure_lambda_functions}
    assert set(FUNCTIONS) == {functions.API, *sources, *by_hand}
    for name, source in sources.items():
        expression = getattr(source, "schedule_expression", None)
        every = schedule.every(expression.to_string()) / 60 if expression else None
        assert FUNCTIONS[name].minutes == every
        assert (FUNCTIONS[name].stream is not None) == hasattr(source, "stream_arn")

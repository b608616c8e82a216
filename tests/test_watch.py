"""The numbers that ride on the log, and the one id that leads from a request to what came of it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from app import app
from chalicelib import watch
from chalicelib.core.ports import Unavailable
from chalicelib.core.record import Frozen
from local import schedule
from tests.support import dump
from tests.support.backends import on_engine
from tests.support.faults import failing
from tests.support.logged import Lines, logged
from tests.support.world import Clock, World, opened

API = frozenset({("Stage", "local")})
CHECK = API | {("Job", "dispatch-check")}


@pytest.fixture
def lines() -> Iterator[Lines]:
    with logged() as found:
        yield found


def numbers(lines: Lines, dimensions: frozenset[tuple[str, str]]) -> dict[str, float]:
    """The metrics of these dimensions; each came once."""
    found = [datum for datum in lines.data if datum.dimensions == dimensions]
    assert {datum.namespace for datum in found} <= {watch.NAMESPACE}
    assert len({datum.metric for datum in found}) == len(found)
    return {datum.metric: datum.value for datum in found}


@pytest.mark.parametrize(
    ("token", "fails", "expected"),
    [
        ("desk-chan", None, {"Requests": 1, "Refused": 0, "Failed": 0, "Trips": 1}),
        (None, None, {"Requests": 1, "Refused": 1, "Failed": 0, "Trips": 0}),
        ("desk-chan", Unavailable("no answer"), {"Requests": 1, "Refused": 0, "Failed": 1}),
        ("desk-chan", ZeroDivisionError(), {"Requests": 1, "Refused": 0, "Failed": 1}),
    ],
    ids=["answered", "refused", "store unavailable", "broken"],
)
def test_a_request_counts_once_and_says_how_it_ended(
    estate: World,
    lines: Lines,
    token: str | None,
    fails: Exception | None,
    expected: dict[str, Any],
) -> None:
    if fails:
        with failing(estate, load_fails=fails):
            estate.get("/me", "desk-chan")
    elif token:
        estate.get("/me", token)
    else:
        estate.send("GET", f"/sites/{estate.site}/me")
    found = numbers(lines, API)
    assert expected.items() <= found.items()
    assert found["Milliseconds"] > 0


def test_a_refusal_is_logged_with_its_code_and_clause(estate: World, lines: Lines) -> None:
    estate.post("/tickets", "gm-ng", {})
    [line] = lines.requests
    assert (line["status"], line["code"], line["clause"]) == (403, "not_your_step", "T-2.0")


@pytest.mark.clause("P-private")
def test_who_asks_for_a_number_is_named_and_nobody_else_is(estate: World, lines: Lines) -> None:
    ticket = estate.intake().ticket
    estate.get(f"/tickets/{ticket['id']}/contact", "desk-chan")
    estate.get(f"/tickets/{ticket['id']}", "desk-chan")
    assert [line.get("person") for line in lines.requests] == [None, "desk-chan", None]


@pytest.mark.clause("T-4.3.2")
def test_a_run_counts_what_was_due_and_how_old_the_oldest_was(lines: Lines) -> None:
    with on_engine() as address, opened(address, Clock()) as world:
        world.intake()
        world.clock.tick(minutes=2)
        world.intake()
        world.clock.tick(minutes=13)
        app.handler_map["dispatch_check"](schedule.event(world.clock()), None)
    assert numbers(lines, CHECK) == {
        "Runs": 1,
        "Due": 2,
        "Fired": 2,
        "Failed": 0,
        "OldestSeconds": 600,
    }


class Numbers(Frozen):
    """A report as a job might make it."""

    job: str
    handed_over: int = 3
    seconds: float = 0.5
    whole: bool = True
    why: str | None = None


def test_every_number_of_a_report_is_a_metric_and_nothing_else_is() -> None:
    said = watch.reported(Numbers(job="j"))
    [directive] = said["_aws"]["CloudWatchMetrics"]
    assert directive["Metrics"] == [
        {"Name": "Runs", "Unit": "Count"},
        {"Name": "HandedOver", "Unit": "Count"},
        {"Name": "Seconds", "Unit": "Seconds"},
    ]
    assert (said["HandedOver"], said["Seconds"], said["Job"]) == (3, 0.5, "j")
    assert (said["whole"], said["why"]) == (True, None)


@pytest.mark.clause("P-tell")
def test_one_id_leads_from_a_request_to_history_message_and_log(
    estate: World, lines: Lines, engine_address: str
) -> None:
    intake = {"kind": "repair_public", "channel": "phone", "area": "大堂", "words": "燈壞了"}
    form = intake | {"person": "owner-wong"}
    reply = estate.post("/tickets", "desk-chan", form, X_Correlation_Id="the-call")
    [line] = lines.requests
    assert line["correlation"] == "the-call" == reply.headers["X-Correlation-Id"]
    assert correlations(estate, reply.ticket["id"]) == ["the-call"]
    assert told(engine_address, reply.ticket["id"]) == {"the-call"}


@pytest.mark.clause("P-tell", "T-4.3.2")
def test_one_id_leads_from_a_run_to_history_message_and_log(
    estate: World, lines: Lines, engine_address: str
) -> None:
    ticket = estate.intake().ticket
    estate.clock.tick(minutes=6)
    lines.clear()
    event = schedule.event(estate.clock())
    app.handler_map["dispatch_check"](event, None)
    [line] = lines.all
    assert (line["text"], line["correlation"]) == ("job run", event["id"])
    assert told(engine_address, ticket["id"]) == {event["id"]}
    assert correlations(estate, ticket["id"])[-1] == event["id"]


def correlations(world: World, id: str) -> list[str]:
    """Of every entry of a ticket's history."""
    page = world.get(f"/tickets/{id}/history", "desk-chan").json
    return [entry["correlation"] for entry in page["items"]]


def told(engine_address: str, id: str) -> set[str]:
    """Of every message about a ticket."""
    items = dump.taken(boto3.client("dynamodb", endpoint_url=engine_address))
    return {
        item["body"]["M"]["correlation"]["S"]
        for key, item in items.items()
        if '-outbox"' in key and item["record"]["S"].endswith(f"#ticket#{id}")
    }


def test_lambdas_own_names_stand_beside_ours(
    estate: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Context:
        aws_request_id = "of-lambda"

    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5e1b4151")
    app.handler_map["dispatch_check"](schedule.event(estate.clock()), Context())
    [line] = lines.all
    assert (line["invocation"], line["xray"]) == ("of-lambda", "Root=1-5e1b4151")

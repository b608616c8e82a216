"""One JSON line a request, and nothing private in any, whatever goes wrong (P-private)."""

import dataclasses
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError

from app import OPERATIONS, app
from chalicelib import wiring
from chalicelib.core.people import Role
from chalicelib.store.dynamo import DynamoStore
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.tickets.life import REPAIR
from local import schedule
from tests.support.dump import taken
from tests.support.faults import Fault, failing, watched
from tests.support.logged import Lines, logged
from tests.support.residents import join, person
from tests.support.world import Reply, World, token
from tests.web.test_problems import raw

NAME, WORDS, PHONE = "歐陽金絲雀", "金絲雀不唱歌了", "139 9876 5432"
SECRETS = (NAME, WORDS, PHONE, "13998765432", "98765432", "金絲雀")
INTAKE = {
    "kind": "repair_indoor",
    "channel": "phone",
    "caller": {"name": NAME, "phone": PHONE},
    "unit": "A-1203",
    "item": "plumbing",
    "words": WORDS,
}


@pytest.fixture
def lines() -> Iterator[Lines]:
    with logged() as found:
        yield found


def whoever(world: World) -> str:
    """Somebody who may do everything."""
    return join(world, person("everybody", *Role, department="engineering"))


@pytest.mark.parametrize("op", OPERATIONS, ids=lambda op: op.name)
def test_a_request_is_one_line_that_says_what_was_asked_and_what_came_of_it(
    estate: World, lines: Lines, op: Any
) -> None:
    who = whoever(estate)
    lines.clear()
    path = re.sub(r"{\w+}", "x-1", op.path.removeprefix("/sites/{site}"))
    reply = estate.call(op.method, path, who, {}, if_match='"1"', X_Correlation_Id="c-1")
    [line] = lines.all
    assert set(line) - {"code", "clause", "person"} == {
        *("at", "level", "logger", "text", "route", "status", "correlation", "site", "invocation"),
        *("_aws", "Stage", "Requests", "Refused", "Failed", "Milliseconds"),
        *("Trips", "ReadUnits", "WriteUnits"),
    }
    assert ("code" in line) == ("clause" in line) == (reply.status >= 400)
    assert line.get("person") == (who if op.clause == "P-private" else None)
    assert (line["text"], line["level"]) == ("request", "INFO")
    assert (line["route"], line["status"]) == (op.name, reply.status)
    assert line["correlation"] == "c-1" == reply.headers["X-Correlation-Id"]
    assert isinstance(line["Trips"], int)


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/openapi.json", "openapi"),
        ("/console", "console"),
        ("/console/x", "console-asset"),
        ("/docs", "docs"),
        ("/docs/x", "docs-asset"),
        ("/words", "words"),
    ],
)
def test_a_page_is_one_line_too(estate: World, lines: Lines, path: str, route: str) -> None:
    reply = estate.send("GET", path)
    [line] = lines.requests
    assert (line["route"], line["status"], line["Trips"]) == (route, reply.status, 0)


@pytest.mark.parametrize(
    ("ask", "trips"),
    [
        (lambda world: world.get("/me", "desk-chan"), 1),
        (lambda world: world.get("/tickets", "desk-chan"), 2),
        (lambda world: world.intake(), 2),
        (lambda world: world.send("GET", f"/sites/{world.site}/me"), 0),
        (lambda world: world.get("/me?odd=1", "desk-chan"), 1),
    ],
)
def test_the_line_counts_the_round_trips(
    estate: World, lines: Lines, ask: Callable[[World], Reply], trips: int
) -> None:
    estate.intake()  # the settings are remembered
    lines.clear()
    ask(estate)
    assert [line["Trips"] for line in lines.requests] == [trips]


def test_a_correlation_that_is_no_id_does_not_reach_the_log(estate: World, lines: Lines) -> None:
    estate.get("/me", "desk-chan", X_Correlation_Id='x"\n{"forged": 1}')
    [line] = lines.all
    assert len(line["correlation"]) == 36


def everything_about(world: World) -> list[Reply]:
    """A caller's ticket from the first words on, read and changed in every way, well and ill."""
    desk = "desk-chan"
    ticket = world.post("/tickets", desk, INTAKE)
    path = f"/tickets/{ticket.ticket['id']}"
    reached = [
        ticket,
        world.get(path, desk),
        world.get(f"{path}/contact", desk),
        world.get(f"{path}/history", desk),
        world.get("/tickets", desk),
        world.get("/duty-record?day=2026-03-02", desk),
        *(world.get(f"/search?q={quote(each)}", desk) for each in (PHONE, NAME, WORDS[:9])),
        *(world.get(f"/people?q={quote(each)}", desk) for each in (PHONE, NAME)),
        world.post("/people/find", desk, {"phone": PHONE}),
        world.do(ticket, "dispatch", desk, department="engineering"),
        world.get(f"{path}/forms/{ticket.ticket['forms'][0]['number']}", desk),
        world.get("/inbox", "engineer-lee"),
    ]
    refused = [
        world.post("/tickets", desk, INTAKE | {"words": WORDS * 200}),
        world.post("/tickets", desk, INTAKE | {"caller": {"name": NAME, "phone": f"{PHONE}x"}}),
        world.post("/tickets", desk, {"caller": NAME, "words": [WORDS], PHONE: NAME}),
        world.post("/tickets", "engineer-lee", INTAKE),
        world.post("/people/find", "gm-ng", {"phone": PHONE}),
        world.do(ticket, "notify", desk, told=WORDS),
        world.do(ticket, "take", "engineer-lee", signed_name=NAME),
        world.get(f"/tickets?words={WORDS}&phone={PHONE.replace(' ', '')}", desk),
        world.get(f"/tickets/{PHONE.replace(' ', '')}", desk),
        world.get(f"/search?q={quote(PHONE)}&cursor={quote(WORDS[:9])}", desk),
        world.get(f"/search?q={quote(NAME)}&q={quote(PHONE)}", desk),
        world.get(f"/search?q={quote(PHONE)}", "owner-wong"),
        raw(world, json.dumps(INTAKE, ensure_ascii=False).encode()[:-1]),
        raw(world, json.dumps(INTAKE, ensure_ascii=False).encode("big5", "replace")),
        raw(world, WORDS.encode() * 10_000),
        raw(world, WORDS.encode(), Content_Type=f"text/{PHONE}"),
        raw(world, b"{}", Idempotency_Key=PHONE),
        raw(world, b"{}", X_Correlation_Id=PHONE),
        raw(world, b"{}", Authorization=f"Bearer {token(desk)[:-9]}"),
        raw(world, b"{}", Authorization=f"Basic {token(desk)}"),
    ]
    assert {reply.status for reply in reached} <= {200, 201}
    assert all(reply.status >= 400 for reply in refused)
    return [*reached, *refused]


def private(text: str) -> list[str]:
    """What of a line nobody may keep: the canaries, and every part of a token."""
    parts = [*token("desk-chan").split("."), token("engineer-lee").split(".")[2]]
    return [each for each in (*SECRETS, *parts) if each in text]


@pytest.mark.clause("P-private")
def test_no_name_number_token_or_word_reaches_a_log(
    estate: World, lines: Lines, capfd: pytest.CaptureFixture[str]
) -> None:
    replies = everything_about(estate)
    assert len(lines.requests) == len(replies)
    assert private(lines.text) == []
    printed = capfd.readouterr()
    assert private(printed.out + printed.err) == []


def test_the_canaries_are_where_they_belong(estate: World) -> None:
    """They are looked for where they would be found."""
    ticket = estate.post("/tickets", "desk-chan", INTAKE)
    store = estate.house.service.store
    assert isinstance(store, DynamoStore)
    kept = json.dumps(taken(store._connection.client), ensure_ascii=False, default=str)
    assert WORDS in kept
    assert NAME in kept
    assert private(f"x {NAME} y") == [NAME, "金絲雀"]
    assert (
        PHONE.replace(" ", "")
        in estate.get(f"/tickets/{ticket.ticket['id']}/contact", "desk-chan").body.decode()
    )


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("fault", [Fault.NOT_SENT, Fault.LOST])
@pytest.mark.parametrize("call", range(2))
def test_no_secret_reaches_a_log_when_the_store_fails(
    real: World, lines: Lines, call: int, fault: Fault
) -> None:
    real.intake()  # the settings are remembered
    store = real.house.service.store
    assert isinstance(store, DynamoStore)
    service = dataclasses.replace(real.house.service, pause=lambda attempt: None)
    quick = dataclasses.replace(real.house, service=service)
    with watched(store._connection, call, fault), wiring.serving(quick):
        real.post("/tickets", "desk-chan", INTAKE)
    assert lines.requests
    assert private(lines.text) == []


@pytest.mark.clause("P-private")
def test_no_secret_reaches_a_log_when_the_store_refuses_what_it_is_sent(
    estate: World, lines: Lines
) -> None:
    """As DynamoDB does with an item over 400 KB: an error nobody expected, the item in hand."""
    said = {"Error": {"Code": "ValidationException", "Message": "Item size has exceeded"}}
    refusal = ClientError(said, "TransactWriteItems")
    with failing(estate, commit_fails=refusal):
        assert estate.post("/tickets", "desk-chan", INTAKE).status == 500
    assert [line["level"] for line in lines.all] == ["ERROR", "INFO"]
    assert private(lines.text) == []


BUGS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "a key that is not there": lambda ticket, form, act: {}[form.told],
    "a text that is no number": lambda ticket, form, act: int(form.told),
    "a text that is no JSON": lambda ticket, form, act: json.loads(form.told),
    "an attribute that is not there": lambda ticket, form, act: getattr(act, form.told),
    "a text that the bytes cannot hold": lambda ticket, form, act: form.told.encode("ascii"),
    "a bug in a bug": lambda ticket, form, act: _chained(form.told),
    "two bugs that blame each other": lambda ticket, form, act: _circular(form.told),
    "an assertion that says too much": lambda ticket, form, act: _asserted(form.told),
    "too deep": lambda ticket, form, act: _deep(form.told),
}


def _chained(told: str) -> None:
    try:
        int(told)
    except ValueError as error:
        raise KeyError(told) from error


def _circular(told: str) -> None:
    first, second = ValueError(told), KeyError(told)
    first.__cause__, second.__cause__ = second, first
    raise first


def _asserted(told: str) -> None:
    assert told == "", told


def _deep(told: str) -> str:
    return _deep(told) + told


@pytest.mark.clause("P-private", "P-words")
@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
def test_no_secret_reaches_a_log_when_a_rule_breaks_on_it(
    estate: World, lines: Lines, monkeypatch: pytest.MonkeyPatch, bug: Any
) -> None:
    """Python's own errors quote the value they break on: the words somebody spoke."""
    step = dataclasses.replace(REPAIR.steps["notify"], rule=bug)
    monkeypatch.setitem(REPAIR.steps, "notify", step)
    ticket = estate.intake()
    lines.clear()
    reply = estate.do(ticket, "notify", "desk-chan", told=f"{NAME} {PHONE}")
    assert (reply.status, reply.json["title"]) == (500, "Internal error")
    failed, request = lines.all
    assert (failed["level"], request["status"]) == ("ERROR", 500)
    assert failed["correlation"] == request["correlation"] == reply.json["correlation"]
    assert "test_logs.py" in failed["trace"]  # where it broke is said
    assert private(lines.text) == []


@pytest.mark.clause("P-private")
def test_no_secret_reaches_a_log_when_a_job_breaks_on_it(
    estate: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(ticket: Any, act: Any) -> Any:
        return int(ticket.words)

    estate.post("/tickets", "desk-chan", INTAKE)
    estate.clock.tick(minutes=10)
    lines.clear()
    job = dataclasses.replace(DISPATCH_CHECK, decide=broken)
    monkeypatch.setattr("app.DISPATCH_CHECK", job)
    with pytest.raises(Exception, match="left for the next run"):
        app.handler_map["dispatch_check"](schedule.event(estate.clock()), None)
    assert {line["text"] for line in lines.all} == {"deadline left for the next run", "job run"}
    assert private(lines.text) == []


def test_a_line_is_one_line_whatever_is_logged(lines: Lines) -> None:
    log = logging.getLogger("chalicelib.test")
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        log.exception("odd", extra={"value": object(), "words": "a\nb\u2028c\r"})
    [line] = lines.text.removesuffix("\n").split("\n")
    assert json.loads(line)["words"] == "a\nb\u2028c\r"

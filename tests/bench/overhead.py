"""What a request costs this process above its bare storage calls: `python -m tests.bench.overhead`.

The function is called as Lambda calls it: token, permission, form, rules, log and metrics included.
The wire is stubbed: each storage call is answered at once with what the engine answered the first
time. Then the very same storage calls are made alone, and the difference is the overhead: median
of processor time, in one process, taken in turns. `--profile` says where it goes.
"""

import argparse
import cProfile
import io
import json
import logging
import pstats
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse

from app import app
from chalicelib.web.logs import JsonLines
from tests.bench.scale import fill
from tests.support.backends import on_engine
from tests.support.world import Clock, World, opened, token

CALLS = 1500
ROUND = 50
"""Requests, then as many times their storage calls, in turns: the machine is the same for both."""
LIMITS = {"get": 1.0, "list": None, "change": 2.0, "create": 2.0}
"""Milliseconds that are aimed at: for a read and for a write."""
KEPT = Path(__file__).parent.parent.parent / "build" / "bench" / "overhead.json"


@dataclass
class Wire:
    """The storage calls of one request, and what was answered to each."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    at: int = 0

    def answered(self, request: Any, **_: Any) -> AWSResponse:
        """Botocore's `before-send`: what is returned is the answer, and nothing is sent."""
        status, headers, content = self.answers[self.at % len(self.answers)]
        self.at += 1
        return AWSResponse(request.url, status, headers, _Raw(content))


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def recorded(world: World, client: Any, event: dict[str, Any]) -> Wire:
    """The request once on the engine."""
    wire = Wire()
    make = client._make_api_call

    def calling(name: str, params: dict[str, Any]) -> Any:
        wire.calls.append((name, params))
        return make(name, params)

    def sending(request: Any, **_: Any) -> AWSResponse:
        answer = client._endpoint.http_session.send(request)
        wire.answers.append((answer.status_code, dict(answer.headers), answer.content))
        return answer

    client._make_api_call = calling
    client.meta.events.register("before-send", sending)
    try:
        answer = app(event, CONTEXT)
    finally:
        client._make_api_call = make
        client.meta.events.unregister("before-send", sending)
    assert answer["statusCode"] in (200, 201), answer
    return wire


@contextmanager
def stubbed(client: Any, wire: Wire) -> Iterator[None]:
    """The wire answers from what was recorded."""
    client.meta.events.register("before-send", wire.answered)
    try:
        yield
    finally:
        client.meta.events.unregister("before-send", wire.answered)


CONTEXT = SimpleNamespace(aws_request_id="bench")


def event_of(
    world: World, method: str, resource: str, body: Any = None, **more: Any
) -> dict[str, Any]:
    """A request as API Gateway hands it to the function."""
    headers = {"Authorization": f"Bearer {token('desk-chan')}", "Accept-Language": "zh-Hant"}
    if method == "POST":
        headers |= {"Content-Type": "application/json", "Idempotency-Key": f"bench-{resource}"}
    named = dict(more.get("named", {}))
    path = resource.format(site=world.site, **named)
    if resource not in app.routes:
        resource, _, named["step"] = resource.rpartition("/")
        resource += "/{step}"
    query = more.get("query")
    return {
        "httpMethod": method,
        "path": path,
        "resource": resource,
        "pathParameters": {"site": world.site, **named},
        "headers": headers | more.get("headers", {}),
        "multiValueQueryStringParameters": query,
        "queryStringParameters": query and {name: each[-1] for name, each in query.items()},
        "requestContext": {"httpMethod": method, "resourcePath": resource},
        "stageVariables": None,
        "isBase64Encoded": False,
        "body": None if body is None else json.dumps(body),
    }


def requests(world: World) -> dict[str, dict[str, Any]]:
    """A request of each sort, among a hundred open repairs."""
    site, one = "/sites/{site}/tickets", "/sites/{site}/tickets/{ticket}"
    named = {"ticket": "open-0000007"}
    intake = {
        "kind": "repair_indoor",
        "channel": "phone",
        "person": "owner-wong",
        "unit": "A-1203",
        "item": "plumbing",
        "words": "廚房水龍頭漏水",
    }
    return {
        "get": event_of(world, "GET", one, named=named),
        "list": event_of(world, "GET", site, query={"limit": ["25"]}),
        "change": event_of(
            world,
            "POST",
            f"{one}/dispatch",
            {"department": "engineering"},
            named=named,
            headers={"If-Match": '"2"'},
        ),
        "create": event_of(world, "POST", site, intake),
    }


@dataclass(frozen=True)
class Overhead:
    """Milliseconds of processor time, medians."""

    whole: float
    bare: float

    @property
    def above(self) -> float:
        """What the program itself takes."""
        return self.whole - self.bare


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def measured(client: Any, wire: Wire, event: dict[str, Any], calls: int) -> Overhead:
    """So many requests, and so many times their storage calls alone."""

    def whole() -> None:
        assert app(event, CONTEXT)["statusCode"] in (200, 201)

    def bare() -> None:
        for name, params in wire.calls:
            client._make_api_call(name, params)

    taken: tuple[list[float], list[float]] = ([], [])
    with stubbed(client, wire):
        for _ in range(ROUND):
            whole()
            bare()
        while len(taken[0]) < calls:
            for times, work in zip(taken, (whole, bare), strict=True):
                times += [_timed(work) for _ in range(ROUND)]
    return Overhead(*map(median, taken))


def profiled(client: Any, wire: Wire, event: dict[str, Any], calls: int) -> str:
    """Where the time of the requests goes: the functions with most of it, by what they call too."""
    profile = cProfile.Profile()
    with stubbed(client, wire), profile:
        for _ in range(calls):
            app(event, CONTEXT)
    text = io.StringIO()
    stats = pstats.Stats(profile, stream=text).strip_dirs()
    stats.sort_stats("cumulative").print_stats(60)
    stats.sort_stats("tottime").print_stats(30)
    return text.getvalue()


@contextmanager
def _silent() -> Iterator[None]:
    """Lines are made as ever, and written to nowhere."""
    logger = logging.getLogger("chalicelib")
    before = logger.handlers
    with open("/dev/null", "w") as nowhere:
        handler = logging.StreamHandler(nowhere)
        handler.setFormatter(JsonLines())
        logger.handlers = [handler]
        try:
            yield
        finally:
            logger.handlers = before


def main() -> None:
    """Print a line a request, and keep them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--calls", type=int, default=CALLS)
    arguments.add_argument("--profile", action="store_true")
    given = arguments.parse_args()
    found: dict[str, Overhead] = {}
    with on_engine() as address, opened(address, Clock()) as world, _silent():
        fill(world, boto3.client("dynamodb", endpoint_url=address), 100)
        client = world.house.service.store._connection.client  # type: ignore[attr-defined]
        print(f"{'':8}{'request':>9}{'storage':>9}{'above':>9}{'aim':>7}   ms of processor time")
        for name, event in requests(world).items():
            wire = recorded(world, client, event)
            found[name] = measured(client, wire, event, given.calls)
            aim = LIMITS[name]
            print(
                f"{name:8}{found[name].whole:9.2f}{found[name].bare:9.2f}{found[name].above:9.2f}"
                f"{aim or '':>7}",
                flush=True,
            )
            if given.profile:
                print(profiled(client, wire, event, given.calls))
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    rows = {name: {"whole": each.whole, "bare": each.bare} for name, each in found.items()}
    day = str(datetime.now(UTC).date())
    KEPT.write_text(json.dumps({"day": day, "calls": given.calls, "rows": rows}, indent=1))


if __name__ == "__main__":
    main()

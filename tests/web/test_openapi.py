"""The API's description says what is served, is valid OpenAPI 3.1, and can be browsed safely."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from jsonschema_rs import Draft202012Validator, ValidationError, validator_for
from schemathesis.specs.openapi.definitions import OPENAPI_31

from app import OPERATIONS, app
from chalicelib.core.people import Role
from chalicelib.service.operations import Command, Trial
from chalicelib.web.openapi import describe
from chalicelib.web.routing import routes_of
from tests.support.clauses import CLAUSES
from tests.support.world import Reply, World
from tests.web.test_problems import REFUSED

DESCRIPTION = json.loads(msgspec.json.encode(describe(OPERATIONS)))
PUBLIC = {
    ("GET", "/openapi.json"),
    ("GET", "/console"),
    ("GET", "/console/{asset}"),
    ("GET", "/docs"),
    ("GET", "/docs/{asset}"),
    ("GET", "/words"),
}
"""Routes that need no token: they are about the API itself, or the console's files."""
DESCRIBED = {
    (method.upper(), path) for path, methods in DESCRIPTION["paths"].items() for method in methods
}
SERVED = {(method, path) for path, methods in app.routes.items() for method in methods}
OFFICIAL = Draft202012Validator(OPENAPI_31)


def every(node: Any, key: str) -> Iterator[Any]:
    """Every value under a key, however deep."""
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for each in node.values():
            yield from every(each, key)
    elif isinstance(node, list):
        for each in node:
            yield from every(each, key)


def operations() -> Iterator[dict[str, Any]]:
    for methods in DESCRIPTION["paths"].values():
        yield from methods.values()


def page(world: World, path: str, **headers: str) -> Reply:
    return world.send("GET", path, headers)


def test_what_is_served_is_what_the_operations_describe(estate: World) -> None:
    reply = page(estate, "/openapi.json")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/json")
    assert reply.body == msgspec.json.encode(describe(OPERATIONS))


def test_a_deployed_stage_is_described_under_its_own_base(estate: World) -> None:
    event = {
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": "/openapi.json",
            "path": "/prod/openapi.json",
        },
        "headers": {},
        "pathParameters": None,
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": None,
    }
    answer = app(event, None)
    assert json.loads(answer["body"]) == DESCRIPTION | {"servers": [{"url": "/prod"}]}


def test_every_operation_is_described_and_has_its_route() -> None:
    """What is done with a record may share a route; else the route is the path."""

    def route(method: str, path: str) -> tuple[str, str]:
        shared = f"{path.rpartition('/')[0]}/{{step}}"
        return (method, path if (method, path) in SERVED else shared)

    assert {route(op.method, op.path) for op in OPERATIONS} == SERVED - PUBLIC
    assert {(op.method, op.path) for op in OPERATIONS} == DESCRIBED


@pytest.mark.parametrize(
    ("paths", "routes"),
    [
        # what is done with a record
        (["/s/{s}/a/{a}/x", "/s/{s}/a/{a}/y"], ["/s/{s}/a/{a}/{step}"] * 2),
        # one step alone, and the record itself
        (["/s/{s}/a/{a}/x", "/s/{s}/a/{a}"], ["/s/{s}/a/{a}/x", "/s/{s}/a/{a}"]),
        # what more lies under is no step, however deep
        (
            ["/s/{s}/a/{a}/x", "/s/{s}/a/{a}/y", "/s/{s}/a/{a}/f", "/s/{s}/a/{a}/f/g/{g}"],
            ["/s/{s}/a/{a}/{step}"] * 2 + ["/s/{s}/a/{a}/f", "/s/{s}/a/{a}/f/g/{g}"],
        ),
        # a site is no record
        (["/s/{s}/x", "/s/{s}/y"], ["/s/{s}/x", "/s/{s}/y"]),
    ],
)
def test_steps_share_a_route(paths: list[str], routes: list[str]) -> None:
    assert [route for route, _ in routes_of(paths).values()] == routes


def test_the_description_is_valid_openapi() -> None:
    OFFICIAL.validate(DESCRIPTION)


@pytest.mark.parametrize(
    "broken",
    [
        {name: each for name, each in DESCRIPTION.items() if name != "info"},
        DESCRIPTION | {"paths": {"no-slash": {}}},
        DESCRIPTION | {"paths": {"/x": {"get": {"responses": {"ok": {"description": "x"}}}}}},
        DESCRIPTION | {"openapi": "3.0.0"},
    ],
    ids=["no info", "a path without a slash", "a status in words", "another version"],
)
def test_a_description_that_is_not_valid_is_noticed(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        OFFICIAL.validate(broken)


def test_every_schema_is_one_and_is_used() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    for name, schema in schemas.items():
        assert validator_for({**schema, "components": DESCRIPTION["components"]}), name
    used = {ref.removeprefix("#/components/schemas/") for ref in every(DESCRIPTION, "$ref")}
    assert used == set(schemas)


def holding(value: Any, name: str) -> Iterator[dict[str, Any]]:
    """Every object within a value that has a member of this name."""
    if isinstance(value, dict):
        if name in value:
            yield value
        for each in value.values():
            yield from holding(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from holding(each, name)


def test_every_example_fits_its_schema() -> None:
    found = 0
    for name, schema in DESCRIPTION["components"]["schemas"].items():
        for field, each in schema.get("properties", {}).items():
            for exemplary in holding(each, "examples"):
                found += len(exemplary["examples"])
                check = validator_for({**exemplary, "components": DESCRIPTION["components"]})
                assert all(map(check.is_valid, exemplary["examples"])), (name, field)
    assert found > 20


def test_every_operation_says_for_whom_and_why() -> None:
    names = [each["operationId"] for each in operations()]
    assert len(set(names)) == len(names) == len(OPERATIONS)
    for each in operations():
        assert each["x-clause"] in CLAUSES
        assert each["x-roles"]
        assert set(each["x-roles"]) <= set(Role)
        assert each["summary"].strip()


@pytest.mark.clause("P-once", "P-together")
def test_every_change_is_described_with_the_headers_it_asks_for() -> None:
    changing = {op.name for op in OPERATIONS if isinstance(op, Command) and op.subject}
    trials = {op.name for op in OPERATIONS if isinstance(op, Trial)}
    for path, methods in DESCRIPTION["paths"].items():
        for method, each in methods.items():
            required = {
                header["name"]
                for header in each["parameters"]
                if header["in"] == "header" and header["required"]
            }
            stored = method == "post" and each["operationId"] not in trials
            expected = {"Idempotency-Key"} if stored else set()
            if method == "post" and each["operationId"] in changing:
                expected |= {"If-Match"}
            assert required == expected, (method, path)
            assert {p["name"] for p in each["parameters"] if p["in"] == "path"} == set(
                re.findall(r"{(\w+)}", path)
            )


@pytest.mark.clause("P-words")
def test_words_come_in_the_language_asked_for(estate: World) -> None:
    said = {
        language: page(estate, "/words", **{"Accept-Language": language}).json["form"]["work_order"]
        for language in ("zh-Hant", "zh-Hans", "en")
    }
    assert said == {
        "zh-Hant": "客戶服務部工作單",
        "zh-Hans": "客户服务部工作单",
        "en": "Customer Service Work Order",
    }


SECURE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


@pytest.mark.parametrize("path", ["/openapi.json", "/words", "/docs", "/docs/browse.js"])
def test_the_pages_need_no_token_and_none_makes_a_difference(estate: World, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic eDp5"}):
        reply = page(estate, path, **headers)
        assert reply.status == 200
        assert SECURE.items() <= reply.headers.items()


def test_the_page_to_browse_the_api_loads_only_what_is_served_here(estate: World) -> None:
    docs = page(estate, "/docs")
    assert docs.headers["Content-Type"] == "text/html; charset=utf-8"
    loaded = re.findall(r'(?:src|href)="([^"]+)"', docs.body.decode())
    assert set(loaded) == {"docs/swagger-ui.css", "docs/swagger-ui-bundle.js", "docs/browse.js"}
    kinds = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
    for each in loaded:
        asset = page(estate, f"/{each}")
        assert asset.status == 200
        assert asset.headers["Content-Type"] == kinds[each[each.rindex(".") :]]
        assert asset.body


def test_nothing_from_elsewhere_runs_on_the_page(estate: World) -> None:
    policy = page(estate, "/docs").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "<script>" not in page(estate, "/docs").body.decode()


@pytest.mark.parametrize(
    "name",
    [
        *("nothing.js", "x", ".", "..", "...", ".js", "swagger-ui", "swagger-ui.css.map"),
        *("%2e%2e%2fpages.py", "..%2f..%2fpages.py", "..\\pages.py", "pages.py", "%00.js"),
        *("swagger-ui.css%00", "swagger-ui.css ", "SWAGGER-UI.CSS", "~", "*.js", "\xff.js"),
        "a" * 252 + ".js",  # as long as a file's name may be
        "a" * 253 + ".js",
        "a" * 5000 + ".js",
    ],
    ids=lambda name: name[:20],
)
def test_no_other_file_is_served(estate: World, name: str) -> None:
    reply = page(estate, f"/docs/{name}", **{"Accept-Language": "en"})
    assert (reply.status, reply.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("asset", ["../pages.py", "/etc/passwd.js", "a\0.js", "../assets/x.js"])
def test_no_other_file_is_served_by_a_path_that_was_unescaped(estate: World, asset: str) -> None:
    """API Gateway unescapes what a path names; the local gateway does not."""
    event = {
        "requestContext": {
            "httpMethod": "GET",
            "resourcePath": "/docs/{asset}",
            "path": "/docs/x",
        },
        "headers": {},
        "pathParameters": {"asset": asset},
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": None,
    }
    assert app(event, None)["statusCode"] == 404


def _created(world: World) -> Reply:
    return world.intake()


CORS = {
    "200": lambda w: w.get("/me", "desk-chan"),
    "201": _created,
    **{f"{status} {name}": ask for name, (ask, status, *_) in REFUSED.items()},
}


@pytest.mark.parametrize("ask", CORS.values(), ids=CORS)
def test_a_page_elsewhere_may_read_every_answer_and_refusal(estate: World, ask: Any) -> None:
    headers = ask(estate).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    exposed = set(headers["Access-Control-Expose-Headers"].split(","))
    assert exposed == {"ETag", "Location", "Retry-After", "X-Correlation-Id"}
    assert "Access-Control-Allow-Credentials" not in headers


def test_what_is_private_is_kept_by_nobody_on_the_way(estate: World) -> None:
    ticket = estate.intake()
    for path in (f"/tickets/{ticket.ticket['id']}/contact", "/tickets", "/inbox", "/me"):
        assert SECURE.items() <= estate.get(path, "desk-chan").headers.items()

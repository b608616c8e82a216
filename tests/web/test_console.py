"""The console is served as what it is, kept where it may be, and runs nothing from elsewhere."""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from chalice.app import Blueprint, Chalice

from app import OPERATIONS
from chalicelib import wiring
from chalicelib.common.printing import paper
from chalicelib.core.people import Role
from chalicelib.core.site import Desk
from chalicelib.core.words import Language
from chalicelib.settings import Settings, from_environment
from chalicelib.tickets.reports import rules
from chalicelib.tickets.reports.forms import Asked
from chalicelib.tickets.reports.page import page
from chalicelib.web.console import serve_console
from chalicelib.web.papers import PROGRAM
from local import sample
from local.gateway import Gateway
from ops.cloud.gateway import COMPRESSED_FROM
from tests.tickets.building import Paper, looked_at

SIGN_IN = {
    "SIGN_IN_AUTHORIZE": "https://login.test/oauth2/authorize",
    "SIGN_IN_TOKEN": "https://login.test:8443/oauth2/token",
    "SIGN_IN_CLIENT": "console",
    "SITES": "jade-garden,harbour-hotel",
    "FILES_ORIGIN": "https://files.test",
}
PAGE = '<!doctype html><title>客服前臺</title><link rel="stylesheet" nonce="NONCE">'
SCRIPT = "console.log('客服');" * COMPRESSED_FROM
BUILT = {
    "index.html": PAGE,
    "index-B4kq_-9x.js": SCRIPT,
    "index-Dx0aZ81Q.css": "a{}",
    "icon.svg": "<svg/>",
    "sw.js": "self;",
    "notes.txt": "not served",
}


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    """Whoever asks a program that serves nothing but the console."""

    gateway: Gateway

    def get(self, path: str, **headers: str) -> Reply:
        answered: list[Any] = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": _Nothing(), **headers}
        body = b"".join(self.gateway(environ, lambda *given: answered.extend(given)))
        return Reply(int(answered[0][:3]), dict(answered[1]), body)


class _Nothing:
    def read(self, size: int) -> bytes:
        return b""


def client(built: Path, settings: Settings) -> Client:
    app, blueprint = Chalice("console"), Blueprint("console")
    serve_console(blueprint, OPERATIONS, settings, wiring.house, built)
    app.register_blueprint(blueprint)
    return Client(Gateway(app))


@pytest.fixture
def console(tmp_path: Path) -> Client:
    for name, text in BUILT.items():
        (tmp_path / name).write_text(text)
    (tmp_path.parent / "outside.js").write_text("not served")
    return client(tmp_path, from_environment(SIGN_IN))


KEPT = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "name", "media_type", "kept"),
    [
        ("/console", "index.html", "text/html", "no-store"),  # names what is new
        ("/console/index-B4kq_-9x.js", "index-B4kq_-9x.js", "text/javascript", KEPT),
        ("/console/index-Dx0aZ81Q.css", "index-Dx0aZ81Q.css", "text/css", KEPT),
        ("/console/icon.svg", "icon.svg", "image/svg+xml", "no-store"),  # may change
    ],
)
def test_each_file_comes_as_what_it_is(
    console: Client, path: str, name: str, media_type: str, kept: str
) -> None:
    reply = console.get(path)
    nonce = re.search("nonce-([^']+)", reply.headers["Content-Security-Policy"])
    built = BUILT[name].replace("NONCE", nonce[1] if nonce else "")
    assert (reply.status, reply.body.decode()) == (200, built)
    assert reply.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert reply.headers["Cache-Control"] == kept


def test_what_keeps_the_page_may_answer_for_it(console: Client) -> None:
    """Beside the page, in a folder of its own, it would reach no further than that."""
    assert console.get("/console/sw.js").headers["Service-Worker-Allowed"] == "../console"
    assert "Service-Worker-Allowed" not in console.get("/console/icon.svg").headers


def test_asked_for_with_a_slash_it_sends_to_where_it_is(console: Client) -> None:
    reply = console.get("/console/")
    assert (reply.status, reply.headers["Location"], reply.body) == (308, "../console", b"")


@pytest.mark.parametrize(
    "name",
    [
        "index-00000000.js",  # of a release that is gone
        "index.html",  # has an address of its own
        "notes.txt",  # no type that the page loads
        "%2e%2e%2foutside.js",
        "..",
        ".js",
        "a" * 5000 + ".js",  # longer than a file's name may be
    ],
    ids=lambda name: name[:20],
)
def test_no_other_file_is_served(console: Client, name: str) -> None:
    reply = console.get(f"/console/{name}")
    assert (reply.status, reply.headers["Content-Type"]) == (404, "application/problem+json")


def test_nor_by_a_path_that_was_unescaped(console: Client) -> None:
    """API Gateway unescapes what a path names; the local gateway does not."""
    about = {"httpMethod": "GET", "resourcePath": "/console/{asset}", "path": "/console/x"}
    event = {
        "requestContext": about,
        "headers": {},
        "pathParameters": {"asset": "../outside.js"},
        "multiValueQueryStringParameters": None,
        "stageVariables": None,
        "body": None,
    }
    assert console.gateway._app(event, None)["statusCode"] == 404


def test_before_it_is_built_there_is_none(tmp_path: Path) -> None:
    assert client(tmp_path, from_environment({})).get("/console").status == 404


def policy(reply: Reply) -> dict[str, str]:
    rules = reply.headers["Content-Security-Policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


@pytest.mark.parametrize("path", ["/console", "/console/index-B4kq_-9x.js", "/console/icon.svg"])
def test_nothing_from_elsewhere_runs_on_it(console: Client, path: str) -> None:
    reply = console.get(path)
    rules = policy(reply)
    if path == "/console":
        styled = rules.pop("style-src").split()
        assert [each for each in styled if not each.startswith(("'nonce-", "'sha256-"))] == [
            "'self'"
        ]
        assert (
            console.get(path).headers["Content-Security-Policy"]
            != reply.headers["Content-Security-Policy"]
        )  # a nonce is good for one page
    else:
        assert rules.pop("style-src") == "'self'"
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "font-src": "'self'",
        "img-src": "'self' data: blob: https://files.test",
        "connect-src": "'self' https://login.test:8443 https://files.test",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"


def papers() -> dict[str, str]:
    """Every page that is printed, by the template that it is filled in from."""
    ticket = Paper()
    act, site = ticket.act("desk-chan"), sample.site("paths")
    [form] = ticket.the.forms
    packages = {
        "tickets/order.html": "chalicelib.tickets",
        "lodging/stays/application.html": "chalicelib.lodging.stays",
        "reception/claims/claim.html": "chalicelib.reception.claims",
        "reception/letters/letter.html": "chalicelib.reception.letters",
        "reception/settlements/settlement.html": "chalicelib.reception.settlements",
    }
    blank: dict[str, Any] = {"label": {}, "rows": [("事由", "漏水")], "signatures": [("簽", "")]}
    drawn = {
        name: paper(package, Path(name).name, form, act, Language.HANT, copies=2, **blank).text
        for name, package in packages.items()
    }
    asked = Asked(first=date(2026, 3, 2), last=date(2026, 3, 2), by=None)
    report = rules.report(asked, [ticket.the], [], looked_at(ticket.now, site))
    return {**drawn, "tickets/reports/report.html": page(report, site, Language.HANT).text}


def test_a_paper_opened_from_it_looks_as_it_is(console: Client) -> None:
    """What a page opens from its own memory is under that page's policy."""
    allowed = policy(console.get("/console"))["style-src"].split()
    found = papers()
    for name, text in found.items():
        [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in allowed, name
        assert " style=" not in text.replace(style, ""), name  # no digest lets these in
    shared = {"common/paper.html"}
    templates = {str(each.relative_to(PROGRAM)) for each in PROGRAM.rglob("*.html")}
    assert {each for each in templates if not each.startswith("web/")} == {*found, *shared}


@pytest.mark.parametrize(
    "environment",
    [
        {},  # nobody signs in on a page
        {**SIGN_IN, "SIGN_IN_TOKEN": "/oauth2/token", "FILES_ORIGIN": ""},  # all of it is here
    ],
)
def test_it_speaks_to_nobody_else_where_it_need_not(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "index.html").write_text(PAGE)
    reply = client(tmp_path, from_environment(environment)).get("/console")
    assert policy(reply)["connect-src"] == "'self'"


@pytest.mark.clause("P-who")
def test_the_page_is_told_where_to_sign_in(console: Client) -> None:
    reply = console.get("/console/config.json")
    assert (reply.status, reply.headers["Cache-Control"]) == (200, "no-store")
    assert json.loads(reply.body) == {
        "authorize": "https://login.test/oauth2/authorize",
        "token": "https://login.test:8443/oauth2/token",
        "end_session": None,
        "client": "console",
        "scope": "openid",
    }


def test_where_nobody_signs_in_on_a_page_it_is_told_nothing(tmp_path: Path) -> None:
    assert client(tmp_path, from_environment({})).get("/console/config.json").status == 404


def drawn(console: Client, *roles: str, desks: Iterable[str] = Desk) -> dict[str, Any]:
    """What the pages of whoever acts in these roles at a site with these desks are drawn from."""
    query = urlencode([("role", each) for each in roles] + [("desk", each) for each in desks])
    found: dict[str, Any] = json.loads(
        console.get("/console/definitions.json", QUERY_STRING=query).body
    )
    return found


def test_the_pages_are_drawn_from_what_the_api_says_of_itself(console: Client) -> None:
    told = drawn(console, *Role)
    assert {each["name"] for each in told["operations"]} == {each.name for each in OPERATIONS}
    apply = next(each for each in told["operations"] if each["name"] == "stay-apply")
    assert (apply["does"], apply["matches"], apply["roles"]) == ("command", False, ["employee"])
    assert set(told["schemas"][apply["form"]]["required"]) == {"reason", "first", "last", "guests"}
    listed = next(each for each in told["operations"] if each["name"] == "stay-list")
    state = listed["query"]["state"]["$ref"].rpartition("/")[2]
    assert told["schemas"][state]["x-words"] == "stay"
    assert "StayView" not in told["schemas"]  # of answers nothing is said
    assert told["shapes"]["StayView"]["stay"] == "Stay"
    assert told["words"]["role"]["desk"] == "客服前臺"


@pytest.mark.clause("P-who")
def test_nobodys_pages_are_drawn_from_more_than_they_may_do(console: Client) -> None:
    gate = drawn(console, "gate", "no such role")
    theirs = {each.name for each in OPERATIONS if Role.GATE in each.who}
    assert {each["name"] for each in gate["operations"]} == theirs
    assert {*gate["others"]} == {each.name for each in OPERATIONS} - theirs
    read = {name: form for name, form in gate["others"].items() if form}  # in histories
    assert read["violation-uphold"] == "Uphold"
    assert "stay-apply" not in read
    assert gate["shapes"].keys() >= {"ReportViolation"}
    assert "Apply" not in gate["schemas"]
    everything = drawn(console, *Role)
    for kind in ("schemas", "shapes"):
        assert gate[kind].items() < everything[kind].items()


@pytest.mark.parametrize(
    ("path", "accepted", "compressed"),
    [
        ("/console/index-B4kq_-9x.js", "gzip, deflate, br", True),
        ("/console/index-B4kq_-9x.js", "", False),
        ("/console/icon.svg", "gzip", False),  # too small to gain by it
    ],
)
def test_what_is_large_comes_compressed_to_whoever_accepts_it(
    console: Client, path: str, accepted: str, compressed: bool
) -> None:
    plain, reply = console.get(path), console.get(path, HTTP_ACCEPT_ENCODING=accepted)
    assert (reply.headers.get("Content-Encoding") == "gzip") == compressed
    assert (gzip.decompress(reply.body) if compressed else reply.body) == plain.body
    assert reply.headers["Content-Length"] == str(len(reply.body))


@pytest.mark.clause("P-who")
def test_pages_are_drawn_of_the_desks_that_a_site_has(console: Client) -> None:
    there = drawn(console, "gm", desks=[Desk.LODGING])
    parts = {each["part"] for each in there["operations"]}
    assert {"lodging", "site", "telling", "reception"} == parts
    reception = {each["name"] for each in there["operations"] if each["part"] == "reception"}
    assert reception == {"statement", "statement-list", "statement-history"}
    assert there["others"]["ticket-decide"] is None
    assert "ticket-decide" not in there["words"]["operation"]
    assert "stay-approve" in there["words"]["operation"]

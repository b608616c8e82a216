"""The local gateway serves the app over WSGI as API Gateway serves it in the cloud."""

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.validate import validator

import pytest

from app import app
from local import sample
from local.gateway import Gateway
from tests.support.world import GATEWAY, World, token

pytestmark = pytest.mark.usefixtures("estate")
ORIGIN = {"HTTP_ORIGIN": "https://console.test"}


class Answered:
    """What a WSGI server would send."""

    def __init__(self, environ: dict[str, Any], application: Any = GATEWAY) -> None:
        self.status = ""
        self.headers: dict[str, str] = {}
        parts = application(environ, self._start)
        self.body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()

    def _start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        self.status, self.headers = status, dict(headers)
        return lambda data: None


def environ(method: str, address: str, body: bytes = b"", **more: Any) -> dict[str, Any]:
    """As gunicorn hands a request on."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "RAW_URI": address,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **more,
    }


def signed_in(who: str = "desk-chan") -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {token(who)}", "HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.mark.clause("P-who")
def test_eight_at_once_are_each_answered_as_themselves(real: World) -> None:
    """One current request for every thread: nobody is taken for somebody else."""
    people = [id for id, *_ in (*sample.STAFF, *sample.OWNERS)][:8]
    languages = ["zh-Hant", "zh-Hans", "en"] * 10
    together = threading.Barrier(8)

    def ask(who: str) -> list[tuple[str, str]]:
        together.wait()
        replies = [real.get("/me", who, language=each) for each in languages]
        return [(reply.json["id"], reply.headers["Content-Language"]) for reply in replies]

    with ThreadPoolExecutor(8) as pool:
        for who, replies in zip(people, pool.map(ask, people), strict=True):
            assert replies == [(who, language) for language in languages]


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/words", "/docs/browse.js"])
def test_head_is_get_without_its_body(path: str) -> None:
    got, headed = Answered(environ("GET", path)), Answered(environ("HEAD", path))
    fresh = {"X-Correlation-Id"}
    assert (got.status, headed.status) == ("200 OK", "200 OK")
    assert {k: v for k, v in headed.headers.items() if k not in fresh} == {
        k: v for k, v in got.headers.items() if k not in fresh
    }
    assert headed.body == b""
    assert int(got.headers["Content-Length"]) == len(got.body) > 0


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/nowhere", "404 Not Found"),
        ("HEAD", "/sites/x/people/find", "405 Method Not Allowed"),
        ("HEAD", "/sites/x/me", "401 Unauthorized"),
        ("GET", "/sites/x/people/find", "405 Method Not Allowed"),
        ("PUT", "/docs", "405 Method Not Allowed"),
        ("DELETE", "/sites/x/tickets/y", "405 Method Not Allowed"),
        ("PATCH", "/sites/x/tickets", "405 Method Not Allowed"),
        ("BREW", "/docs", "405 Method Not Allowed"),
        ("GET", "/docs/", "200 OK"),  # API Gateway drops the slash at the end
        ("GET", "/docs//", "404 Not Found"),
    ],
)
def test_the_status_line_says_it_in_words(method: str, path: str, status: str) -> None:
    answer = Answered(environ(method, path))
    assert answer.status == status
    assert bool(answer.body) == (method != "HEAD")
    assert ("Allow" in answer.headers) == status.startswith("405")


@pytest.mark.parametrize(
    ("query", "status", "pointer"),
    [
        ("limit=1", 200, None),
        ("limit=%31", 200, None),
        ("%6Cimit=1", 200, None),
        ("state=reported&order=oldest", 200, None),
        ("&&", 200, None),
        ("limit", 422, "/limit"),
        ("limit=", 422, "/limit"),
        ("limit=+1", 422, "/limit"),
        ("limit=1&limit=2", 422, "/limit"),
        ("limit=1;order=oldest", 422, "/limit"),
        ("unit=A%2F1", 422, "/unit"),
        ("unit=%E9%99%B3", 422, "/unit"),
        ("unit=%FF", 422, "/unit"),
        ("unit=陳", 422, "/unit"),
        ("unit=A+1", 422, "/unit"),
        ("%00=1", 422, "/\0"),
        ("a/b~c=1", 422, "/a~1b~0c"),
        ("=1", 422, "/"),
    ],
)
def test_a_query_arrives_as_it_was_meant(
    real: World, query: str, status: int, pointer: str | None
) -> None:
    answer = Answered(environ("GET", f"/sites/{real.site}/tickets?{query}", **signed_in()))
    assert int(answer.status[:3]) == status
    faults = json.loads(answer.body).get("errors", [])
    assert [each["pointer"] for each in faults] == ([pointer] if pointer else [])


def test_a_percent_sign_in_a_path_is_part_of_no_name(real: World) -> None:
    """A path's parts come as they were sent, and an id has no percent sign."""
    known = Answered(environ("GET", f"/sites/{real.site}/units/A-1203", **signed_in()))
    escaped = Answered(environ("GET", f"/sites/{real.site}/units/A%2D1203", **signed_in()))
    assert (known.status, escaped.status) == ("200 OK", "404 Not Found")


def test_the_raw_address_counts_and_not_the_unescaped_one(real: World) -> None:
    """A slash that was escaped is no slash."""
    sent = environ("GET", f"/sites/{real.site}/units/A-1203%2Fx", **signed_in())
    sent["PATH_INFO"] = f"/sites/{real.site}/me"
    assert Answered(sent).status == "404 Not Found"
    del sent["RAW_URI"]
    assert Answered(sent).status == "200 OK"


@pytest.mark.parametrize("path", sorted(app.routes))
def test_a_page_elsewhere_may_ask_whether_it_may(path: str) -> None:
    """The preflight of a browser carries no token, and is told every method and header."""
    answer = Answered(environ("OPTIONS", path, **ORIGIN))
    assert (answer.status, answer.body) == ("200 OK", b"")
    said = {name: set(value.split(",")) for name, value in answer.headers.items()}
    assert said["Access-Control-Allow-Origin"] == {"*"}
    assert said["Access-Control-Allow-Methods"] == {*app.routes[path], "OPTIONS"}
    assert said["Access-Control-Allow-Headers"] >= {
        *("Authorization", "Content-Type", "Accept-Language"),
        *("Idempotency-Key", "If-Match", "X-Correlation-Id"),
    }
    assert said["Access-Control-Max-Age"] == {"600"}


def test_there_is_no_preflight_for_what_is_nowhere() -> None:
    assert Answered(environ("OPTIONS", "/nowhere", **ORIGIN)).status == "404 Not Found"


ODD = {
    "a token that is no ASCII": {"HTTP_AUTHORIZATION": "Bearer \xe9"},
    "an empty token": {"HTTP_AUTHORIZATION": ""},
    "a token of 100 kilobytes": {"HTTP_AUTHORIZATION": "Bearer " + "e" * 100_000},
    "a language that is none": {"HTTP_ACCEPT_LANGUAGE": "\xff\xfe"},
    "a weight that is none": {"HTTP_ACCEPT_LANGUAGE": "en;q=1e999"},
    "a correlation that is no ASCII": {"HTTP_X_CORRELATION_ID": "\xe9"},
    "a version that is no ASCII": {"HTTP_IF_MATCH": "\xe9"},
    "a content type that is none": {"CONTENT_TYPE": "\xe9"},
    "a header without a name": {"HTTP_": "x"},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("GET", "/sites/x/me"), ("POST", "/sites/x/tickets"), ("PUT", "/docs")],
)
def test_an_odd_header_gets_an_answer_in_words(odd: dict[str, str], method: str, path: str) -> None:
    answer = Answered(environ(method, path, b"{}", **odd))
    assert answer.status[:3] in {"401", "404", "405"}
    assert json.loads(answer.body)["detail"]


def test_a_body_that_is_too_large_is_refused_and_not_cut_short(real: World) -> None:
    """Ten megabytes are read and no more; what was cut must not pass for the whole."""
    form = b'{"phone":"13800138001"}'
    sent = {**signed_in(), "CONTENT_TYPE": "application/json", "HTTP_IDEMPOTENCY_KEY": "large"}
    path = f"/sites/{real.site}/people/find"
    answer = Answered(environ("POST", path, form.ljust(10 * 2**20) + b"x", **sent))
    assert answer.status.startswith("413")


@pytest.mark.parametrize(
    ("method", "path", "more"),
    [
        ("GET", "/docs", {}),
        ("HEAD", "/docs", {}),
        ("GET", "/words", {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}),
        ("GET", "/nowhere", {}),
        ("PUT", "/docs", {}),
        ("GET", "/sites/x/me", {}),
    ],
)
def test_it_keeps_to_pep_3333(method: str, path: str, more: dict[str, str]) -> None:
    sent = environ(method, path, **more)
    del sent["CONTENT_LENGTH"]
    assert Answered(sent, validator(GATEWAY)).status


def test_a_second_gateway_serves_the_same_app() -> None:
    """As in a process that imports what gunicorn serves beside a gateway of its own."""
    assert Answered(environ("GET", "/docs"), Gateway(app)).status == "200 OK"
    assert Answered(environ("GET", "/docs")).status == "200 OK"

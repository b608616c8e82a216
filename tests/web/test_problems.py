"""Refusals are problem documents (RFC 9457) with clause and correlation; nothing is stored."""

import dataclasses
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.core.ports import Conflict, Unavailable
from chalicelib.tickets.life import REPAIR
from tests.support.faults import failing
from tests.support.scenes import nothing_written
from tests.support.world import Reply, World, token

MEMBERS = {
    *("type", "title", "status", "detail"),
    *("code", "clause", "correlation", "data", "errors", "present"),
}
FRESH = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
GOOD = (
    b'{"kind":"repair_public","channel":"phone","person":"owner-wong","area":"A","words":"leaks"}'
)
LARGEST = 65_536


def raw(world: World, body: bytes, path: str = "/tickets", **headers: str) -> Reply:
    """A POST by the desk with this very body."""
    sent = {
        "Authorization": f"Bearer {token('desk-chan')}",
        "Accept-Language": "en",
        "Content-Type": "application/json",
        "Idempotency-Key": f"raw-{next(world._keys)}",
    }
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return world.send("POST", f"/sites/{world.site}{path}", sent, body)


def _unavailable(world: World) -> Reply:
    with failing(world, load_fails=Unavailable("down")):
        return world.get("/me", "desk-chan")


def _not_stored(world: World) -> Reply:
    with failing(world, commit_fails=Unavailable("down")):
        return world.intake()


def _busy(world: World) -> Reply:
    with failing(world, commit_fails=Conflict({"record"})):
        return world.intake()


def _broken(world: World) -> Reply:
    with failing(world, load_fails=RuntimeError("a bug")):
        return world.get("/me", "desk-chan")


def _stale(world: World) -> Reply:
    ticket = world.intake()
    world.do(ticket, "dispatch", "desk-chan", department="engineering")
    return world.do(ticket, "dispatch", "desk-chan", department="engineering")


def _archive(world: World) -> Reply:
    return world.do(world.intake(), "archive", "desk-chan")


def _keyless(world: World) -> Reply:
    headers = {
        "Authorization": f"Bearer {token('desk-chan')}",
        "Content-Type": "application/json",
    }
    return world.send("POST", f"/sites/{world.site}/tickets", headers, GOOD)


def _no_version(world: World) -> Reply:
    return world.post(f"/tickets/{world.intake().ticket['id']}/notify", "desk-chan")


def _no_tag(world: World) -> Reply:
    return world.post(f"/tickets/{world.intake().ticket['id']}/notify", "desk-chan", if_match="3")


def _twice(world: World) -> Reply:
    world.post("/people/find", "desk-chan", {"phone": "13800138001"}, key="twice")
    return world.post("/people/find", "desk-chan", {"phone": "13800138002"}, key="twice")


def _signed_otherwise(world: World) -> Reply:
    ticket = world.do(world.intake(), "dispatch", "desk-chan", department="engineering")
    return world.do(ticket, "take", "engineer-lee", signed_name="王志明")


Ask = Callable[[World], Reply]
REFUSED: dict[str, tuple[Ask, int, str, str, dict[str, str]]] = {
    "not JSON": (lambda w: raw(w, b"{"), 400, "malformed", "", {}),
    "no key": (_keyless, 400, "key_missing", "P-once", {}),
    "an odd key": (
        lambda w: raw(w, GOOD, Idempotency_Key="a key"),
        *(400, "key_malformed", "P-once", {}),
    ),
    "an odd version": (_no_tag, 400, "version_malformed", "P-together", {}),
    "not signed in": (
        lambda w: w.send("GET", f"/sites/{w.site}/me"),
        *(401, "unauthenticated", "P-who", {"WWW-Authenticate": 'Bearer realm="frontdesk"'}),
    ),
    "not of this role": (
        lambda w: w.get("/ledger/income.repair", "desk-chan"),
        *(403, "not_your_step", "P-money", {}),
    ),
    "no such ticket": (lambda w: w.get("/tickets/1", "desk-chan"), 404, "not_found", "P-who", {}),
    "no such site": (
        lambda w: World(w.house, w.clock, "nowhere").get("/me", "desk-chan"),
        *(404, "not_found", "P-who", {}),
    ),
    "no such path": (lambda w: w.get("/keys", "desk-chan"), 404, "not_found", "", {}),
    "no such step": (
        lambda w: w.get(f"/tickets/{w.intake().ticket['id']}/fly", "desk-chan"),
        *(404, "not_found", "", {}),
    ),
    "no such method of a step": (
        lambda w: w.get(f"/tickets/{w.intake().ticket['id']}/dispatch", "desk-chan"),
        *(405, "method_not_allowed", "", {"Allow": "POST"}),
    ),
    "no such method": (
        lambda w: w.call("DELETE", "/me", "desk-chan"),
        *(405, "method_not_allowed", "", {"Allow": "GET"}),
    ),
    "no such method of two": (
        lambda w: w.call("PUT", "/tickets", "desk-chan"),
        *(405, "method_not_allowed", "", {"Allow": "GET, POST"}),
    ),
    "busy": (_busy, 409, "busy", "P-once", {"Retry-After": "1"}),
    "out of order": (_archive, 409, "out_of_order", "T-4.4.4", {}),
    "stale": (_stale, 412, "stale", "P-together", {"ETag": '"2"'}),
    "too large": (lambda w: raw(w, b" " * (LARGEST + 1)), 413, "too_large", "", {}),
    "not called JSON": (
        lambda w: raw(w, GOOD, Content_Type="text/plain"),
        *(415, "unsupported_media", "", {}),
    ),
    "an odd form": (lambda w: raw(w, b"{}"), 422, "invalid_form", "T-2.0", {}),
    "an odd query": (
        lambda w: w.get("/tickets?limit=0", "desk-chan"),
        *(422, "invalid_form", "P-find", {}),
    ),
    "a key used before": (_twice, 422, "key_reused", "P-once", {}),
    "another's name": (_signed_otherwise, 422, "signature_differs", "T-4.5", {}),
    "no version": (_no_version, 428, "version_missing", "P-together", {}),
    "a bug": (_broken, 500, "internal", "", {}),
    "the store down": (_unavailable, 503, "unavailable", "", {"Retry-After": "2"}),
    "the store down at the end": (_not_stored, 503, "unavailable", "", {"Retry-After": "2"}),
}


@pytest.mark.parametrize(
    ("ask", "status", "code", "clause", "headers"), REFUSED.values(), ids=REFUSED
)
def test_a_refusal_is_a_problem_document(
    estate: World, ask: Ask, status: int, code: str, clause: str, headers: dict[str, str]
) -> None:
    reply = ask(estate)
    assert (reply.status, reply.headers["Content-Type"]) == (status, "application/problem+json")
    said = reply.json
    assert set(said) == MEMBERS
    assert (said["type"], said["status"]) == (f"/problems/{code}", status)
    assert (said["code"], said["clause"]) == (code, clause)
    assert said["correlation"] == reply.headers["X-Correlation-Id"]
    assert all(isinstance(said[name], str) and said[name].strip() for name in ("title", "detail"))
    assert {name: _sorted(reply.headers[name]) for name in headers} == headers
    only_here = {"WWW-Authenticate", "Allow", "Retry-After", "ETag"}
    assert set(reply.headers) & only_here == set(headers)


def _sorted(value: str) -> str:
    return ", ".join(sorted(value.split(", ")))


UNSTORED = (
    *("not JSON", "no key", "an odd key", "not signed in", "not of this role", "too large"),
    *("no such ticket", "no such site", "busy", "not called JSON", "an odd form", "a bug"),
    "the store down at the end",
)


@pytest.mark.clause("P-who", "P-once")
def test_nothing_is_stored_by_what_is_refused(estate: World) -> None:
    with nothing_written(estate):
        for name in UNSTORED:
            assert REFUSED[name][0](estate).status >= 400


@pytest.mark.clause("P-together")
def test_a_stale_version_is_answered_with_the_present_state(estate: World) -> None:
    refused = _stale(estate)
    shown = estate.get(f"/tickets/{refused.json['present']['ticket']['id']}", "desk-chan")
    beside = {"papers": shown.json["papers"], "reminder": None}
    assert refused.json["present"] | beside == shown.json
    assert refused.headers["ETag"] == shown.etag
    assert refused.json["data"] == {"version": 2}


def test_a_bug_says_nothing_of_itself(estate: World) -> None:
    reply = _broken(estate)
    assert "RuntimeError" not in reply.body.decode()
    assert "a bug" not in reply.body.decode()


@pytest.mark.parametrize("status", [200, 401, 404, 405, 422])
@pytest.mark.parametrize(
    ("given", "echoed"),
    [
        ("x", True),
        ("a.B-9_:z", True),
        ("c" * 64, True),
        ("c" * 65, False),
        ("", False),
        ("two words", False),
        ("line\nline", False),
        ("<script>", False),
        ("\xe9", False),
        ("{correlation}", False),
    ],
)
def test_a_correlation_that_is_an_id_is_echoed(
    estate: World, status: int, given: str, echoed: bool
) -> None:
    reply = _of_status(estate, status, {"X-Correlation-Id": given})
    said = reply.headers["X-Correlation-Id"]
    assert reply.status == status
    assert (said == given) is echoed
    assert echoed or FRESH.fullmatch(said)
    if status >= 400:
        assert reply.json["correlation"] == said


def _of_status(world: World, status: int, headers: dict[str, str]) -> Reply:
    signed_in = {"Authorization": f"Bearer {token('desk-chan')}", **headers}
    me = f"/sites/{world.site}/me"
    asked = {
        200: ("GET", me, signed_in),
        401: ("GET", me, headers),
        404: ("GET", "/nowhere", headers),
        405: ("POST", me, signed_in),
        422: ("GET", f"{me}?odd=1", signed_in),
    }
    return world.send(*asked[status])


@pytest.mark.parametrize("status", [200, 401, 404, 405, 422])
def test_without_a_correlation_each_answer_gets_its_own(estate: World, status: int) -> None:
    seen = {_of_status(estate, status, {}).headers["X-Correlation-Id"] for _ in range(5)}
    assert len(seen) == 5
    assert all(map(FRESH.fullmatch, seen))


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        ("application/json", 201),
        ("Application/JSON", 201),
        ("application/json; charset=utf-8", 201),
        ("application/json ; odd", 201),
        (None, 415),
        ("", 415),
        ("text/plain", 415),
        ("text/json", 415),
        ("application/json-patch+json", 415),
        ("application/problem+json", 415),
        ("application/jsonp", 415),
        ("application/x-www-form-urlencoded", 415),  # what a page elsewhere may send unasked
        ("multipart/form-data; boundary=x", 415),
        ("text/plain; application/json", 415),
        ("application/json, text/plain", 415),
    ],
)
def test_only_json_is_taken(estate: World, media_type: str | None, status: int) -> None:
    headers = {
        "Authorization": f"Bearer {token('desk-chan')}",
        "Idempotency-Key": f"media-{next(estate._keys)}",
        **({} if media_type is None else {"Content-Type": media_type}),
    }
    assert estate.send("POST", f"/sites/{estate.site}/tickets", headers, GOOD).status == status


@pytest.mark.parametrize(
    ("size", "status"), [(LARGEST - 1, 201), (LARGEST, 201), (LARGEST + 1, 413), (10**7, 413)]
)
def test_64_kilobytes_are_taken_and_no_more(estate: World, size: int, status: int) -> None:
    reply = raw(estate, GOOD.ljust(size))
    assert reply.status == status
    if status == 413:
        assert reply.json["data"] == {"bytes": LARGEST}


def like(body: bytes, before: bytes = b'"leaks"') -> bytes:
    """The good form with other words."""
    return GOOD.replace(before, body)


MALFORMED = {
    "nothing": b"",
    "blanks": b" \n",
    "half": GOOD[:-1],
    "two": GOOD + GOOD,
    "with something behind": GOOD + b"x",
    "a comma too many": GOOD.replace(b"}", b",}"),
    "single quotes": GOOD.replace(b'"', b"'"),
    "a comment": GOOD + b"// that is all",
    "a form of the web": b"kind=repair_public&words=leaks",
    "XML": b"<form><words>leaks</words></form>",
    "nothing but a null byte": b"\0",
    "a null byte behind": GOOD + b"\0",
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "UTF-16": GOOD.decode().encode("utf-16"),
    "no UTF-8": like(b'"\xff"'),
    "UTF-8 that is too long": like(b'"\xc0\xaf"'),
    "half a character": like(b'"\xe6\xbc"'),
    "a lone surrogate": like(b'"\\ud800"'),
    "surrogates the wrong way round": like(b'"\\udc00\\ud800"'),
    "a surrogate in bytes": like(b'"\xed\xa0\x80"'),
    "a line break in a text": like(b'"a\nb"'),
    "an escape nobody knows": like(b'"\\x41"'),
    "NaN": like(b"NaN"),
    "Infinity": like(b"-Infinity"),
    "a hexadecimal number": like(b"0x10"),
    "a number with a leading zero": like(b"007"),
    "a huge number": like(b"1" * 5000),
    "a huge exponent": like(b"1e400"),
    "lists in 30,000 levels": like(b"[" * 30_000 + b"]" * 30_000),
    "objects in 10,000 levels": like(b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    "lists without an end": b"[" * 60_000,
}
NO_FORM = {
    "a list": b"[" + GOOD + b"]",
    "an empty list": b"[]",
    "text": b'"repair"',
    "a number": b"7",
    "null": b"null",
    "true": b"true",
    "a null byte in a text": like(b'"\\u0000"'),
    "an unknown field": GOOD.replace(b"{", b'{"__proto__":{},'),
    "an empty name": GOOD.replace(b"{", b'{"":1,'),
    "a name in capitals": GOOD.replace(b'"words"', b'"WORDS"'),
    "a field twice": GOOD.replace(b"{", b'{"words":"other words",'),
    "a field twice, escaped": GOOD.replace(b"{", b'{"w\\u006frds":"other words",'),
    "a field twice, the same": GOOD.replace(b"{", b'{"words":"leaks",'),
    "a field twice, null first": GOOD.replace(b"{", b'{"unit":null,"unit":null,'),
}


@pytest.mark.parametrize(
    ("body", "status"),
    [*((each, 400) for each in MALFORMED.values()), *((each, 422) for each in NO_FORM.values())],
    ids=[*MALFORMED, *NO_FORM],
)
def test_what_is_no_form_is_refused(estate: World, body: bytes, status: int) -> None:
    for path, reply in _tried(estate, estate.intake(), body):
        assert (path, reply.status) == (path, status)
        assert reply.json["code"] == {400: "malformed", 422: "invalid_form"}[status]


def test_nothing_is_stored_of_what_is_no_form(estate: World) -> None:
    ticket = estate.intake()
    with nothing_written(estate):
        for body in (MALFORMED | NO_FORM).values():
            list(_tried(estate, ticket, body))


def _tried(world: World, ticket: Reply, body: bytes) -> Iterator[tuple[str, Reply]]:
    """The body as the form of something new, of a change, and of what changes nothing."""
    for path in ("/tickets", f"/tickets/{ticket.ticket['id']}/notify", "/people/find"):
        yield path, raw(world, body, path, If_Match=ticket.etag)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (GOOD.replace(b"{", b'{"words":"other words",'), "/words"),
        (GOOD.replace(b"{", b'{"a/b~":1,"a/b~":2,'), "/a~1b~0"),
        (GOOD.replace(b"{", b'{"caller":{"name":"A","name":"B","phone":"12345"},'), "/caller/name"),
        (GOOD.replace(b"{", b'{"lines":[{},{"x":1,"x":1}],'), "/lines/1/x"),
    ],
)
def test_a_field_given_twice_is_named_where_it_stands(
    estate: World, body: bytes, pointer: str
) -> None:
    said = raw(estate, body).json
    assert (said["code"], said["clause"]) == ("invalid_form", "T-2.0")
    assert pointer in [each["pointer"] for each in said["errors"]]


def test_a_body_of_thousands_of_fields_costs_in_proportion(estate: World) -> None:
    """Four times the fields, some four times the work: not sixteen, which would serve to flood."""

    def work(fields: int) -> float:
        body = json.dumps(dict.fromkeys(map(str, range(fields)))).encode()
        assert len(body) < LARGEST
        times = []
        for _ in range(3):
            begun = time.process_time()
            assert raw(estate, body).status == 422
            times.append(time.process_time() - begun)
        return min(times)

    assert work(4400) < 8 * work(1100)


def test_the_good_form_is_taken(estate: World) -> None:
    assert raw(estate, GOOD).status == 201


@pytest.mark.parametrize(
    "path",
    ["/", "/sites", "/sites/", "//", "/openapi.yaml", "/sites//me", "/favicon.ico", "/DOCS", "/*"],
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_what_is_nowhere_is_not_found_in_words(estate: World, path: str, signed_in: bool) -> None:
    headers = {"Authorization": f"Bearer {token('desk-chan')}"} if signed_in else {}
    reply = estate.send("GET", path, headers)
    assert (reply.status, reply.json["code"]) in {(404, "not_found"), (401, "unauthenticated")}


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "name",
    [
        *("%00", "%2e%2e", "..", ".", "-", "a%2Fb", "a#b", "ticket%23x", "%E9%99%B3", "陳", "_"),
        *("a" * 81, "x'--", "*", "$where", "{ticket}", "a b", "a+b", "\x7f"),
    ],
)
def test_a_name_that_no_record_can_have_is_like_one_that_none_has(estate: World, name: str) -> None:
    reply = estate.get(f"/tickets/{name}", "desk-chan")
    assert (reply.status, reply.json["code"], reply.json["clause"]) == (404, "not_found", "P-who")


@pytest.mark.clause("P-words")
def test_a_rule_that_breaks_is_answered_in_words(
    estate: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    step = dataclasses.replace(REPAIR.steps["notify"], rule=broken)
    monkeypatch.setitem(REPAIR.steps, "notify", step)
    ticket = estate.intake()
    with nothing_written(estate):
        reply = estate.do(ticket, "notify", "desk-chan", told="李國強")
    assert (reply.status, reply.json["title"]) == (500, "Internal error")

"""Signing in on one machine: a code goes to the console that asked for it, and to nobody else."""

import base64
import io
import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from chalice.app import Blueprint, Chalice

from chalicelib.core.errors import Refusal
from chalicelib.settings import from_environment
from chalicelib.web.tokens import KeySet, Verifier
from local import hotel, issuer, run
from local.gateway import Gateway
from local.sign_in import AUTHORIZE, TOKEN, Codes, SignIn, serve_sign_in

HOST = "127.0.0.1:8000"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
ASKED = {
    "response_type": "code",
    "client_id": "frontdesk",
    "redirect_uri": f"http://{HOST}/console",
    "scope": "openid",
    "state": "s&1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
REDEEMED = {
    "grant_type": "authorization_code",
    "client_id": "frontdesk",
    "redirect_uri": ASKED["redirect_uri"],
    "code_verifier": VERIFIER,
}
WHO = "guard-fok"


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def returned(self) -> dict[str, str]:
        """What the console is called back with."""
        address, _, query = self.headers["Location"].partition("?")
        assert (self.status, address) == (303, ASKED["redirect_uri"])
        return {name: value for name, [value] in parse_qs(query).items()}


class Browser:
    """Whoever signs in, and what the issuer's clock says."""

    def __init__(self, folder: Path) -> None:
        self.later = 0.0
        self.home = issuer.at(folder)
        app, blueprint = Chalice("sign-in"), Blueprint("sign-in")
        sign_in = SignIn(self.home, Codes(folder / "codes"), [hotel.file()], self._now)
        serve_sign_in(blueprint, sign_in)
        app.register_blueprint(blueprint)
        self._gateway = Gateway(app)

    def _now(self) -> float:
        return time.time() + self.later

    def send(self, method: str, path: str, form: dict[str, str], **headers: str) -> Reply:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": urlsplit(path).path,
            "QUERY_STRING": urlsplit(path).query,
            "HTTP_HOST": HOST,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.input": io.BytesIO(urlencode(form).encode()),
            **headers,
        }
        return Reply(*self._gateway.answer(environ))

    def asks(self, **other: str) -> Reply:
        return self.send("GET", f"{AUTHORIZE}?{urlencode(ASKED | other)}", {})

    def chooses(self, person: str = WHO, **other: str) -> Reply:
        return self.send("POST", f"{AUTHORIZE}?{urlencode(ASKED | other)}", {"person": person})

    def redeems(self, code: str, /, **other: str) -> Reply:
        return self.send("POST", TOKEN, REDEEMED | {"code": code} | other)

    def person(self, token: str) -> str:
        """Whom the API takes them for."""
        verifier = Verifier(KeySet(self.home.address), "frontdesk", "sub")
        return verifier.person(f"Bearer {token}")


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(tmp_path / "issuer")


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-HK,zh;q=0.9", ["以誰的身份登入?", "海港酒店", "霍志強", "通道口保安"]),
        ("zh-CN", ["以谁的身份登录?", "海港酒店", "霍志強", "通道口保安"]),
        ("en-GB", ["Who do you want to be?", "Harbour Hotel", "霍志強", "<small>gate</small>"]),
    ],
)
def test_people_are_shown_in_the_browsers_language(
    browser: Browser, language: str, words: list[str]
) -> None:
    path = f"{AUTHORIZE}?{urlencode(ASKED)}"
    page = browser.send("GET", path, {}, HTTP_ACCEPT_LANGUAGE=language)
    text = page.body.decode()
    assert [each for each in words if each not in text] == []
    assert text.count("<button") == len(hotel.STAFF)


@pytest.mark.clause("P-who")
def test_whoever_is_chosen_is_signed_in_and_stays_so(browser: Browser) -> None:
    returned = browser.chooses().returned
    assert returned["state"] == "s&1"
    first = json.loads(browser.redeems(returned["code"]).body)
    assert (first["token_type"], first["expires_in"]) == ("Bearer", 3600)
    form = {
        "grant_type": "refresh_token",
        "client_id": "frontdesk",
        "refresh_token": first["refresh_token"],
    }
    second = json.loads(browser.send("POST", TOKEN, form).body)
    assert set(second) == {"access_token", "token_type", "expires_in"}
    assert {browser.person(each["access_token"]) for each in (first, second)} == {WHO}


@pytest.mark.clause("P-who")
def test_an_access_token_refreshes_nothing_and_a_refresh_token_opens_nothing(
    browser: Browser,
) -> None:
    tokens = json.loads(browser.redeems(browser.chooses().returned["code"]).body)
    with pytest.raises(Refusal):
        browser.person(tokens["refresh_token"])
    stranger = issuer.new(browser.home.address).token(WHO, token_use="refresh")
    for wrong in (tokens["access_token"], stranger, ""):
        form = {"grant_type": "refresh_token", "client_id": "frontdesk", "refresh_token": wrong}
        reply = browser.send("POST", TOKEN, form)
        assert (reply.status, json.loads(reply.body)) == (400, {"error": "invalid_grant"})


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"code_verifier": "w" * 43}, "invalid_grant"),  # of somebody who saw the code go by
        ({"code_verifier": CHALLENGE}, "invalid_grant"),  # and the address it was asked for by
        ({"code_verifier": ""}, "invalid_grant"),
        ({"code": "../key.pem"}, "invalid_grant"),
        ({"redirect_uri": f"http://{HOST}/elsewhere"}, "invalid_grant"),
        ({"client_id": "another"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_no_good_to_anybody_else(
    browser: Browser, other: dict[str, str], error: str
) -> None:
    reply = browser.redeems(browser.chooses().returned["code"], **other)
    assert (reply.status, json.loads(reply.body)) == (400, {"error": error})


@pytest.mark.clause("P-who", "P-once")
def test_a_code_is_good_once(browser: Browser) -> None:
    code = browser.chooses().returned["code"]
    assert [browser.redeems(code).status for _ in range(2)] == [200, 400]


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(("later", "status"), [(59, 200), (60, 400)])
def test_a_code_is_good_for_a_minute(browser: Browser, later: float, status: int) -> None:
    code = browser.chooses().returned["code"]
    browser.later = later
    assert browser.redeems(code).status == status


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "other",
    [
        {"redirect_uri": "http://thief.test/console"},
        {"redirect_uri": "http://127.0.0.1:8001/console"},  # another program of this machine
        {"redirect_uri": f"http://{HOST}/console/x.js"},
        {"client_id": "another"},
    ],
)
def test_a_code_goes_nowhere_but_to_the_console(browser: Browser, other: dict[str, str]) -> None:
    for reply in (browser.asks(**other), browser.chooses(**other)):
        assert (reply.status, reply.headers.get("Location")) == (400, None)


@pytest.mark.clause("P-who")
def test_nor_to_a_name_that_was_made_to_mean_this_machine(browser: Browser) -> None:
    path = f"{AUTHORIZE}?{urlencode(ASKED | {'redirect_uri': 'http://thief.test:8000/console'})}"
    reply = browser.send("POST", path, {"person": WHO}, HTTP_HOST="thief.test:8000")
    assert (reply.status, reply.headers.get("Location")) == (400, None)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    "other",
    [
        {"code_challenge": ""},
        {"code_challenge": CHALLENGE[:-1]},
        {"code_challenge_method": "plain", "code_challenge": VERIFIER},
        {"response_type": "token"},
    ],
)
def test_who_cannot_prove_that_they_asked_gets_no_code(
    browser: Browser, other: dict[str, str]
) -> None:
    for reply in (browser.asks(**other), browser.chooses(**other)):
        assert reply.returned == {"error": "invalid_request", "state": "s&1"}


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("person", ["", "desk-chan"])  # desk-chan: of a site that is not here
def test_nobody_else_is_signed_in(browser: Browser, person: str) -> None:
    assert browser.chooses(person).status == 400


def test_the_console_of_make_run_is_told_of_it(tmp_path: Path) -> None:
    told = run.environment("http://engine.test", "http://files.test", "file:///issuer", tmp_path)
    settings = from_environment(told)
    console = settings.console
    assert console
    assert (console.authorize, console.token, console.client) == (AUTHORIZE, TOKEN, "frontdesk")
    assert settings.sites == run.SITES

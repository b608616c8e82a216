"""Signing in on one machine: OAuth 2's authorization code with PKCE (RFC 6749, RFC 7636).

It answers as Cognito's pages do on a deployed stage, but asks for no password: one chooses whom of
the sample people to be.
"""

import base64
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from chalice.app import Blueprint, Request, Response
from jinja2 import Template

from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer
from chalicelib.core.record import Frozen
from chalicelib.core.words import Language, Name, Words
from chalicelib.core.words.shared import ROLES
from chalicelib.web.routing import respond
from local.issuer import REFRESH, Issuer

AUTHORIZE = "/oauth2/authorize"
TOKEN = "/oauth2/token"  # noqa: S105  a path
CLIENT = "frontdesk"
CODE_FOR = 60
"""Seconds for which a code is good."""
ACCESS_FOR = 3600
REFRESH_FOR = 12 * 3600
"""Seconds for which tokens are, as Cognito's (see `ops.cloud.sign_in`)."""
_HERE = ("127.0.0.1", "localhost")
_CHALLENGE = 43
"""Characters of a SHA-256 in base64url."""
_TEMPLATE = Template(Path(__file__).with_suffix(".html").read_text(), autoescape=True)
_WORDS = {
    "heading": Words(hant="以誰的身份登入?", hans="以谁的身份登录?", en="Who do you want to be?"),
    "about": Words(
        hant="本機的樣本人員,不需要密碼。",
        hans="本机的样本人员,不需要密码。",
        en="The sample people of this machine; no password is asked for.",
    ),
}
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'",
}


class Denied(Exception):
    """What OAuth calls why there is no token, or no code."""


class Asked(Frozen):
    """Who asks for a code."""

    redirect: str
    state: str
    challenge: str
    """What only whoever asks can prove; "" where they asked for no such proof."""


class Grant(Frozen):
    """What a code stands for."""

    person: str
    asked: Asked
    until: float
    """Seconds since 1970."""


class Codes:
    """Codes that wait to be redeemed: in a folder, as the server is more than one process.

    What nobody redeems lies there until `make reset`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def issue(self, grant: Grant) -> str:
        """A code that stands for it."""
        code = secrets.token_urlsafe(32)
        self._path(code).write_bytes(msgspec.json.encode(grant))
        return code

    def redeem(self, code: str) -> Grant:
        """What a code stands for; from then on for nothing.

        Raises: Denied for a code that nobody was given, or that was redeemed.
        """
        path = self._path(code)
        try:
            grant = msgspec.json.decode(path.read_bytes(), type=Grant)
            path.unlink()
        except FileNotFoundError:
            raise Denied("invalid_grant") from None
        return grant

    def _path(self, code: str) -> Path:
        return self._folder / sha256(code.encode()).hexdigest()


@dataclass(frozen=True)
class SignIn:
    """The page of people, and the endpoint at which their codes become tokens."""

    home: Issuer
    codes: Codes
    files: Sequence[dict[str, Any]]
    """Those that the sites were opened with: they name who may sign in."""
    clock: Callable[[], float] = time.time

    def authorize(self, request: Request, language: Language) -> Answer:
        """The page, or with somebody chosen on it, back to the console with a code.

        Raises: Refusal where neither may be.
        """
        asked = _asked(request)
        if not asked.challenge:
            return _back(asked, error="invalid_request")
        if request.method == "GET":
            return Answer(status=200, headers=_HEADERS, body=_page(self.files, language))
        person = _form(request).get("person", "")
        if not any(each["id"] == person for file in self.files for each in file["people"]):
            raise Refusal("malformed")
        grant = Grant(person=person, asked=asked, until=self.clock() + CODE_FOR)
        return _back(asked, code=self.codes.issue(grant))

    def token(self, request: Request) -> Answer:
        """Tokens for a code or a refresh token, or why there are none."""
        try:
            status, told = HTTPStatus.OK, self._granted(_form(request))
        except Denied as denied:
            status, told = HTTPStatus.BAD_REQUEST, {"error": str(denied)}
        headers = {"Content-Type": "application/json"}
        return Answer(status=status, headers=headers, body=msgspec.json.encode(told))

    def _granted(self, form: dict[str, str]) -> dict[str, Any]:
        """Raises: Denied."""
        now, refresh = int(self.clock()), {}
        if form.get("client_id") != CLIENT:
            raise Denied("invalid_client")
        match form.get("grant_type"):
            case "authorization_code":
                person = self._redeemed(form)
                lasting = self.home.token(person, exp=now + REFRESH_FOR, token_use=REFRESH)
                refresh = {"refresh_token": lasting}
            case "refresh_token":
                person = self.home.refreshed(form.get("refresh_token", ""))
                if not person:
                    raise Denied("invalid_grant")
            case _:
                raise Denied("unsupported_grant_type")
        access = self.home.token(person, exp=now + ACCESS_FOR)
        return {"access_token": access, "token_type": "Bearer", "expires_in": ACCESS_FOR, **refresh}

    def _redeemed(self, form: dict[str, str]) -> str:
        """Whose code it is, once whoever brings it has proven that they asked for it.

        Raises: Denied.
        """
        grant = self.codes.redeem(form.get("code", ""))
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        same = (proof, form.get("redirect_uri")) == (grant.asked.challenge, grant.asked.redirect)
        if not same or self.clock() >= grant.until:
            raise Denied("invalid_grant")
        return grant.person


def serve_sign_in(blueprint: Blueprint, sign_in: SignIn) -> None:
    """Serve both."""

    @blueprint.route(AUTHORIZE, methods=["GET", "POST"], content_types=[])
    def authorize() -> Response:
        request = blueprint.current_request
        return respond(
            request, "authorize", lambda language, correlation: sign_in.authorize(request, language)
        )

    @blueprint.route(TOKEN, methods=["POST"], content_types=[])
    def token() -> Response:
        request = blueprint.current_request
        return respond(request, "token", lambda language, correlation: sign_in.token(request))


def _asked(request: Request) -> Asked:
    """Who asks for a code.

    Raises: Refusal where it would go anywhere but to the console at this very address.
    """
    given: Mapping[str, str] = request.query_params or {}
    host = request.headers.get("host", "")
    redirect = f"http://{host}/console"
    here = host.partition(":")[0] in _HERE and given.get("redirect_uri") == redirect
    if not here or given.get("client_id") != CLIENT:
        raise Refusal("malformed")
    challenge = given.get("code_challenge", "")
    proving = given.get("code_challenge_method") == "S256" and len(challenge) == _CHALLENGE
    good = proving and given.get("response_type") == "code"
    return Asked(
        redirect=redirect, state=given.get("state", ""), challenge=challenge if good else ""
    )


def _form(request: Request) -> dict[str, str]:
    body = request.raw_body
    assert isinstance(body, bytes)
    return dict(parse_qsl(body.decode()))


def _back(asked: Asked, **given: str) -> Answer:
    query = urlencode({**given, "state": asked.state})
    location = {"Location": f"{asked.redirect}?{query}"}
    return Answer(status=HTTPStatus.SEE_OTHER, headers=location, body=b"")


def _page(files: Iterable[dict[str, Any]], language: Language) -> bytes:
    shown = [(Name(**file["name"]).say(language), _people(file, language)) for file in files]
    said = {name: words.say(language) for name, words in _WORDS.items()}
    text: str = _TEMPLATE.render(said, language=language, sites=shown)
    return text.encode()


def _people(file: dict[str, Any], language: Language) -> list[tuple[str, str, list[str]]]:
    """Everybody's id, name and roles."""
    return [
        (each["id"], each["name"], [ROLES[role].say(language) for role in each["roles"]])
        for each in file["people"]
    ]

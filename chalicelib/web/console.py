"""The console: the pages that people work with. Static files that need no token, and what they are
told before anybody has signed in.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from types import MappingProxyType
from urllib.parse import urlsplit

import msgspec
from chalice.app import Blueprint, Request, Response
from msgspec.structs import replace

from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.people import ANY_ROLE
from chalicelib.core.ports import Answer
from chalicelib.core.site import DESKS
from chalicelib.core.words import Language
from chalicelib.core.words.labels import named
from chalicelib.service.operations import Operation
from chalicelib.settings import Console, Settings
from chalicelib.web.belonging import belonging
from chalicelib.web.definitions import Definitions, define
from chalicelib.web.papers import styles
from chalicelib.web.routing import NAME, House, respond

BUILT = Path(__file__).parent / "assets" / "console"
"""Made from `console/` when the program is built: a page and what it loads, in one folder."""
_KINDS_OF_PEOPLE = 64
"""Sets of roles, and of desks, whose definitions are remembered."""
_MOST_SITES = 20
"""That one asks about at once, beside those of the installation: each costs two reads."""
_NONCE = b"NONCE"
"""What stands in the page as built where one of its own belongs."""
_NONCE_BYTES = 16
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_POLICY = "Content-Security-Policy"
_HASHED = re.compile(r".+-[A-Za-z0-9_-]{8}\.[a-z]+")
"""Vite's names for what they are made from: under one of them there is never anything else."""
_WORKER = "sw.js"
_REACH = {"Service-Worker-Allowed": "../console"}
"""It may answer for the page itself, which lies beside the folder that it is in."""
_KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_VERSION = 12
"""Characters that tell two versions of the definitions apart."""


def serve_console(
    blueprint: Blueprint,
    operations: Iterable[Operation],
    settings: Settings,
    house: Callable[[], House],
    built: Path = BUILT,
) -> None:
    """Serve `/console`, what it loads, and what it asks for: `/console/config.json`, how one signs
    in; `/console/belonging.json`, where whoever did belongs; `/console/definitions.json`, what the
    pages of people in these roles are drawn from, with the words for it.
    """
    secure = _secure(settings)

    @cache
    def defined() -> Definitions:
        return define(operations)

    @cache
    def version() -> str:
        """Changes with what anybody's pages are drawn from; in every process it is the same."""
        drawn = defined(), [named(language) for language in Language]
        return sha256(msgspec.json.encode(drawn, order="sorted")).hexdigest()[:_VERSION]

    @lru_cache(_KINDS_OF_PEOPLE)
    def definitions(roles: frozenset[str], desks: frozenset[str], language: Language) -> bytes:
        return msgspec.json.encode(defined().of(roles, desks, named(language)))

    def belongs(request: Request) -> Answer:
        person = house().verifier.person(request.headers.get("authorization"))
        asked = _asked(request, "site")
        if len(asked) > _MOST_SITES:
            fault = Fault(
                pointer="/site", code="too_long", data={"max": _MOST_SITES, "unit": "entries"}
            )
            raise Refusal("invalid_form", "P-who", faults=(fault,))
        sites = filter(NAME.fullmatch, (*asked, *settings.sites))
        found = belonging(house().service, person, sites)
        return _json(msgspec.json.encode({"version": version(), "sites": found}))

    def drawn(request: Request, language: Language) -> Answer:
        kept = _KEPT if _asked(request, "version") == [version()] else {}
        roles = ANY_ROLE & frozenset(_asked(request, "role"))
        desks = DESKS & frozenset(_asked(request, "desk"))
        return _json(
            definitions(roles, desks, language),
            kept | {"Vary": "Accept-Language, Accept-Encoding"},
        )

    def asset_of(request: Request, name: str, language: Language) -> Answer:
        match name:
            case "config.json":
                return _config(settings.console)
            case "belonging.json":
                return belongs(request)
            case "definitions.json":
                return drawn(request, language)
        return _asset(built, name, secure)

    @blueprint.route("/console", methods=["GET"], content_types=[])
    def console() -> Response:
        request = blueprint.current_request
        return respond(
            request,
            "console",
            lambda language, correlation: _page(built, str(request.context["path"]), secure),
        )

    @blueprint.route("/console/{asset}", methods=["GET"], content_types=[])
    def console_asset(asset: str) -> Response:
        request = blueprint.current_request
        return respond(
            request,
            "console-asset",
            lambda language, correlation: asset_of(request, asset, language),
        )


def _page(built: Path, asked: str, secure: dict[str, str]) -> Answer:
    if asked.endswith("/"):  # what the page loads, it names from where there is no slash
        return Answer(status=308, headers={"Location": "../console"}, body=b"")
    nonce = token_urlsafe(_NONCE_BYTES)
    styled = " ".join((f"style-src 'nonce-{nonce}'", *styles()))
    policy = secure[_POLICY].replace("style-src", styled)
    page = _file(built / "index.html", "text/html", {**secure, _POLICY: policy})
    return replace(page, body=page.body.replace(_NONCE, nonce.encode()))


def _asset(built: Path, name: str, secure: dict[str, str]) -> Answer:
    path = built / name
    if not _NAME.fullmatch(name) or path.suffix not in _TYPES:
        raise Refusal("not_found")
    kept = _KEPT if _HASHED.fullmatch(name) else {}
    reach = _REACH if name == _WORKER else {}
    return _file(path, _TYPES[path.suffix], {**secure, **kept, **reach})


def _config(console: Console | None) -> Answer:
    if console is None:
        raise Refusal("not_found")
    return _json(msgspec.json.encode(console))


def _asked(request: Request, name: str) -> list[str]:
    """What is asked for by this name."""
    given = request.query_params
    return given.getlist(name) if given and name in given else []


def _json(body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> Answer:
    typed = {"Content-Type": "application/json", **headers}
    return Answer(status=200, headers=typed, body=body)


def _file(path: Path, media_type: str, headers: dict[str, str]) -> Answer:
    if not path.is_file():
        raise Refusal("not_found")
    typed = {"Content-Type": f"{media_type}; charset=utf-8", **headers}
    return Answer(status=200, headers=typed, body=path.read_bytes())


def _secure(settings: Settings) -> dict[str, str]:
    """Nothing from elsewhere runs, and the page speaks to the API, to whoever lets people in, and
    to where files lie. What reads codes off the camera is WebAssembly; no text is run as a script.
    """
    token = settings.console.token if settings.console else ""
    signs_in, files = _origin(token), settings.files_origin
    policy = {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": f"'self' data: blob: {files}",
        "connect-src": f"'self' {signs_in} {files}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        _POLICY: "; ".join(
            f"{name} {' '.join(sources.split())}" for name, sources in policy.items()
        ),
        "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer",
    }


def _origin(address: str) -> str:
    """The origin of an address; "" of one that names none, and so is here."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

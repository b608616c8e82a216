"""The console: the pages that people work with. Static files that need no token, and what they are
told before anybody has signed in.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit

import msgspec
from chalice.app import Blueprint, Response
from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer
from chalicelib.service.operations import Operation
from chalicelib.settings import Console, Settings
from chalicelib.web.definitions import define
from chalicelib.web.papers import styles
from chalicelib.web.routing import respond

BUILT = Path(__file__).parent / "assets" / "console"
"""Made from `console/` when the program is built: a page and what it loads, in one folder."""
_CONFIG, _DEFINITIONS = "config.json", "definitions.json"
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


def serve_console(
    blueprint: Blueprint, operations: Iterable[Operation], settings: Settings, built: Path = BUILT
) -> None:
    """Serve `/console`, what it loads, `/console/config.json`: how one signs in, and
    `/console/definitions.json`: what it draws its pages from.
    """
    secure = _secure(settings)

    @cache
    def definitions() -> bytes:
        return msgspec.json.encode(define(operations))

    def asset_of(name: str) -> Answer:
        if name == _CONFIG:
            return _config(settings.console)
        if name == _DEFINITIONS:
            return _json(definitions())
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
        return respond(
            blueprint.current_request,
            "console-asset",
            lambda language, correlation: asset_of(asset),
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


def _json(body: bytes) -> Answer:
    return Answer(status=200, headers={"Content-Type": "application/json"}, body=body)


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

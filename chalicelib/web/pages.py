"""The pages about the API itself: its description, and a page to browse it. They need no token."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
from chalice.app import Blueprint, Response

from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer
from chalicelib.core.words import Language
from chalicelib.core.words.labels import named
from chalicelib.service.operations import Operation
from chalicelib.web.openapi import describe
from chalicelib.web.routing import respond

ASSETS = Path(__file__).parent / "assets"
"""Swagger UI, fetched from its registry when the program is built; not in the repository."""
_TYPES = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Frontdesk API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/browse.js"></script>
</body>
</html>
"""
_BROWSE = (
    'SwaggerUIBundle({url: "openapi.json", dom_id: "#api", deepLinking: true, '
    "persistAuthorization: true});"
)
_SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
}


def serve_pages(blueprint: Blueprint, operations: Iterable[Operation]) -> None:
    """Serve `/openapi.json`, `/docs` with what it loads, and `/words`: names of all codes."""

    @cache
    def description(base: str) -> bytes:
        return msgspec.json.encode(describe(operations, base))

    def page(name: str, answer: Answer) -> Response:
        return respond(blueprint.current_request, name, lambda language, correlation: answer)

    @blueprint.route("/openapi.json", methods=["GET"], content_types=[])
    def openapi() -> Response:
        base = str(blueprint.current_request.context["path"]).removesuffix("/openapi.json")
        return page("openapi", _answer("application/json", description(base or "/")))

    @blueprint.route("/words", methods=["GET"], content_types=[])
    def words() -> Response:
        return respond(
            blueprint.current_request, "words", lambda language, correlation: _words(language)
        )

    @blueprint.route("/docs", methods=["GET"], content_types=[])
    def docs() -> Response:
        return page("docs", _answer("text/html; charset=utf-8", _PAGE.encode(), _SECURITY))

    @blueprint.route("/docs/{asset}", methods=["GET"], content_types=[])
    def docs_asset(asset: str) -> Response:
        return respond(
            blueprint.current_request, "docs-asset", lambda language, correlation: _asset(asset)
        )


def _words(language: Language) -> Answer:
    return _answer("application/json", msgspec.json.encode(named(language)))


def _asset(name: str) -> Answer:
    if name == "browse.js":
        return _answer("text/javascript; charset=utf-8", _BROWSE.encode())
    path = ASSETS / name
    if name not in _TYPES or not path.is_file():
        raise Refusal("not_found")
    return _answer(f"{_TYPES[name]}; charset=utf-8", path.read_bytes())


def _answer(media_type: str, body: bytes, headers: dict[str, str] | None = None) -> Answer:
    return Answer(status=200, headers={"Content-Type": media_type, **(headers or {})}, body=body)

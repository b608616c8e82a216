"""The Chalice app as a WSGI application: what stands where API Gateway stands in the cloud."""

import gzip
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from chalice.app import Chalice, CORSConfig
from chalice.config import Config
from chalice.local import CustomLocalChalice, LocalChalice, LocalGateway, LocalGatewayException

from chalicelib.core.errors import Refusal
from chalicelib.core.words import choose
from chalicelib.web.problems import problem
from chalicelib.web.routing import correlation_of, headed
from ops.cloud.gateway import COMPRESSED_FROM, LARGEST

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def threadsafe(app: Chalice) -> Chalice:
    """The app with a current request of its own for every thread, as Chalice's local server has."""
    if isinstance(app, LocalChalice):
        return app
    CustomLocalChalice.__bases__ = (LocalChalice, app.__class__)
    app.__class__ = CustomLocalChalice
    return app


class Gateway:
    """Serves an app over WSGI (PEP 3333)."""

    def __init__(self, app: Chalice) -> None:
        self._app = threadsafe(app)
        self._gateway = LocalGateway(self._app, Config())
        cors = self._app.api.cors
        self._everywhere = cors.get_access_control_headers() if isinstance(cors, CORSConfig) else {}

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        status, headers, body = self.answer(environ)
        if len(body) >= COMPRESSED_FROM and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            body = gzip.compress(body)
            headers = {**headers, "Content-Encoding": "gzip"}
        start_response(
            f"{status} {HTTPStatus(status).phrase}",
            [*headers.items(), ("Content-Length", str(len(body)))],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def answer(self, environ: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to a request."""
        method = environ["REQUEST_METHOD"]
        headers = _headers(environ)
        try:
            response = self._gateway.handle_request(
                "GET" if method == "HEAD" else method,
                _path(environ),
                headers,
                environ["wsgi.input"].read(LARGEST),
            )
        except (LocalGatewayException, UnicodeEncodeError):
            # For what is nowhere, Chalice quotes the Authorization header, as ASCII.
            return self._refused("not_found", headers)
        if response["statusCode"] == HTTPStatus.METHOD_NOT_ALLOWED:
            return self._refused("method_not_allowed", headers, Allow=response["headers"]["Allow"])
        body = response["body"] or b""
        return (
            response["statusCode"],
            response["headers"],
            body.encode() if isinstance(body, str) else body,
        )

    def _refused(
        self, code: str, headers: dict[str, str], **more: str
    ) -> tuple[int, dict[str, str], bytes]:
        """What API Gateway refuses before any function runs, in the same words."""
        language = choose(headers.get("accept-language"))
        correlation = correlation_of(headers.get("x-correlation-id"))
        answer = problem(Refusal(code), language, correlation)
        sent = {**headed(answer, language, correlation), **self._everywhere, **more}
        return answer.status, sent, answer.body


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return headers


def _path(environ: dict[str, Any]) -> str:
    """The path as it was sent, escapes and all, as API Gateway hands it on."""
    path = str(environ.get("RAW_URI") or environ["PATH_INFO"]).partition("?")[0]
    query = environ.get("QUERY_STRING")
    return f"{path}?{query}" if query else path

"""Object storage for one machine: as much of S3 as the program asks of it, in a folder.

It holds requests to their signatures (AWS Signature Version 4, in the header or in the query)
as S3 does, so that an upload of anything but the file that was announced is refused here too.
"""

import base64
import hmac
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

BUCKET = "frontdesk-local-files"
_SKEW = timedelta(minutes=15)
_RANGE = re.compile(r"bytes=0-(\d+)")
_UNSIGNED = "UNSIGNED-PAYLOAD"
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "600",
}
"""What a page elsewhere may do, as the deployed bucket says it (see `ops.cloud.storage`)."""


class Refused(Exception):
    """What S3 would refuse, in its words."""

    def __init__(self, status: HTTPStatus, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Asked:
    """A request as it came over the wire."""

    method: str
    path: str
    """As it was sent, escapes and all."""
    query: dict[str, str]
    headers: dict[str, str]
    body: Callable[[int], bytes]

    @classmethod
    def of(cls, environ: dict[str, Any]) -> "Asked":
        """The request of a WSGI environment."""
        raw = environ.get("RAW_URI") or quote(environ["PATH_INFO"].encode("latin-1"))
        named = {"CONTENT_TYPE": "content-type", "CONTENT_LENGTH": "content-length"}
        headers = {
            named.get(name) or name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if (name in named and value) or name.startswith("HTTP_")
        }
        query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
        path = str(raw).partition("?")[0]
        body = environ["wsgi.input"].read
        return cls(environ["REQUEST_METHOD"], path, query, headers, body)


@dataclass(frozen=True)
class Answered:
    """What is sent back."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes = b""


class ObjectServer:
    """One bucket, over WSGI (PEP 3333)."""

    def __init__(
        self,
        folder: Path,
        access: str,
        secret: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._access = access
        self._secret = secret
        self._clock = clock
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        asked = Asked.of(environ)
        try:
            answer = self._answer(asked)
        except Refused as refused:
            body = f"<Error><Code>{refused.code}</Code><Message>{refused.code}</Message></Error>"
            answer = Answered(refused.status, {"Content-Type": "application/xml"}, body.encode())
        headers = {"Content-Length": str(len(answer.body)), **_CORS, **answer.headers}
        start_response(f"{answer.status.value} {answer.status.phrase}", [*headers.items()])
        return [] if asked.method == "HEAD" else [answer.body]

    def _answer(self, asked: Asked) -> Answered:
        if asked.method == "OPTIONS":  # a browser asks before it sends, and signs nothing
            return Answered(HTTPStatus.OK, {})
        self._check(asked)
        bucket, _, key = asked.path.removeprefix("/").partition("/")
        if bucket != BUCKET or ".." in key.split("/"):
            raise Refused(HTTPStatus.NOT_FOUND, "NoSuchBucket")
        path = self._folder / key
        match asked.method:
            case "PUT":
                return _put(path, asked)
            case "GET" | "HEAD":
                return _get(path, asked)
            case "DELETE":
                path.unlink(missing_ok=True)
                return Answered(HTTPStatus.NO_CONTENT, {})
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "MethodNotAllowed")

    def _check(self, asked: Asked) -> None:
        """See that the request is signed, signed whole, and in time.

        Raises: Refused.
        """
        given = _signature(asked)
        at = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        good_for = timedelta(seconds=int(given["X-Amz-Expires"]))
        if not at - _SKEW <= self._clock() <= at + good_for:
            raise Refused(HTTPStatus.FORBIDDEN, "AccessDenied")
        signed = given["X-Amz-SignedHeaders"].split(";")
        ours = {name for name in asked.headers if name.startswith("x-amz-")}
        if "host" not in signed or not ours <= {*signed, "x-amz-content-sha256"}:
            raise Refused(HTTPStatus.FORBIDDEN, "AccessDenied")
        _, *scope = given["X-Amz-Credential"].split("/")
        key = f"AWS4{self._secret}".encode()
        for part in scope:
            key = hmac.digest(key, part.encode(), "sha256")
        canonical = sha256(_canonical(asked, signed).encode()).hexdigest()
        text = "\n".join(["AWS4-HMAC-SHA256", given["X-Amz-Date"], "/".join(scope), canonical])
        expected = hmac.digest(key, text.encode(), "sha256").hex()
        known = given["X-Amz-Credential"].startswith(f"{self._access}/")
        if not known or not hmac.compare_digest(expected, given["X-Amz-Signature"]):
            raise Refused(HTTPStatus.FORBIDDEN, "SignatureDoesNotMatch")


def _signature(asked: Asked) -> dict[str, str]:
    """What the request says of its signature, in the query's names."""
    given = {name: value for name, value in asked.query.items() if name.startswith("X-Amz-")}
    scheme, _, parts = asked.headers.get("authorization", "").partition(" ")
    if scheme:
        named = dict(each.strip().partition("=")[::2] for each in parts.split(","))
        given = {f"X-Amz-{name}": value for name, value in named.items()}
        given["X-Amz-Date"] = asked.headers.get("x-amz-date", "")
        given["X-Amz-Expires"] = str(int(_SKEW.total_seconds()))
    wanted = {"Credential", "Date", "Expires", "SignedHeaders", "Signature"}
    if not {f"X-Amz-{each}" for each in wanted} <= set(given):
        raise Refused(HTTPStatus.FORBIDDEN, "AccessDenied")
    return given


def _canonical(asked: Asked, signed: list[str]) -> str:
    """The request as both sides write it down to sign it."""
    query = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in asked.query.items()
        if name != "X-Amz-Signature"
    )
    return "\n".join(
        [
            asked.method,
            asked.path,
            "&".join(f"{name}={value}" for name, value in query),
            *(f"{name}:{' '.join(asked.headers.get(name, '').split())}" for name in signed),
            "",
            ";".join(signed),
            asked.headers.get("x-amz-content-sha256", _UNSIGNED),
        ]
    )


def _put(path: Path, asked: Asked) -> Answered:
    """Keep it whole or not at all, once it is what its checksum says."""
    content = asked.body(int(asked.headers.get("content-length", "0")))
    checksum = base64.b64encode(sha256(content).digest()).decode()
    if asked.headers.get("x-amz-checksum-sha256", checksum) != checksum:
        raise Refused(HTTPStatus.BAD_REQUEST, "BadDigest")
    kept = {
        "Content-Type": asked.headers.get("content-type", ""),
        "x-amz-checksum-sha256": checksum,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(json.dumps(kept).encode() + b"\n" + content)
        file.flush()
        os.fsync(file.fileno())
    try:
        if asked.headers.get("if-none-match") == "*":
            os.link(file.name, path)
        else:
            Path(file.name).replace(path)
    except FileExistsError:
        raise Refused(HTTPStatus.PRECONDITION_FAILED, "PreconditionFailed") from None
    finally:
        with suppress(FileNotFoundError):
            Path(file.name).unlink()
    return Answered(HTTPStatus.OK, {"ETag": f'"{sha256(content).hexdigest()[:32]}"'})


def _get(path: Path, asked: Asked) -> Answered:
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except (FileNotFoundError, IsADirectoryError):
        raise Refused(HTTPStatus.NOT_FOUND, "NoSuchKey") from None
    headers = {**json.loads(head), "ETag": f'"{sha256(content).hexdigest()[:32]}"'}
    for name, value in asked.query.items():
        if name.startswith("response-"):
            headers[name.removeprefix("response-").title()] = value
    part = _RANGE.fullmatch(asked.headers.get("range", ""))
    if part is None or asked.method == "HEAD":
        return Answered(HTTPStatus.OK, {**headers, "Content-Length": str(len(content))}, content)
    if not content:
        raise Refused(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "InvalidRange")
    some = content[: int(part[1]) + 1]
    headers["Content-Range"] = f"bytes 0-{len(some) - 1}/{len(content)}"
    return Answered(HTTPStatus.PARTIAL_CONTENT, headers, some)


def from_environment() -> ObjectServer:
    """What gunicorn serves for `make run`."""
    environment = os.environ
    return ObjectServer(
        Path(environment["DATA"]) / "objects",
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
    )

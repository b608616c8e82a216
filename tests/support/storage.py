"""Object storage for worlds under test: the local one, served over HTTP in this process."""

import atexit
import os
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from chalicelib.store.objects import S3Objects
from local.objects import BUCKET, ObjectServer

ACCESS = SECRET = "test"


@dataclass
class Wall:
    """The clock on the storage's wall, which a test may put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    """Who asks before sending (Expect: 100-continue) is told to go on, and does not wait."""

    def log_message(self, *_: Any) -> None:
        """Nothing is said of a request."""


@contextmanager
def serving(folder: Path, clock: Any) -> Iterator[str]:
    """Storage in a folder, for as long as the block lasts; yields its address."""
    served = ObjectServer(folder, ACCESS, SECRET, clock)
    with make_server("127.0.0.1", 0, served, _Server, _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@cache
def objects() -> S3Objects:
    """The program's own adapter on storage that lives as long as this process."""
    folder = TemporaryDirectory()
    served = ObjectServer(Path(folder.name), ACCESS, SECRET)
    server = make_server("127.0.0.1", 0, served, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    atexit.register(folder.cleanup)
    return adapter(f"http://127.0.0.1:{server.server_port}")


def adapter(address: str) -> S3Objects:
    """The program's adapter on storage of ours, whatever moto says that our name is."""
    made = S3Objects(BUCKET, "local", address)
    with patch.dict(os.environ, AWS_ACCESS_KEY_ID=ACCESS, AWS_SECRET_ACCESS_KEY=SECRET):
        assert made._client
    return made


def fetched(
    method: str,
    url: str,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
    trust: ssl.SSLContext | None = None,
) -> tuple[int, dict[str, str], bytes]:
    """What a client gets that follows an upload or a link: status, headers, body."""
    request = Request(url, method=method, headers=headers or {}, data=body)
    try:
        with urlopen(request, context=trust) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read()

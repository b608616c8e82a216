"""One POST to a place that was checked: time limited, no redirect followed, little of it read."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from chalicelib.channels.guard import Place
from chalicelib.core.ports import Failed

CONNECT_SECONDS = 3.0
WHOLE_SECONDS = 8.0
_MOST_READ = 64 * 1024


class Answer(NamedTuple):
    """What the other side said."""

    status: int
    retry_after: str
    body: bytes


Post = Callable[[Place, Mapping[str, str], bytes], Answer]
"""Raises: Failed."""


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, and asks it to prove the name."""

    default_port = 443

    def __init__(self, place: Place) -> None:
        super().__init__(place.host)
        self._place = place

    def connect(self) -> None:
        address = (self._place.address, self.default_port)
        plain = socket.create_connection(address, CONNECT_SECONDS)
        self.sock = _context().wrap_socket(plain, server_hostname=self._place.host)
        self.sock.settimeout(WHOLE_SECONDS)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def post(place: Place, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send a body there and read the answer, all within a few seconds.

    Raises: Failed `unreachable`, whatever it was that did not work.
    """
    connection = _Connection(place)
    late = threading.Timer(WHOLE_SECONDS, _cut, [connection])
    late.start()
    try:
        connection.request("POST", place.path, body, dict(headers))
        answer = connection.getresponse()
        said = answer.read(_MOST_READ)
        return Answer(answer.status, answer.headers.get("Retry-After", ""), said)
    except (OSError, http.client.HTTPException):
        raise Failed("unreachable") from None
    finally:
        late.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """Whoever answers a byte at a time is not waited for."""
    if connection.sock:
        connection.sock.shutdown(socket.SHUT_RDWR)

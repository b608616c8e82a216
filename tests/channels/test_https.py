"""The connection itself: to the address that was checked, and never for long."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib.channels import https
from chalicelib.channels.guard import Place
from chalicelib.core.ports import Failed

pytestmark = pytest.mark.clause("P-tell")


class Plain:
    """Stands where the TLS context does, and notes the name that was to be proven."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def wrap_socket(self, plain: socket.socket, server_hostname: str) -> socket.socket:
        self.names.append(server_hostname)
        return plain


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Somebody who listens on this machine, and answers as told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                try:
                    answer(connection)
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Plain:
    made = Plain()
    monkeypatch.setattr(https, "_context", lambda: made)
    monkeypatch.setattr(https, "WHOLE_SECONDS", 0.3)
    return made


def posted(monkeypatch: pytest.MonkeyPatch, port: int) -> https.Answer:
    reached: list[Any] = []
    connect = socket.create_connection

    def local(address: tuple[str, int], *more: Any) -> socket.socket:
        reached.append(address)
        return connect(("127.0.0.1", port), *more)

    monkeypatch.setattr(https.socket, "create_connection", local)
    place = Place("hooks.example.com", "93.184.216.34", "/x?y=z")
    try:
        return https.post(place, {"webhook-id": "m"}, b"{}")
    finally:
        assert reached == [("93.184.216.34", 443)]


def test_it_connects_to_the_address_and_asks_for_the_name(
    monkeypatch: pytest.MonkeyPatch, plain: Plain
) -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nok")

    with server(answer) as port:
        assert posted(monkeypatch, port) == https.Answer(429, "7", b"ok")
    assert plain.names == ["hooks.example.com"]


def test_little_of_a_long_answer_is_read(monkeypatch: pytest.MonkeyPatch, plain: Plain) -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_000_000)

    with server(answer) as port:
        assert len(posted(monkeypatch, port).body) == 64 * 1024


@pytest.mark.parametrize("drop", [b"", b"H"])
def test_whoever_answers_a_byte_at_a_time_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, plain: Plain, drop: bytes
) -> None:
    def answer(connection: socket.socket) -> None:
        until = time.monotonic() + 2
        while time.monotonic() < until:
            connection.sendall(drop)
            time.sleep(0.02)

    began = time.monotonic()
    with server(answer) as port:
        with pytest.raises(Failed, match="unreachable"):
            posted(monkeypatch, port)
        assert time.monotonic() - began < 1.5

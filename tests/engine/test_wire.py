"""What the tests send DynamoDB's requests by brings what urllib3 would bring."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

from chalicelib.store import tables
from local.engine import free_port
from tests.support import wire

ROADS = {"ours": wire.send, "urllib3's": wire.through_urllib3}
VARIES = {"date", "x-amz-crc32", "x-amzn-requestid"}

Send = Callable[[URLLib3Session, AWSPreparedRequest], Any]


def asked(address: str, body: bytes = b"{}") -> AWSPreparedRequest:
    headers = {
        "X-Amz-Target": "DynamoDB_20120810.Scan",
        "Content-Type": "application/x-amz-json-1.0",
        "Authorization": "AWS4-HMAC-SHA256 Credential=test, SignedHeaders=host, Signature=none",
        "X-Amz-Date": "20260302T010000Z",
    }
    return AWSRequest("POST", f"{address}/", headers, body).prepare()


@pytest.mark.parametrize(
    ("table", "status"),
    [(tables.ALL[0].Meta.table_name, 200), ("nowhere", 400)],
    ids=["answered", "refused"],
)
def test_an_answer_is_the_same(engine_address: str, table: str, status: int) -> None:
    session = URLLib3Session(timeout=(5, 5))
    request = asked(engine_address, b'{"TableName":"%s"}' % table.encode())
    ours, usual = (send(session, request) for send in ROADS.values())
    assert ours.status_code == usual.status_code == status
    assert json.loads(ours.content) == json.loads(usual.content)  # in whatever order
    heads = [
        {name.lower(): said for name, said in each.headers.items() if name.lower() not in VARIES}
        for each in (ours, usual)
    ]
    assert heads[0] == heads[1]


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    """Somebody who listens and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server


@pytest.mark.parametrize("send", ROADS.values(), ids=ROADS)
def test_who_does_not_answer_is_told_of_in_the_same_way(silent: socket.socket, send: Send) -> None:
    session = URLLib3Session(timeout=(0.1, 0.1))
    with pytest.raises(ReadTimeoutError):
        send(session, asked(f"http://127.0.0.1:{silent.getsockname()[1]}"))


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 2"], ids=["at once", "meanwhile"])
@pytest.mark.parametrize("send", ROADS.values(), ids=ROADS)
def test_who_hangs_up_is_told_of_in_the_same_way(
    silent: socket.socket, send: Send, said: bytes
) -> None:
    def hang_up() -> None:
        with silent.accept()[0] as line:
            line.recv(1000)
            line.sendall(said)

    thread = Thread(target=hang_up, daemon=True)
    thread.start()
    with pytest.raises(ConnectionClosedError):
        send(URLLib3Session(timeout=(5, 5)), asked(f"http://127.0.0.1:{silent.getsockname()[1]}"))
    thread.join()


@pytest.mark.parametrize("send", ROADS.values(), ids=ROADS)
def test_where_nobody_listens_is_told_of_in_the_same_way(send: Send) -> None:
    with pytest.raises(EndpointConnectionError):
        send(URLLib3Session(timeout=(5, 5)), asked(f"http://127.0.0.1:{free_port()}"))

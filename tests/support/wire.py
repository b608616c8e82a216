"""DynamoDB's requests to an engine on this machine; what comes back is what urllib3 would bring.

Between the two lie no proxy, no TLS and no name to look up. What botocore and urllib3 do about
these takes half of the processor time of a call.
"""

import select
import socket
from collections import defaultdict
from contextlib import suppress
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from botocore.httpsession import URLLib3Session

through_urllib3 = URLLib3Session.send


class _Line:
    """A connection that is good for one request after another."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        self._socket = socket.create_connection((host, port), seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def is_open(self) -> bool:
        """An engine that was not asked says nothing but that it hangs up."""
        return not select.select([self._socket], [], [], 0)[0]

    def ask(self, request: bytes, seconds: float) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer.

        Raises: TimeoutError, or EOFError or another OSError when the line is cut.
        """
        self._socket.settimeout(seconds)
        self._socket.sendall(request)
        status = int(self._read_line().split(" ")[1])
        headers = {}
        while line := self._read_line():
            name, _, value = line.partition(": ")
            headers[name] = value
        size = int(headers["content-length"])
        body = self._answers.read(size)
        if len(body) < size:
            raise EOFError
        return status, headers, body

    def _read_line(self) -> str:
        line = self._answers.readline()
        if not line.endswith(b"\r\n"):
            raise EOFError
        return line[:-2].decode("latin-1")

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._socket.close()


_idle: dict[tuple[str, int], list[_Line]] = defaultdict(list)


def send(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
    """As `URLLib3Session.send`, which is left whatever goes elsewhere.

    Raises: EndpointConnectionError, ReadTimeoutError, ConnectionClosedError.
    """
    place = urlsplit(request.url)
    if place.hostname != "127.0.0.1" or "X-Amz-Target" not in request.headers:
        return through_urllib3(session, request)
    assert place.port
    address = (place.hostname, place.port)
    seconds = session._timeout.read_timeout
    try:
        line = _line(address, seconds)
    except OSError as error:
        raise EndpointConnectionError(endpoint_url=request.url, error=error) from error
    try:
        status, headers, body = line.ask(_spelled(request, place.netloc), seconds)
    except TimeoutError as error:
        line.close()
        raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
    except (OSError, EOFError) as error:
        line.close()
        raise ConnectionClosedError(endpoint_url=request.url, error=error) from error
    _idle[address].append(line)
    answer = AWSResponse(request.url, status, headers, None)
    answer._content = body
    return answer


def _line(address: tuple[str, int], seconds: float) -> _Line:
    """One that is idle, or a new one."""
    with suppress(IndexError):
        while True:
            line = _idle[address].pop()
            if line.is_open():
                return line
            line.close()
    return _Line(*address, seconds)


def _spelled(request: AWSPreparedRequest, host: str) -> bytes:
    """The request as HTTP/1.1 has it."""
    head = [b"POST / HTTP/1.1", b"Host: " + host.encode()]
    for name, value in request.headers.items():
        said = value if isinstance(value, bytes) else value.encode()
        head.append(name.encode() + b": " + said)
    return b"\r\n".join([*head, b"", request.body])

"""A client that asks a server the same thing again and again, alone or in company."""

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """What so many clients saw."""

    requests: int
    median_ms: float
    per_second: float


@dataclass(frozen=True)
class Bounds:
    """When a measurement ends, whichever comes first. Each client asks at least once."""

    requests: int
    seconds: float


class WrongAnswer(Exception):
    """The server did not do what was asked: its time would say nothing."""


def drive(
    address: str,
    ask: Callable[[int], Asked],
    clients: int,
    bounds: Bounds,
    headers: dict[str, str],
) -> Cell:
    """So many clients at once, each on a connection that it keeps.

    Raises: WrongAnswer.
    """
    parts = urlsplit(address)
    numbers = itertools.count()
    until = time.perf_counter() + bounds.seconds
    together = threading.Barrier(clients)

    def client(_: int) -> tuple[float, float, list[float]]:
        connection = HTTPConnection(str(parts.hostname), parts.port, timeout=900)
        connection.connect()
        taken: list[float] = []
        together.wait()
        first = time.perf_counter()
        while (number := next(numbers)) < bounds.requests:
            asked = ask(number)
            began = time.perf_counter()
            connection.request(asked.method, asked.path, asked.body, headers | asked.headers)
            answer = connection.getresponse()
            content = answer.read()
            now = time.perf_counter()
            if answer.status not in (200, 201):
                raise WrongAnswer(f"{asked.method} {asked.path}: {answer.status} {content[:300]!r}")
            taken.append(now - began)
            if now >= until:
                break
        connection.close()
        return first, time.perf_counter(), taken

    with ThreadPoolExecutor(clients) as pool:
        runs = list(pool.map(client, range(clients)))
    taken = [seconds for _, _, each in runs for seconds in each]
    lasted = max(last for _, last, _ in runs) - min(first for first, _, _ in runs)
    return Cell(len(taken), 1000 * median(taken), len(taken) / lasted)

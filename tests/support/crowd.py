"""Many at once, and transactions refused as DynamoDB refuses those that meet another."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse

from tests.support.world import Reply, World

CLIENTS = 50
CONFLICT = (
    b'{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"",'
    b'"CancellationReasons":[{"Code":"TransactionConflict","Message":"ongoing"}]}'
)


class Raw:
    """The body of a response that no server sent."""

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield CONFLICT


@contextmanager
def conflicts(world: World, seed: int) -> Iterator[None]:
    """Every third transaction is refused as DynamoDB refuses one that meets another."""
    chance = random.Random(seed)
    events = world.house.service.store._connection.client.meta.events  # type: ignore[attr-defined]

    def refuse(request: Any, **_: Any) -> AWSResponse | None:
        if chance.random() < 1 / 3:
            return AWSResponse(request.url, 400, {"content-length": str(len(CONFLICT))}, Raw())
        return None

    events.register("before-send.dynamodb.TransactWriteItems", refuse)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb.TransactWriteItems", refuse)


def at_once(work: Callable[[int], Reply], clients: int = CLIENTS) -> list[Reply]:
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(work, range(clients)))

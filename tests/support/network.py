"""A store whose answers may be lost, whose transactions may meet others; what it carried out.

Every client has one of its own, as every process has. What is noted is what the client saw of a
transaction: when it was sent, when its answer came back, whether it was carried out.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import BotoCoreError, ReadTimeoutError

from chalicelib.core.history import Entered
from chalicelib.core.ports import Unavailable
from tests.support.crowd import CONFLICT, Raw
from tests.support.faults import Died

MEETS, LOST, UNREAD, SLOW = 0.08, 0.04, 0.01, 0.4
"""How often a transaction meets another, its answer is lost, a read is, a transaction is slow."""
LONGEST = 0.03
"""Seconds between deciding and writing, of those that are slow: what others do meanwhile counts."""


class AnswerLost(BotoCoreError):
    """The request went out; what came of it nobody is told.

    It is none of those after which Botocore sends the request again by itself, as it does with the
    same token, so that the program would not see that anything went wrong.
    """

    fmt = "the answer was lost"


@dataclass(frozen=True)
class Commit:
    """A transaction that was carried out."""

    client: int
    sent: int
    answered: int
    entered: Sequence[Entered]


@dataclass
class Network:
    """What lies between the clients and the engine."""

    seed: int
    instants: Iterator[int] = field(default_factory=count)
    commits: list[Commit] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    dies: float = 0
    """How often a process is killed when it has sent a transaction."""
    underway: list[Any] = field(default_factory=list)
    """Transactions of such processes that have not arrived yet."""
    _here: Any = field(default_factory=threading.local)

    def client(self, number: int) -> None:
        """This thread is a client from now on: things go wrong for it by a chance of its own."""
        self._here.chance = random.Random(f"{self.seed}/{number}")

    def now(self) -> int:
        """The next instant; they count up."""
        return next(self.instants)

    @contextmanager
    def between(self, botocore: Any) -> Iterator[None]:
        """Let it go wrong for those who are clients."""
        hooks = {
            "before-call.dynamodb.TransactWriteItems": self._begin,
            "before-send.dynamodb.TransactWriteItems": self._write,
            "before-send.dynamodb.BatchGetItem": self._read,
        }
        self._endpoint = botocore._endpoint
        for event, hook in hooks.items():
            botocore.meta.events.register(event, hook)
        try:
            yield
        finally:
            for event, hook in hooks.items():
                botocore.meta.events.unregister(event, hook)

    def _begin(self, **_: Any) -> None:
        self._here.begun, self._here.arrived = True, False

    def _write(self, request: Any, **_: Any) -> AWSResponse | None:
        """Botocore's own sending again carries the same token, and is let through."""
        chance = getattr(self._here, "chance", None)
        if chance is None or not self._here.begun:
            return None
        self._here.begun = False
        if chance.random() < SLOW:
            time.sleep(chance.random() * LONGEST)
        met = chance.random()
        if met < MEETS:
            self.faults["conflicts"] += 1
            return AWSResponse(request.url, 400, {"content-length": str(len(CONFLICT))}, Raw())
        if met < MEETS + LOST:
            self.faults["lost answers"] += 1
            self._arrive(request)
            raise AnswerLost
        if met < MEETS + LOST + self.dies:
            self.faults["processes killed"] += 1
            if chance.random() < 1 / 2:
                self._arrive(request)
            else:
                self.underway.append(request)
            raise Died
        return None

    def _arrive(self, request: Any) -> None:
        self._here.arrived = self._endpoint.http_session.send(request).status_code == 200

    def arrive(self) -> None:
        """What those who died had under way arrives, all else being done or not.

        What the engine has not answered in time, on a busy machine, is sent again as it was.
        """
        while self.underway:
            with suppress(ReadTimeoutError):
                self._endpoint.http_session.send(self.underway[0])
                del self.underway[0]

    def _read(self, request: Any, **_: Any) -> None:
        chance = getattr(self._here, "chance", None)
        if chance and chance.random() < UNREAD:
            raise AnswerLost


@dataclass
class Watched:
    """A client's store: what it carries out is noted."""

    store: Any
    network: Network
    client: int
    meanwhile: Callable[[], object] | None = None
    """What happens between a decision and its writing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, entered: Sequence[Entered], *more: Any, **others: Any) -> None:
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()
            self.meanwhile = happens
        sent = self.network.now()
        try:
            self.store.commit(entered, *more, **others)
        except Unavailable:
            if self.network._here.arrived:
                self._note(sent, entered)
            raise
        self._note(sent, entered)

    def _note(self, sent: int, entered: Sequence[Entered]) -> None:
        self.network.commits.append(Commit(self.client, sent, self.network.now(), entered))

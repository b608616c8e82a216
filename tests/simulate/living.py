"""How a site lives: by a clock that jumps from one act to the next, over a bad line.

Everybody speaks HTTP, as clients do: on a bad line they send again, after a crash they send again,
who has seen an older state reads and does it anew. Sites that live together share the clock, the
store and the scheduled functions, and nothing else.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from app import app
from chalicelib import wiring
from chalicelib.core.means import Means
from chalicelib.core.ports import Failed, Letter
from chalicelib.store.dynamo import DynamoStore, connect
from chalicelib.store.whole import WholeStore
from local import schedule, stream
from tests.simulate.estate import START, instant, local
from tests.support.faults import Died, Fault, watched
from tests.support.world import Clock, Reply, World, opened

CRASHES, TWICE, OTHERWISE = 0.01, 0.02, 0.003
"""How often a process dies under a request, a request is sent twice, and with another body."""
TICKING = {(month, 15) for month in (1, 4, 7, 10)}
"""Months and days on which the schedule is kept to the minute."""
FIVE = timedelta(minutes=5)
"""Between one coming by of the schedule and the next."""
_LAST = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Violation:
    """Something that the rulebook rules out, and happened."""

    day: date
    what: str


@dataclass
class Timeline:
    """What is going to happen, in order of time, by the clock that the sites share."""

    clock: Clock
    midnight: datetime = field(init=False)
    """The end of the day: what falls due until then is seen to, at the latest as it strikes."""
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.midnight = self.clock()

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Have something done then, or now if that is over."""
        at = when.replace(microsecond=when.microsecond // 1000 * 1000)
        heapq.heappush(self._heap, (max(at, self.clock()), next(self._numbers), act))

    def live(self, day: date, *sites: "Living") -> None:
        """A day from midnight to midnight. What was said in it is handed over as it ends."""
        self.midnight = instant(day + timedelta(days=1), 0)
        for site in sites:
            site.plan(day)
        while self._heap and self._heap[0][0] < self.midnight:
            when, _, act = heapq.heappop(self._heap)
            self.clock.at = max(when, self.clock())
            act()
        self.clock.at = self.midnight - _LAST
        sites[0].hand_over_messages()


@dataclass
class Living:
    """A site that lives, and what came of it."""

    world: World
    chance: Random
    timeline: Timeline
    counts: Counter[str] = field(default_factory=Counter)
    found: list[Violation] = field(default_factory=list)
    _keys: Iterator[int] = field(default_factory=itertools.count)
    _ticks: set[tuple[datetime, str]] = field(default_factory=set)

    @property
    def now(self) -> datetime:
        return self.world.clock()

    @property
    def today(self) -> date:
        return local(self.now).date()

    @property
    def midnight(self) -> datetime:
        """The end of the day that is lived."""
        return self.timeline.midnight

    def plan(self, day: date) -> None:
        """What a day brings by itself."""
        raise NotImplementedError

    def lived(self) -> Any:
        """What was done and came of it, as a value that the same seed brings about again."""
        raise NotImplementedError

    def digest(self) -> str:
        """One number for everything that was done and counted: the same seed has the same."""
        told = (sorted(self.counts.items()), self.lived())
        return sha256(repr(told).encode()).hexdigest()[:16]

    def violated(self, what: str) -> None:
        """Note what must not be."""
        self.found.append(Violation(local(self.midnight - _LAST).date(), what))

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Have something done then, or now if that is over."""
        self.timeline.at(when, act)

    def office_hours(self, at: datetime) -> datetime:
        """When somebody of an office comes to it who would like to do it then."""
        hours = local(at).hour
        if 8 <= hours < 20:
            return at
        day = local(at).date() + timedelta(days=hours >= 20)
        return instant(day, 8 + self.chance.random())

    # What runs by itself.

    def tick(self, at: datetime, function: str) -> None:
        """A scheduled function runs then, once."""
        if (at, function) not in self._ticks:
            self._ticks.add((at, function))
            self.at(at, lambda: self._fire(at, function))

    def _fire(self, at: datetime, function: str) -> None:
        self._ticks.discard((at, function))
        self.run(function)
        self.ran(at, function)

    def ran(self, at: datetime, function: str) -> None:
        """What is looked at after a scheduled function ran."""

    def run(self, function: str) -> None:
        """A scheduled function, as of now; at times it dies in the midst of it, or runs twice."""
        event = schedule.event(self.now)
        if self.chance.random() < 10 * CRASHES:
            with self._dying(6), suppress(Died):
                app.handler_map[function](event, None)
        for _ in range(2 if self.chance.random() < TWICE else 1):
            try:
                app.handler_map[function](event, None)
            except Exception as error:
                self.violated(f"{function} failed: {error!r}")
        self.counts[f"run {function}"] += 1

    def hand_over_messages(self) -> None:
        """The stream, and the sweep some time later: nothing is left announced."""
        if self.chance.random() < 10 * CRASHES:
            with self._dying(30), suppress(Died):
                stream.play(self.now)
        with self._line_down(self.chance.random() < 0.1):
            stream.play(self.now)
        for _ in range(2):
            self.world.clock.tick(minutes=3)
            self.run("messages")

    @contextmanager
    def _line_down(self, down: bool) -> Iterator[None]:
        """The group's robot does not answer meanwhile."""
        robot = self.world.house.carriers[Means.WECOM]
        before = robot.before  # type: ignore[attr-defined]

        def refuse(letter: Letter) -> None:
            raise Failed("timeout")

        robot.before = refuse if down else before  # type: ignore[attr-defined]
        try:
            yield
        finally:
            robot.before = before  # type: ignore[attr-defined]

    # How a request comes over a bad line.

    def post(
        self, path: str, who: str, form: Any, etag: str | None = None, key: str | None = None
    ) -> Reply:
        """A request that may have to be sent again, under its key."""
        key = key or self.key()

        def send(body: Any) -> Reply:
            return self.world.post(path, who, body, if_match=etag, key=key)

        if self.chance.random() < CRASHES:
            with self._dying(2), suppress(Died):
                send(form)
            self.counts["crashes"] += 1
        reply = send(form)
        if reply.status >= 500:
            self.violated(f"{path}: {reply.status} {reply.body!r}")
        roll = self.chance.random()
        if roll < TWICE:
            again = send(form)
            told = (again.status, again.body, again.headers.get("ETag"))
            if reply.status < 400 and told != (reply.status, reply.body, reply.headers.get("ETag")):
                self.violated(f"{path} sent twice was answered otherwise: {again.body!r}")
            self.counts["sent twice"] += 1
        elif roll < TWICE + OTHERWISE and reply.status < 400:
            other = send({**form, "words": "另一內容"})
            if other.status != 422 or other.json["code"] not in ("key_reused", "invalid_form"):
                self.violated(f"{path} with another body: {other.status} {other.body!r}")
        self.counts["requests"] += 1
        return reply

    def key(self) -> str:
        """A key that no request had yet."""
        return f"y{next(self._keys)}"

    def expect(self, reply: Reply, status: int, what: str) -> bool:
        """Whether it was answered as it has to be."""
        self.counts[f"{what} {reply.status}"] += 1
        if reply.status != status:
            self.violated(f"{what}: {reply.status} {reply.body!r}")
        return reply.status == status

    @contextmanager
    def _dying(self, calls: int) -> Iterator[None]:
        """The process dies after one of so many storage calls."""
        connection = self.world.house.service.store._connection  # type: ignore[attr-defined]
        with watched(connection, self.chance.randrange(calls), Fault.DIES):
            yield


@contextmanager
def together(address: str) -> Iterator[World]:
    """What sites that live together share: a store, and a clock on the first day's midnight."""
    with opened(address, Clock(instant(START, 0))) as small:
        ids = itertools.count(1)

        def fresh_id(at: datetime) -> str:
            return f"{int(at.timestamp() * 1000):011x}{next(ids):010x}"

        # On a busy machine an answer may take long: that is not what goes wrong here.
        patient = (connect("ap-east-1", address, read_seconds=120) for _ in range(2))
        store, whole = DynamoStore(next(patient)), WholeStore(next(patient))
        service = replace(
            small.house.service, store=store, fresh_id=fresh_id, pause=lambda attempt: None
        )
        house = replace(small.house, service=service, whole=whole)
        with wiring.serving(house):
            yield World(house=house, clock=small.clock, site=small.site)


def next_five(at: datetime) -> datetime:
    """When the schedule comes by next."""
    whole = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
    return whole if whole == at else whole + FIVE

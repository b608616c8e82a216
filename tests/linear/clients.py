"""Eight clients who want the same few beds at once, below HTTP: what each did and was answered.

Each has a service of its own, as each Lambda has: nobody takes turns. Time passes while they work;
whoever is refused for a while, or hears nothing, asks again with the same key.
"""

import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any, NamedTuple

import msgspec

from chalicelib.core import sitetime
from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer, Unavailable
from chalicelib.lodging import jobs
from chalicelib.lodging.house.gathering import night_keys, nights_of
from chalicelib.lodging.house.model import Lodger
from chalicelib.lodging.house.service import NightsView
from chalicelib.lodging.routes import OPERATIONS
from chalicelib.lodging.stays.model import Stay, StayState
from chalicelib.service import deadlines, requests
from chalicelib.service.deadlines import Job
from chalicelib.service.operations import Call, Command, Read
from chalicelib.service.requests import Service
from tests.support.backends import on_engine
from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MAN,
    MANAGER,
    NUMBERS,
    WOMAN,
    relative,
    settled,
)
from tests.support.network import Network, Watched
from tests.support.world import Clock, World, opened

ZONE = "Asia/Shanghai"
NAMED = {op.name: op for op in OPERATIONS}
HOUSES = (
    {"r1": "AB", "r2": "A"},
    {"r1": "A", "r2": "A"},
    {"r1": "ABC", "r2": "AB", "r3": "A"},
    {"r1": "AB", "r2": "AB"},
)
CLIENTS = 8
RELATIVES = 5
"""Of either sex, of each of the employees."""
CROWDED = (24, 1, 5)
"""While more than so many wait, nobody applies: where few do, whoever comes next joins an empty
queue while beds become free.
"""
CALENDAR = 1 / 8
"""How many looks are at the calendar."""
SIGNING, OFFERING = 1 / 8, 1 / 2
"""How often something is given up between what a last signature, or the job that offers beds,
decides and its writing.
"""
AGAIN = 200
PENDING, WAITING, OFFERED, GRANTED, STAYING, *_ = StayState


class MovingClock(Clock):
    """A clock that goes on by a millisecond whenever it is looked at, and as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self.at += timedelta(milliseconds=1)
            return self.at

    def tick(self, **by: float) -> datetime:
        with self._lock:
            return super().tick(**by)

    @property
    def today(self) -> date:
        return sitetime.day(self.at, ZONE)


class Answered(NamedTuple):
    """A command that was carried out, as who gave it saw it."""

    command: str
    called: int
    answered: int
    seen: Stay | None
    """The stay as it was: the version that If-Match named."""
    stay: dict[str, Any]
    """The stay as the answer shows it."""


class Looked(NamedTuple):
    """Some nights as the calendar showed them, or as they were read."""

    called: int
    answered: int
    nights: dict[date, list[Lodger]]


@dataclass
class Play:
    """One seed: a house, its clients, and everything that was seen."""

    seed: int
    world: World
    clock: MovingClock
    network: Network
    rooms: dict[str, str]
    crowded: int
    relatives: dict[str, list[str]]
    """Employee to verified relatives."""
    clients: tuple["Client", ...] = ()
    answered: list[Answered] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)
    stays: dict[str, Stay] = field(default_factory=dict)
    """Every stay as the last transaction that was carried out left it."""
    counts: Counter[str] = field(default_factory=Counter)
    _noted: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def known(self) -> list[Stay]:
        """The stays as they are known to be, by what was carried out."""
        with self._lock:
            for commit in self.network.commits[self._noted :]:
                for each in commit.entered:
                    record = each.record
                    if isinstance(record, Stay):
                        known = self.stays.get(record.id)
                        if known is None or known.version < record.version:
                            self.stays[record.id] = record
                self._noted += 1
            return list(self.stays.values())

    def service(self, number: int) -> Service:
        """A client's own."""
        house = self.world.house.service
        store = Watched(house.store, self.network, number)
        return replace(house, store=store, pause=lambda attempt: None)  # type: ignore[arg-type]

    def run(self, operations: int) -> None:
        """Let each client do so many operations, all of them at once."""
        with ThreadPoolExecutor(len(self.clients)) as pool:
            list(pool.map(lambda each: each.work(operations), self.clients))

    def settle(self) -> None:
        """Nobody works, nothing goes wrong, and whatever is due is done. All nights are read."""
        service = self.service(-1)
        while any(
            deadlines.run(service, job, self.clock(), "settling", site=self.world.site).fired
            for job in (jobs.stays(service.store), jobs.bed_offers(service.store))
        ):
            pass
        today = self.clock.today
        self.clients[0].look_at(today - timedelta(days=24), today + timedelta(days=6))


@dataclass
class Client:
    """One of those who work at once."""

    play: Play
    number: int
    service: Service
    chance: random.Random
    _keys: Iterator[int] = field(default_factory=count)

    def work(self, operations: int) -> None:
        """So many operations, by this client's own chance."""
        play = self.play
        play.network.client(self.number)
        for _ in range(operations):
            name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            done = getattr(self, name)() or "looked"
            if done == "looked":
                self.look()
            play.counts[done if isinstance(done, str) else name] += 1

    def look(self) -> str:
        """See who has which bed on some nights around today: in the calendar now and then, which
        takes many reads, else as a decision reads them.
        """
        begins = self.play.clock.today + timedelta(days=self.chance.randint(-1, 3))
        days = (begins, begins + timedelta(days=1))
        if self.chance.random() < CALENDAR:
            return self.look_at(*days)
        site, called = self.play.world.site, self.play.network.now()
        try:
            loaded = self.service.store.load(night_keys(site, days))
        except Unavailable:
            self.play.counts["looks that could not read"] += 1
            return "looked"
        nights = {day: [*night.lodgers] for day, night in nights_of(loaded, site, days).items()}
        self.play.looked.append(Looked(called, self.play.network.now(), nights))
        return "looked"

    def look_at(self, first: date, last: date) -> str:
        """Read who has which bed on the nights from the first day to the last."""
        query = {"from_day": [str(first)], "to_day": [str(last)]}
        called = self.play.network.now()
        answer = self.ask("house-nights", DORMITORY, query=query)
        shown = msgspec.json.decode(answer.body, type=NightsView).nights
        nights = {each.night: [*each.lodgers] for each in shown}
        self.play.looked.append(Looked(called, self.play.network.now(), nights))
        return "looked"

    def apply(self) -> str | None:
        """Apply for one or two, and have the manager sign."""
        if sum(each.state is WAITING for each in self.play.known()) > self.play.crowded:
            return None
        who = self.chance.choice((EMPLOYEE, COLLEAGUE))
        guests = self.chance.sample(self.play.relatives[who], self.chance.choice((1, 1, 2)))
        first = self.play.clock.today + timedelta(days=self.chance.choice((0, 0, 1, 1, 2)))
        return self.applied(who, guests, first, self.chance.choice((1, 1, 2, 3)))

    def extend(self) -> str | None:
        """Apply for longer, and have the manager sign."""
        known = self.one_of(GRANTED, STAYING)
        if known is None:
            return None
        guests = [each.relative for each in known.asked.guests]
        return self.applied(known.employee, guests, known.asked.last, 1, extends=known.id)

    def applied(
        self, who: str, guests: list[str], first: date, days: int, **form: str
    ) -> str | None:
        last = first + timedelta(days=days)
        asked = {"reason": "探親", "guests": guests, "first": str(first), "last": str(last), **form}
        stay = self.give("apply", who, None, asked)
        if stay is None:
            return "refused"
        self.play.known()
        seen = self.play.stays[stay["id"]]
        self.give("approve", MANAGER, seen, {})
        return "applied for longer" if form else "applied"

    def sign(self) -> str | None:
        """The last signature, by which beds are held or the place in the queue is."""
        known = self.one_of(PENDING, where=lambda each: each.chain.step == 1)
        with self.interrupted(SIGNING):
            return self.give_one("approve", DIRECTOR, known)

    def take_offer(self) -> str | None:
        known = self.one_of(OFFERED)
        return self.give_one("take-offer", known.employee if known else "", known)

    def cancel(self) -> str | None:
        return self.give_up(WAITING, OFFERED, GRANTED)

    def give_up(self, *states: StayState) -> str | None:
        """Cancel a stay, or what it waits for."""
        return self.give_one("cancel", DORMITORY, self.one_of(*states), reason="改期")

    def check_in(self) -> str | None:
        """All who have not come yet."""
        today = self.play.clock.today
        known = self.one_of(
            GRANTED, where=lambda each: each.asked.begins is None and each.asked.first <= today
        )
        if known is None:
            return None
        arriving = [
            {"guest": each.guest, "document": "resident_card", "number": NUMBERS[each.relative]}
            for each in known.asked.guests
        ]
        return self.give_one("check-in", DORMITORY, known, guests=arriving)

    def check_out(self) -> str | None:
        """One of those who are there, or all."""
        known = self.one_of(STAYING)
        if known is None:
            return None
        gone = known.here[: self.chance.choice((1, 4))]
        leaving = [{"guest": each.guest, "pass_returned": True} for each in gone]
        return self.give_one("check-out", DORMITORY, known, guests=leaving, clean=True)

    def offer(self) -> str:
        """The job that offers what was freed."""
        with self.interrupted(OFFERING):
            return self.job(jobs.bed_offers(self.service.store))

    def expire(self) -> str:
        """The job that ends offers, applications and stays whose time is over."""
        return self.job(jobs.stays(self.service.store))

    def job(self, job: Job) -> str:
        play = self.play
        try:
            deadlines.run(self.service, job, play.clock(), "linear", site=play.world.site)
        except Unavailable:
            play.counts["jobs that could not read"] += 1
        return f"job {job.name}"

    @contextmanager
    def interrupted(self, often: float) -> Iterator[None]:
        """Now and then something is given up between what is decided here and its writing."""

        def meanwhile() -> None:
            if self.chance.random() < often:
                self.give_up(OFFERED, GRANTED)

        store: Any = self.service.store
        store.meanwhile = meanwhile
        yield
        store.meanwhile = None

    def wait(self) -> str:
        """Time passes."""
        self.play.clock.tick(minutes=self.chance.randint(5, 120))
        return "time passed"

    def one_of(
        self, *states: StayState, where: Callable[[Stay], bool] | None = None
    ) -> Stay | None:
        """Some stay that stands there, the younger ones more often."""
        found = [
            each
            for each in self.play.known()
            if each.state in states and (where is None or where(each))
        ]
        return self.chance.choice(found[-12:]) if found else None

    def give_one(self, command: str, who: str, seen: Stay | None, **form: Any) -> str | None:
        if seen is None:
            return None
        return command if self.give(command, who, seen, form) else "refused"

    def give(
        self, command: str, who: str, seen: Stay | None, form: dict[str, Any]
    ) -> dict[str, Any] | None:
        """A command on a stay as it was seen; what is answered is noted. None if it is refused."""
        play = self.play
        params = {"stay": seen.id} if seen else {}
        match = f'"{seen.version}"' if seen else None
        called = play.network.now()
        try:
            answer = self.ask(f"stay-{command}", who, params, form, match)
        except Refusal as refusal:
            play.counts[f"refused {command}: {refusal.code}"] += 1
            return None
        stay: dict[str, Any] = json.loads(answer.body)["stay"]
        play.answered.append(Answered(command, called, play.network.now(), seen, stay))
        return stay

    def ask(
        self,
        name: str,
        who: str,
        params: dict[str, str] | None = None,
        form: dict[str, Any] | None = None,
        match: str | None = None,
        **more: Any,
    ) -> Answer:
        """Ask with one key until there is an answer.

        Raises: Refusal.
        """
        op = NAMED[name]
        call = Call(
            person=who,
            params={"site": self.play.world.site, **(params or {})},
            body=b"" if form is None else json.dumps(form).encode(),
            correlation="linear",
            key=f"client-{self.number}-{next(self._keys)}",
            if_match=match,
            **more,
        )
        for _ in range(AGAIN):
            try:
                if isinstance(op, Command):
                    return self.service.command(op, call)
                assert isinstance(op, Read)
                return self.service.read(op, call)
            except Unavailable:
                self.play.counts["asked again"] += 1
            except Refusal as refusal:
                if refusal.code != "busy":
                    raise
                self.play.counts["asked again"] += 1
        raise AssertionError(f"{name} was never answered")


WEIGHTS = {
    "apply": 10,
    "sign": 11,
    "take_offer": 6,
    "offer": 6,
    "cancel": 5,
    "check_in": 9,
    "check_out": 6,
    "extend": 4,
    "expire": 4,
    "look": 36,
    "wait": 4,
}
"""How often a client does what. What there is no stay for is a look at the nights instead."""


@contextmanager
def playing(seed: int, clients: int = CLIENTS) -> Iterator[Play]:
    """A house on an engine of its own, where nobody takes turns."""
    clock = MovingClock()
    with on_engine() as address, opened(address, clock, site=f"seed-{seed}") as world:
        rooms, crowded = HOUSES[seed % len(HOUSES)], CROWDED[seed % len(CROWDED)]
        settled(world, **rooms)
        relatives = {
            who: [
                relative(world, who, **each)
                for each in chain.from_iterable([WOMAN, MAN] for _ in range(RELATIVES))
            ]
            for who in (EMPLOYEE, COLLEAGUE)
        }
        network = Network(seed)
        turns, requests._TURNS = requests._TURNS, (nullcontext(),)  # type: ignore[assignment]
        try:
            with network.between(world.house.service.store._connection.client):  # type: ignore[attr-defined]
                known = {name.removeprefix("r"): beds for name, beds in rooms.items()}
                play = Play(seed, world, clock, network, known, crowded, relatives)
                play.clients = tuple(
                    Client(play, each, play.service(each), random.Random(f"{seed}/{each}"))
                    for each in range(clients)
                )
                yield play
        finally:
            requests._TURNS = turns

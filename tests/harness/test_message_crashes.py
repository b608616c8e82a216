"""Messages survive every fault: each leaves, in order, with the same id a second time."""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import Any

import pytest
from msgspec import convert

from chalicelib.core.history import Entry, flaws
from chalicelib.core.means import Means
from chalicelib.core.ports import Letter, Target
from tests.support import dump
from tests.support.faults import Died, watched
from tests.support.post import Recorded
from tests.support.station import Station
from tests.support.survival import Bench, tried

LEFT_BEHIND = re.compile(r"frontdesk-local-(deliveries|history)")


def elsewhere(held: dump.Dump) -> list[str]:
    """What is held besides lanes and their histories: tries that failed are kept there."""
    lines = dump.normal(held)
    return [line for line in lines if not (LEFT_BEHIND.search(line) and "lane#" in line)]


@pytest.mark.clause("P-tell", "P-once", "P-history")
@pytest.mark.parametrize("function", ["deliver", "messages"])
def test_messages_survive_every_fault(
    bench: Bench, function: str, record_property: Callable[[str, object], None]
) -> None:
    """Two tickets, three messages. Whatever call goes wrong, and wherever a worker dies between
    sending and saying so: each leaves, in order, once the sweep came by; a second time it has the
    same id."""
    world = bench.again()
    station = Station(world)
    station.setting()
    robot = station.carrier(Means.WECOM)
    tickets = [station.dispatched(), station.dispatched()]
    tickets.append(world.do(tickets[0], "cancel", "desk-chan", reason="業戶取消"))
    names = [f"ticket#{each.ticket['id']}" for each in tickets]
    began = world.clock()

    def act() -> None:
        with suppress(Exception):
            if function == "deliver":
                station.stream(*names)
            else:
                station.missed()

    def recover() -> None:
        for _ in range(2):  # a claim lapses, a try that failed is repeated
            world.clock.tick(minutes=3)
            with suppress(Exception):
                station.sweep()

    def run(fault: Callable[[], Any] = nullcontext) -> list[str]:
        bench.held.restore(before)
        world.clock.at, robot.letters[:] = began, []
        with suppress(Died), fault():
            act()
        if function == "deliver":
            act()
        recover()
        return robot.ids

    before = bench.held.taken()
    with watched(bench.connection) as calls:
        expected = run()
    assert len(expected) == 3
    clean = elsewhere(bench.held.taken())
    points: list[tuple[object, Callable[[], Any]]] = [
        ((number, fault), partial(watched, bench.connection, number, fault))
        for number, fault in calls.points
    ]
    points += [
        ((number, moment), partial(dying, robot, number, moment))
        for number, moment in itertools.product(range(len(expected)), ("before", "after"))
    ]
    assert len(points) >= 30
    chosen = tried(points)
    for name, fault in chosen:
        ids = run(fault)
        assert set(ids) == set(expected), name
        for each in _by_record(list(dict.fromkeys(ids))):
            assert each == sorted(each), name
        assert elsewhere(bench.held.taken()) == clean, name
        for lane in station.lanes():
            assert (lane.waiting, lane.parked, lane.timers) == ((), (), ()), name
            history = [convert(item, Entry) for item in station.history(lane)]
            assert not list(flaws(lane, history)), name
    record_property("crash points", len(chosen))


def _by_record(ids: list[str]) -> Iterator[list[str]]:
    records = dict.fromkeys(id.rsplit("#", 2)[0] for id in ids)
    for record in records:
        yield [id for id in ids if id.startswith(f"{record}#")]


@contextmanager
def dying(robot: Recorded, number: int, moment: str) -> Iterator[None]:
    """The process dies as a letter leaves, or when it has left and nobody has written it down."""
    sent = itertools.count()

    def die(letter: Letter) -> None:
        if next(sent) == number:
            if moment == "after":
                robot.letters.append((Target(address=""), letter))
            raise Died

    robot.before = die
    try:
        yield
    finally:
        robot.before = lambda letter: None

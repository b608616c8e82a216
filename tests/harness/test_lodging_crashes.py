"""Crash safety of the reception room: every storage call of every command and job goes wrong.

What the engine then holds is what it holds after a run without a fault: no bed held by nobody,
none held twice, no application lost from the queue.
"""

from collections.abc import Callable

import pytest

from chalicelib.lodging.accounts.paying import Account
from chalicelib.lodging.books.model import Books
from chalicelib.lodging.conduct.model import Conduct, Violation
from chalicelib.lodging.families.model import Relative
from chalicelib.lodging.gate.model import GateCheck, Visit
from chalicelib.lodging.house.model import House, Night, Queue
from chalicelib.lodging.passes.model import AccessPass
from chalicelib.lodging.routes import OPERATIONS
from chalicelib.lodging.stays.model import Stay
from chalicelib.service.operations import Command
from tests.support import lodging
from tests.support.contract import operation_named
from tests.support.residents import stored
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.world import Reply, World

COMMANDS = [op.name for op in OPERATIONS if isinstance(op, Command) and op.keyed]


def chained(bench: Bench) -> None:
    """Every stay, relative, night, house, queue, pass, violation, standing, account and month's
    books are what their history says.
    """
    records = (Stay, Relative, Night, House, Queue, AccessPass, GateCheck, Visit)
    for kind in (*records, Violation, Conduct, Account, Books):
        for id in bench.names(kind):
            bench.whole(id, kind)


@pytest.mark.clause(
    "P-once",
    "P-history",
    "P-money",
    "L-1",
    "L-2",
    "L-3",
    "L-5",
    "L-6",
    "L-7",
    "L-9",
    "L-10",
    "L-11",
)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_survives_every_fault(bench: Bench, name: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(name))
    survives(answered(lambda: now.send(world, **SAME), []), lambda: chained(bench))


@pytest.mark.clause("P-once", "P-history", "L-2", "L-5", "L-6")
def test_a_bed_of_who_is_there_is_ceded_whole_or_not_at_all(
    bench: Bench, survives: Survives
) -> None:
    """With a pass that lasts shorter, a night that is left over, and somebody who waits for it."""
    world = lodging.settled(bench.again(), r1="A")
    giver = lodging.granted(world, first=0, days=3)
    waits = lodging.approved(world, lodging.applied(world, first=2))
    receiver = lodging.approved(world, lodging.applied(world, lodging.COLLEAGUE, first=1))
    lodging.came(world, giver)
    assert lodging.ceding(world, giver, receiver).status == 200
    path = f"/stays/{receiver.json['stay']['id']}/take-ceded"
    form, etag = {"of": giver.json["stay"]["id"]}, lodging.version(world, receiver)

    def send() -> Reply:
        return world.post(path, lodging.COLLEAGUE, form, if_match=etag, **SAME)

    def check() -> None:
        chained(bench)
        states = [lodging.now(world, each)["state"] for each in (giver, receiver, waits)]
        assert states == ["staying", "granted", "waiting"]
        assert stored(world, Queue, world.site).timers

    survives(answered(send, []), check)


def _offer_over(world: World) -> Reply:
    reply = lodging.offered(world)
    world.clock.tick(hours=4)
    return reply


def _first_day_over(world: World) -> Reply:
    """Of who waits; who has the bed has come, so that nothing else is due."""
    first = lodging.granted(lodging.settled(world, r1="A"), first=3, days=2)
    reply = lodging.approved(world, lodging.applied(world, first=4))
    assert reply.json["stay"]["state"] == "waiting"
    lodging.at(world, lodging.day(world, 3), "15:00:00")
    lodging.came(world, first)
    lodging.at(world, lodging.day(world, 2), "00:00:00")
    return reply


def _signature_late(world: World) -> Reply:
    reply = lodging.late(world)
    world.clock.tick(days=1)
    return reply


def _leaves_late(world: World) -> Reply:
    reply = lodging.lodged(world)
    world.clock.tick(days=1, hours=9, seconds=1)  # six in the evening of the day of leaving
    return reply


def _stays_on(world: World) -> Reply:
    """In a bed that is somebody else's tonight."""
    reply = lodging.granted(lodging.settled(world, r1="A"), first=0)
    lodging.granted(world, lodging.COLLEAGUE, first=1)
    lodging.came(world, reply)
    world.clock.tick(days=1, hours=9, seconds=1)
    return reply


def _nobody_could_come(world: World) -> Reply:
    """Somebody is still in the bed when the first day is over."""
    stays_on = lodging.granted(lodging.settled(world, r1="A"), lodging.COLLEAGUE, first=0)
    reply = lodging.granted(world, first=1, days=2)
    lodging.came(world, stays_on)
    world.clock.tick(days=1, hours=9, seconds=1)
    lodging.over(world)
    world.clock.tick(hours=6)
    return reply


def _nobody_came(world: World) -> Reply:
    reply = lodging.today_granted(world, lodging.longer)
    world.clock.tick(hours=15)
    return reply


DUE: dict[str, tuple[str, Callable[[World], Reply], str]] = {
    "offers": ("bed_offers", lodging.freed, "offered"),
    "offers that are over": ("stays", _offer_over, "lapsed"),
    "first days that are over": ("stays", _first_day_over, "lapsed"),
    "leaving late": ("stays", _leaves_late, "staying"),
    "staying on in another's bed": ("stays", _stays_on, "staying"),
    "beds that nobody could come to": ("stays", _nobody_could_come, "granted"),
    "beds that nobody came to": ("stays", _nobody_came, "no_show"),
    "late signatures": ("stays", _signature_late, "pending"),
}


@pytest.mark.clause("P-once", "P-history", "L-2", "L-3", "L-6", "P-approve")
@pytest.mark.parametrize("what", DUE)
def test_what_falls_due_survives_every_fault(bench: Bench, what: str, survives: Survives) -> None:
    world = bench.again()
    function, begin, state = DUE[what]
    reply = begin(world)

    def check() -> None:
        chained(bench)
        assert lodging.now(world, reply)["state"] == state

    survives(bench.job(function), check, least=10)


def _scanned(world: World, *, differs: bool) -> Callable[[], Reply]:
    """A pass at the gate, with its holder or with somebody else."""
    code = lodging.scan_code(world, lodging.lodged(world))
    form = {"code": code, "holder_differs": differs}
    return lambda: world.post("/gate/checks", lodging.GUARD, form, **SAME)


def _employee(world: World) -> Callable[[], Reply]:
    form = lodging.colleague(lodging.peopled(world))
    return lambda: world.post("/gate/checks", lodging.GUARD, form, **SAME)


def _leaves_in_the_night(world: World) -> Callable[[], Reply]:
    """Before the program saw that the night began."""
    visit = lodging.visiting_employee(world)
    world.clock.tick(hours=15)
    path = f"/visits/{visit.json['visit']['id']}/sign-out"
    return lambda: world.post(path, lodging.GUARD, {}, if_match=visit.etag, **SAME)


AT_GATE: dict[str, Callable[[World], Callable[[], Reply]]] = {
    "a pass": lambda world: _scanned(world, differs=False),
    "a lent pass": lambda world: _scanned(world, differs=True),
    "an employee": _employee,
    "an employee who leaves in the night": _leaves_in_the_night,
}


@pytest.mark.clause("P-once", "P-history", "L-5", "L-10")
@pytest.mark.parametrize("who", AT_GATE)
def test_an_answer_of_the_gate_survives_every_fault(
    bench: Bench, who: str, survives: Survives
) -> None:
    """Answered without the store or not: sent again, it is recorded once."""
    send = AT_GATE[who](bench.again())
    survives(answered(send, []), lambda: chained(bench))


@pytest.mark.clause("P-once", "P-history", "L-11")
def test_closing_a_month_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    lodging.month_ending(world)
    world.clock.tick(hours=2)
    month = f"{lodging.day(world, -1):%Y-%m}"

    def check() -> None:
        chained(bench)
        assert stored(world, Books, month).closed

    survives(bench.job("books"), check, least=10)


@pytest.mark.clause("P-once", "P-history", "L-10")
def test_who_has_not_left_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    visit = lodging.visiting_employee(world).json["visit"]["id"]
    world.clock.tick(hours=14, minutes=30)

    def check() -> None:
        chained(bench)
        assert stored(world, Visit, visit).state == "inside_late"

    survives(bench.job("visits"), check, least=10)


@pytest.mark.clause("P-once", "P-history", "P-tell", "L-10", "L-11")
def test_a_night_without_leave_survives_every_fault(bench: Bench, survives: Survives) -> None:
    """One violation, named by the visit, however often the function dies."""
    world = bench.again()
    visit = lodging.visiting_employee(world).json["visit"]["id"]
    world.clock.tick(hours=14, minutes=30)
    lodging.curfew(world)
    world.clock.tick(minutes=30)

    def check() -> None:
        chained(bench)
        known = stored(world, Visit, visit)
        assert stored(world, Violation, known.violation).raised_from == f"visit#{visit}"

    survives(bench.job("visits"), check, least=10)

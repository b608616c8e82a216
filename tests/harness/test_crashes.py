"""Crash safety: every storage call of every command and job goes wrong in every way.

After each fault the same request is sent again with the same key, as a client on a bad line does.
What the engine then holds must be what it holds after a run without a fault: nothing lost,
nothing doubled, nothing half done. The points are listed by the program itself.
"""

import pytest

from chalicelib.files.model import Attachment
from chalicelib.tickets.days.model import Report
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.shifts.model import Handover
from tests.support.contract import operation_named
from tests.support.paths import (
    APART,
    ENQUIRY,
    FORWARDED,
    Edge,
    Move,
    form_of,
    walk,
    ways,
)
from tests.support.scenes import scene
from tests.support.survival import SAME, Bench, Survives, answered
from tests.support.uploads import JPEG, add, announced, attach, put
from tests.support.world import Reply


def edges() -> list[Edge]:
    """Every way on from state to state; of a command that stays in many, the first and the last."""
    stays: dict[str, list[Edge]] = {}
    for edge in sorted(ways()):
        command, before, after = edge
        stays.setdefault(command if before == after else "-".join(edge), []).append(edge)
    return sorted({edge for each in stays.values() for edge in (each[0], each[-1])})


@pytest.mark.clause("P-once", "P-history", "P-number", "P-money", "P-tell")
@pytest.mark.parametrize("edge", edges(), ids="-".join)
def test_a_command_survives_every_fault(bench: Bench, edge: Edge, survives: Survives) -> None:
    world = bench.again()
    *way, last = ways()[edge]
    reply: Reply | None = walk(world, tuple(way)) if way else None
    world.clock.at += APART
    form = form_of(last, world.clock(), reply and reply.ticket)
    path = f"/tickets/{reply.ticket['id']}/{last.command}" if reply else "/tickets"
    done: list[Reply] = []

    def send() -> Reply:
        return world.post(path, last.variant.who, form, if_match=reply and reply.etag, **SAME)

    survives(answered(send, done), lambda: bench.whole(done[-1].ticket["id"]))


@pytest.mark.clause("P-once", "P-number", "T-4.2.2", "T-4.1")
@pytest.mark.parametrize("number", [FORWARDED, ENQUIRY])
def test_what_is_taken_in_survives_every_fault(
    bench: Bench, number: int, survives: Survives
) -> None:
    """Its register and its hold with it: sent again, it is the one that was taken in."""
    world = bench.again()
    form = form_of(Move("intake", number), world.clock(), None)
    done: list[Reply] = []

    act = answered(lambda: world.post("/tickets", "desk-chan", form, **SAME), done)
    survives(act, lambda: bench.whole(done[-1].ticket["id"]))


@pytest.mark.clause("P-once", "T-4.6")
@pytest.mark.parametrize("step", ["open", "sign-off", "acknowledge", "force", "note", "report"])
def test_a_handover_and_a_report_survive_every_fault(
    bench: Bench, step: str, survives: Survives
) -> None:
    world = bench.again()
    world.intake()
    name = "day-report-hand-in" if step == "report" else f"handover-{step}"
    now = scene(world, operation_named(name))
    done: list[Reply] = []

    act = answered(lambda: now.send(world, **SAME), done)

    def check() -> None:
        if step == "report":
            bench.whole("2026-03-02.engineering", Report)
        elif step != "note":
            bench.whole(done[-1].json["id"], Handover)

    survives(act, check)


@pytest.mark.clause("P-once", "T-4.3.1")
@pytest.mark.parametrize("step", ["set-up", "change", "suspend", "resume", "end"])
def test_a_plan_survives_every_fault(bench: Bench, step: str, survives: Survives) -> None:
    world = bench.again()
    now = scene(world, operation_named(f"plan-{step}"))
    done: list[Reply] = []

    act = answered(lambda: now.send(world, **SAME), done)

    survives(act, lambda: bench.whole(done[-1].json["plan"]["id"], Plan))


FILES: dict[str, tuple[bytes, int, int]] = {
    "announced": (JPEG, 201, 201),
    "attached": (JPEG, 200, 200),
    "found wrong": (b"GIF89a" + JPEG, 422, 412),  # what was given up has a new version
}
"""What becomes of a file: its content, what is answered, and what if that answer was lost."""


@pytest.mark.clause("P-files", "P-once", "P-history")
@pytest.mark.parametrize("fate", FILES)
def test_a_file_survives_every_fault(bench: Bench, fate: str, survives: Survives) -> None:
    world = bench.again()
    ticket = world.intake().ticket["id"]
    content, status, again = FILES[fate]
    waiting: list[Reply] = []
    if fate != "announced":
        waiting.append(add(world, ticket, **announced(content)))
        assert put(waiting[0], content) == 200
    answers: list[Reply] = []

    def send() -> Reply:
        if waiting:
            return attach(world, waiting[0], **SAME)
        return world.post(f"/tickets/{ticket}/files", "desk-chan", announced(), **SAME)

    def check() -> None:
        file = answers[-1].json if fate == "announced" else waiting[0].json
        bench.whole(ticket)
        bench.whole(file["file"]["id"], Attachment)

    survives(answered(send, answers, status, again), check)
    assert answers[0].status == status

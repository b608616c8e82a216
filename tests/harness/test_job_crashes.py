"""Every job survives every fault: whichever storage call of its run goes wrong."""

from datetime import timedelta

import pytest

from chalicelib.files.model import Attachment
from chalicelib.tickets.days.model import Day, Daybook
from chalicelib.tickets.plans.model import Plan
from chalicelib.tickets.shifts.model import Handover
from tests.support import desk, planning
from tests.support.paths import (
    APART,
    COMPLAINT,
    FORWARDED,
    Move,
    form_of,
)
from tests.support.residents import stored
from tests.support.survival import SITE, Bench, Survives
from tests.support.uploads import add, announced, attach, put


@pytest.mark.clause("P-once", "T-4.3.2")
def test_the_dispatch_check_survives_every_fault(bench: Bench, survives: Survives) -> None:
    """Two repairs due, one of them dispatched elsewhere: whatever happens, each is told of once."""
    world = bench.again()
    tickets = [world.intake(), world.intake(unit="B-0502", person="owner-lau")]
    world.do(tickets[1], "dispatch", "desk-chan", department="grounds")
    world.clock.at += APART
    act = bench.job("dispatch_check")

    survives(act, lambda: [bench.whole(t.ticket["id"]) for t in tickets] and None, least=20)


@pytest.mark.clause("P-once", "P-number", "T-4.2.1", "T-4.2.2")
@pytest.mark.parametrize(("number", "hours"), [(COMPLAINT, 24), (FORWARDED, 23)])
def test_cards_and_replies_survive_every_fault(
    bench: Bench, number: int, hours: int, survives: Survives
) -> None:
    """A card is due, or a reply: it is opened once, the breach recorded once."""
    world = bench.again()
    form = form_of(Move("intake", number), world.clock(), None)
    if number == FORWARDED:
        passed_on = (world.clock() - timedelta(hours=1)).isoformat()
        form["source"] = {**form["source"], "received_at": passed_on}
    ticket = world.post("/tickets", "desk-chan", form).ticket["id"]
    world.clock.tick(hours=hours)
    act = bench.job("dispatch_check")

    survives(act, lambda: bench.whole(ticket), least=20)


@pytest.mark.clause("P-once", "T-4.7")
def test_the_reconciliation_survives_every_fault(bench: Bench, survives: Survives) -> None:
    """Two orders and two days that nobody closed: a run closes both, whatever happens to it."""
    world = bench.again()
    world.clock.tick(minutes=1)
    for ticket in (world.intake(), world.intake()):
        world.do(ticket, "dispatch", "desk-chan", department="engineering")
    world.clock.tick(hours=40)
    act = bench.job("reconciliation")

    def check() -> None:
        days = [stored(world, Day, f"2026-03-0{number}") for number in (2, 3)]
        assert [len(each.tally("engineering").open) for each in days] == [2, 2]
        assert [each.tally("engineering").carried_in for each in days] == [0, 2]
        bench.whole(SITE, Daybook)
        for each in days:
            bench.whole(each.id, Day)

    survives(act, check, least=30)


@pytest.mark.clause("P-once", "T-4.6")
def test_reminding_of_a_handover_survives_every_fault(bench: Bench, survives: Survives) -> None:
    world = bench.again()
    world.intake()
    id = desk.signed_off(world).json["id"]
    world.clock.tick(minutes=20)
    act = bench.job("handovers")

    survives(act, lambda: bench.whole(id, Handover), least=10)
    assert stored(world, Handover, id).reminders == 1


@pytest.mark.clause("P-once", "P-number", "T-4.3.1")
def test_opening_the_orders_of_plans_survives_every_fault(bench: Bench, survives: Survives) -> None:
    """A plan two orders behind: a run opens both, each once, whatever happens to it."""
    world = bench.again()
    id = planning.set_up(world, period="days", missed="catch_up").json["plan"]["id"]
    world.clock.tick(hours=25)
    act = bench.job("plans")

    def check() -> None:
        bench.whole(id, Plan)
        assert stored(world, Plan, id).opened == 2

    survives(act, check, least=40)


@pytest.mark.clause("P-files", "P-once")
def test_the_removal_of_orphans_survives_every_fault(bench: Bench, survives: Survives) -> None:
    """One was never attached, one was found wrong: the first is given up, the second removed."""
    world = bench.again()
    ticket = world.intake().ticket["id"]
    replies = [add(world, ticket), add(world, ticket, **announced(b"no photo"))]
    assert [put(replies[0]), put(replies[1], b"no photo")] == [200, 200]
    assert attach(world, replies[1]).status == 422
    kept, removed = (f"{SITE}/ticket/{ticket}/{reply.json['file']['id']}" for reply in replies)
    world.clock.tick(days=1)
    objects = world.house.objects

    def lay() -> None:
        objects._client.put_object(Bucket=objects._bucket, Key=removed, Body=b"no photo")

    act = bench.job("orphans")

    def check() -> None:
        assert objects.inspect(removed) is None
        assert objects.inspect(kept)
        for reply in replies:
            bench.whole(reply.json["file"]["id"], Attachment)

    survives(act, check, least=20, lay=lay)

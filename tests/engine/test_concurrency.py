"""Many at once: exactly one wins where one may, everybody where all may, and numbers stay whole.

On the embedded engine, which serves threads truly; it never refuses a transaction for a conflict
as DynamoDB does, so conflicts are put in at botocore's events.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec import convert

from app import app
from chalicelib.core.history import Entry, flaws
from chalicelib.core.ports import Key, Listing
from chalicelib.tickets.model.ticket import Ticket
from local import schedule
from tests.support.crowd import CLIENTS, at_once, conflicts
from tests.support.paths import PAID, walk, ways_to
from tests.support.uploads import add, attach, put
from tests.support.world import Reply, World


def history(world: World, id: str) -> list[Entry]:
    """The ticket's entries, which must be chained to what the ticket is."""
    store = world.house.service.store
    ticket = store.load([Key(Ticket, world.site, id)]).record(Ticket, world.site, id)
    assert ticket
    listing = Listing(table="history", partition=f"{world.site}#ticket#{id}", limit=100)
    entries = [convert(item, Entry) for item in store.page(listing).items]
    assert not list(flaws(ticket, entries))
    return entries


@pytest.mark.clause("P-together")
def test_of_fifty_on_one_repair_one_gets_it(real: World) -> None:
    """Fifty hold the same version: one is accepted, the others are shown the present state."""
    ticket = real.do(real.intake(), "dispatch", "desk-chan", department="engineering")
    who = ("engineer-lee", "李國強"), ("engineer-wong", "王志明")
    replies = at_once(lambda n: real.do(ticket, "take", who[n % 2][0], signed_name=who[n % 2][1]))
    assert Counter(reply.status for reply in replies) == {200: 1, 412: CLIENTS - 1}
    winner = next(reply for reply in replies if reply.status == 200)
    for reply in replies:
        if reply.status == 412:
            assert reply.json["present"]["ticket"] == winner.ticket
    assert len(history(real, ticket.ticket["id"])) == 3


@pytest.mark.clause("P-together")
@pytest.mark.parametrize("seed", range(3))
def test_fifty_on_fifty_repairs_are_all_accepted(real: World, seed: int) -> None:
    tickets = [real.intake() for _ in range(CLIENTS)]
    with conflicts(real, seed):
        replies = at_once(
            lambda n: real.do(tickets[n], "dispatch", "desk-chan", department="engineering")
        )
    assert {reply.status for reply in replies} == {200}
    for ticket in tickets:
        assert len(history(real, ticket.ticket["id"])) == 2


@pytest.mark.clause("P-number", "P-once")
@pytest.mark.parametrize("seed", range(3))
def test_fifty_intakes_at_once_get_fifty_numbers_without_a_gap(real: World, seed: int) -> None:
    with conflicts(real, seed):
        replies = at_once(lambda n: real.intake())
    assert {reply.status for reply in replies} == {201}
    numbers = sorted(reply.ticket["forms"][0]["number"] for reply in replies)
    assert numbers == [f"CW-20260302-{n:04}" for n in range(1, CLIENTS + 1)]
    register = real.get("/duty-record?day=2026-03-02&limit=100", "desk-chan").json["items"]
    assert sorted(entry["number"] for entry in register) == numbers


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("seed", range(3))
def test_the_same_intake_sent_fifty_times_at_once_is_one_ticket(real: World, seed: int) -> None:
    form = {
        "kind": "repair_public",
        "channel": "phone",
        "person": "owner-wong",
        "area": "大堂",
        "words": "燈壞了",
    }
    with conflicts(real, seed):
        replies = at_once(
            lambda n: real.post("/tickets", "desk-chan", form, key="the-same-key", language="en")
        )
    assert {reply.status for reply in replies} == {201}
    assert len({reply.body for reply in replies}) == 1
    assert len(real.get("/tickets?limit=100", "desk-chan").json["items"]) == 1


@pytest.mark.clause("P-money", "P-once")
def test_of_fifty_payments_of_one_charge_one_is_taken(real: World) -> None:
    """Fifty cashiers, each with a key of their own."""
    ticket = walk(real, ways_to(PAID, "overrule-warranty")["completed"])
    replies = at_once(lambda n: real.do(ticket, "pay", "finance-ho", method="cash"))
    assert Counter(reply.status for reply in replies) == {200: 1, 412: CLIENTS - 1}
    paid = real.get("/ledger/cash.cash", "finance-ho").json["items"]
    owed = real.get("/ledger/receivable.B-0502", "finance-ho").json["items"]
    assert [entry["fen"] for entry in paid] == [18800]
    assert sorted(entry["fen"] for entry in owed) == [-18800, 18800]


@pytest.mark.clause("T-4.3.2", "P-once")
@pytest.mark.parametrize("seed", range(3))
def test_eight_dispatch_checks_at_once_tell_of_each_repair_once(real: World, seed: int) -> None:
    """Late, eight times and together, some of them meeting desks that tell at the same moment."""
    tickets = [real.intake() for _ in range(20)]
    real.clock.tick(minutes=30)
    event = schedule.event(real.clock())

    def check_or_tell(n: int) -> Reply | None:
        if n % 2:
            return real.do(tickets[n], "notify", "desk-chan", told="李國強")
        app.handler_map["dispatch_check"](event, None)
        return None

    with conflicts(real, seed), ThreadPoolExecutor(16) as pool:
        list(pool.map(check_or_tell, range(16)))
    app.handler_map["dispatch_check"](event, None)
    for ticket in tickets:
        entries = history(real, ticket.ticket["id"])
        told = [entry for entry in entries if entry.command != "ticket-intake"]
        assert [entry.facts for entry in told] == [{"breached": True}]
    alarms = real.get("/inbox?limit=100", "supervisor-chow").json["items"]
    assert Counter(alarm["code"] for alarm in alarms) == {"notify_breached": 20}
    assert len({alarm["record"] for alarm in alarms}) == 20


@pytest.mark.clause("P-files", "P-once")
def test_of_fifty_who_attach_one_file_it_is_attached_once(real: World) -> None:
    ticket = real.intake().ticket["id"]
    reply = add(real, ticket)
    put(reply)
    replies = at_once(lambda n: attach(real, reply))
    assert Counter(each.status for each in replies) == {200: 1, 412: CLIENTS - 1}
    shown = real.get(f"/tickets/{ticket}", "desk-chan").ticket
    assert [each["id"] for each in shown["files"]] == [reply.json["file"]["id"]]
    assert [entry.seq for entry in history(real, ticket)] == [1, 2]


@pytest.mark.clause("P-files", "P-history")
def test_many_files_attached_to_one_ticket_at_once_are_all_there(real: World) -> None:
    """Each makes a version of the ticket; whoever comes second decides again."""
    ticket = real.intake().ticket["id"]
    waiting = [add(real, ticket) for _ in range(10)]
    assert {put(each) for each in waiting} == {200}
    with conflicts(real, seed=3):
        replies = at_once(lambda n: attach(real, waiting[n]), clients=10)
    assert {reply.status for reply in replies} == {200}
    shown = real.get(f"/tickets/{ticket}", "desk-chan").ticket
    assert {each["id"] for each in shown["files"]} == {each.json["file"]["id"] for each in waiting}
    assert len(history(real, ticket)) == 11


@pytest.mark.clause("P-files", "P-once")
@pytest.mark.parametrize("seed", range(3))
def test_a_file_attached_as_it_is_given_up_is_attached_or_removed_and_never_both(
    real: World, seed: int
) -> None:
    """The job runs in the very moment, three times at once: no file of a record is ever removed."""
    ticket = real.intake().ticket["id"]
    waiting = [add(real, ticket) for _ in range(10)]
    assert {put(each) for each in waiting} == {200}
    real.clock.tick(days=1)
    order = [*range(10), *[-1] * 3]
    random.Random(seed).shuffle(order)

    def act(n: int) -> None:
        if order[n] >= 0:
            attach(real, waiting[order[n]])
        else:
            app.handler_map["orphans"](schedule.event(real.clock()), None)

    with conflicts(real, seed), ThreadPoolExecutor(len(order)) as pool:
        list(pool.map(act, range(len(order))))
    real.clock.tick(hours=1)
    app.handler_map["orphans"](schedule.event(real.clock()), None)
    attached = {each["id"] for each in real.get(f"/tickets/{ticket}", "gm-ng").ticket["files"]}
    for each in waiting:
        id = each.json["file"]["id"]
        found = real.house.objects.inspect(f"{real.site}/ticket/{ticket}/{id}")
        assert (found is not None) == (id in attached)

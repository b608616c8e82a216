"""What falls due is done once, in order, whatever else goes wrong (P-once, T-4.3.2)."""

import copy
import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from app import app
from chalicelib.core.ports import Conflict, Due, Unavailable
from chalicelib.service import deadlines
from chalicelib.service.deadlines import LeftUndone, Report
from chalicelib.service.requests import TRIES, Service
from chalicelib.tickets.jobs import DISPATCH_CHECK
from local import schedule
from tests.support.backends import on_engine
from tests.support.residents import inbox
from tests.support.world import MONDAY, Clock, Reply, World, opened

HALF_HOUR = timedelta(minutes=30)
MS = timedelta(milliseconds=1)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """An engine of its own: what another test left due would be done here too."""
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world
        world.clock.at = MONDAY + timedelta(days=400)
        with suppress(LeftUndone):
            check(world)  # and leave nothing due behind


def check(world: World, at: datetime | None = None) -> Any:
    """The scheduled function, called as its schedule calls it."""
    return app.handler_map["dispatch_check"](schedule.event(at or world.clock()), None)


def run(world: World, **more: Any) -> Report:
    job = more.pop("job", DISPATCH_CHECK)
    service = more.pop("service", world.house.service)
    return deadlines.run(service, job, world.clock(), "run-1", **more)


def repairs(world: World, number: int, apart: timedelta = timedelta(0)) -> list[str]:
    """Indoor repairs that nobody tells engineering of, taken in one after another."""
    ids = []
    for _ in range(number):
        ids.append(world.intake().ticket["id"])
        world.clock.at += apart
    return ids


def shown(world: World, id: str) -> dict[str, Any]:
    return world.get(f"/tickets/{id}", "desk-chan").ticket


def commands(world: World, id: str) -> list[str]:
    page = world.get(f"/tickets/{id}/history?limit=100", "desk-chan").json
    return [entry["command"] for entry in page["items"]]


CHECKED = ["ticket-intake", "dispatch-check"]


@dataclasses.dataclass
class Between:
    """A store where something happens before a commit, as often as it is told to."""

    store: Any
    happens: Callable[[], None]
    times: int = 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, *args: Any, **more: Any) -> None:
        if self.times > 0:
            self.times -= 1
            self.happens()
        self.store.commit(*args, **more)


def meanwhile(world: World, happens: Callable[[], None], times: int = 1) -> Service:
    service = world.house.service
    return dataclasses.replace(
        service, store=Between(service.store, happens, times), pause=lambda attempt: None
    )


def raising(error: Exception) -> Callable[[], None]:
    def happens() -> None:
        raise error

    return happens


def poisoned(*ids: str) -> deadlines.Job:
    """The dispatch check with a rule that breaks on some records."""

    def decide(ticket: Any, act: Any) -> Any:
        if ticket.id in ids:
            raise ZeroDivisionError
        return DISPATCH_CHECK.decide(ticket, act)

    return dataclasses.replace(DISPATCH_CHECK, decide=decide)


def test_where_nothing_is_due_nothing_is_done(site: World) -> None:
    assert run(site) == Report(job="dispatch-check", as_of="2026-03-02T01:00:00+00:00")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("after", "fired"),
    [
        (timedelta(0), 0),
        (timedelta(minutes=4, seconds=59), 0),
        (timedelta(minutes=5) - MS, 0),
        (timedelta(minutes=5), 1),  # due at 5:00 is due at 5:00
        (timedelta(minutes=5) + MS, 1),
        (timedelta(days=365), 1),
    ],
)
def test_what_is_due_is_done_and_nothing_before(site: World, after: timedelta, fired: int) -> None:
    [id] = repairs(site, 1)
    site.clock.at += after
    report = run(site)
    assert (report.due, report.fired, report.failed) == (fired, fired, 0)
    assert commands(site, id) == CHECKED[: 1 + fired]


@pytest.mark.clause("T-4.3.2")
def test_the_schedules_time_counts_and_not_the_clocks(site: World) -> None:
    """A run that comes late does what was due when it should have come; the next does the rest."""
    [id] = repairs(site, 1)
    at = site.clock.at
    site.clock.at += HALF_HOUR
    assert check(site, at + timedelta(minutes=4))["due"] == 0
    assert check(site, at + timedelta(minutes=5))["fired"] == 1
    assert shown(site, id)["notification"]["told_at"] == "2026-03-02T01:30:00Z"


@pytest.mark.parametrize(
    "time", ["2026-03-02T01:30:00Z", "2026-03-02T09:30:00+08:00", "2026-03-02T01:30:00.000Z"]
)
def test_a_schedules_time_is_an_instant_however_it_is_written(site: World, time: str) -> None:
    repairs(site, 1)
    site.clock.at += HALF_HOUR
    event = schedule.event(site.clock()) | {"time": time}
    assert app.handler_map["dispatch_check"](event, None)["fired"] == 1


@pytest.mark.clause("T-4.3.2", "P-once")
def test_a_second_run_finds_nothing_more_to_do(site: World) -> None:
    ids = repairs(site, 3)
    site.clock.at += HALF_HOUR
    runs = [run(site) for _ in range(3)]
    assert [(each.due, each.fired) for each in runs] == [(3, 3), (0, 0), (0, 0)]
    assert [commands(site, id) for id in ids] == [CHECKED] * 3


@pytest.mark.clause("T-4.3.2", "P-once")
def test_twelve_missed_runs_are_caught_up_by_one(site: World) -> None:
    """An hour of repairs; then the twelve events come after all, the last of them first."""
    ids = repairs(site, 12, apart=timedelta(minutes=5))
    end = site.clock.at + timedelta(minutes=5)
    site.clock.at = end
    assert check(site) == {
        "job": "dispatch-check",
        "as_of": "2026-03-02T02:05:00+00:00",
        "due": 12,
        "fired": 12,
        "failed": 0,
        "oldest_seconds": 3600,
    }
    for missed in range(12):
        assert check(site, end - missed * timedelta(minutes=5))["due"] == 0
    assert [commands(site, id) for id in ids] == [CHECKED] * 12
    alarms = inbox(site, "supervisor-chow")
    assert sorted(each["record"] for each in alarms) == sorted(f"ticket#{id}" for id in ids)


def test_of_what_a_shard_holds_the_oldest_is_done_first(site: World) -> None:
    repairs(site, 24, apart=timedelta(seconds=7))
    site.clock.at += HALF_HOUR
    order: list[str] = []

    def decide(ticket: Any, act: Any) -> Any:
        order.append(ticket.id)
        return DISPATCH_CHECK.decide(ticket, act)

    shards = list(site.house.service.store.due("dispatch-check", site.clock()))
    run(site, job=dataclasses.replace(DISPATCH_CHECK, decide=decide))
    assert order == [due.id for shard in shards for due in shard]
    for shard in shards:
        assert [due.due_at for due in shard] == sorted(due.due_at for due in shard)
    assert max(map(len, shards)) > 1


@pytest.mark.clause("P-who", "T-4.3.2")
def test_one_run_serves_every_site_and_tells_each_its_own(address: str, site: World) -> None:
    with opened(address, site.clock) as other:
        here, there = repairs(site, 2), repairs(other, 3)
        site.clock.at += HALF_HOUR
        assert run(site).fired == 5
        for world, ids in ((site, here), (other, there)):
            told = {each["record"] for each in inbox(world, "supervisor-chow")}
            assert told == {f"ticket#{id}" for id in ids}
            assert {shown(world, id)["notification"]["told_by"] for id in ids} == {
                "system.dispatch-check"
            }


@pytest.mark.clause("P-who")
def test_a_run_for_one_site_leaves_the_others_alone(address: str, site: World) -> None:
    with opened(address, site.clock) as other:
        repairs(site, 2)
        [there] = repairs(other, 1)
        site.clock.at += HALF_HOUR
        reply = site.post("/jobs/dispatch-check", "supervisor-chow")
        assert (reply.json["due"], reply.json["fired"], reply.json["failed"]) == (2, 2, 0)
        assert commands(other, there) == CHECKED[:1]
        assert run(other).fired == 1


def test_an_entry_says_by_which_run_it_was_made(site: World) -> None:
    [id] = repairs(site, 1)
    site.clock.at += HALF_HOUR
    event = schedule.event(site.clock())
    app.handler_map["dispatch_check"](event, None)
    [_, entry] = site.get(f"/tickets/{id}/history", "desk-chan").json["items"]
    assert (entry["by"], entry["clause"], entry["correlation"]) == (
        "system.dispatch-check",
        "T-4.3.2",
        event["id"],
    )


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("bad", [0, 4, 9], ids=["the first", "one between", "the last"])
def test_a_record_that_cannot_be_done_keeps_no_other_from_it(site: World, bad: int) -> None:
    ids = repairs(site, 10, apart=timedelta(seconds=1))
    site.clock.at += HALF_HOUR
    report = run(site, job=poisoned(ids[bad]))
    assert (report.due, report.fired, report.failed) == (10, 9, 1)
    assert [commands(site, id) for id in ids if id != ids[bad]] == [CHECKED] * 9
    assert commands(site, ids[bad]) == CHECKED[:1]
    assert run(site).fired == 1  # once it can be done, it is
    assert commands(site, ids[bad]) == CHECKED


@pytest.mark.clause("P-once")
def test_a_run_that_left_something_fails_once_the_rest_is_done(
    site: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = repairs(site, 3)
    site.clock.at += HALF_HOUR
    monkeypatch.setattr("app.DISPATCH_CHECK", poisoned(ids[1]))
    with pytest.raises(LeftUndone, match="1 of 3 left for the next run"):
        check(site)
    assert [commands(site, id) for id in ids] == [CHECKED, CHECKED[:1], CHECKED]


UNREADABLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a state of another release": lambda item: item["body"]["M"].update(state={"S": "pending"}),
    "a number with a fraction": lambda item: item["body"]["M"].update(terms={"N": "1.5"}),
    "a text for a number": lambda item: item["body"]["M"].update(terms={"S": "one"}),
    "a field left out": lambda item: item["body"]["M"].pop("words"),
    "a list for an object": lambda item: item["body"]["M"].update(reporter={"L": []}),
    "another kind of body": lambda item: item.update(body={"S": "{}"}),
    "no body": lambda item: item.pop("body"),
}
"""What another release writes, or somebody who edits an item by hand."""


@contextmanager
def spoilt(world: World, id: str, spoil: Callable[[dict[str, Any]], Any]) -> Iterator[None]:
    """A stored ticket, for a while one that the program cannot read."""
    client = world.house.service.store._connection.client  # type: ignore[attr-defined]
    table = "frontdesk-local-tickets"
    key = {"site": {"S": world.site}, "id": {"S": f"ticket#{id}"}}
    item = client.get_item(TableName=table, Key=key)["Item"]
    odd = copy.deepcopy(item)
    spoil(odd)
    client.put_item(TableName=table, Item=odd)
    try:
        yield
    finally:
        client.put_item(TableName=table, Item=item)


@pytest.mark.clause("P-once", "T-4.3.2")
@pytest.mark.parametrize("spoil", UNREADABLE.values(), ids=UNREADABLE)
def test_a_record_that_cannot_be_read_keeps_no_other_from_it(
    site: World, spoil: Callable[[dict[str, Any]], Any]
) -> None:
    ids = repairs(site, 10, apart=timedelta(seconds=1))
    site.clock.at += HALF_HOUR
    with spoilt(site, ids[4], spoil), pytest.raises(LeftUndone, match="1 of 10 left"):
        check(site)
    done = [CHECKED] * 4 + [CHECKED[:1]] + [CHECKED] * 5
    assert [commands(site, id) for id in ids] == done
    assert run(site).fired == 1  # once it can be read again


@pytest.mark.clause("P-once")
@pytest.mark.parametrize(
    "trouble", [Conflict({"record"}), Conflict({"busy"}), Unavailable("no answer")], ids=repr
)
@pytest.mark.parametrize(
    ("times", "fired", "failed"), [(1, 1, 0), (TRIES - 1, 1, 0), (TRIES, 0, 1)]
)
def test_what_collides_is_tried_again(
    site: World, trouble: Exception, times: int, fired: int, failed: int
) -> None:
    [id] = repairs(site, 1)
    site.clock.at += HALF_HOUR
    report = run(site, service=meanwhile(site, raising(trouble), times))
    assert (report.due, report.fired, report.failed) == (1, fired, failed)
    assert commands(site, id) == CHECKED[: 1 + fired]
    assert run(site).fired == failed  # what was left is done by the next


@pytest.mark.clause("P-once")
def test_an_answer_that_was_lost_is_no_second_effect(site: World) -> None:
    [id] = repairs(site, 1)
    site.clock.at += HALF_HOUR
    service = site.house.service

    class Deaf(Between):
        def commit(self, *args: Any, **more: Any) -> None:
            self.store.commit(*args, **more)
            raise Unavailable("no answer")

    deaf = dataclasses.replace(
        service, store=Deaf(service.store, lambda: None), pause=lambda attempt: None
    )
    assert run(site, service=deaf).failed == 0
    assert commands(site, id) == CHECKED
    assert len(inbox(site, "supervisor-chow")) == 1


@pytest.mark.clause("P-once", "P-together")
@pytest.mark.parametrize(
    ("command", "form", "checked"),
    [
        ("notify", {"told": "李國強"}, False),  # told at the last moment
        ("dispatch", {"department": "engineering"}, False),  # told by it
        ("cancel", {"reason": "誤報"}, False),
        ("dispatch", {"department": "grounds"}, True),  # nobody told engineering
    ],
)
def test_what_the_desk_does_meanwhile_is_seen(
    site: World, command: str, form: dict[str, Any], checked: bool
) -> None:
    ticket = site.intake()
    site.clock.at += HALF_HOUR
    replies: list[Reply] = []

    def act() -> None:
        replies.append(site.do(ticket, command, "desk-chan", **form))

    report = run(site, service=meanwhile(site, act))
    assert replies[0].status == 200
    assert (report.due, report.fired, report.failed) == (1, int(checked), 0)
    done = ["ticket-intake", f"ticket-{command}", *(["dispatch-check"] if checked else [])]
    assert commands(site, ticket.ticket["id"]) == done


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("by", [-MS, MS, -HALF_HOUR, timedelta(days=1)])
def test_a_timer_that_was_moved_meanwhile_does_not_fire(site: World, by: timedelta) -> None:
    """What was read as due is not the timer that the record has now."""
    [id] = repairs(site, 1)
    site.clock.at += HALF_HOUR

    class Behind(Between):
        def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
            for batch in self.store.due(job, as_of):
                yield [_moved(each, by) for each in batch]

    service = dataclasses.replace(
        site.house.service, store=Behind(site.house.service.store, lambda: None)
    )
    report = run(site, service=service)
    assert (report.due, report.fired, report.failed) == (1, 0, 0)
    assert commands(site, id) == CHECKED[:1]
    assert run(site).fired == 1


def _moved(due: Due, by: timedelta) -> Due:
    return Due(site=due.site, kind=due.kind, id=due.id, clause=due.clause, due_at=due.due_at + by)


def test_a_timer_of_a_record_that_is_not_there_does_nothing(site: World) -> None:
    repairs(site, 1)
    site.clock.at += HALF_HOUR

    class Haunted(Between):
        def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
            for batch in self.store.due(job, as_of):
                ghost = batch[0]
                elsewhere = {"site": "nowhere"}, {"id": "nobody"}, {"clause": "T-4.2.1"}
                fields = {name: getattr(ghost, name) for name in ghost.__struct_fields__}
                yield [*(Due(**{**fields, **other}) for other in elsewhere), *batch]

    service = dataclasses.replace(
        site.house.service, store=Haunted(site.house.service.store, lambda: None)
    )
    report = run(site, service=service)
    assert (report.due, report.fired, report.failed) == (4, 1, 0)


@pytest.mark.clause("P-once")
def test_a_run_that_cannot_read_what_is_due_fails(site: World) -> None:
    [id] = repairs(site, 1)
    site.clock.at += HALF_HOUR

    class Blind(Between):
        def due(self, job: str, as_of: datetime) -> Iterator[list[Due]]:
            raise Unavailable("no answer")

    blind = dataclasses.replace(
        site.house.service, store=Blind(site.house.service.store, lambda: None)
    )
    with pytest.raises(Unavailable):
        deadlines.scheduled(blind, DISPATCH_CHECK, schedule.event(site.clock()))
    assert commands(site, id) == CHECKED[:1]


@pytest.mark.clause("T-4.3.2")
def test_more_than_a_page_of_a_shard_is_done_in_one_run(
    site: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no cap a run: what is due is read a page at a time until there is no more."""
    ids = repairs(site, 30)
    site.clock.at += HALF_HOUR
    monkeypatch.setattr("chalicelib.store.dynamo._BATCH", 2)
    assert run(site) == Report(
        job="dispatch-check",
        as_of="2026-03-02T01:30:00+00:00",
        due=30,
        fired=30,
        oldest_seconds=1500,
    )
    assert [commands(site, id) for id in ids] == [CHECKED] * 30


@pytest.mark.parametrize("offset", [0, 8, -11])
def test_a_report_says_as_of_when(site: World, offset: int) -> None:
    zone = timezone(timedelta(hours=offset))
    report = deadlines.run(site.house.service, DISPATCH_CHECK, MONDAY.astimezone(zone), "x")
    assert datetime.fromisoformat(report.as_of) == MONDAY.astimezone(UTC)

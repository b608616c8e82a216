"""One consistent read brings everything that was asked for, and says what is not there."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.people import Person
from chalicelib.core.ports import Key, Unavailable
from chalicelib.core.record import NumberedForm
from chalicelib.store.meter import metered
from tests.store.shelf import OVERRUN, UNANSWERED, Room, Rule, Shelf, replay
from tests.support.world import MONDAY


def room_key(shelf: Shelf, id: str = "1") -> Key:
    return Key(Room, shelf.site, id)


def first_form() -> NumberedForm:
    return NumberedForm(
        form="work_order",
        number="CW-20260302-0001",
        day=MONDAY.date(),
        seq=1,
        at=MONDAY,
        by="desk-chan",
    )


def test_records_counters_and_replay_come_in_one_consistent_trip(shelf: Shelf) -> None:
    room = shelf.add(shelf.room(forms=(first_form(),)), key=f"{shelf.site}#key")
    rule = shelf.add(Rule(site=shelf.site, id="r", note="n"))
    with shelf.watched("BatchGetItem") as sent:
        loaded = shelf.store.load(
            [room_key(shelf), Key(Rule, shelf.site, "r"), room_key(shelf, "absent")],
            counters=(shelf.site, ["work_order", "receipt"]),
            replay=f"{shelf.site}#key",
            now=MONDAY,
        )
    assert loaded.record(Room, shelf.site, "1") == room
    assert loaded.record(Rule, shelf.site, "r") == rule
    assert {name: each.last for name, each in loaded.counters.items()} == {"work_order": 1}
    assert loaded.replay
    assert loaded.replay.fingerprint == f"of {shelf.site}#key"
    [request] = sent
    assert all(each["ConsistentRead"] for each in request["RequestItems"].values())
    assert len(request["RequestItems"]) == 3


def test_what_is_absent_is_not_brought(shelf: Shelf) -> None:
    shelf.add(shelf.room())
    loaded = shelf.store.load(
        [room_key(shelf, "2"), Key(Room, f"{shelf.site}-b", "1"), Key(Rule, shelf.site, "1")],
        counters=(shelf.site, ["work_order"]),
        replay=f"{shelf.site}#none",
        now=MONDAY,
    )
    assert loaded.record(Room, shelf.site, "2") is None
    assert loaded.record(Room, f"{shelf.site}-b", "1") is None  # the same id at another site
    assert loaded.record(Rule, shelf.site, "1") is None  # the same id of another kind
    assert loaded.record(Room, shelf.site, "1") is None  # there, but not asked for
    assert (loaded.counters, loaded.replay) == ({}, None)


def test_nothing_asked_costs_no_trip(shelf: Shelf) -> None:
    with metered() as meter:
        shelf.store.load([])
    assert meter.trips == 0


def test_what_is_asked_twice_is_asked_once(shelf: Shelf) -> None:
    """DynamoDB refuses a read that names a key twice."""
    room = shelf.add(shelf.room(forms=(first_form(),)))
    twice = ["work_order", "work_order"]
    loaded = shelf.store.load([room_key(shelf)] * 3, counters=(shelf.site, twice))
    assert loaded.record(Room, shelf.site, "1") == room
    assert loaded.counters["work_order"].last == 1


@pytest.mark.parametrize(("asked", "trips"), [(1, 1), (100, 1), (101, 2), (250, 3)])
def test_many_records_come_a_hundred_a_trip(shelf: Shelf, asked: int, trips: int) -> None:
    there = {number: shelf.add(shelf.room(f"{number}")) for number in (0, 99, 100, 249)}
    with metered() as meter:
        loaded = shelf.store.load(room_key(shelf, str(number)) for number in range(asked))
    assert meter.trips == trips
    for number, room in there.items():
        found = loaded.record(Room, shelf.site, str(number))
        assert found == (room if number < asked else None)


def test_every_load_sees_the_latest_version(shelf: Shelf) -> None:
    record: Any = shelf.add(shelf.room())
    for number in range(3):
        record = shelf.commit(Change(before=record, after=replace(record, note=str(number))))
        assert shelf.store.load([room_key(shelf)]).record(Room, shelf.site, "1") == record


def test_what_never_changes_is_remembered(shelf: Shelf) -> None:
    rules = [shelf.add(Rule(site=shelf.site, id=id, note=id)) for id in "ab"]
    keys = [Key(Rule, shelf.site, id) for id in "ab"]
    shelf.store.load(keys[:1])
    with shelf.watched("BatchGetItem") as sent:
        both = shelf.store.load(keys)
        again = shelf.store.load(keys)
    assert [both.record(*key) for key in keys] == [again.record(*key) for key in keys] == rules
    [request] = sent
    [[table]] = [each["Keys"] for each in request["RequestItems"].values()]
    assert table["id"] == {"S": "rule#b"}


def test_what_is_not_there_yet_is_not_remembered_as_absent(shelf: Shelf) -> None:
    key = Key(Rule, shelf.site, "r")
    assert shelf.store.load([key]).record(*key) is None
    rule = shelf.add(Rule(site=shelf.site, id="r"))
    assert shelf.store.load([key]).record(*key) == rule


def test_what_is_remembered_is_of_its_own_site(shelf: Shelf) -> None:
    other = f"{shelf.site}-b"
    shelf.add(Rule(site=shelf.site, id="r", note="ours"))
    shelf.add(Rule(site=other, id="r", note="theirs"))
    notes = []
    for site in (shelf.site, other, shelf.site):
        found = shelf.store.load([Key(Rule, site, "r")]).record(Rule, site, "r")
        assert found
        notes.append(found.note)
    assert notes == ["ours", "theirs", "ours"]


def test_memory_has_an_end(shelf: Shelf) -> None:
    """A process that serves many sites for weeks does not grow with them."""
    shelf.add(Rule(site=shelf.site, id="0"))
    shelf.store.load([Key(Rule, shelf.site, "0")])
    for number in range(1, 257):
        shelf.add(Rule(site=shelf.site, id=str(number)))
    shelf.store.load(Key(Rule, shelf.site, str(number)) for number in range(1, 257))
    with metered() as meter:
        assert shelf.store.load([Key(Rule, shelf.site, "0")]).record(Rule, shelf.site, "0")
    assert meter.trips == 1


def held_back(times: int, left: int = 1) -> Any:
    """DynamoDB answers a part of what it was asked, so many times."""
    done = []

    def hold_back(parsed: dict[str, Any], **_: Any) -> None:
        if len(done) == times:
            return
        done.append(True)
        for table, items in parsed["Responses"].items():
            back = [items.pop() for _ in range(min(left, len(items)))]
            keys = [{name: item[name] for name in ("site", "id")} for item in back]
            if keys:
                unprocessed = {"ConsistentRead": True, "Keys": keys}
                parsed.setdefault("UnprocessedKeys", {})[table] = unprocessed

    return hold_back


@pytest.mark.parametrize("times", [1, 2, 4])
def test_what_was_left_unanswered_is_asked_again(shelf: Shelf, times: int) -> None:
    rooms = [shelf.add(shelf.room(f"{number}")) for number in range(3)]
    keys = [room_key(shelf, f"{number}") for number in range(3)]
    with (
        shelf.on("after-call.BatchGetItem", held_back(times)),
        shelf.watched("BatchGetItem") as sent,
    ):
        loaded = shelf.store.load(keys)
    assert [loaded.record(*key) for key in keys] == rooms
    assert len(sent) == times + 1
    assert all(table["ConsistentRead"] for each in sent for table in each["RequestItems"].values())


def test_what_is_never_answered_is_unavailable(shelf: Shelf) -> None:
    shelf.add(shelf.room())
    hook = held_back(10**9)
    with shelf.on("after-call.BatchGetItem", hook), pytest.raises(Unavailable):
        shelf.store.load([room_key(shelf)])


@pytest.mark.parametrize("error", UNANSWERED, ids=lambda error: type(error).__name__)
def test_a_store_that_does_not_answer_is_unavailable(shelf: Shelf, error: Exception) -> None:
    with shelf.failing("BatchGetItem", error), pytest.raises(Unavailable):
        shelf.store.load([room_key(shelf)])


@pytest.mark.parametrize("code", OVERRUN)
def test_a_store_that_is_overrun_is_unavailable(shelf: Shelf, code: str) -> None:
    with shelf.refusing("BatchGetItem", code), pytest.raises(Unavailable):
        shelf.store.load([room_key(shelf)])


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"x" * 300_000])
def test_a_remembered_answer_is_loaded_with_the_rest(shelf: Shelf, body: bytes) -> None:
    given = replay(f"{shelf.site}#key", body)
    shelf.store.commit((), given)
    loaded = shelf.store.load([Key(Person, shelf.site, "p")], replay=given.key, now=MONDAY)
    assert loaded.replay
    assert loaded.replay.answer == given.answer

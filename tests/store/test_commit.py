"""One change is one transaction: everything is there after it, or nothing of it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from pynamodb.exceptions import TransactWriteError

from chalicelib.core.change import Change, Message
from chalicelib.core.money import Journal, Posting, transfer
from chalicelib.core.outbox import GRACE
from chalicelib.core.ports import Conflict, Key, NewReplay, Unavailable
from chalicelib.core.record import Hold, NumberedForm, Record, Timer, Void
from chalicelib.store import tables
from tests.store.shelf import OVERRUN, UNANSWERED, Room, Shelf, changes, entered, plainly, replay
from tests.support.world import MONDAY

DAY = date(2026, 3, 2)
VOID = Void(reason="overruled", at=MONDAY, by="desk-chan")
DUE = MONDAY + timedelta(minutes=5)


def timer(clause: str, minutes: int = 5) -> Timer:
    return Timer(clause=clause, job="check", due_at=MONDAY + timedelta(minutes=minutes))


def hold(key: str) -> Hold:
    return Hold(key=key, code="paid_already", clause="T-4.3.2")


def form(seq: int, day: date = DAY, void: Void | None = None, prefix: str = "CW") -> NumberedForm:
    return NumberedForm(
        form="work_order",
        number=f"{prefix}-{day:%Y%m%d}-{seq:04d}",
        day=day,
        seq=seq,
        at=MONDAY,
        by="desk-chan",
        void=void,
    )


def full_change(shelf: Shelf) -> tuple[Change, Room]:
    """A change with a part of every sort, on a record that has them all already."""
    before = shelf.add(
        shelf.room(
            timers=(timer("T-1"), timer("T-2")),
            holds=(hold("bed#1"), hold("bed#2")),
            forms=(form(1),),
        )
    )
    after = replace(
        before,
        note="二",
        tag="t",
        timers=(timer("T-2"), timer("T-3", 9)),
        holds=(hold("bed#2"), hold("bed#3")),
        forms=(form(1, void=VOID), form(2)),
    )
    change = Change(
        before=before,
        after=after,
        facts={"why": "因為"},
        journals=(
            transfer("repair_paid", "T-4.3.2", debit="cash", credit="owner", fen=500),
            Journal(
                memo="repair_charged",
                clause="P-money",
                postings=(
                    Posting(account="owner", fen=3),
                    Posting(account="income", fen=-2),
                    Posting(account="cash", fen=-1),
                ),
            ),
        ),
        messages=(
            Message(to="gm-ng", code="notify_breached", clause="T-4.3.2", data={"number": "CW"}),
            Message(to="gm-ng", code="visit_asked", clause="T-4.4.1"),
        ),
        also=(Change(before=None, after=shelf.room("other", timers=(timer("T-9"),))),),
    )
    return change, before


@pytest.mark.clause("P-once", "P-history", "P-money", "P-number", "P-tell")
def test_everything_of_a_change_is_there_after_it(shelf: Shelf) -> None:
    change, _ = full_change(shelf)
    before = shelf.dump()
    record = shelf.commit(change, key=f"{shelf.site}#key")
    gone, new = changes(before, shelf.dump())
    site = shelf.site

    def items(table: str, found: list[tuple[str, Any]]) -> list[dict[str, Any]]:
        """What came or went in a table, without the bodies, which have tests of their own."""
        plain = [plainly(item) for name, item in found if name == table]
        bare = [{k: v for k, v in each.items() if k not in ("body", "answer")} for each in plain]
        return sorted(bare, key=lambda each: json.dumps(each, sort_keys=True))

    def bodies(table: str) -> list[dict[str, Any]]:
        found = [item for name, item in new if name == table]
        return [plainly(item)["body"] for item in found]

    assert items("directory", new) == [
        {"site": site, "id": "room#1", "version": 2, "phone_key": f"{site}#t"},
        {"site": site, "id": "room#other", "version": 1},
    ]
    assert {(body["version"], body.get("note")) for body in bodies("directory")} == {
        (2, "二"),
        (1, ""),
    }
    assert items("directory", gone) == [{"site": site, "id": "room#1", "version": 1}]
    assert items("history", new) == [
        {"record": f"{site}#room#1", "seq": 2},
        {"record": f"{site}#room#other", "seq": 1},
    ]
    [first] = [body for body in bodies("history") if body["seq"] == 2]
    assert (first["facts"], first["form"]) == ({"why": "因為"}, {"words": "漏水"})
    assert (first["by"], first["clause"], first["correlation"]) == ("desk-chan", "T-3.0", "c1")
    assert (first["prev"], first["hash"]) == (change.before and change.before.head, record.head)
    assert [each["due"] for each in items("timers", new)] == [
        f"2026-03-02T01:02:00.000Z#{site}#room#1#000000002",
        f"2026-03-02T01:05:00.000Z#{site}#room#other#T-9",
        f"2026-03-02T01:09:00.000Z#{site}#room#1#T-3",
    ]
    assert [each["due"] for each in items("timers", gone)] == [
        f"2026-03-02T01:05:00.000Z#{site}#room#1#T-1"
    ]
    assert items("holds", new) == [{"key": f"{site}#bed#3", "record": "room#1"}]
    assert items("holds", gone) == [{"key": f"{site}#bed#1", "record": "room#1"}]
    place = "2026-03-02T01:00:00.000Z#room#1#2"
    assert items("ledger", new) == [
        {"account": f"{site}#cash", "place": f"{place}#0#0"},
        {"account": f"{site}#cash", "place": f"{place}#1#2"},
        {"account": f"{site}#income", "place": f"{place}#1#1"},
        {"account": f"{site}#owner", "place": f"{place}#0#1"},
        {"account": f"{site}#owner", "place": f"{place}#1#0"},
    ]
    assert sorted((body["memo"], body["account"], body["fen"]) for body in bodies("ledger")) == [
        ("repair_charged", "cash", -1),
        ("repair_charged", "income", -2),
        ("repair_charged", "owner", 3),
        ("repair_paid", "cash", 500),
        ("repair_paid", "owner", -500),
    ]
    assert items("outbox", new) == [
        {
            "record": f"{site}#room#1",
            "place": f"000000002#00{number}",
            "person": f"{site}#gm-ng",
            "at": f"{place}#{number}",
        }
        for number in (0, 1)
    ]
    assert {body["message"]["code"] for body in bodies("outbox")} == {
        "notify_breached",
        "visit_asked",
    }
    assert items("forms", new) == [
        {
            "key": f"{site}#CW-20260302-000{seq}",
            "day_key": f"{site}#2026-03-02",
            "place": f"2026-03-02T01:00:00.000Z#CW-20260302-000{seq}",
        }
        for seq in (1, 2)
    ]
    assert {body["seq"]: body.get("void", {}).get("reason") for body in bodies("forms")} == {
        1: "overruled",
        2: None,
    }
    assert items("counters", new) == [{"key": f"{site}#work_order", "day": "2026-03-02", "last": 2}]
    assert items("replays", new) == [
        {
            "key": f"{site}#key",
            "fingerprint": f"of {site}#key",
            "expires": 1772499600,  # 2026-03-03 01:00, a day later
        }
    ]
    assert items("tickets", new + gone) == []


Guard = Callable[[Shelf], tuple[Change | None, NewReplay | None, Conflict]]
"""Sets a scene; the change or replay to commit, and the conflict that it must meet."""


def stale_version(shelf: Shelf) -> Any:
    """Only the record's version stands against it: the history of what happened since is gone."""
    first = shelf.add(shelf.room())
    shelf.commit(Change(before=first, after=replace(first, note="theirs")))
    shelf.remove("history", record=f"{shelf.site}#room#1", seq=2)
    return Change(before=first, after=replace(first, note="mine")), None, Conflict(["record"])


def version_of_the_future(shelf: Shelf) -> Any:
    first = shelf.add(shelf.room())
    seen = replace(first, version=7)
    return Change(before=seen, after=replace(seen, note="mine")), None, Conflict(["record"])


def record_gone(shelf: Shelf) -> Any:
    never = replace(shelf.room(), version=1)
    return Change(before=never, after=never), None, Conflict(["record"])


def record_there_already(shelf: Shelf) -> Any:
    shelf.add(shelf.room(note="theirs"))
    shelf.remove("history", record=f"{shelf.site}#room#1", seq=1)
    return Change(before=None, after=shelf.room(note="mine")), None, Conflict(["record"])


def entry_there_already(shelf: Shelf) -> Any:
    """Only the history stands against it."""
    first = shelf.add(shelf.room())
    item = {"record": {"S": f"{shelf.site}#room#1"}, "seq": {"N": "2"}, "body": {"M": {}}}
    shelf.client.put_item(TableName=tables.PREFIX + "history", Item=item)
    return Change(before=first, after=first), None, Conflict(["record"])


def counted(shelf: Shelf, *seqs: int, day: date = DAY) -> None:
    for seq in seqs:
        shelf.add(shelf.room(f"counted-{seq}", forms=(form(seq, day),)))


def issuing(shelf: Shelf, made: NumberedForm) -> Change:
    return Change(before=None, after=shelf.room("mine", forms=(made,)))


def gap_in_the_numbers(shelf: Shelf) -> Any:
    counted(shelf, 1)
    return issuing(shelf, form(3)), None, Conflict(["counter"])


def gap_at_the_beginning_of_a_day(shelf: Shelf) -> Any:
    return issuing(shelf, form(2)), None, Conflict(["counter"])


def number_repeated(shelf: Shelf) -> Any:
    """Only the counter stands against it: the register has lost the number."""
    counted(shelf, 1, 2)
    shelf.remove("forms", key=f"{shelf.site}#CW-20260302-0002")
    return issuing(shelf, form(2)), None, Conflict(["counter"])


def day_begun_twice(shelf: Shelf) -> Any:
    counted(shelf, 1, 2)
    shelf.remove("forms", key=f"{shelf.site}#CW-20260302-0001")
    return issuing(shelf, form(1)), None, Conflict(["counter"])


def back_over_midnight(shelf: Shelf) -> Any:
    counted(shelf, 1, day=DAY + timedelta(days=1))
    return issuing(shelf, form(1)), None, Conflict(["counter"])


def back_over_midnight_in_the_old_days_order(shelf: Shelf) -> Any:
    counted(shelf, 1)
    shelf.add(shelf.room("next-day", forms=(form(1, DAY + timedelta(days=1)),)))
    return issuing(shelf, form(2)), None, Conflict(["counter"])


def number_in_the_register(shelf: Shelf) -> Any:
    """Only the register stands against it: the counter is lost."""
    counted(shelf, 1)
    shelf.remove("counters", key=f"{shelf.site}#work_order")
    return issuing(shelf, form(1)), None, Conflict(["number"])


def form_voided_that_was_never_issued(shelf: Shelf) -> Any:
    first = shelf.add(shelf.room(forms=(form(1),)))
    shelf.remove("forms", key=f"{shelf.site}#CW-20260302-0001")
    voided = replace(first, forms=(form(1, void=VOID),))
    return Change(before=first, after=voided), None, Conflict(["number"])


def hold_taken(shelf: Shelf) -> Any:
    shelf.add(shelf.room("theirs", holds=(hold("bed#1"),)))
    mine = shelf.room("mine", holds=(hold("bed#2"), hold("bed#1"), hold("bed#3")))
    return Change(before=None, after=mine), None, Conflict(["hold"], [hold("bed#1")])


def two_holds_taken(shelf: Shelf) -> Any:
    both = (hold("bed#1"), hold("bed#2"))
    shelf.add(shelf.room("theirs", holds=both))
    mine = shelf.room("mine", holds=both)
    return Change(before=None, after=mine), None, Conflict(["hold"], both)


def second_record_refused(shelf: Shelf) -> Any:
    """What goes with it is refused, and it with that."""
    shelf.add(shelf.room("theirs"))
    shelf.remove("history", record=f"{shelf.site}#room#theirs", seq=1)
    also = Change(before=None, after=shelf.room("theirs", note="mine"))
    return (
        Change(before=None, after=shelf.room("mine"), also=(also,)),
        None,
        Conflict(["record"]),
    )


PLACE = "2026-03-02T01:00:00.000Z#room#1#1#0"


def posting_there_already(shelf: Shelf) -> Any:
    shelf.put("ledger", account=f"{shelf.site}#owner", place=f"{PLACE}#1")
    journal = transfer("repair_paid", "T-4.3.2", debit="cash", credit="owner", fen=1)
    change = Change(before=None, after=shelf.room(), journals=(journal,))
    return change, None, Conflict(["record"])


def message_there_already(shelf: Shelf) -> Any:
    shelf.put("outbox", record=f"{shelf.site}#room#1", place="000000001#000")
    message = Message(to="gm-ng", code="visit_asked", clause="T-4.4.1")
    change = Change(before=None, after=shelf.room(), messages=(message,))
    return change, None, Conflict(["record"])


def key_used(shelf: Shelf) -> Any:
    shelf.add(shelf.room("first"), key=f"{shelf.site}#key")
    again = replay(f"{shelf.site}#key", b"other", MONDAY + timedelta(hours=24, seconds=-1))
    return Change(before=None, after=shelf.room("second")), again, Conflict(["replay"])


def key_used_with_nothing_to_change(shelf: Shelf) -> Any:
    shelf.store.commit((), replay(f"{shelf.site}#key"))
    return None, replay(f"{shelf.site}#key", b"other"), Conflict(["replay"])


def several_at_once(shelf: Shelf) -> Any:
    shelf.add(shelf.room(holds=(hold("bed#1"),), forms=(form(1),)), key=f"{shelf.site}#key")
    change = Change(
        before=None, after=shelf.room(holds=(hold("bed#1"),), forms=(form(1),), note="mine")
    )
    conflict = Conflict(["record", "hold", "counter", "number", "replay"], [hold("bed#1")])
    return change, replay(f"{shelf.site}#key"), conflict


def what_it_rests_on_changed(shelf: Shelf) -> Any:
    looked_at = shelf.add(shelf.room("2"))
    shelf.commit(Change(before=looked_at, after=replace(looked_at, note="theirs")))
    change = Change(before=None, after=shelf.room(), rests_on=(looked_at,))
    return change, None, Conflict(["record"])


def what_was_not_there_is(shelf: Shelf) -> Any:
    shelf.add(shelf.room("2"))
    change = Change(before=None, after=shelf.room(), rests_on=(shelf.room("2"),))
    return change, None, Conflict(["record"])


def what_was_there_is_gone(shelf: Shelf) -> Any:
    gone = replace(shelf.room("2"), version=3)
    change = Change(before=None, after=shelf.room(), rests_on=(gone,))
    return change, None, Conflict(["record"])


GUARDS: tuple[Guard, ...] = (
    stale_version,
    what_it_rests_on_changed,
    what_was_not_there_is,
    what_was_there_is_gone,
    version_of_the_future,
    record_gone,
    record_there_already,
    entry_there_already,
    gap_in_the_numbers,
    gap_at_the_beginning_of_a_day,
    number_repeated,
    day_begun_twice,
    back_over_midnight,
    back_over_midnight_in_the_old_days_order,
    number_in_the_register,
    form_voided_that_was_never_issued,
    hold_taken,
    two_holds_taken,
    second_record_refused,
    posting_there_already,
    message_there_already,
    key_used,
    key_used_with_nothing_to_change,
    several_at_once,
)


def laden(change: Change | None) -> tuple[Change, ...]:
    """The change with more to write than what is refused, so that there is something to lose."""
    if change is None:
        return ()
    more = replace(
        change,
        messages=(*change.messages, Message(to="desk-chan", code="visit_asked", clause="T-4.4.1")),
        journals=(
            *change.journals,
            transfer("repair_paid", "T-4.3.2", debit="a", credit="b", fen=1),
        ),
        after=replace(change.after, timers=(timer("T-7"),)),
    )
    return (more,)


@pytest.mark.clause("P-once", "P-together", "P-number", "P-history")
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_what_the_world_refuses_is_named_and_nothing_is_written(shelf: Shelf, guard: Guard) -> None:
    change, key, expected = guard(shelf)
    before = shelf.dump()
    made = [each for one in laden(change) for each in entered(one)]
    with pytest.raises(Conflict) as refused:
        shelf.store.commit(made, key)
    assert refused.value.what == expected.what
    assert refused.value.holds == expected.holds
    assert changes(before, shelf.dump()) == ([], [])


@pytest.mark.clause("P-together")
def test_what_a_change_rests_on_stays_as_it_is(shelf: Shelf) -> None:
    """Also where it is written in the same transaction: its version counts once."""
    looked_at, absent = shelf.add(shelf.room("2")), shelf.room("3")
    change = Change(
        before=None,
        after=shelf.room(),
        also=(Change(before=None, after=shelf.room("4")),),
        rests_on=(looked_at, absent, shelf.room("4")),
    )
    before = shelf.dump()["directory"]
    shelf.commit(change)
    added = {key for key in shelf.dump()["directory"] if key not in before}
    assert len(added) == 2
    assert shelf.store.load([Key(Room, shelf.site, "3")]).record(Room, shelf.site, "3") is None


@pytest.mark.clause("P-together")
def test_a_record_is_changed_from_its_present_version(shelf: Shelf) -> None:
    record: Any = shelf.add(shelf.room())
    for number in range(5):
        record = shelf.commit(Change(before=record, after=replace(record, note=str(number))))
    assert record.version == 6
    loaded = shelf.store.load([Key(Room, shelf.site, "1")])
    assert loaded.record(Room, shelf.site, "1") == record


@pytest.mark.clause("P-number")
def test_numbers_go_on_from_the_later_day(shelf: Shelf) -> None:
    """What `following` gives a clock that lags behind midnight is what the store takes."""
    tomorrow = DAY + timedelta(days=1)
    counted(shelf, 1, 2)
    for seq in (1, 2, 3):
        shelf.add(shelf.room(f"next-{seq}", forms=(form(seq, tomorrow),)))
    loaded = shelf.store.load((), counters=(shelf.site, ["work_order", "receipt"]))
    assert {form: (each.day, each.last) for form, each in loaded.counters.items()} == {
        "work_order": (tomorrow, 3)
    }


@pytest.mark.clause("P-number")
def test_every_form_and_every_site_counts_for_itself(shelf: Shelf) -> None:
    receipt = replace(form(1, prefix="RC"), form="receipt")
    shelf.add(shelf.room("a", forms=(form(1), receipt)))
    shelf.add(Room(site=f"{shelf.site}-b", id="a", forms=(form(1),)))
    shelf.add(shelf.room("b", forms=(form(2),)))
    loaded = shelf.store.load((), counters=(shelf.site, ["work_order", "receipt"]))
    assert {name: each.last for name, each in loaded.counters.items()} == {
        "work_order": 2,
        "receipt": 1,
    }


@pytest.mark.clause("P-number")
def test_a_voided_form_keeps_its_number_and_its_reason_in_the_register(shelf: Shelf) -> None:
    first = shelf.add(shelf.room(forms=(form(1),)))
    shelf.commit(Change(before=first, after=replace(first, forms=(form(1, void=VOID),))))
    with pytest.raises(Conflict):
        shelf.commit(issuing(shelf, form(1)))
    [body] = [
        plainly(item)["body"]
        for item in shelf.dump()["forms"].values()
        if item["key"]["S"].startswith(f"{shelf.site}#")
    ]
    assert (body["number"], body["void"]["reason"]) == ("CW-20260302-0001", "overruled")


def test_what_was_released_is_free_again(shelf: Shelf) -> None:
    first = shelf.add(shelf.room("first", holds=(hold("bed#1"), hold("bed#2"))))
    shelf.commit(Change(before=first, after=replace(first, holds=(hold("bed#2"),))))
    second = shelf.add(shelf.room("second", holds=(hold("bed#1"),)))
    with pytest.raises(Conflict):
        shelf.add(shelf.room("third", holds=(hold("bed#2"),)))
    assert second.holds == (hold("bed#1"),)


def test_a_hold_of_one_site_is_free_at_another(shelf: Shelf) -> None:
    shelf.add(shelf.room(holds=(hold("bed#1"),)))
    other = shelf.add(Room(site=f"{shelf.site}-b", id="1", holds=(hold("bed#1"),)))
    assert other.version == 1


@pytest.mark.clause("R-4.3.5", "P-once")
def test_a_hold_of_all_sites_is_free_at_none_and_named_at_its_own_alone(shelf: Shelf) -> None:
    invoice = replace(hold(f"invoice#{shelf.site}"), everywhere=True)
    had = shelf.add(shelf.room(holds=(invoice,)))
    other = Room(site=f"{shelf.site}-b", id="1", holds=(invoice,))
    with pytest.raises(Conflict) as refused:
        shelf.add(other)
    assert refused.value.holds == (invoice,)
    assert shelf.store.holder(shelf.site, invoice) == had.name_in_history
    assert shelf.store.holder(other.site, invoice) == ""
    unused = replace(invoice, key=f"{invoice.key}/2")
    for site in (shelf.site, other.site):
        assert shelf.store.taken(site, (invoice, unused)) == {invoice}
    shelf.store.commit(entered(Change(before=had, after=replace(had, holds=()))))
    assert shelf.add(other).version == 1


@pytest.mark.clause("P-once")
@pytest.mark.parametrize(
    ("hours", "seconds", "free"),
    [
        (0, 0, False),
        (23, 0, False),
        (24, -1, False),
        (24, 0, True),  # good for 24 hours, and no second longer
        (72, 0, True),
    ],
)
def test_a_key_is_good_for_a_day(shelf: Shelf, hours: int, seconds: int, free: bool) -> None:
    key, later = f"{shelf.site}#key", MONDAY + timedelta(hours=hours, seconds=seconds)
    shelf.store.commit((), replay(key, b"first"))
    found = shelf.store.load((), replay=key, now=later).replay
    assert (found is None) is free
    if free:
        shelf.store.commit((), replay(key, b"second", later))
        found = shelf.store.load((), replay=key, now=later).replay
    assert found
    assert found.answer.body == (b"second" if free else b"first")
    assert found.fingerprint == f"of {key}"


@pytest.mark.clause("P-once")
def test_an_answer_comes_back_to_the_byte(shelf: Shelf) -> None:
    body = bytes(range(256)) * 300 + "漏水".encode()
    given = replay(f"{shelf.site}#key", body)
    shelf.store.commit((), given)
    found = shelf.store.load((), replay=given.key, now=MONDAY).replay
    assert found
    assert found.answer == given.answer


def test_the_largest_record_that_may_be_entered_can_be_stored(shelf: Shelf) -> None:
    record: Any = shelf.add(shelf.room(note="漏" * 83_000))  # 249,000 bytes
    record = shelf.commit(Change(before=record, after=replace(record, tag="t")))
    assert shelf.store.load([Key(Room, shelf.site, "1")]).record(Room, shelf.site, "1") == record


def test_more_than_a_transaction_holds_is_an_error_and_nothing_is_written(shelf: Shelf) -> None:
    """It will never go through, so it is neither a conflict nor to be tried again."""
    many = tuple(timer(f"T-{number}") for number in range(100))
    before = shelf.dump()
    with pytest.raises(TransactWriteError):
        shelf.add(shelf.room(timers=many))
    assert changes(before, shelf.dump()) == ([], [])


PARTS = {
    "directory": "record",
    "history": "record",
    "timers": "record",
    "ledger": "record",
    "outbox": "record",
    "holds": "hold",
    "counters": "counter",
    "forms": "number",
    "replays": "replay",
}


def test_every_refused_part_is_named_for_what_it_is(shelf: Shelf) -> None:
    """Reasons come in the order in which the parts were sent, whatever that order is."""
    change, _ = full_change(shelf)
    made, key = entered(change), replay(f"{shelf.site}#key")
    sent: list[Any] = []

    def refused_at(place: int) -> Conflict:
        reasons = [{"Code": "None"} for _ in range(place)] + [{"Code": "ConditionalCheckFailed"}]
        code = "TransactionCanceledException"
        with (
            shelf.watched("TransactWriteItems") as requests,
            shelf.refusing("TransactWriteItems", code, CancellationReasons=reasons),
            pytest.raises(Conflict) as refused,
        ):
            shelf.store.commit(made, key)
        sent[:] = requests[0]["TransactItems"]
        return refused.value

    named, place = [], 0
    while place == 0 or place < len(sent):
        conflict = refused_at(place)
        [(verb, part)] = sent[place].items()
        table = part["TableName"].removeprefix(tables.PREFIX)
        expected = "record" if verb == "Delete" else PARTS[table]
        assert conflict.what == {expected}, (verb, table)
        named.append(expected)
        assert conflict.holds == ((hold("bed#3"),) if expected == "hold" else ())
        place += 1
    assert set(named) == {"record", "hold", "counter", "number", "replay"}
    assert len(named) == 21


@pytest.mark.clause("P-tell", "P-once")
def test_what_is_announced_is_handed_over_once_and_in_order(shelf: Shelf) -> None:
    """Whoever comes second writes nothing; entries without messages announce nothing."""
    message = Message(to="gm-ng", code="visit_asked", clause="T-4.4.1")
    record: Any = shelf.add(shelf.room())
    for note in ("一", "二"):
        change = Change(before=record, after=replace(record, note=note), messages=(message,))
        record = shelf.commit(change)
    neighbours = [shelf.room(f"other-{number}") for number in range(9)]
    for each in neighbours:  # some of them in the same shard
        shelf.commit(Change(before=None, after=each, messages=(message,)))
    announced = shelf.store.announced(shelf.site, "room#1")
    assert [each.seq for each in announced] == [2, 3]
    assert [each.due_at for each in announced] == [MONDAY + GRACE] * 2
    lane = entered(Change(before=None, after=shelf.room("lane")))
    shelf.store.commit(lane, handed_over=announced[:1])
    assert shelf.store.announced(shelf.site, "room#1") == announced[1:]
    before, other = shelf.dump(), entered(Change(before=None, after=shelf.room("other lane")))
    with pytest.raises(Conflict) as refused:
        shelf.store.commit(other, handed_over=announced)
    assert refused.value.what == {"announcement"}
    assert changes(before, shelf.dump()) == ([], [])


@pytest.mark.parametrize(
    "code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
def test_a_collision_is_busy(shelf: Shelf, code: str) -> None:
    reasons = [{"Code": code}, {"Code": "None"}]
    more = {"CancellationReasons": reasons}
    with (
        shelf.refusing("TransactWriteItems", "TransactionCanceledException", **more),
        pytest.raises(Conflict) as refused,
    ):
        shelf.add(shelf.room())
    assert refused.value.what == {"busy"}


@pytest.mark.clause("P-once")
def test_a_collision_on_a_hold_does_not_say_that_somebody_has_it(shelf: Shelf) -> None:
    """Two came at the same instant; it is not known yet that anyone got the bed."""
    codes = ["None", "None", "TransactionConflict"]
    more = {"CancellationReasons": [{"Code": code} for code in codes]}
    with (
        shelf.watched("TransactWriteItems") as sent,
        shelf.refusing("TransactWriteItems", "TransactionCanceledException", **more),
        pytest.raises(Conflict) as refused,
    ):
        shelf.add(shelf.room(holds=(hold("bed#1"),)))
    assert "holds" in json.dumps(sent[0]["TransactItems"][2])
    assert refused.value.what == {"busy"}
    assert refused.value.holds == ()


@pytest.mark.parametrize("error", UNANSWERED, ids=lambda error: type(error).__name__)
def test_a_store_that_does_not_answer_is_unavailable(shelf: Shelf, error: Exception) -> None:
    with shelf.failing("TransactWriteItems", error), pytest.raises(Unavailable):
        shelf.add(shelf.room())


@pytest.mark.parametrize("code", OVERRUN)
def test_a_store_that_is_overrun_is_unavailable(shelf: Shelf, code: str) -> None:
    with shelf.refusing("TransactWriteItems", code), pytest.raises(Unavailable):
        shelf.add(shelf.room())


def test_a_commit_is_one_trip(shelf: Shelf) -> None:
    change, _ = full_change(shelf)
    with shelf.watched("TransactWriteItems") as sent:
        shelf.commit(change, key=f"{shelf.site}#key")
    assert len(sent) == 1


def test_a_record_of_any_kind_is_written_by_the_same_road(shelf: Shelf) -> None:
    record: Record = shelf.add(shelf.room("x", tag="t"))
    assert record.version == 1
    assert record.head

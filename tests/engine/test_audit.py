"""The audit finds whatever was altered behind the program's back, and nothing else."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from app import app
from chalicelib.audit.nightly import Flawed
from chalicelib.audit.reading import OutOfTime
from chalicelib.audit.verification import Audit, Findings
from chalicelib.core.outbox import ANNOUNCE
from chalicelib.store import tables
from chalicelib.store.whole import WholeStore
from local import schedule
from tests.support import dump
from tests.support.backends import on_engine
from tests.support.paths import walk, ways, ways_to
from tests.support.world import Clock, World, opened

Item = dict[str, Any]


@dataclass
class Kept:
    """A site with repairs of every kind on an engine of its own, and a hand in its tables."""

    world: World
    client: Any
    clean: dump.Dump

    def audit(self, **how: Any) -> Findings:
        with ThreadPoolExecutor(2) as readers:
            return Audit(lambda: self.world.house.whole, readers, **how).run()

    def items(self, table: str) -> list[Item]:
        """In the order of their keys."""
        return [item for key, item in sorted(self.clean.items()) if f"-{table}" in key]

    def put(self, table: str, item: Item) -> None:
        self.client.put_item(TableName=tables.PREFIX + table, Item=item)

    def remove(self, table: str, item: Item) -> None:
        names = tables.all_key_names(tables.BY_NAME[table], None)
        key = {name: item[name] for name in names}
        self.client.delete_item(TableName=tables.PREFIX + table, Key=key)


@pytest.fixture(scope="module")
def filled() -> Iterator[Kept]:
    with on_engine() as address, opened(address, Clock(), site="audit") as world:
        client = boto3.client("dynamodb", endpoint_url=address)
        walk(world, ways_to()["archived"])
        walk(world, ways()["pay", "completed", "completed"])
        walk(world, ways_to()["taken"])
        world.intake()
        yield Kept(world, client, dump.taken(client))


@pytest.fixture
def kept(filled: Kept) -> Iterator[Kept]:
    yield filled
    dump.restore(filled.client, filled.clean)


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
@pytest.mark.parametrize("segments", [1, 3, 8])
def test_what_was_not_touched_has_no_flaw(kept: Kept, segments: int) -> None:
    found = kept.audit(segments=segments)
    assert (found.flaws, found.imbalance, found.looked_again) == ((), 0, 0)
    assert found.counted == {
        name: len(kept.items(name)) for name in tables.BY_NAME if name != "replays"
    }
    assert min(found.counted[name] for name in ("history", "ledger", "outbox", "forms", "timers"))


def edited(item: Item, path: str, value: Any) -> Item:
    """The item with another value somewhere."""
    first, _, rest = path.partition(".")
    if not rest:
        return {**item, first: value}
    inner = item[first]["M"]
    return {**item, first: {"M": edited(inner, rest, value)}}


def longest(kept: Kept) -> list[Item]:
    """The history of the ticket that was archived, oldest first."""
    entries = kept.items("history")
    name = max(
        (item["record"]["S"] for item in entries), key=[i["record"]["S"] for i in entries].count
    )
    found = [item for item in entries if item["record"]["S"] == name]
    return sorted(found, key=lambda item: int(item["seq"]["N"]))


def ticket(kept: Kept) -> Item:
    """A ticket with a timer running."""
    return next(item for item in kept.items("tickets") if "timers" in item["body"]["M"])


def edit(table: str, path: str, value: Any, which: int = 0) -> Callable[[Kept], None]:
    def plant(kept: Kept) -> None:
        item = kept.items(table)[which]
        changed = edited(item, path, value)
        assert changed != item
        kept.put(table, changed)

    return plant


def delete(table: str, which: int = 0) -> Callable[[Kept], None]:
    return lambda kept: kept.remove(table, kept.items(table)[which])


def edit_an_entry(kept: Kept) -> None:
    kept.put("history", edited(longest(kept)[2], "body.by", {"S": "somebody-else"}))


def delete_an_entry(kept: Kept) -> None:
    kept.remove("history", longest(kept)[2])


def cut_the_last_entry(kept: Kept) -> None:
    kept.remove("history", longest(kept)[-1])


def swap_two_entries(kept: Kept) -> None:
    one, other = longest(kept)[1:3]
    kept.put("history", {**one, "body": other["body"]})
    kept.put("history", {**other, "body": one["body"]})


def delete_a_record(kept: Kept) -> None:
    kept.remove("tickets", ticket(kept))


def delete_a_history(kept: Kept) -> None:
    for entry in longest(kept):
        kept.remove("history", entry)


def journal(kept: Kept) -> list[Item]:
    """The postings of one journal."""
    postings = kept.items("ledger")
    name = postings[0]["body"]["M"]["journal"]
    return [item for item in postings if item["body"]["M"]["journal"] == name]


def delete_a_journal(kept: Kept) -> None:
    for item in journal(kept):
        kept.remove("ledger", item)


def edit_both_sides(kept: Kept) -> None:
    """Money that never moved, and the journal still sums to zero."""
    for item in journal(kept):
        fen = int(item["body"]["M"]["fen"]["N"])
        kept.put("ledger", edited(item, "body.fen", {"N": str(fen * 2)}))


def forge_a_posting(kept: Kept) -> None:
    item = kept.items("ledger")[0]
    kept.put("ledger", {**item, "place": {"S": item["place"]["S"][:-1] + "7"}})


def move_a_posting(kept: Kept) -> None:
    item = kept.items("ledger")[0]
    kept.remove("ledger", item)
    kept.put("ledger", {**item, "account": {"S": "audit#income.other"}})


def hold_without_a_record(kept: Kept) -> None:
    kept.put("holds", {"key": {"S": "audit#bed#1"}, "record": {"S": "stay#1"}})


def timer(kept: Kept) -> Item:
    """A record's timer, not the mark of messages to be handed over."""
    return next(i for i in kept.items("timers") if not i["shard"]["S"].startswith(ANNOUNCE))


def delete_a_timer(kept: Kept) -> None:
    kept.remove("timers", timer(kept))


def timer_without_a_record(kept: Kept) -> None:
    item = timer(kept)
    kept.put("timers", {**item, "due": {"S": item["due"]["S"].replace("T-4.3.2", "T-9.9.9")}})


def timer_at_another_time(kept: Kept) -> None:
    item = timer(kept)
    kept.remove("timers", item)
    kept.put("timers", {**item, "due": {"S": "2030" + item["due"]["S"][4:]}})


def timer_of_no_form(kept: Kept) -> None:
    kept.put("timers", {"shard": {"S": "dispatch-check#1"}, "due": {"S": "nonsense"}})


def form_of_no_record(kept: Kept) -> None:
    item = kept.items("forms")[0]
    kept.put("forms", {**item, "key": {"S": "audit#CW-20260302-0099"}})


def forge_a_message(kept: Kept) -> None:
    item = kept.items("outbox")[0]
    id = item["body"]["M"]["id"]["S"]
    forged = edited(item, "body.id", {"S": f"{id}7"})
    kept.put("outbox", {**forged, "place": {"S": item["place"]["S"] + "7"}})


def set_back_the_counter(kept: Kept) -> None:
    kept.put("counters", {**kept.items("counters")[0], "last": {"N": "0"}})


def delete_the_newest_form_with_everything(kept: Kept) -> None:
    """The last repair, gone without a trace, but for its number."""
    last = max(kept.items("tickets"), key=lambda item: item["id"]["S"])
    name = f"{last['site']['S']}#{last['id']['S']}"
    kept.remove("tickets", last)
    for table, field in (("history", "record"), ("timers", "due"), ("outbox", "place")):
        for item in kept.items(table):
            if last["id"]["S"] in item[field]["S"]:
                kept.remove(table, item)
    for item in kept.items("forms"):
        if f"audit#{item['body']['M']['record']['S']}" == name:
            kept.remove("forms", item)


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (edit_an_entry, {"altered"}),
        (
            edit("history", "seq", {"N": "99"}, which=-1),
            {"missing", "unchained", "truncated"},
        ),
        (delete_an_entry, {"missing", "unchained"}),
        (cut_the_last_entry, {"truncated"}),
        (swap_two_entries, {"missing", "unchained"}),
        (delete_a_history, {"truncated", "messages_differ"}),
        (edit("tickets", "body.words", {"S": "沒有漏水"}), {"record_altered"}),
        (
            edit("tickets", "body.words", {"N": "1.5"}),
            {"truncated", "form_orphaned", "finding_differs"},
        ),
        (edit("tickets", "version", {"N": "99"}), {"truncated"}),
        (edit("directory", "body.roles", {"L": [{"S": "gm"}]}), {"record_altered"}),
        (
            delete_a_record,
            {"record_missing", "timer_orphaned", "form_orphaned", "finding_differs"},
        ),
        (edit("ledger", "body.fen", {"N": "1"}), {"journal_unbalanced", "postings_differ"}),
        (edit("ledger", "body.memo", {"S": "gift"}), {"postings_differ"}),
        (edit_both_sides, {"postings_differ"}),
        (delete("ledger"), {"journal_unbalanced", "postings_differ"}),
        (delete_a_journal, {"postings_differ"}),
        (forge_a_posting, {"journal_unbalanced", "postings_differ"}),
        (move_a_posting, {"postings_differ"}),
        (hold_without_a_record, {"hold_orphaned"}),
        (delete_a_timer, {"timer_missing"}),
        (timer_without_a_record, {"timer_orphaned"}),
        (timer_at_another_time, {"timer_missing", "timer_orphaned"}),
        (timer_of_no_form, {"timer_orphaned"}),
        (edit("forms", "body.by", {"S": "somebody-else"}), {"form_altered"}),
        (edit("forms", "day_key", {"S": "audit#2026-03-03"}), {"form_altered"}),
        (form_of_no_record, {"form_orphaned"}),
        (delete("forms"), {"form_missing", "number_missing"}),
        (delete_the_newest_form_with_everything, {"number_missing", "finding_differs"}),
        (set_back_the_counter, {"counter_behind"}),
        (delete("outbox"), {"messages_differ"}),
        (edit("outbox", "body.message.code", {"S": "other"}), {"messages_differ"}),
        (edit("outbox", "body.correlation", {"S": "other"}), {"messages_differ"}),
        (forge_a_message, {"messages_differ"}),
        (delete("finding"), {"finding_differs"}),
        (edit("finding", "place", {"S": "#nobody"}), {"finding_differs"}),  # one too many
        (edit("finding", "term", {"S": "#"}), {"finding_differs"}),
        (
            edit("tickets", "body.indexed.sum", {"S": "no sum"}),
            {"record_altered", "finding_differs"},
        ),
    ],
)
def test_what_was_tampered_with_is_found_and_named(
    kept: Kept, plant: Callable[[Kept], None], found: set[str]
) -> None:
    plant(kept)
    assert {flaw.what for flaw in kept.audit().flaws} == found


@pytest.mark.clause("P-money")
def test_the_imbalance_is_what_is_missing_to_zero(kept: Kept) -> None:
    item = kept.items("ledger")[0]
    fen = int(item["body"]["M"]["fen"]["N"])
    kept.put("ledger", edited(item, "body.fen", {"N": str(fen + 250)}))
    assert kept.audit().imbalance == 250


@pytest.mark.clause("P-history", "P-tell")
def test_a_flaw_says_where(kept: Kept) -> None:
    entry, sent = longest(kept)[2], kept.items("outbox")[0]
    kept.put("history", edited(entry, "body.by", {"S": "somebody-else"}))
    kept.remove("outbox", sent)
    id, seq, _ = sent["body"]["M"]["id"]["S"].rsplit("#", 2)
    assert {(flaw.record, flaw.seq, flaw.what) for flaw in kept.audit().flaws} == {
        (entry["record"]["S"], 3, "altered"),
        (f"audit#{id}", int(seq), "messages_differ"),
    }


@pytest.mark.clause("P-history")
def test_many_flaws_at_once_are_all_found(kept: Kept) -> None:
    names = {item["record"]["S"] for item in kept.items("history")}
    for item in kept.items("history"):
        kept.put("history", edited(item, "body.name", {"S": "somebody-else"}))
    assert {flaw.record for flaw in kept.audit().flaws} == names


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
def test_what_is_written_while_it_reads_is_no_flaw(kept: Kept) -> None:
    """Commits between any two parts of any table, in every order of reading."""
    world, wrong = kept.world, []
    ways_of = [ways()["pay", "completed", "completed"], ways_to()["archived"]]

    def write(part: Any, items: int) -> None:
        try:
            walk(world, ways_of[part.segment % 2])
        except BaseException as error:
            wrong.append(error)

    found = kept.audit(segments=3, progress=write)
    assert (wrong, found.flaws, found.imbalance) == ([], (), 0)
    assert found.looked_again


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
def test_what_others_write_at_once_is_no_flaw_and_hides_none(kept: Kept) -> None:
    """Four desks at work; a fault planted before is found, and nothing else is."""
    stop = threading.Event()
    wrong: list[BaseException] = []

    def work() -> None:
        while not stop.is_set():
            try:
                walk(kept.world, ways()["pay", "completed", "completed"])
            except BaseException as error:
                wrong.append(error)

    planted = kept.items("outbox")[0]
    kept.remove("outbox", planted)
    desks = [threading.Thread(target=work) for _ in range(4)]
    for desk in desks:
        desk.start()
    try:
        found = [kept.audit(segments=4) for _ in range(5)]
    finally:
        stop.set()
        for desk in desks:
            desk.join()
    assert not wrong
    assert [[flaw.what for flaw in each.flaws] for each in found] == [["messages_differ"]] * 5


class Late(WholeStore):
    """A store on which something happens when its messages are read a second time."""

    def __init__(self, connection: Any, happens: Callable[[], Any]) -> None:
        super().__init__(connection)
        self.happens, self.read = happens, 0

    def pages(self, table: Any, segment: int, segments: int) -> Any:
        if table is tables.Outbox:
            self.read += 1
            if self.read == segments + 1:
                self.happens()
        return super().pages(table, segment, segments)


@pytest.mark.clause("P-tell")
def test_what_was_sent_since_the_second_look_is_not_judged_yet(kept: Kept) -> None:
    world = kept.world
    reply = world.intake(kind="repair_public", unit=None, item=None, area="大堂")
    about = f"ticket#{reply.ticket['id']}"
    sent = next(
        item
        for key, item in sorted(dump.taken(kept.client).items())
        if "-outbox" in key and item["body"]["M"]["record"]["S"] == about
    )
    kept.remove("outbox", sent)

    def reassigned() -> None:
        assert (
            world.do(reply, "reassign", "desk-chan", department="grounds", reason="園區").status
            == 200
        )

    late = Late(world.house.whole._connection, reassigned)
    with ThreadPoolExecutor(1) as readers:
        found = Audit(lambda: late, readers).run()
    assert [(flaw.seq, flaw.what) for flaw in found.flaws] == [(1, "messages_differ")]
    assert late.read == 8


@pytest.mark.clause("P-history")
def test_the_nightly_run_fails_on_a_flaw_and_not_without(kept: Kept) -> None:
    event = schedule.event(kept.world.clock())
    report = app.handler_map["verify"](event, None)
    assert (report["verified"], report["history_flaws"], report["other_flaws"]) == (1, 0, 0)
    assert report["entries"] == len(kept.items("history"))
    delete_a_timer(kept)
    with pytest.raises(Flawed):
        app.handler_map["verify"](event, None)


def test_a_run_that_is_out_of_time_verifies_nothing(kept: Kept) -> None:
    with pytest.raises(OutOfTime):
        kept.audit(until=0.0)


def commanded(address: str) -> subprocess.CompletedProcess[str]:
    """The audit as it is run by hand, in processes of its own."""
    command = [sys.executable, "-m", "ops.audit", "--stage", "local"]
    environment = os.environ | {"AWS_ENDPOINT_URL_DYNAMODB": address}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.clause("P-history", "P-tell")
def test_run_by_hand_it_names_what_it_finds_and_fails(kept: Kept) -> None:
    address = kept.client.meta.endpoint_url
    well = commanded(address)
    assert (well.returncode, well.stderr) == (0, "")
    assert well.stdout.endswith("0 flaws, ledger 0 fen from zero\n")
    entry = longest(kept)[2]
    kept.put("history", edited(entry, "body.by", {"S": "somebody-else"}))
    ill = commanded(address)
    assert ill.returncode == 1
    assert f"  {entry['record']['S']} at 3: altered\n1 flaws" in ill.stdout

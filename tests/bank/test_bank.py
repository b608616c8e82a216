"""A small bank runs with the suite; what is broken on purpose is found by it (P-money)."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.history import Stamp, enter
from chalicelib.core.money import Journal, transfer
from chalicelib.core.ports import Conflict
from chalicelib.lodging.accounts.paying import Account
from chalicelib.store import commit, items, tables
from ops.cloud.functions import FUNCTIONS
from tests.bank import bank
from tests.support.world import World

pytestmark = pytest.mark.clause("P-money", "P-once", "L-11")
Plant = Callable[[pytest.MonkeyPatch], object]


def test_no_posting_is_lost_doubled_or_seen_in_part() -> None:
    of = bank.run(postings=1500)
    assert of.found == ()
    assert of.postings >= 1500
    assert min(of.faults[each] for each in ("conflicts", "lost answers", "processes killed")) > 3
    assert of.counts["journals read whole"] > 300
    assert {action for action, _ in of.asked} == {"BatchGetItem", "PutItem", "Query"}


def keys_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever hears nothing and asks again is not known."""
    patch.setattr(items, "replay_item", lambda replay: _odd(replay))
    patch.setattr(commit, "replay_item", lambda replay: _odd(replay))


def _odd(replay: Any) -> Any:
    return tables.Replays(key=f"odd-{id(replay)}", fingerprint="", answer=b"", expires=0)


def half_posted(patch: pytest.MonkeyPatch) -> None:
    """The first posting of a journal is written, the other is not."""
    whole = items.ledger_items
    patch.setattr(commit, "ledger_items", lambda *of: whole(*of)[:1])


def overwritten(patch: pytest.MonkeyPatch) -> None:
    """All journals of an entry have one name: the last one is left."""
    name = items.journal_name
    patch.setattr(items, "journal_name", lambda at, record, seq, number: name(at, record, seq, 0))
    put = commit._Transaction.put

    def last(self: Any, what: str, item: Any, condition: Any = None, hold: Any = None) -> None:
        if isinstance(item, tables.Ledger):
            known = self.__dict__.setdefault("places", set())
            if (item.account, item.place) in known:
                return
            known.add((item.account, item.place))
        put(self, what, item, condition, hold)

    patch.setattr(commit._Transaction, "put", last)


@pytest.mark.parametrize("plant", [keys_forgotten, half_posted, overwritten])
def test_a_planted_fault_is_found(monkeypatch: pytest.MonkeyPatch, plant: Plant) -> None:
    """In one of a few runs: which answers are lost, and whose, depends on who was quicker."""
    plant(monkeypatch)
    assert any(bank.run(postings=400, seed=seed).found for seed in range(1, 9))


def test_a_posting_is_written_once_and_for_all(world: World) -> None:
    """Not even with the same name by another transaction."""
    store, now = world.house.service.store, world.clock()
    stamp = Stamp(by="x", name="x", at=now, command="x", clause="P-money", correlation="x")

    def posting(fen: int, id: str) -> Any:
        journal: Journal = transfer("lodging_paid", "L-11", debit="a", credit="b", fen=fen)
        made = enter(
            Change(before=None, after=Account(site=world.site, id=id), journals=(journal,)), stamp
        )
        entry = replace(made[0].entry, record="account#same")
        return (replace(made[0], entry=entry),)

    store.commit(posting(1, "one"))
    with pytest.raises(Conflict):
        store.commit(posting(2, "two"))


def test_no_function_may_alter_or_remove_a_posting() -> None:
    """The ledger is written and read; that is all that anybody may do with it."""
    may = {
        (function.name, action)
        for function in FUNCTIONS
        for action, places in function.calls.items()
        if {place.partition("/")[0] for place in places.split()} & {"ledger"}
    }
    assert {action for _, action in may} == {"PutItem", "Query", "Scan"}
    assert {name for name, action in may if action == "Scan"} == {"verify"}
    assert tables.Ledger not in tables.EXPIRING

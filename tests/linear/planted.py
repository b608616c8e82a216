"""Proof that the seeds can fail: faults put into the program, each to be found within three.

`python -m tests.linear.planted` puts in each in turn; `make planted` does so too.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.lodging.house import placing, rules
from chalicelib.lodging.house.model import CLAUSE, InLine, Night, Queue
from chalicelib.lodging.staying import rules as staying
from chalicelib.lodging.stays import granting
from chalicelib.lodging.stays.model import Stay
from chalicelib.service import requests
from chalicelib.store import commit, tables
from tests.linear.seeds import Played, played

SEEDS = 3
Plant = Callable[[pytest.MonkeyPatch], object]


def nights_unguarded(patch: pytest.MonkeyPatch) -> None:
    """A night is written whatever its version is, and so is its history."""
    put = commit._Transaction.put

    def unguarded(self: Any, what: str, item: Any, condition: Any = None, hold: Any = None) -> None:
        name = {tables.Lodging: "id", tables.History: "record"}.get(type(item))
        night = name and f"{Night.KIND}#" in getattr(item, name)
        put(self, what, item, None if night else condition, hold)

    patch.setattr(commit._Transaction, "put", unguarded)


def resting_on_nothing(patch: pytest.MonkeyPatch) -> None:
    """What a decision looked at and does not change may have changed meanwhile."""
    patch.setattr(commit, "_rested_on", lambda entered: [])


def keys_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever hears nothing and asks again is not known."""
    patch.setattr(requests, "_replay_key", lambda op, call: None)


def everybodys_turn(patch: pytest.MonkeyPatch) -> None:
    """Whoever is signed gets the bed, whoever waits for it."""
    patch.setattr(placing, "has_turn", lambda *_: True)


def rooms_mixed(patch: pytest.MonkeyPatch) -> None:
    """Nobody looks whose room it is."""
    patch.setattr(placing, "_sexes", lambda room, during: set())


def offers_hold_nothing(patch: pytest.MonkeyPatch) -> None:
    """A bed that is offered is not kept."""
    offer = granting.offer

    def loose(*args: Any) -> Change:
        change = offer(*args)
        also = tuple(each for each in change.also if not isinstance(each.after, Night))
        return replace(change, also=also)

    patch.setattr(granting, "offer", loose)


def nights_not_freed(patch: pytest.MonkeyPatch) -> None:
    """What is cancelled keeps its beds."""
    patch.setattr(granting.placing, "freed", lambda *_: {})


def nobody_told(patch: pytest.MonkeyPatch) -> None:
    """What becomes free is offered to nobody."""
    for room in (staying, granting):
        patch.setattr(room, "looked_at", lambda queue, now: ())


def told_before(patch: pytest.MonkeyPatch) -> None:
    """A queue that is to be gone through anyway stays the same when more becomes free."""

    def looked_at(queue: Queue, now: Any) -> tuple[Change, ...]:
        return () if queue.timer(CLAUSE) else rules.looked_at(queue, now)

    for room in (staying, granting):
        patch.setattr(room, "looked_at", looked_at)


def queue_by_joining(patch: pytest.MonkeyPatch) -> None:
    """The queue is in the order in which people were signed."""

    def joined(queue: Queue, waiting: InLine) -> tuple[Change, ...]:
        return rules.queued(queue, replace(queue, waiting=(*queue.waiting, waiting)))

    patch.setattr(granting, "joined", joined)


def beds_of_who_left(patch: pytest.MonkeyPatch) -> None:
    """An extension is granted to guests who have left."""
    patch.setattr(Stay, "gone", frozenset())


PLANTS: tuple[Plant, ...] = (
    nights_unguarded,
    resting_on_nothing,
    keys_forgotten,
    everybodys_turn,
    rooms_mixed,
    offers_hold_nothing,
    nights_not_freed,
    nobody_told,
    told_before,
    queue_by_joining,
    beds_of_who_left,
)


@contextmanager
def planted(plant: Plant) -> Any:
    """The program with a fault in it."""
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        yield


def found(plant: Plant, seeds: Iterable[int], operations: int, rests: int) -> list[Played]:
    """The seeds played until the fault is found; the last one says what it is found by."""
    tried = []
    with planted(plant):
        for seed in seeds:
            tried.append(played(seed, operations, rests))
            if tried[-1].found:
                break
    return tried


def main() -> None:
    """Put in each fault; fails if one is not found within three seeds."""
    operations = int(os.environ.get("OPERATIONS") or 500)
    missed = 0
    for plant in PLANTS:
        tried = found(plant, range(SEEDS), operations, rests=10)
        last = tried[-1]
        missed += not last.found
        by = last.found[0][:120] if last.found else "NOT FOUND"
        done = sum(each.operations for each in tried)
        print(f"{plant.__name__:20} seed {len(tried)}, {done:6} operations: {by}", flush=True)
    sys.exit(f"{missed} faults can be put in unnoticed" if missed else 0)


if __name__ == "__main__":
    logging.disable()
    main()

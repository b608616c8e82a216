"""Nothing that is kept can be changed, taken away or added without the book coming out uneven."""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from chalicelib.audit import book
from chalicelib.audit.book import Book
from chalicelib.core import finding
from chalicelib.core.change import Change, Message
from chalicelib.core.history import Stamp, enter
from chalicelib.core.money import transfer
from chalicelib.core.record import Hold, NumberedForm, Record, Timer
from chalicelib.store import tables
from chalicelib.store.items import (
    entry_item,
    finding_item,
    form_item,
    hold_item,
    ledger_items,
    message_items,
    record_item,
    timer_item,
)
from tests.support.world import MONDAY

Items = dict[str, list[dict[str, Any]]]
"""Table to its items."""
EDITS = 12_000
EMPTY = ("counters", "deliveries", "desk", "files", "lodging", "reception", "replays", "tickets")
"""Tables that the two records have nothing in."""


class Flat(Record):
    KIND = "flat"
    TABLE = "directory"

    note: str = ""

    def found_by(self) -> tuple[str, ...]:
        return (self.note,)


def plainly(item: Any) -> dict[str, Any]:
    """The item as it is read again."""
    return tables.RecordTable.body.deserialize(item.serialize())


def kept() -> Items:
    """Two records with histories, timers, holds, forms, messages and postings."""
    found: Items = {name: [] for name in tables.BY_NAME}
    for id in ("1", "2"):
        record: Flat | None = None
        for number in range(4):
            entered = enter(change(record, id, number), stamp(number))[0]
            assert isinstance(entered.record, Flat)
            record = entered.record
            found["history"].append(plainly(entry_item(entered.entry)))
            found["outbox"] += map(plainly, message_items(entered))
            for line, journal in enumerate(entered.change.journals):
                found["ledger"] += map(plainly, ledger_items(entered, line, journal))
        assert record
        found["directory"].append(plainly(record_item(record)))
        found["timers"] += [plainly(timer_item(record, each)) for each in record.timers]
        found["holds"] += [plainly(hold_item(record, each)) for each in record.holds]
        found["finding"] += [
            plainly(finding_item(record, each)) for each in finding.terms(record.found_by())
        ]
        found["forms"] += [plainly(form_item(record, each)) for each in record.forms]
    return found


def change(before: Flat | None, id: str, number: int) -> Change:
    due = MONDAY + timedelta(minutes=number)
    form = NumberedForm(
        form="order", number=f"F-{id}", day=MONDAY.date(), seq=int(id), at=MONDAY, by="desk-chan"
    )
    after = msgspec.structs.replace(
        before or Flat(site="s", id=id),
        note=f"note {number}",
        timers=(Timer(clause="T-4.3.2", job="dispatch-check", due_at=due),),
        holds=(
            Hold(key=f"bed#{id}", code="taken", clause="L-2"),
            Hold(key=f"invoice#{id}", code="taken", clause="R-4.3.5", everywhere=True),
        ),
        forms=(form,),
    )
    told = tuple(
        Message(to=to, code="told", clause="P-tell", data={"number": number})
        for to in ("desk-chan", "gm-ng")
    )
    paid = transfer("paid", "P-money", debit="cash", credit="income", fen=100 + number)
    return Change(
        before=before,
        after=after,
        messages=told if number % 2 else (),
        journals=(paid,) if number > 1 else (),
    )


def stamp(number: int) -> Stamp:
    return Stamp(
        by="desk-chan",
        name="陳靜雯",
        at=MONDAY + timedelta(minutes=number),
        command=f"step-{number}",
        clause="T-3.0",
        correlation=f"c{number}",
        form={"words": f"words {number}"},
    )


def even(items: Items) -> bool:
    """Whether everything agrees."""
    entered = Book()
    order = sorted(items["history"], key=lambda item: (item["record"], item["seq"]))
    found = book.histories(entered, order)
    for enter_one, name in (
        (book.record, "directory"),
        (book.timer, "timers"),
        (book.hold, "holds"),
        (book.finding, "finding"),
        (book.form, "forms"),
        (book.message, "outbox"),
        (book.posting, "ledger"),
    ):
        for item in items[name]:
            enter_one(entered, item)
    return not entered and not found


KEPT = kept()


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a value that is not made of others."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*way, key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from leaves(each, (*way, place))
    else:
        yield way


LEAVES = list(leaves(KEPT))


def edit(random: Random, items: Items) -> None:
    """One value anywhere: in a body, in a key, in an attribute."""
    *way, last = random.choice(LEAVES)
    inner: Any = items
    for step in way:
        inner = inner[step]
    old = inner[last]
    if isinstance(old, int):
        inner[last] = old + random.choice([-1, 1, 1000])
    else:
        place = random.randrange(len(old) + 1)
        inner[last] = old[:place] + random.choice("x7#章") + old[place:]


def leave_out(random: Random, items: Items) -> None:
    """One value, wherever it is."""
    *way, last = random.choice([way for way in LEAVES if len(way) > 3])
    inner: Any = items
    for step in way:
        inner = inner[step]
    if isinstance(inner, dict):
        del inner[last]
    else:
        inner.pop(last)


def some(random: Random, items: Items) -> list[dict[str, Any]]:
    return items[random.choice([name for name in items if items[name]])]


def delete(random: Random, items: Items) -> None:
    found = some(random, items)
    found.pop(random.randrange(len(found)))


def swap_bodies(random: Random, items: Items) -> None:
    table = items[random.choice(["history", "outbox", "ledger", "directory", "forms"])]
    one, other = random.sample(table, 2)
    one["body"], other["body"] = other["body"], one["body"]


def truncate(random: Random, items: Items) -> None:
    """The newest entries of one record."""
    name, count = random.choice(items["history"])["record"], random.randrange(1, 5)
    cut = [item for item in items["history"] if item["record"] == name][-count:]
    items["history"] = [item for item in items["history"] if item not in cut]


def move(random: Random, items: Items) -> None:
    """An item to another place of its table."""
    name = random.choice(["outbox", "ledger", "timers", "holds", "forms", "finding"])
    key = random.choice(tables.all_key_names(tables.BY_NAME[name], None))
    random.choice(items[name])[key] += random.choice(["7", "x", "#"])


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
def test_what_was_written_by_the_program_comes_out_even() -> None:
    assert even(KEPT)
    assert all(KEPT[name] for name in KEPT if name not in EMPTY)


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
@pytest.mark.parametrize(
    "attack",
    [edit, leave_out, delete, swap_bodies, truncate, move],
    ids=lambda attack: attack.__name__,
)
def test_no_attack_goes_unnoticed(attack: Callable[[Random, Items], None]) -> None:
    for seed in range(EDITS // 6):
        items = copy.deepcopy(KEPT)
        attack(Random(seed), items)
        assert items != KEPT
        assert not even(items), seed


@pytest.mark.clause("P-history", "P-money", "P-number", "P-tell")
def test_every_single_value_is_held() -> None:
    for *way, last in LEAVES:
        items = copy.deepcopy(KEPT)
        inner: Any = items
        for step in way:
            inner = inner[step]
        inner[last] = inner[last] + (1 if isinstance(inner[last], int) else "x")
        assert not even(items), (way, last)

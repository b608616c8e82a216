"""Whatever is altered, removed, added or reordered in a history is found (P-history)."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change, Message
from chalicelib.core.errors import Refusal
from chalicelib.core.history import Entry, Stamp, digest_of, enter, flaws, hash_of
from chalicelib.core.money import transfer
from chalicelib.core.record import Hold, NumberedForm, Record, Timer, plain
from tests.support.world import MONDAY

LARGEST = 250_000


class Flat(Record):
    KIND = "flat"
    TABLE = "directory"

    note: str = ""
    keys: int = 0


class FlatWithLift(Flat):
    """The same kind of record, a release later."""

    lift: str | None = None


def stamp(number: int, **given: Any) -> Stamp:
    return Stamp(
        by="desk-chan",
        name="陳靜雯",
        at=MONDAY + timedelta(minutes=number),
        command=f"step-{number}",
        clause="T-3.0",
        correlation=f"c{number}",
        **given,
    )


def chain(length: int) -> tuple[Flat, list[Entry]]:
    """A record with its whole history."""
    record, entries = None, []
    for number in range(length):
        after = replace(record or Flat(site="s", id="1"), note=f"note {number}", keys=number)
        if number == 1:
            due_at = MONDAY + timedelta(minutes=5)
            timer = Timer(clause="T-4.3.2", job="dispatch-check", due_at=due_at)
            after = replace(after, timers=(timer,))
        if number == 2:
            form = NumberedForm(
                form="f", number="F-1", day=MONDAY.date(), seq=1, at=MONDAY, by="desk-chan"
            )
            hold = Hold(key="bed#1", code="taken", clause="L-2")
            after = replace(after, forms=(form,), holds=(hold,))
        made = stamp(number, form={"words": f"words {number}"})
        change = Change(
            before=record,
            after=after,
            facts={"number": number},
            messages=(Message(to="owner", code="told", clause="P-tell"),) * (number % 3),
            journals=(transfer("paid", "P-money", debit="a", credit="b", fen=1),) * (number % 2),
        )
        [entered] = enter(change, made)
        assert isinstance(entered.record, Flat)
        record = entered.record
        entries.append(entered.entry)
    assert record
    return record, entries


RECORD, ENTRIES = chain(7)


def found(record: Record, entries: list[Entry]) -> set[str]:
    return {flaw.what for flaw in flaws(record, entries)}


def rehashed(entry: Entry) -> Entry:
    return replace(entry, hash=hash_of(entry))


@pytest.mark.clause("P-history")
@pytest.mark.parametrize("length", [1, 2, 7, 40])
def test_an_untouched_history_has_no_flaw(length: int) -> None:
    record, entries = chain(length)
    assert found(record, entries) == set()
    assert record.version == len(entries) == length


@pytest.mark.clause("P-history")
def test_a_history_read_back_from_the_store_has_no_flaw() -> None:
    record = msgspec.convert(plain(RECORD), Flat)
    entries = [msgspec.convert(plain(entry), Entry) for entry in ENTRIES]
    assert found(record, entries) == set()


def edited(random: Random, value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case str():
            place = random.randrange(len(value) + 1)
            return value[:place] + random.choice("x\x00章") + value[place:]
        case int():
            return value + random.choice([-1, 1, 1000])
        case dict():
            return {**value, random.choice(["words", "number", "more"]): random.random()}
        case tuple():
            return value[:-1] if value else (Hold(key="k", code="c", clause="L-2"),)
        case None:
            return "1f" * 32
    return value + timedelta(milliseconds=random.choice([-1, 1]))


ENTRY_FIELDS = Entry.__struct_fields__
RECORD_FIELDS = ("site", "id", "version", "head", "note", "keys")


def edit(random: Random, entries: list[Entry]) -> list[Entry]:
    place, field = random.randrange(len(entries)), random.choice(ENTRY_FIELDS)
    other = replace(entries[place], **{field: edited(random, getattr(entries[place], field))})
    return [*entries[:place], other, *entries[place + 1 :]]


def edit_and_hash_anew(random: Random, entries: list[Entry]) -> list[Entry]:
    place = random.randrange(len(entries))
    field = random.choice([each for each in ENTRY_FIELDS if each != "hash"])
    other = replace(entries[place], **{field: edited(random, getattr(entries[place], field))})
    return [*entries[:place], rehashed(other), *entries[place + 1 :]]


def edit_and_chain_all_anew(random: Random, entries: list[Entry]) -> list[Entry]:
    """The work of somebody who knows how it is done, but cannot write the record."""
    place = random.randrange(len(entries))
    field = random.choice([each for each in ENTRY_FIELDS if each not in ("prev", "hash")])
    forged = list(entries)
    forged[place] = replace(forged[place], **{field: edited(random, getattr(forged[place], field))})
    forged[0] = rehashed(forged[0])
    for place in range(1, len(forged)):
        forged[place] = rehashed(replace(forged[place], prev=forged[place - 1].hash))
    return forged


def delete(random: Random, entries: list[Entry]) -> list[Entry]:
    place = random.randrange(len(entries))
    return entries[:place] + entries[place + 1 :]


def delete_and_close_the_gap(random: Random, entries: list[Entry]) -> list[Entry]:
    place = random.randrange(len(entries) - 1)
    kept = entries[:place] + entries[place + 1 :]
    for at in range(place, len(kept)):
        prev = kept[at - 1].hash if at else ""
        kept[at] = rehashed(replace(kept[at], seq=at + 1, prev=prev))
    return kept


def reorder(random: Random, entries: list[Entry]) -> list[Entry]:
    one, other = random.sample(range(len(entries)), 2)
    swapped = list(entries)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    return swapped


def insert(random: Random, entries: list[Entry]) -> list[Entry]:
    place = random.randrange(len(entries) + 1)
    prev = entries[place - 1].hash if place else ""
    forged = replace(random.choice(entries), seq=place + 1, prev=prev, command="forged")
    return [*entries[:place], rehashed(forged), *entries[place:]]


def repeat(random: Random, entries: list[Entry]) -> list[Entry]:
    place = random.randrange(len(entries))
    return [*entries[: place + 1], *entries[place:]]


def truncate(random: Random, entries: list[Entry]) -> list[Entry]:
    return entries[: random.randrange(len(entries))]


def behead(random: Random, entries: list[Entry]) -> list[Entry]:
    return entries[random.randrange(1, len(entries)) :]


def append(random: Random, entries: list[Entry]) -> list[Entry]:
    last = entries[-1]
    more = replace(last, seq=last.seq + 1, prev=last.hash, command="forged")
    return [*entries, rehashed(more)]


ATTACKS: tuple[Callable[[Random, list[Entry]], list[Entry]], ...] = (
    edit,
    edit_and_hash_anew,
    edit_and_chain_all_anew,
    delete,
    delete_and_close_the_gap,
    reorder,
    insert,
    repeat,
    truncate,
    behead,
    append,
)


@pytest.mark.clause("P-history")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_every_attack_on_a_history_is_found(
    attack: Callable[[Random, list[Entry]], list[Entry]],
) -> None:
    for seed in range(1000):
        forged = attack(Random(seed), list(ENTRIES))
        assert forged != ENTRIES
        assert found(RECORD, forged), (seed, forged)


@pytest.mark.clause("P-history")
def test_every_edit_of_the_record_itself_is_found() -> None:
    for seed in range(1000):
        random = Random(seed)
        field = random.choice((*RECORD_FIELDS, "timers", "holds", "forms"))
        forged = replace(RECORD, **{field: edited(random, getattr(RECORD, field))})
        assert forged != RECORD
        assert found(forged, ENTRIES), (seed, field)


@pytest.mark.clause("P-history")
def test_every_field_of_every_entry_is_held() -> None:
    for place, entry in enumerate(ENTRIES):
        for field in ENTRY_FIELDS:
            other = replace(entry, **{field: edited(Random(place), getattr(entry, field))})
            assert found(RECORD, [*ENTRIES[:place], other, *ENTRIES[place + 1 :]]), field


@pytest.mark.clause("P-history")
@pytest.mark.parametrize(
    ("entries", "record", "what"),
    [
        (ENTRIES[:-1], RECORD, {"truncated"}),
        ([], RECORD, {"truncated"}),
        (ENTRIES[:2] + ENTRIES[3:], RECORD, {"missing", "unchained"}),
        (ENTRIES[1:], RECORD, {"missing", "unchained"}),
        ([*ENTRIES[:-1], replace(ENTRIES[-1], by="gm-ng")], RECORD, {"altered"}),
        (ENTRIES, replace(RECORD, note="other"), {"record_altered"}),
        (ENTRIES, replace(RECORD, version=8), {"truncated"}),
        (ENTRIES, replace(RECORD, head=""), {"truncated"}),
        ([replace(each, record="flat#2") for each in ENTRIES], RECORD, {"missing", "altered"}),
    ],
)
def test_a_flaw_says_what_is_wrong(entries: list[Entry], record: Flat, what: set[str]) -> None:
    assert found(record, entries) == what


@pytest.mark.clause("P-history")
def test_a_flaw_says_where() -> None:
    altered = [*ENTRIES[:3], replace(ENTRIES[3], by="gm-ng"), *ENTRIES[4:]]
    [flaw] = flaws(RECORD, altered)
    assert (flaw.record, flaw.seq, flaw.what) == ("s#flat#1", 4, "altered")


@pytest.mark.clause("P-history")
def test_the_history_of_another_record_is_no_history_of_this_one() -> None:
    [other] = enter(Change(before=None, after=Flat(site="s", id="2")), stamp(0))
    [same_id] = enter(Change(before=None, after=Flat(site="lake", id="1")), stamp(0))
    [mine] = enter(Change(before=None, after=Flat(site="s", id="1")), stamp(0))
    assert found(mine.record, [other.entry])
    assert found(mine.record, [same_id.entry])


@pytest.mark.clause("P-history")
def test_every_change_of_an_act_gets_its_entry() -> None:
    note = replace(RECORD, note="second")
    second = Change(before=None, after=Flat(site="s", id="2"), facts={"why": None, "more": "x"})
    first = Change(before=RECORD, after=note, also=(second,))
    one, other = enter(first, stamp(9, form={"words": "w", "empty": None}))
    assert (one.record.version, one.entry.seq, one.entry.prev) == (8, 8, RECORD.head)
    assert (other.record.version, other.entry.seq, other.entry.prev) == (1, 1, "")
    assert (one.entry.form, other.entry.facts) == ({"words": "w"}, {"more": "x"})
    assert one.record.head == one.entry.hash != other.record.head == other.entry.hash
    assert found(one.record, [*ENTRIES, one.entry]) == set()
    assert found(other.record, [other.entry]) == set()


@pytest.mark.clause("P-history")
def test_a_record_that_a_release_gave_a_new_empty_field_is_still_what_was_signed_for() -> None:
    """What is empty is left out of what is hashed, or every old record would count as altered."""
    [old] = enter(Change(before=None, after=Flat(site="s", id="1", note="n")), stamp(0))
    read_later = msgspec.convert(plain(old.record), FlatWithLift)
    assert found(read_later, [old.entry]) == set()


def sized(size: int) -> Flat:
    """A record whose JSON has so many bytes."""
    bare = len(msgspec.json.encode(plain(Flat(site="s", id="1", note="x")))) - 1
    return Flat(site="s", id="1", note="x" * (size - bare))


def test_a_record_of_the_largest_size_is_taken() -> None:
    assert len(digest_of(sized(LARGEST))) == 64


def test_a_larger_one_is_refused_before_the_store_would() -> None:
    with pytest.raises(Refusal) as refused:
        digest_of(sized(LARGEST + 1))
    assert (refused.value.code, refused.value.data) == ("record_full", {"bytes": 250_000})

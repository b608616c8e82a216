"""By which terms texts are found, and how the index is kept as near to them as there is room."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core import finding
from chalicelib.core.change import MOST_ACTIONS, Change, Message
from chalicelib.core.history import Stamp, enter
from chalicelib.core.record import Record
from tests.core.making import LAW
from tests.support.world import MONDAY


class Note(Record):
    KIND = "note"
    TABLE = "directory"

    texts: tuple[str, ...] = ()

    def found_by(self) -> tuple[str, ...]:
        return self.texts


STAMP = Stamp(by="b", name="n", at=MONDAY, command="c", clause="P-find", correlation="c")
TEXTS = st.text(alphabet="漏水電梯廚房厨 ,,-A1b2#\x01", max_size=300)


@pytest.mark.clause("P-find")
@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        (",。!😀 #", []),  # nothing that could be asked for
        ("漏水", ["漏 水", "水 "]),  # the last character is found as well
        ("漏", ["漏 "]),
        ("漏,水", ["漏 ", "水 "]),  # no neighbours: a comma stands between them
        ("漏\u200b水", ["漏 水", "水 "]),  # what has no width does not part them
        ("漏\ufe0f水", ["漏 水", "水 "]),  # nor what says how a character is drawn
        ("\u202dA-1203\u202c", ["a1203 ", "a ", "1203 "]),  # nor which way one reads
        ("著火", ["着 火", "火 "]),  # as it is written in Taiwan
        ("回覆", ["回 复", "复 "]),
        ("瞭解", ["了 解", "解 "]),
        ("廚房", ["厨 房", "房 "]),  # Traditional is found by Simplified
        ("厨房", ["厨 房", "房 "]),
        ("A-1203", ["a1203 ", "a ", "1203 "]),
        ("A1203", ["a1203 "]),  # full width
        ("A座12樓", ["a ", "12 ", "a 座", "座 12", "12 楼", "楼 "]),
        (
            "A-1203室",
            ["a1203 ", "a ", "1203 ", "a1203 室", "1203 室", "室 "],  # by its last part as well
        ),
        ("12/F", ["12f ", "12 ", "f "]),
        ("Leaking PIPE", ["leaking ", "pipe "]),
        ("a--b", ["a ", "b "]),  # only what stands between two characters is inside
        ("水水水", ["水 水", "水 "]),  # each once
        ("カー", ["カ ー", "ー "]),
        (finding.key("tel", "12ab"), ["tel:12ab "]),
        ("x" * 100, ["x" * 64 + " "]),  # a key has an end
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert list(finding.terms([text])) == terms


@pytest.mark.clause("P-find")
@settings(LAW)
@given(st.lists(TEXTS, max_size=3))
def test_every_term_has_one_space_and_no_mark_of_the_index(texts: list[str]) -> None:
    for term in finding.terms(texts):
        first, _, second = term.partition(" ")
        assert first
        assert not set(" #") & set(first + second)


def _lying(record: Record) -> set[str]:
    """What a record says lies in the index."""
    assert record.indexed
    return {*finding.terms(record.found_by())[: record.indexed.first], *record.indexed.beyond}


@pytest.mark.clause("P-find", "P-history")
@settings(LAW)
@given(st.lists(st.tuples(st.lists(TEXTS, max_size=3), st.integers(-5, 60)), max_size=8))
def test_the_record_knows_what_lies_in_the_index_and_it_comes_to_what_it_says(
    steps: list[tuple[list[str], int]],
) -> None:
    index: set[str] = set()
    note: Note | None = None

    def step(texts: tuple[str, ...], room: int) -> Note:
        after = Note(site="s", id="1", texts=texts)
        settled = finding.settle(note, after, room)
        assert len(settled.added) + len(settled.removed) <= max(room, 0)
        assert index.isdisjoint(settled.added)
        assert index.issuperset(settled.removed)
        index.difference_update(settled.removed)
        index.update(settled.added)
        made = replace(after, indexed=settled.indexed)
        assert index == (_lying(made) if made.indexed else set())
        return made

    for texts, room in steps:
        note = step(tuple(texts), room)
        entries = (finding.entry_hash(*finding.address(note, each)) for each in index)
        assert int(note.indexed.sum if note.indexed else "0", 16) == sum(entries)
    if note:
        note = step(note.texts, 10_000)
        assert index == set(finding.terms(note.texts))
        assert note.indexed is None or note.indexed.whole


def test_what_the_record_is_found_by_no_more_goes_first() -> None:
    old = Note(site="s", id="1", texts=("漏水",))
    old = replace(old, indexed=finding.settle(None, old, 99).indexed)
    settled = finding.settle(old, replace(old, texts=("電梯",)), 3)
    assert (settled.removed, settled.added) == (("漏 水", "水 "), ("电 梯",))


@pytest.mark.parametrize("told", [0, 41, 80])
def test_no_change_and_what_goes_with_it_grows_past_one_transaction(told: int) -> None:
    """The index has the room that is left; the next steps bring the rest."""
    long = "".join(chr(0x4E00 + each) for each in range(250))
    messages = tuple(Message(to=f"p{each}", code="c", clause="T-1") for each in range(told))
    other = Change(before=None, after=Note(site="s", id="2", texts=(long,)))
    first = Note(site="s", id="1", texts=(long,))
    change = Change(before=None, after=first, messages=messages, also=(other,))
    steps = 0
    while True:
        entered = enter(change, STAMP)
        written = sum(each.change.actions for each in entered)
        written += sum(len(each.terms_added) + len(each.terms_removed) for each in entered)
        assert written + 1 <= MOST_ACTIONS  # and the answer that is remembered
        records: list[Any] = [each.record for each in entered]
        if all(each.indexed.whole for each in records):
            break
        steps += 1
        also = (Change(before=records[1], after=records[1]),)
        change = Change(before=records[0], after=records[0], also=also)
    assert 2 * len(finding.terms([long])) // MOST_ACTIONS <= steps <= 10

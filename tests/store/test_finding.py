"""The index lies beside the records, written in their own transactions."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import finding
from chalicelib.core.change import MOST_ACTIONS, Change, Message
from chalicelib.core.people import Person, Sealed
from chalicelib.core.ports import Conflict
from chalicelib.store import tables
from tests.store.shelf import Shelf, entered, replay

SEALED = Sealed(box="b", index="0123abcd", mask="138****8000")


def index_of(shelf: Shelf) -> set[tuple[str, str]]:
    """Everything that the index has of the site."""
    items = shelf.dump()[tables.Finding.Meta.table_name.removeprefix(tables.PREFIX)].values()
    found = {(each["term"]["S"], each["place"]["S"]) for each in items}
    return {each for each in found if each[0].startswith(f"{shelf.site}#")}


def owner(shelf: Shelf, name: str) -> Person:
    return Person(site=shelf.site, id="p1", name=name, phone=SEALED, units=("A-1203",))


@pytest.mark.clause("P-find", "P-private")
def test_what_a_record_is_found_by_is_written_and_taken_away_with_it(shelf: Shelf) -> None:
    person = shelf.add(owner(shelf, "王小明"))
    assert index_of(shelf) == {
        (f"{shelf.site}#person#{first}", f"{second}#p1")
        for first, second in (
            *(("王", "小"), ("小", "明"), ("明", ""), ("8000", "")),
            *(("a1203", ""), ("a", ""), ("1203", "")),
        )
    }
    changed = replace(person, name="王明")
    after = shelf.commit(Change(before=person, after=changed))
    assert after.indexed
    assert after.indexed.whole
    expected = {finding.address(after, each) for each in finding.terms(after.found_by())}
    assert index_of(shelf) == expected


def test_nothing_of_a_change_that_was_refused_is_found(shelf: Shelf) -> None:
    shelf.add(owner(shelf, "王小明"))
    before = index_of(shelf)
    with pytest.raises(Conflict):
        shelf.commit(Change(before=None, after=owner(shelf, "李國強")))
    assert index_of(shelf) == before


@pytest.mark.parametrize("told", [0, 41, 95])
def test_the_store_is_sent_no_more_than_it_takes(shelf: Shelf, told: int) -> None:
    """What a change says that it writes is what is written."""
    name = "".join(chr(0x4E00 + each) for each in range(240))
    messages = tuple(Message(to=f"p{each}", code="c", clause="T-1") for each in range(told))
    made = entered(Change(before=None, after=owner(shelf, name), messages=messages))
    sent: list[int] = []

    def count(params: dict[str, Any], **_: Any) -> None:
        sent.append(len(json.loads(params["body"])["TransactItems"]))

    shelf.events.register("before-call.dynamodb.TransactWriteItems", count)
    shelf.store.commit(made, replay(f"{shelf.site}#k{told}"))
    [each] = made
    assert sent == [each.change.actions + len(each.terms_added) + 1]
    assert sent[0] <= MOST_ACTIONS
    assert each.terms_added or told > 90

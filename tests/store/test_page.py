"""A list is walked from cursor to cursor without loss or repeat; a forged cursor opens nothing."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.fields import Cursor
from chalicelib.core.ports import Key, Listing, Page, Unavailable
from tests.store.shelf import Room, Shelf

pytestmark = pytest.mark.clause("P-find")

IDS = [f"{number:03}" for number in range(100)]


def by_key(site: str, **more: Any) -> Listing:
    given = {"table": "directory", "partition": site, "begins": "room#", "limit": 7} | more
    return Listing(**given)


def by_tag(site: str, tag: str = "t", **more: Any) -> Listing:
    given = {"table": "directory", "index": "by_phone", "limit": 7} | more
    return Listing(partition=f"{site}#{tag}", **given)


def ids(page: Page) -> list[str]:
    return [item["id"].removeprefix("room#") for item in page.items]


def pages(shelf: Shelf, listing: Listing) -> Iterator[Page]:
    page = shelf.store.page(listing)
    yield page
    while page.next:
        page = shelf.store.page(msgspec.structs.replace(listing, cursor=page.next))
        yield page


def filled(shelf: Shelf, names: list[str], tag: str | None = "t") -> None:
    for id in names:
        shelf.add(shelf.room(id, tag=tag))


def walked(shelf: Shelf, listing: Listing) -> list[str]:
    return [id for page in pages(shelf, listing) for id in ids(page)]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("room#003", "room#005", ["003", "004", "005"]),  # both ends are in it
        ("room#0035", "room#0045", ["004"]),
        ("room#", "room#001", ["000", "001"]),
        ("room#098", "room#~", ["098", "099"]),
        ("room#005", "room#004", []),
    ],
)
def test_a_list_goes_from_one_key_to_another(
    shelf: Shelf, first: str, last: str, found: list[str], newest_first: bool
) -> None:
    filled(shelf, [*IDS[:6], *IDS[98:]])
    for limit in (1, 7):
        listing = by_key(
            shelf.site,
            begins="",
            first=first,
            last=last,
            newest_first=newest_first,
            limit=limit,
        )
        if first > last:  # which DynamoDB refuses to look for
            assert shelf.store.page(listing) == Page(items=(), next=None)
        else:
            assert walked(shelf, listing) == (found[::-1] if newest_first else found)


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    """A hundred rooms, and at every side of them something that is not to be listed."""
    filled(shelf, IDS)
    shelf.add(Room(site=f"{shelf.site}-b", id="050", tag="t"))
    shelf.add(shelf.room("other-tag", tag="u"))
    shelf.remove("directory", site=shelf.site, id="room#other-tag")
    shelf.put("directory", site=shelf.site, id="person#050", phone_key=f"{shelf.site}#u")
    shelf.put("directory", site=shelf.site, id="rule#050")
    return shelf


def test_every_way_through_a_hundred_is_without_loss_or_repeat(full: Shelf) -> None:
    for limit in (1, 7, 25, 99, 100):
        for listing in (by_key(full.site, limit=limit), by_tag(full.site, limit=limit)):
            assert walked(full, listing) == IDS
            turned = msgspec.structs.replace(listing, newest_first=True)
            assert walked(full, turned) == IDS[::-1]


@pytest.mark.parametrize(
    ("limit", "sizes"),
    [
        (1, [1, 1, 1, 1]),
        (2, [2, 2]),  # the last is full, and says that it is the last
        (3, [3, 1]),
        (4, [4]),
        (5, [4]),
        (100, [4]),
    ],
)
@pytest.mark.parametrize("newest_first", [False, True])
def test_a_page_is_as_full_as_it_may_be_and_the_last_says_so(
    shelf: Shelf, limit: int, sizes: list[int], newest_first: bool
) -> None:
    filled(shelf, IDS[:4])
    listing = by_key(shelf.site, limit=limit, newest_first=newest_first)
    found = list(pages(shelf, listing))
    assert [len(page.items) for page in found] == sizes
    assert [page.next is None for page in found] == [False] * (len(sizes) - 1) + [True]


def test_an_empty_list_is_one_empty_page(shelf: Shelf) -> None:
    for listing in (by_key(shelf.site), by_tag(shelf.site)):
        assert shelf.store.page(listing) == Page(items=(), next=None)


def test_what_comes_in_between_is_neither_a_loss_nor_a_repeat(shelf: Shelf) -> None:
    filled(shelf, ["b", "d", "f", "h"])
    listing = by_key(shelf.site, limit=2)
    first = shelf.store.page(listing)
    filled(shelf, ["a", "c", "e", "g", "i"])
    shelf.remove("directory", site=shelf.site, id="room#d")  # where the cursor stands
    rest = walked(shelf, msgspec.structs.replace(listing, cursor=first.next))
    assert (ids(first), rest) == (["b", "d"], ["e", "f", "g", "h", "i"])


def test_a_list_larger_than_one_answer_of_the_store_is_listed_to_its_end(shelf: Shelf) -> None:
    """DynamoDB ends an answer at 1 MB, whatever the limit: there may be more behind it."""
    for id in IDS[:25]:
        shelf.add(shelf.room(id, note="x" * 60_000))
    assert walked(shelf, by_key(shelf.site, limit=25)) == IDS[:25]
    assert walked(shelf, by_key(shelf.site, limit=25, newest_first=True)) == IDS[24::-1]


def test_a_history_is_listed_in_the_order_of_its_numbers(shelf: Shelf) -> None:
    record = shelf.add(shelf.room())
    for _ in range(11):
        record = shelf.commit(Change(before=record, after=record))
    listing = Listing(table="history", partition=f"{shelf.site}#room#1", limit=5)
    seqs = [item["seq"] for page in pages(shelf, listing) for item in page.items]
    assert seqs == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]


def test_a_page_of_a_table_without_order_is_its_one_item(shelf: Shelf) -> None:
    listing = Listing(table="forms", partition=f"{shelf.site}#CW-20260302-0001", limit=1)
    assert shelf.store.page(listing).items == ()


def test_a_cursor_of_the_longest_names_fits_in_its_field(shelf: Shelf) -> None:
    """A site of 64 characters, a person of 80, and the id of a ticket."""
    site, tag = f"{shelf.site:x<64}", "p" * 80
    for number in range(3):
        shelf.add(Room(site=site, id=f"{number:023}", tag=tag))
    for listing in (by_tag(site, tag, limit=1), by_key(site, limit=1)):
        page = shelf.store.page(listing)
        assert msgspec.convert(page.next, Cursor) == page.next


def packed(position: Any) -> str:
    raw = position if isinstance(position, bytes) else json.dumps(position).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


FORGED: dict[str, Any] = {
    "no base64": "....",
    "half of one": "e",
    "empty": "",
    "no JSON": packed(b"cursor"),
    "no UTF-8": packed(b"\xff\xfe"),
    "a list": packed(["room#001"]),
    "a text": packed("room#001"),
    "null": packed(None),
    "no names": packed({}),
    "no id": packed({"site": {"S": "SITE"}}),
    "one name more": packed({"site": {"S": "SITE"}, "id": {"S": "room#001"}, "x": {"S": "y"}}),
    "of another index": packed(
        {"site": {"S": "SITE"}, "id": {"S": "room#001"}, "phone_key": {"S": "SITE#t"}}
    ),
    "two values": packed({"site": {"S": "SITE", "N": "1"}, "id": {"S": "room#001"}}),
    "no value": packed({"site": {}, "id": {"S": "room#001"}}),
    "a bare value": packed({"site": "SITE", "id": "room#001"}),
    "nested a thousand deep": packed(b'{"site":' * 1000),
}
"""What is no position at all. `SITE` stands for the site's own name."""


def at(shelf: Shelf, forged: str) -> str:
    if not forged.startswith("ey"):
        return forged
    decoded = base64.urlsafe_b64decode(forged + "=" * (-len(forged) % 4))
    return packed(decoded.replace(b"SITE", shelf.site.encode()))


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_is_no_position_is_refused(shelf: Shelf, forged: str) -> None:
    filled(shelf, IDS[:4])
    listing = by_key(shelf.site, limit=2, cursor=at(shelf, forged) or "-")
    with pytest.raises(Refusal) as refused:
        shelf.store.page(listing)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/cursor", "no_such")
    ]


KINDS = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "BOOL", "NULL", "X", ""]


@pytest.mark.parametrize("kind", KINDS)
def test_a_position_of_any_type_is_refused_or_harmless(shelf: Shelf, kind: str) -> None:
    filled(shelf, IDS[:4])
    for value in ("room#001", "1", ""):
        forged = packed({"site": {"S": shelf.site}, "id": {kind: value}})
        assert own_or_nothing(shelf, by_key(shelf.site, cursor=forged))


def own_or_nothing(shelf: Shelf, listing: Listing) -> bool:
    """Whether the cursor was refused as one, or showed nothing but what the list holds anyway."""
    try:
        page = shelf.store.page(listing)
    except Refusal as refusal:
        return [fault.pointer for fault in refusal.faults] == ["/cursor"]
    return set(ids(page)) <= set(IDS[:4]) and all(item["site"] == shelf.site for item in page.items)


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("id", ["room#000", "room#", "person#050", "zzz", "room#001\x00"])
@pytest.mark.parametrize("theirs", [False, True])
def test_a_position_elsewhere_leads_to_nothing_of_others(
    shelf: Shelf, id: str, theirs: bool
) -> None:
    """A cursor of another site, of another kind of record, or from before or behind the list."""
    other = f"{shelf.site}-b"
    filled(shelf, IDS[:4])
    for number in IDS[:4]:
        shelf.add(Room(site=other, id=number, tag="t"))
    site = other if theirs else shelf.site
    by_keys = packed({"site": {"S": site}, "id": {"S": id}})
    assert own_or_nothing(shelf, by_key(shelf.site, cursor=by_keys))
    by_tags = packed({"site": {"S": site}, "id": {"S": id}, "phone_key": {"S": f"{site}#t"}})
    assert own_or_nothing(shelf, by_tag(shelf.site, cursor=by_tags))


@pytest.mark.clause("P-who")
def test_a_cursor_of_another_list_leads_to_nothing_of_that_list(shelf: Shelf) -> None:
    other = f"{shelf.site}-b"
    filled(shelf, IDS[:4])
    for number in IDS[:9]:
        shelf.add(Room(site=other, id=number, tag="t"))
    foreign = shelf.store.page(by_tag(other, limit=2)).next
    assert own_or_nothing(shelf, by_tag(shelf.site, cursor=foreign))
    assert own_or_nothing(shelf, by_tag(shelf.site, "no-such-tag", cursor=foreign))


def test_a_fault_of_the_store_is_not_blamed_on_the_cursor(shelf: Shelf) -> None:
    filled(shelf, IDS[:4])
    cursor = shelf.store.page(by_key(shelf.site, limit=1)).next
    with shelf.refusing("Query", "ThrottlingException"), pytest.raises(Unavailable):
        shelf.store.page(by_key(shelf.site, cursor=cursor))


def test_a_store_that_does_not_answer_is_unavailable(shelf: Shelf) -> None:
    error = ReadTimeoutError(endpoint_url="https://store.test")
    with shelf.failing("Query", error), pytest.raises(Unavailable):
        shelf.store.page(by_key(shelf.site))


def test_a_list_of_records_brings_the_records_themselves(shelf: Shelf) -> None:
    for id in ("1", "2"):
        shelf.add(shelf.room(id, note="long"))
    listing = Listing(table="directory", partition=shelf.site, limit=1, begins="room#", kind=Room)
    first = shelf.store.page(listing)
    second = shelf.store.page(msgspec.structs.replace(listing, cursor=first.next))
    read = shelf.store.load([Key(Room, shelf.site, id) for id in ("1", "2")])
    assert first.records == (read.record(Room, shelf.site, "1"),)
    assert second.records == (read.record(Room, shelf.site, "2"),)
    assert (first.items, second.next) == ((), None)

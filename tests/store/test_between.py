"""A listing may begin and end between two keys: a period is read, and nothing outside it."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pynamodb.connection import Connection

from chalicelib.core.ports import Listing
from chalicelib.store.dynamo import DynamoStore
from chalicelib.store.meter import metered
from tests.core.making import LAW
from tests.store.shelf import Shelf, fresh_site

pytestmark = pytest.mark.clause("P-report")
IDS = [f"{number:03}" for number in range(40)]


def between(shelf: Shelf, first: str, last: str, limit: int = 7) -> list[str]:
    listing = Listing(
        table="directory",
        partition=shelf.site,
        first=f"room#{first}",
        last=f"room#{last}",
        limit=limit,
    )
    found: list[str] = []
    while True:
        page = shelf.store.page(listing)
        found += [item["id"] for item in page.items]
        if page.next is None:
            return found
        listing = msgspec.structs.replace(listing, cursor=page.next)


@pytest.fixture(scope="module")
def full(connection: Connection, client: Any) -> Shelf:
    shelf = Shelf(store=DynamoStore(connection), client=client, site=fresh_site())
    for id in IDS:
        shelf.add(shelf.room(id))
    return shelf


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("000", "039", IDS),
        ("003", "005", ["003", "004", "005"]),  # both ends belong to it
        ("003~", "005", ["004", "005"]),  # between two keys
        ("0039", "005~", ["004", "005"]),
        ("005", "005", ["005"]),
        ("0051", "0052", []),
        ("040", "999", []),
    ],
)
def test_what_lies_between_two_keys_is_listed(
    full: Shelf, first: str, last: str, expected: list[str]
) -> None:
    assert between(full, first, last) == expected


@LAW
@given(st.sampled_from(IDS), st.sampled_from(IDS), st.integers(1, 45))
def test_page_by_page_nothing_is_lost_or_repeated(
    full: Shelf, one: str, other: str, limit: int
) -> None:
    first, last = sorted((one, other))
    expected = [id for id in IDS if first <= id <= last]
    assert between(full, first, last, limit) == expected


def test_what_lies_outside_is_not_read(full: Shelf) -> None:
    with metered() as all_of_it:
        between(full, "000", "039", 100)
    with metered() as one_of_it:
        between(full, "005", "005", 100)
    assert one_of_it.read_units < all_of_it.read_units

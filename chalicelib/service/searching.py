"""Searching: walking the lists of the index together, and holding what they propose against the
records (P-find).

Lists are in order of ids. What is in all of them is found by leaping: each list is asked for its
next id from where another one stands. A search asks the store a bounded number of times; what it
has come to by then is its page, and the next page goes on from there.
"""

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from unicodedata import normalize

from msgspec.structs import replace

from chalicelib.core import finding
from chalicelib.core.errors import Fault, Refusal
from chalicelib.core.finding import Asked, List
from chalicelib.core.ports import Listing, Page, Store, Vault
from chalicelib.core.record import Frozen, Record

MOST_CALLS = 12
"""Queries of one search: more than it has lists, so that every page gets on."""
_BLOCK = 200
"""Ids read at once, some 14 KB."""
_MOST_AT_ONCE = 1000
"""Ids read at once where all are."""
_NUMBER = re.compile(r"\+?[0-9][0-9 -]{5,21}[0-9]")
"""A whole telephone number; what is shorter is looked for like any other number."""
_PLACE = re.compile(r"(from|after):([A-Za-z0-9._-]{1,80})")
_LAST = "~"
"""Comes after every character of an id."""


class Search(Frozen):
    """A page of the records of a kind that are found by what was asked."""

    site: str
    kind: str
    asked: Asked
    otherwise: Asked | None = None
    """What is looked for where nothing is found by the first."""
    newest_first: bool = True
    limit: int
    cursor: str | None = None
    first: str = ""
    """No ids before it."""
    last: str = _LAST
    """No ids after it."""


def asked(site: str, text: str, vault: Callable[[], Vault]) -> tuple[Asked, Asked | None]:
    """What is looked for, and what if nothing is found by that.

    A whole telephone number is looked for by its keyed hash. Where it is nobody's, it may be that
    of a meter, a day or another's letter: then it is looked for as it is written.
    """
    plain = normalize("NFKC", text).strip()
    if _NUMBER.fullmatch(plain):
        by_hash = Asked(keys=(finding.key(finding.PHONE, vault().index(site, plain)),))
        return by_hash, finding.asked(plain)
    return finding.asked(plain), None


def found(store: Store, search: Search) -> Page:
    """Candidates, in order of ids, each as `{"id": …}`: `exact` says which of them it is.

    What is asked for by one character alone lies in many lists, one for each character after it:
    it comes in the order of these.

    Raises: Refusal `invalid_form` for a cursor that was not given out; Unavailable.
    """
    page = _found(store, search)
    if search.otherwise and not page.items and page.next is None:
        return found(store, replace(search, asked=search.otherwise, otherwise=None))
    return page


def _found(store: Store, search: Search) -> Page:
    lists = finding.lists(search.asked)
    if not lists:
        return Page(items=(), next=None)
    if lists[0].second is None:
        return _beginning(store, search, lists[0])
    return _Walk(store, search, lists).page()


def exact(of: Asked, page: Page, records: Iterable[Record]) -> list[Record]:
    """Of the records that a page proposed, those that say what was asked, each once."""
    places = {item["id"]: item.get("places") for item in page.items}
    return [
        each
        for each in dict.fromkeys(records)
        if finding.matches(of, each.found_by()) and _is_here(each, of, places.get(each.id))
    ]


def _is_here(record: Record, of: Asked, places: list[str] | None) -> bool:
    """Whether this is the page to show it on: what lies in several lists is shown for the first."""
    if places is None:
        return True
    first = finding.lists(of)[0].first
    terms = (each.partition(" ") for each in finding.terms(record.found_by()))
    return max(second for one, _, second in terms if one == first) in places


def _beginning(store: Store, search: Search, of: List) -> Page:
    page = store.page(
        Listing(
            table="finding",
            partition=finding.partition(search.site, search.kind, of.first),
            newest_first=True,
            limit=search.limit,
            cursor=search.cursor,
        )
    )
    places: dict[str, list[str]] = {}
    for item in page.items:
        second, _, id = item["place"].partition("#")
        places.setdefault(id, []).append(second)
    return Page(items=tuple({"id": id, "places": at} for id, at in places.items()), next=page.next)


class Place(NamedTuple):
    """Where in the order of ids a search stands: at one of them, or past it."""

    id: str
    passed: bool = False


class _Spent(Exception):
    """The store was asked as often as one search may."""


class _Walk:
    """Several lists, gone through together."""

    def __init__(self, store: Store, search: Search, lists: tuple[List, ...]) -> None:
        self._store = store
        self._search = search
        self._calls = MOST_CALLS
        self._place = _position(search.cursor)
        self._lists = [_Ids(self, each) for each in lists]

    def page(self) -> Page:
        """The next ids that are in all lists, or those of a list of so few that it is a page."""
        limit = self._search.limit
        found: list[str] = []
        try:
            for each in self._lists:
                each.next(self._place)
                if each.left <= limit:
                    return _page(each.rest(self._place), None)
            self._lists.sort(key=lambda each: each.left)
            while len(found) <= limit:
                id = self._common()
                if id is None:
                    return _page(found, None)
                found.append(id)
                self._place = Place(id, passed=True)
        except _Spent:
            return _page(found, self._place)
        return _page(found[:limit], Place(found[limit - 1], passed=True))

    def _common(self) -> str | None:
        """The next id that is in all lists, from where we stand."""
        while True:
            first = self._lists[0].next(self._place)
            if first is None:
                return None
            self._place = Place(first)
            others = (each.next(self._place) for each in self._lists[1:])
            other = next((each for each in others if each != first), first)
            if other is None or other == first:
                return other
            self._place = Place(other)

    def read(self, of: List, place: Place | None) -> Page:
        """Ids of a list from a place on.

        Raises: _Spent.
        """
        if self._calls == 0:
            raise _Spent
        self._calls -= 1
        search, second = self._search, of.second or ""
        first, last = search.first, search.last
        if place and search.newest_first:
            last = min(last, place.id)
        elif place:
            first = max(first, place.id)
        return self._store.page(
            Listing(
                table="finding",
                partition=finding.partition(search.site, search.kind, of.first),
                first=finding.place(second, first),
                last=finding.place(second, last),
                newest_first=search.newest_first,
                limit=_BLOCK,
            )
        )

    def behind(self, id: str, place: Place | None) -> bool:
        """Whether an id lies behind a place."""
        if place is None or id == place.id:
            return place is not None and place.passed
        return (id > place.id) == self._search.newest_first


class _Ids:
    """The ids of one list, read a block at a time where they are asked for."""

    def __init__(self, walk: _Walk, of: List) -> None:
        self._walk = walk
        self._of = of
        self._read: list[str] = []
        self.ended = False

    @property
    def left(self) -> float:
        """How many there still are; nobody knows where it was not read to its end."""
        return len(self._read) if self.ended else math.inf

    def next(self, place: Place | None) -> str | None:
        """The next id from a place on."""
        while True:
            self._pass(place)
            if self._read:
                return self._read[0]
            if self.ended:
                return None
            page = self._walk.read(self._of, place)
            self._read = [item["place"].partition("#")[2] for item in page.items]
            self.ended = page.next is None

    def rest(self, place: Place | None) -> list[str]:
        """All that is left from a place on."""
        self._pass(place)
        return self._read

    def _pass(self, place: Place | None) -> None:
        self._read = [each for each in self._read if not self._walk.behind(each, place)]


def _page(ids: Iterable[str], place: Place | None) -> Page:
    return Page(items=tuple({"id": id} for id in ids), next=_cursor(place) if place else None)


def _cursor(place: Place) -> str:
    said = f"{'after' if place.passed else 'from'}:{place.id}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def _position(cursor: str | None) -> Place | None:
    """Where a page begins.

    Raises: Refusal `invalid_form` for a cursor that was not given out.
    """
    if cursor is None:
        return None
    try:
        decoded = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    said = _PLACE.fullmatch(decoded)
    if said is None:
        raise Refusal("invalid_form", "P-find", faults=(Fault(pointer="/cursor", code="no_such"),))
    return Place(said[2], passed=said[1] == "after")


def everything(store: Store, listing: Listing) -> Iterator[dict[str, Any]]:
    """All items of a listing, page after page."""
    while True:
        page = store.page(listing)
        yield from page.items
        if page.next is None:
            return
        listing = replace(listing, cursor=page.next)


def under(store: Store, kind: type[Record], site: str, key: str) -> Iterator[str]:
    """The ids of all records of a kind that are found by a key of `core.finding`, oldest first."""
    first, _, second = finding.terms((key,))[0].partition(" ")
    begins = finding.place(second, "")
    listing = Listing(
        table="finding",
        partition=finding.partition(site, kind.KIND, first),
        begins=begins,
        limit=_MOST_AT_ONCE,
        consistent=True,
    )
    for item in everything(store, listing):
        yield item["place"].removeprefix(begins)

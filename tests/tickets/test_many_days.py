"""However many orders are open at 17:00, the day is closed (T-4.7)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.ports import Listing
from chalicelib.store.meter import metered
from chalicelib.tickets.days import rules
from chalicelib.tickets.days.model import Day, Daybook, Tally
from tests.bench import closing
from tests.support import desk
from tests.support.backends import on_engine
from tests.support.faults import Died, Fault, watched
from tests.support.residents import stored
from tests.support.world import Clock, World, opened

MANY = 12_000
"""More than one record holds."""
GONE, DYING = (0, 5_000, MANY - 1), (3, 7_000, MANY - 5)
"""Orders that move on either day."""
pytestmark = pytest.mark.clause("T-4.7")
IDS = st.sets(st.integers(0, 5_000), max_size=2_000)


def orders(numbers: set[int]) -> tuple[str, ...]:
    return tuple(sorted(f"{number:021x}" for number in numbers))


@given(IDS)
def test_what_is_bound_is_whole_again(numbers: set[int]) -> None:
    tally = Tally(department="engineering", open=orders(numbers), carried_in=3)
    bound, sheets = rules.bind("site", tally)
    assert rules.whole(bound, {each.id: each for each in sheets}) == tally
    assert bound.still == len(numbers)
    assert len(bound.open) < rules.LONGEST
    assert all(rules.SHORTEST <= len(each.orders) <= rules.LONGEST for each in sheets)


@given(IDS, st.integers(0, 5_000))
def test_one_order_more_or_less_leaves_most_sheets_as_they_are(numbers: set[int], it: int) -> None:
    def sheets(of: set[int]) -> set[str]:
        tally = Tally(department="engineering", open=orders(of))
        return {each.id for each in rules.bind("site", tally)[1]}

    few = 3 * rules.LONGEST // rules.SHORTEST
    assert len(sheets(numbers) ^ sheets(numbers ^ {it})) <= few


@pytest.fixture
def site() -> Iterator[World]:
    """A site with very many orders open, carried over from the day before."""
    with on_engine() as address, opened(address, Clock()) as world:
        client = boto3.client("dynamodb", endpoint_url=address)
        closing.fill(world, client, MANY, only=(*GONE, *DYING))
        yield world


def sheets(world: World) -> int:
    listing = Listing(table="desk", partition=world.site, begins="sheet#", limit=500)
    return len(world.house.service.store.page(listing).items)


def reassign(world: World, *numbers: int) -> list[str]:
    """Pass these orders on to another department; their ids."""
    form = {"department": "grounds", "reason": "改派"}
    ids = list(map(closing.order_id, numbers))
    for id in ids:
        path = f"/tickets/{id}/reassign"
        assert world.post(path, "desk-chan", form, if_match='"2"').status == 200
    return ids


@pytest.mark.clause("P-once")
def test_very_many_open_orders_are_carried_over_and_reported(site: World) -> None:
    book: Daybook = stored(site, Daybook, site.site)
    gone = reassign(site, *GONE)
    left = MANY - len(gone)
    path = f"/days/{book.day}/reports/engineering"
    draft = site.get(path, "head-cheung")
    assert len(draft.json["draft"]["open"]) == left
    form = {"signed_name": "張偉", "words": "今日工單如上"}
    form |= {"remarks": [{"ticket": closing.order_id(7), "words": "待料"}]}
    report = site.post(path, "head-cheung", form, if_match=draft.etag).json
    assert (report["tally"]["lying"], report["entries"][0]["open"]) == (left, left)

    before = sheets(site)
    site.clock.at = book.closes_at
    connection = site.house.service.store._connection  # type: ignore[attr-defined]
    with watched(connection) as calls, metered() as meter:
        assert desk.reconcile(site)["failed"] == 0
    assert meter.trips == len(calls.made) < 30
    assert 0 < sheets(site) - before <= 3 * len(gone)
    shown = site.get(f"/days/{book.day}", "supervisor-chow").json
    [balance] = [each for each in shown["balances"] if each["department"] == "engineering"]
    assert (balance["carried_in"], balance["open"], balance["gone"]) == (MANY, left, 3)
    [tally] = [each for each in shown["day"]["tallies"] if each["department"] == "engineering"]
    assert sorted([*tally["open"], *gone]) == list(map(closing.order_id, range(MANY)))


@pytest.mark.clause("P-once")
def test_a_close_that_dies_between_sheets_is_finished_by_the_next(site: World) -> None:
    book: Daybook = stored(site, Daybook, site.site)
    site.clock.at = book.closes_at - timedelta(hours=1)
    reassign(site, *DYING)
    site.clock.at = book.closes_at
    connection = site.house.service.store._connection  # type: ignore[attr-defined]
    for number in range(12):
        assert stored(site, Day, str(book.day)) is None or number > 3
        with watched(connection, number, Fault.DIES), suppress(Died):
            desk.reconcile(site)
    assert desk.reconcile(site)["failed"] == 0
    closed: Day = stored(site, Day, str(book.day))
    assert closed.tally("engineering").still == MANY - len(DYING)
    assert [each.department for each in closed.tallies].count("engineering") == 1

"""The meter counts round trips and capacity units of the work inside it, and of no other."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.core.ports import Conflict, Key, Listing
from chalicelib.store.meter import Meter, metered
from tests.store.shelf import Room, Shelf


def test_reads_and_writes_are_counted_apart(shelf: Shelf) -> None:
    with metered() as meter:
        shelf.add(shelf.room(note="x" * 500))
    assert meter == Meter(trips=1, read_units=0.0, write_units=4.0)  # record and entry, twice each
    with metered() as meter:
        shelf.store.load([Key(Room, shelf.site, "1"), Key(Room, shelf.site, "absent")])
    assert meter == Meter(trips=1, read_units=2.0, write_units=0.0)
    with metered() as meter:
        shelf.store.page(Listing(table="directory", partition=shelf.site, limit=5))
    assert meter == Meter(trips=1, read_units=0.5, write_units=0.0)


def test_size_counts(shelf: Shelf) -> None:
    with metered() as meter:
        shelf.add(shelf.room(note="x" * 9_000))
    assert meter.write_units == 20.0  # nine kilobytes begun and one, twice each
    with metered() as meter:
        shelf.store.load([Key(Room, shelf.site, "1")])
    assert meter.read_units == 3.0  # of four kilobytes each


def test_an_index_costs_a_write_of_its_own(shelf: Shelf) -> None:
    with metered() as meter:
        shelf.add(shelf.room("tagged", tag="t"))
    assert meter.write_units > 4.0


def test_everything_inside_adds_up(shelf: Shelf) -> None:
    with metered() as meter:
        for number in range(3):
            shelf.add(shelf.room(f"{number}"))
        shelf.store.load([Key(Room, shelf.site, "1")])
    assert meter == Meter(trips=4, read_units=1.0, write_units=12.0)


def test_what_was_refused_is_a_trip_too(shelf: Shelf) -> None:
    shelf.add(shelf.room())
    with metered() as meter, pytest.raises(Conflict):
        shelf.add(shelf.room())
    assert meter.trips == 1


def test_what_is_outside_is_not_counted(shelf: Shelf) -> None:
    with metered() as meter:
        pass
    shelf.add(shelf.room())
    assert meter == Meter()


def test_every_thread_has_its_own_meter(shelf: Shelf) -> None:
    def work(trips: int) -> int:
        with metered() as meter:
            for _ in range(trips):
                shelf.store.load([Key(Room, shelf.site, "1")])
        return meter.trips

    with metered() as outside, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, [1, 2, 3, 4, 5])) == [1, 2, 3, 4, 5]
    assert outside.trips == 0


def test_a_meter_ends_when_its_work_fails(shelf: Shelf) -> None:
    def fails() -> None:
        with metered():
            raise RuntimeError("work")

    with pytest.raises(RuntimeError, match="work"):
        fails()
    with metered() as meter:
        shelf.store.load([Key(Room, shelf.site, "1")])
    assert meter.trips == 1

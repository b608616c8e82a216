"""What is due at an instant is found, all of it and nothing else."""

from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from chalicelib.core.change import Change
from chalicelib.core.ports import Due, Unavailable
from chalicelib.core.record import Timer
from chalicelib.store.meter import metered
from tests.store.shelf import OVERRUN, UNANSWERED, Shelf
from tests.support.world import MONDAY

pytestmark = pytest.mark.clause("P-once")

NOON = MONDAY + timedelta(hours=3)
MILLISECOND = timedelta(milliseconds=1)


def timer(shelf: Shelf, due_at: datetime, clause: str = "T-4.3.2", job: str = "") -> Timer:
    """A timer of a job that no other test has."""
    return Timer(clause=clause, job=f"{job}{shelf.site}", due_at=due_at)


def due(shelf: Shelf, as_of: datetime = NOON, job: str = "") -> list[Due]:
    return [each for batch in shelf.store.due(f"{job}{shelf.site}", as_of) for each in batch]


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("after", "found"),
    [
        (-timedelta(days=400), True),  # missed for a year
        (-MILLISECOND, True),
        (timedelta(0), True),
        (MILLISECOND, False),
        (timedelta(seconds=1), False),
        (timedelta(days=400), False),
    ],
)
def test_a_timer_is_due_from_its_very_millisecond(
    shelf: Shelf, after: timedelta, found: bool
) -> None:
    shelf.add(shelf.room(timers=(timer(shelf, NOON + after),)))
    assert bool(due(shelf)) is found


def test_a_timer_found_says_whose_it_is_and_when_it_fell_due(shelf: Shelf) -> None:
    at = NOON - timedelta(minutes=5, milliseconds=7)
    shelf.add(shelf.room("a.b-c_1", timers=(timer(shelf, at),)))
    assert due(shelf) == [
        Due(site=shelf.site, kind="room", id="a.b-c_1", clause="T-4.3.2", due_at=at)
    ]


def test_the_offset_of_the_instant_asked_for_makes_no_difference(shelf: Shelf) -> None:
    shelf.add(shelf.room(timers=(timer(shelf, NOON),)))
    east = NOON.astimezone(timezone(timedelta(hours=8)))
    assert len(due(shelf, east)) == 1
    assert due(shelf, east - MILLISECOND) == []


def test_a_timer_set_in_another_offset_falls_due_at_the_same_instant(shelf: Shelf) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=8)))
    shelf.add(shelf.room(timers=(timer(shelf, east),)))
    assert [each.due_at for each in due(shelf)] == [NOON]
    assert due(shelf, NOON - MILLISECOND) == []


def test_other_jobs_keep_their_timers(shelf: Shelf) -> None:
    mine = timer(shelf, NOON)
    longer = replace(mine, clause="T-2", job=f"{mine.job}-too")  # the name goes on where mine ends
    shelf.add(shelf.room(timers=(mine, longer, timer(shelf, NOON, "T-3", "other-"))))
    assert [each.clause for each in due(shelf)] == ["T-4.3.2"]
    assert [each.clause for each in due(shelf, job="other-")] == ["T-3"]


def test_a_timer_that_was_put_off_or_cleared_is_due_no_more(shelf: Shelf) -> None:
    kept, put_off = timer(shelf, NOON, "T-1"), timer(shelf, NOON, "T-2")
    record = shelf.add(shelf.room(timers=(kept, put_off, timer(shelf, NOON, "T-3"))))
    later = replace(put_off, due_at=NOON + timedelta(hours=1))
    shelf.commit(Change(before=record, after=replace(record, timers=(kept, later))))
    assert [each.clause for each in due(shelf)] == ["T-1"]
    assert sorted(each.clause for each in due(shelf, later.due_at)) == ["T-1", "T-2"]


def test_every_shard_is_asked(shelf: Shelf) -> None:
    ids = sorted(f"{number}" for number in range(80))
    for id in ids:
        shelf.add(shelf.room(id, timers=(timer(shelf, NOON),)))
    assert sorted(each.id for each in due(shelf)) == ids
    assert len(shards(shelf)) == 8


def laden(shelf: Shelf, count: int) -> list[str]:
    """A record with so many timers, all of them in one shard; the clauses in order of time."""
    record, clauses = shelf.add(shelf.room()), [f"T-{number:04}" for number in range(count)]
    for start in range(0, count, 90):
        more = tuple(
            timer(shelf, NOON - timedelta(milliseconds=count - place), clauses[place])
            for place in range(start, min(start + 90, count))
        )
        record = shelf.commit(
            Change(before=record, after=replace(record, timers=(*record.timers, *more)))
        )
    return clauses


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_a_shard_is_read_to_its_end(shelf: Shelf, count: int) -> None:
    clauses = laden(shelf, count)
    assert [each.clause for each in due(shelf)] == clauses  # the longest due first
    batches = list(shelf.store.due(shelf.site, NOON))
    assert all(1 <= len(batch) <= 100 for batch in batches)


def test_firing_while_reading_skips_nothing(shelf: Shelf) -> None:
    clauses = laden(shelf, 250)
    found: list[str] = []
    [shard] = shards(shelf)
    for batch in shelf.store.due(shelf.site, NOON):
        found += [each.clause for each in batch]
        for each in batch:
            stands = f"{shelf.site}#room#1#{each.clause}"
            at = each.due_at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{each.due_at.microsecond:06}"[:3]
            shelf.remove("timers", shard=shard, due=f"{at}Z#{stands}")
    assert found == clauses
    assert due(shelf) == []


def shards(shelf: Shelf) -> set[str]:
    found = {each["shard"]["S"] for each in shelf.dump()["timers"].values()}
    return {each for each in found if each.startswith(f"{shelf.site}#")}


def test_what_is_not_due_is_not_read(shelf: Shelf) -> None:
    shelf.add(shelf.room("due", timers=(timer(shelf, NOON),)))
    with metered() as few:
        assert len(due(shelf)) == 1
    for number in range(60):
        shelf.add(shelf.room(f"{number}", timers=(timer(shelf, NOON + timedelta(days=1)),)))
    with metered() as many:
        assert len(due(shelf)) == 1
    assert (many.trips, many.read_units) == (few.trips, few.read_units) == (8, 4.0)


def test_nothing_due_is_nothing_found(shelf: Shelf) -> None:
    assert list(shelf.store.due(shelf.site, NOON)) == []


@pytest.mark.parametrize("code", OVERRUN)
def test_a_store_that_is_overrun_is_unavailable(shelf: Shelf, code: str) -> None:
    with shelf.refusing("Query", code), pytest.raises(Unavailable):
        due(shelf)


@pytest.mark.parametrize("error", UNANSWERED, ids=lambda error: type(error).__name__)
def test_a_store_that_does_not_answer_is_unavailable(shelf: Shelf, error: Exception) -> None:
    with shelf.failing("Query", error), pytest.raises(Unavailable):
        due(shelf)

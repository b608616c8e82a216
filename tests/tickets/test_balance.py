"""The balance of days: whatever happens when, what comes in is what becomes of it (T-4.7)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.core.errors import Refusal
from chalicelib.tickets.days import rules
from chalicelib.tickets.days.model import Day, Tally
from chalicelib.tickets.life import REPAIR
from chalicelib.tickets.model.passing import Ended
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.rules.passing import holder, passages
from tests.support.world import MONDAY
from tests.tickets.building import Paper, at_site

pytestmark = pytest.mark.clause("T-4.7")
DEPARTMENTS = ("engineering", "grounds")
DAYS = 4
ENDS = [at_site("17:00:00") + timedelta(days=n) for n in range(DAYS)]
STEPS = ("dispatch", "return", "reassign", "take", "start", "complete", "reject", "cancel")
ORDER = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 20), st.sampled_from(DEPARTMENTS)),
    max_size=14,
)
EDGES = st.sampled_from([-1, 0, 1])


def carried(number: int, moves: list[tuple[str, int, str]], edge: int) -> Ticket:
    """An order through whatever of these steps it may take, hours and milliseconds apart."""
    paper = Paper(at=MONDAY + timedelta(minutes=number + 1))
    for step, hours, department in moves:
        paper.now += timedelta(hours=hours)
        nearest = min(ENDS, key=lambda end: abs(end - paper.now))
        if abs(nearest - paper.now) < timedelta(hours=2) and nearest >= paper.now:
            paper.now = nearest + timedelta(milliseconds=edge)
        given = {"department": department} if step in ("dispatch", "reassign") else {}
        if paper.the.department == "grounds" and step in ("take", "start", "complete", "return"):
            continue
        try:
            paper.step(step, **given)
        except Refusal:
            continue
    return replace(paper.the, id=f"t{number}")


def closed(tickets: list[Ticket]) -> list[Day]:
    """All days, one after the other, as the job closes them."""
    days: list[Day] = []
    since = MONDAY
    for end in ENDS:
        before = days[-1] if days else None
        tallies = rules.reckon(before, moved(tickets, since), since, end, DEPARTMENTS)
        day = Day(
            site="paths",
            id=str(end.date()),
            day=end.date(),
            since=since,
            until=end,
            closed_at=end,
            tallies=tallies,
        )
        days.append(day)
        since = end
    return days


def moved(tickets: list[Ticket], since: datetime) -> list[Ticket]:
    """What the index would bring."""
    last = ((each, passages(each)[-1]) for each in tickets)
    return [each for each, at in last if (at.until or at.since) >= since - rules.MARGIN]


@given(st.lists(st.tuples(ORDER, EDGES), min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_what_comes_in_is_what_becomes_of_it(
    orders: list[tuple[list[tuple[str, int, str]], int]],
) -> None:
    tickets = [carried(number, *order) for number, order in enumerate(orders)]
    days = closed(tickets)
    for day, before in zip(days, [None, *days], strict=False):
        for tally in day.tallies:
            outcomes = [*tally.completed, *tally.open, *(each.ticket for each in tally.gone)]
            assert tally.carried_in + len(tally.issued) == len(outcomes)
            assert len(set(outcomes)) == len(outcomes)
            assert set(tally.issued) <= set(outcomes)
            was = set(before.tally(tally.department).open) if before else set()
            assert tally.carried_in == len(was)
            assert was | set(tally.issued) == set(outcomes)
            assert set(tally.open) == there(tickets, tally.department, day.until)
            assert tally.late == ()


def there(tickets: list[Ticket], department: str, at: datetime) -> set[str]:
    return {
        each.id
        for each in tickets
        if any(p.department == department and p.covers(at) for p in passages(each))
    }


@given(ORDER, EDGES)
@settings(deadline=None, max_examples=60)
def test_passages_follow_one_another_and_end_where_the_order_lies(
    moves: list[tuple[str, int, str]], edge: int
) -> None:
    ticket = carried(0, moves, edge)
    *before, last = ticket.passages
    assert all(each.until is not None and each.ended for each in before)
    assert all(
        a.until and a.until <= b.since for a, b in zip(before, ticket.passages[1:], strict=True)
    )
    assert (last.until is None) == (holder(ticket) is not None)
    if last.until is None:
        assert last.department == holder(ticket)


@given(st.lists(st.tuples(ORDER, EDGES), min_size=1, max_size=4), st.integers(0, DAYS - 1))
@settings(deadline=None, max_examples=40)
def test_what_happens_afterwards_changes_no_day(
    orders: list[tuple[list[tuple[str, int, str]], int]], number: int
) -> None:
    """Counted at once, or once everything has happened: the same."""
    tickets = [carried(place, *order) for place, order in enumerate(orders)]
    days = closed(tickets)
    as_of = [seen for each in tickets if (seen := at(each, ENDS[number]))]
    before = days[number - 1] if number else None
    since = before.until if before else MONDAY
    now: tuple[Tally, ...] = rules.reckon(
        before, moved(as_of, since), since, ENDS[number], DEPARTMENTS
    )
    assert {each.department: each for each in now} == {
        each.department: each
        for each in days[number].tallies
        if each.department in {tally.department for tally in now}
    }


def at(ticket: Ticket, instant: datetime) -> Ticket | None:
    """The ticket as far as it had come at an instant."""
    known = tuple(
        each
        if each.until is None or each.until <= instant
        else replace(each, until=None, ended=None)
        for each in ticket.passages
        if each.since <= instant
    )
    return replace(ticket, passages=known) if known else None


def test_the_ways_that_are_tried_lead_everywhere() -> None:
    assert set(STEPS) <= set(REPAIR.steps)
    tried = [
        carried(0, [(step, 3, "engineering") for step in way], 0)
        for way in (
            ("dispatch", "take", "start", "complete", "reject"),
            ("dispatch", "return", "cancel"),
            ("dispatch", "reassign"),
        )
    ]
    ended = {each.ended for ticket in tried for each in ticket.passages}
    assert ended == {None, *Ended}

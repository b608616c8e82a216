"""Laws of a repair's life, whatever steps are taken in whatever order by whomever."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core import sitetime
from chalicelib.core.errors import Refusal
from chalicelib.core.history import flaws
from chalicelib.core.people import Person, Role
from chalicelib.tickets.life import REPAIR
from chalicelib.tickets.model import FollowUp, State, Ticket
from tests.support.paths import PEOPLE
from tests.tickets.building import BAD, FREE, INDOOR, OK, PAID, PUBLIC, UNCOVERED, Paper

STAFF = tuple(each for each in Role if each not in (Role.GATE, Role.DORMITORY))
ALL_IN_ONE = Person(
    site="paths",
    id="all-in-one",
    name="某人",
    roles=STAFF,
    department="engineering",
    units=("B-0502", "A-1203"),
)
EVERYONE: tuple[Person, ...] = (*PEOPLE.values(), ALL_IN_ONE)
VAIN = {"reached": False, "satisfaction": None, "words": None}
SHUT = {"consent": False, "satisfaction": None, "words": None}
GIVEN: dict[str, list[dict[str, Any]]] = {
    "overrule-warranty": [{"covered": True}, {"covered": False}],
    "dispatch": [{}, {"department": "grounds"}, {"assignee": "engineer-wong"}],
    "reassign": [{}, {"department": "grounds"}, {"assignee": "engineer-lee"}],
    "quote": [{}, {"lines": [{"code": "seal-tape", "quantity": "0.5"}]}],
    "consent": [{}, {"manner": "phone", "given_by": "業戶"}],
    "complete": [{}, {"lines": [{"code": "seal-tape", "quantity": "0.5"}]}, {"lines": []}],
    "follow-up": [
        *({}, VAIN, VAIN, {**BAD, "then": "reopen"}, {**BAD, "then": "visit"}),
        *({"criticism": "慢"}, BAD),
    ],
    "visit": [{}, SHUT, {**BAD, "then": "reopen"}, {"criticism": "慢"}],
    "correct": [
        {"follow_up": id} | each
        for id in ("f1", "f2", "f3")
        for each in (OK, VAIN, {**BAD, "then": "reopen"}, {"time_reason": "急事"})
    ],
    "improve": [{"follow_up": id} for id in ("f1", "f2", "f3")],
    "send-back": [{}, {"to": "department"}],
}


def takes(paper: Paper, who: Person, number: int) -> str | None:
    """A step that the person may take now; one in ten leads back, or withdraws the report."""
    allowed = REPAIR.allowed(paper.the, paper.act(who))
    onward = [step.command for step in allowed if step.forward]
    back = [step.command for step in allowed if not step.forward]
    choice = back if number % 10 == 0 else onward
    return choice[number // 10 % len(choice)] if choice else None


def hold(paper: Paper) -> None:
    """What is true of every repair at every time."""
    ticket = paper.the
    orders = [form for form in ticket.forms if form.form != "receipt" and not form.void]
    assert len(orders) == (ticket.state != State.CANCELLED)
    assert len({form.number for form in ticket.forms}) == len(ticket.forms)
    told = ticket.notification is None or ticket.notification.told_at is not None
    assert len(ticket.timers) == (not told and ticket.state != State.CANCELLED)
    begun = any(each.entry.command == "start" for each in paper.history)
    assert ticket.state != State.CANCELLED or not begun
    vain = Counter(
        sitetime.day(each.at, paper.site.time_zone)
        for each in ticket.in_force()
        if each.contact == "call" and not each.reached and each.corrects is None
    )
    assert max(vain.values(), default=0) <= 3
    assert _balance(paper)[f"receivable.{ticket.place.unit}"] == ticket.owing
    assert sum(_balance(paper).values()) == 0
    if ticket.state in (State.FOLLOWED_UP, State.REVIEWED, State.ARCHIVED):
        _followed_up(ticket)
    if ticket.state in (State.REVIEWED, State.ARCHIVED):
        _reviewed(ticket)
    if ticket.state == State.ARCHIVED:
        assert ticket.owing == 0
        answered = {note.follow_up for note in ticket.improvements}
        for each in ticket.in_force():
            kept = [one.id for one in _line(ticket, each) if one.criticism == each.criticism]
            assert not each.criticism or not answered.isdisjoint(kept)
            assert not each.outside_time or each.time_reason
    if ticket.state == State.WORKING and ticket.paid:
        agreed = ticket.quotation is not None and ticket.quotation.state == "consented"
        assert agreed or ticket.reopened


def _line(ticket: Ticket, entry: FollowUp) -> Iterator[FollowUp]:
    """An entry, the one that it corrects, the one that that corrects, and so on."""
    known = {each.id: each for each in ticket.follow_ups}
    at: FollowUp | None = entry
    while at:
        yield at
        at = known.get(at.corrects or "")


def _followed_up(ticket: Ticket) -> None:
    assert ticket.acceptance
    acceptance = ticket.acceptance.signature
    assert acceptance.person not in ticket.workers
    first: dict[str, FollowUp] = {}
    for each in ticket.follow_ups:
        first[each.id] = first[each.corrects] if each.corrects else each
    newest = max(ticket.in_force(), key=lambda each: int(first[each.id].id[1:]))
    assert first[newest.id].recorded_at >= acceptance.at
    assert newest.reached
    assert newest.satisfaction
    assert newest.satisfaction > 2


def _reviewed(ticket: Ticket) -> None:
    assert ticket.review
    assert ticket.acceptance
    reviewer = ticket.review.signature.person
    callers = {each.by for each in ticket.follow_ups}
    assert reviewer not in {*ticket.workers, *callers, ticket.acceptance.signature.person}


def _balance(paper: Paper) -> Counter[str]:
    balance: Counter[str] = Counter()
    for each in paper.history:
        for journal in each.change.journals:
            for posting in journal.postings:
                balance[posting.account] += posting.fen
    return balance


@pytest.mark.clause("T-4.4.1", "T-4.4.3", "T-4.4.4", "T-4.5", "P-money", "P-number")
@settings(max_examples=120, deadline=None)
@given(
    intake=st.sampled_from([INDOOR, UNCOVERED, {"unit": None, "item": None, **PUBLIC}]),
    walk=st.lists(
        st.tuples(
            st.integers(0, len(EVERYONE) - 1),
            st.integers(0, 99),
            st.integers(0, 99),
            st.sampled_from([0, 1, 25, 60, 1440]),
        ),
        min_size=30,
        max_size=90,
    ),
)
def test_the_laws_hold_after_every_step(
    intake: dict[str, Any], walk: list[tuple[int, int, int, int]]
) -> None:
    paper = Paper(**intake)
    hold(paper)
    for asker, number, variant, minutes in walk:
        who = EVERYONE[asker]
        command = takes(paper.later(minutes=minutes), who, number)
        if command is None:
            continue
        given = dict(GIVEN.get(command, [{}])[variant % len(GIVEN.get(command, [{}]))])
        if "signed_name" in paper.usual(command)[1]:
            given["signed_name"] = who.name
        before = paper.the
        try:
            paper.step(command, who, **given)
        except Refusal:
            assert paper.the is before
        hold(paper)
    assert list(flaws(paper.the, (each.entry for each in paper.history))) == []


@pytest.mark.parametrize("intake", [{}, UNCOVERED])
def test_a_walk_may_take_every_step_of_an_ordinary_life(intake: dict[str, Any]) -> None:
    """So that the laws are held to more than the beginning."""
    paper = Paper(**intake)
    for command in PAID if intake else FREE:
        steps = {takes(paper, who, number) for who in EVERYONE for number in range(100)}
        assert command in steps
        paper.step(command)

"""Door visits, and corrections of what was entered (T-4.4.1, T-4.4.2)."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from local import sample
from tests.tickets.building import BAD, OK, Paper

# visits
from tests.tickets.following import (
    MS,
    NO_ENTRY,
    TO_REOPEN,
    TO_VISIT,
    VAIN,
    accepted,
    last,
    minutes,
    place,
    visited,
    with_two_entries,
)


@pytest.mark.clause("T-4.4.2")
@pytest.mark.parametrize(
    ("lasted", "flagged"),
    [
        (timedelta(milliseconds=1), True),
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10) - MS, True),
        (timedelta(minutes=10), False),
        (timedelta(minutes=20), False),
        (timedelta(minutes=20) + MS, True),
        (timedelta(minutes=20, seconds=1), True),
        (timedelta(minutes=59), True),
    ],
)
def test_a_visit_outside_ten_to_twenty_minutes_is_kept_and_flagged(
    lasted: timedelta, flagged: bool
) -> None:
    paper = visited(lasted)
    assert (last(paper).outside_time, place(paper)) == (flagged, ("followed_up", None))
    paper.step("review")
    if flagged:
        assert paper.refuses("archive") == ("out_of_order", "T-4.4.2")
        paper.step("correct", time_reason="業戶有急事")
        paper.step("review", "supervisor-fung", signed_name="馮偉業")
    paper.step("archive")


@pytest.mark.clause("T-4.4.2")
def test_a_reason_given_at_once_is_not_asked_for_again() -> None:
    paper = visited(timedelta(minutes=3), time_reason="業戶要出門")
    assert last(paper).outside_time
    paper.steps("review", "archive")


@pytest.mark.clause("T-4.4.2")
@pytest.mark.parametrize(("shortest", "longest", "flagged"), [(5, 8, True), (5, 20, False)])
def test_how_long_a_visit_takes_is_a_setting(shortest: int, longest: int, flagged: bool) -> None:
    paper = accepted().later(hours=1)
    paper.terms = replace(sample.terms("paths"), visit_minutes=(shortest, longest))
    paper.step("visit", **minutes(paper, -9, 0))
    assert last(paper).outside_time is flagged


@pytest.mark.clause("T-4.4.2")
@pytest.mark.parametrize("lasted", [timedelta(seconds=30), timedelta(minutes=50)])
def test_a_visit_that_was_not_let_in_has_no_length(lasted: timedelta) -> None:
    paper = visited(lasted, **NO_ENTRY)
    assert (last(paper).outside_time, place(paper)) == (False, ("accepted", "2026-03-02"))


@pytest.mark.clause("T-4.4.2")
@pytest.mark.parametrize(
    ("was", "becomes", "flagged"),
    [
        ({}, {}, True),
        ({}, VAIN, False),  # they had not let the visitor in after all
        (NO_ENTRY, {}, True),  # they had, and for five minutes only
    ],
)
def test_a_correction_judges_the_length_anew(
    was: dict[str, Any], becomes: dict[str, Any], flagged: bool
) -> None:
    paper = visited(timedelta(minutes=5), **was)
    paper.step("correct", **becomes)
    assert last(paper).outside_time is flagged


@pytest.mark.clause("T-4.4.2")
@pytest.mark.parametrize("who", ["desk-chan", "owner-wong", "engineer-lee", "supervisor-chow"])
def test_only_the_property_assistant_visits(who: str) -> None:
    assert accepted().later(hours=1).refuses("visit", who) == ("not_your_step", "T-4.4.2")


# corrections


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize(
    ("becomes", "place_after"),
    [
        ({}, ("followed_up", None)),
        (VAIN, ("accepted", "2026-03-02")),
        (TO_REOPEN, ("dispatched", None)),
        (TO_VISIT, ("visit_due", None)),
    ],
)
@pytest.mark.parametrize("until", ["follow-up", "review"])
def test_a_correction_of_the_newest_entry_decides_anew(
    until: str, becomes: dict[str, Any], place_after: tuple[str, str | None]
) -> None:
    paper = Paper().until(until)
    before = paper.the.follow_ups
    paper.step("correct", **becomes)
    assert place(paper) == place_after
    assert paper.the.review is None
    assert paper.the.follow_ups[:-1] == before
    assert (last(paper).corrects, last(paper).correction_reason, last(paper).id) == (
        "f1",
        "筆誤",
        "f2",
    )


@pytest.mark.clause("T-4.4.1", "T-4.4.3")
@pytest.mark.parametrize("satisfaction", [1, 2])
def test_a_correction_that_turns_out_dissatisfied_says_what_then(satisfaction: int) -> None:
    paper = Paper().until("review")
    refused = paper.refuses("correct", satisfaction=satisfaction)
    assert refused == ("dissatisfied_left_open", "T-4.4.1")


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize("becomes", [VAIN, OK | {"reached": True}, BAD | {"reached": True}])
@pytest.mark.parametrize("until", [(), ("review",)])
def test_a_correction_of_an_older_entry_changes_nothing_but_the_review(
    until: tuple[str, ...], becomes: dict[str, Any]
) -> None:
    paper = with_two_entries().steps(*until)
    paper.step("correct", **becomes)
    assert place(paper) == ("followed_up", None)
    assert (paper.the.review, paper.the.reopened) == (None, 0)
    assert [each.id for each in paper.the.in_force()] == ["f2", "f3"]


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize("then", ["reopen", "visit"])
def test_an_older_entry_does_not_decide_any_more(then: str) -> None:
    refused = with_two_entries().refuses("correct", **{**BAD, "then": then})
    assert refused == ("invalid_form", "T-4.4.1", ("/then", "decided_since"))


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize("id", ["f1", "f3", "F2", "f02", "f-1"])
def test_only_an_entry_that_counts_is_corrected(id: str) -> None:
    paper = Paper().until("follow-up").steps("correct")
    fault = ("/follow_up", "no_such")
    assert paper.refuses("correct", follow_up=id) == ("invalid_form", "T-4.4.3", fault)
    paper.step("correct", follow_up="f2")
    assert [each.id for each in paper.the.in_force()] == ["f3"]


@pytest.mark.clause("T-4.4.3")
def test_there_is_nothing_to_correct_before_the_first_entry() -> None:
    assert accepted().refuses("correct") == ("nothing_to_correct", "T-4.4.3")


@pytest.mark.clause("T-4.4.3")
def test_a_correction_keeps_when_and_whom_and_says_who_corrected() -> None:
    paper = visited(timedelta(minutes=15))
    was = last(paper)
    paper.later(days=1).step("correct", "desk-leung", satisfaction=4, words="尚可")
    entry = last(paper)
    assert (entry.at, entry.ended_at, entry.called, entry.contact) == (
        was.at,
        was.ended_at,
        was.called,
        was.contact,
    )
    assert (entry.by, entry.recorded_at, entry.satisfaction, entry.words) == (
        "desk-leung",
        paper.now,
        4,
        "尚可",
    )


@pytest.mark.clause("T-4.4.3")
def test_the_entry_of_an_earlier_round_decides_nothing_now() -> None:
    paper = accepted()
    paper.step("follow-up", **TO_REOPEN)
    paper.later(hours=1).steps("take", "start", "complete", "accept")
    paper.step("correct")
    assert place(paper) == ("accepted", "2026-03-02")

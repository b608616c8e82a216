"""Criticism, and the improvement notes that answer it (T-4.4.2)."""

from datetime import timedelta

import pytest

from tests.tickets.building import Paper

# criticism
from tests.tickets.following import TO_REOPEN, accepted, visited, with_two_entries


@pytest.mark.clause("T-4.4.3")
def test_criticism_is_answered_before_the_archive() -> None:
    paper = accepted()
    paper.step("follow-up", criticism="維修太慢")
    paper.step("review")
    assert paper.refuses("archive") == ("out_of_order", "T-4.4.3")
    paper.steps("improve", "archive")
    [note] = paper.the.improvements
    assert (note.follow_up, note.words, note.by) == ("f1", "已加強培訓", "supervisor-chow")


@pytest.mark.clause("T-4.4.3")
def test_criticism_is_not_lost_where_only_the_reason_for_the_time_is_added() -> None:
    paper = visited(timedelta(minutes=3), criticism="維修太慢")
    paper.step("correct", time_reason="業戶要出門")
    paper.step("review")
    assert paper.refuses("archive") == ("out_of_order", "T-4.4.3")


@pytest.mark.clause("T-4.4.3")
def test_every_criticism_has_its_own_answer() -> None:
    paper = accepted()
    paper.step("follow-up", **TO_REOPEN, criticism="維修太慢")
    paper.later(hours=1).steps("take", "start", "complete", "accept")
    paper.step("follow-up", criticism="態度欠佳")
    paper.step("review")
    paper.step("improve")
    assert paper.refuses("archive") == ("out_of_order", "T-4.4.3")
    paper.step("improve", follow_up="f2")
    paper.step("archive")


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize(
    ("id", "fault"), [("f1", "no_criticism"), ("f3", "no_such"), ("nothing", "no_such")]
)
def test_a_note_answers_a_criticism_that_there_is(id: str, fault: str) -> None:
    paper = with_two_entries()
    paper.step("correct", follow_up="f2", criticism="太慢")
    paper.step("correct", follow_up="f3", criticism="太慢")  # f4 stands in its place
    refused = paper.refuses("improve", follow_up=id)
    assert refused == ("invalid_form", "T-4.4.3", ("/follow_up", fault))


@pytest.mark.clause("T-4.4.3")
def test_no_note_without_a_criticism() -> None:
    assert Paper().until("follow-up").refuses("improve") == ("no_criticism", "T-4.4.3")


@pytest.mark.clause("T-4.4.3")
def test_a_criticism_answered_needs_no_other_note() -> None:
    paper = accepted()
    paper.step("follow-up", criticism="維修太慢")
    paper.step("improve")
    assert paper.refuses("improve") == ("no_criticism", "T-4.4.3")


@pytest.mark.clause("T-4.4.3")
@pytest.mark.parametrize("who", ["desk-chan", "assistant-lam", "head-cheung", "gm-ng"])
def test_the_supervisor_answers_criticism(who: str) -> None:
    paper = accepted()
    paper.step("follow-up", criticism="維修太慢")
    assert paper.refuses("improve", who) == ("not_your_step", "T-4.4.3")

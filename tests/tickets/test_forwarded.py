"""Complaints passed on: their register, replies in time until the result (T-4.2.2)."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from local import sample
from tests.support.world import MONDAY
from tests.tickets.building import COMPLAINT, Paper, passed_on

REPLY = "T-4.2.2"
HOUR, MS = timedelta(hours=1), timedelta(milliseconds=1)
DAY = 24 * HOUR
PROGRESS = {"stage": "progress", "words": "已派人查看"}


@pytest.mark.clause("T-4.2.2")
@pytest.mark.parametrize("channel", ["group_service_centre", "quality_office"])
def test_it_stands_in_the_register_under_a_number_of_its_own(channel: str) -> None:
    paper = Paper(**passed_on(channel=channel))
    assert paper.numbers("group_register") == ["GR-20260302-0001"]
    assert paper.numbers("work_order") == ["CW-20260302-0001"]
    assert paper.the.forwarded
    assert paper.the.forwarded.reference == "GSC-1"


@pytest.mark.clause("T-4.2.2")
@pytest.mark.parametrize(
    ("before", "due_in"),
    [
        (timedelta(0), DAY),
        (23 * HOUR, HOUR),  # it counts from when it was passed on
        (DAY, timedelta(0)),
        (1000 * DAY, timedelta(0)),  # too long ago: due now
    ],
)
def test_when_the_first_reply_is_due(before: timedelta, due_in: timedelta) -> None:
    paper = Paper(**passed_on(at=MONDAY - before))
    assert paper.due_at(REPLY) == MONDAY + due_in


@pytest.mark.clause("T-4.2.2")
@pytest.mark.parametrize(
    ("after", "missed"),
    [
        (HOUR, 0),
        (DAY, 0),  # at the very time it is in time
        (DAY + MS, 1),
        (2 * DAY, 1),
        (2 * DAY + MS, 2),  # it was due twice
    ],
)
def test_a_reply_given_too_late_is_a_breach_for_each_time_it_was_due(
    after: timedelta, missed: int
) -> None:
    paper = Paper(**passed_on())
    paper.now = MONDAY + after
    change = paper.step("reply", **PROGRESS)
    assert paper.the.forwarded
    assert len(paper.the.forwarded.missed) == missed
    assert len(change.messages) == min(missed, 1)
    assert paper.due_at(REPLY) == paper.now + DAY


@pytest.mark.clause("T-4.2.2")
def test_what_was_given_in_time_and_written_down_late_is_in_time() -> None:
    paper = Paper(**passed_on())
    paper.now = MONDAY + DAY + HOUR
    paper.step("reply", **PROGRESS, at=(MONDAY + DAY).isoformat())
    assert paper.the.forwarded
    assert paper.the.forwarded.missed == ()
    assert paper.due_at(REPLY) == MONDAY + 2 * DAY


@pytest.mark.clause("T-4.2.2")
@pytest.mark.parametrize(
    ("at", "code"), [(MONDAY - MS, "before_received"), (MONDAY + HOUR + MS, "in_the_future")]
)
def test_when_no_reply_was_given(at: object, code: str) -> None:
    paper = Paper(**passed_on()).later(hours=1)
    refusal = paper.refuses("reply", at=str(at).replace(" ", "T"))
    assert refusal == ("invalid_form", REPLY, ("/at", code))


@pytest.mark.clause("T-4.2.2")
def test_the_check_catches_up_whatever_it_missed_at_once() -> None:
    paper = Paper(**passed_on())
    paper.now = MONDAY + 3 * DAY
    change = paper.fire(REPLY)
    assert [each.code for each in change.messages] == ["reply_overdue"]
    assert paper.the.forwarded
    assert len(paper.the.forwarded.missed) == 3
    assert paper.due_at(REPLY) == MONDAY + 4 * DAY


@pytest.mark.clause("T-4.2.2")
def test_the_setting_says_how_often() -> None:
    terms = replace(sample.terms("paths"), reply_hours=6)
    paper = Paper(**passed_on(), terms=terms)
    assert paper.due_at(REPLY) == MONDAY + 6 * HOUR
    paper.step("reply", **PROGRESS)
    assert paper.due_at(REPLY) == MONDAY + 6 * HOUR


@pytest.mark.clause("T-4.2.2")
def test_without_a_result_reported_it_is_neither_completed_nor_withdrawn() -> None:
    paper = Paper(**passed_on())
    assert paper.refuses("cancel") == ("result_missing", REPLY)
    paper.until("start").step("reply", **PROGRESS)
    assert paper.refuses("complete") == ("result_missing", REPLY)
    paper.step("reply")
    assert paper.due_at(REPLY) is None
    assert paper.refuses("reply") == ("result_reported", REPLY)
    paper.step("complete")
    assert paper.the.timers == ()


@pytest.mark.clause("T-4.2.2")
def test_what_is_reopened_has_no_result_yet() -> None:
    paper = Paper(**passed_on()).until("start").steps("reply", "complete")
    paper.later(hours=2).step("reject")
    assert paper.due_at(REPLY) == paper.now + DAY
    paper.steps("take", "start")
    assert paper.refuses("complete") == ("result_missing", REPLY)
    paper.steps("reply", "complete")


@pytest.mark.clause("T-4.2.2")
def test_nobody_waits_for_a_reply_to_what_was_not_passed_on() -> None:
    assert Paper(**COMPLAINT).refuses("reply") == ("not_forwarded", REPLY)


@pytest.mark.clause("T-4.2.2", "P-who")
@pytest.mark.parametrize("who", ["engineer-lee", "owner-lau", "gm-ng", "assistant-lam"])
def test_only_the_desk_replies(who: str) -> None:
    assert Paper(**passed_on()).refuses("reply", who) == ("not_your_step", REPLY)

"""Deadlines by the clock or in working time, clocks that stand still, and why it is due then."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from chalicelib.core.calendar import Calendar, Interval, Region
from chalicelib.core.clock import Counting
from chalicelib.core.regions import official
from chalicelib.core.words import Language
from chalicelib.tickets.due import due_times
from chalicelib.tickets.terms import Clock, Deadline, Terms
from local import sample
from tests.support.world import World
from tests.tickets.building import COMPLAINT, Case, Paper, at_site, passed_on

CARD, REPLY, NOTIFY = "T-4.2.1", "T-4.2.2", "T-4.3.2"
WEEK = (
    *[(Interval(first=540, last=720), Interval(first=780, last=1080))] * 5,
    (Interval(first=540, last=720),),
    (),
)
WORKING = Clock(counts=Counting.WORKING, pausable=True)
FRIDAY = "2026-02-13"
"""Before the Spring Festival of 2026; Saturday the 14th is worked."""


def terms(**clocks: Clock) -> Terms:
    return replace(
        sample.terms("paths"),
        card_hours=8,
        reply_hours=4,
        calendar=Calendar(week=WEEK, region=Region.CN),
        official=official(Region.CN, 2026),
        clocks={Deadline(name): clock for name, clock in clocks.items()},
    )


ALL_WORKING = terms(notify_minutes=replace(WORKING, pausable=False), card_hours=WORKING)


@pytest.mark.clause("T-4.2.1")
def test_a_card_after_so_many_hours_of_work() -> None:
    """Two hours of Friday, eight of the make-up Saturday would be too many: six are enough."""
    paper = Paper(at=at_site("16:00", FRIDAY), terms=ALL_WORKING, **COMPLAINT)
    assert paper.due_at(CARD) == at_site("16:00", "2026-02-14")
    later = Paper(at=at_site("16:00", "2026-02-14"), terms=ALL_WORKING, **COMPLAINT)
    assert later.due_at(CARD) == at_site("16:00", "2026-02-24")


@pytest.mark.clause("T-4.3.2")
def test_engineering_is_told_within_five_minutes_of_work() -> None:
    paper = Paper(at=at_site("11:58", FRIDAY), terms=ALL_WORKING)
    assert paper.due_at(NOTIFY) == at_site("13:03", FRIDAY)
    assert paper.the.notification
    assert paper.the.notification.due_at == at_site("13:03", FRIDAY)


@pytest.mark.clause("T-4.2.2")
def test_the_first_reply_and_each_after_it_is_due_in_working_time() -> None:
    start = at_site("17:00", FRIDAY)
    paper = Paper(at=start, terms=terms(reply_hours=WORKING), **passed_on(at=start))
    assert paper.due_at(REPLY) == at_site("12:00", "2026-02-14")
    paper.now = at_site("12:00", "2026-02-14")
    paper.fire(REPLY)
    assert paper.due_at(REPLY) == at_site("17:00", "2026-02-14")
    paper.now = at_site("17:30", "2026-02-14")
    paper.fire(REPLY)
    assert paper.due_at(REPLY) == at_site("12:00", "2026-02-24")
    assert paper.the.forwarded
    assert len(paper.the.forwarded.missed) == 2


@pytest.mark.clause("T-4.2.2")
def test_a_reply_given_counts_from_when_it_was_given() -> None:
    start = at_site("09:00", FRIDAY)
    paper = Paper(at=start, terms=terms(reply_hours=WORKING), **passed_on(at=start))
    paper.now = at_site("11:00", FRIDAY)
    paper.step("reply", stage="progress")
    assert paper.due_at(REPLY) == at_site("16:00", FRIDAY)


def forwarded(**clocks: Clock) -> Paper:
    start = at_site("09:00", FRIDAY)
    return Paper(at=start, terms=terms(**clocks), **passed_on(at=start))


@pytest.mark.clause("T-4.2.1", "T-4.2.2")
def test_by_default_no_clock_may_be_stopped() -> None:
    assert forwarded().refuses("pause") == ("clock_runs_on", CARD)
    assert forwarded(reply_hours=Clock(counts=Counting.WORKING)).refuses("pause")[1] == CARD


@pytest.mark.clause("T-4.2.2")
def test_only_the_clock_that_may_stands_still() -> None:
    paper = forwarded(reply_hours=WORKING)
    paper.now = at_site("10:00", FRIDAY)
    paper.step("pause")
    assert paper.due_at(REPLY) is None
    assert paper.due_at(CARD) == at_site("17:00", FRIDAY)
    assert paper.refuses("pause") == ("paused_already", CARD)


@pytest.mark.clause("T-4.2.2")
def test_it_is_counted_from_the_start_anew_when_it_runs_on() -> None:
    """One hour of four had counted; from Saturday 10:00 the other three do."""
    paper = forwarded(reply_hours=WORKING)
    paper.now = at_site("10:00", FRIDAY)
    paper.step("pause")
    paper.now = at_site("10:00", "2026-02-14")
    change = paper.step("resume")
    assert paper.due_at(REPLY) == at_site("14:00", "2026-02-14")
    assert change.facts["due"] == {REPLY: paper.due_at(REPLY)}
    assert paper.refuses("resume") == ("not_paused", CARD)


@pytest.mark.clause("T-4.2.2")
def test_two_pauses_both_count() -> None:
    paper = forwarded(reply_hours=WORKING)
    for hour in (10, 12):
        paper.now = at_site(f"{hour}:00", FRIDAY)
        paper.step("pause")
        paper.now = at_site(f"{hour + 1}:00", FRIDAY)
        paper.step("resume")
    assert paper.due_at(REPLY) == at_site("15:00", FRIDAY)


@pytest.mark.clause("T-4.2.2")
def test_what_is_over_is_not_stopped() -> None:
    """At the very time at which it is due nothing is left to stop."""
    paper = forwarded(reply_hours=WORKING)
    paper.now = at_site("14:00", FRIDAY)
    assert paper.refuses("pause") == ("clock_runs_on", CARD)


@pytest.mark.clause("T-4.2.2")
def test_a_reply_while_it_stands_still_is_never_late() -> None:
    paper = forwarded(reply_hours=WORKING)
    paper.now = at_site("10:00", FRIDAY)
    paper.step("pause")
    paper.now = at_site("10:00", "2026-02-28")
    paper.step("reply", stage="progress")
    assert paper.the.forwarded
    assert paper.the.forwarded.missed == ()
    assert paper.due_at(REPLY) is None
    paper.now = at_site("11:00", "2026-02-28")
    paper.step("resume")
    assert paper.due_at(REPLY) == at_site("16:00", "2026-02-28")


@pytest.mark.clause("T-4.2.1")
def test_what_is_completed_while_it_stands_still_gets_no_card_and_stands_still_no_more() -> None:
    paper = Paper(at=at_site("09:00", FRIDAY), terms=terms(card_hours=WORKING), **COMPLAINT)
    paper.step("dispatch")
    paper.step("take")
    paper.step("start")
    paper.step("pause")
    paper.now = at_site("09:00", "2026-03-02")
    paper.step("complete")
    assert paper.card is None
    assert paper.the.pauses[0].ends == paper.now
    paper.now = at_site("10:00", "2026-03-02")
    paper.step("reject")
    assert paper.due_at(CARD) == at_site("18:00", "2026-03-02")
    assert paper.refuses("resume") == ("not_paused", CARD)


@pytest.mark.clause("T-4.2.1")
def test_the_rulebooks_day_runs_on_whatever_happens() -> None:
    paper = Paper(at=at_site("09:00", FRIDAY), **COMPLAINT)
    assert paper.due_at(CARD) == at_site("09:00", "2026-02-14")
    assert not paper.may("pause", "desk-chan")


def why(paper: Paper, language: Language = Language.EN) -> list[tuple[str, ...]]:
    return [each.why for each in due_times(paper.the, paper.act("desk-chan"), language)]


def test_it_says_why() -> None:
    paper = Paper(at=at_site("17:00", "2026-02-14"), terms=ALL_WORKING, **COMPLAINT)
    (said,) = why(paper)
    assert said[0] == (
        "From 2026-02-14 17:00:00, 8 h of working time "
        "(Asia/Shanghai time, settings 1, clause T-4.2.1)."
    )
    assert said[1] == (
        "2026-02-14: make-up workday (Spring Festival), "
        "hours 09:00–12:00, 13:00–18:00; 1 h counted."
    )
    assert said[2] == "2026-02-15: public holiday (Spring Festival), not counted."
    assert said[-2] == "2026-02-24: working hours 09:00–12:00, 13:00–18:00; 7 h counted."
    assert said[-1] == "Due: 2026-02-24 17:00:00."
    (hant,) = why(paper, Language.HANT)
    assert hant[2] == "2026-02-15:春節放假,不計。"


def test_it_says_that_it_stands_still_and_what_would_be() -> None:
    paper = forwarded(reply_hours=WORKING)
    paper.now = at_site("10:00", FRIDAY)
    paper.step("pause")
    paper.now = at_site("11:00", FRIDAY)
    card, reply = due_times(paper.the, paper.act("desk-chan"), Language.EN)
    assert (card.stands_still, reply.stands_still) == (False, True)
    assert reply.due_at is None
    assert reply.why[-2] == "Stood still from 2026-02-13 10:00:00 to 2026-02-13 11:00:00."
    assert reply.why[-1].endswith("it would be due 2026-02-13 15:00:00.")


def test_it_says_that_it_was_over_before_it_came_to_light() -> None:
    start = at_site("09:00", FRIDAY)
    paper = Paper(at=start, **passed_on(at=start - timedelta(days=3)))
    assert why(paper)[1][-1].endswith("it fell due at once: 2026-02-13 09:00:00.")


def test_it_says_which_years_it_does_not_know() -> None:
    """What is said is never silently wrong: nobody has set the days of 2027 yet."""
    paper = Paper(at=at_site("17:00", "2026-12-31"), terms=ALL_WORKING, **COMPLAINT)
    assert any("2027 are not known" in each for each in why(paper)[0])


@pytest.mark.clause("P-find")
def test_who_sees_the_ticket_sees_what_is_due(world: World) -> None:
    case = Case(world)
    shown = case.shown("owner-wong", "/due", language="zh-Hans").json
    assert shown["ticket"] == case.id
    (due,) = shown["items"]
    assert (due["deadline"], due["clause"]) == ("notify_minutes", NOTIFY)
    assert due["due_at"] == case.ticket["notification"]["due_at"]
    assert due["local"].endswith("+08:00")
    assert due["why"][-1].startswith("到期")
    assert due["reckoning"]["milliseconds"] == 300_000
    assert case.shown("owner-lau", "/due").status == 404
    case.step("notify")
    assert case.shown("desk-chan", "/due").json["items"] == []


@pytest.mark.clause("T-4.2.2")
def test_a_clock_is_stopped_and_runs_on_over_http(world: World) -> None:
    case = Case(world, **passed_on(at=world.clock(), reference="GSC-9"))
    case.step("pause")
    (card, reply) = case.shown(path="/due").json["items"]
    assert card["due_at"]
    assert reply["due_at"] is None
    case.later(hours=5)
    case.step("resume")
    assert case.ticket["pauses"][0]["ended_by"] == "desk-chan"
    due = case.shown(path="/due").json["items"][1]["due_at"]
    assert due == case.ticket["forwarded"]["reply_due_at"]
    assert [entry["command"] for entry in case.history()][-2:] == ["ticket-pause", "ticket-resume"]

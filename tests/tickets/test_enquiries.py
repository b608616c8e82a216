"""Inquiries, suggestions, calls for help: explained, referred, answered, recorded (T-4.1)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.tickets.model.matter import State
from tests.support.residents import told
from tests.support.world import MONDAY, World
from tests.tickets.building import INQUIRY, Case, Paper, outcome

CLAUSE = "T-4.1"
KINDS = ["inquiry", "suggestion", "help"]
CHANNELS = ["phone", "walk_in", "web", "mobile", "group_service_centre", "quality_office"]


@pytest.mark.clause("T-2.0", "T-4.1")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channel", CHANNELS)
def test_they_come_by_every_channel_and_are_entered_by_themselves(kind: str, channel: str) -> None:
    paper = Paper(**{**INQUIRY, "kind": kind, "channel": channel})
    assert paper.the.state is State.REPORTED
    assert [each.number for each in paper.the.forms] == ["DE-20260302-0001"]
    assert paper.the.timers == ()


@pytest.mark.clause("T-4.1")
@pytest.mark.parametrize("in_scope", [True, False])
def test_what_is_in_scope_is_explained_and_also_what_is_not(in_scope: bool) -> None:
    paper = Paper(**INQUIRY)
    change = paper.step("answer", in_scope=in_scope)
    assert [(each.to, each.code) for each in change.messages] == [("owner-lau", "enquiry_answered")]
    paper.step("close")
    assert paper.the.state is State.CLOSED
    assert paper.the.explanation
    assert paper.the.explanation.in_scope is in_scope
    assert paper.the.outcome
    assert (paper.the.outcome.handling, paper.the.outcome.result) == ("已轉詢", "今晚恢復")


@pytest.mark.clause("T-4.1")
@pytest.mark.parametrize(
    ("steps", "command", "refusal"),
    [
        ([], "close", ("out_of_order", CLAUSE)),  # before the answer was given
        (["refer"], "close", ("out_of_order", CLAUSE)),  # an open referral
        (["refer"], "answer", ("out_of_order", CLAUSE)),
        (["answer", "refer"], "close", ("out_of_order", CLAUSE)),
        (["answer", "refer", "hear"], "close", ("out_of_order", CLAUSE)),  # answered before it
        ([], "hear", ("too_late", CLAUSE)),  # nobody was asked
        (["answer", "close"], "answer", ("too_late", CLAUSE)),
        (["answer", "close"], "refer", ("too_late", CLAUSE)),
        (["answer"], "cancel", ("too_late", "T-2.0")),
    ],
)
def test_what_is_refused_where(steps: list[str], command: str, refusal: tuple[str, str]) -> None:
    paper = Paper(**INQUIRY).steps(*steps)
    assert paper.refuses(command) == refusal


@pytest.mark.clause("T-4.1")
def test_each_outside_unit_is_waited_for() -> None:
    paper = Paper(**INQUIRY).steps("refer", "refer")
    paper.step("hear", referral="r2")
    assert paper.the.state is State.REFERRED
    unasked = ("invalid_form", CLAUSE, ("/referral", "no_such"))
    assert paper.refuses("hear", referral="r2") == unasked
    assert paper.refuses("hear", referral="r3") == unasked
    paper.later(hours=1).step("hear", referral="r1", answer="明早")
    first, _ = paper.the.referrals
    assert (first.unit, first.asked_at, first.answer, first.answered_at) == (
        *("自來水公司", MONDAY, "明早"),
        paper.now,
    )
    paper.steps("answer", "close")


@pytest.mark.clause("T-4.1")
@pytest.mark.parametrize(
    ("after", "fault"),
    [
        (-timedelta(milliseconds=1), "before_received"),
        (timedelta(hours=1, milliseconds=1), "in_the_future"),
    ],
)
def test_when_nobody_was_asked(after: timedelta, fault: str) -> None:
    paper = Paper(**INQUIRY).later(hours=1)
    at = (MONDAY + after).isoformat()
    assert paper.refuses("refer", at=at) == ("invalid_form", CLAUSE, ("/at", fault))
    paper.step("refer", at=MONDAY.isoformat())


@pytest.mark.clause("T-4.1")
@pytest.mark.parametrize(
    ("command", "given", "fault"),
    [
        ("close", {"handling": None}, ("/handling", "not_text")),
        ("close", {"result": " "}, ("/result", "not_in_form")),
        ("answer", {"content": ""}, ("/content", "too_short")),
        ("answer", {"in_scope": None}, ("/in_scope", "not_yes_or_no")),
        ("refer", {"unit": ""}, ("/unit", "too_short")),
    ],
)
def test_without_content_handling_and_result_nothing_is_closed(
    estate: World, command: str, given: dict[str, Any], fault: tuple[str, str]
) -> None:
    case = Case(estate, **INQUIRY)
    if command == "close":
        case.step("answer")
    assert case.refuses(command, **given) == ("invalid_form", CLAUSE, fault)


@pytest.mark.clause("T-4.1")
def test_content_handling_and_result_stand_in_the_duty_record(estate: World) -> None:
    estate.clock.at = MONDAY + timedelta(days=40)
    case = Case(estate, **INQUIRY)
    case.later(days=1).steps("refer", "hear", "answer", "close")
    [entry] = estate.get("/duty-record?day=2026-04-11", "desk-chan").json["items"]
    assert (entry["form"], entry["record"]) == ("duty_entry", f"ticket#{case.id}")
    assert entry["matter"] == {
        "kind": "inquiry",
        "words": "何時恢復供水",
        "content": "已說明",
        "handling": "已轉詢",
        "result": "今晚恢復",
    }
    page = case.shown(path=f"/forms/{entry['number']}", language="zh-Hant").body.decode()
    for text in ("值班記錄事項", "諮詢", "自來水公司", "屬服務範圍", "已轉詢", "今晚恢復"):
        assert text in page


@pytest.mark.clause("T-4.1", "P-who")
def test_an_owner_asks_and_reads_the_answer(estate: World) -> None:
    case = Case(estate, "owner-lau", **{**INQUIRY, "person": None, "channel": "web"})
    assert case.shown("owner-lau").actions == {"cancel", "files", "urge"}
    assert case.shown("owner-wong").status == 404
    said = outcome(case.attempt("answer", "owner-lau", in_scope=True, content="x", told="x"))
    assert said == ("not_your_step", CLAUSE)
    case.step("answer")
    assert told(estate, "owner-lau", case.id) == ["enquiry_answered"]
    assert case.shown("owner-lau").ticket["explanation"]["content"] == "已說明"
    case.step("close")
    assert case.shown("owner-lau").actions == set()

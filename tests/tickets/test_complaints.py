"""Complaints: order at intake, file card after a day, the common road to the archive (T-4.2.1)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app import app
from chalicelib.core.errors import Refusal
from chalicelib.tickets.model.matter import State
from local import sample, schedule
from tests.support.backends import on_engine
from tests.support.residents import told
from tests.support.world import MONDAY, Clock, World, opened
from tests.tickets.building import BAD, COMPLAINT, Case, Outcome, Paper, outcome, passed_on

CARD = "T-4.2.1"
DAY, MS = timedelta(hours=24), timedelta(milliseconds=1)
SOURCE = {"reference": "GSC-1", "received_at": MONDAY.isoformat()}


def refused(who: str = "desk-chan", **fields: Any) -> Outcome:
    with pytest.raises(Refusal) as caught:
        Paper(who=who, **{**COMPLAINT, **fields})
    said = caught.value
    return (said.code, said.clause, *((each.pointer, each.code) for each in said.faults))


@pytest.mark.clause("T-2.0", "T-4.2.1", "T-4.2.2")
@pytest.mark.parametrize(
    ("who", "fields", "faults"),
    [
        # where: a unit or a public area, never both, never neither
        ("desk-chan", {"unit": None}, [("/unit", "one_of")]),
        ("desk-chan", {"area": "大堂"}, [("/unit", "one_of")]),
        ("desk-chan", {"unit": "Z-9999"}, [("/unit", "no_such")]),
        # what only a repair has
        ("desk-chan", {"item": "plumbing"}, [("/item", "indoor_only")]),
        # what only a complaint has
        ("desk-chan", {"category": None}, [("/category", "required")]),
        ("desk-chan", {"kind": "inquiry"}, [("/category", "complaint_only")]),
        # its source, if it was passed on
        ("desk-chan", {"channel": "quality_office"}, [("/source", "required")]),
        ("desk-chan", {"source": SOURCE}, [("/source", "forwarded_only")]),
        (
            "desk-chan",
            passed_on(at=MONDAY + MS),
            [("/source/received_at", "in_the_future")],
        ),
        # owners come by web or mobile, for a unit of theirs
        ("owner-lau", {"person": None}, [("/channel", "not_a_choice")]),
        (
            "owner-lau",
            {"person": None, "channel": "web", "unit": "A-1203"},
            [("/unit", "no_such")],
        ),
    ],
)
def test_what_no_complaint_is_taken_in_with(
    who: str, fields: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert refused(who, **fields) == ("invalid_form", "T-2.0", *faults)


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize(
    "fields", [{}, {"unit": None, "area": "大堂"}, {"channel": "walk_in"}, passed_on()]
)
def test_a_complaint_gets_its_work_order_at_intake(fields: dict[str, Any]) -> None:
    paper = Paper(**{**COMPLAINT, **fields})
    assert paper.the.state is State.REPORTED
    assert paper.numbers("work_order") == ["CW-20260302-0001"]
    assert paper.due_at(CARD) == MONDAY + DAY
    assert paper.card is None


@pytest.mark.clause("T-4.2.1", "P-who")
def test_an_owner_complains_and_sees_it(estate: World) -> None:
    case = Case(estate, "owner-lau", **{**COMPLAINT, "person": None, "channel": "mobile"})
    assert case.shown("owner-lau").status == 200
    assert case.shown("owner-wong").status == 404
    assert case.shown("owner-lau").actions == {"cancel", "files", "urge"}


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize(
    ("after", "cards"),
    [
        (timedelta(0), 0),
        (DAY - timedelta(seconds=1), 0),  # completed at 23:59:59
        (DAY - MS, 0),
        (DAY, 1),  # at 24:00:00 still open, the job has not come by yet
        (DAY + timedelta(minutes=4), 1),
        (30 * DAY, 1),
    ],
)
def test_completed_within_the_day_it_gets_no_card(after: timedelta, cards: int) -> None:
    paper = Paper(**COMPLAINT).until("start")
    paper.now = MONDAY + after
    change = paper.step("complete")
    assert len(paper.numbers("complaint_card")) == cards
    assert paper.due_at(CARD) is None
    supervised = [(each.to, each.code) for each in change.messages if each.code == "card_opened"]
    assert supervised == [("supervisor-chow", "card_opened")] * cards


@pytest.mark.clause("T-4.2.1")
def test_the_setting_of_the_ticket_says_how_long_the_day_is() -> None:
    paper = Paper(**COMPLAINT, terms=replace(sample.terms("paths"), card_hours=2))
    assert paper.due_at(CARD) == MONDAY + timedelta(hours=2)


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize("at", ["intake", "dispatch", "take", "start"])
def test_the_check_opens_the_card_once_wherever_the_complaint_stands(at: str) -> None:
    paper = Paper(**COMPLAINT)
    if at != "intake":
        paper.until(at)
    state = paper.the.state
    paper.now = MONDAY + DAY
    change = paper.fire(CARD)
    assert change.facts == {"card": "CC-20260303-0001"}
    assert [(each.to, each.code) for each in change.messages] == [
        ("supervisor-chow", "card_opened")
    ]
    assert (paper.the.state, paper.card, paper.due_at(CARD)) == (state, "CC-20260303-0001", None)


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize(
    ("hours", "due_in"),
    [
        (1, 23),  # what is reopened was not completed: its day runs on from intake
        (23, 1),
        (30, 0),  # and where it is over, the card is due at once
    ],
)
def test_what_is_reopened_has_its_day_from_intake(hours: int, due_in: int) -> None:
    paper = Paper(**COMPLAINT).until("complete")
    paper.now = MONDAY + timedelta(hours=hours)
    paper.step("reject")
    assert paper.due_at(CARD) == paper.now + timedelta(hours=due_in)


@pytest.mark.clause("T-4.2.1")
def test_what_is_reopened_gets_no_second_card() -> None:
    paper = Paper(**COMPLAINT)
    paper.now = MONDAY + DAY
    paper.fire(CARD)
    paper.until("accept").later(minutes=1)
    paper.step("follow-up", **BAD, then="reopen")
    assert paper.due_at(CARD) is None
    paper.steps("take", "start").later(days=3)
    paper.step("complete")
    assert paper.numbers("complaint_card") == ["CC-20260303-0001"]


@pytest.mark.clause("T-4.2.1")
def test_a_withdrawn_complaint_gets_no_card_and_voids_what_it_issued() -> None:
    paper = Paper(**COMPLAINT)
    paper.step("cancel", reason="業戶撤回")
    assert paper.the.timers == ()
    assert [each.void is not None for each in paper.the.forms] == [True]


@pytest.mark.clause("T-4.2.1", "T-4.4.4")
def test_what_only_a_repair_has_is_no_step_of_a_complaint(estate: World) -> None:
    case = Case(estate, **COMPLAINT).until("take")
    for command, who in (("quote", "engineer-lee"), ("overrule-warranty", "desk-chan")):
        assert case.refuses(command, who)[0] == "other_kind"
    repair = Case(estate)
    for command in ("reply", "decide", "answer"):
        assert repair.refuses(command)[0] == "other_kind"


@pytest.mark.clause("T-4.2.1", "T-3.0")
@pytest.mark.parametrize(
    ("department", "who", "name"),
    [
        ("grounds", "engineer-tse", "謝家俊"),
        ("customer_service", "desk-leung", "梁家敏"),  # the desk's own
        ("customer_service", "assistant-lam", "林曉彤"),
    ],
)
def test_any_department_deals_with_a_complaint(department: str, who: str, name: str) -> None:
    paper = Paper(**COMPLAINT)
    paper.step("dispatch", department=department)
    paper.step("take", who, signed_name=name)
    paper.step("start", who)
    paper.step("complete", who)
    assert paper.the.state is State.COMPLETED
    assert paper.refuses("accept", who, signed_name=name)[0] in ("own_work", "not_your_step")


@pytest.mark.clause("T-4.2.1", "T-4.4.4")
@pytest.mark.parametrize("command", ["accept", "follow-up", "review", "archive"])
def test_the_order_of_the_steps_is_that_of_a_repair(command: str) -> None:
    paper = Paper(**COMPLAINT)
    assert paper.refuses(command)[0] == "out_of_order"
    for step in ("dispatch", "take", "start", "complete", "accept", "follow-up", "review"):
        if step == command:
            break
        paper.step(step)
    paper.step(command)


@pytest.mark.clause("T-4.2.1", "T-4.5")
def test_both_working_copies_are_back_before_the_archive() -> None:
    paper = Paper(**COMPLAINT)
    paper.now = MONDAY + DAY
    paper.fire(CARD)
    paper.until("review")
    assert paper.refuses("archive", card_copy=None) == ("working_copy_out", "T-4.5")
    assert paper.refuses("archive", card_copy=paper.order) == ("working_copy_differs", "T-4.5")
    paper.step("archive")
    assert paper.the.state is State.ARCHIVED


@pytest.mark.clause("T-4.2.1", "T-4.4.1", "T-4.5")
@pytest.mark.parametrize("copy", ["stub", "working"])
def test_the_card_prints_with_both_copies_and_what_the_follow_up_heard(
    estate: World, copy: str
) -> None:
    case = Case(estate, **COMPLAINT)
    case.until("start").later(days=1)
    case.step("complete")
    case.steps("accept", "follow-up")
    page = case.shown(path=f"/forms/{case.card}?copy={copy}", language="zh-Hant")
    assert page.status == 200
    for text in ("投訴處理檔案卡", str(case.card), "樓道無人打掃", "清潔衛生", "很滿意"):
        assert text in page.body.decode()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with on_engine() as address:
        yield address


@pytest.fixture
def site(address: str) -> Iterator[World]:
    with opened(address, Clock()) as world:
        yield world
        for item in world.get("/tickets?limit=100", "desk-chan").json["items"]:
            if any(each["command"] == "reply" for each in item["allowed_actions"]):
                path, etag = f"/tickets/{item['ticket']['id']}/reply", item["ticket"]["version"]
                form = {"stage": "result", "channel": "fax", "words": "已處理"}
                world.post(path, "desk-chan", form, if_match=f'"{etag}"')
        world.clock.at = MONDAY + timedelta(days=400)
        check(world)  # and leave nothing due behind


def check(world: World) -> Any:
    return app.handler_map["dispatch_check"](schedule.event(world.clock()), None)


@pytest.mark.clause("T-4.2.1", "P-once", "P-number")
def test_the_check_opens_one_card_each_however_often_it_runs(site: World) -> None:
    """Many of a site at once: numbers without a gap, the supervisor told of each once."""
    cases = [Case(site, **COMPLAINT) for _ in range(4)]
    site.clock.at = MONDAY + DAY - MS
    assert check(site)["fired"] == 0
    site.clock.at = MONDAY + DAY
    assert check(site)["fired"] == 4
    assert check(site)["fired"] == 0
    site.clock.tick(days=2)
    assert check(site)["fired"] == 0
    cards = sorted(
        form["number"]
        for case in cases
        for form in case.shown().ticket["forms"]
        if form["form"] == "complaint_card"
    )
    assert cards == [f"CC-20260303-000{number}" for number in range(1, 5)]
    for case in cases:
        case.reply = case.shown()
        *_, entry = case.history()
        assert (entry["command"], entry["clause"]) == ("dispatch-check", "T-4.2.1")
        assert told(site, "supervisor-chow", case.id) == ["card_opened"]


@pytest.mark.clause("T-4.2.1")
def test_a_completion_over_http_has_the_clause_of_a_complaint(estate: World) -> None:
    case = Case(estate, **COMPLAINT).until("complete")
    assert case.history()[-1]["clause"] == "T-4.2.1"
    repair = Case(estate).until("complete")
    assert repair.history()[-1]["clause"] == "T-4.3.2"


@pytest.mark.clause("T-4.2.2")
def test_what_was_passed_on_is_taken_in_once(estate: World) -> None:
    first = Case(estate, **passed_on("GSC-7"))
    for reference in ("GSC-7", " gsc-7", "ＧＳＣ-7"):
        reply = estate.intake(**passed_on(reference))
        assert outcome(reply) == ("forwarded_already", "T-4.2.2")
        assert (reply.status, reply.json["data"]["holder"]) == (409, f"ticket#{first.id}")
    Case(estate, **passed_on("GSC-8"))
    Case(estate, **passed_on("GSC-7", channel="quality_office"))


@pytest.mark.clause("T-4.2.2", "P-once")
def test_the_same_key_answers_as_before_though_the_reference_is_taken(estate: World) -> None:
    form = {k: v for k, v in passed_on("GSC-9").items() if v is not None}
    first = estate.post("/tickets", "desk-chan", form, key="once-9")
    again = estate.post("/tickets", "desk-chan", form, key="once-9")
    assert (again.status, again.body) == (201, first.body)


@pytest.mark.clause("T-4.2.2", "P-find")
def test_the_register_is_listed_by_its_source(estate: World) -> None:
    case = Case(estate, **passed_on("GSC-10", channel="quality_office"))
    Case(estate, **COMPLAINT)
    found = estate.get("/tickets?channel=quality_office&kind=complaint&limit=100", "desk-chan")
    items = [item["ticket"] for item in found.json["items"]]
    assert case.id in {each["id"] for each in items}
    assert {each["channel"] for each in items} == {"quality_office"}
    assert str(case.number("group_register")).startswith("GR-20260302-")


@pytest.mark.clause("T-4.2.2", "P-once")
def test_a_reply_overdue_is_told_once_for_each_time_it_was_due(site: World) -> None:
    case = Case(site, **passed_on())
    site.clock.at = MONDAY + DAY
    assert check(site)["fired"] == 2  # the card too
    assert check(site)["fired"] == 0
    site.clock.at = MONDAY + 2 * DAY
    assert [check(site)["fired"] for _ in range(2)] == [1, 0]
    ticket = case.shown().ticket["forwarded"]
    assert (len(ticket["missed"]), ticket["reply_due_at"]) == (2, "2026-03-05T01:00:00Z")
    assert told(site, "supervisor-chow", case.id).count("reply_overdue") == 2

"""In warranty or not: worked out from handover and term, shown with its reason, overruled."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.tickets.model.warranty import WarrantyReason
from chalicelib.tickets.rules.warranty import last_day
from chalicelib.tickets.terms import Item, Season, Unit, WarrantyTerm
from local import sample
from tests.support.world import World
from tests.tickets.building import LINES, PUBLIC, UNCOVERED, Case, Paper, at_site

TERMS = sample.terms("paths").warranty
DAY = timedelta(days=1)
LAST_DAYS = [
    # whole years: the day of the same date is the last one
    (Item.WATERPROOFING, "2021-03-10", "2026-03-10"),
    (Item.ELECTRICAL, "2024-03-10", "2026-03-10"),
    (Item.PLUMBING, "2024-03-10", "2026-03-10"),
    (Item.DECORATION, "2024-03-10", "2026-03-10"),
    (Item.OTHER, "2025-03-10", "2026-03-10"),
    # 29 February, where the year has none and where it has one
    (Item.PLUMBING, "2024-02-29", "2026-02-28"),
    (Item.OTHER, "2024-02-29", "2025-02-28"),
    (Item.WATERPROOFING, "2024-02-29", "2029-02-28"),
    (Item.PLUMBING, "2022-02-28", "2024-02-28"),
    # heating, 15 November to 15 March: two seasons from the first that is whole
    (Item.HEATING, "2024-06-01", "2026-03-15"),
    (Item.HEATING, "2024-11-14", "2026-03-15"),
    (Item.HEATING, "2024-11-15", "2026-03-15"),  # on the day that it begins
    (Item.HEATING, "2024-11-16", "2027-03-15"),  # a day into it: that one is not counted
    (Item.HEATING, "2024-12-31", "2027-03-15"),
    (Item.HEATING, "2025-01-01", "2027-03-15"),
    (Item.HEATING, "2025-03-15", "2027-03-15"),  # on the day that it ends
    (Item.HEATING, "2025-03-16", "2027-03-15"),
    # cooling, 1 June to 30 September
    (Item.COOLING, "2025-05-31", "2026-09-30"),
    (Item.COOLING, "2025-06-01", "2026-09-30"),
    (Item.COOLING, "2025-06-02", "2027-09-30"),
    (Item.COOLING, "2025-09-30", "2027-09-30"),
    (Item.COOLING, "2025-10-01", "2027-09-30"),
]
STEPS_BEFORE_WORK = [(), ("dispatch",), ("dispatch", "take")]


def flat(handover: str | None) -> Unit:
    day = date.fromisoformat(handover) if handover else None
    return Unit(site="paths", id="D-0101", building="D", handover=day)


def judged(item: Item, handover: str | None, day: str, clock: str = "12:00") -> tuple[Any, ...]:
    paper = Paper(at=at_site(clock, day), units=[flat(handover)], unit="D-0101", item=item)
    warranty = paper.the.warranty
    assert warranty
    until = str(warranty.until) if warranty.until else None
    return warranty.covered, warranty.reason, until, paper.the.forms[0].form


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("item", "handover", "last"), LAST_DAYS)
def test_the_last_day_in_warranty_is_covered_to_its_end(
    item: Item, handover: str, last: str
) -> None:
    on_it = judged(item, handover, last, "23:59:59.999")
    assert on_it == (True, WarrantyReason.IN_PERIOD, last, "work_order")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("item", "handover", "last"), LAST_DAYS)
def test_the_day_after_is_paid(item: Item, handover: str, last: str) -> None:
    after = str(date.fromisoformat(last) + DAY)
    expected = (False, WarrantyReason.EXPIRED, last, "repair_order")
    assert judged(item, handover, after, "00:00") == expected


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("item", list(Item))
def test_a_flat_not_handed_over_is_covered(item: Item) -> None:
    expected = (True, WarrantyReason.NOT_HANDED_OVER, None, "work_order")
    assert judged(item, None, "2026-03-02") == expected


@pytest.mark.clause("T-4.3.2")
def test_a_flat_handed_over_today_is_covered() -> None:
    covered, *_ = judged(Item.PLUMBING, "2026-03-02", "2026-03-02")
    assert covered


@pytest.mark.clause("T-4.3.2")
def test_an_item_without_a_term_is_paid() -> None:
    terms = replace(sample.terms("paths"), warranty={})
    warranty = Paper(terms=terms).the.warranty
    assert warranty
    assert (warranty.covered, warranty.reason, warranty.until) == (
        False,
        WarrantyReason.NO_TERM,
        None,
    )


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(
    ("term", "last"),
    [
        (WarrantyTerm(years=4), date(2028, 2, 29)),  # 29 February to 29 February
        (WarrantyTerm(years=100), date(2124, 2, 29)),
        (WarrantyTerm(years=76), date(2100, 2, 28)),  # 2100 is no leap year
        (WarrantyTerm(years=0), date(2024, 2, 29)),
        (WarrantyTerm(seasons=1, season=Season(first=(1, 1), last=(12, 31))), date(2025, 12, 31)),
        (WarrantyTerm(seasons=1, season=Season(first=(3, 1), last=(3, 1))), date(2024, 3, 1)),
        (WarrantyTerm(seasons=10, season=Season(first=(11, 15), last=(3, 15))), date(2034, 3, 15)),
    ],
)
def test_terms_that_a_setting_may_have(term: WarrantyTerm, last: date) -> None:
    assert last_day(date(2024, 2, 29), term) == last


@pytest.mark.clause("T-4.3.2")
@given(
    days=st.tuples(*[st.dates(date(2000, 1, 1), date(2200, 12, 31))] * 2),
    item=st.sampled_from(list(Item)),
)
def test_who_gets_a_flat_later_is_covered_no_shorter(days: tuple[date, date], item: Item) -> None:
    earlier, later = sorted(days)
    assert earlier < last_day(earlier, TERMS[item]) <= last_day(later, TERMS[item])


@pytest.mark.clause("T-4.3.2", "P-number")
@pytest.mark.parametrize("steps", STEPS_BEFORE_WORK)
@pytest.mark.parametrize(
    ("intake", "covered", "forms"),
    [
        ({}, False, ["work_order", "repair_order"]),
        (UNCOVERED, True, ["repair_order", "work_order"]),
    ],
)
def test_the_desk_overrules_both_ways_until_the_work(
    steps: tuple[str, ...], intake: dict[str, Any], covered: bool, forms: list[str]
) -> None:
    paper = Paper(**intake).steps(*steps)
    state, was = paper.the.state, paper.the.forms[0]
    paper.step("overrule-warranty", covered=covered, reason="現場查看")
    after = paper.the
    assert after.warranty
    assert (after.warranty.covered, after.warranty.reason) == (covered, WarrantyReason.OVERRULED)
    assert (after.warranty.words, after.warranty.by) == ("現場查看", "desk-chan")
    assert (after.state, after.paid) == (state, not covered)
    assert [form.form for form in after.forms] == forms
    void = after.forms[0].void
    assert void
    assert (after.forms[0].number, void.reason, void.by) == (was.number, "現場查看", "desk-chan")
    assert after.forms[1].void is None


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("intake", "covered"), [({}, True), (UNCOVERED, False)])
def test_nothing_is_overruled_by_the_same_judgement(intake: dict[str, Any], covered: bool) -> None:
    refused = Paper(**intake).refuses("overrule-warranty", covered=covered)
    assert refused == ("overrules_nothing", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("last", ["quote", "consent"])
def test_what_is_found_covered_needs_no_quotation_any_more(last: str) -> None:
    paper = Paper(**UNCOVERED).until(last)
    paper.step("overrule-warranty", covered=True)
    quotation = paper.the.quotation
    assert quotation
    assert (paper.the.state, quotation.state) == ("taken", "withdrawn")
    paper.steps("start", "complete")
    assert paper.the.charges == ()


@pytest.mark.clause("T-4.3.2")
def test_overruled_to_and_fro_the_owner_is_asked_anew() -> None:
    paper = Paper(**UNCOVERED).until("consent")
    paper.step("overrule-warranty", covered=True)
    paper.step("overrule-warranty", covered=False)
    assert [form.number for form in paper.the.forms] == [
        "ER-20260302-0001",
        "CW-20260302-0001",
        "ER-20260302-0002",
    ]
    assert [form.void is None for form in paper.the.forms] == [False, False, True]
    assert paper.refuses("start") == ("consent_missing", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("until", ["start", "complete", "accept", "follow-up", "review", "archive"])
@pytest.mark.parametrize(("intake", "covered"), [({}, False), (UNCOVERED, True)])
def test_warranty_is_not_judged_after_the_work(
    until: str, intake: dict[str, Any], covered: bool
) -> None:
    paper = Paper(**intake).until(until)
    assert paper.refuses("overrule-warranty", covered=covered) == ("too_late", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize(("intake", "covered"), [({}, False), (UNCOVERED, True)])
def test_warranty_is_not_judged_anew_for_rework(intake: dict[str, Any], covered: bool) -> None:
    paper = Paper(**intake).until("complete").steps("reject")
    refused = ("worked_on_already", "T-4.3.2")
    assert paper.refuses("overrule-warranty", covered=covered) == refused
    paper.step("return")
    assert paper.refuses("overrule-warranty", covered=covered) == refused


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("answer", ["quote", "decline"])
def test_a_new_quotation_does_not_reopen_the_judgement_of_work_begun(answer: str) -> None:
    paper = Paper(**UNCOVERED).until("start").steps("quote")
    if answer != "quote":
        paper.step(answer)
    assert paper.refuses("overrule-warranty", covered=True)[1] == "T-4.3.2"


@pytest.mark.clause("T-4.3.1", "T-4.3.2")
def test_a_public_repair_has_no_warranty() -> None:
    paper = Paper(**{"unit": None, "item": None, **PUBLIC})
    assert paper.refuses("overrule-warranty") == ("indoor_only", "T-4.3.2")


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("who", ["owner-wong", "assistant-lam", "engineer-lee", "head-cheung"])
def test_only_the_desk_overrules(who: str) -> None:
    assert Paper().refuses("overrule-warranty", who) == ("not_your_step", "T-4.3.2")


@pytest.mark.clause("T-4.3.2", "P-number", "T-4.5")
def test_a_voided_form_stands_in_the_duty_record_with_its_reason(estate: World) -> None:
    case = Case(estate)
    number = case.order
    case.step("overrule-warranty", covered=False, reason="人為損壞 <b>")
    listed = estate.get("/duty-record?day=2026-03-02&limit=100", "desk-chan").json["items"]
    by_number = {each["number"]: each for each in listed}
    assert by_number[number]["void"] == {
        "reason": "人為損壞 <b>",
        "at": "2026-03-02T01:00:00Z",
        "by": "desk-chan",
    }
    assert by_number[case.order]["void"] is None
    assert case.history()[-1]["facts"] == {"order": case.order}


@pytest.mark.clause("T-4.3.2")
def test_the_reason_is_shown_with_the_judgement(estate: World) -> None:
    """B-0502 was handed over 2,920 days before: on 4 March 2018."""
    warranty = Case(estate, **UNCOVERED).ticket["warranty"]
    assert warranty == {
        "covered": False,
        "reason": "expired",
        "until": "2020-03-04",
        "words": None,
        "by": None,
    }


@pytest.mark.clause("T-4.3.2")
@pytest.mark.parametrize("state", ["quote", "consent"])
def test_over_http_a_quotation_is_withdrawn_by_the_judgement(estate: World, state: str) -> None:
    case = Case(estate, **UNCOVERED).until(state)
    case.step("overrule-warranty", covered=True, reason="交付時已有缺陷")
    assert (case.ticket["state"], case.ticket["quotation"]["state"]) == ("taken", "withdrawn")
    assert case.refuses("quote", lines=LINES) == ("free_of_charge", "T-4.3.2")

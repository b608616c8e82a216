"""A second complaint about the same matter is a letter to the General Manager (T-4.2.3)."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.tickets.model.matter import State
from tests.support.residents import told
from tests.support.world import MONDAY, World
from tests.tickets.building import COMPLAINT, INDOOR, Case, Paper, outcome

CLAUSE = "T-4.2.3"
DAYS_90 = timedelta(days=90)
MS = timedelta(milliseconds=1)
NOT_THE_SAME = ("invalid_form", CLAUSE, ("/earlier", "not_the_same"))


def second(apart: timedelta = timedelta(days=1), **earlier: Any) -> Paper:
    """A complaint, and an earlier one beside it that has the id t0."""
    first = Paper(**{**COMPLAINT, **earlier}).the
    paper = Paper(**COMPLAINT, at=MONDAY + apart)
    paper.beside = replace(first, id="t0")
    return paper


def letter() -> Paper:
    paper = second()
    paper.step("same-matter", earlier="t0")
    return paper


@pytest.mark.clause("T-4.2.3")
@pytest.mark.parametrize(
    ("apart", "earlier", "same"),
    [
        (timedelta(days=1), {}, True),
        (timedelta(days=1), {"person": "owner-wong"}, True),  # the same unit
        (timedelta(days=1), {"unit": None, "area": "大堂"}, True),  # the same person
        (timedelta(days=1), {"person": "owner-wong", "unit": "A-1203"}, False),
        (timedelta(days=1), {"category": "noise"}, False),
        (DAYS_90, {}, True),
        (DAYS_90 + MS, {}, False),
        (MS, {}, True),
        (timedelta(0), {}, False),  # not earlier
        (timedelta(days=1), INDOOR | {"person": "owner-lau", "category": None}, False),
    ],
)
def test_which_complaints_may_be_about_the_same_matter(
    apart: timedelta, earlier: dict[str, Any], same: bool
) -> None:
    paper = second(apart, **earlier)
    if same:
        paper.step("same-matter", earlier="t0")
        assert paper.numbers("gm_letter")
    else:
        assert paper.refuses("same-matter", earlier="t0") == NOT_THE_SAME


@pytest.mark.clause("T-4.2.3")
def test_neither_a_withdrawn_complaint_nor_none_is_one_to_repeat() -> None:
    paper = second()
    assert paper.beside
    paper.beside = replace(paper.beside, state=State.CANCELLED)
    assert paper.refuses("same-matter", earlier="t0") == NOT_THE_SAME
    paper.beside = None
    assert paper.refuses("same-matter", earlier="t0") == NOT_THE_SAME


@pytest.mark.clause("T-4.2.3")
def test_it_becomes_a_letter_that_the_gm_is_told_of() -> None:
    paper = second()
    change = paper.step("same-matter", earlier="t0", words="同一樓道")
    assert [(each.to, each.code) for each in change.messages] == [("gm-ng", "gm_letter")]
    made = paper.the.letter
    assert made
    assert (made.earlier, made.times, made.judged_by, made.judged_at, made.words) == (
        *("t0", 2, "desk-chan", paper.now),
        "同一樓道",
    )
    assert paper.numbers("gm_letter") == [made.number] == ["GM-20260303-0001"]
    assert paper.refuses("same-matter", earlier="t0") == ("judged_already", CLAUSE)


@pytest.mark.clause("T-4.2.3")
def test_a_third_goes_to_the_gm_too() -> None:
    third = Paper(**COMPLAINT, at=MONDAY + timedelta(days=2))
    third.beside = replace(letter().the, id="t0")
    third.step("same-matter", earlier="t0")
    assert third.the.letter
    assert third.the.letter.times == 3
    assert third.refuses("decide", "supervisor-chow") == ("not_your_step", CLAUSE)


@pytest.mark.clause("T-4.2.3", "P-who")
@pytest.mark.parametrize(
    "who", ["desk-chan", "supervisor-chow", "head-cheung", "assistant-lam", "finance-ho"]
)
def test_nobody_but_the_gm_decides(who: str) -> None:
    assert letter().refuses("decide", who) == ("not_your_step", CLAUSE)


@pytest.mark.clause("T-4.2.3")
def test_nobody_decides_their_own_complaint_or_by_another_name() -> None:
    paper = letter()
    assert paper.refuses("decide", signed_name="周敏") == ("signature_differs", CLAUSE)
    both = Person(site="paths", id="owner-lau", name="劉志強", roles=(Role.OWNER, Role.GM))
    assert paper.refuses("decide", both, signed_name="劉志強") == ("own_work", CLAUSE)


@pytest.mark.clause("T-4.2.3")
def test_it_is_not_completed_before_the_gm_decided() -> None:
    paper = letter().until("start")
    assert paper.refuses("complete") == ("gm_undecided", CLAUSE)
    change = paper.step("decide")
    assert {each.code for each in change.messages} == {"gm_decided"}
    assert {"engineer-lee", "supervisor-chow"} <= {each.to for each in change.messages}
    assert paper.refuses("decide") == ("gm_decided", CLAUSE)
    assert paper.refuses("not-same-matter") == ("gm_decided", CLAUSE)
    paper.step("complete")


@pytest.mark.clause("T-4.2.3")
def test_the_desk_withdraws_no_letter_and_its_owner_may() -> None:
    paper = letter()
    assert paper.refuses("cancel") == ("gm_undecided", CLAUSE)
    paper.step("cancel", "owner-lau")
    assert all(each.void for each in paper.the.forms)


@pytest.mark.clause("T-4.2.3")
def test_what_is_reopened_the_gm_decides_anew() -> None:
    paper = letter().until("start").steps("decide", "complete", "reject", "take", "start")
    assert paper.refuses("complete") == ("gm_undecided", CLAUSE)
    paper.steps("decide", "complete")


@pytest.mark.clause("T-4.2.3", "P-number")
def test_the_supervisor_corrects_the_judgement_and_the_number_is_kept() -> None:
    paper = letter()
    assert paper.refuses("not-same-matter", "desk-chan") == ("not_your_step", CLAUSE)
    paper.step("not-same-matter", reason="另一樓道")
    assert paper.the.letter is None
    [form] = [each for each in paper.the.forms if each.form == "gm_letter"]
    assert form.void
    assert (form.number, form.void.reason, form.void.by) == (
        *("GM-20260303-0001", "另一樓道"),
        "supervisor-chow",
    )
    assert paper.numbers("work_order")  # it keeps its order
    assert paper.refuses("decide") == ("no_letter", CLAUSE)
    assert paper.refuses("not-same-matter") == ("no_letter", CLAUSE)
    paper.until("complete")


@pytest.mark.clause("T-4.2.3")
def test_it_may_be_judged_anew_under_a_new_number() -> None:
    paper = letter()
    paper.step("not-same-matter")
    paper.step("same-matter", earlier="t0")
    assert paper.numbers("gm_letter") == ["GM-20260303-0002"]


def likely(world: World, path: str, category: str = "cleaning") -> list[str]:
    page = world.get(f"/{path}/same-matters?category={category}&limit=100", "desk-chan")
    assert page.status == 200
    return [item["ticket"]["id"] for item in page.json["items"]]


@pytest.mark.clause("T-4.2.3", "P-find")
def test_the_desk_is_shown_what_a_new_complaint_may_repeat(world: World) -> None:
    first = Case(world, **COMPLAINT).id
    world.clock.tick(hours=1)
    other = Case(world, **{**COMPLAINT, "person": "owner-wong"}).id
    hall = Case(world, **{**COMPLAINT, "unit": None, "area": "大堂"}).id
    noise = Case(world, **{**COMPLAINT, "category": "noise"}).id
    Case(world, person="owner-lau", unit="B-0502")  # a repair
    Case(world, **COMPLAINT).step("cancel")
    assert set(likely(world, "units/B-0502")) == {first, other}
    assert set(likely(world, "people/owner-lau")) == {first, hall}
    assert likely(world, "people/owner-lau", "noise") == [noise]
    assert likely(world, "units/A-1203") == []
    world.clock.at = MONDAY + DAYS_90
    assert first in likely(world, "units/B-0502")
    world.clock.tick(seconds=1)
    assert likely(world, "units/B-0502") == [other]


@pytest.mark.clause("T-4.2.3", "P-who")
def test_a_letter_over_http(estate: World) -> None:
    first = Case(estate, **{**COMPLAINT, "category": "parking"}).later(hours=1)
    case = Case(estate, **{**COMPLAINT, "category": "parking"})
    for earlier in (case.id, "no-such-ticket", Case(estate).id):
        assert case.refuses("same-matter", earlier=earlier) == NOT_THE_SAME
    case.step("same-matter", earlier=first.id)
    assert told(estate, "gm-ng", case.id) == ["gm_letter"]
    assert "decide" in case.shown("gm-ng").actions
    assert case.attempt("decide", "supervisor-chow", signed_name="周敏", words="可").status == 403
    case.step("decide")
    page = case.shown(path=f"/forms/{case.number('gm_letter')}", language="zh-Hant")
    assert "總經理信箱" in page.body.decode()
    assert "限三日內整改" in page.body.decode()
    shown = estate.get("/units/B-0502/same-matters?category=parking", "gm-ng")
    assert outcome(shown) == ("not_your_step", CLAUSE)

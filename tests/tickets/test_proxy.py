"""Somebody accepts in the owner's place, and nothing after the work is done by the program itself.

T-4.4.1 to T-4.4.4: calls, visits, acceptances and reviews are people's.
"""

from typing import Any

import pytest
from msgspec.structs import replace

from app import app
from local import schedule
from tests.support.paths import PEOPLE
from tests.support.world import World
from tests.tickets.building import BAD, COMPLAINT, Case, Outcome, Paper, outcome
from tests.tickets.test_follow_up import VAIN

OWN_WORK = ("own_work", "T-4.4.4")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, None),
        ({"person": "owner-tang"}, None),
        ({"name": " 李 國強 "}, OWN_WORK),  # who did the work, however it is written
        ({"name": "李国强"}, OWN_WORK),
        ({"name": "李\u200b國強"}, OWN_WORK),
        ({"person": "engineer-lee"}, OWN_WORK),
        ({"name": "陈静雯"}, ("invalid_form", "T-4.4.4", ("/name", "not_oneself"))),
        ({"name": "陳靜雯"}, ("invalid_form", "T-4.4.4", ("/name", "not_oneself"))),
        ({"person": "desk-chan"}, ("invalid_form", "T-4.4.4", ("/name", "not_oneself"))),
        ({"person": "no-such"}, ("invalid_form", "T-4.4.4", ("/person", "no_such"))),
        ({"signed_name": "劉太太"}, ("signature_differs", "T-4.4.4")),
    ],
)
def test_who_accepts_in_the_owners_place(given: dict[str, Any], refusal: Outcome | None) -> None:
    paper = Paper().until("complete")
    paper.beside = PEOPLE.get(str(given.get("person")))
    if refusal:
        assert paper.refuses("accept-for", **given) == refusal
        return
    paper.step("accept-for", **given, words="一切正常")
    verdict = paper.the.acceptance
    assert verdict
    assert verdict.proxy
    proxy = verdict.proxy
    assert (proxy.name, proxy.relation, proxy.reason) == ("劉太太", "配偶", "業戶出差")
    assert (verdict.signature.person, verdict.words) == ("desk-chan", "一切正常")
    assert (paper.the.state, str(paper.the.call_from)) == ("accepted", "2026-03-02")


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize("missing", ["name", "relation", "reason", "signed_name"])
def test_name_relation_and_reason_are_asked_for(estate: World, missing: str) -> None:
    case = Case(estate).until("complete")
    who, form = case.usual("accept-for")
    reply = case.attempt("accept-for", who, **{k: v for k, v in form.items() if k != missing})
    assert outcome(reply) == ("invalid_form", "T-4.4.4", (f"/{missing}", "required"))


@pytest.mark.clause("T-4.4.4")
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("desk-chan", True),
        ("assistant-lam", True),
        ("supervisor-chow", True),
        ("owner-wong", False),  # accepts for themselves
        ("engineer-lee", False),
        ("head-cheung", False),
        ("gm-ng", False),
    ],
)
def test_who_takes_it_down(who: str, may: bool) -> None:
    assert Paper().until("complete").may("accept-for", who) is may


@pytest.mark.clause("T-4.4.4")
def test_neither_who_took_it_down_nor_the_proxy_reviews_it() -> None:
    paper = Paper().until("complete")
    paper.beside = PEOPLE["supervisor-fung"]
    given = {"person": "supervisor-fung", "name": "馮偉業", "signed_name": "周敏"}
    paper.step("accept-for", "supervisor-chow", **given)
    paper.step("follow-up")
    third = replace(PEOPLE["supervisor-chow"], id="supervisor-ma", name="馬超")
    assert [
        paper.may("review", each) for each in ("supervisor-chow", "supervisor-fung", third)
    ] == [*(False, False, True)]


@pytest.mark.clause("T-4.4.4", "T-4.5")
def test_it_is_printed_whose_word_it_was(estate: World) -> None:
    case = Case(estate).until("complete")
    case.step("accept-for")
    printed = case.shown(path=f"/forms/{case.order}", language="zh-Hant").body.decode()
    assert "劉太太 (配偶)" in printed
    assert "陳靜雯" in printed


@pytest.mark.clause("T-4.4.1", "T-4.4.2", "T-4.4.3", "T-4.4.4")
def test_no_job_makes_an_entry_that_is_a_persons(world: World) -> None:
    """Every scheduled function, over tickets in every state after the work, for a fortnight."""
    cases = [Case(world).until(each) for each in ("complete", "accept", "follow-up", "review")]
    vain, due, reopened = (Case(world).until("accept") for _ in range(3))
    vain.step("follow-up", **VAIN)
    due.step("follow-up", **BAD, criticism="慢", then="visit")
    reopened.step("follow-up", **BAD, then="reopen")
    cases += [vain, due, reopened, Case(world), Case(world, **COMPLAINT)]
    peoples = ("follow_ups", "acceptance", "review", "improvements", "state", "letter", "reopened")
    before = [{name: case.ticket[name] for name in peoples} for case in cases]
    fired: dict[str, int] = {}
    for days in range(14):
        world.clock.tick(days=1 + days % 3)
        for name in schedule.functions():
            done = app.handler_map[name](schedule.event(world.clock()), None)
            fired[name] = fired.get(name, 0) + int(done.get("fired", 0))
    assert fired["dispatch_check"] > 14
    assert fired["reconciliation"] >= 14
    after = [case.shown().ticket for case in cases]
    assert [{name: each[name] for name in peoples} for each in after] == before
    for case in cases:
        program = [each for each in case.history() if each["by"].startswith("system.")]
        assert {each["command"] for each in program} <= {"dispatch-check"}

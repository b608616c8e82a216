"""Laws of judging, whatever is planned for whomever: nothing depends on order or chance."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import (
    Ask,
    Bearer,
    Finding,
    Level,
    LineKind,
    LodgingKind,
    MealKind,
    PlanLine,
)
from chalicelib.reception.receptions.model import Content, GuestKind
from tests.core.making import LAW
from tests.reception.building import (
    FIRST,
    TERMS,
    content,
    days,
    granted,
    grants,
    line,
    reception,
)

RANKS = st.sampled_from(["leader", "expert", "staff", "manager"])
FEW = settings(LAW, max_examples=40)
FEN = st.sampled_from([0, 1, 4000, 4001, 5000, 13000, 38000, 38001, 10**9])
pytestmark = pytest.mark.clause("R-4.1.1", "R-4.2.1", "R-4.2.2", "R-4.3.4")


@st.composite
def lines(draw: Any, key: str) -> PlanLine:
    kind = draw(st.sampled_from(LineKind))
    given = {
        "day": FIRST + days(draw(st.integers(-1, 4))),
        "words": draw(st.sampled_from(["午餐", "晚餐", "白酒"])),
        "guests": tuple(draw(st.lists(st.sampled_from(["g1", "g2", "g3"]), max_size=2))),
        "hosts": draw(st.integers(0, 4)) if kind is LineKind.MEAL else 0,
        "count": 1 if kind is LineKind.MEAL else draw(st.integers(1, 4)),
        "fen": draw(FEN),
        "city": draw(st.sampled_from([None, None, "local", "capital"])),
        "bearer": draw(st.sampled_from(Bearer)),
        "items": draw(st.sampled_from([(), (), ("baijiu",), ("baijiu", "cigarettes")])),
    }
    if kind is LineKind.MEAL:
        given["meal"] = draw(st.sampled_from(MealKind))
    if kind is LineKind.LODGING:
        given["lodging"] = draw(st.sampled_from(LodgingKind))
    if kind is LineKind.VEHICLE:
        given["destination"] = draw(st.sampled_from(["福田區", "廣州"]))
    return line(kind, key, **given)


@st.composite
def plans(draw: Any, least: int = 0) -> Content:
    keys = [str(number) for number in range(1, draw(st.integers(least, 6)) + 1)]
    return content(
        *(draw(lines(key)) for key in keys),
        kind=draw(st.sampled_from(GuestKind)),
        ranks=draw(st.lists(RANKS, min_size=1, max_size=3)),
    )


def stops(plan: Content, known: Any = ()) -> set[tuple[str, str | None, Any]]:
    """What stops a plan: by its code, its line and the item that it is about."""
    return {
        (each.code, each.line, each.data.get("item"))
        for each in judging.findings(plan, known, TERMS)
        if each.stops
    }


def of(finds: Any, *keys: str | None) -> list[Finding]:
    return [each for each in finds if each.line in keys]


def sorted_(finds: Any) -> list[str]:
    return sorted(map(repr, finds))


def changed(plan: Content, place: int, **given: Any) -> Content:
    """The plan with one of its lines changed."""
    after = list(plan.lines)
    after[place] = replace(after[place], **given)
    return replace(plan, lines=tuple(after))


@given(plans(), st.data())
@LAW
def test_judging_is_the_same_each_time_and_minds_no_order_of_lines(
    plan: Content, data: st.DataObject
) -> None:
    known = grants(plan)
    finds = judging.findings(plan, known, TERMS)
    assert finds == judging.findings(plan, known, TERMS)
    other = replace(plan, lines=tuple(data.draw(st.permutations(plan.lines))))
    assert sorted_(judging.findings(other, known, TERMS)) == sorted_(finds)
    assert sorted_(judging.asked(other, TERMS)) == sorted_(judging.asked(plan, TERMS))
    assert judging.sums(other) == judging.sums(plan)


@given(plans(), st.data())
@LAW
def test_a_grant_does_not_mind_the_order_of_guests(plan: Content, data: st.DataObject) -> None:
    other = replace(plan, guests=tuple(data.draw(st.permutations(plan.guests))))
    assert stops(other, grants(plan)) == stops(plan, grants(plan))


@given(plans(least=1), st.data())
@LAW
def test_raising_a_price_never_removes_a_stop(plan: Content, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plan.lines) - 1))
    fen = plan.lines[place].fen
    more = changed(plan, place, fen=fen + data.draw(st.integers(1, 10**6)))
    assert stops(plan) <= stops(more)
    known = grants(plan)
    assert stops(plan, known) <= stops(more, known)
    assert judging.budget(plan) <= judging.budget(more)


@given(plans(least=1), st.data())
@LAW
def test_more_hosts_never_remove_a_stop(plan: Content, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(plan.lines) - 1))
    more = changed(plan, place, hosts=plan.lines[place].hosts + data.draw(st.integers(1, 9)))
    assert stops(plan) <= stops(more)


@given(plans(), st.data())
@LAW
def test_granting_never_adds_a_stop_and_takes_away_what_was_asked_for(
    plan: Content, data: st.DataObject
) -> None:
    asked = judging.asked(plan, TERMS)
    some = [each for each in asked if data.draw(st.booleans())]
    before, after = stops(plan), stops(plan, [granted(each) for each in some])
    assert after <= before
    lifted = {(each.asks, each.line, each.code) for each in some}
    for each in judging.findings(plan, [granted(one) for one in some], TERMS):
        item = each.data.get("item") if each.asks is Ask.ITEM else None
        assert each.granted is ((each.asks, each.line, item) in lifted)
    refused = [granted(each, yes=False) for each in some]
    assert stops(plan, refused) == before


@given(plans())
@LAW
def test_what_is_asked_for_is_all_that_the_gm_can_grant_each_once(plan: Content) -> None:
    asked = judging.asked(plan, TERMS)
    names = [(each.asks, each.line, each.code) for each in asked]
    assert len(set(names)) == len(names)
    assert len({each.digest for each in asked}) == len(asked)
    left = [each for each in judging.findings(plan, grants(plan), TERMS) if each.stops]
    assert {each.asks for each in left} <= {None}
    for each in judging.findings(plan, (), TERMS):
        assert each.asks is None or each.level is Level.STOP
        if each.asks:
            key = (each.asks, each.line, each.data.get("item"))
            page = asked[names.index(key)]
            assert page.data[each.code] == each.data
            assert page.clause == each.clause


@given(plans(least=1), st.data())
@LAW
def test_a_grant_for_one_line_changes_no_other_lines_findings(
    plan: Content, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([each.key for each in plan.lines]))
    known = [each for each in grants(plan) if each.line == key]
    others = [each.key for each in plan.lines if each.key != key]
    before, after = (judging.findings(plan, each, TERMS) for each in ((), known))
    assert of(before, None, *others) == of(after, None, *others)


Edit = Callable[[PlanLine], dict[str, Any]]
EDITS: dict[str, Edit] = {
    "a fen more": lambda each: {"fen": each.fen + 1},
    "another day": lambda each: {"day": each.day + days(1)},
    "a piece more": lambda each: {"count": each.count + 1},
    "a host more": lambda each: {"hosts": each.hosts + 1},
    "other words": lambda each: {"words": each.words + "。"},
    "another bearer": lambda each: {
        "bearer": Bearer.HOST if each.bearer is Bearer.ADVANCE else Bearer.ADVANCE
    },
    "an item more": lambda each: {"items": (*each.items, "canned_drink")},
    "another place": lambda each: {"destination": "珠海"},
    "another city": lambda each: {"city": None if each.city else "local"},
    "for one guest": lambda each: {"guests": ("g1",)},
}


@pytest.mark.parametrize("edit", EDITS)
@given(plan=plans(least=1), data=st.data())
@FEW
def test_a_grant_holds_for_the_line_as_it_was_and_for_nothing_else(
    edit: str, plan: Content, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(plan.lines) - 1))
    before = plan.lines[place]
    after = changed(plan, place, **EDITS[edit](before))
    if after == plan:
        return
    known = grants(plan)
    finds = judging.findings(after, known, TERMS)
    assert not any(each.granted for each in of(finds, before.key))
    others = {each.key for each in plan.lines} - {before.key}
    kept = [each for each in judging.findings(plan, known, TERMS) if each.granted]
    still = [each for each in finds if each.granted]
    assert [each.line for each in of(kept, *others)] == [each.line for each in of(still, *others)]
    borne = {before.bearer, after.lines[place].bearer} - {Bearer.GUEST_UNIT}
    if borne:
        assert not any(each.granted for each in finds if each.asks is Ask.BUDGET)


@given(plans(), st.sampled_from(["rank", "guest", "name", "kind", "first", "last", "terms"]))
@LAW
def test_a_grant_holds_for_these_guests_and_days_and_settings_and_for_no_others(
    plan: Content, what: str
) -> None:
    known, under, after = grants(plan), TERMS, plan
    first, *rest = plan.guests
    match what:
        case "rank":
            rank = "leader" if first.rank != "leader" else "expert"
            after = replace(plan, guests=(replace(first, rank=rank), *rest))
        case "name":
            after = replace(plan, guests=(replace(first, name="別人"), *rest))
        case "guest":
            after = replace(plan, guests=(*plan.guests, replace(first, key="g8")))
        case "kind":
            kinds = {GuestKind.SUPERIOR: GuestKind.INVITED, GuestKind.INVITED: GuestKind.SUPERIOR}
            after = replace(plan, kind=kinds.get(plan.kind, GuestKind.SUPERIOR))
        case "first":
            after = replace(plan, first=plan.first - days(1))
        case "last":
            after = replace(plan, last=plan.last + days(1))
        case _:
            under = replace(TERMS, id="000008")
    finds = judging.findings(after, known, under)
    whom = {"rank": "g1", "name": "g1", "guest": "g8"}
    meant = [
        each.key
        for each in after.lines
        if what in whom and each.guests and whom[what] not in each.guests
    ]
    assert not any(each.granted for each in finds if each.line not in meant)
    held = {(each.code, each.line) for each in of(finds, *meant) if each.granted}
    was = judging.findings(plan, known, TERMS)
    assert held == {(each.code, each.line) for each in of(was, *meant) if each.granted}


@given(plans(), st.integers(0, 3))
@LAW
def test_the_budget_is_what_the_house_bears_and_advances_line_by_line(
    plan: Content, place: int
) -> None:
    house = [each for each in plan.lines if each.bearer in (Bearer.HOST, Bearer.ADVANCE)]
    assert judging.budget(plan) == sum(judging.cost(each, plan) for each in house)
    summed = judging.sums(plan)
    assert sum(summed.lines.values()) == summed.guest_unit + summed.host + summed.advance
    if plan.lines:
        each = plan.lines[place % len(plan.lines)]
        alone = replace(plan, lines=(each,))
        assert judging.sums(alone).lines[each.key] == summed.lines[each.key]


@given(plans())
@LAW
def test_of_two_decisions_on_the_same_thing_the_last_counts(plan: Content) -> None:
    asked = judging.asked(plan, TERMS)
    no = [granted(each, yes=False) for each in asked]
    assert stops(plan, (*grants(plan), *no)) == stops(plan)
    assert stops(plan, (*no, *grants(plan))) == stops(plan, grants(plan))


@given(plans(least=1), st.data())
@LAW
def test_a_line_that_may_be_spent_on_is_stopped_by_nothing(
    plan: Content, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from([each.key for each in plan.lines]))
    asked = judging.asked(plan, TERMS)
    known = [granted(each, yes=data.draw(st.booleans())) for each in asked]
    kept = reception(plan, granted=tuple(known))
    refusal = judging.may_spend(kept, key, TERMS)
    stopped = of([e for e in judging.findings(plan, known, TERMS) if e.stops], None, key)
    own = next(each for each in plan.lines if each.key == key).bearer is Bearer.GUEST_UNIT
    assert (refusal is None) is (not stopped and not own)
    if stopped:
        assert refusal
        assert refusal.code in ("not_granted", "budget_missing")
        assert refusal.clause in {each.clause for each in stopped}

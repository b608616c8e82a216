"""What the GM is asked for, what his grant holds for, and the one gate of spending."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.words import Language, spoken
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import Ask, Bearer, LodgingKind, MealKind
from chalicelib.reception.receptions.model import GuestKind, ReceptionState
from chalicelib.web.problems import STATUS
from tests.reception.building import (
    INVITED,
    STAFF,
    SUPERIOR,
    TERMS,
    content,
    granted,
    grants,
    line,
    reception,
    terms,
)

HOST, ADVANCE, OWN = Bearer.HOST, Bearer.ADVANCE, Bearer.GUEST_UNIT
EVERYTHING = (
    line(key="1", meal=MealKind.HOSPITALITY, fen=13001, bearer=HOST, items=("baijiu",)),
    line("lodging", key="2", lodging=LodgingKind.RAISED, fen=50001, bearer=ADVANCE),
    line("vehicle", key="3", destination="廣州"),
    line(key="4", fen=4000),
)


@pytest.mark.clause("R-4.1.1", "R-4.1.2", "R-4.1.3", "R-4.2.1", "R-4.2.2", "R-4.3.1", "R-4.3.4")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            INVITED,
            [
                ("outside", "R-4.2.1", None, None, ["outside_guests"]),
                ("budget", "R-4.3.1", None, None, ["budget"]),
                ("standard", "R-4.3.4", "1", None, ["above_standard"]),
                ("hospitality", "R-4.2.2", "1", None, ["hospitality"]),
                ("item", "R-4.3.4", "1", "baijiu", ["forbidden_item"]),
                # one thing is decided once, for all that it lifts
                ("standard", "R-4.3.4", "2", None, ["raised_lodging", "above_standard"]),
                ("long_distance", "R-4.3.7", "3", None, ["long_distance"]),
            ],
        ),
        (
            STAFF,
            [
                ("budget", "R-4.3.1", None, None, ["budget"]),
                ("standard", "R-4.1.1", "1", None, ["above_standard"]),
                ("ordinary", "R-4.1.2", "1", None, ["not_ordinary"]),
                ("item", "R-4.3.4", "1", "baijiu", ["forbidden_item"]),
                ("bearer", "R-4.1.3", "1", None, ["bearer"]),
                ("ordinary", "R-4.1.2", "2", None, ["not_ordinary"]),
                ("standard", "R-4.1.1", "2", None, ["above_standard"]),
                ("bearer", "R-4.1.3", "2", None, ["bearer"]),
                ("long_distance", "R-4.3.7", "3", None, ["long_distance"]),
            ],
        ),
    ],
)
def test_the_gm_is_asked_everything_on_one_page(kind: GuestKind, expected: list[Any]) -> None:
    asked = judging.asked(content(*EVERYTHING, kind=kind, ranks=("expert",)), TERMS)
    told = [(each.asks, each.clause, each.line, each.code, list(each.data)) for each in asked]
    assert told == expected


@pytest.mark.clause("R-4.3.4")
def test_a_grant_of_one_item_is_none_of_another() -> None:
    plan = content(line(items=("baijiu", "cigarettes")))
    known = [each for each in grants(plan) if each.code != "cigarettes"]
    held = {
        each.data["item"]: each.granted
        for each in judging.findings(plan, known, TERMS)
        if each.asks is Ask.ITEM
    }
    assert held == {"baijiu": True, "cigarettes": False}


@pytest.mark.clause("R-4.3.4")
def test_a_grant_for_one_line_is_none_for_another_that_is_the_same_in_all_else() -> None:
    one = content(line(key="1", fen=4001), line(key="2", fen=4000))
    other = content(line(key="1", fen=4000), line(key="2", fen=4001))
    known = tuple(replace(each, line="2") for each in grants(one) if each.line)
    assert not any(each.granted for each in judging.findings(other, known, TERMS) if each.line)


@pytest.mark.clause("R-4.3.4")
@pytest.mark.parametrize("asks", Ask)
def test_a_grant_of_one_thing_is_none_of_another_of_the_same_line(asks: Ask) -> None:
    """Whatever is asked for has a digest of its own: it is not moved from one to another."""
    plan = content(*EVERYTHING, kind=STAFF, ranks=("expert",))
    moved = tuple(replace(each, asks=asks) for each in grants(plan) if each.asks is not asks)
    assert not any(each.granted for each in judging.findings(plan, moved, TERMS))


@pytest.mark.clause("R-4.3.4")
def test_a_grant_for_a_line_minds_no_other_line_and_none_of_the_others_guests() -> None:
    dear = line(fen=4001, guests=("g1",))
    before = content(dear, ranks=("staff", "staff"))
    known = [each for each in grants(before) if each.line]
    after = content(
        *(dear, line("lodging", key="2", city="capital"), line(key="3", bearer=HOST)),
        ranks=("staff", "expert", "leader"),
    )
    (held,) = [each for each in judging.findings(after, known, TERMS) if each.line == "1"]
    assert held.granted


@pytest.mark.clause("R-4.3.4")
def test_what_is_granted_still_shows_with_its_clause() -> None:
    plan = content(line(fen=4001))
    before, after = (judging.findings(plan, each, TERMS) for each in ((), grants(plan)))
    assert all(each.granted and not each.stops for each in after)
    assert [replace(each, granted=False) for each in after] == list(before)


@pytest.mark.clause("R-4.2.1")
def test_guests_from_outside_are_granted_with_the_cities_where_they_are_lodged() -> None:
    """Another line at their standard is no other grant; another class of cities is."""
    plan = content(line("lodging", fen=38000))
    outside = [each for each in grants(plan) if each.asks is Ask.OUTSIDE]

    def held(*lines: Any, under: Any = TERMS) -> bool:
        finds = judging.findings(content(*lines), outside, under)
        return next(each.granted for each in finds if each.asks is Ask.OUTSIDE)

    assert held()
    assert held(line("lodging", fen=37000), line(key="2"))
    assert held(line("other", city="capital"))
    assert not held(line("lodging", city="capital"))
    assert not held(line("lodging"), under=terms(city="capital"))


@pytest.mark.clause("R-4.3.1")
def test_a_budget_is_granted_for_all_that_the_house_spends_and_minds_nothing_else() -> None:
    mine, own = line("ticket", key="1", bearer=HOST), line("ticket", key="2")
    budget = [each for each in grants(content(mine, own)) if each.asks is Ask.BUDGET]

    def held(*lines: Any) -> bool:
        finds = judging.findings(content(*lines), budget, TERMS)
        return next(each.granted for each in finds if each.asks is Ask.BUDGET)

    assert held(own, mine)
    assert held(mine)
    assert held(mine, replace(own, fen=7))  # what the guests' unit pays
    assert not held(mine, replace(own, bearer=ADVANCE))
    assert not held(replace(mine, fen=99))  # less is not the same either
    assert not held(replace(mine, bearer=ADVANCE))
    assert not held(replace(mine, key="3"))


# the gate


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("drafted", "budget_missing"),
        ("pending", "budget_missing"),
        ("approved", None),
        ("departed", None),  # what was spent is claimed afterwards
        ("refused", "budget_missing"),
        ("withdrawn", "budget_missing"),
        ("closed", "too_late"),
        ("cancelled", "too_late"),
    ],
)
def test_nothing_is_spent_before_it_is_approved_or_when_it_is_over(
    state: str, code: str | None
) -> None:
    kept = reception(content(line("ticket", bearer=HOST)), state)
    refusal = judging.may_spend(kept, "1", TERMS)
    assert (refusal and refusal.code) == code
    assert refusal is None or refusal.clause == "R-4.3.1"
    if code == "too_late":
        assert refusal
        assert refusal.data == {"state": ReceptionState(state)}


def test_every_state_of_a_reception_is_in_the_table_above() -> None:
    assert len(ReceptionState) == 8


@pytest.mark.clause("R-4.1.3", "R-4.2.1", "R-4.2.2", "R-4.3.1", "R-4.3.4", "R-4.3.7")
@pytest.mark.parametrize(
    ("kind", "key", "but", "refused"),
    [
        (INVITED, "1", (), None),
        (INVITED, "2", (), None),
        (INVITED, "3", (), ("own_cost", "R-4.1.2")),
        (INVITED, "4", (), ("own_cost", "R-4.1.2")),
        (INVITED, "1", (Ask.BUDGET,), ("budget_missing", "R-4.3.1")),
        (INVITED, "4", (Ask.BUDGET,), ("budget_missing", "R-4.3.1")),
        (INVITED, "2", (Ask.OUTSIDE,), ("not_granted", "R-4.2.1")),
        (INVITED, "2", (Ask.OUTSIDE, Ask.BUDGET), ("budget_missing", "R-4.3.1")),
        (INVITED, "1", (Ask.STANDARD,), ("not_granted", "R-4.3.4")),
        (INVITED, "1", (Ask.HOSPITALITY,), ("not_granted", "R-4.2.2")),
        (INVITED, "1", (Ask.ITEM,), ("not_granted", "R-4.3.4")),
        (INVITED, "2", (Ask.ITEM, Ask.HOSPITALITY), None),  # of another line
        (INVITED, "3", (Ask.LONG_DISTANCE,), ("not_granted", "R-4.3.7")),  # before who pays it
        (STAFF, "1", (Ask.BEARER,), ("not_granted", "R-4.1.3")),
        (STAFF, "1", (Ask.ORDINARY,), ("not_granted", "R-4.1.2")),
        (STAFF, "2", (), None),
        (STAFF, "9", (), ("no_such_line", "R-2.4")),
        (SUPERIOR, "", (), ("no_such_line", "R-2.4")),
    ],
)
def test_only_what_the_gm_granted_is_spent_on(
    kind: GuestKind, key: str, but: tuple[Ask, ...], refused: tuple[str, str] | None
) -> None:
    plan = content(*EVERYTHING, kind=kind, ranks=("expert",))
    no = tuple(granted(each, yes=False) for each in judging.asked(plan, TERMS) if each.asks in but)
    for known in (grants(plan, but=but), (*grants(plan), *no)):  # not decided, and decided no
        kept = reception(plan, granted=known)
        refusal = judging.may_spend(kept, key, TERMS)
        assert (refusal and (refusal.code, refusal.clause)) == refused


@pytest.mark.clause("R-4.3.3")
@pytest.mark.parametrize(
    ("bearer", "settlement", "code"),
    [
        (ADVANCE, None, None),
        (ADVANCE, "st-1", "settled_already"),  # it would be in no settlement
        (HOST, "st-1", None),  # nobody else is asked to pay it
    ],
)
def test_nothing_more_is_advanced_once_it_is_settled(
    bearer: Bearer, settlement: str | None, code: str | None
) -> None:
    kept = reception(content(line("ticket", bearer=bearer)), "departed", settlement=settlement)
    refusal = judging.may_spend(kept, "1", TERMS)
    assert (refusal and (refusal.code, refusal.clause)) == (code and (code, "R-4.3.3"))


@pytest.mark.clause("R-4.3.1")
def test_what_was_granted_under_other_settings_is_spent_by_nobody() -> None:
    kept = reception(content(line("ticket", bearer=HOST)))
    assert judging.may_spend(kept, "1", TERMS) is None
    refusal = judging.may_spend(kept, "1", terms(id="000008"))
    assert refusal
    assert refusal.code == "budget_missing"


@pytest.mark.clause("R-4.3.1", "P-words")
def test_a_refusal_of_the_gate_says_what_is_missing() -> None:
    kept = reception(content(*EVERYTHING, ranks=("expert",)), granted=())
    kept = replace(kept, granted=grants(kept.content, but=(Ask.HOSPITALITY,)))
    refusal = judging.may_spend(kept, "1", TERMS)
    assert refusal
    said = spoken.detail(refusal.code, Language.HANT, refusal.data)
    assert said == "安排項目「第1項」(招待餐須經批准)未獲總經理批准;請修改後重新提交。"
    for code in ("budget_missing", "not_granted", "own_cost", "no_such_line", "too_late"):
        assert STATUS[code] == 409

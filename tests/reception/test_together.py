"""What is to be seen of lines of a plan side by side: hosts stop, and all else warns."""

from typing import Any

import pytest

from chalicelib.reception.plans.model import (
    Bearer,
    Level,
    LodgingKind,
    MealKind,
    PlanLine,
    Sitting,
)
from tests.reception.building import (
    FIRST,
    LAST,
    SUPERIOR,
    codes,
    content,
    days,
    found,
    line,
)

HOSPITALITY, RAISED = MealKind.HOSPITALITY, LodgingKind.RAISED
HOST = Bearer.HOST


def pair(one: dict[str, Any], other: dict[str, Any]) -> tuple[PlanLine, PlanLine]:
    same = {"words": "午餐"}
    return line(key="1", **{**same, **one}), line(key="2", **{**same, **other})


ONE, TWO, BOTH = ("g1",), ("g2",), ("g1", "g2")
LODGED = {"kind": "lodging", "words": "酒店"}
INN = {"kind": "lodging", "words": "賓館"}


@pytest.mark.clause("R-4.3.4")
@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({}, {}, "planned_twice"),
        ({}, {"words": "午 餐"}, "planned_twice"),
        ({}, {"fen": 4000, "hosts": 1, "bearer": HOST}, "planned_twice"),  # at another price too
        ({}, {"words": "晚餐"}, None),
        ({"sitting": Sitting.LUNCH}, {"sitting": Sitting.DINNER}, None),
        ({}, {"day": FIRST + days(1)}, None),
        ({}, {"kind": "other"}, None),
        ({"guests": ONE}, {"guests": TWO}, None),  # for others
        ({"guests": ONE}, {"guests": BOTH}, "planned_twice"),
        ({"guests": ONE}, {}, "planned_twice"),  # for all is for them too
        ({"meal": HOSPITALITY, "fen": 0}, {}, None),  # not the same meal
        ({"kind": "vehicle"}, {"kind": "vehicle"}, "planned_twice"),
        ({"kind": "vehicle"}, {"kind": "vehicle", "destination": "Nanshan"}, None),
        (LODGED, LODGED, "planned_twice"),
        (LODGED, INN, "lodged_twice"),
        (LODGED, INN | {"lodging": RAISED}, "lodged_twice"),
        (LODGED, INN | {"day": FIRST + days(1)}, None),  # the next night
        (LODGED | {"count": 2}, INN | {"day": FIRST + days(1)}, "lodged_twice"),
        (LODGED | {"count": 2}, INN | {"day": FIRST + days(2)}, None),
        (LODGED | {"guests": ONE}, INN | {"guests": TWO}, None),
        (LODGED, {"kind": "meal", "words": "酒店"}, None),
        (LODGED, {"kind": "other", "words": "賓館"}, None),
    ],
)
def test_what_is_planned_twice_is_seen_at_both_lines(
    one: dict[str, Any], other: dict[str, Any], code: str | None
) -> None:
    plan = content(*pair(one, other), kind=SUPERIOR, ranks=("staff",) * 2)
    warned = [each for each in found(plan) if each.level is Level.WARN]
    told = [(each.code, each.clause, each.line, each.data) for each in warned]
    seen = [(code, "R-4.3.4", "1", {"lines": ["2"]}), (code, "R-4.3.4", "2", {"lines": ["1"]})]
    assert told == (seen if code else [])


@pytest.mark.clause("R-4.3.4")
def test_what_is_planned_three_times_names_the_others_at_each() -> None:
    plan = content(*(line(key=key, words="午餐") for key in "123"))
    named = {each.line: each.data["lines"] for each in found(plan)}
    assert named == {"1": ["2", "3"], "2": ["1", "3"], "3": ["1", "2"]}
    plan = content(*(line("lodging", key=key) for key in ("7", "11", "5", "9")))
    named = {each.line: each.data["lines"] for each in found(plan)}
    assert named["7"] == ["11", "5", "9"]
    assert named["9"] == ["11", "5", "7"]


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("one", "other", "meals"),
    [
        ({}, {}, 2),
        ({"guests": ONE}, {"guests": TWO}, None),  # each has one
        ({"guests": ONE}, {"guests": BOTH}, 2),
        ({}, {"meal": MealKind.WORKING}, None),
        ({}, {"day": FIRST}, 2),  # twice a day is twice
    ],
)
def test_a_second_hospitality_meal_is_seen(
    one: dict[str, Any], other: dict[str, Any], meals: int | None
) -> None:
    lines = (
        line(key="1", fen=0, **{"meal": HOSPITALITY, "day": FIRST, **one}),
        line(key="2", fen=0, **{"meal": HOSPITALITY, "day": LAST, **other}),
    )
    plan = content(*lines, kind=SUPERIOR, ranks=("staff",) * 2)
    warned = [each for each in found(plan) if each.level is Level.WARN]
    told = [(each.code, each.clause, each.line, each.data) for each in warned]
    seen = [("hospitality_again", "R-4.2.2", key, {"meals": meals}) for key in ("1", "2")]
    assert told == (seen if meals else [])


@pytest.mark.clause("R-4.2.2")
def test_a_guest_has_as_many_hospitality_meals_as_whoever_has_most() -> None:
    whom = {"1": ONE, "2": BOTH, "3": BOTH, "4": ("g3",)}
    meals = (line(key=key, fen=0, meal=HOSPITALITY, guests=each) for key, each in whom.items())
    plan = content(*meals, kind=SUPERIOR, ranks=("staff",) * 3)
    warned = [each for each in found(plan) if each.code == "hospitality_again"]
    assert {each.line: each.data["meals"] for each in warned} == {"1": 3, "2": 3, "3": 3}


LUNCH, DINNER = {"sitting": Sitting.LUNCH}, {"sitting": Sitting.DINNER}


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("one", "other", "summed"),
    [
        ({"hosts": 3}, {"hosts": 3}, (6, 4)),  # two tables of six guests: four for twelve
        ({"hosts": 2}, {"hosts": 2}, None),
        ({"hosts": 3}, {"hosts": 2}, (5, 4)),
        ({"hosts": 3}, {"hosts": 3, "words": "晚餐"}, (6, 4)),  # whatever it is called
        ({"hosts": 3}, {"hosts": 3, "meal": HOSPITALITY}, (6, 4)),  # or how it is laid
        (LUNCH | {"hosts": 3}, LUNCH | {"hosts": 3}, (6, 4)),
        (LUNCH | {"hosts": 3}, DINNER | {"hosts": 3}, None),  # another meal
        (LUNCH | {"hosts": 3}, {"hosts": 3}, (6, 4)),  # it may be the same
        ({"hosts": 3}, {"hosts": 3, "day": LAST}, None),
        ({"hosts": 3}, {"hosts": 0}, None),
    ],
)
def test_hosts_of_one_meal_are_added_up_over_its_lines(
    one: dict[str, Any], other: dict[str, Any], summed: tuple[int, int] | None
) -> None:
    first, second = (
        {"guests": tuple(f"g{n}" for n in part)} for part in (range(1, 7), range(7, 13))
    )
    plan = content(*pair(first | one, second | other), kind=SUPERIOR, ranks=("staff",) * 12)
    stopped = [each for each in found(plan) if each.level is Level.STOP and each.asks is None]
    told = [(each.code, each.clause, each.line, each.data) for each in stopped]
    data = {"hosts": summed[0], "most": summed[1]} if summed else {}
    seen = [("hosts_together", "R-4.2.2", key, data) for key in ("1", "2")]
    assert told == (seen if summed else [])


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("guests", "most"), [(2, 2), (3, 3), (9, 3), (10, 3), (11, 3), (12, 4), (30, 10)]
)
def test_a_dinner_has_as_many_hosts_in_several_lines_as_in_one(guests: int, most: int) -> None:
    """Every guest at a table of their own, with a host at as many tables as it takes."""

    def tables(hosts: int) -> list[str]:
        lines = (
            line(key=str(n), words=f"第{n}桌", guests=(f"g{n}",), hosts=int(n <= hosts))
            for n in range(1, guests + 1)
        )
        return codes(content(*lines, ranks=("staff",) * guests))

    assert tables(most) == []
    if most < guests:
        assert tables(most + 1) == ["hosts_together"] * (most + 1)


@pytest.mark.clause("R-4.2.2")
def test_no_more_guests_than_come_sit_with_the_hosts() -> None:
    """Who sits at two tables of a meal is one guest of it."""
    both = (line(key=key, words=key, guests=("g1", "g2"), hosts=2) for key in "12")
    assert codes(content(*both, ranks=("staff",) * 2)) == ["hosts_together"] * 2


@pytest.mark.clause("R-4.2.2")
def test_too_many_at_one_table_are_told_once() -> None:
    assert codes(content(line(hosts=9))) == ["too_many_hosts"]

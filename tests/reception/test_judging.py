"""What a plan costs, and what the rules say of its days, guests and standards, at the edges."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.record import plain
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import (
    Ask,
    Bearer,
    Finding,
    Level,
    LodgingKind,
    MealKind,
)
from chalicelib.reception.receptions.model import GuestKind
from chalicelib.reception.terms import Unit
from tests.reception.building import (
    FIRST,
    INVITED,
    LAST,
    STAFF,
    SUPERIOR,
    codes,
    content,
    days,
    found,
    grants,
    guests,
    line,
    terms,
)

HOSPITALITY, RAISED = MealKind.HOSPITALITY, LodgingKind.RAISED
HOST, ADVANCE, OWN = Bearer.HOST, Bearer.ADVANCE, Bearer.GUEST_UNIT


# what it costs


@pytest.mark.clause("R-2.4")
@pytest.mark.parametrize(
    ("given", "fen"),
    [
        ({"kind": "meal", "fen": 4000}, 12000),  # three guests
        ({"kind": "meal", "fen": 4000, "hosts": 2}, 20000),  # the house eats with them
        ({"kind": "meal", "fen": 4000, "guests": ("g2",), "hosts": 1}, 8000),  # one guest of three
        ({"kind": "meal", "fen": 4000, "guests": ("g9",), "hosts": 1}, 4000),  # nobody known
        ({"kind": "lodging", "fen": 38000, "count": 2}, 228000),  # three guests, two nights
        ({"kind": "lodging", "fen": 38000, "guests": ("g1", "g3")}, 76000),  # two guests, a night
        ({"kind": "ticket", "fen": 55350, "count": 3}, 166050),  # by the piece, not by the guest
        ({"kind": "vehicle", "fen": 30000}, 30000),  # a car is one, whoever is in it
        ({"kind": "other", "fen": 1, "count": 100}, 100),
        ({"kind": "itinerary", "fen": 0}, 0),  # what costs nothing
        ({"kind": "meal", "fen": 0, "hosts": 3}, 0),
        ({"kind": "other", "fen": 10**9, "count": 100}, 10**11),  # the dearest there can be
    ],
)
def test_what_a_line_costs_is_worked_out(given: dict[str, Any], fen: int) -> None:
    each = line(**given)
    plan = content(each, ranks=("staff", "expert", "staff"))
    assert judging.cost(each, plan) == fen
    assert judging.sums(plan).lines == {"1": fen}


@pytest.mark.clause("R-2.4", "R-4.3.1")
def test_a_plan_is_added_up_by_who_bears_it_and_the_house_spends_two_of_them() -> None:
    plan = content(
        line(key="1", fen=4000, bearer=HOST),
        line(key="2", kind="ticket", fen=55350, count=2, bearer=ADVANCE),
        line(key="3", kind="lodging", fen=38000, count=3),
        line(key="4", kind="other", fen=1, bearer=HOST),
        ranks=("staff",) * 2,
    )
    summed = judging.sums(plan)
    assert plain(summed) == {
        "lines": {"1": 8000, "2": 110700, "3": 228000, "4": 1},
        "guest_unit": 228000,
        "host": 8001,
        "advance": 110700,
    }
    assert judging.budget(plan) == 118701
    assert judging.budget(content()) == 0


@pytest.mark.clause("R-2.4")
@pytest.mark.parametrize(
    ("kind", "fen", "bearer", "warned"),
    [
        ("meal", 0, HOST, True),
        ("lodging", 0, ADVANCE, True),
        ("ticket", 0, HOST, True),
        ("ticket", 1, HOST, False),  # it has a price
        ("meal", 0, OWN, False),  # nothing is spent here
        ("vehicle", 0, HOST, False),  # the house's own car
        ("itinerary", 0, HOST, False),
        ("other", 0, HOST, False),
    ],
)
def test_board_and_tickets_for_nothing_are_seen(
    kind: str, fen: int, bearer: Bearer, warned: bool
) -> None:
    expected = [(Level.WARN, "no_price", "R-2.4", None)] if warned else []
    plan = content(line(kind, fen=fen, bearer=bearer))
    assert [(each.level, each.code, each.clause, each.asks) for each in found(plan)] == expected


# guests and days


@pytest.mark.clause("R-2.4")
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"day": FIRST}, None),
        ({"day": LAST}, None),
        ({"day": FIRST - days(1)}, "day_outside"),
        ({"day": LAST + days(1)}, "day_outside"),
        ({"kind": "ticket", "day": LAST, "count": 9}, None),  # nine pieces are not nine days
        ({"kind": "lodging", "day": FIRST, "count": 3}, None),  # left on the last day
        ({"kind": "lodging", "day": FIRST, "count": 4}, "nights_outside"),
        ({"kind": "lodging", "day": LAST - days(1), "count": 1}, None),
        ({"kind": "lodging", "day": LAST, "count": 1}, "nights_outside"),  # they leave that day
        ({"kind": "lodging", "day": LAST + days(1), "count": 1}, "day_outside"),
        ({"kind": "lodging", "day": FIRST - days(1), "count": 1}, "day_outside"),
        ({"kind": "lodging", "day": FIRST, "count": 100}, "nights_outside"),
        ({"guests": ("g1",)}, None),
        ({"guests": ("g1", "g9")}, "guest_unknown"),
    ],
)
def test_a_line_is_for_guests_that_are_there_on_days_on_which_they_are(
    given: dict[str, Any], code: str | None
) -> None:
    stops = found(content(line(**given), ranks=("staff",) * 2))
    assert [(each.code, each.level) for each in stops] == ([(code, Level.STOP)] if code else [])
    assert all((each.clause, each.asks) == ("R-2.4", None) for each in stops)


@pytest.mark.clause("R-2.4")
def test_a_reception_of_one_day_has_no_nights() -> None:
    lodging = line("lodging")
    assert codes(content(lodging, last=FIRST)) == ["nights_outside"]
    assert codes(content(line(), last=FIRST)) == []


# standards


def nights(fen: int, *ranks: str, **given: Any) -> dict[str, Any]:
    return {"lines": (line("lodging", fen=fen, **given),), "ranks": ranks}


def meals(fen: int, *ranks: str, **given: Any) -> dict[str, Any]:
    return {"lines": (line(fen=fen, **given),), "ranks": ranks}


@pytest.mark.clause("R-4.2.1", "R-4.3.4", "R-4.1.1")
@pytest.mark.parametrize(
    ("kind", "given", "cap"),
    [
        (INVITED, nights(38000, "staff"), None),  # the standard to the fen
        (INVITED, nights(38001, "staff"), 38000),
        (INVITED, nights(50000, "expert"), None),
        (INVITED, nights(50000, "expert", "staff"), 38000),  # each by their own: the least
        (INVITED, nights(50000, "expert", "staff", guests=("g1",)), None),  # for the expert alone
        (INVITED, nights(38001, "staff", "expert", guests=("g1",)), 38000),
        (SUPERIOR, nights(90000, "leader"), None),
        (SUPERIOR, nights(90001, "leader"), 90000),
        (STAFF, nights(35000, "staff"), None),  # the travel standard, not the other
        (STAFF, nights(35001, "staff"), 35000),
        (STAFF, nights(45000, "expert"), None),
        (INVITED, meals(4000, "staff"), None),
        (INVITED, meals(4001, "staff"), 4000),
        (INVITED, meals(5000, "staff", "expert"), None),  # at one table the highest holds
        (INVITED, meals(5001, "staff", "expert"), 5000),
        (INVITED, meals(5000, "expert", "staff", guests=("g2",)), 4000),  # the expert eats not
        (INVITED, meals(4000, "staff", hosts=1), None),  # hosts eat as their guests
        (STAFF, meals(4200, "expert", "staff"), None),
        (STAFF, meals(4201, "expert", "staff"), 4200),
        (INVITED, nights(60000, "staff", city="capital"), None),  # of the city where it is
        (INVITED, nights(60001, "staff", city="capital"), 60000),
        (INVITED, meals(7001, "staff", city="capital"), 7000),
        (INVITED, meals(10**9, "staff"), 4000),
        (INVITED, meals(0, "staff"), None),
    ],
)
def test_nothing_is_above_the_standard_unless_the_gm_grants_it(
    kind: GuestKind, given: dict[str, Any], cap: int | None
) -> None:
    plan = content(*given["lines"], kind=kind, ranks=given["ranks"])
    clause = "R-4.1.1" if kind is STAFF else "R-4.3.4"
    if cap is None:
        assert found(plan) == ()
        return
    (finding,) = found(plan)
    assert (finding.level, finding.code) == (Level.STOP, "above_standard")
    assert (finding.clause, finding.asks) == (clause, Ask.STANDARD)
    assert finding.data == {"fen": given["lines"][0].fen, "cap": cap}


@pytest.mark.clause("R-4.2.1", "R-4.1.1")
@pytest.mark.parametrize(
    ("kind", "given", "ranks", "clause"),
    [
        (INVITED, nights(0, "manager"), ["manager"], "R-4.2.1"),  # at whatever price
        (INVITED, meals(1, "staff", "manager", "manager"), ["manager"], "R-4.2.1"),
        (INVITED, nights(1, "expert", city="capital"), ["expert"], "R-4.2.1"),
        (STAFF, nights(1, "staff", city="capital"), ["staff"], "R-4.1.1"),  # outside has one
        (STAFF, meals(1, "manager", "nonsense"), ["manager", "nonsense"], "R-4.1.1"),
        (INVITED, meals(1, "staff", city="nowhere"), ["staff"], "R-4.2.1"),
        (INVITED, nights(1, "staff", "manager", guests=("g1",)), [], ""),  # not for them
    ],
)
def test_a_rank_without_a_standard_is_refused_and_never_guessed(
    kind: GuestKind, given: dict[str, Any], ranks: list[str], clause: str
) -> None:
    plan = content(*given["lines"], kind=kind, ranks=given["ranks"])
    stops = found(plan)
    assert [each.data["ranks"] for each in stops] == ([ranks] if ranks else [])
    for each in stops:
        assert (each.level, each.code, each.asks) == (Level.STOP, "no_standard", None)
        assert each.clause == clause
        assert each.data["city"] == (given["lines"][0].city or "local")


@pytest.mark.clause("R-4.2.1")
@pytest.mark.parametrize("kind", ["itinerary", "vehicle", "ticket", "other"])
def test_only_board_and_lodging_have_standards(kind: str) -> None:
    assert codes(content(line(kind, fen=10**9), ranks=("manager",))) == []


@pytest.mark.clause("R-4.1.2", "R-4.3.4")
@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (STAFF, {"kind": "meal"}, []),
        (STAFF, {"kind": "lodging"}, []),
        (STAFF, {"kind": "lodging", "lodging": RAISED}, [("not_ordinary", "R-4.1.2", "ordinary")]),
        (STAFF, {"meal": HOSPITALITY, "fen": 0}, [("not_ordinary", "R-4.1.2", "ordinary")]),
        (
            # no standard for it is settled: at any price it is above it as well
            *(STAFF, {"meal": HOSPITALITY, "fen": 1}),
            [("above_standard", "R-4.1.1", "standard"), ("not_ordinary", "R-4.1.2", "ordinary")],
        ),
        (
            *(INVITED, {"kind": "lodging", "lodging": RAISED}),
            [("raised_lodging", "R-4.3.4", "standard")],
        ),
        (SUPERIOR, {"kind": "lodging"}, []),
    ],
)
def test_only_working_meals_and_ordinary_lodging_need_no_grant(
    kind: GuestKind, given: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    stops = found(content(line(**given), kind=kind))
    assert sorted((each.code, each.clause, each.asks or "") for each in stops) == expected


# the reception as a whole


def whole(plan: Any) -> list[Finding]:
    return [each for each in judging.findings(plan, (), terms()) if each.line is None]


@pytest.mark.clause("R-4.2.1")
@pytest.mark.parametrize(
    ("kind", "asks"), [(SUPERIOR, [Ask.OUTSIDE]), (INVITED, [Ask.OUTSIDE]), (STAFF, [])]
)
def test_guests_from_outside_are_always_asked_for(kind: GuestKind, asks: list[Ask]) -> None:
    assert [each.asks for each in whole(content(kind=kind))] == asks
    assert [each.asks for each in whole(content(line(), kind=kind))] == asks


@pytest.mark.clause("R-4.1.1", "R-4.2.1")
@pytest.mark.parametrize(
    ("kind", "unit", "clause"),
    [
        (INVITED, "集团东院 ", "R-4.1.1"),  # however it is typed: the travel standard is theirs
        (SUPERIOR, "集團東院", "R-4.1.1"),
        (STAFF, "集團東院", None),
        (STAFF, "大學醫院", "R-4.2.1"),
        (INVITED, "大學醫院", None),
        (INVITED, "別的單位", None),  # of which the settings know nothing
        (STAFF, "別的單位", None),
    ],
)
def test_guests_of_the_group_received_as_others_are_seen(
    kind: GuestKind, unit: str, clause: str | None
) -> None:
    units = (Unit(key="east", name="集團東院", group=True), Unit(key="uni", name="大學醫院"))
    guest = replace(guests("staff")[0], unit=unit)
    plan = content(line(), kind=kind, guests=(guest,))
    finds = judging.findings(plan, (), terms(units=units))
    seen = [each for each in finds if each.code == "other_kind_of_guests"]
    assert [(each.level, each.clause, each.data) for each in seen] == (
        [(Level.WARN, clause, {"guests": ["g1"]})] if clause else []
    )


@pytest.mark.clause("R-4.2.1")
def test_the_gm_is_shown_the_standards_that_he_grants() -> None:
    meal, inn = line(city="capital"), line("lodging", key="2")
    plan = content(meal, inn, line("other", key="3", city="nowhere"), ranks=("staff", "expert"))
    (outside,) = whole(plan)
    assert (outside.level, outside.code, outside.clause) == (
        *(Level.STOP, "outside_guests", "R-4.2.1"),
    )
    shown = [(each["rank"], each["city"], each["lodging"]) for each in outside.data["standards"]]
    assert shown == [
        ("staff", "capital", 60000),
        ("staff", "local", 38000),
        ("expert", "local", 50000),
    ]
    (outside,) = whole(content(ranks=("leader", "leader")))
    assert [each["lodging"] for each in outside.data["standards"]] == [90000]


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize(
    ("bearer", "fen", "asked"),
    [
        (HOST, 1, True),
        (ADVANCE, 1, True),
        (OWN, 10**9, False),
        (HOST, 0, False),  # nothing is spent
    ],
)
def test_a_budget_is_asked_for_when_the_house_spends_anything(
    bearer: Bearer, fen: int, asked: bool
) -> None:
    finds = whole(content(line("ticket", bearer=bearer, fen=fen, count=2), kind=STAFF))
    assert [each.asks for each in finds] == ([Ask.BUDGET] if asked else [])
    for each in finds:
        assert (each.level, each.code, each.clause) == (Level.STOP, "budget", "R-4.3.1")
        host, advance = (2 * fen if bearer is kind else 0 for kind in (HOST, ADVANCE))
        assert each.data == {"fen": 2 * fen, "host": host, "advance": advance}


@pytest.mark.clause("R-4.1.2")
def test_for_the_groups_staff_that_pay_their_own_working_meals_and_beds_nothing_is_asked() -> None:
    plan = content(
        line(fen=4000, hosts=1),
        line("lodging", key="2", fen=35000, count=3),
        line("itinerary", key="3", fen=0),
        line("vehicle", key="4"),
        kind=STAFF,
        ranks=("staff", "expert"),
    )
    assert judging.asked(plan, terms()) == ()
    assert judging.findings(plan, (), terms()) == ()


@pytest.mark.clause("R-2.4")
def test_every_finding_says_by_which_version_of_the_settings() -> None:
    plan = content(line(hosts=9, words="白酒", bearer=HOST), kind=SUPERIOR)
    assert {each.terms for each in judging.findings(plan, (), terms())} == {7}
    assert {each.terms for each in judging.findings(plan, (), terms(id="000008"))} == {8}


@pytest.mark.clause("R-4.3.4", "R-4.2.1")
def test_a_reception_of_sixty_guests_and_sixty_lines_is_judged() -> None:
    lines = (
        line(
            key=str(number),
            meal=HOSPITALITY,
            fen=10**9,
            hosts=21,
            items=("baijiu", "cigarettes", "canned_drink"),
            bearer=HOST,
        )
        for number in range(60)
    )
    plan = content(*lines, kind=SUPERIOR, ranks=("leader",) * 60)
    assert judging.budget(plan) == 60 * 81 * 10**9
    asked = judging.asked(plan, terms())
    assert len(asked) == 2 + 60 * 5
    finds = judging.findings(plan, grants(plan), terms())
    assert {each.code for each in finds if each.stops} == {"too_many_hosts", "hosts_together"}

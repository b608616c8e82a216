"""What the rules say of a line of a plan, each clause at its edges."""

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core.record import plain
from chalicelib.core.words import Name
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import (
    Ask,
    Bearer,
    Finding,
    Level,
    LodgingKind,
    MealKind,
    PlanLine,
)
from chalicelib.reception.plans.sitting import accompanying
from chalicelib.reception.receptions.model import GuestKind
from chalicelib.reception.terms import Forbidden, Hosts
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


# at table


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("kind", "ranks", "named", "others"),
    [
        (SUPERIOR, ("staff",), (), None),  # superiors of whatever rank
        (INVITED, ("expert",), (), None),
        (INVITED, ("expert", "expert"), (), None),
        (INVITED, ("staff",), (), ["g1"]),
        (INVITED, ("expert", "staff"), (), ["g2"]),  # whoever comes with an expert is none
        (INVITED, ("expert", "staff"), ("g1",), None),  # the expert alone
        (INVITED, ("expert", "staff"), ("g2",), ["g2"]),
        (INVITED, ("leader",), (), ["g1"]),  # a leader who does not inspect is no expert
    ],
)
def test_a_hospitality_meal_is_for_superiors_and_experts_only(
    kind: GuestKind, ranks: tuple[str, ...], named: tuple[str, ...], others: list[str] | None
) -> None:
    meal = line(meal=HOSPITALITY, fen=0, guests=named)
    (finding,) = found(content(meal, kind=kind, ranks=ranks))
    assert (finding.level, finding.clause) == (Level.STOP, "R-4.2.2")
    if others is None:
        assert (finding.code, finding.asks) == ("hospitality", Ask.HOSPITALITY)
    else:
        assert (finding.code, finding.asks) == ("hospitality_for_others", None)
        assert finding.data == {"guests": others}


@pytest.mark.clause("R-4.2.2", "R-4.3.4")
@pytest.mark.parametrize(
    ("fen", "expected"),
    [
        (5001, ["hospitality"]),  # above the working meal's
        (13000, ["hospitality"]),
        (13001, ["above_standard", "hospitality"]),
    ],
)
def test_a_hospitality_meal_has_a_standard_of_its_own(fen: int, expected: list[str]) -> None:
    assert codes(content(line(meal=HOSPITALITY, fen=fen), ranks=("expert",))) == expected


@pytest.mark.clause("R-4.2.2")
def test_who_is_an_expert_is_a_setting() -> None:
    ranks = tuple(replace(each, expert=each.key == "staff") for each in terms().ranks)
    plan = content(line(meal=HOSPITALITY, fen=0))
    assert codes(plan, terms(ranks=ranks)) == ["hospitality"]


OPEN = Hosts(within_guests=False)


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("number", "hosts", "most"),
    [
        (0, OPEN, 3),
        (1, OPEN, 3),
        (3, OPEN, 3),
        (9, OPEN, 3),
        (10, OPEN, 3),  # up to ten
        (11, OPEN, 3),  # a third, rounded down
        (12, OPEN, 4),
        (30, OPEN, 10),
        (0, Hosts(), 0),
        (1, Hosts(), 1),  # never more than the guests are
        (2, Hosts(), 2),
        (3, Hosts(), 3),
        (10, Hosts(), 3),
        (30, Hosts(), 10),
        (60, Hosts(), 20),
        (6, Hosts(most=2, up_to=5, part=3), 2),  # as it is settled
        (5, Hosts(most=2, up_to=5, part=3), 2),
        (9, Hosts(most=2, up_to=5, part=3), 3),
        (20, Hosts(most=50, up_to=19, part=1), 20),
        (19, Hosts(most=50, up_to=19, part=1), 19),
    ],
)
def test_how_many_of_the_house_may_sit_with_guests(number: int, hosts: Hosts, most: int) -> None:
    assert accompanying(number, hosts) == most
    ranks = ("expert",) * max(number, 1)
    if number:
        full, over = line(hosts=most), line(hosts=most + 1)
        assert codes(content(full, ranks=ranks), terms(hosts=hosts)) == []
        (finding,) = found(content(over, ranks=ranks), under=terms(hosts=hosts))
        assert (finding.level, finding.code) == (Level.STOP, "too_many_hosts")
        assert (finding.clause, finding.asks) == ("R-4.2.2", None)
        assert finding.data == {"hosts": most + 1, "most": most, "guests": number}


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize("kind", GuestKind)
def test_hosts_are_counted_with_the_guests_of_the_line_whoever_they_are(kind: GuestKind) -> None:
    table = line(hosts=2, guests=("g1", "g2"))
    assert codes(content(table, kind=kind, ranks=("staff",) * 12)) == []
    table = line(hosts=3, guests=("g1", "g2"))
    assert codes(content(table, kind=kind, ranks=("staff",) * 12)) == ["too_many_hosts"]


# what is not offered


@pytest.mark.clause("R-4.3.4")
@pytest.mark.parametrize("kind", ["meal", "other", "itinerary", "vehicle", "lodging", "ticket"])
def test_what_is_not_offered_is_asked_for_item_by_item(kind: str) -> None:
    plan = content(line(kind, items=("cigarettes", "baijiu", "tea")))
    assert [(each.level, each.code, each.clause) for each in found(plan)] == [
        (Level.STOP, "forbidden_item", "R-4.3.4")
    ] * 2
    assert {each.data["item"] for each in found(plan)} == {"baijiu", "cigarettes"}
    assert {each.asks for each in found(plan)} == {Ask.ITEM}
    asked = [each for each in judging.asked(plan, terms()) if each.asks is Ask.ITEM]
    assert [each.code for each in asked] == ["baijiu", "cigarettes"]


@pytest.mark.clause("R-4.3.4")
@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("午餐,白酒兩瓶", "baijiu"),
        ("午餐、白 酒", "baijiu"),  # however it is spaced
        ("白酒2瓶", "baijiu"),  # Chinese has no edges
        ("香烟一條", "cigarettes"),  # in the other script
        ("香菸", "cigarettes"),  # and its other character
        ("易拉罐飲料", "canned_drink"),
        ("易拉罐饮料若干", "canned_drink"),
        ("12 CANNED DRINKS", "canned_drink"),  # in whatever case
        ("canned_drink", "canned_drink"),  # by its code
        ("canned-drink x6", "canned_drink"),
        ("ＢＡＩＪＩＵ", "baijiu"),  # in whatever width
        ("cigarettes.", "cigarettes"),
        ("ecigarettes", None),  # part of another word
        ("baijius", None),
        ("茶水", None),
        ("白色酒店", None),  # not together
        ("茅台", None),  # only what the settings name
    ],
)
def test_words_that_name_what_is_not_offered_are_seen(words: str, item: str | None) -> None:
    finds = found(content(line(words=words)))
    warned = [(each.level, each.code, each.clause, each.asks, each.data) for each in finds]
    warning = (Level.WARN, "names_forbidden", "R-4.3.4", None, {"item": item})
    assert warned == ([warning] if item else [])


@pytest.mark.clause("R-4.3.4")
def test_what_is_asked_for_by_its_code_is_not_warned_of_besides() -> None:
    assert codes(content(line(words="白酒", items=("baijiu",)))) == ["forbidden_item"]


@pytest.mark.clause("R-4.3.4")
def test_a_name_of_signs_alone_is_in_no_words() -> None:
    odd = Forbidden(code="odd", name=Name(hant="—", hans="-", en="_"))
    assert codes(content(line(words="a-b_c — d")), terms(forbidden=(odd,))) == []


# who bears it, and how far it goes


@pytest.mark.clause("R-4.1.3", "R-4.1.2")
@pytest.mark.parametrize(
    ("kind", "bearer", "fen", "asks"),
    [
        (STAFF, OWN, 4000, None),
        (STAFF, HOST, 4000, Ask.BEARER),
        (STAFF, ADVANCE, 4000, Ask.BEARER),
        (INVITED, HOST, 4000, None),  # of others nobody has to be asked for that
        (SUPERIOR, ADVANCE, 4000, None),
        (INVITED, OWN, 4000, None),
    ],
)
def test_what_the_house_bears_of_the_groups_staff_is_asked_for(
    kind: GuestKind, bearer: Bearer, fen: int, asks: Ask | None
) -> None:
    finds = found(content(line(bearer=bearer, fen=fen, hosts=1), kind=kind))
    assert [each.asks for each in finds] == ([asks] if asks else [])
    for each in finds:
        assert (each.level, each.code, each.clause) == (Level.STOP, "bearer", "R-4.1.3")
        assert each.data == {"bearer": bearer, "fen": 8000}


@pytest.mark.clause("R-4.1.3")
def test_a_car_of_the_house_for_the_groups_staff_is_asked_for_though_it_costs_nothing() -> None:
    (finding,) = found(content(line("vehicle", fen=0, bearer=HOST), kind=STAFF))
    assert (finding.asks, finding.data["fen"]) == (Ask.BEARER, 0)


@pytest.mark.clause("R-4.3.7")
@pytest.mark.parametrize(
    ("destination", "far"),
    [
        ("福田區", False),
        ("福田区", False),  # in the other script
        (" 福田 區 ", False),
        ("nanshan", False),
        ("ＮＡＮＳＨＡＮ", False),
        ("羅湖區", True),  # not among them
        ("福田區以外", True),  # more than its name
        ("南山區", True),  # by another name than is settled
        ("", True),
        (None, True),
    ],
)
def test_a_car_goes_a_long_distance_unless_it_goes_where_the_settings_say(
    destination: str | None, far: bool
) -> None:
    finds = found(content(line("vehicle", destination=destination)))
    assert len(finds) == far
    for each in finds:
        assert (each.level, each.code, each.clause) == (Level.STOP, "long_distance", "R-4.3.7")
        assert (each.asks, each.data) == (Ask.LONG_DISTANCE, {"destination": destination or ""})


@pytest.mark.clause("R-4.3.7")
def test_where_no_district_is_settled_every_car_goes_a_long_distance() -> None:
    assert codes(content(line("vehicle")), terms(districts=())) == ["long_distance"]
    assert codes(content(line("other", destination="羅湖區"))) == []  # nor is it a car


# lines side by side


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


@pytest.mark.clause("R-4.2.2")
@pytest.mark.parametrize(
    ("one", "other", "summed"),
    [
        ({"hosts": 3}, {"hosts": 3}, (6, 4)),  # two tables of six guests: four for twelve
        ({"hosts": 2}, {"hosts": 2}, None),
        ({"hosts": 3}, {"hosts": 2}, (5, 4)),
        ({"hosts": 3}, {"hosts": 3, "words": "晚餐"}, None),  # another meal
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
    plan = content(*pair(first | one, second | other), ranks=("staff",) * 12)
    told = [(each.level, each.code, each.clause, each.line, each.data) for each in found(plan)]
    data = {"hosts": summed[0], "most": summed[1]} if summed else {}
    seen = [(Level.WARN, "hosts_together", "R-4.2.2", key, data) for key in ("1", "2")]
    assert told == (seen if summed else [])


@pytest.mark.clause("R-4.2.2")
def test_too_many_at_one_table_are_told_once() -> None:
    assert codes(content(line(hosts=9))) == ["too_many_hosts"]


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
    assert {each.code for each in finds if each.stops} == {"too_many_hosts"}

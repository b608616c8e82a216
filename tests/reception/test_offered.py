"""What is offered, who sits with whom, who bears it and how far it goes, at the edges."""

import pytest
from msgspec.structs import replace

from chalicelib.core.words import Name
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.model import (
    Ask,
    Bearer,
    Level,
    MealKind,
)
from chalicelib.reception.plans.sitting import accompanying
from chalicelib.reception.receptions.model import GuestKind
from chalicelib.reception.terms import Forbidden, Hosts
from tests.reception.building import (
    INVITED,
    STAFF,
    SUPERIOR,
    codes,
    content,
    found,
    line,
    terms,
)

HOSPITALITY = MealKind.HOSPITALITY
HOST, ADVANCE, OWN = Bearer.HOST, Bearer.ADVANCE, Bearer.GUEST_UNIT


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
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("威士忌XO一瓶", True),
        ("威士忌XOL", False),  # its end is Latin, and goes on
        ("EX威士忌XO", True),  # its beginning is not
        ("XO酒2瓶", True),
        ("EXO酒", False),
    ],
)
def test_a_name_of_two_scripts_is_found_by_the_edges_of_each(words: str, named: bool) -> None:
    names = Name(hant="威士忌XO", hans="XO酒", en="whisky")
    known = terms(forbidden=(Forbidden(code="whisky", name=names),))
    assert codes(content(line(words=words)), known) == ["names_forbidden"] * named


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

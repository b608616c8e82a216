"""Writing a plan: keys that stay, fields of each kind, and what is refused as it is written."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.core.act import Act
from chalicelib.core.errors import Refusal
from chalicelib.core.forms import parse
from chalicelib.core.people import Person, Role
from chalicelib.core.record import plain
from chalicelib.core.site import Site
from chalicelib.core.words import Language, Name, spoken
from chalicelib.core.words.faults import FAULTS
from chalicelib.core.words.labels import NAMES
from chalicelib.core.words.reception import cars, plans
from chalicelib.reception.plans import judging
from chalicelib.reception.plans.forms import Plan
from chalicelib.reception.plans.model import (
    Ask,
    Bearer,
    Level,
    LineKind,
    LodgingKind,
    MealKind,
    PlanLine,
)
from chalicelib.reception.plans.rules import planned
from chalicelib.reception.receptions.forms import MOST_ASKED
from chalicelib.reception.receptions.model import Booked, Content, InHand, Reception, Ride
from tests.reception.building import (
    FIRST,
    INVITED,
    LAST,
    SITE,
    STAFF,
    SUPERIOR,
    TERMS,
    content,
    days,
    line,
    reception,
)
from tests.support.sources import argument, everywhere, texts

OFFICER = Person(site=SITE, id="office", name="蘇", roles=(Role.OFFICE,))
ACT = Act(
    person=OFFICER,
    now=datetime(2026, 3, 1, 3, tzinfo=UTC),
    site=Site(site=SITE, id=SITE, name=Name(hant="醫院", hans="医院", en="Hospital")),
    terms=TERMS,
    fresh_id="fresh",
)
MEAL = {"kind": "meal", "meal": "working", "words": "午餐", "day": str(FIRST)}
MEAL |= {"bearer": "guest_unit"}
BED = {"kind": "lodging", "lodging": "ordinary", "words": "酒店", "day": str(FIRST)}
BED |= {"bearer": "guest_unit"}
CAR = {"kind": "vehicle", "destination": "福田區", "words": "接機", "day": str(FIRST)}
CAR |= {"bearer": "host"}
TICKET = {"kind": "ticket", "words": "高鐵", "day": str(LAST), "bearer": "advance", "fen": 55350}


def written(known: Reception, *lines: dict[str, Any]) -> Content:
    return planned(known, parse(Plan, {"lines": list(lines)}), ACT)


def refused(known: Reception, *lines: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The clause, and each fault's code by its pointer."""
    with pytest.raises(Refusal) as caught:
        written(known, *lines)
    assert caught.value.code == "invalid_form"
    for each in caught.value.faults:
        for language in Language:
            assert FAULTS[each.code].say(language, **each.data)
    return caught.value.clause, {each.pointer: each.code for each in caught.value.faults}


def fresh(*lines: PlanLine, **given: Any) -> Reception:
    return reception(content(*lines, **given), "drafted", granted=())


# lines and their keys


@pytest.mark.clause("R-2.4")
def test_a_plan_is_written_as_it_was_filled_in() -> None:
    known = fresh(ranks=("staff", "staff"))
    after = written(known, MEAL, BED | {"count": 2, "guests": ["g2"]}, CAR, TICKET)
    assert plain(after.lines) == [
        MEAL | {"key": "1", "hosts": 0, "count": 1, "fen": 0},
        BED | {"key": "2", "hosts": 0, "count": 2, "fen": 0, "guests": ["g2"]},
        CAR | {"key": "3", "hosts": 0, "count": 1, "fen": 0},
        TICKET | {"key": "4", "hosts": 0, "count": 1},
    ]
    assert replace(after, lines=()) == known.content  # nothing else of it is touched


@pytest.mark.clause("R-2.4")
def test_a_line_keeps_its_key_and_a_new_one_gets_one_that_none_had() -> None:
    known = fresh(line(key="1"), line(key="2"), line(key="3"))
    after = written(known, MEAL, MEAL | {"key": "3"}, TICKET, MEAL | {"key": "1"})
    assert [each.key for each in after.lines] == ["4", "3", "5", "1"]


@pytest.mark.clause("R-2.4", "R-4.3.5")
@pytest.mark.parametrize(
    ("given", "key"),
    [
        (0, "3"),
        (2, "3"),
        (11, "12"),  # of a line that is gone
    ],
)
def test_a_key_that_a_line_had_is_never_given_again(given: int, key: str) -> None:
    known = replace(fresh(line(key="2")), lines_numbered=given)
    after = written(known, MEAL | {"key": "2"}, TICKET)
    assert [each.key for each in after.lines] == ["2", key]


@pytest.mark.clause("R-2.4")
def test_keys_are_counted_as_numbers() -> None:
    known = fresh(*(line(key=str(number), words=str(number)) for number in range(1, 11)))
    assert written(known, MEAL).lines[0].key == "11"


@pytest.mark.clause("R-2.4")
def test_a_plan_may_be_taken_back_whole() -> None:
    assert written(fresh(line()), *[]).lines == ()


@pytest.mark.clause("R-2.4")
def test_a_plan_has_sixty_lines_and_no_more() -> None:
    lines = [TICKET | {"words": f"票{number}"} for number in range(60)]
    after = written(fresh(), *lines)
    assert [each.key for each in after.lines] == [str(number) for number in range(1, 61)]
    assert refused(fresh(), *lines, TICKET)[1] == {"/lines": "too_long"}


@pytest.mark.clause("R-4.3.4")
def test_a_plan_never_asks_more_of_the_gm_than_he_can_decide_at_once() -> None:
    """Sixty lines that ask for all that lines can, with as many items as a plan may name."""
    items = ["baijiu", "cigarettes", "canned_drink"]
    meal = {**MEAL, "meal": "hospitality", "fen": 10**9, "bearer": "host"}
    lines = [{**meal, "words": str(n), "items": items if n < 6 else []} for n in range(60)]
    for kind in (STAFF, SUPERIOR):
        asked = judging.asked(written(fresh(kind=kind), *lines), TERMS)
        assert len(asked) <= MOST_ASKED
    assert len(asked) == 2 + 60 * 2 + 18
    lines[-1]["items"] = ["baijiu"]
    assert refused(fresh(), *lines)[1] == {"/lines": "too_many_items"}


# how a line is filled in


@pytest.mark.clause("R-2.4")
@pytest.mark.parametrize(
    ("form", "faults"),
    [
        (MEAL | {"meal": None}, {"/lines/0/meal": "required"}),
        (BED | {"lodging": None}, {"/lines/0/lodging": "required"}),
        (CAR | {"destination": None}, {"/lines/0/destination": "required"}),
        (MEAL | {"lodging": "ordinary"}, {"/lines/0/lodging": "other_kind_of_line"}),
        (MEAL | {"destination": "福田區"}, {"/lines/0/destination": "other_kind_of_line"}),
        (BED | {"meal": "working"}, {"/lines/0/meal": "other_kind_of_line"}),
        (TICKET | {"hosts": 1}, {"/lines/0/hosts": "other_kind_of_line"}),
        (MEAL | {"count": 2}, {"/lines/0/count": "other_kind_of_line"}),  # two meals, two lines
        (MEAL | {"hosts": 1, "count": 1}, {}),
        (TICKET | {"count": 2}, {}),
        (MEAL | {"key": "1"}, {"/lines/0/key": "no_such"}),
        (MEAL | {"guests": ["g1", "g9"]}, {"/lines/0/guests/1": "no_such"}),
        (MEAL | {"guests": ["g1", "g1"]}, {"/lines/0/guests/1": "repeated"}),
        (MEAL | {"items": ["tea"]}, {"/lines/0/items/0": "no_such"}),
        (MEAL | {"items": ["baijiu", "baijiu"]}, {"/lines/0/items/1": "repeated"}),
        (MEAL | {"items": ["baijiu", "cigarettes"]}, {}),  # kept, and asked for
        (MEAL | {"city": "nowhere"}, {"/lines/0/city": "no_such"}),
        (MEAL | {"city": "capital"}, {}),
        (MEAL | {"fen": -1}, {"/lines/0/fen": "out_of_range"}),
        (TICKET | {"fen": 10**9, "count": 100}, {}),
        (TICKET | {"fen": 10**9 + 1}, {"/lines/0/fen": "out_of_range"}),
        (BED | {"count": 0}, {"/lines/0/count": "out_of_range"}),
        (BED | {"count": 101}, {"/lines/0/count": "out_of_range"}),
        (MEAL | {"hosts": -1}, {"/lines/0/hosts": "out_of_range"}),
        (MEAL | {"words": " "}, {"/lines/0/words": "not_in_form"}),
        (MEAL | {"bearer": "nobody"}, {"/lines/0/bearer": "not_a_choice"}),
        (MEAL | {"total": 1}, {"/lines/0/total": "unknown"}),  # never given, always worked out
    ],
)
def test_each_kind_of_line_has_fields_of_its_own(form: Any, faults: dict[str, str]) -> None:
    if faults:
        assert refused(fresh(), form)[1] == faults
    else:
        assert len(written(fresh(), form).lines) == 1


@pytest.mark.clause("R-2.4")
def test_everything_that_is_wrong_is_told_at_once_where_it_is() -> None:
    known = fresh(line(key="1"))
    named = MEAL | {"key": "1"}
    clause, faults = refused(
        *(known, named, named, MEAL | {"meal": None, "guests": ["g9"], "city": "x"}),
    )
    assert clause == "R-2.4"
    assert faults == {
        "/lines/1/key": "repeated",
        "/lines/2/meal": "required",
        "/lines/2/guests/0": "no_such",
        "/lines/2/city": "no_such",
    }


# what nobody can grant


@pytest.mark.clause("R-2.4", "R-4.1.1", "R-4.2.1", "R-4.2.2")
@pytest.mark.parametrize(
    ("kind", "form", "clause", "at", "code"),
    [
        (INVITED, {"day": str(LAST + days(1))}, "R-2.4", "day", "day_outside"),
        (INVITED, BED | {"count": 4}, "R-2.4", "count", "nights_outside"),
        (INVITED, {"guests": ["g2"]}, "R-4.2.1", "city", "no_standard"),
        (STAFF, BED | {"city": "capital"}, "R-4.1.1", "city", "no_standard"),
        (INVITED, {"meal": "hospitality"}, "R-4.2.2", "meal", "hospitality_for_others"),
        (INVITED, {"hosts": 2, "guests": ["g1"]}, "R-4.2.2", "hosts", "too_many_hosts"),
    ],
)
def test_what_nobody_can_grant_is_refused_with_its_clause(
    kind: Any, form: dict[str, Any], clause: str, at: str, code: str
) -> None:
    known = fresh(kind=kind, ranks=("staff", "manager"))
    form = MEAL | {"guests": ["g1"]} | form
    if form["kind"] == "lodging":
        form |= {"guests": ["g1"], "meal": None}
    assert refused(known, TICKET, form) == (clause, {f"/lines/1/{at}": code})
    with pytest.raises(Refusal) as caught:
        written(known, TICKET, form)
    assert caught.value.faults[0].data["clause"] == clause


@pytest.mark.clause("R-4.2.1", "P-words")
def test_a_rank_without_a_standard_is_called_as_the_settings_call_it() -> None:
    with pytest.raises(Refusal) as caught:
        written(fresh(ranks=("manager",)), MEAL)
    [fault] = caught.value.faults
    said = spoken.fault(fault.code, Language.EN, fault.data)
    assert said.startswith("No standard is settled for Head of department in This city;")


@pytest.mark.clause("R-4.2.2", "R-2.4")
def test_several_of_these_are_told_at_once_each_with_its_own_clause() -> None:
    with pytest.raises(Refusal) as caught:
        written(fresh(), MEAL | {"hosts": 9}, TICKET | {"day": str(FIRST - days(1))})
    told = [(each.pointer, each.data["clause"]) for each in caught.value.faults]
    assert told == [("/lines/0/hosts", "R-4.2.2"), ("/lines/1/day", "R-2.4")]
    assert caught.value.clause == "R-4.2.2"


@pytest.mark.clause("R-4.1.2", "R-4.1.3", "R-4.3.4", "R-4.3.7")
def test_what_the_gm_can_grant_is_kept_and_stopped() -> None:
    known = fresh(kind=STAFF)
    meal = MEAL | {"meal": "hospitality", "fen": 99999, "bearer": "host", "items": ["baijiu"]}
    after = written(known, meal, CAR | {"destination": "廣州"}, BED | {"lodging": "raised"})
    stops = {each.asks for each in judging.findings(after, (), TERMS) if each.stops}
    assert stops == {*Ask} - {Ask.OUTSIDE, Ask.HOSPITALITY}


@pytest.mark.clause("R-4.2.2")
def test_it_is_judged_by_the_settings_in_force_when_it_is_written() -> None:
    hosts = replace(TERMS.hosts, within_guests=False)
    lenient = replace(ACT, terms=replace(TERMS, hosts=hosts))
    form = parse(Plan, {"lines": [MEAL | {"hosts": 3}]})
    assert planned(fresh(), form, lenient).lines[0].hosts == 3
    with pytest.raises(Refusal):
        planned(fresh(), form, ACT)


# what is spent already

SPENT = Booked(claim="c1", line="1", fen=4000)
BOOKED = {"kind": "ticket", "words": "票", "day": str(FIRST), "bearer": "host", "fen": 2000}
BOOKED |= {"key": "1", "count": 2}


@pytest.mark.clause("R-4.3.5")
@pytest.mark.parametrize(
    ("forms", "at"),
    [
        ([BOOKED], None),
        ([BOOKED | {"fen": 4000, "count": 1}], None),  # as much as was spent
        ([BOOKED | {"fen": 9999}], None),
        ([TICKET, BOOKED | {"fen": 1999}], "/lines/1/fen"),  # less than that
        ([BOOKED | {"count": 1}], "/lines/0/fen"),
        ([TICKET, BOOKED | {"bearer": "advance"}], "/lines/1/bearer"),
        ([BOOKED | {"kind": "other"}], "/lines/0/kind"),
        ([BOOKED | {"key": None}], "/lines"),  # one like it is another
        ([], "/lines"),
        ([BOOKED | {"day": str(LAST)}], "/lines/0/day"),
        ([BOOKED | {"words": "別的"}], None),
    ],
)
def test_a_line_on_which_something_is_spent_stays_what_it_is(
    forms: list[dict[str, Any]], at: str | None
) -> None:
    kept = line("ticket", fen=2000, count=2, bearer=Bearer.HOST)
    other = line("ticket", key="2")
    known = reception(content(kept, other), booked=(SPENT,))
    if at is None:
        assert written(known, *forms).lines[0].key == "1"
        return
    assert refused(known, *forms) == ("R-2.4", {at: "line_booked"})
    with pytest.raises(Refusal) as caught:
        written(known, *forms)
    assert caught.value.faults[0].data == {"line": "第1項", "fen": 4000, "amount": "¥40.00"}


DRIVEN = {"key": "1", "kind": "vehicle", "day": str(FIRST), "words": "接站", "count": 2}
DRIVEN |= {"bearer": "host", "fen": 2000, "destination": "福田區"}


@pytest.mark.clause("R-4.3.7")
@pytest.mark.parametrize(
    ("forms", "at"),
    [
        ([DRIVEN], None),
        ([DRIVEN | {"count": 3, "fen": 0, "words": "送機"}], None),
        ([DRIVEN | {"count": 1}], "/lines/0/count"),  # for fewer than there are
        ([DRIVEN | {"day": str(LAST)}], "/lines/0/day"),
        ([DRIVEN | {"bearer": "guest_unit"}], "/lines/0/bearer"),
        ([DRIVEN | {"kind": "other", "destination": None}], "/lines/0/kind"),
        ([DRIVEN | {"key": None}], "/lines"),
        ([], "/lines"),
    ],
)
def test_a_line_on_which_trips_stand_stays_what_it_is(
    forms: list[dict[str, Any]], at: str | None
) -> None:
    kept = line("vehicle", fen=2000, count=2, bearer=Bearer.HOST)
    rides = tuple(Ride(trip=each, number=f"TR-{each}", line="1") for each in "ab")
    known = reception(content(kept), rides=rides)
    if at is None:
        assert written(known, *forms).lines[0].key == "1"
        return
    with pytest.raises(Refusal) as caught:
        written(known, *forms)
    [fault] = [each for each in caught.value.faults if each.pointer == at]
    assert (caught.value.clause, fault.code) == ("R-2.4", "line_driven")
    assert fault.data == {"line": "第1項", "trips": "TR-a, TR-b"}


@pytest.mark.clause("R-4.3.1")
@pytest.mark.parametrize(
    ("fen", "bearer", "enough"),
    [
        (3000, "host", True),  # to the fen
        (2999, "host", False),
        (3000, "advance", True),  # the house spends that as well
        (9999, "guest_unit", False),  # but nothing of this
    ],
)
def test_the_budget_is_no_less_than_what_was_taken_of_it(
    fen: int, bearer: str, enough: bool
) -> None:
    kept = line("ticket", fen=2000, count=2, bearer=Bearer.HOST)
    held = (InHand(advance="a", person="x", fen=3000), InHand(advance="b", person="x", fen=0))
    known = reception(content(kept), booked=(replace(SPENT, fen=4000),), in_hand=held)
    forms = (BOOKED, TICKET | {"fen": fen, "bearer": bearer})
    if enough:
        assert len(written(known, *forms).lines) == 2
        return
    with pytest.raises(Refusal) as caught:
        written(known, *forms)
    [fault] = caught.value.faults
    assert (caught.value.clause, fault.pointer, fault.code) == ("R-4.3.1", "/lines", "budget_taken")
    assert fault.data == {"fen": 7000, "amount": "¥70.00"}


# words


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("plan_line", LineKind),
        ("meal", MealKind),
        ("guest_lodging", LodgingKind),
        ("bearer", Bearer),
        ("level", Level),
        ("asks", Ask),
    ],
)
def test_every_choice_of_a_plan_has_a_name(name: str, choices: Any) -> None:
    assert set(NAMES[name]) == set(choices)


def codes() -> set[str]:
    """Of all findings, as the program's source has them."""
    calls = [call for name in ("_stop", "_warn", "_seen") for _, call in everywhere(name)]
    named = {code for call in calls for code in texts(argument(call, 2, "code"))}
    whole = {code for _, call in everywhere("Finding") for code in texts(argument(call, 9, "code"))}
    return named | whole


@pytest.mark.clause("P-words")
def test_every_finding_has_a_name_and_is_json() -> None:
    assert {*plans.FINDINGS, *cars.FINDINGS} == codes()
    assert codes() < set(NAMES["finding"])  # beside what keeps a claim from being booked
    plan = content(
        line(words="白酒", meal=MealKind.HOSPITALITY, fen=10**9, hosts=9, guests=("g1", "g9")),
        line("vehicle", key="2", destination="廣州", bearer=Bearer.HOST, items=("baijiu",)),
        line("lodging", key="3", lodging=LodgingKind.RAISED, fen=0, bearer=Bearer.ADVANCE),
        kind=STAFF,
    )
    finds = judging.findings(plan, (), TERMS)
    assert len({each.code for each in finds}) == 10
    assert msgspec.json.decode(msgspec.json.encode(finds))

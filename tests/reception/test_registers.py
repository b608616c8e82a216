"""What receptions cost against what was granted, and the register for auditors (P-report)."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.people import Person
from chalicelib.reception.plans.model import Bearer
from chalicelib.reception.receptions.model import Booked
from chalicelib.reception.registers import rules
from tests.reception.building import content, line, reception
from tests.support import claims, receptions
from tests.support.claims import ADVANCED, HOSTED, UNITS
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.receptions import DINNER, EXPERT, approved, requested, submitted
from tests.support.residents import stored
from tests.support.world import Clock, Reply, World, opened

BAIJIU = {**DINNER, "words": "歡迎晚宴", "items": ["baijiu"], "fen": 3_000}
DAYS = "first=2026-03-02&last=2026-03-31"


@pytest.fixture(scope="module")
def hospital(engine_address: str) -> Iterator[World]:
    """Of this month: one signed with an exception granted and one refused, one for which claims
    were booked, one only asked for, one handed in and withdrawn; of the next month another.
    """
    with opened(engine_address, Clock()) as world:
        approved(world, None, DINNER, BAIJIU, no=())
        approved(world, None, BAIJIU, no=("item",))
        spent = claims.received(world)
        claims.paid(world, spent, claims.claimed(359_677, HOSTED))
        claims.booked(world, spent, claims.claimed(10_000, ADVANCED))
        requested(world)
        receptions.done(world, submitted(world), "withdraw", HOST)
        requested(world, first=40)
        yield world


def report(world: World, query: str = DAYS, who: str = OFFICER) -> Reply:
    return world.get(f"/reports/receptions?{query}", who)


@pytest.mark.clause("P-report", "R-4.3.1")
def test_cost_stands_against_what_was_granted(hospital: World) -> None:
    total = report(hospital).json["total"]
    assert (total["receptions"], total["guests"]) == (3, 1 + 1 + len(UNITS))
    dinners = 4_000 + 3_000
    assert total["budget"] == dinners + 2 * 900_000
    assert (total["borne"], total["advanced"], total["spent"]) == (359_677, 10_000, 369_677)
    assert total["per_guest"] == 73_935.4
    assert total["used"] == round(369_677 / total["budget"], 4)
    assert total["granted"] == 1


@pytest.mark.clause("P-report", "R-4.3.1")
@pytest.mark.parametrize(
    ("first", "no", "budget"),
    [
        (100, (), 4_000 + 3_000),
        (101, ("item",), 4_000),  # a line that he refused
        (102, ("outside",), 0),  # without leave for the guests nothing stands
        (103, ("budget",), 0),
    ],
)
def test_what_the_gm_refused_is_no_budget(
    hospital: World, first: int, no: tuple[str, ...], budget: int
) -> None:
    approved(hospital, requested(hospital, first=first), DINNER, BAIJIU, no=no)
    day = receptions.day(hospital, first)
    found = report(hospital, f"first={day}&last={day}").json
    assert (found["total"]["receptions"], found["total"]["budget"]) == (1, budget)
    assert [each["budget"] for each in found["register"]] == [budget]


@pytest.mark.clause("P-report", "P-money")
def test_what_was_spent_is_shared_by_the_guests_to_the_fen(hospital: World) -> None:
    spent = next(each for each in report(hospital).json["register"] if each["spent"])
    assert spent["costs"] == [123_226, 123_226, 123_225], "the largest remainders, then the first"
    rows = [row for row in table(hospital, "guests") if row[0] == spent["number"]]
    assert [row[3:] for row in rows] == [
        [f"來賓 {place} 科長 {unit}", cost]
        for place, (unit, cost) in enumerate(
            zip(UNITS, ("1232.26", "1232.26", "1232.25"), strict=True), 1
        )
    ]


@pytest.mark.clause("P-report")
def test_parts_add_up_to_the_whole(hospital: World) -> None:
    found = report(hospital, f"{DAYS}&by=week").json
    for parts in ("groups", "departments", "kinds"):
        for name in ("receptions", "guests", "budget", "spent", "granted"):
            assert sum(each["figures"][name] for each in found[parts]) == found["total"][name]
    assert [each["key"] for each in found["groups"]] == [f"2026-W{week}" for week in range(10, 15)]
    weeks = [(each["first"], each["last"]) for each in found["groups"]]
    assert (weeks[0], weeks[-1]) == (("2026-03-02", "2026-03-08"), ("2026-03-30", "2026-03-31"))
    assert {each["key"] for each in found["kinds"]} == {"invited", "superior"}


@pytest.mark.clause("P-report", "P-words")
def test_what_is_counted_is_named(hospital: World) -> None:
    """In the figures, and in the tables made of them."""
    found = report(hospital, f"{DAYS}&by=week").json
    assert {each["name"]["en"] for each in found["kinds"]} == {"invited guest", "superior"}
    assert [each["name"]["hant"] for each in found["departments"]] == ["心內科"]
    assert {each["name"] for each in found["groups"]} == {None}
    assert {row[0] for row in table(hospital, "kinds")[1:]} == {"invited guest", "superior"}
    assert {row[4] for row in table(hospital, "exceptions")[1:]} == {"Baijiu"}


@pytest.mark.clause("P-report", "R-2.1", "R-4.3.1")
def test_the_register_says_what_an_auditor_asks(hospital: World) -> None:
    """Every reception that was ever handed in, whatever came of it; none that was only drafted."""
    lines = report(hospital).json["register"]
    assert sorted(each["state"] for each in lines) == ["approved"] * 3 + ["withdrawn"]
    first = next(each for each in lines if each["granted"])
    assert first["guests"] == [f"{EXPERT['name']} {EXPERT['title']} {EXPERT['unit']}"]
    assert first["purpose"] == "學科指導"
    assert first["letter"].endswith("省衛生健康委員會 2026-03-02")
    assert [each["role"] for each in first["signed"]] == ["office_head", "gm"]
    assert (first["budget"], first["spent"], first["hosts"]) == (7_000, 0, 0)


@pytest.mark.clause("P-report", "R-4.3.4")
def test_exceptions_are_listed_granted_or_not(hospital: World) -> None:
    found = report(hospital).json["exceptions"]
    assert [(each["asks"], each["code"]) for each in found] == [("item", "baijiu")] * 2
    assert sorted(each["yes"] for each in found) == [False, True]
    assert {each["by"] for each in found} == {GM}
    assert {each["words"] for each in found} == {"歡迎晚宴"}


@pytest.mark.clause("P-report")
@pytest.mark.parametrize(
    ("days", "count"),
    [
        ("first=2026-03-02&last=2026-03-02", 1),  # the day on which one begins
        ("first=2026-03-03&last=2026-03-03", 2),
        ("first=2026-03-04&last=2026-03-31", 0),  # one that has begun is no other day's
        ("first=2026-02-01&last=2026-03-01", 0),
    ],
)
def test_a_reception_is_counted_on_its_first_day(hospital: World, days: str, count: int) -> None:
    assert report(hospital, days).json["total"]["receptions"] == count


@pytest.mark.clause("P-report")
@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("first=2026-03-02", "/last"),
        ("first=2026-03-02&last=2026-03-01", "/last"),  # before it begins
        ("first=2025-01-01&last=2026-03-01", "/last"),  # more than a year
        ("first=1999-12-31&last=2000-01-01", "/first"),
        (f"{DAYS}&by=year", "/by"),
    ],
)
def test_there_is_no_report_of_what_is_no_period(hospital: World, query: str, pointer: str) -> None:
    reply = report(hospital, query)
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.clause("P-who")
def test_who_sees_it(hospital: World) -> None:
    seen = {who: report(hospital, who=who).status for who in (OFFICER, FINANCE, GM, HOST)}
    assert seen == {OFFICER: 200, FINANCE: 200, GM: 200, HOST: 403}


def table(world: World, name: str) -> list[list[str]]:
    reply = world.get(f"/reports/receptions.csv?{DAYS}&by=month&table={name}", FINANCE)
    assert (reply.status, reply.headers["Content-Type"].partition(";")[0]) == (200, "text/csv")
    return list(csv.reader(io.StringIO(reply.body.decode("utf-8-sig"))))


@pytest.mark.clause("P-report", "P-words")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("overview", 9),
        ("groups", 1),
        ("departments", 1),
        ("kinds", 2),
        ("register", 4),
        ("guests", 1 + 1 + 3 + 1),
        ("exceptions", 2),
    ],
)
def test_every_table_is_a_file(hospital: World, name: str, rows: int) -> None:
    found = table(hospital, name)
    assert len(found) == 1 + rows
    assert {len(each) for each in found} == {len(found[0])}


@pytest.mark.clause("P-report", "P-approve")
@pytest.mark.parametrize("name", ["register", "exceptions"])
def test_who_decided_is_there_by_name(hospital: World, name: str) -> None:
    said = "".join(row[-2] for row in table(hospital, name)[1:])
    assert stored(hospital, Person, GM).name in said
    assert GM not in said


@pytest.mark.clause("P-report", "P-money")
def test_amounts_are_yuan_to_the_fen_in_files(hospital: World) -> None:
    figures: dict[str, Any] = dict(row[:2] for row in table(hospital, "overview"))
    assert figures["Spent (CNY)"] == "3696.77"
    assert figures["Of these advanced (CNY)"] == "100"


@pytest.mark.clause("P-report")
def test_the_workbook_has_every_table(hospital: World) -> None:
    reply = hospital.get(f"/reports/receptions.xlsx?{DAYS}&by=month", FINANCE)
    assert reply.status == 200, reply.json
    assert reply.json["bytes"] > 5_000
    assert reply.json["name"].endswith("2026-03-02_2026-03-31.xlsx")


@pytest.mark.clause("P-report", "R-4.3.4")
@pytest.mark.parametrize(
    ("absent", "costs", "each"),
    [((), (34, 33, 33), 33.33), (("g2",), (50, 50), 50.0), (("g1", "g2", "g3"), (), None)],
)
def test_what_a_guest_cost_goes_by_who_came(
    absent: tuple[str, ...], costs: tuple[int, ...], each: float | None
) -> None:
    plan = content(line("ticket", bearer=Bearer.HOST), ranks=("staff",) * 3)
    booked = (Booked(claim="c", line="1", fen=100),)
    known = reception(plan, "departed", absent=absent, booked=booked)
    said, total = rules.registered(known), rules.figures([known])
    assert (said.costs, said.per_guest, len(said.guests)) == (costs, each, len(costs))
    assert (total.guests, total.per_guest) == (len(costs), each)


@pytest.mark.clause("P-report")
def test_an_edit_moves_a_reception_to_its_new_month(hospital: World) -> None:
    """It is found by the month in which it begins now, and no more by the one before."""
    later = hospital.clock() + timedelta(days=70)
    query = f"first={later:%Y-%m}-01&last={later:%Y-%m}-28"
    before = len(report(hospital, query).json["register"])
    known = submitted(hospital, requested(hospital, first=69), DINNER)
    assert len(report(hospital, query).json["register"]) == before + 1
    assert known.json["reception"]["state"] == "pending"

"""Numbers without a gap, the duty record, and a ticket by the number on its form."""

from typing import Any

import pytest

from tests.support.world import World, opened
from tests.tickets.building import INDOOR, PUBLIC, UNCOVERED, Case, at_site

HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}


def duty(world: World, day: str, who: str = "desk-chan") -> list[dict[str, Any]]:
    page = world.get(f"/duty-record?day={day}&limit=100", who).json
    assert (page["day"], page["next"]) == (day, None)
    return list(page["items"])


@pytest.mark.clause("P-number")
def test_numbers_run_by_form_and_day_without_a_gap(world: World) -> None:
    issued = []
    for at, intake in (
        (at_site("23:59:58"), INDOOR),
        (at_site("23:59:59"), UNCOVERED),
        (at_site("23:59:59.999"), HALL),
        (at_site("00:00", "2026-03-03"), INDOOR),
        (at_site("00:00", "2026-03-03"), UNCOVERED),
        (at_site("07:59:59", "2026-03-03"), INDOOR),  # before midnight in UTC
        (at_site("08:00", "2026-03-03"), INDOOR),
        (at_site("00:00", "2026-03-04"), INDOOR),
    ):
        world.clock.at = at
        issued.append(Case(world, **intake).order)
    assert issued == [
        "CW-20260302-0001",
        "ER-20260302-0001",
        "CW-20260302-0002",
        "CW-20260303-0001",
        "ER-20260303-0001",
        "CW-20260303-0002",
        "CW-20260303-0003",
        "CW-20260304-0001",
    ]


@pytest.mark.clause("P-number")
def test_a_clock_behind_midnight_repeats_no_number(world: World) -> None:
    numbers = []
    for clock, day in (("00:00:01", "2026-03-03"), ("23:59:59", "2026-03-02")):
        world.clock.at = at_site(clock, day)
        numbers.append(Case(world).order)
    assert numbers == ["CW-20260303-0001", "CW-20260303-0002"]


@pytest.mark.clause("P-number")
def test_every_site_counts_for_itself(world: World) -> None:
    here = [Case(world).order for _ in range(2)]
    with opened(None) as other:
        there = Case(other)
        assert (here, there.order) == (
            ["CW-20260302-0001", "CW-20260302-0002"],
            "CW-20260302-0001",
        )
        shown = other.get(f"/forms/{there.order}", "desk-chan")
        assert shown.ticket["id"] == there.id


@pytest.mark.clause("P-number", "T-4.5")
def test_every_form_stands_in_the_duty_record_voided_ones_with_their_reason(
    world: World,
) -> None:
    case = Case(world, **UNCOVERED).later(minutes=1)
    case.step("overrule-warranty", covered=True, reason="交付時已有缺陷")
    case.later(minutes=1).step("overrule-warranty", covered=False, reason="人為損壞")
    withdrawn = Case(world).later(minutes=1)
    withdrawn.step("cancel", reason="業戶自行處理")
    case.later(minutes=1).until("pay")
    assert [
        (each["number"], each["form"], each["by"], each["void"] and each["void"]["reason"])
        for each in duty(world, "2026-03-02")
    ] == [
        ("ER-20260302-0001", "repair_order", "desk-chan", "交付時已有缺陷"),
        ("CW-20260302-0001", "work_order", "desk-chan", "人為損壞"),
        ("CW-20260302-0002", "work_order", "desk-chan", "業戶自行處理"),
        ("ER-20260302-0002", "repair_order", "desk-chan", None),
        ("RC-20260302-0001", "receipt", "finance-ho", None),
    ]
    assert {each["record"] for each in duty(world, "2026-03-02")} == {
        f"ticket#{case.id}",
        f"ticket#{withdrawn.id}",
    }


@pytest.mark.clause("T-4.5")
def test_the_duty_record_is_of_a_day_at_the_site(world: World) -> None:
    for clock, day in (("23:59:59.999", "2026-03-02"), ("00:00", "2026-03-03")):
        world.clock.at = at_site(clock, day)
        Case(world)
    for day in ("2026-03-02", "2026-03-03"):
        [entry] = duty(world, day)
        assert entry["day"] == day
    for day in ("2026-03-01", "2026-03-04", "0001-01-01", "9999-12-31"):
        assert duty(world, day) == []


@pytest.mark.clause("T-4.5", "P-find")
def test_the_duty_record_is_paged_in_order_of_time(world: World) -> None:
    numbers = [Case(world).later(seconds=1).order for _ in range(5)]
    found, cursor = [], ""
    while cursor is not None:
        page = world.get(f"/duty-record?day=2026-03-02&limit=2{cursor}", "gm-ng").json
        found += [each["number"] for each in page["items"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert found == numbers


@pytest.mark.clause("T-4.5", "P-who")
def test_who_reads_the_duty_record_of_which_day(world: World) -> None:
    for day in ("", "2026-02-30", "2026-3-2", "today", "2026-03-02T00:00:00Z"):
        reply = world.get(f"/duty-record?day={day}", "desk-chan")
        assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/day"), day
    for who in ("desk-chan", "supervisor-chow", "assistant-lam", "finance-ho", "gm-ng"):
        assert world.get("/duty-record?day=2026-03-02", who).status == 200, who
    for who in ("engineer-lee", "head-cheung", "owner-wong", "admin-cheng"):
        assert world.get("/duty-record?day=2026-03-02", who).status == 403, who
    assert world.get("/duty-record?day=2026-03-02", "nobody").status == 404


@pytest.mark.clause("T-4.5", "P-find")
def test_a_form_leads_to_its_ticket(world: World) -> None:
    case = Case(world, **UNCOVERED)
    voided = case.order
    case.step("overrule-warranty", covered=True)
    case.step("overrule-warranty", covered=False)
    case.until("pay")
    receipt = case.ticket["charges"][0]["payment"]["receipt"]
    for number in (voided, case.order, receipt):
        shown = world.get(f"/forms/{number}", "desk-chan")
        assert (shown.status, shown.ticket) == (200, case.ticket)


@pytest.mark.clause("T-4.5", "P-who")
def test_who_finds_a_ticket_by_its_form(world: World) -> None:
    case = Case(world, **UNCOVERED).until("dispatch")
    for who, status in (("owner-lau", 200), ("engineer-lee", 200), ("admin-cheng", 403)):
        assert world.get(f"/forms/{case.order}", who).status == status, who
    for who in ("owner-wong", "engineer-tse"):
        hidden = world.get(f"/forms/{case.order}", who)
        absent = world.get("/forms/ER-20260302-9999", who)
        assert (hidden.status, absent.status) == (404, 404), who
        assert {**hidden.json, "correlation": ""} == {**absent.json, "correlation": ""}

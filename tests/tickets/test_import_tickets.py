"""Opening tickets: what was open when the site began lives on from there."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support import desk
from tests.support.sheets import findings, said, taken_in, text, tried
from tests.support.world import MONDAY, Reply, World
from tests.tickets.importing import TICKET_HEADS, UNITS, counts, matter

NOW = MONDAY  # Monday, 9:00 at the site


def opening(world: World, *rows: list[Any]) -> Reply:
    return taken_in(world, text([TICKET_HEADS, *rows]), "tickets")


def tickets(world: World) -> dict[str, dict[str, Any]]:
    """By the number that they had."""
    items = world.get("/tickets?limit=100", "desk-chan").json["items"]
    return {each["ticket"]["imported"]: each["ticket"] for each in items}


@pytest.mark.clause("T-2.0", "P-number", "T-4.3.2")
def test_an_opening_ticket_lives_on_from_today(world: World) -> None:
    """At its own date, under an order of today, by the owner whom the number is of."""
    opening(world, matter(), matter(單號="WX-8", 部門="工程維護部"))
    first, second = tickets(world)["WX-7"], tickets(world)["WX-8"]
    assert (first["state"], second["state"], second["department"]) == (
        "reported",
        "dispatched",
        "engineering",
    )
    assert first["received_at"] == "2026-02-26T02:00:00Z"
    assert [first["forms"][0]["number"], second["forms"][0]["number"]] == [
        "CW-20260302-0001",
        "CW-20260302-0002",
    ]
    assert first["forms"][0]["at"] == "2026-03-02T01:00:00Z"
    said = {name: first["reporter"][name] for name in ("person", "name", "phone")}
    assert said == {"person": "owner-wong", "name": "黃", "phone": "138****8001"}
    assert (first["timers"], first["notification"]) == ([], None)
    world.clock.tick(hours=1)
    assert desk.reconcile(world)["failed"] == 0
    world.get("/inbox", "supervisor-chow")
    assert world.get("/inbox", "supervisor-chow").json["items"] == []  # nothing is breached anew
    reply = world.get(f"/tickets/{first['id']}", "desk-chan")
    dispatched = world.do(reply, "dispatch", "desk-chan", department="engineering")
    assert dispatched.status == 200
    assert world.get("/inbox", "supervisor-chow").json["items"] == []


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-02-27 10:00", []),  # its day was over before: its card is paper
        ("2026-03-01 09:00", []),  # over at this very moment
        ("2026-03-01 09:01", ["2026-03-02T01:01:00Z"]),
        ("2026-03-02 09:00", ["2026-03-03T01:00:00Z"]),
    ],
)
def test_a_complaints_day_runs_on_if_it_is_not_over(
    world: World, received: str, due: list[str]
) -> None:
    complaint = {"類別": "投訴", "投訴類別": "噪音", "維修項目": "", "受理時間": received}
    opening(world, matter(**complaint))
    [ticket] = tickets(world).values()
    assert [timer["due_at"] for timer in ticket["timers"]] == due


@pytest.mark.clause("T-4.3.2")
def test_a_repair_of_this_very_minute_has_the_rest_of_its_five(world: World) -> None:
    world.clock.at = NOW + timedelta(minutes=4)
    opening(world, matter(受理時間="2026-03-02 09:00"))
    [ticket] = tickets(world).values()
    assert ticket["notification"]["due_at"] == "2026-03-02T01:05:00Z"
    assert len(ticket["timers"]) == 1


@pytest.mark.clause("T-4.3.2")
def test_warranty_is_what_it_was_on_the_day(world: World) -> None:
    """Two years from the handover, the last day included: the repair came in in time."""
    taken_in(world, text([UNITS[0], ["E-1", "E", "2024/2/26"]]), "units")
    opening(
        world,
        matter(單號="in", 房號="E-1"),
        matter(單號="out", 房號="E-1", 受理時間="2026-02-27"),
    )
    found = tickets(world)
    assert found["in"]["warranty"]["covered"]
    assert not found["out"]["warranty"]["covered"]
    assert [each["forms"][0]["form"] for each in (found["in"], found["out"])] == [
        "work_order",
        "repair_order",
    ]


@pytest.mark.clause("T-4.7")
def test_the_day_of_the_import_counts_opening_tickets_and_balances(world: World) -> None:
    world.clock.tick(minutes=1)
    opening(world, matter(), matter(單號="WX-8", 部門="工程維護部"))
    day = desk.closed(world)
    balances = world.get(f"/days/{day}", "supervisor-chow").json["balances"]
    found = {each["department"]: each for each in balances}
    assert (found["engineering"]["issued"], found[""]["issued"]) == (1, 1)
    for each in balances:
        came, became = ("carried_in", "issued"), ("completed", "open", "gone")
        assert sum(each[name] for name in came) == sum(each[name] for name in became)


PASSED_ON = {
    "類別": "投訴",
    "投訴類別": "噪音",
    "維修項目": "",
    "渠道": "集團客戶服務中心",
    "來源編號": "GSC-7",
    "受理時間": "2026-03-01 20:00",
}


@pytest.mark.clause("T-4.2.2", "P-number")
@pytest.mark.parametrize(
    ("given", "received", "due"),
    [
        ({}, "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"),  # still to come
        ({"轉來時間": "2026-03-01 09:30"}, "2026-03-01T01:30:00Z", "2026-03-02T01:30:00Z"),
        # Over at this very moment, and long ago: what was due then is the paper's.
        ({"轉來時間": "2026-03-01 09:00"}, "2026-03-01T01:00:00Z", "2026-03-03T01:00:00Z"),
        ({"受理時間": "2026-01-05"}, "2026-01-04T16:00:00Z", "2026-03-03T01:00:00Z"),
    ],
)
def test_a_complaint_that_was_passed_on_is_in_the_register_and_replied_to(
    world: World, given: dict[str, str], received: str, due: str
) -> None:
    opening(world, matter(**PASSED_ON | given))
    [ticket] = tickets(world).values()
    forwarded = ticket["forwarded"]
    assert (forwarded["reference"], forwarded["received_at"]) == ("GSC-7", received)
    assert (forwarded["reply_due_at"], forwarded["missed"]) == (due, [])
    assert due in {timer["due_at"] for timer in ticket["timers"]}
    assert {each["form"] for each in ticket["forms"]} == {"work_order", "group_register"}


@pytest.mark.clause("T-4.2.2", "P-once")
def test_what_was_passed_on_is_taken_in_once_by_whatever_way(world: World) -> None:
    """By the desk, by a file, twice in one file: and the file again changes nothing."""
    source = {"reference": "gsc-8", "received_at": "2026-03-01T12:00:00+08:00"}
    desk_has = world.intake(
        kind="complaint", channel="group_service_centre", category="noise", item=None, source=source
    )
    assert desk_has.status == 201, desk_has.json
    content = text(
        [
            TICKET_HEADS,
            matter(**PASSED_ON),
            matter(**PASSED_ON | {"單號": "WX-8", "來源編號": "GSC-8"}),
            matter(**PASSED_ON | {"單號": "WX-9", "來源編號": " gsc-7"}),
        ]
    )
    found = findings(world, tried(world, content, "tickets"))
    assert said(found) == [(3, "reference", "reference_known"), (4, "reference", "row_repeated")]
    run = taken_in(world, content, "tickets", skip_faulty=True).json["run"]
    assert run == counts(stored=1, faulty=2)
    again = taken_in(world, content, "tickets", skip_faulty=True).json["run"]
    assert again == counts(known=1, faulty=2)
    source["reference"] = "GSC-7"
    refused = world.intake(
        kind="complaint", channel="group_service_centre", category="noise", item=None, source=source
    )
    assert refused.json["code"] == "forwarded_already"


ROWS_REFUSED: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "tomorrow": ({"受理時間": "2026-03-03"}, ("received_at", "in_the_future")),
    "a minute ahead": ({"受理時間": "2026-03-02 09:01"}, ("received_at", "in_the_future")),
    "no item": ({"維修項目": ""}, ("item", "required")),
    "no such unit": ({"房號": "X-1"}, ("unit", "no_such")),
    "no number to call": ({"電話": ""}, ("phone", "required")),
    "done": ({"狀態": "已完工"}, ("status", "open_only")),
    "dispatched enquiry": (
        {"類別": "諮詢", "維修項目": "", "部門": "工程維護部"},
        ("department", "not_dispatched"),
    ),
    "complaint of no category": ({"類別": "投訴", "維修項目": ""}, ("category", "required")),
    "no kind of ours": ({"類別": "維修"}, ("kind", "not_a_choice")),
    "passed on without its reference": (
        {**PASSED_ON, "來源編號": ""},
        ("reference", "required"),
    ),
    "passed on tomorrow": (
        {**PASSED_ON, "轉來時間": "2026-03-03"},
        ("passed_on_at", "in_the_future"),
    ),
    "a reference of nobody": ({"來源編號": "GSC-7"}, ("reference", "forwarded_only")),
    "a time of nobody": ({"轉來時間": "2026-03-01"}, ("passed_on_at", "forwarded_only")),
}


@pytest.mark.clause("T-2.0")
@pytest.mark.parametrize("name", ROWS_REFUSED)
def test_an_opening_ticket_is_held_to_the_rules_of_intake(world: World, name: str) -> None:
    given, found = ROWS_REFUSED[name]
    reply = tried(world, text([TICKET_HEADS, matter(**given)]), "tickets")
    [finding] = findings(world, reply)
    assert (finding["field"], finding["code"]) == found


def test_a_ticket_that_lives_on_is_not_taken_in_again(world: World) -> None:
    opening(world, matter())
    [ticket] = tickets(world).values()
    reply = world.get(f"/tickets/{ticket['id']}", "desk-chan")
    world.do(reply, "cancel", "desk-chan", reason="業戶取消")
    assert opening(world, matter(單號="wx-7", 內容="又漏")).json["run"] == counts(known=1)
    assert tickets(world)["WX-7"]["state"] == "cancelled"

"""What a site has in spreadsheets, taken in over HTTP: tried, listed, taken in once."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.core.site import Site
from chalicelib.store import tables
from chalicelib.tickets.imports import rows
from chalicelib.tickets.imports.model import KEPT_FOR, MOST_BYTES, REMOVED_AFTER, Import
from chalicelib.tickets.terms import Terms, Unit
from tests.support import desk, sheets
from tests.support.residents import stored
from tests.support.sheets import ADMIN, findings, said, step, taken_in, text, tried, uploaded, work
from tests.support.world import MONDAY, Reply, World

PHONE = "138 0013 8555"
UNITS = [
    ["單元編號", "樓棟", "交付日期", "備註"],
    ["D-0001", "D", "2026/3/1", "樣板房"],
    ["D-0002", "D", "", ""],
]
OWNERS = [
    ["業戶姓名", "電話", "單元編號"],
    ["王小明", PHONE, "D-0001"],
    ["王小明", "13800138555", "D-0002"],
]


def counts(**found: int) -> dict[str, int]:
    rows = sum(found.values())
    none = {"stored": 0, "known": 0, "differing": 0, "faulty": 0}
    return {"rows": rows, "done": rows, **none, **found}


def caller(world: World, phone: str = PHONE) -> Person:
    return stored(world, Person, world.house.vault.caller_id(world.site, phone))


def codes(reply: Reply) -> set[str]:
    return {each["code"] for each in reply.json["errors"]}


@pytest.mark.clause("P-who", "P-files")
def test_a_file_is_tried_and_then_taken_in(world: World) -> None:
    reply = tried(world, text(UNITS), "units")
    assert reply.json["trial"] == counts(stored=2)
    assert (reply.json["sheet"], reply.json["unread"]) == ("utf-8-sig", ["備註"])
    assert [each["heading"] for each in reply.json["columns"]] == UNITS[0][:3]
    assert {each["command"] for each in reply.json["allowed_actions"]} == {"run", "cancel"}
    assert world.get("/units/D-0001", "desk-chan").status == 404  # nothing is stored by a trial
    begun = step(world, reply, "run")
    assert begun.json["state"] == "running"
    work(world)
    done = sheets.again(world, reply)
    assert (done.json["state"], done.json["run"]) == ("done", counts(stored=2))
    unit = stored(world, Unit, "D-0001")
    assert (unit.building, str(unit.handover), unit.owners) == ("D", "2026-03-01", ())


@pytest.mark.clause("P-history")
def test_what_is_stored_is_the_act_of_who_asked_for_it(world: World) -> None:
    done = taken_in(world, text(UNITS), "units")
    page = world.house.service.store.page(sheets.history(world.site, "unit#D-0001"))
    [entry] = page.items
    assert (entry["by"], entry["name"], entry["command"], entry["clause"]) == (
        ADMIN,
        "鄭思遠",
        "imports",
        "P-who",
    )
    assert entry["facts"] == {"import": done.json["id"], "rows": [2, 3]}


@pytest.mark.clause("P-once")
@pytest.mark.parametrize("kind", ["units", "owners", "staff", "prices", "tickets"])
def test_the_same_file_again_changes_nothing(world: World, kind: str) -> None:
    taken_in(world, text(UNITS), "units")
    first = taken_in(world, FILES[kind], kind).json["run"]
    before = everything(world)
    again = taken_in(world, FILES[kind], kind).json["run"]
    assert again == counts(known=first["rows"])
    assert everything(world) == before


FILES = {
    "units": text(UNITS),
    "owners": text(OWNERS),
    "staff": text([["工號", "姓名", "角色", "部門"], ["eng-9", "甲", "維修人員", "工程維護部"]]),
    "prices": text(
        [["編碼", "類別", "名稱", "單位", "單價"], ["lock", "材料", "門鎖", "把", "88.8"]]
    ),
    "tickets": text(
        [
            ["單號", "類別", "受理時間", "內容", "報修人", "電話", "房號", "維修項目", "部門"],
            ["WX-7", "室內報修", "2026-02-27 10:00", "漏水", "王", PHONE, "D-0001", "給排水", ""],
        ]
    ),
}


def everything(world: World) -> list[Any]:
    """Every record but the imports, and every entry of theirs."""
    models = (*tables.RECORDS.values(), tables.History, tables.Counters, tables.Timers)
    held = (str(item.attribute_values) for model in models for item in model.scan())
    return sorted(item for item in held if "import#" not in item and "_findings#" not in item)


@pytest.mark.clause("P-who")
def test_units_come_first_and_owners_find_them(world: World) -> None:
    """Both sides agree, and an owner who is known by their number alone sees their units."""
    assert said(findings(world, tried(world, text(OWNERS), "owners"))) == [
        (2, "units", "no_such_one"),
        (3, "units", "no_such_one"),
    ]
    taken_in(world, text(UNITS), "units")
    assert taken_in(world, text(OWNERS), "owners").json["run"] == counts(stored=2)
    owner = caller(world)
    assert (owner.roles, owner.units, owner.phone and owner.phone.mask) == (
        (Role.OWNER,),
        ("D-0001", "D-0002"),
        "138****8555",
    )
    assert all(stored(world, Unit, id).owners == (owner.id,) for id in owner.units)


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("zh-Hant", "須為日期,例如 2026-03-02、2026/3/2 或 2026年3月2日。"),
        ("zh-Hans", "须为日期,例如 2026-03-02、2026/3/2 或 2026年3月2日。"),
        ("en", "This is a date, such as 2026-03-02 or 2026/3/2."),
    ],
)
def test_every_faulty_row_is_listed_in_the_readers_language(
    world: World, language: str, detail: str
) -> None:
    rows = [*UNITS, ["D-0003", "", "x"], ["", "D"], ["D-0001", "D"]]
    reply = tried(world, text(rows), "units")
    assert reply.json["trial"] == counts(stored=2, faulty=3)
    found = findings(world, reply, language=language)
    assert said(found) == [
        (4, "handover", "not_a_date"),
        (4, "building", "required"),
        (5, "id", "required"),
        (6, "id", "row_repeated"),
    ]
    assert (found[0]["column"], found[0]["detail"]) == ("交付日期", detail)


@pytest.mark.clause("P-who")
def test_faulty_rows_are_left_out_only_if_somebody_says_so(world: World) -> None:
    reply = tried(world, text([*UNITS, ["D-0003", "", ""]]), "units")
    refused = step(world, reply, "run")
    assert (refused.status, refused.json["code"]) == (409, "rows_faulty")
    assert refused.json["data"] == {"count": 1}
    assert step(world, reply, "run", skip_faulty=True).status == 200
    work(world)
    done = sheets.again(world, reply)
    assert done.json["run"] == counts(stored=2, faulty=1)
    assert said(findings(world, done, "run")) == [(4, "building", "required")]


def test_what_is_known_otherwise_is_replaced_only_if_somebody_says_so(world: World) -> None:
    rows = [UNITS[0], ["A-1203", "A 棟", "2020/1/1"], ["C-0001", "C", "2026/3/1"]]
    kept = stored(world, Unit, "A-1203")
    done = taken_in(world, text(rows), "units")
    assert done.json["run"] == counts(stored=1, differing=1)
    assert said(findings(world, done, "run")) == [
        (2, "building", "known_otherwise"),
        (2, "handover", "known_otherwise"),
    ]
    assert stored(world, Unit, "A-1203") == kept
    filled = stored(world, Unit, "C-0001")  # where nothing was known, nothing is replaced
    assert (str(filled.handover), filled.owners) == ("2026-03-01", ("owner-tang",))
    assert taken_in(world, text(rows), "units", update=True).json["run"] == counts(
        stored=1, known=1
    )
    changed = stored(world, Unit, "A-1203")
    assert (changed.building, str(changed.handover), changed.owners) == (
        "A 棟",
        "2020-01-01",
        ("owner-wong",),
    )


STEPS_REFUSED = {
    "not tried": (lambda world: uploaded(world, text(UNITS), "units"), "run", "out_of_order"),
    "being tried": (
        lambda world: step(world, uploaded(world, text(UNITS), "units"), "try"),
        "run",
        "trial_unfinished",
    ),
    "tried already": (lambda world: tried(world, text(UNITS), "units"), "try", "too_late"),
    "taken in": (lambda world: taken_in(world, text(UNITS), "units"), "run", "too_late"),
    "unreadable": (lambda world: tried(world, b"x", "units"), "run", "too_late"),
    "nothing uploaded": (
        lambda world: world.post("/imports", ADMIN, sheets.announced(b"x", "units")),
        "try",
        "file_missing",
    ),
}


@pytest.mark.parametrize("name", STEPS_REFUSED)
def test_steps_come_in_their_order(world: World, name: str) -> None:
    make, command, code = STEPS_REFUSED[name]
    refused = step(world, make(world), command)
    assert (refused.status, refused.json["code"]) == (409, code), refused.json


@pytest.mark.clause("P-files")
@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"bytes": MOST_BYTES + 1}, "/bytes"),
        ({"media_type": "application/vnd.ms-excel"}, "/media_type"),
        ({"kind": "beds"}, "/kind"),
        ({"name": "../units.csv"}, "/name"),
    ],
)
def test_what_is_no_file_of_rows_is_not_waited_for(
    world: World, form: dict[str, Any], field: str
) -> None:
    refused = world.post("/imports", ADMIN, sheets.announced(b"x", "units") | form)
    assert refused.status == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [field]


@pytest.mark.clause("P-files")
def test_a_file_that_is_not_what_it_was_announced_as_is_given_up(world: World) -> None:
    """A workbook under the name of text."""
    content = sheets.workbook(('name="x"', sheets.data(UNITS)))
    form = sheets.announced(content, "units", media_type="text/csv")
    reply = world.post("/imports", ADMIN, form)
    upload = reply.json["upload"]
    sheets.fetched(upload["method"], upload["url"], upload["headers"], content)
    refused = step(world, reply, "try")
    assert (refused.status, refused.json["code"]) == (422, "file_not_its_type")
    assert sheets.again(world, reply).json["state"] == "abandoned"


@pytest.mark.clause("P-who")
@pytest.mark.parametrize("who", ["desk-chan", "gm-ng", "owner-wong"])
def test_only_an_administrator_takes_spreadsheets_in(world: World, who: str) -> None:
    reply = uploaded(world, text(UNITS), "units")
    id = reply.json["id"]
    assert world.post("/imports", who, sheets.announced(b"x", "units")).status == 403
    assert world.post(f"/imports/{id}/try", who, {}, if_match=reply.etag).status == 403
    for path in ("/imports", f"/imports/{id}", f"/imports/{id}/trial"):
        assert world.get(path, who).status == 403


@pytest.mark.clause("P-private")
def test_the_file_is_removed_and_no_number_is_left_in_clear(world: World) -> None:
    taken_in(world, text(UNITS), "units")
    rows = [*OWNERS, ["李紅", "1380013855", "13800138777"], ["陳", "13800138777", "13800138777"]]
    done = taken_in(world, text(rows), "owners", skip_faulty=True)
    record = stored(world, Import, done.json["id"])
    assert world.house.objects.read(record.key)
    world.clock.at = record.at + REMOVED_AFTER
    work(world)
    assert world.house.objects.read(record.key) is None
    assert sheets.again(world, done).json["removed_at"]
    told = str(findings(world, done, "run"))
    held = "".join(str(item.attribute_values) for model in tables.ALL for item in model.scan())
    for number in ("13800138555", PHONE, "1380013855", "13800138777"):
        assert number not in told
        assert number not in held


@pytest.mark.clause("P-private")
@pytest.mark.parametrize("state", ["waiting", "tried"])
def test_a_file_that_nobody_takes_in_is_removed(world: World, state: str) -> None:
    make = uploaded if state == "waiting" else tried
    reply = make(world, text(UNITS), "units")
    record = stored(world, Import, reply.json["id"])
    assert record.state == state
    world.clock.tick(days=KEPT_FOR.days)
    work(world)
    assert stored(world, Import, record.id).state == "abandoned"
    assert world.house.objects.read(record.key) is None


@pytest.mark.clause("P-who")
def test_staff_join_their_department_and_nobody_loses_a_role(world: World) -> None:
    rows = [
        ["工號", "姓名", "角色", "部門", "手機"],
        ["eng-9", "甲", "維修人員", "工程維護部", 13900139777],
        ["desk-chan", "陳靜雯", "property_assistant", "", ""],  # another role: update only
        ["eng-8", "乙", "維修人員", "", ""],  # an engineer of no department
        ["system.x", "丙", "gate", "", ""],
        [ADMIN, "鄭思遠", "gm", "", ""],  # the administrator's own
    ]
    reply = tried(world, text(rows), "staff")
    assert said(findings(world, reply)) == [
        (3, "roles", "known_otherwise"),
        (4, "department", "required"),
        (5, "id", "reserved"),
        (6, "roles", "own_person"),
    ]
    taken_in(world, text(rows), "staff", skip_faulty=True, update=True)
    assert stored(world, Person, "desk-chan").roles == (Role.DESK, Role.PROPERTY_ASSISTANT)
    assert stored(world, Person, ADMIN).roles == (Role.ADMIN,)
    engineering = stored(world, Site, world.site).department("engineering")
    assert engineering
    assert "eng-9" in engineering.staff
    assert stored(world, Person, "eng-9").phone


@pytest.mark.clause("T-4.3.2", "P-money")
def test_a_price_list_is_one_version_of_the_settings(world: World) -> None:
    """New lines join it, known ones change by update only; a running case keeps its prices."""
    ticket = world.intake(unit="B-0502", person="owner-lau").ticket
    rows = [
        ["編碼", "類別", "名稱", "英文名稱", "單位", "單價(元)"],
        ["lock", "材料", "門鎖", "Lock", "把", "88.80"],
        ["tap-15", "材料", "水龍頭 15mm", "", "個", "70"],
        ["visit", "人工", "上門費", "", "次", "30.00"],
        ["odd", "材料", "怪", "", "個", "0.005"],
    ]
    done = taken_in(world, text(rows), "prices", skip_faulty=True)
    assert done.json["run"] == counts(stored=1, known=1, differing=1, faulty=1)
    assert said(findings(world, done, "run")) == [
        (3, "price", "known_otherwise"),
        (5, "price", "not_an_amount"),
    ]
    terms = stored(world, Terms, "000002")
    lock, tap = terms.price("lock"), terms.price("tap-15")
    assert lock
    assert tap
    assert (lock.fen, lock.name.en, lock.name.hans, tap.fen) == (8880, "Lock", "門鎖", 6800)
    assert len(terms.prices) == 8
    taken_in(world, text(rows), "prices", skip_faulty=True, update=True)
    assert stored(world, Site, world.site).settings == {"tickets": 3}
    changed = stored(world, Terms, "000003").price("tap-15")
    assert changed
    assert (changed.fen, changed.name.hans) == (7000, "水龙头 15mm")  # what is not said, stays
    assert world.get(f"/tickets/{ticket['id']}", "desk-chan").ticket["terms"] == 1


TICKET_HEADS = ["單號", "類別", "受理時間", "內容", "報修人", "電話", "房號", "地點", "維修項目",
                "投訴類別", "部門", "狀態", "渠道", "來源編號", "轉來時間"]  # fmt: skip
NOW = MONDAY  # Monday, 9:00 at the site


def matter(**given: Any) -> list[Any]:
    """An indoor repair of last week, unless said otherwise."""
    known = {
        "單號": "WX-7",
        "類別": "室內報修",
        "受理時間": "2026-02-26 10:00",
        "內容": "漏水",
        "報修人": "黃",
        "電話": "13800138001",
        "房號": "A-1203",
        "維修項目": "給排水",
    } | given
    return [known.get(head, "") for head in TICKET_HEADS]


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


@pytest.mark.clause("T-3.0", "P-who")
def test_no_department_loses_its_supervisor_by_a_file(world: World) -> None:
    """Nor by an administrator's form: they are moved once another supervises."""
    rows = [["工號", "姓名", "角色", "部門"], ["head-cheung", "張偉", "部門主管", "環境部"]]
    reply = tried(world, text(rows), "staff")
    assert said(findings(world, reply)) == [(2, "department", "known_otherwise")]
    run = step(world, reply, "run", update=True)
    work(world)
    assert sheets.again(world, run).json["run"] == counts(faulty=1)
    assert said(findings(world, reply, "run")) == [(2, "department", "still_supervises")]
    assert stored(world, Person, "head-cheung").department == "engineering"


@pytest.mark.clause("P-once")
def test_a_ticket_that_lives_on_is_not_taken_in_again(world: World) -> None:
    opening(world, matter())
    [ticket] = tickets(world).values()
    reply = world.get(f"/tickets/{ticket['id']}", "desk-chan")
    world.do(reply, "cancel", "desk-chan", reason="業戶取消")
    assert opening(world, matter(單號="wx-7", 內容="又漏")).json["run"] == counts(known=1)
    assert tickets(world)["WX-7"]["state"] == "cancelled"


def test_an_import_is_listed_and_can_be_given_up(world: World) -> None:
    first = tried(world, text(UNITS), "units")
    second = uploaded(world, text(OWNERS), "owners")
    listed = world.get("/imports", ADMIN).json["items"]
    assert {each["id"] for each in listed} == {first.json["id"], second.json["id"]}
    for reply in (first, second):
        assert step(world, reply, "cancel").json["state"] == "abandoned"
    work(world)
    assert {each["state"] for each in world.get("/imports", ADMIN).json["items"]} == {"abandoned"}


def test_a_file_that_cannot_be_read_says_why_and_goes(world: World) -> None:
    reply = tried(world, text([["a", "b"]]), "units")
    assert reply.json["state"] == "unreadable"
    assert reply.json["refused"]["code"] == "no_headings"
    said = sheets.again(world, reply, "zh-Hant").json["refused"]["detail"]
    assert said == "找不到欄位標題;須有這些欄:單元編號、樓棟。"
    world.clock.tick(hours=1)
    work(world)
    assert sheets.again(world, reply).json["removed_at"]


def test_who_asked_for_it_is_told_what_came_of_it(world: World) -> None:
    def told() -> list[tuple[str, str]]:
        items = world.get("/inbox", ADMIN, language="en").json["items"]
        return [(each["code"], each["text"]) for each in items]

    reply = tried(world, text([*UNITS, ["D-3"]]), "units")
    assert told() == [
        ("import_tried", "業戶資料.csv was tried: 3 rows, 1 of them faulty, 0 known otherwise.")
    ]
    world.clock.tick()
    step(world, reply, "run", skip_faulty=True)
    work(world)
    done = (
        "業戶資料.csv was taken in: 2 rows stored, 0 known already, "
        "0 left as they were known, 1 faulty ones left out."
    )
    assert told()[0] == ("import_done", done)
    world.clock.tick()
    tried(world, text([["a", "b"]]), "units")
    assert told()[0][0] == "import_unreadable"
    world.clock.tick()
    tried(world, text(UNITS), "units")
    world.clock.tick(hours=24 * 7)
    work(world)
    assert [code for code, _ in told()[:2]] == ["import_abandoned", "import_tried"]
    work(world)
    assert len(told()) == 5  # each once, and of what somebody gives up nothing is said


def test_imports_that_take_turns_are_each_read_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run goes from one to the other after each portion: to read a file anew is seconds each."""
    reads: list[str] = []
    known = world.house.objects.read

    def counted(key: str) -> bytes | None:
        reads.append(key)
        return known(key)

    monkeypatch.setattr(world.house.objects, "read", counted)
    for block in ("F", "G"):
        rows = [[f"{block}-{number:04}", block] for number in range(120)]
        step(world, uploaded(world, text([UNITS[0][:2], *rows]), "units"), "try")
    work(world)
    done = world.get("/imports", ADMIN).json["items"]
    assert [each["trial"]["done"] for each in done] == [120, 120]
    assert len(reads) == 2


@pytest.mark.clause("P-words")
@pytest.mark.parametrize(
    ("language", "offered"),
    [
        (
            "zh-Hans",
            {
                "kind": "须为其中之一:公共设施报修、室内报修、投诉、咨询、建议、求助。",
                "item": "须为其中之一:防水、电气、给排水、装修、供热、供冷、其他。",
                "department": "须为其中之一:客户服务部、工程维护部、环境部、总经理办公室。",
            },
        ),
        (
            "en",
            {
                "kind": "This is one of: repair of public facilities, indoor repair, complaint, "
                "inquiry, suggestion, call for help.",
            },
        ),
    ],
)
def test_what_may_be_chosen_is_listed_as_a_file_may_say_it(
    world: World, language: str, offered: dict[str, str]
) -> None:
    row = matter(類別="維修", 維修項目="水電", 部門="廚房", 狀態="好了")
    reply = tried(world, text([TICKET_HEADS, row]), "tickets")
    found = {each["field"]: each["detail"] for each in findings(world, reply, language=language)}
    assert set(found) == {"kind", "item", "department", "status"}
    assert found.items() >= offered.items()


def test_an_import_is_worked_through_by_hand_as_well(world: World) -> None:
    reply = step(world, uploaded(world, text(UNITS), "units"), "try")
    ran = world.post("/jobs/imports", ADMIN)
    assert (ran.status, ran.json["fired"]) == (200, 1)
    assert sheets.again(world, reply).json["state"] == "tried"
    assert world.post("/jobs/imports", "supervisor-chow").status == 403
    step(world, sheets.again(world, reply), "cancel")
    world.clock.tick(hours=2)
    assert world.post("/jobs/imports", ADMIN).json["due"] == 0  # files are the schedule's to remove


@pytest.mark.clause("P-who")
def test_another_sites_import_answers_like_one_that_is_not_there(world: World) -> None:
    """To its own administrator, who goes by the same name."""
    here = tried(world, text(UNITS), "units")
    there = dataclasses.replace(world, site="elsewhere").load()
    id = here.json["id"]
    for path in (f"/imports/{id}", f"/imports/{id}/trial", f"/imports/{id}/run"):
        other = there.get(path, ADMIN)
        none = there.get(path.replace(id, "no-such-import"), ADMIN)
        assert (other.status, other.json["code"]) == (none.status, none.json["code"])
        assert (other.status, other.json["code"]) == (404, "not_found")
    assert there.post(f"/imports/{id}/run", ADMIN, {}, if_match=here.etag).status == 404
    assert there.get("/imports", ADMIN).json["items"] == []


@pytest.mark.parametrize(
    ("kind", "limit", "row", "found"),
    [
        ("owners", "MOST_OWNERS", ["王", PHONE, "A-1203"], (2, "units", "too_long")),
        ("owners", "MOST_OWNED", ["黃麗華", "", "A-1203,A-1204"], (2, "units", "too_long")),
        ("prices", "MOST_PRICES", ["lock", "材料", "鎖", "把", "88.8"], (2, "", "list_full")),
    ],
)
def test_no_record_grows_beyond_what_one_can_hold(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    limit: str,
    row: list[str],
    found: tuple[int, str, str],
) -> None:
    monkeypatch.setattr(rows, limit, 1)
    heads = ["業戶姓名", "電話", "單元編號"]
    if kind == "prices":
        heads = ["編碼", "類別", "名稱", "單位", "單價"]
    elif limit == "MOST_OWNED":
        heads, row = [*heads, "業戶編號"], [*row, "owner-wong"]
    assert said(findings(world, tried(world, text([heads, row]), kind))) == [found]


def test_entries_are_in_order_of_time(world: World) -> None:
    """An import's own history holds."""
    done = taken_in(world, text(UNITS), "units")
    page = world.house.service.store.page(sheets.history(world.site, f"import#{done.json['id']}"))
    commands = [entry["command"] for entry in page.items]
    assert commands == ["import-add", "import-try", "imports", "import-run", "imports"]

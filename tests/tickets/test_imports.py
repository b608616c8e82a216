"""Spreadsheets taken in: tried first, then for good, as often as one likes."""

import dataclasses
from typing import Any

import pytest

from chalicelib.core.people import Person, Role
from chalicelib.core.site import Site
from chalicelib.store import tables
from chalicelib.tickets.imports import rows
from chalicelib.tickets.imports.model import KEPT_FOR, MOST_BYTES, REMOVED_AFTER, Import
from chalicelib.tickets.terms import Terms, Unit
from tests.support import sheets
from tests.support.residents import stored
from tests.support.sheets import ADMIN, findings, said, step, taken_in, text, tried, uploaded, work
from tests.support.world import World
from tests.tickets.importing import OWNERS, PHONE, TICKET_HEADS, UNITS, caller, counts, matter


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

"""Reading spreadsheets as sites have them, and as nobody should make them: no file is too odd."""

import io
import tracemalloc
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import Refusal
from chalicelib.core.site import Site
from chalicelib.tickets.imports import cells
from chalicelib.tickets.imports.columns import FIELDS
from chalicelib.tickets.imports.headings import table
from chalicelib.tickets.imports.model import MOST_ROWS, Column, ImportKind, Row, SheetType, Table
from chalicelib.tickets.imports.repeated import repeated
from chalicelib.tickets.imports.sheets import NoSheet
from local import sample
from tests.core.making import LAW
from tests.support.sheets import Rows, data, text, workbook

HEADS = ["單元編號", "樓棟", "交付日期"]
SITE: Site = sample.site()


def units(content: bytes, file: SheetType = SheetType.CSV) -> Table:
    return table(content, file, ImportKind.UNITS)


def tab(content: str, name: str = 'name="單元"', **parts: str) -> bytes:
    return workbook((name, content), **parts)


def values(found: Table) -> list[list[str]]:
    return [list(row.cells.values()) for row in found.rows]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),  # as Excel saves "CSV UTF-8"
        ("gb18030", "gb18030"),  # as Excel in the mainland saves CSV
        ("big5hkscs", "big5hkscs"),  # as in Hong Kong; valid as GB 18030, but says nothing there
        ("utf-16", "utf-16"),  # as Excel saves "Unicode text"
    ],
)
def test_the_encoding_is_the_one_in_which_the_headings_are_read(encoding: str, said: str) -> None:
    found = units(text([HEADS, ["A-1", "翠湖", ""]], encoding))
    assert (found.sheet, values(found)) == (said, [["A-1", "翠湖"]])


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_cells_are_divided_as_the_first_line_has_it(delimiter: str) -> None:
    assert values(units(text([HEADS, ["A-1", "A", "2026-03-02"]], delimiter=delimiter))) == [
        ["A-1", "A", "2026-03-02"]
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ["單元編號", "樓棟"],
        ["单元编号", "楼栋"],
        ["Unit", "Building"],
        ["單元", "樓宇"],  # the short words
        ["房號*", "樓宇:"],  # other words, marked as required
        [" \uff35\uff2e\uff29\uff34  ID ", "Tower"],  # full width, capitals
        ["樓棟", "單元編號"],  # in any order
        ["備註", "樓棟", "", "單元編號"],  # among others
    ],
)
def test_headings_are_known_in_three_languages_and_any_order(heads: list[str]) -> None:
    found = units(text([["翠湖花園 單元一覽"], [], heads, ["A-1"] * len(heads)]))
    assert {column.field for column in found.columns} == {"id", "building"}
    assert (found.headings_in, [row.number for row in found.rows]) == (3, [4])


def test_columns_that_nobody_reads_are_named() -> None:
    assert units(text([[*HEADS, "備註", "13800138000"], ["A-1", "A"]])).unread == (
        "備註",
        "138****8000",  # what may be a number is masked wherever it stands
    )


def test_a_workbook_is_read_as_it_is_shown() -> None:
    """Shared and rich text without its pronunciation, dates by their format, numbers as typed."""
    strings = (
        "<sst><si><t>單元編號</t></si><si><t>樓棟</t></si><si><t>交付日期</t></si>"
        "<si><r><t>A-</t></r><r><t>1 </t></r><rPh><t>ping</t></rPh></si></sst>"
    )
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m"/>'
        '<numFmt numFmtId="165" formatCode="&quot;day&quot; 0.00"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="31"/></cellXfs>'
        "</styleSheet>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>3</v></c><c r="B3"><v>13800138000.0</v></c>'
        '<c r="C3" s="1"><v>46083</v></c></row>'
        '<row r="4"><c r="B4"><v>1.3800138E10</v></c><c r="C4" s="2"><v>46083.5</v></c></row>'
        '<row r="5"><c r="B5" s="3"><v>0.30000000000000004</v></c><c r="C5" s="4"><v>46083</v></c>'
        '</row><row r="6"><c r="B6" t="b"><v>1</v></c><c r="C6" t="str"><f>A1</f><v>x</v></c></row>'
        '<row r="7"><c r="B7" t="e"><v>#REF!</v></c><c r="C7" s="9"><v>7</v></c></row>'
    )
    content = tab(f"<sheetData>{rows}</sheetData>", strings=strings, styles=styles)
    found = units(content, SheetType.XLSX)
    assert [(row.number, list(row.cells.values())) for row in found.rows] == [
        (3, ["A-1", "13800138000", "2026-03-02"]),
        (4, ["13800138000", "2026-03-02T12:00:00"]),
        (5, ["0.3", "2026-03-02"]),  # "day" is quoted: a number
        (6, ["TRUE", "x"]),
        (7, ["\x00", "7"]),  # no field may have an error for its value
    ]


def test_dates_of_the_other_epoch_are_the_same_days() -> None:
    styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    row = '<row><c t="str"><v>A-1</v></c><c t="str"><v>A</v></c><c s="0"><v>44621</v></c></row>'
    sheet = data([HEADS]).replace("</sheetData>", f"{row}</sheetData>")
    content = tab(sheet, styles=styles, properties='<workbookPr date1904="1"/>')
    assert values(units(content, SheetType.XLSX)) == [["A-1", "A", "2026-03-02"]]


def test_the_first_visible_sheet_with_the_headings_is_read() -> None:
    content = workbook(
        ('name="old" state="hidden"', data([HEADS, ["X-1", "X"]])),
        ('name="封面"', data([["翠湖花園"]])),
        ('name="單元"', data([HEADS, ["A-1", "A"]])),
        ('name="more"', data([HEADS, ["B-1", "B"]])),
    )
    found = units(content, SheetType.XLSX)
    assert (found.sheet, values(found)) == ("單元", [["A-1", "A"]])


def test_what_stands_in_merged_cells_stands_in_each_of_their_rows() -> None:
    rows: Rows = [["樓棟", "單元編號"], ["A", "A-1"], ["", "A-2"], ["", "A-3"], ["B", "B-1"]]
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:Z0"/></mergeCells>'
    found = units(tab(data(rows) + merged), SheetType.XLSX)
    assert [row.cells.get(0) for row in found.rows] == ["A", "A", None, "B"]


def test_what_another_program_writes_is_read() -> None:
    """XlsxWriter's file: what Excel itself makes of text, numbers and dates."""
    written = pytest.importorskip("xlsxwriter")
    made = io.BytesIO()
    book = written.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("單元")
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, ["A-1203", 12])
    sheet.write_number(1, 2, 46083, book.add_format({"num_format": "yyyy/m/d"}))
    book.close()
    assert values(units(made.getvalue(), SheetType.XLSX)) == [["A-1203", "12", "2026-03-02"]]


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


GOOD = tab(data([HEADS, ["A-1", "A"]]))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD: dict[str, tuple[SheetType, bytes, str]] = {
    "nothing in it": (SheetType.CSV, b"\n\n", "no_headings"),
    "no headings": (SheetType.CSV, text([["A-1", "A"]]), "no_headings"),
    "headings alone": (SheetType.CSV, text([HEADS]), "no_rows"),
    "no text": (SheetType.CSV, b"\x89PNG\xff\xff\xff\xfe", "unknown_encoding"),
    "a cell without end": (SheetType.CSV, b'"' + b"x" * 200_000, "not_a_spreadsheet"),
    "too many rows": (SheetType.CSV, text([HEADS] + [["A", "A"]] * 20_001), "too_many_rows"),
    "far too many": (SheetType.CSV, text([HEADS] + [["A", "A"]] * 30_000), "too_many_rows"),
    "no ZIP": (SheetType.XLSX, b"PK\x03\x04 and so on", "not_a_spreadsheet"),
    "cut off": (SheetType.XLSX, GOOD[: len(GOOD) // 2], "not_a_spreadsheet"),
    "another ZIP": (SheetType.XLSX, zipped(readme=b"hello"), "not_a_spreadsheet"),
    "no XML": (SheetType.XLSX, zipped(xl___rels__workbook_xml_rels=b"{}"), "not_a_spreadsheet"),
    "an odd reference": (
        SheetType.XLSX,
        tab('<sheetData><row><c r="A0"><v>1</v></c></row></sheetData>'),
        "not_a_spreadsheet",
    ),
    "a string that is not there": (
        SheetType.XLSX,
        tab('<sheetData><row><c t="s"><v>9</v></c></row></sheetData>'),
        "not_a_spreadsheet",
    ),
    "entities": (
        SheetType.XLSX,
        tab(data([HEADS]), strings=f"{LAUGHS}<sst><si><t>&b;</t></si></sst>"),
        "not_a_spreadsheet",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str) -> None:
    kind, content, code = BAD[name]
    with pytest.raises(NoSheet) as refused:
        units(content, kind)
    assert refused.value.fault.code == code


def test_a_workbook_of_many_sheets_is_not_opened_to_the_last() -> None:
    """A part of a few bytes takes as long to open as a large one: thousands take a minute."""
    content = workbook(*[('name="空"', data([["翠湖花園"]]))] * 2000)
    with pytest.raises(NoSheet) as refused:
        units(content, SheetType.XLSX)
    assert refused.value.fault.code == "too_much_inside"


def test_what_excel_escapes_is_what_was_typed() -> None:
    """Text pasted from another program has a carriage return, which XML cannot hold."""
    rows: Rows = [HEADS, ["A-1", "A_x000D_\n座"], ["A_x005F_2", "_xD83D_"]]
    found = units(tab(data(rows)), SheetType.XLSX).rows
    assert [row.cells for row in found] == [{0: "A-1", 1: "A\r\n座"}, {0: "A_2", 1: "_xD83D_"}]


def test_a_bomb_goes_off_nowhere() -> None:
    """A part of 70 MB in 70 KB is not unpacked further than what is read at most."""
    bomb = data([HEADS, ["A-1", "A"]]) + "<x>" + " " * 70_000_000 + "</x>"
    content = tab(bomb)
    del bomb
    assert len(content) < 100_000
    tracemalloc.start()
    with pytest.raises(NoSheet) as refused:
        units(content, SheetType.XLSX)
    assert refused.value.fault.code == "too_much_inside"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_cells_in_opposite_corners_cost_no_more_than_two_cells() -> None:
    corners = '<row r="1048576"><c r="A1048576" t="str"><v>A-1</v></c><c r="XFD1048576"/></row>'
    sheet = data([HEADS]).replace("</sheetData>", f"{corners}</sheetData>")
    tracemalloc.start()
    assert values(units(tab(sheet), SheetType.XLSX)) == [["A-1"]]
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_blank_rows_with_formats_are_no_rows() -> None:
    blank = '<row><c s="0"/><c t="str"><v> </v></c></row>' * (MOST_ROWS + 50)
    sheet = data([HEADS, ["A-1", "A"]]).replace("</sheetData>", f"{blank}</sheetData>")
    assert values(units(tab(sheet), SheetType.XLSX)) == [["A-1", "A"]]


def read(kind: ImportKind, /, **said: str) -> dict[str, object]:
    """What a row of these cells says, or the codes of what is wrong with it."""
    columns = tuple(
        Column(field=name, place=place, heading=name) for place, name in enumerate(said)
    )
    row = Row(number=2, cells={at: text for at, text in enumerate(said.values()) if text})
    try:
        form = cells.read(row, columns, kind, SITE)
    except Refusal as refused:
        return {fault.pointer: fault.code for fault in refused.faults}
    return {name: getattr(form, name) for name in said if name != "status"}


UNIT = {"id": "A-1", "building": "A"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026/3/2", "2026-03-02"),
        ("2026.03.02", "2026-03-02"),
        ("2026年3月2日", "2026-03-02"),
        ("\uff12\uff10\uff12\uff16年\uff13月\uff12日", "2026-03-02"),  # full width
        ("20260302", "2026-03-02"),
        ("2026-03-02T12:00:00", "2026-03-02"),
        ("2026-03-02 9:05", "2026-03-02"),
        ("2026/3/2 下午 03:30:00", "2026-03-02"),
        ("2026/3/2 上午", "not_a_date"),  # at which hour of it?
        ("", "None"),  # not handed over yet
        ("2026-02-30", "not_a_date"),
        ("02/03/2026", "not_a_date"),  # of March or of February?
        ("46083", "not_a_date"),  # a number that nobody formatted as a date
        ("26-3-2", "not_a_date"),
        ("已交付", "not_a_date"),
        ("2026-03-02 25:00", "not_a_date"),
    ],
)
def test_a_day_is_read_as_people_write_it(cell: str, day: str) -> None:
    found = read(ImportKind.UNITS, **UNIT, handover=cell)
    assert str(found.get("handover", found.get("/handover"))) == day


PRICE = {"code": "tap", "kind": "材料", "name": "龍頭", "unit": "個"}


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("12.5", 1250),
        ("0.29", 29),  # in binary it is 28.999…
        ("1,250.50", 125050),
        ("¥68", 6800),
        ("¥68.00元", 6800),
        ("0", 0),
        ("1000000", 100000000),
        ("1000000.01", "out_of_range"),
        ("12.345", "not_an_amount"),
        ("12,50", "not_an_amount"),
        ("-1", "not_an_amount"),
        ("面議", "not_an_amount"),
        ("1e3", "not_an_amount"),
        ("", "required"),
    ],
)
def test_a_price_is_exact_to_the_fen(cell: str, fen: object) -> None:
    found = read(ImportKind.PRICES, **PRICE, price=cell)
    assert found.get("price", found.get("/price")) == fen


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("138 0013 8000", "138 0013 8000"),
        ("13800138000.0", "13800138000"),  # as some program wrote the number out
        (
            "\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10",
            "13800138000",
        ),  # full width
        ("+852 2345 6789", "+852 2345 6789"),
        ("(010) 8888-7777", "010 8888-7777"),
        ("\uff08010\uff0988887777", "010 88887777"),  # full width
        ("1.38E+10", "not_in_form"),  # its digits are lost
        ("無", "too_short"),
        ("138001380001380013800013800", "too_long"),
    ],
)
def test_a_number_is_read_however_the_sheet_kept_it(cell: str, phone: str) -> None:
    found = read(ImportKind.OWNERS, name="王", phone=cell)
    assert found.get("phone", found.get("/phone")) == phone


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("A-1", ("A-1",)),
        ("A-1,A-2、A-3;B-1 B-2/B-3", ("A-1", "A-2", "A-3", "B-1", "B-2", "B-3")),
        ("\uff21-\uff11", ("A-1",)),  # full width
        (" ".join(f"A-{number}" for number in range(21)), "too_long"),
        ("一號", "not_in_form"),
    ],
)
def test_several_units_stand_in_one_cell(cell: str, units: object) -> None:
    found = read(ImportKind.OWNERS, name="王", id="w", units=cell)
    assert found.get("units", next(iter(found.values()))) == units


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026-03-15", "made_a_date"),  # a workbook's 3-15, not formatted as text
        ("15-Mar", "made_a_date"),  # a CSV file's, saved in English
        ("mar-15", "made_a_date"),
        ("3月15日", "not_in_form"),  # and in Chinese
        ("3-15", None),
        ("2026-3", None),
        ("M-15", None),
        ("15-MARINA", None),
    ],
)
def test_a_unit_that_became_a_date_is_no_unit(cell: str, code: str | None) -> None:
    assert read(ImportKind.UNITS, id=cell, building="A").get("/id") == code
    owned = read(ImportKind.OWNERS, name="王", units=f"A-1 {cell}")
    assert code in owned.values() if code else owned["units"] == ("A-1", cell)


STAFF = {"id": "eng-1", "name": "甲"}


@pytest.mark.parametrize(
    ("roles", "department", "found"),
    [
        ("維修人員", "工程維護部", (("engineer",), "engineering")),
        ("维修人员", "工程维护部", (("engineer",), "engineering")),
        ("property assistant", "Customer service", (("property_assistant",), "customer_service")),
        ("desk、gate", "", (("desk", "gate"), None)),
        ("大廚", "", "not_a_choice"),
        ("desk", "廚房", "not_a_choice"),
        ("", "", "required"),
    ],
)
def test_roles_and_departments_go_by_any_of_their_names(
    roles: str, department: str, found: object
) -> None:
    said = read(ImportKind.STAFF, **STAFF, roles=roles, department=department)
    if isinstance(found, tuple):
        assert (said["roles"], said["department"]) == found
    else:
        assert set(said.values()) == {found}


TICKET = {
    "number": "WX-7",
    "kind": "室內報修",
    "words": "漏水",
    "name": "王",
    "phone": "13800138000",
}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("已派單", None),
        ("reported", None),
        ("處理中", None),  # as sites write it, who know none of our states
        ("未完成", None),
        ("已完工", "open_only"),
        ("已完成", "open_only"),
        ("好了", "not_a_choice"),
    ],
)
def test_only_what_is_open_is_taken_in(status: str, code: str | None) -> None:
    found = read(ImportKind.TICKETS, **TICKET, received_at="2026-3-2 9:05", status=status)
    assert found.get("/status") == code
    if code is None:
        assert str(found["received_at"]) == "2026-03-02 01:05:00+00:00"


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("channel", "电话", "phone"),
        ("channel", "微信", "mobile"),
        ("channel", "APP", "mobile"),
        ("channel", "集團客服中心", "group_service_centre"),
        ("channel", "傳真", "not_a_choice"),
        ("kind", "入户维修", "repair_indoor"),
        ("kind", "公區報修", "repair_public"),
        ("kind", "報修", "not_a_choice"),  # of which?
    ],
)
def test_what_sites_call_a_choice_is_read(field: str, cell: str, code: str) -> None:
    given = TICKET | {"received_at": "2026-3-2"} | {field: cell}
    found = read(ImportKind.TICKETS, **given)
    assert found.get(f"/{field}", found.get(field)) == code


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026/3/2 上午 09:05", "01:05"),
        ("2026/3/2 上午 12:05", "16:05"),  # five past midnight, still the day before at Greenwich
        ("2026/3/2 下午 12:05:00", "04:05"),
        ("2026年3月2日 下午3:05", "07:05"),
        ("2026/3/2 下午 15:05", "07:05"),
        ("2026/3/2 3:05 PM", "07:05"),
        ("2026/3/2 3:05 am", "19:05"),
        ("2026/3/2 上午 13:05", "not_a_date"),
        ("2026/3/2 上午 下午 3:05", "not_a_date"),
    ],
)
def test_a_time_is_read_as_spreadsheets_write_it_out(cell: str, utc: str) -> None:
    found = read(ImportKind.TICKETS, **TICKET, received_at=cell)
    assert found.get("/received_at") == utc or f"{found['received_at']:%H:%M}" == utc


def test_every_fault_of_a_row_is_said_at_once() -> None:
    assert read(ImportKind.UNITS, id="一號", building="x" * 81, handover="?") == {
        "/id": "not_in_form",
        "/building": "too_long",
        "/handover": "not_a_date",
    }


def test_what_a_row_above_says_is_not_said_again() -> None:
    rows: Rows = [HEADS, ["A-1", "A"], ["A-2", "A"], ["A-1", "B"], ["a-1", "A"]]
    found = repeated(units(text(rows)), ImportKind.UNITS)
    assert {row: fault.data for row, fault in found.items()} == {4: {"row": 2}}


def test_an_owner_stands_in_as_many_rows_as_they_have_units() -> None:
    rows: Rows = [
        ["Owner", "Phone", "Unit"],
        ["王 小明", "13800138000", "A-1"],
        ["王小明", "+86 138-0013-8000", "A-2"],
        ["李紅", "13800138000", "A-3"],  # a number is one person's
        ["李紅", "", "A-4"],
    ]
    found = repeated(table(text(rows), SheetType.CSV, ImportKind.OWNERS), ImportKind.OWNERS)
    assert {row: fault.code for row, fault in found.items()} == {4: "row_says_otherwise"}


def read_or_refused(content: bytes, kind: SheetType) -> None:
    """A table, or a reason: never anything else."""
    with suppress(NoSheet):
        assert units(content, kind).rows


@LAW
@given(st.binary(max_size=400), st.sampled_from(SheetType))
def test_any_bytes_are_read_or_refused(content: bytes, kind: SheetType) -> None:
    read_or_refused(content, kind)


@LAW
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(place: int, wrong: bytes) -> None:
    read_or_refused(GOOD[:place] + wrong + GOOD[place + len(wrong) :], SheetType.XLSX)


@LAW
@given(
    st.text('<>/rcvtsidm="0123456789 AZ:', max_size=60),
    st.sampled_from(["row", "sheetData", "mergeCells", "x"]),
)
def test_odd_xml_is_read_or_refused(inside: str, tag: str) -> None:
    sheet = data([HEADS, ["A-1", "A"]])
    read_or_refused(tab(f"{sheet}<{tag}>{inside}</{tag}>"), SheetType.XLSX)


COLUMNS = {kind: {each.name for each in fields} for kind, fields in FIELDS.items()}


@LAW
@given(
    st.dictionaries(st.sampled_from(sorted(set().union(*COLUMNS.values()))), st.text(max_size=30))
)
def test_whatever_stands_in_a_row_it_is_a_form_or_faults(said: dict[str, str]) -> None:
    for kind in ImportKind:
        known = {name: cell for name, cell in said.items() if name in COLUMNS[kind]}
        assert isinstance(read(kind, **known), dict)

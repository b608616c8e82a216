"""A report as a page, as CSV and as XLSX: what is in them, read back (P-report)."""

import csv
import io
import re
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from chalicelib.common.sheets import XLSX, comma_separated
from chalicelib.core.site import Department, Site
from chalicelib.core.words import Language, Words
from chalicelib.tickets.reports import rules
from chalicelib.tickets.reports.forms import Asked, By, Part
from chalicelib.tickets.reports.model import TicketReport
from chalicelib.tickets.reports.page import page
from chalicelib.tickets.reports.sheets import workbook
from chalicelib.tickets.reports.tables import table
from local import sample
from tests.support.storage import fetched
from tests.support.world import World
from tests.tickets.building import UNCOVERED, Case, Paper, at_site, looked_at, outcome

pytestmark = pytest.mark.clause("P-report")

SITE = sample.site("paths")
NOW = at_site("09:00", "2026-03-31")
TODAY = "first=2026-03-02&last=2026-03-02"
NASTY = '=HYPERLINK("http://x","點此")'
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def report(by: By | None = By.WEEK, site: Site = SITE) -> TicketReport:
    """Of a free repair, archived, and of a paid one, 188.00 owing."""
    free, owing = Paper(at=at_site("09:00", "2026-03-02")), Paper(**UNCOVERED)
    free.until("archive")
    owing.until("complete")
    asked = Asked(first=date(2026, 3, 2), last=date(2026, 3, 10), by=by)
    return rules.report(asked, [free.the, owing.the], [], looked_at(NOW, site))


def nasty() -> Site:
    """A site where a department is called like a formula, with quotes, a comma and a line end."""
    called = Words(hant=NASTY, hans="+1,\r\n2", en="<b>&\t🏠</b>")
    return replace(SITE, departments=(Department(key="engineering", name=called, supervisor="x"),))


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def cells(content: bytes, sheet: int) -> dict[str, Any]:
    """The cells of a sheet as XML has them: texts as str, numbers as float; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = [
            "".join(each.itertext())
            for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        found: dict[str, Any] = {}
        for cell in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iter(
            f"{_MAIN}c"
        ):
            assert cell.find(f"{_MAIN}f") is None
            value = cell.findtext(f"{_MAIN}v")
            if value is not None:
                text = cell.get("t") == "s"
                found[str(cell.get("r"))] = shared[int(value)] if text else float(value)
    return found


def test_a_table_is_read_back_as_it_was_counted() -> None:
    found = rows(comma_separated(table(Part.OVERVIEW, report(), Language.EN)))
    assert found[0] == ["Figure", "Clause", "Value", "Of", "Rate"]
    named = {row[0]: row[1:] for row in found[1:]}
    assert named["Taken in"] == ["", "2", "", ""]
    assert named["engineering told in time"] == ["T-4.3.2", "2", "2", "1.0"]
    assert named["visits of due length"] == ["T-4.4.2", "0", "0", ""]
    assert named["Owing (CNY)"] == ["", "188", "", ""]
    assert named["Answered 5"] == ["", "1", "", ""]


def test_a_divided_table_has_a_row_for_each_part() -> None:
    found = rows(comma_separated(table(Part.GROUPS, report(), Language.HANS)))
    assert found[0][:5] == ["周", "首日", "末日", "受理", "未结"]
    assert [row[:4] for row in found[1:]] == [
        ["2026-W10", "2026-03-02", "2026-03-08", "2"],
        ["2026-W11", "2026-03-09", "2026-03-10", "0"],
    ]
    assert {len(row) for row in found} == {len(found[0])}


def test_lines_end_as_the_standard_has_it() -> None:
    text = comma_separated(table(Part.DEPARTMENTS, report(), Language.EN))
    assert text.count("\r\n") == text.count("\n") == 6


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (Language.HANT, f"'{NASTY}"),
        (Language.HANS, "'+1,\r\n2"),
        (Language.EN, "<b>&\t🏠</b>"),
    ],
)
def test_no_text_is_a_formula_in_a_table(language: Language, shown: str) -> None:
    found = rows(comma_separated(table(Part.DEPARTMENTS, report(site=nasty()), language)))
    assert found[1][0] == shown


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_whatever_begins_a_formula_is_made_harmless(text: str) -> None:
    called = Words(hant=text, hans=text, en=text)
    site = replace(SITE, departments=(Department(key="engineering", name=called, supervisor="x"),))
    found = rows(comma_separated(table(Part.DEPARTMENTS, report(site=site), Language.EN)))
    assert found[1][0] == f"'{text}"


def test_a_workbook_holds_numbers_days_and_texts_and_no_formula() -> None:
    content = workbook(report(site=nasty()), nasty(), Language.HANT)
    overview, groups, departments = (cells(content, each) for each in (1, 2, 3))
    assert (overview["A1"], overview["A2"], overview["C2"]) == ("指標", "受理", 2.0)
    assert (overview["A7"], overview["E7"]) == ("知會工程及時", 1.0)
    assert "E11" not in overview  # of no visits there is no share
    assert (groups["A2"], groups["B2"], groups["D2"]) == ("2026-W10", 46083.0, 2.0)  # 2 March
    assert (departments["A2"], departments["B2"]) == (NASTY, 2.0)  # as text, whatever it looks like


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("by", [None, *By])
def test_a_workbook_has_a_sheet_a_table_a_frozen_heading_and_pictures(
    language: Language, by: By | None
) -> None:
    content = workbook(report(by), SITE, language)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = set(book.namelist())
        first = book.read("xl/worksheets/sheet1.xml").decode()
        chart = book.read("xl/charts/chart1.xml").decode()
    sheets, charts = (3, 3) if by else (2, 2)
    assert sum("worksheets/sheet" in each for each in names) == sheets
    assert sum("charts/chart" in each for each in names) == charts
    assert 'state="frozen"' in first
    assert "$E$7:$E$16" in chart  # the shares of ten measures
    assert "$A$7:$A$16" in chart


def test_the_same_report_makes_the_same_bytes() -> None:
    assert workbook(report(), SITE, Language.EN) == workbook(report(), SITE, Language.EN)


@pytest.mark.parametrize("language", Language)
def test_a_page_shows_figures_and_draws_them(language: Language) -> None:
    text = page(report(), SITE, language).text
    assert f'<html lang="{language}">' in text
    assert "100.0 % (2/2)" in text
    assert text.count("<svg") == 3  # rates, answers, what came in each week
    widths = re.findall(r'class="bar"[^>]* width="([\d.]+)"', text)
    assert widths[0] == "300.0"
    assert "http" not in text  # nothing is fetched from anywhere


def test_a_page_of_nothing_is_shown_too() -> None:
    asked = Asked(first=date(2026, 3, 2), last=date(2026, 3, 2), by=By.DAY)
    text = page(rules.report(asked, [], [], looked_at(NOW, SITE)), SITE, Language.EN).text
    assert "– (0/0)" in text


def test_what_is_shown_on_a_page_is_never_markup() -> None:
    text = page(report(By.DEPARTMENT, nasty()), nasty(), Language.EN).text
    assert "<b>&\t🏠</b>" not in text
    assert "&lt;b&gt;&amp;\t🏠&lt;/b&gt;" in text


def asked(world: World, ending: str, query: str = TODAY, who: str = "gm-ng", **more: Any) -> Any:
    return world.get(f"/reports/tickets{ending}?{query}", who, **more)


def test_a_table_is_saved_under_a_name_of_its_own(world: World) -> None:
    Case(world)
    reply = asked(world, ".csv")
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert reply.headers["Content-Disposition"] == (
        f'attachment; filename="{world.site}_2026-03-02_2026-03-02_overview.csv"'
    )
    assert reply.body.startswith(b"\xef\xbb\xbf")
    assert rows(reply.body.decode())[1][:3] == ["Taken in", "", "1"]


def test_the_parts_of_what_is_not_divided_are_no_table(estate: World) -> None:
    said = outcome(asked(estate, ".csv", f"{TODAY}&table=groups"))
    assert said == ("invalid_form", "P-report", ("/by", "required"))
    assert asked(estate, ".csv", f"{TODAY}&table=groups&by=kind").status == 200


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", XLSX, "text/html, */*;q=0.1"])
def test_a_workbook_comes_by_a_link_whatever_the_client_accepts(
    estate: World, accept: str | None
) -> None:
    Case(estate)
    reply = asked(estate, ".xlsx", **({"Accept": accept} if accept else {}))
    assert reply.status == 200
    file = reply.json
    status, headers, content = fetched("GET", file["link"]["url"])
    assert (status, headers["Content-Type"], len(content)) == (200, XLSX, file["bytes"])
    assert f'filename="{file["name"]}"' in headers["Content-Disposition"]
    assert cells(content, 1)["C2"] == asked(estate, "").json["total"]["taken_in"] > 0


def test_a_page_comes_in_the_language_asked_for(estate: World) -> None:
    for language, words in (
        ("zh-Hant", "客戶服務統計報表"),
        ("zh-Hans", "客户服务统计报表"),
        ("en", "Customer service report"),
    ):
        reply = asked(estate, ".html", language=language)
        assert reply.status == 200
        assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
        assert words in reply.body.decode()


@pytest.mark.parametrize("ending", [".html", ".csv", ".xlsx"])
def test_who_may_not_count_may_not_have_the_file(estate: World, ending: str) -> None:
    assert outcome(asked(estate, ending, who="owner-wong")) == ("not_your_step", "P-report")
    said = outcome(asked(estate, ending, who="head-cheung"))
    assert said[2:] == (("/department", "own_department"),)
    nowhere = World(estate.house, estate.clock, "no-such-site")
    assert asked(nowhere, ending).status == 404

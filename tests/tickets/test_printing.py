"""Both copies of every order, printed from the record: number, lines, signatures, code."""

import html
import io
import re
from typing import Any

import pytest
import segno
from msgspec.structs import replace

from chalicelib.core.words import Language
from chalicelib.tickets.model.papers import Copy, Printing, copies_of
from chalicelib.tickets.printing import printed
from tests.support.world import World
from tests.tickets.building import COMPLAINT, LINES, PUBLIC, UNCOVERED, Case, Paper, at_site

COPIES = list(Copy)
TAPE = [{"code": "seal-tape", "quantity": "1"}]
HALL: dict[str, Any] = {"unit": None, "item": None, **PUBLIC}


def page(
    paper: Paper,
    number: str | None = None,
    copy: Copy = Copy.STUB,
    language: Language = Language.HANT,
) -> str:
    act = paper.act("desk-chan")
    [form] = (each for each in paper.the.forms if each.number == (number or paper.order))
    one_of = copy if copy in copies_of(form.form) else None
    printing = Printing(number=form.number, copy=one_of, times=1)
    return printed(paper.the, printing, act, language).text


def seen(text: str) -> str:
    """What somebody reads on the page."""
    bare = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def drawn(text: str) -> str:
    """The path that the scannable code is drawn with."""
    [path] = re.findall(r'<path[^>]* d="([^"]+)"', text)
    return str(path)


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("copy", COPIES)
def test_an_order_prints_with_everything_on_it(copy: Copy) -> None:
    paper = Paper(**UNCOVERED | {"channel": "walk_in"})
    for command in ("dispatch", "take", "quote", "consent", "start", "complete", "accept"):
        paper.later(minutes=10).step(command)
    paper.later(minutes=10).steps("follow-up", "review")
    text = seen(page(paper, copy=copy))
    for expected in (
        "翠湖花園",
        {"stub": "存根聯", "working": "執行聯"}[copy],
        "工程維修單",
        "編號 ER-20260302-0001",
        "受理時間 2026-03-02 09:00",
        "類別 室內報修",
        "受理方式 來訪",
        "報事人 劉志強",
        "聯絡電話 ***",
        "地點 B-0502",
        "項目 給排水",
        "保修 保修期已過 2020-03-04",
        "承辦部門 工程維護部",
        "完工時間 2026-03-02 10:00",
        "內容 廚房水龍頭漏水",
        "處理結果 已更換水龍頭",
        "工料收費",
        "水工 1.5 時 ¥80.00 ¥120.00",
        "水龍頭 15mm 1 個 ¥68.00 ¥68.00",
        "合計 ¥188.00",
        "大寫 壹佰捌拾捌元整",
        "李國強 2026-03-02 09:20",  # taken
        "劉志強 2026-03-02 09:40",  # consented
        "林曉彤 2026-03-02 10:10",  # accepted
        "周敏 2026-03-02 10:20",  # reviewed
    ):
        assert expected in text, expected


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("intake", [{}, HALL])
def test_free_work_prints_no_prices(intake: dict[str, Any]) -> None:
    text = seen(page(Paper(**intake)))
    assert "客戶服務部工作單" in text
    assert "¥" not in text
    assert "業戶同意" not in text


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("intake", [{}, UNCOVERED])
def test_the_code_says_site_and_number(intake: dict[str, Any], copy: Copy) -> None:
    number = "ER-20260302-0001" if intake else "CW-20260302-0001"
    expected = io.BytesIO()
    segno.make(f"paths/{number}", error="m").save(expected, kind="svg", scale=3)
    assert drawn(page(Paper(**intake), copy=copy)) == drawn(expected.getvalue().decode())


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><h1>假單</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & '",
    "<!-- ]]> -->",
]


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(words: str) -> None:
    paper = Paper(**HALL | {"area": words, "words": words}).steps("take", "start")
    paper.step("complete", result=words)
    paper.ticket = replace(paper.the, reporter=replace(paper.the.reporter, name=words))
    text = page(paper)
    assert seen(text).count(" ".join(words.split())) == 4  # reporter, place, words, result
    for markup in ("<script", "<img", "<h1>假單", "<!-- ]", "onerror=alert(1)>"):
        assert markup not in text


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_reason_is_only_a_reason(words: str) -> None:
    paper = Paper()
    paper.step("overrule-warranty", covered=False, reason=words)
    text = page(paper)
    assert f"前臺改判 2027-08-14 {' '.join(words.split())}" in seen(text)
    assert "<script" not in text


TRADITIONAL = ["翠湖花園 · 執行聯", "工程維修單", "接單人簽名", "水工 1.5 時", "合計", "保修期已過"]
SIMPLIFIED = ["翠湖花园 · 执行联", "工程维修单", "接单人签名", "水工 1.5 时", "合计", "保修期已过"]


@pytest.mark.clause("T-4.5", "P-words")
@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [
        (Language.HANT, Language.HANT, TRADITIONAL),
        (Language.HANS, Language.HANS, SIMPLIFIED),
        (Language.EN, Language.HANT, TRADITIONAL),  # the house keeps it: never in English
    ],
)
def test_a_copy_is_in_chinese_in_the_characters_of_who_prints(
    asked: Language, language: Language, words: list[str]
) -> None:
    text = page(Paper(**UNCOVERED).until("quote"), copy=Copy.WORKING, language=asked)
    assert f'<html lang="{language}">' in text
    for expected in words:
        assert expected in seen(text)


@pytest.mark.clause("T-4.2.1", "T-4.5")
@pytest.mark.parametrize("copy", COPIES)
def test_a_file_card_has_two_copies(copy: Copy) -> None:
    paper = Paper(**COMPLAINT).until("take").later(days=1)
    paper.fire("T-4.2.1")
    text = seen(page(paper, "CC-20260303-0001", copy))
    named = {"stub": "存根聯", "working": "執行聯"}[copy]
    assert f"翠湖花園 · {named} 投訴處理檔案卡 編號 CC-20260303-0001" in text
    assert f"內容 {COMPLAINT['words']}" in text
    assert "李國強 2026-03-02 09:00" in text  # taken


@pytest.mark.clause("T-4.5", "P-number")
@pytest.mark.parametrize(
    ("language", "mark"),
    [(Language.HANT, "作廢"), (Language.HANS, "作废")],
)
def test_a_voided_form_prints_its_mark(language: Language, mark: str) -> None:
    paper = Paper()
    paper.step("overrule-warranty", covered=False)
    assert mark in seen(page(paper, "CW-20260302-0001", language=language))
    assert mark not in seen(page(paper, "ER-20260302-0001", language=language))


@pytest.mark.clause("T-4.5")
def test_a_withdrawn_report_prints_void() -> None:
    paper = Paper().steps("cancel")
    assert "作廢" in seen(page(paper, "CW-20260302-0001"))


@pytest.mark.clause("T-4.3.2", "T-4.5")
def test_a_receipt_prints_what_was_paid() -> None:
    text = seen(page(Paper(**UNCOVERED).until("pay"), "RC-20260302-0001"))
    for expected in (
        "收據 編號 RC-20260302-0001",
        "地點 B-0502",
        "工單編號 ER-20260302-0001",
        "付款方式 現金",
        "收款時間 2026-03-02 09:00",
        "合計 ¥188.00",
        "大寫 壹佰捌拾捌元整",
        "收款人簽名 收款單位蓋章",
    ):
        assert expected in text, expected
    assert "存根聯" not in text  # there is one only


@pytest.mark.clause("T-4.3.2", "P-number")
def test_a_receipt_names_the_order_in_force() -> None:
    paper = Paper(**UNCOVERED)
    paper.step("overrule-warranty", covered=True)
    paper.step("overrule-warranty", covered=False)
    paper.until("pay")
    assert "工單編號 ER-20260302-0002" in seen(page(paper, "RC-20260302-0001"))


@pytest.mark.clause("T-4.3.2", "P-money")
def test_the_second_receipt_is_for_the_second_payment() -> None:
    """Whoever paid 3.33 gets no receipt for 191.33."""
    paper = Paper(**UNCOVERED).until("pay").steps("reject", "take")
    paper.step("quote", lines=TAPE)
    paper.steps("consent", "start").step("complete", lines=TAPE)
    paper.step("pay")
    assert "合計 ¥188.00" in seen(page(paper, "RC-20260302-0001"))
    assert "合計 ¥3.33" in seen(page(paper, "RC-20260302-0002"))


@pytest.mark.clause("T-4.3.2", "P-money")
def test_one_receipt_for_two_charges_lists_both() -> None:
    paper = Paper(**UNCOVERED).until("complete").steps("reject", "take")
    paper.step("quote", lines=TAPE)
    paper.steps("consent", "start").step("complete", lines=TAPE)
    paper.step("pay")
    assert "合計 ¥191.33" in seen(page(paper, "RC-20260302-0001"))


@pytest.mark.clause("T-4.3.2", "T-4.5")
def test_a_consent_that_was_withdrawn_is_printed_no_more() -> None:
    paper = Paper(**UNCOVERED).until("consent")
    signed = "劉志強 2026-03-02 09:00"
    assert signed in seen(page(paper))
    paper.steps("return", "dispatch", "take")
    assert signed not in seen(page(paper))


@pytest.mark.clause("T-4.5")
def test_what_was_used_is_printed_in_place_of_what_was_quoted() -> None:
    paper = Paper(**UNCOVERED).until("start")
    assert "合計 ¥188.00" in seen(page(paper))
    paper.step("complete", lines=[LINES[1]])
    assert "合計 ¥68.00" in seen(page(paper))


@pytest.mark.clause("T-4.5")
def test_times_are_the_sites() -> None:
    assert "受理時間 2026-03-02 23:59" in seen(page(Paper(at=at_site("23:59"))))
    honolulu = replace(Paper().site, time_zone="Pacific/Honolulu")
    elsewhere = Paper(at=at_site("12:00"), site=honolulu)
    assert "受理時間 2026-03-01 18:00" in seen(page(elsewhere, "CW-20260301-0001"))


@pytest.mark.clause("T-4.5", "P-money")
@pytest.mark.parametrize(
    ("quantity", "price", "total"),
    [("9999.999", "¥12.50", "¥124,999.99"), ("0.001", "¥12.50", "¥0.01")],
)
def test_amounts_are_printed_to_the_fen(quantity: str, price: str, total: str) -> None:
    paper = Paper(**UNCOVERED).until("take")
    paper.step("quote", lines=[{"code": "pipe-ppr-20", "quantity": quantity}])
    assert f"{quantity} 米 {price} {total}" in seen(page(paper))


# over HTTP


@pytest.mark.clause("T-4.5", "P-words")
@pytest.mark.parametrize(
    ("query", "language", "words"),
    [
        ("", "en", "存根聯"),
        ("?copy=stub", "zh-Hant", "存根聯"),
        ("?copy=working", "zh-Hans", "执行联"),
        ("?copy=working", "en", "執行聯"),
    ],
)
def test_a_copy_is_a_page(estate: World, query: str, language: str, words: str) -> None:
    case = Case(estate)
    reply = case.shown(path=f"/forms/{case.order}{query}", language=language)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    text = seen(reply.body.decode())
    assert words in text
    assert case.order in text
    assert "138****8001" in text


@pytest.mark.clause("T-4.5", "P-who")
def test_a_number_that_the_ticket_never_issued_prints_nothing(estate: World) -> None:
    case, other = Case(estate), Case(estate)
    for number in (other.order, "CW-20260302-9999", "nothing"):
        reply = case.shown(path=f"/forms/{number}")
        assert (reply.status, reply.json["clause"]) == (404, "T-4.5"), number


@pytest.mark.clause("P-who")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner-wong", 200),
        ("owner-lau", 404),
        ("engineer-lee", 200),
        ("engineer-tse", 404),
        ("finance-ho", 200),
        ("admin-cheng", 403),
    ],
)
def test_who_may_print(estate: World, who: str, status: int) -> None:
    case = Case(estate).until("dispatch")
    assert case.shown(who, f"/forms/{case.order}").status == status


@pytest.mark.clause("T-4.5")
@pytest.mark.parametrize("copy", ["both", "STUB", "", "stub&copy=working"])
def test_a_copy_that_there_is_not_is_refused(estate: World, copy: str) -> None:
    case = Case(estate)
    reply = case.shown(path=f"/forms/{case.order}?copy={copy}")
    assert (reply.status, reply.json["errors"][0]["pointer"]) == (422, "/copy")


@pytest.mark.clause("T-4.5", "P-number", "P-history")
def test_each_copy_says_how_often_it_was_printed_and_history_by_whom(estate: World) -> None:
    case = Case(estate)
    path = f"/forms/{case.order}?copy="
    for copy, marks in (("stub", None), ("working", None), ("stub", 2), ("stub", 3)):
        text = seen(case.shown("supervisor-chow", path + copy, language="zh-Hant").body.decode())
        assert ("補印" in text) == bool(marks)
        assert f"第 {marks} 次列印" in text or not marks
        assert "2026-03-02 09:00 周敏 列印" in text
    last = case.history()[-1]
    assert (last["command"], last["by"], last["facts"]) == (
        "form-print",
        "supervisor-chow",
        {"number": case.order, "copy": "stub", "times": 3},
    )


@pytest.mark.clause("T-4.5")
def test_a_ticket_says_which_papers_there_are(estate: World) -> None:
    case = Case(estate, **UNCOVERED).until("pay")
    shown = case.shown().json["papers"]
    assert [(each["form"], each["copy"]) for each in shown] == [
        ("receipt", None),
        ("repair_order", "stub"),
        ("repair_order", "working"),
    ]
    for each in shown:
        path = each["href"].partition(case.id)[2]
        text = seen(case.shown(path=path, language="zh-Hant").body.decode())
        assert each["number"] in text
        assert ("執行聯" in text) == (each["copy"] == "working")

"""Papers opened by clicking and printed by the browser: their size, pages, words, marks (T-4.5)."""

import io
from unicodedata import normalize

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from local.demo import Desk
from tests.console import papers
from tests.console.conftest import SignIn
from tests.console.lodgers import hotel_of
from tests.console.person import SCREENS, Person

A4 = (595, 842)
"""Its sides, in points."""


def page_of(record: str) -> str:
    """The page of a record, by its path in the API."""
    return f"/record{record.replace('s/', '/', 1)}"


def opened(person: Person, place: str, button: str) -> Page:
    """The window in which a paper of a record stands."""
    person.go(page_of(place))
    return paper_of(person.main.get_by_role("button", name=button).first)


def paper_of(button: Locator) -> Page:
    """The window that a button opens a paper in."""
    with button.page.expect_popup() as popup:
        button.click()
    tab = popup.value
    expect(tab.get_by_role("button", name="列印或存成 PDF")).to_be_focused()
    return tab


def pages(tab: Page, name: str) -> list[str]:
    """What stands on each page of the PDF that the browser makes of it, without its spaces.

    Some characters come as the radicals that look like them, which NFKC makes characters again.
    """
    tab.screenshot(path=SCREENS / f"paper-{name}.png", full_page=True)
    printed = PdfReader(io.BytesIO(tab.pdf(prefer_css_page_size=True)))
    assert {tuple(map(round, each.mediabox[2:])) for each in printed.pages} == {A4}
    said = ["".join(normalize("NFKC", each.extract_text()).split()) for each in printed.pages]
    number = tab.title()
    assert printed.metadata
    assert printed.metadata.title == number
    for place, text in enumerate(said, 1):
        assert number in text
        assert f"{place}/{len(said)}" in text
        assert "存成" not in text  # the bar stays on the screen
    return said


@pytest.mark.clause("T-4.5", "P-private")
@pytest.mark.parametrize("phone", [False, True])
def test_both_copies_of_a_work_order(sign_in: SignIn, desk: Desk, phone: bool) -> None:
    caller = {"name": "陳大文", "phone": "13800138123"}
    form = {"person": None, "caller": caller, "unit": "A-1203"}
    ticket = papers.ticket(desk, kind="repair_indoor", item="plumbing", words="水管漏水", **form)
    clerk = sign_in("陳靜雯", phone=phone, dark=phone)
    where = "-phone" if phone else ""
    for copy in ("存根聯", "執行聯"):
        [text] = pages(opened(clerk, ticket, copy), f"work-order-{copy}{where}")
        for expected in ("客戶服務部工作單", copy, "水管漏水", "處理結果", "接單人簽名", "年月日"):
            assert expected in text
        assert "138****8123" in text
        assert "13800138123" not in text
        assert "補印" not in text
    [again] = pages(opened(clerk, ticket, "執行聯"), f"work-order-again{where}")
    assert "補印第2次列印" in again
    clerk.do("派單", 部門="工程維護部")  # a printing makes nobody's page stale who printed
    clerk.shoot(f"papers{where}")


@pytest.mark.clause("T-4.3.2", "T-4.5")
def test_a_long_quotation_repeats_its_heading_and_adds_up(sign_in: SignIn, desk: Desk) -> None:
    ticket = papers.quoted(desk, 30)
    first, second = pages(opened(sign_in("陳靜雯"), ticket, "執行聯"), "quotation")
    for text in (first, second):
        assert "工料報價數量單價金額" in text
    assert "工程維修單" in first
    assert "合計" not in first
    assert "大寫" in second
    assert "李國強" in second
    assert "業戶同意" in second


@pytest.mark.clause("T-4.3.2", "T-4.5")
def test_a_receipt_has_one_copy(sign_in: SignIn, desk: Desk) -> None:
    ticket = papers.paid(desk)
    [text] = pages(opened(sign_in("何佩珊"), ticket, "列印 收據"), "receipt")
    for expected in ("收據", "付款人劉志強", "付款方式微信支付", "合計¥", "大寫", "收款單位蓋章"):
        assert expected in text
    assert "聯" not in text.partition("付款人")[0]


@pytest.mark.clause("T-4.2.2", "T-4.2.3", "T-4.5")
def test_a_letter_to_the_gm_and_the_line_of_the_register(sign_in: SignIn, desk: Desk) -> None:
    ticket = papers.decided(desk)
    supervisor = sign_in("周敏")
    letter = "".join(pages(opened(supervisor, ticket, "列印 總經理信箱"), "gm-letter"))
    for expected in ("總經理信箱", "第幾次投訴2", "總經理批示三日內辦結", "總經理簽名", "吳建國"):
        assert expected in letter
    assert letter.count("木地板") == papers.LONG[:1000].count("木地板")  # all of it, cut nowhere
    register = "".join(pages(opened(supervisor, ticket, "列印 集團客戶服務中心"), "register"))
    assert "集團客戶服務中心投訴處理記錄本" in register
    assert "來源編號JT-" in register


@pytest.mark.clause("R-4.3.3")
def test_a_letter_of_sixty_guests(sign_in: SignIn, desk: Desk) -> None:
    letter = papers.letter(papers.hospital(desk), 60)
    said = pages(opened(sign_in("蘇美珍"), letter, "列印函件"), "letter")
    assert len(said) == 3
    for text in said:
        assert "姓名單位職務級別" in text
    whole = "".join(said)
    assert [f"歐陽教授{place}省醫" in whole for place in range(1, 61)] == [True] * 60
    for expected in ("接待函", "致集團深圳醫院", "13800138000", "火車G6013", "收件單位簽收"):
        assert expected in whole


@pytest.mark.clause("R-4.3.3", "R-4.3.5")
def test_a_claim_of_thirty_lines_and_its_settlement(sign_in: SignIn, desk: Desk) -> None:
    claim, settlement = papers.settled(papers.hospital(desk), 30)
    finance = sign_in("余佩玲")
    said = pages(opened(finance, claim, "列印報銷單"), "claim")
    assert len(said) >= 2
    for text in said:
        assert "票據日期票據號碼銷售方" in text
    for expected in ("費用報銷單", "沖抵借款CA-", "合計¥3,004.35", "大寫叁仟零肆元叁角伍分"):
        assert expected in "".join(said)
    assert "駱建華" in said[-1]
    again = "".join(pages(opened(finance, claim, "列印報銷單"), "claim-again"))
    assert "補印第2次列印" in again
    shares = "".join(pages(opened(finance, settlement, "列印結算單"), "settlement"))
    for expected in ("接待費用結算單", *(f"應付單位{unit}" for unit in papers.UNITS), "譚永強"):
        assert expected in shares


@pytest.mark.clause("L-2", "L-3", "L-11")
def test_a_stay_and_a_slip_for_it(sign_in: SignIn, desk: Desk) -> None:
    hotel = hotel_of(desk)
    lodger = hotel.lodged("冼玉貞")
    words = "把被褥搬到員工宿舍過夜"
    violation = hotel.upheld(breach="dormitory", words=words, stay=lodger.stay)
    dormitory = sign_in("岑美玲")
    [asked] = pages(opened(dormitory, f"/stays/{lodger.stay}", "列印申請單"), "application")
    for expected in ("家屬接待室住宿申請單", "申請事由探親", "冼玉貞兄弟姐妹女", "部門 餐飲部"):
        assert expected.replace(" ", "") in asked
    for name in ("葉婉儀", "莫志遠", "關偉明", "岑美玲"):
        assert name in asked.partition("宿舍管理處經辦")[2], "who signed"
    [again] = pages(opened(dormitory, f"/stays/{lodger.stay}", "列印申請單"), "application-again")
    assert "補印第2次列印" in again
    director = sign_in("關偉明", phone=True)
    [slip] = pages(opened(director, violation, "列印 扣分單"), "slip")
    for expected in ("扣分單", "扣分4分", "罰款¥50.00", words, "員工簽收"):
        assert expected in slip
    director.do("撤銷違規", 原因="認錯人")
    [void] = pages(opened(director, violation, "列印 扣分單"), "slip-void")
    assert "作廢認錯人" in void


@pytest.mark.clause("T-4.5")
def test_where_the_browser_opens_no_window_it_says_so(sign_in: SignIn, desk: Desk) -> None:
    ticket = papers.ticket(desk, kind="repair_indoor", item="other", words="燈壞了")
    clerk = sign_in("陳靜雯")
    clerk.page.evaluate("window.open = () => null")
    clerk.go(page_of(ticket))
    clerk.main.get_by_role("button", name="存根聯").click()
    expect(clerk.main.get_by_text("瀏覽器擋下了新視窗")).to_be_visible()
    assert papers.call(desk, "GET", ticket, "desk-chan")["ticket"]["printings"] == []

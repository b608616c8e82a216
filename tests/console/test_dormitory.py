"""The dormitory office's day by clicking: beds, coming, passes, leaving, what is reported."""

import re

import pytest
from playwright.sync_api import expect

from local.demo import PHOTO, Desk
from tests.console.conftest import SignIn
from tests.console.lodgers import COLLEAGUE, DIRECTOR, DORMITORY, FINANCE, Hotel, hotel_of, today
from tests.console.person import Person
from tests.console.test_prints import pages, paper_of

CARD = (85.6, 54.0)
"""Millimetres."""
POINT = 25.4 / 72


@pytest.fixture
def hotel(desk: Desk) -> Hotel:
    return hotel_of(desk)


def narrow(person: Person) -> bool:
    """Whether the page is no wider than what it is shown on."""
    return bool(person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.clause("L-2", "L-3", "L-10")
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_beds_stand_by_room_and_night(sign_in: SignIn, hotel: Hotel, *, phone: bool) -> None:
    stay, _, _ = hotel.granted("區美儀" if phone else "湛雅文")
    dormitory = sign_in("岑美玲", phone=phone, dark=phone)
    dormitory.go("/beds")
    bar = dormitory.main.get_by_role("button", name=re.compile("女 (區美儀|湛雅文) · .*已獲床位"))
    expect(bar.last).to_be_visible()
    expect(dormitory.main.get_by_text("空床").first).to_be_visible()
    expect(dormitory.main.get_by_role("heading", name="床位輪候")).to_be_visible()
    dormitory.shoot(f"beds-{'phone' if phone else 'desk'}")
    assert narrow(dormitory)
    name = "區美儀" if phone else "湛雅文"
    dormitory.main.get_by_role("searchbox", name="房號、姓名").fill(name)
    expect(dormitory.main.locator(".beds-room")).to_have_count(1)
    dormitory.main.get_by_role("button", name=re.compile(f"女 {name} · ")).click()
    expect(dormitory.main.get_by_role("heading", name=re.compile("LA-"))).to_be_visible()
    assert dormitory.page.url.endswith(f"/record/stay/{stay}")


@pytest.mark.clause("L-3", "L-5")
def test_a_guest_comes_and_their_pass_is_printed_the_size_of_a_card(
    sign_in: SignIn, hotel: Hotel
) -> None:
    _, _, document = hotel.granted("文淑貞")
    dormitory = sign_in("岑美玲")
    dormitory.go("/beds")
    dormitory.main.get_by_role("searchbox", name="房號、姓名").fill("文淑貞")
    coming = dormitory.main.locator(".beds-due").filter(has_text="文淑貞")
    coming.get_by_role("button", name="入住登記").click()
    form = dormitory.dialog
    dormitory.choose(form, "證件類別", "居民身份證")
    form.get_by_label("證件號碼").fill("H0000000")
    dormitory.shoot("check-in")
    dormitory.send(form)
    expect(form.get_by_label("證件號碼")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("證件號碼").fill(document)
    kept = dormitory.page.evaluate("JSON.stringify(localStorage)")
    assert "resident_card" in kept  # what was typed stays on the device, but for the number
    assert document not in kept
    dormitory.send(form)
    card = dormitory.main.get_by_role("region", name="出入證")
    for said in ("海港酒店", "文淑貞", "床位 A", "有效期至", "不得轉借"):
        expect(card.get_by_text(said).first).to_be_visible()
    dormitory.shoot("pass-card")
    printed = dormitory.page.pdf(prefer_css_page_size=True, print_background=True)
    [size] = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert [round(float(each) * POINT, 1) for each in size] == pytest.approx(CARD, abs=0.15)


@pytest.mark.clause("L-4", "L-5", "L-6", "L-11")
def test_a_guest_leaves_and_what_is_damaged_or_lost_is_charged(
    sign_in: SignIn, hotel: Hotel
) -> None:
    hotel.prices(towel=("毛巾", 3000))
    lodger = hotel.overdue("祝麗芳")
    hotel.post("/jobs/stays", DORMITORY, {})
    dormitory = sign_in("岑美玲")
    dormitory.go(f"/record/stay/{lodger.stay}")
    dormitory.start("退房")
    form = dormitory.dialog
    expect(form.get_by_text("現時應收合計")).to_be_visible()
    expect(form.get_by_text("¥ 20.00")).to_be_visible()
    expect(form.get_by_text("毛巾").first).to_be_visible()
    expect(form.get_by_role("radio", checked=True)).to_have_count(0)
    returned = form.get_by_role("radiogroup", name="已退還出入證")
    returned.get_by_label("否", exact=True).check()
    form.get_by_role("radiogroup", name="保持整潔").get_by_label("否", exact=True).check()
    form.get_by_label("檢查說明").fill("毛巾染色")
    form.get_by_role("button", name="損壞賠償").click()
    damage = form.get_by_role("group", name="損壞賠償")
    dormitory.choose(damage, "住客", "祝麗芳")
    dormitory.choose(damage, "損壞項目", "毛巾")
    damage.get_by_label("數量").fill("2")
    dormitory.shoot("check-out")
    dormitory.send(form)
    expect(form).to_have_count(0)
    expect(dormitory.main.get_by_text("已退房").first).to_be_visible()
    dormitory.shoot("left")
    stay = hotel.get(f"/stays/{lodger.stay}")["stay"]
    late, *charged = [(each["what"], each["clause"], each["fen"]) for each in stay["lines"]]
    assert late == ("lodging_late", "L-6", 10_000)
    assert charged[-2:] == [("lodging_pass", "L-6", 2000), ("lodging_damage", "L-4", 6000)]
    dormitory.go(f"/pass/{lodger.access_pass}")
    expect(dormitory.main.get_by_role("alert")).to_contain_text("不能列印")
    employee = sign_in("葉婉儀", phone=True)
    number = stay["forms"][0]["number"]
    told = employee.main.locator(".message").filter(has_text=f"{number}").filter(has_text="L-11")
    expect(told.filter(has_text="已記入您的帳目").first).to_be_visible()
    employee.shoot("charged-told")
    employee.open("我的帳目")
    for what, clause, fen in (
        ("損壞賠償", "L-4", "¥ 60.00"),
        ("補辦出入證", "L-6", "¥ 20.00"),
        ("逾時退房住宿費", "L-6", "¥ 100.00"),
    ):
        line = employee.main.locator(".entry").filter(has_text=what).filter(has_text="祝麗芳").last
        expect(line.get_by_text(fen, exact=True)).to_be_visible()
        expect(line.get_by_text(clause, exact=True)).to_be_visible()
    employee.shoot("charged")


@pytest.mark.clause("L-5", "L-6", "P-files")
def test_a_lost_pass_is_replaced_and_a_pass_is_revoked(sign_in: SignIn, hotel: Hotel) -> None:
    lodger = hotel.lodged("倪素芬")
    dormitory = sign_in("岑美玲", phone=True)
    dormitory.go(f"/record/pass/{lodger.access_pass}")
    dormitory.main.get_by_role("tab", name="附件").click()
    photo = {"name": "face.png", "mimeType": "image/png", "buffer": PHOTO}
    dormitory.main.locator("input[type=file]").set_input_files(photo)
    expect(dormitory.main.get_by_role("link", name="face.png")).to_be_visible()
    dormitory.do("掛失補辦", 說明="海邊遺失")
    expect(dormitory.main.get_by_role("heading", name=re.compile(r"\.2|-2"))).to_be_visible()
    dormitory.shoot("pass-replaced")
    assert hotel.get(f"/passes/{lodger.access_pass}")["access_pass"]["state"] == "lost"
    dormitory.do("註銷出入證", 原因="提前離開")
    expect(dormitory.main.get_by_text("已註銷").first).to_be_visible()
    stay = hotel.get(f"/stays/{lodger.stay}")["stay"]
    [carried] = [each["access_pass"] for each in stay["present"]]
    assert carried != lodger.access_pass
    assert hotel.get(f"/passes/{carried}")["access_pass"]["state"] == "revoked"


@pytest.mark.clause("L-1", "P-private")
def test_a_relative_is_verified_by_what_is_shown(sign_in: SignIn, hotel: Hotel) -> None:
    claimed = {"name": "司徒國棟", "relation": "parent", "sex": "male", "document": "H6600001"}
    relative = hotel.post("/relatives", COLLEAGUE, claimed)[1]["relative"]["id"]
    dormitory = sign_in("岑美玲", phone=True)
    dormitory.go(f"/record/relative/{relative}")
    dormitory.main.get_by_role("tab", name="查看證件號碼").click()
    expect(dormitory.main.get_by_text("H6600001")).to_be_visible()
    dormitory.do("核實", 證明文件="戶口簿")
    expect(dormitory.main.get_by_text("已核實").first).to_be_visible()
    dormitory.shoot("relative-verified")
    dormitory.do("終止登記", 原因="登記有誤")
    expect(dormitory.main.get_by_text("已終止").first).to_be_visible()


@pytest.mark.clause("L-2")
def test_a_room_is_added_and_a_bed_of_it_closed(sign_in: SignIn, hotel: Hotel) -> None:
    dormitory = sign_in("岑美玲")
    dormitory.go("/beds")
    dormitory.start("新增房間")
    form = dormitory.dialog
    form.get_by_label("房號").fill("909")
    dormitory.choose(form, "房型", "標準間")
    form.get_by_label("樓層").fill("9")
    form.get_by_label("床號").fill("A")
    dormitory.send(form)
    expect(form).to_have_count(0)
    dormitory.main.get_by_role("searchbox", name="房號、姓名").fill("909")
    expect(dormitory.main.get_by_text("房間 909")).to_be_visible()
    dormitory.start("更改房間 909")
    form.get_by_label("已停用").last.check()
    dormitory.send(form)
    expect(dormitory.main.get_by_text("房間 909 · 已停用")).to_be_visible()
    dormitory.shoot("room-closed")
    [room] = [each for each in hotel.get("/house")["rooms"] if each["number"] == "909"]
    assert (room["floor"], room["beds"], room["closed"]) == (
        9,
        [{"key": "A", "closed": False}],
        True,
    )


@pytest.mark.clause("L-8", "L-11", "P-files")
def test_a_violation_is_reported_with_a_photo_and_decided(sign_in: SignIn, hotel: Hotel) -> None:
    guard = sign_in("霍志強", phone=True)
    guard.go("/do/violation-report")
    form = guard.main
    guard.choose(form, "違規事項", "在接待室用餐")
    form.get_by_label("發生時間").fill(f"{today()}T00:00")
    form.get_by_label("經過").fill("把員工餐端進接待室")
    form.get_by_role("combobox", name="責任員工").fill("司徒健")
    guard.page.get_by_role("option", name="司徒健").click()
    guard.shoot("violation-report")
    guard.send(form)
    expect(guard.main.get_by_text("待認定").first).to_be_visible()
    place = guard.page.url.partition("#")[2]
    guard.main.get_by_role("tab", name="附件").click()
    photo = {"name": "meal.png", "mimeType": "image/png", "buffer": PHOTO}
    guard.main.locator("input[type=file]").set_input_files(photo)
    expect(guard.main.get_by_role("link", name="meal.png")).to_be_visible()
    dormitory = sign_in("岑美玲")
    dormitory.go(place)
    dormitory.main.get_by_role("tab", name="附件").click()
    expect(dormitory.main.get_by_role("link", name="meal.png")).to_be_visible()
    dormitory.shoot("violation")
    dormitory.do("認定", 說明="屬實")
    expect(dormitory.main.get_by_text("已認定").first).to_be_visible()
    dormitory.shoot("violation-upheld")


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-7", "L-10", "L-11", "P-approve")
def test_the_gm_office_dismisses_a_violation_and_takes_the_right_to_stay(
    sign_in: SignIn, hotel: Hotel
) -> None:
    violation = hotel.violation(breach="mixed_sexes", words="房內有異性", employee=COLLEAGUE)
    hotel.do(violation, "explain", COLLEAGUE, words="是來修燈的同事")
    director = sign_in("關偉明", phone=True)
    director.go(f"/record{violation.replace('s/', '/', 1)}")
    expect(director.main.get_by_text("是來修燈的同事").first).to_be_visible()
    director.do("不予認定", 原因="查明為維修")
    expect(director.main.get_by_text("不予認定").first).to_be_visible()
    director.shoot("violation-dismissed")
    director.open("員工帳戶")
    director.main.get_by_role("textbox", name="搜尋").fill("司徒")
    director.main.get_by_role("button", name="司徒健").click()
    standing = director.main.get_by_role("region", name="住宿資格")
    expect(standing.get_by_text("可以申請住宿")).to_be_visible()
    director.do("取消住宿資格", 原因="屢次違規")
    expect(standing.get_by_text("目前不能申請住宿 · 屢次違規")).to_be_visible()
    director.shoot("standing")
    assert not hotel.get(f"/conduct/{COLLEAGUE}")["eligible"]
    director.do("恢復住宿資格", 原因="已改正")
    expect(standing.get_by_text("可以申請住宿")).to_be_visible()
    assert hotel.get(f"/conduct/{COLLEAGUE}")["eligible"]


@pytest.mark.clause("L-11", "P-money", "P-number")
def test_finance_takes_a_payment_puts_a_mistake_right_and_pays_a_credit_out(
    sign_in: SignIn, hotel: Hotel
) -> None:
    account = f"/accounts/{COLLEAGUE}"
    path = f"{account}/statement"
    fine = hotel.upheld(breach="overnight", words="未經批准留宿", employee=COLLEAGUE)
    owing = hotel.get(path)["owing"]["fen"]
    finance = sign_in("歐陽慧")
    finance.open("員工帳戶")
    named = finance.main.get_by_role("button", name="司徒健")
    expect(named.get_by_text(yuan(owing)).last).to_be_visible()
    finance.shoot("accounts")
    named.click()
    balance = finance.main.get_by_role("status")
    expect(balance.get_by_text(yuan(owing))).to_be_visible()
    expect(finance.main.get_by_role("button", name="退款")).to_have_count(0)
    finance.start("收款")
    finance.dialog.get_by_label("金額").fill("1")
    finance.choose(finance.dialog, "付款方式", "現金")
    finance.send(finance.dialog)
    expect(balance.get_by_text(yuan(owing - 100))).to_be_visible()
    line = finance.main.get_by_role("row", name="員工繳款").first
    expect(line).to_contain_text("¥ -1.00")
    finance.shoot("account")
    paper = paper_of(line.get_by_role("button", name="列印 收據"))
    [receipt] = pages(paper, "lodging-receipt")
    for expected in ("收據", "付款人司徒健", "金額¥1.00", "大寫壹元整"):
        assert expected in receipt
    line.get_by_role("button", name="沖銷").click()
    expect(finance.dialog.get_by_text("¥ -1.00")).to_be_visible()
    finance.dialog.get_by_label("沖銷原因").fill("打錯金額")
    finance.send(finance.dialog)
    expect(balance.get_by_text(yuan(owing))).to_be_visible()
    expect(line.get_by_role("button", name="沖銷")).to_have_count(0)
    hotel.do(account, "pay", FINANCE, fen=owing, method="cash")
    hotel.do(fine, "reverse", DIRECTOR, reason="認錯人")
    finance.page.reload()
    expect(balance.get_by_text("目前結餘")).to_be_visible()
    finance.start("退款")
    finance.dialog.get_by_label("金額").fill("100")
    finance.choose(finance.dialog, "退款方式", "現金")
    finance.send(finance.dialog)
    expect(balance.get_by_text("沒有欠款")).to_be_visible()
    finance.shoot("account-refunded")
    assert hotel.get(path)["owing"]["fen"] == 0


def yuan(fen: int) -> str:
    return f"¥ {fen / 100:.2f}"

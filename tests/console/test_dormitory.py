"""The dormitory office's day by clicking: beds, coming, passes, leaving, what is reported."""

import re

import pytest
from playwright.sync_api import expect

from local.demo import PHOTO, Desk
from tests.console.conftest import SignIn
from tests.console.lodgers import Hotel, hotel_of, today
from tests.console.person import Person

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
    lodger = hotel.lodged("祝麗芳")
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
    form.get_by_role("radiogroup", name="保持整潔").get_by_label("是", exact=True).check()
    dormitory.shoot("check-out")
    dormitory.send(form)
    expect(form).to_have_count(0)
    expect(dormitory.main.get_by_text("已退房").first).to_be_visible()
    dormitory.shoot("left")
    stay = hotel.get(f"/stays/{lodger.stay}")["stay"]
    assert [(each["what"], each["fen"]) for each in stay["lines"]] == [("lodging_pass", 2000)]
    dormitory.go(f"/pass/{lodger.access_pass}")
    expect(dormitory.main.get_by_role("alert")).to_contain_text("不能列印")


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


@pytest.mark.clause("L-11", "P-money")
def test_finance_finds_an_account_and_takes_a_payment(sign_in: SignIn, hotel: Hotel) -> None:
    path = "/accounts/employee-szeto/statement"
    owing = hotel.get(path)["owing"]["fen"]
    finance = sign_in("歐陽慧")
    finance.open("員工帳戶")
    account = finance.main.get_by_role("button", name="司徒健")
    expect(account.get_by_text(yuan(owing))).to_be_visible()
    finance.shoot("accounts")
    account.click()
    expect(finance.main.get_by_role("status").get_by_text(yuan(owing))).to_be_visible()
    finance.start("收款")
    finance.dialog.get_by_label("金額").fill("1")
    finance.choose(finance.dialog, "付款方式", "現金")
    finance.send(finance.dialog)
    expect(finance.main.get_by_role("status").get_by_text(yuan(owing - 100))).to_be_visible()
    expect(finance.main.get_by_role("row", name="員工繳款").first).to_contain_text("¥ -1.00")
    finance.shoot("account")
    assert hotel.get(path)["owing"]["fen"] == owing - 100


def yuan(fen: int) -> str:
    return f"¥ {fen / 100:.2f}"

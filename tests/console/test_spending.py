"""What was spent, by clicking: receipts photographed, claims paid, settled by both sides."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local.demo import PHOTO, Desk
from tests.console.conftest import SignIn
from tests.console.hospital import (
    FINANCE,
    GM,
    HOST,
    OFFICER,
    OTHER,
    UNIT,
    Hospital,
    bed,
    hospital_of,
    lunch,
    neighbours,
    today,
)
from tests.console.person import Person
from tests.console.test_errands import for_reception


def receipt(person: Person, place: int, amount: str, number: str, line: str) -> None:
    """Fill in what is printed on a receipt that was photographed."""
    of = person.main.get_by_role("group").filter(has=person.page.get_by_label("票據號碼"))
    form = of.nth(place)
    form.get_by_label("金額").fill(amount)
    form.get_by_label("票據號碼").fill(number)
    form.get_by_label("銷售方").fill("同慶樓")
    form.get_by_role("combobox", name="接待安排項目").click()
    person.page.get_by_role("option", name=line).click()


def returned(person: Person, desk: Desk, name: str) -> Person:
    """They closed the window as soon as everything lay on the device, and come again."""
    person.page.wait_for_function("window.onbeforeunload === null")
    context = person.page.context
    person.page.close()
    return Person(context.new_page()).sign_in(desk.address, name)


def changed_elsewhere(office: Person, hospital: Hospital, claim: str) -> None:
    """What is sent to be signed from another window is not overwritten from this one."""
    office.main.get_by_role("button", name="修改").click()
    expect(office.main.get_by_label("銷售方").first).to_have_value("同慶樓")
    known = hospital.get(claim)["claim"]
    lines = [
        {key: each[key] for key in ("line", "words", "fen", "receipt")} for each in known["lines"]
    ]
    drawn = {key: known[key] for key in ("advance", "from_advance")}
    hospital.do(claim, "change", OFFICER, lines=lines, **drawn)
    hospital.do(claim, "submit", OFFICER)
    office.main.get_by_label("銷售方").first.fill("別家")
    office.main.get_by_role("button", name="儲存草稿").click()
    office.main.get_by_role("button", name="查看最新內容").click()
    expect(office.main.get_by_text("待總經理簽批").first).to_be_visible()
    expect(office.main.get_by_text("別家")).to_have_count(0)


@pytest.mark.clause("R-4.3.5", "R-4.3.6", "P-files", "P-money", "P-together")
def test_receipts_are_photographed_signed_and_paid_with_the_picture_beside_the_line(
    sign_in: SignIn, desk: Desk, tmp_path: Path
) -> None:
    hospital = hospital_of(desk)
    path = hospital.approved(lunch(), bed())
    number = hospital.get(path)["reception"]["forms"][0]["number"]
    form = {"reception": path.split("/")[-1], "fen": 30000, "reason": "備用金"}
    advance = f"/advances/{hospital.post('/advances', OFFICER, form)['advance']['id']}"
    hospital.do(advance, "approve", GM)
    hospital.do(advance, "pay", FINANCE, method="cash")
    photos = [tmp_path / name for name in ("午餐.png", "酒店.png")]
    for each in photos:
        each.write_bytes(PHOTO)
    office = sign_in("蘇美珍", phone=True)
    office.go("/claims/new")
    office.main.get_by_role("combobox", name="接待").click()
    office.page.get_by_role("option", name=number).click()
    office.main.locator("input[type=file]").nth(1).set_input_files(photos)
    receipt(office, 0, "78.50", f"{number}-1", "工作午餐")
    office = returned(office, desk, "蘇美珍")
    office.go("/claims/new")
    expect(office.main.get_by_role("img", name="票據照片")).to_have_count(2)
    expect(office.main.get_by_label("票據號碼").first).to_have_value(f"{number}-1")
    office.shoot("claim-waited")
    receipt(office, 1, "99999", f"{number}-2", "協議酒店")
    night = office.main.get_by_role("group", name="2 協議酒店")
    expect(night.get_by_text("超出計劃項目")).to_be_visible()
    expect(night.get_by_text("尚餘 ¥800.00 · R-4.3.1")).to_be_visible()
    expect(office.main.get_by_text("合計 ¥ 100,077.50")).to_be_visible()
    office.main.get_by_role("combobox", name="借款").click()
    office.page.get_by_role("option", name="CA-").click()
    office.shoot("claim-written")
    office.main.get_by_role("button", name="提交").click()
    expect(office.main.get_by_role("alert", name="超出計劃項目")).to_be_visible()
    office.shoot("claim-refused")
    receipt(office, 1, "300", f"{number}-2", "協議酒店")
    expect(night.get_by_text(f"{UNIT} ¥ 150.00 · {OTHER} ¥ 150.00")).to_be_visible()
    expect(night.get_by_text("超出計劃項目")).to_have_count(0)
    office.main.get_by_label("沖抵借款").fill("200")
    office.main.get_by_role("button", name="提交").click()
    expect(office.main.get_by_text("待總經理簽批").first).to_be_visible()
    expect(office.main.get_by_role("img", name="票據照片")).to_have_count(2)
    office.shoot("claim")
    place = office.page.url.partition("#")[2]
    changed_elsewhere(office, hospital, f"/claims/{place.rpartition('/')[2]}")
    manager = sign_in("駱建華", phone=True)
    manager.go(place.replace("record", "approve"))
    expect(manager.main.get_by_role("img", name="工作午餐")).to_be_visible()
    manager.main.get_by_role("button", name="簽批", exact=True).click()
    expect(manager.main.get_by_role("button", name="簽批", exact=True)).to_have_count(0)
    finance = sign_in("余佩玲")
    claim = hospital.get(f"/claims/{place.rpartition('/')[2]}")["claim"]["forms"][0]["number"]
    finance.main.get_by_role("button", name=claim).click()
    photo = finance.main.get_by_role("img", name="票據照片 1")
    expect(photo).to_have_js_property("naturalWidth", 1)
    expect(finance.main.get_by_text("應付現款 ¥ 178.50")).to_be_visible()
    finance.start("付款")
    finance.choose(finance.dialog, "付款方式", "轉帳")
    finance.send(finance.dialog)
    expect(finance.main.get_by_text("已付款").first).to_be_visible()
    finance.shoot("claim-paid")


def spent(hospital: Hospital, reception: str) -> None:
    """The night that was advanced for both units is claimed and paid, and the guests leave."""
    id = reception.split("/")[-1]
    paper = {"seller": "協議酒店", "dated": str(today()), "number": f"H-{id}"}
    line = {"line": "1", "words": "住宿", "fen": 30001, "receipt": paper}
    form = {"reception": id, "lines": [line]}
    claim = f"/claims/{hospital.post('/claims', OFFICER, form)['claim']['id']}"
    hospital.do(claim, "submit", OFFICER)
    hospital.do(claim, "approve", GM)
    hospital.do(claim, "pay", FINANCE, method="transfer")
    hospital.do(reception, "depart", HOST)


@pytest.mark.clause("R-4.3.3", "P-money", "P-report")
def test_a_settlement_is_answered_by_the_one_that_owes_and_closed_by_the_one_that_is_owed(
    sign_in: SignIn, desk: Desk
) -> None:
    hospital = hospital_of(desk)
    neighbours(desk)
    reception = hospital.approved(bed())
    spent(hospital, reception)
    office = sign_in("蘇美珍")
    office.open("接待結算")
    office.start("擬結算單")
    for_reception(office, hospital.get(reception)["reception"]["forms"][0]["number"])
    office.send(office.dialog)
    expect(office.main.get_by_role("heading", name=re.compile("^ST-"))).to_be_visible()
    place = office.page.url.partition("#")[2]
    drawn = hospital.get(f"/settlements/{place.rpartition('/')[2]}")["settlement"]
    ours = sign_in("余佩玲")
    ours.go(place)
    ours.do("確認並發出")
    theirs = sign_in("歐陽慧", phone=True)
    theirs.go(f"/record/statement/{drawn['id']}")
    expect(theirs.main.get_by_role("heading", name=drawn["forms"][0]["number"])).to_be_visible()
    expect(theirs.main.get_by_role("row", name="住宿").get_by_text("¥ 150.01")).to_be_visible()
    expect(theirs.main.get_by_text("確認並發出 · 余佩玲")).to_be_visible()
    theirs.shoot("statement-phone")
    theirs.do("提出異議", 原因="住宿只有一晚")
    ours.page.reload()
    hotel = ours.main.get_by_role("region", name=UNIT)
    expect(hotel.get_by_text("有異議")).to_be_visible()
    expect(hotel.get_by_text("住宿只有一晚")).to_be_visible()
    expect(hotel.get_by_role("button")).to_have_count(0)  # its finance answers there itself
    ours.shoot("settlement-disputed")
    theirs.do("確認")
    expect(theirs.main.get_by_text("已確認").first).to_be_visible()
    ours.page.reload()
    hotel.get_by_role("button", name="劃帳").click()
    ours.send(ours.dialog)
    expect(hotel.get_by_text("尚欠 ¥ 0.00")).to_be_visible()
    other = ours.main.get_by_role("region", name=OTHER)
    other.get_by_role("button", name="登記對方答覆").click()
    ours.dialog.get_by_label("是", exact=True).check()
    ours.dialog.get_by_label("答覆人").fill("周會計")
    ours.send(ours.dialog)
    expect(other.get_by_text("周會計")).to_be_visible()
    manager = sign_in("駱建華", phone=True)
    manager.go(place)
    owing = manager.main.get_by_role("region", name=OTHER)
    owing.get_by_role("button", name="豁免").click()
    manager.dialog.get_by_label("金額").fill("150")
    manager.dialog.get_by_label("原因").fill("集團內部減免")
    manager.send(manager.dialog)
    expect(owing.get_by_text("尚欠 ¥ 0.00")).to_be_visible()
    manager.shoot("settlement-waived")
    ours.page.reload()
    expect(ours.main.get_by_text("已結清").first).to_be_visible()
    ours.shoot("settlement-closed")
    theirs.page.reload()
    expect(theirs.main.get_by_text("已付清").first).to_be_visible()
    ours.go("/reports/receptions")
    for table, group in (("部門", "心內科"), ("按類別", "應邀來賓、合作單位")):
        counted = ours.main.get_by_role("region", name=table).get_by_role("row", name=group)
        expect(counted.get_by_role("cell").first).to_have_text(group)
    ours.shoot("report-receptions")

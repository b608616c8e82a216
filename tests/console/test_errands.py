"""What hangs on a reception, by clicking: its request and end, letters, trips, money in hand."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.hospital import (
    FINANCE,
    GM,
    OFFICER,
    car,
    hospital_of,
    lunch,
    today,
)
from tests.console.person import Person, hence


def for_reception(person: Person, number: str) -> None:
    """Say in the form which reception it is for."""
    person.dialog.get_by_role("combobox", name="公務接待").fill(number)
    person.page.get_by_role("option", name=number).click()


@pytest.mark.clause("R-2.1", "R-3.2", "R-4.3.1", "P-history")
def test_a_reception_is_asked_for_handed_on_and_called_off(sign_in: SignIn) -> None:
    host = sign_in("麥家明")
    host.open("我的接待申請")
    host.start("申請公務接待")
    form = host.dialog
    host.choose(form, "來賓類別", "上級領導")
    form.get_by_label("接待事由").fill("護理質量評審")
    guest = form.get_by_role("group", name="來賓")
    for label, text in (("姓名", "馮處長"), ("單位", "省衛健委"), ("職務", "處長")):
        guest.get_by_label(label).fill(text)
    host.choose(guest, "級別", "部門負責人")
    letter = form.get_by_role("group", name="公函")
    letter.get_by_label("公函字號").fill("衛評〔2026〕17號")
    letter.get_by_label("發函單位").fill("省衛健委")
    letter.get_by_label("公函日期").fill(str(today()))
    form.get_by_label("到達日期").fill(str(today() + timedelta(days=2)))
    form.get_by_label("離開日期").fill(str(today() + timedelta(days=3)))
    host.choose(form, "對口部門", "心內科")
    host.shoot("request")
    host.send(form)
    expect(host.main.get_by_role("heading", name=re.compile("^RR-"))).to_be_visible()
    place = host.page.url.partition("#")[2]
    office = sign_in("蘇美珍")
    office.go(place)
    office.do("改派接待部門", 接待部門="院辦", 原因="由院辦統籌")
    office.do("取消接待", 原因="來函改期")
    expect(office.main.get_by_text("已取消").first).to_be_visible()
    office.shoot("reception-cancelled")
    host.page.reload()
    expect(host.main.get_by_text("已取消").first).to_be_visible()


@pytest.mark.clause("R-4.3.2", "R-4.3.3", "P-private", "P-number")
@pytest.mark.parametrize(
    ("kind", "clause", "number", "missing"),
    [("接待函", "R-4.3.3", "RL-", 5), ("傳真文件", "R-4.3.2", "FX-", 4)],
)
def test_a_letter_is_written_printed_and_answered(
    sign_in: SignIn, kind: str, clause: str, number: str, missing: int
) -> None:
    office = sign_in("蘇美珍")
    office.open("接待函件")
    office.start("發函或登記來函")
    form = office.dialog
    office.choose(form, "收發", "發函")
    office.choose(form, "函件類別", kind)
    form.get_by_label("對方單位").fill("集團珠海醫院")
    office.send(form)
    expect(form.get_by_role("alert").filter(has_text=clause)).to_be_visible()
    expect(form.get_by_text("必填。")).to_have_count(missing)  # fields, and parts to be added
    expect(form.get_by_text("至少填一項")).to_be_visible()
    office.shoot("letter-refused")
    for part in ("來訪人員", "行程", "聯絡方式", "接待標準"):
        form.get_by_role("button", name=part).click()
    guest = form.get_by_role("group", name="來訪人員")
    for label, text in (
        ("姓名", "戴教授"),
        ("職務", "教授"),
        ("單位", "省醫學院"),
        ("級別", "學者"),
    ):
        guest.get_by_label(label).fill(text)
    leg = form.get_by_role("group", name="行程")
    office.choose(leg, "交通工具", "火車")
    leg.get_by_label("車次、班次或車牌").fill("G6013")
    leg.get_by_label("出發時間").fill(hence(48))
    leg.get_by_label("抵達時間").fill(hence(50))
    form.get_by_label("聯絡人").fill("蘇美珍")
    form.get_by_label("聯絡電話").fill("13800138000")
    form.get_by_label("標準說明").fill("普通住宿、工作餐")
    office.choose(form, "費用結算辦法", "接待單位墊付,離開後單位間結算劃帳")
    form.get_by_label("答覆期限").fill(hence(24))
    office.send(form)
    expect(office.main.get_by_role("heading", name=re.compile(f"^{number}"))).to_be_visible()
    expect(office.main.get_by_text("138****8000").first).to_be_visible()
    with office.page.expect_popup() as popup:
        office.main.get_by_role("button", name="列印函件").first.click()
    paper = popup.value
    expect(paper.get_by_text("13800138000")).to_be_visible()
    paper.close()
    expect(office.main.get_by_text("列印函件 · 蘇美珍")).to_be_visible()
    office.start("登記答覆")
    office.dialog.get_by_label("是", exact=True).check()
    office.dialog.get_by_label("答覆人").fill("溫主任")
    office.dialog.get_by_label("答覆時間").fill(hence(0))
    office.send(office.dialog)
    expect(office.main.get_by_text("已答覆").first).to_be_visible()
    office.shoot(f"letter-answered-{number}")
    office.do("作廢", 原因="行程取消")
    expect(office.main.get_by_text("已作廢").first).to_be_visible()


@pytest.mark.clause("R-4.3.7", "P-approve")
def test_a_trip_is_asked_for_signed_and_driven_farther(sign_in: SignIn, desk: Desk) -> None:
    hospital = hospital_of(desk)
    reception = hospital.approved(car(words="送行"))
    number = hospital.get(reception)["reception"]["forms"][0]["number"]
    hospital.submitted(lunch())
    office = sign_in("蘇美珍", phone=True)
    office.open("接待用車記錄")
    office.start("申請用車")
    form = office.dialog
    for_reception(office, number)
    form.get_by_role("combobox", name="接待安排項目").click()
    office.page.get_by_role("option", name="送行").click()
    form.get_by_label("用車事由").fill("送專家赴機場")
    form.get_by_label("乘客人數").fill("2")
    form.get_by_label("目的地").fill("機場")
    form.get_by_label("開始時間").fill(f"{today()}T00:10")
    form.get_by_label("結束時間").fill(f"{today()}T23:50")
    office.send(form)
    expect(office.main.get_by_role("heading", name=re.compile("^TR-"))).to_be_visible()
    place = office.page.url.partition("#")[2]
    head = sign_in("甘志偉", phone=True)
    head.go(place.replace("record", "approve"))
    expect(head.main.get_by_text("送專家赴機場")).to_be_visible()
    head.shoot("approve-trip")
    head.main.get_by_role("button", name="批准用車", exact=True).click()
    expect(head.main.get_by_text("送專家赴機場")).to_have_count(0)  # on to the one that waits next
    trip = f"/trips/{place.rpartition('/')[2]}"
    driver = hospital.post("/drivers", OFFICER, {"name": "彭師傅"})["driver"]["id"]
    van = {"name": "小型客車", "plate": "粵B·55123", "seats": 7, "odometer": 100}
    taken = hospital.post("/cars", OFFICER, van)["car"]["id"]
    hours = {name: hospital.get(trip)["trip"][name] for name in ("begins", "ends")}
    hospital.do(trip, "arrange", OFFICER, car=taken, driver=driver, **hours)
    office.page.reload()
    office.do("出車", **{"車表讀數(km)": "100"})
    office.do("回場", **{"車表讀數(km)": "400", "回場說明": "繞行"})
    expect(office.main.get_by_text("行駛路程超出批准範圍")).to_be_visible()
    expect(office.main.get_by_text("實際公里 300")).to_be_visible()
    office.shoot("trip-returned")


@pytest.mark.clause("R-4.3.1", "P-money", "P-approve")
def test_an_advance_is_asked_for_signed_paid_out_and_brought_back(
    sign_in: SignIn, desk: Desk
) -> None:
    hospital = hospital_of(desk)
    reception = hospital.approved(lunch())
    number = hospital.get(reception)["reception"]["forms"][0]["number"]
    office = sign_in("蘇美珍")
    office.open("接待借款")
    office.start("申請借款")
    form = office.dialog
    office.page.route(re.compile("/receptions/[0-9a-f]+$"), lambda _: None)  # it never comes
    for_reception(office, number)
    form.get_by_label("金額").fill("90")
    form.get_by_label("借款事由").fill("午餐備用金")
    expect(form.get_by_role("combobox", name="公務接待")).to_have_value(re.compile(number))
    office.send(form)
    expect(form.get_by_text("R-4.3.1")).to_be_visible()
    office.shoot("advance-over-budget")
    office.page.unroute_all()
    form.get_by_label("金額").fill("60.50")
    office.send(form)
    expect(office.main.get_by_role("heading", name=re.compile("^CA-"))).to_be_visible()
    place = office.page.url.partition("#")[2]
    hospital.do(f"/advances/{place.rpartition('/')[2]}", "approve", GM)
    finance = sign_in("余佩玲")
    finance.go(place)
    finance.do("支付", 付款方式="現金")
    finance.do("退還餘款", 退還金額="20", 退還方式="現金")
    expect(finance.main.get_by_text("¥ 40.50").first).to_be_visible()
    finance.do("退還餘款", 退還金額="40.50", 退還方式="轉帳")
    expect(finance.main.get_by_text("已結清").first).to_be_visible()
    finance.shoot("advance-settled")


@pytest.mark.clause("R-4.3.6", "P-money")
def test_a_paid_claim_that_was_wrong_is_taken_back_and_written_anew(
    sign_in: SignIn, desk: Desk
) -> None:
    hospital = hospital_of(desk)
    reception = hospital.approved(lunch())
    paper = {"seller": "同慶樓", "dated": str(today()), "number": f"W-{reception[-8:]}"}
    line = {"line": "1", "words": "工作午餐", "fen": 8000, "receipt": paper}
    form = {"reception": reception.split("/")[-1], "lines": [line]}
    claim = f"/claims/{hospital.post('/claims', OFFICER, form)['claim']['id']}"
    hospital.do(claim, "submit", OFFICER)
    hospital.do(claim, "approve", GM)
    hospital.do(claim, "pay", FINANCE, method="cash")
    finance = sign_in("余佩玲")
    finance.go(f"/record/claim/{claim.split('/')[-1]}")
    finance.start("沖銷")
    finance.dialog.get_by_label("沖銷原因").fill("票據金額有誤")
    finance.dialog.get_by_label("另行報銷").check()
    finance.send(finance.dialog)
    expect(finance.main.get_by_text("已沖銷").first).to_be_visible()
    finance.shoot("claim-reversed")
    assert hospital.get(reception)["spent"] == [{"line": "1", "fen": 0}]

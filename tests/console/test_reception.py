"""A reception by clicking: planned with its findings beside it, decided on a phone, driven."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.hospital import HEAD, HOST, OFFICER, bed, car, hospital_of, lunch, today
from tests.console.person import Person
from tests.console.test_line import taken_in


def decide(approver: Person, what: str = "批准") -> None:
    approver.main.get_by_role("button", name=what, exact=True).click()


@pytest.mark.clause("R-2.4", "R-4.2.2", "R-4.3.4", "R-4.3.7")
def test_a_plan_is_judged_as_one_types_and_handed_in_from_the_same_page(
    sign_in: SignIn, desk: Desk
) -> None:
    path = hospital_of(desk).planned(lunch())
    host = sign_in("麥家明")
    host.go(f"/record{path.replace('/receptions', '/reception')}")
    host.main.get_by_role("button", name="填寫安排").click()
    host.main.get_by_role("button", name="用餐", exact=True).click()
    meal = host.main.get_by_role("group", name="用餐", exact=True)
    host.choose(meal, "用餐形式", "招待餐")
    meal.get_by_label("單價").fill("130.01")
    meal.get_by_label("陪餐人數").fill("9")
    expect(meal.get_by_text("陪餐人數過多").first).to_be_visible()
    expect(meal.get_by_text("招待餐不適用於這些來賓")).to_be_visible()
    expect(meal.get_by_text("金額 ¥ 130.01 · 標準上限 ¥ 130.00")).to_be_visible()
    expect(host.main.get_by_text("不得", exact=False).first).to_be_visible()
    host.shoot("plan-forbidden")
    meal.get_by_role("button", name="詳細資料").click()
    host.choose(meal, "來賓", "鍾教授")
    host.page.keyboard.press("Escape")
    meal.get_by_label("單價").fill("130")
    meal.get_by_label("陪餐人數").fill("0")
    expect(meal.get_by_text("招待餐不適用於這些來賓")).to_have_count(0)
    expect(meal.get_by_text("招待餐須經批准")).to_be_visible()
    asked = host.main.get_by_text("批准招待餐")
    expect(asked.first).to_be_visible()
    host.main.get_by_role("button", name="用車", exact=True).click()
    ride = host.main.get_by_role("group", name="用車", exact=True)
    expect(ride.get_by_text("必填")).to_be_visible()
    ride.get_by_label("目的地").fill("珠海")
    expect(ride.get_by_text("長途用車")).to_be_visible()
    host.shoot("plan")
    host.main.get_by_role("button", name="儲存安排").click()
    host.main.get_by_role("button", name="送審").click()
    expect(host.main.get_by_role("heading", name=re.compile("^RR-"))).to_be_visible()
    stored = hospital_of(desk).get(path)
    assert stored["reception"]["state"] == "pending"
    assert [each["words"] for each in stored["reception"]["content"]["lines"]] == [
        "工作午餐",
        "用餐",
        "用車",
    ]


@pytest.mark.clause("R-2.4", "R-4.1.1")
def test_a_plan_fits_on_a_phone_and_what_was_typed_is_kept(sign_in: SignIn, desk: Desk) -> None:
    path = hospital_of(desk).planned(lunch(), bed(count=2))
    host = sign_in("麥家明", phone=True)
    plan = f"/plan/{path.split('/')[-1]}"
    host.go(plan)
    night = host.main.get_by_role("group", name="協議酒店")
    night.get_by_label("單價").fill("501")
    expect(night.get_by_text("超過接待標準")).to_be_visible()
    host.shoot("plan-phone")
    assert host.page.evaluate("document.documentElement.scrollWidth") <= 360
    host.go("/")
    expect(host.main.get_by_role("heading", name="待辦與通知")).to_be_visible()
    host.go(plan)
    expect(night.get_by_label("單價")).to_have_value("¥ 501.00")
    host.main.get_by_role("button", name="不要了").click()
    expect(night.get_by_label("單價")).to_have_value("¥ 400.00")


@pytest.mark.clause("R-4.2.1", "R-4.2.2", "R-4.3.1", "P-approve")
def test_whoever_signs_sees_the_findings_and_decides_with_words(
    sign_in: SignIn, desk: Desk
) -> None:
    hospital = hospital_of(desk)
    feast = lunch(words="晚宴", meal="hospitality", sitting="dinner", fen=13000, guests=["1"])
    path = hospital.submitted(lunch(), feast, purpose="心臟移植會診")
    hospital.submitted(lunch())
    hospital.signed(lunch())
    record = f"/record/reception/{path.split('/')[-1]}"
    head = sign_in("甘志偉", phone=True)
    head.go(record)
    head.main.get_by_role("button", name="批准").first.click()
    expect(head.main.get_by_text("招待餐須經批准")).to_be_visible()
    expect(head.main.get_by_text("鍾教授")).to_be_visible()
    head.main.get_by_label("審批意見").fill("同意,請從簡")
    head.shoot("approve-head")
    decide(head)
    expect(head.main.get_by_text("心臟移植會診")).to_have_count(0)  # on to what waits next
    manager = sign_in("駱建華", phone=True)
    manager.go(record.replace("record", "approve"))
    expect(manager.main.get_by_text("院辦負責人 · 甘志偉")).to_be_visible()
    expect(manager.main.get_by_text("同意,請從簡")).to_be_visible()
    decide(manager)
    expect(manager.main.get_by_text("必填。")).to_have_count(3)  # nothing is granted by itself
    manager.main.get_by_role("button", name="全部准").click()
    expect(manager.main.get_by_text("必填。")).to_have_count(0)
    dinner = manager.main.get_by_role("group", name="批准招待餐")
    dinner.get_by_text("不准").click()
    dinner.get_by_label("批示說明").fill("改為工作餐")
    manager.shoot("approve-gm")
    decide(manager)
    expect(manager.main.get_by_text("心臟移植會診")).to_have_count(0)
    after = hospital.get(path)["reception"]
    assert after["state"] == "approved"
    assert {each["asks"]: each["yes"] for each in after["granted"]} == {
        "outside": True,
        "budget": True,
        "hospitality": False,
    }
    manager.go(record)
    decided = manager.main.get_by_text("不准 · 改為工作餐")
    expect(decided).to_be_visible()
    manager.shoot("approved")


@pytest.mark.clause("P-approve", "R-4.3.1")
def test_a_refusal_says_why(sign_in: SignIn, desk: Desk) -> None:
    hospital = hospital_of(desk)
    path = hospital.submitted(lunch(), purpose="人才引進考察")
    hospital.submitted(lunch())
    head = sign_in("甘志偉", phone=True)
    head.go(f"/approve/reception/{path.split('/')[-1]}")
    decide(head, "不批准")
    expect(head.main.get_by_text("必填。")).to_be_visible()
    head.main.get_by_label("審批意見").fill("人數過多")
    head.page.reload()
    expect(head.main.get_by_label("審批意見")).to_have_value("人數過多")
    decide(head, "不批准")
    expect(head.main.get_by_text("人才引進考察")).to_have_count(0)
    after = hospital.get(path)["reception"]
    assert (after["state"], after["over"]["reason"]) == ("refused", "人數過多")


@pytest.mark.clause("P-approve")
def test_what_is_other_than_in_the_last_version_is_marked(sign_in: SignIn, desk: Desk) -> None:
    hospital = hospital_of(desk)
    path = hospital.signed(lunch(), car())
    lines = hospital.get(path)["reception"]["content"]["lines"]
    dearer = {**lines[0], "fen": 5000, "city": None}
    hospital.do(path, "plan", HOST, lines=[dearer, bed()])
    hospital.do(path, "submit", HOST)
    hospital.do(path, "approve", HEAD)
    manager = sign_in("駱建華", phone=True)
    manager.go(f"/approve/reception/{path.split('/')[-1]}")
    expect(manager.main.locator("del", has_text="¥ 40.00")).to_be_visible()
    expect(manager.main.locator("ins", has_text="¥ 50.00")).to_be_visible()
    expect(manager.main.get_by_text("接站 刪除")).to_be_visible()
    expect(manager.main.get_by_text("協議酒店 新增")).to_be_visible()
    manager.shoot("approve-differences")


@pytest.mark.clause("P-approve")
def test_somebody_signs_for_another_for_dates(sign_in: SignIn) -> None:
    head = sign_in("甘志偉")
    head.go("/delegations")
    head.main.get_by_role("button", name="委託代理").click()
    head.dialog.get_by_label("開始日期").fill(str(today()))
    head.dialog.get_by_label("結束日期").fill(str(today() + timedelta(days=3)))
    head.dialog.get_by_role("combobox", name="代理人").fill("區慧儀")
    head.page.get_by_role("option", name="區慧儀").click()
    head.dialog.get_by_label("說明").fill("出差三天")
    head.send(head.dialog)
    given = head.main.get_by_role("region", name="我委託他人")
    expect(given.get_by_text("待接受")).to_be_visible()
    substitute = sign_in("區慧儀", phone=True)
    substitute.go("/delegations")
    expect(substitute.main.get_by_role("button", name="接受代理")).to_be_visible()
    substitute.shoot("delegations")
    substitute.do("接受代理")
    taken = substitute.main.get_by_role("region", name="他人委託我")
    expect(taken.get_by_text("生效中")).to_be_visible()
    head.page.reload()
    head.do("撤回代理")
    expect(given.get_by_text("區慧儀")).to_have_count(0)


@pytest.mark.clause("R-4.3.7")
def test_a_car_and_a_driver_are_found_on_the_line_of_time(sign_in: SignIn, desk: Desk) -> None:
    hospital = hospital_of(desk)
    tomorrow = today() + timedelta(days=1)
    path = hospital.approved(car(words="接機", destination="機場", day=str(tomorrow), count=2))
    driver = hospital.post("/drivers", OFFICER, {"name": "馮師傅"})["driver"]["id"]
    van = {"name": "中巴", "plate": "粵B·66888", "seats": 19, "odometer": 100}
    taken = hospital.post("/cars", OFFICER, van)["car"]["id"]
    trips = []
    for begins, ends in (("10:00", "12:00"), ("11:00", "13:00")):
        form = {
            "reception": path.split("/")[-1],
            "line": "1",
            "purpose": "接客人",
            "passengers": 2,
            "destination": "機場",
            "begins": f"{tomorrow}T{begins}:00+08:00",
            "ends": f"{tomorrow}T{ends}:00+08:00",
        }
        trips.append(hospital.post("/trips", OFFICER, form)["trip"])
    first = {name: trips[0][name] for name in ("begins", "ends")}
    hospital.do(f"/trips/{trips[0]['id']}", "arrange", OFFICER, car=taken, driver=driver, **first)
    office = sign_in("蘇美珍")
    office.open("用車日曆")
    waiting = office.main.get_by_role("region", name="待派車")
    trip = waiting.get_by_role("button", name="11:00")
    trip.click()
    expect(office.main.get_by_role("row", name="中巴").get_by_text("已有安排")).to_be_visible()
    expect(office.main.get_by_role("row", name="商務車").get_by_text("空閒")).to_be_visible()
    office.shoot("cars")
    waiting.get_by_role("combobox", name="車輛").click()
    office.page.get_by_role("option", name="中巴").click()
    waiting.get_by_role("combobox", name="司機").click()
    office.page.get_by_role("option", name="馮師傅").click()
    waiting.get_by_role("button", name="派車", exact=True).click()
    expect(waiting.get_by_role("alert")).to_contain_text("R-4.3.7")  # it is out by then
    waiting.get_by_role("combobox", name="車輛").click()
    office.page.get_by_role("option", name="商務車").click()
    hospital.post("/drivers", OFFICER, {"name": "陸師傅"})
    office.page.reload()
    office.main.get_by_role("region", name="待派車").get_by_role("button", name="11:00").click()
    waiting.get_by_role("combobox", name="車輛").click()
    office.page.get_by_role("option", name="商務車").click()
    waiting.get_by_role("combobox", name="司機").click()
    office.page.get_by_role("option", name="陸師傅").click()
    waiting.get_by_role("button", name="派車", exact=True).click()
    expect(trip).to_have_count(0)
    driven = office.main.get_by_role("row", name="商務車").get_by_role("button", name="機場")
    driven.first.click()
    expect(office.main.get_by_text("已派車").first).to_be_visible()
    phone = sign_in("蘇美珍", phone=True)
    phone.go("/cars")
    expect(phone.main.get_by_role("button", name="11:00 – 13:00 機場")).to_be_visible()
    phone.shoot("cars-phone")


@pytest.mark.clause("P-report")
def test_a_report_answers_with_charts(sign_in: SignIn, desk: Desk) -> None:
    taken_in(desk)
    manager = sign_in("吳建國")
    manager.open("客戶服務統計")
    expect(manager.main.get_by_role("heading", name="客戶服務統計")).to_be_visible()
    chart = manager.main.locator("svg.recharts-surface").first
    expect(chart).to_be_visible()
    manager.shoot("report")

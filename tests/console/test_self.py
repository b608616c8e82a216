"""Owners and employees on a phone: what they report and follow, what they apply for and owe."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Route, expect

from local.demo import PHOTO, Desk
from tests.console.conftest import SignIn
from tests.console.lodgers import (
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    GUARD,
    MANAGER,
    Hotel,
    hotel_of,
    today,
)
from tests.console.person import Person

LINES = [{"code": "labour-plumber", "quantity": "1.5"}, {"code": "tap-15", "quantity": "1"}]
LYING = """() => new Promise(counted => {
  const opening = indexedDB.open("frontdesk");
  opening.onsuccess = () => {
    const count = opening.result.transaction("waiting").objectStore("waiting").count();
    count.onsuccess = () => counted(count.result);
  };
})"""
"""How much waits on the device, whoever's it is."""
MOST = 4
"""Guests of one application."""


def photo(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": PHOTO}


def choose_photos(owner: Person, *photos: str) -> None:
    """On the page of a report, from the menu on."""
    owner.open("我要報事")
    with owner.page.expect_file_chooser() as chooser:
        owner.main.get_by_role("button", name="從相簿選取").click()
    chooser.value.set_files([photo(each) for each in photos])


def report(owner: Person, words: str, *photos: str) -> None:
    """A repair at home as its owner reports it, from the menu to its sending."""
    choose_photos(owner, *photos)
    tell(owner, words)


def tell(owner: Person, words: str) -> None:
    """The rest of a report, and its sending."""
    owner.main.get_by_label("室內報修").check()
    owner.main.get_by_label("給排水").check()
    expect(owner.main.get_by_label("B-0502")).to_be_checked()
    owner.main.get_by_label("說明").fill(words)
    owner.shoot("self-report")
    owner.main.get_by_role("button", name="送出").click()


def card(owner: Person, words: str) -> Locator:
    return owner.main.get_by_role("article", name=words)


def of_words(desk: Desk, words: str) -> list[Any]:
    """The tickets that were reported in these words, as the desk sees them."""
    _, _, page = desk.call("GET", "/tickets?order=newest&limit=50", "desk-chan")
    return [each["ticket"] for each in page["items"] if each["ticket"]["words"] == words]


def carried_by(desk: Desk, ticket: str, command: str, who: str, **form: Any) -> None:
    """A step that somebody takes by the API."""
    _, headers, _ = desk.call("GET", f"/tickets/{ticket}", who)
    status, _, answer = desk.call(
        "POST", f"/tickets/{ticket}/{command}", who, form, headers["ETag"]
    )
    assert status == 200, answer


def lose(owner: Person, path: str, method: str = "POST") -> None:
    """The first answer to this is lost on its way: it is done, and nobody hears of it."""
    lost: list[str] = []

    def answer(route: Route) -> None:
        if lost or route.request.method != method:
            route.fallback()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    owner.page.route(path, answer)


@pytest.mark.clause("T-2.0", "T-4.3.2", "T-4.4.1", "T-4.4.4", "P-files", "P-who")
def test_an_owner_reports_with_a_photo_consents_accepts_and_rates(
    sign_in: SignIn, desk: Desk
) -> None:
    words = "浴室水龍頭滴水"
    owner = sign_in("劉志強", phone=True)
    report(owner, words, "水龍頭.png")
    mine = card(owner, words)
    expect(mine.get_by_text("保修期已過")).to_be_visible()
    expect(mine.get_by_role("button", name="詳情與附件 (1)")).to_be_visible()
    ticket = of_words(desk, words)[0]["id"]
    carried_by(desk, ticket, "dispatch", "desk-chan", department="engineering")
    carried_by(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    carried_by(desk, ticket, "quote", "engineer-lee", lines=LINES)
    owner.go("/")
    owner.page.reload()
    owner.main.get_by_role("button", name=re.compile(words)).first.click()
    expect(mine.get_by_role("button", name="同意報價")).to_be_visible()
    owner.open("我的報事")
    asked = owner.main.get_by_role("region", name="等您答覆")
    expect(asked.get_by_role("article", name=words)).to_be_visible()
    expect(mine.get_by_text("¥ 188.00")).to_be_visible()
    owner.shoot("self-quotation")
    mine.get_by_role("button", name="同意報價").click()
    expect(owner.dialog.get_by_text("¥ 188.00")).to_be_visible()
    expect(owner.dialog.get_by_label("同意方式")).to_have_count(0)
    owner.dialog.get_by_label("簽名").fill("劉志強")
    owner.shoot("self-consent")
    owner.send(owner.dialog)
    expect(mine.get_by_text("等待開工")).to_be_visible()
    carried_by(desk, ticket, "start", "engineer-lee")
    carried_by(desk, ticket, "complete", "engineer-lee", result="已換水龍頭", lines=LINES)
    owner.page.reload()
    accept = mine.get_by_role("button", name="驗收並評分")
    expect(accept).to_be_visible()
    owner.shoot("self-completed")
    accept.click()
    owner.dialog.get_by_label("簽名").fill("劉志強")
    fourth = owner.dialog.get_by_label("滿意度 4").get_attribute("id")
    owner.dialog.locator(f"label[for='{fourth}']").click()
    owner.shoot("self-accept")
    owner.send(owner.dialog)
    expect(mine.get_by_text("客服將致電回訪")).to_be_visible()
    expect(mine.get_by_label("4 / 5")).to_be_visible()
    owner.shoot("self-accepted")
    mine.get_by_role("button", name="詳情與附件").click()
    expect(owner.main.get_by_role("link", name="水龍頭.png")).to_be_visible()
    owner.shoot("self-matter")
    accepted = of_words(desk, words)[0]
    assert accepted["acceptance"]["satisfaction"] == 4
    assert accepted["quotation"]["consent"]["manner"] == "in_app"


@pytest.mark.clause("P-once", "P-files", "T-2.0")
def test_a_broken_line_loses_no_photo_and_sends_none_twice(sign_in: SignIn, desk: Desk) -> None:
    words = "廚房水管滲水"
    owner = sign_in("劉志強", phone=True)
    lose(owner, "**/tickets")
    lose(owner, "**/files")
    lose(owner, "**/jade-garden/ticket/**", "PUT")
    lose(owner, "**/attach")
    report(owner, words, "水管.png", "地板.png")
    expect(owner.main.get_by_text("未收到回應")).to_be_visible()
    expect(owner.main.get_by_label("說明")).to_have_value(words)
    expect(owner.main.get_by_role("img")).to_have_count(2)
    owner.shoot("self-report-lost")
    owner.main.get_by_role("button", name="再送一次").click()
    for _ in range(3):
        expect(owner.main.get_by_text("未送出的照片仍保留")).to_be_visible()
        owner.shoot("self-photos-lost")
        owner.main.get_by_role("button", name="再送一次照片").click()
    expect(card(owner, words).get_by_role("button", name="詳情與附件 (2)")).to_be_visible()
    [ticket] = of_words(desk, words)
    assert [each["name"] for each in ticket["files"]] == ["水管.png", "地板.png"]
    owner.trouble = [each for each in owner.trouble if "ERR_FAILED" not in each]


def left_lying(owner: Person, *photos: str) -> None:
    """Photos were chosen, and the window closed."""
    choose_photos(owner, *photos)
    expect(owner.main.get_by_role("img")).to_have_count(len(photos))
    owner.page.wait_for_function("window.onbeforeunload === null")
    owner.page.close()


@pytest.mark.clause("P-files", "P-once", "P-private")
def test_photos_wait_on_the_device_for_who_chose_them(sign_in: SignIn, desk: Desk) -> None:
    words = "露臺門關不上"
    owner = sign_in("劉志強", phone=True)
    context = owner.page.context
    left_lying(owner, "門.png", "鎖.png")
    again = Person(context.new_page()).sign_in(desk.address, "劉志強")
    again.open("我要報事")
    expect(again.main.get_by_role("img")).to_have_count(2)
    again.shoot("self-photos-waited")
    again.main.get_by_role("button", name="移除照片 鎖.png").click()
    tell(again, words)
    expect(card(again, words).get_by_role("button", name="詳情與附件 (1)")).to_be_visible()
    [ticket] = of_words(desk, words)
    assert [each["name"] for each in ticket["files"]] == ["門.png"]
    left_lying(again, "鎖.png")
    other = Person(context.new_page()).sign_in(desk.address, "黃麗華")
    assert other.page.evaluate(LYING) == 0


@pytest.mark.clause("T-2.0", "P-words")
def test_what_a_report_lacks_is_said_where_it_belongs(sign_in: SignIn) -> None:
    owner = sign_in("劉志強", phone=True)
    owner.open("我要報事")
    owner.main.get_by_label("公共設施報修").check()
    owner.main.get_by_label("說明").fill("大堂燈不亮")
    owner.main.get_by_role("button", name="送出").click()
    expect(owner.main.get_by_label("在哪裡?")).to_have_attribute("aria-invalid", "true")
    owner.shoot("self-report-refused")
    owner.page.reload()
    expect(owner.main.get_by_label("說明")).to_have_value("大堂燈不亮")
    expect(owner.main.get_by_label("公共設施報修")).to_be_checked()


def approved(house: Hotel, stay: str, version: str, manager: str) -> None:
    """Both signatures under an application (L-3)."""
    for who in (manager, DIRECTOR):
        version, _ = house.post(f"/stays/{stay}/approve", who, {}, version)


def filled(house: Hotel, first: str, last: str) -> None:
    """Every bed that is free on these days is given to another's sisters."""
    for many in (MOST, 1):
        while sisters_lodged(house, first, last, many):
            pass


def sisters_lodged(house: Hotel, first: str, last: str, many: int) -> bool:
    """Whether there were as many beds; who finds none does not wait for one."""
    guests = [house.relative(f"葉妹{number}")[0] for number in range(many)]
    asked = {"reason": "家人團聚", "first": first, "last": last, "guests": guests}
    version, view = house.post("/stays", EMPLOYEE, asked)
    stay = f"/stays/{view['stay']['id']}"
    approved(house, view["stay"]["id"], version, MANAGER)
    lodged: bool = house.get(stay)["stay"]["state"] == "granted"
    if not lodged:
        house.do(stay, "cancel", EMPLOYEE, reason="不等了")
    return lodged


def applied(employee: Person, first: str, last: str, reason: str) -> Locator:
    """An application for his wife, and its card."""
    employee.open("家屬住宿")
    employee.main.get_by_role("button", name="申請住宿").click()
    form = employee.main.get_by_role("region", name="申請住宿")
    form.get_by_label("何麗珍").check()
    form.get_by_label("入住日期").fill(first)
    form.get_by_label("離開日期").fill(last)
    form.get_by_label("為什麼").fill(reason)
    employee.send(form)
    return employee.main.get_by_role("article", name="LA-").filter(has_text=reason)


def waits(house: Hotel) -> str:
    """The newest application of the other employee, signed, and so in the queue: its id."""
    newest = house.get("/my-stays?order=newest", "employee-szeto")["items"][0]
    approved(house, newest["stay"]["id"], f'"{newest["version"]}"', "manager-sin")
    return newest["stay"]["id"]


def in_line(house: Hotel, first: str, last: str, reason: str) -> None:
    """One more application for a sister, signed; every bed is taken."""
    asked = {"reason": reason, "first": first, "last": last, "guests": [house.relative("葉妹")[0]]}
    version, view = house.post("/stays", EMPLOYEE, asked)
    approved(house, view["stay"]["id"], version, MANAGER)
    assert house.get(f"/stays/{view['stay']['id']}")["stay"]["state"] == "waiting"


@pytest.mark.clause("T-2.0", "T-4.3.2")
def test_an_owner_asks_again_declines_and_cancels(sign_in: SignIn, desk: Desk) -> None:
    words = "陽臺地漏堵塞"
    owner = sign_in("劉志強", phone=True)
    report(owner, words)
    mine = card(owner, words)
    mine.get_by_role("button", name="催單").click()
    owner.dialog.get_by_label("催單內容").fill("今天能來嗎?")
    owner.send(owner.dialog)
    expect(owner.dialog).to_have_count(0)
    ticket = of_words(desk, words)[0]["id"]
    carried_by(desk, ticket, "dispatch", "desk-chan", department="engineering")
    carried_by(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    carried_by(desk, ticket, "quote", "engineer-lee", lines=LINES)
    owner.page.reload()
    mine.get_by_role("button", name="不同意").click()
    owner.dialog.get_by_label("原因").fill("太貴")
    owner.send(owner.dialog)
    expect(mine.get_by_text("維修報價")).to_have_count(0)
    mine.get_by_role("button", name="取消報事").click()
    owner.dialog.get_by_label("原因").fill("自己找人修")
    owner.send(owner.dialog)
    over = owner.main.get_by_role("region", name="已結束").get_by_role("article", name=words)
    expect(over.get_by_text("已取消")).to_be_visible()
    urged = of_words(desk, words)[0]["urgings"]
    assert [(each["channel"], each["words"]) for each in urged] == [("mobile", "今天能來嗎?")]


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-1", "L-3", "P-words")
def test_an_employee_registers_a_relative_and_is_refused_at_the_field(sign_in: SignIn) -> None:
    employee = sign_in("司徒健", phone=True)
    employee.open("家屬住宿")
    employee.main.get_by_role("button", name="申請住宿").click()
    form = employee.main.get_by_role("region", name="申請住宿")
    form.get_by_role("button", name="登記親屬").click()
    employee.dialog.get_by_label("姓名").fill("司徒明")
    employee.choose(employee.dialog, "與員工關係", "父母")
    employee.choose(employee.dialog, "性別", "男")
    employee.dialog.get_by_label("證件號碼").fill("H3000001")
    employee.send(employee.dialog)
    expect(form.get_by_label("司徒明")).to_be_disabled()
    employee.shoot("self-apply")
    form.get_by_role("button", name="返回").click()
    applied(employee, str(today()), str(today() + timedelta(days=9)), "妻子來探望")
    expect(form.get_by_label("離開日期")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_text("最多 3 天")).to_be_visible()
    employee.shoot("self-apply-refused")


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-3", "P-approve")
def test_an_application_is_taken_back_and_submitted_again(sign_in: SignIn) -> None:
    employee = sign_in("司徒健", phone=True)
    first = today() + timedelta(days=40)
    asked = applied(employee, str(first), str(first + timedelta(days=1)), "妻子順路")
    asked.get_by_role("button", name="撤回申請").click()
    employee.send(employee.dialog)
    asked.get_by_role("button", name="重新申請").click()
    form = employee.main.get_by_role("region", name="重新申請")
    expect(form.get_by_label("何麗珍")).to_be_checked()
    form.get_by_label("離開日期").fill(str(first + timedelta(days=3)))
    employee.send(form)
    expect(asked.get_by_text("3 晚")).to_be_visible()
    expect(asked.get_by_role("button", name="撤回申請")).to_be_visible()
    employee.shoot("self-resubmitted")


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-2", "L-3", "P-approve")
def test_a_bed_is_ceded_given_up_offered_to_who_waits_and_asked_for_longer(
    sign_in: SignIn, desk: Desk
) -> None:
    house = hotel_of(desk)
    first, last = str(today() + timedelta(days=20)), str(today() + timedelta(days=22))
    filled(house, first, last)
    employee = sign_in("司徒健", phone=True)
    asked = applied(employee, first, last, "妻子來小住")
    expect(asked.get_by_text("部門經理")).to_be_visible()
    employee.shoot("self-stay-pending")
    waiting = waits(house)
    employee.page.reload()
    expect(asked.get_by_text("輪候次序 1 / 1")).to_be_visible()
    employee.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.get_by_role("button", name="複製讓床連結").click()
    expect(asked.get_by_role("button", name="已複製連結")).to_be_visible()
    employee.shoot("self-stay-waiting")
    link = employee.page.evaluate("navigator.clipboard.readText()")
    colleague = sign_in("葉婉儀", phone=True)
    colleague.page.goto(link)
    expect(colleague.main.get_by_text("選擇要讓出床位的住宿")).to_be_visible()
    colleague.shoot("self-cede-asked")
    colleague.main.get_by_role("button", name="讓床").first.click()
    colleague.dialog.get_by_role("checkbox").first.check()
    colleague.shoot("self-cede")
    colleague.send(colleague.dialog)
    expect(colleague.main.get_by_text("您已提議讓出床位")).to_be_visible()
    employee.page.reload()
    expect(asked.get_by_text("葉婉儀 願意讓出床位")).to_be_visible()
    employee.shoot("self-stay-ceded")
    asked.get_by_role("button", name="接受讓床").click()
    employee.send(employee.dialog)
    expect(asked.locator("[aria-current=step]")).to_have_text("已獲床位")
    assert house.get(f"/stays/{waiting}")["stay"]["beds"]
    sister = "妹妹改期再來"
    in_line(house, first, last, sister)
    asked.get_by_role("button", name="取消", exact=True).click()
    employee.dialog.get_by_label("原因").fill("臨時有事")
    employee.send(employee.dialog)
    expect(asked.get_by_text("已取消")).to_be_visible()
    house.post("/jobs/bed-offers", DORMITORY, {})
    colleague.page.reload()
    offered = colleague.main.get_by_role("article", name="LA-").filter(has_text=sister)
    expect(offered.get_by_text("床位保留至")).to_be_visible()
    expect(offered.locator("[aria-current=step]")).to_have_text("床位待確認")
    colleague.shoot("self-stay-offered")
    offered.get_by_role("button", name="接受床位").click()
    colleague.send(colleague.dialog)
    expect(offered.locator("[aria-current=step]")).to_have_text("已獲床位")
    offered.get_by_role("button", name="申請延住").click()
    form = colleague.main.get_by_role("region", name="申請延住")
    expect(form.get_by_label("入住日期")).to_have_value(last)
    form.get_by_label("離開日期").fill(str(today() + timedelta(days=23)))
    form.get_by_label("為什麼").fill("車票改期")
    colleague.send(form)
    longer = colleague.main.get_by_role("article", name="LA-").filter(has_text="車票改期")
    expect(longer.get_by_text("1 晚")).to_be_visible()
    colleague.shoot("self-stay-longer")
    asked_for = house.get("/my-stays?order=newest", EMPLOYEE)["items"][0]["stay"]["id"]
    manager = sign_in("莫志遠", phone=True)
    manager.go(f"/approve/stay/{asked_for}")
    expect(manager.main.get_by_text("延長哪次住宿")).to_be_visible()
    manager.main.get_by_label("審批意見").fill("床位緊張")
    manager.shoot("stay-refuse")
    manager.main.get_by_role("button", name="不批准", exact=True).click()
    expect(manager.main.get_by_role("button", name="不批准", exact=True)).to_have_count(0)
    colleague.page.reload()
    expect(longer.get_by_text("未批准")).to_be_visible()
    expect(longer.get_by_text("床位緊張")).to_be_visible()
    colleague.shoot("self-stay-refused")


@pytest.mark.clause("L-5")
def test_the_passes_of_ones_guests_are_at_hand(sign_in: SignIn, desk: Desk) -> None:
    hotel_of(desk).lodged("葉小妹")
    employee = sign_in("葉婉儀", phone=True)
    employee.open("家屬住宿")
    card_of = employee.main.get_by_role("button", name="出入證 · 葉小妹")
    expect(card_of).to_be_visible()
    employee.shoot("self-passes")
    card_of.click()
    expect(employee.main.get_by_text("葉小妹").first).to_be_visible()
    expect(employee.main.locator("img")).to_be_visible()


@pytest.mark.clause("L-8", "L-11")
def test_an_employee_sees_what_is_owed_and_has_their_say(sign_in: SignIn, desk: Desk) -> None:
    told = {"breach": "visiting", "happened_at": datetime.now(UTC).isoformat()}
    told |= {"words": "到員工宿舍找人", "employee": "employee-szeto"}
    hotel_of(desk).post("/violations", GUARD, told)
    employee = sign_in("司徒健", phone=True)
    employee.open("我的帳目")
    expect(employee.main.get_by_text("違規罰款").first).to_be_visible()
    expect(employee.main.get_by_text("¥ 30.00").first).to_be_visible()
    employee.shoot("self-account")
    employee.open("我的違規")
    violation = employee.main.get_by_role("article", name="串訪員工宿舍")
    violation.get_by_role("button", name="我要陳述").click()
    employee.dialog.get_by_label("陳述內容").fill("只是送東西過去")
    employee.send(employee.dialog)
    expect(violation.get_by_text("只是送東西過去")).to_be_visible()
    employee.shoot("self-violations")

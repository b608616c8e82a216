"""What is set up once by clicking: outages, plans, people, departments, settings."""

import re
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.test_desk import answering

OUT_OF_ORDER, SAID_FIRST, SAID_THEN = "電梯停用", "電梯檢修,預計兩小時", "檢修延長至晚上"
ANNOUNCED = (OUT_OF_ORDER, SAID_FIRST, SAID_THEN)
"""What everybody at the desk is told in these very words."""


@pytest.mark.clause("T-4.1", "T-2.0")
def test_an_outage_is_announced_told_at_the_call_and_ended(sign_in: SignIn) -> None:
    affected = f"{OUT_OF_ORDER} {token_hex(3)}"
    clerk = sign_in("陳靜雯", phone=True)
    clerk.go("/list/incident-list")
    clerk.start("登記已知故障")
    clerk.dialog.get_by_label("受影響範圍").fill(affected)
    clerk.dialog.get_by_label("全項目").check()
    clerk.dialog.get_by_role("textbox", name="應答內容", exact=True).fill(SAID_FIRST)
    clerk.shoot("outage-announce-phone")
    clerk.send(clerk.dialog)
    expect(clerk.main.get_by_role("heading", level=2, name=SAID_FIRST)).to_be_visible()
    clerk.start("更新應答內容")
    clerk.dialog.get_by_role("textbox", name="應答內容", exact=True).fill(SAID_THEN)
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    clerk.shoot("outage-phone")
    call = answering(sign_in)
    call.page.keyboard.type("B-0502")
    call.page.keyboard.press("Enter")
    known = call.main.get_by_role("alert").filter(has_text=affected)
    expect(known).to_contain_text(SAID_THEN)
    clerk.do("解除", 解除情況="電梯已恢復")
    expect(clerk.main.get_by_text("已解除").first).to_be_visible()


@pytest.mark.clause("T-4.3.1")
def test_a_plan_is_set_up_changed_suspended_resumed_and_ended(sign_in: SignIn) -> None:
    head = sign_in("張偉")
    head.go("/list/plan-list")
    head.start("訂立計劃")
    form = head.dialog
    form.get_by_label("保養內容").fill("清洗水箱")
    form.get_by_label("公共區域").fill("天台")
    form.get_by_label("間隔").fill("3")
    head.choose(form, "週期單位", "月")
    form.get_by_label("開單時刻").fill("08:30")
    form.get_by_label("開始日期").fill("2027-03-01")
    head.shoot("plan-set-up")
    head.send(form)
    expect(head.main.get_by_role("heading", name="清洗水箱")).to_be_visible()
    head.do("更改計劃", 公共區域="天台及地下水池")
    head.do("暫停計劃", 原因="水箱大修")
    head.do("恢復計劃")
    head.shoot("plan")
    head.do("終止計劃", 原因="改由外判")
    expect(head.main.get_by_text("已終止").first).to_be_visible()


@pytest.mark.clause("P-who", "P-history")
def test_somebody_is_added_given_another_part_and_leaves(sign_in: SignIn) -> None:
    name = f"區小姐{token_hex(2)}"
    admin = sign_in("鄭思遠")
    admin.open("人員查詢")
    admin.start("新增人員")
    form = admin.dialog
    form.get_by_label("登入帳號").fill(f"au-{token_hex(3)}")
    form.get_by_label("姓名").fill(name)
    admin.choose(form, "角色", "客服前臺")
    admin.page.keyboard.press("Tab")
    admin.choose(form, "部門", "客戶服務部")
    admin.shoot("person-add")
    admin.send(form)
    expect(admin.main.get_by_role("heading", name=name)).to_be_visible()
    admin.start("更改人員")
    admin.choose(form, "角色", "物業助理")
    admin.page.keyboard.press("Tab")
    admin.shoot("person-change")
    admin.send(form)
    expect(form).to_have_count(0)
    expect(admin.main.get_by_text("客服前臺、物業助理").first).to_be_visible()
    admin.start("更改人員")
    form.get_by_label("在職").uncheck()
    admin.send(form)
    expect(form).to_have_count(0)
    expect(admin.main.get_by_role("button", name="刪除個人資料")).to_have_count(0)
    admin.shoot("person-left")


@pytest.mark.clause("T-3.0", "P-history")
def test_a_setting_is_refused_at_its_field_changed_and_kept_with_what_it_was(
    sign_in: SignIn,
) -> None:
    admin = sign_in("鄭思遠")
    admin.open("前臺設定")
    admin.start("更改前臺設定")
    hours = admin.dialog.get_by_label("催批示時限(小時)")
    other = {"24": "25"}.get(hours.input_value(), "24")
    hours.fill("9999")
    admin.send(admin.dialog)
    expect(hours).to_have_attribute("aria-invalid", "true")
    admin.shoot("settings-refused")
    expect(hours).to_be_focused()
    hours.fill(other)
    admin.send(admin.dialog)
    expect(admin.dialog).to_have_count(0)
    kept = admin.main.get_by_role("button", name=re.compile("版本號.*催批示時限")).first
    expect(kept).to_contain_text("現行")
    kept.click()
    expect(admin.main.get_by_role("region", name=re.compile("版本號.*現行"))).to_contain_text(other)
    admin.shoot("settings")
    admin.main.get_by_role("button", name="更改部門").click()
    admin.page.get_by_role("menuitem", name="環境部").click()
    admin.dialog.get_by_label("英文").fill(f"Grounds {token_hex(2)}")
    admin.shoot("department-change")
    admin.send(admin.dialog)
    expect(admin.dialog).to_have_count(0)


@pytest.mark.clause("P-tell")
def test_of_what_people_are_told_is_settled_by_what_it_says(sign_in: SignIn) -> None:
    told, admin = "已派單 …(…),請接單。", sign_in("鄭思遠")
    admin.open("通知設定")
    admin.start("更改通知設定")
    admin.dialog.get_by_role("button", name="通知規則").click()
    expect(admin.dialog.get_by_label("本人可自選")).to_be_checked()
    admin.choose(admin.dialog, "通知事項", told)
    admin.shoot("telling-set")
    admin.send(admin.dialog)
    expect(admin.main.get_by_role("cell", name=told)).to_be_visible()
    engineer = sign_in("李國強", phone=True)
    engineer.go("/show/my-telling")
    engineer.start("更改我的通知方式")
    engineer.dialog.get_by_role("button", name="本人選擇").click()
    engineer.choose(engineer.dialog, "通知事項", told)
    engineer.shoot("my-telling-phone")
    engineer.send(engineer.dialog)
    expect(engineer.main.get_by_role("cell", name=told)).to_have_count(2)
    admin.start("更改通知設定")
    admin.dialog.get_by_role("button", name="刪除").click()
    admin.send(admin.dialog)
    expect(admin.main.get_by_role("cell", name=told)).to_have_count(0)


@pytest.mark.clause("P-who", "P-files")
def test_a_sheet_is_tried_its_faulty_row_looked_at_and_the_others_taken_in(
    sign_in: SignIn, desk: Desk
) -> None:
    unit = f"T-{token_hex(3)}"
    sheet = f"單元編號,樓棟,交付日期\n{unit},T,2026/3/1\nT-9999,,不知道\n".encode()
    admin = sign_in("鄭思遠")
    admin.open("匯入試算表")
    admin.choose(admin.main, "匯入內容", "單元")
    file = {"name": "單元.csv", "mimeType": "text/csv", "buffer": sheet}
    admin.main.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    admin.shoot("import-new")
    admin.main.get_by_role("button", name="上傳並試匯入").click()
    expect(admin.main.get_by_role("heading", name="單元.csv")).to_be_visible()
    work(desk)
    expect(admin.main.get_by_role("row", name=re.compile("3 樓棟 必填"))).to_be_visible()
    admin.shoot("import-tried")
    admin.start("正式匯入")
    admin.send(admin.dialog)
    expect(admin.dialog.get_by_role("alert")).to_contain_text("有 1 行有誤")
    admin.dialog.get_by_label("略過有誤的行").check()
    admin.send(admin.dialog)
    expect(admin.dialog).to_have_count(0)
    work(desk)
    expect(admin.main.get_by_text("匯入完成").first).to_be_visible()
    assert desk.call("GET", f"/units/{unit}", "desk-chan")[0] == 200


def work(desk: Desk) -> None:
    """Work through what was uploaded, for which nobody waits a minute."""
    assert desk.call("POST", "/jobs/imports", "admin-cheng", {})[0] == 200

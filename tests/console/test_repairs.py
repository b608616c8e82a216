"""A repair by clicking, by everybody whom it passes: sent and sent elsewhere, quoted and paid, not
accepted and done again, reviewed and archived.
"""

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.test_desk import call
from tests.console.test_desk_pages import step

INDOORS = {"kind": "repair_indoor", "person": "owner-lau", "unit": "B-0502"}
"""Out of warranty: it is paid for."""
LAMP = {"kind": "repair_public", "person": "owner-lau", "area": "東門", "words": "東門路燈不亮"}


def taken(desk: Desk, **form: str) -> str:
    """A repair that an engineer has taken."""
    ticket = call(desk, **form)
    if form["kind"] == "repair_indoor":
        step(desk, ticket, "dispatch", "desk-chan", department="engineering")
    step(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    return ticket


@pytest.mark.clause("T-4.3.2", "P-money")
def test_a_repair_is_quoted_consented_to_done_and_paid(sign_in: SignIn, desk: Desk) -> None:
    place = f"/record/ticket/{taken(desk, words='洗手盆龍頭滴水', item='plumbing', **INDOORS)}"
    engineer = sign_in("李國強", phone=True)
    engineer.go(place)
    engineer.start("報價")
    form = engineer.dialog
    engineer.pick(form, "價目", "水工", "水工 ¥ 80.00 / 時")
    form.get_by_label("數量").fill("1.5")
    form.get_by_role("button", name="新增").click()
    second = form.locator(".one").last
    engineer.pick(second, "價目", "龍頭", "水龍頭 15mm ¥ 68.00 / 個")
    second.get_by_label("數量").fill("1")
    engineer.shoot("repair-quote")
    engineer.send(form)
    expect(form).to_have_count(0)
    clerk = sign_in("陳靜雯")
    clerk.go(place)
    expect(clerk.main.get_by_text("¥ 188.00").first).to_be_visible()
    clerk.shoot("repair-quoted")
    clerk.do("業戶同意", 同意方式="電話", 同意人="劉志強", 簽名="陳靜雯")
    engineer.page.reload()
    engineer.do("開始施工")
    engineer.start("完工")
    form.get_by_label("完工情況").fill("已換水龍頭")
    form.get_by_role("button", name="實際用工用料").click()
    engineer.pick(form, "價目", "龍頭", "水龍頭 15mm ¥ 68.00 / 個")
    form.get_by_label("數量").fill("2")
    engineer.send(form)
    expect(form).to_have_count(0)
    cashier = sign_in("何佩珊", phone=True)
    cashier.go(place)
    cashier.do("收款", 付款方式="微信支付")
    expect(cashier.main.get_by_role("button", name="列印 收據")).to_be_visible()
    cashier.shoot("repair-paid-phone")


@pytest.mark.clause("T-4.4.3", "T-4.4.4", "T-4.5")
def test_what_is_not_accepted_is_done_again_and_archived_last(sign_in: SignIn, desk: Desk) -> None:
    ticket = taken(desk, **LAMP)
    step(desk, ticket, "start", "engineer-lee")
    step(desk, ticket, "complete", "engineer-lee", result="已換燈泡")
    place = f"/record/ticket/{ticket}"
    assistant = sign_in("林曉彤", phone=True)
    assistant.go(place)
    assistant.do("驗收不合格", 原因="燈仍不亮")
    expect(assistant.main.get_by_text("已派單").first).to_be_visible()
    step(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    step(desk, ticket, "start", "engineer-lee")
    step(desk, ticket, "complete", "engineer-lee", result="已換線路")
    assistant.page.reload()
    assistant.do("驗收", 簽名="林曉彤", 驗收意見="燈亮了")
    told = {"reached": True, "satisfaction": 4, "criticism": "等了兩天", "words": "燈亮了"}
    step(desk, ticket, "follow-up", "desk-chan", called="劉志強", **told)
    supervisor = sign_in("周敏", phone=True)
    supervisor.go(place)
    supervisor.start("改進措施")
    expect(supervisor.dialog.get_by_label("回訪記錄")).to_have_value("等了兩天")
    supervisor.dialog.get_by_label("改進措施").fill("公共照明當日修復")
    supervisor.shoot("repair-improve-phone")
    supervisor.send(supervisor.dialog)
    expect(supervisor.dialog).to_have_count(0)
    supervisor.do("審核", 簽名="周敏")
    clerk = sign_in("陳靜雯")
    clerk.go(place)
    order = clerk.main.get_by_role("heading", level=2).inner_text().split(" ")[0]
    clerk.start("歸檔")
    clerk.send(clerk.dialog)
    expect(clerk.dialog.get_by_role("alert").first).to_contain_text("執行聯")
    clerk.shoot("repair-archive-refused")
    clerk.dialog.get_by_label("收回的執行聯編號").fill(order)
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    expect(clerk.main.get_by_text("已歸檔").first).to_be_visible()
    clerk.shoot("repair-archived")


@pytest.mark.clause("T-3.0", "T-4.3.2", "T-2.0")
def test_a_repair_is_told_of_judged_sent_back_and_sent_elsewhere(
    sign_in: SignIn, desk: Desk
) -> None:
    ticket = call(desk, words="露台地磚破裂", item="decoration", **INDOORS)
    place = f"/record/ticket/{ticket}"
    clerk = sign_in("陳靜雯")
    clerk.go(place)
    clerk.do("知會工程維護部", 被知會人="李國強,電話")
    clerk.start("改判保修")
    clerk.dialog.get_by_label("是", exact=True).check()
    clerk.dialog.get_by_label("改判原因").fill("開發商遺留問題")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    expect(clerk.main.get_by_role("heading", level=2)).to_contain_text("CW-")
    clerk.do("派單", 部門="工程維護部", 維修人員="李國強")
    engineer = sign_in("李國強", phone=True)
    engineer.go(place)
    engineer.do("退回前臺", 原因="須由環境部換磚")
    expect(engineer.main.get_by_text("已轉出,不再由您辦理")).to_be_visible()
    engineer.shoot("repair-returned-phone")
    engineer.page.wait_for_load_state("networkidle")
    assert {each.split()[0] for each in engineer.trouble} == {"404"}
    engineer.trouble.clear()  # what one handed on is there no more
    step(desk, ticket, "dispatch", "desk-chan", department="engineering")
    clerk.page.reload()
    clerk.do("改派", 部門="環境部", 原因="換地磚")
    clerk.do("催單", 催單方式="來電", 催單內容="業戶再次來電")
    clerk.do("關聯已知故障", 已知故障="A、B 座及大堂因水箱清洗停水,預計今日 18:00 恢復。")
    clerk.do("取消關聯故障", 原因="與停水無關")
    clerk.shoot("repair-sent-elsewhere")
    clerk.do("取消", 原因="業戶自行處理")
    expect(clerk.main.get_by_text("已取消").first).to_be_visible()
    clerk.shoot("repair-cancelled")

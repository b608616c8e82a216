"""What the desk's day is spent with: the board, why something is due, search, follow-ups, the
handover, the day that closes at 17:00, the duty record.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console import papers
from tests.console.conftest import SignIn
from tests.console.test_desk import call

QUIET = 3
"""Days ago on which nothing was taken in: other tests live yesterday."""


def step(desk: Desk, ticket: str, command: str, who: str, **form: Any) -> None:
    """A step of a ticket as it stands."""
    papers.step(desk, f"/tickets/{ticket}", command, who, **form)


def accepted(desk: Desk, words: str) -> str:
    """A public repair that was done and accepted, and waits for its follow-up."""
    ticket = call(desk, kind="repair_public", person="owner-wong", area="A 座大堂", words=words)
    step(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    step(desk, ticket, "start", "engineer-lee")
    step(desk, ticket, "complete", "engineer-lee", result="已更換燈管")
    step(desk, ticket, "accept", "assistant-lam", signed_name="林曉彤")
    return ticket


@pytest.mark.clause("T-3.0", "P-find")
def test_the_board_has_each_ticket_in_its_state(sign_in: SignIn, desk: Desk) -> None:
    at_home = {"person": "owner-lau", "unit": "B-0502", "kind": "complaint", "category": "cleaning"}
    call(desk, **at_home, words="走廊垃圾未清")
    swept = call(desk, **at_home, words="樓梯未清掃")
    step(desk, swept, "dispatch", "desk-chan", department="grounds")
    call(desk, kind="repair_public", person="owner-lau", area="大堂", words="大堂玻璃破裂")
    clerk = sign_in("陳靜雯")
    clerk.open("受理事項")
    reported, dispatched = (
        clerk.main.get_by_role("region", name=state, exact=True) for state in ("已受理", "已派單")
    )
    expect(reported.get_by_text("走廊垃圾未清")).to_be_visible()
    expect(dispatched.get_by_text("大堂玻璃破裂")).to_be_visible()
    clerk.shoot("board")
    clerk.choose(clerk.main, "部門", "環境部")
    expect(dispatched.get_by_text("樓梯未清掃")).to_be_visible()
    expect(dispatched.get_by_text("大堂玻璃破裂")).to_have_count(0)
    clerk.choose(clerk.main, "部門", "工程維護部")
    dispatched.get_by_text("大堂玻璃破裂").click()
    expect(clerk.main.get_by_role("heading", name=re.compile("大堂玻璃破裂"))).to_be_visible()


@pytest.mark.clause("T-3.0", "P-who")
def test_the_board_of_an_engineer_is_their_departments(sign_in: SignIn, desk: Desk) -> None:
    call(desk, kind="repair_public", person="owner-lau", area="車庫", words="車庫門關不上")
    engineer = sign_in("李國強", phone=True)
    engineer.go("/board")
    expect(engineer.main.get_by_role("heading", name="受理事項 · 工程維護部")).to_be_visible()
    engineer.main.get_by_text("已派單", exact=True).first.click()
    expect(engineer.main.get_by_text("車庫門關不上").first).to_be_visible()
    engineer.shoot("board-phone")


@pytest.mark.clause("T-4.2.1", "P-find")
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_badge_says_why_something_is_due_then(
    sign_in: SignIn, desk: Desk, *, phone: bool
) -> None:
    ticket = call(
        desk,
        kind="complaint",
        category="noise",
        person="owner-wong",
        unit="A-1203",
        words="樓上深夜裝修",
    )
    clerk = sign_in("陳靜雯", phone=phone)
    clerk.go(f"/record/ticket/{ticket}")
    clerk.main.get_by_role("button", name="為何此時到期").click()
    expect(clerk.dialog).to_contain_text("24 小時")
    expect(clerk.dialog.get_by_text(re.compile("^到期:"))).to_be_visible()
    clerk.shoot(f"due-{'phone' if phone else 'desk'}")
    clerk.page.keyboard.press("Escape")
    expect(clerk.dialog).to_have_count(0)


@pytest.mark.clause("P-find")
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_what_is_found_shows_as_one_types(sign_in: SignIn, desk: Desk, *, phone: bool) -> None:
    call(desk, kind="repair_public", person="owner-wong", area="泳池", words="泳池照明熄滅")
    clerk = sign_in("陳靜雯", phone=phone)
    if phone:
        clerk.page.get_by_role("combobox", name="搜尋").click()
    else:
        clerk.page.keyboard.press("/")
    field = clerk.page.get_by_role("combobox", name="搜尋")
    field.fill("淼" * 10_000)
    expect(clerk.page.get_by_text("查無相符事項")).to_be_visible()
    field.fill("泳池")
    found = clerk.page.get_by_role("listbox", name="搜尋").get_by_role("option")
    expect(found.first).to_contain_text("泳池照明熄滅")
    clerk.page.keyboard.press("ArrowDown")
    expect(found.first).to_have_attribute("aria-selected", "true")
    clerk.shoot(f"search-{'phone' if phone else 'desk'}")
    clerk.page.keyboard.press("Enter")
    expect(clerk.main.get_by_role("heading", name=re.compile("泳池照明熄滅"))).to_be_visible()


@pytest.mark.clause("T-4.4.1", "T-4.4.2", "T-4.4.3", "T-5.1", "P-private")
def test_who_is_called_and_then_visited(sign_in: SignIn, desk: Desk) -> None:
    ticket = accepted(desk, "走廊燈閃爍待回訪")
    clerk = sign_in("陳靜雯")
    clerk.open("待回訪")
    clerk.page.get_by_role("navigation", name="待回訪").get_by_text("走廊燈閃爍待回訪").click()
    expect(clerk.main.get_by_role("heading", name="走廊燈閃爍待回訪")).to_be_visible()
    clerk.main.get_by_role("button", name="查看電話").click()
    expect(clerk.main.get_by_role("link", name="13800138001")).to_be_visible()
    expect(clerk.main.get_by_label("否", exact=True)).not_to_be_checked()
    clerk.main.get_by_label("是", exact=True).check()
    clerk.main.get_by_role("radio", name="滿意度 2").press("Space")
    clerk.main.get_by_label("業戶意見").fill("燈仍偶爾閃爍")
    clerk.choose(clerk.main, "後續處理", "上門回訪")
    clerk.shoot("follow-up")
    clerk.main.get_by_label("業戶意見").press("Control+Enter")
    expect(clerk.main.get_by_role("heading", name="走廊燈閃爍待回訪")).to_have_count(0)
    clerk.go(f"/record/ticket/{ticket}")
    clerk.start("更正回訪記錄")
    expect(clerk.dialog.get_by_role("combobox", name="回訪記錄")).to_have_value("燈仍偶爾閃爍")
    clerk.dialog.get_by_label("更正原因").fill("聽漏一句")
    clerk.dialog.get_by_label("業戶意見").fill("燈仍偶爾閃爍,夜裡更甚")
    clerk.send(clerk.dialog)
    expect(clerk.dialog.get_by_role("alert")).to_contain_text("請在「後續處理」選擇")
    clerk.choose(clerk.dialog, "後續處理", "上門回訪")
    clerk.shoot("follow-up-corrected")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    assistant = sign_in("林曉彤", phone=True)
    assistant.go("/follow-ups")
    assistant.main.get_by_text("走廊燈閃爍待回訪").click()
    expect(assistant.main.get_by_text("敲門三下")).to_contain_text("10–20 分鐘")
    expect(assistant.main.get_by_text("請注意自身形象")).to_be_visible()
    expect(assistant.main.get_by_text("燈仍偶爾閃爍,夜裡更甚")).to_be_visible()
    assistant.shoot("visit-phone")


@pytest.mark.clause("T-4.6")
def test_the_desk_is_handed_over_with_a_note_on_each_item(sign_in: SignIn, desk: Desk) -> None:
    call(desk, kind="repair_public", person="owner-lau", area="天台", words="天台門鎖損壞")
    leaving = sign_in("陳靜雯")
    leaving.open("交接班")
    leaving.main.get_by_role("button", name="開始交班").click()
    leaving.send(leaving.dialog)
    expect(leaving.main.get_by_role("progressbar")).to_have_count(1)
    handover = desk.call("GET", "/handovers", "desk-chan")[2]["items"][0]["id"]
    items = f"/handovers/{handover}/items"
    for each in desk.call("GET", f"{items}?limit=100", "desk-chan")[2]["items"]:
        if each["words"] != "天台門鎖損壞":
            note = {"words": "照常跟進"}
            assert (
                desk.call("POST", f"{items}/{each['ticket']}", "desk-chan", note, '"0"')[0] == 200
            )
    leaving.page.reload()
    lacking = leaving.main.get_by_text("每項都寫明備註後,才能簽名交班。")
    expect(lacking).to_be_visible()
    leaving.main.get_by_role("switch", name="只看未完成的").check()
    field = leaving.main.get_by_label(re.compile("交班備註"))
    expect(field).to_have_count(1)
    field.fill("鎖匠明早九時到")
    leaving.shoot("handover")
    field.press("Tab")
    expect(lacking).to_have_count(0)
    leaving.do("交班簽名", 簽名="陳靜雯")
    coming = sign_in("梁家敏", phone=True)
    coming.go("/handover")
    expect(coming.main.get_by_text("鎖匠明早九時到")).to_be_visible()
    coming.main.get_by_role("button", name="全選").click()
    coming.shoot("handover-phone")
    coming.do("接班確認", 簽名="梁家敏")
    expect(coming.main.get_by_text("目前沒有進行中的交接班")).to_be_visible()
    desk.call("POST", "/handovers", "desk-chan", {})
    supervisor = sign_in("周敏")
    supervisor.go("/handover")
    supervisor.do("強制交接", 強制交接原因="接班人病假", 簽名="周敏")
    past = supervisor.main.get_by_role("button", name=re.compile("已接班|已強制交接"))
    expect(past.first).to_contain_text("已強制交接")
    past.nth(1).click()
    expect(supervisor.main.get_by_text("鎖匠明早九時到")).to_be_visible()
    supervisor.shoot("handover-past")


@pytest.mark.clause("T-4.7")
def test_a_department_reports_its_day_and_the_desk_sees_it(sign_in: SignIn, desk: Desk) -> None:
    call(desk, kind="repair_public", person="owner-lau", area="中庭", words="中庭噴泉漏電")
    head = sign_in("張偉", phone=True)
    head.go("/day")
    expect(head.main.get_by_role("timer").nth(1)).to_be_visible()
    head.do("報送部門日報", 簽名="張偉", 工作情況="各單均已安排人手")
    expect(head.main.get_by_text("各單均已安排人手")).to_be_visible()
    head.shoot("day-phone")
    clerk = sign_in("陳靜雯")
    clerk.open("當日結單")
    engineering = clerk.main.get_by_role("button", name=re.compile("工程維護部"))
    expect(engineering).to_contain_text("已報送")
    expect(clerk.main.get_by_role("button", name=re.compile("環境部"))).to_contain_text("尚未報送")
    engineering.click()
    expect(clerk.main.get_by_text("各單均已安排人手")).to_be_visible()
    expect(clerk.main.get_by_text(re.compile("移至次日"))).to_be_visible()
    clerk.shoot("day")


@pytest.mark.clause("T-4.1", "T-4.5")
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_the_duty_record_is_todays_until_another_day_is_asked_for(
    sign_in: SignIn, desk: Desk, *, phone: bool
) -> None:
    asked = {"person": "owner-lau", "area": "會所", "words": "會所何時開放"}
    call(desk, kind="inquiry", **asked)
    clerk = sign_in("陳靜雯", phone=phone)
    clerk.open("值班記錄")
    entry = clerk.main.get_by_role("button", name=re.compile("DE-.*會所何時開放")).first
    expect(entry).to_be_visible()
    clerk.shoot(f"duty-{'phone' if phone else 'desk'}")
    for _ in range(QUIET):
        clerk.main.get_by_role("button", name="前一日").click()
    expect(clerk.main.get_by_text("當日沒有登記")).to_be_visible()
    for _ in range(QUIET):
        clerk.main.get_by_role("button", name="後一日").click()
    entry.click()
    expect(clerk.main.get_by_role("heading", name=re.compile("會所何時開放"))).to_be_visible()

"""Inquiries and complaints by clicking, from the call to what came of it."""

import re
from datetime import timedelta
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from app import OPERATIONS
from chalicelib import wiring
from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.earlier import commands
from tests.console.person import hence
from tests.console.test_desk import answering, call
from tests.console.test_desk_pages import step
from tests.console.test_prints import opened, pages


@pytest.mark.clause("T-4.1", "T-4.5")
def test_an_inquiry_is_passed_on_answered_and_closed(sign_in: SignIn, desk: Desk) -> None:
    ticket = call(desk, kind="inquiry", person="owner-wong", area="北門", words="北門何時通車")
    clerk = sign_in("陳靜雯", phone=True)
    clerk.go(f"/record/ticket/{ticket}")
    clerk.do("轉詢", 外單位="市政道路管理處", 轉詢內容="北門外道路何時通車")
    clerk.start("登記外單位答覆")
    expect(clerk.dialog.get_by_role("combobox", name="轉詢")).to_have_value("北門外道路何時通車")
    clerk.dialog.get_by_label("外單位答覆").fill("下月一日")
    clerk.shoot("inquiry-heard-phone")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    clerk.start("答覆業戶")
    clerk.dialog.get_by_label("否", exact=True).check()
    clerk.dialog.get_by_label("解釋內容").fill("道路下月一日通車,由市政管理")
    expect(clerk.dialog.get_by_label("被答覆人")).to_have_value("黃麗華")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    clerk.do("結案", 處理方式="轉詢市政", 結果="已告知通車日期")
    clerk.go("/duty")
    entry = clerk.main.get_by_role("button", name=re.compile("北門何時通車"))
    expect(entry).to_contain_text("已告知通車日期")
    clerk.shoot("inquiry-duty-phone")


@pytest.mark.clause("T-4.2.1", "T-4.2.2")
def test_a_complaint_passed_on_by_the_group_is_replied_to_before_it_is_done(
    sign_in: SignIn, desk: Desk
) -> None:
    clerk = answering(sign_in)
    clerk.page.keyboard.type("8002")
    clerk.page.keyboard.press("Enter")
    clerk.main.get_by_role("radio", name="投訴").check()
    clerk.main.get_by_role("radio", name="停車").check()
    clerk.main.get_by_label("內容").fill("訪客車位被佔")
    clerk.main.get_by_role("radio", name="集團客戶服務中心").check()
    clerk.main.get_by_role("button", name="投訴來源").click()
    reference = f"JT-{token_hex(4)}"
    source = clerk.main.get_by_role("group", name="投訴來源")
    source.get_by_label("來源編號").fill(reference)
    source.get_by_label("轉來時間").fill(hence(-1))
    clerk.shoot("complaint-forwarded")
    clerk.send(clerk.main)
    expect(clerk.main.get_by_role("heading", name=re.compile("訪客車位被佔"))).to_be_visible()
    clerk.do("中止計時", 原因="等待監控錄像")
    clerk.do("恢復計時", 原因="錄像已取得")
    place = clerk.page.url.partition("#")[2]
    ticket = place.rpartition("/")[2]
    step(desk, ticket, "dispatch", "desk-chan", department="engineering")
    step(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    step(desk, ticket, "start", "engineer-lee")
    worker = sign_in("李國強", phone=True)
    worker.go(place)
    expect(worker.main.get_by_text("施工中").first).to_be_visible()
    expect(worker.main.get_by_role("button", name="完工")).to_have_count(0)
    worker.shoot("complaint-not-replied-phone")
    clerk.page.reload()
    clerk.do("回覆來源", 回覆階段="進展", 回覆方式="電話", 回覆內容="正在查找佔位車主")
    clerk.do("回覆來源", 回覆階段="結果", 回覆方式="電郵", 回覆內容="已勸離並加設車位鎖")
    clerk.shoot("complaint-replied")
    worker.page.reload()
    worker.do("完工", 完工情況="已勸離並加設車位鎖")
    expect(worker.main.get_by_text("已完工").first).to_be_visible()


@pytest.mark.clause("T-4.2.3")
def test_a_letter_is_decided_by_the_gm_and_a_wrong_judgement_is_corrected(
    sign_in: SignIn, desk: Desk
) -> None:
    about = {"kind": "complaint", "category": "fees", "person": "owner-tang", "unit": "B-0601"}
    earlier = call(desk, words="管理費多收", **about)
    letter, other = (call(desk, words=each, **about) for each in ("管理費又多收", "車位費收據遺失"))
    clerk = sign_in("陳靜雯")
    clerk.go(f"/record/ticket/{letter}")
    clerk.start("判定為同一事項")
    clerk.pick(clerk.dialog, "先前的投訴", "管理費多收", re.compile("管理費多收"))
    clerk.shoot("letter-judged")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    step(desk, other, "same-matter", "desk-chan", earlier=earlier)
    step(desk, other, "repeat-of", "desk-chan", earlier=earlier)
    gm = sign_in("吳建國", phone=True)
    gm.main.get_by_text("管理費又多收").first.click()
    gm.do("總經理批示", 總經理批示="退還多收款項,三日內辦結", 簽名="吳建國")
    gm.shoot("letter-decided-phone")
    supervisor = sign_in("周敏")
    supervisor.go(f"/record/ticket/{other}")
    supervisor.do("更正同一事項的判定", 原因="收據與收費無關")
    supervisor.do("更正重複", 原因="收據與收費無關")
    expect(supervisor.main.get_by_role("button", name="更正重複")).to_have_count(0)
    supervisor.shoot("letter-corrected")


@pytest.mark.clause("T-4.2.1", "T-4.5")
def test_a_complaint_left_open_for_a_day_has_its_card(sign_in: SignIn, desk: Desk) -> None:
    words = f"樓道雜物堆放 {token_hex(3)}"
    ticket = a_day_ago(desk, words)
    supervisor = sign_in("周敏")
    supervisor.open("執行派單檢查")
    supervisor.send(supervisor.main)
    expect(supervisor.main.get_by_role("button", name="確認送出")).to_have_count(0)
    supervisor.shoot("job-done")
    [card] = pages(opened(supervisor, f"/tickets/{ticket}", "列印 投訴處理檔案卡"), "file-card")
    for expected in ("投訴處理檔案卡", "存根聯", "樓道雜物堆放", "B-0502"):
        assert expected in card


def a_day_ago(desk: Desk, words: str) -> str:
    """A complaint that was taken in and dispatched 25 hours ago: more than a day."""
    given = commands(desk, wiring.now() - timedelta(hours=25), OPERATIONS)
    at = {"person": "owner-lau", "unit": "B-0502", "channel": "phone"}
    form = {"kind": "complaint", "category": "cleaning", "words": words, **at}
    taken, etag = given("ticket-intake", form, "desk-chan", site=desk.site)
    ticket = str(taken["ticket"]["id"])
    sent = {"site": desk.site, "ticket": ticket}
    given("ticket-dispatch", {"department": "grounds"}, "desk-chan", etag, **sent)
    return ticket


@pytest.mark.clause("T-4.7")
def test_who_had_not_reported_when_the_day_closed_stands_in_red(sign_in: SignIn) -> None:
    """A day that closed yesterday, which no test waits for."""
    day = hence(-24)[:10]
    counted = {"carried_in": 2, "issued": 3, "completed": 1, "open": 4, "elsewhere": 0}
    balances = [{"department": "grounds", **counted}]
    report = {"department": "grounds", "reported_at": None, "late": False, "corrections": 0}
    shown = {"day": day, "balances": balances}
    clerk = sign_in("陳靜雯", phone=True)
    clerk.page.route(
        f"**/days/{day}", lambda route: route.fulfill(json={**shown, "reports": [report]})
    )
    clerk.page.route(
        "**/days?*",
        lambda route: route.fulfill(
            json={"items": [{**shown, "not_reported": ["grounds"]}], "next": None}
        ),
    )
    clerk.go("/day")
    clerk.main.get_by_role("button", name=re.compile(f"{day}.*未報部門: 環境部")).click()
    expect(clerk.main.get_by_role("button", name="環境部 尚未報送")).to_be_visible()
    clerk.shoot("day-closed-phone")

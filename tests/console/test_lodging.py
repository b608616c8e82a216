"""A family's stay by clicking: asked for, and signed twice on phones; and the gate."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from local import hotel
from tests.console.conftest import SignIn

TODAY = datetime.now(UTC).astimezone(ZoneInfo(hotel.ZONE)).date()


@pytest.mark.clause("L-3", "P-approve", "P-who")
def test_a_stay_from_application_to_the_form_of_its_check_in(sign_in: SignIn) -> None:
    employee = sign_in("葉婉儀")
    employee.open("我的住宿申請")
    employee.start("申請住宿")
    form = employee.dialog
    form.get_by_label("申請事由").fill("母親來探望")
    form.get_by_label("入住日期").fill(str(TODAY))
    form.get_by_label("離開日期").fill(str(TODAY + timedelta(days=2)))
    form.get_by_role("button", name="新增").click()
    form.get_by_label("住客-1").fill("mother")
    employee.send(form)
    expect(employee.main.get_by_text("審批中").first).to_be_visible()
    employee.shoot("stay")
    place = employee.page.url.partition("#")[2]
    for name in ("莫志遠", "關偉明"):
        approver = sign_in(name, phone=True)
        approver.go(place)
        approver.shoot(f"stay-approve-{name}")
        approver.do("批准", 審批意見="同意")
    dormitory = sign_in("岑美玲")
    dormitory.go(place)
    expect(dormitory.main.get_by_text("已獲床位").first).to_be_visible()
    dormitory.start("入住登記")
    dormitory.shoot("check-in")
    expect(dormitory.dialog.get_by_role("button", name="新增")).to_be_visible()


@pytest.mark.clause("L-5")
def test_a_forged_code_is_refused_in_big_words(sign_in: SignIn) -> None:
    guard = sign_in("霍志強", phone=True)
    guard.open("通道口查驗")
    guard.main.get_by_role("textbox", name="通行證代碼").fill("FD1:harbour-hotel:forged")
    guard.main.get_by_role("button", name="查驗", exact=True).click()
    verdict = guard.main.locator("[data-verdict=deny]")
    expect(verdict.get_by_text("不得放行")).to_be_visible()
    guard.shoot("gate-forged")


@pytest.mark.clause("L-9", "L-10")
def test_a_visitor_is_signed_in(sign_in: SignIn) -> None:
    guard = sign_in("霍志強", phone=True)
    guard.open("通道口查驗")
    guard.main.get_by_text("訪客", exact=True).click()
    guard.main.get_by_label("訪客姓名").fill("周小姐")
    guard.main.get_by_label("被訪人").fill("employee-yip")
    guard.main.get_by_role("button", name="查驗", exact=True).click()
    expect(guard.main.locator("[data-verdict]").get_by_text("L-9")).to_be_visible()
    guard.shoot("gate-visitor")

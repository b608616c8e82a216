"""A repair by clicking, from the phone call until an engineer has it."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.conftest import SignIn


@pytest.mark.clause("T-2.0", "T-3.0", "T-4.3.2", "T-4.5", "P-words")
def test_a_repair_from_intake_to_take(sign_in: SignIn) -> None:
    clerk = sign_in("陳靜雯")
    clerk.open("來電識別")
    expect(clerk.main.get_by_label("電話末幾位")).to_be_focused()
    clerk.page.keyboard.type("8001")
    expect(clerk.main.get_by_role("button", name="黃麗華")).to_have_count(1)
    clerk.page.keyboard.press("Enter")
    expect(clerk.main.get_by_label("單元", exact=True)).to_have_value("A-1203")
    clerk.choose(clerk.main, "類別", "室內報修")
    clerk.choose(clerk.main, "維修項目", "給排水")
    clerk.main.get_by_label("內容").fill("廚房水管漏水")
    clerk.shoot("intake")
    clerk.send(clerk.main)
    heading = clerk.main.get_by_role("heading", name=re.compile(r"CW-\d{8}-\d{4}"))
    expect(heading).to_be_visible()
    place = clerk.page.url.partition("#")[2]
    clerk.do("派單", 部門="engineering")
    clerk.shoot("ticket")
    engineer = sign_in("李國強", phone=True)
    engineer.go(place)
    engineer.do("接單", 簽名="李國強")
    expect(engineer.main.get_by_text("已接單").first).to_be_visible()
    engineer.shoot("ticket-phone")

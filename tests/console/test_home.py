"""Where everybody lands: what waits for them among everything, the most urgent first (P-find)."""

import re

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.test_desk import call
from tests.console.test_desk_pages import step

NEWER = 30


def complaint(desk: Desk, words: str) -> str:
    """Dispatched to engineering, so that their time runs (T-4.2.1)."""
    at = {"person": "owner-wong", "unit": "A-1203", "kind": "complaint", "category": "noise"}
    ticket = call(desk, **at, words=words)
    step(desk, ticket, "dispatch", "desk-chan", department="engineering")
    return ticket


@pytest.mark.clause("P-find", "T-4.2.1", "T-4.3.2")
def test_the_oldest_stands_first_however_much_is_newer(sign_in: SignIn, desk: Desk) -> None:
    made = [complaint(desk, "最早的一件")]
    made += (complaint(desk, f"其後第{number}件") for number in range(NEWER))
    for phone in (False, True):
        engineer = sign_in("李國強", phone=phone)
        rows = engineer.main.locator(".waiting")
        expect(rows).to_have_count(25)
        expect(rows.first).to_contain_text("最早的一件")
        expect(rows.first).to_contain_text("接單")
        engineer.shoot(f"home-engineer-{'phone' if phone else 'desk'}")
        engineer.main.get_by_role("button", name="更多").first.click()
        expect(rows).to_have_count(1 + NEWER)
        rows.first.get_by_role("button", name=re.compile("最早的一件")).click()
        expect(engineer.main.get_by_role("heading", name=re.compile("最早的一件"))).to_be_visible()
    for ticket in made:  # others look for theirs at home, too
        step(desk, ticket, "cancel", "desk-chan", reason="重複登記")


@pytest.mark.clause("T-4.2.1")
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_home_says_why_something_is_due_then(sign_in: SignIn, desk: Desk, *, phone: bool) -> None:
    at = {"person": "owner-lau", "unit": "B-0502", "kind": "complaint", "category": "cleaning"}
    call(desk, **at, words="樓梯未清掃")
    clerk = sign_in("陳靜雯", phone=phone)
    row = clerk.main.locator(".waiting").filter(has_text="樓梯未清掃").first
    row.get_by_role("button", name="為何此時到期").first.click()
    expect(clerk.dialog).to_contain_text("24 小時")
    clerk.shoot(f"home-why-{'phone' if phone else 'desk'}")
    clerk.page.keyboard.press("Escape")
    expect(clerk.dialog).to_have_count(0)
    expect(clerk.main.get_by_role("heading", name="待辦與通知")).to_be_visible()


@pytest.mark.clause("P-find")
def test_nothing_waits_for_whoever_has_nothing_to_do(sign_in: SignIn) -> None:
    expect(sign_in("鄭思遠").main.get_by_text("目前沒有事項等您辦理")).to_be_visible()

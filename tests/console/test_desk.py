"""A repair from the phone call until an engineer has it; a call is taken in by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.person import Person

WORDS = "廚房水管漏水"
MOST_KEYS = 8
"""Besides the caller's words: four digits of a phone and Enter, a number for the kind and one for
what is broken, Ctrl with Enter."""


class Keyboard:
    """A keyboard that counts: a letter, or keys pressed together, are one stroke."""

    def __init__(self, person: Person) -> None:
        self.person, self.strokes = person, 0

    def type(self, text: str) -> None:
        self.person.page.keyboard.type(text)
        self.strokes += len(text)

    def press(self, keys: str) -> None:
        self.person.page.keyboard.press(keys)
        self.strokes += 1


def call(desk: Desk, **form: object) -> str:
    """The id of a matter that the desk took in by phone."""
    status, _, answer = desk.call("POST", "/tickets", "desk-chan", {"channel": "phone", **form})
    assert status == 201, answer
    return str(answer["ticket"]["id"])


def answering(sign_in: SignIn) -> Person:
    """The clerk at the page on which calls are taken in, ready to type who it is."""
    clerk = sign_in("陳靜雯")
    clerk.open("來電識別")
    expect(clerk.main.get_by_role("combobox")).to_be_focused()
    return clerk


@pytest.mark.clause("T-2.0", "T-3.0", "T-4.3.2", "T-4.5", "T-5.1", "P-words")
def test_a_repair_from_intake_to_take(sign_in: SignIn) -> None:
    clerk = answering(sign_in)
    keys = Keyboard(clerk)
    keys.type("8001")
    expect(clerk.main.get_by_role("option", name="黃麗華")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(clerk.main.get_by_text("接待來人來電")).to_be_visible()
    keys.press("Enter")
    expect(clerk.main.get_by_role("group", name="黃麗華")).to_contain_text("A-1203")
    keys.type("23")
    expect(clerk.main.get_by_role("radio", name="室內報修")).to_be_checked()
    expect(clerk.main.get_by_role("radio", name="給排水")).to_be_checked()
    expect(clerk.main.get_by_label("內容")).to_be_focused()
    expect(clerk.main.get_by_role("radiogroup", name="投訴類別")).to_have_count(0)
    keys.type(WORDS)
    clerk.shoot("intake")
    keys.press("Control+Enter")
    heading = clerk.main.get_by_role("heading", name=re.compile(rf"CW-\d{{8}}-\d{{4}}.*{WORDS}"))
    expect(heading).to_be_visible()
    assert keys.strokes - len(WORDS) <= MOST_KEYS
    place = clerk.page.url.partition("#")[2]
    clerk.do("派單", 部門="工程維護部")
    clerk.shoot("ticket")
    engineer = sign_in("李國強", phone=True)
    engineer.go(place)
    engineer.do("接單", 簽名="李國強")
    expect(engineer.main.get_by_text("已接單").first).to_be_visible()
    engineer.shoot("ticket-phone")


@pytest.mark.clause("T-2.0")
def test_somebody_whom_nobody_knows_is_taken_down(sign_in: SignIn) -> None:
    clerk = answering(sign_in)
    keys = clerk.page.keyboard
    keys.type("13700137999")
    expect(clerk.main.get_by_role("option", name="新來電人")).to_have_attribute(
        "aria-selected", "true"
    )
    keys.press("Enter")
    expect(clerk.main.get_by_role("textbox", name="電話")).to_have_value("13700137999")
    expect(clerk.main.get_by_role("textbox", name="姓名")).to_be_focused()
    keys.type("何先生")
    clerk.main.get_by_role("radio", name="諮詢").check()
    clerk.main.get_by_label("內容").fill("何時恢復供水")
    clerk.main.get_by_label("公共區域").fill("大堂")
    keys.press("Control+Enter")
    expect(clerk.main.get_by_role("heading", name=re.compile("何時恢復供水"))).to_be_visible()
    expect(clerk.main.get_by_text("何先生").first).to_be_visible()


@pytest.mark.clause("T-2.0")
def test_who_is_quicker_than_the_search_need_not_wait_for_it(sign_in: SignIn) -> None:
    clerk = answering(sign_in)
    clerk.page.keyboard.type("8002")
    clerk.page.keyboard.press("Enter")
    expect(clerk.main.get_by_role("group", name="劉志強")).to_contain_text("B-0502")
    expect(clerk.main.get_by_role("radio", name="公共設施報修")).to_be_focused()


@pytest.mark.clause("T-4.2.1", "T-4.2.3")
def test_a_second_complaint_of_one_matter_goes_to_the_general_manager(
    sign_in: SignIn, desk: Desk
) -> None:
    call(
        desk,
        kind="complaint",
        category="noise",
        person="owner-lau",
        unit="B-0502",
        words="夜間施工噪音擾人",
    )
    clerk = answering(sign_in)
    clerk.page.keyboard.type("B-0502")
    clerk.main.get_by_role("option", name="劉志強").click()
    clerk.main.get_by_role("radio", name="投訴").check()
    clerk.main.get_by_role("radio", name="噪音").check()
    clerk.main.get_by_label("內容").fill("夜間施工噪音又來了")
    likely = clerk.main.get_by_role("region", name="可能是同一事項")
    expect(likely.get_by_text("夜間施工噪音擾人")).to_be_visible()
    likely.get_by_role("button", name="同一事項").first.click()
    expect(likely.get_by_role("button", name="已關聯")).to_have_attribute("aria-pressed", "true")
    clerk.shoot("intake-same-matter")
    clerk.send(clerk.main)
    expect(clerk.dialog).to_contain_text("判定為同一事項")
    clerk.send(clerk.dialog)
    expect(clerk.main.get_by_text("總經理信箱").first).to_be_visible()


@pytest.mark.clause("T-2.0", "T-4.1")
def test_what_a_call_repeats_and_comes_of_is_linked_beside_the_form(
    sign_in: SignIn, desk: Desk
) -> None:
    call(
        desk,
        kind="repair_indoor",
        item="other",
        person="owner-wong",
        unit="A-1203",
        words="門鈴失靈",
    )
    clerk = answering(sign_in)
    clerk.page.keyboard.type("黃麗華")
    clerk.main.get_by_role("option", name="黃麗華").click()
    open_matters = clerk.main.get_by_role("region", name=re.compile("未完事項"))
    bell = open_matters.locator(".matter", has_text="門鈴失靈").first
    bell.get_by_role("button", name="標為重複").click()
    clerk.main.get_by_role("button", name="關聯此故障").click()
    clerk.main.get_by_role("radio", name="求助").check()
    clerk.main.get_by_label("內容").fill("門鈴仍未修好,家中停水")
    clerk.send(clerk.main)
    expect(clerk.main.get_by_role("heading", name=re.compile("門鈴仍未修好"))).to_be_visible()
    ticket = clerk.page.url.rpartition("/")[2]
    _, _, shown = desk.call("GET", f"/tickets/{ticket}", "desk-chan")
    assert shown["ticket"]["repeats"]["earlier"]
    assert shown["ticket"]["incident"] == "00-water"

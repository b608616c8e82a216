"""What a first view weighs: all that is fetched until somebody who is signed in sees their home."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Response, expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.person import Person
from tests.console.test_desk import call
from tests.console.test_desk_pages import step

MOST = 200 * 1024
"""Bytes as they come over the line, compressed where they are."""
REPORTED = {"person": "owner-wong", "unit": "A-1203", "kind": "complaint", "category": "noise"}
KEPT = "() => [localStorage, sessionStorage].map(each => JSON.stringify(each))"
KEEP = """kept => [localStorage, sessionStorage].forEach((where, place) =>
  Object.entries(JSON.parse(kept[place])).forEach(each => where.setItem(...each)))"""


@pytest.fixture
def elsewhere(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that was never here."""
    with browser.new_context(locale="zh-TW") as context:
        yield context


@pytest.mark.parametrize(("name", "waiting"), [("吳建國", 0), ("周敏", 12)])
def test_the_first_view_is_light(
    sign_in: SignIn, desk: Desk, elsewhere: BrowserContext, name: str, waiting: int
) -> None:
    made = [
        call(desk, **REPORTED, words=f"第{number}件:樓上深夜裝修,已多次勸止,請派員到場處理並回覆")
        for number in range(waiting)
    ]
    kept = sign_in(name).page.evaluate(KEPT)
    elsewhere.add_init_script(f"({KEEP})({json.dumps(kept)})")
    page, answers = elsewhere.new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    person = Person(page)
    page.goto(f"{desk.address}/console")
    expect(person.main.get_by_role("heading", name="待辦與通知")).to_be_visible()
    if waiting:
        expect(person.main.locator(".waiting").nth(waiting - 1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    sizes = {each.url: each.request.sizes()["responseBodySize"] for each in answers}
    assert 100 * 1024 < sum(sizes.values()) <= MOST, sizes
    for ticket in made:
        step(desk, ticket, "cancel", "desk-chan", reason="重複登記")

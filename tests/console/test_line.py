"""What goes wrong between a browser and the server: nothing is typed twice or done twice."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Route, expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.person import OVER, Person

REPAIR = {
    "kind": "repair_indoor",
    "channel": "phone",
    "person": "owner-wong",
    "unit": "A-1203",
    "item": "electrical",
    "words": "燈壞了",
}


def taken_in(desk: Desk, words: str = REPAIR["words"]) -> tuple[str, str]:
    """A repair that the desk took in by the API: its id, and its version."""
    _, headers, answer = desk.call("POST", "/tickets", "desk-chan", {**REPAIR, "words": words})
    return answer["ticket"]["id"], headers["ETag"]


@pytest.mark.clause("P-once")
def test_an_answer_lost_on_its_way_is_asked_for_again_and_done_once(
    sign_in: SignIn, desk: Desk
) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    clerk.go(f"/record/ticket/{ticket}")
    clerk.start("派單")
    clerk.choose(clerk.dialog, "部門", "工程維護部")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    clerk.page.route("**/dispatch", lose, times=1)
    clerk.send(clerk.dialog)
    again = clerk.dialog.get_by_role("button", name="再送一次")
    expect(again).to_be_visible()
    department = clerk.dialog.get_by_role("combobox", name="部門")
    expect(department).to_have_value("工程維護部")
    clerk.shoot("line-lost")
    again.click()
    expect(clerk.dialog).to_have_count(0)
    _, _, history = desk.call("GET", f"/tickets/{ticket}/history", "desk-chan")
    commands = [entry["command"] for entry in history["items"]]
    assert commands.count("ticket-dispatch") == 1
    clerk.trouble = [each for each in clerk.trouble if "ERR_FAILED" not in each]


@pytest.mark.clause("P-together")
def test_what_changed_meanwhile_is_offered_and_not_overwritten(sign_in: SignIn, desk: Desk) -> None:
    ticket, version = taken_in(desk)
    clerk = sign_in("陳靜雯")
    clerk.go(f"/record/ticket/{ticket}")
    clerk.start("派單")
    clerk.choose(clerk.dialog, "部門", "環境部")
    where = f"/tickets/{ticket}"
    desk.call("POST", f"{where}/dispatch", "desk-chan", {"department": "engineering"}, version)
    clerk.send(clerk.dialog)
    newest = clerk.dialog.get_by_role("button", name="查看最新內容")
    expect(newest).to_be_visible()
    clerk.shoot("stale")
    newest.click()
    expect(clerk.main.get_by_text("已派單").first).to_be_visible()
    assert desk.call("GET", where, "desk-chan")[2]["ticket"]["department"] == "engineering"


@pytest.mark.clause("P-words")
def test_a_refusal_stands_at_its_field(sign_in: SignIn) -> None:
    clerk = sign_in("陳靜雯")
    clerk.open("來電識別")
    clerk.main.get_by_role("radio", name="投訴").check()
    field = clerk.main.get_by_label("內容")
    field.fill("漏" * 10_000)
    clerk.send(clerk.main)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("漏" * 10_000)
    clerk.shoot("refused")


def unbroken(person: Person) -> None:
    """What the line brought about is no trouble of the page."""
    person.trouble = [
        each for each in person.trouble if "ERR_FAILED" not in each and not each[:3].isdigit()
    ]


def dispatching(clerk: Person, ticket: str) -> Locator:
    """The form of a dispatch, filled in; its department."""
    clerk.go(f"/record/ticket/{ticket}")
    clerk.start("派單")
    clerk.choose(clerk.dialog, "部門", "工程維護部")
    return clerk.dialog.get_by_role("combobox", name="部門")


def dispatched(desk: Desk, ticket: str) -> int:
    """How often it was, as its history tells."""
    _, _, history = desk.call("GET", f"/tickets/{ticket}/history", "desk-chan")
    return [entry["command"] for entry in history["items"]].count("ticket-dispatch")


def problem(status: int, code: str, detail: str) -> dict[str, Any]:
    """What a route is fulfilled with for a refusal."""
    said = {"title": detail, "detail": detail, "status": status, "code": code, "clause": ""}
    document = {**said, "correlation": "c-1", "data": {}, "errors": []}
    return {"status": status, "content_type": "application/problem+json", "json": document}


PORTAL = {"content_type": "text/html", "body": "<h1>Sign in to the wireless network</h1>"}
THROTTLED = problem(429, "throttled", "請稍候再送")


@pytest.mark.clause("P-once", "P-words")
def test_whatever_answers_in_the_place_of_the_api_it_is_sent_once(
    sign_in: SignIn, desk: Desk
) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    department = dispatching(clerk, ticket)
    answers: list[dict[str, Any]] = [
        {"status": 200, **PORTAL},
        {"status": 502, **PORTAL},
        problem(503, "unavailable", "資料庫"),
        {"status": 500, "content_type": "application/json", "json": {"message": None}},
        problem(500, "internal", "系統出錯"),
        THROTTLED,
        problem(401, "unauthenticated", "未登入"),
    ]
    keys: set[str | None] = set()

    def answered(route: Route) -> None:
        keys.add(route.request.header_value("Idempotency-Key"))
        if answers:
            route.fulfill(**answers.pop(0))
        else:
            route.continue_()

    clerk.page.route("**/dispatch", answered)
    for said in ("未收到回應",) * 4 + ("系統出錯", "請稍候再送"):
        clerk.dialog.get_by_role("button", name=re.compile("再送一次|確認送出")).click()
        expect(clerk.dialog.get_by_role("alert")).to_contain_text(said)
        expect(department).to_have_value("工程維護部")
    clerk.dialog.get_by_role("button", name="確認送出").dblclick()
    expect(clerk.dialog).to_have_count(0)
    assert (answers, len(keys), dispatched(desk, ticket)) == ([], 1, 1)
    unbroken(clerk)


@pytest.mark.clause("P-once", "P-words")
def test_what_does_not_come_is_said_and_asked_for_again(sign_in: SignIn, desk: Desk) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    again = clerk.main.get_by_role("button", name="再試一次")
    clerk.page.route("**/tickets?*", lambda route: route.fulfill(**THROTTLED), times=1)
    clerk.go("/list/ticket-list")
    expect(clerk.main.get_by_role("alert")).to_contain_text("請稍候再送")
    again.click()
    expect(clerk.main.get_by_role("alert")).to_have_count(0)
    expect(clerk.main.get_by_text(REPAIR["words"]).first).to_be_visible()
    dispatching(clerk, ticket)
    clerk.page.route(f"**/tickets/{ticket}", lambda route: route.fulfill(**THROTTLED), times=1)
    clerk.send(clerk.dialog)
    expect(clerk.main.get_by_role("alert")).to_contain_text("未必是最新")
    expect(clerk.main.get_by_text(REPAIR["words"]).first).to_be_visible()
    clerk.shoot("line-behind")
    again.click()
    expect(clerk.main.get_by_text("已派單").first).to_be_visible()
    expect(clerk.main.get_by_role("alert")).to_have_count(0)
    clerk.page.route("**/Board-*.js", lambda route: route.abort())
    clerk.go("/board")
    expect(clerk.main.get_by_role("alert")).to_contain_text("連不上伺服器")
    clerk.shoot("line-no-page")
    clerk.page.unroute("**/Board-*.js")
    again.click()
    expect(clerk.main.get_by_role("heading", name="受理事項")).to_be_visible()
    clerk.trouble.clear()


@pytest.mark.clause("P-once")
def test_who_leaves_before_the_answer_is_told(sign_in: SignIn, desk: Desk) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    held: list[Route] = []
    clerk.go("/list/ticket-list")
    dispatching(clerk, ticket)
    clerk.page.route("**/dispatch", lambda route: held.append(route))
    with clerk.page.expect_request("**/dispatch"):
        clerk.send(clerk.dialog)
    clerk.page.go_back()
    expect(clerk.dialog).to_have_count(0)
    held[0].fulfill(**problem(409, "out_of_order", "此時不能派單"))
    expect(clerk.page.get_by_role("status")).to_contain_text("未能辦理: 此時不能派單")
    clerk.page.go_forward()
    clerk.start("派單")
    expect(clerk.dialog.get_by_role("combobox", name="部門")).to_have_value("工程維護部")


@pytest.mark.clause("P-once", "P-who")
def test_a_token_that_ends_while_one_types_costs_nothing(sign_in: SignIn, desk: Desk) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    department = dispatching(clerk, ticket)
    denied: dict[str, Any] = {"status": 400, "json": {"error": "invalid_grant"}}
    issuer = [None, None, denied, None]
    ended = problem(401, "unauthenticated", "未登入")

    def issued(route: Route) -> None:
        if not issuer:
            route.continue_()
        elif answer := issuer.pop(0):
            route.fulfill(**answer)
        else:
            route.abort()

    clerk.page.route("**/oauth2/token", issued)
    clerk.page.route("**/dispatch", lambda route: route.fulfill(**ended), times=1)
    clerk.page.evaluate(OVER)
    clerk.send(clerk.dialog)
    expect(clerk.dialog.get_by_role("alert")).to_contain_text("未收到回應")
    clerk.dialog.get_by_role("button", name="再送一次").click()
    clerk.page.get_by_role("button", name="陳靜雯").click()
    expect(clerk.main.get_by_role("alert")).to_contain_text("連不上伺服器")
    clerk.main.get_by_role("button", name="再試一次").click()
    clerk.page.get_by_role("button", name="陳靜雯").click()
    expect(clerk.main.get_by_role("heading", name="待辦與通知")).to_be_visible()
    clerk.go(f"/record/ticket/{ticket}")
    clerk.main.get_by_role("button", name="派單").first.click()
    expect(department).to_have_value("工程維護部")
    clerk.dialog.get_by_role("button", name="再送一次").click()
    expect(clerk.dialog).to_have_count(0)
    assert dispatched(desk, ticket) == 1
    unbroken(clerk)


@pytest.mark.clause("P-once")
def test_a_draft_in_two_windows_is_sent_once(sign_in: SignIn, desk: Desk) -> None:
    words = "樓梯間有積水"
    owner = sign_in("劉志強", phone=True)
    owner.go("/report")
    owner.main.get_by_label("求助").check()
    owner.main.get_by_label("說明").fill(words)
    other = Person(owner.page.context.new_page()).sign_in(desk.address, "劉志強")
    other.go("/report")
    expect(other.main.get_by_label("說明")).to_have_value(words)
    for window in (owner, other):
        window.main.get_by_role("button", name="送出").click()
        expect(window.main.get_by_role("article", name=words)).to_have_count(1)
    _, _, page = desk.call("GET", "/tickets?order=newest&limit=50", "desk-chan")
    assert [each["ticket"]["words"] for each in page["items"]].count(words) == 1
    assert other.trouble == []

"""What goes wrong between a browser and the server: nothing is typed twice or done twice."""

import pytest
from playwright.sync_api import Route, expect

from local.demo import Desk
from tests.console.conftest import SignIn

REPAIR = {
    "kind": "repair_indoor",
    "channel": "phone",
    "person": "owner-wong",
    "unit": "A-1203",
    "item": "electrical",
    "words": "燈壞了",
}
HOSTILE = "<script>document.title='broken'</script><img src=x onerror=alert(1)> ‮هذا 🧯👩‍🚒"


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


@pytest.mark.clause("P-private", "T-2.0")
@pytest.mark.parametrize("words", [HOSTILE, "漏" * 1000], ids=["script", "long"])
def test_hostile_words_are_shown_as_text(sign_in: SignIn, desk: Desk, words: str) -> None:
    ticket, _ = taken_in(desk, words)
    clerk = sign_in("陳靜雯", phone=True)
    clerk.go(f"/record/ticket/{ticket}")
    expect(clerk.main.get_by_text(words).first).to_be_visible()
    assert clerk.page.title() != "broken"
    wide = clerk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "it is wider than the phone"


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

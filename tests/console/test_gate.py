"""The gate by clicking: passes scanned and typed, with the line and without it; visitors."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Error, Locator, Route, expect

from local.demo import Desk
from tests.console.conftest import ARGUMENTS, CHROMIUM, SignIn
from tests.console.lodgers import GUARD, Hotel, hotel_of
from tests.console.person import OVER, Person

WIDTH, HEIGHT = 640, 480
DARK, LIGHT, GREY = 20, 235, 128
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
KEPT_BEFORE = """async () => {
  const cache = await caches.open("frontdesk");
  const names = await (await fetch("console/sw.js")).text();
  const [, board] = /"(Board-[^"]+[.]js)"/.exec(names);
  const old = "Board-earlier_.js";
  for (const each of [board, old]) await cache.put(`console/${each}`, new Response());
  return [board, old];
}"""
"""A page of this build and one of an earlier one, of both of which the gate has no need."""
KEPT = """async () => {
  const kept = await (await caches.open("frontdesk")).keys();
  return kept.map(({ url }) => url.split("/").at(-1));
}"""
Filmed = Callable[[str], Browser]


@pytest.fixture
def filmed(browser: Browser, tmp_path: Path) -> Iterator[Filmed]:
    """A browser before whose camera a code is held."""
    cameras: list[Browser] = []

    def filmed(code: str) -> Browser:
        path = tmp_path / "pass.y4m"
        path.write_bytes(film(code))
        seen = (*CAMERA, f"--use-file-for-fake-video-capture={path}")
        launch = browser.browser_type.launch
        cameras.append(launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *seen]))
        return cameras[-1]

    yield filmed
    for each in cameras:
        each.close()


@pytest.fixture
def hotel(desk: Desk) -> Hotel:
    return hotel_of(desk)


def verdict(guard: Person) -> Locator:
    """What the gate says."""
    return guard.main.locator("[data-verdict]")


def check(guard: Person, code: str) -> None:
    """Type a code."""
    guard.main.get_by_role("textbox", name="出入證代碼").fill(code)
    guard.main.get_by_role("button", name="查驗", exact=True).click()


def at_gate(guard: Person) -> Person:
    """Somebody whose device knows which passes count."""
    with guard.page.expect_response("**/gate/passes") as told:
        guard.open("通道口查驗")
    assert told.value.ok
    expect(guard.main.get_by_text("連線正常")).to_be_visible()
    return guard


def broken(guard: Person) -> None:
    """The line breaks."""
    guard.page.context.set_offline(True)


def mended(guard: Person) -> None:
    """It is there again, and what waited is sent."""
    guard.page.context.set_offline(False)
    expect(guard.main.get_by_text("待補送")).to_have_count(0, timeout=15_000)
    guard.trouble = [each for each in guard.trouble if "ERR_INTERNET" not in each]


@pytest.mark.clause("L-5", "P-who")
def test_a_pass_lets_its_holder_in_and_nobody_else(sign_in: SignIn, hotel: Hotel) -> None:
    lodger = hotel.lodged("羅桂英")
    lodger.photographed()
    code = lodger.code
    guard = at_gate(sign_in("霍志強", phone=True))
    check(guard, code)
    allowed = verdict(guard)
    expect(allowed).to_have_attribute("data-verdict", "allow")
    for said in ("放行", "羅桂英", "床位 A", "有效期至", "L-5"):
        expect(allowed.get_by_text(said).first).to_be_visible()
    expect(allowed.get_by_role("img", name="持證人照片")).to_be_visible()
    guard.shoot("gate-allow")
    allowed.get_by_role("button", name="並非本人").click()
    expect(verdict(guard)).to_have_attribute("data-verdict", "deny")
    expect(verdict(guard).get_by_text("不得轉借")).to_be_visible()
    guard.shoot("gate-lent")
    [lent] = hotel.checks("deny", "羅桂英")
    assert (lent["why"], bool(lent["violation"])) == ("pass_lent", True)


@pytest.mark.clause("L-5")
def test_a_forged_code_is_refused_in_big_words(sign_in: SignIn) -> None:
    guard = at_gate(sign_in("霍志強", phone=True))
    check(guard, "FD1:harbour-hotel:forged")
    expect(verdict(guard)).to_have_attribute("data-verdict", "deny")
    expect(verdict(guard).get_by_text("不得放行")).to_be_visible()
    expect(guard.main.get_by_role("textbox", name="出入證代碼")).to_be_focused()
    guard.shoot("gate-forged")
    for strange in ("A" * 10_000, "FD1\0:x", "🧯👩‍🚒\u202eهذا"):
        with guard.page.expect_response("**/gate/checks"):
            check(guard, strange)
        expect(guard.main.locator("[aria-live][aria-busy=false] .verdict")).to_contain_text(
            "不是本處的出入證"
        )
    guard.main.get_by_role("button", name="掃描出入證").click()
    expect(guard.main.get_by_role("alert")).to_contain_text("無法使用鏡頭")
    expect(guard.main.get_by_role("button", name="掃描出入證")).to_be_visible()
    guard.shoot("gate-no-camera")


@pytest.mark.clause("L-5", "P-once")
def test_on_a_broken_line_the_device_judges_and_sends_it_once(
    sign_in: SignIn, hotel: Hotel
) -> None:
    code = hotel.lodged("馮佩珊").code
    guard = at_gate(sign_in("霍志強", phone=True))
    broken(guard)
    check(guard, code)
    expect(verdict(guard)).to_have_attribute("data-verdict", "allow")
    for said in ("離線判定", "馮佩珊", "床位 A"):
        expect(verdict(guard).get_by_text(said).first).to_be_visible()
    expect(guard.main.get_by_text("連線中斷")).to_be_visible()
    guard.shoot("gate-offline-allow")
    check(guard, code[:-2] + "AA")
    expect(verdict(guard).get_by_text("不是本處的出入證")).to_be_visible()
    expect(guard.main.get_by_text("待補送 2")).to_be_visible()
    guard.shoot("gate-offline-forged")
    mended(guard)
    [recorded] = hotel.checks("allow", "馮佩珊")
    assert recorded["asked_at"] < recorded["at"]


@pytest.mark.clause("L-5")
def test_the_page_opens_again_on_a_broken_line(sign_in: SignIn, hotel: Hotel) -> None:
    code = hotel.lodged("洪玉蓮").code
    guard = sign_in("霍志強", phone=True)
    board, old = guard.page.evaluate(KEPT_BEFORE)
    at_gate(guard)
    expect(guard.main.get_by_text("離線可用")).to_be_visible()
    kept = guard.page.evaluate(KEPT)
    assert (board in kept, old in kept) == (True, False)
    guard.page.evaluate(OVER)
    broken(guard)
    guard.page.reload()
    check(guard, code)
    expect(verdict(guard).get_by_text("離線判定")).to_be_visible()
    expect(verdict(guard).get_by_text("洪玉蓮")).to_be_visible()
    mended(guard)
    assert len(hotel.checks("allow", "洪玉蓮")) == 1


@pytest.mark.clause("L-5", "P-once")
def test_an_answer_lost_on_its_way_is_recorded_once(sign_in: SignIn, hotel: Hotel) -> None:
    code = hotel.lodged("蔡雪芬").code
    guard = at_gate(sign_in("霍志強", phone=True))

    def lose(route: Route) -> None:
        route.fetch()
        with suppress(Error):  # the page may have given it up by itself
            route.abort()

    guard.page.route("**/gate/checks", lose)
    check(guard, code)
    expect(verdict(guard).get_by_text("離線判定")).to_be_visible()
    guard.page.unroute("**/gate/checks", lose)
    mended(guard)
    assert len(hotel.checks("allow", "蔡雪芬")) == 1


@pytest.mark.clause("L-5")
def test_a_pass_that_had_ended_at_the_last_contact_is_refused_offline(
    sign_in: SignIn, hotel: Hotel
) -> None:
    ended = hotel.lodged("曹鳳儀")
    code = ended.code
    ended.revoke()
    guard = sign_in("霍志強", phone=True)

    def a_while_later(route: Route) -> None:
        """Its last contact is longer ago than a list may lag."""
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "since": "f"})

    guard.page.route("**/gate/passes", a_while_later)
    at_gate(guard)
    broken(guard)
    check(guard, code)
    expect(verdict(guard)).to_have_attribute("data-verdict", "deny")
    expect(verdict(guard).get_by_text("已退還、註銷或掛失")).to_be_visible()
    guard.shoot("gate-offline-ended")
    mended(guard)
    assert [each["why"] for each in hotel.checks("deny", "曹鳳儀")] == ["pass_revoked"]


@pytest.mark.clause("L-5")
def test_who_was_let_in_and_should_not_have_been_is_told_when_the_line_is_back(
    sign_in: SignIn, hotel: Hotel
) -> None:
    lodger = hotel.lodged("溫秀玲")
    code = lodger.code
    guard = at_gate(sign_in("霍志強"))
    broken(guard)
    check(guard, code)
    expect(verdict(guard)).to_have_attribute("data-verdict", "allow")
    lodger.revoke()
    mended(guard)
    regretted = guard.main.get_by_role("alert")
    expect(regretted).to_contain_text("溫秀玲")
    expect(regretted).to_contain_text("已註銷")
    guard.shoot("gate-regretted")


@pytest.mark.clause("L-5")
def test_the_camera_reads_a_printed_pass(filmed: Filmed, sign_in: SignIn, hotel: Hotel) -> None:
    camera = filmed(hotel.lodged("唐麗娟").code)
    guard = at_gate(sign_in("霍志強", phone=True, by=camera))
    guard.main.get_by_role("button", name="掃描出入證").click()
    expect(verdict(guard)).to_have_attribute("data-verdict", "allow")
    expect(verdict(guard).get_by_text("唐麗娟")).to_be_visible()
    expect(verdict(guard)).to_be_in_viewport(ratio=0.9)
    expect(guard.main.get_by_label("掃描出入證")).to_be_visible()
    guard.shoot("gate-camera")
    assert len(hotel.checks("allow", "唐麗娟")) == 1, "held before the camera it is one check"


@pytest.mark.clause("L-9", "L-10", "L-11")
def test_a_visitor_is_signed_in_and_out(sign_in: SignIn, hotel: Hotel) -> None:
    lodger = hotel.lodged("梁少芬")
    guard = at_gate(sign_in("霍志強", phone=True))
    guard.main.get_by_text("員工", exact=True).click()
    guard.main.get_by_role("combobox", name="來訪員工").fill("司徒")
    guard.page.get_by_role("option", name="司徒健").click()
    guard.main.get_by_role("button", name="查驗", exact=True).click()
    expect(guard.main.get_by_text("必填")).to_have_count(1)
    guard.main.get_by_text("訪客", exact=True).click()
    guard.main.get_by_label("訪客姓名").fill("周小姐")
    guard.main.get_by_role("combobox", name="被訪人").fill("梁少")
    guard.page.get_by_role("option", name="梁少芬").click()
    guard.main.get_by_role("button", name="查驗", exact=True).click()
    expect(verdict(guard).get_by_text("L-9")).to_be_visible()
    guard.shoot("gate-visitor")
    if verdict(guard).get_attribute("data-verdict") == "deny":
        expect(verdict(guard).get_by_text("不在來訪時間內")).to_be_visible()
        return
    inside = guard.main.locator(".inside").filter(has_text="周小姐 → 梁少芬")
    expect(inside).to_be_visible()
    visits = [each["visit"] for each in hotel.get("/visits?limit=100", GUARD)["items"]]
    [visit] = [each for each in visits if each["name"] == "周小姐"]
    assert visit["answers"]["stay"] == lodger.stay
    director = sign_in("關偉明")
    director.go(f"/record/visit/{visit['id']}")
    director.do("批准留宿", 原因="末班車已開出")
    director.shoot("night-allowed")
    with guard.page.expect_response("**/visits?*"):  # it was another visit that the guard saw
        inside.get_by_role("button", name="離開登記").click()
    expect(inside.get_by_role("alert")).to_be_visible()
    inside.get_by_role("button", name="離開登記").click()
    expect(inside).to_have_count(0)


@pytest.mark.clause("L-10")
def test_who_should_have_left_stands_first(sign_in: SignIn) -> None:
    """An hour after the end of their visit, which no test waits for."""
    guard = sign_in("霍志強", phone=True)
    over = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    shown = {"clause": "L-10", "came_at": over, "until": over, "whom": "葉婉儀", "site": "x"}
    late = {"version": 1, "visit": {**shown, "id": "v1", "name": "司徒健"}, "allowed_actions": []}

    def listed(route: Route) -> None:
        items = [late] if "inside_late" in route.request.url else []
        route.fulfill(json={"items": items, "next": None})

    guard.page.route("**/visits?*", listed)
    at_gate(guard)
    first = guard.main.locator(".inside").first
    expect(first).to_have_attribute("data-late", "true")
    expect(guard.main.get_by_text("逾時未離開 · 1")).to_be_visible()
    guard.shoot("gate-late")


@pytest.mark.clause("L-9")
def test_no_visitor_is_let_in_on_a_broken_line(sign_in: SignIn) -> None:
    guard = at_gate(sign_in("霍志強"))
    guard.main.get_by_text("訪客", exact=True).click()
    guard.main.get_by_label("訪客姓名").fill("關先生")
    guard.main.get_by_role("combobox", name="被訪人").fill("葉婉儀")
    broken(guard)
    guard.main.get_by_role("button", name="查驗", exact=True).click()
    expect(guard.main.get_by_text("訪客須連線登記")).to_be_visible()
    expect(verdict(guard)).to_have_count(0)
    guard.shoot("gate-visitor-offline")
    mended(guard)
    guard.main.get_by_role("button", name="再送一次").click()
    expect(verdict(guard).get_by_text("關先生")).to_be_visible()


def film(code: str) -> bytes:
    """What a camera sees that is held before a code: a film of two pictures (YUV4MPEG2)."""
    drawn = [list(row) for row in segno.make(code, error="m").matrix_iter(scale=6, border=4)]
    left, top = (WIDTH - len(drawn)) // 2, (HEIGHT - len(drawn)) // 2
    picture = bytearray([GREY] * (WIDTH * HEIGHT))
    for y, row in enumerate(drawn, top):
        start = y * WIDTH + left
        picture[start : start + len(row)] = bytes(DARK if dark else LIGHT for dark in row)
    frame = b"FRAME\n" + bytes(picture) + bytes([GREY] * (WIDTH * HEIGHT // 2))
    return f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 2

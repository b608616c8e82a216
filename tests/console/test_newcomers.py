"""Eight tasks of somebody who sees the console for the first time, from where they land: what they
press and type, counted.

docs/console.md has the same figures: who makes a task longer says so there.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.hands import Hands
from tests.console.hospital import hospital_of, lunch
from tests.console.lodgers import hotel_of, today
from tests.console.person import ROOT, Person
from tests.console.test_desk import call
from tests.console.test_desk_pages import accepted
from tests.console.test_self import LINES, carried_by, photo

TOLD = re.compile(r"^\| (\d)\. .*\| (\d+) \| (\d+) \|", re.MULTILINE)


Task = Callable[[int, Person], Hands]


@pytest.fixture
def task() -> Iterator[Task]:
    """Counts what somebody does for a task; at the end it is what is told of the task."""
    begun: list[tuple[int, Hands]] = []

    def task(number: int, person: Person) -> Hands:
        hands = Hands(person)
        begun.append((number, hands))
        return hands

    yield task
    page = (ROOT / "docs" / "console.md").read_text()
    told = {int(number): (int(presses), int(keys)) for number, presses, keys in TOLD.findall(page)}
    for number, hands in begun:
        assert (number, hands.counted) == (number, told.get(number))


@pytest.mark.clause("T-2.0")
def test_an_owner_reports_a_leak_with_a_photo(sign_in: SignIn, task: Task) -> None:
    owner = sign_in("劉志強", phone=True)
    hands = task(1, owner)
    hands.press(owner.main.get_by_role("button", name="我要報事"))
    with owner.page.expect_file_chooser() as chooser:
        hands.press(owner.main.get_by_role("button", name="拍照"))
    chooser.value.set_files([photo("水管.png")])
    hands.press(owner.main.get_by_label("室內報修"))
    hands.press(owner.main.get_by_label("給排水"))
    hands.write(owner.main.get_by_label("說明"), "水管漏水")
    hands.press(owner.main.get_by_role("button", name="送出"))
    expect(owner.main.get_by_role("article", name="水管漏水")).to_be_visible()


@pytest.mark.clause("T-2.0", "T-3.0")
def test_a_clerk_takes_a_call_and_sends_it_to_engineering(sign_in: SignIn, task: Task) -> None:
    clerk = sign_in("陳靜雯")
    hands = task(2, clerk)
    hands.press(clerk.main.get_by_role("button", name="來電識別"))
    expect(clerk.main.get_by_role("combobox")).to_be_focused()
    hands.type("8001")
    hands.press(clerk.main.get_by_role("option", name="黃麗華"))
    hands.press(clerk.main.get_by_role("radio", name="室內報修"))
    hands.press(clerk.main.get_by_role("radio", name="電氣"))
    hands.write(clerk.main.get_by_label("內容"), "客廳沒電")
    hands.press(clerk.main.get_by_role("button", name="確認送出"))
    hands.press(clerk.main.get_by_role("button", name=re.compile("^派單 T-")))
    hands.press(clerk.dialog.get_by_role("combobox", name="部門"))
    hands.press(clerk.page.get_by_role("option", name="工程維護部"))
    hands.press(clerk.dialog.get_by_role("button", name="確認送出"))
    expect(clerk.main.get_by_text("已派單").first).to_be_visible()


@pytest.mark.clause("T-4.5")
def test_an_engineer_takes_a_job(sign_in: SignIn, desk: Desk, task: Task) -> None:
    call(desk, kind="repair_public", person="owner-lau", area="門廳", words="門廳感應燈不亮")
    engineer = sign_in("李國強", phone=True)
    hands = task(3, engineer)
    hands.press(engineer.main.get_by_text("門廳感應燈不亮").first)
    hands.press(engineer.main.get_by_role("button", name="接單"))
    hands.press(engineer.dialog.get_by_role("button", name="簽署 李國強"))
    hands.press(engineer.dialog.get_by_role("button", name="確認送出"))
    expect(engineer.main.get_by_text("已接單").first).to_be_visible()


@pytest.mark.clause("T-4.3.2")
def test_an_owner_consents_to_a_quotation(sign_in: SignIn, desk: Desk, task: Task) -> None:
    words = "浴缸水龍頭壞了"
    ticket = call(
        desk,
        kind="repair_indoor",
        item="plumbing",
        person="owner-lau",
        unit="B-0502",
        words=words,
    )
    carried_by(desk, ticket, "dispatch", "desk-chan", department="engineering")
    carried_by(desk, ticket, "take", "engineer-lee", signed_name="李國強")
    carried_by(desk, ticket, "quote", "engineer-lee", lines=LINES)
    owner = sign_in("劉志強", phone=True)
    hands = task(4, owner)
    hands.press(owner.main.get_by_text(words).first)
    hands.press(owner.main.get_by_role("button", name="同意報價"))
    hands.press(owner.dialog.get_by_role("button", name="簽署 劉志強"))
    hands.press(owner.dialog.get_by_role("button", name="確認送出"))
    expect(owner.main.get_by_text("等待開工").first).to_be_visible()


@pytest.mark.clause("T-4.4.1")
def test_a_clerk_calls_back(sign_in: SignIn, desk: Desk, task: Task) -> None:
    accepted(desk, "電梯燈管已換")
    clerk = sign_in("陳靜雯")
    hands = task(5, clerk)
    hands.press(clerk.main.get_by_role("button", name="待回訪"))
    hands.press(clerk.main.get_by_text("電梯燈管已換").first)
    form = clerk.main
    hands.press(form.get_by_role("radiogroup", name="已聯絡上").get_by_text("是"))
    fourth = form.get_by_label("滿意度 4").get_attribute("id")
    hands.press(form.locator(f"label[for='{fourth}']"))
    hands.write(form.get_by_label("業戶意見"), "滿意")
    hands.press(form.get_by_role("button", name="確認送出"))
    expect(clerk.page.get_by_role("status").get_by_text("電話回訪")).to_be_visible()


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-3")
def test_an_employee_asks_for_a_bed(sign_in: SignIn, task: Task) -> None:
    employee = sign_in("司徒健", phone=True)
    hands = task(6, employee)
    hands.press(employee.main.get_by_role("button", name="家屬住宿"))
    hands.press(employee.main.get_by_role("button", name="申請住宿"))
    form = employee.main.get_by_role("region", name="申請住宿")
    hands.press(form.get_by_label("何麗珍"))
    hands.date(form.get_by_label("入住日期"), today())
    hands.write(form.get_by_label("為什麼"), "妻子來看我")
    hands.press(form.get_by_role("button", name="確認送出"))
    asked = employee.main.get_by_role("article", name="LA-").filter(has_text="妻子來看我")
    expect(asked).to_be_visible()


@pytest.mark.clause("L-5", "L-9")
def test_a_guard_checks_a_pass(sign_in: SignIn, desk: Desk, task: Task) -> None:
    code = hotel_of(desk).lodged("葉新來").code
    guard = sign_in("霍志強", phone=True)
    hands = task(7, guard)
    hands.press(guard.main.get_by_role("button", name="通道口查驗"))
    guard.main.get_by_role("textbox", name="出入證代碼").fill(code)  # as a scanner types it
    hands.key("Enter")
    expect(guard.main.locator("[data-verdict=allow]")).to_be_visible()


@pytest.mark.clause("R-4.3.1", "P-approve")
def test_a_head_of_office_approves_a_reception(sign_in: SignIn, desk: Desk, task: Task) -> None:
    hospital = hospital_of(desk)
    path = hospital.submitted(lunch())
    purpose = hospital.get(path)["reception"]["content"]["purpose"]
    head = sign_in("甘志偉", phone=True)
    hands = task(8, head)
    hands.press(head.main.get_by_text(purpose).first)
    hands.press(head.main.get_by_role("button", name="批准", exact=True))
    expect(head.main.get_by_text(purpose)).to_have_count(0)
    assert hospital.get(path)["reception"]["chain"]["marks"]

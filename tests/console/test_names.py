"""Nobody types an id, and no page shows one: what is chosen and what is read are names."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from local import hospital, hotel, sample
from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.lodgers import hotel_of, today
from tests.console.person import Person
from tests.console.test_line import taken_in

PEOPLE = (*sample.STAFF, *sample.OWNERS, *hotel.STAFF, *hospital.STAFF)
DEPARTMENTS = (*(each.key for each in sample.site().departments), "cardiology", "hospital_office")
RELATIVES = [id for id, *_ in hotel.RELATIVES]
GIVEN = r"[0-9a-f]{18,}|guest-[0-9a-f]+|system\.\w+"
"""Ids that the program gives."""
IDS = re.compile(
    rf"\b({'|'.join([*(id for id, *_ in PEOPLE), *DEPARTMENTS, *RELATIVES])}|{GIVEN})\b"
)


def reads_well(person: Person, *names: str) -> None:
    """The page says these names, and no id of anything."""
    for name in names:
        expect(person.main.get_by_text(name).first).to_be_visible()
    expect(person.main).not_to_contain_text("…")
    assert IDS.findall(person.main.inner_text()) == []


@pytest.mark.clause("T-3.0", "T-4.5", "P-words")
def test_a_repair_is_dispatched_by_choosing_and_read_by_names(sign_in: SignIn, desk: Desk) -> None:
    ticket, _ = taken_in(desk)
    clerk = sign_in("陳靜雯")
    clerk.go(f"/record/ticket/{ticket}")
    clerk.start("派單")
    clerk.choose(clerk.dialog, "部門", "工程維護部")
    clerk.pick(clerk.dialog, "維修人員", "國強", "李國強 維修人員 · 工程維護部")
    clerk.shoot("names-dispatch")
    clerk.send(clerk.dialog)
    expect(clerk.dialog).to_have_count(0)
    reads_well(clerk, "工程維護部", "李國強", "黃麗華", "陳靜雯")
    clerk.shoot("names-ticket")
    clerk.go("/list/ticket-list")
    clerk.main.get_by_role("button", name="篩選").click()
    clerk.pick(clerk.main, "人員", "麗華", "黃麗華 業戶 · A-1203")
    reads_well(clerk, "燈壞了", "陳靜雯")
    clerk.shoot("names-list")
    clerk.go("/search/A-1203")
    reads_well(clerk, "燈壞了")


@pytest.mark.usefixtures("entitled")
@pytest.mark.clause("L-3", "P-approve", "P-words")
def test_an_employee_chooses_relatives_and_approvers_read_names(
    sign_in: SignIn, desk: Desk
) -> None:
    employee = sign_in("司徒健", phone=True)
    employee.go("/list/stay-mine")
    employee.start("申請住宿")
    form = employee.dialog
    form.get_by_label("申請事由").fill("妻子來探望")
    form.get_by_label("入住日期").fill(str(today() + timedelta(days=20)))
    form.get_by_label("離開日期").fill(str(today() + timedelta(days=21)))
    employee.pick(form, "住客", "何", "何麗珍 已核實 · 配偶")
    employee.shoot("names-relatives")
    employee.send(form)
    expect(form).to_have_count(0)
    reads_well(employee, "何麗珍", "司徒健", "客房部")
    place = employee.page.url.partition("#")[2]
    hotel_of(desk).do(f"/stays/{place.rpartition('/')[2]}", "approve", "manager-sin")
    manager = sign_in("冼慧敏")
    manager.go(place)
    reads_well(manager, "何麗珍", "冼慧敏", "部門經理")
    manager.shoot("names-stay")


@pytest.mark.clause("R-4.1.1", "R-4.2.1", "P-words")
def test_a_reception_is_asked_for_with_ranks_and_departments_by_name(sign_in: SignIn) -> None:
    host = sign_in("麥家明")
    host.go("/list/reception-mine")
    host.start("申請公務接待")
    host.choose(host.dialog, "級別", "專家")
    host.choose(host.dialog, "對口部門", "院辦")
    assert IDS.findall(host.dialog.inner_text()) == []
    host.shoot("names-reception")
    head = sign_in("甘志偉")
    head.go("/list/reception-list")
    head.main.get_by_role("button", name="RR-").first.click()
    reads_well(head, "鍾教授", "麥家明", "心內科", "專家")
    head.shoot("names-reception-record")

"""Whoever is to come: who receives them is worked out, and who pays for what (R-2.1 to R-4.1.3)."""

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.hospital import bed, hospital_of, lunch, today
from tests.console.person import Person

RECEIVED = [
    # who comes, their rank, whose business it is: who receives them, by which clause
    pytest.param(
        "上級領導", "省市領導", "心內科", "總經理辦公室 · R-3.3", id="a leader, whose GM receives"
    ),
    pytest.param("應邀來賓、合作單位", "部門負責人", "", "院辦 · R-3.2", id="nobody's guests"),
    pytest.param("集團員工", "一般人員", "心內科", "心內科 · R-3.1", id="the group's own staff"),
]


def ask(host: Person, kind: str, rank: str, counterpart: str, purpose: str) -> None:
    """The request, as the host fills it in."""
    host.go("/list/reception-mine")
    host.start("申請公務接待")
    host.choose(host.dialog, "來賓類別", kind)
    host.dialog.get_by_label("接待事由").fill(purpose)
    guest = host.dialog.get_by_role("group", name="來賓")
    for label, text in {"姓名": "祁先生", "單位": "集團東院", "職務": "主管"}.items():
        guest.get_by_label(label).fill(text)
    host.choose(guest, "級別", rank)
    letter = host.dialog.get_by_role("group", name="公函")
    for label, text in {
        "公函字號": purpose,
        "發函單位": "集團東院",
        "公函日期": str(today()),
    }.items():
        letter.get_by_label(label).fill(text)
    for label in ("到達日期", "離開日期"):
        host.dialog.get_by_label(label).fill(str(today()))
    if counterpart:
        host.choose(host.dialog, "對口部門", counterpart)
    host.send(host.dialog)


@pytest.mark.clause("R-2.1", "R-2.2", "R-2.3", "R-3.1", "R-3.2", "R-3.3")
@pytest.mark.parametrize(("kind", "rank", "counterpart", "receives"), RECEIVED)
def test_who_receives_follows_from_who_comes(
    sign_in: SignIn, kind: str, rank: str, counterpart: str, receives: str
) -> None:
    host = sign_in("麥家明", phone=kind == "集團員工")
    ask(host, kind, rank, counterpart, f"{kind}來訪")
    expect(host.main.get_by_role("heading", name=f"{kind}來訪", level=2)).to_be_visible()
    expect(host.main.get_by_role("button", name=f"接待部門 {receives}")).to_be_visible()
    host.shoot(f"guests-{kind}")


@pytest.mark.clause("R-4.1.1", "R-4.1.2", "R-4.1.3")
def test_the_groups_own_guests_eat_and_lodge_plainly_at_their_own_units_expense(
    sign_in: SignIn, desk: Desk
) -> None:
    path = hospital_of(desk).planned(
        lunch(bearer="guest_unit"),
        bed(bearer="guest_unit", fen=38_000),
        kind="group_staff",
        guests=[{"name": "祁先生", "unit": "集團東院", "title": "主管", "rank": "staff"}],
    )
    host = sign_in("麥家明")
    host.go(path.replace("/receptions", "/plan"))
    meal = host.main.get_by_role("group", name="工作午餐")
    night = host.main.get_by_role("group", name="協議酒店")
    expect(host.main.get_by_role("row", name="接待單位承擔 ¥ 0.00")).to_be_visible()
    expect(host.main.get_by_text("無須總經理批准")).to_be_visible()
    host.choose(meal, "費用承擔", "接待單位承擔")
    expect(meal.get_by_text("集團員工費用由接待單位承擔或墊付")).to_be_visible()
    host.choose(meal, "用餐形式", "招待餐")
    expect(meal.get_by_text("超出工作餐或普通住宿")).to_be_visible()
    night.get_by_label("單價").fill("380.01")
    expect(night.get_by_text("超過接待標準")).to_be_visible()
    for asks in (
        "批准接待單位承擔或墊付",
        "批准工作餐、普通住宿以外的安排",
        "批准提高標準協議酒店",
    ):
        expect(host.main.get_by_text(asks)).to_be_visible()
    host.shoot("guests-plan")

"""An application and a deduction slip on paper: fields, signatures, copies, who prints them."""

import pytest

from tests.support.conduct import (
    CLERK,
    FINANCE,
    GATE,
    credited,
    do,
    employee,
    guarded,
    refunding,
    reported,
    undoing,
    upheld,
)
from tests.support.lodging import (
    COLLEAGUE,
    DIRECTOR,
    DORMITORY,
    EMPLOYEE,
    MANAGER,
    anew,
    applied,
    approved,
    lodged,
    now,
    settled,
)
from tests.support.lodging import do as step
from tests.support.printed import text
from tests.support.world import Reply, World

MARKUP = "<b>探親</b>"


def paper(world: World, record: str, who: str, language: str = "zh-Hant") -> Reply:
    return world.get(f"{record}/print", who, language=language)


def stay_of(reply: Reply) -> str:
    return f"/stays/{reply.json['stay']['id']}"


def violation_of(reply: Reply) -> str:
    return f"/violations/{reply.json['violation']['id']}"


@pytest.mark.clause("L-3", "P-number")
def test_an_application_has_on_it_why_when_and_who_signed(world: World) -> None:
    reply = applied(settled(world), reason=MARKUP)
    before = text(paper(world, stay_of(reply), EMPLOYEE))
    stay = reply.json["stay"]
    for expected in (
        f"家屬接待室住宿申請單 編號 {stay['forms'][0]['number']}",
        f"申請人 {stay['employee_name']} 部門 餐飲部",
        "狀態 審批中",
        f"入住日期 {stay['asked']['first']} 離開日期 {stay['asked']['last']}",
        f"申請事由 {MARKUP}",
        "葉秀英 父母 女",
    ):
        assert expected in before, expected
    assert before.endswith(" 09:00"), "only the applicant has signed"
    step(world, reply, "approve", MANAGER, words="同意接待")
    step(world, reply, "approve", DIRECTOR)
    after = text(paper(world, stay_of(reply), DORMITORY))
    manager, director = now(world, reply)["chain"]["marks"]
    assert f"審批意見 {manager['name']}:同意接待" in after
    signed = after.partition("宿舍管理處經辦")[2].split()
    assert signed[::3] == [stay["employee_name"], manager["name"], director["name"]]


@pytest.mark.clause("L-3", "L-6", "P-number", "P-history")
def test_it_says_who_came_to_which_bed_and_which_copy_it_is(world: World) -> None:
    reply = lodged(settled(world))
    stay = now(world, reply)
    place, came = stay["beds"][0]["place"], stay["present"][0]
    first = text(paper(world, stay_of(reply), DORMITORY))
    assert f"女 {place['room']} {place['bed']} 20" in first
    assert came["checker"] in first.partition("宿舍管理處經辦")[2]
    assert "補印" not in first
    again = text(paper(world, stay_of(reply), DORMITORY, "zh-Hans"))
    assert "补印 第 2 次打印" in again
    entry = world.get(f"{stay_of(reply)}/history?limit=50", DORMITORY).json["items"][-1]
    assert (entry["command"], entry["facts"]) == ("stay-print", {"copy": 2})


@pytest.mark.clause("L-2", "P-number")
def test_a_slip_says_who_loses_how_many_points_and_why(world: World) -> None:
    reply = upheld(guarded(world), breach="dormitory")
    violation = reply.json["violation"]
    [printable] = reply.json["papers"]
    assert printable["href"] == f"/sites/{world.site}{violation_of(reply)}/print"
    slip = text(paper(world, violation_of(reply), EMPLOYEE))
    for expected in (
        f"扣分單 編號 {printable['number']}",
        f"被扣分員工 {violation['employee_name']} 扣分 4 分",
        "違規事項 到員工宿舍住宿 依據條款 L-2",
        "罰款 ¥50.00",
        "經過 訪客在 302 室",
        "認定意見 屬實",
    ):
        assert expected in slip, expected
    names = [violation[each]["name"] for each in ("reported", "decision")]
    assert slip.partition("員工簽收")[2].split()[::3] == names
    do(world, reply, "reverse", reason="認錯人")
    assert "作廢 認錯人" in text(paper(world, violation_of(reply), DORMITORY))


@pytest.mark.clause("L-2", "P-who")
def test_what_has_no_slip_and_who_does_not_see_it_prints_nothing(world: World) -> None:
    bare = reported(guarded(world))
    assert bare.json["papers"] == []
    assert paper(world, violation_of(bare), GATE).status == 404
    slip = upheld(world, breach="dormitory")
    statuses = [paper(world, violation_of(slip), who).status for who in (CLERK, COLLEAGUE)]
    assert statuses == [200, 404]
    stay = approved(world, applied(settled(world)))
    assert [paper(world, stay_of(stay), who).status for who in (DIRECTOR, COLLEAGUE)] == [200, 404]


@pytest.mark.clause("L-11", "P-money", "P-number", "P-who")
def test_a_payment_and_a_refund_have_their_paper_and_keep_it_when_void(estate: World) -> None:
    world = anew(guarded(estate))
    who = employee(world, "employee-fok")
    credited(world, who)
    slip = refunding(world, who, 5000).json["refunds"][0]["number"]
    page = world.get(f"/accounts/{who}/statement", who).json
    name = page["name"]
    papers = {each["what"]: each["paper"] for each in page["entries"]}
    assert papers["lodging_fine"] is papers["lodging_reversed"] is None
    taken = papers["lodging_paid"]
    receipt = text(world.get(_below(world, taken["href"]), who))
    for expected in (
        f"收據 編號 {taken['number']}",
        f"付款人 {name} 付款時間",
        "付款方式 現金 金額 ¥50.00",
        "大寫 伍拾元整",
        "付款人簽名 收款人簽名 收款單位蓋章",
    ):
        assert expected in receipt, expected
    assert papers["lodging_refunded"]["number"] == slip
    assert undoing(world, who, slip).status == 200
    path = _below(world, papers["lodging_refunded"]["href"])
    refund = text(world.get(path, FINANCE))
    for expected in (f"退款單 編號 {slip}", "打錯金額", f"領款人 {name}"):
        assert expected in refund, expected
    assert "补印 第 2 次打印" in text(world.get(path, who, language="zh-Hans"))
    entry = world.get(f"/accounts/{who}/history?limit=50", FINANCE).json["items"][-1]
    assert (entry["command"], entry["facts"]) == ("account-print", {"number": slip, "copy": 2})
    assert world.get(path, COLLEAGUE).status == 404
    assert world.get(f"/accounts/{who}/forms/RC-20260302-9999", FINANCE).status == 404


def _below(world: World, href: str) -> str:
    return href.removeprefix(f"/sites/{world.site}")

"""An Expense Claim and a settlement on paper: fields, lines, sums in words, signatures, copies."""

import pytest

from chalicelib.core.people import Role
from tests.support import claims, settlements
from tests.support.claims import ADVANCED, HOSTED, claimed, receipt
from tests.support.hospital import FINANCE, GM, HOST, OFFICER
from tests.support.printed import text
from tests.support.residents import join, person
from tests.support.world import Reply, World

MARKUP = "<b>會務</b>"


def paper(world: World, path: str, who: str = OFFICER, language: str = "en") -> Reply:
    return world.get(f"{path}/print", who, language=language)


def path_of(settlement: Reply) -> str:
    return f"/settlements/{settlement.json['settlement']['id']}"


def of_two_lines(world: World) -> Reply:
    """A claim of 3,596.77 that draws 3,000 on an advance, submitted."""
    reception = claims.received(world)
    advance = claims.id_of(claims.lent(world, reception, 300_000))
    bought = receipt(seller="得月樓", dated="2026-03-01")
    lines = (claimed(349_677, HOSTED, receipt=bought), claimed(10_000, ADVANCED, words=MARKUP))
    return claims.booked(world, reception, *lines, advance=advance, from_advance=300_000)


@pytest.mark.clause("R-4.3.5", "P-number")
def test_a_claim_has_on_it_what_the_form_has(real: World) -> None:
    known = of_two_lines(real)
    path, shown = claims.path_of(known), known.json["claim"]
    receipts = [each["receipt"]["number"] for each in shown["lines"]]
    before = text(paper(real, path))
    for expected in (
        f"費用報銷單 編號 {shown['forms'][0]['number']}",
        f"公務接待編號 {shown['reception_number']}",
        "報銷部門 院辦",
        f"報銷人 {shown['person_name']}",
        "狀態 待總經理簽批",
        "單據張數 2",
        f"沖抵借款 {shown['advance_number']} ¥3,000.00",
        "應付現款 ¥596.77",
        f"2026-03-01 {receipts[0]} 得月樓 工作餐 會務 接待單位承擔 ¥3,496.77",
        f"{MARKUP} 資料 接待單位墊付 ¥100.00",
        "合計 ¥3,596.77",
        "大寫 叁仟伍佰玖拾陸元柒角柒分",
        "總經理簽批",
    ):
        assert expected in before, expected
    assert MARKUP not in paper(real, path).body.decode()
    assert f"領款人簽收 {shown['person_name']} 2026-03-02 09:00" in before
    assert before.endswith("09:00"), "nobody has signed or paid it"


@pytest.mark.clause("R-4.3.5", "R-4.3.6")
def test_a_paid_claim_names_who_signed_and_who_paid_it_and_when(real: World) -> None:
    known = of_two_lines(real)
    claims.done(real, known, "approve", GM)
    paid = claims.done(real, known, "pay", FINANCE, method="cash").json["claim"]
    after = text(paper(real, claims.path_of(known)))
    gm, finance = paid["chain"]["marks"][-1]["name"], paid["paid_name"]
    assert "付款方式 現金" in after
    assert after.endswith(f" {gm} 2026-03-02 09:00 {finance} 2026-03-02 09:00")
    assert len({gm, finance, paid["person_name"]}) == 3


@pytest.mark.clause("R-4.3.3", "P-number")
def test_a_settlement_has_on_it_what_each_unit_owes_line_by_line(real: World) -> None:
    known = settlements.heard(real)
    settlements.done(real, known, "transfer", FINANCE, **settlements.transfer(fen=3_000))
    waived = {"unit": "省醫學會", "fen": 3_333, "reason": "由本院承擔"}
    known = settlements.done(real, known, "waive", GM, **waived)
    shown, path = known.json["settlement"], path_of(known)
    number, slip = (each["number"] for each in shown["forms"])
    [line] = shown["shares"][0]["lines"]
    printed = text(paper(real, path, GM))
    for expected in (
        f"接待費用結算單 編號 {number}",
        f"公務接待編號 {shown['reception_number']} 狀態 已發出",
        "合計墊付 ¥100.00 壹佰元整",
        "尚欠 ¥36.67 叁拾陸元陸角柒分",
        "應付單位 市衛生局",
        f"2026-03-01 {line['claim']} 其他 工作餐 ¥100.00 ¥33.34",
        "小計 ¥33.34 大寫 叁拾叁元叁角肆分",
        "對方財務答覆 確認 對方財務 2026-03-02 09:00",
        f"已劃帳 {slip} 2026-03-02 09:00 ¥30.00 尚欠 ¥3.34",
        "已豁免 ¥33.33 由本院承擔 尚欠 ¥0.00",
    ):
        assert expected in printed, expected
    drawn, sent = shown["drawn_name"], shown["sent_name"]
    assert printed.endswith(f"{drawn} 2026-03-02 09:00 {sent} 2026-03-02 09:00")
    assert drawn != sent


@pytest.mark.clause("P-words", "P-number", "P-history")
def test_a_copy_says_that_it_is_one_and_what_is_void_that_it_is(real: World) -> None:
    drawn = settlements.drawn(real)
    path = path_of(drawn)
    assert "次列印" not in text(paper(real, path))
    again = paper(real, path, FINANCE, "zh-Hans")
    assert "接待费用结算单" in text(again)
    assert "第 2 次打印" in text(again)
    entry = real.get(f"{path}/history", FINANCE).json["items"][-1]
    assert (entry["command"], entry["by"], entry["facts"]) == (
        "settlement-print",
        FINANCE,
        {"copy": 2},
    )
    settlements.done(real, drawn, "give-up", FINANCE, reason="重擬")
    assert "作廢 重擬" in text(paper(real, path))


@pytest.mark.clause("P-who")
def test_who_does_not_see_it_prints_nothing(real: World) -> None:
    known = claims.drafted(real, claims.received(real))
    path = claims.path_of(known)
    elsewhere = join(real, person("host-of-surgery", Role.HOST_DEPARTMENT, department="surgery"))
    assert [paper(real, path, who).status for who in (elsewhere, HOST, FINANCE)] == [404, 200, 200]
    drawn = settlements.drawn(real)
    assert paper(real, path_of(drawn), HOST).status == 403
    assert real.get("/claims/no-such/print", OFFICER).status == 404
    assert real.get("/settlements/no-such/print", FINANCE).status == 404

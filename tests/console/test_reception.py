"""A reception's findings, and its decision by whoever signs on a phone."""

import pytest
from playwright.sync_api import expect

from local.demo import Desk
from tests.console.conftest import SignIn
from tests.console.test_line import taken_in


@pytest.mark.clause("R-4.2.2", "R-4.3.1", "P-approve")
def test_an_approver_sees_the_findings_and_decides_with_words(sign_in: SignIn) -> None:
    for name in ("甘志偉", "駱建華"):
        approver = sign_in(name, phone=True)
        approver.main.get_by_role("button", name="RR-").first.click()
        expect(approver.main.get_by_text("招待餐須經批准").first).to_be_visible()
        approver.shoot(f"reception-{name}")
        approver.start("批准")
        approver.dialog.get_by_label("審批意見").first.fill("同意")
        for yes in approver.dialog.get_by_label(
            "是", exact=True
        ).all():  # what is the GM's to grant
            yes.check()
        approver.shoot(f"reception-approve-{name}")
        approver.send(approver.dialog)
        expect(approver.dialog).to_have_count(0)
        expect(approver.main.get_by_text(f"批准 · {name}")).to_be_visible()


@pytest.mark.clause("P-report")
def test_a_report_answers_with_charts(sign_in: SignIn, desk: Desk) -> None:
    taken_in(desk)
    manager = sign_in("吳建國")
    manager.open("客戶服務統計")
    expect(manager.main.get_by_role("heading", name="客戶服務統計")).to_be_visible()
    chart = manager.main.locator("svg.recharts-surface").first
    expect(chart).to_be_visible()
    manager.shoot("report")

"""A family's stay by clicking: asked for, and signed twice on phones."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.console.conftest import SignIn
from tests.console.lodgers import today


@pytest.mark.clause("L-3", "P-approve", "P-who")
def test_a_stay_from_application_to_the_form_of_its_check_in(sign_in: SignIn) -> None:
    employee = sign_in("葉婉儀")
    employee.open("家屬住宿")
    employee.main.get_by_role("button", name="申請住宿").click()
    form = employee.main.get_by_role("region", name="申請住宿")
    form.get_by_label("葉秀英").check()
    form.get_by_label("入住日期").fill(str(today()))
    form.get_by_label("離開日期").fill(str(today() + timedelta(days=2)))
    form.get_by_label("為什麼").fill("母親來探望")
    employee.send(form)
    asked = employee.main.get_by_role("article", name="LA-").filter(has_text="母親來探望")
    expect(asked.get_by_role("button", name="撤回申請")).to_be_visible()
    employee.shoot("stay")
    asked.get_by_role("button", name="詳細資料").click()
    expect(employee.main.get_by_role("heading", name="LA-")).to_be_visible()
    place = employee.page.url.partition("#")[2]
    for name in ("莫志遠", "關偉明"):
        approver = sign_in(name, phone=True)
        approver.go(place.replace("record", "approve"))
        approver.main.get_by_label("審批意見").fill("同意")
        approver.shoot(f"stay-approve-{name}")
        approver.main.get_by_role("button", name="批准", exact=True).click()
        expect(approver.main.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    dormitory = sign_in("岑美玲")
    dormitory.go(place)
    expect(dormitory.main.get_by_text("已獲床位").first).to_be_visible()
    dormitory.start("入住登記")
    dormitory.shoot("check-in")
    expect(dormitory.dialog.get_by_role("button", name="新增")).to_be_visible()

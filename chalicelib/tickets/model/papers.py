"""The paper forms that a ticket issues, their copies, and how often each was printed (T-4.5)."""

from enum import StrEnum

from chalicelib.core.record import Frozen


class PaperForm(StrEnum):
    """The paper forms that a ticket issues; `PREFIX` numbers them."""

    WORK_ORDER = "work_order"
    """Customer Service Work Order 客戶服務部工作單, two copies."""
    REPAIR_ORDER = "repair_order"
    """Engineering Repair Order 工程維修單, two copies."""
    RECEIPT = "receipt"
    """Receipt 收據 for a paid repair."""
    COMPLAINT_CARD = "complaint_card"
    """Complaint File Card 投訴處理檔案卡, two copies."""
    GROUP_REGISTER = "group_register"
    """A line of the group register 集團客戶服務中心投訴處理記錄本."""
    GM_LETTER = "gm_letter"
    """Letter to the General Manager 總經理信箱."""
    DUTY_ENTRY = "duty_entry"
    """An entry of the duty record 值班記錄, for what has no form of its own."""


PREFIX = {
    PaperForm.WORK_ORDER: "CW",
    PaperForm.REPAIR_ORDER: "ER",
    PaperForm.RECEIPT: "RC",
    PaperForm.COMPLAINT_CARD: "CC",
    PaperForm.GROUP_REGISTER: "GR",
    PaperForm.GM_LETTER: "GM",
    PaperForm.DUTY_ENTRY: "DE",
}
ORDERS = (PaperForm.WORK_ORDER, PaperForm.REPAIR_ORDER)


class Copy(StrEnum):
    """The two copies of an order or a card (T-4.5)."""

    STUB = "stub"
    """存根聯: the desk keeps it."""
    WORKING = "working"
    """執行聯: goes with whoever takes the order, and comes back to be archived."""


TWO_COPIES = (*ORDERS, PaperForm.COMPLAINT_CARD)
"""What is made out in two copies 一式兩聯."""


def copies_of(form: str) -> tuple[Copy | None, ...]:
    """The copies that a form is printed in; None is the only one."""
    return tuple(Copy) if form in TWO_COPIES else (None,)


class Printing(Frozen):
    """How often a copy of a form was printed."""

    number: str
    copy: Copy | None = None
    times: int

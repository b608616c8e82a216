"""Words of the messages that people are sent, and of the ledger's memos (P-tell, P-money)."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.accounts import MEMO as ACCOUNT_MEMOS
from chalicelib.core.words.accounts import TOLD_OF as ACCOUNTS
from chalicelib.core.words.asked_again import TOLD_OF as ASKED_AGAIN
from chalicelib.core.words.conduct import TOLD_OF as CONDUCT
from chalicelib.core.words.delegations import DELEGATION_MESSAGES
from chalicelib.core.words.erasing import TOLD_OF as ERASING
from chalicelib.core.words.gate import TOLD_OF as GATE
from chalicelib.core.words.imports import IMPORT_MESSAGES
from chalicelib.core.words.incidents import INCIDENT_MESSAGES
from chalicelib.core.words.lodging import TOLD_OF as LODGING
from chalicelib.core.words.lodging.staying import MEMO as LODGING_MEMOS
from chalicelib.core.words.plans import TOLD_OF as PLANS
from chalicelib.core.words.reception import MEMO as RECEPTION_MEMOS
from chalicelib.core.words.reception import TOLD_OF as RECEPTION

_OF_LODGING = {**LODGING, **ACCOUNTS, **CONDUCT, **ERASING, **GATE}
_OF_TICKETS: dict[str, W] = {
    **PLANS,
    **ASKED_AGAIN,
    **INCIDENT_MESSAGES,
    **IMPORT_MESSAGES,
    "repair_reported": W(
        hant="新的室內報修 {number}({place}),請處理。前臺未在五分鐘內知會,由系統通知。",
        hans="新的室内报修 {number}({place}),请处理。前台未在五分钟内知会,由系统通知。",
        en="Indoor repair {number} ({place}). The desk did not tell you in time; the system does.",
    ),
    "notify_breached": W(
        hant="室內報修 {number}({place})未在時限內知會工程維護部。",
        hans="室内报修 {number}({place})未在时限内知会工程维护部。",
        en="Engineering was not told of indoor repair {number} ({place}) in time.",
    ),
    "ticket_dispatched": W(
        hant="已派單 {number}({place}),請接單。",
        hans="已派单 {number}({place}),请接单。",
        en="Order {number} ({place}) was dispatched to you; please take it.",
    ),
    "ticket_returned": W(
        hant="工單 {number}({place})被部門退回,請重新派單。",
        hans="工单 {number}({place})被部门退回,请重新派单。",
        en="The department returned order {number} ({place}); dispatch it again.",
    ),
    "ticket_cancelled": W(
        hant="工單 {number}({place})已取消,無須施工。",
        hans="工单 {number}({place})已取消,无须施工。",
        en="Order {number} ({place}) was withdrawn; no work is needed.",
    ),
    "quotation_offered": W(
        hant="維修單 {number}({place})已報價,請查看並決定是否同意。",
        hans="维修单 {number}({place})已报价,请查看并决定是否同意。",
        en="There is a quotation for {number} ({place}); please say whether you consent.",
    ),
    "quotation_consented": W(
        hant="業戶已同意 {number}({place})的報價,可以施工。",
        hans="业户已同意 {number}({place})的报价,可以施工。",
        en="The owner consented to the quotation of {number} ({place}); work may start.",
    ),
    "quotation_declined": W(
        hant="業戶不同意 {number}({place})的報價。",
        hans="业户不同意 {number}({place})的报价。",
        en="The owner declined the quotation of {number} ({place}).",
    ),
    "work_completed": W(
        hant="工單 {number}({place})已完工,請安排驗收與回訪。",
        hans="工单 {number}({place})已完工,请安排验收与回访。",
        en="Order {number} ({place}) is finished; see to acceptance and follow-up.",
    ),
    "work_rejected": W(
        hant="工單 {number}({place})驗收不合格,請返工。",
        hans="工单 {number}({place})验收不合格,请返工。",
        en="The work on {number} ({place}) was not accepted; please do it again.",
    ),
    "follow_up_dissatisfied": W(
        hant="業戶對 {number}({place})不滿意,工單已重開。",
        hans="业户对 {number}({place})不满意,工单已重开。",
        en="The customer is dissatisfied with {number} ({place}); it is open again.",
    ),
    "visit_asked": W(
        hant="請就 {number}({place})上門回訪。",
        hans="请就 {number}({place})上门回访。",
        en="Please visit about {number} ({place}).",
    ),
    "review_refused": W(
        hant="工單 {number}({place})審核未通過,請重新處理。",
        hans="工单 {number}({place})审核未通过,请重新处理。",
        en="The review of {number} ({place}) was refused; please see to it again.",
    ),
    "card_opened": W(
        hant="投訴 {number}({place})逾時未處理完畢,已開立投訴處理檔案卡。",
        hans="投诉 {number}({place})逾时未处理完毕,已开立投诉处理档案卡。",
        en="Complaint {number} ({place}) is not completed in time; its file card was opened.",
    ),
    "reply_overdue": W(
        hant="轉來的投訴 {number}({place})未按時回覆來源。",
        hans="转来的投诉 {number}({place})未按时回复来源。",
        en="The source of complaint {number} ({place}) was not told in time how it stands.",
    ),
    "gm_letter": W(
        hant="投訴 {number}({place})為同一事項再次投訴,已轉總經理信箱,請批示。",
        hans="投诉 {number}({place})为同一事项再次投诉,已转总经理信箱,请批示。",
        en="Complaint {number} ({place}) repeats an earlier one; this letter awaits your decision.",
    ),
    "gm_letter_withdrawn": W(
        hant="投訴 {number}({place})並非同一事項,總經理信箱已作廢。",
        hans="投诉 {number}({place})并非同一事项,总经理信箱已作废。",
        en="Complaint {number} ({place}) repeats none after all; its letter was voided.",
    ),
    "gm_decided": W(
        hant="總經理已就 {number}({place})批示,請按批示辦理。",
        hans="总经理已就 {number}({place})批示,请按批示办理。",
        en="The General Manager decided {number} ({place}); please carry it out.",
    ),
    "enquiry_answered": W(
        hant="您的事項 {number}({place})已有答覆,請查看。",
        hans="您的事项 {number}({place})已有答复,请查看。",
        en="Your matter {number} ({place}) was answered; please see.",
    ),
    "handover_waiting": W(
        hant="交接班尚有 {count} 項未確認,請接班人員逐項確認。",
        hans="交接班尚有 {count} 项未确认,请接班人员逐项确认。",
        en="{count} items of the handover are not acknowledged; please acknowledge each.",
    ),
    "report_due": W(
        hant="請於 {time} 前報送 {day} 的部門日報。",
        hans="请于 {time} 前报送 {day} 的部门日报。",
        en="Please hand in your department's report of {day} by {time}.",
    ),
    "day_closed": W(
        hant="{day} 已結單:新增 {issued},完成 {completed},未結 {open},未報部門 {missing}。",
        hans="{day} 已结单:新增 {issued},完成 {completed},未结 {open},未报部门 {missing}。",
        en="{day} is closed: {issued} in, {completed} completed, {open} open, "
        "{missing} departments have not reported.",
    ),
}
_OF_ALL = {
    **DELEGATION_MESSAGES,
    "channel_test": W(
        hant="這是發往通知渠道“{channel}”的測試訊息。",
        hans="这是发往通知渠道“{channel}”的测试消息。",
        en="This is a test message to the channel {channel}.",
    ),
}
OF_DESKS: dict[str, dict[str, W]] = {
    "tickets": _OF_TICKETS,
    "lodging": _OF_LODGING,
    "reception": RECEPTION,
}
"""The messages of each desk; others are sent at every site."""
MESSAGES = {**_OF_TICKETS, **_OF_LODGING, **RECEPTION, **_OF_ALL}
MEMOS: dict[str, W] = {
    "repair_charged": W(hant="有償維修費", hans="有偿维修费", en="Paid repair charged"),
    "repair_paid": W(hant="有償維修收款", hans="有偿维修收款", en="Paid repair paid"),
    **LODGING_MEMOS,
    **RECEPTION_MEMOS,
    **ACCOUNT_MEMOS,
}

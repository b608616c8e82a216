"""Words of employees' accounts 員工帳戶: statement, payment, receipt (L-11, P-money)."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.tickets import PAPER as RECEIPTS

PAPER: dict[str, W] = {
    "receipt": RECEIPTS["receipt"],
    "refund": W(hant="退款單", hans="退款单", en="Refund Slip"),
}
_PRINTED: dict[str, W] = {
    "amount": W(hant="金額", hans="金额", en="Amount"),
    "words": W(hant="說明", hans="说明", en="Words"),
}
PRINTED: dict[str, dict[str, W]] = {
    "receipt": {
        "who": W(hant="付款人", hans="付款人", en="Paid by"),
        "at": W(hant="付款時間", hans="付款时间", en="Paid"),
        "method": W(hant="付款方式", hans="付款方式", en="Method"),
        **_PRINTED,
    },
    "refund": {
        "who": W(hant="領款人", hans="领款人", en="Paid to"),
        "at": W(hant="退款時間", hans="退款时间", en="Paid out"),
        "method": W(hant="退款方式", hans="退款方式", en="Method"),
        **_PRINTED,
    },
}
SIGNED: dict[str, tuple[W, ...]] = {
    "receipt": (
        W(hant="付款人簽名", hans="付款人签名", en="Paid by"),
        W(hant="收款人簽名", hans="收款人签名", en="Received by"),
        W(hant="收款單位蓋章", hans="收款单位盖章", en="Seal"),
    ),
    "refund": (
        W(hant="領款人簽名", hans="领款人签名", en="Received by"),
        W(hant="經辦人簽名", hans="经办人签名", en="Paid out by"),
        W(hant="付款單位蓋章", hans="付款单位盖章", en="Seal"),
    ),
}
HEADINGS: dict[str, W] = {
    "title": W(hant="對帳單", hans="对账单", en="Statement"),
    "posted": W(hant="入帳時間", hans="入账时间", en="Posted"),
    "for_day": W(hant="所屬日期", hans="所属日期", en="For"),
    "what": W(hant="項目", hans="项目", en="What"),
    "clause": W(hant="條款", hans="条款", en="Clause"),
    "guest": W(hant="來客", hans="来客", en="Guest"),
    "number": W(hant="單號", hans="单号", en="Number"),
    "words": W(hant="說明", hans="说明", en="Words"),
    "amount": W(hant="金額(元)", hans="金额(元)", en="Amount (CNY)"),
    "balance": W(hant="欠款(元)", hans="欠款(元)", en="Owing (CNY)"),
    "opening": W(hant="期初", hans="期初", en="Opening"),
    "closing": W(hant="期末", hans="期末", en="Closing"),
}
REFUSED: dict[str, tuple[W, W]] = {
    "account_settled": (
        W(hant="沒有欠款", hans="没有欠款", en="Nothing owing"),
        W(
            hant="此員工帳戶沒有欠款;如有誤收,請退回。",
            hans="此员工账户没有欠款;如有误收,请退回。",
            en="This employee's account owes nothing; give back what was taken by mistake.",
        ),
    ),
    "no_credit": (
        W(hant="沒有可退的款項", hans="没有可退的款项", en="No credit"),
        W(
            hant="此員工帳戶沒有多收的款項,不能退款。",
            hans="此员工账户没有多收的款项,不能退款。",
            en="Nothing on this employee's account was paid beyond what was owed.",
        ),
    ),
    "taken_back_already": (
        W(hant="已沖銷", hans="已冲销", en="Taken back already"),
        W(
            hant="單據 {number} 已作廢,不能再沖銷。",
            hans="单据 {number} 已作废,不能再冲销。",
            en="Form {number} is void; what it was for was taken back before.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "too_many_lines": W(
        hant="超過 {max} 筆;請選較短的期間。",
        hans="超过 {max} 笔;请选较短的期间。",
        en="More than {max} lines; choose fewer days.",
    ),
}
TOLD_OF: dict[str, W] = {
    "account_paid": W(
        hant="已收 {fen},收據 {number};尚欠 {owing}。",
        hans="已收 {fen},收据 {number};尚欠 {owing}。",
        en="{fen} was received, receipt {number}; {owing} is still owing.",
    ),
    "account_refunded": W(
        hant="已退款 {fen},退款單 {number};尚可退 {credit}。",
        hans="已退款 {fen},退款单 {number};尚可退 {credit}。",
        en="{fen} was paid out to you, slip {number}; {credit} of your credit is left.",
    ),
    "account_undone": W(
        hant="單據 {number}({fen})因誤記已沖銷:{reason}",
        hans="单据 {number}({fen})因误记已冲销:{reason}",
        en="{number} over {fen} was entered by mistake and is taken back: {reason}",
    ),
}
MEMO: dict[str, W] = {
    "lodging_paid": W(hant="員工繳款", hans="员工缴款", en="Paid by the employee"),
    "lodging_refunded": W(hant="退款予員工", hans="退款给员工", en="Paid out to the employee"),
    "lodging_undone": W(hant="誤記沖銷", hans="误记冲销", en="Entered by mistake, taken back"),
}

"""Names of the fields of advances, claims, settlements and statements."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # claims
    "claim": W(hant="報銷單", hans="报销单", en="Claim"),
    "cost": W(hant="費用", hans="费用", en="Cost"),
    "seller": W(hant="銷售方", hans="销售方", en="Seller"),
    "advance": W(hant="借款", hans="借款", en="Advance"),
    "advance_number": W(hant="借款單編號", hans="借款单编号", en="Number of the advance"),
    "from_advance": W(hant="沖抵借款", hans="冲抵借款", en="From an advance"),
    "shares": W(hant="各單位分擔", hans="各单位分担", en="Shares"),
    "rest": W(hant="應付現款", hans="应付现款", en="To be paid out"),
    "person_name": W(hant="人員姓名", hans="人员姓名", en="Name of the person"),
    "paid_at": W(hant="付款時間", hans="付款时间", en="Paid at"),
    "paid_by": W(hant="付款人", hans="付款人", en="Paid by"),
    "paid_name": W(hant="付款人姓名", hans="付款人姓名", en="Name of who paid"),
    "anew": W(hant="另行報銷", hans="另行报销", en="Claimed anew"),
    **own(
        "ClaimLineIn",
        "ClaimLine",
        words=W(hant="摘要", hans="摘要", en="What for"),
        receipt=W(hant="票據", hans="票据", en="Receipt"),
        unit=W(hant="代墊單位", hans="代垫单位", en="Advanced for"),
    ),
    **own(
        "ReceiptIn",
        "Receipt",
        number=W(hant="票據號碼", hans="票据号码", en="Receipt"),
        dated=W(hant="票據日期", hans="票据日期", en="Dated"),
        photo=W(hant="票據照片", hans="票据照片", en="Photograph"),
    ),
    **own("Sign", words=W(hant="簽批意見", hans="签批意见", en="Remarks of the general manager")),
    **own("Reverse", reason=W(hant="沖銷原因", hans="冲销原因", en="Why it is taken back")),
    **own(
        "ExpenseClaim",
        department=W(hant="報銷部門", hans="报销部门", en="Department"),
        person=W(hant="報銷人", hans="报销人", en="Claimed by"),
        claimed_at=W(hant="填報時間", hans="填报时间", en="Written"),
        reversal=W(hant="沖銷", hans="冲销", en="Payment taken back"),
    ),
    **own(
        "Advance",
        "ExpenseClaim",
        "Trip",
        departments=W(
            hant="接待與對口部門", hans="接待与对口部门", en="Departments of the reception"
        ),
    ),
    **own(
        "ClaimTried",
        plan=W(hant="計劃項目尚餘", hans="计划项目尚余", en="Left of the plan"),
        left=W(hant="接待經費尚餘", hans="接待经费尚余", en="Left of the budget"),
    ),
    # advances
    "drawn": W(hant="已沖抵", hans="已冲抵", en="Drawn on"),
    "returned": W(hant="退還餘款", hans="退还余款", en="Brought back"),
    **own(
        "AskAdvance",
        "AskAgain",
        "Advance",
        reason=W(hant="借款事由", hans="借款事由", en="Purpose"),
    ),
    **own(
        "Advance",
        department=W(hant="借款部門", hans="借款部门", en="Department that asked"),
        person=W(hant="借款人", hans="借款人", en="Asked for by"),
        asked_at=W(hant="申請時間", hans="申请时间", en="Asked for at"),
    ),
    **own("AdvanceView", advance=W(hant="借款單", hans="借款单", en="Advance")),
    **own("BringBack", fen=W(hant="退還金額", hans="退还金额", en="Amount")),
    **own("BroughtBack", "BringBack", method=W(hant="退還方式", hans="退还方式", en="Method")),
    # settlements and statements
    "statement": W(hant="對帳單", hans="对账单", en="Statement"),
    "drawn_by": W(hant="製單人", hans="制单人", en="Drawn up by"),
    "drawn_name": W(hant="製單人姓名", hans="制单人姓名", en="Name of who drew it up"),
    "drawn_at": W(hant="製單時間", hans="制单时间", en="Drawn up at"),
    "sent_by": W(hant="發出人", hans="发出人", en="Sent by"),
    "sent_name": W(hant="發出人姓名", hans="发出人姓名", en="Name of who sent it"),
    "sent_at": W(hant="發出時間", hans="发出时间", en="Sent at"),
    "transferred": W(hant="已劃帳", hans="已划账", en="Transferred"),
    "waived": W(hant="已豁免", hans="已豁免", en="Waived"),
    "word": W(hant="對方財務答覆", hans="对方财务答复", en="Their finance's word"),
    "owes": W(hant="各單位尚欠", hans="各单位尚欠", en="Owed by unit"),
    "from_site": W(hant="來自項目", hans="来自项目", en="From the site"),
    "from_unit": W(hant="來自單位", hans="来自单位", en="From the unit"),
    **own(
        "chalicelib.reception.settlements.model.Statement",
        received_at=W(hant="收到時間", hans="收到时间", en="Received"),
    ),
    **own(
        "chalicelib.reception.settlements.forms.Answered",
        unit=W(hant="答覆單位", hans="答复单位", en="Unit that answered"),
    ),
    **own(
        "chalicelib.reception.settlements.forms.Answered",
        "Word",
        yes=W(hant="確認無誤", hans="确认无误", en="Confirmed"),
        name=W(hant="答覆人", hans="答复人", en="Who answered"),
        words=W(hant="答覆內容", hans="答复内容", en="Answer"),
        reference=W(hant="對方文號", hans="对方文号", en="Their reference"),
    ),
    **own("TransferIn", unit=W(hant="劃帳單位", hans="划账单位", en="Unit that paid")),
    **own(
        "TransferIn",
        "Transferred",
        reference=W(hant="劃帳憑證號", hans="划账凭证号", en="Reference of the transfer"),
    ),
    **own(
        "Waive",
        unit=W(hant="豁免單位", hans="豁免单位", en="Unit that owed"),
        fen=W(hant="豁免金額", hans="豁免金额", en="Amount"),
    ),
    **own("Settlement", closed_at=W(hant="結清時間", hans="结清时间", en="Closed at")),
    **own(
        "chalicelib.reception.settlements.model.Share",
        earlier=W(hant="先前答覆", hans="先前答复", en="Earlier answers"),
    ),
    **own(
        "ShareLine",
        of=W(hant="票據金額", hans="票据金额", en="Amount of the receipt"),
        fen=W(hant="應分擔", hans="应分担", en="Their share"),
        kind=W(hant="費用類別", hans="费用类别", en="Kind of cost"),
        words=W(hant="摘要", hans="摘要", en="What for"),
        dated=W(hant="票據日期", hans="票据日期", en="Dated"),
    ),
}

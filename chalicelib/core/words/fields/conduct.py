"""Names of the fields of violations and of accounts."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

_PART = W(hant="計費時段", hans="计费时段", en="Part of a day")
FIELDS: dict[str, W] = {
    # violations
    "breach": W(hant="違規事項", hans="违规事项", en="What was violated"),
    "happened_at": W(hant="發生時間", hans="发生时间", en="Happened at"),
    "violation": W(hant="違規", hans="违规", en="Violation"),
    "violations": W(hant="違規", hans="违规", en="Violations"),
    "fine": W(hant="罰款", hans="罚款", en="Fine"),
    "points": W(hant="扣分", hans="扣分", en="Points"),
    "handed_over": W(hant="移交保安部", hans="移交保安部", en="Handed over to security"),
    "statements": W(hant="陳述", hans="陈述", en="Statements"),
    "raised_from": W(hant="由何記錄產生", hans="由何记录产生", en="Raised from"),
    "reversal": W(hant="撤銷", hans="撤销", en="Taken back"),
    "eligible": W(hant="有住宿資格", hans="有住宿资格", en="May apply"),
    "counted": W(hant="計入的違規", hans="计入的违规", en="What counts"),
    **own(
        "ReportViolation",
        employee=W(hant="責任員工", hans="责任员工", en="Employee who answers for it"),
        words=W(hant="經過", hans="经过", en="What happened"),
    ),
    **own("GiveStatement", words=W(hant="陳述內容", hans="陈述内容", en="Statement")),
    **own("Uphold", words=W(hant="認定說明", hans="认定说明", en="Remarks of the decision")),
    **own(
        "Violation",
        reported=W(hant="報告內容", hans="报告内容", en="Report"),
        decision=W(hant="認定結果", hans="认定结果", en="Decision"),
    ),
    **own("ConductView", barred=W(hant="資格限制", hans="资格限制", en="What bars them")),
    **own("Barred", until=W(hant="限制至", hans="限制至", en="Until")),
    # accounts
    "receipts": W(hant="收據", hans="收据", en="Receipts"),
    "refunds": W(hant="退款單", hans="退款单", en="Refund slips"),
    "what": W(hant="費用項目", hans="费用项目", en="What for"),
    **own("RefundIn", method=W(hant="退款方式", hans="退款方式", en="Method")),
    **own(
        "UndoIn",
        number=W(
            hant="收據或退款單編號",
            hans="收据或退款单编号",
            en="Number of the receipt or refund slip",
        ),
        reason=W(hant="沖銷原因", hans="冲销原因", en="Why it is taken back"),
    ),
    **own("AccountView", version=W(hant="帳戶版本", hans="账户版本", en="Version of the account")),
    **own("AccountLine", part=_PART, paper=W(hant="單據", hans="单据", en="Paper")),
    **own(
        "chalicelib.lodging.accounts.model.Line",
        part=_PART,
        rate=W(hant="每日住宿費", hans="每日住宿费", en="Rate a day"),
    ),
}

"""Names of what the reception room 家屬接待室 does."""

from chalicelib.core.words import Words as W

OPERATIONS: dict[str, W] = {
    # stays
    "stay": W(hant="住宿申請單", hans="住宿申请单", en="stay"),
    "stay-apply": W(hant="申請住宿", hans="申请住宿", en="apply for a stay"),
    "stay-list": W(hant="住宿申請", hans="住宿申请", en="stays"),
    "stay-mine": W(hant="我的住宿申請", hans="我的住宿申请", en="one's own stays"),
    "stay-owed": W(hant="退房應收", hans="退房应收", en="due at check-out"),
    "stay-place": W(hant="輪候次序", hans="轮候次序", en="place in the queue"),
    "stay-print": W(hant="列印申請單", hans="打印申请单", en="print the application"),
    "stay-history": W(hant="住宿申請歷史", hans="住宿申请历史", en="history of a stay"),
    # passes, gate, visits
    "pass": W(hant="出入證", hans="出入证", en="access pass"),
    "pass-list": W(hant="出入證登記", hans="出入证登记", en="access passes"),
    "pass-history": W(hant="出入證歷史", hans="出入证历史", en="history of a pass"),
    "pass-code": W(hant="出入證二維碼", hans="出入证二维码", en="code of a pass"),
    "pass-files": W(hant="出入證附件", hans="出入证附件", en="files of a pass"),
    "pass-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "pass-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "pass-file-show": W(hant="附件", hans="附件", en="file"),
    "gate-check": W(hant="通道口查驗", hans="通道口查验", en="check at the gate"),
    "gate-pass-list": W(hant="有效出入證", hans="有效出入证", en="passes that count"),
    "gate-check-list": W(hant="通道口查驗記錄", hans="通道口查验记录", en="answers of the gate"),
    "visit": W(hant="來訪", hans="来访", en="visit"),
    "visit-list": W(hant="來訪登記", hans="来访登记", en="visits"),
    "visit-history": W(hant="來訪歷史", hans="来访历史", en="history of a visit"),
    # relatives
    "relative": W(hant="直系親屬", hans="直系亲属", en="relative"),
    "relative-claim": W(hant="登記直系親屬", hans="登记直系亲属", en="name a relative"),
    "relative-list": W(hant="直系親屬登記", hans="直系亲属登记", en="relatives"),
    "relative-mine": W(hant="我的直系親屬", hans="我的直系亲属", en="one's own relatives"),
    "relative-history": W(hant="親屬登記歷史", hans="亲属登记历史", en="history of a relative"),
    "relative-document": W(
        hant="查看證件號碼", hans="查看证件号码", en="show the document's number"
    ),
    # the house
    "house": W(hant="房間與床位", hans="房间与床位", en="rooms and beds"),
    "house-nights": W(hant="床位日曆", hans="床位日历", en="calendar of beds"),
    "house-queue": W(hant="床位輪候", hans="床位轮候", en="who waits for a bed"),
    "house-history": W(hant="房間變更歷史", hans="房间变更历史", en="history of the rooms"),
    "room-add": W(hant="新增房間", hans="新增房间", en="add a room"),
    "room-change": W(hant="更改房間", hans="更改房间", en="change a room"),
    # violations and eligibility
    "violation": W(hant="違規", hans="违规", en="violation"),
    "violation-list": W(hant="違規記錄", hans="违规记录", en="violations"),
    "violation-mine": W(hant="我的違規記錄", hans="我的违规记录", en="one's own violations"),
    "violation-print": W(hant="列印扣分單", hans="打印扣分单", en="print the deduction slip"),
    "violation-history": W(hant="違規處理歷史", hans="违规处理历史", en="history of a violation"),
    "violation-files": W(hant="違規附件", hans="违规附件", en="files of a violation"),
    "violation-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "violation-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "violation-file-show": W(hant="附件", hans="附件", en="file"),
    "conduct": W(hant="住宿資格", hans="住宿资格", en="right to stay"),
    "conduct-history": W(
        hant="住宿資格歷史", hans="住宿资格历史", en="history of the right to stay"
    ),
    # accounts
    "account": W(hant="員工帳戶", hans="员工账户", en="account"),
    "account-statement": W(hant="員工對帳單", hans="员工对账单", en="statement"),
    "account-table": W(hant="員工對帳單(CSV)", hans="员工对账单(CSV)", en="statement as CSV"),
    "account-workbook": W(hant="員工對帳單(XLSX)", hans="员工对账单(XLSX)", en="statement as XLSX"),
    "account-history": W(hant="員工帳戶歷史", hans="员工账户历史", en="history of an account"),
    "account-pay": W(hant="收款", hans="收款", en="take a payment"),
    "account-refund": W(hant="退款", hans="退款", en="pay a credit out"),
    "account-print": W(
        hant="列印收據或退款單", hans="打印收据或退款单", en="print a receipt or refund slip"
    ),
    "account-undo": W(hant="沖銷", hans="冲销", en="take an entry back"),
    # reports, settings
    "report-lodging": W(hant="住宿報表", hans="住宿报表", en="lodging report"),
    "report-lodging-table": W(
        hant="住宿報表(CSV)", hans="住宿报表(CSV)", en="lodging report as CSV"
    ),
    "report-lodging-workbook": W(
        hant="住宿報表(XLSX)", hans="住宿报表(XLSX)", en="lodging report as XLSX"
    ),
    "report-accounts": W(hant="住宿帳目報表", hans="住宿账目报表", en="report on accounts"),
    "report-accounts-table": W(
        hant="住宿帳目報表(CSV)", hans="住宿账目报表(CSV)", en="report on accounts as CSV"
    ),
    "report-accounts-workbook": W(
        hant="住宿帳目報表(XLSX)", hans="住宿账目报表(XLSX)", en="report on accounts as XLSX"
    ),
    "lodging": W(hant="接待室設定", hans="接待室设置", en="settings of the reception room"),
    "lodging-change": W(
        hant="更改接待室設定", hans="更改接待室设置", en="settle the reception room's terms"
    ),
    "lodging-versions": W(
        hant="接待室設定版本", hans="接待室设置版本", en="versions of the reception room's settings"
    ),
    "lodging-version": W(
        hant="接待室設定某版",
        hans="接待室设置某版",
        en="a version of the reception room's settings",
    ),
    # jobs run by hand
    "job-stays": W(
        hant="執行住宿到期檢查", hans="执行住宿到期检查", en="see to stays that are due"
    ),
    "job-bed-offers": W(hant="執行床位分配", hans="执行床位分配", en="offer free beds"),
    "job-visits": W(hant="執行來訪檢查", hans="执行来访检查", en="see to visits that are due"),
    "job-books": W(hant="執行月結", hans="执行月结", en="close the books"),
}

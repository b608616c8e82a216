"""Names of what the desk 客服前臺 does."""

from chalicelib.core.words import Words as W

OPERATIONS: dict[str, W] = {
    # taking matters in
    "intake": W(hant="來電識別", hans="来电识别", en="who calls"),
    "ticket-intake": W(hant="受理來電", hans="受理来电", en="take a matter in"),
    "ticket-list": W(hant="受理事項", hans="受理事项", en="tickets"),
    "ticket-mine": W(hant="我的報事", hans="我的报事", en="one's own tickets"),
    "ticket-search": W(hant="事項查詢", hans="事项查询", en="search tickets"),
    "ticket-show": W(hant="事項", hans="事项", en="ticket"),
    "ticket-history": W(hant="事項歷史", hans="事项历史", en="history of a ticket"),
    "ticket-due": W(hant="事項時限", hans="事项时限", en="what falls due"),
    "ticket-contact": W(hant="查看電話", hans="查看电话", en="show the telephone number"),
    "ticket-approvals": W(hant="待驗收與審核", hans="待验收与审核", en="tickets to sign"),
    "same-matters-unit": W(hant="同單元的投訴", hans="同单元的投诉", en="complaints of the unit"),
    "same-matters-person": W(
        hant="同一人的投訴", hans="同一人的投诉", en="complaints of the person"
    ),
    "follow-up-queue": W(hant="待回訪", hans="待回访", en="follow-up queue"),
    "unit-show": W(hant="單元", hans="单元", en="unit"),
    "unit-search": W(hant="單元查詢", hans="单元查询", en="units"),
    # forms and files
    "duty-record": W(hant="值班記錄", hans="值班记录", en="duty record"),
    "form-show": W(hant="按表單編號查事項", hans="按表单编号查事项", en="ticket of a form"),
    "form-print": W(hant="列印表單", hans="打印表单", en="print a form"),
    "ticket-files": W(hant="事項附件", hans="事项附件", en="files of a ticket"),
    "ticket-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "ticket-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "ticket-file-show": W(hant="附件", hans="附件", en="file"),
    # shifts and days
    "handover": W(hant="交接班", hans="交接班", en="handover"),
    "handover-list": W(hant="交接班", hans="交接班", en="handover"),
    "handover-items": W(hant="交班事項", hans="交班事项", en="items of a handover"),
    "handover-note": W(hant="填寫交班備註", hans="填写交班备注", en="write a note"),
    "handover-note-show": W(hant="交班備註", hans="交班备注", en="note"),
    "day-running": W(hant="當日結單", hans="当日结单", en="today's reconciliation"),
    "day": W(hant="當日結單", hans="当日结单", en="reconciliation of a day"),
    "day-list": W(hant="結單記錄", hans="结单记录", en="closed days"),
    "day-report": W(hant="部門日報", hans="部门日报", en="day report"),
    "day-report-hand-in": W(hant="報送部門日報", hans="报送部门日报", en="hand in the day report"),
    # outages and maintenance
    "incident": W(hant="已知故障", hans="已知故障", en="known outage"),
    "incident-list": W(hant="已知故障記錄", hans="已知故障记录", en="known outages"),
    "incident-open-now": W(hant="目前的故障", hans="目前的故障", en="outages now"),
    "incident-tickets": W(hant="故障相關事項", hans="故障相关事项", en="tickets of an outage"),
    "incident-history": W(hant="故障歷史", hans="故障历史", en="history of an outage"),
    "plan": W(hant="保養計劃", hans="保养计划", en="maintenance plan"),
    "plan-list": W(hant="計劃保養", hans="计划保养", en="maintenance plans"),
    "plan-history": W(hant="保養計劃歷史", hans="保养计划历史", en="history of a plan"),
    # reports, spreadsheets taken in, settings
    "report-tickets": W(hant="客戶服務統計", hans="客户服务统计", en="customer service report"),
    "report-tickets-page": W(
        hant="客戶服務統計(列印頁)",
        hans="客户服务统计(打印页)",
        en="customer service report, to print",
    ),
    "report-tickets-table": W(
        hant="客戶服務統計(CSV)", hans="客户服务统计(CSV)", en="customer service report as CSV"
    ),
    "report-tickets-workbook": W(
        hant="客戶服務統計(XLSX)", hans="客户服务统计(XLSX)", en="customer service report as XLSX"
    ),
    "import-add": W(hant="匯入試算表", hans="导入表格", en="import a spreadsheet"),
    "import-list": W(hant="匯入記錄", hans="导入记录", en="imports"),
    "import-show": W(hant="匯入", hans="导入", en="import"),
    "import-trial-findings": W(hant="試匯入結果", hans="试导入结果", en="what the trial found"),
    "import-run-findings": W(hant="匯入結果", hans="导入结果", en="what the run found"),
    "desk-settings": W(hant="前臺設定", hans="前台设置", en="settings of the desk"),
    "desk-change": W(hant="更改前臺設定", hans="更改前台设置", en="settle the desk's terms"),
    "desk-versions": W(
        hant="前臺設定版本", hans="前台设置版本", en="versions of the desk's settings"
    ),
    "desk-version": W(
        hant="前臺設定某版", hans="前台设置某版", en="a version of the desk's settings"
    ),
    "department-add": W(hant="新增部門", hans="新增部门", en="add a department"),
    "department-change": W(hant="更改部門", hans="更改部门", en="change a department"),
    # jobs run by hand
    "job-imports": W(hant="執行匯入", hans="执行导入", en="work through imports"),
    "job-dispatch-check": W(hant="執行派單檢查", hans="执行派单检查", en="run the dispatch check"),
    "job-reconciliation": W(hant="執行當日結單", hans="执行当日结单", en="run the reconciliation"),
    "job-handovers": W(hant="執行接班提醒", hans="执行接班提醒", en="remind of handovers"),
    "job-plans": W(hant="執行計劃開單", hans="执行计划开单", en="open orders that are due"),
}

"""Names of what is done in the official reception 公務接待."""

from chalicelib.core.words import Words as W

OPERATIONS: dict[str, W] = {
    # receptions
    "reception-show": W(hant="接待", hans="接待", en="reception"),
    "reception-try-plan": W(hant="試算安排", hans="试算安排", en="try a plan"),
    "reception-request": W(hant="申請公務接待", hans="申请公务接待", en="ask for a reception"),
    "reception-list": W(hant="公務接待", hans="公务接待", en="receptions"),
    "reception-mine": W(hant="我的接待申請", hans="我的接待申请", en="receptions one asked for"),
    "reception-history": W(hant="接待歷史", hans="接待历史", en="history of a reception"),
    "reception-trips": W(hant="接待用車", hans="接待用车", en="trips of a reception"),
    "reception-files": W(hant="接待附件", hans="接待附件", en="files of a reception"),
    "reception-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "reception-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "reception-file-show": W(hant="附件", hans="附件", en="file"),
    # letters
    "letter": W(hant="函件", hans="函件", en="letter"),
    "letter-list": W(hant="接待函件", hans="接待函件", en="letters"),
    "letter-history": W(hant="函件歷史", hans="函件历史", en="history of a letter"),
    "letter-print": W(hant="列印函件", hans="打印函件", en="print the letter"),
    "letter-files": W(hant="函件附件", hans="函件附件", en="files of a letter"),
    "letter-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "letter-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "letter-file-show": W(hant="附件", hans="附件", en="file"),
    # trips
    "trip": W(hant="用車單", hans="用车单", en="trip"),
    "trip-list": W(hant="接待用車記錄", hans="接待用车记录", en="trips"),
    "trip-mine": W(hant="我的出車", hans="我的出车", en="trips one drives"),
    "trip-history": W(hant="用車歷史", hans="用车历史", en="history of a trip"),
    "car": W(hant="車輛資料", hans="车辆资料", en="car"),
    "car-list": W(hant="車輛", hans="车辆", en="cars"),
    "car-add": W(hant="新增車輛", hans="新增车辆", en="add a car"),
    "car-change": W(hant="更改車輛", hans="更改车辆", en="change a car"),
    "car-history": W(hant="車輛歷史", hans="车辆历史", en="history of a car"),
    "car-calendar": W(hant="用車日曆", hans="用车日历", en="calendar of cars and drivers"),
    "driver": W(hant="司機資料", hans="司机资料", en="driver"),
    "driver-list": W(hant="司機", hans="司机", en="drivers"),
    "driver-add": W(hant="新增司機", hans="新增司机", en="add a driver"),
    "driver-change": W(hant="更改司機", hans="更改司机", en="change a driver"),
    "driver-history": W(hant="司機歷史", hans="司机历史", en="history of a driver"),
    # advances and claims
    "advance": W(hant="借款單", hans="借款单", en="advance"),
    "advance-list": W(hant="接待借款", hans="接待借款", en="advances"),
    "advance-history": W(hant="借款歷史", hans="借款历史", en="history of an advance"),
    "claim": W(hant="報銷單", hans="报销单", en="claim"),
    "claim-draft": W(hant="填寫費用報銷單", hans="填写费用报销单", en="write a claim"),
    "claim-try": W(hant="試算報銷", hans="试算报销", en="try a claim"),
    "claim-list": W(hant="費用報銷", hans="费用报销", en="claims"),
    "claim-history": W(hant="報銷單歷史", hans="报销单历史", en="history of a claim"),
    "claim-print": W(hant="列印報銷單", hans="打印报销单", en="print the claim"),
    "claim-files": W(hant="報銷單附件", hans="报销单附件", en="files of a claim"),
    "claim-file-add": W(hant="上傳附件", hans="上传附件", en="add a file"),
    "claim-file-attach": W(hant="附上附件", hans="附上附件", en="attach a file"),
    "claim-file-show": W(hant="附件", hans="附件", en="file"),
    # settlements and statements
    "settlement": W(hant="結算單", hans="结算单", en="settlement"),
    "settlement-list": W(hant="接待結算", hans="接待结算", en="settlements"),
    "settlement-history": W(hant="結算單歷史", hans="结算单历史", en="history of a settlement"),
    "settlement-print": W(hant="列印結算單", hans="打印结算单", en="print the settlement"),
    "statement": W(hant="對帳單", hans="对账单", en="statement"),
    "statement-list": W(hant="對帳單記錄", hans="对账单记录", en="statements from other units"),
    "statement-history": W(hant="對帳單歷史", hans="对账单历史", en="history of a statement"),
    # reports, settings
    "report-receptions": W(hant="公務接待報表", hans="公务接待报表", en="report on receptions"),
    "report-receptions-table": W(
        hant="公務接待報表(CSV)", hans="公务接待报表(CSV)", en="report on receptions as CSV"
    ),
    "report-receptions-workbook": W(
        hant="公務接待報表(XLSX)", hans="公务接待报表(XLSX)", en="report on receptions as XLSX"
    ),
    "reception": W(hant="接待設定", hans="接待设置", en="settings of receptions"),
    "reception-change": W(hant="更改接待設定", hans="更改接待设置", en="settle receptions' terms"),
    "reception-versions": W(
        hant="接待設定版本", hans="接待设置版本", en="versions of receptions' settings"
    ),
    "reception-version": W(
        hant="接待設定某版", hans="接待设置某版", en="a version of receptions' settings"
    ),
    "job-receptions": W(hant="執行接待提醒", hans="执行接待提醒", en="remind who is late to sign"),
}

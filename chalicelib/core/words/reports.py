"""Words of reports: what is measured, how a report is divided, the headings of its tables."""

from chalicelib.core.words import Words as W

BY: dict[str, W] = {
    "day": W(hant="日", hans="日", en="day"),
    "week": W(hant="週", hans="周", en="week"),
    "month": W(hant="月", hans="月", en="month"),
    "department": W(hant="部門", hans="部门", en="department"),
    "kind": W(hant="類別", hans="类别", en="kind"),
    "channel": W(hant="受理方式", hans="受理方式", en="channel"),
    "category": W(hant="投訴類別", hans="投诉类别", en="category of complaint"),
}

MEASURES: dict[str, W] = {
    "told_in_time": W(hant="知會工程及時", hans="知会工程及时", en="engineering told in time"),
    "completed_without_card": W(
        hant="投訴期內辦結", hans="投诉期内办结", en="complaints done without a card"
    ),
    "replied_in_time": W(hant="回覆來源及時", hans="回复来源及时", en="sources replied to in time"),
    "followed_up": W(hant="已回訪", hans="已回访", en="followed up"),
    "visited_in_time": W(
        hant="上門回訪時長合規", hans="上门回访时长合规", en="visits of due length"
    ),
    "reported_in_time": W(hant="部門日報及時", hans="部门日报及时", en="day reports in time"),
    "dissatisfied": W(hant="不滿意", hans="不满意", en="dissatisfied"),
    "same_matter": W(hant="重複投訴", hans="重复投诉", en="repeated complaints"),
    "reopened": W(hant="重開", hans="重开", en="reopened"),
    "first_time_right": W(hant="一次辦結", hans="一次办结", en="right the first time"),
}

PARTS: dict[str, W] = {
    "overview": W(hant="總覽", hans="总览", en="Overview"),
    "groups": W(hant="分組", hans="分组", en="Groups"),
    "departments": W(hant="部門工作量", hans="部门工作量", en="Departments"),
}

REPORTED: dict[str, W] = {
    "title": W(hant="客戶服務統計報表", hans="客户服务统计报表", en="Customer service report"),
    "period": W(hant="期間", hans="期间", en="Period"),
    "made_at": W(hant="製表時間", hans="制表时间", en="Made at"),
    "all_departments": W(hant="全部部門", hans="全部部门", en="All departments"),
    "figure": W(hant="指標", hans="指标", en="Figure"),
    "clause": W(hant="條款", hans="条款", en="Clause"),
    "value": W(hant="數值", hans="数值", en="Value"),
    "of": W(hant="總數", hans="总数", en="Of"),
    "rate": W(hant="比率", hans="比率", en="Rate"),
    "none": W(hant="(無)", hans="(无)", en="(none)"),
    "desk": W(hant="前臺(未派單)", hans="前台(未派单)", en="the desk (not dispatched)"),
    "first": W(hant="首日", hans="首日", en="First day"),
    "last": W(hant="末日", hans="末日", en="Last day"),
    "taken_in": W(hant="受理", hans="受理", en="Taken in"),
    "open": W(hant="未結", hans="未结", en="Open"),
    "completed": W(hant="已辦結", hans="已办结", en="Completed"),
    "archived": W(
        hant="其中已歸檔或結案", hans="其中已归档或结案", en="Of these archived or closed"
    ),
    "cancelled": W(hant="已取消", hans="已取消", en="Cancelled"),
    "answers": W(hant="滿意度回答", hans="满意度回答", en="Answers"),
    "mean": W(hant="平均滿意度", hans="平均满意度", en="Mean satisfaction"),
    "score": W(hant="滿意度 {score} 分", hans="满意度 {score} 分", en="Answered {score}"),
    "vain_calls": W(hant="未接通的回訪", hans="未接通的回访", en="Calls in vain"),
    "handed_late": W(hant="部門日報逾期", hans="部门日报逾期", en="Day reports late"),
    "handed_missing": W(hant="部門日報欠交", hans="部门日报欠交", en="Day reports missing"),
    "quoted": W(hant="報價(元)", hans="报价(元)", en="Quoted (CNY)"),
    "charged": W(hant="應收(元)", hans="应收(元)", en="Charged (CNY)"),
    "paid": W(hant="已收(元)", hans="已收(元)", en="Paid (CNY)"),
    "owing": W(hant="欠款(元)", hans="欠款(元)", en="Owing (CNY)"),
    "received": W(hant="收單", hans="收单", en="Received"),
    "returned": W(hant="退回", hans="退回", en="Returned"),
    "passed_on": W(hant="轉派", hans="转派", en="Passed on"),
    "reopened": W(hant="重開", hans="重开", en="Reopened"),
    "median_hours": W(hant="辦結用時中位數(時)", hans="办结用时中位数(时)", en="Median hours"),
    "p90_hours": W(hant="九成在此內辦結(時)", hans="九成在此内办结(时)", en="90 % within hours"),
    "rates": W(hant="比率", hans="比率", en="Rates"),
    "scores": W(hant="滿意度分佈", hans="满意度分布", en="Answers by score"),
    "note": W(
        hant="統計期間內受理的事項,按製表時的情況計算;空白表示沒有可計算的對象。",
        hans="统计期间内受理的事项,按制表时的情况计算;空白表示没有可计算的对象。",
        en="What was taken in during the period, as it stood when this was made; "
        "blank where there was nothing to count.",
    ),
}

"""Words of the reports on the reception room: beds and accounts (P-report)."""

from chalicelib.core.words import Words as W

PARTS: dict[str, W] = {
    "rooms": W(hant="房型", hans="房型", en="Rooms"),
}

FIGURES: dict[str, W] = {
    "nights": W(hant="已計夜數", hans="已计夜数", en="Nights counted"),
    "open": W(hant="可用床夜", hans="可用床夜", en="Bed-nights open"),
    "given": W(hant="分配床夜", hans="分配床夜", en="Bed-nights given"),
    "used": W(hant="實住床夜", hans="实住床夜", en="Bed-nights used"),
    "rate": W(hant="入住率", hans="入住率", en="Occupancy"),
    "applied": W(hant="申請", hans="申请", en="Applied for"),
    "extensions": W(hant="其中延住申請", hans="其中延住申请", en="Of these extensions"),
    "granted": W(hant="獲床位", hans="获床位", en="Granted beds"),
    "queued": W(hant="進入輪候", hans="进入轮候", en="Had to wait"),
    "refused": W(hant="未批准", hans="未批准", en="Refused"),
    "withdrawn": W(hant="撤回", hans="撤回", en="Withdrawn"),
    "cancelled": W(hant="取消", hans="取消", en="Cancelled"),
    "lapsed": W(hant="失效", hans="失效", en="Lapsed"),
    "no_show": W(hant="未到", hans="未到", en="Nobody came"),
    "ceded": W(hant="讓出", hans="让出", en="Ceded"),
    "mean_hours": W(hant="等候床位平均(時)", hans="等候床位平均(时)", en="Mean hours to a bed"),
    "median_hours": W(
        hant="等候床位中位數(時)", hans="等候床位中位数(时)", en="Median hours to a bed"
    ),
    "longest_hours": W(
        hant="等候床位最長(時)", hans="等候床位最长(时)", en="Longest hours to a bed"
    ),
    "longest": W(hant="最長輪候(件)", hans="最长轮候(件)", en="Longest queue"),
    "at_end": W(hant="期末輪候(件)", hans="期末轮候(件)", en="Queue at the end"),
    "came": W(hant="入住來客", hans="入住来客", en="Guests who came"),
    "left": W(hant="退房來客", hans="退房来客", en="Guests who left"),
    "mean_nights": W(hant="平均住宿夜數", hans="平均住宿夜数", en="Mean nights of a stay"),
    "late": W(hant="逾時退房", hans="逾时退房", en="Late check-outs"),
    "overstayed": W(hant="其中逾下午六時", hans="其中逾下午六时", en="Of these overstays"),
}
"""What the report on beds counts."""

REPORTED: dict[str, W] = {
    "title": W(hant="接待室住宿報表", hans="接待室住宿报表", en="Reception room report"),
    "type": W(hant="房型", hans="房型", en="Room type"),
}

FAULT: dict[str, W] = {
    "too_many_stays": W(
        hant="一份報表最多計 {max} 份申請;請縮短期間,分次查閱。",
        hans="一份报表最多计 {max} 份申请;请缩短期间,分次查阅。",
        en="A report counts at most {max} applications; ask for fewer days at a time.",
    ),
}

ACCOUNT_PARTS: dict[str, W] = {
    "employees": W(hant="員工", hans="员工", en="Employees"),
    "departments": W(hant="部門", hans="部门", en="Departments"),
}

AMOUNTS: dict[str, W] = {
    "opening": W(hant="期初欠款(元)", hans="期初欠款(元)", en="Opening (CNY)"),
    "charged": W(hant="應收(元)", hans="应收(元)", en="Charged (CNY)"),
    "taken_back": W(hant="沖回(元)", hans="冲回(元)", en="Taken back (CNY)"),
    "paid": W(hant="已收(元)", hans="已收(元)", en="Paid (CNY)"),
    "closing": W(hant="期末欠款(元)", hans="期末欠款(元)", en="Closing (CNY)"),
    "up_to_30": W(hant="欠 30 日內(元)", hans="欠 30 日内(元)", en="Owing up to 30 days (CNY)"),
    "up_to_60": W(
        hant="欠 31 至 60 日(元)", hans="欠 31 至 60 日(元)", en="Owing 31 to 60 days (CNY)"
    ),
    "up_to_90": W(
        hant="欠 61 至 90 日(元)", hans="欠 61 至 90 日(元)", en="Owing 61 to 90 days (CNY)"
    ),
    "older": W(hant="欠逾 90 日(元)", hans="欠逾 90 日(元)", en="Owing longer (CNY)"),
    "credit": W(hant="員工餘額(元)", hans="员工余额(元)", en="Credit (CNY)"),
}
"""What the report on accounts adds up."""

ACCOUNTED: dict[str, W] = {
    "title": W(hant="接待室帳目報表", hans="接待室账目报表", en="Reception room accounts"),
    "employee": W(hant="員工", hans="员工", en="Employee"),
    "number": W(hant="員工編號", hans="员工编号", en="Id"),
    "count": W(hant="筆數", hans="笔数", en="Postings"),
    "amount": W(hant="金額(元)", hans="金额(元)", en="Amount (CNY)"),
}

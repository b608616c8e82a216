"""Names of the fields of the desk's settings, and of what is reckoned by them."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # deadlines
    "notify_minutes": W(
        hant="知會工程時限(分鐘)", hans="知会工程时限(分钟)", en="Telling engineering, minutes"
    ),
    "tries_per_day": W(hant="每日回訪次數上限", hans="每日回访次数上限", en="Calls a day, at most"),
    "visit_minutes": W(
        hant="上門回訪時長(分鐘)", hans="上门回访时长(分钟)", en="Length of a visit, minutes"
    ),
    "card_hours": W(
        hant="開檔案卡時限(小時)", hans="开档案卡时限(小时)", en="File card after, hours"
    ),
    "reply_hours": W(
        hant="回覆來源時限(小時)", hans="回复来源时限(小时)", en="Reply to the source, hours"
    ),
    "review_hours": W(
        hant="催審核時限(小時)", hans="催审核时限(小时)", en="Reminder of the review, hours"
    ),
    "decide_hours": W(
        hant="催批示時限(小時)", hans="催批示时限(小时)", en="Reminder of the GM's decision, hours"
    ),
    "same_matter_days": W(
        hant="同一事項期限(天)", hans="同一事项期限(天)", en="Same matter within, days"
    ),
    "handover_minutes": W(
        hant="催接班間隔(分鐘)", hans="催接班间隔(分钟)", en="Reminder of a handover, minutes"
    ),
    "day_reminds_at": W(hant="催日報時刻", hans="催日报时刻", en="Departments reminded at"),
    "day_closes_at": W(hant="當日結單時刻", hans="当日结单时刻", en="Day closes at"),
    "keep_caller_days": W(
        hant="來電人資料保留(天)", hans="来电人资料保留(天)", en="Callers kept, days"
    ),
    "clocks": W(hant="計時方式", hans="计时方式", en="How deadlines are counted"),
    "pausable": W(hant="可中止計時", hans="可中止计时", en="May stand still"),
    # warranty, prices, categories
    "years": W(hant="年數", hans="年数", en="Years"),
    "seasons": W(hant="季數", hans="季数", en="Seasons"),
    "season": W(hant="供熱或供冷季", hans="供热或供冷季", en="Season"),
    "prices": W(hant="價目表", hans="价目表", en="Price list"),
    "categories": W(hant="投訴類別", hans="投诉类别", en="Complaint categories"),
    "retired": W(hant="已停用", hans="已停用", en="Retired"),
    **own("SetTerms", "Terms", warranty=W(hant="保修期", hans="保修期", en="Warranty terms")),
    **own(
        "Season",
        first=W(hant="季初日", hans="季初日", en="First day of the season"),
        last=W(hant="季末日", hans="季末日", en="Last day of the season"),
    ),
    **own(
        "Price",
        name=W(hant="名稱", hans="名称", en="Item"),
        unit=W(hant="計價單位", hans="计价单位", en="Priced per"),
        fen=W(hant="單價", hans="单价", en="Price"),
    ),
    **own(
        "Category",
        key=W(hant="類別代號", hans="类别代号", en="Key of the category"),
        name=W(hant="類別名稱", hans="类别名称", en="Category"),
    ),
    # working hours
    "calendar": W(hant="工作日曆", hans="工作日历", en="Calendar"),
    "week": W(hant="每週工作時間", hans="每周工作时间", en="Hours by weekday"),
    "region": W(hant="地區", hans="地区", en="Region"),
    "makeup": W(hant="調休上班時間", hans="调休上班时间", en="Hours on make-up workdays"),
    "days": W(hant="特別日子", hans="特别日子", en="Days of its own"),
    "official": W(hant="法定假日及調休", hans="法定假日及调休", en="Official days"),
    "works": W(hant="上班", hans="上班", en="People work"),
    **own(
        "Official",
        years=W(hant="已知年份", hans="已知年份", en="Years known"),
        days=W(hant="法定日子", hans="法定日子", en="Days"),
    ),
    **own(
        "Interval",
        first=W(hant="開始時間", hans="开始时间", en="From"),
        last=W(hant="結束時間", hans="结束时间", en="To"),
    ),
    **own("OwnDay", "OfficialDay", name=W(hant="日子名稱", hans="日子名称", en="Name of the day")),
    # clocks
    "pauses": W(hant="中止計時", hans="中止计时", en="Times its clocks stood still"),
    "ended_by": W(hant="恢復人", hans="恢复人", en="Ended by"),
    "deadline": W(hant="時限", hans="时限", en="Deadline"),
    "local": W(hant="當地時間", hans="当地时间", en="Site time"),
    "stands_still": W(hant="計時中止", hans="计时中止", en="Stands still"),
    "why": W(hant="依據", hans="依据", en="Why"),
    "reckoning": W(hant="計算過程", hans="计算过程", en="How it is worked out"),
    "start": W(hant="起算時間", hans="起算时间", en="Counted from"),
    "counts": W(hant="計時方式", hans="计时方式", en="Counted in"),
    "zone": W(hant="時區", hans="时区", en="Time zone"),
    "parts": W(hant="逐日計算", hans="逐日计算", en="Day by day"),
    "spans": W(hant="時段", hans="时段", en="Spans"),
    "milliseconds": W(hant="時長(毫秒)", hans="时长(毫秒)", en="Milliseconds"),
    "hours": W(hant="工作時間", hans="工作时间", en="Working hours"),
    "known": W(hant="已知", hans="已知", en="Known"),
    **own(
        "Worked",
        name=W(hant="日子名稱", hans="日子名称", en="Name of the day"),
        known=W(hant="日曆已有此年", hans="日历已有此年", en="The calendar knows the year"),
    ),
}

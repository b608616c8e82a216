"""Words of due times and why they are what they are, and of the refusals of settings."""

from chalicelib.core.words import Name
from chalicelib.core.words import Words as W

SETTINGS: dict[str, tuple[W, W]] = {
    "clock_runs_on": (
        W(hant="時限不得中止", hans="时限不得中止", en="The clock runs on"),
        W(
            hant="按本項目的設定,此事項現有的時限都不得中止計時。",
            hans="按本项目的设定,此事项现有的时限都不得中止计时。",
            en="By this site's settings no deadline that now runs on it may be stopped.",
        ),
    ),
    "paused_already": (
        W(hant="已中止計時", hans="已中止计时", en="Its clocks stand still already"),
        W(
            hant="此事項已中止計時;請先恢復計時。",
            hans="此事项已中止计时;请先恢复计时。",
            en="It was paused before; resume it first.",
        ),
    ),
    "nothing_changed": (
        W(hant="沒有改動", hans="没有改动", en="Nothing is changed"),
        W(
            hant="所填的設定與現行版本相同,未另立新版。",
            hans="所填的设定与现行版本相同,未另立新版。",
            en="The settings in force are what the form asks for; no new version is made.",
        ),
    ),
    "department_kept": (
        W(hant="此部門不可停用", hans="此部门不可停用", en="This department stays"),
        W(
            hant="規章指名由此部門承辦,不可停止派單;可改名或更換主管。",
            hans="规章指名由此部门承办,不可停止派单;可改名或更换主管。",
            en="Rules send orders to this department; rename it or change its supervisor.",
        ),
    ),
    "supervises": (
        W(hant="仍任部門主管", hans="仍任部门主管", en="Supervises a department"),
        W(
            hant="此人仍為{names}的主管;請先另派主管。",
            hans="此人仍为{names}的主管;请先另派主管。",
            en="They supervise {names}; give it another supervisor first.",
        ),
    ),
    "not_paused": (
        W(hant="並未中止計時", hans="并未中止计时", en="Not paused"),
        W(
            hant="此事項的時限仍在計算,無須恢復。",
            hans="此事项的时限仍在计算,无须恢复。",
            en="Its clocks run; there is nothing to resume.",
        ),
    ),
}

CATEGORIES: dict[str, Name] = {
    "service": Name(hant="服務", hans="服务", en="Service"),
    "cleaning": Name(hant="清潔衛生", hans="清洁卫生", en="Cleaning"),
    "security": Name(hant="治安", hans="治安", en="Security"),
    "noise": Name(hant="噪音", hans="噪音", en="Noise"),
    "parking": Name(hant="停車", hans="停车", en="Parking"),
    "facilities": Name(hant="設施設備", hans="设施设备", en="Facilities"),
    "fees": Name(hant="收費", hans="收费", en="Fees"),
    "other": Name(hant="其他", hans="其他", en="Other"),
}
"""The categories of complaints that a site begins with."""

DUE: dict[str, W] = {
    "clock": W(
        hant="自 {start} 起連續計算 {term}({zone} 時間,設定第 {terms} 版,條款 {clause})。",
        hans="自 {start} 起连续计算 {term}({zone} 时间,设定第 {terms} 版,条款 {clause})。",
        en="From {start}, {term} by the clock ({zone} time, settings {terms}, clause {clause}).",
    ),
    "working": W(
        hant="自 {start} 起計算 {term}工作時間({zone} 時間,設定第 {terms} 版,條款 {clause})。",
        hans="自 {start} 起计算 {term}工作时间({zone} 时间,设定第 {terms} 版,条款 {clause})。",
        en="From {start}, {term} of working time ({zone} time, settings {terms}, clause {clause}).",
    ),
    "week": W(
        hant="{day}:工作時間 {hours},計入 {counted}。",
        hans="{day}:工作时间 {hours},计入 {counted}。",
        en="{day}: working hours {hours}; {counted} counted.",
    ),
    "rest": W(
        hant="{day}:休息日,不計。",
        hans="{day}:休息日,不计。",
        en="{day}: day of rest, not counted.",
    ),
    "holiday": W(
        hant="{day}:{name}放假,不計。",
        hans="{day}:{name}放假,不计。",
        en="{day}: public holiday ({name}), not counted.",
    ),
    "makeup": W(
        hant="{day}:{name}調休上班,工作時間 {hours},計入 {counted}。",
        hans="{day}:{name}调休上班,工作时间 {hours},计入 {counted}。",
        en="{day}: make-up workday ({name}), hours {hours}; {counted} counted.",
    ),
    "own_hours": W(
        hant="{day}:本項目另定({name}),工作時間 {hours},計入 {counted}。",
        hans="{day}:本项目另定({name}),工作时间 {hours},计入 {counted}。",
        en="{day}: the site's own hours ({name}), {hours}; {counted} counted.",
    ),
    "own_off": W(
        hant="{day}:本項目另定不上班({name}),不計。",
        hans="{day}:本项目另定不上班({name}),不计。",
        en="{day}: the site's own day off ({name}), not counted.",
    ),
    "pause": W(
        hant="{since} 至 {until} 中止計時。",
        hans="{since} 至 {until} 中止计时。",
        en="Stood still from {since} to {until}.",
    ),
    "unknown": W(
        hant="{year} 年的公眾假期尚未載入本版設定,該年各日按每週工作時間計算。",
        hans="{year} 年的公众假期尚未载入本版设定,该年各日按每周工作时间计算。",
        en="The holidays of {year} are not known to these settings: "
        "its days count as the week has them.",
    ),
    "due": W(hant="到期:{due}。", hans="到期:{due}。", en="Due: {due}."),
    "at_once": W(
        hant="時限在登記時已過,故 {due} 即到期。",
        hans="时限在登记时已过,故 {due} 即到期。",
        en="It was over before it came to light, so it fell due at once: {due}.",
    ),
    "still": W(
        hant="現正中止計時;如此刻恢復,則於 {due} 到期。",
        hans="现正中止计时;如此刻恢复,则于 {due} 到期。",
        en="It stands still; if it ran on from now it would be due {due}.",
    ),
}
"""Why something is due when it is: the sentences of the explanation."""

LENGTHS: dict[str, W] = {
    "hours": W(hant="{count} 小時", hans="{count} 小时", en="{count} h"),
    "minutes": W(hant="{count} 分鐘", hans="{count} 分钟", en="{count} min"),
    "seconds": W(hant="{count} 秒", hans="{count} 秒", en="{count} s"),
}

HOLIDAYS: dict[str, W] = {
    "new_years_day": W(hant="元旦", hans="元旦", en="New Year's Day"),
    "spring_festival": W(hant="春節", hans="春节", en="Spring Festival"),
    "tomb_sweeping_day": W(hant="清明節", hans="清明节", en="Qingming"),
    "labour_day": W(hant="勞動節", hans="劳动节", en="Labour Day"),
    "dragon_boat_festival": W(hant="端午節", hans="端午节", en="Dragon Boat Festival"),
    "mid_autumn_festival": W(hant="中秋節", hans="中秋节", en="Mid-Autumn Festival"),
    "national_day": W(hant="國慶節", hans="国庆节", en="National Day"),
    "anti_fascist_70th_day": W(
        hant="抗戰勝利 70 周年紀念日", hans="抗战胜利 70 周年纪念日", en="Victory Day"
    ),
}
"""Names of the public holidays, by the keys that the library of holidays has for them."""

SETTING_FAULTS: dict[str, W] = {
    "no_working_time": W(
        hant="工作時間每週至少 {minutes} 分鐘,才能按工作時間計算時限。",
        hans="工作时间每周至少 {minutes} 分钟,才能按工作时间计算时限。",
        en="Working time is counted only where a week has {minutes} minutes of it at least.",
    ),
    "hours_out_of_order": W(
        hant="各時段須先起後止,依序而不重疊,每段最長 24 小時。",
        hans="各时段须先起后止,依序而不重叠,每段最长 24 小时。",
        en="Each interval begins before it ends, not before the one before it is over, "
        "and lasts 24 hours at most.",
    ),
    "not_a_week": W(
        hant="須為七日的工作時間,由星期一起;或完全不填。",
        hans="须为七日的工作时间,由星期一起;或完全不填。",
        en="These are the hours of seven days, Monday first; or of none at all.",
    ),
    "least_above_most": W(
        hant="前者為最少,後者為最多,前者不得大於後者。",
        hans="前者为最少,后者为最多,前者不得大于后者。",
        en="The first is the least, the second the most: it is not below the first.",
    ),
    "years_or_seasons": W(
        hant="保修期為年數,或為季數連同該季的起止日期;二者只填其一。",
        hans="保修期为年数,或为季数连同该季的起止日期;二者只填其一。",
        en="A warranty runs for years, or for seasons of which the days are given; not for both.",
    ),
    "never_paused": W(
        hant="知會工程的時限不得中止。",
        hans="知会工程的时限不得中止。",
        en="The time to tell engineering is never stopped.",
    ),
    "retire_it": W(
        hant="類別「{name}」不可刪除;請改為已停用。",
        hans="类别“{name}”不可删除;请改为已停用。",
        en="The category “{name}” is never deleted; retire it.",
    ),
    "department_closed": W(
        hant="此部門已停止派單。",
        hans="此部门已停止派单。",
        en="This department gets no more orders.",
    ),
}

COUNTINGS: dict[str, W] = {
    "clock": W(hant="按時鐘計", hans="按时钟计", en="by the clock"),
    "working": W(hant="按工作時間計", hans="按工作时间计", en="in working time"),
}

REGIONS: dict[str, W] = {"CN": W(hant="中國內地", hans="中国内地", en="mainland China")}

REASONS: dict[str, W] = {
    "clock": W(hant="按時鐘計", hans="按时钟计", en="by the clock"),
    "week": W(hant="每週工作時間", hans="每周工作时间", en="the week's working hours"),
    "rest": W(hant="休息日", hans="休息日", en="day of rest"),
    "holiday": W(hant="法定假日", hans="法定假日", en="public holiday"),
    "makeup": W(hant="調休上班日", hans="调休上班日", en="make-up workday"),
    "own_hours": W(hant="本處自定工作時間", hans="本处自定工作时间", en="the site's own hours"),
    "own_off": W(hant="本處自定休息日", hans="本处自定休息日", en="the site's own day off"),
}

DEADLINES: dict[str, W] = {
    "notify_minutes": W(hant="知會時限", hans="知会时限", en="time to tell engineering"),
    "card_hours": W(hant="開檔案卡時限", hans="开档案卡时限", en="time until a file card"),
    "reply_hours": W(hant="回覆時限", hans="回复时限", en="time to reply"),
}

"""Words of plans: kinds, findings and what the GM is asked for (R-2.4, R-4.1, R-4.2, R-4.3.4)."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.reception.cars import FINDINGS as DRIVEN
from chalicelib.core.words.reception.claims import REFUSED as CLAIMED
from chalicelib.core.words.reception.settlements import REFUSED as SETTLED

REFUSED: dict[str, tuple[W, W]] = {
    "budget_missing": (
        W(hant="經費未經批准", hans="经费未经批准", en="No budget approved"),
        W(
            hant="接待經費經批准後方可開支;請先提交並等候批准。",
            hans="接待经费经批准后方可开支;请先提交并等候批准。",
            en="Nothing is spent before the reception's budget is approved; submit it first.",
        ),
    ),
    "not_granted": (
        W(hant="未經總經理批准", hans="未经总经理批准", en="Not granted by the GM"),
        W(
            hant="安排項目「{line}」({finding})未獲總經理批准;請修改後重新提交。",
            hans="安排项目“{line}”({finding})未获总经理批准;请修改后重新提交。",
            en="The GM has not granted the plan's line “{line}” ({finding}); change it and submit "
            "it again.",
        ),
    ),
    "own_cost": (
        W(hant="由來賓單位自付", hans="由来宾单位自付", en="Paid by the guests' own unit"),
        W(
            hant="安排項目「{line}」由來賓所在單位自行支付,接待單位不得開支。",
            hans="安排项目“{line}”由来宾所在单位自行支付,接待单位不得开支。",
            en="The plan's line “{line}” is paid by the guests' own unit; nothing is spent on it "
            "here.",
        ),
    ),
    "no_such_line": (
        W(hant="安排中沒有此項", hans="安排中没有此项", en="No such line"),
        W(
            hant="此接待的安排中沒有所指的項目;請按現行安排另選。",
            hans="此接待的安排中没有所指的项目;请按现行安排另选。",
            en="The plan of this reception does not have this line; choose one that it has now.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "day_outside": W(
        hant="須在接待期間 {first} 至 {last} 之內({clause})。",
        hans="须在接待期间 {first} 至 {last} 之内({clause})。",
        en="It lies within the reception, {first} to {last} ({clause}).",
    ),
    "nights_outside": W(
        hant="住宿 {nights} 晚,須在 {last} 離開之前({clause})。",
        hans="住宿 {nights} 晚,须在 {last} 离开之前({clause})。",
        en="{nights} nights go beyond {last}, on which the guests leave ({clause}).",
    ),
    "no_standard": W(
        hant="此級別({ranks})在此類城市({city})沒有接待標準,請先由管理員設定({clause})。",
        hans="此级别({ranks})在此类城市({city})没有接待标准,请先由管理员设定({clause})。",
        en="No standard is settled for {ranks} in {city}; have an administrator settle one "
        "({clause}).",
    ),
    "hospitality_for_others": W(
        hant="招待餐只限上級領導或來院指導的專家,其他人員請安排工作餐({clause})。",
        hans="招待餐只限上级领导或来院指导的专家,其他人员请安排工作餐({clause})。",
        en="Hospitality meals are for superiors and experts only; the others have working meals "
        "({clause}).",
    ),
    "too_many_hosts": W(
        hant="來賓 {guests} 人,陪餐最多 {most} 人({clause})。",
        hans="来宾 {guests} 人,陪餐最多 {most} 人({clause})。",
        en="With {guests} guests at most {most} of the house sit at table ({clause}).",
    ),
    "hosts_together": W(
        hant="同一餐各項合計陪餐 {hosts} 人,最多 {most} 人;請註明各為哪一餐({clause})。",
        hans="同一餐各项合计陪餐 {hosts} 人,最多 {most} 人;请注明各为哪一餐({clause})。",
        en="{hosts} of the house sit at this meal in several lines, and at most {most} may; say of "
        "each line which meal of the day it is ({clause}).",
    ),
    "other_kind_of_line": W(
        hant="此類安排不填此欄。",
        hans="此类安排不填此栏。",
        en="Lines of this kind do not have this field.",
    ),
    "too_many_items": W(
        hant="一份安排最多列 {max} 項一般不安排的物品。",
        hans="一份安排最多列 {max} 项一般不安排的物品。",
        en="A plan names at most {max} things that are not to be offered.",
    ),
    "line_booked": W(
        hant="「{line}」已報銷 {amount},須保留,不得更改類別、日期、承擔方或低於此數。",
        hans="“{line}”已报销 {amount},须保留,不得更改类别、日期、承担方或低于此数。",
        en="Claims have taken {amount} of “{line}”: it stays what it is, on its day, with its "
        "bearer, at no less.",
    ),
    "line_driven": W(
        hant="「{line}」已有用車 {trips},須保留,不得更改類別、日期、承擔方或減少次數;"
        "請先取消用車。",
        hans="“{line}”已有用车 {trips},须保留,不得更改类别、日期、承担方或减少次数;请先取消用车。",
        en="“{line}” has its trips {trips}: it stays what it is, on its day, with its bearer, "
        "for as many; cancel them first.",
    ),
    "budget_taken": W(
        hant="已報銷及借支合共 {amount},經費不得低於此數。",
        hans="已报销及借支合共 {amount},经费不得低于此数。",
        en="Claims and advances have taken {amount}: the budget is no less.",
    ),
}
TOLD_OF: dict[str, W] = {}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {}
FINDINGS: dict[str, W] = {
    "outside_guests": W(
        hant="集團外來賓及其接待標準", hans="集团外来宾及其接待标准", en="guests from outside"
    ),
    "budget": W(hant="接待經費", hans="接待经费", en="the reception's budget"),
    "guest_unknown": W(
        hant="所列來賓不在名單上", hans="所列来宾不在名单上", en="a guest who is not on the list"
    ),
    "day_outside": W(
        hant="日期不在接待期間", hans="日期不在接待期间", en="a day outside the reception"
    ),
    "nights_outside": W(
        hant="住宿超出接待期間", hans="住宿超出接待期间", en="nights beyond the reception"
    ),
    "no_price": W(hant="未填費用", hans="未填费用", en="no price given"),
    "not_ordinary": W(
        hant="超出工作餐或普通住宿",
        hans="超出工作餐或普通住宿",
        en="other than a working meal or ordinary lodging",
    ),
    "raised_lodging": W(hant="提高住宿標準", hans="提高住宿标准", en="raised lodging"),
    "no_standard": W(hant="沒有接待標準", hans="没有接待标准", en="no standard settled"),
    "above_standard": W(hant="超過接待標準", hans="超过接待标准", en="above the standard"),
    "hospitality": W(hant="招待餐須經批准", hans="招待餐须经批准", en="a hospitality meal"),
    "hospitality_for_others": W(
        hant="招待餐不適用於這些來賓",
        hans="招待餐不适用于这些来宾",
        en="a hospitality meal for others than superiors and experts",
    ),
    "hospitality_again": W(
        hant="同一接待中多於一次招待餐",
        hans="同一接待中多于一次招待餐",
        en="more than one hospitality meal for a guest",
    ),
    "too_many_hosts": W(hant="陪餐人數過多", hans="陪餐人数过多", en="too many accompanying hosts"),
    "hosts_together": W(
        hant="同一餐各項合計陪餐人數過多",
        hans="同一餐各项合计陪餐人数过多",
        en="too many accompanying hosts at one meal in several lines",
    ),
    "forbidden_item": W(
        hant="一般不安排的物品", hans="一般不安排的物品", en="something not to be offered"
    ),
    "names_forbidden": W(
        hant="說明中提到一般不安排的物品",
        hans="说明中提到一般不安排的物品",
        en="its words name something not to be offered",
    ),
    "bearer": W(
        hant="集團員工費用由接待單位承擔或墊付",
        hans="集团员工费用由接待单位承担或垫付",
        en="the house bears or advances what the group's staff cost",
    ),
    "long_distance": W(hant="長途用車", hans="长途用车", en="a car beyond the city"),
    "other_kind_of_guests": W(
        hant="來賓單位與接待類別不符(集團內、集團外)",
        hans="来宾单位与接待类别不符(集团内、集团外)",
        en="guests of the group received as outsiders, or the reverse",
    ),
    "planned_twice": W(hant="重複安排", hans="重复安排", en="planned twice"),
    "lodged_twice": W(
        hant="同一晚重複安排住宿", hans="同一晚重复安排住宿", en="lodged twice for a night"
    ),
}
"""What the rules say of a plan, by the code of the finding."""
_OF_CLAIMS = ("over_plan", "over_budget", "advance_short", "receipt_used")
_KEPT_FROM: dict[str, W] = {
    **{code: REFUSED[code][0] for code in ("budget_missing", "not_granted", "own_cost")},
    **{code: CLAIMED[code][0] for code in _OF_CLAIMS},
    "settled_already": SETTLED["settled_already"][0],
    "too_late": W(hant="接待已結束", hans="接待已结束", en="The reception is over"),
}
"""What keeps a claim from being booked, likewise."""
NAMES: dict[str, dict[str, W]] = {
    "standard": {
        "travel": W(hant="出差標準", hans="出差标准", en="travel standard"),
        "outside": W(
            hant="外賓接待標準", hans="外宾接待标准", en="standard for guests from outside"
        ),
    },
    "plan_line": {
        "itinerary": W(hant="日程", hans="日程", en="itinerary"),
        "meal": W(hant="用餐", hans="用餐", en="meal"),
        "lodging": W(hant="住宿", hans="住宿", en="lodging"),
        "vehicle": W(hant="用車", hans="用车", en="vehicle"),
        "ticket": W(hant="返程票", hans="返程票", en="return ticket"),
        "other": W(hant="其他", hans="其他", en="other"),
    },
    "meal": {
        "working": W(hant="工作餐", hans="工作餐", en="working meal"),
        "hospitality": W(hant="招待餐", hans="招待餐", en="hospitality meal"),
    },
    "sitting": {
        "breakfast": W(hant="早餐", hans="早餐", en="breakfast"),
        "lunch": W(hant="午餐", hans="午餐", en="lunch"),
        "dinner": W(hant="晚餐", hans="晚餐", en="dinner"),
    },
    "guest_lodging": {
        "ordinary": W(hant="普通住宿", hans="普通住宿", en="ordinary lodging"),
        "raised": W(hant="其他住宿", hans="其他住宿", en="other lodging"),
    },
    "bearer": {
        "guest_unit": W(hant="來賓單位自付", hans="来宾单位自付", en="paid by the guests' unit"),
        "host": W(hant="接待單位承擔", hans="接待单位承担", en="borne by the house"),
        "advance": W(hant="接待單位墊付", hans="接待单位垫付", en="advanced by the house"),
    },
    "level": {
        "warn": W(hant="提醒", hans="提醒", en="to be seen"),
        "stop": W(hant="不得執行", hans="不得执行", en="stopped"),
    },
    "finding": FINDINGS | DRIVEN | _KEPT_FROM,
    "asks": {
        "budget": W(hant="批准經費", hans="批准经费", en="the budget"),
        "outside": W(
            hant="批准外來賓及接待標準",
            hans="批准外来宾及接待标准",
            en="guests from outside and their standard",
        ),
        "hospitality": W(hant="批准招待餐", hans="批准招待餐", en="a hospitality meal"),
        "standard": W(hant="批准提高標準", hans="批准提高标准", en="a raised standard"),
        "ordinary": W(
            hant="批准工作餐、普通住宿以外的安排",
            hans="批准工作餐、普通住宿以外的安排",
            en="more than a working meal or ordinary lodging",
        ),
        "bearer": W(
            hant="批准接待單位承擔或墊付",
            hans="批准接待单位承担或垫付",
            en="that the house bears or advances it",
        ),
        "item": W(
            hant="批准一般不安排的物品",
            hans="批准一般不安排的物品",
            en="something not to be offered",
        ),
        "long_distance": W(hant="批准長途用車", hans="批准长途用车", en="a car beyond the city"),
    },
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {}
"""States and steps by the name of the states' type."""

"""Names of the fields of the reception room's settings."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # days and beds
    "max_days": W(hant="每次住宿上限(天)", hans="每次住宿上限(天)", en="Days of a stay, at most"),
    "ahead_days": W(hant="可提前申請(天)", hans="可提前申请(天)", en="Days ahead, at most"),
    "offer_minutes": W(hant="床位保留(分鐘)", hans="床位保留(分钟)", en="Offer is kept, minutes"),
    "approve_hours": W(
        hant="催審批時限(小時)", hans="催审批时限(小时)", en="Reminder of approvals, hours"
    ),
    "arrive_by": W(hant="首日最遲到達", hans="首日最迟到达", en="Arrive on the first day by"),
    # charges
    "rates": W(hant="住宿費", hans="住宿费", en="Rates"),
    "charges_nights": W(
        hant="批准期內收住宿費", hans="批准期内收住宿费", en="Nights granted are charged"
    ),
    "pass_fen": W(hant="補證費", hans="补证费", en="Charge for a pass"),
    "leave_by": W(hant="退房時限", hans="退房时限", en="Leave by"),
    "half_until": W(hant="半天住宿費至", hans="半天住宿费至", en="Half a day until"),
    **own(
        "SetLodging",
        "LodgingTerms",
        damages=W(hant="損壞賠償價目", hans="损坏赔偿价目", en="Price list of damage"),
    ),
    **own(
        "RoomRate",
        key=W(hant="房型代號", hans="房型代号", en="Key of the room type"),
        name=W(hant="房型", hans="房型", en="Room type"),
        fen=W(hant="每日住宿費", hans="每日住宿费", en="Rate a day"),
    ),
    **own(
        "DamagePrice",
        name=W(hant="名稱", hans="名称", en="Item"),
        fen=W(hant="賠償價", hans="赔偿价", en="Price"),
    ),
    # fines and eligibility
    "fines": W(hant="罰款", hans="罚款", en="Fines"),
    "dormitory": W(hant="到員工宿舍住宿", hans="到员工宿舍住宿", en="Stay in a staff dormitory"),
    "visiting": W(hant="串訪員工宿舍", hans="串访员工宿舍", en="Visit to a staff dormitory"),
    "meals": W(hant="在接待室用餐", hans="在接待室用餐", en="Meals in the room"),
    "overnight": W(
        hant="男女混居或擅自留宿",
        hans="男女混居或擅自留宿",
        en="Mixed sexes, or a night without leave",
    ),
    "suspends_at": W(
        hant="暫停資格的違規次數", hans="暂停资格的违规次数", en="Violations that suspend"
    ),
    "suspends_within_months": W(
        hant="違規累計期(月)", hans="违规累计期(月)", en="Counted within, months"
    ),
    "suspends_for_days": W(hant="暫停資格(天)", hans="暂停资格(天)", en="Suspended for, days"),
    # hours
    "visits_from": W(hant="來訪開始時刻", hans="来访开始时刻", en="Visits from"),
    "visits_until": W(hant="來訪結束時刻", hans="来访结束时刻", en="Visits until"),
    "curfew": W(hant="員工離開時限", hans="员工离开时限", en="Employees leave by"),
    "overnight_minutes": W(
        hant="逾時多久算留宿(分鐘)",
        hans="逾时多久算留宿(分钟)",
        en="Late for so long is overnight, minutes",
    ),
    "keep_guest_days": W(
        hant="證件號碼保留(天)", hans="证件号码保留(天)", en="Document numbers kept, days"
    ),
}

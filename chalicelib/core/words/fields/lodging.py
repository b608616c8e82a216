"""Names of the fields of the reception room 家屬接待室: stays, beds, relatives."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # applying for beds
    "stay": W(hant="住宿", hans="住宿", en="Stay"),
    "stay_number": W(hant="住宿申請編號", hans="住宿申请编号", en="Number of the stay"),
    "employee": W(hant="員工", hans="员工", en="Employee"),
    "employee_name": W(hant="員工姓名", hans="员工姓名", en="Name of the employee"),
    "guest": W(hant="住客", hans="住客", en="Guest"),
    "guests": W(hant="住客", hans="住客", en="Guests"),
    "guest_name": W(hant="住客姓名", hans="住客姓名", en="Name of the guest"),
    "sex": W(hant="性別", hans="性别", en="Sex"),
    "extends": W(hant="延長哪次住宿", hans="延长哪次住宿", en="Extends"),
    "asked": W(hant="申請內容", hans="申请内容", en="What is applied for"),
    "registered_at": W(hant="登記時間", hans="登记时间", en="Registered"),
    "granted_at": W(hant="獲床位時間", hans="获床位时间", en="Beds granted at"),
    "offered_until": W(hant="床位保留至", hans="床位保留至", en="Offered until"),
    "over": W(hant="結束情況", hans="结束情况", en="How it ended"),
    "moved": W(hant="已批延住", hans="已批延住", en="Extensions granted"),
    "overstayed": W(hant="逾期留住日", hans="逾期留住日", en="Days overstayed"),
    **own(
        "Owed",
        fen=W(hant="現時應收合計", hans="现时应收合计", en="Due now, together"),
        lines=W(hant="應收明細", hans="应收明细", en="What is due"),
        pass_fen=W(
            hant="遺失出入證(每張)", hans="遗失出入证(每张)", en="For each pass that is lost"
        ),
        damages=W(hant="損壞賠償價目", hans="损坏赔偿价目", en="Prices of what is damaged"),
    ),
    **own(
        "Apply",
        "ApplyAgain",
        "Application",
        reason=W(hant="申請事由", hans="申请事由", en="Reason for the stay"),
        first=W(hant="入住日期", hans="入住日期", en="First day"),
        last=W(hant="離開日期", hans="离开日期", en="Day of leaving"),
    ),
    **own(
        "Application",
        begins=W(hant="原先入住的住宿", hans="原先入住的住宿", en="Stay that it goes on from"),
    ),
    **own(
        "chalicelib.lodging.stays.forms.Approve",
        words=W(hant="審批意見", hans="审批意见", en="Remarks of the approver"),
    ),
    **own(
        "Stay",
        earlier=W(hant="先前版本", hans="先前版本", en="Earlier versions"),
        returned=W(
            hant="重新申請前的結果", hans="重新申请前的结果", en="How earlier versions ended"
        ),
    ),
    # queue and ceding
    "to": W(hant="讓給哪份申請", hans="让给哪份申请", en="To which application"),
    "of": W(hant="共", hans="共", en="Of"),
    "ceding": W(hant="讓床提議", hans="让床提议", en="Proposal to cede beds"),
    "ceded": W(hant="已讓床位", hans="已让床位", en="Beds ceded"),
    "receiver": W(hant="受讓方", hans="受让方", en="Received by"),
    **own("Cede", guests=W(hant="讓出床位的住客", hans="让出床位的住客", en="Whose beds")),
    **own("TakeCeded", of=W(hant="讓出方的住宿", hans="让出方的住宿", en="From which stay")),
    **own(
        "Ceding",
        giver=W(hant="讓出方", hans="让出方", en="Ceded by"),
        until=W(hant="提議有效至", hans="提议有效至", en="Holds until"),
    ),
    **own(
        "InLine",
        first=W(hant="入住日期", hans="入住日期", en="First day"),
        begins=W(hant="原先入住的住宿", hans="原先入住的住宿", en="Stay that it goes on from"),
        last=W(hant="離開日期", hans="离开日期", en="Day of leaving"),
    ),
    **own("QueuePlace", place=W(hant="輪候次序", hans="轮候次序", en="Place in the queue")),
    **own("QueueView", waiting=W(hant="輪候申請", hans="轮候申请", en="Who waits")),
    # coming and leaving
    "document": W(hant="證件", hans="证件", en="Document"),
    "pass_returned": W(hant="已退還出入證", hans="已退还出入证", en="Pass handed back"),
    "clean": W(hant="保持整潔", hans="保持整洁", en="Left clean"),
    "damages": W(hant="損壞賠償", hans="损坏赔偿", en="Damage"),
    "present": W(hant="已入住住客", hans="已入住住客", en="Guests who came"),
    "inspections": W(hant="退房檢查", hans="退房检查", en="Inspections"),
    "checked_by": W(hant="查驗人", hans="查验人", en="Checked by"),
    "checker": W(hant="查驗人姓名", hans="查验人姓名", en="Name of who checked"),
    "came_at": W(hant="到達時間", hans="到达时间", en="Came at"),
    "left_at": W(hant="離開時間", hans="离开时间", en="Left at"),
    **own(
        "Arrival",
        document=W(hant="證件類別", hans="证件类别", en="Kind of document"),
        number=W(hant="證件號碼", hans="证件号码", en="Number of the document"),
    ),
    **own("CheckIn", guests=W(hant="入住的住客", hans="入住的住客", en="Guests who come")),
    **own("CheckOut", guests=W(hant="退房的住客", hans="退房的住客", en="Guests who leave")),
    **own(
        "CheckOut",
        "Inspection",
        words=W(hant="檢查說明", hans="检查说明", en="Remarks of the inspection"),
    ),
    **own(
        "Damage",
        code=W(hant="損壞項目", hans="损坏项目", en="What was damaged"),
        words=W(hant="損壞情況", hans="损坏情况", en="How it was damaged"),
    ),
    **own("Stay", lines=W(hant="費用明細", hans="费用明细", en="Charges")),
    # relatives
    "relative": W(hant="直系親屬", hans="直系亲属", en="Relative"),
    "proof": W(hant="證明文件", hans="证明文件", en="Proof"),
    "verified": W(hant="核實", hans="核实", en="Verified"),
    "claimed_at": W(hant="登記時間", hans="登记时间", en="Claimed at"),
    "erases_at": W(hant="預定刪除時間", hans="预定删除时间", en="To be erased at"),
    **own(
        "ClaimRelative",
        "IdentityDocument",
        "Relative",
        document=W(hant="證件號碼", hans="证件号码", en="Number of the document"),
    ),
    **own(
        "ClaimRelative",
        "Relative",
        relation=W(hant="與員工關係", hans="与员工关系", en="Relation to the employee"),
    ),
    **own("Relative", ended=W(hant="終止", hans="终止", en="Ended")),
    # rooms and beds
    "room": W(hant="房間", hans="房间", en="Room"),
    "rooms": W(hant="房間", hans="房间", en="Rooms"),
    "bed": W(hant="床位", hans="床位", en="Bed"),
    "beds": W(hant="床位", hans="床位", en="Beds"),
    "type": W(hant="房型", hans="房型", en="Room type"),
    "types": W(hant="房型", hans="房型", en="Room types"),
    "floor": W(hant="樓層", hans="楼层", en="Floor"),
    "lodgers": W(hant="在住住客", hans="在住住客", en="Lodgers"),
    "overstaying": W(hant="逾期留住", hans="逾期留住", en="Overstaying"),
    "leaving": W(hant="今日離開", hans="今日离开", en="Leaving today"),
    "today": W(hant="今日", hans="今日", en="Today"),
    **own(
        "Lodger",
        begins=W(hant="原先入住的住宿", hans="原先入住的住宿", en="Stay that it goes on from"),
    ),
    **own("AddRoom", "Room", number=W(hant="房號", hans="房号", en="Room number")),
    **own("Bed", key=W(hant="床號", hans="床号", en="Bed")),
    **own(
        "Bedded",
        place=W(hant="床位", hans="床位", en="Bed"),
        rate=W(hant="每日住宿費", hans="每日住宿费", en="Rate a day"),
    ),
    **own("Today", coming=W(hant="今日入住", hans="今日入住", en="Coming today")),
    **own(
        "NightsView",
        nights=W(hant="逐晚床位", hans="逐晚床位", en="Night by night"),
        spans=W(hant="逐床住宿", hans="逐床住宿", en="Bed by bed"),
    ),
    **own(
        "chalicelib.lodging.house.calendar.Span",
        extensions=W(hant="延住", hans="延住", en="Extensions"),
        begins=W(hant="入住日期", hans="入住日期", en="Day of coming"),
        leaves=W(hant="離開日期", hans="离开日期", en="Day of leaving"),
    ),
}

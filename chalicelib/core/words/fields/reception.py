"""Names of the fields of receptions 公務接待 and their plans."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # asking for a reception
    "reception": W(hant="公務接待", hans="公务接待", en="Reception"),
    "reception_number": W(hant="公務接待編號", hans="公务接待编号", en="Number of the reception"),
    "purpose": W(hant="接待事由", hans="接待事由", en="Purpose"),
    "counterpart": W(hant="對口部門", hans="对口部门", en="Counterpart department"),
    "letter": W(hant="公函", hans="公函", en="Official letter"),
    "unit": W(hant="單位", hans="单位", en="Unit"),
    "rank": W(hant="級別", hans="级别", en="Rank"),
    "requested_by": W(hant="申請人", hans="申请人", en="Asked for by"),
    "requested_name": W(hant="申請人姓名", hans="申请人姓名", en="Name of who asked"),
    "requested_at": W(hant="申請時間", hans="申请时间", en="Asked for at"),
    "responsible": W(hant="接待部門", hans="接待部门", en="Who receives"),
    "numbered": W(hant="來賓編號至", hans="来宾编号至", en="Guests numbered so far"),
    "hands": W(hant="參與填寫者", hans="参与填写者", en="Who wrote at it"),
    "departed_at": W(hant="客人離開時間", hans="客人离开时间", en="Guests left at"),
    "settlement": W(hant="結算單", hans="结算单", en="Settlement"),
    "booked": W(hant="已報銷", hans="已报销", en="Booked"),
    "rides": W(hant="用車", hans="用车", en="Trips by car"),
    "underway": W(hant="未了事項", hans="未了事项", en="Not at their end"),
    "in_hand": W(hant="未沖抵借款", hans="未冲抵借款", en="Advances in hand"),
    **own(
        "Request",
        "Edit",
        "Content",
        kind=W(hant="來賓類別", hans="来宾类别", en="Kind of guests"),
        guests=W(hant="來賓", hans="来宾", en="Guests"),
        first=W(hant="到達日期", hans="到达日期", en="First day"),
        last=W(hant="離開日期", hans="离开日期", en="Last day"),
    ),
    **own("Content", lines=W(hant="接待安排", hans="接待安排", en="Plan")),
    **own(
        "LetterIn",
        "OfficialLetter",
        reference=W(hant="公函字號", hans="公函字号", en="Reference"),
        unit=W(hant="發函單位", hans="发函单位", en="Unit that wrote it"),
        dated=W(hant="公函日期", hans="公函日期", en="Dated"),
    ),
    **own(
        "GuestIn",
        "chalicelib.reception.receptions.model.Guest",
        key=W(hant="來賓代號", hans="来宾代号", en="Key of the guest"),
    ),
    **own(
        "chalicelib.reception.receptions.forms.Reassign",
        "Responsible",
        department=W(hant="接待部門", hans="接待部门", en="Department that receives"),
    ),
    **own("Responsible", reason=W(hant="改派原因", hans="改派原因", en="Why another receives")),
    **own(
        "Reception",
        content=W(hant="接待內容", hans="接待内容", en="What is asked for"),
        earlier=W(hant="先前版本", hans="先前版本", en="Earlier versions"),
    ),
    # plan
    "hosts": W(hant="陪餐人數", hans="陪餐人数", en="Hosts"),
    "meal": W(hant="用餐形式", hans="用餐形式", en="Meal"),
    "lodging": W(hant="住宿形式", hans="住宿形式", en="Lodging"),
    "bearer": W(hant="費用承擔", hans="费用承担", en="Borne by"),
    "destination": W(hant="目的地", hans="目的地", en="Destination"),
    "city": W(hant="城市類別", hans="城市类别", en="Class of the city"),
    **own(
        "PlanLineIn",
        "PlanLine",
        key=W(hant="項目代號", hans="项目代号", en="Key of the line"),
        words=W(hant="內容", hans="内容", en="What"),
        guests=W(hant="來賓", hans="来宾", en="Guests"),
        fen=W(hant="單價", hans="单价", en="Price of each"),
        items=W(hant="一般不安排的物品", hans="一般不安排的物品", en="Items not usually offered"),
    ),
    **own(
        "chalicelib.reception.plans.forms.Plan",
        lines=W(hant="接待安排", hans="接待安排", en="Plan"),
    ),
    # what the rules say of it, and the GM
    "line": W(hant="接待安排項目", hans="接待安排项目", en="Line of the plan"),
    "asks": W(hant="請批事項", hans="请批事项", en="What is asked"),
    "grants": W(hant="總經理批示", hans="总经理批示", en="Decisions"),
    "findings": W(hant="核對結果", hans="核对结果", en="What the rules say"),
    "level": W(hant="程度", hans="程度", en="Level"),
    "granted": W(hant="已獲批准", hans="已获批准", en="Granted"),
    "granted_before": W(hant="先前版本的批示", hans="先前版本的批示", en="Granted before"),
    "unchanged": W(hant="與批示時相同", hans="与批示时相同", en="Unchanged since"),
    "now": W(hant="現時批示", hans="现时批示", en="Decided now"),
    "costs": W(hant="費用", hans="费用", en="Costs"),
    "budget": W(hant="接待經費", hans="接待经费", en="Budget"),
    "spent": W(hant="已用經費", hans="已用经费", en="Spent"),
    "guest_unit": W(hant="來賓單位自付", hans="来宾单位自付", en="The guests' unit"),
    "host": W(hant="接待單位承擔", hans="接待单位承担", en="The house"),
    **own(
        "chalicelib.reception.plans.model.Sums",
        advance=W(hant="接待單位墊付", hans="接待单位垫付", en="Advanced"),
    ),
    **own(
        "Decision",
        "Granted",
        "chalicelib.reception.plans.model.Asked",
        code=W(hant="物品", hans="物品", en="Item"),
    ),
    **own(
        "Decision", "Granted", words=W(hant="批示說明", hans="批示说明", en="Words of the decision")
    ),
    **own(
        "chalicelib.reception.receptions.forms.Approve",
        words=W(hant="審批意見", hans="审批意见", en="Remarks of the approver"),
    ),
    **own(
        "Finding",
        code=W(hant="核對事項", hans="核对事项", en="Finding"),
        asks=W(hant="須請批", hans="须请批", en="Has to be asked for"),
    ),
    **own(
        "AskedFor",
        asked=W(hant="請批事項", hans="请批事项", en="What is asked"),
        before=W(hant="先前批示", hans="先前批示", en="Decided before"),
    ),
    **own("ReceptionView", asks=W(hant="請批事項", hans="请批事项", en="What the GM is asked")),
}

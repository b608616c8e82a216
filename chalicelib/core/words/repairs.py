"""Words of the refusals of repairs, from the warranty until the archive (T-4.3 to T-4.5)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "indoor_only": (
        W(hant="僅限室內報修", hans="仅限室内报修", en="Indoor repairs only"),
        W(
            hant="公共設施報修無須此步驟。",
            hans="公共设施报修无须此步骤。",
            en="A repair of public facilities needs no such step.",
        ),
    ),
    "told_already": (
        W(hant="工程維護部已獲知會", hans="工程维护部已获知会", en="Engineering was told"),
        W(
            hant="已知會「{told}」,無須再記。",
            hans="已知会“{told}”,无须再记。",
            en="Engineering was told already ({told}); there is nothing to add.",
        ),
    ),
    "overrules_nothing": (
        W(hant="判定與現有結果相同", hans="判定与现有结果相同", en="Nothing to overrule"),
        W(
            hant="保修判定已是如此,無須更改。",
            hans="保修判定已是如此,无须更改。",
            en="The warranty is judged so already.",
        ),
    ),
    "worked_on_already": (
        W(hant="已施工,不得更改保修判定", hans="已施工,不得更改保修判定", en="Worked on already"),
        W(
            hant="保修須在施工之前判定;如需減免費用,請交主管處理。",
            hans="保修须在施工之前判定;如需减免费用,请交主管处理。",
            en="Warranty is judged before the work; leave a waiver to the supervisor.",
        ),
    ),
    "free_of_charge": (
        W(hant="免費維修", hans="免费维修", en="Free of charge"),
        W(
            hant="此項在保修期內或為公共設施,不報價、不收費。",
            hans="此项在保修期内或为公共设施,不报价、不收费。",
            en="It is in warranty or public: there is no quotation and no charge.",
        ),
    ),
    "consent_missing": (
        W(hant="業戶尚未同意報價", hans="业户尚未同意报价", en="The owner has not consented"),
        W(
            hant="有償維修須先報價並取得業戶同意,方可施工。",
            hans="有偿维修须先报价并取得业户同意,方可施工。",
            en="Paid work starts with a quotation and the owner's consent to it.",
        ),
    ),
    "over_quotation": (
        W(hant="超出已同意的報價", hans="超出已同意的报价", en="Over the quotation"),
        W(
            hant="實際 {used},已同意 {quoted};請重新報價並取得業戶同意。",
            hans="实际 {used},已同意 {quoted};请重新报价并取得业户同意。",
            en="Used {used}, consented to {quoted}; quote again and ask the owner.",
        ),
    ),
    "nothing_owing": (
        W(hant="沒有應付款項", hans="没有应付款项", en="Nothing owing"),
        W(
            hant="此單沒有未付的費用。",
            hans="此单没有未付的费用。",
            en="Nothing on this order is unpaid.",
        ),
    ),
    "paid_already": (
        W(hant="已付款", hans="已付款", en="Paid already"),
        W(
            hant="此筆費用已付,不會重複收取;請查看收據。",
            hans="此笔费用已付,不会重复收取;请查看收据。",
            en="This charge was paid and is not taken twice; see its receipt.",
        ),
    ),
    "tries_used": (
        W(hant="今日回訪次數已滿", hans="今日回访次数已满", en="No more tries today"),
        W(
            hant="今日已試 {tries} 次未接通,請於 {day} 再回訪。",
            hans="今日已试 {tries} 次未接通,请于 {day} 再回访。",
            en="{tries} tries were made in vain today; call again on {day}.",
        ),
    ),
    "dissatisfied_left_open": (
        W(
            hant="業戶不滿意,不得結束",
            hans="业户不满意,不得结束",
            en="The customer is dissatisfied",
        ),
        W(
            hant="滿意度 2 分或以下:請在「後續處理」選擇重開工單或上門回訪。",
            hans="满意度 2 分或以下:请在“后续处理”选择重开工单或上门回访。",
            en="Satisfaction is 2 or less: say under “What follows” to reopen it or to visit.",
        ),
    ),
    "nothing_parked": (
        W(hant="沒有擱置的訊息", hans="没有搁置的消息", en="Nothing is parked"),
        W(
            hant="此處的訊息都已送出,或仍在重試。",
            hans="此处的消息都已送出,或仍在重试。",
            en="All messages here have left, or are still being tried.",
        ),
    ),
    "nothing_to_correct": (
        W(hant="沒有可更正的回訪記錄", hans="没有可更正的回访记录", en="Nothing to correct"),
        W(
            hant="此單還沒有回訪記錄。",
            hans="此单还没有回访记录。",
            en="There is no follow-up on this ticket yet.",
        ),
    ),
    "no_criticism": (
        W(hant="沒有待回應的批評", hans="没有待回应的批评", en="No criticism to answer"),
        W(
            hant="所有批評均已有改進措施。",
            hans="所有批评均已有改进措施。",
            en="Every criticism has its improvement note.",
        ),
    ),
    "reopened_stays_open": (
        W(hant="重開的工單不得取消", hans="重开的工单不得取消", en="A reopened order stays open"),
        W(
            hant="業戶曾不滿意,須完成並經回訪,不得取消。",
            hans="业户曾不满意,须完成并经回访,不得取消。",
            en="The customer was dissatisfied: complete it and follow it up.",
        ),
    ),
    "work_begun": (
        W(hant="已施工,不得取消", hans="已施工,不得取消", en="Work has begun"),
        W(
            hant="已開始施工的工單須完工、驗收並回訪,不得取消。",
            hans="已开始施工的工单须完工、验收并回访,不得取消。",
            en="Work that was begun is completed, accepted and followed up, not withdrawn.",
        ),
    ),
    "working_copy_out": (
        W(hant="執行聯尚未交回", hans="执行联尚未交回", en="The working copy is out"),
        W(
            hant="歸檔須附上交回的執行聯,請輸入其編號 {number}。",
            hans="归档须附上交回的执行联,请输入其编号 {number}。",
            en="Archiving asks for the working copy: type the number on it, {number}.",
        ),
    ),
    "working_copy_differs": (
        W(hant="執行聯編號不符", hans="执行联编号不符", en="Another order's working copy"),
        W(
            hant="此單的執行聯編號為 {number}。",
            hans="此单的执行联编号为 {number}。",
            en="The working copy of this order bears {number}.",
        ),
    ),
    "record_full": (
        W(hant="記錄已滿", hans="记录已满", en="The record is full"),
        W(
            hant="此記錄已達上限 {bytes} 位元組,請另立新單。",
            hans="此记录已达上限 {bytes} 字节,请另立新单。",
            en="The record has reached {bytes} bytes; open a new one.",
        ),
    ),
}

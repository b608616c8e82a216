"""What a ticket's states, steps, forms and choices are called, as the glossary has them."""

from chalicelib.core.words import Words as W

STATES: dict[str, W] = {
    "reported": W(hant="已受理", hans="已受理", en="reported"),
    "dispatched": W(hant="已派單", hans="已派单", en="dispatched"),
    "taken": W(hant="已接單", hans="已接单", en="taken"),
    "quoted": W(hant="已報價", hans="已报价", en="quoted"),
    "consented": W(hant="業戶已同意", hans="业户已同意", en="consented"),
    "working": W(hant="施工中", hans="施工中", en="work in progress"),
    "completed": W(hant="已完工", hans="已完工", en="completed"),
    "accepted": W(hant="已驗收", hans="已验收", en="accepted"),
    "visit_due": W(hant="待上門回訪", hans="待上门回访", en="visit asked for"),
    "followed_up": W(hant="已回訪", hans="已回访", en="followed up"),
    "reviewed": W(hant="已審核", hans="已审核", en="reviewed"),
    "archived": W(hant="已歸檔", hans="已归档", en="archived"),
    "referred": W(hant="轉詢中", hans="转询中", en="asked of another unit"),
    "answered": W(hant="已答覆", hans="已答复", en="answered"),
    "closed": W(hant="已結案", hans="已结案", en="closed"),
    "cancelled": W(hant="已取消", hans="已取消", en="cancelled"),
}

STEPS: dict[str, W] = {
    "intake": W(hant="受理", hans="受理", en="take in"),
    "notify": W(hant="知會工程維護部", hans="知会工程维护部", en="tell engineering"),
    "overrule-warranty": W(hant="改判保修", hans="改判保修", en="overrule the warranty"),
    "dispatch": W(hant="派單", hans="派单", en="dispatch"),
    "take": W(hant="接單", hans="接单", en="take the order"),
    "urge": W(hant="催單", hans="催单", en="urge"),
    "repeat-of": W(hant="標為重複報事", hans="标为重复报事", en="link to an earlier ticket"),
    "not-repeat-of": W(hant="更正重複", hans="更正重复", en="correct the link to an earlier one"),
    "return": W(hant="退回前臺", hans="退回前台", en="return to the desk"),
    "reassign": W(hant="改派", hans="改派", en="reassign"),
    "quote": W(hant="報價", hans="报价", en="offer a quotation"),
    "consent": W(hant="業戶同意", hans="业户同意", en="consent to the quotation"),
    "decline": W(hant="業戶不同意", hans="业户不同意", en="decline the quotation"),
    "start": W(hant="開始施工", hans="开始施工", en="start work"),
    "complete": W(hant="完工", hans="完工", en="complete the work"),
    "pay": W(hant="收款", hans="收款", en="take the payment"),
    "accept": W(hant="驗收", hans="验收", en="accept the work"),
    "accept-for": W(hant="代業戶驗收", hans="代业户验收", en="accept in the owner's place"),
    "reject": W(hant="驗收不合格", hans="验收不合格", en="reject the work"),
    "follow-up": W(hant="電話回訪", hans="电话回访", en="call back"),
    "visit": W(hant="上門回訪", hans="上门回访", en="visit at the door"),
    "correct": W(hant="更正回訪記錄", hans="更正回访记录", en="correct a follow-up"),
    "improve": W(hant="改進措施", hans="改进措施", en="note an improvement"),
    "review": W(hant="審核", hans="审核", en="review"),
    "send-back": W(hant="審核退回", hans="审核退回", en="send back"),
    "archive": W(hant="歸檔", hans="归档", en="archive"),
    "cancel": W(hant="取消", hans="取消", en="cancel"),
    "reply": W(hant="回覆來源", hans="回复来源", en="reply to the source"),
    "same-matter": W(hant="判定為同一事項", hans="判定为同一事项", en="judge the same matter"),
    "not-same-matter": W(
        hant="更正同一事項的判定", hans="更正同一事项的判定", en="correct the judgement"
    ),
    "decide": W(hant="總經理批示", hans="总经理批示", en="decide as general manager"),
    "pause": W(hant="中止計時", hans="中止计时", en="stop its clocks"),
    "resume": W(hant="恢復計時", hans="恢复计时", en="let its clocks run on"),
    "refer": W(hant="轉詢", hans="转询", en="ask another unit"),
    "hear": W(hant="登記外單位答覆", hans="登记外单位答复", en="note the other unit's answer"),
    "answer": W(hant="答覆業戶", hans="答复业户", en="answer the owner"),
    "close": W(hant="結案", hans="结案", en="close"),
    "join-incident": W(hant="關聯已知故障", hans="关联已知故障", en="attach to a known outage"),
    "leave-incident": W(
        hant="取消關聯故障", hans="取消关联故障", en="detach from the known outage"
    ),
    "files": W(hant="上傳附件", hans="上传附件", en="add a file"),
}

PAPER: dict[str, W] = {
    "work_order": W(
        hant="客戶服務部工作單", hans="客户服务部工作单", en="Customer Service Work Order"
    ),
    "repair_order": W(hant="工程維修單", hans="工程维修单", en="Engineering Repair Order"),
    "receipt": W(hant="收據", hans="收据", en="Receipt"),
    "complaint_card": W(hant="投訴處理檔案卡", hans="投诉处理档案卡", en="Complaint File Card"),
    "group_register": W(
        hant="集團客戶服務中心投訴處理記錄本",
        hans="集团客户服务中心投诉处理记录本",
        en="Group Register of Complaints",
    ),
    "gm_letter": W(hant="總經理信箱", hans="总经理信箱", en="Letter to the General Manager"),
    "duty_entry": W(hant="值班記錄事項", hans="值班记录事项", en="Duty Record Entry"),
}

COPIES: dict[str, W] = {
    "stub": W(hant="存根聯", hans="存根联", en="Stub"),
    "working": W(hant="執行聯", hans="执行联", en="Working copy"),
}

KINDS: dict[str, W] = {
    "repair_public": W(hant="公共設施報修", hans="公共设施报修", en="repair of public facilities"),
    "repair_indoor": W(hant="室內報修", hans="室内报修", en="indoor repair"),
    "complaint": W(hant="投訴", hans="投诉", en="complaint"),
    "inquiry": W(hant="諮詢", hans="咨询", en="inquiry"),
    "suggestion": W(hant="建議", hans="建议", en="suggestion"),
    "help": W(hant="求助", hans="求助", en="call for help"),
}

CHANNELS: dict[str, W] = {
    "phone": W(hant="來電", hans="来电", en="phone"),
    "walk_in": W(hant="來訪", hans="来访", en="walk-in"),
    "web": W(hant="網站", hans="网站", en="web"),
    "mobile": W(hant="手機", hans="手机", en="mobile"),
    "group_service_centre": W(
        hant="集團客戶服務中心", hans="集团客户服务中心", en="group service centre"
    ),
    "quality_office": W(hant="全質辦", hans="全质办", en="quality office"),
}

STAGES: dict[str, W] = {
    "progress": W(hant="進展", hans="进展", en="progress"),
    "result": W(hant="結果", hans="结果", en="result"),
}

REPLIES: dict[str, W] = {
    "phone": W(hant="電話", hans="电话", en="by phone"),
    "fax": W(hant="傳真", hans="传真", en="by fax"),
    "email": W(hant="電郵", hans="电邮", en="by e-mail"),
    "letter": W(hant="書面函件", hans="书面函件", en="by letter"),
    "system": W(hant="集團系統", hans="集团系统", en="in the group's system"),
}

SCOPES: dict[str, W] = {
    "yes": W(hant="屬服務範圍", hans="属服务范围", en="in scope"),
    "no": W(hant="不屬服務範圍", hans="不属服务范围", en="not in scope"),
}

ITEMS: dict[str, W] = {
    "waterproofing": W(hant="防水", hans="防水", en="waterproofing"),
    "electrical": W(hant="電氣", hans="电气", en="electrical"),
    "plumbing": W(hant="給排水", hans="给排水", en="plumbing"),
    "decoration": W(hant="裝修", hans="装修", en="decoration"),
    "heating": W(hant="供熱", hans="供热", en="heating"),
    "cooling": W(hant="供冷", hans="供冷", en="cooling"),
    "other": W(hant="其他", hans="其他", en="other"),
}

WARRANTY: dict[str, W] = {
    "in_period": W(hant="在保修期內", hans="在保修期内", en="in warranty"),
    "expired": W(hant="保修期已過", hans="保修期已过", en="warranty expired"),
    "not_handed_over": W(hant="尚未交付", hans="尚未交付", en="not handed over yet"),
    "no_term": W(hant="無保修條款", hans="无保修条款", en="no warranty term"),
    "overruled": W(hant="前臺改判", hans="前台改判", en="overruled by the desk"),
}

TOLD: dict[str, W] = {
    "message": W(hant="系統訊息", hans="系统消息", en="a message by the system"),
}

CONTACTS: dict[str, W] = {
    "call": W(hant="電話", hans="电话", en="call"),
    "visit": W(hant="上門", hans="上门", en="visit"),
}

QUOTATIONS: dict[str, W] = {
    "offered": W(hant="待業戶答覆", hans="待业户答复", en="offered"),
    "consented": W(hant="已同意", hans="已同意", en="consented to"),
    "declined": W(hant="不同意", hans="不同意", en="declined"),
    "withdrawn": W(hant="已撤回", hans="已撤回", en="withdrawn"),
    "used": W(hant="已結算", hans="已结算", en="used"),
}

MANNERS: dict[str, W] = {
    "in_app": W(hant="線上", hans="线上", en="in the app"),
    "paper": W(hant="書面", hans="书面", en="on paper"),
    "phone": W(hant="電話", hans="电话", en="by phone"),
    "in_person": W(hant="當面", hans="当面", en="in person"),
}

PRICES: dict[str, W] = {
    "labour": W(hant="人工", hans="人工", en="labour"),
    "material": W(hant="材料", hans="材料", en="material"),
}

THEN: dict[str, W] = {
    "reopen": W(hant="重開工單", hans="重开工单", en="reopen the order"),
    "visit": W(hant="上門回訪", hans="上门回访", en="visit"),
}

BACK_TO: dict[str, W] = {
    "department": W(hant="退回部門", hans="退回部门", en="back to the department"),
    "follow_up": W(hant="重新回訪", hans="重新回访", en="follow up again"),
}

PRINTED: dict[str, W] = {
    "received": W(hant="受理時間", hans="受理时间", en="Received"),
    "channel": W(hant="受理方式", hans="受理方式", en="Channel"),
    "kind": W(hant="類別", hans="类别", en="Kind"),
    "reporter": W(hant="報事人", hans="报事人", en="Reported by"),
    "phone": W(hant="聯絡電話", hans="联系电话", en="Phone"),
    "place": W(hant="地點", hans="地点", en="Place"),
    "item": W(hant="項目", hans="项目", en="Item"),
    "words": W(hant="內容", hans="内容", en="In their words"),
    "warranty": W(hant="保修", hans="保修", en="Warranty"),
    "department": W(hant="承辦部門", hans="承办部门", en="Department"),
    "completed": W(hant="完工時間", hans="完工时间", en="Completed"),
    "receipt": W(hant="收據編號", hans="收据编号", en="Receipt"),
    "quoted": W(hant="工料報價", hans="工料报价", en="Quotation"),
    "charged": W(hant="工料收費", hans="工料收费", en="Labour and material"),
    "quantity": W(hant="數量", hans="数量", en="Quantity"),
    "price": W(hant="單價", hans="单价", en="Price"),
    "amount": W(hant="金額", hans="金额", en="Amount"),
    "total": W(hant="合計", hans="合计", en="Total"),
    "paid": W(hant="收款時間", hans="收款时间", en="Paid at"),
    "paid_by": W(hant="付款人", hans="付款人", en="Paid by"),
    "order": W(hant="工單編號", hans="工单编号", en="Order"),
    "method": W(hant="付款方式", hans="付款方式", en="Method"),
    "taken_by": W(hant="接單人簽名", hans="接单人签名", en="Taken by"),
    "consent_by": W(hant="業戶同意", hans="业户同意", en="Consent"),
    "result": W(hant="處理結果", hans="处理结果", en="Result"),
    "accepted_by": W(hant="驗收簽名", hans="验收签名", en="Accepted by"),
    "proxy": W(hant="代業戶驗收人", hans="代业户验收人", en="Accepted in the owner's place"),
    "signed_for": W(hant="(代 {whose})", hans="(代 {whose})", en="(for {whose})"),
    "reviewed_by": W(hant="主管審核", hans="主管审核", en="Reviewed by"),
    "decided_by": W(hant="總經理簽名", hans="总经理签名", en="General manager"),
    "cashier": W(hant="收款人簽名", hans="收款人签名", en="Received by"),
    "seal": W(hant="收款單位蓋章", hans="收款单位盖章", en="Seal"),
    "satisfaction": W(
        hant="滿意度 {score}/5", hans="满意度 {score}/5", en="Satisfaction {score}/5"
    ),
    "category": W(hant="投訴類別", hans="投诉类别", en="Category"),
    "reference": W(hant="來源編號", hans="来源编号", en="Source's reference"),
    "passed_on": W(hant="轉來時間", hans="转来时间", en="Passed on"),
    "reply": W(hant="回覆", hans="回复", en="Reply"),
    "earlier": W(hant="第幾次投訴", hans="第几次投诉", en="Which complaint of the matter"),
    "decision": W(hant="總經理批示", hans="总经理批示", en="General manager's decision"),
    "scope": W(hant="服務範圍", hans="服务范围", en="Scope"),
    "content": W(hant="解釋", hans="解释", en="Explained"),
    "referral": W(hant="轉詢外單位", hans="转询外单位", en="Asked of another unit"),
    "handling": W(hant="處理", hans="处理", en="Handling"),
    "follow_up": W(hant="回訪", hans="回访", en="Follow-up"),
}

ENDED: dict[str, W] = {
    "completed": W(hant="已完成", hans="已完成", en="completed"),
    "passed_on": W(hant="已轉派", hans="已转派", en="passed on"),
    "returned": W(hant="已退回前臺", hans="已退回前台", en="returned to the desk"),
    "cancelled": W(hant="已取消", hans="已取消", en="withdrawn"),
}

"""Names of the fields of quotation, payment, acceptance, follow-up and review."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # quotation and payment
    "quotation": W(hant="報價", hans="报价", en="Quotation"),
    "standing": W(hant="有效報價", hans="有效报价", en="Quotation that stands"),
    "quantity": W(hant="數量", hans="数量", en="Quantity"),
    "price": W(hant="單價", hans="单价", en="Price"),
    "consent": W(hant="業戶同意", hans="业户同意", en="The owner's consent"),
    "manner": W(hant="同意方式", hans="同意方式", en="How it was given"),
    "given_by": W(hant="同意人", hans="同意人", en="Given by"),
    "charges": W(hant="收費", hans="收费", en="Charges"),
    **own("QuantityOf", code=W(hant="價目", hans="价目", en="Line of the price list")),
    **own(
        "Complete", lines=W(hant="實際用工用料", hans="实际用工用料", en="Labour and material used")
    ),
    **own(
        "Quote", "Quotation", lines=W(hant="工料明細", hans="工料明细", en="Labour and material")
    ),
    **own(
        "chalicelib.tickets.model.paid.Line",
        name=W(hant="項目", hans="项目", en="Item"),
        unit=W(hant="計價單位", hans="计价单位", en="Priced per"),
        total=W(hant="金額", hans="金额", en="Amount"),
    ),
    **own("Charge", payment=W(hant="付款", hans="付款", en="Payment")),
    # acceptance, follow-up, review
    "acceptance": W(hant="驗收", hans="验收", en="Acceptance"),
    "proxy": W(hant="代驗收人", hans="代验收人", en="In the owner's place"),
    "relation": W(hant="與本人關係", hans="与本人关系", en="Relation"),
    "follow_up": W(hant="回訪記錄", hans="回访记录", en="Follow-up"),
    "follow_ups": W(hant="回訪記錄", hans="回访记录", en="Follow-ups"),
    "call_from": W(hant="最早回訪日", hans="最早回访日", en="Call from"),
    "contact": W(hant="聯絡方式", hans="联系方式", en="Contact"),
    "called": W(hant="受訪人", hans="受访人", en="Who was called"),
    "reached": W(hant="已聯絡上", hans="已联系上", en="Reached"),
    "satisfaction": W(hant="滿意度", hans="满意度", en="Satisfaction"),
    "criticism": W(hant="批評意見", hans="批评意见", en="Criticism"),
    "then": W(hant="後續處理", hans="后续处理", en="What follows"),
    "time_reason": W(hant="時長不合的原因", hans="时长不合的原因", en="Why so short or so long"),
    "outside_time": W(hant="時長不合", hans="时长不合", en="Too short or too long"),
    "corrects": W(hant="更正哪次回訪", hans="更正哪次回访", en="Corrects"),
    "correction_reason": W(hant="更正原因", hans="更正原因", en="Why it is corrected"),
    "recorded_at": W(hant="記錄時間", hans="记录时间", en="Recorded at"),
    "improvements": W(hant="改進措施", hans="改进措施", en="Improvements"),
    "review": W(hant="審核", hans="审核", en="Review"),
    "working_copy": W(
        hant="收回的執行聯編號", hans="收回的执行联编号", en="Number on the working copy"
    ),
    "card_copy": W(hant="收回的檔案卡編號", hans="收回的档案卡编号", en="Number on the file card"),
    **own(
        "Accept", "AcceptFor", words=W(hant="驗收意見", hans="验收意见", en="Remarks on the work")
    ),
    **own(
        "AcceptFor",
        name=W(hant="代驗收人姓名", hans="代验收人姓名", en="Who accepted"),
        person=W(hant="代驗收人", hans="代验收人", en="Their person here"),
    ),
    **own(
        "AcceptFor",
        "Proxy",
        reason=W(hant="業戶未驗收的原因", hans="业户未验收的原因", en="Why the owner did not"),
        relation=W(hant="與業戶關係", hans="与业户关系", en="Relation to the owner"),
    ),
    **own("Call", at=W(hant="回訪時間", hans="回访时间", en="Called at")),
    **own(
        "Call",
        "Correct",
        "FollowUp",
        "chalicelib.tickets.forms.Visit",
        words=W(hant="業戶意見", hans="业户意见", en="What they said"),
    ),
    **own("Correct", reason=W(hant="更正原因", hans="更正原因", en="Why it is corrected")),
    **own(
        "chalicelib.tickets.forms.Visit",
        called=W(hant="受訪人", hans="受访人", en="Who was visited"),
        consent=W(hant="業戶同意進入", hans="业户同意进入", en="Let in"),
        at=W(hant="進門時間", hans="进门时间", en="Went in at"),
    ),
    **own(
        "chalicelib.tickets.forms.Visit",
        "FollowUp",
        ended_at=W(hant="離開時間", hans="离开时间", en="Left at"),
    ),
    **own("FollowUp", contact=W(hant="回訪方式", hans="回访方式", en="How")),
    **own("Improve", "Improvement", words=W(hant="改進措施", hans="改进措施", en="Improvement")),
    **own("Review", words=W(hant="審核意見", hans="审核意见", en="Remarks of the review")),
    **own(
        "SendBack",
        to=W(hant="退回至", hans="退回至", en="Back to"),
        words=W(hant="退回原因", hans="退回原因", en="Why it goes back"),
    ),
    **own("Complete", result=W(hant="完工情況", hans="完工情况", en="What was done")),
}

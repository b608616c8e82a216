"""Words of advances and expense claims (R-4.3.5, R-4.3.6)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "over_budget": (
        W(hant="超出已批預算", hans="超出已批预算", en="Over the budget"),
        W(
            hant="此接待已批預算除已報銷及已借款外尚餘 {left};請減少金額或沖抵借款,"
            "或修改計劃後重新報批。",
            hans="此接待已批预算除已报销及已借款外尚余 {left};请减少金额或冲抵借款,"
            "或修改计划后重新报批。",
            en="{left} of the approved budget is left beside what was claimed and advanced; ask "
            "for less, draw on an advance, or change the plan and have it approved again.",
        ),
    ),
    "over_plan": (
        W(hant="超出計劃項目", hans="超出计划项目", en="Over the plan"),
        W(
            hant="計劃項目「{line}」尚餘 {left};請減少金額,或修改計劃後重新報批。",
            hans="计划项目“{line}”尚余 {left};请减少金额,或修改计划后重新报批。",
            en="{left} of the plan's line “{line}” is left; claim less, or change the plan and "
            "have it approved again.",
        ),
    ),
    "advance_short": (
        W(hant="借款餘額不足", hans="借款余额不足", en="Not enough left of the advance"),
        W(
            hant="借款 {number} 餘額為 {balance};請減少沖抵的金額,其餘由財務部支付。",
            hans="借款 {number} 余额为 {balance};请减少冲抵的金额,其余由财务部支付。",
            en="{balance} is left of advance {number}; draw less on it, and the rest is paid out.",
        ),
    ),
    "over_balance": (
        W(hant="超出借款餘額", hans="超出借款余额", en="More than is left"),
        W(
            hant="此借款餘額為 {balance},不能退還更多。",
            hans="此借款余额为 {balance},不能退还更多。",
            en="{balance} is left of this advance; no more can be brought back.",
        ),
    ),
    "receipt_used": (
        W(hant="票據已報銷", hans="票据已报销", en="Receipt used already"),
        W(
            hant="同一發票或收據只能報銷一次;此報銷單中有一張已用於另一張報銷單。",
            hans="同一发票或收据只能报销一次;此报销单中有一张已用于另一张报销单。",
            en="A receipt is claimed once; another claim has one of those in this claim.",
        ),
    ),
    "found_since": (
        W(hant="提交後審查結果有變", hans="提交后审查结果有变", en="More was found since"),
        W(
            hant="提交後,所涉計劃項目或用車的審查結果已有不同;請填寫人修改並重新提交,由總經理重新簽批。",
            hans="提交后,所涉计划项目或用车的审查结果已有不同;请填写人修改并重新提交,由总经理重新签批。",
            en="Since it was submitted, what the rules say of its lines of the plan, or of trips "
            "made on them, has changed; it is changed, submitted again, and signed anew by the GM.",
        ),
    ),
    "not_signed": (
        W(hant="未經總經理簽批", hans="未经总经理签批", en="Not signed by the general manager"),
        W(
            hant="報銷單目前的內容未經總經理簽批,財務部不予報銷。",
            hans="报销单目前的内容未经总经理签批,财务部不予报销。",
            en="The general manager has not signed what this claim now says, so it is not paid.",
        ),
    ),
    "claim_settled": (
        W(hant="已列入結算單", hans="已列入结算单", en="On a settlement already"),
        W(
            hant="此報銷單有為其他單位墊付的費用,已列入結算單,不能沖銷;"
            "結算單未發出時請先作廢,已發出的由總經理豁免。",
            hans="此报销单有为其他单位垫付的费用,已列入结算单,不能冲销;"
            "结算单未发出时请先作废,已发出的由总经理豁免。",
            en="What it advanced for other units is on a settlement; give that up while it is not "
            "sent, or have the general manager waive it.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "not_advanced": W(
        hant="此項目不是墊付,不必填單位。",
        hans="此项目不是垫付,不必填单位。",
        en="Nothing is advanced for a unit on this line; leave it out.",
    ),
    "beside_advance": W(
        hant="貴部門已不負責此接待,只能報銷以手中借款支付的費用。",
        hans="贵部门已不负责此接待,只能报销以手中借款支付的费用。",
        en="Your department does not see to this reception any more; claim only what you draw on "
        "the advance that you have in hand.",
    ),
}
_ADVANCE = "借款 {number}({name},{amount},接待 {reception})"
_CLAIM_HANT = "報銷單 {number}({name},{amount},接待 {reception})"
_CLAIM_HANS = "报销单 {number}({name},{amount},接待 {reception})"
_OF = "{number} over {amount} by {name} for reception {reception}"
TOLD_OF: dict[str, W] = {
    "advance_to_sign": W(
        hant=f"{_ADVANCE}待您批准。",
        hans=f"{_ADVANCE}待您批准。",
        en=f"Advance {_OF} waits for you to approve it.",
    ),
    "advance_signed": W(
        hant=f"{_ADVANCE}已獲批准,請到財務部領取。",
        hans=f"{_ADVANCE}已获批准,请到财务部领取。",
        en=f"Advance {_OF} was approved; finance pays it out.",
    ),
    "advance_refused": W(
        hant=f"{_ADVANCE}未獲批准:{{reason}}",
        hans=f"{_ADVANCE}未获批准:{{reason}}",
        en=f"Advance {_OF} was refused: {{reason}}",
    ),
    "advance_paid_out": W(
        hant=f"{_ADVANCE}已支付;請以報銷單沖抵,餘款退還。",
        hans=f"{_ADVANCE}已支付;请以报销单冲抵,余款退还。",
        en=f"Advance {_OF} was paid out; claims draw on it, and the rest is brought back.",
    ),
    "advance_brought_back": W(
        hant=f"{_ADVANCE}已退還 {{fen}},收據 {{receipt}};尚餘 {{balance}}。",
        hans=f"{_ADVANCE}已退还 {{fen}},收据 {{receipt}};尚余 {{balance}}。",
        en=f"{{fen}} of advance {_OF} was brought back, receipt {{receipt}}; {{balance}} is left.",
    ),
    "claim_to_sign": W(
        hant=f"{_CLAIM_HANT}待您簽批。",
        hans=f"{_CLAIM_HANS}待您签批。",
        en=f"Claim {_OF} waits for you to sign it.",
    ),
    "claim_signed": W(
        hant=f"{_CLAIM_HANT}已簽批,由財務部付款。",
        hans=f"{_CLAIM_HANS}已签批,由财务部付款。",
        en=f"Claim {_OF} was signed; finance pays it.",
    ),
    "claim_refused": W(
        hant=f"{_CLAIM_HANT}未獲簽批:{{reason}}",
        hans=f"{_CLAIM_HANS}未获签批:{{reason}}",
        en=f"Claim {_OF} was refused: {{reason}}",
    ),
    "claim_paid_out": W(
        hant=f"{_CLAIM_HANT}已付款。",
        hans=f"{_CLAIM_HANS}已付款。",
        en=f"Claim {_OF} was paid.",
    ),
    "claim_reversed": W(
        hant=f"{_CLAIM_HANT}的付款已沖銷:{{reason}}",
        hans=f"{_CLAIM_HANS}的付款已冲销:{{reason}}",
        en=f"The payment of claim {_OF} was taken back: {{reason}}",
    ),
    "spending_waits": W(
        hant="{number}({name},{amount},接待 {reception})仍待您簽批。",
        hans="{number}({name},{amount},接待 {reception})仍待您签批。",
        en=f"{_OF} still waits for your signature.",
    ),
}
MEMO: dict[str, W] = {
    "advance_paid": W(hant="支付借款", hans="支付借款", en="Advance paid out"),
    "advance_returned": W(hant="退還借款", hans="退还借款", en="Advance brought back"),
    "claim_paid": W(hant="接待費用報銷", hans="接待费用报销", en="Reception claim paid"),
    "claim_reversed": W(
        hant="接待費用報銷沖銷", hans="接待费用报销冲销", en="Reception claim taken back"
    ),
}
PAPER: dict[str, W] = {
    "expense_claim": W(hant="費用報銷單", hans="费用报销单", en="Expense Claim"),
    "cash_advance": W(hant="借款單", hans="借款单", en="Cash Advance"),
    "advance_receipt": W(hant="還款收據", hans="还款收据", en="Receipt for Cash Brought Back"),
}
PRINTED: dict[str, W] = {
    "reception": W(hant="公務接待編號", hans="公务接待编号", en="Reception"),
    "department": W(hant="報銷部門", hans="报销部门", en="Department"),
    "person": W(hant="報銷人", hans="报销人", en="Claimed by"),
    "claimed": W(hant="填報時間", hans="填报时间", en="Written"),
    "state": W(hant="狀態", hans="状态", en="State"),
    "receipts": W(hant="單據張數", hans="单据张数", en="Receipts"),
    "advance": W(hant="沖抵借款", hans="冲抵借款", en="From an advance"),
    "rest": W(hant="應付現款", hans="应付现款", en="To be paid out"),
    "method": W(hant="付款方式", hans="付款方式", en="Method"),
    "dated": W(hant="票據日期", hans="票据日期", en="Dated"),
    "receipt": W(hant="票據號碼", hans="票据号码", en="Receipt"),
    "seller": W(hant="銷售方", hans="销售方", en="Seller"),
    "words": W(hant="摘要", hans="摘要", en="What for"),
    "planned": W(hant="計劃項目", hans="计划项目", en="Line of the plan"),
    "bearer": W(hant="費用承擔", hans="费用承担", en="Borne by"),
    "amount": W(hant="金額", hans="金额", en="Amount"),
    "total": W(hant="合計", hans="合计", en="Total"),
}
SIGNED: dict[str, W] = {
    "claimant": W(hant="報銷人簽名", hans="报销人签名", en="Claimed by"),
    "gm": W(hant="總經理簽批", hans="总经理签批", en="General manager"),
    "finance": W(hant="財務付款", hans="财务付款", en="Paid by finance"),
    "received": W(hant="領款人簽收", hans="领款人签收", en="Received by"),
}
_ADVANCE_STATES: dict[str, W] = {
    "pending": W(hant="待批准", hans="待批准", en="to be signed"),
    "approved": W(hant="已批准待支付", hans="已批准待支付", en="signed, to be paid out"),
    "paid": W(hant="已支付待沖抵", hans="已支付待冲抵", en="paid out, to be accounted for"),
    "settled": W(hant="已結清", hans="已结清", en="settled"),
    "refused": W(hant="未獲批准", hans="未获批准", en="refused"),
    "withdrawn": W(hant="已撤回", hans="已撤回", en="withdrawn"),
}
_ADVANCE_STEPS: dict[str, W] = {
    "ask": W(hant="申請借款", hans="申请借款", en="ask for an advance"),
    "approve": W(hant="批准", hans="批准", en="sign"),
    "refuse": W(hant="不批准", hans="不批准", en="refuse"),
    "withdraw": W(hant="撤回", hans="撤回", en="take back"),
    "resubmit": W(hant="重新申請", hans="重新申请", en="ask again"),
    "pay": W(hant="支付", hans="支付", en="pay out"),
    "return": W(hant="退還餘款", hans="退还余款", en="bring back"),
}
_CLAIM_STATES: dict[str, W] = {
    "drafted": W(hant="草稿", hans="草稿", en="drafted"),
    "pending": W(hant="待總經理簽批", hans="待总经理签批", en="to be signed"),
    "signed": W(hant="已簽批待付款", hans="已签批待付款", en="signed, to be paid"),
    "paid": W(hant="已付款", hans="已付款", en="paid"),
    "refused": W(hant="未獲簽批", hans="未获签批", en="refused"),
    "withdrawn": W(hant="已撤回", hans="已撤回", en="withdrawn"),
    "reversed": W(hant="已沖銷", hans="已冲销", en="payment taken back"),
}
_CLAIM_STEPS: dict[str, W] = {
    "draft": W(hant="填寫", hans="填写", en="write"),
    "change": W(hant="修改", hans="修改", en="change"),
    "submit": W(hant="提交", hans="提交", en="submit"),
    "approve": W(hant="簽批", hans="签批", en="sign"),
    "refuse": W(hant="不予簽批", hans="不予签批", en="refuse"),
    "withdraw": W(hant="撤回", hans="撤回", en="take back"),
    "pay": W(hant="付款", hans="付款", en="pay"),
    "reverse": W(hant="沖銷", hans="冲销", en="take the payment back"),
}
NAMES: dict[str, dict[str, W]] = {
    "advance": _ADVANCE_STATES,
    "advance_command": _ADVANCE_STEPS,
    "expense_claim": _CLAIM_STATES,
    "expense_claim_command": _CLAIM_STEPS,
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {
    "AdvanceState": (_ADVANCE_STATES, _ADVANCE_STEPS),
    "ClaimState": (_CLAIM_STATES, _CLAIM_STEPS),
}
"""States and steps by the name of the states' type."""

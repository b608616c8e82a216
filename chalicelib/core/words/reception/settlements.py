"""Words of settlements between units (R-4.3.3)."""

from chalicelib.core.words import Words as W

STATES: dict[str, W] = {
    "drawn": W(hant="已擬結算單", hans="已拟结算单", en="drawn up"),
    "sent": W(hant="已發出", hans="已发出", en="sent"),
    "closed": W(hant="已結清", hans="已结清", en="closed"),
    "given_up": W(hant="已作廢", hans="已作废", en="given up"),
}
STEPS: dict[str, W] = {
    "draw-up": W(hant="擬結算單", hans="拟结算单", en="draw a settlement up"),
    "give-up": W(hant="作廢結算單", hans="作废结算单", en="give up"),
    "send": W(hant="確認並發出", hans="确认并发出", en="confirm and send"),
    "hear": W(hant="登記對方答覆", hans="登记对方答复", en="write the unit's answer down"),
    "waive": W(hant="豁免", hans="豁免", en="waive"),
    "transfer": W(hant="劃帳", hans="划账", en="transfer"),
}
STATEMENTS: dict[str, W] = {
    "received": W(hant="待確認", hans="待确认", en="received"),
    "confirmed": W(hant="已確認", hans="已确认", en="confirmed"),
    "disputed": W(hant="有異議", hans="有异议", en="disputed"),
    "paid": W(hant="已付清", hans="已付清", en="paid"),
}
STATEMENT_STEPS: dict[str, W] = {
    "confirm": W(hant="確認", hans="确认", en="confirm"),
    "dispute": W(hant="提出異議", hans="提出异议", en="dispute"),
}

REFUSED: dict[str, tuple[W, W]] = {
    "not_departed": (
        W(hant="來賓尚未離開", hans="来宾尚未离开", en="The guests have not left"),
        W(
            hant="費用在來賓離開後結算;請先登記離開(預計 {last})。",
            hans="费用在来宾离开后结算;请先登记离开(预计 {last})。",
            en="Costs are settled after departure (planned for {last}); record it first.",
        ),
    ),
    "settled_already": (
        W(hant="已有結算單", hans="已有结算单", en="There is a settlement already"),
        W(
            hant="一次接待一份結算單;請看接待中的結算單。",
            hans="一次接待一份结算单;请看接待中的结算单。",
            en="One reception has one settlement; the reception leads to it.",
        ),
    ),
    "claims_open": (
        W(hant="尚有未付的報銷單", hans="尚有未付的报销单", en="Claims are still to be paid"),
        W(
            hant="結算單須與已付的報銷單一致;請先辦結 {numbers}。",
            hans="结算单须与已付的报销单一致;请先办结 {numbers}。",
            en="A settlement equals the claims paid; see {numbers} through first.",
        ),
    ),
    "trips_open": (
        W(hant="尚有未了的用車", hans="尚有未了的用车", en="Trips are still under way"),
        W(
            hant="結算包括用車;請先了結或取消 {numbers}。",
            hans="结算包括用车;请先了结或取消 {numbers}。",
            en="Cars are settled as well; bring {numbers} to an end first, or cancel them.",
        ),
    ),
    "nothing_to_settle": (
        W(hant="沒有墊付費用", hans="没有垫付费用", en="Nothing was advanced"),
        W(
            hant="這次接待沒有為其他單位墊付的費用,無須結算。",
            hans="这次接待没有为其他单位垫付的费用,无须结算。",
            en="Nothing was advanced for other units in this reception.",
        ),
    ),
    "their_word": (
        W(hant="由對方財務自行答覆", hans="由对方财务自行答复", en="That unit answers here itself"),
        W(
            hant="{unit} 的財務部門在本系統內確認或提出異議。",
            hans="{unit} 的财务部门在本系统内确认或提出异议。",
            en="The finance department of {unit} confirms or disputes it here itself.",
        ),
    ),
    "over_owing": (
        W(hant="超過欠款", hans="超过欠款", en="More than is owed"),
        W(
            hant="{unit} 尚欠 {owing};金額不得超過。",
            hans="{unit} 尚欠 {owing};金额不得超过。",
            en="{unit} owes {owing}; it can be no more.",
        ),
    ),
    "unconfirmed": (
        W(hant="對方尚未確認", hans="对方尚未确认", en="The unit has not confirmed"),
        W(
            hant="{unit} 的財務部門確認後方可劃帳。",
            hans="{unit} 的财务部门确认后方可划账。",
            en="The finance department of {unit} confirms before it pays.",
        ),
    ),
}
FAULT: dict[str, W] = {}
TOLD_OF: dict[str, W] = {
    "settlement_drawn": W(
        hant="結算單 {number}({fen})已擬好,請財務確認並發出。",
        hans="结算单 {number}({fen})已拟好,请财务确认并发出。",
        en="Settlement {number} ({fen}) is drawn up; finance is to confirm and send it.",
    ),
    "statement_received": W(
        hant="{unit} 送來結算單 {number}(共 {fen}),請核對後確認。",
        hans="{unit} 送来结算单 {number}(共 {fen}),请核对后确认。",
        en="{unit} sent settlement {number} ({fen} in all); please check and confirm it.",
    ),
    "settlement_confirmed": W(
        hant="{unit} 已確認結算單 {number}(尚欠 {fen})。",
        hans="{unit} 已确认结算单 {number}(尚欠 {fen})。",
        en="{unit} confirmed settlement {number} ({fen} owing).",
    ),
    "settlement_disputed": W(
        hant="{unit} 對結算單 {number}(尚欠 {fen})提出異議。",
        hans="{unit} 对结算单 {number}(尚欠 {fen})提出异议。",
        en="{unit} disputes settlement {number} ({fen} owing).",
    ),
}
MEMO: dict[str, W] = {
    "unit_owed": W(hant="確認應付接待費", hans="确认应付接待费", en="Reception cost confirmed"),
    "unit_transferred": W(hant="接待費劃帳", hans="接待费划账", en="Reception cost transferred"),
    "unit_waived": W(hant="豁免接待費", hans="豁免接待费", en="Reception cost waived"),
}
PAPER: dict[str, W] = {
    "settlement": W(hant="結算單", hans="结算单", en="Settlement"),
    "transfer": W(hant="劃帳單", hans="划账单", en="Transfer"),
}
PRINTED: dict[str, W] = {
    "title": W(hant="接待費用結算單", hans="接待费用结算单", en="Settlement of Reception Costs"),
    "reception": W(hant="公務接待編號", hans="公务接待编号", en="Reception"),
    "state": W(hant="狀態", hans="状态", en="State"),
    "unit": W(hant="應付單位", hans="应付单位", en="Unit that owes"),
    "dated": W(hant="票據日期", hans="票据日期", en="Dated"),
    "claim": W(hant="報銷單號", hans="报销单号", en="Claim"),
    "kind": W(hant="費用類別", hans="费用类别", en="Kind"),
    "words": W(hant="摘要", hans="摘要", en="What for"),
    "of": W(hant="票據金額", hans="票据金额", en="Receipt"),
    "fen": W(hant="應分擔", hans="应分担", en="Their share"),
    "subtotal": W(hant="小計", hans="小计", en="Subtotal"),
    "total": W(hant="合計墊付", hans="合计垫付", en="Advanced in all"),
    "transferred": W(hant="已劃帳", hans="已划账", en="Transferred"),
    "waived": W(hant="已豁免", hans="已豁免", en="Waived"),
    "owing": W(hant="尚欠", hans="尚欠", en="Owing"),
    "word": W(hant="對方財務答覆", hans="对方财务答复", en="Their finance's word"),
    "confirmed": W(hant="確認", hans="确认", en="confirmed"),
    "disputed": W(hant="有異議", hans="有异议", en="disputed"),
}
SIGNED: dict[str, W] = {
    "drawn": W(hant="製單人", hans="制单人", en="Drawn up by"),
    "sent": W(hant="財務確認", hans="财务确认", en="Confirmed by finance"),
    "unit": W(hant="對方單位蓋章", hans="对方单位盖章", en="Seal of the unit"),
}
NAMES: dict[str, dict[str, W]] = {
    "settlement": STATES,
    "settlement_command": STEPS,
    "statement": STATEMENTS,
    "statement_command": STATEMENT_STEPS,
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {
    "SettlementState": (STATES, STEPS),
    "StatementState": (STATEMENTS, STATEMENT_STEPS),
}
"""States and steps by the name of the states' type."""

"""Words of letters and faxes (R-4.3.2, R-4.3.3)."""

from chalicelib.core.words import Words as W

STATES: dict[str, W] = {
    "issued": W(hant="已發出,待答覆", hans="已发出,待答复", en="issued, to be answered"),
    "registered": W(hant="已收到,待答覆", hans="已收到,待答复", en="received, to be answered"),
    "answered": W(hant="已答覆", hans="已答复", en="answered"),
    "void": W(hant="已作廢", hans="已作废", en="void"),
}
STEPS: dict[str, W] = {
    "write": W(hant="發函或登記來函", hans="发函或登记来函", en="write or register a letter"),
    "answer": W(hant="登記答覆", hans="登记答复", en="note the answer"),
    "void": W(hant="作廢", hans="作废", en="void"),
}
DIRECTIONS: dict[str, W] = {
    "outgoing": W(hant="發函", hans="发函", en="outgoing"),
    "incoming": W(hant="來函", hans="来函", en="incoming"),
}
TRANSPORTS: dict[str, W] = {
    "train": W(hant="火車", hans="火车", en="train"),
    "flight": W(hant="飛機", hans="飞机", en="flight"),
    "coach": W(hant="長途汽車", hans="长途汽车", en="coach"),
    "ship": W(hant="輪船", hans="轮船", en="ship"),
    "car": W(hant="自備汽車", hans="自备汽车", en="car of their own"),
}
PAYMENTS: dict[str, W] = {
    "between_units": W(
        hant="接待單位墊付,離開後單位間結算劃帳",
        hans="接待单位垫付,离开后单位间结算划账",
        en="advanced by the receiving unit, settled between the units",
    ),
    "by_guest": W(hant="客人自付", hans="客人自付", en="paid by the guests"),
    "by_guest_unit": W(
        hant="客人所屬單位自付", hans="客人所属单位自付", en="paid by the guests' unit on the spot"
    ),
    "by_host": W(hant="接待單位承擔", hans="接待单位承担", en="borne by the receiving unit"),
}
ANSWERS: dict[str, W] = {
    "accepted": W(hant="同意接待", hans="同意接待", en="accepted"),
    "declined": W(hant="不能接待", hans="不能接待", en="declined"),
}
PAPER: dict[str, W] = {
    "fax": W(hant="傳真文件", hans="传真文件", en="Fax"),
    "reception_letter": W(hant="接待函", hans="接待函", en="Reception Letter"),
    "incoming_letter": W(hant="來函登記", hans="来函登记", en="Letter Received"),
}
PRINTED: dict[str, W] = {
    "to": W(hant="致", hans="致", en="To"),
    "from": W(hant="來函單位", hans="来函单位", en="From"),
    "reference": W(hant="來函字號", hans="来函字号", en="Their reference"),
    "dated": W(hant="日期", hans="日期", en="Dated"),
    "contact": W(hant="聯絡人及電話", hans="联系人及电话", en="Contact and phone"),
    "erased": W(hant="(號碼已刪除)", hans="(号码已删除)", en="(number erased)"),
    "standard": W(hant="接待標準", hans="接待标准", en="Standard"),
    "payment": W(hant="費用結算辦法", hans="费用结算办法", en="Way of settlement"),
    "words": W(hant="事由及說明", hans="事由及说明", en="Purpose and remarks"),
    "answer_by": W(hant="請於此時前答覆", hans="请于此时前答复", en="Please answer by"),
    "reception": W(hant="公務接待編號", hans="公务接待编号", en="Reception"),
    "written": W(hant="經辦", hans="经办", en="Written by"),
    "name": W(hant="姓名", hans="姓名", en="Name"),
    "unit": W(hant="單位", hans="单位", en="Unit"),
    "title": W(hant="職務", hans="职务", en="Title"),
    "rank": W(hant="級別", hans="级别", en="Rank"),
    "by": W(hant="交通工具", hans="交通工具", en="By"),
    "service": W(hant="車次、班次或車牌", hans="车次、班次或车牌", en="Train, flight or plate"),
    "departs": W(hant="出發", hans="出发", en="Departs"),
    "arrives": W(hant="抵達", hans="抵达", en="Arrives"),
    "answer": W(hant="答覆", hans="答复", en="Answer"),
}
SIGNED: dict[str, W] = {
    "written_by": W(hant="經辦人簽名", hans="经办人签名", en="Written by"),
    "registered_by": W(hant="登記人簽名", hans="登记人签名", en="Registered by"),
    "office_head": W(hant="院辦負責人簽名", hans="院办负责人签名", en="Office head"),
    "seal": W(hant="單位蓋章", hans="单位盖章", en="Seal"),
    "received_by": W(hant="收件單位簽收", hans="收件单位签收", en="Received by"),
}

REFUSED: dict[str, tuple[W, W]] = {
    "letter_registered": (
        W(hant="來函已登記", hans="来函已登记", en="Registered already"),
        W(
            hant="此單位此字號的來函已登記;請打開原登記,或先將其作廢。",
            hans="此单位此字号的来函已登记;请打开原登记,或先将其作废。",
            en="This unit's letter of this reference is registered already; open that, "
            "or void it first.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "incoming_only": W(
        hant="僅登記來函時填寫。", hans="仅登记来函时填写。", en="Of a letter received only."
    ),
    "before_it_arrives": W(
        hant="不得早於前一程抵達。",
        hans="不得早于前一程抵达。",
        en="The part of the journey before it has not arrived yet.",
    ),
    "over_already": W(hant="須晚於現在。", hans="须晚于现在。", en="This is later than now."),
    "before_the_letter": W(
        hant="不得早於發函或來函日期。",
        hans="不得早于发函或来函日期。",
        en="It lies before the letter.",
    ),
}
TOLD_OF: dict[str, W] = {
    "letter_issued": W(
        hant="已發出 {number},致 {unit}。",
        hans="已发出 {number},致 {unit}。",
        en="{number} was issued to {unit}.",
    ),
    "letter_received": W(
        hant="已登記 {unit} 的來函 {number}。",
        hans="已登记 {unit} 的来函 {number}。",
        en="A letter of {unit} was registered as {number}.",
    ),
    "letter_accepted": W(
        hant="{number}({unit})已答覆:同意接待。",
        hans="{number}({unit})已答复:同意接待。",
        en="{number} ({unit}) was answered: accepted.",
    ),
    "letter_declined": W(
        hant="{number}({unit})已答覆:不能接待。",
        hans="{number}({unit})已答复:不能接待。",
        en="{number} ({unit}) was answered: declined.",
    ),
    "letter_void": W(
        hant="{number}({unit})已作廢。",
        hans="{number}({unit})已作废。",
        en="{number} ({unit}) was voided.",
    ),
    "letter_unanswered": W(
        hant="{unit} 未在期限前答覆 {number},請催問。",
        hans="{unit} 未在期限前答复 {number},请催问。",
        en="{unit} has not answered {number} in time; please ask.",
    ),
    "letter_to_answer": W(
        hant="{unit} 的來函 {number} 已到答覆期限,請答覆。",
        hans="{unit} 的来函 {number} 已到答复期限,请答复。",
        en="{unit} asked for an answer to {number} by now; please answer.",
    ),
}
MEMO: dict[str, W] = {}
NAMES: dict[str, dict[str, W]] = {
    "letter": STATES,
    "letter_command": STEPS,
    "letter_kind": {kind: PAPER[kind] for kind in ("fax", "reception_letter")},
    "letter_direction": DIRECTIONS,
    "letter_transport": TRANSPORTS,
    "letter_payment": PAYMENTS,
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {"LetterState": (STATES, STEPS)}
"""States and steps by the name of the states' type."""

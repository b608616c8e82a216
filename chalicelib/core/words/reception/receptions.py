"""Words of receptions: states, steps, refusals, faults and messages (R-2, R-3, R-4.3.1)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "unroutable": (
        W(hant="沒有接待部門", hans="没有接待部门", en="No department receives"),
        W(
            hant="本項目沒有此部門,或已停用;請由管理員設立,或另選接待部門。",
            hans="本项目没有此部门,或已停用;请由管理员设立,或另选接待部门。",
            en="The site has no such department, or has closed it; have an administrator set it "
            "up, or choose another.",
        ),
    ),
    "letter_used": (
        W(hant="公函已有接待", hans="公函已有接待", en="This letter has its reception"),
        W(
            hant="一函一接待:此公函已用於另一接待;請在該接待上修改,或核對文號。",
            hans="一函一接待:此公函已用于另一接待;请在该接待上修改,或核对文号。",
            en="One letter, one reception: another has this letter; change that one, or check the "
            "reference.",
        ),
    ),
    "not_your_reception": (
        W(hant="非您接待", hans="非您接待", en="Not yours to receive"),
        W(
            hant="須由申請人、接待部門或院辦辦理。",
            hans="须由申请人、接待部门或院办办理。",
            en="Whoever asked for it does this, the department that receives, or the office.",
        ),
    ),
    "nothing_new": (
        W(hant="沒有改動", hans="没有改动", en="Nothing is changed"),
        W(
            hant="所填與送審的內容相同;簽批仍然有效。",
            hans="所填与送审的内容相同;签批仍然有效。",
            en="The form asks for what was handed in already; what was signed stays valid.",
        ),
    ),
    "plan_missing": (
        W(hant="尚無接待安排", hans="尚无接待安排", en="There is no plan"),
        W(
            hant="請先填寫日程、食宿、用車等安排,再送審。",
            hans="请先填写日程、食宿、用车等安排,再送审。",
            en="Write the plan first: programme, meals, lodging, cars; then hand it in.",
        ),
    ),
    "plan_stopped": (
        W(hant="安排不合規定", hans="安排不合规定", en="The plan cannot be carried out"),
        W(
            hant="安排項目「{line}」不合規定,無人可批:{finding}。請修改後再送審。",
            hans="安排项目“{line}”不合规定,无人可批:{finding}。请修改后再送审。",
            en="The plan's line “{line}” is what nobody can grant: {finding}. Change it, then hand "
            "it in.",
        ),
    ),
    "receives_already": (
        W(hant="已由該部門接待", hans="已由该部门接待", en="It receives already"),
        W(
            hant="此部門已是接待部門;請另選。",
            hans="此部门已是接待部门;请另选。",
            en="It is the department that receives already; choose another.",
        ),
    ),
    "guests_to_come": (
        W(hant="客人尚未到訪", hans="客人尚未到访", en="The guests are still to come"),
        W(
            hant="接待自 {first} 起;之前不能登記離開。",
            hans="接待自 {first} 起;之前不能登记离开。",
            en="It begins on {first}; nobody has left before.",
        ),
    ),
    "days_over": (
        W(hant="接待日期已過", hans="接待日期已过", en="Its days are over"),
        W(
            hant="接待已於 {last} 結束,不能再安排、送審或批准。",
            hans="接待已于 {last} 结束,不能再安排、送审或批准。",
            en="Its last day was {last}: it is not planned, handed in or approved any more.",
        ),
    ),
    "still_underway": (
        W(hant="尚有未了事項", hans="尚有未了事项", en="Something is still under way"),
        W(
            hant="請先了結:{kinds}。",
            hans="请先了结:{kinds}。",
            en="Bring these to their end first: {kinds}.",
        ),
    ),
    "cost_booked": (
        W(hant="已有費用或用車", hans="已有费用或用车", en="It has cost something"),
        W(
            hant="已有{kinds},此接待不能取消;請照常結案。",
            hans="已有{kinds},此接待不能取消;请照常结案。",
            en="It has this already: {kinds}. So it is not cancelled; close it in the end.",
        ),
    ),
    "settlement_missing": (
        W(hant="墊付未結算", hans="垫付未结算", en="Advanced costs are not settled"),
        W(
            hant="有為來賓單位墊付的費用;請先結算並劃帳。",
            hans="有为来宾单位垫付的费用;请先结算并划账。",
            en="Costs were advanced for the guests' units; settle them first.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "gm_decides": W(
        hant="由總經理決定;此簽批不填。",
        hans="由总经理决定;此签批不填。",
        en="The general manager decides this; leave it out of this signature.",
    ),
    "not_asked": W(
        hant="沒有請示此項。",
        hans="没有请示此项。",
        en="This was not asked for.",
    ),
    "undecided": W(
        hant="請示事項須逐一決定,尚未決定:{asks}。",
        hans="请示事项须逐一决定,尚未决定:{asks}。",
        en="Everything asked for is decided at once; left open: {asks}.",
    ),
}
TOLD_OF: dict[str, W] = {
    "reception_assigned": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})由貴部門接待。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})由贵部门接待。",
        en="Your department receives {number} ({guest} of {unit} and others, {first} to {last}).",
    ),
    "reception_to_sign": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})待您簽批。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})待您签批。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) is yours to sign.",
    ),
    "reception_waits": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})仍待您簽批,請盡快處理。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})仍待您签批,请尽快处理。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) still waits for "
        "your signature.",
    ),
    "reception_approved": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})已批准;各項批示見接待單。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})已批准;各项批示见接待单。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) is approved; it "
        "says what was granted.",
    ),
    "reception_refused": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})未獲批准,理由見接待單。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})未获批准,理由见接待单。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) was refused; it "
        "says why.",
    ),
    "reception_changed": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})已修改,您的簽批作廢。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})已修改,您的签批作废。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) was changed; your "
        "signature is void.",
    ),
    "reception_cancelled": W(
        hant="公務接待 {number}({unit} {guest} 等,{first} 至 {last})已取消。",
        hans="公务接待 {number}({unit} {guest} 等,{first} 至 {last})已取消。",
        en="Reception {number} ({guest} of {unit} and others, {first} to {last}) is cancelled.",
    ),
}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {
    "reception_request": W(hant="公務接待申請", hans="公务接待申请", en="Reception Request"),
}
STATES: dict[str, W] = {
    "drafted": W(hant="擬定中", hans="拟定中", en="drafted"),
    "pending": W(hant="審批中", hans="审批中", en="pending"),
    "approved": W(hant="已批准", hans="已批准", en="approved"),
    "departed": W(hant="客人已離開", hans="客人已离开", en="guests departed"),
    "closed": W(hant="已結案", hans="已结案", en="closed"),
    "refused": W(hant="未批准", hans="未批准", en="refused"),
    "withdrawn": W(hant="已撤回", hans="已撤回", en="withdrawn"),
    "cancelled": W(hant="已取消", hans="已取消", en="cancelled"),
}
STEPS: dict[str, W] = {
    "request": W(hant="申請接待", hans="申请接待", en="ask for a reception"),
    "plan": W(hant="填寫安排", hans="填写安排", en="write the plan"),
    "edit": W(hant="修改申請", hans="修改申请", en="change the request"),
    "submit": W(hant="送審", hans="送审", en="hand in"),
    "approve": W(hant="批准", hans="批准", en="approve"),
    "refuse": W(hant="不批准", hans="不批准", en="refuse"),
    "withdraw": W(hant="撤回", hans="撤回", en="withdraw"),
    "reassign": W(hant="改派接待部門", hans="改派接待部门", en="have another receive"),
    "depart": W(hant="登記客人離開", hans="登记客人离开", en="note the departure"),
    "close": W(hant="結案", hans="结案", en="close"),
    "cancel": W(hant="取消接待", hans="取消接待", en="cancel"),
}
NAMES: dict[str, dict[str, W]] = {
    "reception": STATES,
    "reception_command": STEPS,
    "guest_kind": {
        "superior": W(hant="上級領導", hans="上级领导", en="superior"),
        "invited": W(hant="應邀來賓、合作單位", hans="应邀来宾、合作单位", en="invited guest"),
        "group_staff": W(hant="集團員工", hans="集团员工", en="group employee"),
    },
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {"ReceptionState": (STATES, STEPS)}
"""States and steps by the name of the states' type."""

"""Words of applications for beds 住宿申請: asked for, signed, given, on paper (L-3)."""

from chalicelib.core.words import Words as W

STAY_STATES: dict[str, W] = {
    "pending": W(hant="審批中", hans="审批中", en="pending"),
    "waiting": W(hant="輪候床位", hans="轮候床位", en="waiting for a bed"),
    "offered": W(hant="床位待確認", hans="床位待确认", en="bed offered"),
    "granted": W(hant="已獲床位", hans="已获床位", en="bed granted"),
    "staying": W(hant="入住中", hans="入住中", en="staying"),
    "left": W(hant="已退房", hans="已退房", en="left"),
    "no_show": W(hant="未到", hans="未到", en="nobody came"),
    "refused": W(hant="未批准", hans="未批准", en="refused"),
    "withdrawn": W(hant="已撤回申請", hans="已撤回申请", en="withdrawn"),
    "cancelled": W(hant="已取消", hans="已取消", en="cancelled"),
    "ceded": W(hant="已讓出床位", hans="已让出床位", en="bed ceded"),
    "lapsed": W(hant="已失效", hans="已失效", en="lapsed"),
}
STAY_STEPS: dict[str, W] = {
    "apply": W(hant="住宿申請", hans="住宿申请", en="apply"),
    "approve": W(hant="批准", hans="批准", en="approve"),
    "refuse": W(hant="不批准", hans="不批准", en="refuse"),
    "withdraw": W(hant="撤回申請", hans="撤回申请", en="withdraw"),
    "resubmit": W(hant="重新申請", hans="重新申请", en="submit again"),
    "take-offer": W(hant="接受床位", hans="接受床位", en="take the offer"),
    "check-in": W(hant="入住登記", hans="入住登记", en="check in"),
    "check-out": W(hant="退房", hans="退房", en="check out"),
    "cede": W(hant="讓床", hans="让床", en="cede a bed"),
    "take-ceded": W(hant="接受讓床", hans="接受让床", en="take a ceded bed"),
    "call-off": W(hant="讓床作罷", hans="让床作罢", en="call the ceding off"),
    "cancel": W(hant="取消", hans="取消", en="cancel"),
}
PAPER: dict[str, W] = {
    "lodging_application": W(hant="住宿申請", hans="住宿申请", en="Lodging Application"),
}
PRINTED: dict[str, W] = {
    "title": W(
        hant="家屬接待室住宿申請單", hans="家属接待室住宿申请单", en="Reception Room Application"
    ),
    "extension": W(hant="延住", hans="延住", en="Extension"),
    "applicant": W(hant="申請人", hans="申请人", en="Applicant"),
    "department": W(hant="部門", hans="部门", en="Department"),
    "applied": W(hant="申請時間", hans="申请时间", en="Applied"),
    "state": W(hant="狀態", hans="状态", en="State"),
    "first": W(hant="入住日期", hans="入住日期", en="First day"),
    "last": W(hant="離開日期", hans="离开日期", en="Last day"),
    "reason": W(hant="申請事由", hans="申请事由", en="Reason"),
    "said": W(hant="審批意見", hans="审批意见", en="Said when signing"),
    "over": W(hant="終止原因", hans="终止原因", en="Why it ended"),
    "name": W(hant="來訪人", hans="来访人", en="Guest"),
    "relation": W(hant="與員工關係", hans="与员工关系", en="Relation"),
    "sex": W(hant="性別", hans="性别", en="Sex"),
    "bed": W(hant="床位", hans="床位", en="Bed"),
    "came": W(hant="入住時間", hans="入住时间", en="Came"),
    "gone": W(hant="退房時間", hans="退房时间", en="Left"),
}
SIGNED: dict[str, W] = {
    "applicant": W(hant="申請人簽名", hans="申请人签名", en="Applicant"),
    "manager": W(hant="部門經理簽名同意", hans="部门经理签名同意", en="Department manager"),
    "director": W(hant="總辦主任核准", hans="总办主任核准", en="GM-office director"),
    "dormitory": W(hant="宿舍管理處經辦", hans="宿舍管理处经办", en="Dormitory office"),
}
REFUSED: dict[str, tuple[W, W]] = {
    "suspended": (
        W(hant="住宿資格已暫停", hans="住宿资格已暂停", en="Eligibility suspended"),
        W(
            hant="因違規,{until} 前不得申請或入住。",
            hans="因违规,{until} 前不得申请或入住。",
            en="After violations no bed is applied for or given before {until}.",
        ),
    ),
    "left_staff": (
        W(hant="申請人已非在職員工", hans="申请人已非在职员工", en="No employee any more"),
        W(
            hant="{name} 已不在員工名冊;接待室只接待在職員工的直系親屬。",
            hans="{name} 已不在员工名册;接待室只接待在职员工的直系亲属。",
            en="{name} is not on the staff list now; only employees' direct relatives stay.",
        ),
    ),
    "signed_by_now": (
        W(hant="已有人簽批", hans="已有人签批", en="Signed by now"),
        W(
            hant="下一級已簽批,不能撤回;請待審批結束後取消。",
            hans="下一级已签批,不能撤回;请待审批结束后取消。",
            en="The next step is signed, so it is not withdrawn; cancel it once it is decided.",
        ),
    ),
    "first_day_over": (
        W(hant="入住日已過", hans="入住日已过", en="The first day is over"),
        W(
            hant="入住日 {first} 已過;請重新申請。",
            hans="入住日 {first} 已过;请重新申请。",
            en="The day of coming, {first}, is over; apply anew.",
        ),
    ),
    "guest_lodged": (
        W(hant="來客當晚已有床位", hans="来客当晚已有床位", en="The guest has a bed"),
        W(
            hant="{name} 於 {night} 當晚已有床位,不能有兩個。",
            hans="{name} 于 {night} 当晚已有床位,不能有两个。",
            en="{name} has a bed for the night of {night} already, and cannot have two.",
        ),
    ),
    "stay_over": (
        W(hant="原住宿已結束", hans="原住宿已结束", en="The stay to be extended is over"),
        W(
            hant="來客已退房或未到,不能延住;請不批准,或另行申請。",
            hans="来客已退房或未到,不能延住;请不批准,或另行申请。",
            en="Its guests left or never came: refuse it, or apply anew.",
        ),
    ),
    "goes_on": (
        W(hant="與延住相連", hans="与延住相连", en="An extension hangs on it"),
        W(
            hant="{first} 至 {last} 為延住:入住、退房均在原住宿辦理;其他事請先取消該次延住。",
            hans="{first} 至 {last} 为延住:入住、退房均在原住宿办理;其他事请先取消该次延住。",
            en="From {first} to {last} it is an extension: its guests come and leave with the stay "
            "that it extends; for anything else, cancel the extension first.",
        ),
    ),
    "extended_far": (
        W(hant="延住已排得太遠", hans="延住已排得太远", en="Extended far enough"),
        W(
            hant="一次住宿往後的晚數與延住次數合計至多 {most};請過些日子再批,或不批准。",
            hans="一次住宿往后的晚数与延住次数合计至多 {most};请过些日子再批,或不批准。",
            en="A stay has at most {most} nights to come and extensions together; sign it later, "
            "or refuse it.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "not_of_stay": W(
        hant="延住只限原住宿的來客。",
        hans="延住只限原住宿的来客。",
        en="An extension is for guests of the stay that it extends.",
    ),
}
_OF = "{number}({employee},{first} 至 {last})"
TOLD_OF: dict[str, W] = {
    "application_to_sign": W(
        hant=f"住宿申請 {_OF}待您簽批。",
        hans=f"住宿申请 {_OF}待您签批。",
        en="Lodging application {number} of {employee}, {first} to {last}, is for you to sign.",
    ),
    "application_waits": W(
        hant=f"住宿申請 {_OF}逾時未簽批,請簽批。",
        hans=f"住宿申请 {_OF}逾时未签批,请签批。",
        en="Lodging application {number} of {employee}, {first} to {last}, still waits for you.",
    ),
    "application_granted": W(
        hant=f"住宿申請 {_OF}已批准,床位已保留。",
        hans=f"住宿申请 {_OF}已批准,床位已保留。",
        en="Lodging application {number} of {employee}, {first} to {last}: granted, beds held.",
    ),
    "application_refused": W(
        hant=f"住宿申請 {_OF}未獲批准。",
        hans=f"住宿申请 {_OF}未获批准。",
        en="Lodging application {number} of {employee}, {first} to {last}, was refused.",
    ),
    "application_lapsed": W(
        hant=f"住宿申請 {_OF}已逾時失效。",
        hans=f"住宿申请 {_OF}已逾时失效。",
        en="Lodging application {number} of {employee}, {first} to {last}, has lapsed.",
    ),
    "stay_cancelled": W(
        hant=f"住宿申請 {_OF}已由宿舍管理處取消。",
        hans=f"住宿申请 {_OF}已由宿舍管理处取消。",
        en="Lodging application {number} of {employee}, {first} to {last}, was cancelled for you.",
    ),
    "stay_no_show": W(
        hant=f"住宿申請 {_OF}無人入住,床位已釋放。",
        hans=f"住宿申请 {_OF}无人入住,床位已释放。",
        en="Lodging application {number} of {employee}, {first} to {last}: nobody came, "
        "and the beds are given to others.",
    ),
}

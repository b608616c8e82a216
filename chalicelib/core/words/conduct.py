"""Words of violations, fines and eligibility 違規、罰款、住宿資格 (L-2, L-5, L-7 to L-11)."""

from chalicelib.core.words import Words as W

BREACHES: dict[str, W] = {
    "dormitory": W(hant="到員工宿舍住宿", hans="到员工宿舍住宿", en="stayed in a staff dormitory"),
    "lending": W(hant="轉借出入證", hans="转借出入证", en="lent a pass"),
    "visiting": W(hant="串訪員工宿舍", hans="串访员工宿舍", en="visited a staff dormitory"),
    "meals": W(hant="在接待室用餐", hans="在接待室用餐", en="meals in the room"),
    "mixed_sexes": W(hant="男女混居", hans="男女混居", en="both sexes in one room"),
    "overnight": W(hant="未經批准留宿", hans="未经批准留宿", en="stayed overnight without leave"),
}
VIOLATION_STATES: dict[str, W] = {
    "reported": W(hant="待認定", hans="待认定", en="to be decided"),
    "upheld": W(hant="已認定", hans="已认定", en="upheld"),
    "dismissed": W(hant="不予認定", hans="不予认定", en="dismissed"),
    "reversed": W(hant="已撤銷", hans="已撤销", en="reversed"),
}
VIOLATION_STEPS: dict[str, W] = {
    "report": W(hant="報告違規", hans="报告违规", en="report a violation"),
    "explain": W(hant="陳述", hans="陈述", en="make a statement"),
    "uphold": W(hant="認定違規", hans="认定违规", en="uphold"),
    "dismiss": W(hant="不予認定", hans="不予认定", en="dismiss"),
    "reverse": W(hant="撤銷違規", hans="撤销违规", en="reverse"),
}
STANDINGS: dict[str, W] = {
    "eligible": W(hant="有住宿資格", hans="有住宿资格", en="eligible"),
    "suspended": W(hant="住宿資格暫停", hans="住宿资格暂停", en="suspended"),
    "cancelled": W(hant="住宿資格取消", hans="住宿资格取消", en="cancelled"),
}
STANDING_STEPS: dict[str, W] = {
    "cancel": W(hant="取消住宿資格", hans="取消住宿资格", en="take the right to stay"),
    "restore": W(hant="恢復住宿資格", hans="恢复住宿资格", en="give it back"),
}
PAPER: dict[str, W] = {
    "deduction_slip": W(hant="扣分單", hans="扣分单", en="Deduction Slip"),
}
PRINTED: dict[str, W] = {
    "employee": W(hant="被扣分員工", hans="被扣分员工", en="Employee"),
    "points": W(hant="扣分", hans="扣分", en="Points"),
    "scored": W(hant="{points} 分", hans="{points} 分", en="{points}"),
    "fine": W(hant="罰款", hans="罚款", en="Fine"),
    "breach": W(hant="違規事項", hans="违规事项", en="Violation"),
    "clause": W(hant="依據條款", hans="依据条款", en="Clause"),
    "happened": W(hant="發生時間", hans="发生时间", en="Happened"),
    "guest": W(hant="來訪人", hans="来访人", en="Guest"),
    "stay": W(hant="住宿申請編號", hans="住宿申请编号", en="Application"),
    "words": W(hant="經過", hans="经过", en="What happened"),
    "statement": W(hant="員工陳述", hans="员工陈述", en="The employee says"),
    "decided": W(hant="認定意見", hans="认定意见", en="The decision"),
}
SIGNED: dict[str, W] = {
    "reported": W(hant="報告人", hans="报告人", en="Reported by"),
    "decided": W(hant="認定人", hans="认定人", en="Upheld by"),
    "employee": W(hant="員工簽收", hans="员工签收", en="Received by the employee"),
}

REFUSED: dict[str, tuple[W, W]] = {
    "own_case": (
        W(hant="不得處理自己的事", hans="不得处理自己的事", en="Your own case"),
        W(
            hant="涉及本人,須由另一人決定。",
            hans="涉及本人,须由另一人决定。",
            en="It is about yourself; somebody else decides it.",
        ),
    ),
    "own_report": (
        W(hant="不得認定自己報告的違規", hans="不得认定自己报告的违规", en="Your own report"),
        W(
            hant="報告人不得認定;須由總辦或宿舍主管的另一人決定。",
            hans="报告人不得认定;须由总办或宿舍主管的另一人决定。",
            en="Whoever reports does not decide; another of the GM office or the dormitory's "
            "supervisor does.",
        ),
    ),
    "not_your_case": (
        W(hant="不是您的事項", hans="不是您的事项", en="Not your case"),
        W(
            hant="只有當事員工本人可以陳述。",
            hans="只有当事员工本人可以陈述。",
            en="Only the employee concerned makes a statement.",
        ),
    ),
    "eligibility_cancelled": (
        W(hant="住宿資格已取消", hans="住宿资格已取消", en="Eligibility cancelled"),
        W(
            hant="總辦已取消住宿資格({reason});恢復前不得申請或入住。",
            hans="总办已取消住宿资格({reason});恢复前不得申请或入住。",
            en="The GM office has cancelled the right to stay ({reason}); "
            "no bed is given until it has given it back.",
        ),
    ),
}
_OF = "{employee} {day} 違反 {clause}"
_OF_HANS = "{employee} {day} 违反 {clause}"
FAULT: dict[str, W] = {
    "too_long_ago": W(
        hant="太久以前;最早 {since}。",
        hans="太久以前;最早 {since}。",
        en="Too long ago; {since} or later.",
    ),
    "not_during_stay": W(
        hant="不在此次住宿期間。", hans="不在此次住宿期间。", en="It was not during this stay."
    ),
    "by_curfew_only": W(
        hant="僅限違反 L-10 時填寫。",
        hans="仅限违反 L-10 时填写。",
        en="Only of a violation of L-10.",
    ),
}
TOLD_OF: dict[str, W] = {
    "violation_reported": W(
        hant=f"有人報告{_OF};認定前可陳述。",
        hans=f"有人报告{_OF_HANS};认定前可陈述。",
        en="A violation of {clause} on {day} by {employee} was reported; "
        "you may say what you have to say before it is decided.",
    ),
    "violation_to_decide": W(
        hant=f"有人報告{_OF},請認定。",
        hans=f"有人报告{_OF_HANS},请认定。",
        en="A violation of {clause} on {day} by {employee} was reported; please decide it.",
    ),
    "violation_upheld": W(
        hant=f"已認定{_OF},罰款 {{fine}}。",
        hans=f"已认定{_OF_HANS},罚款 {{fine}}。",
        en="The violation of {clause} on {day} by {employee} was upheld: fine {fine}.",
    ),
    "violation_dismissed": W(
        hant=f"所報告的{_OF}不予認定。",
        hans=f"所报告的{_OF_HANS}不予认定。",
        en="The violation of {clause} on {day} by {employee} was dismissed.",
    ),
    "violation_reversed": W(
        hant=f"所認定的{_OF}已撤銷,罰款已沖回。",
        hans=f"所认定的{_OF_HANS}已撤销,罚款已冲回。",
        en="The violation of {clause} on {day} by {employee} was reversed, and the fine with it.",
    ),
    "eligibility_suspended": W(
        hant="因多次違規,住宿資格暫停至 {until}。",
        hans="因多次违规,住宿资格暂停至 {until}。",
        en="After repeated violations your right to stay is suspended until {until}.",
    ),
    "eligibility_cancelled": W(
        hant="總辦已取消您的住宿資格:{reason}",
        hans="总办已取消您的住宿资格:{reason}",
        en="The GM office has cancelled your right to stay: {reason}",
    ),
    "eligibility_restored": W(
        hant="您的住宿資格已恢復。",
        hans="您的住宿资格已恢复。",
        en="Your right to stay was given back.",
    ),
}

"""Words of the gate 通道口: what it says, visits, refusals, messages (L-5, L-9, L-10)."""

from chalicelib.core.words import Words as W

VERDICTS: dict[str, W] = {
    "allow": W(hant="放行", hans="放行", en="let in"),
    "deny": W(hant="拒絕進入", hans="拒绝进入", en="not let in"),
}
SAID: dict[str, W] = {
    "pass_valid": W(
        hant="出入證有效,放行。", hans="出入证有效,放行。", en="The pass is valid: let in."
    ),
    "visiting": W(
        hant="已登記來訪,放行。", hans="已登记来访,放行。", en="Signed in as a visitor: let in."
    ),
    "no_pass": W(
        hant="不是本處的出入證,不得進入。",
        hans="不是本处的出入证,不得进入。",
        en="This is no pass of this site: not let in.",
    ),
    "pass_expired": W(
        hant="出入證已過期,不得進入;請到宿舍管理處辦理。",
        hans="出入证已过期,不得进入;请到宿舍管理处办理。",
        en="The pass has expired: not let in; ask the dormitory office.",
    ),
    "pass_revoked": W(
        hant="出入證已註銷,不得進入。",
        hans="出入证已注销,不得进入。",
        en="The pass was revoked: not let in.",
    ),
    "pass_returned": W(
        hant="持證人已退房,出入證已退還,不得進入。",
        hans="持证人已退房,出入证已退还,不得进入。",
        en="Its holder has checked out and handed the pass back: not let in.",
    ),
    "pass_lost": W(
        hant="出入證已掛失,不得進入;請收回並交宿舍管理處。",
        hans="出入证已挂失,不得进入;请收回并交宿舍管理处。",
        en="The pass was reported lost: not let in; take it, and hand it to the dormitory office.",
    ),
    "pass_lent": W(
        hant="出入證不得轉借;持證人不符,不得進入,已記錄。",
        hans="出入证不得转借;持证人不符,不得进入,已记录。",
        en="A pass is not lent: whoever carries it is not its holder. Not let in, and noted.",
    ),
    "outside_hours": W(
        hant="不在來訪時間內,不得進入。",
        hans="不在来访时间内,不得进入。",
        en="It is not visiting time: not let in.",
    ),
    "after_curfew": W(
        hant="來訪員工應離開的時間已過,不得進入。",
        hans="来访员工应离开的时间已过,不得进入。",
        en="Visiting employees have to be out by now: not let in.",
    ),
}
CHECKED: dict[str, W] = {
    "by_records": W(hant="已核對記錄", hans="已核对记录", en="checked by the records"),
    "by_signature_only": W(hant="僅核對簽章", hans="仅核对签章", en="checked by signature only"),
}
VISIT_STATES: dict[str, W] = {
    "inside": W(hant="在內", hans="在内", en="inside"),
    "inside_late": W(hant="逾時仍在內", hans="逾时仍在内", en="still inside, late"),
    "gone": W(hant="已離開", hans="已离开", en="gone"),
    "gone_late": W(hant="逾時離開", hans="逾时离开", en="gone, late"),
}
VISIT_STEPS: dict[str, W] = {
    "sign-out": W(hant="離開登記", hans="离开登记", en="sign out"),
    "allow-night": W(hant="批准留宿", hans="批准留宿", en="give leave to stay the night"),
}
REFUSED: dict[str, tuple[W, W]] = {
    "inside_already": (
        W(hant="此員工已登記在內", hans="此员工已登记在内", en="Inside already"),
        W(
            hant="此員工上次來訪尚未離開登記;請先登記離開。",
            hans="此员工上次来访尚未离开登记;请先登记离开。",
            en="This employee's last visit is not signed out; sign it out first.",
        ),
    ),
    "night_begun": (
        W(hant="留宿已開始", hans="留宿已开始", en="The night has begun"),
        W(
            hant="未經批准的留宿已開始;如屬無誤,請在認定違規時不予認定。",
            hans="未经批准的留宿已开始;如属无误,请在认定违规时不予认定。",
            en="The night began without leave; if all was well, dismiss the violation of it.",
        ),
    ),
    "night_allowed": (
        W(hant="此夜已批准", hans="此夜已批准", en="Leave was given for this night"),
        W(
            hant="{night} 夜已批准留宿;次日起才可批准下一夜。",
            hans="{night} 夜已批准留宿;次日起才可批准下一夜。",
            en="Leave was given for the night of {night}; for the next it is given the day after.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "with_code_only": W(
        hant="僅掃描出入證時填寫。",
        hans="仅扫描出入证时填写。",
        en="Only with a scanned pass.",
    ),
}
TOLD_OF: dict[str, W] = {
    "pass_lent": W(
        hant="有人持 {name} 的出入證 {number} 到通道口,並非本人,已拒絕進入。",
        hans="有人持 {name} 的出入证 {number} 到通道口,并非本人,已拒绝进入。",
        en="Somebody else came to the gate with pass {number} of {name}, and was not let in.",
    ),
    "visit_late": W(
        hant="{name}(訪 {whom})至 {until} 仍未離開。",
        hans="{name}(访 {whom})至 {until} 仍未离开。",
        en="{name}, visiting {whom}, has not left by {until}.",
    ),
    "visit_overnight": W(
        hant="{name}(訪 {whom})未經批准留宿,自 {since} 起;未登記所訪的住宿,無員工負責。",
        hans="{name}(访 {whom})未经批准留宿,自 {since} 起;未登记所访的住宿,无员工负责。",
        en="{name}, visiting {whom}, stays the night without leave, since {since}; no stay was "
        "named, so no employee answers.",
    ),
    "night_allowed": W(
        hant="總辦已批准 {name}(訪 {whom})留宿 {night} 夜。",
        hans="总办已批准 {name}(访 {whom})留宿 {night} 夜。",
        en="The GM office gave {name}, visiting {whom}, leave to stay the night of {night}.",
    ),
}

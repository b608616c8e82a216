"""Words of the reception room 家屬接待室: names, refusals, faults and messages (L-1 to L-3)."""

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
PASS_STATES: dict[str, W] = {
    "valid": W(hant="有效", hans="有效", en="valid"),
    "revoked": W(hant="已註銷", hans="已注销", en="revoked"),
    "returned": W(hant="已退還", hans="已退还", en="handed back"),
    "lost": W(hant="已掛失", hans="已挂失", en="lost"),
}
PASS_STEPS: dict[str, W] = {
    "replace": W(hant="掛失補辦", hans="挂失补办", en="replace a lost pass"),
    "revoke": W(hant="註銷出入證", hans="注销出入证", en="revoke the pass"),
}
DOCUMENTS: dict[str, W] = {
    "resident_card": W(hant="居民身份證", hans="居民身份证", en="resident identity card"),
    "passport": W(hant="護照", hans="护照", en="passport"),
    "travel_permit": W(hant="通行證", hans="通行证", en="travel permit"),
    "other_document": W(hant="其他證件", hans="其他证件", en="another identity document"),
}
LATE_PARTS: dict[str, W] = {
    "half": W(hant="半天", hans="半天", en="half a day"),
    "rest": W(hant="補足全天", hans="补足全天", en="the rest of the day"),
    "whole": W(hant="全天", hans="全天", en="a whole day"),
}
CLAIM_STATES: dict[str, W] = {
    "claimed": W(hant="待核實", hans="待核实", en="to be verified"),
    "verified": W(hant="已核實", hans="已核实", en="verified"),
    "ended": W(hant="已終止", hans="已终止", en="ended"),
}
CLAIM_STEPS: dict[str, W] = {
    "claim": W(hant="登記親屬", hans="登记亲属", en="name a relative"),
    "verify": W(hant="核實", hans="核实", en="verify"),
    "end": W(hant="終止登記", hans="终止登记", en="end"),
}
RELATIONS: dict[str, W] = {
    "spouse": W(hant="配偶", hans="配偶", en="spouse"),
    "parent": W(hant="父母", hans="父母", en="parent"),
    "child": W(hant="子女", hans="子女", en="child"),
    "sibling": W(hant="兄弟姐妹", hans="兄弟姐妹", en="sibling"),
}
PROOFS: dict[str, W] = {
    "household_register": W(hant="戶口簿", hans="户口簿", en="household register"),
    "marriage_certificate": W(hant="結婚證", hans="结婚证", en="marriage certificate"),
    "birth_certificate": W(hant="出生證明", hans="出生证明", en="birth certificate"),
    "notarial_deed": W(hant="公證書", hans="公证书", en="notarial deed"),
    "other": W(hant="其他文件", hans="其他文件", en="another document"),
}
SEXES: dict[str, W] = {
    "female": W(hant="女", hans="女", en="female"),
    "male": W(hant="男", hans="男", en="male"),
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
    "claimed_already": (
        W(hant="已登記此親屬", hans="已登记此亲属", en="Named already"),
        W(
            hant="您已登記持此證件的親屬;如有誤,請先終止原登記。",
            hans="您已登记持此证件的亲属;如有误,请先终止原登记。",
            en="You have named whoever has this document; if that was wrong, end that claim first.",
        ),
    ),
    "not_your_relative": (
        W(hant="不是您登記的親屬", hans="不是您登记的亲属", en="Not your relative"),
        W(
            hant="須由登記的員工本人或宿舍管理處辦理。",
            hans="须由登记的员工本人或宿舍管理处办理。",
            en="The employee who named them, or the dormitory office, does this.",
        ),
    ),
    "own_relative": (
        W(hant="不得核實自己的親屬", hans="不得核实自己的亲属", en="Your own relative"),
        W(
            hant="須由宿舍管理處的另一人核實。",
            hans="须由宿舍管理处的另一人核实。",
            en="Somebody else of the dormitory office verifies this.",
        ),
    ),
    "own_guests": (
        W(hant="不得辦理自己的來客", hans="不得办理自己的来客", en="Your own guests"),
        W(
            hant="須由宿舍管理處的另一人辦理。",
            hans="须由宿舍管理处的另一人办理。",
            en="Somebody else of the dormitory office sees to your guests.",
        ),
    ),
    "bed_occupied": (
        W(hant="床位仍有人住", hans="床位仍有人住", en="The bed is still taken"),
        W(
            hant="{name}(住宿申請 {number})仍在 {room}/{bed} 床,未辦退房;請先為其辦理退房。",
            hans="{name}(住宿申请 {number})仍在 {room}/{bed} 床,未办退房;请先为其办理退房。",
            en="{name} (application {number}) is still in bed {room}/{bed}; check them out first.",
        ),
    ),
    "bed_ceded": (
        W(hant="床位已讓出", hans="床位已让出", en="The bed was ceded"),
        W(
            hant="{name} 的床位已讓予他人,不能延住;請另行申請。",
            hans="{name} 的床位已让予他人,不能延住;请另行申请。",
            en="The bed of {name} was ceded, so the stay is not extended for them; apply anew.",
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
    "ceding_open": (
        W(hant="讓床提議待確認", hans="让床提议待确认", en="A proposal is open"),
        W(
            hant="其中一方另有讓床提議未確認;請先作罷,或待其逾時。",
            hans="其中一方另有让床提议未确认;请先作罢,或待其逾时。",
            en="One of the two has another proposal open; call it off, or wait until it ends.",
        ),
    ),
    "ceding_over": (
        W(hant="讓床提議已失效", hans="让床提议已失效", en="The proposal is over"),
        W(
            hant="提議已逾時、作罷,或對方已不能讓床;請與對方重新商定。",
            hans="提议已逾时、作罢,或对方已不能让床;请与对方重新商定。",
            en="It ended, was called off, or the bed cannot be ceded any more; agree anew.",
        ),
    ),
    "no_bed_to_cede": (
        W(hant="沒有床位可讓", hans="没有床位可让", en="No bed to cede"),
        W(
            hant="來客均無餘下的住宿晚數。",
            hans="来客均无余下的住宿晚数。",
            en="None of the guests has a night left.",
        ),
    ),
    "beds_on_offer": (
        W(hant="現有空床待分配", hans="现有空床待分配", en="Free beds are being offered"),
        W(
            hant="現有空床正按登記次序分配;請於一分鐘後再試。",
            hans="现有空床正按登记次序分配;请于一分钟后再试。",
            en="What is free is just being offered in order of registration; try in a minute.",
        ),
    ),
    "ceded_beds_unfit": (
        W(hant="所讓床位不合用", hans="所让床位不合用", en="The ceded beds do not fit"),
        W(
            hant="所讓的床位在日期、人數或男女分房上不敷對方所需。",
            hans="所让的床位在日期、人数或男女分房上不敷对方所需。",
            en="With these beds the other has not enough for all nights and guests, rooms unmixed.",
        ),
    ),
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
    "no_relative_now": (
        W(hant="親屬關係已終止", hans="亲属关系已终止", en="No relative any more"),
        W(
            hant="{name} 的親屬登記已終止或未核實;重新登記並核實後才可入住。",
            hans="{name} 的亲属登记已终止或未核实;重新登记并核实后才可入住。",
            en="The claim that {name} is a relative has ended or is not verified; "
            "it has to be made and verified anew.",
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
    "offer_over": (
        W(hant="床位保留時間已過", hans="床位保留时间已过", en="The offer is over"),
        W(
            hant="床位只保留至 {until},已輪到下一位;請重新申請。",
            hans="床位只保留至 {until},已轮到下一位;请重新申请。",
            en="The bed was kept until {until} and goes to the next; apply anew.",
        ),
    ),
    "guest_lodged": (
        W(hant="來客當晚已有床位", hans="来客当晚已有床位", en="The guest has a bed"),
        W(
            hant="{name} 於其中一晚已有床位(住宿 {stay});不能有兩個。",
            hans="{name} 于其中一晚已有床位(住宿 {stay});不能有两个。",
            en="{name} has a bed on one of these nights (stay {stay}), and cannot have two.",
        ),
    ),
    "not_begun": (
        W(hant="未到入住日", hans="未到入住日", en="The first day is to come"),
        W(
            hant="須自 {first} 起辦理入住。",
            hans="须自 {first} 起办理入住。",
            en="Check in from {first} on.",
        ),
    ),
    "last_day_over": (
        W(hant="住宿期已過", hans="住宿期已过", en="The last day is over"),
        W(
            hant="住宿至 {last} 為止;須重新申請。",
            hans="住宿至 {last} 为止;须重新申请。",
            en="The stay lasted until {last}; a new application is needed.",
        ),
    ),
    "goes_on": (
        W(hant="由另一次住宿接續", hans="由另一次住宿接续", en="Another stay goes with it"),
        W(
            hant="此事與住宿 {stay} 相連;請先辦理該次住宿。",
            hans="此事与住宿 {stay} 相连;请先办理该次住宿。",
            en="This hangs on stay {stay}; see to that one first.",
        ),
    ),
    "all_came": (
        W(hant="來客均已入住", hans="来客均已入住", en="All guests have come"),
        W(
            hant="此住宿的來客均已辦理入住。",
            hans="此住宿的来客均已办理入住。",
            en="Every guest of this stay has checked in already.",
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
    "too_much_at_once": (
        W(hant="一次辦理過多", hans="一次办理过多", en="Too much at once"),
        W(
            hant="請分次退房,每次一位來客。",
            hans="请分次退房,每次一位来客。",
            en="Check out one guest at a time.",
        ),
    ),
    "pass_ended": (
        W(hant="出入證已失效", hans="出入证已失效", en="The pass counts no more"),
        W(
            hant="此出入證{state};請使用有效的出入證。",
            hans="此出入证{state};请使用有效的出入证。",
            en="This pass is {state}; use one that is valid.",
        ),
    ),
    "queue_full": (
        W(hant="輪候已滿", hans="轮候已满", en="The queue is full"),
        W(
            hant="最多 {most} 份申請輪候;請稍後再批,或不批准。",
            hans="最多 {most} 份申请轮候;请稍后再批,或不批准。",
            en="At most {most} applications wait; sign it later, or refuse it.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "rate_missing": W(
        hant="{key} 已有記錄使用,須保留。",
        hans="{key} 已有记录使用,须保留。",
        en="Keep {key}: records may name it.",
    ),
    "bed_missing": W(
        hant="床位 {bed} 不能刪除;請改為關閉。",
        hans="床位 {bed} 不能删除;请改为关闭。",
        en="Bed {bed} cannot be left out; close it instead.",
    ),
    "not_verified": W(
        hant="此親屬未經宿舍管理處核實。",
        hans="此亲属未经宿舍管理处核实。",
        en="The dormitory office has not verified this relative.",
    ),
    "own_application": W(
        hant="這是您自己的申請;讓床須雙方各自確認。",
        hans="这是您自己的申请;让床须双方各自确认。",
        en="This application is your own; two have to agree.",
    ),
    "no_bed_then": W(
        hant="此來客在對方所需的晚上沒有床位可讓。",
        hans="此来客在对方所需的晚上没有床位可让。",
        en="This guest has no bed to cede for the nights that the other needs.",
    ),
    "bed_in_use": W(
        hant="此來客在住:當晚床位須在當日退房時間前讓出,入住當日不可。",
        hans="此来客在住:当晚床位须在当日退房时间前让出,入住当日不可。",
        en="This guest is there: cede by the hour of leaving, and not on the day of coming.",
    ),
    "came_already": W(
        hant="此來客已辦理入住。",
        hans="此来客已办理入住。",
        en="This guest has checked in already.",
    ),
    "not_their_document": W(
        hant="證件號碼與登記的不符;請核對證件。",
        hans="证件号码与登记的不符;请核对证件。",
        en="The number is not that of this guest's document; look at the document again.",
    ),
    "not_of_stay": W(
        hant="延住只限原住宿的來客。",
        hans="延住只限原住宿的来客。",
        en="An extension is for guests of the stay that it extends.",
    ),
}
MEMO: dict[str, W] = {
    "lodging_damage": W(hant="損壞賠償", hans="损坏赔偿", en="Damage paid at price"),
    "lodging_pass": W(hant="補辦出入證", hans="补办出入证", en="Access pass replaced"),
    "lodging_late": W(hant="逾時退房住宿費", hans="逾时退房住宿费", en="Late check-out"),
    "lodging_nights": W(hant="住宿費", hans="住宿费", en="Nights of the stay"),
    "lodging_fine": W(hant="違規罰款", hans="违规罚款", en="Fine for a violation"),
    "lodging_reversed": W(hant="沖回", hans="冲回", en="Taken back"),
}
_OF = "{number}({employee},{first} 至 {last})"
TOLD_OF: dict[str, W] = {
    "relative_claimed": W(
        hant="員工 {employee} 登記親屬 {name},請核實。",
        hans="员工 {employee} 登记亲属 {name},请核实。",
        en="{employee} named {name} as a relative; please verify it.",
    ),
    "relative_verified": W(
        hant="{employee} 的親屬 {name} 已核實。",
        hans="{employee} 的亲属 {name} 已核实。",
        en="{name}, a relative of {employee}, was verified.",
    ),
    "relative_ended": W(
        hant="{employee} 的親屬 {name} 的登記已終止。",
        hans="{employee} 的亲属 {name} 的登记已终止。",
        en="The claim that {name} is a relative of {employee} was ended.",
    ),
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
    "application_queued": W(
        hant=f"住宿申請 {_OF}已批准,但床位已滿,按登記次序輪候。",
        hans=f"住宿申请 {_OF}已批准,但床位已满,按登记次序轮候。",
        en="Lodging application {number} of {employee}, {first} to {last}: approved, but full; "
        "it waits in order of registration.",
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
    "stay_no_show": W(
        hant=f"住宿申請 {_OF}無人入住,床位已釋放。",
        hans=f"住宿申请 {_OF}无人入住,床位已释放。",
        en="Lodging application {number} of {employee}, {first} to {last}: nobody came, "
        "and the beds are given to others.",
    ),
    "guests_came": W(
        hant=f"住宿申請 {_OF}:{{names}} 已入住。",
        hans=f"住宿申请 {_OF}:{{names}} 已入住。",
        en="Lodging application {number} of {employee}, {first} to {last}: {names} checked in.",
    ),
    "stay_charged": W(
        hant=f"住宿申請 {_OF}的費用 {{yuan}} 元已記入您的帳目。",
        hans=f"住宿申请 {_OF}的费用 {{yuan}} 元已记入您的账目。",
        en="CNY {yuan} for application {number} of {employee}, {first} to {last}, "
        "stand on your account.",
    ),
    "overstaying": W(
        hant=f"住宿申請 {_OF}:{{names}} 逾期未退房,且無獲批的延住。",
        hans=f"住宿申请 {_OF}:{{names}} 逾期未退房,且无获批的延住。",
        en="Lodging application {number} of {employee}, {first} to {last}: {names} have not left, "
        "and no extension is granted.",
    ),
    "passes_longer": W(
        hant=f"住宿申請 {_OF}:{{names}} 的出入證已隨延住續期,原碼可用;新碼請重新取印。",
        hans=f"住宿申请 {_OF}:{{names}} 的出入证已随延住续期,原码可用;新码请重新取印。",
        en="Lodging application {number} of {employee}, {first} to {last}: the passes of {names} "
        "last longer with it, by the code they have; print the new one as well.",
    ),
    "bed_still_taken": W(
        hant=f"住宿申請 {_OF}:{{names}} 仍在 {{bed}} 床;今晚該床或該房已給 {{other}}"
        "(住宿申請 {other_number}),請即處理。",
        hans=f"住宿申请 {_OF}:{{names}} 仍在 {{bed}} 床;今晚该床或该房已给 {{other}}"
        "(住宿申请 {other_number}),请即处理。",
        en="Lodging application {number} of {employee}, {first} to {last}: {names} is still in bed "
        "{bed}; tonight it, or its room, is that of {other} (application {other_number}).",
    ),
    "bed_proposed": W(
        hant=f"員工 {{name}} 願將床位自 {{night}} 起讓予住宿申請 {_OF};請於 {{until}} 前確認。",
        hans=f"员工 {{name}} 愿将床位自 {{night}} 起让予住宿申请 {_OF};请于 {{until}} 前确认。",
        en="{name} would cede a bed from {night} on to application {number} of {employee}, {first} "
        "to {last}; take it by {until}.",
    ),
    "bed_ceded": W(
        hant=f"住宿申請 {_OF}的床位已自 {{night}} 起讓予住宿申請 {{other}}。",
        hans=f"住宿申请 {_OF}的床位已自 {{night}} 起让予住宿申请 {{other}}。",
        en="A bed of application {number} of {employee}, {first} to {last}, is ceded to "
        "application {other} from {night} on.",
    ),
    "ceding_called_off": W(
        hant=f"住宿申請 {_OF}的讓床提議已由 {{name}} 作罷。",
        hans=f"住宿申请 {_OF}的让床提议已由 {{name}} 作罢。",
        en="The ceding of a bed about application {number} of {employee}, {first} to {last}, "
        "was called off by {name}.",
    ),
    "bed_offered": W(
        hant=f"住宿申請 {_OF}已有床位,保留至 {{until}},請確認。",
        hans=f"住宿申请 {_OF}已有床位,保留至 {{until}},请确认。",
        en="There is a bed for application {number} of {employee}, {first} to {last}; "
        "take it by {until}.",
    ),
    "stay_cancelled": W(
        hant=f"住宿申請 {_OF}已由宿舍管理處取消。",
        hans=f"住宿申请 {_OF}已由宿舍管理处取消。",
        en="Lodging application {number} of {employee}, {first} to {last}, was cancelled for you.",
    ),
}

"""Words of beds 床位: who waits for one, who has one offered, who cedes one (L-2)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "queue_full": (
        W(hant="輪候已滿", hans="轮候已满", en="The queue is full"),
        W(
            hant="最多 {most} 份申請輪候;請稍後再批,或不批准。",
            hans="最多 {most} 份申请轮候;请稍后再批,或不批准。",
            en="At most {most} applications wait; sign it later, or refuse it.",
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
    "beds_on_offer": (
        W(hant="現有空床待分配", hans="现有空床待分配", en="Free beds are being offered"),
        W(
            hant="現有空床正按登記次序分配;請於一分鐘後再試。",
            hans="现有空床正按登记次序分配;请于一分钟后再试。",
            en="What is free is just being offered in order of registration; try in a minute.",
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
    "ceded_beds_unfit": (
        W(hant="所讓床位不合用", hans="所让床位不合用", en="The ceded beds do not fit"),
        W(
            hant="所讓的床位在日期、人數或男女分房上不敷對方所需。",
            hans="所让的床位在日期、人数或男女分房上不敷对方所需。",
            en="With these beds the other has not enough for all nights and guests, rooms unmixed.",
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
    "not_waiting": W(
        hant="對方的申請不在輪候中;請對方再傳一次讓床連結。",
        hans="对方的申请不在轮候中;请对方再发一次让床链接。",
        en="The other's application waits for no bed; ask them for their link again.",
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
}
_OF = "{number}({employee},{first} 至 {last})"
TOLD_OF: dict[str, W] = {
    "application_queued": W(
        hant=f"住宿申請 {_OF}已批准,但床位已滿,按登記次序輪候。",
        hans=f"住宿申请 {_OF}已批准,但床位已满,按登记次序轮候。",
        en="Lodging application {number} of {employee}, {first} to {last}: approved, but full; "
        "it waits in order of registration.",
    ),
    "bed_offered": W(
        hant=f"住宿申請 {_OF}已有床位,保留至 {{until}},請確認。",
        hans=f"住宿申请 {_OF}已有床位,保留至 {{until}},请确认。",
        en="There is a bed for application {number} of {employee}, {first} to {last}; "
        "take it by {until}.",
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
}

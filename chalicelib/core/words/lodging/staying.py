"""Words of coming and leaving 入住、退房: passes, charges, who stays too long (L-4 to L-6)."""

from chalicelib.core.words import Words as W

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
MEMO: dict[str, W] = {
    "lodging_damage": W(hant="損壞賠償", hans="损坏赔偿", en="Damage paid at price"),
    "lodging_pass": W(hant="補辦出入證", hans="补办出入证", en="Access pass replaced"),
    "lodging_late": W(hant="逾時退房住宿費", hans="逾时退房住宿费", en="Late check-out"),
    "lodging_nights": W(hant="住宿費", hans="住宿费", en="Nights of the stay"),
    "lodging_fine": W(hant="違規罰款", hans="违规罚款", en="Fine for a violation"),
    "lodging_reversed": W(hant="沖回", hans="冲回", en="Taken back"),
}
REFUSED: dict[str, tuple[W, W]] = {
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
    "all_came": (
        W(hant="來客均已入住", hans="来客均已入住", en="All guests have come"),
        W(
            hant="此住宿的來客均已辦理入住。",
            hans="此住宿的来客均已办理入住。",
            en="Every guest of this stay has checked in already.",
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
}
FAULT: dict[str, W] = {
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
}
_OF = "{number}({employee},{first} 至 {last})"
TOLD_OF: dict[str, W] = {
    "guests_came": W(
        hant=f"住宿申請 {_OF}:{{names}} 已入住。",
        hans=f"住宿申请 {_OF}:{{names}} 已入住。",
        en="Lodging application {number} of {employee}, {first} to {last}: {names} checked in.",
    ),
    "stay_charged": W(
        hant=f"住宿申請 {_OF}的費用 {{fen}} 已記入您的帳目。",
        hans=f"住宿申请 {_OF}的费用 {{fen}} 已记入您的账目。",
        en="{fen} for application {number} of {employee}, {first} to {last}, "
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
}

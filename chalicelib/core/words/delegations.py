"""Words of approvals and delegations: refusals, messages, names (P-approve)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "approval_over": (
        W(hant="審批已結束", hans="审批已结束", en="The approval is over"),
        W(
            hant="此審批已是「{state}」,不能再更改。",
            hans="此审批已是“{state}”,不能再更改。",
            en="It is {state} and cannot be changed; submit a new version.",
        ),
    ),
    "own_approval": (
        W(hant="不得審批自己的申請", hans="不得审批自己的申请", en="Your own application"),
        W(
            hant="申請人、來客及其代理人不得審批,須由他人審批。",
            hans="申请人、来客及其代理人不得审批,须由他人审批。",
            en="Applicant, guest and whoever acts for them do not approve; somebody else does.",
        ),
    ),
    "signed_already": (
        W(hant="您已簽過一級", hans="您已签过一级", en="You signed a step already"),
        W(
            hant="一人只簽一級,下一級須由他人簽核。",
            hans="一人只签一级,下一级须由他人签核。",
            en="One person signs one step; the next is somebody else's.",
        ),
    ),
    "not_your_approval": (
        W(hant="此級不由您審批", hans="此级不由您审批", en="Not yours to approve"),
        W(
            hant="此級由以下角色審批:{role}。",
            hans="此级由以下角色审批:{role}。",
            en="This step is signed by: {role}.",
        ),
    ),
    "not_your_application": (
        W(hant="不是您的申請", hans="不是您的申请", en="Not your application"),
        W(
            hant="只有申請人可以撤回。",
            hans="只有申请人可以撤回。",
            en="Only the applicant withdraws it.",
        ),
    ),
    "delegated_already": (
        W(hant="已委託同一人代理", hans="已委托同一人代理", en="Delegated already"),
        W(
            hant="{first} 至 {last} 已委託此人代理;請先撤回,或另選日期。",
            hans="{first} 至 {last} 已委托此人代理;请先撤回,或另选日期。",
            en="They stand in from {first} to {last} already; revoke that or choose other dates.",
        ),
    ),
    "too_many_delegations": (
        W(hant="代理過多", hans="代理过多", en="Too many delegations"),
        W(
            hant="每人同時最多 {most} 項代理;請先撤回或辭謝不需要的。",
            hans="每人同时最多 {most} 项代理;请先撤回或辞谢不需要的。",
            en="A person has {most} at a time; revoke or decline what is not needed first.",
        ),
    ),
    "other_party": (
        W(hant="須由另一方辦理", hans="须由另一方办理", en="For the other party"),
        W(
            hant="接受或辭謝由代理人辦理,撤回由委託人辦理。",
            hans="接受或辞谢由代理人办理,撤回由委托人办理。",
            en="The substitute accepts or declines it; who gave it revokes it.",
        ),
    ),
    "delegation_over": (
        W(hant="代理日期已過", hans="代理日期已过", en="Its dates are over"),
        W(
            hant="此代理已於 {last} 結束;如仍需要,請重新委託。",
            hans="此代理已于 {last} 结束;如仍需要,请重新委托。",
            en="It ended on {last}; if it is still needed, have it given anew.",
        ),
    ),
}
DELEGATION_MESSAGES: dict[str, W] = {
    "delegation_offered": W(
        hant="{giver} 委託 {taker} 於 {first} 至 {last} 代理簽批,待 {taker} 接受後生效。",
        hans="{giver} 委托 {taker} 于 {first} 至 {last} 代理签批,待 {taker} 接受后生效。",
        en="{giver} asks {taker} to sign in their place from {first} to {last}; "
        "it counts once {taker} accepts.",
    ),
    "delegation_accepted": W(
        hant="{taker} 已接受於 {first} 至 {last} 代理 {giver} 簽批。",
        hans="{taker} 已接受于 {first} 至 {last} 代理 {giver} 签批。",
        en="{taker} accepted to sign in the place of {giver} from {first} to {last}.",
    ),
    "delegation_declined": W(
        hant="{taker} 辭謝於 {first} 至 {last} 代理 {giver} 簽批。",
        hans="{taker} 辞谢于 {first} 至 {last} 代理 {giver} 签批。",
        en="{taker} declined to sign in the place of {giver} from {first} to {last}.",
    ),
    "delegation_revoked": W(
        hant="{giver} 已撤回 {taker} 於 {first} 至 {last} 的代理。",
        hans="{giver} 已撤回 {taker} 于 {first} 至 {last} 的代理。",
        en="{giver} revoked that {taker} signs in their place from {first} to {last}.",
    ),
    "delegation_lapsed": W(
        hant="{giver} 的職務已變更,{taker} 於 {first} 至 {last} 的代理失效。",
        hans="{giver} 的职务已变更,{taker} 于 {first} 至 {last} 的代理失效。",
        en="{giver} is no longer what {taker} stood in for; "
        "the delegation from {first} to {last} lapsed.",
    ),
    "nobody_signs": W(
        hant="{number} 待簽批,但已無人可簽(職位空缺或須迴避);請管理員指定負責人,或撤回申請。",
        hans="{number} 待签批,但已无人可签(职位空缺或须回避);请管理员指定负责人,或撤回申请。",
        en="{number} waits for a signature that nobody may give: the seat and those above it are "
        "empty, or barred. Have an administrator name who may, or take it back.",
    ),
    "review_waits": W(
        hant="工單 {number}({place})已回訪,逾時未審核,請審核。",
        hans="工单 {number}({place})已回访,逾时未审核,请审核。",
        en="Order {number} ({place}) was followed up and still waits for its review.",
    ),
    "decision_waits": W(
        hant="總經理信箱 {number}({place})逾時未批示,請批示。",
        hans="总经理信箱 {number}({place})逾时未批示,请批示。",
        en="The letter on {number} ({place}) still waits for the General Manager's decision.",
    ),
}
STANDINGS: dict[str, W] = {
    "offered": W(hant="待接受", hans="待接受", en="offered"),
    "in_force": W(hant="已接受", hans="已接受", en="accepted"),
    "declined": W(hant="已辭謝", hans="已辞谢", en="given back"),
    "revoked": W(hant="已撤回", hans="已撤回", en="revoked"),
    "lapsed": W(hant="已失效", hans="已失效", en="lapsed"),
}
DELEGATION_STEPS: dict[str, W] = {
    "give": W(hant="委託代理", hans="委托代理", en="delegate"),
    "accept": W(hant="接受代理", hans="接受代理", en="accept the delegation"),
    "decline": W(hant="辭謝代理", hans="辞谢代理", en="decline the delegation"),
    "revoke": W(hant="撤回代理", hans="撤回代理", en="revoke the delegation"),
}

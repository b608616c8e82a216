"""Words of the refusals that complaints, their sources and their letters add (T-4.2)."""

from chalicelib.core.words import Words as W

COMPLAINTS: dict[str, tuple[W, W]] = {
    "other_kind": (
        W(hant="此類事項沒有這個步驟", hans="此类事项没有这个步骤", en="Not a step of this kind"),
        W(
            hant="{kind}沒有「{step}」這個步驟;請看現在的可辦事項。",
            hans="{kind}没有“{step}”这个步骤;请看现在的可办事项。",
            en="“{step}” is no step of this kind ({kind}); see what may be done now.",
        ),
    ),
    "forwarded_already": (
        W(hant="此件已登記", hans="此件已登记", en="Taken in already"),
        W(
            hant="同一來源、同一編號的投訴已受理;請在該事項中辦理。",
            hans="同一来源、同一编号的投诉已受理;请在该事项中办理。",
            en="This source's reference was taken in already; go on there.",
        ),
    ),
    "not_forwarded": (
        W(hant="不是轉來的投訴", hans="不是转来的投诉", en="Not passed on"),
        W(
            hant="此投訴並非集團客戶服務中心或全質辦轉來,無須回覆。",
            hans="此投诉并非集团客户服务中心或全质办转来,无须回复。",
            en="Nobody passed this complaint on, so no reply is due.",
        ),
    ),
    "result_reported": (
        W(hant="結果已回覆", hans="结果已回复", en="The result was reported"),
        W(
            hant="已向來源回覆結果,無須再回覆。",
            hans="已向来源回复结果,无须再回复。",
            en="Its source was told the result; no more replies are due.",
        ),
    ),
    "result_missing": (
        W(hant="尚未回覆結果", hans="尚未回复结果", en="The result was not reported"),
        W(
            hant="請先由前臺以「回覆來源」告知來源處理結果。",
            hans="请先由前台以“回复来源”告知来源处理结果。",
            en="First the desk tells its source the result, by a reply to the source.",
        ),
    ),
    "judged_already": (
        W(hant="已判定為同一事項", hans="已判定为同一事项", en="Judged already"),
        W(
            hant="此投訴已轉總經理信箱;如判定有誤,由主管更正。",
            hans="此投诉已转总经理信箱;如判定有误,由主管更正。",
            en="It is a letter to the GM already; the supervisor corrects a wrong judgement.",
        ),
    ),
    "no_letter": (
        W(hant="不是總經理信箱", hans="不是总经理信箱", en="Not a letter to the GM"),
        W(
            hant="此投訴沒有轉總經理信箱,按一般投訴辦理。",
            hans="此投诉没有转总经理信箱,按一般投诉办理。",
            en="This complaint is no letter to the General Manager; it goes the common road.",
        ),
    ),
    "gm_undecided": (
        W(hant="總經理尚未批示", hans="总经理尚未批示", en="The GM has not decided"),
        W(
            hant="此投訴已轉總經理信箱,須由總經理批示後才能結束。",
            hans="此投诉已转总经理信箱,须由总经理批示后才能结束。",
            en="It is a letter to the General Manager: it ends once the GM has decided it.",
        ),
    ),
    "gm_decided": (
        W(hant="總經理已批示", hans="总经理已批示", en="The GM has decided"),
        W(
            hant="總經理已批示,請按批示辦理。",
            hans="总经理已批示,请按批示办理。",
            en="The General Manager has decided it; carry the decision out.",
        ),
    ),
}

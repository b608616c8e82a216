"""Words of handovers and department reports: states, steps, refusals (T-4.6, T-4.7)."""

from chalicelib.core.words import Words as W

SHIFTS_AND_DAYS: dict[str, tuple[W, W]] = {
    "handover_open": (
        W(hant="已有交接班進行中", hans="已有交接班进行中", en="A handover is under way"),
        W(
            hant="請先完成現有的交接班,或請主管強制交接。",
            hans="请先完成现有的交接班,或请主管强制交接。",
            en="Finish the present handover first, or have the supervisor end it.",
        ),
    ),
    "note_missing": (
        W(hant="尚有事項未寫交班備註", hans="尚有事项未写交班备注", en="Items lack their note"),
        W(
            hant="{count} 項未寫備註:{numbers}。請逐項寫明後再簽名交班。",
            hans="{count} 项未写备注:{numbers}。请逐项写明后再签名交班。",
            en="{count} without a note: {numbers}. Write one for each, then sign off.",
        ),
    ),
    "own_handover": (
        W(hant="不得自己交給自己", hans="不得自己交给自己", en="Your own handover"),
        W(
            hant="接班確認須由另一位前臺人員辦理。",
            hans="接班确认须由另一位前台人员办理。",
            en="Another person of the desk acknowledges what you handed over.",
        ),
    ),
    "too_many_open": (
        W(hant="未結事項過多", hans="未结事项过多", en="Too much is open"),
        W(
            hant="未結事項 {count} 項,交接班最多 {most} 項;請先歸檔已辦結的事項。",
            hans="未结事项 {count} 项,交接班最多 {most} 项;请先归档已办结的事项。",
            en="{count} tickets are open, a handover takes {most}; archive what is done first.",
        ),
    ),
    "reported_already": (
        W(hant="當日已報", hans="当日已报", en="Reported already"),
        W(
            hant="部門每日只報一次;更正請寫明原因。",
            hans="部门每日只报一次;更正请写明原因。",
            en="A department reports once a day; to correct the report give the reason.",
        ),
    ),
    "head_reports": (
        W(hant="須由部門主管報送", hans="须由部门主管报送", en="For the department head"),
        W(
            hant="由部門主管簽名報送;代簽請寫明代理的原因。",
            hans="由部门主管签名报送;代签请写明代理的原因。",
            en="The department's head signs; who acts for the head says why.",
        ),
    ),
}

HANDOVERS: dict[str, W] = {
    "open": W(hant="交班中", hans="交班中", en="open"),
    "signed_off": W(hant="已簽名交班", hans="已签名交班", en="signed off"),
    "acknowledged": W(hant="已接班", hans="已接班", en="acknowledged"),
    "forced": W(hant="已強制交接", hans="已强制交接", en="ended by the supervisor"),
}

SHIFT_STEPS: dict[str, W] = {
    "open": W(hant="開始交班", hans="开始交班", en="open the handover"),
    "sign-off": W(hant="交班簽名", hans="交班签名", en="sign off"),
    "acknowledge": W(hant="接班確認", hans="接班确认", en="acknowledge"),
    "force": W(hant="強制交接", hans="强制交接", en="end as supervisor"),
}

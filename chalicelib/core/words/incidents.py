"""Words of known outages 已知故障: refusals, faults, messages, and what they are called (T-4.1)."""

from chalicelib.core.words import Words as W

INCIDENTS: dict[str, W] = {
    "open": W(hant="未解除", hans="未解除", en="open"),
    "closed": W(hant="已解除", hans="已解除", en="closed"),
}
INCIDENT_STEPS: dict[str, W] = {
    "open": W(hant="登記已知故障", hans="登记已知故障", en="announce the outage"),
    "update": W(hant="更新應答內容", hans="更新应答内容", en="say otherwise"),
    "close": W(hant="解除", hans="解除", en="close the outage"),
}
INCIDENT_REFUSALS: dict[str, tuple[W, W]] = {
    "too_many_incidents": (
        W(hant="未解除的故障過多", hans="未解除的故障过多", en="Too many known outages"),
        W(
            hant="同時最多登記 {most} 項已知故障;請先解除已恢復的。",
            hans="同时最多登记 {most} 项已知故障;请先解除已恢复的。",
            en="A site has {most} known outages at most; close those that are over.",
        ),
    ),
    "on_incident_already": (
        W(hant="已關聯故障", hans="已关联故障", en="Attached already"),
        W(
            hant="此事項已關聯一項已知故障;如有誤,請先取消關聯。",
            hans="此事项已关联一项已知故障;如有误,请先取消关联。",
            en="It hangs on a known outage already; if that is wrong, detach it first.",
        ),
    ),
    "on_no_incident": (
        W(hant="未關聯故障", hans="未关联故障", en="Not attached"),
        W(
            hant="此事項沒有關聯任何已知故障。",
            hans="此事项没有关联任何已知故障。",
            en="It hangs on no known outage.",
        ),
    ),
}
INCIDENT_FAULTS: dict[str, W] = {
    "incident_closed": W(
        hant="此故障已解除,請核對。",
        hans="此故障已解除,请核对。",
        en="This outage is over; check which one is meant.",
    ),
    "not_affected": W(
        hant="此故障不涉及該位置。",
        hans="此故障不涉及该位置。",
        en="This outage does not concern that place.",
    ),
}
INCIDENT_MESSAGES: dict[str, W] = {
    "incident_opened": W(
        hant="已知故障:{affected}。應答內容:{words}",
        hans="已知故障:{affected}。应答内容:{words}",
        en="Known outage: {affected}. What to say: {words}",
    ),
    "incident_updated": W(
        hant="已知故障「{affected}」的應答內容已更新:{words}",
        hans="已知故障“{affected}”的应答内容已更新:{words}",
        en="Known outage: {affected}. From now on say: {words}",
    ),
    "incident_closed": W(
        hant="已知故障已解除:{affected}。關聯事項 {count} 項,仍須逐項辦結。",
        hans="已知故障已解除:{affected}。关联事项 {count} 项,仍须逐项办结。",
        en="The outage is over: {affected}. {count} tickets hang on it; each is still to be done.",
    ),
}

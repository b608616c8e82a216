"""Words of maintenance plans: names, refusals, faults and messages (T-4.3.1)."""

from chalicelib.core.words import Words as W

PLAN_STATES: dict[str, W] = {
    "active": W(hant="執行中", hans="执行中", en="active"),
    "suspended": W(hant="已暫停", hans="已暂停", en="suspended"),
    "ended": W(hant="已終止", hans="已终止", en="ended"),
}
PLAN_STEPS: dict[str, W] = {
    "set-up": W(hant="訂立計劃", hans="订立计划", en="set the plan up"),
    "change": W(hant="更改計劃", hans="更改计划", en="change the plan"),
    "suspend": W(hant="暫停計劃", hans="暂停计划", en="suspend the plan"),
    "resume": W(hant="恢復計劃", hans="恢复计划", en="resume the plan"),
    "end": W(hant="終止計劃", hans="终止计划", en="end the plan"),
}
PERIODS: dict[str, W] = {
    "days": W(hant="日", hans="日", en="days"),
    "weeks": W(hant="週", hans="周", en="weeks"),
    "months": W(hant="月", hans="月", en="months"),
    "years": W(hant="年", hans="年", en="years"),
}
MISSED: dict[str, W] = {
    "skip": W(hant="錯過的略過", hans="错过的略过", en="skip what was missed"),
    "catch_up": W(hant="錯過的補開", hans="错过的补开", en="catch up what was missed"),
}
PLANNED = W(hant="計劃保養 {day}", hans="计划保养 {day}", en="maintenance plan, {day}")
"""What stands on an order where others say how the matter was reported."""

REFUSED: dict[str, tuple[W, W]] = {
    "plan_order_due": (
        W(hant="有工單即將開立", hans="有工单即将开立", en="An order is about to open"),
        W(
            hant="此計劃 {day} 的工單即將開立;請於數分鐘後再試。",
            hans="此计划 {day} 的工单即将开立;请于数分钟后再试。",
            en="The order of {day} is about to be opened; try again in some minutes.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "nothing_planned": W(
        hant="從現在到末日沒有任何一次;請改末日或週期。",
        hans="从现在到末日没有任何一次;请改末日或周期。",
        en="From now to the last day there is no occurrence; change the last day or the rhythm.",
    ),
}
TOLD_OF: dict[str, W] = {
    "plan_order_opened": W(
        hant="您的計劃保養已開立工單 {number}({place})。",
        hans="您的计划保养已开立工单 {number}({place})。",
        en="Your maintenance plan opened order {number} ({place}).",
    ),
}

"""Words of cars, drivers and trips (R-4.3.7)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "plate_known": (
        W(hant="車牌已登記", hans="车牌已登记", en="This plate is known"),
        W(
            hant="另一車輛已登記此車牌;請改用或更正該車輛。",
            hans="另一车辆已登记此车牌;请改用或更正该车辆。",
            en="Another car has this plate; use that one, or set it right.",
        ),
    ),
    "driver_known": (
        W(hant="司機已登記", hans="司机已登记", en="This driver is known"),
        W(
            hant="此人已登記為司機;請改用該記錄。",
            hans="此人已登记为司机;请改用该记录。",
            en="This person is a driver already; use that record.",
        ),
    ),
    "line_used": (
        W(hant="此項用車已申請", hans="此项用车已申请", en="This line has its trips"),
        W(
            hant="接待安排的用車項目「{line}」為 {count} 次,已全部申請;如需更多,請修改接待安排。",
            hans="接待安排的用车项目“{line}”为 {count} 次,已全部申请;如需更多,请修改接待安排。",
            en="The plan's line “{line}” is for {count} of them, all asked for; for more, change "
            "the plan.",
        ),
    ),
    "approval_gone": (
        W(hant="批准已失效", hans="批准已失效", en="What approved it counts no more"),
        W(
            hant="接待 {reception} 已有變更,此用車的批准不再適用(路程、日期或安排);"
            "請待接待重新批准,或取消後另行申請。",
            hans="接待 {reception} 已有变更,此用车的批准不再适用(路程、日期或安排);"
            "请待接待重新批准,或取消后另行申请。",
            en="Reception {reception} is otherwise now, in how far, when or for what the trip was "
            "approved; wait until it is approved again, or cancel the trip and ask for it anew.",
        ),
    ),
    "car_closed": (
        W(hant="車輛已停用", hans="车辆已停用", en="The car is closed"),
        W(
            hant="{car} 已停用,請另派車輛。",
            hans="{car} 已停用,请另派车辆。",
            en="{car} is booked for nothing anew; take another car.",
        ),
    ),
    "driver_closed": (
        W(hant="司機已停派", hans="司机已停派", en="The driver is closed"),
        W(
            hant="{driver} 已停派,請另派司機。",
            hans="{driver} 已停派,请另派司机。",
            en="{driver} is booked for nothing anew; take another driver.",
        ),
    ),
    "car_too_small": (
        W(hant="座位不足", hans="座位不足", en="The car is too small"),
        W(
            hant="{car} 可坐 {seats} 人,乘客 {passengers} 人;請派較大的車輛。",
            hans="{car} 可坐 {seats} 人,乘客 {passengers} 人;请派较大的车辆。",
            en="{car} seats {seats}, and there are {passengers} passengers; take a larger one.",
        ),
    ),
    "car_taken": (
        W(hant="車輛已派出", hans="车辆已派出", en="The car is booked"),
        W(
            hant="{car} 於 {begins} 至 {ends} 已派給用車 {number};請改時間或另派車輛。",
            hans="{car} 于 {begins} 至 {ends} 已派给用车 {number};请改时间或另派车辆。",
            en="{car} is booked for trip {number} from {begins} to {ends}; take another time, or "
            "another car.",
        ),
    ),
    "driver_taken": (
        W(hant="司機已派出", hans="司机已派出", en="The driver is booked"),
        W(
            hant="{driver} 於 {begins} 至 {ends} 已派給用車 {number};請改時間或另派司機。",
            hans="{driver} 于 {begins} 至 {ends} 已派给用车 {number};请改时间或另派司机。",
            en="{driver} is booked for trip {number} from {begins} to {ends}; take another time, "
            "or "
            "another driver.",
        ),
    ),
    "trip_to_come": (
        W(hant="未到用車日", hans="未到用车日", en="Its day is to come"),
        W(
            hant="須自 {first} 起出車。",
            hans="须自 {first} 起出车。",
            en="The car leaves on {first} or later.",
        ),
    ),
    "car_out": (
        W(hant="車輛未回場", hans="车辆未回场", en="The car is out"),
        W(
            hant="{car} 因用車 {number} 未回場;請先登記回場。",
            hans="{car} 因用车 {number} 未回场;请先登记回场。",
            en="{car} is not back from trip {number}; enter its return first.",
        ),
    ),
    "driver_out": (
        W(hant="司機未回場", hans="司机未回场", en="The driver is out"),
        W(
            hant="{driver} 因用車 {number} 未回場;請先登記回場。",
            hans="{driver} 因用车 {number} 未回场;请先登记回场。",
            en="{driver} is not back from trip {number}; enter its return first.",
        ),
    ),
}
FAULT: dict[str, W] = {
    "odometer_back": W(
        hant="車表讀數不得少於 {least} km。",
        hans="车表读数不得少于 {least} km。",
        en="The odometer shows {least} km at least.",
    ),
}
TOLD_OF: dict[str, W] = {
    "trip_to_sign": W(
        hant="用車 {number}(接待 {reception},{begins} 至 {ends},往 {destination})待您批准。",
        hans="用车 {number}(接待 {reception},{begins} 至 {ends},往 {destination})待您批准。",
        en="Trip {number} to {destination}, {begins} to {ends}, of reception {reception}, waits "
        "for "
        "your signature.",
    ),
    "trip_waits": W(
        hant="用車 {number}(接待 {reception},{begins} 至 {ends},往 {destination})仍待您批准。",
        hans="用车 {number}(接待 {reception},{begins} 至 {ends},往 {destination})仍待您批准。",
        en="Trip {number} to {destination}, {begins} to {ends}, of reception {reception}, still "
        "waits for your signature.",
    ),
    "trip_to_arrange": W(
        hant="用車 {number}(接待 {reception},{begins} 至 {ends},往 {destination})已批准,"
        "請安排車輛及司機。",
        hans="用车 {number}(接待 {reception},{begins} 至 {ends},往 {destination})已批准,"
        "请安排车辆及司机。",
        en="Trip {number} to {destination}, {begins} to {ends}, of reception {reception}, is "
        "approved; book a car and a driver.",
    ),
    "trip_approved": W(
        hant="您申請的用車 {number}({begins} 至 {ends},往 {destination})已批准。",
        hans="您申请的用车 {number}({begins} 至 {ends},往 {destination})已批准。",
        en="Your trip {number} to {destination}, {begins} to {ends}, is approved.",
    ),
    "trip_refused": W(
        hant="您申請的用車 {number}({begins} 至 {ends},往 {destination})未獲批准:{reason}",
        hans="您申请的用车 {number}({begins} 至 {ends},往 {destination})未获批准:{reason}",
        en="Your trip {number} to {destination}, {begins} to {ends}, was refused: {reason}",
    ),
    "trip_arranged": W(
        hant="用車 {number}(往 {destination})已安排:{begins} 至 {ends},車牌 {plate},司機 "
        "{driver}。",
        hans="用车 {number}(往 {destination})已安排:{begins} 至 {ends},车牌 {plate},司机 "
        "{driver}。",
        en="Trip {number} to {destination} is arranged: {begins} to {ends}, car {plate}, driver "
        "{driver}.",
    ),
    "trip_to_drive": W(
        hant="請出車 {number}:{begins} 至 {ends},往 {destination},車牌 {plate}。",
        hans="请出车 {number}:{begins} 至 {ends},往 {destination},车牌 {plate}。",
        en="You are to drive trip {number} to {destination}, {begins} to {ends}, in car {plate}.",
    ),
    "trip_not_to_drive": W(
        hant="用車 {number}(往 {destination})已改派,您無須出車。",
        hans="用车 {number}(往 {destination})已改派,您无须出车。",
        en="Trip {number} to {destination} is given to another driver; it is not yours any more.",
    ),
    "trip_cancelled": W(
        hant="用車 {number}({begins} 至 {ends},往 {destination})已取消:{reason}",
        hans="用车 {number}({begins} 至 {ends},往 {destination})已取消:{reason}",
        en="Trip {number} to {destination}, {begins} to {ends}, was cancelled: {reason}",
    ),
}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {
    "trip_request": W(hant="用車申請單", hans="用车申请单", en="Trip Request"),
}
TRIP_STATES: dict[str, W] = {
    "pending": W(hant="待批准", hans="待批准", en="waiting for approval"),
    "approved": W(hant="待派車", hans="待派车", en="approved, to be arranged"),
    "arranged": W(hant="已派車", hans="已派车", en="arranged"),
    "out": W(hant="已出車", hans="已出车", en="out"),
    "returned": W(hant="已回場", hans="已回场", en="back"),
    "refused": W(hant="未批准", hans="未批准", en="refused"),
    "withdrawn": W(hant="已撤回", hans="已撤回", en="withdrawn"),
    "cancelled": W(hant="已取消", hans="已取消", en="cancelled"),
}
TRIP_STEPS: dict[str, W] = {
    "ask": W(hant="申請用車", hans="申请用车", en="ask for a trip"),
    "approve": W(hant="批准用車", hans="批准用车", en="approve"),
    "refuse": W(hant="不批准", hans="不批准", en="refuse"),
    "withdraw": W(hant="撤回申請", hans="撤回申请", en="withdraw"),
    "arrange": W(hant="派車", hans="派车", en="arrange"),
    "depart": W(hant="出車", hans="出车", en="leave"),
    "return": W(hant="回場", hans="回场", en="come back"),
    "cancel": W(hant="取消用車", hans="取消用车", en="cancel"),
}
FINDINGS: dict[str, W] = {
    "distance_beyond": W(
        hant="行駛路程超出批准範圍", hans="行驶路程超出批准范围", en="farther than was approved"
    ),
}
"""What is found of a trip, by the code of the finding."""
NAMES: dict[str, dict[str, W]] = {
    "trip": TRIP_STATES,
    "trip_command": TRIP_STEPS,
    "trip_kind": {
        "city": W(hant="市區用車", hans="市区用车", en="within the city"),
        "long_distance": W(hant="長途用車", hans="长途用车", en="long distance"),
    },
}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {"TripState": (TRIP_STATES, TRIP_STEPS)}
"""States and steps by the name of the states' type."""

"""Words of what the program does by itself when it falls due, as histories have it."""

from chalicelib.core.words import Words as W

JOBS: dict[str, W] = {
    "dispatch-check": W(hant="時限到期", hans="时限到期", en="Fell due"),
    "reconciliation": W(hant="當日結單", hans="当日结单", en="Daily reconciliation"),
    "handovers": W(hant="接班提醒", hans="接班提醒", en="Reminder of the handover"),
    "plans": W(hant="計劃到期開單", hans="计划到期开单", en="Order opened as planned"),
    "imports": W(hant="逐行匯入", hans="逐行导入", en="Rows taken in"),
    "stays": W(hant="住宿時限到期", hans="住宿时限到期", en="The stay fell due"),
    "bed-offers": W(hant="按次序分配床位", hans="按次序分配床位", en="Beds offered in order"),
    "visits": W(hant="來訪時限到期", hans="来访时限到期", en="The visit fell due"),
    "books": W(hant="月結", hans="月结", en="Books of the month closed"),
    "receptions": W(hant="接待時限到期", hans="接待时限到期", en="The reception fell due"),
    "orphans": W(
        hant="附件未附上,已清理", hans="附件未附上,已清理", en="File not attached, removed"
    ),
    "retention": W(
        hant="個人資料到期處理", hans="个人资料到期处理", en="Personal data past its time"
    ),
    "deliver": W(hant="發送通知", hans="发送通知", en="Messages delivered"),
}

"""Names of what everybody, the administrator and finance do."""

from chalicelib.core.words import Words as W

OPERATIONS: dict[str, W] = {
    # who is here
    "me": W(hant="本人資料", hans="本人资料", en="who is signed in"),
    "inbox": W(hant="收件匣", hans="收件箱", en="inbox"),
    "person": W(hant="人員", hans="人员", en="person"),
    "people-search": W(hant="人員查詢", hans="人员查询", en="people"),
    "people-find": W(hant="按電話查找", hans="按电话查找", en="find by telephone"),
    "person-add": W(hant="新增人員", hans="新增人员", en="add somebody"),
    "person-change": W(hant="更改人員", hans="更改人员", en="change somebody"),
    "person-history": W(hant="人員歷史", hans="人员历史", en="history of a person"),
    "person-erase": W(hant="刪除個人資料", hans="删除个人资料", en="erase private values"),
    "waiting": W(hant="待辦", hans="待办", en="what waits"),
    "names": W(hant="姓名對照", hans="姓名对照", en="names"),
    "ledger-account": W(hant="總帳帳戶", hans="总账账户", en="account of the ledger"),
    # delegations
    "delegation": W(hant="代理", hans="代理", en="delegation"),
    "delegation-mine": W(hant="我的代理", hans="我的代理", en="one's delegations"),
    # telling
    "telling": W(hant="通知設定", hans="通知设置", en="who is told what"),
    "telling-set": W(hant="更改通知設定", hans="更改通知设置", en="settle who is told what"),
    "telling-test": W(hant="發送測試訊息", hans="发送测试消息", en="send a test message"),
    "my-telling": W(hant="我的通知方式", hans="我的通知方式", en="how one is told"),
    "my-telling-set": W(
        hant="更改我的通知方式", hans="更改我的通知方式", en="settle how one is told"
    ),
    "delivery": W(hant="未送達通知", hans="未送达通知", en="message that did not arrive"),
    "delivery-list": W(hant="未送達的通知", hans="未送达的通知", en="messages that did not arrive"),
    "delivery-send-again": W(hant="重新發送", hans="重新发送", en="send again"),
}

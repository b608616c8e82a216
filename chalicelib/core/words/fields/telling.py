"""Names of the fields of channels, rules and messages (P-tell)."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # channels and rules
    "channels": W(hant="通知渠道", hans="通知渠道", en="Channels"),
    "means": W(hant="通知方式", hans="通知方式", en="Means"),
    "target": W(hant="接收地址", hans="接收地址", en="Where it goes"),
    "secret": W(hant="簽名密鑰", hans="签名密钥", en="Secret"),
    "codes": W(hant="通知事項", hans="通知事项", en="What it is told of"),
    "notices": W(hant="可通知的事項", hans="可通知的事项", en="What there is to be told of"),
    "rules": W(hant="通知規則", hans="通知规则", en="Rules"),
    "available": W(hant="可用方式", hans="可用方式", en="Means there are"),
    "optional": W(hant="本人可自選", hans="本人可自选", en="Each may choose"),
    "choices": W(hant="本人選擇", hans="本人选择", en="One's own choices"),
    "mail": W(hant="電郵地址", hans="电邮地址", en="E-mail address"),
    "forget_mail": W(hant="刪除電郵地址", hans="删除电邮地址", en="Forget the e-mail address"),
    **own("MyTelling", mine=W(hant="本人設定", hans="本人设置", en="One's own settings")),
    **own(
        "SetChannel",
        "ChannelView",
        id=W(hant="渠道代號", hans="渠道代号", en="Key of the channel"),
        departments=W(hant="適用部門", hans="适用部门", en="Of these departments"),
    ),
    **own("TryChannel", channel=W(hant="通知渠道", hans="通知渠道", en="Channel")),
    **own(
        "SetChoice",
        "Choice",
        "SetRule",
        "Rule",
        "Subject",
        code=W(hant="通知事項", hans="通知事项", en="What it is of"),
    ),
    **own("SetChoice", "Choice", by=W(hant="通知方式", hans="通知方式", en="By")),
    **own(
        "SetRule",
        "Rule",
        staff=W(hant="通知員工的方式", hans="通知员工的方式", en="To staff by"),
        owners=W(hant="通知業戶的方式", hans="通知业户的方式", en="To owners by"),
    ),
    # messages
    "text": W(hant="內容", hans="内容", en="Text"),
    "tries": W(hant="嘗試次數", hans="尝试次数", en="Tries"),
    "next_try": W(hant="下次嘗試", hans="下次尝试", en="Next try"),
    "waiting": W(hant="待重試", hans="待重试", en="To be tried again"),
    "parked": W(hant="已擱置", hans="已搁置", en="Parked"),
    **own("Delivery", channel=W(hant="通知渠道", hans="通知渠道", en="Channel")),
}

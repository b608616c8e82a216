"""Words around a message that leaves the program (P-tell, P-words)."""

from chalicelib.core.words import Words as W

SUBJECT = W(hant="【{site}】{text}", hans="【{site}】{text}", en="[{site}] {text}")
MAIL = W(
    hant="{text}\n\n詳情請登入前臺系統查看。此郵件由系統發出,無須回覆。\n訊息編號:{id}",
    hans="{text}\n\n详情请登录前台系统查看。此邮件由系统发出,无须回复。\n消息编号:{id}",
    en="{text}\n\nSign in to the front desk to see more. Sent by the system; do not reply.\n"
    "Message: {id}",
)
NOTE = W(
    hant="【{site}】{text}\n({id})", hans="【{site}】{text}\n({id})", en="[{site}] {text}\n({id})"
)

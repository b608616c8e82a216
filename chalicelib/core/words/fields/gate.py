"""Names of the fields of access passes 出入證, the gate and visits."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # passes and the gate
    "access_pass": W(hant="出入證", hans="出入证", en="Access pass"),
    "holder": W(hant="持證人", hans="持证人", en="Holder"),
    "valid_from": W(hant="有效期起", hans="有效期起", en="Valid from"),
    "valid_until": W(hant="有效期至", hans="有效期至", en="Valid until"),
    "replaced_by": W(hant="補發的出入證", hans="补发的出入证", en="Replaced by"),
    "lent": W(hant="轉借記錄", hans="转借记录", en="Found lent"),
    "svg": W(hant="二維碼", hans="二维码", en="QR code"),
    "check": W(hant="查驗記錄", hans="查验记录", en="Answer of the gate"),
    "checked": W(hant="查驗方式", hans="查验方式", en="Checked"),
    "recorded": W(hant="已記錄", hans="已记录", en="Recorded"),
    "verdict": W(hant="結論", hans="结论", en="Verdict"),
    "guard": W(hant="保安員", hans="保安员", en="Guard"),
    "guard_name": W(hant="保安員姓名", hans="保安员姓名", en="Name of the guard"),
    "holder_differs": W(hant="持證人不符", hans="持证人不符", en="The holder differs"),
    "visitor": W(hant="訪客", hans="访客", en="Visitor"),
    "whom": W(hant="被訪人", hans="被访人", en="Whom they visit"),
    "visit": W(hant="來訪", hans="来访", en="Visit"),
    "out": W(hant="離開登記", hans="离开登记", en="Signed out"),
    "late_at": W(hant="逾時時間", hans="逾时时间", en="Late since"),
    "leaves": W(hant="留宿批准", hans="留宿批准", en="Leave to stay"),
    "overnight_from": W(hant="留宿起算時間", hans="留宿起算时间", en="Overnight from"),
    "overnight_at": W(hant="留宿時間", hans="留宿时间", en="Stayed overnight at"),
    "answers": W(hant="責任人", hans="责任人", en="Who answers for it"),
    "night": W(hant="夜晚", hans="夜晚", en="Night"),
    **own(
        "AccessPass",
        copy=W(hant="第幾張", hans="第几张", en="Which copy"),
        ended=W(hant="失效", hans="失效", en="Ended"),
    ),
    **own("AccessPass", "Carried", "GateCheck", place=W(hant="床位", hans="床位", en="Bed")),
    **own(
        "CarriedPage",
        key=W(hant="公開金鑰", hans="公钥", en="Public key"),
        since=W(hant="名單起點", hans="名单起点", en="Known since"),
    ),
    **own(
        "PassCode",
        "chalicelib.lodging.gate.forms.Ask",
        code=W(hant="出入證代碼", hans="出入证代码", en="Code of the pass"),
    ),
    **own(
        "chalicelib.lodging.gate.forms.Ask",
        employee=W(hant="來訪員工", hans="来访员工", en="Visiting employee"),
    ),
    **own(
        "chalicelib.lodging.gate.forms.Ask",
        "GateCheck",
        asked_at=W(hant="掃描時間", hans="扫描时间", en="Scanned at"),
    ),
    **own(
        "VisitingEmployee",
        employee=W(hant="來訪員工", hans="来访员工", en="Visiting employee"),
    ),
    **own("DayVisitor", name=W(hant="訪客姓名", hans="访客姓名", en="Name of the visitor")),
    **own("GateAnswer", words=W(hant="告知內容", hans="告知内容", en="What to say")),
    **own("GateAnswer", "GateCheck", why=W(hant="判斷依據", hans="判断依据", en="Why")),
    **own("Leave", given=W(hant="批准人", hans="批准人", en="Given by")),
    **own("Lent", times=W(hant="發現次數", hans="发现次数", en="Found, times")),
}

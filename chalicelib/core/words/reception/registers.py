"""Words of the reports and the register of receptions (P-report)."""

from chalicelib.core.words import Words as W

PARTS: dict[str, W] = {
    "overview": W(hant="總覽", hans="总览", en="Overview"),
    "groups": W(hant="分期", hans="分期", en="Periods"),
    "departments": W(hant="接待部門", hans="接待部门", en="Departments"),
    "kinds": W(hant="來賓類別", hans="来宾类别", en="Guests"),
    "register": W(hant="接待登記冊", hans="接待登记册", en="Register"),
    "guests": W(hant="來賓費用", hans="来宾费用", en="Cost per guest"),
    "exceptions": W(hant="特批事項", hans="特批事项", en="Exceptions"),
}
"""The tables of the report."""

FIGURES: dict[str, W] = {
    "receptions": W(hant="接待批次", hans="接待批次", en="Receptions"),
    "guests": W(hant="來賓人次", hans="来宾人次", en="Guests"),
    "granted": W(hant="特批項數", hans="特批项数", en="Exceptions granted"),
    "budget": W(hant="預算(元)", hans="预算(元)", en="Budget (CNY)"),
    "spent": W(hant="已報(元)", hans="已报(元)", en="Spent (CNY)"),
    "borne": W(hant="其中承擔(元)", hans="其中承担(元)", en="Of these borne (CNY)"),
    "advanced": W(hant="其中墊付(元)", hans="其中垫付(元)", en="Of these advanced (CNY)"),
    "per_guest": W(hant="人均(元)", hans="人均(元)", en="Per guest (CNY)"),
    "used": W(hant="預算執行率", hans="预算执行率", en="Of the budget"),
}
"""What the report counts."""

HEADINGS: dict[str, W] = {
    "title": W(hant="公務接待報表", hans="公务接待报表", en="Official receptions"),
    "figure": W(hant="項目", hans="项目", en="Figure"),
    "value": W(hant="數值", hans="数值", en="Value"),
    "department": W(hant="接待部門", hans="接待部门", en="Department"),
    "kind": W(hant="來賓類別", hans="来宾类别", en="Guests"),
    "number": W(hant="申請編號", hans="申请编号", en="Number"),
    "state": W(hant="狀態", hans="状态", en="State"),
    "first": W(hant="起", hans="起", en="From"),
    "last": W(hant="止", hans="止", en="To"),
    "purpose": W(hant="事由", hans="事由", en="Purpose"),
    "letter": W(hant="公函", hans="公函", en="Official letter"),
    "guests": W(hant="來賓", hans="来宾", en="Guests"),
    "guest": W(hant="來賓", hans="来宾", en="Guest"),
    "cost": W(hant="費用(元)", hans="费用(元)", en="Cost (CNY)"),
    "people": W(hant="人數", hans="人数", en="How many"),
    "hosts": W(hant="陪餐人數", hans="陪餐人数", en="Accompanying"),
    "budget": W(hant="預算(元)", hans="预算(元)", en="Budget (CNY)"),
    "spent": W(hant="已報(元)", hans="已报(元)", en="Spent (CNY)"),
    "per_guest": W(hant="人均(元)", hans="人均(元)", en="Per guest (CNY)"),
    "signed": W(hant="審批", hans="审批", en="Approved by"),
    "granted": W(hant="特批項數", hans="特批项数", en="Exceptions granted"),
    "asks": W(hant="特批事項", hans="特批事项", en="Exception"),
    "code": W(hant="物品", hans="物品", en="Item"),
    "line": W(hant="行程項", hans="行程项", en="Line"),
    "words": W(hant="內容", hans="内容", en="What for"),
    "decision": W(hant="決定", hans="决定", en="Decision"),
    "said": W(hant="批示", hans="批示", en="Words"),
    "by": W(hant="批准人", hans="批准人", en="Decided by"),
    "on": W(hant="日期", hans="日期", en="On"),
    "yes": W(hant="批准", hans="批准", en="granted"),
    "no": W(hant="不批准", hans="不批准", en="not granted"),
}

REFUSED: dict[str, tuple[W, W]] = {}
FAULT: dict[str, W] = {
    "too_many_receptions": W(
        hant="一份報表最多計 {max} 次接待;請縮短期間,分次查閱。",
        hans="一份报表最多计 {max} 次接待;请缩短期间,分次查阅。",
        en="A report counts at most {max} receptions; ask for fewer days at a time.",
    ),
}
TOLD_OF: dict[str, W] = {}
MEMO: dict[str, W] = {}
PAPER: dict[str, W] = {}
NAMES: dict[str, dict[str, W]] = {"reception_table": PARTS}
"""What the API names by a code, by the name under which clients ask for it."""
LIVES: dict[str, tuple[dict[str, W], dict[str, W]]] = {}
"""States and steps by the name of the states' type."""

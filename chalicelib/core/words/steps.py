"""Words of the refusals of steps of any record: whose they are, and which comes before (P-who)."""

from chalicelib.core.words import Words as W

REFUSED: dict[str, tuple[W, W]] = {
    "not_your_step": (
        W(hant="無權辦理", hans="无权办理", en="Not yours to do"),
        W(
            hant="此事由以下角色辦理:{roles}。",
            hans="此事由以下角色办理:{roles}。",
            en="This is for: {roles}.",
        ),
    ),
    "other_department": (
        W(hant="不屬於您的部門", hans="不属于您的部门", en="Another department's"),
        W(
            hant="此事由所屬部門辦理;工單派錯部門時,請由前臺轉派。",
            hans="此事由所属部门办理;工单派错部门时,请由前台转派。",
            en="The department concerned does this itself; "
            "an order that is with the wrong one is reassigned by the desk.",
        ),
    ),
    "other_assignee": (
        W(hant="已由他人接單", hans="已由他人接单", en="Somebody else's order"),
        W(
            hant="此單由他人負責;請由該人、部門主管辦理,或請前臺改派。",
            hans="此单由他人负责;请由该人、部门主管办理,或请前台改派。",
            en="Somebody else has the order; they or the department head go on, "
            "or the desk reassigns it.",
        ),
    ),
    "own_roles": (
        W(hant="不可更改自己的角色", hans="不可更改自己的角色", en="Not your own roles"),
        W(
            hant="自己的角色由另一位管理員更改。",
            hans="自己的角色由另一位管理员更改。",
            en="Another administrator changes what you are.",
        ),
    ),
    "known_already": (
        W(hant="已有此人", hans="已有此人", en="Known already"),
        W(
            hant="{id} 已是本項目的{name};請改用別的帳號,或更改此人。",
            hans="{id} 已是本项目的{name};请改用别的账号,或更改此人。",
            en="{id} is {name} at this site already; choose another, or change that person.",
        ),
    ),
    "own_work": (
        W(hant="不得驗收或審核自己的工作", hans="不得验收或审核自己的工作", en="Your own work"),
        W(
            hant="您參與過此單,須由另一人辦理此步驟。",
            hans="您参与过此单,须由另一人办理此步骤。",
            en="You took part in it; somebody else has to take this step.",
        ),
    ),
    "signature_differs": (
        W(hant="簽名不符", hans="签名不符", en="The signature differs"),
        W(
            hant="請輸入您自己的姓名作為簽名。",
            hans="请输入您自己的姓名作为签名。",
            en="Type your own name as it is in the directory.",
        ),
    ),
    "out_of_order": (
        W(hant="步驟未到", hans="步骤未到", en="Out of order"),
        W(
            hant="目前為「{state}」;請先完成「{step}」。",
            hans="目前为“{state}”;请先完成“{step}”。",
            en="It is at “{state}”; first comes “{step}”.",
        ),
    ),
    "too_late": (
        W(hant="此步驟已過", hans="此步骤已过", en="Too late for this step"),
        W(
            hant="目前為「{state}」,此步驟不再適用;請看現在的可辦事項。",
            hans="目前为“{state}”,此步骤不再适用;请看现在的可办事项。",
            en="It is at “{state}” and past this step; see what may be done now.",
        ),
    ),
}

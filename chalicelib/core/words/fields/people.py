"""Names of the fields of people, departments and delegations."""

from chalicelib.core.words import Words as W
from chalicelib.core.words.fields.own import own

FIELDS: dict[str, W] = {
    # people
    "person": W(hant="人員", hans="人员", en="Person"),
    "phone": W(hant="電話", hans="电话", en="Phone"),
    "phone_tail": W(hant="電話末幾位", hans="电话末几位", en="End of the phone number"),
    "department": W(hant="部門", hans="部门", en="Department"),
    "departments": W(hant="部門", hans="部门", en="Departments"),
    "supervisor": W(hant="主管", hans="主管", en="Supervisor"),
    "staff": W(hant="部門人員", hans="部门人员", en="Staff"),
    "active": W(hant="在職", hans="在职", en="Active"),
    "units": W(hant="名下單元", hans="名下单元", en="Units"),
    "building": W(hant="樓棟", hans="楼栋", en="Building"),
    "people": W(hant="人員", hans="人员", en="People"),
    "owners": W(hant="業戶", hans="业户", en="Owners"),
    "erasure": W(hant="預定刪除日期", hans="预定删除日期", en="To be erased"),
    "erased_at": W(hant="刪除時間", hans="删除时间", en="Erased"),
    "title": W(hant="職務", hans="职务", en="Title"),
    "site_name": W(hant="項目名稱", hans="项目名称", en="Name of the site"),
    "desks": W(hant="開設的服務臺", hans="开设的服务台", en="Desks"),
    "time_zone": W(hant="時區", hans="时区", en="Time zone"),
    **own("Me", departments=W(hant="項目各部門", hans="项目各部门", en="Departments of the site")),
    **own(
        "AddDepartment",
        "Department",
        "MyDepartment",
        key=W(hant="部門代號", hans="部门代号", en="Key of the department"),
    ),
    **own(
        "AddDepartment",
        "ChangeDepartment",
        "Department",
        "MyDepartment",
        name=W(hant="部門名稱", hans="部门名称", en="Department"),
    ),
    **own(
        "ChangeDepartment",
        "Department",
        "MyDepartment",
        closed=W(hant="停止派單", hans="停止派单", en="Closed for new orders"),
    ),
    **own(
        "AddPerson",
        "Me",
        "PersonView",
        id=W(hant="登入帳號", hans="登录账号", en="Name to sign in with"),
    ),
    # delegations
    "giver": W(hant="委託人", hans="委托人", en="Given by"),
    "giver_name": W(hant="委託人姓名", hans="委托人姓名", en="Name of who gave it"),
    "taker": W(hant="代理人", hans="代理人", en="Substitute"),
    "taker_name": W(hant="代理人姓名", hans="代理人姓名", en="Name of the substitute"),
    "given_at": W(hant="委託時間", hans="委托时间", en="Given at"),
    "ended_at": W(hant="結束時間", hans="结束时间", en="Ended at"),
    "ended_words": W(hant="結束說明", hans="结束说明", en="Words at its end"),
    **own(
        "MyDelegations",
        given=W(hant="本人委託他人", hans="本人委托他人", en="Given"),
        taken=W(hant="本人受託", hans="本人受托", en="Taken"),
    ),
    **own("DelegationView", in_force=W(hant="生效中", hans="生效中", en="In force now")),
}

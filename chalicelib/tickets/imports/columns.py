"""The columns of each kind of rows, and what they may be called. Pure."""

from dataclasses import dataclass

from chalicelib.tickets.imports.model import ImportKind


@dataclass(frozen=True)
class Field:
    """A field of a row, and what its column may be called besides its name in the catalogue."""

    name: str
    words: str
    also: str = ""
    required: bool = True


_PERSON = "編號 编号 人員編號 人员编号 工號 工号 帳號 账号 登入名 登录名 id"
_PHONE = (
    "電話號碼 电话号码 手機 手机 手機號 手机号 手機號碼 手机号码 "
    "聯絡電話 联系电话 聯繫電話 联系方式 mobile telephone phonenumber"
)
_UNIT = (
    "單元 单元 房號 房号 房間號 房间号 單元號 单元号 單位 单位 房屋編號 房屋编号 戶號 户号 "
    "unit unitid unitno room flat"
)
_PEOPLE = (
    "姓名 業主 业主 業主姓名 业主姓名 業戶 业户 業戶姓名 业户姓名 name owner ownername fullname"
)
FIELDS: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.UNITS: (
        Field("id", "unit_id", f"{_UNIT} 編號 编号 id"),
        Field("building", "building", "樓宇 楼宇 樓號 楼号 棟號 栋号 座 幢 block tower"),
        Field(
            "handover",
            "handover",
            "交付時間 交付时间 交樓日期 交楼日期 交房日期 收樓日期 收楼日期 handover",
            required=False,
        ),
    ),
    ImportKind.OWNERS: (
        Field("id", "person_id", f"業戶編號 业户编号 業主編號 业主编号 {_PERSON}", required=False),
        Field("name", "owner_name", _PEOPLE),
        Field("phone", "phone", f"業主電話 业主电话 {_PHONE}", required=False),
        Field("units", "units", f"單元編號 单元编号 {_UNIT}", required=False),
    ),
    ImportKind.STAFF: (
        Field("id", "person_id", f"員工編號 员工编号 staffid {_PERSON}"),
        Field("name", "name", "員工姓名 员工姓名 名字 fullname"),
        Field("roles", "roles", "職務 职务 崗位 岗位 職位 职位 role"),
        Field("department", "department", "所屬部門 所属部门", required=False),
        Field("phone", "phone", _PHONE, required=False),
    ),
    ImportKind.PRICES: (
        Field("code", "code", "編號 编号 項目編碼 项目编码 id"),
        Field("kind", "price_kind", "類型 类型 type"),
        Field("name", "price_name", "項目 项目 項目名稱 项目名称 品名 繁體名稱 繁体名称 name item"),
        Field("name_hans", "name_hans", required=False),
        Field("name_en", "name_en", required=False),
        Field("unit", "price_unit", "單位 单位 計量單位 计量单位 繁體單位 繁体单位 unit"),
        Field("unit_hans", "unit_hans", required=False),
        Field("unit_en", "unit_en", required=False),
        Field("price", "price", "單價 单价 價格 价格 金額 金额 price"),
    ),
    ImportKind.TICKETS: (
        Field(
            "number",
            "number",
            "單號 单号 工單號 工单号 原工單號 原工单号 編號 编号 number ordernumber",
        ),
        Field("kind", "kind", "類別 类别 類型 类型 事項類型 事项类型 kind type"),
        Field(
            "received_at",
            "received_at",
            "受理日期 日期 時間 时间 報修時間 报修时间 received date",
        ),
        Field(
            "words",
            "words",
            "描述 問題描述 问题描述 報修內容 报修内容 事由 description content",
        ),
        Field("name", "reporter", f"來電人 来电人 聯絡人 联系人 報修人 报修人 {_PEOPLE}"),
        Field("phone", "phone", _PHONE),
        Field("unit", "unit_id", _UNIT, required=False),
        Field("area", "area", "公共部位 地點 地点 位置 area place", required=False),
        Field("item", "item", "項目 项目", required=False),
        Field("category", "category", "投訴類型 投诉类型", required=False),
        Field("channel", "channel", "來源 来源 受理渠道 source", required=False),
        Field(
            "reference",
            "reference",
            "來文編號 来文编号 轉辦單號 转办单号 投訴編號 投诉编号 sourcenumber",
            required=False,
        ),
        Field(
            "passed_on_at", "passed_on_at", "轉辦時間 转办时间 來文日期 来文日期", required=False
        ),
        Field("department", "department", "責任部門 责任部门 派往部門 派往部门", required=False),
        Field("status", "status", "進度 进度 處理狀態 处理状态 state", required=False),
    ),
}

"""What a cell may say where there is a choice, and what each choice is called. Pure."""

from collections.abc import Mapping

from chalicelib.core.site import Site
from chalicelib.core.words import Words
from chalicelib.core.words.settings import CATEGORIES
from chalicelib.core.words.shared import ROLES
from chalicelib.core.words.tickets import CHANNELS, ITEMS, KINDS, PRICES, STATES
from chalicelib.tickets.imports.model import ImportKind
from chalicelib.tickets.model.matter import State
from chalicelib.tickets.rules.passing import OVER

_OPEN = {code: words for code, words in STATES.items() if State(code) not in OVER}
_CHOICES: dict[str, Mapping[str, Words]] = {
    "item": ITEMS,
    "channel": CHANNELS,
    "roles": ROLES,
    "status": _OPEN,
    "category": CATEGORIES,
}
_ALSO = {
    "kind": {
        "repair_public": "公共報修 公共报修 公區報修 公区报修 公共維修 公共维修",
        "repair_indoor": "戶內報修 户内报修 室內維修 室内维修 入戶維修 入户维修",
        "inquiry": "咨詢 查詢 查询",
    },
    "channel": {
        "phone": "電話 电话 熱線 热线",
        "walk_in": "上門 上门 現場 现场 前臺 前台",
        "mobile": "微信 小程序 公眾號 公众号 app",
        "group_service_centre": "集團客服中心 集团客服中心 集團客服 集团客服",
        "quality_office": "質量辦 质量办",
    },
}
"""By code, what else sites call it: never what might mean two of them."""
STILL_OPEN = (
    "未完成 未處理 未处理 未結 未结 未結案 未结案 待處理 待处理 待派單 待派单 "
    "處理中 处理中 進行中 进行中 跟進中 跟进中 維修中 维修中 open pending inprogress"
)
"""What else sites write beside a matter that is not over."""
OVER_BY_NOW = (
    "完成 已完成 已處理 已处理 處理完畢 处理完毕 已修復 已修复 結案 结案 已結 已结 "
    "取消 關閉 关闭 已關閉 已关闭 done finished resolved"
)
"""And beside one that is."""


def also(field: str) -> Mapping[str, str]:
    """By code, what else a choice may be called, divided by blanks."""
    return _ALSO.get(field, {})


def choices(field: str, kind: ImportKind, site: Site) -> Mapping[str, Words]:
    """By their codes, those that are offered; none where a cell says what it likes."""
    if field == "kind":
        return PRICES if kind is ImportKind.PRICES else KINDS
    if field == "department":
        return {each.key: each.name for each in site.departments if not each.closed}
    return _CHOICES.get(field, {})

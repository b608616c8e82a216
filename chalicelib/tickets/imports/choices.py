"""What a cell may say where there is a choice, and what each choice is called. Pure."""

from collections.abc import Mapping

from chalicelib.core.site import Site
from chalicelib.core.words import Words
from chalicelib.core.words.labels import CHANNELS, ITEMS, KINDS, PRICES, ROLES, STATES
from chalicelib.core.words.settings import CATEGORIES
from chalicelib.tickets.imports.model import ImportKind
from chalicelib.tickets.model import State
from chalicelib.tickets.rules.passing import OVER

_OPEN = {code: words for code, words in STATES.items() if State(code) not in OVER}
_CHOICES: dict[str, Mapping[str, Words]] = {
    "item": ITEMS,
    "channel": CHANNELS,
    "roles": ROLES,
    "status": _OPEN,
    "category": CATEGORIES,
}
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


def choices(field: str, kind: ImportKind, site: Site) -> Mapping[str, Words]:
    """By their codes, those that are offered; none where a cell says what it likes."""
    if field == "kind":
        return PRICES if kind is ImportKind.PRICES else KINDS
    if field == "department":
        return {each.key: each.name for each in site.departments if not each.closed}
    return _CHOICES.get(field, {})

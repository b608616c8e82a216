"""What the tests of imports begin with."""

from typing import Any

from chalicelib.core.people import Person
from tests.support.residents import stored
from tests.support.world import Reply, World

PHONE = "138 0013 8555"
UNITS = [
    ["單元編號", "樓棟", "交付日期", "備註"],
    ["D-0001", "D", "2026/3/1", "樣板房"],
    ["D-0002", "D", "", ""],
]
OWNERS = [
    ["業戶姓名", "電話", "單元編號"],
    ["王小明", PHONE, "D-0001"],
    ["王小明", "13800138555", "D-0002"],
]


def counts(**found: int) -> dict[str, int]:
    rows = sum(found.values())
    none = {"stored": 0, "known": 0, "differing": 0, "faulty": 0}
    return {"rows": rows, "done": rows, **none, **found}


def caller(world: World, phone: str = PHONE) -> Person:
    return stored(world, Person, world.house.vault.caller_id(world.site, phone))


def codes(reply: Reply) -> set[str]:
    return {each["code"] for each in reply.json["errors"]}


TICKET_HEADS = ["單號", "類別", "受理時間", "內容", "報修人", "電話", "房號", "地點", "維修項目",
                "投訴類別", "部門", "狀態", "渠道", "來源編號", "轉來時間"]  # fmt: skip


def matter(**given: Any) -> list[Any]:
    """An indoor repair of last week, unless said otherwise."""
    known = {
        "單號": "WX-7",
        "類別": "室內報修",
        "受理時間": "2026-02-26 10:00",
        "內容": "漏水",
        "報修人": "黃",
        "電話": "13800138001",
        "房號": "A-1203",
        "維修項目": "給排水",
    } | given
    return [known.get(head, "") for head in TICKET_HEADS]

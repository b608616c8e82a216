"""What there is to print, by the API: orders of the estate, letters and money of the hospital."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from local.demo import Desk
from tests.console.hospital import today

UNITS = ("市衛生局", "省醫學會", "市第二醫院")
LONG = "自上週四晚間起,客廳與走廊之間的天花吊頂持續滲水,牆面起泡脫落,已影響木地板。" * 20
_numbers = count(1)


def call(desk: Desk, method: str, path: str, who: str, form: Any = None, match: Any = None) -> Any:
    """What is answered; it must not be refused."""
    status, headers, answer = desk.call(method, path, who, form, match)
    assert status < 400, answer
    return answer | {"etag": headers["ETag"]}


def step(desk: Desk, record: str, command: str, who: str, /, **form: Any) -> Any:
    """A step on a record as it stands now."""
    etag = call(desk, "GET", record, who)["etag"]
    return call(desk, "POST", f"{record}/{command}", who, form, etag)


def ticket(desk: Desk, **form: Any) -> str:
    """What the desk took in just now: its path."""
    given = {"channel": "phone", "person": "owner-lau", "unit": "B-0502"} | form
    filled = {key: value for key, value in given.items() if value is not None}
    return f"/tickets/{call(desk, 'POST', '/tickets', 'desk-chan', filled)['ticket']['id']}"


def quoted(desk: Desk, lines: int) -> str:
    """A paid repair whose quotation has so many lines."""
    path = ticket(desk, kind="repair_indoor", item="plumbing", words="全屋給排水翻修")
    step(desk, path, "dispatch", "desk-chan", department="engineering")
    step(desk, path, "take", "engineer-lee", signed_name="李國強")
    prices = [each["code"] for each in call(desk, "GET", "/desk", "desk-chan")["terms"]["prices"]]
    used = [
        {"code": prices[place % len(prices)], "quantity": str(place + 1)} for place in range(lines)
    ]
    step(desk, path, "quote", "engineer-lee", lines=used)
    return path


def paid(desk: Desk) -> str:
    """A repair that its owner paid for."""
    path = quoted(desk, 2)
    lines = [{"code": "labour-plumber", "quantity": "1"}]
    step(desk, path, "consent", "owner-lau", manner="in_app", signed_name="劉志強")
    step(desk, path, "start", "engineer-lee")
    step(desk, path, "complete", "engineer-lee", result="已換水龍頭", lines=lines)
    step(desk, path, "pay", "finance-ho", method="wechat")
    return path


def decided(desk: Desk) -> str:
    """A second complaint about one matter, passed on by the group, that the GM decided."""
    about = {"kind": "complaint", "category": "noise", "words": LONG[:1000]}
    source = {"reference": f"JT-{next(_numbers)}", "received_at": _hence(-1)}
    earlier = ticket(desk, **about).removeprefix("/tickets/")
    path = ticket(desk, **about, source=source, channel="group_service_centre")
    step(desk, path, "same-matter", "desk-chan", earlier=earlier, words="同一戶")
    step(desk, path, "decide", "gm-ng", words="三日內辦結", signed_name="吳建國")
    return path


def hospital(desk: Desk) -> Desk:
    """The same server, of the hospital."""
    return replace(desk, site="mercy-hospital")


def letter(desk: Desk, people: int) -> str:
    """A reception letter that announces so many."""
    coming = [
        {"name": f"歐陽教授{place}", "title": "教授", "unit": "省醫學院附屬醫院", "rank": "學者"}
        for place in range(1, people + 1)
    ]
    leg = {"by": "train", "number": "G6013", "departs_at": _hence(48), "arrives_at": _hence(51)}
    form = {
        "direction": "outgoing",
        "kind": "reception_letter",
        "unit": "集團深圳醫院",
        "people": coming,
        "journey": [leg],
        "contact": {"name": "蘇美珍", "phone": "13800138000"},
        "standard": {"words": "普通住宿、工作餐"},
        "payment": "between_units",
        "answer_by": _hence(24),
        "words": "參加手術示範",
    }
    return f"/letters/{call(desk, 'POST', '/letters', 'office-so', form)['letter']['id']}"


def settled(desk: Desk, lines: int) -> tuple[str, str]:
    """A paid claim of so many lines, half of it advanced for other units, and its settlement."""
    reception = _approved(desk)
    name = f"/receptions/{reception}"
    asked = {"reception": reception, "fen": 100_000, "reason": "接待備用"}
    advance = call(desk, "POST", "/advances", "office-so", asked)["advance"]["id"]
    step(desk, f"/advances/{advance}", "approve", "hospital-gm-lok")
    step(desk, f"/advances/{advance}", "pay", "hospital-finance-yu", method="cash")
    bought = [
        {
            "line": "1" if place % 2 else "2",
            "words": "會議資料印刷",
            "receipt": {
                "number": f"2444-{next(_numbers):08d}",
                "seller": "同慶樓",
                "dated": str(today()),
            },
            "fen": 10_000 + place,
        }
        for place in range(lines)
    ]
    form = {"reception": reception, "lines": bought, "advance": advance, "from_advance": 100_000}
    claim = f"/claims/{call(desk, 'POST', '/claims', 'office-so', form)['claim']['id']}"
    step(desk, claim, "submit", "office-so")
    step(desk, claim, "approve", "hospital-gm-lok")
    step(desk, claim, "pay", "hospital-finance-yu", method="cash")
    step(desk, name, "depart", "host-mak")
    drawn = call(desk, "POST", "/settlements", "hospital-finance-yu", {"reception": reception})
    settlement = f"/settlements/{drawn['settlement']['id']}"
    step(desk, settlement, "send", "hospital-finance-tam")
    return claim, settlement


def _approved(desk: Desk) -> str:
    """A reception of three units' guests, today, with what the house bears and what it advances."""
    guests = [{"name": "來賓", "unit": unit, "title": "科長", "rank": "staff"} for unit in UNITS]
    day = str(today())
    form = {
        "kind": "superior",
        "purpose": "年度醫療質量檢查",
        "guests": guests,
        "letter": {"reference": f"衛函{next(_numbers)}號", "unit": "省衛健委", "dated": day},
        "first": day,
        "last": day,
        "counterpart": "cardiology",
    }
    id = str(call(desk, "POST", "/receptions", "host-mak", form)["reception"]["id"])
    plan = [
        {"kind": "other", "words": "會務", "fen": 900_000, "bearer": bearer, "day": day}
        for bearer in ("host", "advance")
    ]
    step(desk, f"/receptions/{id}", "plan", "host-mak", lines=plan)
    step(desk, f"/receptions/{id}", "submit", "host-mak")
    seen = step(desk, f"/receptions/{id}", "approve", "office-head-kam")
    grants = [
        {name: each["asked"][name] for name in ("asks", "line", "code")} | {"yes": True}
        for each in seen["asks"]
    ]
    step(desk, f"/receptions/{id}", "approve", "hospital-gm-lok", grants=grants)
    return id


def _hence(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()

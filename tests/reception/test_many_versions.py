"""A large reception, handed in again and again, stays within what a record holds (P-approve)."""

import itertools
import json
from typing import Any

import pytest

from chalicelib.reception.claims import service as claims
from chalicelib.reception.receptions import service as receptions
from chalicelib.reception.receptions.forms import MOST_GUESTS
from chalicelib.reception.receptions.model import MOST_LINES
from chalicelib.service.operations import Call, Command
from chalicelib.service.requests import Service
from tests.reception.walking import CASHIER, SITE, opened
from tests.support.hospital import GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.world import MONDAY, Clock

TIMES = 30


class House:
    """The real service over a store in memory."""

    def __init__(self) -> None:
        self.store, self.ids = opened().fork(), itertools.count(1)
        self.service = Service(
            store=self.store,
            clock=Clock(MONDAY),
            fresh_id=lambda at: f"n{next(self.ids):04d}",
            pause=lambda attempt: None,
        )
        every = (
            *receptions.operations(lambda: None),  # type: ignore[arg-type, return-value]
            *claims.operations(lambda: self.store, lambda: None),  # type: ignore[arg-type, return-value]
        )
        self.ops = {each.name: each for each in every if isinstance(each, Command)}

    def ask(self, op: str, who: str, form: Any, version: int | None = None, **params: str) -> Any:
        call = Call(
            person=who,
            params={"site": SITE, **params},
            body=json.dumps(form).encode(),
            key=f"key-{next(self.ids)}",
            if_match=None if version is None else f'"{version}"',
        )
        return json.loads(self.service.command(self.ops[op], call).body)

    def done(self, kind: str, reply: Any, step: str, who: str, **form: Any) -> Any:
        """A step on the record as it was last answered."""
        return self.ask(f"{kind}-{step}", who, form, reply["version"], **{kind: reply[kind]["id"]})


def request(today: str) -> dict[str, Any]:
    guest = {"unit": "市第二人民醫院心血管內科", "title": "副主任醫師", "rank": "staff"}
    return {
        "kind": "group_staff",
        "purpose": "進修",
        "guests": [{**guest, "name": f"進修醫師 {number}"} for number in range(MOST_GUESTS)],
        "letter": {"reference": "函 1", "unit": "市衛生局", "dated": today},
        "first": today,
        "last": today,
    }


def lines(reply: Any, turn: int) -> list[dict[str, Any]]:
    """Every line for every guest by name, at another price each time."""
    content = reply["reception"]["content"]
    guests = [each["key"] for each in content["guests"]]
    keys = [each["key"] for each in content["lines"]] or [None] * MOST_LINES
    line = {"kind": "ticket", "day": content["first"], "bearer": "advance", "guests": guests}
    return [
        {**line, "key": key, "words": f"第 {place} 日返程車票", "fen": 4000 + turn}
        for place, key in enumerate(keys)
    ]


def granting(reply: Any) -> list[dict[str, Any]]:
    """Yes to everything that the GM is asked for."""
    asked = (each["asked"] for each in reply["asks"])
    return [
        {name: each[name] for name in ("asks", "line", "code")} | {"yes": True} for each in asked
    ]


@pytest.mark.clause("P-approve", "R-4.3.5", "R-4.3.6")
def test_sixty_guests_and_lines_handed_in_thirty_times_are_signed_changed_and_paid() -> None:
    house, today = House(), f"{MONDAY:%Y-%m-%d}"
    reply = house.ask("reception-request", HOST, request(today))
    for turn in range(TIMES):
        reply = house.done("reception", reply, "plan", HOST, lines=lines(reply, turn))
        reply = house.done("reception", reply, "submit", HOST)
        if turn % 2:
            reply = house.done("reception", reply, "approve", OFFICE_HEAD)
            reply = house.done("reception", reply, "approve", GM, grants=granting(reply))
    shown = reply["reception"]
    assert shown["chain"]["version"] == TIMES
    assert shown["earlier"]["version"] == TIMES - 2
    assert len(shown["granted_before"]) == len(shown["granted"])
    assert {each["field"] for each in reply["differences"]} == {
        f"lines/{key}/fen" for key in range(1, MOST_LINES + 1)
    }
    receipt = {"seller": "鐵路局", "dated": today}
    claimed = [
        {"line": key, "words": "車票", "receipt": {**receipt, "number": f"T{key}"}, "fen": 4000}
        for key in map(str, range(1, 41))
    ]
    form = {"reception": reply["reception"]["id"], "lines": claimed}
    claim = house.ask("claim-draft", OFFICER, form)
    claim = house.done("claim", claim, "submit", OFFICER)
    claim = house.done("claim", claim, "approve", GM)
    claim = house.done("claim", claim, "pay", CASHIER, method="cash")
    assert claim["claim"]["state"] == "paid"

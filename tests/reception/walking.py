"""A hospital and the branch whose people it receives, and what a walk through them fills in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from msgspec.structs import replace

from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.record import plain
from chalicelib.core.site import GM_OFFICE, Department, Site
from chalicelib.core.words import Name
from chalicelib.reception.claims.model import Advance, ExpenseClaim
from chalicelib.reception.plans import judging
from chalicelib.reception.receptions import signing
from chalicelib.reception.receptions.model import OFFICE, Reception
from chalicelib.reception.settlements.model import Settlement, Statement
from chalicelib.reception.terms import ReceptionTerms, Unit, rulebook, terms_key
from local import sample
from tests.support.hospital import (
    ADMIN,
    FINANCE,
    GM,
    HOST,
    HOST_MANAGER,
    OFFICE_HEAD,
    OFFICER,
)
from tests.support.memory import MemoryStore
from tests.support.world import MONDAY

SITE, BRANCH = "hospital", "branch"
HERE, THERE = "總院", "東院"
"""What each is called as a unit."""
CASHIER, PAYER, DEPUTY, SURGEON, ONE = "cashier-yu", "payer-ma", "deputy-kan", "surgeon-lui", "one"
STAFF: tuple[tuple[str, tuple[Role, ...], str], ...] = (
    (HOST, (Role.HOST_DEPARTMENT,), "cardiology"),
    (HOST_MANAGER, (Role.DEPARTMENT_MANAGER,), "cardiology"),
    (SURGEON, (Role.HOST_DEPARTMENT,), "surgery"),
    (OFFICER, (Role.OFFICE,), OFFICE),
    (OFFICE_HEAD, (Role.OFFICE_HEAD,), OFFICE),
    (DEPUTY, (Role.DEPARTMENT_MANAGER, Role.OFFICE), "surgery"),
    (FINANCE, (Role.FINANCE,), "finance"),
    (CASHIER, (Role.FINANCE,), "finance"),
    (GM, (Role.GM,), GM_OFFICE),
    (ADMIN, (Role.ADMIN,), GM_OFFICE),
    (ONE, tuple(each for each in Role if each not in (Role.GATE, Role.DORMITORY)), OFFICE),
)
PEOPLE = tuple(id for id, *_ in STAFF)
HEADS = {
    "cardiology": HOST_MANAGER,
    "surgery": DEPUTY,
    OFFICE: OFFICE_HEAD,
    GM_OFFICE: GM,
    "finance": FINANCE,
}


def _named(id: str) -> Name:
    return Name(hant=id, hans=id, en=id)


def _site(id: str, heads: dict[str, str], **more: Any) -> Site:
    departments = tuple(
        Department(key=key, name=_named(key), supervisor=head) for key, head in heads.items()
    )
    return Site(site=id, id=id, name=_named(id), departments=departments, **more)


def _terms(site: str, *units: Unit) -> ReceptionTerms:
    given = {"id": "000001", "units": units, "districts": ("福田區",)}
    return replace(rulebook(site), **given)


@cache
def opened() -> MemoryStore:
    """Both, opened once for all walks."""
    store = MemoryStore()
    settings = {"settings": {"reception": 1}}
    sample.add(store, _site(SITE, HEADS, **settings), MONDAY)
    sample.add(store, _site(BRANCH, {"finance": PAYER}, **settings), MONDAY)
    there = Unit(key="east", name=THERE, group=True, site=BRANCH)
    sample.add(store, _terms(SITE, there), MONDAY)
    here = Unit(key="main", name=HERE, group=True, site=SITE)
    sample.add(store, _terms(BRANCH, here), MONDAY)
    for id, roles, department in STAFF:
        known = Person(site=SITE, id=id, name=id, roles=roles, department=department)
        sample.add(store, known, MONDAY)
    payer = Person(site=BRANCH, id=PAYER, name=PAYER, roles=(Role.FINANCE,), department="finance")
    sample.add(store, payer, MONDAY)
    return store


KINDS: dict[str, Any] = {
    "reception": Reception,
    "advance": Advance,
    "claim": ExpenseClaim,
    "settlement": Settlement,
    "statement": Statement,
}
USUAL: dict[str, tuple[str, ...]] = {
    "reception": (HOST, OFFICER, OFFICE_HEAD, GM),
    "advance": (OFFICER, HOST, GM, FINANCE),
    "claim": (OFFICER, HOST, GM, CASHIER),
    "settlement": (OFFICER, FINANCE, CASHIER, GM),
    "statement": (PAYER,),
}
"""Who mostly sees to what."""
UNITS = ("省人民醫院", "大學醫院", THERE)
GUESTS = tuple(
    {"name": f"客{number}", "unit": UNITS[number % 3], "title": "主任", "rank": rank}
    for number, rank in enumerate(("staff", "expert", "staff", "manager", "leader"))
)
LINES: tuple[dict[str, Any], ...] = (
    {"kind": "meal", "meal": "working", "words": "午餐", "fen": 4000, "bearer": "host"},
    {"kind": "meal", "meal": "working", "words": "晚餐", "fen": 4000, "bearer": "advance"},
    {"kind": "meal", "meal": "working", "words": "便飯", "fen": 3000, "bearer": "guest_unit"},
    {"kind": "lodging", "lodging": "ordinary", "words": "酒店", "fen": 35000, "bearer": "advance"},
    {"kind": "meal", "meal": "hospitality", "words": "宴請", "fen": 9999, "bearer": "host"},
    {"kind": "ticket", "words": "返程票", "fen": 55350, "count": 2, "bearer": "advance"},
    {"kind": "other", "words": "資料", "fen": 10000, "bearer": "advance", "items": ["baijiu"]},
    {"kind": "vehicle", "destination": "廣州", "words": "長途", "fen": 90000, "bearer": "advance"},
    {"kind": "itinerary", "words": "參觀", "bearer": "guest_unit"},
)
METHODS = ("cash", "transfer")
Fill = Callable[["Filling"], dict[str, Any]]


@dataclass
class Filling:
    """The forms of a walk, mostly well filled in."""

    store: MemoryStore
    chance: Random
    now: datetime
    who: str

    @property
    def today(self) -> str:
        return self.day(0)

    def day(self, after: int) -> str:
        return f"{self.now + timedelta(hours=8, days=after):%Y-%m-%d}"

    def usual(self, kind: str, command: str, record: Any) -> dict[str, Any]:
        """The form of a step on a record."""
        fill = getattr(self, f"_{kind}_{command.replace('-', '_')}", None)
        if fill:
            return fill(record)  # type: ignore[no-any-return]
        return (
            {"reason": "情況有變"} if command in ("refuse", "cancel", "give-up", "dispute") else {}
        )

    # receptions

    def request(self, letters: int) -> dict[str, Any]:
        """A request, now and then by a letter that another has."""
        first = self.chance.choice((0, 0, 1))
        guests = self.chance.sample(GUESTS, self.chance.randint(1, 3))
        return {
            "kind": self.chance.choice(("superior", "invited", "group_staff")),
            "purpose": "交流",
            "guests": guests,
            "letter": {
                "reference": f"函 {self.chance.choice((letters, letters, letters, 0))}",
                "unit": UNITS[0],
                "dated": self.today,
            },
            "first": self.day(first),
            "last": self.day(first + self.chance.randint(0, 2)),
            **self.chance.choice(({}, {"counterpart": "cardiology"}, {"counterpart": "surgery"})),
        }

    def _reception_edit(self, record: Reception) -> dict[str, Any]:
        content = record.content
        guests = [dict(plain(each)) for each in content.guests]
        change = self.chance.randint(0, 3)
        if change == 0 and len(guests) > 1:
            guests.pop(self.chance.randrange(len(guests)))
        elif change == 1:
            guests = [*guests[:2], self.chance.choice(GUESTS)]
        elif change == 2:
            guests[0]["rank"] = self.chance.choice(("staff", "expert", "leader"))
        return {
            "kind": content.kind,
            "purpose": content.purpose,
            "guests": guests,
            "letter": plain(content.letter),
            "first": str(content.first),
            "last": str(content.last + timedelta(days=self.chance.choice((0, 0, 1)))),
            "counterpart": content.counterpart,
        }

    def _reception_plan(self, record: Reception) -> dict[str, Any]:
        """Lines kept, dropped, changed and added."""
        kept = [each for each in plain(record.content.lines) if self.chance.random() < 0.85]
        for each in kept:
            if self.chance.random() < 0.2:
                each["fen"] = self.chance.choice((4000, 4001, 55350, 1))
            if self.chance.random() < 0.1:
                each["bearer"] = self.chance.choice(("host", "advance", "guest_unit"))
        days = (str(record.content.first), str(record.content.last))
        fresh = [
            {**self.chance.choice(LINES), "day": self.chance.choice(days)}
            for _ in range(self.chance.randint(0, 3 - min(len(kept), 3)))
        ]
        return {"lines": [*kept, *fresh]}

    def _reception_approve(self, record: Reception) -> dict[str, Any]:
        """The GM mostly grants everything that he is asked for, and now and then forgets one."""
        site = self.store.records[Key(Site, SITE, SITE)]
        assert isinstance(site, Site)
        seat = signing.standing(record, site).seats[record.chain.step if record.chain else 0]
        if seat.role != Role.GM:
            return {}
        asked = judging.asked(record.content, terms_of(self.store, record))
        generous = self.chance.random() < 0.8
        grants = [
            {
                "asks": each.asks,
                "line": each.line,
                "code": each.code,
                "yes": generous or self.chance.random() < 0.7,
            }
            for each in asked
        ]
        return {"grants": grants[:-1] if self.chance.random() < 0.05 else grants}

    def _reception_reassign(self, record: Reception) -> dict[str, Any]:
        departments = ("cardiology", "surgery", OFFICE, "nowhere")
        return {"department": self.chance.choice(departments), "reason": "改派"}

    # money

    def ask(self, reception: Reception) -> dict[str, Any]:
        left = judging.budget(reception.content) - sum(each.fen for each in reception.in_hand)
        fen = max(self.chance.choice((1, 4000, left, left // 2, left + 1)), 1)
        return {"reception": reception.id, "fen": fen, "reason": "備用"}

    def _advance_resubmit(self, record: Advance) -> dict[str, Any]:
        return {"fen": self.chance.choice((1, 4000, record.fen)), "reason": "再申請"}

    def _advance_pay(self, record: Advance) -> dict[str, Any]:
        return {"method": self.chance.choice(METHODS)}

    def _advance_return(self, record: Advance) -> dict[str, Any]:
        balance = record.balance
        fen = self.chance.choice((balance, balance, balance + 1, balance // 2, 1))
        return {"fen": max(fen, 1), "method": self.chance.choice(METHODS)}

    def draft(self, reception: Reception, receipts: int) -> dict[str, Any]:
        """A claim on lines that are mostly its own to spend on; a receipt is now and then used."""
        return {"reception": reception.id, **self._written(reception, receipts)}

    def _written(self, reception: Reception, receipts: int) -> dict[str, Any]:
        spent_on = [each for each in reception.content.lines if each.bearer != "guest_unit"]
        open_ = [each for each in spent_on if reception.spent(each.key) == 0] or spent_on
        lines = open_ if self.chance.random() < 0.9 else list(reception.content.lines)
        written = []
        for number in range(self.chance.randint(1, 2)):
            line = self.chance.choice(lines) if lines else None
            left = judging.cost(line, reception.content) - reception.spent(line.key) if line else 0
            fen = self.chance.choice((left, left, left // 2, left // 3, 1, left + 1))
            used = self.chance.random() < 0.1
            number = self.chance.randint(0, receipts) if used else receipts + number
            receipt = {"number": f"R{number}", "seller": "酒樓", "dated": self.today}
            key = line.key if line else "1"
            written.append({"line": key, "words": "票", "receipt": receipt, "fen": max(fen, 1)})
        return {"lines": written, **self._drawing(reception)}

    def _drawing(self, reception: Reception) -> dict[str, Any]:
        """On an advance of one's own, mostly; on part of it, now and then."""
        own = [
            each
            for each in self.store.records.values()
            if isinstance(each, Advance)
            and each.reception == reception.id
            and (each.person == self.who or self.chance.random() < 0.1)
            and (each.state == "paid" or self.chance.random() < 0.2)
        ]
        if not own or self.chance.random() < 0.3:
            return {}
        known = self.chance.choice(own)
        given = {"advance": known.id}
        return (
            given if self.chance.random() < 0.5 else {**given, "from_advance": known.balance or 1}
        )

    def _claim_change(self, record: ExpenseClaim) -> dict[str, Any]:
        found = self.store.records[Key(Reception, SITE, record.reception)]
        assert isinstance(found, Reception)
        return self._written(found, self.chance.randint(1000, 10**6))

    def _claim_pay(self, record: ExpenseClaim) -> dict[str, Any]:
        return {"method": self.chance.choice(METHODS)}

    def _claim_reverse(self, record: ExpenseClaim) -> dict[str, Any]:
        return {"reason": "金額有誤", "anew": self.chance.random() < 0.5}

    # settling

    def _owed(self, record: Settlement) -> dict[str, Any]:
        share = self.chance.choice(record.shares)
        fen = self.chance.choice((share.owing, share.owing, share.owing + 1, share.owing // 2))
        return {"unit": share.unit, "fen": max(fen, 1)}

    def _settlement_transfer(self, record: Settlement) -> dict[str, Any]:
        return {**self._owed(record), "method": self.chance.choice(METHODS)}

    def _settlement_waive(self, record: Settlement) -> dict[str, Any]:
        return {**self._owed(record), "reason": "豁免"}

    def _settlement_hear(self, record: Settlement) -> dict[str, Any]:
        share = self.chance.choice(record.shares)
        yes = self.chance.random() < 0.8
        return {"unit": share.unit, "yes": yes, "name": "王會計", "words": "如上"}


def terms_of(store: MemoryStore, reception: Reception) -> ReceptionTerms:
    """The settings that a reception is judged by."""
    known = store.records[terms_key(SITE, reception.terms)]
    assert isinstance(known, ReceptionTerms)
    return known

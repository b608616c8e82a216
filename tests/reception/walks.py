"""Walks through the room of receptions: everything that it takes, asked by anybody in any order.

Beside the service stands a ledger, kept from nothing but what was asked and answered.
"""

import itertools
import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from msgspec.structs import replace

from chalicelib.common.delegations import service as delegations
from chalicelib.core import sitetime
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.history import Stamp, enter
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Key
from chalicelib.core.site import Department, Site
from chalicelib.core.words import Name
from chalicelib.reception.jobs import receptions as job
from chalicelib.reception.plans import judging
from chalicelib.reception.receptions import service as room
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.receptions.model import Reception
from chalicelib.reception.settings import service as house
from chalicelib.reception.terms import ReceptionTerms, rulebook, terms_key
from chalicelib.service import deadlines
from chalicelib.service.operations import Call
from chalicelib.service.requests import Service
from local import sample
from tests.support.delegating import ZONE
from tests.support.memory import MemoryStore
from tests.support.world import MONDAY, Clock

SITE = "laws"
OPS = {
    op.name: op
    for op in (*room.operations(lambda: None), *delegations.OPERATIONS, *house.OPERATIONS)
}
COMMANDS = tuple(each for each in RECEPTION.steps if each != "request")
STAFF = (
    Person(site=SITE, id="host", name="麥", roles=(Role.HOST_DEPARTMENT,), department="ward"),
    Person(site=SITE, id="mate", name="區", roles=(Role.HOST_DEPARTMENT,), department="ward"),
    Person(site=SITE, id="clerk", name="蘇", roles=(Role.OFFICE,), department="hospital_office"),
    Person(site=SITE, id="head", name="甘", roles=(Role.OFFICE_HEAD, Role.OFFICE)),
    Person(site=SITE, id="deputy", name="關", roles=(Role.OFFICE_HEAD,)),
    Person(site=SITE, id="manager", name="歐", roles=(Role.DEPARTMENT_MANAGER,)),
    Person(site=SITE, id="director", name="盧", roles=(Role.GM_OFFICE_DIRECTOR,)),
    Person(site=SITE, id="gm", name="吳", roles=(Role.GM,)),
    Person(site=SITE, id="all", name="某", roles=(*Role,), department="ward"),
    Person(site=SITE, id="admin", name="鄭", roles=(Role.ADMIN,)),
)
PEOPLE = tuple(each.id for each in STAFF)
SEATS = {
    "ward": ("manager", "manager", "all", "host"),
    "lab": ("manager", "all"),
    "hospital_office": ("head", "head", "deputy", "all", "gm", "nobody"),
    "general_office": ("director", "director", "all", "nobody"),
    "gm_office": ("gm", "gm", "gm", "all"),
}
"""Who may come to head a department."""
LETTERS = tuple(f"衛函〔2026〕{number}號" for number in range(1, 8))
GUESTS = (
    {"name": "鍾", "unit": "省院", "title": "教授", "rank": "expert"},
    {"name": "戴", "unit": "東院", "title": "護士", "rank": "staff"},
    {"name": "岑", "unit": "市局", "title": "局長", "rank": "leader"},
)
LINES: tuple[dict[str, Any], ...] = (
    {"kind": "meal", "meal": "working", "words": "午餐", "fen": 4000, "bearer": "guest_unit"},
    {"kind": "meal", "meal": "working", "words": "晚餐", "fen": 9000, "bearer": "host"},
    {
        "kind": "meal",
        "meal": "working",
        "words": "便飯",
        "fen": 100,
        "bearer": "advance",
        "items": ["baijiu"],
    },
    {"kind": "vehicle", "words": "接站", "destination": "鄰市", "bearer": "guest_unit"},
    {"kind": "itinerary", "words": "座談", "bearer": "guest_unit"},
)
ORDERS = (
    ["office_head"],
    ["department_manager", "office_head"],
    ["office_head", "office_head", "gm_office_director", "office_head"],
    ["gm_office_director"],
)
ON = {
    "drafted": ("submit", "submit", "plan", "edit"),
    "pending": ("approve",),
    "approved": ("depart", "edit", "plan", "plan"),
    "departed": ("close",),
}
"""What leads on from where it stands; from elsewhere it is edited."""
BACK = ("edit", "plan", "refuse", "withdraw", "withdraw", "reassign", "cancel")
ALIVE = {"drafted", "pending", "approved", "departed", "closed"}
WHAT = (
    *("onward", "onward", "onward", "onward", "onward", "as_offered", "as_offered", "anything"),
    *("another", "another", "jump", "remind", "delegate", "seat", "settle"),
)
"""As often as each is worth."""


def _department(key: str, supervisor: str) -> Department:
    return Department(key=key, name=Name(hant=key, hans=key, en=key), supervisor=supervisor)


@cache
def opened() -> MemoryStore:
    """A hospital and its people, opened once for all walks."""
    store = MemoryStore()
    departments = tuple(_department(key, heads[0]) for key, heads in SEATS.items())
    site = Site(
        site=SITE,
        id=SITE,
        name=Name(hant="醫院", hans="医院", en="Hospital"),
        departments=departments,
    )
    for record in (site, *STAFF):
        sample.add(store, record, MONDAY)
    return store


@dataclass
class Case:
    """What is known of a reception from what was asked and answered, and nothing else."""

    id: str
    by: str
    letter: str
    state: str = "drafted"
    version: int = 1
    signed: list[tuple[str, str]] = field(default_factory=list)
    """Who signed, and for whom, since it was last written."""
    wrote: set[str] = field(default_factory=set)
    """Everyone who ever wrote at it or handed it in."""
    handed_in: int = 0
    """How often."""
    decided: bool = False
    """Whether somebody signed or refused what was last handed in."""
    beside: int = 0
    """Which version it is shown beside; 0: none."""
    waits_since: Any = None
    """The instant of the last step by which somebody came to be waited for."""


SEATS_OF = {
    Role.DEPARTMENT_MANAGER,
    Role.GM_OFFICE_DIRECTOR,
    Role.OFFICE_HEAD,
    Role.GM,
}
BY_THE_FORM = {
    *("invalid_form", "letter_used", "nothing_new", "unroutable", "receives_already"),
    "plan_stopped",
}
"""What a step that is open may still be refused for: it depends on how its form is filled in."""


class Walks(RuleBasedStateMachine):
    """Everything that may happen with a few receptions."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.clock = opened().fork(), Clock(MONDAY)
        ids = itertools.count(1)
        self.service = Service(
            store=self.store,
            clock=self.clock,
            fresh_id=lambda at: f"n{next(ids):04d}",
            pause=lambda attempt: None,
        )
        self.keys, self.turns = itertools.count(1), itertools.count(1)
        self.cases: list[Case] = []

    # asking

    def ask(
        self, op: str, who: str, form: Any, version: int | None = None, **params: str
    ) -> tuple[str, Any]:
        """The refusal's code, or "" and what was answered. A refusal stores nothing."""
        call = Call(
            person=who,
            params={"site": SITE, **params},
            body=json.dumps(form).encode(),
            key=f"key-{next(self.keys)}",
            if_match=None if version is None else f'"{version}"',
        )
        before = self.store.commits
        try:
            answer = self.service.command(OPS[op], call)  # type: ignore[arg-type]
        except Refusal as refusal:
            assert self.store.commits == before
            return refusal.code, None
        assert self.store.commits == before + 1
        return "", json.loads(answer.body)

    def reception(self, case: Case) -> Reception:
        found = self.store.records[Key(Reception, SITE, case.id)]
        assert isinstance(found, Reception)
        return found

    def terms(self, known: Reception) -> ReceptionTerms:
        if not known.terms:
            return rulebook(SITE)
        found = self.store.records[terms_key(SITE, known.terms)]
        assert isinstance(found, ReceptionTerms)
        return found

    def shown(self, case: Case, who: str) -> Any:
        """The reception as the API shows it to a person; None if it does not."""
        call = Call(person=who, params={"site": SITE, "reception": case.id})
        try:
            return json.loads(self.service.read(room.SHOW, call).body)
        except Refusal:
            return None

    def offered(self, case: Case, who: str) -> set[str]:
        shown = self.shown(case, who)
        return {each["command"] for each in shown["allowed_actions"]} if shown else set()

    def one(self, chance: Random) -> Case:
        """Any of them, those that are not over before others."""
        open_ = [each for each in self.cases if each.state not in ("closed", "cancelled")]
        return chance.choice(open_ or self.cases)

    # forms

    def day(self, after: int) -> str:
        return str(sitetime.day(self.clock.at, ZONE) + timedelta(days=after))

    def request(self, chance: Random, letter: str) -> dict[str, Any]:
        guests = chance.sample(GUESTS, chance.choice((1, 1, 2)))
        staff = chance.random() < 0.5
        return {
            "kind": "group_staff" if staff else "invited",
            "purpose": chance.choice(("會診", "進修")),
            "guests": [GUESTS[1]] if staff and chance.random() < 0.7 else guests,
            "letter": {"unit": "衛健委", "reference": letter, "dated": self.day(0)},
            "first": self.day(0),
            "last": self.day(chance.randint(0, 3)),
            "counterpart": chance.choice(("ward", "ward", "lab", None)),
        }

    def form(self, case: Case, command: str, chance: Random) -> dict[str, Any]:
        known = self.reception(case)
        match command:
            case "plan":
                lines = chance.sample(LINES, chance.randint(1, 3))
                return {"lines": [each | {"day": str(known.content.first)} for each in lines]}
            case "edit":
                letter = case.letter if chance.random() < 0.6 else chance.choice(LETTERS)
                return self.request(chance, letter)
            case "approve":
                asked = judging.asked(known.content, self.terms(known))
                grants = [
                    {
                        "asks": each.asks,
                        "line": each.line,
                        "code": each.code,
                        "yes": chance.random() < 0.9,
                    }
                    for each in asked
                ]
                chain = known.chain
                last = chain is None or chain.step >= len(chain.seats) - 1
                gm = last or chance.random() < 0.3
                return {"grants": grants[: None if chance.random() < 0.9 else -1] if gm else []}
            case "reassign":
                return {"department": chance.choice((*SEATS, "nowhere")), "reason": "x"}
            case "refuse" | "cancel":
                return {"reason": "x"}
        return {}

    # what happens

    @initialize(signs=st.sampled_from(ORDERS), delegable=st.booleans())
    def begin(self, signs: list[str], delegable: bool) -> None:
        code, _ = self.ask(
            "reception-change",
            "admin",
            {"signs": signs, "gm_delegable": delegable, "city_km": 99},
            self.store.records[Key(Site, SITE, SITE)].version,
        )
        assert code == ""
        self.another(Random(1))

    @rule(what=st.sampled_from(WHAT), chance=st.integers(0, 2**64))
    def happens(self, what: str, chance: int) -> None:
        """One of the things below. What Hypothesis draws is where its dice begin to roll."""
        getattr(self, what)(Random(f"{chance} {next(self.turns)}"))

    def another(self, chance: Random) -> None:
        if sum(each.state not in ("closed", "cancelled") for each in self.cases) >= 4:
            return
        who, letter = (
            chance.choice(("host", "host", "clerk", "head", "all")),
            chance.choice(LETTERS),
        )
        code, shown = self.ask("reception-request", who, self.request(chance, letter))
        taken = any(each.letter == letter and each.state in ALIVE for each in self.cases)
        assert code == ("letter_used" if taken else "")
        if not code:
            self.cases.append(Case(id=shown["reception"]["id"], by=who, letter=letter))

    def onward(self, chance: Random) -> None:
        """A few steps that lead on, by whoever may take them; one in five leads back."""
        case = self.one(chance)
        for _ in range(chance.randint(1, 6)):
            self.clock.tick(seconds=chance.choice((1, 60, 3600)))
            back = chance.random() < 0.2
            known = self.reception(case)
            wanted = BACK if back else ON.get(case.state, ("edit",))
            if case.state == "drafted" and not known.content.lines:
                wanted = ("plan",)
            offered = {who: self.offered(case, who) for who in PEOPLE}
            ways = {each: [who for who in PEOPLE if each in offered[who]] for each in wanted}
            open_ = [each for each in wanted if ways[each]]
            if open_:
                command = chance.choice(open_)
                self.take(case, command, chance.choice(ways[command]), chance)

    def as_offered(self, chance: Random) -> None:
        """Steps that somebody is shown, whoever it is."""
        case, who = self.one(chance), chance.choice(PEOPLE)
        for _ in range(chance.randint(1, 4)):
            steps = sorted(self.offered(case, who))
            if steps:
                self.clock.tick(seconds=1)
                self.take(case, chance.choice(steps), who, chance)

    def anything(self, chance: Random) -> None:
        """Any step by anybody, now and then on a version that is gone."""
        case, behind = self.one(chance), chance.choice((0, 0, 0, 1))
        self.take(case, chance.choice(COMMANDS), chance.choice(PEOPLE), chance, behind)

    def take(self, case: Case, command: str, who: str, chance: Random, behind: int = 0) -> None:
        before, offered = self.reception(case), self.offered(case, who)
        form = self.form(case, command, chance)
        version = max(before.version - behind, 0)
        code, shown = self.ask(f"reception-{command}", who, form, version, reception=case.id)
        if code:
            assert self.reception(case) is before
            if command in offered:
                assert code in ({"stale"} if behind else BY_THE_FORM), (command, who, code)
            return
        assert not behind
        assert command in offered, (command, who)
        self.note(case, command, who, form, before)
        assert shown["reception"]["state"] == case.state

    def note(
        self, case: Case, command: str, who: str, form: dict[str, Any], before: Reception
    ) -> None:
        """What was answered goes into the books; what it may not be is found here."""
        after = self.reception(case)
        entry = self.store.history[f"{SITE}#reception#{case.id}"][-1]
        case.version += 1
        if command in ("edit", "plan"):
            handed_in = case.state in ("pending", "approved", "refused", "withdrawn")
            if handed_in and (case.decided or not case.beside):
                case.beside = case.handed_in
            case.signed, case.state = [], "drafted"
            if command == "edit":
                case.letter = form["letter"]["reference"]
        if command in ("edit", "plan", "submit"):
            case.wrote.add(who)
        if command == "submit":
            case.handed_in, case.decided = case.handed_in + 1, False
        if command in ("approve", "refuse"):
            case.decided = True
        if command == "approve":
            whose = entry.facts.get("whose", who)
            case.signed.append((who, whose))
            mark = after.chain.signed[-1] if after.chain else None
            assert mark
            assert (mark.person, mark.whose) == (who, whose)
        if command in ("submit", "approve"):
            case.waits_since = self.clock.at
        if command == "withdraw":
            assert who == case.by
            assert case.signed == []
        ends = {"refuse": "refused", "withdraw": "withdrawn", "cancel": "cancelled"}
        leads = {"submit": "pending", "depart": "departed", "close": "closed"} | ends
        case.state = leads.get(command, case.state)
        if command == "approve":
            case.state = str(after.state)
        if command in ends:
            case.signed = [] if command == "cancel" and before.state == "pending" else case.signed

    def jump(self, chance: Random) -> None:
        self.clock.tick(seconds=chance.choice((-5, 0, 1, 3600, 86399, 86400, 3 * 86400)))

    def remind(self, chance: Random) -> None:
        """The job, twice: whoever is late is told once, and nothing is decided."""
        before = [each.state for each in self.cases]
        said = len(self.store.messages)
        first, second = (
            deadlines.run(self.service, job(), self.clock.at, "run", site=SITE) for _ in range(2)
        )
        assert (first.failed, second.due) == (0, 0)
        for name, message in self.store.messages[said:]:
            [case] = [each for each in self.cases if name.endswith(f"#{each.id}")]
            assert self.clock.at >= case.waits_since + timedelta(hours=24)
            if message.code == "nobody_signs":
                assert message.to == case.by
                assert not any("approve" in self.offered(case, who) for who in PEOPLE)
            else:
                assert message.code == "reception_waits"
                over = self.reception(case).content.last < sitetime.day(self.clock.at, ZONE)
                assert ("refuse" if over else "approve") in self.offered(case, message.to)
        for case in self.cases:
            case.version = self.reception(case).version
        assert [str(self.reception(each).state) for each in self.cases] == before

    def delegate(self, chance: Random) -> None:
        giver, taker = chance.choice(("head", "gm", "manager", "all")), chance.choice(PEOPLE)
        roles = next(each.roles for each in STAFF if each.id == giver)
        role = chance.choice([each for each in roles if each in SEATS_OF])
        days = {"first": self.day(0), "last": self.day(chance.randint(0, 3))}
        code, shown = self.ask("delegation-give", giver, {"taker": taker, "role": role, **days})
        if not code and chance.random() < 0.8:
            id = shown["delegation"]["id"]
            self.ask("delegation-accept", taker, {}, shown["version"], delegation=id)

    def seat(self, chance: Random) -> None:
        """A department gets another head."""
        site = self.store.records[Key(Site, SITE, SITE)]
        assert isinstance(site, Site)
        key = chance.choice(tuple(SEATS))
        departments = tuple(
            replace(each, supervisor=chance.choice(SEATS[key])) if each.key == key else each
            for each in site.departments
        )
        stamp = Stamp(
            by="admin", name="x", at=self.clock.at, command="x", clause="P-who", correlation=""
        )
        change = Change(before=site, after=replace(site, departments=departments))
        self.store.commit(enter(change, stamp))

    def settle(self, chance: Random) -> None:
        site = self.store.records[Key(Site, SITE, SITE)]
        form = {"signs": chance.choice(ORDERS), "gm_delegable": chance.random() < 0.5}
        self.ask("reception-change", "admin", form, site.version)

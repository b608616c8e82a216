"""Laws of every ticket's life, whatever is asked in whatever order by whomever, at whatever time.

A machine sends everything that the desk's API takes to the real service over a store in memory:
good steps and bad ones, the same key twice, versions long gone, substitutes, clocks that jump, the
dispatch check early, late and twice. Beside it stands a ledger of its own, kept from nothing but
what was asked and answered, and read by the rulebook. `FRONTDESK_LAWS` says how many walks.
"""

import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib.common.delegations import service as delegations
from chalicelib.core.errors import Refusal
from chalicelib.core.history import flaws
from chalicelib.core.people import Person, Role
from chalicelib.core.ports import Answer, Key
from chalicelib.core.site import Site
from chalicelib.service import deadlines
from chalicelib.service.operations import Call
from chalicelib.service.requests import Service
from chalicelib.store.vault import Vault
from chalicelib.tickets import service as desk
from chalicelib.tickets.jobs import DISPATCH_CHECK
from chalicelib.tickets.lives import life_of, steps_named
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.reading import SHOW
from chalicelib.tickets.terms import Terms
from local import sample
from tests.core.making import WALKS
from tests.support.memory import MemoryStore
from tests.support.world import MONDAY, Clock
from tests.tickets.building import (
    BAD,
    COMPLAINT,
    INDOOR,
    INQUIRY,
    OK,
    PUBLIC,
    UNCOVERED,
    USUAL,
    Filled,
)

SITE = "laws"
VAULT = Vault(lambda: b"0" * 32)
OPS = {
    op.name: op for op in (*desk.operations(lambda: VAULT, lambda: None), *delegations.OPERATIONS)
}
COMMANDS = tuple(each for each in steps_named() if each != "intake")
NAMES = {id: name for id, name, *_ in (*sample.STAFF, *sample.OWNERS)} | {"all-in-one": "某人"}
PEOPLE = tuple(NAMES)
ALL_IN_ONE = Person(
    site=SITE,
    id="all-in-one",
    name="某人",
    roles=tuple(each for each in Role if each not in (Role.GATE, Role.DORMITORY)),
    department="engineering",
    units=("B-0502", "A-1203"),
)
INTAKES: tuple[dict[str, Any], ...] = (
    *(INDOOR, UNCOVERED, UNCOVERED, PUBLIC, COMPLAINT, COMPLAINT, COMPLAINT, INQUIRY),
)
VAIN = {"reached": False, "satisfaction": None, "words": None}
SHUT = {"consent": False, "satisfaction": None, "words": None}
GIVEN: dict[str, list[dict[str, Any]]] = {
    "overrule-warranty": [{"covered": True}, {"covered": False}],
    "dispatch": [{}, {"department": "grounds"}, {"assignee": "engineer-wong"}],
    "reassign": [{}, {"department": "grounds"}, {"assignee": "engineer-lee"}],
    "quote": [{}, {"lines": [{"code": "seal-tape", "quantity": "0.5"}]}],
    "consent": [{}, {}, {}, {"manner": "phone", "given_by": "業戶"}],
    "complete": [{}, {"lines": [{"code": "seal-tape", "quantity": "0.5"}]}, {"lines": []}],
    "accept-for": [{}, {"person": "owner-tang"}, {"person": "engineer-lee"}, {"name": "李國強"}],
    "follow-up": [
        *({}, {}, VAIN, {**BAD, "then": "reopen"}, {**BAD, "then": "visit"}),
        *({"criticism": "慢"}, BAD),
    ],
    "visit": [{}, {}, SHUT, {**BAD, "then": "reopen"}, {"criticism": "慢"}],
    "correct": [
        {"follow_up": id} | each
        for id in ("f1", "f2")
        for each in (OK, VAIN, {**BAD, "then": "reopen"}, {"time_reason": "急事"})
    ],
    "improve": [{"follow_up": id} for id in ("f1", "f2", "f3")],
    "send-back": [{}, {"to": "department"}],
    "archive": [{}, {}, {"working_copy": "CW-20200101-0001"}, {"working_copy": None}],
    "reply": [{}, {"stage": "progress"}],
}
BY_THE_FORM = {
    *("invalid_form", "signature_differs", "dissatisfied_left_open", "over_quotation"),
    *(
        "working_copy_out",
        "working_copy_differs",
        "other_department",
        "own_work",
        "overrules_nothing",
    ),
}
"""What a step that is open may still be refused for: it depends on how its form is filled in."""
GIVERS = ("supervisor-chow", "gm-ng", "assistant-lam", "all-in-one")
TAKERS = ("head-ho", "engineer-tse", "desk-leung", "finance-ho", "gm-ng")
GROUPS = (PEOPLE, TAKERS, ("all-in-one",), ("all-in-one",))
WHAT = (
    *("onward", "onward", "onward", "onward", "as_offered", "as_offered", "anything", "anything"),
    *("another", "jump", "jump", "check", "check", "again", "delegate"),
)
"""As often as each is worth."""
JUMPS = (-5, -1, 0, 1, 59, 300, 301, 1800, 7200, 43200, 86399, 86400, 3 * 86400)
"""Seconds."""
ENDED = ("archived", "cancelled", "closed")
AFTERWARDS = {
    *("archive", "correct", "pay", "improve", "files"),
    *("urge", "repeat-of", "not-repeat-of"),
}
"""What may still be done with a ticket when nobody has to work at it any more."""
WORKED = {"take", "quote", "start", "complete"}


@cache
def opened() -> MemoryStore:
    """A site and its people, opened once for all walks."""
    store = MemoryStore()
    sample.load(store, VAULT, MONDAY, SITE)
    sample.add(store, VAULT.with_phone(ALL_IN_ONE, "139 0013 7000"), MONDAY)
    return store


@dataclass
class Case:
    """What is known of a ticket from what was asked and answered, and nothing else."""

    id: str
    kind: str
    reporter: str
    owners: tuple[str, ...]
    at: datetime
    version: int
    done: list[tuple[str, frozenset[str], str]] = field(default_factory=list)
    """Step, who signs by it, where it led."""
    told_at: datetime | None = None
    by_the_job: bool = False
    due_at: datetime | None = None
    """Of a complaint: when its card is due, as long as it is open and has none."""
    cards: int = 0
    letter: str = ""
    """`open` until the general manager has decided it."""
    repeats: dict[str, str] = field(default_factory=dict)
    """The earlier ticket that it repeats: as somebody named it, and as was judged."""

    def since(self, *beginnings: str) -> list[tuple[str, frozenset[str], str]]:
        """What was done from the last of these steps on."""
        last = max((n for n, each in enumerate(self.done) if each[0] in beginnings), default=0)
        return self.done[last:]

    def who(self, *steps: str) -> frozenset[str]:
        """Everyone who ever took one of the steps, or for whom it was taken."""
        return frozenset().union(*(each[1] for each in self.done if each[0] in steps))


class Desk(RuleBasedStateMachine):
    """Everything that may happen at a desk with a few tickets."""

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
        self.last: tuple[str, Call, Answer] | None = None

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
            answer = self.service.command(OPS[op], call)
        except Refusal as refusal:
            assert self.store.commits == before
            return refusal.code, None
        assert self.store.commits == before + 1
        self.last = op, call, answer
        return "", json.loads(answer.body)

    def ticket(self, case: Case) -> Ticket:
        found = self.store.records[Key(Ticket, SITE, case.id)]
        assert isinstance(found, Ticket)
        return found

    def offered(self, case: Case, who: str) -> set[str] | None:
        """The steps that the API shows a person; None if it shows them no ticket."""
        call = Call(person=who, params={"site": SITE, "ticket": case.id})
        try:
            shown = json.loads(self.service.read(SHOW, call).body)
        except Refusal:
            return None
        return {each["command"] for each in shown["allowed_actions"]} & {*COMMANDS}

    # what happens

    @initialize(intake=st.sampled_from(INTAKES))
    def begin(self, intake: dict[str, Any]) -> None:
        self.take_in(intake, passed_on=False)

    @rule(what=st.sampled_from(WHAT), chance=st.integers(0, 2**64))
    def happens(self, what: str, chance: int) -> None:
        """One of the things below. What Hypothesis draws is where its dice begin to roll."""
        getattr(self, what)(Random(f"{chance} {next(self.turns)}"))

    def another(self, chance: Random) -> None:
        if len(self.cases) < 4:
            self.take_in(chance.choice(INTAKES), passed_on=chance.random() < 0.3)

    def take_in(self, intake: dict[str, Any], *, passed_on: bool) -> None:
        form = {name: each for name, each in intake.items() if each is not None}
        if passed_on and form["kind"] == "complaint":
            reference = {"reference": f"G{len(self.cases)}", "received_at": self.now()}
            form |= {"channel": "group_service_centre", "source": reference}
        code, shown = self.ask("ticket-intake", "desk-chan", form)
        assert code == ""
        made = shown["ticket"]
        day = timedelta(hours=24)
        self.cases.append(
            Case(
                id=made["id"],
                kind=made["kind"],
                reporter=made["reporter"]["person"],
                owners=tuple(made["place"]["owners"]),
                at=self.clock.at,
                version=1,
                due_at=self.clock.at + day if made["kind"] == "complaint" else None,
            )
        )

    def onward(self, chance: Random) -> None:
        """A few steps that their usual people may take; one in ten leads back."""
        case = chance.choice(self.cases)
        for _ in range(chance.randint(1, 10)):
            self.clock.tick(seconds=chance.choice((1, 60, 1200)))
            back = chance.random() < 0.1
            steps = life_of(self.ticket(case).kind).steps.values()
            ways = [
                (step.command, USUAL[step.command][0])
                for step in steps
                if step.command != "intake"
                and step.forward is not back
                and (step.command != "cancel" or chance.random() < 0.2)
            ]
            chance.shuffle(ways)
            offered = {who: self.offered(case, who) or () for _, who in ways}
            way = next((way for way in ways if way[0] in offered[way[1]]), None)
            if way:
                self.take(case, *way, chance)

    def anything(self, chance: Random) -> None:
        """Any step by anybody, now and then on a version that is gone."""
        command, who = chance.choice(COMMANDS), chance.choice(PEOPLE)
        self.take(chance.choice(self.cases), command, who, chance, chance.choice((0, 0, 0, 1)))

    def as_offered(self, chance: Random) -> None:
        """Steps that somebody is shown, whoever it is, for as long as they stay at it."""
        case, who = chance.choice(self.cases), chance.choice(chance.choice(GROUPS))
        for _ in range(chance.randint(1, 10)):
            steps = sorted((self.offered(case, who) or set()) - {"cancel", "return", "reassign"})
            if steps:
                self.clock.tick(seconds=chance.choice((1, 1200)))
                self.take(case, chance.choice(steps), who, chance)

    def take(self, case: Case, command: str, who: str, chance: Random, behind: int = 0) -> None:
        ticket, offered = self.ticket(case), self.offered(case, who)
        form = Filled(ticket, self.clock.at).usual(command)[1]
        form = form | chance.choice(GIVEN.get(command, [{}]))
        if "signed_name" in form:
            form["signed_name"] = NAMES[who] if chance.random() < 0.95 else "別人"
        if command in ("same-matter", "repeat-of"):
            known = [each for each in self.cases if each.kind == "complaint"] or self.cases
            form["earlier"] = chance.choice(known[:1] * 4 + self.cases).id
        version = max(ticket.version - behind, 0)
        earlier = form.get("earlier", "")
        code, shown = self.ask(f"ticket-{command}", who, form, version, ticket=case.id)
        if code:
            assert self.ticket(case) is ticket
            if offered and command in offered:
                assert code in ({"stale"} if behind else BY_THE_FORM), (command, who, code)
            return
        assert not behind
        assert offered is not None
        assert command in offered, (command, who)
        self.note(case, command, shown["ticket"])
        self.count(case, command, earlier)

    def note(self, case: Case, command: str, after: dict[str, Any]) -> None:
        """What was answered goes into the books; what it may not be is found here."""
        now, state = self.clock.at, after["state"]
        entry = self.store.history[f"{SITE}#ticket#{case.id}"][-1]
        signers = frozenset({entry.by, *([entry.facts["whose"]] if "whose" in entry.facts else ())})
        case.version += 1
        was_over = bool(case.done) and case.done[-1][2] in (*ENDED, "reviewed")
        getattr(self, f"_{command.replace('-', '_')}", lambda *_: None)(case, signers, after)
        case.done.append((command, signers, state))
        assert not was_over or command in AFTERWARDS, command
        if case.told_at is None and case.kind == "repair_indoor":
            told = command == "notify" or after["department"] == "engineering"
            case.told_at = now if told and state != "cancelled" else None
        if case.kind == "complaint":
            self._cards(case, command, after)

    def count(self, case: Case, command: str, earlier: str) -> None:
        """What begins or ceases to repeat an earlier ticket is counted there, once."""
        before = set(case.repeats.values())
        if command in ("repeat-of", "same-matter"):
            case.repeats[command] = earlier
        elif command in ("not-repeat-of", "not-same-matter"):
            del case.repeats[command.removeprefix("not-")]
        changed = before ^ set(case.repeats.values())
        for other in self.cases:
            other.version += other.id in changed

    def _cards(self, case: Case, command: str, after: dict[str, Any]) -> None:
        """The day counts from intake; what is reopened is due when it was, or at once."""
        now = self.clock.at
        if command == "complete":
            case.cards += case.due_at is not None and now >= case.due_at
            case.due_at = None
        elif command == "cancel":
            case.due_at = None
        elif self._reopens(command, after):
            case.due_at = None if case.cards else max(case.at + timedelta(hours=24), now)
            case.letter = "open" if case.letter else ""

    @staticmethod
    def _reopens(command: str, after: dict[str, Any]) -> bool:
        back = {"reject", "send-back", "follow-up", "visit", "correct"}
        return command in back and after["state"] == "dispatched"

    def _accept(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.done[-1][2] == "completed"
        assert signers.isdisjoint(case.who(*WORKED))

    _accept_for = _reject = _accept

    def _review(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.done[-1][2] == "followed_up"
        involved = case.who(*WORKED, "follow-up", "visit", "correct", "decide")
        this_time = [each for each in case.since("complete") if each[0].startswith("accept")]
        for each in this_time[-1:]:
            involved |= each[1]
        assert signers.isdisjoint(involved | {case.reporter, *case.owners})

    _send_back = _review

    def _archive(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        steps = [each[0] for each in case.since("complete")]
        order = ["complete", "accept", "follow-up", "review"]
        spelled = {"accept-for": "accept", "visit": "follow-up", "correct": "follow-up"}
        plain = iter(spelled.get(each, each) for each in steps)
        assert all(each in plain for each in order), steps
        assert after["archived_at"]

    def _start(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        charged = after["warranty"] is not None and not after["warranty"]["covered"]
        reworked = any(self._reopens(command, {"state": to}) for command, _, to in case.done)
        assert not charged or reworked or any(each[0] == "consent" for each in case.done)

    def _complete(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.letter != "open"

    def _same_matter(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.letter == ""
        case.letter = "open"

    def _not_same_matter(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.letter == "open"
        case.letter = ""

    def _decide(self, case: Case, signers: frozenset[str], after: dict[str, Any]) -> None:
        assert case.letter == "open"
        assert signers.isdisjoint({case.reporter, *case.owners, *case.who(*WORKED)})
        assert signers & {"gm-ng", "all-in-one"}
        case.letter = "decided"

    def jump(self, chance: Random) -> None:
        """By so many seconds; or to a deadline, a moment before it or after it."""
        self.clock.tick(seconds=chance.choice(JUMPS))
        ahead = [due.due_at for _, due in self.store.timers if due.kind == "ticket"]
        ahead = [each for each in ahead if each > self.clock.at]
        if ahead and chance.random() < 0.6:
            moment = timedelta(milliseconds=chance.choice((-1, 0, 0, 1)))
            self.clock.at = min(ahead) + moment
            if chance.random() < 0.5:
                self.check(chance)

    def check(self, chance: Random) -> None:
        """The dispatch check, twice: called for an instant, it runs then or later."""
        as_of = self.clock.at
        self.clock.tick(seconds=chance.choice((0, 0, 1, 3600)))
        now = self.clock.at
        due = {case.id: case.due_at for case in self.cases}
        untold = [
            case
            for case in self.cases
            if case.kind == "repair_indoor"
            and case.told_at is None
            and self.ticket(case).state != "cancelled"
            and case.at + timedelta(minutes=5) <= as_of
        ]
        before = {case.id: self.ticket(case) for case in self.cases}
        first = deadlines.run(self.service, DISPATCH_CHECK, as_of, "run", site=SITE)
        assert first.failed == 0
        assert deadlines.run(self.service, DISPATCH_CHECK, as_of, "run", site=SITE).fired == 0
        for case in untold:
            case.told_at, case.by_the_job = now, True
        for case in self.cases:
            due_at, was, after = due[case.id], before[case.id], self.ticket(case)
            if due_at is not None and due_at <= as_of:
                case.cards, case.due_at = case.cards + 1, None
            case.version = after.version
            for name in ("state", "follow_ups", "acceptance", "review", "letter", "improvements"):
                assert getattr(after, name) == getattr(was, name), name

    def again(self, chance: Random) -> None:
        """The same request once more; or another under its key."""
        assert self.last
        op, call, answer = self.last
        before = self.store.commits
        if chance.random() < 0.5:
            assert self.service.command(OPS[op], call) == answer
        else:
            fields = vars(call) | {"body": call.body + b" "}
            with pytest.raises(Refusal) as refused:
                self.service.command(OPS[op], Call(**fields))
            assert refused.value.code == "key_reused"
        assert self.store.commits == before

    def delegate(self, chance: Random) -> None:
        giver, taker, days = chance.choice(GIVERS), chance.choice(TAKERS), chance.randint(0, 3)
        roles = {"gm-ng": "gm", "assistant-lam": "property_assistant"}
        day = self.clock.at + timedelta(hours=8)
        form = {"taker": taker, "role": roles.get(giver, "cs_supervisor")}
        form |= {"first": f"{day:%Y-%m-%d}", "last": f"{day + timedelta(days=days):%Y-%m-%d}"}
        code, made = self.ask("delegation-give", giver, form)
        if not code:
            id = made["delegation"]["id"]
            assert self.ask("delegation-accept", giver, {}, 1, delegation=id)[0] == "other_party"
            assert self.ask("delegation-accept", taker, {}, 1, delegation=id)[0] == ""
        else:
            assert code in ("invalid_form", "delegated_already", "too_many_delegations")

    def now(self) -> str:
        return self.clock.at.isoformat()

    # what holds at all times

    @invariant()
    def numbers_have_no_gap_and_none_is_given_twice(self) -> None:
        given: dict[tuple[str, Any], list[int]] = {}
        for form in self.store.forms.values():
            given.setdefault((form.form, form.day), []).append(form.seq)
        for numbers in given.values():
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    @invariant()
    def tickets_are_as_the_books_say(self) -> None:
        for case in self.cases:
            ticket = self.ticket(case)
            name = f"{SITE}#ticket#{case.id}"
            assert ticket.version == case.version == len(self.store.history[name])
            assert ticket.repeated == sum(case.id in {*c.repeats.values()} for c in self.cases)
            cards = [each for each in ticket.forms if each.form == "complaint_card"]
            assert len(cards) == case.cards <= 1
            self.engineering_was_told_in_time_or_the_breach_is_recorded_once(case, ticket, name)
            balance = self.store.balance(name)
            assert sum(balance.values()) == 0
            assert balance[f"receivable.{ticket.place.unit}"] == ticket.owing
            if ticket.state == "archived":
                assert ticket.owing == 0

    def engineering_was_told_in_time_or_the_breach_is_recorded_once(
        self, case: Case, ticket: Ticket, name: str
    ) -> None:
        if case.kind != "repair_indoor":
            assert ticket.notification is None
            return
        assert ticket.notification
        assert ticket.notification.told_at == case.told_at
        late = case.told_at is not None and case.told_at > case.at + timedelta(minutes=5)
        breached = late or case.by_the_job
        facts = [each for each in self.store.history[name] if each.facts.get("breached")]
        told = [
            m for about, m in self.store.messages if (about, m.code) == (name, "notify_breached")
        ]
        assert len(facts) == len(told) == breached

    def teardown(self) -> None:
        for key, record in self.store.records.items():
            if key.kind not in (Site, Terms):
                name = f"{SITE}#{record.name_in_history}"
                assert list(flaws(record, self.store.history[name])) == []
        running = {(d.id, d.clause, d.due_at) for _, d in self.store.timers if d.kind == "ticket"}
        kept = {
            (case.id, each.clause, each.due_at)
            for case in self.cases
            for each in self.ticket(case).timers
        }
        assert running == kept


Desk.TestCase.settings = WALKS
TestDesk = pytest.mark.clause(
    *("P-once", "P-together", "P-history", "P-number", "P-approve", "P-money"),
    *("T-4.2.1", "T-4.2.3", "T-4.3.2", "T-4.4.1", "T-4.4.3", "T-4.4.4", "T-4.5"),
)(Desk.TestCase)

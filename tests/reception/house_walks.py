"""Walks through the official reception and its money: good steps and bad ones, the same key twice,
versions long gone, substitutes, other settings, clocks that jump, a process that dies before its
transaction or after it.
"""

import itertools
import json
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from chalicelib.common.delegations import service as delegations
from chalicelib.core.errors import Refusal
from chalicelib.core.ports import Answer, Key
from chalicelib.core.site import Site
from chalicelib.reception import jobs
from chalicelib.reception.claims import advances
from chalicelib.reception.claims import service as claims
from chalicelib.reception.claims.life import ADVANCES, CLAIMS
from chalicelib.reception.receptions import service as receptions
from chalicelib.reception.receptions.life import RECEPTION
from chalicelib.reception.settings import service as terms
from chalicelib.reception.settlements import service as settlements
from chalicelib.reception.settlements.life import ANSWERING, SETTLING
from chalicelib.reception.settlements.model import Statement
from chalicelib.service import deadlines
from chalicelib.service.operations import Call, Command
from chalicelib.service.requests import Service
from tests.reception.books import Books, Case
from tests.reception.walking import (
    BRANCH,
    DEPUTY,
    KINDS,
    ONE,
    PAYER,
    PEOPLE,
    SITE,
    SURGEON,
    USUAL,
    Filling,
    opened,
)
from tests.support.hospital import ADMIN, FINANCE, GM, HOST, OFFICE_HEAD, OFFICER
from tests.support.memory import MemoryStore
from tests.support.world import MONDAY, Clock

OPS: dict[str, Command] = {}
LIVES = {
    "reception": RECEPTION,
    "advance": ADVANCES,
    "claim": CLAIMS,
    "settlement": SETTLING,
    "statement": ANSWERING,
}
SHOWN = {
    "reception": receptions.SHOW,
    "advance": advances.SHOW,
    "claim": claims.SHOW,
    "settlement": settlements.SHOW,
    "statement": settlements.STATEMENT,
}
BEGINS = frozenset({"request", "ask", "draft", "draw-up"})
"""The steps that there is no record before."""
BY_THE_FORM = {
    *("invalid_form", "nothing_new", "plan_stopped", "letter_used", "unroutable"),
    *("receives_already", "over_budget", "budget_missing", "not_granted", "own_cost"),
    *("over_plan", "advance_short", "over_balance", "over_owing", "receipt_used", "no_such_line"),
    *("unconfirmed", "their_word", "settled_already", "too_late", "found_since"),
    *("claim_settled", "not_your_reception"),
}
"""What a step that is open may still be refused for: by its form, or what else it looks at."""
ENDED = {"settled", "refused", "withdrawn", "closed", "cancelled", "given_up", "reversed"}
WHAT = (
    *("onward",) * 8,
    *("as_offered",) * 4,
    *("anything", "anything", "another", "lend", "lend", *("spend",) * 5, *("settle",) * 3),
    *("jump", "jump", "remind", "again", "delegate", "resettle"),
)
"""As often as each is worth."""
JUMPS = (-5, 0, 1, 3600, 86399, 86400, 86400, 2 * 86400)
"""Seconds."""
GIVERS = {GM: "gm", OFFICE_HEAD: "office_head", DEPUTY: "department_manager"}
TAKERS = (OFFICE_HEAD, OFFICER, DEPUTY, FINANCE, SURGEON)
SETTINGS: tuple[dict[str, Any], ...] = (
    {"gm_delegable": True},
    {"gm_delegable": False},
    {"signs": ["department_manager", "office_head"]},
    {"signs": ["office_head"]},
    {"signs": ["gm_office_director"]},
    {"hosts": {"most": 3, "up_to": 10, "part": 3, "within_guests": False}},
)


class Died(BaseException):
    """The process is gone, and whoever asked does not know how far it had come."""


class Mortal(MemoryStore):
    """A store whose process dies when it is told to, before its transaction or after it."""

    dies: str | None = None

    def commit(self, *given: Any, **more: Any) -> None:
        dies, self.dies = self.dies, None
        if dies == "before":
            raise Died
        super().commit(*given, **more)
        if dies == "after":
            raise Died


class HouseWalks(RuleBasedStateMachine):
    """Everything that may happen to a few receptions and their money."""

    def __init__(self) -> None:
        super().__init__()
        self.store, self.clock = Mortal(), Clock(MONDAY)
        vars(self.store).update(vars(opened().fork()))
        OPS.update(operations(self.store))
        ids = itertools.count(1)
        self.service = Service(
            store=self.store,
            clock=self.clock,
            fresh_id=lambda at: f"n{next(ids):04d}",
            pause=lambda attempt: None,
        )
        self.keys, self.turns = itertools.count(1), itertools.count(1)
        self.letters, self.receipts = itertools.count(1), itertools.count(1, 10)
        self.books = Books()
        self.last: tuple[Command, Call, Answer] | None = None
        self.dies: str | None = None

    # asking

    def ask(
        self, op: str, who: str, form: Any, version: int | None = None, **params: str
    ) -> tuple[str, Any]:
        """The refusal's code, or "" and what was answered. A refusal stores nothing.

        Where the process dies, the client asks again: it was done once, or is done now.
        """
        call = Call(
            person=who,
            params={"site": SITE, **params},
            body=json.dumps(form).encode(),
            key=f"key-{next(self.keys)}",
            if_match=None if version is None else f'"{version}"',
        )
        before = self.store.commits
        self.store.dies, self.dies = self.dies, None
        try:
            answer = self._tried(OPS[op], call)
        except Refusal as refusal:
            assert self.store.commits == before
            return refusal.code, None
        finally:
            self.store.dies = None
        assert self.store.commits == before + 1
        self.last = OPS[op], call, answer
        return "", json.loads(answer.body)

    def _tried(self, op: Command, call: Call) -> Answer:
        try:
            return self.service.command(op, call)
        except Died:
            return self.service.command(op, call)

    def record(self, case: Case) -> Any:
        return self.store.records[Key(KINDS[case.kind], case.site, case.id)]

    def offered(self, case: Case, who: str) -> set[str] | None:
        """The steps that the API shows a person; None if it shows them no such record."""
        call = Call(person=who, params={"site": case.site, case.kind: case.id})
        try:
            shown = json.loads(self.service.read(SHOWN[case.kind], call).body)
        except Refusal:
            return None
        return {each["command"] for each in shown["allowed_actions"]}

    def filling(self, chance: Random, who: str) -> Filling:
        return Filling(store=self.store, chance=chance, now=self.clock.at, who=who)

    # what happens

    @initialize(chance=st.integers(0, 2**64))
    def begin(self, chance: int) -> None:
        self.request(Random(chance), HOST)

    @rule(what=st.sampled_from(WHAT), chance=st.integers(0, 2**64))
    def happens(self, what: str, chance: int) -> None:
        """One of the things below. What Hypothesis draws is where its dice begin to roll."""
        rolled = Random(f"{chance} {next(self.turns)}")
        self.dies = rolled.choice((None, None, None, "before", "after"))
        getattr(self, what)(rolled)
        self.dies = None

    def another(self, chance: Random) -> None:
        if len(self.books.of("reception")) < 3:
            self.request(chance, chance.choice((HOST, OFFICER, SURGEON, ONE)))

    def request(self, chance: Random, who: str) -> None:
        form = self.filling(chance, who).request(next(self.letters))
        code, shown = self.ask("reception-request", who, form)
        if code:
            assert code in ("letter_used", "invalid_form")
        else:
            self.books.begun("reception", shown["reception"], who)

    def _chosen(self, chance: Random, kind: str, *states: str) -> Case | None:
        """One of a kind, the newest before others; mostly one that stands so."""
        known = self.books.of(kind)
        fit = [each for each in known if each.state in states]
        known = fit if fit and chance.random() < 0.9 else known
        return chance.choice(known[-1:] * 2 + known) if known else None

    def _spendable(self, chance: Random) -> Case | None:
        return self._chosen(chance, "reception", "approved", "departed")

    def lend(self, chance: Random) -> None:
        reception, who = self._spendable(chance), chance.choice((OFFICER, HOST, ONE))
        if reception and len(self.books.of("advance")) < 4:
            form = self.filling(chance, who).ask(self.record(reception))
            code, shown = self.ask("advance-ask", who, form)
            if code:
                assert code in BY_THE_FORM | {"too_late"}
                return
            reception.version += 1
            self.books.begun("advance", shown["advance"], who)

    def spend(self, chance: Random) -> None:
        reception, who = self._spendable(chance), chance.choice((OFFICER, HOST, ONE))
        lent = self._chosen(chance, "advance", "paid")
        if lent and lent.state == "paid" and chance.random() < 0.7:
            reception = self.books.one("reception", lent.shown["reception"])
            who = lent.shown["person"]
        if reception and len(self.books.of("claim")) < 8:
            form = self.filling(chance, who).draft(self.record(reception), next(self.receipts))
            code, shown = self.ask("claim-draft", who, form)
            if code:
                assert code in BY_THE_FORM
                return
            made = self.books.begun("claim", shown["claim"], who)
            if chance.random() < 0.8:
                self.take(made, "submit", who, chance)

    def settle(self, chance: Random) -> None:
        reception = self._chosen(chance, "reception", "departed")
        who = chance.choice((OFFICER, FINANCE, ONE))
        for each in self.books.of("claim", reception=reception.id) if reception else ():
            if each.state in ("pending", "signed") and chance.random() < 0.8:
                self.further(each, chance, 3)
        if reception:
            code, shown = self.ask("settlement-draw-up", who, {"reception": reception.id})
            if code:
                assert code in BY_THE_FORM | {"not_departed", "claims_open", "nothing_to_settle"}
                return
            reception.version += 1
            made = self.books.begun("settlement", shown["settlement"], who)
            self.further(made, chance, chance.choice((0, 0, 3, 9)))

    def onward(self, chance: Random) -> None:
        self.further(self._any(chance), chance, chance.randint(1, 8))

    def further(self, case: Case, chance: Random, steps: int) -> None:
        """A few steps that their usual people may take; one in ten leads back."""
        left = BEGINS | {"reassign"} | self._untimely(chance)
        for _ in range(steps):
            self.clock.tick(seconds=chance.choice((1, 60)))
            back = chance.random() < 0.1
            forward = {
                step.command
                for step in LIVES[case.kind].steps.values()
                if step.forward is not back and step.command not in left
            }
            plan = case.state == "drafted" and case.kind == "reception"
            if plan and (not case.shown["content"]["lines"] or chance.random() < 0.2):
                forward = {"plan"}
            ways = [
                (command, who)
                for who in USUAL[case.kind]
                for command in sorted((self.offered(case, who) or set()) & forward)
            ]
            if not ways:
                return
            self.take(case, *chance.choice(ways), chance)

    def _untimely(self, chance: Random) -> set[str]:
        """Steps that would end most walks before anything was spent."""
        early = {"depart": 0.7, "close": 0.9, "withdraw": 0.8, "cancel": 0.9, "refuse": 0.5}
        early |= {"plan": 0.4, "edit": 0.5, "change": 0.5, "return": 0.7, "reverse": 0.6}
        return {command for command, often in early.items() if chance.random() < often}

    def _any(self, chance: Random) -> Case:
        """Any record, mostly one that is not at its end; of a kind of which there are few as
        often as of the others.
        """
        open_ = [
            each
            for each in self.books.cases
            if each.state not in ENDED and (each.kind, each.state) != ("claim", "paid")
        ]
        cases = open_ if open_ and chance.random() < 0.8 else self.books.cases
        kind = chance.choice(sorted({each.kind for each in cases}))
        return chance.choice([each for each in cases if each.kind == kind])

    def as_offered(self, chance: Random) -> None:
        """Steps that somebody is shown, whoever it is, for as long as they stay at it."""
        case, who = self._any(chance), chance.choice((*PEOPLE, PAYER, ONE, ONE))
        for _ in range(chance.randint(1, 6)):
            steps = sorted((self.offered(case, who) or set()) - self._untimely(chance))
            if steps:
                self.clock.tick(seconds=chance.choice((1, 1200)))
                self.take(case, chance.choice(steps), who, chance)

    def anything(self, chance: Random) -> None:
        """Any step by anybody, now and then on a version that is gone."""
        case = self._any(chance)
        command = chance.choice([each for each in LIVES[case.kind].steps if each not in BEGINS])
        who = chance.choice((*PEOPLE, PAYER))
        self.take(case, command, who, chance, chance.choice((0, 0, 0, 1)))

    def take(self, case: Case, command: str, who: str, chance: Random, behind: int = 0) -> None:
        record, offered = self.record(case), self.offered(case, who)
        pending = case.kind != "reception" or case.state == "pending"
        form = {}
        if command != "approve" or pending:
            form = self.filling(chance, who).usual(case.kind, command, record)
        version = max(record.version - behind, 0)
        op = f"{case.kind}-{command}"
        code, view = self.ask(op, who, form, version, site=case.site, **{case.kind: case.id})
        if code:
            assert self.record(case) is record
            if offered and command in offered:
                assert code in ({"stale"} if behind else BY_THE_FORM), (op, who, code)
            return
        assert not behind
        assert offered is not None
        assert command in offered, (op, who)
        entry = self.store.history[f"{case.site}#{record.name_in_history}"][-1]
        signers = {entry.by, *([entry.facts["whose"]] if "whose" in entry.facts else ())}
        self.books.note(case, command, form, view, frozenset(signers))
        case.version += 1
        self.beside(case, command)

    def beside(self, case: Case, command: str) -> None:
        """What a step has written besides its own record."""
        touched = {"reception": set(), "advance": {"refuse", "withdraw", "resubmit", "return"}}
        touched |= {"claim": {"pay", "submit", "change", "refuse", "withdraw", "reverse"}}
        touched |= {"settlement": {"give-up", "waive", "transfer", "send"}}
        touched |= {"statement": {"confirm", "dispute"}}
        assert command in touched[case.kind] or not self._moved(case)
        for each in self._moved(case):
            each.version = self.record(each).version
            each.shown = self._as_shown(each)
            each.state = each.shown["state"]
        self._received(case)

    def _moved(self, case: Case) -> list[Case]:
        others = (each for each in self.books.cases if each is not case)
        return [each for each in others if each.version != self.record(each).version]

    def _as_shown(self, case: Case) -> dict[str, Any]:
        call = Call(person=ONE if case.site == SITE else PAYER, params={"site": case.site})
        params = {**call.params, case.kind: case.id}
        call = Call(person=call.person, params=params)
        shown = json.loads(self.service.read(SHOWN[case.kind], call).body)
        return shown[case.kind]  # type: ignore[no-any-return]

    def _received(self, case: Case) -> None:
        """What was sent to the other site is there."""
        key = Key(Statement, BRANCH, case.id)
        known = [each for each in self.books.of("statement") if each.id == case.id]
        if case.kind == "settlement" and key in self.store.records and not known:
            made = Case(kind="statement", id=case.id, site=BRANCH, state="received", shown={})
            made.shown = self._as_shown(made)
            self.books.cases.append(made)

    def jump(self, chance: Random) -> None:
        """By so many seconds; or to a reminder, a moment before it or after it."""
        self.clock.tick(seconds=chance.choice(JUMPS))
        ahead = [due.due_at for _, due in self.store.timers if due.due_at > self.clock.at]
        if ahead and chance.random() < 0.4:
            self.clock.at = min(ahead) + timedelta(milliseconds=chance.choice((-1, 0, 0, 1)))
            self.remind(chance)

    def remind(self, chance: Random) -> None:
        """Whoever is late is reminded, once a day, and nothing is decided."""
        as_of = self.clock.at
        self.clock.tick(seconds=chance.choice((0, 0, 1, 3600)))
        before = [self.record(case) for case in self.books.cases]
        self.store.dies, self.dies = self.dies, None
        try:
            assert self._reminded(as_of).failed == 0
        except Died:
            assert self._reminded(as_of).failed == 0
        self.store.dies = None
        assert self._reminded(as_of).fired == 0
        for case, was in zip(self.books.cases, before, strict=True):
            after = self.record(case)
            case.version = after.version
            assert after.state == was.state

    def _reminded(self, as_of: Any) -> deadlines.Report:
        return deadlines.run(self.service, jobs.receptions(), as_of, "run", site=SITE)

    def again(self, chance: Random) -> None:
        """The same request once more; or another under its key."""
        assert self.last
        op, call, answer = self.last
        before = self.store.commits
        if chance.random() < 0.5:
            assert self.service.command(op, call) == answer
        else:
            fields = vars(call) | {"body": call.body + b" "}
            with pytest.raises(Refusal) as refused:
                self.service.command(op, Call(**fields))
            assert refused.value.code == "key_reused"
        assert self.store.commits == before

    def delegate(self, chance: Random) -> None:
        giver, taker = chance.choice(sorted(GIVERS)), chance.choice(TAKERS)
        filling = self.filling(chance, giver)
        form = {"taker": taker, "role": GIVERS[giver], "first": filling.today}
        form["last"] = filling.day(chance.randint(0, 3))
        code, made = self.ask("delegation-give", giver, form)
        if code:
            assert code in ("invalid_form", "delegated_already", "too_many_delegations")
        else:
            id = made["delegation"]["id"]
            assert self.ask("delegation-accept", taker, {}, 1, delegation=id)[0] == ""

    def resettle(self, chance: Random) -> None:
        """Other settings: they hold for what is written from now on."""
        site = self.store.records[Key(Site, SITE, SITE)]
        form = chance.choice(SETTINGS)
        code, _ = self.ask("reception-change", ADMIN, form, site.version)
        assert code in ("", "nothing_changed")
        self.books.delegable |= bool(form.get("gm_delegable"))


def operations(store: MemoryStore) -> dict[str, Command]:
    """Everything that a walk may ask for, by its name."""
    every = (
        *receptions.operations(lambda: None),  # type: ignore[arg-type, return-value]
        *advances.operations(lambda: store),  # type: ignore[arg-type, return-value]
        *claims.operations(lambda: store, lambda: None),  # type: ignore[arg-type, return-value]
        *settlements.OPERATIONS,
        *terms.OPERATIONS,
        *delegations.OPERATIONS,
    )
    return {each.name: each for each in every if isinstance(each, Command)}

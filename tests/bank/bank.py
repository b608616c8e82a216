"""Clerks who charge, fine, take back and take money at once, while everything goes wrong.

Transactions meet others, answers are lost, processes are killed before and after what they sent
arrives. Whoever hears nothing asks again with the same key. Readers look on all the time.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Event, Lock
from typing import Any

from chalicelib.audit.verification import Audit
from chalicelib.core.change import Change
from chalicelib.core.errors import Refusal
from chalicelib.core.history import Stamp, enter
from chalicelib.core.ports import Answer, Conflict, Key, Listing, NewReplay, Unavailable
from chalicelib.lodging.accounts.model import INCOME, Line, What, account, charged
from chalicelib.lodging.accounts.paying import Account
from chalicelib.lodging.routes import OPERATIONS
from chalicelib.service import requests
from chalicelib.service.operations import Call, Command, Read
from chalicelib.store import tables
from chalicelib.store.dynamo import connect
from chalicelib.store.whole import WholeStore
from tests.support.backends import on_engine
from tests.support.calls import Call as Asked
from tests.support.calls import recorded
from tests.support.conduct import GATE, employee, guarded
from tests.support.faults import Died
from tests.support.lodging import DIRECTOR
from tests.support.network import Network, Watched
from tests.support.world import Clock, World, opened

NAMED = {op.name: op for op in OPERATIONS}
FINANCE = "finance-ho"
CASH = "cash.cash"
EMPLOYEES, CLERKS, READERS, TILLS = 24, 8, 2, 6
AN_ACCOUNT = 200
"""Postings of which there is one employee more, in a long run: who pays reads the whole account."""
DIES = 0.03
LINES = 20
"""Lines of one bill; each is a journal of two postings."""
AGAIN = 500
_LATEST = 60
_OTHER = {What.FINE: (INCOME, 1), What.DAMAGE: (INCOME, 1), What.REVERSED: (INCOME, 0)}
"""What stands against a posting on an employee's account, and which of the two it is."""
_OF_PAYMENT = (CASH, 0)


@dataclass
class Bank:
    """A site, its accounts, what was acknowledged, and what readers found."""

    seed: int
    world: World
    network: Network
    employees: list[str]
    wanted: int
    """Postings."""
    patient: WholeStore
    """By which all is read in the end, however long it takes."""
    balances: Counter[str] = field(default_factory=Counter)
    """Account to fen, by what was acknowledged."""
    postings: int = 0
    upheld: list[tuple[str, str, str]] = field(default_factory=list)
    """Violations that may be taken back: id, version, employee."""
    counts: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def run(self) -> None:
        """Until there are so many postings."""
        with ThreadPoolExecutor(CLERKS + READERS + 1) as pool:
            readers = [pool.submit(Reader(self, each).look_on) for each in range(READERS)]
            readers.append(pool.submit(self._carry))
            try:
                list(pool.map(lambda each: Clerk(self, each).work(), range(CLERKS)))
            finally:
                self.over.set()
            for each in readers:
                each.result()
        self.network.arrive()

    def _carry(self) -> None:
        """What those who died had under way arrives sooner or later."""
        while not self.over.wait(0.05):
            self.network.arrive()

    def entered(self, *moved: tuple[str, str, int]) -> None:
        """These journals were acknowledged: who is debited, who credited, fen."""
        with self._lock:
            for debit, credit, fen in moved:
                self.balances[debit] += fen
                self.balances[credit] -= fen
                self.postings += 2

    def count(self, what: str, number: int = 1) -> None:
        """One more of these."""
        with self._lock:
            self.counts[what] += number


@dataclass
class Clerk:
    """One of those who write."""

    bank: Bank
    number: int
    _keys: Iterator[int] = field(default_factory=count)

    def work(self) -> None:
        bank = self.bank
        bank.network.client(self.number)
        self.chance = random.Random(f"{bank.seed}/{self.number}")
        house = bank.world.house.service
        store: Any = Watched(house.store, bank.network, self.number)
        self.service = replace(house, store=store, pause=lambda attempt: None)
        while bank.postings < bank.wanted:
            name = self.chance.choices(("bill", "fine", "take_back", "pay"), (6, 2, 1, 2))[0]
            getattr(self, name)()

    def bill(self) -> None:
        """Up to twenty lines of damage in one transaction, as a check-out charges them."""
        who = self.chance.choice(self.bank.employees)
        lines = [
            Line(what=What.DAMAGE, clause="L-4", fen=self.chance.randint(1, 9999), words="燈")
            for _ in range(self.chance.randint(1, LINES))
        ]
        till, key = f"till-{self.chance.randrange(TILLS)}", f"bill-{self.number}-{next(self._keys)}"
        site, store = self.bank.world.site, self.service.store
        for _ in range(AGAIN):
            try:
                now = self.service.clock()
                loaded = store.load([Key(Account, site, till)], replay=key, now=now)
                if loaded.replay:
                    break
                known = loaded.record(Account, site, till)
                change = Change(
                    before=known,
                    after=known or Account(site=site, id=till),
                    journals=tuple(charged(who, each) for each in lines),
                )
                stamp = Stamp(
                    by=FINANCE, name="何", at=now, command="bill", clause="L-4", correlation=key
                )
                answer = Answer(status=200, headers={}, body=b"{}")
                store.commit(
                    enter(change, stamp),
                    NewReplay(key=key, fingerprint=key, answer=answer, now=now),
                )
                break
            except (Conflict, Unavailable, Died):
                self.bank.count("asked again")
        else:
            raise AssertionError(f"{key} was never answered")
        self.bank.entered(*((account(who), INCOME, each.fen) for each in lines))
        self.bank.count("bills")

    def fine(self) -> None:
        """A violation is reported and upheld."""
        who = self.chance.choice(self.bank.employees)
        happened = self.service.clock().isoformat()
        form = {"breach": "visiting", "happened_at": happened, "words": "x", "employee": who}
        shown = self.give("violation-report", GATE, {}, form, None)
        if shown is None:
            return
        id, version = shown["violation"]["id"], str(shown["version"])
        shown = self.give("violation-uphold", DIRECTOR, {"violation": id}, {}, version)
        if shown is not None:
            self.bank.entered((account(who), INCOME, shown["violation"]["fine"]))
            self.bank.upheld.append((id, str(shown["version"]), who))
            self.bank.count("fines")

    def take_back(self) -> None:
        """A fine that does not hold is taken back by a later posting."""
        try:
            id, version, who = self.bank.upheld.pop(0)
        except IndexError:
            return
        form = {"reason": "認錯人"}
        shown = self.give("violation-reverse", DIRECTOR, {"violation": id}, form, version)
        if shown is not None:
            self.bank.entered((INCOME, account(who), shown["violation"]["fine"]))
            self.bank.count("taken back")

    def pay(self) -> None:
        """An employee pays some of what is owing."""
        who, fen = self.chance.choice(self.bank.employees), self.chance.randint(1, 20_000)
        view = json.loads(self.ask("account", FINANCE, {"employee": who}).body)
        form, version = {"fen": fen, "method": "cash"}, str(view["version"])
        if self.give("account-pay", FINANCE, {"employee": who}, form, version) is not None:
            self.bank.entered((CASH, account(who), fen))
            self.bank.count("payments")

    def give(
        self, name: str, who: str, params: dict[str, str], form: dict[str, Any], version: str | None
    ) -> Any:
        """A command; None if it is refused."""
        match = f'"{version}"' if version else None
        try:
            return json.loads(self.ask(name, who, params, form, match).body)
        except Refusal as refusal:
            self.bank.count(f"refused {name}: {refusal.code}")
            return None

    def ask(
        self,
        name: str,
        who: str,
        params: dict[str, str],
        form: dict[str, Any] | None = None,
        match: str | None = None,
    ) -> Answer:
        """Ask with one key until there is an answer, whoever dies over it.

        Raises: Refusal.
        """
        op = NAMED[name]
        call = Call(
            person=who,
            params={"site": self.bank.world.site, **params},
            body=b"" if form is None else json.dumps(form).encode(),
            correlation="bank",
            key=f"clerk-{self.number}-{next(self._keys)}",
            if_match=match,
        )
        for _ in range(AGAIN):
            try:
                if isinstance(op, Command):
                    return self.service.command(op, call)
                assert isinstance(op, Read)
                return self.service.read(op, call)
            except (Unavailable, Died):
                self.bank.count("asked again")
            except Refusal as refusal:
                if refusal.code != "busy":
                    raise
                self.bank.count("asked again")
        raise AssertionError(f"{name} was never answered")


@dataclass
class Reader:
    """One of those who look on. Everything that is read has to be whole."""

    bank: Bank
    number: int

    def look_on(self) -> None:
        bank = self.bank
        chance = random.Random(f"{bank.seed}/reader/{self.number}")
        seen = Counter[str]()
        while not bank.over.wait(0.01):
            who = chance.choice(bank.employees)
            try:
                if chance.random() < 0.1:
                    self._statement(who, seen)
                else:
                    self._latest(who)
            except Unavailable:
                bank.count("read again")

    def _latest(self, who: str) -> None:
        """The latest postings of an account: each has what stands against it already."""
        site, store = self.bank.world.site, self.bank.world.house.whole
        listing = Listing(
            table="ledger",
            partition=f"{site}#{account(who)}",
            limit=_LATEST,
            newest_first=True,
            consistent=True,
        )
        mine = store.page(listing).items
        keys = {}
        for each in mine:
            other, line = _OTHER.get(each["memo"], _OF_PAYMENT)
            name = (("account", f"{site}#{other}"), ("place", f"{each['journal']}#{line}"))
            keys[tables.Ledger.Meta.table_name, name] = each["fen"]
        against = store.items(keys)
        for key, fen in keys.items():
            whole = against[key]["body"]["fen"] + fen if key in against else fen
            if whole:
                self.bank.found.append(f"half a journal: {key} {whole}")
        self.bank.count("journals read whole", len(keys))
        self.bank.count("reads")

    def _statement(self, who: str, seen: Counter[str]) -> None:
        """The statement adds up, and what was once on it is on it."""
        call = Call(person=FINANCE, params={"site": self.bank.world.site, "employee": who})
        op = NAMED["account-statement"]
        assert isinstance(op, Read)
        shown = json.loads(self.bank.world.house.service.read(op, call).body)
        lines = [each["fen"] for each in shown["entries"]]
        if not sum(lines) == shown["closing"]["fen"] == shown["owing"]["fen"]:
            self.bank.found.append(f"a statement that does not add up: {who}")
        if len(lines) < seen[who]:
            self.bank.found.append(f"a statement that lost lines: {who}")
        seen[who] = len(lines)
        self.bank.count("statements")


def flaws(bank: Bank) -> Iterator[str]:
    """What does not hold once all is done: of every posting, account and journal."""
    yield from bank.found
    balances, journals, postings = Counter[str](), Counter[str](), 0
    pairs = Counter[str]()
    for page in bank.patient.pages(tables.Ledger, 0, 1):
        for item in page:
            body = item["body"]
            postings += 1
            balances[body["account"]] += body["fen"]
            journals[body["journal"]] += body["fen"]
            pairs[body["journal"]] += 1
    if postings != bank.postings:
        yield f"{postings} postings, and {bank.postings} acknowledged"
    for each in {*balances, *bank.balances}:
        if balances[each] != bank.balances[each]:
            yield f"{each}: {balances[each]} fen, and {bank.balances[each]} acknowledged"
    yield from (f"journal {name}: {fen} fen" for name, fen in journals.items() if fen)
    yield from (f"journal {name}: {each} postings" for name, each in pairs.items() if each != 2)
    service = replace(bank.world.house.service, store=bank.patient)
    for who in bank.employees:
        call = Call(person=FINANCE, params={"site": bank.world.site, "employee": who})
        op = NAMED["account-statement"]
        assert isinstance(op, Read)
        owing = json.loads(service.read(op, call).body)["owing"]["fen"]
        if owing != balances[account(who)]:
            yield f"{who} owes {owing} by the statement, {balances[account(who)]} by the fold"
    with ThreadPoolExecutor(2) as readers:
        findings = Audit(lambda: bank.patient, readers).run()
    yield from (f"audit: {each}" for each in findings.flaws)
    if findings.imbalance:
        yield f"audit: imbalance {findings.imbalance}"


@dataclass(frozen=True)
class Run:
    """What came of it."""

    postings: int
    counts: Counter[str]
    faults: Counter[str]
    asked: frozenset[Asked]
    """What was asked of the ledger's table, by everybody."""
    seconds: float
    found: tuple[str, ...]


class Ticking(Clock):
    """A clock that goes on by a millisecond whenever it is looked at."""

    def __call__(self) -> Any:
        return self.tick(milliseconds=1)


def run(postings: int, seed: int = 1) -> Run:
    """A bank on an engine of its own, until there are so many postings; then held against all."""
    with _opened(postings, seed) as bank:
        began = time.perf_counter()
        connection = bank.world.house.service.store._connection  # type: ignore[attr-defined]
        with recorded(connection) as asked, bank.network.between(connection.client):
            bank.run()
        seconds = time.perf_counter() - began
        return Run(
            postings=bank.postings,
            counts=bank.counts,
            faults=bank.network.faults,
            asked=frozenset(each for each in asked if each[1].startswith("ledger")),
            seconds=seconds,
            found=tuple(flaws(bank)),
        )


@contextmanager
def _opened(postings: int, seed: int) -> Iterator[Bank]:
    with on_engine() as address, opened(address, Ticking(), site=f"bank-{seed}") as world:
        guarded(world)
        number = max(EMPLOYEES, postings // AN_ACCOUNT)
        employees = [employee(world, f"debtor-{each}") for each in range(number)]
        turns, requests._TURNS = requests._TURNS, (nullcontext(),)  # type: ignore[assignment]
        try:
            patient = WholeStore(connect("ap-east-1", address, read_seconds=120))
            yield Bank(seed, world, Network(seed, dies=DIES), employees, postings, patient)
        finally:
            requests._TURNS = turns

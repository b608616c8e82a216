"""The days of an estate, one after the other, by a clock that jumps from one act to the next.

Everybody speaks HTTP, as clients do: on a bad line they send again, after a crash they send again,
who has seen an older state reads and does it anew. Scheduled functions run at the next five minutes
after something falls due; on one day of a quarter, at every five minutes. What nobody may see
otherwise, `checks` holds against what was done.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from app import app
from chalicelib import wiring
from chalicelib.core.means import Means
from chalicelib.core.ports import Failed, Letter
from chalicelib.store.dynamo import connect
from chalicelib.store.whole import WholeStore
from local import schedule, stream
from tests.simulate.affairs import LEAVES, Affairs
from tests.simulate.cases import Case, Done
from tests.simulate.estate import START, instant, local, open_estate, reported
from tests.simulate.habits import HABITS, NAMES, SIGNED, Habit, at_work
from tests.support.faults import Died, Fault, watched
from tests.support.station import GROUP
from tests.support.world import Clock, Reply, World, opened

SITE = "estate"
FIVE = timedelta(minutes=5)
FUNCTIONS = {
    "dispatch-check": "dispatch_check",
    "reconciliation": "reconciliation",
    "handovers": "handovers",
    "plans": "plans",
}
"""Jobs and the functions that run them."""
EVERY_FIVE_MINUTES = tuple(FUNCTIONS.values())
HEADS = {"engineering": "head-cheung", "grounds": "head-ho"}
TICKING = {(month, 15) for month in (1, 4, 7, 10)}
"""Months and days on which the schedule is kept to the minute."""
CRASHES, TWICE, OTHERWISE, UNASKED = 0.01, 0.02, 0.003, 0.05
"""How often a process dies under a request, a request is sent twice, and with another body; and
somebody signs who does not stand in that day."""


@dataclass(frozen=True)
class Violation:
    """Something that the rulebook rules out, and happened."""

    day: date
    what: str


@dataclass
class Year:
    """An estate, and everything that is under way in it."""

    world: World
    chance: Random
    households: int
    busy: float = 1.0
    cases: dict[str, Case] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Of a unit or an area, the newest matter."""
    touched: set[str] = field(default_factory=set)
    """Cases of which something happened since the last check."""
    counts: Counter[str] = field(default_factory=Counter)
    found: list[Violation] = field(default_factory=list)
    midnight: datetime = field(init=False)
    """The end of the day: what falls due until then is seen to, at the latest as it strikes."""
    reports: dict[tuple[date, str], datetime] = field(default_factory=dict)
    """When a department's report of a day was handed in."""
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _ticks: set[tuple[datetime, str]] = field(default_factory=set)
    _due: dict[datetime, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.midnight = self.now
        self.affairs = Affairs(self)

    @property
    def now(self) -> datetime:
        return self.world.clock()

    @property
    def today(self) -> date:
        return local(self.now).date()

    def digest(self) -> str:
        """One number for everything that was done and counted: the same seed has the same."""
        lived = (
            sorted(self.counts.items()),
            [(id, case.log) for id, case in self.cases.items()],
            [plan.orders for plan in self.affairs.plans],
        )
        return sha256(repr(lived).encode()).hexdigest()[:16]

    def violated(self, what: str) -> None:
        """Note what must not be."""
        self.found.append(Violation(local(self.midnight - FIVE).date(), what))

    def at(self, when: datetime, act: Callable[[], None]) -> None:
        """Have something done then, or now if that is over."""
        at = when.replace(microsecond=when.microsecond // 1000 * 1000)
        heapq.heappush(self._heap, (max(at, self.now), next(self._numbers), act))

    def live(self, day: date) -> None:
        """A day from midnight to midnight."""
        self.midnight = instant(day + timedelta(days=1), 0)
        self._plan(day)
        while self._heap and self._heap[0][0] < self.midnight:
            when, _, act = heapq.heappop(self._heap)
            self.world.clock.at = max(when, self.now)
            act()
        self.world.clock.at = self.midnight - timedelta(milliseconds=1)
        self._hand_over_messages()

    # What a day brings by itself.

    def _plan(self, day: date) -> None:
        for each in reported(day, self.households, self.busy, self.chance):
            self.at(each.at, lambda each=each: self.intake(each.who, each.form))  # type: ignore[misc]
        for hours, leaves, comes in (
            (8.0, "desk-leung", "desk-chan"),
            (20.0, "desk-chan", "desk-leung"),
        ):
            self.at(
                instant(day, hours),
                lambda leaves=leaves, comes=comes: self._shift(leaves, comes),  # type: ignore[misc]
            )
        for department, head in HEADS.items():
            roll = self.chance.random()
            if roll < 0.9:
                hours = 15.5 + self.chance.random() * 1.4
            elif roll < 0.97:
                hours = 17.1 + self.chance.random() * 4
            else:
                continue
            self.at(
                instant(day, hours),
                lambda day=day, d=department, head=head: self._report(day, d, head),  # type: ignore[misc]
            )
        self.affairs.plan(day)
        for name in ("day_reminds_at", "day_closes_at"):
            minutes = self.affairs.in_force(instant(day, 0))[name]
            self._tick(instant(day, minutes / 60), "reconciliation")
        self.at(instant(day, 13.0), self._hand_over_messages)
        self.at(instant(day, 3.0), lambda: self._run("orphans"))
        every = 1 if (day.month, day.day) in TICKING else 288  # the last sees to all that is due
        for number in range(287, -1, -every):
            for function in EVERY_FIVE_MINUTES:
                self._tick(instant(day, number / 12), function)

    def intake(self, who: str, form: dict[str, Any]) -> None:
        """A matter is reported, at the desk or by an owner."""
        place, outage = form.get("unit") or form["area"], self.affairs.outage_of(form)
        before = self.places.get(place)
        if before and form.get("area") is None and self.chance.random() < 0.1:
            form = form | {"repeats": before}
        if outage and not who.startswith("owner") and self.chance.random() < 0.6:
            form = form | {"incident": outage}
        reply = self.post("/tickets", who, form)
        if reply.status != 201:
            self.violated(f"intake refused: {reply.status} {reply.body!r}")
            return
        case = Case(reply.ticket, reply.etag, before=before, outage=outage)
        case.log.append(Done(self.now, "intake", who, form))
        if "repeats" in form:
            self.touched.add(form["repeats"])
        self.places[place] = case.id
        self.take_up(case)

    def take_up(self, case: Case) -> None:
        """A matter that there is from now on."""
        case.terms = self.affairs.in_force(case.log[0].at)
        case.earlier = self._earlier(case)
        self.cases[case.id] = case
        self.counts[f"taken in: {case.kind}"] += 1
        self._seen(case)
        self._go_on(case)

    def _earlier(self, case: Case) -> str | None:
        """A complaint of the same unit and category, which the desk is shown as likely the same."""
        ticket, days = case.ticket, case.terms["same_matter_days"] - 1
        if ticket["kind"] != "complaint":
            return None
        known = [
            each.id
            for each in self.cases.values()
            if each.kind == "complaint"
            and each.ticket["category"] == ticket["category"]
            and each.ticket["place"]["unit"] == ticket["place"]["unit"]
            and each.ticket["state"] != "cancelled"
            and each.log[0].at > self.now - timedelta(days=days)
        ]
        return known[-1] if known else None

    # What people do about a matter.

    def _go_on(self, case: Case) -> None:
        habits = [each for each in HABITS.get(case.ticket["state"], ()) if each.when(case)]
        if not habits:
            return
        habit = self.chance.choices(habits, [each.weight for each in habits])[0]
        who = habit.who(case, self.chance)
        at = self.now + timedelta(hours=self.chance.expovariate(1 / habit.hours))
        if habit.command == "follow-up" and case.ticket["call_from"]:
            at = max(at, instant(date.fromisoformat(case.ticket["call_from"]), 9))
        if habit.command == "visit":
            at = max(at, self.now + timedelta(minutes=30))
        state = case.ticket["state"]
        self.at(at_work(who, at), lambda: self._do(case, habit, who, state))

    def _do(self, case: Case, habit: Habit, who: str, state: str) -> None:
        if case.ticket["state"] != state or not habit.when(case):
            self._go_on(case)
            return
        leave = self.affairs.leave_of(who)
        if leave and not (leave.accepted and habit.command in SIGNED):
            back = at_work(who, instant(leave.last + timedelta(days=1), 0))
            self.at(back, lambda: self._do(case, habit, who, state))
            return
        if leave:
            who = leave.taker
        elif habit.command in SIGNED and self.chance.random() < UNASKED:
            self._unasked(case, habit, who)
        form = habit.fill(case, self.chance, self.now)
        if form.get("signed_name") == "_who":
            form = form | {"signed_name": NAMES.get(who) or f"業戶{who.removeprefix('owner-')}"}
        path = f"/tickets/{case.id}/{habit.command}"
        reply = self.post(path, who, form, case.etag)
        self.counts[f"{habit.command} {reply.status}"] += 1
        if reply.status == 412:
            self._read(case)
        elif habit.refused:
            if reply.status < 400 or reply.json["code"] != habit.refused:
                self.violated(f"{habit.command} on {case.id} was not refused: {reply.body!r}")
            if reply.status < 400:
                self._took(case, reply, habit.command, who, form)
        elif reply.status == 200:
            self._took(case, reply, habit.command, who, form)
        elif not self._barred(case, reply, who):
            self.violated(f"{habit.command} by {who} on {case.id} ({state}): {reply.body!r}")
            self._read(case)
        self._go_on(case)

    def _unasked(self, case: Case, habit: Habit, who: str) -> None:
        """Somebody signs who stands in on other days, or was never asked to."""
        for each in LEAVES:
            if who != each.giver:
                continue
            form = habit.fill(case, self.chance, self.now) | {"signed_name": NAMES[each.taker]}
            path = f"/tickets/{case.id}/{habit.command}"
            reply = self.post(path, each.taker, form, case.etag)
            self.counts[f"unasked {reply.status}"] += 1
            if reply.status not in (403, 404, 412):
                self.violated(f"{each.taker} did {path} for {who}: {reply.body!r}")

    def _barred(self, case: Case, reply: Reply, who: str) -> bool:
        """Whether it was rightly refused: it is the own work of who stands in, or it is late."""
        code = reply.json["code"] if reply.status in (403, 409) else None
        if code == "clock_runs_on":  # what is due may not have been seen to yet
            return any(
                datetime.fromisoformat(t["due_at"]) <= self.now for t in case.ticket["timers"]
            )
        return code == "own_work" and who in {done.who for done in case.log}

    def _took(self, case: Case, reply: Reply, command: str, who: str, form: dict[str, Any]) -> None:
        earlier = (case.repeats, case.same_matter)
        case.ticket, case.etag = reply.ticket, reply.etag
        case.log.append(Done(self.now, command, who, form))
        if command == "not-same-matter":
            case.earlier = None
        self.touched |= {each for each in (case.repeats, case.same_matter, *earlier) if each}
        self._seen(case)

    def _read(self, case: Case) -> None:
        reply = self.world.get(f"/tickets/{case.id}", "supervisor-chow")
        case.ticket, case.etag = reply.ticket, reply.etag
        self._seen(case)

    def _seen(self, case: Case) -> None:
        """What falls due on it now has its run."""
        self.touched.add(case.id)
        for timer in case.ticket["timers"]:
            self._due.setdefault(self.falls_due(timer), set()).add(case.id)

    def falls_due(self, timer: dict[str, Any]) -> datetime:
        """The run of what falls due by a timer is scheduled."""
        tick = _next_five(datetime.fromisoformat(timer["due_at"]))
        self._tick(tick, FUNCTIONS[timer["job"]])
        return tick

    # What runs by itself.

    def _tick(self, at: datetime, function: str) -> None:
        if (at, function) not in self._ticks:
            self._ticks.add((at, function))
            self.at(at, lambda: self._fire(at, function))

    def _fire(self, at: datetime, function: str) -> None:
        self._ticks.discard((at, function))
        self._run(function)
        if function == "plans":
            self.affairs.adopt()
        if function == "dispatch_check":
            for id in sorted(self._due.pop(at, ())):
                self.touched.add(id)
                if self.chance.random() < 0.8:  # the others are found out by a refusal
                    self._read(self.cases[id])

    def _run(self, function: str) -> None:
        event = schedule.event(self.now)
        if self.chance.random() < 10 * CRASHES:
            with self._dying(6), suppress(Died):
                app.handler_map[function](event, None)
        for _ in range(2 if self.chance.random() < TWICE else 1):
            try:
                app.handler_map[function](event, None)
            except Exception as error:
                self.violated(f"{function} failed: {error!r}")
        self.counts[f"run {function}"] += 1

    def _hand_over_messages(self) -> None:
        """The stream, and the sweep some time later: nothing is left announced."""
        if self.chance.random() < 10 * CRASHES:
            with self._dying(30), suppress(Died):
                stream.play(self.now)
        with self._line_down(self.chance.random() < 0.1):
            stream.play(self.now)
        for _ in range(2):
            self.world.clock.tick(minutes=3)
            self._run("messages")

    @contextmanager
    def _line_down(self, down: bool) -> Iterator[None]:
        """The group's robot does not answer meanwhile."""
        robot = self.world.house.carriers[Means.WECOM]
        before = robot.before  # type: ignore[attr-defined]

        def refuse(letter: Letter) -> None:
            raise Failed("timeout")

        robot.before = refuse if down else before  # type: ignore[attr-defined]
        try:
            yield
        finally:
            robot.before = before  # type: ignore[attr-defined]

    # What goes with a day: shifts and reports.

    def _shift(self, leaves: str, comes: str) -> None:
        opened = self.post("/handovers", leaves, {})
        if opened.status != 201:
            self.violated(f"no handover: {opened.body!r}")
            return
        path = f"/handovers/{opened.json['id']}"
        if self.chance.random() < 0.05:
            form = {"signed_name": NAMES["supervisor-chow"], "reason": "接班人員未能到崗"}
            forced = self.post(f"{path}/force", "supervisor-chow", form, opened.etag)
            self.expect(forced, 200, "force")
            return
        items = self._items(path, leaves)
        signed = {"signed_name": NAMES[leaves]}
        if items and self.chance.random() < 0.1:
            early = self.post(f"{path}/sign-off", leaves, signed, opened.etag)
            if early.status < 400 or early.json["code"] != "note_missing":
                self.violated(f"signed off without notes: {early.body!r}")
        for item in items:
            note = self.post(f"{path}/items/{item}", leaves, {"words": "待跟進"}, '"0"')
            self.expect(note, 200, "note")
        done = self.post(f"{path}/sign-off", leaves, signed, opened.etag)
        self.expect(done, 200, "sign-off")
        late = self.chance.random() < 0.2
        again = self.now + timedelta(minutes=40 if late else 4)
        if late:
            for minutes in (15, 30):
                self._tick(_next_five(self.now + timedelta(minutes=minutes)), "handovers")
        self.at(again, lambda: self._acknowledge(path, comes))

    def _acknowledge(self, path: str, comes: str) -> None:
        items = self._items(path, comes, waiting=True)
        for start in range(0, max(len(items), 1), 100):
            etag = self.world.get(path, comes).etag
            form = {"signed_name": NAMES[comes], "tickets": items[start : start + 100]}
            self.expect(self.post(f"{path}/acknowledge", comes, form, etag), 200, "acknowledge")
        self.counts["handovers"] += 1

    def _items(self, path: str, who: str, *, waiting: bool = False) -> list[str]:
        found: list[str] = []
        cursor = ""
        while True:
            page = self.world.get(f"{path}/items?limit=100{cursor}", who).json
            found += [
                each["ticket"] for each in page["items"] if not (waiting and each["acknowledged"])
            ]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    def _report(self, day: date, department: str, head: str) -> None:
        form = {"signed_name": NAMES[head], "words": "今日工單如上"}
        path = f"/days/{day}/reports/{department}"
        reply = self.post(path, head, form, '"0"')
        if self.expect(reply, 200, "report"):
            self.reports[day, department] = self.now

    def expect(self, reply: Reply, status: int, what: str) -> bool:
        self.counts[f"{what} {reply.status}"] += 1
        if reply.status != status:
            self.violated(f"{what}: {reply.status} {reply.body!r}")
        return reply.status == status

    # How a request comes over a bad line.

    def post(self, path: str, who: str, form: Any, etag: str | None = None) -> Reply:
        """A request that may have to be sent again, under its key."""
        key = f"y{next(self._numbers)}"

        def send(body: Any) -> Reply:
            return self.world.post(path, who, body, if_match=etag, key=key)

        if self.chance.random() < CRASHES:
            with self._dying(2), suppress(Died):
                send(form)
            self.counts["crashes"] += 1
        reply = send(form)
        if reply.status >= 500:
            self.violated(f"{path}: {reply.status} {reply.body!r}")
        roll = self.chance.random()
        if roll < TWICE:
            again = send(form)
            told = (again.status, again.body, again.headers.get("ETag"))
            if reply.status < 400 and told != (reply.status, reply.body, reply.headers.get("ETag")):
                self.violated(f"{path} sent twice was answered otherwise: {again.body!r}")
            self.counts["sent twice"] += 1
        elif roll < TWICE + OTHERWISE and reply.status < 400:
            other = send({**form, "words": "另一內容"})
            if other.status != 422 or other.json["code"] not in ("key_reused", "invalid_form"):
                self.violated(f"{path} with another body: {other.status} {other.body!r}")
        self.counts["requests"] += 1
        return reply

    @contextmanager
    def _dying(self, calls: int) -> Iterator[None]:
        """The process dies after one of so many storage calls."""
        connection = self.world.house.service.store._connection  # type: ignore[attr-defined]
        with watched(connection, self.chance.randrange(calls), Fault.DIES):
            yield


def _next_five(at: datetime) -> datetime:
    """When the schedule comes by next."""
    whole = at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)
    return whole if whole == at else whole + FIVE


@contextmanager
def estate(address: str, seed: int, households: int, busy: float = 1.0) -> Iterator[Year]:
    """An estate that opens on the first day, its group told by a robot what engineering is told."""
    chance = Random(seed)
    with opened(address, Clock(instant(START, 0))) as small:
        ids = itertools.count(1)

        def fresh_id(at: datetime) -> str:
            return f"{int(at.timestamp() * 1000):011x}{next(ids):010x}"

        service = replace(small.house.service, fresh_id=fresh_id, pause=lambda attempt: None)
        whole = WholeStore(connect("ap-east-1", address, read_seconds=120))
        house = replace(small.house, service=service, whole=whole)
        with wiring.serving(house):
            world = World(house=house, clock=small.clock, site=SITE)
            open_estate(world, households, chance)
            year = Year(world, chance, households, busy)
            etag = world.get("/telling", "admin-cheng").etag
            rule = {"channels": [GROUP], "rules": []}
            assert world.post("/telling", "admin-cheng", rule, if_match=etag).status == 200
            yield year

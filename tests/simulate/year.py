"""The days of an estate: what is reported, and what people do about it.

Scheduled functions run at the next five minutes after something falls due; on one day of a
quarter, at every five minutes. What nobody may see otherwise, `checks` holds against what was done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.simulate.affairs import LEAVES, Affairs
from tests.simulate.cases import Case, Done
from tests.simulate.estate import instant, open_estate, reported
from tests.simulate.habits import HABITS, NAMES, SIGNED, Habit, at_work
from tests.simulate.living import TICKING, Living, Timeline, next_five, together
from tests.support.station import GROUP
from tests.support.world import Reply, World

SITE = "estate"
FUNCTIONS = {
    "dispatch-check": "dispatch_check",
    "reconciliation": "reconciliation",
    "handovers": "handovers",
    "plans": "plans",
}
"""Jobs and the functions that run them."""
EVERY_FIVE_MINUTES = tuple(FUNCTIONS.values())
HEADS = {"engineering": "head-cheung", "grounds": "head-ho"}
UNASKED = 0.05
"""How often somebody signs who does not stand in that day."""


@dataclass
class Year(Living):
    """An estate, and everything that is under way in it."""

    households: int = 0
    busy: float = 1.0
    cases: dict[str, Case] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """Of a unit or an area, the newest matter."""
    touched: set[str] = field(default_factory=set)
    """Cases of which something happened since the last check."""
    reports: dict[tuple[date, str], datetime] = field(default_factory=dict)
    """When a department's report of a day was handed in."""
    _due: dict[datetime, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.affairs = Affairs(self)

    def lived(self) -> Any:
        """What was done to every matter, and which orders the plans opened."""
        return (
            [(id, case.log) for id, case in self.cases.items()],
            [plan.orders for plan in self.affairs.plans],
        )

    # What a day brings by itself.

    def plan(self, day: date) -> None:
        """What is reported on a day, shifts, reports, affairs, and what runs by itself."""
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
            self.tick(instant(day, minutes / 60), "reconciliation")
        self.at(instant(day, 13.0), self.hand_over_messages)
        self.at(instant(day, 3.0), lambda: self.run("orphans"))
        every = 1 if (day.month, day.day) in TICKING else 288  # the last sees to all that is due
        for number in range(287, -1, -every):
            for function in EVERY_FIVE_MINUTES:
                self.tick(instant(day, number / 12), function)

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
        tick = next_five(datetime.fromisoformat(timer["due_at"]))
        self.tick(tick, FUNCTIONS[timer["job"]])
        return tick

    def ran(self, at: datetime, function: str) -> None:
        """What the job may have moved is looked at, at least by some."""
        if function == "plans":
            self.affairs.adopt()
        if function == "dispatch_check":
            for id in sorted(self._due.pop(at, ())):
                self.touched.add(id)
                if self.chance.random() < 0.8:  # the others are found out by a refusal
                    self._read(self.cases[id])

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
                self.tick(next_five(self.now + timedelta(minutes=minutes)), "handovers")
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


@contextmanager
def estate(address: str, seed: int, households: int, busy: float = 1.0) -> Iterator[Year]:
    """An estate that lives alone."""
    with together(address) as world:
        yield opened_estate(world, Timeline(world.clock), seed, households, busy)


def opened_estate(
    world: World, timeline: Timeline, seed: int, households: int, busy: float = 1.0
) -> Year:
    """An estate that opens on the first day, its group told by a robot what engineering is told."""
    chance, world = Random(seed), replace(world, site=SITE)
    open_estate(world, households, chance)
    year = Year(world, chance, timeline, households=households, busy=busy)
    etag = world.get("/telling", "admin-cheng").etag
    rule = {"channels": [GROUP], "rules": []}
    assert world.post("/telling", "admin-cheng", rule, if_match=etag).status == 200
    return year

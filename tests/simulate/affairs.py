"""What an estate does beside its matters: settings, outages, plans, and who stands in for whom."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.core.record import plain
from local import sample
from tests.simulate.cases import Case, Done
from tests.simulate.estate import AREAS, START, instant, owner, unit
from tests.support.world import Reply

if TYPE_CHECKING:
    from tests.simulate.year import Year


class Seat(NamedTuple):
    """Somebody who goes on leave at times, who stands in then, and in what."""

    giver: str
    taker: str
    role: str


_DAY = timedelta(days=1)
_PRICES = plain(sample.terms().prices)
FIRST: dict[str, Any] = {
    "number": 1,
    "notify_minutes": 5,
    "card_hours": 24,
    "reply_hours": 24,
    "same_matter_days": 90,
    "day_reminds_at": 16 * 60 + 30,
    "day_closes_at": 17 * 60,
    "counts": "clock",
    "pausable": ("reply_hours",),
    "fen": {each["code"]: each["fen"] for each in _PRICES},
}
"""What the estate is opened with, as far as something here goes by it."""
SETTLED: dict[int, dict[str, Any]] = {
    1: {"card_hours": 30},
    3: {"prices": [each | {"fen": each["fen"] + 700} for each in _PRICES]},
    12: {"notify_minutes": 10},
    20: {"clocks": {each: {"pausable": True} for each in ("reply_hours", "card_hours")}},
    45: {"same_matter_days": 30, "tries_per_day": 2},
    90: {"card_hours": 24, "reply_hours": 12},
    130: {"clocks": {"reply_hours": {"counts": "working", "pausable": True}}},
    200: {"day_closes_at": 17 * 60 + 30, "day_reminds_at": 17 * 60},
    260: {"review_hours": 48, "decide_hours": 8},
    300: {"clocks": {}, "reply_hours": 24, "day_closes_at": 17 * 60},
}
"""Days after the first on which settings are changed at ten, and how."""
PLANS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "head-ho",
        {"area": "東門崗亭", "department": "grounds", "every": 3, "period": "days", "at": "07:30"},
    ),
    ("supervisor-chow", {"area": "A 座電梯", "every": 1, "period": "weeks", "at": "08:00"}),
    ("supervisor-chow", {"area": "地庫泵房", "every": 1, "period": "months", "at": "09:00"}),
    ("head-cheung", {"area": "會所泳池", "every": 3, "period": "months", "at": "10:15"}),
)
_BEGINS = (1, 4, 30, 58)
"""Days after the first on which the plans' first orders fall: two of them on a month's last."""
LEAVES = (
    Seat("assistant-lam", "finance-ho", "property_assistant"),
    Seat("supervisor-chow", "head-ho", "cs_supervisor"),
    Seat("gm-ng", "supervisor-fung", "gm"),
)


@dataclass
class Outage:
    """A known outage as the desk knows it."""

    id: str
    etag: str
    building: str | None
    area: str | None
    is_open: bool = True

    def concerns(self, form: dict[str, Any]) -> bool:
        """Whether what is reported lies where it is."""
        unit = form.get("unit")
        return (unit is not None and unit[0] == self.building) or (
            self.area is not None and form.get("area") == self.area
        )


@dataclass
class Upkeep:
    """A maintenance plan: what was done with it, and the orders that it opened."""

    id: str
    etag: str
    who: str
    log: list[Done]
    orders: dict[str, str] = field(default_factory=dict)
    """Of an occurrence's day, the ticket."""
    opened: int = 0

    @property
    def state(self) -> str:
        return self.log[-1].command if self.log[-1].command in ("suspend", "end") else "active"


@dataclass
class Leave:
    """Somebody away, and who stands in meanwhile if they accepted it."""

    giver: str
    taker: str
    role: str
    first: date
    last: date
    id: str = ""
    etag: str = ""
    accepted: bool = False
    revoked: bool = False


class Affairs:
    """The affairs of a year, all by chance but the settings, which are changed on known days."""

    def __init__(self, year: "Year") -> None:
        self._year = year
        self.settings: list[tuple[datetime, dict[str, Any]]] = [(instant(START, 0), FIRST)]
        """From when on which were in force."""
        self.outages: list[Outage] = []
        self.plans: list[Upkeep] = []
        self.leaves: list[Leave] = []

    def plan(self, day: date) -> None:
        """What a day brings."""
        year, since = self._year, (day - START).days
        if since in SETTLED:
            year.at(instant(day, 10), lambda: self._settle(SETTLED[since]))
        if since == 0:
            year.at(instant(day, 9.5), self._set_up)
        if self._happens(0.12):
            year.at(instant(day, 6 + 14 * year.chance.random()), self._announce)
        for each in self.plans:
            if each.state == "active" and self._happens(0.012):
                year.at(instant(day, 11.4), lambda each=each: self._stop(each))  # type: ignore[misc]
        for giver, taker, role in LEAVES:
            if all(each.last < day for each in self.leaves if each.giver == giver) and (
                self._happens(0.012)
            ):
                first = day + year.chance.choice((1, 1, 2)) * _DAY
                last = first + year.chance.randrange(10) * _DAY
                leave = Leave(giver, taker, role, first, last)
                self.leaves.append(leave)
                year.at(instant(day, 9 + 8 * year.chance.random()), lambda x=leave: self._give(x))  # type: ignore[misc]

    def _happens(self, usual: float) -> bool:
        """As often as usual, and more often where more happens."""
        return self._year.chance.random() < min(0.4, usual * self._year.busy)

    def in_force(self, at: datetime) -> dict[str, Any]:
        """The settings in force at an instant."""
        return next(terms for since, terms in reversed(self.settings) if since <= at)

    def closes_at(self, day: date) -> datetime:
        """When a day is closed: by the settings in force as it began, the day before at closing."""
        return instant(day, self.in_force(instant(day, 0))["day_closes_at"] / 60)

    # Settings

    def _settle(self, form: dict[str, Any]) -> None:
        year, known = self._year, self.settings[-1][1]
        etag = year.world.get("/desk", "admin-cheng").etag
        reply = year.post("/desk/change", "admin-cheng", form, etag)
        if not year.expect(reply, 200, "settings"):
            return
        after = {**known, **form, "number": known["number"] + 1}
        if "prices" in form:
            after["fen"] = {each["code"]: each["fen"] for each in form["prices"]}
        if "clocks" in form:
            after["pausable"] = tuple(k for k, v in form["clocks"].items() if v["pausable"])
            after["counts"] = form["clocks"].get("reply_hours", {}).get("counts", "clock")
        self.settings.append((year.now, after))

    # Outages

    def _announce(self) -> None:
        year, chance = self._year, self._year.chance
        somewhere: dict[str, Any] = (
            {"areas": [chance.choice(AREAS)]}
            if chance.random() < 0.4
            else {"buildings": [chance.choice("ABCDEFGH")]}
        )
        form = {"affected": "供水", "words": "停水搶修中", **somewhere}
        who = chance.choice(("desk-chan", "head-cheung"))
        reply = year.post("/incidents", who, form)
        if not year.expect(reply, 201, "outage"):
            return
        [building], [area] = form.get("buildings", [None]), form.get("areas", [None])
        outage = Outage(reply.json["incident"]["id"], reply.etag, building, area)
        self.outages.append(outage)
        for case in year.cases.values():
            if outage.concerns(case.log[0].form):
                case.outage = outage.id
        for _ in range(chance.randrange(1, 6)):
            at = year.now + timedelta(hours=3 * chance.random())
            year.at(at, lambda: year.intake("desk-chan", self._caused_by(outage)))
        over = year.now + timedelta(hours=1 + chance.expovariate(1 / 15))
        if chance.random() < 0.4:
            year.at(year.now + timedelta(hours=1), lambda: self._say_otherwise(outage))
        year.at(over, lambda: self._over(outage))

    def _caused_by(self, outage: Outage) -> dict[str, Any]:
        """What a caller reports where it is."""
        number = self._year.chance.randrange(self._year.households)
        form = {"channel": "phone", "person": owner(number), "words": "沒有水"}
        if outage.area:
            return form | {"kind": "repair_public", "area": outage.area}
        number += (ord(outage.building or "A") - ord("A") - number) % 8
        number -= 8 * (number >= self._year.households)
        form |= {"kind": "repair_indoor", "item": "plumbing", "unit": unit(number)}
        return form | {"person": owner(number)}

    def _say_otherwise(self, outage: Outage) -> None:
        path, form = f"/incidents/{outage.id}/update", {"words": "預計晚上恢復"}
        reply = self._year.post(path, "desk-chan", form, outage.etag)
        if outage.is_open and self._year.expect(reply, 200, "outage update"):
            outage.etag = reply.etag

    def _over(self, outage: Outage) -> None:
        year = self._year
        form = {"result": "已恢復"}
        reply = year.post(f"/incidents/{outage.id}/close", "desk-leung", form, outage.etag)
        if not year.expect(reply, 200, "outage over"):
            return
        outage.is_open = False
        hanging = sum(case.hangs_on == outage.id for case in year.cases.values())
        said = reply.json["incident"]["closed"]["tickets"]
        if said != hanging:
            year.violated(f"outage {outage.id} closed with {said} tickets, {hanging} hang on it")
        for case in year.cases.values():
            if case.outage == outage.id:
                case.outage = None

    def outage_of(self, form: dict[str, Any]) -> str | None:
        """The newest outage that lasts where something is reported."""
        found = [each.id for each in self.outages if each.is_open and each.concerns(form)]
        return found[-1] if found else None

    # Plans

    def _set_up(self) -> None:
        year = self._year
        for (who, what), begins in zip(PLANS, _BEGINS, strict=True):
            missed = year.chance.choice(("skip", "catch_up"))
            form = {
                "words": "定期檢查",
                "first": str(START + begins * _DAY),
                "missed": missed,
                **what,
            }
            reply = year.post("/plans", who, form)
            if year.expect(reply, 201, "plan"):
                made = Done(year.now, "set-up", who, form)
                self.plans.append(Upkeep(reply.json["plan"]["id"], reply.etag, who, [made]))
                self._scheduled(reply)

    def _scheduled(self, reply: Reply) -> None:
        for timer in reply.json["plan"]["timers"]:
            self._year.falls_due(timer)

    def _stop(self, plan: Upkeep) -> None:
        """Suspended for some days, or changed, or, seldom, ended."""
        roll, chance = self._year.chance.random(), self._year.chance
        form = {**plan.log[0].form, **_newest(plan)}
        if roll < 0.25:
            form |= {"every": chance.choice((2, 4)), "at": chance.choice(("06:45", "13:00"))}
            self._do(plan, "change", form)
        elif roll < 0.3:
            self._do(plan, "end", {"reason": "設備已拆除"})
        elif self._do(plan, "suspend", {"reason": "設備更新"}):
            again = self._year.now + chance.randrange(1, 16) * _DAY
            self._year.at(again, lambda: self._resume(plan))

    def _resume(self, plan: Upkeep) -> None:
        self.adopt()  # what fell due before it was suspended still opens
        self._do(plan, "resume", {})

    def _do(self, plan: Upkeep, command: str, form: dict[str, Any]) -> bool:
        reply = self._year.post(f"/plans/{plan.id}/{command}", plan.who, form, plan.etag)
        if not self._year.expect(reply, 200, f"plan {command}"):
            return False
        plan.etag = reply.etag
        plan.log.append(Done(self._year.now, command, plan.who, form))
        self._scheduled(reply)
        return True

    def adopt(self) -> None:
        """What the plans opened meanwhile is a matter like any other."""
        year = self._year
        for plan in self.plans:
            shown = year.world.get(f"/plans/{plan.id}", "supervisor-chow")
            plan.etag = shown.etag
            self._scheduled(shown)
            if shown.json["plan"]["opened"] == plan.opened:
                continue
            plan.opened = shown.json["plan"]["opened"]
            for entry in self._entries(plan):
                if entry["facts"].get("day") and entry["facts"]["day"] not in plan.orders:
                    self._opened(plan, entry["facts"]["day"], entry["facts"]["order"])

    def _entries(self, plan: Upkeep) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            path = f"/plans/{plan.id}/history?limit=100{cursor}"
            page = self._year.world.get(path, "supervisor-chow").json
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    def _opened(self, plan: Upkeep, day: str, number: str) -> None:
        reply = self._year.world.get(f"/forms/{number}", "supervisor-chow")
        id = reply.json["ticket"]["id"]
        shown = self._year.world.get(f"/tickets/{id}", "supervisor-chow")
        plan.orders[day] = id
        form = {"department": shown.ticket["department"], "area": shown.ticket["place"]["area"]}
        case = Case(shown.ticket, shown.etag)
        at = datetime.fromisoformat(shown.ticket["received_at"])
        case.log.append(Done(at, "planned", "system.plans", form))
        self._year.take_up(case)

    # Leaves

    def leave_of(self, person: str) -> Leave | None:
        """The leave that somebody is on today."""
        today = self._year.today
        of_them = (each for each in self.leaves if each.giver == person)
        return next((each for each in of_them if each.first <= today <= each.last), None)

    def _give(self, leave: Leave) -> None:
        year = self._year
        form = {
            "taker": leave.taker,
            "role": leave.role,
            "first": str(leave.first),
            "last": str(leave.last),
        }
        reply = year.post("/delegations", leave.giver, form)
        if year.expect(reply, 201, "delegation"):
            leave.id, leave.etag = reply.json["delegation"]["id"], reply.etag
            year.at(year.now + timedelta(hours=2), lambda: self._answer(leave))

    def _answer(self, leave: Leave) -> None:
        command = "accept" if self._year.chance.random() < 0.9 else "decline"
        leave.accepted = self._end(leave, leave.taker, command) and command == "accept"
        if leave.accepted and self._year.chance.random() < 0.2:
            self._year.at(instant(leave.last, 12), lambda: self._revoke(leave))

    def _revoke(self, leave: Leave) -> None:
        leave.revoked = self._end(leave, leave.giver, "revoke")
        leave.accepted = not leave.revoked

    def _end(self, leave: Leave, who: str, command: str) -> bool:
        reply = self._year.post(f"/delegations/{leave.id}/{command}", who, {}, leave.etag)
        leave.etag = reply.headers.get("ETag", leave.etag)
        return self._year.expect(reply, 200, f"delegation {command}")


def _newest(plan: Upkeep) -> dict[str, Any]:
    """The plan as it was set up or changed last."""
    return next(each.form for each in reversed(plan.log) if each.command in ("set-up", "change"))

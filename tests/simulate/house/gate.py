"""The gate: passes scanned, visitors signed in and out, what it has to say (L-5, L-9, L-10)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.core.ports import Unavailable
from tests.simulate.estate import instant, local, poisson
from tests.simulate.house.book import Stay
from tests.simulate.house.owed import MINUTE, whole_minute
from tests.simulate.house.people import CLERK, GUARDS, SHUM, employee
from tests.support.faults import failing

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear
    from tests.support.world import Reply

A_DAY = 0.08
"""Visitors a bed."""
AWAY = 0.03
"""How often the store is away as a pass is scanned."""
ENDED = {"revoked": "pass_revoked", "returned": "pass_returned", "lost": "pass_lost"}
ALLOWED = ("pass_valid", "visiting")


@dataclass
class Pass:
    """A pass as whoever carries it knows it."""

    id: str
    holder: str
    stay: Stay
    until: datetime
    state: str = "valid"
    codes: list[tuple[str, datetime]] = field(default_factory=list)
    """What was printed on it, and until when that was good."""


@dataclass
class Visit:
    """Somebody inside, or gone again."""

    id: str
    name: str
    employee: str | None
    came: datetime
    until: datetime
    out: datetime | None = None

    def state(self, now: datetime) -> str:
        """Where it stands; the function that lists who is late runs every minute."""
        if self.out:
            return "gone" if self.out < self.until else "gone_late"
        return "inside" if now < whole_minute(self.until) else "inside_late"


class Gate:
    """Who comes to the gate, and what it has to say to them."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year
        self.passes: dict[str, Pass] = {}
        self.visits: dict[str, Visit] = {}

    def plan(self, day: date) -> None:
        """Visitors, and the list of who should have left."""
        year = self._year
        for _ in range(poisson(A_DAY * year.beds * year.busy**0.5, year.chance)):
            hours = year.chance.triangular(5, 24, 15)
            year.at(instant(day, min(hours, 23.99)), self._visitor)
        late = [each for each in self.visits.values() if each.out is None]
        for each in late:  # whoever was forgotten yesterday is signed out in the morning
            year.at(instant(day, 7.2), lambda each=each: self._out(each))  # type: ignore[misc]
        curfew = year.book.terms["curfew"] / 60
        year.at(instant(day, curfew) + MINUTE, self.listed)

    # Passes

    def carried(self, known: Pass) -> None:
        """What is printed on a pass is read, and scanned at all hours while it is carried."""
        year, chance = self._year, self._year.chance
        code = year.world.get(f"/passes/{known.id}/code", SHUM).json["code"]
        known.codes.append((code, known.until))
        if chance.random() < 0.03 and not known.stay.view["present"][0].get("left_at"):
            at = year.now + timedelta(hours=chance.expovariate(1 / 15))
            year.at(at, lambda: year.lodging.lose(known))
        hours = 0.0
        while True:
            hours += 1 + chance.expovariate(1 / 10)
            at = year.now + timedelta(hours=hours)
            if at > known.until + timedelta(hours=12):
                return
            year.at(at, lambda: self._comes(known))

    def gone(self, known: Pass) -> None:
        """Somebody who has left tries their pass once more."""
        if self._year.chance.random() < 0.3:
            at = self._year.now + timedelta(hours=self._year.chance.expovariate(1 / 8))
            self._year.at(at, lambda: self._scan(known))

    def _comes(self, known: Pass) -> None:
        if known.holder not in known.stay.left:
            self._scan(known)

    def _scan(self, known: Pass) -> None:
        """A pass, the newest or seldom an older one, seldom forged or in another's hands."""
        year, chance = self._year, self._year.chance
        code, until = known.codes[-1] if chance.random() < 0.95 else known.codes[0]
        differs = chance.random() < 0.02
        why = "pass_expired" if year.now >= until else "pass_lent" if differs else "pass_valid"
        signed, ended = why, ENDED.get(known.state)
        if chance.random() < 0.02:
            code, signed, ended = f"{code[:-3]}xyz", "no_pass", None
            why = signed
        form = {"code": code, **({"holder_differs": True} if differs else {})}
        who = self._guard()
        if chance.random() < AWAY:
            self._without_store(who, form, signed)
            return
        why = ended or why
        reply = year.post("/gate/checks", who, form)
        year.counts[f"gate {why}"] += 1
        self._said(reply, why, 201)
        if why == "pass_lent":
            year.conduct.lent(known, reply)

    def _without_store(self, who: str, form: dict[str, Any], why: str) -> None:
        """The store is away: the signature answers, and nothing is recorded."""
        with failing(self._year.world, load_fails=Unavailable("down")):
            reply = self._year.world.post("/gate/checks", who, form)
        self._year.counts[f"gate away {why}"] += 1
        self._said(reply, why, 200)
        if reply.status == 200 and reply.json["recorded"]:
            self._year.violated("the gate recorded what it could not")

    def _said(self, reply: "Reply", why: str, status: int) -> None:
        said = (reply.status, reply.json.get("why"), reply.json.get("verdict"))
        wanted = (status, why, "allow" if why in ALLOWED else "deny")
        if said != wanted:
            self._year.violated(f"the gate said {said} and has to say {wanted}")

    def _guard(self) -> str:
        return GUARDS[not 7 <= local(self._year.now).hour < 19]

    # Visits

    def _visitor(self) -> None:
        """A visitor for the day, or an employee, comes to see somebody."""
        year, chance = self._year, self._year.chance
        terms, today, now = year.book.terms, year.today, year.now
        opens, closes, curfew = (
            instant(today, terms[each] / 60) for each in ("visits_from", "visits_until", "curfew")
        )
        works = chance.random() < 0.5
        who = employee(chance.randrange(year.employees))
        staying = sorted(each.id for each in year.book.open.values() if each.here)
        more = {"stay": chance.choice(staying)} if staying and chance.random() < 0.6 else {}
        form: dict[str, Any] = {"whom": "住客", **more}
        until = min(curfew, closes) if works else closes
        why = "visiting"
        if not opens <= now < closes:
            why = "outside_hours"
        elif now >= until:
            why = "after_curfew"
        asked = (
            {"employee": {"employee": who, **form}}
            if works
            else {"visitor": {"name": "鍾", **form}}
        )
        reply = year.post("/gate/checks", self._guard(), asked)
        inside = (each for each in self.visits.values() if each.employee == who and not each.out)
        if works and why == "visiting" and any(inside):
            year.refused(reply, "inside_already", "visit")
            return
        year.counts[f"gate {why}"] += 1
        self._said(reply, why, 201)
        if reply.status != 201 or reply.json["why"] != "visiting":
            return
        visit = Visit(reply.json["check"]["visit"], "鍾", who if works else None, now, until)
        self.visits[visit.id] = visit
        year.tick(whole_minute(until), "visits")
        roll = chance.random()
        leaves = now + timedelta(hours=chance.expovariate(1 / 2))
        if roll < 0.05:
            leaves = until - timedelta(milliseconds=1)
        elif roll < 0.10:
            leaves = until
        elif roll < 0.85:
            leaves = min(leaves, until - MINUTE)
        elif roll < 0.9:
            return  # forgotten until the morning
        else:
            leaves = until + timedelta(minutes=90 * chance.random())
        year.at(leaves, lambda: self._out(visit))

    def _out(self, visit: Visit) -> None:
        """Somebody leaves, in time or not."""
        if visit.out:
            return
        year, path = self._year, f"/visits/{visit.id}"
        etag = year.world.get(path, GUARDS[0]).etag
        reply = year.post(f"{path}/sign-out", self._guard(), {}, etag)
        if not year.expect(reply, 200, "sign-out"):
            return
        visit.out = year.now
        state = visit.state(year.now)
        year.counts[f"visit {state}"] += 1
        if reply.json["visit"]["state"] != state:
            year.violated(f"visit {visit.id} is {reply.json['visit']['state']}, not {state}")

    def listed(self) -> None:
        """Those whom the list names as inside, and inside late, are those who are."""
        year, now = self._year, self._year.now
        year.run("visits")
        for state in ("inside", "inside_late"):
            said = sorted(self._list(state))
            wanted = sorted(each.id for each in self.visits.values() if each.state(now) == state)
            if said != wanted:
                year.violated(f"{state} at {local(now):%H:%M}: {said}, and has to be {wanted}")
            year.counts[f"listed {state}"] += len(wanted)

    def _list(self, state: str) -> list[str]:
        found: list[str] = []
        cursor = ""
        while True:
            path = f"/visits?state={state}&limit=100{cursor}"
            page = self._year.world.get(path, CLERK).json
            found += [each["visit"]["id"] for each in page["items"]]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

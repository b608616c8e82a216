"""The gate: passes scanned, visitors signed in and out, what it has to say (L-5, L-9, L-10)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.core.ports import Unavailable
from tests.simulate.estate import instant, local, poisson
from tests.simulate.house.book import DAY, MINUTE, Stay, on_wall, whole_minute
from tests.simulate.house.people import CLERK, DIRECTOR, GUARDS, SHUM, employee
from tests.support.faults import failing

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear
    from tests.support.world import Reply

A_DAY = 0.08
"""Visitors a bed."""
TRIES = 0.3
"""How many of those who have left try their pass once more."""
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
    state: str = "valid"
    codes: list[tuple[str, datetime]] = field(default_factory=list)
    """What was printed on it, and until when that was good by itself."""

    @property
    def until(self) -> datetime:
        """The end of the day of leaving, as that has become."""
        return instant(self.stay.leaving(self.holder), 24)


class Ends(NamedTuple):
    """Until when somebody may be inside, and from when on they stay the night."""

    until: datetime
    night: datetime


@dataclass
class Visit:
    """Somebody inside, or gone again."""

    id: str
    employee: str | None
    answers: str | None
    """Which employee answers for a night without leave."""
    stay: Stay | None
    """Theirs, whose guest is visited."""
    terms: dict[str, Any]
    """The settings under which they answer."""
    ends: Ends
    out: datetime | None = None
    overnight: bool = False

    def state(self, now: datetime) -> str:
        """Where it stands; the function that lists who is late runs every minute."""
        if self.out:
            return "gone" if self.out < self.ends.until else "gone_late"
        return "inside" if now < whole_minute(self.ends.until) else "inside_late"


class Gate:
    """Who comes to the gate, and what it has to say to them."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year
        self.passes: dict[str, Pass] = {}
        self.visits: dict[str, Visit] = {}

    def plan(self, day: date) -> None:
        """Visitors, and the list of who should have left."""
        year = self._year
        for _ in range(poisson(A_DAY * year.beds * year.busy, year.chance)):
            hours = year.chance.triangular(5, 24, 15)
            year.at(instant(day, min(hours, 23.99)), self._visitor)
        visits = self.visits.values()
        late = [each for each in visits if not each.out and each.ends.until <= instant(day, 0)]
        for each in late:  # whoever was forgotten yesterday is signed out in the morning
            year.at(instant(day, 7.2), lambda each=each: self._out(each))  # type: ignore[misc]
        curfew = year.book.terms["curfew"] / 60
        year.at(instant(day, curfew) + MINUTE, self.listed)

    # Passes

    def carried(self, known: Pass) -> None:
        """A pass is printed, and scanned at all hours while it is carried."""
        year, chance = self._year, self._year.chance
        self.printed(known)
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

    def printed(self, known: Pass) -> None:
        """What is scanned of a pass is read as it is now."""
        path = f"/passes/{known.id}/code"
        known.codes.append((self._year.get(path, SHUM).json["code"], known.until))

    def gone(self, known: Pass) -> None:
        """Somebody who has left tries their pass once more."""
        if self._year.chance.random() < TRIES:
            at = self._year.now + timedelta(hours=self._year.chance.expovariate(1 / 8))
            self._year.at(at, lambda: self._scan(known))

    def _comes(self, known: Pass) -> None:
        if known.holder not in known.stay.left:
            self._scan(known)

    def _scan(self, known: Pass) -> None:
        """A pass, the newest or seldom an older one, seldom forged or in another's hands."""
        year, chance = self._year, self._year.chance
        code, until = known.codes[-1] if chance.random() < 0.9 else known.codes[0]
        differs = chance.random() < 0.02
        good = "pass_lent" if differs else "pass_valid"
        signed = "pass_expired" if year.now >= until else good
        why = ENDED.get(known.state) or ("pass_expired" if year.now >= known.until else good)
        if chance.random() < 0.02:
            code, signed, why = f"{code[:-3]}xyz", "no_pass", "no_pass"
        form = {"code": code, **({"holder_differs": True} if differs else {})}
        who = self._guard()
        if chance.random() < AWAY:
            self._without_store(who, form, signed)
            return
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
        opens, closes = (
            instant(today, terms[each] / 60) for each in ("visits_from", "visits_until")
        )
        works = chance.random() < 0.5
        who = employee(chance.randrange(year.employees))
        staying = [each for each in year.book.open.values() if each.here]
        stay = chance.choice(staying) if staying and chance.random() < 0.6 else None
        form: dict[str, Any] = {"whom": "住客", **({"stay": stay.id} if stay else {})}
        ends = self._ends(today, works=works)
        why = "visiting"
        if not opens <= now < closes:
            why = "outside_hours"
        elif now >= ends.until:
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
        id = reply.json["check"]["visit"]
        if stay and (not works or who == stay.employee):
            visit = Visit(id, who if works else None, stay.employee, stay, stay.terms, ends)
        else:
            answers = who if works else None
            visit = Visit(id, answers, answers, None, terms, ends)
        self.visits[id] = visit
        self._seen_to(visit)
        self._will_leave(visit)

    def _ends(self, day: date, *, works: bool) -> Ends:
        """When the time of a visitor of a day is over, and from when on they stay the night."""
        terms = self._year.book.terms
        at = min(terms["curfew"], terms["visits_until"]) if works else terms["visits_until"]
        until = instant(day, at / 60)
        night = until + timedelta(minutes=terms["overnight_minutes"])
        return Ends(until, max(night, instant(day, 24)))

    def _seen_to(self, visit: Visit) -> None:
        for each in visit.ends:
            self._year.tick(whole_minute(each), "visits")

    def _will_leave(self, visit: Visit) -> None:
        """In time, at the very end of it, late, or only in the morning; seldom with leave."""
        year, chance, until = self._year, self._year.chance, visit.ends.until
        roll = chance.random()
        leaves = year.now + timedelta(hours=chance.expovariate(1 / 2))
        if roll < 0.05:
            leaves = until - timedelta(milliseconds=1)
        elif roll < 0.10:
            leaves = until
        elif roll < 0.85:
            leaves = min(leaves, until - MINUTE)
        elif roll < 0.9:  # forgotten until the morning
            if chance.random() < 0.4:
                at = until + timedelta(minutes=chance.choice((-30, 10)))
                year.at(at, lambda: self._allow(visit))
            return
        else:
            leaves = until + timedelta(minutes=90 * chance.random())
        year.at(leaves, lambda: self._out(visit))

    def _out(self, visit: Visit) -> None:
        """Somebody leaves, in time or not."""
        if visit.out:
            return
        year, path = self._year, f"/visits/{visit.id}"
        etag = year.get(path, GUARDS[0]).etag
        reply = year.post(f"{path}/sign-out", self._guard(), {}, etag)
        if not year.expect(reply, 200, "sign-out"):
            return
        visit.out = year.now
        self._overnight(visit, reply)
        state = visit.state(year.now)
        year.counts[f"visit {state}"] += 1
        if reply.json["visit"]["state"] != state:
            year.violated(f"visit {visit.id} is {reply.json['visit']['state']}, not {state}")

    def _allow(self, visit: Visit) -> None:
        """The GM office gives leave for the night, before it begins."""
        year = self._year
        if visit.out:
            return
        path = f"/visits/{visit.id}"
        etag = year.get(path, DIRECTOR).etag
        reply = year.post(f"{path}/allow-night", DIRECTOR, {"reason": "颱風"}, etag)
        if year.now >= visit.ends.night:
            year.refused(reply, "night_begun", "night allowed")
        elif year.expect(reply, 200, "night allowed"):
            day = on_wall(visit.ends.until - timedelta(milliseconds=1)) + DAY
            visit.ends = self._ends(day, works=visit.employee is not None)
            self._seen_to(visit)
            at = instant(day, 10 + 8 * year.chance.random())
            year.at(at, lambda: self._out(visit))

    def ran(self, at: datetime) -> None:
        """Whoever is inside without leave stays the night; it is looked at what came of it."""
        for visit in self.visits.values():
            if not visit.out and not visit.overnight and whole_minute(visit.ends.night) <= at:
                self._overnight(visit, self._year.get(f"/visits/{visit.id}", CLERK))

    def _overnight(self, visit: Visit, reply: "Reply") -> None:
        """A night without leave is a violation of whoever answers for it, and nobody else's."""
        year, night = self._year, visit.ends.night
        begun = night <= (visit.out or year.now)
        raised = reply.json["visit"]["violation"]
        if bool(raised) != (begun and visit.answers is not None):
            year.violated(f"visit {visit.id} raised {raised}, the night since {night}")
        if begun and not visit.overnight:
            visit.overnight = True
            year.counts["overnight"] += 1
            if raised and visit.answers:
                program = "system.visits"
                year.conduct.raised(
                    raised,
                    "overnight",
                    visit.answers,
                    on_wall(night),
                    visit.terms,
                    program,
                    visit.stay,
                )

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
            page = self._year.get(path, CLERK).json
            found += [each["visit"]["id"] for each in page["items"]]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

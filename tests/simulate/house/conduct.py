"""Violations, the right to stay, and what employees pay (L-2, L-5, L-7, L-8, L-10, L-11)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant, poisson
from tests.simulate.house.book import Stay, on_wall
from tests.simulate.house.gate import Pass
from tests.simulate.house.people import CLERK, DIRECTOR, FINANCE, GM, GUARDS, SHUM, employee

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear
    from tests.support.world import Reply

A_DAY = 0.012
"""Violations a bed."""
FINED = {
    "dormitory": "dormitory",
    "visiting": "visiting",
    "meals": "meals",
    "mixed_sexes": "overnight",
    "overnight": "overnight",
}
"""What is done to which of the settings' fines; lending has none."""
BREACHES = {
    "visiting": 30,
    "meals": 30,
    "dormitory": 10,
    "lending": 8,
    "mixed_sexes": 8,
    "overnight": 14,
}
COUNTED = ("visiting", "meals")
CARELESS = 12
"""One in so many employees is one of whom most of it is reported."""


@dataclass
class Breach:
    """A violation as those who report and decide know it."""

    id: str
    etag: str
    what: str
    who: str
    day: date
    terms: dict[str, Any]
    by: str
    stay: Stay | None = None
    guest: str | None = None
    state: str = "reported"

    @property
    def fine(self) -> int:
        """What it costs by the settings it is under."""
        return self.terms["fines"][FINED[self.what]] if self.what in FINED else 0


@dataclass
class Standing:
    """Whether somebody may apply."""

    until: datetime | None = None
    cancelled: bool = False
    together: tuple[str, ...] = ()
    """The violations that came together."""
    etag: str = '"0"'


class Conduct:
    """What is reported, what comes of it, and what is paid."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year
        self.breaches: dict[str, Breach] = {}
        self.standing: dict[str, Standing] = {}
        self.moved: set[str] = set()
        """Of whom something was done since it was looked at."""
        self._lent: dict[tuple[str, date], str] = {}
        """A pass and a day to the violation that it is."""

    def plan(self, day: date) -> None:
        """What is reported on a day, what the GM office does, who pays."""
        year, chance = self._year, self._year.chance
        for _ in range(poisson(A_DAY * year.beds * year.busy**1.4, chance)):
            year.at(instant(day, 8 + 15 * chance.random()), self._report)
        if chance.random() < min(0.3, 0.03 * year.busy):
            year.at(instant(day, 15 + chance.random()), self._cancel)
        year.at(instant(day, 16.25), self._restore)
        for _ in range(poisson(0.05 * year.beds * year.busy, chance)):
            year.at(instant(day, 9 + 8 * chance.random()), self._pay)

    # Violations

    def _report(self) -> None:
        year, chance = self._year, self._year.chance
        number = chance.randrange(year.employees)
        if chance.random() < 0.7:
            number -= number % CARELESS
        who = employee(number)
        what = chance.choices(list(BREACHES), list(BREACHES.values()))[0]
        mine = [each for each in year.book.open.values() if each.employee == who and each.came]
        stay = chance.choice(mine) if mine and chance.random() < 0.8 else None
        guest = chance.choice(stay.guests) if stay and chance.random() < 0.7 else None
        happened = year.now - timedelta(hours=60 * chance.random() ** 3)
        happened = max(happened, stay.registered) if stay else happened
        by = chance.choice((*GUARDS, CLERK, SHUM, DIRECTOR))
        form = {
            "breach": what,
            "happened_at": happened.isoformat(),
            "words": "如報告",
            "employee": who,
            **({"stay": stay.id} if stay else {}),
            **({"guest": guest.relative} if guest else {}),
        }
        if chance.random() < 0.03:
            soon = (year.now + timedelta(minutes=5)).isoformat()
            reply = year.post("/violations", by, {**form, "happened_at": soon})
            year.refused(reply, "invalid_form", "report of what is to come")
        reply = year.post("/violations", by, form)
        if year.expect(reply, 201, f"report {what}"):
            self._reported(
                Breach(
                    reply.json["violation"]["id"],
                    reply.etag,
                    what,
                    who,
                    on_wall(happened.replace(microsecond=happened.microsecond // 1000 * 1000)),
                    stay.terms if stay else year.book.terms,
                    by,
                    stay,
                    guest.guest if guest else None,
                )
            )

    def _reported(self, breach: Breach) -> None:
        year, chance = self._year, self._year.chance
        self.breaches[breach.id] = breach
        self.moved.add(breach.who)
        if chance.random() < 0.3:
            at = year.now + timedelta(hours=chance.expovariate(1 / 6))
            year.at(at, lambda: self._explain(breach))
        at = year.office_hours(year.now + timedelta(hours=chance.expovariate(year.busy / 30)))
        year.at(at, lambda: self._decide(breach))

    def raised(
        self,
        id: str,
        what: str,
        who: str,
        day: date,
        terms: dict[str, Any],
        by: str,
        stay: Stay | None,
        guest: str | None = None,
    ) -> None:
        """The gate, or the clock, has found a violation; it is decided like any other."""
        etag = self._year.get(f"/violations/{id}", SHUM).etag
        self._year.counts[f"raised {what}"] += 1
        self._reported(Breach(id, etag, what, who, day, terms, by, stay, guest))

    def lent(self, known: Pass, reply: "Reply") -> None:
        """A pass in somebody else's hands is one violation a day, reported by the guard (L-5)."""
        year, stay = self._year, known.stay
        id = reply.json["check"]["violation"]
        before = self._lent.setdefault((known.id, year.today), id)
        if before != id or id is None:
            year.violated(f"pass {known.id} is lent, which raised {before} and {id}")
        elif id not in self.breaches:
            guard = reply.json["check"]["guard"]
            self.raised(
                id, "lending", stay.employee, year.today, stay.terms, guard, stay, known.holder
            )

    def _explain(self, breach: Breach) -> None:
        if breach.state == "reported":
            self._do(breach, "explain", breach.who, {"words": "只是送水果"})

    def _do(self, breach: Breach, command: str, who: str, form: dict[str, Any]) -> bool:
        year, path = self._year, f"/violations/{breach.id}"
        self.moved.add(breach.who)
        reply = year.post(f"{path}/{command}", who, form, breach.etag)
        if reply.status == 412:
            breach.etag = year.get(path, SHUM).etag
            reply = year.post(f"{path}/{command}", who, form, breach.etag)
        breach.etag = reply.headers.get("ETag", breach.etag)
        return year.expect(reply, 200, f"{command} {breach.what}")

    def _decide(self, breach: Breach) -> None:
        year, chance = self._year, self._year.chance
        if breach.state != "reported":
            return
        path = f"/violations/{breach.id}/uphold"
        if chance.random() < 0.05 and breach.by in (SHUM, DIRECTOR):
            own = year.post(path, breach.by, {}, breach.etag)
            if own.status not in (403, 412):
                year.violated(f"{breach.by} decided on what they reported: {own.body!r}")
        who = next(each for each in (DIRECTOR, GM, SHUM) if each not in (breach.by, breach.who))
        if chance.random() < 0.3:
            if self._do(breach, "dismiss", who, {"reason": "無法證實"}):
                breach.state = "dismissed"
            return
        handed = {"handed_over": True} if breach.what == "overnight" else {}
        if not self._do(breach, "uphold", who, handed):
            return
        breach.state = "upheld"
        self._post(breach, "lodging_fine", breach.fine)
        self._count(breach)
        if chance.random() < 0.15:
            at = year.office_hours(year.now + timedelta(hours=chance.expovariate(year.busy / 60)))
            year.at(at, lambda: self._reverse(breach))

    def _post(self, breach: Breach, memo: str, fen: int) -> None:
        stay = breach.stay.id if breach.stay else None
        self._year.accounts.charge(breach.who, memo, fen, stay, breach.guest)

    def _reverse(self, breach: Breach) -> None:
        who = GM if DIRECTOR in (breach.by, breach.who) else DIRECTOR
        if breach.state == "upheld" and self._do(breach, "reverse", who, {"reason": "認錯人"}):
            breach.state = "reversed"
            self._post(breach, "lodging_reversed", -breach.fine)
            self._uncount(breach)

    # The right to stay

    def barred(self, who: str) -> str | None:
        """By which code somebody who applies is refused now."""
        known = self.standing.get(who)
        if known is None:
            return None
        if known.cancelled:
            return "eligibility_cancelled"
        return "suspended" if known.until and self._year.now < known.until else None

    def _together(self, who: str, which: str, terms: dict[str, Any]) -> tuple[str, ...]:
        """What counts against somebody within the months that count, the violation among it."""
        counted = [
            each
            for each in self.breaches.values()
            if each.who == who and each.state == "upheld" and each.what in COUNTED
        ]
        for first in sorted(each.day for each in counted):
            last = _months(first, terms["suspends_within_months"])
            found = tuple(each.id for each in counted if first <= each.day <= last)
            if which in found and len(found) >= terms["suspends_at"]:
                return found
        return ()

    def _count(self, breach: Breach) -> None:
        """So many together suspend whoever is not cancelled; no suspension shortens another."""
        if breach.what not in COUNTED:
            return
        known = self.standing.setdefault(breach.who, Standing())
        together = self._together(breach.who, breach.id, breach.terms)
        if not together or known.cancelled:
            return
        until = self._year.now + timedelta(days=breach.terms["suspends_for_days"])
        known.until = max(until, known.until) if known.until else until
        known.together = together
        self._year.counts["suspended"] += 1

    def _uncount(self, breach: Breach) -> None:
        """What was suspended for it alone is eligible again."""
        known = self.standing.get(breach.who)
        if known is None or breach.id not in known.together or known.cancelled:
            return
        others = (self._together(breach.who, each, breach.terms) for each in known.together)
        if not any(others):
            known.until, known.together = None, ()
            self._year.counts["lifted"] += 1

    def _cancel(self) -> None:
        """The GM office takes somebody's right at once."""
        year = self._year
        who = employee(year.chance.randrange(0, year.employees, CARELESS))
        known = self.standing.setdefault(who, Standing())
        if not known.cancelled and self._settle(who, known, "cancel"):
            known.cancelled, known.until, known.together = True, None, ()

    def _restore(self) -> None:
        """Seldom it is given back."""
        for who, known in self.standing.items():
            restores = self.barred(who) and self._year.chance.random() < 0.04
            if restores and self._settle(who, known, "restore"):
                known.cancelled, known.until, known.together = False, None, ()

    def _settle(self, who: str, known: Standing, command: str) -> bool:
        year, path = self._year, f"/conduct/{who}"
        self.moved.add(who)
        known.etag = year.get(path, DIRECTOR).etag
        reply = year.post(f"{path}/{command}", DIRECTOR, {"reason": "屢次違規"}, known.etag)
        return year.expect(reply, 200, f"eligibility {command}")

    # Payments

    def _pay(self) -> None:
        """Somebody pays what they owe, or a part; more than that is not taken."""
        year, chance = self._year, self._year.chance
        owing = {who: fen for who, fen in year.owing().items() if fen}
        if not owing:
            return
        who = chance.choice(sorted(owing))
        fen, path = owing[who], f"/accounts/{who}"
        etag = year.get(path, FINANCE).etag
        if fen < 0:
            reply = year.post(f"{path}/pay", FINANCE, {"fen": 1, "method": "cash"}, etag)
            year.refused(reply, "account_settled", "payment of nothing")
            reply = year.post(f"{path}/refund", FINANCE, {"fen": -fen, "method": "cash"}, etag)
            if year.expect(reply, 200, "refund"):
                year.accounts.charge(who, "lodging_refunded", -fen, None, None)
            return
        if chance.random() < 0.05:
            more = {"fen": fen + 1, "method": "cash"}
            reply = year.post(f"{path}/pay", FINANCE, more, etag)
            year.refused(reply, "invalid_form", "payment of more")
        part = fen if chance.random() < 0.7 else chance.randrange(1, fen + 1)
        form = {"fen": part, "method": chance.choice(("cash", "wechat", "alipay"))}
        reply = year.post(f"{path}/pay", FINANCE, form, etag)
        if year.expect(reply, 200, "payment"):
            year.accounts.charge(who, "lodging_paid", -part, None, None)
            if chance.random() < 0.05:
                mistake = {"number": reply.json["receipts"][-1]["number"], "reason": "記錯帳戶"}
                undone = year.post(f"{path}/undo", FINANCE, mistake, reply.etag)
                if year.expect(undone, 200, "payment undone"):
                    year.accounts.charge(who, "lodging_undone", part, None, None)


def _months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has no such day."""
    month = day.year * 12 + day.month - 1 + months
    for number in range(day.day, 27, -1):
        try:
            return date(month // 12, month % 12 + 1, number)
        except ValueError:
            continue
    return date(month // 12, month % 12 + 1, day.day)

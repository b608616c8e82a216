"""From the application to the bed: signed, queued, offered, taken, given up (L-2, L-3)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant, poisson
from tests.simulate.house.book import DAY, GOES_ON, Guest, Stay
from tests.simulate.house.people import DIRECTOR, GM, HEADS, SHUM, department, employee

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear

A_DAY = 0.1
"""Applications a bed on an ordinary day."""
PEAKS = (
    ((1, 1), (1, 7), 5.0),
    ((2, 10), (2, 22), 5.0),
    ((4, 30), (5, 4), 4.0),
    ((7, 8), (8, 25), 3.0),
    ((9, 29), (10, 6), 5.0),
    ((12, 26), (12, 31), 5.0),
)
"""New year, spring festival, summer: from which day to which how many times as many apply."""
GIVEN_UP = 0.12
"""How many of the stays that have their beds are cancelled."""
MOST_OPEN = 3
"""Applications that an employee has running."""


def season(day: date) -> float:
    """How many times the ordinary number apply on a day."""
    for first, last, much in PEAKS:
        if first <= (day.month, day.day) <= last:
            return much
    return 0.8


class Applying:
    """How employees come by beds for their relatives."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year

    def plan(self, day: date) -> None:
        """Who applies on a day."""
        year = self._year
        for _ in range(poisson(A_DAY * year.beds * season(day) * year.busy, year.chance)):
            year.at(instant(day, 6 + 17 * year.chance.random()), self._apply)

    def _apply(self) -> None:
        year, chance = self._year, self._year.chance
        number = chance.randrange(year.employees)
        who = employee(number) if chance.random() < 0.95 else chance.choice(list(HEADS.values()))
        if who in (SHUM, GM) or who.startswith("gate"):
            return
        if who not in year.families.claims and not who.startswith("employee"):
            year.families.claim(who)
            return
        known = year.families.verified(who)
        running = [each for each in year.book.open.values() if each.employee == who]
        if not known or len(running) >= MOST_OPEN:
            return
        count = min(len(known), chance.choices((1, 2, 3), (60, 33, 7))[0])
        guests = tuple(each.as_guest for each in chance.sample(known, count))
        if len({each.guest for each in guests}) < count:
            return
        first = year.today + int(min(59, chance.expovariate(year.busy / 6))) * DAY
        last = first + chance.choice((1, 2, 2, 3, 3, 3)) * DAY
        last = min(last, first + year.book.terms["max_days"] * DAY)
        busy = {night for each in running for night in each.nights}
        if busy & {first + each * DAY for each in range(-1, (last - first).days + 1)} and (
            chance.random() < 0.9
        ):
            return
        where = department(number) if who.startswith("employee") else _of_head(who)
        self.apply(who, where, guests, first, last)

    def apply(
        self,
        who: str,
        where: str,
        guests: tuple[Guest, ...],
        first: date,
        last: date,
        begins: Stay | None = None,
        extends: str | None = None,
    ) -> None:
        """Somebody applies; whoever may not is told so."""
        year, chance = self._year, self._year.chance
        form: dict[str, Any] = {
            "reason": "特殊原因延長" if begins else "探親",
            "first": str(first),
            "last": str(last),
            "guests": [each.relative for each in guests],
        }
        form |= {"extends": extends} if extends else {}
        barred = year.conduct.barred(who)
        if chance.random() < 0.04:
            wrong = self._wrong(form)
            unread = "reason" in wrong  # it is no form at all, whoever hands it in
            code = "invalid_form" if unread or not barred else barred
            year.refused(year.post("/stays", who, form | wrong), code, "apply wrongly")
        reply = year.post("/stays", who, form)
        if barred:
            year.refused(reply, barred, "apply")
            return
        if not year.expect(reply, 201, "apply"):
            return
        stay = Stay(
            view=reply.json["stay"],
            etag=reply.etag,
            employee=who,
            department=where,
            guests=guests,
            first=first,
            last=last,
            registered=year.now,
            terms=year.book.terms,
            begins=begins,
        )
        year.book.stays[stay.id] = year.book.open[stay.id] = stay
        year.seen(stay, reply, "apply", who, form)
        self._submitted(stay)

    def _wrong(self, form: dict[str, Any]) -> dict[str, Any]:
        """What makes an application one that is refused."""
        year = self._year
        first = date.fromisoformat(form["first"])
        return year.chance.choice(
            (
                {"last": str(first + (year.book.terms["max_days"] + 1) * DAY)},
                {"last": str(first)},
                {"reason": " "},
                {"first": str(year.today - DAY)},
                {"guests": ["nobody"]},
                {"extends": "nothing"},
            )
        )

    def _submitted(self, stay: Stay) -> None:
        year, chance = self._year, self._year.chance
        version = stay.versions
        if chance.random() < 0.05:
            year.later(stay, 2, lambda: self._withdraw(stay, version))
        self._to_sign(stay)

    def _withdraw(self, stay: Stay, version: int) -> None:
        year = self._year
        if stay.state != "pending" or stay.versions != version:
            return
        refused = "signed_by_now" if stay.signed else None
        if year.step(stay, "withdraw", stay.employee, {}, refused):
            stay.state = "withdrawn"
            year.book.open.pop(stay.id, None)
            self._again(stay)

    # Signatures

    def _to_sign(self, stay: Stay) -> None:
        mark = (stay.versions, stay.signed)
        hours = 40 if self._year.chance.random() < 0.08 else 1.5 if stay.begins else 4
        self._year.later(stay, hours, lambda: self._sign(stay, mark))

    def _sign(self, stay: Stay, mark: tuple[int, int]) -> None:
        year, chance = self._year, self._year.chance
        if stay.state != "pending" or mark != (stay.versions, stay.signed):
            return
        holder = year.office.holder(stay)
        if holder is None:  # nobody may sign it: it waits, and is over with its first day
            year.counts["nobody may sign"] += 1
            return
        if chance.random() < 0.04:
            self._unasked(stay, holder)
        who = year.office.signs_for(stay, holder)
        if who is None:
            year.at(year.office.back(holder), lambda: self._sign(stay, mark))
            return
        if chance.random() < 0.05:
            self._refuse(stay, who)
            return
        last = stay.signed == 1
        refused = self._unsignable(stay) if last else self._over(stay)
        expected = "waiting"
        if last and year.book.fits(stay) and not year.book.overtakes(stay):
            expected = "granted"
        if year.step(stay, "approve", who, {"words": "同意"}, refused):
            stay.signed += 1
            stay.signers |= {who, holder}
            if last:
                self.decided(stay, expected)
            else:
                self._to_sign(stay)
        elif refused and refused != "first_day_over":
            self._refuse(stay, who)

    def _over(self, stay: Stay) -> str | None:
        return "first_day_over" if self._year.today > stay.first else None

    def _unsignable(self, stay: Stay) -> str | None:
        """Why the last signature cannot be given, if it cannot."""
        year = self._year
        found = self._over(stay) or year.conduct.barred(stay.employee)
        if found or year.book.lodged(stay):
            return found or "guest_lodged"
        fits = year.book.fits(stay) and not year.book.overtakes(stay)
        return stay.ends_with if fits else None

    def decided(self, stay: Stay, expected: str) -> None:
        """With the last signature the beds are its own, or it waits in the queue."""
        year = self._year
        state = stay.view["state"]
        if state != expected:
            year.violated(f"stay {stay.id} is {state} and could be {expected}")
        if state == "granted":
            self.given(stay)
            return
        stay.state = "waiting"
        year.ceding.wanted(stay)
        if year.chance.random() < 0.12:
            year.later(stay, 20, lambda: self._cancel(stay, ("waiting",)))

    def given(self, stay: Stay) -> None:
        """It has beds of its own from now on."""
        self._bedded(stay)
        self.granted(stay)

    def _bedded(self, stay: Stay) -> None:
        for what in self._year.book.bedded(stay, stay.view):
            self._year.violated(what)
        self._year.book.priced(stay, self._year.now)

    def granted(self, stay: Stay) -> None:
        """The beds are its own: the guests come, or it is given up again."""
        year, chance = self._year, self._year.chance
        year.book.granted(stay, year.now)
        if stay.begins:
            year.read(stay.begins)
            year.lodging.extended(stay.begins)
            year.counts["extended"] += 1
        if chance.random() < GIVEN_UP:
            year.later(stay, 20, lambda: self._cancel(stay, ("granted",)))
        if not stay.begins:
            year.lodging.expected(stay)

    def _unasked(self, stay: Stay, holder: str) -> None:
        """Somebody signs whose signature is not the next."""
        year = self._year
        shut = {holder, year.office.signs_for(stay, holder), stay.employee}
        others = [each for each in (*HEADS.values(), DIRECTOR) if each not in shut]
        who = year.chance.choice(others)
        if year.office.away(holder, year.today):
            return
        reply = year.post(f"/stays/{stay.id}/approve", who, {}, stay.etag)
        year.counts[f"unasked {reply.status}"] += 1
        if reply.status not in (403, 404, 409, 412):
            year.violated(f"{who} signed stay {stay.id}, which waits for {holder}")

    def _refuse(self, stay: Stay, who: str) -> None:
        year = self._year
        if year.step(stay, "refuse", who, {"reason": "近期房間緊張"}):
            stay.state = "refused"
            year.book.open.pop(stay.id, None)
            self._again(stay)

    def _again(self, stay: Stay) -> None:
        if self._year.chance.random() < 0.6:
            self._year.later(stay, 8, lambda: self._resubmit(stay))

    def _resubmit(self, stay: Stay) -> None:
        """A new version: its place in the order is that of the new registration."""
        year = self._year
        if stay.first < year.today or stay.ends_with:
            return
        extends = stay.view["asked"]["extends"]
        source = year.book.stays[extends] if extends else None
        if source and (source.state not in GOES_ON or source.last != stay.first):
            return
        last = min(stay.last, stay.first + year.book.terms["max_days"] * DAY)
        form = {
            "reason": "再次申請",
            "first": str(stay.first),
            "last": str(last),
            "guests": [each.relative for each in stay.guests],
            **({"extends": extends} if extends else {}),
        }
        refused = year.conduct.barred(stay.employee)
        if year.step(stay, "resubmit", stay.employee, form, refused):
            stay.state, stay.versions, stay.signed, stay.signers = (
                "pending",
                stay.versions + 1,
                0,
                set(),
            )
            stay.registered, stay.terms, stay.last = year.now, year.book.terms, last
            year.book.open[stay.id] = stay
            self._submitted(stay)

    # Offers

    def offered(self, stay: Stay) -> None:
        """A bed became free and is kept for it: it is taken, or left until the offer is over."""
        year, chance = self._year, self._year.chance
        stay.state = "offered"
        self._bedded(stay)
        minutes = year.book.terms["offer_minutes"]
        stay.until = min(year.now + timedelta(minutes=minutes), instant(stay.first, 24))
        if chance.random() < 0.78:
            hours = chance.expovariate(1 / 1.2)
            until = stay.until
            year.at(year.now + timedelta(hours=hours), lambda: self._take(stay, until))

    def _take(self, stay: Stay, until: Any) -> None:
        year = self._year
        if stay.state != "offered" or stay.until != until:
            return
        refused = "offer_over" if year.now >= until else year.conduct.barred(stay.employee)
        refused = refused or stay.ends_with
        if year.step(stay, "take-offer", stay.employee, {}, refused):
            self.granted(stay)

    def _cancel(self, stay: Stay, states: tuple[str, ...]) -> None:
        year = self._year
        if stay.state not in states or year.today > stay.first:
            return
        root = stay.begins
        refused = None
        if root and stay in root.moved and any(each.first >= stay.last for each in root.moved):
            refused = "goes_on"
        who = stay.employee if year.chance.random() < 0.8 else SHUM
        if year.step(stay, "cancel", who, {"reason": "行程有變"}, refused):
            year.book.given_up(stay, year.now)
            year.book.ended(stay, "cancelled")
            year.freed()
            if root:
                year.read(root)
                year.lodging.extended(root)

    def over(self, stay: Stay) -> None:
        """What the time of a stay is over for has happened to it."""
        year, now = self._year, self._year.now
        expected = stay.state
        if stay.state in ("pending", "waiting"):
            expected = "lapsed" if year.today > stay.first else expected
        elif stay.state == "offered" and stay.until:
            expected = "lapsed" if now >= stay.until else expected
        elif stay.state == "granted" and stay.arrive_at and now >= stay.arrive_at:
            if year.today < stay.last and year.book.in_the_way(stay, stay.guests):
                stay.arrive_at = instant(year.today, 24)
                year.counts["waits for an empty bed"] += 1
            else:
                expected = "no_show"
        year.read(stay)
        if stay.view["state"] != expected:
            year.violated(f"stay {stay.id} is {stay.view['state']} and has to be {expected}")
        if expected != stay.state:
            year.counts[f"{stay.state} {expected}"] += 1
            year.book.ended(stay, expected)
            year.freed()


def _of_head(who: str) -> str:
    return next(key for key, head in HEADS.items() if head == who)

"""From coming to leaving: documents, passes, extensions, damage, lateness (L-3 to L-6)."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant
from tests.simulate.house.book import DAY, Guest, Stay
from tests.simulate.house.gate import Pass
from tests.simulate.house.owed import nights
from tests.simulate.house.people import CLERK, SHUM

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear

_SECOND = timedelta(seconds=1)
EXTENDED = 0.2
"""How many ask for more days."""
EDGES = {
    "a day early": 6,
    "in time": 45,
    "to the second": 9,
    "a second late": 5,
    "in the afternoon": 10,
    "to the second of six": 3,
    "a second after six": 3,
    "in the evening": 10,
    "the next day": 6,
    "days later": 3,
}
"""When guests leave, and how often; by the hours that their stay is under."""


class Lodging:
    """Who comes, stays and leaves."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year

    # Coming

    def expected(self, stay: Stay) -> None:
        """Somebody comes on the first day; seldom nobody, and at times not all at once."""
        year, chance = self._year, self._year.chance
        if chance.random() < 0.02:
            at = instant(stay.first - DAY, 21)
            year.at(at, lambda: self._too_soon(stay))
        if chance.random() < 0.07:
            return
        hours = chance.choice((9, 11, 13, 15, 17, 20, 22.8)) + chance.random()
        some = list(stay.guests)
        if len(some) > 1 and chance.random() < 0.15:
            late = some.pop()
            at = instant(stay.first + DAY, 9 + 10 * chance.random())
            year.at(at, lambda: self._come(stay, [late]))
        year.at(instant(stay.first, hours), lambda: self._come(stay, some))

    def _too_soon(self, stay: Stay) -> None:
        if stay.state == "granted" and self._year.today < stay.first:
            form = self._arriving(list(stay.guests))
            self._year.step(stay, "check-in", SHUM, form, "not_begun")

    def _arriving(self, guests: list[Guest]) -> dict[str, Any]:
        shown = ((each.guest, each.document) for each in guests)
        return {
            "guests": [
                {"guest": guest, "document": "resident_card", "number": number}
                for guest, number in shown
            ]
        }

    def _come(self, stay: Stay, guests: list[Guest]) -> None:
        year, chance = self._year, self._year.chance
        if stay.state not in ("granted", "staying"):
            return
        if stay.state == "granted" and stay.arrive_at and year.now >= stay.arrive_at:
            return  # whoever had the beds is too late, as soon as somebody looks
        guests = [each for each in guests if each.guest not in stay.came]
        if not guests:
            return
        last = max(stay.leaving(each.guest) for each in guests)
        if year.today < last:
            guests = [each for each in guests if year.today < stay.leaving(each.guest)]
        refused = "last_day_over" if year.today >= last else None
        if not refused and year.book.in_the_way(stay, guests):
            refused = "bed_occupied"
            year.at(year.now + timedelta(hours=3), lambda: self._come(stay, guests))
        refused = refused or year.conduct.barred(stay.employee)
        form = self._arriving(guests)
        if chance.random() < 0.03 and not refused:
            form["guests"][0]["number"] = "K99999999"
            year.step(stay, "check-in", SHUM, form, "invalid_form")
            form = self._arriving(guests)
        if not year.step(stay, "check-in", chance.choice((SHUM, CLERK)), form, refused):
            return
        stay.state = "staying"
        stay.came |= {each.guest: year.now for each in guests}
        for each in stay.view["present"]:
            if each["guest"] not in stay.passes:
                self._given(stay, each["guest"], each["access_pass"])
        self.extended(stay)
        if chance.random() < EXTENDED and not stay.moved:
            at = instant(stay.last - DAY * chance.choice((0, 1, 1)), 7 + 3 * chance.random())
            year.at(at, lambda: self._extend(stay))

    def _given(self, stay: Stay, guest: str, id: str) -> None:
        """A guest has a pass, good until the end of the day of leaving."""
        year = self._year
        stay.passes[guest] = id
        known = Pass(id, guest, stay)
        year.gate.passes[id] = known
        year.gate.carried(known)

    # Extensions

    def _extend(self, stay: Stay) -> None:
        """Somebody asks for more days, and may do so again."""
        year, chance = self._year, self._year.chance
        newest = stay.moved[-1] if stay.moved else stay
        if stay.state != "staying" or newest.last < year.today or newest.state == "left":
            return
        here = [each for each in stay.here if each.guest not in stay.ceded]
        guests = tuple(each for each in newest.guests if each in here)
        if not guests:
            return
        if len(guests) > 1 and chance.random() < 0.3:
            guests = guests[:1]
        days = chance.randrange(1, year.book.terms["max_days"] + 1)
        last = newest.last + days * DAY
        where = stay.department
        year.applying.apply(
            stay.employee, where, guests, newest.last, last, begins=stay, extends=newest.id
        )

    def extended(self, stay: Stay) -> None:
        """The day of leaving is another, or somebody has come: they leave by it."""
        year, chance = self._year, self._year.chance
        if stay.state != "staying":
            return
        for each in stay.here:
            known = year.gate.passes[stay.passes[each.guest]]
            if known.state == "valid" and known.until != known.codes[-1][1]:
                year.counts["pass follows"] += 1
                if chance.random() < 0.5:
                    year.gate.printed(known)
        together = chance.random() < 0.8
        for some in [stay.here] if together else [[each] for each in stay.here]:
            self._will_leave(stay, [each.guest for each in some])
        if stay.moved and chance.random() < 0.2:
            year.at(instant(stay.moved[-1].last, 7.5), lambda: self._extend(stay))

    # Leaving

    def _will_leave(self, stay: Stay, guests: list[str]) -> None:
        """They leave on their day, in time or late by one of the edges."""
        year, chance = self._year, self._year.chance
        day = max(stay.leaving(each) for each in guests)
        edge = chance.choices(list(EDGES), list(EDGES.values()))[0]
        half, whole = (stay.terms[each] / 60 for each in ("leave_by", "half_until"))
        roll = chance.random()
        at = {
            "a day early": instant(day - DAY, 8 + 10 * roll),
            "in time": instant(day, 6.5 + (half - 6.5) * roll),
            "to the second": instant(day, half),
            "a second late": instant(day, half) + _SECOND,
            "in the afternoon": instant(day, half + (whole - half) * roll),
            "to the second of six": instant(day, whole),
            "a second after six": instant(day, whole) + _SECOND,
            "in the evening": instant(day, whole + (23.9 - whole) * roll),
            "the next day": instant(day + DAY, 7 + 15 * roll),
            "days later": instant(day + chance.randrange(2, 6) * DAY, 7 + 15 * roll),
        }[edge]
        if at < year.now:
            edge, at = "in time", instant(day, half)
        plan = dict.fromkeys(guests, day)
        year.at(at, lambda: self._leave(stay, plan, edge))

    def _leave(self, stay: Stay, plan: dict[str, Any], edge: str) -> None:
        """They leave, unless the day is another by now: then another plan is under way."""
        year, chance = self._year, self._year.chance
        going = [each.guest for each in stay.here if each.guest in plan]
        if not going or stay.state != "staying" or max(map(stay.leaving, going)) != plan[going[0]]:
            return
        form: dict[str, Any] = {
            "guests": [{"guest": each, "pass_returned": chance.random() >= 0.04} for each in going],
            "clean": True,
        }
        codes = {each["code"]: each["fen"] for each in stay.terms["damages"]}
        damages = []
        if codes and chance.random() < 0.08:
            form["clean"] = False
            for _ in range(chance.choice((1, 1, 2))):
                code, guest = chance.choice(sorted(codes)), chance.choice(going)
                damages.append({"guest": guest, "code": code, "count": chance.choice((1, 1, 2))})
            form["damages"] = damages
        if chance.random() < 0.02:
            wrong = {**form, "damages": [{"guest": going[0], "code": "no-such-thing"}]}
            year.step(stay, "check-out", SHUM, wrong, "invalid_form")
        if not year.step(stay, "check-out", chance.choice((SHUM, CLERK)), form):
            return
        year.counts[f"left {edge}"] += 1
        year.book.left(stay, going, year.now)
        if stay.view["state"] != stay.state:
            year.violated(f"stay {stay.id} is {stay.view['state']} and has to be {stay.state}")
        for each in form["guests"]:
            self._handed_back(stay, each["guest"], each["pass_returned"])
        for each in damages:
            fen = codes[each["code"]] * each["count"]
            year.charge(stay, "lodging_damage", fen, each["guest"])
        year.freed()

    def _handed_back(self, stay: Stay, guest: str, back: bool) -> None:
        year, terms = self._year, stay.terms
        known = year.gate.passes[stay.passes[guest]]
        known.state = "returned" if back else "lost"
        if not back:
            year.charge(stay, "lodging_pass", terms["pass_fen"], guest)
        if terms["charges_nights"]:
            count = nights(stay, guest, year.now)
            fen = stay.leaves[guest][-1].rate * count
            year.charge(stay, "lodging_nights", fen, guest)
        year.gate.gone(known)

    # Passes between coming and leaving

    def lose(self, known: Pass) -> None:
        """A pass is lost and another given, or is revoked."""
        year, stay = self._year, known.stay
        if known.state != "valid" or known.holder not in {each.guest for each in stay.here}:
            return
        if year.chance.random() < 0.3:
            reply = year.on_pass(known, "revoke", SHUM, {"reason": "擾亂秩序"})
            if year.expect(reply, 200, "pass revoked"):
                known.state = "revoked"
            return
        reply = year.on_pass(known, "replace", CLERK, {})
        if year.expect(reply, 200, "pass replaced"):
            known.state = "lost"
            year.charge(stay, "lodging_pass", stay.terms["pass_fen"], known.holder)
            year.read(stay)
            self._given(stay, known.holder, reply.json["access_pass"]["replaced_by"])

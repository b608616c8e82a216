"""What is planned for guests: board, lodging, cars, tickets, each line with who bears it (R-2.4).

The group's staff pay their own working meals and ordinary beds (R-4.1.2), or somebody asks for
more; what nobody can grant is refused as it is written.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulate.hospital.book import Visit
from tests.simulate.hospital.people import CITY, EXPERT, FAR, FORBIDDEN, IMPORTANT, LO
from tests.simulate.hospital.rulings import (
    Line,
    No,
    at_line,
    budget,
    cost,
    forbidden,
    most_hosts,
    no,
)

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

BAD = 0.3
"""How many plans are written first as nobody could grant them."""
BEARERS = ("host", "host", "advance", "advance", "guest_unit")
OWN = (*("guest_unit",) * 4, "advance", "advance", "host")
"""Who bears what, as often: for outside guests, and for the group's staff."""
SITTINGS = ("breakfast", "lunch", "dinner")
ABOVE = 0.15
"""How many lines ask for more than the ordinary."""


class Planning:
    """Plans, written and written anew."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year

    def plan(self, visit: Visit) -> None:
        """A plan is written, first perhaps as it may not be; then it is handed in."""
        year = self._year
        if visit.state not in ("drafted", "refused", "withdrawn"):
            return
        if visit.last_day < year.today:
            year.asking.late(visit)
            return
        who = LO if year.happens(0.15) else visit.by
        lines = self._kept(visit) or self._lines(visit)
        if year.happens(BAD):
            self._impossible(visit, who, lines)
        if self._write(visit, who, lines):
            year.later(2, lambda: year.signing.submit(visit))

    def again(self, visit: Visit) -> None:
        """A line more is written to a plan that was handed in, or signed."""
        year = self._year
        if visit.state in ("pending", "approved"):
            kept = self._kept(visit)
            lines = [*kept, self._beside(kept, self._meal(visit))]
            if self._write(visit, visit.by, lines):
                year.later(3, lambda: year.signing.submit(visit))

    def _write(self, visit: Visit, who: str, lines: list[Line]) -> bool:
        year = self._year
        wanted = self._no(visit, lines)
        if not year.asking.written(visit, "plan", who, {"lines": lines}, wanted):
            return False
        said = visit.view["content"]["lines"]
        known = {each["key"] for each in lines if "key" in each}
        fresh = [each["key"] for each in said if each["key"] not in known]
        if len(said) != len(lines) or len({each["key"] for each in said}) != len(lines):
            year.violated(f"reception {visit.id} has lines {said}")
        if set(fresh) & {line["line"] for claim in visit.claims for line in claim.lines}:
            year.violated(f"reception {visit.id} gives a key twice: {fresh}")
        visit.lines = {
            each["key"]: {**line, "key": each["key"]}
            for line, each in zip(lines, said, strict=True)
        }
        costs = year.get(visit.path, LO).json["costs"]["lines"]
        wanted_costs = {key: visit.cost(key) for key in visit.lines}
        if costs != wanted_costs:
            year.violated(f"{visit.path} costs {costs}, and has to cost {wanted_costs}")
        return True

    def _no(self, visit: Visit, lines: list[Line]) -> No | None:
        """Why a plan may not be: too late, by the settings that are in force now, or by what was
        claimed.
        """
        if visit.last_day < self._year.today:
            return no("days_over", "R-4.3.1")
        found = next(forbidden(self._anew(visit), lines), None)
        if found:
            return no("invalid_form", *found.clauses)
        known = {each["key"]: cost(each, visit.guests) for each in lines if "key" in each}
        short = any(known.get(key, 0) < visit.spent(key) for key in visit.lines)
        return no("invalid_form", "R-2.4", "R-4.3.1") if short else None

    def _anew(self, visit: Visit) -> Visit:
        """As it would be judged now."""
        terms = self._year.book.terms
        return Visit("reception", {}, "", visit.by, form=visit.form, terms=terms)

    def _kept(self, visit: Visit) -> list[Line]:
        """The lines that stay, put right: all if anything was spent, promised or is driven, else
        most; where they would cost less than was taken of them, papers are printed as well.
        """
        year = self._year
        lines = [self._right(line, visit) for line in visit.lines.values()]
        if not (any(visit.booked) or visit.in_hand or any(map(visit.rides, visit.lines))):
            return [each for each in lines if year.happens(0.8)]
        short = visit.taken - budget(lines, visit.guests)
        if short > 0:
            more = {"kind": "other", "words": "印刷", "fen": short, "bearer": "host"}
            lines.append({"day": visit.first, **more})
        return lines

    def _right(self, line: Line, visit: Visit) -> Line:
        """A line of guests who come, with no more hosts than may be, of a kind that may be."""
        right, there = dict(line), {each["key"] for each in visit.guests}
        right["guests"] = [each for each in line.get("guests", ()) if each in there]
        if line["kind"] == "meal":
            guests = at_line(right, visit.guests)
            most = most_hosts(len(guests), self._year.book.terms["hosts"])
            right["hosts"] = min(line["hosts"], most)
            if next(forbidden(self._anew(visit), [right]), None):
                right["meal"] = "working"
        return right

    # Lines

    def _lines(self, visit: Visit) -> list[Line]:
        year, chance = self._year, self._year.chance
        lines: list[Line] = []
        for _ in range(chance.choice((1, 1, 2, 3))):
            lines.append(self._beside(lines, self._meal(visit)))
        if visit.last_day > visit.first_day:
            lines += self._lodging(visit)
        lines += [self._vehicle(visit) for _ in range(chance.choice((0, 1, 2, 2)))]
        if year.happens(0.3):
            ticket = {"kind": "ticket", "words": "返程票", "count": len(visit.guests)}
            lines.append({**self._line(visit), **ticket, "fen": chance.choice((25050, 55350))})
        if year.happens(0.2):
            lines.append({**self._line(visit), "kind": "other", "words": "資料", "fen": 10001})
        return lines

    def _line(self, visit: Visit) -> Line:
        """A day, and who bears it: their own unit, unless the house is to."""
        chance, days = self._year.chance, (visit.last_day - visit.first_day).days
        bearers = OWN if visit.group else BEARERS
        day = visit.first_day + timedelta(days=chance.randint(0, days))
        return {"day": str(day), "bearer": chance.choice(bearers)}

    def _meal(self, visit: Visit) -> Line:
        year, chance = self._year, self._year.chance
        line = {**self._line(visit), "kind": "meal", "meal": "working", "words": "工作餐"}
        line |= {"fen": chance.choice((3000, 3900, 4000)), "sitting": chance.choice(SITTINGS)}
        named = [each["key"] for each in visit.guests]
        if len(named) > 1 and year.happens(0.3):
            line["guests"] = chance.sample(named, len(named) - 1)
        fine = visit.inspects or visit.group
        guests = at_line(line, visit.guests)
        if year.happens(ABOVE) and (fine or all(each["rank"] in EXPERT for each in guests)):
            line |= {"meal": "hospitality", "words": "招待餐", "fen": 11000}
        if year.happens(ABOVE / 2):
            line["fen"] += 1500
        if year.happens(ABOVE):
            line["items"] = [chance.choice(FORBIDDEN)]
        if year.happens(ABOVE) and all(each["rank"] not in IMPORTANT for each in guests):
            line["city"] = "capital"
        line["hosts"] = chance.randint(0, most_hosts(len(guests), year.book.terms["hosts"]))
        return line

    @staticmethod
    def _beside(lines: list[Line], meal: Line) -> Line:
        """The meal beside these lines: where there are tables of it with hosts, it has none."""
        same = [each for each in lines if each.get("sitting") == meal["sitting"]]
        hosted = any(each["day"] == meal["day"] and each["hosts"] for each in same)
        return {**meal, "hosts": 0} if hosted else meal

    def _lodging(self, visit: Visit) -> list[Line]:
        """A bed for all nights; for half of those of several ranks one line a rank."""
        year, chance = self._year, self._year.chance
        nights = (visit.last_day - visit.first_day).days
        line = {**self._line(visit), "kind": "lodging", "lodging": "ordinary", "words": "酒店"}
        line |= {"day": visit.first, "count": nights, "fen": chance.choice((28000, 38000))}
        if year.happens(ABOVE):
            line |= {"lodging": "raised", "fen": 60000}
        ranks = dict.fromkeys(each["rank"] for each in visit.guests)
        if len(ranks) == 1 or year.happens(0.5):
            return [line]
        return [
            {**line, "guests": [each["key"] for each in visit.guests if each["rank"] == rank]}
            for rank in ranks
        ]

    def _vehicle(self, visit: Visit) -> Line:
        year, chance = self._year, self._year.chance
        far = year.happens(0.3)
        line = {**self._line(visit), "kind": "vehicle", "count": chance.choice((1, 1, 2))}
        return line | {
            "destination": chance.choice(FAR if far else CITY),
            "fen": 60000 if far else 8000,
            "words": "用車",
        }

    # What nobody can grant

    def _impossible(self, visit: Visit, who: str, lines: list[Line]) -> None:
        """Too many hosts, a day on which nobody is there, a meal for others than it is for, a bed
        for which there is no standard.
        """
        year, chance = self._year, self._year.chance
        meal = {**self._meal(visit), "meal": "working", "hosts": 0}
        most = most_hosts(len(at_line(meal, visit.guests)), year.book.terms["hosts"])
        outside = str(visit.last_day + timedelta(days=1))
        ways = [
            {**meal, "hosts": most + 1},
            {**meal, "day": outside},
            {**meal, "guests": ["99"]},
        ]
        if visit.form["kind"] == "invited" and any(e["rank"] not in EXPERT for e in visit.guests):
            ways.append({**meal, "meal": "hospitality", "guests": []})
        if any(each["rank"] in IMPORTANT for each in visit.guests):
            ways.append({**meal, "city": "capital", "guests": []})
        bad = chance.choice(ways)
        found = next(forbidden(self._anew(visit), [bad]))
        wanted = no("invalid_form", *found.clauses)
        year.step(visit, "plan", who, {"lines": [*lines, bad]}, wanted)

"""Who asks for receptions, for whom, by which letter; and what is changed, taken back, called off.

Guests are superiors, invited or the group's staff (R-2.1 to R-2.3), of one unit or of several;
now and then somebody asks for what cannot be.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant, poisson
from tests.simulate.hospital.book import DAY, Visit
from tests.simulate.hospital.people import (
    AU,
    GROUP,
    HEAD,
    LEI,
    LO,
    MAK,
    OUTSIDE,
    SECRETARY,
    SO,
)
from tests.simulate.hospital.rulings import No, budget, no, responsible

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

KINDS = {"superior": 3, "invited": 4, "group_staff": 4}
RANKS = {
    "superior": {"leader": 2, "manager": 4, "staff": 3},
    "invited": {"scholar": 2, "expert": 5, "manager": 2, "staff": 2},
    "group_staff": {"manager": 2, "staff": 5},
}
ASKERS = {MAK: 4, LEI: 3, AU: 2, SECRETARY: 1, SO: 3, HEAD: 2}
_COUNTERPARTS = {MAK: "cardiology", AU: "cardiology", LEI: "surgery", SECRETARY: "surgery"}
MANY, MIXED = 0.05, 0.4
"""How many bring more guests than a table has, and how many come from two units."""
BAD = 0.25
"""How many ask for what cannot be, before what can."""
AHEAD = 730
"""Days; nobody asks for a reception that goes on for longer."""
EDITED, WITHDRAWN, CANCELLED = 0.3, 0.06, 0.08


class Asking:
    """Receptions from the wish to the last change of it."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._letters = 0

    def plan(self, day: date) -> None:
        """What is asked for on a day."""
        year = self._year
        for _ in range(poisson(year.receptions * year.busy / 365, year.chance)):
            year.at(instant(day, 8.5 + 9 * year.chance.random()), self._ask)

    def _ask(self) -> None:
        year, chance = self._year, self._year.chance
        who = chance.choices(list(ASKERS), list(ASKERS.values()))[0]
        form = self._form(who)
        if year.happens(BAD):
            self._impossible(who, form)
        unroutable = form.get("counterpart") in year.office.closed
        wanted = no("unroutable", "R-3.1") if unroutable else None
        reply = year.begin("reception", who, form, wanted)
        if reply is None:
            return
        view = reply.json["reception"]
        visit = Visit("reception", view, reply.etag, who, "drafted", terms=year.book.terms)
        self.taken_down(visit, form, view)
        year.book.visits[visit.id] = visit
        year.begun(visit, reply, form)
        year.later(3, lambda: year.planning.plan(visit))
        if year.happens(EDITED):
            self._some_day(visit, lambda: self._edit(visit))
        if year.happens(CANCELLED):
            self._some_day(visit, lambda: self.cancel(visit))
        if visit.department != "hospital_office" and year.happens(0.05):
            year.later(20, lambda: self.reassign(visit, "hospital_office"))

    def _form(self, who: str) -> dict[str, Any]:
        """What is asked for, all of it as it may be."""
        year, chance = self._year, self._year.chance
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        known = GROUP if kind == "group_staff" else OUTSIDE
        units = chance.sample(known, 2 if year.happens(MIXED) else 1)
        ranks = RANKS[kind]
        count = chance.randint(10, 13) if year.happens(MANY) else chance.choice((1, 2, 2, 3, 4))
        guests = [
            {
                "name": f"來賓{chance.randrange(10**6):06}",
                "unit": chance.choice(units),
                "title": "主任",
                "rank": chance.choices(list(ranks), list(ranks.values()))[0],
            }
            for _ in range(count)
        ]
        first = year.today + (1 + round(chance.randint(0, 9) / year.busy)) * DAY
        counterpart = _COUNTERPARTS.get(who) if year.happens(0.8) else None
        return {
            "kind": kind,
            "purpose": "學科交流",
            "guests": guests,
            "letter": self._letter(units[0]),
            "first": str(first),
            "last": str(first + chance.choice((0, 1, 1, 2, 3)) * DAY),
            **({"counterpart": counterpart} if counterpart else {}),
        }

    def _letter(self, unit: str) -> dict[str, Any]:
        """A letter that no other reception has; that of one that was cancelled is free."""
        year = self._year
        visits = year.book.visits.values()
        had = {each.letter for each in visits if each.state != "cancelled"}
        free = [each.form["letter"] for each in visits if each.letter not in had]
        if free and year.happens(0.1):
            return dict(year.chance.choice(free))
        self._letters += 1
        reference = f"函〔2026〕{self._letters}號"
        return {"reference": reference, "unit": unit, "dated": str(year.today)}

    def _impossible(self, who: str, form: dict[str, Any]) -> None:
        """What cannot be asked for: another's letter, a day gone by, a department not there."""
        year, chance = self._year, self._year.chance
        yesterday = str(year.today - DAY)
        rank = [{**form["guests"][0], "rank": "emperor"}]
        ways: list[tuple[dict[str, Any], No]] = [
            ({"first": yesterday, "last": yesterday}, no("invalid_form", "R-2.1")),
            ({"last": str(date.fromisoformat(form["first"]) - DAY)}, no("invalid_form", "R-2.1")),
            ({"guests": rank}, no("invalid_form", "R-2.1")),
            ({"counterpart": "alchemy"}, no("unroutable", "R-3.1")),
            ({"last": str(year.today + (AHEAD + 1) * DAY)}, no("invalid_form", "R-2.1")),
        ]
        if year.book.visits:
            unit, reference = chance.choice([*year.book.visits.values()]).letter
            if year.book.letter_taken(unit, reference):
                typed = reference.replace("〔", "［").replace("〕", "］")
                letter = {**form["letter"], "unit": unit, "reference": f" {typed}"}
                used = {"letter": letter, "counterpart": None}
                ways += [(used, no("letter_used", "R-2.1"))] * 4
        changed, wanted = chance.choice(ways)
        year.begin("reception", who, {**form, **changed}, wanted)

    def taken_down(self, visit: Visit, form: dict[str, Any], view: dict[str, Any]) -> None:
        """It says what was asked for; who receives is worked out by the rule, unless the office
        had another do it and the rule leads where it led.
        """
        year, said = self._year, view["content"]["guests"]
        led = responsible(visit.form)[0] if visit.form else None
        keyed = [
            {"key": known["key"], **each} for each, known in zip(form["guests"], said, strict=True)
        ]
        if said != keyed or len({each["key"] for each in said}) < len(said):
            year.violated(f"reception {visit.id} names {said}, and was to name {keyed}")
        visit.form = {**form, "guests": keyed}
        department, clause = responsible(visit.form)
        if not visit.moved or led != department:
            visit.department, visit.moved = department, False
            if view["responsible"]["clause"] != clause:
                year.violated(f"{view['responsible']} receives, and has to by {clause}")

    def _some_day(self, visit: Visit, act: Any) -> None:
        """Between the asking and the last day."""
        year = self._year
        days = (visit.last_day - year.today).days + 1
        year.at(year.office_hours(instant(year.today, 24 * days * year.chance.random())), act)

    # What is changed

    def _edit(self, visit: Visit) -> None:
        """Guests, ranks or days are others: whatever was signed and granted is void."""
        year, chance = self._year, self._year.chance
        if visit.state not in ("drafted", "pending", "approved"):
            return
        guests, last = [dict(each) for each in visit.guests], visit.last_day
        change = chance.choice(("more", "fewer", "rank", "longer"))
        spent = any(visit.booked) or visit.in_hand
        if change == "fewer" and len(guests) > 1 and not spent:
            guests.pop(chance.randrange(len(guests)))
        elif change == "rank":
            ranks = RANKS[visit.form["kind"]]
            guests[0]["rank"] = chance.choice(list(ranks))
        elif change == "longer" and last >= year.today:
            last += DAY
        else:
            fresh = {"name": f"來賓{chance.randrange(10**6):06}", "title": "科員"}
            guests.append({**fresh, "unit": guests[0]["unit"], "rank": "staff"})
        form = {**visit.form, "guests": guests, "last": str(last)}
        self.written(visit, "edit", visit.by, form, self._no_edit(visit, form))

    def _no_edit(self, visit: Visit, form: dict[str, Any]) -> No | None:
        """Why it may not be changed so: its days are over, a line or all would cost less than was
        taken, nobody would receive, or nothing would change.
        """
        if form["last"] < str(self._year.today):
            return no("invalid_form", "R-2.1")
        changed = Visit("reception", {}, "", visit.by, form=form, lines=visit.lines)
        short = any(changed.cost(key) < visit.spent(key) for key in visit.lines)
        if short or visit.taken > budget(visit.lines.values(), form["guests"]):
            return no("invalid_form", "R-4.3.1")
        counterpart, (department, clause) = form.get("counterpart"), responsible(form)
        if counterpart in self._year.office.closed:
            return no("unroutable", "R-3.1")
        if department in self._year.office.closed:
            return no("unroutable", clause)
        same = form == visit.form and visit.state in ("pending", "approved")
        return no("nothing_new", "P-approve") if same else None

    def late(self, visit: Visit) -> None:
        """Its days were over before it was signed: where anything was spent the guests stay on,
        else it did not take place.
        """
        if not (any(visit.booked) or visit.in_hand or visit.trips):
            self.cancel(visit)
            return
        form = {**visit.form, "last": str(self._year.today + 3 * DAY)}
        self.written(visit, "edit", visit.by, form, self._no_edit(visit, form))

    def written(
        self, visit: Visit, command: str, who: str, form: dict[str, Any], wanted: No | None
    ) -> bool:
        """Whether it was written anew: nothing that was signed and granted counts any more."""
        year = self._year
        if not year.step(visit, command, who, form, wanted):
            return False
        visit.state, visit.terms = "drafted", year.book.terms
        visit.signed, visit.granted, visit.asked = [], {}, {}
        if who != visit.by and who not in visit.hands:
            visit.hands.append(who)
        if command == "edit":
            self.taken_down(visit, form, visit.view)
            year.later(4, lambda: year.signing.submit(visit))
        return True

    def reassign(self, visit: Visit, department: str) -> None:
        """The office has another department receive."""
        year = self._year
        if visit.state in ("departed", "closed", "cancelled"):
            return
        same = visit.department == department
        wanted = no("receives_already", "R-4.3.1") if same else None
        form = {"department": department, "reason": "由院辦接待"}
        if year.step(visit, "reassign", LO, form, wanted):
            visit.department, visit.moved = department, True

    def withdraw(self, visit: Visit) -> None:
        """Who asked takes it back, which they may while nobody has signed; and asks again."""
        year = self._year
        if visit.state != "pending":
            return
        wanted = no("signed_by_now", "P-approve") if visit.signed else None
        if year.step(visit, "withdraw", visit.by, {}, wanted):
            visit.state = "withdrawn"
            year.later(5, lambda: year.planning.plan(visit))

    def cancel(self, visit: Visit) -> None:
        """It does not take place, unless something is under way, was spent or driven for it."""
        year = self._year
        if visit.state not in ("drafted", "pending", "approved"):
            return
        spent = any(visit.booked) or any(map(visit.rides, visit.lines))
        wanted = no("cost_booked", "R-4.3.1") if spent else None
        wanted = no("still_underway", "R-4.3.1") if visit.unfinished else wanted
        if year.step(visit, "cancel", visit.by, {"reason": "行程取消"}, wanted):
            visit.state = "cancelled"

"""Receptions handed in, signed seat by seat, granted by the GM, refused, handed in again.

The rulebook's bars are tried: who asked, who wrote at it, who is not yet next (P-approve), and a
GM who leaves something open.
"""

from typing import TYPE_CHECKING, Any

from tests.simulate.hospital.book import Signed, Visit
from tests.simulate.hospital.people import GM, SO
from tests.simulate.hospital.rulings import Thing, asked, forbidden, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

GRANTED = {"budget": 0.96, "outside": 0.98}
"""How often the GM says yes; to all else that he is asked for, in four of five."""
REFUSED, FORGETFUL, SHOVES = 0.06, 0.1, 0.15


class Signing:
    """The way of a reception through its signatures."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year

    def submit(self, visit: Visit) -> None:
        """Who asked hands it in; what may not be is planned anew, or received by another."""
        year, office = self._year, self._year.office
        if visit.state != "drafted" or not visit.lines:
            return
        closed = visit.department in office.closed
        stopped = next(forbidden(visit, [*visit.lines.values()]), None)
        wanted = no("plan_stopped", *stopped.clauses) if stopped else None
        wanted = no("unroutable", "R-3.1", "R-4.3.1") if closed else wanted
        late = visit.last_day < year.today
        wanted = no("days_over", "R-4.3.1") if late else wanted
        if not year.step(visit, "submit", visit.by, {}, wanted):
            if late:
                year.asking.late(visit)
            elif closed:
                year.later(2, lambda: year.asking.reassign(visit, "hospital_office"))
                year.later(6, lambda: self.submit(visit))
            elif stopped:
                year.later(2, lambda: year.planning.plan(visit))
            return
        visit.state, visit.versions, visit.signed = "pending", visit.versions + 1, []
        visit.asked = asked(visit)
        visit.seats = self._seats(visit)
        visit.seats = office.seats(visit)
        self._page(visit)
        if year.happens(0.06):
            year.later(2, lambda: year.asking.withdraw(visit))
        self.awaited(visit)

    @staticmethod
    def _seats(visit: Visit) -> list[str]:
        """Those of the settings; the office's where its own staff's costs are to be borne; the
        GM's where something is his to grant.
        """
        seats = list(visit.terms["signs"])
        if any(asks == "bearer" for asks, _, _ in visit.asked) and "office_head" not in seats:
            seats.append("office_head")
        return [*seats, *(["gm"] if visit.asked else [])]

    def _page(self, visit: Visit) -> None:
        """The GM's page asks for everything that is his to grant, and for nothing else."""
        shown = self._year.get(visit.path, GM).json["asks"]
        said = {_thing(each["asked"]): each["asked"]["clause"] for each in shown}
        if said != visit.asked:
            self._year.violated(f"reception {visit.id} asks {said}, and has to ask {visit.asked}")

    def awaited(self, visit: Visit) -> None:
        """Somebody signs, some hours later."""
        version = visit.versions
        self._year.later(6, lambda: self._sign(visit, version))

    def _sign(self, visit: Visit, version: int) -> None:
        year, office = self._year, self._year.office
        if visit.state != "pending" or visit.versions != version:
            return
        if year.happens(SHOVES):
            self._shoved(visit)
        turn = office.turn(visit)
        if turn is None:  # the GM has signed in another's place, who has gone up to him since
            year.counts["left for nobody to sign"] += 1
            year.asking.cancel(visit)
            return
        who = office.signs_visit(visit, turn)
        if who is None:
            year.at(office.back(turn.holder), lambda: self._sign(visit, version))
            return
        if year.happens(REFUSED):
            if year.step(visit, "refuse", who, {"reason": "從簡"}):
                visit.state = "refused"
                year.later(8, lambda: self._refused(visit))
            return
        if visit.last_day < year.today:
            year.step(visit, "approve", who, {}, no("days_over", "R-4.3.1"))
            year.asking.late(visit)
            return
        visit.seats = office.seats(visit)
        if self._approve(visit, who, Signed(who, turn.holder, turn.role)):
            self.awaited(visit) if visit.state == "pending" else self._approved(visit)

    def _shoved(self, visit: Visit) -> None:
        """Who asked for it, wrote at it, or is not next would sign it."""
        year, turn = self._year, self._year.office.turn(visit)
        who = year.chance.choice([visit.by, *visit.hands, GM])
        if turn and who != turn.holder:
            etag = year.get(visit.path, SO).etag
            reply = year.post(f"{visit.path}/approve", who, {}, etag)
            year.bars(reply, f"{who} signs out of turn", "R-4.3.1")

    def _approve(self, visit: Visit, who: str, signed: Signed) -> bool:
        year, form = self._year, {}
        decides = visit.seats[len(visit.signed)] == "gm"
        if decides:
            grants = [self._decision(each) for each in visit.asked]
            if year.happens(FORGETFUL):
                wanted = no("invalid_form", "R-4.3.1")
                year.step(visit, "approve", who, {"grants": grants[1:]}, wanted)
            form = {"grants": grants}
        if not year.step(visit, "approve", who, form):
            return False
        visit.signed.append(signed)
        if decides:
            visit.granted = {_thing(each): each["yes"] for each in form["grants"]}
        if len(visit.signed) == len(visit.seats):
            visit.state = "approved"
        return True

    def _decision(self, thing: Thing) -> dict[str, Any]:
        asks, line, code = thing
        yes = self._year.happens(GRANTED.get(asks, 0.8))
        return {"asks": asks, "line": line, "code": code, "yes": yes}

    def _refused(self, visit: Visit) -> None:
        """It is planned more simply, unless who asked gives it up and nothing was spent on it."""
        if any(visit.booked) or visit.in_hand or visit.trips or self._year.happens(0.7):
            self._year.planning.plan(visit)

    def _approved(self, visit: Visit) -> None:
        """It is carried out, once; it may be planned otherwise still."""
        year = self._year
        if not visit.carried:
            visit.carried = True
            year.driving.carry_out(visit)
            year.lending.carry_out(visit)
            year.spending.carry_out(visit)
            year.settling.carry_out(visit)
            if year.happens(0.15):
                year.later(20, lambda: year.planning.again(visit))


def _thing(each: dict[str, Any]) -> Thing:
    return each["asks"], each.get("line"), each.get("code")

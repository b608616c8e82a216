"""Money handed out beforehand: asked for within the budget, signed by the GM, paid, brought back.

More than the budget leaves is asked for, more is brought back than was handed out, and finance is
asked to pay before anybody signed (R-4.3.1).
"""

from typing import TYPE_CHECKING

from tests.simulate.hospital import rulings
from tests.simulate.hospital.book import Advance, Visit
from tests.simulate.hospital.people import (
    AU,
    FINANCE,
    LEI,
    LO,
    MAK,
    ROLES,
    SECRETARY,
    SO,
)
from tests.simulate.hospital.rulings import No, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

LENT, TOO_MUCH, UNSIGNED, REFUSED, GIVEN_UP = 0.6, 0.25, 0.2, 0.1, 0.08
METHODS = ("cash", "transfer", "wechat")


class Lending:
    """Advances."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year

    def carry_out(self, visit: Visit) -> None:
        """Who sees to the guests asks for money, once or twice."""
        for _ in range(2):
            if self._year.happens(LENT):
                self._year.later(3, lambda: self._ask(visit))

    def _ask(self, visit: Visit) -> None:
        year, chance = self._year, self._year.chance
        who = chance.choice(claimants(visit))
        left = visit.left if visit.spendable else 0
        if year.happens(TOO_MUCH):
            more = max(left, 0) + 1
            asked = {"reception": visit.id, "fen": more, "reason": "備用"}
            year.begin("advance", who, asked, self._over(visit, more))
        fen = max(1, chance.choice((left, left // 2, left // 3, 20001)))
        form = {"reception": visit.id, "fen": fen, "reason": "接待備用"}
        reply = year.begin("advance", who, form, self._over(visit, fen))
        if reply is None:
            return
        advance = Advance(
            "advance",
            reply.json["advance"],
            reply.etag,
            who,
            "pending",
            visit=visit,
            fen=fen,
            delegable=year.book.terms["gm_delegable"],
        )
        visit.advances.append(advance)
        year.book.advances[advance.id] = advance
        year.begun(advance, reply, form)
        year.touch(visit)
        if year.happens(UNSIGNED):
            year.later(1, lambda: self._pay(advance))
        year.later(5, lambda: self._sign(advance))

    @staticmethod
    def _over(visit: Visit, fen: int) -> No | None:
        """Why so much is not handed out: nothing may be spent, or not so much of it is left."""
        if not visit.spendable:
            found = [rulings.may_spend(visit, key) for key in visit.lines]
            first = next(filter(None, found), None)
            return first or no("budget_missing", "R-4.3.1")
        return no("over_budget", "R-4.3.1") if fen > visit.left else None

    def _sign(self, advance: Advance) -> None:
        year, office = self._year, self._year.office
        if advance.state != "pending":
            return
        if year.happens(UNSIGNED / 2):
            reply = year.post(f"{advance.path}/approve", advance.by, {}, advance.etag)
            year.bars(reply, f"{advance.by} signs their own advance", "R-4.3.1")
        if year.happens(GIVEN_UP):
            if year.step(advance, "withdraw", advance.by, {}):
                self._over_with(advance, "withdrawn")
            return
        turn = office.alone("gm", (advance.by,))
        assert turn
        who = office.signs_for(turn, (advance.by,), delegable=advance.delegable)
        if who is None:
            year.at(office.back(turn.holder), lambda: self._sign(advance))
        elif year.happens(REFUSED):
            if year.step(advance, "refuse", who, {"reason": "過多"}):
                self._over_with(advance, "refused")
                year.later(5, lambda: self._ask_again(advance))
        elif year.step(advance, "approve", who, {}, self._over(advance.visit, 0)):
            advance.state = "approved"
            year.later(4, lambda: self._pay(advance))
        else:
            year.later(24, lambda: self._sign(advance))

    def _over_with(self, advance: Advance, state: str) -> None:
        advance.state = state
        self._year.touch(advance.visit)

    def _ask_again(self, advance: Advance) -> None:
        """What was refused is asked for anew, for half of it."""
        year = self._year
        if advance.state != "refused":
            return
        fen = max(1, advance.fen // 2)
        form = {"fen": fen, "reason": "減半"}
        if year.step(advance, "resubmit", advance.by, form, self._over(advance.visit, fen)):
            advance.state, advance.fen = "pending", fen
            advance.delegable = year.book.terms["gm_delegable"]
            year.touch(advance.visit)
            year.later(5, lambda: self._sign(advance))

    def _pay(self, advance: Advance) -> None:
        """Finance pays what was signed, and nothing that was not."""
        year, chance = self._year, self._year.chance
        method = chance.choice(METHODS)
        wanted = self._over(advance.visit, 0)
        if advance.state != "approved":
            missing = advance.state == "pending"
            wanted = no("out_of_order" if missing else "too_late", "R-4.3.1")
        if year.step(advance, "pay", chance.choice(FINANCE), {"method": method}, wanted):
            advance.state = "paid"
            holder = f"advance.{advance.by}"
            year.book.post(year.world.site, holder, f"cash.{method}", advance.fen)
            if year.happens(0.2):
                year.later(30, lambda: self._pay(advance))  # a second time
        elif advance.state == "approved":
            year.later(24, lambda: self._pay(advance))

    def account_for(self, visit: Visit) -> None:
        """What is left of every advance is brought back, first a fen more, then in two pieces."""
        for advance in visit.advances:
            if advance.state in ("pending", "approved"):
                if self._year.step(advance, "withdraw", advance.by, {}):
                    self._over_with(advance, "withdrawn")
            elif advance.state == "paid" and advance.balance:
                self._bring_back(advance)

    def _bring_back(self, advance: Advance) -> None:
        year, balance = self._year, advance.balance
        if year.happens(TOO_MUCH):
            more = {"fen": balance + 1, "method": "cash"}
            year.step(advance, "return", FINANCE[0], more, no("over_balance", "R-4.3.1"))
        pieces = (balance // 2, balance - balance // 2) if year.happens(0.3) else (balance,)
        for fen in filter(None, pieces):
            if year.step(advance, "return", FINANCE[1], {"fen": fen, "method": "cash"}):
                advance.returned += fen
                year.numbered(advance.view["forms"])
                year.book.post(year.world.site, "cash.cash", f"advance.{advance.by}", fen)
        self.settle(advance)
        year.touch(advance.visit)

    @staticmethod
    def settle(advance: Advance) -> None:
        """It is settled once every fen of it was brought back, or spent by a claim that is paid."""
        claims = [each for each in advance.visit.booked if each.advance is advance]
        if advance.balance == 0 and all(each.state == "paid" for each in claims):
            advance.state = "settled"


def claimants(visit: Visit) -> list[str]:
    """Who may ask for money for a reception: the office, the department that receives, and the
    counterpart's.
    """
    hosts, theirs = (MAK, AU, LEI, SECRETARY), (visit.department, visit.form.get("counterpart"))
    return [SO, LO, *(each for each in hosts if ROLES[each][1] in theirs)]

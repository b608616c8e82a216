"""Expense claims: receipts for lines of the plan, signed by the GM, paid once (R-4.3.5, R-4.3.6).

Invoices are handed in twice, more is claimed than a line leaves, signed claims are written anew,
finance is asked to pay what nobody signed, what more was found of since, and what was paid
already; what was paid wrongly is taken back.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant
from tests.simulate.hospital import rulings
from tests.simulate.hospital.book import Advance, Claim, Visit
from tests.simulate.hospital.lending import METHODS, claimants
from tests.simulate.hospital.people import FINANCE, SO
from tests.simulate.hospital.receipts import Receipts, invoice
from tests.simulate.hospital.rulings import No, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

EARLY, WILD, UNSIGNED, CHANGED, REFUSED, REVERSED = 0.15, 0.3, 0.3, 0.15, 0.06, 0.08
PATIENCE = 6
"""How often somebody comes back to what cannot be done yet."""


class Spending:
    """Claims."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._receipts = Receipts(year)

    def carry_out(self, visit: Visit) -> None:
        """Costs are claimed from the first day on, in two or three claims."""
        year = self._year
        if year.happens(EARLY):
            year.later(1, lambda: self._too_early(visit))
        days = (visit.last_day - visit.first_day).days + 1
        for _ in range(year.chance.choice((2, 2, 3))):
            at = instant(visit.first_day, 24 * days * year.chance.random() + 9)
            year.at(year.office_hours(at), lambda: self._claim(visit))

    def _too_early(self, visit: Visit) -> None:
        """A receipt of tomorrow is no receipt."""
        year = self._year
        if visit.lines:
            lines = [self._receipts.line(visit, next(iter(visit.lines)), 1)]
            lines[0]["receipt"]["dated"] = str(year.today + timedelta(days=1))
            form = {"reception": visit.id, "lines": lines}
            year.begin("claim", SO, form, no("invalid_form", "R-4.3.5"))

    # What is claimed

    def _claim(self, visit: Visit) -> None:
        """A claim is written, and handed in soon."""
        year = self._year
        lines = self._receipts.lines(visit, wild=year.happens(WILD))
        if not lines or visit.state in ("closed", "cancelled"):
            return
        paid = [each for each in visit.advances if each.state == "paid"]
        advance = year.chance.choice(paid) if paid and year.happens(0.8) else None
        who = advance.by if advance else year.chance.choice(claimants(visit))
        form = {"reception": visit.id, **self._form(lines, advance)}
        total = sum(each["fen"] for each in lines)
        drawn = form.get("from_advance", total) if advance else 0
        reply = year.begin("claim", who, form, self._not_theirs(visit, who, total - drawn))
        if reply is None:
            return
        claim = Claim("claim", reply.json["claim"], reply.etag, who, "drafted", visit=visit)
        claim.lines, claim.advance, claim.from_advance = lines, advance, drawn
        visit.claims.append(claim)
        year.book.claims[claim.id] = claim
        year.begun(claim, reply, form)
        if year.happens(UNSIGNED / 2):
            self._pay(claim)
        year.later(2, lambda: self._submit(claim))

    def _form(self, lines: list[dict[str, Any]], advance: Advance | None) -> dict[str, Any]:
        """What is claimed, of an advance all that it holds, or at times less."""
        total = sum(each["fen"] for each in lines)
        if advance is None:
            return {"lines": lines}
        form = {"lines": lines, "advance": advance.id}
        if advance.balance and (total > advance.balance or self._year.happens(0.3)):
            form["from_advance"] = min(total, advance.balance)
        return form

    @staticmethod
    def _not_theirs(visit: Visit, who: str, beside: int) -> No | None:
        """Why somebody may not claim so much more than they have in hand: the reception is their
        department's no more.
        """
        return no("invalid_form", "R-4.3.5") if beside and who not in claimants(visit) else None

    def _no(self, claim: Claim) -> No | None:
        """Why it is not booked."""
        visit, taken = claim.visit, dict.fromkeys(claim.visit.lines, 0)
        found = self._kept(claim) or self._for_nobody(claim)
        if found:
            return found
        for each in claim.lines:
            taken[each["line"]] += each["fen"]
            if taken[each["line"]] > visit.cost(each["line"]) - visit.spent(each["line"]):
                return no("over_plan", "R-4.3.1")
        if claim.total > claim.from_advance and claim.total - claim.from_advance > visit.left:
            return no("over_budget", "R-4.3.1")
        advance = claim.advance
        holds = advance.balance if advance and advance.state == "paid" else 0
        if claim.from_advance > holds:
            return no("advance_short", "R-4.3.1")
        if any(invoice(each) in self._year.book.receipts for each in claim.lines):
            return no("receipt_used", "R-4.3.5")
        return None

    @staticmethod
    def _for_nobody(claim: Claim) -> No | None:
        """Why it is none of the plan: a unit that it names has nobody at that line."""
        for each in claim.lines:
            there = rulings.at_line(claim.visit.lines[each["line"]], claim.visit.guests)
            if "unit" in each and each["unit"] not in {one["unit"] for one in there}:
                return no("invalid_form", "R-4.3.5")
        return None

    # Handing in and signing

    def _submit(self, claim: Claim, tries: int = 0) -> None:
        year, visit = self._year, claim.visit
        if claim.state != "drafted":
            return
        wanted = self._no(claim)
        if not year.step(claim, "submit", claim.by, {}, wanted):
            again = self._wait if wanted and wanted.code == "budget_missing" else self._rewrite
            if tries < PATIENCE:
                again(claim, tries + 1)
            return
        claim.state, claim.beyond, claim.of = "pending", claim.driven_beyond(), visit.versions
        claim.delegable = year.book.terms["gm_delegable"]
        self._borne(claim)
        year.book.receipts |= {invoice(each): claim.id for each in claim.lines}
        self._took(claim)
        seen = {each["data"]["trip"] for each in claim.view["findings"] if _driven(each)}
        if seen != claim.beyond:
            year.violated(f"claim {claim.id} shows {seen} as driven too far, not {claim.beyond}")
        if year.happens(UNSIGNED):
            year.later(1, lambda: self._pay(claim))
        year.later(6, lambda: self._sign(claim))

    def _took(self, claim: Claim) -> None:
        """What it is booked against is otherwise now."""
        self._year.touch(claim.visit, *([claim.advance] if claim.advance else []))

    def _borne(self, claim: Claim) -> None:
        """Who bears what of it, to the fen."""
        visit = claim.visit
        claim.shares, claim.borne = {}, 0
        for each in claim.lines:
            line = visit.lines[each["line"]]
            if line["bearer"] == "host":
                claim.borne += each["fen"]
                continue
            parts = rulings.shares(each["fen"], line, visit.guests, each.get("unit"))
            for unit, fen in parts.items():
                claim.shares[unit] = claim.shares.get(unit, 0) + fen

    def _wait(self, claim: Claim, tries: int) -> None:
        """Its reception is to be signed anew first."""
        self._year.later(24, lambda: self._submit(claim, tries))

    def _rewrite(self, claim: Claim, tries: int) -> None:
        """It is written anew, by what may be spent now, and handed in again; by who has no part in
        the reception any more it is left, or written as it was.
        """
        year, lines = self._year, self._receipts.lines(claim.visit)
        booked = claim.state in ("pending", "signed")
        if claim.by not in claimants(claim.visit):
            if booked and year.step(claim, "change", claim.by, claim.form, self._for_nobody(claim)):
                self._give_back(claim)
                year.later(3, lambda: self._submit(claim, tries))
            return
        if not lines or not (booked or claim.state in ("drafted", "refused", "withdrawn")):
            return
        holds = (each for each in claim.visit.advances if each.state == "paid" and each.balance)
        advance = next((each for each in holds if each.by == claim.by), None)
        form = self._form(lines, advance)
        if not year.step(claim, "change", claim.by, form):
            return
        if booked:
            self._give_back(claim)
        claim.state, claim.lines, claim.advance = "drafted", lines, advance
        claim.from_advance = form.get("from_advance", claim.total) if advance else 0
        year.later(3, lambda: self._submit(claim, tries))

    def _give_back(self, claim: Claim) -> None:
        """Nothing of it is booked any more."""
        self._free(claim)
        claim.state = "drafted"
        self._took(claim)

    def _free(self, claim: Claim) -> None:
        """Its receipts are another's to hand in."""
        receipts = self._year.book.receipts
        for number in [each for each, of in receipts.items() if of == claim.id]:
            del receipts[number]

    def _sign(self, claim: Claim) -> None:
        year, office = self._year, self._year.office
        if claim.state != "pending":
            return
        turn = office.alone("gm", (claim.by,))
        assert turn
        who = office.signs_for(turn, (claim.by,), delegable=claim.delegable)
        if who is None:
            year.at(office.back(turn.holder), lambda: self._sign(claim))
            return
        if year.happens(REFUSED):
            if year.step(claim, "refuse", who, {"reason": "理由不足"}):
                self._give_back(claim)
                claim.state = "refused"
                year.later(4, lambda: self._rewrite(claim, 1))
            return
        if year.step(claim, "approve", who, {}, self._as_found(claim)):
            claim.state = "signed"
            if year.happens(CHANGED):
                year.later(2, lambda: self._rewrite(claim, 1))
            year.later(6, lambda: self._pay(claim))
        else:
            self._not_yet(claim, lambda: self._sign(claim))

    def _not_yet(self, claim: Claim, again: Callable[[], None]) -> None:
        """Its reception is to be signed first, or it is to be submitted as more was found."""
        if self._kept(claim):
            self._year.later(24, again)
        else:
            self._year.later(2, lambda: self._rewrite(claim, 1))

    @staticmethod
    def _kept(claim: Claim) -> No | None:
        """Why nothing may be spent on it now, if nothing may."""
        refusals = (rulings.may_spend(claim.visit, each["line"]) for each in claim.lines)
        return next(filter(None, refusals), None)

    def _as_found(self, claim: Claim) -> No | None:
        """Why it is neither signed nor paid as it is: it may not be spent, or more was found."""
        return self._kept(claim) or self._found_since(claim)

    def _found_since(self, claim: Claim) -> No | None:
        """Why it is submitted anew, if anything is to be seen of its lines that was not as it was
        handed in: of the way that was driven, or of a plan that is another by now.
        """
        if claim.driven_beyond() != claim.beyond:
            return no("found_since", "R-4.3.5", "R-4.3.7")
        if claim.of == claim.visit.versions:
            return None
        keys = {each["line"] for each in claim.lines}
        shown = self._year.get(claim.visit.path, SO).json["findings"]
        now = [each for each in shown if each["line"] in keys]
        before = [each for each in claim.view["findings"] if not _driven(each)]
        clauses = (each["clause"] for each in now if each not in before)
        return no("found_since", "R-4.3.5", *clauses) if now != before else None

    def _pay(self, claim: Claim) -> None:
        """Finance pays what the GM has signed as it is, and that once (R-4.3.6)."""
        year, chance = self._year, self._year.chance
        method = chance.choice(METHODS)
        form = {"method": method} if claim.total > claim.from_advance else {}
        if claim.state == "signed":
            wanted = self._as_found(claim)
        else:
            missing = claim.state in ("drafted", "pending")
            wanted = no("out_of_order" if missing else "too_late", "R-4.3.6")
        if year.step(claim, "pay", chance.choice(FINANCE), form, wanted):
            claim.state, claim.method = "paid", method
            year.book.paid(year.world.site, claim, method)
            self._took(claim)
            if claim.advance:
                year.lending.settle(claim.advance)
            if year.happens(UNSIGNED):
                year.later(10, lambda: self._pay(claim))  # a second time
            if year.happens(REVERSED):
                year.later(15, lambda: self._reverse(claim))
        elif claim.state == "signed":
            self._not_yet(claim, lambda: self._pay(claim))

    def _reverse(self, claim: Claim) -> None:
        """What was paid wrongly is taken back whole, by an entry of today, and claimed anew or not;
        once a unit has it before it, it stays (P-money).
        """
        year, visit = self._year, claim.visit
        anew = year.happens(0.7)
        wanted = no("claim_settled", "R-4.3.3") if visit.settlement and claim.shares else None
        wanted = no("too_late", "R-4.3.1") if visit.state == "closed" else wanted
        form = {"reason": "金額有誤", "anew": anew}
        if not year.step(claim, "reverse", year.chance.choice(FINANCE), form, wanted):
            return
        claim.state = "reversed"
        year.book.paid(year.world.site, claim, claim.method, times=-1)
        if claim.advance:
            claim.advance.state = "paid"
        self._took(claim)
        if anew:
            self._free(claim)
            year.later(3, lambda: self._claim(visit))

    def clear_up(self, visit: Visit) -> None:
        """What was never signed or paid is taken back, so that the reception can end."""
        for claim in visit.claims:
            if claim.state == "pending" and self._year.step(claim, "withdraw", claim.by, {}):
                self._give_back(claim)
                claim.state = "withdrawn"


def _driven(finding: dict[str, Any]) -> bool:
    """Whether it is of a way that was driven."""
    return bool(finding["code"] == "distance_beyond")

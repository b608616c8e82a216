"""The guests leave, and what was advanced for them is settled with their units (R-4.3.3).

Somebody would settle before they left, send what they drew up themselves, take more than is owed,
or close what is not at its end.
"""

from typing import TYPE_CHECKING, Any

from tests.simulate.estate import instant
from tests.simulate.hospital.book import DAY, DRIVEN, EXPENSE, Settlement, Share, Visit
from tests.simulate.hospital.lending import METHODS
from tests.simulate.hospital.people import EAST, FINANCE, GM, LO, SITES, SO, WEST, unit_account
from tests.simulate.hospital.rulings import No, no

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

EARLY, GIVEN_UP, DISPUTED, IN_PARTS, TOO_MUCH, WAIVED = 0.3, 0.12, 0.25, 0.3, 0.15, 0.5
PATIENCE = 20 * DAY
"""So long it is waited for a plan that is to be signed anew."""


class Settling:
    """What becomes of a reception after its last day."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year

    def carry_out(self, visit: Visit) -> None:
        """They leave on their last day; somebody says so, soon or early."""
        year = self._year
        if year.happens(EARLY):
            year.later(1, lambda: self._too_early(visit))
        at = instant(visit.last_day, 15 + 4 * year.chance.random())
        year.at(at, lambda: self._depart(visit))

    def _too_early(self, visit: Visit) -> None:
        """Nobody has left before they came, and nothing is settled before they left."""
        year = self._year
        if visit.state == "approved":
            form = {"reception": visit.id}
            year.begin("settlement", FINANCE[0], form, no("not_departed", "R-4.3.3"))
            if year.today < visit.first_day:
                year.step(visit, "depart", visit.by, {}, no("guests_to_come", "R-4.3.1"))

    def _depart(self, visit: Visit) -> None:
        """They have left; where the plan is to be signed anew, it is first."""
        year = self._year
        if visit.state in ("cancelled", "departed"):
            return
        if visit.last_day > year.today:
            year.at(instant(visit.last_day, 16), lambda: self._depart(visit))
        elif visit.state != "approved":
            if year.today - visit.last_day < PATIENCE:
                year.at(year.now + DAY, lambda: self._depart(visit))
        elif year.step(visit, "depart", visit.by, {}):
            visit.state = "departed"
            if year.happens(EARLY):
                self._close(visit)
            year.later(60, lambda: self._wind_up(visit))

    def _wind_up(self, visit: Visit) -> None:
        """Claims come to their end, advances are accounted for; then it is settled."""
        year = self._year
        if any(each.state in ("pending", "signed") for each in visit.claims):
            if year.happens(0.5):
                self._draw_up(visit)
            year.spending.clear_up(visit)
            year.later(40, lambda: self._wind_up(visit))
            return
        if any(each.state in DRIVEN for each in visit.trips):
            self._draw_up(visit)
            year.later(12, lambda: self._wind_up(visit))
            return
        year.lending.account_for(visit)
        self._draw_up(visit)
        year.later(50, lambda: self._finish(visit))

    # The settlement

    def _no(self, visit: Visit) -> No | None:
        if visit.settlement:
            return no("settled_already", "R-4.3.3")
        if any(each.state in ("pending", "signed") for each in visit.claims):
            return no("claims_open", "R-4.3.3")
        if any(each.state in DRIVEN for each in visit.trips):
            return no("trips_open", "R-4.3.3")
        advanced = any(each.shares for each in visit.claims if each.state == "paid")
        return None if advanced else no("nothing_to_settle", "R-4.3.3")

    def _draw_up(self, visit: Visit) -> None:
        """It has to be equal to the claims paid, unit by unit, to the fen."""
        year = self._year
        who = year.chance.choice((*FINANCE, SO))
        form = {"reception": visit.id}
        reply = year.begin("settlement", who, form, self._no(visit))
        if reply is None:
            return
        owed: dict[str, int] = {}
        for claim in visit.claims:
            for unit, fen in claim.shares.items() if claim.state == "paid" else ():
                owed[unit] = owed.get(unit, 0) + fen
        view = reply.json["settlement"]
        said = {each["unit"]: sum(one["fen"] for one in each["lines"]) for each in view["shares"]}
        if said != owed:
            year.violated(f"settlement of reception {visit.id} is {said}, and has to be {owed}")
        settlement = Settlement("settlement", view, reply.etag, who, "drawn", visit=visit)
        settlement.units = {unit: Share(fen, None) for unit, fen in owed.items()}
        visit.settlement = settlement
        year.book.settlements[settlement.id] = settlement
        year.begun(settlement, reply, form)
        year.touch(visit)
        year.later(6, lambda: self._send(settlement))

    def _send(self, settlement: Settlement) -> None:
        """Another of finance stands by it; at times it is given up and drawn up anew."""
        year, visit = self._year, settlement.visit
        if year.happens(GIVEN_UP):
            if year.step(settlement, "give-up", settlement.by, {"reason": "重擬"}):
                settlement.state, visit.settlement = "given_up", None
                year.touch(visit)
                year.later(3, lambda: self._draw_up(visit))
            return
        if settlement.by in FINANCE:
            year.step(settlement, "send", settlement.by, {}, no("own_work", "R-4.3.3"))
        other = next(each for each in FINANCE if each != settlement.by)
        if not year.step(settlement, "send", other, {}):
            return
        settlement.state = "sent"
        for unit, share in settlement.units.items():
            share.site = SITES[WEST] if unit == WEST else None
            year.later(20, lambda unit=unit: self._answer(settlement, unit))  # type: ignore[misc]

    def _answer(self, settlement: Settlement, unit: str) -> None:
        """The unit's finance says yes or no: there, if it is a site that knows us, else by letter.
        A no is answered by the GM, who has the house bear a part of it, or all.
        """
        year, share = self._year, settlement.units[unit]
        if not share.owing or share.word:
            return
        if year.happens(TOO_MUCH):
            self._transfer(settlement, unit, share.owing)
        yes = share.word is False or not year.happens(DISPUTED)
        if share.site:
            letter = {"unit": unit, "yes": True, "name": "對方財務"}
            year.step(settlement, "hear", SO, letter, no("their_word", "R-4.3.3"))
            if not year.neighbours.answer(settlement, share, yes=yes):
                return
        else:
            form = {"unit": unit, "yes": yes, "name": "對方財務", "words": "如上"}
            if not year.step(settlement, "hear", SO, form):
                return
        share.word = yes
        if yes:
            year.later(30, lambda: self._receive(settlement, unit))
        else:
            year.later(10, lambda: self._disputed(settlement, unit))

    def _disputed(self, settlement: Settlement, unit: str) -> None:
        year, share = self._year, settlement.units[unit]
        all_ = year.happens(WAIVED)
        fen = share.owing if all_ else (share.owing + 1) // 2
        if fen and year.step(
            settlement, "waive", GM, {"unit": unit, "fen": fen, "reason": "由本院承擔"}
        ):
            year.book.post(year.world.site, EXPENSE, unit_account(unit), fen)
            self._paid(settlement, share, fen)
        if share.owing:
            year.later(10, lambda: self._answer(settlement, unit))

    def _receive(self, settlement: Settlement, unit: str) -> None:
        """Their money comes, in one piece or two; a fen more than is owed is not taken."""
        year, share = self._year, settlement.units[unit]
        if year.happens(TOO_MUCH):
            self._transfer(settlement, unit, share.owing + 1)
        if share.owing > 1 and year.happens(IN_PARTS):
            self._transfer(settlement, unit, share.owing // 2)
            year.later(20, lambda: self._receive(settlement, unit))
        elif share.owing:
            self._transfer(settlement, unit, share.owing)

    def _transfer(self, settlement: Settlement, unit: str, fen: int) -> None:
        year, share = self._year, settlement.units[unit]
        method = year.chance.choice(METHODS)
        wanted = None if share.word else no("unconfirmed", "R-4.3.3")
        wanted = no("over_owing", "R-4.3.3") if fen > share.owing else wanted
        form: dict[str, Any] = {"unit": unit, "fen": fen, "method": method}
        if year.step(settlement, "transfer", year.chance.choice(FINANCE), form, wanted):
            year.numbered(settlement.view["forms"])
            year.book.post(year.world.site, f"cash.{method}", unit_account(unit), fen)
            if share.site:
                year.book.post(share.site, unit_account(EAST), f"cash.{method}", fen)
            self._paid(settlement, share, fen)

    def _paid(self, settlement: Settlement, share: Share, fen: int) -> None:
        share.paid += fen
        if not settlement.owing:
            settlement.state = "closed"
            self._year.touch(settlement.visit)

    # The end

    def _close(self, visit: Visit) -> bool:
        """All is spent and settled, or it is not closed."""
        year = self._year
        wanted = no("still_underway", "R-4.3.1") if visit.unfinished else None
        if wanted is None and visit.settlement is None and self._no(visit) is None:
            wanted = no("settlement_missing", "R-4.3.3")
        if not year.step(visit, "close", LO, {}, wanted):
            return False
        visit.state = "closed"
        return True

    def _finish(self, visit: Visit) -> None:
        year = self._year
        year.spending.clear_up(visit)
        year.lending.account_for(visit)
        if visit.state == "departed" and not self._close(visit):
            year.later(120, lambda: self._finish(visit))

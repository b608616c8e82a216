"""Beds ceded by agreement: proposed, taken, called off, or left until it is over (L-2)."""

from datetime import datetime
from typing import TYPE_CHECKING

from tests.simulate.house.book import Ceding, Leaves, Stay, on_wall, steps

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear

ASKED = 0.5
"""How many of those who wait ask somebody who has a bed."""


class Agreements:
    """What those who wait and those who have beds agree."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year

    def wanted(self, stay: Stay) -> None:
        """Somebody who waits asks for a bed, after some time."""
        if self._year.chance.random() < ASKED:
            self._year.later(stay, 3, lambda: self._propose(stay))

    def _propose(self, receiver: Stay) -> None:
        """Whoever could cede beds that are enough does so, if anybody can."""
        year, chance = self._year, self._year.chance
        if not self._needs(receiver):
            return
        known = list(year.book.open.values())
        offers = (self._of(giver, receiver) for giver in chance.sample(known, len(known)))
        ceding = next((each for each in offers if each and self._enough(each, receiver)), None)
        if ceding is None or year.conduct.barred(ceding.giver.employee):
            return
        giver = ceding.giver
        form = {"to": receiver.id, "guests": list(ceding.guests)}
        refused = "ceding_open" if self._open(giver) or self._open(receiver) else None
        if not year.step(giver, "cede", giver.employee, form, refused):
            return
        year.read(receiver)
        hours = chance.expovariate(1.0)
        year.later(receiver, hours, lambda: self._answer(ceding, receiver))

    def _open(self, stay: Stay) -> bool:
        """Whether it has proposed something, or been proposed it, that is not over."""
        known = stay.view["ceding"]
        return bool(known) and self._year.now < datetime.fromisoformat(known["until"])

    def _of(self, giver: Stay, receiver: Stay) -> Ceding | None:
        """The beds of a stay from the first night that both are there for."""
        night = max(giver.first, receiver.first)
        if giver.begins or giver.moved or giver.state not in ("granted", "staying"):
            return None
        free = tuple(
            each.guest
            for each in giver.guests
            if each.guest not in giver.left and giver.leaving(each.guest) > night
        )
        return Ceding(giver, free, night) if free else None

    def _needs(self, receiver: Stay) -> bool:
        """Whether it waits, and nothing is free that it or who registered before could have."""
        book = self._year.book
        if receiver.state != "waiting" or receiver.first < self._year.today or receiver.ends_with:
            return False
        return not book.fits(receiver) and not book.overtakes(receiver)

    def _enough(self, ceding: Ceding, receiver: Stay) -> bool:
        """Whether the beds can be the receiver's: who is there has slept there before, and can
        still leave in time.
        """
        year, giver = self._year, ceding.giver
        same = self._of(giver, receiver)
        if same is None or same.night != ceding.night:
            return False
        if giver.employee == receiver.employee or not set(ceding.guests) <= set(same.guests):
            return False
        here = [each for each in ceding.guests if each in giver.came]
        in_use = any(on_wall(giver.came[each]) >= ceding.night for each in here)
        if here and (in_use or year.now >= steps(giver, ceding.night)[0]):
            return False
        return year.book.fits(receiver, ceding)

    def _answer(self, ceding: Ceding, receiver: Stay) -> None:
        """The other agrees, or one of the two calls it off; what cannot be any more is left."""
        year, chance = self._year, self._year.chance
        giver = ceding.giver
        year.read(giver)
        year.read(receiver)
        if not (giver.view["ceding"] and receiver.view["ceding"] == giver.view["ceding"]):
            return
        if chance.random() < 0.2:
            one = chance.choice((giver, receiver))
            year.step(one, "call-off", one.employee, {})
            year.read(giver)
            year.read(receiver)
            return
        bars = [year.conduct.barred(each.employee) for each in (giver, receiver)]
        if (
            not self._open(receiver)
            or any(bars)
            or not self._needs(receiver)
            or not self._enough(ceding, receiver)
        ):
            return
        if year.step(receiver, "take-ceded", receiver.employee, {"of": giver.id}):
            self._ceded(ceding, receiver)

    def _ceded(self, ceding: Ceding, receiver: Stay) -> None:
        """The giver's guests leave on that day, or do not come; the receiver has their beds."""
        year, giver = self._year, ceding.giver
        for each in ceding.guests:
            giver.ceded[each] = ceding.night
            rate = giver.leaves[each][-1].rate
            giver.leaves[each].append(Leaves(year.now, ceding.night, rate))
        if not giver.came and all(
            giver.leaving(each.guest) <= giver.first for each in giver.guests
        ):
            year.book.ended(giver, "ceded")
        year.applying.given(receiver)
        year.read(giver)
        if giver.view["state"] != giver.state:
            year.violated(f"stay {giver.id} is {giver.view['state']}, not {giver.state}")
        year.lodging.extended(giver)
        year.freed()

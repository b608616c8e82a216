"""Relatives: claimed, verified, known already, ended (L-1)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulate.estate import START, instant
from tests.simulate.house.book import Guest
from tests.simulate.house.people import CLERK, SHUM, Kin, employee, kin

if TYPE_CHECKING:
    from datetime import date

    from tests.simulate.house.year import HouseYear

SHARED = 0.05
"""How many relatives are those of another employee as well."""


@dataclass
class Relative:
    """A claim as the employee and the dormitory office know it."""

    id: str
    etag: str
    employee: str
    kin: Kin
    guest: str
    state: str = "claimed"

    @property
    def as_guest(self) -> Guest:
        return Guest(self.id, self.guest, self.kin.sex, self.kin.document)


class Families:
    """Whom the employees have named."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year
        self.claims: dict[str, list[Relative]] = {}
        """Employee to their claims, those that ended too."""
        self._kin: list[Kin] = []

    def plan(self, day: "date") -> None:
        """Everybody names somebody in the first days, some in the course of the year."""
        year = self._year
        since, days = (day - START).days, 3 if year.busy <= 1 else 1
        for number in range(year.employees):
            comes = number % days == since
            for _ in range(2 if comes else year.chance.random() < 0.004):
                at = instant(day, 0.5 + 20 * year.chance.random() if comes else 9)
                year.at(at, lambda number=number: self.claim(employee(number)))  # type: ignore[misc]

    def verified(self, who: str) -> list[Relative]:
        """The relatives of an employee who may be guests."""
        return [each for each in self.claims.get(who, ()) if each.state == "verified"]

    def claim(self, who: str) -> None:
        """An employee names a relative, who may be a sibling of another employee's."""
        year, chance = self._year, self._year.chance
        if self._kin and chance.random() < SHARED:
            one = chance.choice(self._kin)
        else:
            one = kin(len(self._kin), chance)
            self._kin.append(one)
        form = one._asdict()
        if chance.random() < 0.02:
            refused = year.post("/relatives", who, form | {"relation": "cousin"})
            year.refused(refused, "invalid_form", "claim of a cousin")
        known = [each for each in self.claims.get(who, ()) if each.kin.document == one.document]
        reply = year.post("/relatives", who, form)
        if any(each.state != "ended" for each in known):
            year.refused(reply, "claimed_already", "claim")
            return
        if not year.expect(reply, 201, "claim"):
            return
        said = reply.json["relative"]
        relative = Relative(said["id"], reply.etag, who, one, said["guest"])
        self.claims.setdefault(who, []).append(relative)
        later = year.office_hours(year.now + timedelta(hours=chance.expovariate(1 / 3)))
        year.at(later, lambda: self._see(relative))

    def _see(self, relative: Relative) -> None:
        year, chance = self._year, self._year.chance
        path = f"/relatives/{relative.id}"
        if chance.random() < 0.05:
            reply = year.post(f"{path}/end", SHUM, {"reason": "未能證明"}, relative.etag)
            if year.expect(reply, 200, "claim ended"):
                relative.state = "ended"
            return
        seen = {"proof": chance.choice(("household_register", "marriage_certificate"))}
        if chance.random() < 0.03:
            own = year.post(f"{path}/verify", relative.employee, seen, relative.etag)
            year.refused(own, "not_your_step", "verified by oneself")
        reply = year.post(f"{path}/verify", chance.choice((SHUM, CLERK)), seen, relative.etag)
        if year.expect(reply, 200, "verified"):
            relative.state = "verified"
        if chance.random() < 0.05:
            number = year.get(f"{path}/document", SHUM)
            if number.json["document"] != relative.kin.document:
                year.violated(f"relative {relative.id} has another document")

"""Who heads what, who signs for whom, and what is settled when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.core.record import plain
from tests.simulate.estate import START, instant
from tests.simulate.hospital.book import DAY, Visit
from tests.simulate.hospital.people import (
    ADMIN,
    CLOSED,
    DEPUTISES,
    DEPUTY,
    HEADS,
    SETTLED,
    SUBSTITUTES,
    named,
)

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

ABOVE = {"department_manager": "office_head", "office_head": "gm", "gm_office_director": "gm"}
_SEAT_OF = {
    "office_head": "hospital_office",
    "gm_office_director": "general_office",
    "gm": "gm_office",
}


@dataclass
class Absence:
    """Somebody away, and who signs meanwhile if they accepted it."""

    giver: str
    role: str
    taker: str
    first: date
    last: date
    accepted: bool = False


class Turn(NamedTuple):
    """Whose signature is waited for, and as what."""

    holder: str
    role: str


class Office:
    """The affairs of the offices; settings and heads change on known days, the rest by chance."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self.heads = dict(HEADS)
        self.closed: set[str] = set()
        self.absences: list[Absence] = []

    def plan(self, day: date) -> None:
        """What a day brings."""
        year, since = self._year, (day - START).days
        if since in SETTLED:
            year.at(instant(day, 10 if since else 0), lambda: self._settle(SETTLED[since]))
        for (first, last), department, head in (
            (CLOSED, "surgery", HEADS["surgery"]),
            (DEPUTISES, "hospital_office", DEPUTY),
        ):
            if since in (first, last):
                head = head if since == first else HEADS[department]
                shut = since == first and department == "surgery"
                year.at(instant(day, 9.5), lambda d=department, h=head, s=shut: self._head(d, h, s))  # type: ignore[misc]
        for giver in SUBSTITUTES:
            away = any(each.giver == giver and each.last >= day for each in self.absences)
            if not away and year.chance.random() < min(0.2, 0.015 * year.busy):
                year.at(instant(day, 8.5 + year.chance.random()), lambda g=giver: self._go(g))  # type: ignore[misc]

    def _settle(self, form: dict[str, Any]) -> None:
        year, known = self._year, self._year.book.terms
        reply = year.post("/reception/change", ADMIN, form, year.get("/reception", ADMIN).etag)
        if year.expect(reply, 200, "settings"):
            year.book.terms = {**known, **form, "number": known["number"] + 1}

    def _head(self, department: str, head: str, shut: bool) -> None:
        year = self._year
        form = {"name": plain(named(department)), "supervisor": head, "closed": shut}
        etag = year.get("/desk", ADMIN).etag
        reply = year.post(f"/desk/departments/{department}/change", ADMIN, form, etag)
        if year.expect(reply, 200, "head"):
            self.heads[department] = head
            (self.closed.add if shut else self.closed.discard)(department)

    # Who is away

    def _go(self, giver: str) -> None:
        year = self._year
        role, taker = SUBSTITUTES[giver]
        first = year.today + year.chance.choice((0, 1, 3)) * DAY
        absence = Absence(giver, role, taker, first, first + year.chance.randrange(6) * DAY)
        self.absences.append(absence)
        days = {"first": str(absence.first), "last": str(absence.last)}
        reply = year.post("/delegations", giver, {"taker": taker, "role": role, **days})
        if year.expect(reply, 201, "delegation"):
            path, etag = f"/delegations/{reply.json['delegation']['id']}", reply.etag
            year.at(year.now + timedelta(hours=1.5), lambda: self._answer(absence, path, etag))

    def _answer(self, absence: Absence, path: str, etag: str) -> None:
        command = "accept" if self._year.chance.random() < 0.85 else "decline"
        reply = self._year.post(f"{path}/{command}", absence.taker, {}, etag)
        absence.accepted = (
            self._year.expect(reply, 200, f"delegation {command}") and command == "accept"
        )

    def _away(self, who: str) -> Absence | None:
        mine = (each for each in self.absences if each.giver == who)
        today = self._year.today
        return next((each for each in mine if each.first <= today <= each.last), None)

    # Who signs

    def turn(self, visit: Visit) -> Turn | None:
        """Whose signature is waited for: an own seat, or that of who has signed, goes up."""
        return self._turn(visit, self.seats(visit)[len(visit.signed)])

    def seats(self, visit: Visit) -> list[str]:
        """The seats of a reception as they have to be signed now: what goes up to the GM he signs
        once, with the last of it.
        """
        first, seats = len(visit.signed), list(visit.seats)
        while True:
            turns = [self._turn(visit, role) for role in seats[first:]]
            his = [turn and turn.holder == self.heads["gm_office"] for turn in turns]
            if not his[0] or sum(map(bool, his)) == 1:
                return seats
            last = max(place for place, each in enumerate(his) if each)
            seats[first + last] = "gm"
            del seats[first]

    def _turn(self, visit: Visit, role: str) -> Turn | None:
        return self._climb(role, self._shut(visit), visit.department)

    def alone(self, role: str, barred: Iterable[str]) -> Turn | None:
        """Whose a single signature is, of what has no others."""
        return self._climb(role, set(barred), "hospital_office")

    @staticmethod
    def _shut(visit: Visit) -> set[str]:
        """Who signs nothing of a reception any more."""
        signed = (who for each in visit.signed for who in (each.person, each.whose))
        return {visit.by, *visit.hands, *signed}

    def _climb(self, role: str | None, shut: set[str], department: str) -> Turn | None:
        while role:
            key = _SEAT_OF.get(role, department)
            manages = role != "department_manager" or key not in ("hospital_office", "gm_office")
            if manages and self.heads[key] not in shut:
                return Turn(self.heads[key], role)
            role = ABOVE.get(role)
        return None

    def signs_for(self, turn: Turn, shut: Iterable[str], *, delegable: bool) -> str | None:
        """Who signs today: whose turn it is, a substitute who accepted it, or nobody."""
        absence = self._away(turn.holder)
        if absence is None:
            return turn.holder
        may = absence.accepted and absence.role == turn.role and absence.taker not in shut
        personal = turn.role == "gm" and not delegable
        return absence.taker if may and not personal else None

    def signs_visit(self, visit: Visit, turn: Turn) -> str | None:
        """The same, of a reception."""
        return self.signs_for(turn, self._shut(visit), delegable=visit.terms["gm_delegable"])

    def back(self, who: str) -> datetime:
        """When somebody away is there again."""
        absence = self._away(who)
        assert absence
        return instant(absence.last + DAY, 9)

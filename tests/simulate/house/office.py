"""What the offices do besides: rooms, settings, who heads what, and who signs for whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from chalicelib.core.people import Role
from chalicelib.core.record import plain
from tests.simulate.estate import START, instant
from tests.simulate.house.book import DAY, Stay
from tests.simulate.house.people import (
    ADMIN,
    DIRECTOR,
    HEADLESS,
    HEADS,
    SETTLED,
    SHUM,
    SHUT,
    SUBSTITUTES,
    TAKERS,
    Room,
    named,
    rooms,
)

if TYPE_CHECKING:
    from tests.simulate.house.year import HouseYear

ABOVE = (
    (Role.DEPARTMENT_MANAGER, None),
    (Role.GM_OFFICE_DIRECTOR, "general_office"),
    (Role.GM, "gm_office"),
)
"""The seats in their order, and whose they are; the first is the applicant's own department's."""


@dataclass
class Absence:
    """Somebody away, and who signs meanwhile if they accepted it."""

    giver: str
    taker: str
    first: date
    last: date
    id: str = ""
    etag: str = ""
    accepted: bool = False


class Office:
    """The affairs of the offices; settings and repairs come on known days, the rest by chance."""

    def __init__(self, year: "HouseYear") -> None:
        self._year = year
        self.heads = dict(HEADS)
        self.absences: list[Absence] = []

    def plan(self, day: date) -> None:
        """What a day brings."""
        year, since = self._year, (day - START).days
        if since in SETTLED:
            year.at(instant(day, 10 if since else 0), lambda: self._settle(SETTLED[since]))
        if since == 0:
            year.at(instant(day, 0.1), self._build)
        for first, last, place in SHUT:
            if since in (first, last):
                at = instant(day, 9.25)
                year.at(at, lambda p=place, s=since == first: self._shut(p, s))  # type: ignore[misc]
        begins, ends, department = HEADLESS
        if since in (begins, ends):
            head = DIRECTOR if since == begins else HEADS[department]
            year.at(instant(day, 9.5), lambda: self._head(department, head))
        for giver in SUBSTITUTES:
            away = any(each.giver == giver and each.last >= day for each in self.absences)
            if not away and year.chance.random() < min(0.3, 0.012 * year.busy):
                goes = day + year.chance.choice((0, 1, 3)) * DAY
                comes = goes + year.chance.randrange(8) * DAY
                absence = Absence(giver, SUBSTITUTES[giver], goes, comes)
                self.absences.append(absence)
                at = instant(day, 8.5 + 6 * year.chance.random())
                year.at(at, lambda absence=absence: self._give(absence))  # type: ignore[misc]

    # Settings and rooms

    def _settle(self, form: dict[str, Any]) -> None:
        year, known = self._year, self._year.book.terms
        etag = year.get("/lodging", ADMIN).etag
        reply = year.post("/lodging/change", ADMIN, form, etag)
        if year.expect(reply, 200, "settings"):
            after = {**known, **form, "number": known["number"] + 1}
            year.book.settings.append((year.now, after))

    def _build(self) -> None:
        for each in rooms(self._year.beds):
            etag = self._year.get("/house", SHUM).etag
            form = {"number": each.number, **each.form()}
            if self._year.expect(self._year.post("/house/rooms", SHUM, form, etag), 200, "room"):
                self._year.book.rooms[each.number] = each

    def _shut(self, place: int, shut: bool) -> None:
        """A room is closed for repair, or can be used again; who has a bed in it keeps it."""
        room: Room = list(self._year.book.rooms.values())[place]
        etag = self._year.get("/house", SHUM).etag
        form = {**room.form(), "closed": shut}
        reply = self._year.post(f"/house/rooms/{room.number}/change", SHUM, form, etag)
        if self._year.expect(reply, 200, "room shut" if shut else "room opened"):
            room.closed = shut
            self._year.freed()

    # Who signs

    def _head(self, department: str, head: str) -> None:
        etag = self._year.get("/desk", ADMIN).etag
        form = {"name": plain(named(department)), "supervisor": head}
        path = f"/desk/departments/{department}/change"
        if self._year.expect(self._year.post(path, ADMIN, form, etag), 200, "head"):
            self.heads[department] = head

    def holder(self, stay: Stay) -> str | None:
        """Whose signature an application waits for: an own seat, or that of who has signed, goes
        up.
        """
        for _, department in ABOVE[stay.signed :]:
            head = self.heads[department or stay.department]
            if head != stay.employee and head not in stay.signers:
                return head
        return None

    def away(self, who: str, day: date) -> Absence | None:
        """The absence that somebody is on."""
        mine = (each for each in self.absences if each.giver == who)
        return next((each for each in mine if each.first <= day <= each.last), None)

    def signs_for(self, stay: Stay, holder: str) -> str | None:
        """Who signs today in a holder's place: themselves, a substitute, or nobody."""
        absence = self.away(holder, self._year.today)
        if absence is None:
            return holder
        role = TAKERS.get(holder, Role.DEPARTMENT_MANAGER)
        seat = next(
            role
            for role, department in ABOVE[stay.signed :]
            if self.heads[department or stay.department] == holder
        )
        shut = {stay.employee, *stay.signers}
        return (
            absence.taker
            if absence.accepted and seat is role and absence.taker not in shut
            else None
        )

    def _give(self, absence: Absence) -> None:
        year = self._year
        form = {
            "taker": absence.taker,
            "role": TAKERS.get(absence.giver, Role.DEPARTMENT_MANAGER),
            "first": str(absence.first),
            "last": str(absence.last),
        }
        reply = year.post("/delegations", absence.giver, form)
        if year.expect(reply, 201, "delegation"):
            absence.id, absence.etag = reply.json["delegation"]["id"], reply.etag
            year.at(year.now + timedelta(hours=1.5), lambda: self._answer(absence))

    def _answer(self, absence: Absence) -> None:
        command = "accept" if self._year.chance.random() < 0.9 else "decline"
        path = f"/delegations/{absence.id}/{command}"
        reply = self._year.post(path, absence.taker, {}, absence.etag)
        absence.accepted = (
            self._year.expect(reply, 200, f"delegation {command}") and command == "accept"
        )

    def back(self, who: str) -> datetime:
        """When somebody away is there again."""
        absence = self.away(who, self._year.today)
        assert absence
        return instant(absence.last + DAY, 9)

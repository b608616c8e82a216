"""Guests of the hotel as a test finds them: named, granted and checked in by the API."""

import itertools
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from chalicelib import wiring
from chalicelib.lodging.staying import service as staying
from chalicelib.lodging.stays import service as stays
from local import hotel
from local.demo import PHOTO, Desk
from tests.console.earlier import commands

EMPLOYEE, MANAGER, DIRECTOR = "employee-yip", "manager-mok", "director-kwan"
DORMITORY, GUARD, ADMIN = "dormitory-shum", "guard-fok", "hotel-admin-lui"
FINANCE, COLLEAGUE = "hotel-finance-ou", "employee-szeto"
_numbers = itertools.count(1)


def today() -> date:
    """The day at the hotel."""
    return datetime.now(UTC).astimezone(ZoneInfo(hotel.ZONE)).date()


@dataclass
class Hotel:
    """The sample hotel, by its API."""

    desk: Desk

    def get(self, path: str, who: str = DORMITORY) -> Any:
        """What stands there."""
        return self._answered(self.desk.call("GET", path, who))[1]

    def post(self, path: str, who: str, form: Any, match: str | None = None) -> tuple[str, Any]:
        """The version and the answer of what must succeed."""
        return self._answered(self.desk.call("POST", path, who, form, match))

    def do(self, record: str, command: str, who: str, **form: Any) -> Any:
        """A step on a record as it stands now."""
        etag = self._answered(self.desk.call("GET", record, who))[0]
        return self.post(f"{record}/{command}", who, form, etag)[1]

    @staticmethod
    def _answered(answer: tuple[int, Any, Any]) -> tuple[str, Any]:
        status, headers, body = answer
        assert status < 400, body
        return headers["ETag"], body

    def room(self, number: str, *beds: str) -> None:
        """One more room."""
        version = self._answered(self.desk.call("GET", "/house", DORMITORY))[0]
        form = {"number": number, "type": "standard", "floor": 3}
        self.post("/house/rooms", DORMITORY, {**form, "beds": [{"key": b} for b in beds]}, version)

    def prices(self, **prices: tuple[str, int]) -> None:
        """What costs something when it is damaged, in fen."""
        etag, known = self._answered(self.desk.call("GET", "/lodging", ADMIN))
        damages = [
            {"code": code, "name": dict.fromkeys(("hant", "hans", "en"), name), "fen": fen}
            for code, (name, fen) in prices.items()
        ]
        if [each["code"] for each in known["terms"]["damages"]] != [*prices]:
            self.post("/lodging/change", ADMIN, {"damages": damages}, etag)

    def relative(self, name: str) -> tuple[str, str]:
        """A verified relative, a woman: id, and the number of her document."""
        document = f"H20{next(_numbers):05d}"
        form = {"name": name, "relation": "sibling", "sex": "female", "document": document}
        etag, claimed = self.post("/relatives", EMPLOYEE, form)
        id = claimed["relative"]["id"]
        seen = {"proof": "household_register"}
        self.post(f"/relatives/{id}/verify", DORMITORY, seen, etag)
        return id, document

    def granted(self, name: str, days: int = 2) -> tuple[str, str, str]:
        """A stay from today on, in a bed of a new room: id, version, document of its guest."""
        self.room(f"3{next(_numbers):02d}", "A")
        relative, document = self.relative(name)
        dates = {"first": str(today()), "last": str(today() + timedelta(days=days))}
        asked = {"reason": "探親", "guests": [relative], **dates}
        etag, view = self.post("/stays", EMPLOYEE, asked)
        path = f"/stays/{view['stay']['id']}"
        for who in (MANAGER, DIRECTOR):
            etag, view = self.post(f"{path}/approve", who, {}, etag)
        assert view["stay"]["state"] == "granted", view
        return view["stay"]["id"], etag, document

    def lodged(self, name: str, days: int = 2) -> "Lodger":
        """A guest who has come, with a pass."""
        stay, etag, document = self.granted(name, days)
        guest = self.get(f"/stays/{stay}")["stay"]["asked"]["guests"][0]["guest"]
        arrival = {"guest": guest, "document": "resident_card", "number": document}
        _, view = self.post(f"/stays/{stay}/check-in", DORMITORY, {"guests": [arrival]}, etag)
        return Lodger(self, name, stay, view["stay"]["present"][0]["access_pass"])

    def overdue(self, name: str) -> "Lodger":
        """A guest who came two days ago, should have left a day ago, and is still there."""
        operations = (*stays.OPERATIONS, *staying.operations(_Shown))
        given = commands(self.desk, wiring.now() - timedelta(days=2), operations)
        self.room(f"3{next(_numbers):02d}", "A")
        first, last = (today() - timedelta(days=each) for each in (2, 1))
        asked = {"reason": "探親", "guests": [self.relative(name)[0]]}
        asked |= {"first": str(first), "last": str(last)}
        view, etag = given("stay-apply", asked, EMPLOYEE, site=hotel.SITE)
        at = {"site": hotel.SITE, "stay": view["stay"]["id"]}
        for who in (MANAGER, DIRECTOR):
            view, etag = given("stay-approve", {}, who, etag, **at)
        guest = view["stay"]["asked"]["guests"][0]["guest"]
        arrival = {"guest": guest, "document": "resident_card", "number": "H2000000"}
        view, _ = given("stay-check-in", {"guests": [arrival]}, DORMITORY, etag, **at)
        return Lodger(self, name, at["stay"], view["stay"]["present"][0]["access_pass"])

    def violation(self, **said: Any) -> str:
        """What the guard reports of now, of whom it may concern: its path."""
        told = {"happened_at": datetime.now(UTC).isoformat(), "employee": EMPLOYEE, **said}
        reported = self.post("/violations", GUARD, told)[1]
        return f"/violations/{reported['violation']['id']}"

    def upheld(self, **said: Any) -> str:
        """One that the GM office has upheld: its path."""
        path = self.violation(**said)
        self.do(path, "uphold", DIRECTOR)
        return path

    def checks(self, verdict: str, name: str) -> list[Any]:
        """What the gate has recorded of somebody."""
        items = self.get(f"/gate/checks?limit=100&verdict={verdict}", GUARD)["items"]
        return [each for each in items if each["name"] == name]


@dataclass
class Lodger:
    """A guest who has come."""

    hotel: Hotel
    name: str
    stay: str
    access_pass: str

    @property
    def code(self) -> str:
        """What is scanned of her pass."""
        code: str = self.hotel.get(f"/passes/{self.access_pass}/code")["code"]
        return code

    def photographed(self) -> None:
        """Her photo hangs on her pass."""
        path = f"/passes/{self.access_pass}/files"
        digest = sha256(PHOTO).hexdigest()
        form = {
            "name": "face.png",
            "media_type": "image/png",
            "bytes": len(PHOTO),
            "sha256": digest,
        }
        etag, added = self.hotel.post(path, DORMITORY, form)
        upload = added["upload"]
        put = Request(upload["url"], PHOTO, upload["headers"], method=upload["method"])
        urlopen(put).close()
        self.hotel.post(f"{path}/{added['file']['id']}/attach", DORMITORY, {}, etag)

    def revoke(self) -> None:
        """Her pass lets nobody in any more."""
        self.hotel.do(f"/passes/{self.access_pass}", "revoke", DORMITORY, reason="遺失後尋回")


class _Shown:
    """A vault that takes any document for the guest's own."""

    def guest(self, site: str, guest: str, number: str) -> Any:
        return SimpleNamespace(id=guest)


def hotel_of(desk: Desk) -> Hotel:
    """The hotel that a server has beside the estate."""
    return Hotel(replace(desk, site=hotel.SITE))

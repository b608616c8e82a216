"""The hospitals beside it: one answers for its people there, and uses invoices of its own.

Each invoice is used once over all sites (R-4.3.5), and a settlement is on both ledgers (R-4.3.3).
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.simulate.estate import START, instant
from tests.simulate.hospital.book import EXPENSE, Settlement, Share
from tests.simulate.hospital.people import (
    EAST,
    SITES,
    WEST,
    WEST_ADMIN,
    WEST_FINANCE,
    WEST_GM,
    WEST_HEAD,
    WEST_HOST,
    unit_account,
)
from tests.simulate.hospital.rulings import no
from tests.support.world import Reply, World

if TYPE_CHECKING:
    from tests.simulate.hospital.year import HospitalYear

EVERY = 5
"""Days after which the other hospital claims a cost again."""


class Neighbours:
    """What happens in the other hospitals, as far as this one has to do with it."""

    def __init__(self, year: "HospitalYear") -> None:
        self._year = year
        self._reception: dict[str, Any] = {}
        self._invoices = 0

    @property
    def _west(self) -> World:
        return replace(self._year.world, site=SITES[WEST])

    def plan(self, day: date) -> None:
        """On the first day it settles whom it knows, and has guests who stay all year."""
        year, since = self._year, (day - START).days
        if since == 0:
            year.at(instant(day, 0.3), self._open)
        elif since % EVERY == 0:
            year.at(instant(day, 11), self._claim)

    def _do(self, path: str, who: str, form: dict[str, Any], etag: str | None = None) -> Reply:
        """Something that goes well."""
        reply = self._west.post(path, who, form, if_match=etag)
        self._year.counts["requests beside"] += 1
        if reply.status >= 300:
            raise AssertionError(f"{path}: {reply.status} {reply.body!r}")
        return reply

    def _open(self) -> None:
        units = [{"key": "east", "name": EAST, "group": True, "site": self._year.world.site}]
        etag = self._west.get("/reception", WEST_ADMIN).etag
        self._do("/reception/change", WEST_ADMIN, {"units": units}, etag)
        guest = {"name": "柏專家", "unit": "大學醫院", "title": "教授", "rank": "expert"}
        today = self._year.today
        form = {
            "kind": "invited",
            "purpose": "長期指導",
            "guests": [guest],
            "letter": {"reference": "西函 1", "unit": "大學醫院", "dated": str(today)},
            "first": str(today),
            "last": str(today + timedelta(days=400)),
            "counterpart": "wards",
        }
        known = self._do("/receptions", WEST_HOST, form)
        self._reception = known.json["reception"]
        path = f"/receptions/{self._reception['id']}"
        line = {"kind": "other", "words": "資料", "fen": 10**8, "bearer": "host"}
        lines = [{**line, "day": str(today)}]
        known = self._do(f"{path}/plan", WEST_HOST, {"lines": lines}, known.etag)
        known = self._do(f"{path}/submit", WEST_HOST, {}, known.etag)
        known = self._do(f"{path}/approve", WEST_HEAD, {}, known.etag)
        asks = [each["asked"] for each in known.json["asks"]]
        grants = [
            {"asks": each["asks"], "line": each["line"], "code": each["code"], "yes": True}
            for each in asks
        ]
        self._do(f"{path}/approve", WEST_GM, {"grants": grants}, known.etag)

    def _claim(self) -> None:
        """The other hospital claims a cost: by an invoice that ours has used, which is refused,
        and by one that ours is to try then.
        """
        year, book = self._year, self._year.book
        if book.receipts:
            used = year.chance.choice(list(book.receipts))
            path, etag = self._draft(f" {used.lower()}")
            reply = self._west.post(path, WEST_HOST, {}, if_match=etag)
            year.answered(reply, "claim submit beside", no("receipt_used", "R-4.3.5"))
        self._invoices += 1
        number = f"WEST{self._invoices:04}"
        path, etag = self._draft(number)
        booked = self._do(path, WEST_HOST, {}, etag)
        self._do(path.replace("submit", "approve"), WEST_GM, {}, booked.etag)
        book.receipts[number] = "beside"

    def _draft(self, number: str) -> tuple[str, str]:
        """A claim of one invoice: where it is handed in, and its version."""
        receipt = {"number": number, "seller": "同慶樓", "dated": str(self._year.today)}
        lines = [{"line": "1", "words": "資料", "receipt": receipt, "fen": 100}]
        form = {"reception": self._reception["id"], "lines": lines}
        made = self._do("/claims", WEST_HOST, form)
        return f"/claims/{made.json['claim']['id']}/submit", made.etag

    def answer(self, settlement: Settlement, share: Share, *, yes: bool) -> bool:
        """Whether their finance could say yes or no to what they are to pay; a yes is on their
        ledger.
        """
        year = self._year
        path = f"/statements/{settlement.id}"
        known = self._west.get(path, WEST_FINANCE)
        shown = known.json.get("statement")
        if shown is None or (shown["owing"], shown["from_unit"]) != (share.owing, EAST):
            year.violated(f"{WEST} is asked {known.body[:300]!r}, and is to be for {share.owing}")
            return False
        command = "confirm" if yes else "dispute"
        form = {} if yes else {"reason": "人數不符"}
        self._do(f"{path}/{command}", WEST_FINANCE, form, known.etag)
        if yes:
            year.book.post(SITES[WEST], EXPENSE, unit_account(EAST), share.owing)
        return True
